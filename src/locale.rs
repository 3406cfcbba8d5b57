//! Languages: what a book calls them, and what follows from one.
//!
//! A *code* names a folder and stands in addresses (`zh`); a *tag* is what browsers and
//! readers' software want (`zh-Hans`, BCP 47). Whatever depends on the language of a
//! text (direction, how it is counted, how Han text is told from Latin) is decided here.
//!
//! Floor 0. Knows no book.

use std::{cmp::Ordering, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// The name of a locale's folder and the first part of its addresses, for example `zh`.
///
/// Letters, digits and `-`, as BCP 47 allows; compared as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocaleCode(Arc<str>);

impl LocaleCode {
    /// Makes a code; `None` unless it has the form of a language tag.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        is_tag(code).then(|| Self(code.into()))
    }

    /// The code as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LocaleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` has the form of a BCP 47 tag: parts of one to eight ASCII letters or
/// digits joined by `-`, the first of two to eight letters.
fn is_tag(text: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=8).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic()) && parts.all(part)
}

/// A tag, given in lower case, in the capitals of RFC 5646, section 2.1.1: a script as
/// `Latn`, a region as `BR`, all else small, and so what stands behind a part of one letter.
fn cased(lower: &str) -> String {
    let mut is_extension = false;
    let part = |(idx, part): (usize, &str)| {
        is_extension |= part.len() == 1;
        match part.len() {
            2 if idx > 0 && !is_extension => part.to_ascii_uppercase(),
            4 if idx > 0 && !is_extension => part[..1].to_ascii_uppercase() + &part[1..],
            _ => part.to_owned(),
        }
    };
    lower.split('-').enumerate().map(part).collect::<Vec<_>>().join("-")
}

/// The part of a tag that names a region, by its two letters or three digits; what stands
/// behind a part of one letter is private.
fn region(tag: &str) -> Option<&str> {
    let is_region = |part: &&str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    tag.split('-').skip(1).take_while(|part| part.len() > 1).find(is_region)
}

/// A BCP 47 language tag with the script where it matters, for example `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageTag(Arc<str>);

impl LanguageTag {
    /// Makes a tag; `None` unless it has the form of one.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        is_tag(tag).then(|| Self(tag.into()))
    }

    /// The tag that a locale gets when the settings give none: Chinese gets its script
    /// (`zh` and `zh-CN` are `zh-Hans`; `zh-TW`, `zh-HK`, `zh-MO` are `zh-Hant`), every
    /// other code is its own tag, in the capitals that RFC 5646 recommends.
    #[must_use]
    pub fn of_code(code: &LocaleCode) -> Self {
        let lower = code.as_str().to_ascii_lowercase();
        match lower.as_str() {
            "zh" | "zh-cn" | "zh-sg" | "zh-my" | "zh-hans" => Self("zh-Hans".into()),
            "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant" => Self("zh-Hant".into()),
            _ => Self(cased(&lower).into()),
        }
    }

    /// The tags of a book's locales, where `None` stands for what [`Self::of_code`] says.
    ///
    /// Where two would have one tag, a code that names its region gives it to its tag: of
    /// `zh-TW` and `zh-HK` come `zh-Hant-TW` and `zh-Hant-HK`. So tags that two locales share
    /// are those that were given, or no code tells apart.
    #[must_use]
    pub fn of_all(locales: &[(&LocaleCode, Option<&Self>)]) -> Vec<Self> {
        let tag = |(code, given): &(&LocaleCode, Option<&Self>)| given.cloned().unwrap_or_else(|| Self::of_code(code));
        let tags: Vec<Self> = locales.iter().map(tag).collect();
        let is_shared = |tag: &Self| tags.iter().filter(|other| other.is_same(tag)).count() > 1;
        let whole = |((code, given), tag): (&(&LocaleCode, Option<&Self>), &Self)| {
            let region = region(code.as_str()).filter(|_| given.is_none() && tag.region().is_none() && is_shared(tag));
            region.map_or_else(|| tag.clone(), |region| Self(format!("{tag}-{}", region.to_ascii_uppercase()).into()))
        };
        locales.iter().zip(&tags).map(whole).collect()
    }

    /// Whether both are one tag: letters count as their capitals do.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// The region, if the tag names one: `TW` of `zh-Hant-TW`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        region(&self.0)
    }

    /// The name of a language with that of the tag's region: `繁體中文（香港）`.
    #[must_use]
    pub fn with_region(&self, language: &str) -> String {
        let region = self.region().unwrap_or_default();
        let name = match (self.script(), region) {
            (Some("Hant"), "TW") => "臺灣",
            (Some("Hant"), "HK") => "香港",
            (Some("Hant"), "MO") => "澳門",
            (Some("Hans"), "CN") => "中国大陆",
            (Some("Hans"), "SG") => "新加坡",
            (Some("Hans"), "MY") => "马来西亚",
            _ => return format!("{language} ({region})"),
        };
        format!("{language}（{name}）")
    }

    /// The tag as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone, in lower case: `zh` of `zh-Hans`.
    #[must_use]
    pub fn language(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The script subtag, if the tag has one: `Hans` of `zh-Hans`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }

    /// Which way the language is written.
    ///
    /// By the script subtag, else by the scripts that CLDR gives for the language.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let right_to_left = match self.script() {
            Some(script) => matches!(
                script.to_ascii_lowercase().as_str(),
                "arab" | "hebr" | "syrc" | "thaa" | "nkoo" | "adlm" | "rohg"
            ),
            None => matches!(
                self.language().as_str(),
                "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "syr"
            ),
        };
        if right_to_left { Direction::Rtl } else { Direction::Ltr }
    }

    /// Whether it is written without spaces between words: Chinese in its kinds, Japanese.
    #[must_use]
    pub fn is_unspaced(&self) -> bool {
        matches!(self.language().as_str(), "zh" | "ja" | "yue" | "wuu" | "lzh")
    }

    /// How the length of a text in this language is counted.
    #[must_use]
    pub fn measure(&self) -> Measure {
        if self.is_unspaced() { Measure::Characters } else { Measure::Words }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which way a language is written; prints as the value of `dir`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The value of `dir`: `ltr` or `rtl`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// What the length of a text is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Characters, as Chinese and Japanese publishers count.
    Characters,
    /// Words.
    Words,
}

/// A language of the book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Locale {
    /// Its folder under `content/` and in addresses.
    pub code: LocaleCode,
    /// What `lang` says.
    pub tag: LanguageTag,
    /// Its name in itself, for the language switch.
    pub name: Arc<str>,
}

/// Whether a character is Chinese, Japanese or Korean for the purposes of CommonMark's
/// emphasis: East Asian Width W, F or H without default emoji, or Hangul.
///
/// The ranges are those of the CJK-friendly amendment to CommonMark, Unicode 16.
#[must_use]
pub fn is_cjk(letter: char) -> bool {
    let code = letter as u32;
    match code {
        0..0x1100 => false,
        _ if is_common_han(letter) => true,
        // What stands between them: punctuation, and letters of full width.
        0x2FF0..=0x303E | 0xFF01..=0xFFBE => true,
        _ => {
            let order = |(first, last): &(u32, u32)| match () {
                () if *last < code => Ordering::Less,
                () if *first > code => Ordering::Greater,
                () => Ordering::Equal,
            };
            CJK.binary_search_by(order).is_ok()
        }
    }
}

/// Whether a character is written without spaces around it at the end of a line: Han,
/// kana, bopomofo, Yi, and their punctuation; not Hangul, whose words are spaced.
#[must_use]
pub fn is_unspaced(letter: char) -> bool {
    is_cjk(letter) && !is_hangul(letter) || matches!(letter, '‘' | '’' | '“' | '”' | '…' | '—' | '·')
}

/// Whether a character is Hangul, syllable or letter.
#[must_use]
pub fn is_hangul(letter: char) -> bool {
    matches!(letter as u32, 0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97C | 0xAC00..=0xD7A3 | 0xD7B0..=0xD7FB | 0xFFA0..=0xFFDC)
}

/// Whether a character is of the block that nearly all of Chinese is written with. Is asked
/// before [`is_han`] and its like where every letter of a book is looked at.
#[must_use]
pub fn is_common_han(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// How many bytes of a text are of a kind. Looks at many bytes at a time.
pub fn count_bytes(text: &str, is_wanted: impl Fn(u8) -> bool) -> usize {
    // Chunks that a byte can count, since adding bytes is what a processor does many at a time.
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(|byte| u8::from(is_wanted(*byte))).sum::<u8>());
    text.as_bytes().chunks(usize::from(u8::MAX)).map(count).sum()
}

/// The characters of a text beyond ASCII, in order. Passes over ASCII many bytes at a time.
pub fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    const STRIDE: usize = 16;
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let mut at = 0;
        while bytes.get(at..at + STRIDE).is_some_and(<[u8]>::is_ascii) {
            at += STRIDE;
        }
        at += bytes[at..].iter().position(|byte| !byte.is_ascii())?;
        let mut letters = rest[at..].chars();
        let letter = letters.next()?;
        rest = letters.as_str();
        Some(letter)
    })
}

/// Whether a character is a Han ideograph.
#[must_use]
pub fn is_han(letter: char) -> bool {
    matches!(letter as u32, 0x2E80..=0x2FD5 | 0x3005 | 0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD)
}

/// First and last code point of each range of [`is_cjk`], ascending.
#[rustfmt::skip]
const CJK: &[(u32, u32)] = &[
    (0x1100, 0x11FF), (0x20A9, 0x20A9), (0x2329, 0x232A), (0x2630, 0x2637), (0x268A, 0x268F), (0x2E80, 0x2E99),
    (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x2FF0, 0x303E), (0x3041, 0x3096), (0x3099, 0x30FF), (0x3105, 0x312F),
    (0x3131, 0x318E), (0x3190, 0x31E5), (0x31EF, 0x321E), (0x3220, 0x3247), (0x3250, 0xA48C), (0xA490, 0xA4C6),
    (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xD7B0, 0xD7C6), (0xD7CB, 0xD7FB), (0xF900, 0xFAFF), (0xFE10, 0xFE19),
    (0xFE30, 0xFE52), (0xFE54, 0xFE66), (0xFE68, 0xFE6B), (0xFF01, 0xFFBE), (0xFFC2, 0xFFC7), (0xFFCA, 0xFFCF),
    (0xFFD2, 0xFFD7), (0xFFDA, 0xFFDC), (0xFFE0, 0xFFE6), (0xFFE8, 0xFFEE), (0x16FE0, 0x16FF6), (0x17000, 0x18CD5),
    (0x18CFF, 0x18D1E), (0x1AFF0, 0x1AFFE), (0x1B000, 0x1B2FB), (0x1D300, 0x1D356), (0x1D360, 0x1D376),
    (0x1F200, 0x1F200), (0x1F202, 0x1F202), (0x1F210, 0x1F219), (0x1F21B, 0x1F22E), (0x1F230, 0x1F231),
    (0x1F237, 0x1F237), (0x1F23B, 0x1F23B), (0x1F240, 0x1F248), (0x1F260, 0x1F265), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
];

//! How a language sorts words, and the letters under which an index groups them.
//!
//! The order is that of CLDR: pinyin for simplified Chinese, strokes for traditional,
//! the fifty sounds for Japanese kana. A dictionary cannot know how a Japanese writes a
//! name, so an author gives its reading, and what has none comes after the kana.
//!
//! Floor 2. Knows no glossary.

use std::cmp::Ordering;

use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu_locale_core::Locale;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::locale::{LanguageTag, is_han, is_hangul};

/// The order of a language's words.
#[derive(Debug)]
pub struct Alphabet {
    collator: Option<CollatorBorrowed<'static>>,
    script: Script,
}

/// How words are grouped by letters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Script {
    /// By the first letter of the pinyin, Latin words among them.
    Pinyin,
    /// By the rows of the fifty sounds.
    Kana,
    /// By the first letter; some languages count a letter with a mark as one of its own.
    Letters(&'static [char]),
}

/// The first syllable of each letter of pinyin, in the order of the letters.
const PINYIN: &[(&str, &str)] = &[
    ("吖", "A"),
    ("八", "B"),
    ("嚓", "C"),
    ("咑", "D"),
    ("妸", "E"),
    ("发", "F"),
    ("旮", "G"),
    ("哈", "H"),
    ("丌", "J"),
    ("咔", "K"),
    ("垃", "L"),
    ("妈", "M"),
    ("拏", "N"),
    ("噢", "O"),
    ("妑", "P"),
    ("七", "Q"),
    ("呥", "R"),
    ("仨", "S"),
    ("他", "T"),
    ("屲", "W"),
    ("夕", "X"),
    ("丫", "Y"),
    ("帀", "Z"),
];

/// The rows of the fifty sounds, each with its kana without marks.
const KANA: &[(&str, &str)] = &[
    ("あ", "あいうえおぁぃぅぇぉ"),
    ("か", "かきくけこゕゖ"),
    ("さ", "さしすせそ"),
    ("た", "たちつてとっ"),
    ("な", "なにぬねの"),
    ("は", "はひふへほ"),
    ("ま", "まみむめも"),
    ("や", "やゆよゃゅょ"),
    ("ら", "らりるれろ"),
    ("わ", "わゐゑをんゎ"),
];

/// The consonants that begin a Hangul syllable, doubled ones under their simple one.
const HANGUL: &[&str] =
    &["ㄱ", "ㄱ", "ㄴ", "ㄷ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅂ", "ㅅ", "ㅅ", "ㅇ", "ㅈ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];

/// How many syllables begin with one consonant.
const SYLLABLES: u32 = 21 * 28;

/// The group of what begins with no letter.
const OTHERS: &str = "#";

impl Alphabet {
    /// The alphabet of a language.
    #[must_use]
    pub fn of(language: &LanguageTag) -> Self {
        let locale = Locale::try_from_str(language.as_str()).unwrap_or(Locale::UNKNOWN);
        let collator = Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default()).ok();
        let script = match (language.language().as_str(), language.script()) {
            ("zh", Some("Hant")) => Script::Letters(&[]),
            ("zh", _) => Script::Pinyin,
            ("ja", _) => Script::Kana,
            ("es", _) => Script::Letters(&['ñ']),
            ("ru" | "uk" | "be", _) => Script::Letters(&['й']),
            ("sv" | "fi", _) => Script::Letters(&['å', 'ä', 'ö']),
            ("da" | "nb" | "nn" | "no", _) => Script::Letters(&['å']),
            _ => Script::Letters(&[]),
        };
        Self { collator, script }
    }

    /// Compares two words as a dictionary of the language does.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
    }

    /// Compares two words as an index of the language does: like [`Self::compare`], but
    /// that in Chinese Latin words stand under their letter, before the Han ones.
    #[must_use]
    pub fn compare_in_index(&self, a: &str, b: &str) -> Ordering {
        let by_letter = || {
            let key = |word: &str| (self.letter(word), word.starts_with(is_han));
            key(a).cmp(&key(b))
        };
        let first = if self.script == Script::Pinyin { by_letter() } else { Ordering::Equal };
        first.then_with(|| self.compare(a, b))
    }

    /// The letter under which an index has a word: `A`, `か`, `ㄱ`; `#` for what begins with
    /// a digit or sign, and nothing for Han of which the letter is not known.
    #[must_use]
    pub fn letter(&self, word: &str) -> String {
        let word = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let Some(first) = word.chars().next() else { return OTHERS.to_owned() };
        if !first.is_alphabetic() {
            return OTHERS.to_owned();
        }
        if is_han(first) {
            return if self.script == Script::Pinyin { self.pinyin(word).to_owned() } else { String::new() };
        }
        if let Some(row) = kana_row(first).filter(|_| self.script == Script::Kana) {
            return row.to_owned();
        }
        if is_hangul(first) {
            return consonant(first).map_or_else(|| first.to_string(), str::to_owned);
        }
        let own = match &self.script {
            Script::Letters(own) => own,
            Script::Pinyin | Script::Kana => &[][..],
        };
        upper(first, own)
    }

    /// The letter with which the pinyin of a word begins: the last one whose first syllable
    /// does not come after it. The whole word is asked for, since some characters are read
    /// in more than one way.
    fn pinyin(&self, word: &str) -> &'static str {
        let n_before = PINYIN.partition_point(|(first, _)| self.compare(first, word).is_le());
        PINYIN[n_before.saturating_sub(1)].1
    }
}

/// The row of the fifty sounds that a kana stands in, whatever its marks.
fn kana_row(kana: char) -> Option<&'static str> {
    let hiragana = match kana as u32 {
        code @ 0x30A1..=0x30F6 => char::from_u32(code - 0x60).unwrap_or(kana),
        _ => kana,
    };
    let plain = std::iter::once(hiragana).nfd().next()?;
    KANA.iter().find(|(_, row)| row.contains(plain)).map(|(name, _)| *name)
}

/// The consonant with which a Hangul syllable begins.
fn consonant(syllable: char) -> Option<&'static str> {
    let number = (syllable as u32).checked_sub(0xAC00)? / SYLLABLES;
    HANGUL.get(number as usize).copied()
}

/// A letter in upper case and without its marks, unless it is one of the language's `own`.
fn upper(letter: char, own: &[char]) -> String {
    let is_own = letter.to_lowercase().any(|lower| own.contains(&lower));
    let base = || std::iter::once(letter).nfd().find(|part| !is_combining_mark(*part));
    let plain = if is_own { letter } else { base().unwrap_or(letter) };
    plain.to_uppercase().collect()
}

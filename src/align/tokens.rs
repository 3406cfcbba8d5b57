//! The signs of a unit that another language's text may share with it.
//!
//! Code, addresses, file names, numbers and names are kept by translators. A sign is kept
//! as a hash with its kind in the lowest bits: signs are only compared, and many.
//!
//! Floor 2.

use super::{numbers, script::Script};
use crate::unit::{Unit, UnitKind};

/// A sign: a hash of what it says and its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Token(u64);

/// What a sign is, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum TokenKind {
    Image,
    Link,
    Code,
    Option,
    Word,
    Number,
    /// A term of a glossary, or two Han characters that stand side by side.
    Term,
    Pair,
}

impl TokenKind {
    const ALL: [Self; 8] =
        [Self::Image, Self::Link, Self::Code, Self::Option, Self::Word, Self::Number, Self::Term, Self::Pair];

    /// How much a sign of the kind says that two units belong together.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Image => 2.0,
            Self::Link => 1.5,
            Self::Code | Self::Term => 1.2,
            Self::Option | Self::Word => 1.0,
            Self::Number => 0.8,
            Self::Pair => 0.4,
        }
    }
}

impl Token {
    /// The sign of a kind that says what `hash` is of.
    pub(super) fn new(kind: TokenKind, hash: Hash) -> Self {
        Self((hash.0 << 3) | kind as u64)
    }

    /// Its bits, stirred so that the highest depend on all.
    pub(super) fn mixed(self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn kind(self) -> TokenKind {
        TokenKind::ALL[usize::from((self.0 & 7) as u8)]
    }
}

/// A hash that grows byte by byte: FNV-1a.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    pub(super) fn of(text: &str) -> Self {
        text.bytes().fold(Self::EMPTY, Self::byte)
    }

    pub(super) fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }

    pub(super) fn letter(self, letter: char) -> Self {
        letter.encode_utf8(&mut [0; 4]).bytes().fold(self, Self::byte)
    }

    pub(super) fn value(self) -> u64 {
        self.0
    }
}

/// Gives every sign of a unit to `found`. Only words of `scripts`, a set of script bits,
/// are of interest.
pub(super) fn scan(unit: &Unit, scripts: u16, found: &mut impl FnMut(Token)) {
    unit.images.iter().for_each(|image| {
        let name = image.rsplit('/').next().unwrap_or_default();
        found(Token::new(TokenKind::Image, Hash::of(name)));
    });
    unit.links.iter().for_each(|link| found(Token::new(TokenKind::Link, address(link))));
    if unit.kind == UnitKind::Shortcode {
        unit.options.iter().for_each(|option| found(Token::new(TokenKind::Option, Hash::of(option))));
    }
    if matches!(unit.kind, UnitKind::Code | UnitKind::Math) {
        return;
    }
    for code in unit.code_texts() {
        let words = code.split_whitespace();
        let hash = words.flat_map(|word| word.bytes().chain([b' '])).fold(Hash::EMPTY, Hash::byte);
        found(Token::new(TokenKind::Code, hash));
    }
    words(&unit.text, scripts, found);
}

/// An address without what differs between the editions of a site: the scheme, a host's
/// first part that is a language, and such a folder.
fn address(link: &str) -> Hash {
    let link = link.trim();
    let (host, path) = match link.split_once("://") {
        Some((_, rest)) => rest.split_once('/').unwrap_or((rest, "")),
        None => ("", link),
    };
    let host = match host.split_once('.') {
        Some((first, rest)) if rest.contains('.') && (first == "www" || is_language(first)) => rest,
        _ => host,
    };
    let hash = Hash::of(host);
    let parts = path.split('/').filter(|part| !is_language(part));
    parts.flat_map(|part| part.bytes().chain([b'/'])).fold(hash, Hash::byte)
}

/// Whether a part of an address is a language tag such as `zh`, `zh-CN` or `en_US`.
fn is_language(part: &str) -> bool {
    let (language, region) = part.split_once(['-', '_']).unwrap_or((part, ""));
    let is_letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_known = matches!(
        language,
        "zh" | "en"
            | "ja"
            | "ko"
            | "ru"
            | "ar"
            | "de"
            | "fr"
            | "es"
            | "pt"
            | "it"
            | "pl"
            | "tr"
            | "uk"
            | "cn"
            | "fa"
            | "he"
    );
    is_known && region.len() <= 4 && is_letters(region)
}

/// Finds words, numbers and pairs of Han characters.
fn words(text: &str, scripts: u16, found: &mut impl FnMut(Token)) {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // What stands between most words.
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(letter) = text[at..].chars().next() else { break };
        let script = Script::of(letter);
        let rest = &text[at..];
        at += match script {
            Script::None | Script::Han if numbers::may_begin(letter) => {
                if let Some(number) = numbers::leading(rest, text[..at].chars().next_back()) {
                    let bytes = number.value.to_bits().to_le_bytes();
                    found(Token::new(TokenKind::Number, bytes.into_iter().fold(Hash::EMPTY, Hash::byte)));
                    number.n_bytes
                } else {
                    han(rest, letter, scripts, found)
                }
            }
            Script::Han => han(rest, letter, scripts, found),
            Script::None | Script::Kana => letter.len_utf8(),
            _ => word(rest, script, scripts, found),
        };
    }
}

/// Takes one Han character, with the pair that it makes with the next.
fn han(rest: &str, letter: char, scripts: u16, found: &mut impl FnMut(Token)) -> usize {
    if scripts & Script::Han.bit() != 0
        && let Some(next) = rest.chars().nth(1).filter(|next| Script::of(*next) == Script::Han)
    {
        found(Token::new(TokenKind::Pair, Hash::EMPTY.letter(letter).letter(next)));
    }
    letter.len_utf8()
}

/// Takes a word of a script that writes them apart; how many bytes it has.
fn word(rest: &str, script: Script, scripts: u16, found: &mut impl FnMut(Token)) -> usize {
    let mut hash = Hash::EMPTY;
    let (mut n_bytes, mut n_letters) = (0, 0);
    let is_ascii_letter = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    // Most words are ASCII from end to end.
    if script == Script::Latin {
        n_bytes = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        n_letters = n_bytes;
        hash = rest.bytes().take(n_bytes).map(|byte| byte.to_ascii_lowercase()).fold(hash, Hash::byte);
    }
    while let Some(letter) = rest[n_bytes..].chars().next() {
        let is_inside = match letter {
            // Marks such as those of `node.js` and `c++` count when more of the word
            // follows, so that the full stop of a sentence does not.
            '.' | '-' => is_ascii_letter(n_bytes + 1),
            '_' | '+' | '#' => true,
            letter => letter.is_ascii_digit() || Script::of(letter) == script || is_mark(letter),
        };
        if !is_inside {
            break;
        }
        n_bytes += letter.len_utf8();
        n_letters += 1;
        if letter.is_ascii() {
            hash = hash.byte(letter.to_ascii_lowercase() as u8);
        } else {
            hash = letter.to_lowercase().fold(hash, Hash::letter);
        }
    }
    if n_letters > 1 && scripts & script.bit() != 0 {
        found(Token::new(TokenKind::Word, hash));
    }
    n_bytes
}

/// Gives the words of a unit to `found`, cut to what endings leave of them; of scripts
/// that write no spaces, any two letters that stand side by side.
pub(super) fn stems(unit: &Unit, found: &mut impl FnMut(Hash)) {
    if matches!(unit.kind, UnitKind::Code | UnitKind::Math) {
        return;
    }
    let mut rest = &*unit.text;
    while let Some(letter) = rest.chars().next() {
        let script = Script::of(letter);
        if script == Script::None {
            rest = &rest[letter.len_utf8()..];
        } else if matches!(script, Script::Han | Script::Kana | Script::Hangul | Script::Thai) {
            rest = &rest[letter.len_utf8()..];
            if let Some(next) = rest.chars().next().filter(|next| Script::of(*next) != Script::None) {
                found(Hash::EMPTY.letter(letter).letter(next));
            }
        } else {
            rest = stem(rest, script, found);
        }
    }
}

/// Takes a word of a script that writes them apart; what follows it.
fn stem<'t>(text: &'t str, script: Script, found: &mut impl FnMut(Hash)) -> &'t str {
    // Most words are ASCII from end to end.
    let ascii = if script == Script::Latin { text.bytes().take_while(u8::is_ascii_alphabetic).count() } else { 0 };
    let beginning = text.bytes().take(ascii.min(STEM));
    let mut hash = beginning.map(|byte| byte.to_ascii_lowercase()).fold(Hash::EMPTY, Hash::byte);
    let mut letters = text[ascii..].chars();
    let mut n_letters = ascii;
    loop {
        let rest = letters.as_str();
        match letters.next().filter(|next| Script::of(*next) == script || is_mark(*next)) {
            Some(letter) if n_letters < STEM => hash = letter.to_lowercase().fold(hash, Hash::letter),
            Some(_) => {}
            None => {
                if n_letters > 2 {
                    found(hash);
                }
                return rest;
            }
        }
        n_letters += 1;
    }
}

/// How many letters of a word are looked at, since what follows is an ending more often
/// than not.
const STEM: usize = 5;

fn is_mark(letter: char) -> bool {
    !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter)
}

/// English words so frequent that sharing one says nothing.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "do", "does", "each", "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "if", "in", "into",
    "is", "it", "its", "like", "more", "no", "not", "of", "on", "one", "or", "our", "she", "should", "so", "some",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "to", "use", "used", "using", "was",
    "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
];

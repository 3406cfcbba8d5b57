//! Takes text apart into what can be looked up.
//!
//! A *part* is a run of letters of one way of writing. Scripts that write words apart
//! give words. Chinese, Japanese, Korean, Thai and their like give runs, which are looked
//! up by pairs of neighbouring characters: no program agrees with another, or with a
//! reader, about where words end in them.
//!
//! The reader in the browser takes queries apart by the same rules;
//! `tests/vectors/search/parts.tsv` holds both to it.

use std::iter;

/// A run of letters of one way of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A word of a script that writes words apart.
    Word(&'a str),
    /// A run of characters of a script that does not, or, as Hangul, not where a reader
    /// would look.
    Run(&'a str),
}

impl<'a> Part<'a> {
    /// A run, or else a word.
    pub(super) fn new(text: &'a str, is_run: bool) -> Self {
        if is_run { Self::Run(text) } else { Self::Word(text) }
    }

    /// The letters.
    #[must_use]
    pub fn text(self) -> &'a str {
        match self {
            Self::Word(text) | Self::Run(text) => text,
        }
    }
}

/// The parts of a folded text, in its order.
pub fn parts(folded: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = folded;
    iter::from_fn(move || {
        let (start, kind) = rest.char_indices().find_map(|(at, letter)| Some((at, class(letter)?)))?;
        let part = &rest[start..];
        // Most words are ASCII from end to end, most runs Han.
        let n_common = match kind {
            Class::Word => n_leading(part, is_of_ascii_word),
            Class::Run => 3 * part.bytes().step_by(3).take_while(|byte| begins_han(*byte)).count(),
        };
        let others = &part[n_common..];
        let end = n_common + others.find(|letter| class(letter) != Some(kind)).unwrap_or(others.len());
        rest = &part[end..];
        Some(match kind {
            Class::Word => Part::Word(&part[..end]),
            Class::Run => Part::Run(&part[..end]),
        })
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Word,
    Run,
}

fn class(letter: char) -> Option<Class> {
    if letter.is_ascii() {
        return is_of_ascii_word(letter as u8).then_some(Class::Word);
    }
    // Most of what is not ASCII is Han, or is the punctuation of Han text.
    if matches!(letter, '\u{3400}'..='\u{9fff}') {
        return Some(Class::Run);
    }
    if matches!(letter, '\u{2010}'..='\u{205f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}') {
        return None;
    }
    if is_of_run(letter) {
        return Some(Class::Run);
    }
    let is_of_word = letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter);
    is_of_word.then_some(Class::Word)
}

fn is_of_ascii_word(byte: u8) -> bool {
    OF_ASCII_WORD[usize::from(byte)]
}

/// Whether a byte is an ASCII letter, a digit or `_`.
const OF_ASCII_WORD: [bool; 256] = {
    let mut is_of_word = [false; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        is_of_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    is_of_word
};

/// Whether a byte begins a character from U+4000 to U+9FFF, which has three bytes.
fn begins_han(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

/// Whether a text is a word, where it is known to be one part or none.
pub(super) fn is_word(part: &str) -> bool {
    part.chars().next().and_then(class) == Some(Class::Word)
}

/// How many bytes at the start of a text are such.
fn n_leading(text: &str, is_such: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is_such(byte)).unwrap_or(text.len())
}

/// Whether a character belongs to a script without spaces between words, or to Hangul.
fn is_of_run(letter: char) -> bool {
    matches!(
        letter as u32,
        // Thai and Lao, Tibetan, Burmese, Khmer.
        0xe01..=0xe3a | 0xe40..=0xe4e | 0xe81..=0xece | 0xf40..=0xfbc | 0x1000..=0x109f | 0x1780..=0x17d3
            // Hangul letters; Han, kana, bopomofo; Hangul syllables.
            | 0x1100..=0x11ff | 0x2e80..=0x2fd5 | 0x3005..=0x3007 | 0x3021..=0x3029 | 0x3031..=0x3035
            | 0x3038..=0x303c | 0x3041..=0x3096 | 0x3099..=0x309a | 0x309d..=0x309f | 0x30a1..=0x30fa
            | 0x30fc..=0x318e | 0x31a0..=0x31ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff
            | 0x1b000..=0x1b16f | 0x20000..=0x3fffd
    )
}

/// The pairs that a run is looked up by; a run of one character has none.
pub(super) fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let mut ends = run.char_indices().map(|(start, _)| start).skip(1).chain([run.len()]);
    let (mut start, mut middle) = (0, ends.next().unwrap_or_default());
    iter::from_fn(move || {
        let end = ends.next()?;
        let pair = &run[start..end];
        (start, middle) = (middle, end);
        Some(pair)
    })
}

/// The last character of a run, under which a run is also kept: a query of one character
/// asks for everything that begins with it.
#[must_use]
pub(super) fn last(run: &str) -> &str {
    run.char_indices().next_back().map_or("", |(start, _)| &run[start..])
}

/// How many letters of a word tell where it meets another part.
const N_MEETING: usize = 3;

/// How many letters a word has at most of which it is kept how the next one begins: the
/// words that nearly every section has are short. The shorter it is the more letters of the
/// next are kept.
const N_SHORT: usize = 4;

/// Spells how two neighbouring parts meet, under which a section is also kept; `false` where
/// that is not kept.
///
/// What a reader copies out of a text may begin or end within a word, `st 程` of `Rust 程序`,
/// may hold no pair, `单：为` of `简单：为了`, and may be of words that nearly every section
/// has, `to be or not`. A meeting is spelled so that fewer letters of a word begin the
/// spelling of more. A space before it keeps it apart from all terms.
///
/// | before | after | spelled |
/// | --- | --- | --- |
/// | run | run | the characters on either side |
/// | run | word | its last character, the first letters of the word |
/// | word | run | its first character, `·`, the last letters of the word backwards |
/// | short word | word | the word, a space, as many first letters of the other as make it six |
#[must_use]
pub(super) fn spell_seam(before: Part<'_>, after: Part<'_>, seam: &mut String) -> bool {
    seam.clear();
    seam.push(' ');
    match (before, after) {
        (Part::Run(before), Part::Run(after)) => seam.extend([last(before), leading(after, 1)]),
        (Part::Run(before), Part::Word(after)) => seam.extend([last(before), leading(after, N_MEETING)]),
        (Part::Word(before), Part::Run(after)) => {
            seam.extend([leading(after, 1), "·"]);
            seam.extend(before.chars().rev().take(N_MEETING));
        }
        (Part::Word(before), Part::Word(after)) => {
            let n_more = (N_SHORT + 1).saturating_sub(before.chars().count());
            if n_more == 0 {
                return false;
            }
            seam.extend([before, " ", leading(after, n_more)]);
        }
    }
    true
}

/// The same in a text of its own.
#[must_use]
pub(super) fn seam(before: Part<'_>, after: Part<'_>) -> Option<String> {
    let mut seam = String::new();
    spell_seam(before, after, &mut seam).then_some(seam)
}

/// The first `n` characters of a text.
fn leading(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(end, _)| &text[..end])
}

/// The parts of identifiers in a text as the author wrote it, not folded: `hash` and `map`
/// of `HashMap`, `unwrap`, `or` and `else` of `unwrap_or_else`. Words of one part have none.
pub fn identifier_parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let names = iter::from_fn(move || {
        let start = rest.bytes().position(is_of_ascii_word)?;
        let name = &rest[start..];
        let end = n_leading(name, is_of_ascii_word);
        rest = &name[end..];
        Some(&name[..end])
    });
    names.filter(|name| name.len() > 2 && has_inner_sign(name)).flat_map(|name| {
        let mut start = 0;
        let is_of_several = next_part(name, 0) < name.len();
        let parts = iter::from_fn(move || {
            let part = (is_of_several && start < name.len()).then(|| &name[start..next_part(name, start)])?;
            start += part.len();
            Some(part.trim_matches('_'))
        });
        parts.filter(|part| part.len() > 1)
    })
}

/// Whether a name has anything at which a part may begin: most words have not.
fn has_inner_sign(name: &str) -> bool {
    name.starts_with('_') || name.bytes().skip(1).any(|byte| byte == b'_' || byte.is_ascii_uppercase())
}

/// Where the part of a name that begins at `start` ends.
fn next_part(name: &str, start: usize) -> usize {
    (start + 1..name.len()).find(|at| begins_part(name.as_bytes(), *at)).unwrap_or(name.len())
}

/// Whether a part of the name begins at `at`: behind `_`, at a capital behind a small
/// letter, at the last capital of several before a small letter (`HTMLPage`).
fn begins_part(name: &[u8], at: usize) -> bool {
    let (before, here) = (name[at - 1], name[at]);
    let is_small = |at: usize| name.get(at).is_some_and(u8::is_ascii_lowercase);
    before == b'_' && here != b'_'
        || here.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_uppercase() && is_small(at + 1))
}

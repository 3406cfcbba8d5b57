//! Takes text apart into what can be looked up.
//!
//! A *part* is a run of letters of one way of writing. Scripts that write words apart
//! give words. Chinese, Japanese, Korean, Thai and their like give runs, which are looked
//! up by pairs of neighbouring characters: no program agrees with another, or with a
//! reader, about where words end in them.
//!
//! The reader in the browser takes queries apart by the same rules;
//! `tests/vectors/search/parts.tsv` holds both to it.

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
    std::iter::from_fn(move || {
        let (start, kind) = rest.char_indices().find_map(|(at, letter)| Some((at, class(letter)?)))?;
        let part = &rest[start..];
        let end = part.find(|letter| class(letter) != Some(kind)).unwrap_or(part.len());
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
        return (letter.is_ascii_alphanumeric() || letter == '_').then_some(Class::Word);
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
    let starts = run.char_indices().map(|(start, _)| start);
    let ends = run.char_indices().map(|(start, letter)| start + letter.len_utf8()).skip(1);
    starts.zip(ends).map(|(start, end)| &run[start..end])
}

/// The last character of a run, under which a run is also kept: a query of one character
/// asks for everything that begins with it.
#[must_use]
pub(super) fn last(run: &str) -> &str {
    run.char_indices().next_back().map_or("", |(start, _)| &run[start..])
}

/// Where a run meets a word, or another run across a comma or a space: the characters on
/// either side. What a reader copies out of Chinese text may begin or end within a word,
/// `st 程` of `Rust 程序`, and may hold no pair, `单：为` of `简单：为了`.
#[must_use]
pub(super) fn seam(before: Part<'_>, after: Part<'_>) -> Option<String> {
    let (left, right) = (before.text().chars().next_back()?, after.text().chars().next()?);
    match (before, after) {
        (Part::Word(_), Part::Word(_)) => None,
        // Told apart from the pair of two characters that stand side by side.
        (Part::Run(_), Part::Run(_)) => Some([left, '·', right].into_iter().collect()),
        _ => Some([left, right].into_iter().collect()),
    }
}

/// The parts of identifiers in a text as the author wrote it, not folded: `hash` and `map`
/// of `HashMap`, `unwrap`, `or` and `else` of `unwrap_or_else`. Words of one part have none.
pub fn identifier_parts(text: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut rest = text;
    let names = std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| is_of_name(&byte))?;
        let name = &rest[start..];
        let end = name.bytes().position(|byte| !is_of_name(&byte)).unwrap_or(name.len());
        rest = &name[end..];
        Some(&name[..end])
    });
    names.filter(|name| name.len() > 2).flat_map(|name| {
        let mut start = 0;
        let is_of_several = next_part(name, 0) < name.len();
        let parts = std::iter::from_fn(move || {
            let part = (is_of_several && start < name.len()).then(|| &name[start..next_part(name, start)])?;
            start += part.len();
            Some(part.trim_matches('_'))
        });
        parts.filter(|part| part.len() > 1)
    })
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

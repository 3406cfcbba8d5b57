//! Finds the terms of a glossary in running text.
//!
//! A form is found as a whole word: letters of scripts that write words apart may not go
//! on before or after it, and in Korean a particle may follow. Chinese and Japanese words
//! stand side by side, so there a dictionary tells where one ends: 后训练 is a term, but
//! none in 然后训练. Of forms that overlap the one that begins first holds, of those the longest.
//! Capitals do not matter, but for abbreviations: `IDE` is not `ide`.
//!
//! All forms are looked for at once (Aho and Corasick, "Efficient string matching", 1975),
//! so the time is that of reading the text, however large the glossary is.
//!
//! Floor 2. Knows no page.

mod section;
mod uses;

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use unicode_normalization::char::is_combining_mark;

use crate::{
    glossary::{Glossary, TermIdx},
    locale::{LocaleCode, is_hangul, is_unspaced},
};

pub use self::{
    section::{Section, run_length, run_text},
    uses::uses,
};

/// The forms of a glossary's terms in one locale, ready to be looked for.
#[derive(Debug, Default)]
pub struct Terms {
    /// `None` when there is nothing to look for.
    automaton: Option<AhoCorasick>,
    /// What each of the automaton's patterns stands for.
    forms: Vec<Form>,
    fingerprint: [u8; blake3::OUT_LEN],
}

/// A form and how it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    text: Box<str>,
    term: TermIdx,
    /// Whether the book does not use it.
    is_avoided: bool,
    /// Whether its capitals matter.
    is_abbreviation: bool,
    /// Whether what stands before and after it may take its first or last character for a
    /// word of its own.
    is_loose: (bool, bool),
}

/// A term in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The term.
    pub term: TermIdx,
    /// The bytes of the text that are it.
    pub range: Range<usize>,
    /// Whether the text says it in a form that the book does not use.
    pub is_avoided: bool,
}

impl Terms {
    /// The terms that may stand in a text of a locale.
    #[must_use]
    pub fn of(glossary: &Glossary, locale: &LocaleCode) -> Self {
        Self::looking_for(used(glossary, locale))
    }

    /// The same with the forms that the book avoids, so that one inside of a form in use is
    /// not taken for a fault.
    #[must_use]
    pub fn with_avoided(glossary: &Glossary, locale: &LocaleCode) -> Self {
        let avoided = glossary
            .in_locale(locale)
            .flat_map(|(term, _, names)| names.avoided.iter().map(move |form| (term, &**form, true)));
        Self::looking_for(used(glossary, locale).chain(avoided))
    }

    fn looking_for<'a>(forms: impl Iterator<Item = (TermIdx, &'a str, bool)>) -> Self {
        let mut all = Vec::new();
        for (term, text, is_avoided) in forms {
            let is_abbreviation = !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
            let is_loose = loose_ends(text);
            let spellings = spellings(text).into_iter();
            all.extend(spellings.map(|text| Form { text, term, is_avoided, is_abbreviation, is_loose }));
        }
        let patterns = all.iter().map(|form| form.text.as_bytes());
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(patterns);
        // It fails for patterns beyond two gigabytes, which no glossary file may hold.
        let automaton = automaton.ok().filter(|_| !all.is_empty());
        Self { automaton, fingerprint: fingerprint(&all), forms: all }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Changes with the forms that are looked for and with what they stand for: what was
    /// found depends on it and on the text alone.
    #[must_use]
    pub fn fingerprint(&self) -> &[u8; blake3::OUT_LEN] {
        &self.fingerprint
    }

    /// The terms in a text, in its order, none within another. Line breaks count as spaces.
    ///
    /// O(n + m) for n bytes and the m places where a form stands, words or not.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let spaced;
        let line = if text.contains('\n') {
            spaced = text.replace('\n', " ");
            &spaced
        } else {
            text
        };
        let mut found: Vec<Found> = automaton
            .find_overlapping_iter(line)
            .filter_map(|found| {
                let form = &self.forms[found.pattern().as_usize()];
                let range = found.range();
                let is_meant = !form.is_abbreviation || line[range.clone()] == *form.text;
                let (term, is_avoided) = (form.term, form.is_avoided);
                let is_word = is_meant && is_whole(line, &range) && !splits_words(line, &range, form.is_loose);
                is_word.then_some(Found { term, range, is_avoided })
            })
            .collect();
        found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end), found.is_avoided));
        let mut end = 0;
        found.retain(|found| {
            let is_free = found.range.start >= end;
            end = if is_free { found.range.end } else { end };
            is_free
        });
        found
    }
}

fn fingerprint(forms: &[Form]) -> [u8; blake3::OUT_LEN] {
    let mut hasher = blake3::Hasher::new();
    for Form { text, term, is_avoided, .. } in forms {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        hasher.update(&(term.0 as u64).to_le_bytes()).update(&[u8::from(*is_avoided)]);
    }
    hasher.finalize().into()
}

/// The forms in use in a locale.
fn used<'a>(glossary: &'a Glossary, locale: &LocaleCode) -> impl Iterator<Item = (TermIdx, &'a str, bool)> {
    let terms = glossary.in_locale(locale);
    terms.flat_map(|(term, _, names)| names.forms().map(move |form| (term, &**form, false)))
}

/// How a form may be written: as it is, with a capital where the search does not see to
/// it, and with or without spaces between Han and Latin.
fn spellings(form: &str) -> Vec<Box<str>> {
    let mut all: Vec<Box<str>> = vec![form.into()];
    let mut letters = form.chars();
    if let Some(first) = letters.next().filter(|first| !first.is_ascii() && first.is_lowercase()) {
        all.push(first.to_uppercase().chain(letters).collect::<String>().into());
    }
    all.extend(respaced(form));
    all
}

/// A form of Han and Latin with spaces between them if it has none, else without.
fn respaced(form: &str) -> Option<Box<str>> {
    let letters: Vec<char> = form.chars().collect();
    let meets = |a: char, b: char| {
        let is_latin = |letter: char| letter.is_ascii_alphanumeric();
        is_unspaced(a) && is_latin(b) || is_latin(a) && is_unspaced(b)
    };
    let mut out = String::with_capacity(form.len() + 2);
    for (idx, letter) in letters.iter().enumerate() {
        let before = idx.checked_sub(1).map(|idx| letters[idx]);
        let is_between = |a: Option<char>, b: Option<&char>| a.zip(b).is_some_and(|(a, b)| meets(a, *b));
        if *letter == ' ' && is_between(before, letters.get(idx + 1)) {
            continue;
        }
        if is_between(before, Some(letter)) {
            out.push(' ');
        }
        out.push(*letter);
    }
    (out != form).then(|| out.into())
}

/// Whether what stands at `range` is no part of a longer word.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let goes_on_before = before.chars().next_back().is_some_and(is_of_word) && inside.starts_with(is_of_word);
    let goes_on_after = inside.ends_with(|letter| is_of_word(letter) && !is_hangul(letter))
        && after.starts_with(|letter| is_of_word(letter) && !is_hangul(letter));
    !goes_on_before && !goes_on_after
}

/// How many characters before and after a place are looked at to tell the words there.
const CONTEXT: usize = 16;

/// Whether a form at `range` begins or ends within a word of Chinese or Japanese. Only at a
/// loose end: where the form itself begins or ends with a word of the dictionary, that word
/// is what is meant.
fn splits_words(text: &str, range: &Range<usize>, is_loose: (bool, bool)) -> bool {
    is_loose.0 && splits_word(text, range.start) || is_loose.1 && splits_word(text, range.end)
}

/// Whether a place lies within a word of Chinese or Japanese, by the dictionary.
fn splits_word(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at..]);
    let start = before.char_indices().rev().take(CONTEXT).take_while(|(_, letter)| is_ideograph(*letter)).last();
    let end = after.char_indices().take(CONTEXT).take_while(|(_, letter)| is_ideograph(*letter)).last();
    let (Some((start, _)), Some((end, last))) = (start, end) else { return false };
    let context = &text[start..at + end + last.len_utf8()];
    !words().segment_str(context).any(|edge| start + edge == at)
}

/// Whether the dictionary sees a word of one character at the start and at the end of a
/// form.
fn loose_ends(form: &str) -> (bool, bool) {
    let edges: Vec<usize> = words().segment_str(form).collect();
    let is_loose = |word: Option<&[usize]>| {
        word.is_some_and(|word| {
            form[word[0]..word[1]].chars().count() == 1 && form[word[0]..].starts_with(is_ideograph)
        })
    };
    (is_loose(edges.windows(2).next()), is_loose(edges.windows(2).last()))
}

/// What tells the words of Chinese and Japanese.
fn words() -> WordSegmenterBorrowed<'static> {
    WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
}

/// Whether a character belongs to a word of a script that does not write words apart.
fn is_ideograph(letter: char) -> bool {
    letter.is_alphabetic() && is_unspaced(letter)
}

/// Whether a character is part of a word in a script that writes words apart.
fn is_of_word(letter: char) -> bool {
    (letter.is_alphanumeric() || is_combining_mark(letter)) && !is_unspaced(letter)
}

//! Understands what a reader types.
//!
//! Words apart by spaces are looked for each by itself. What stands in quotation marks is
//! looked for as it stands; what follows `-` must not be there.

use super::{
    fold::{Han, fold},
    parts::{Part, parts, seam},
};

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What a section must have.
    pub parts: Vec<Wanted>,
    /// What it must have to the letter, folded and without white space.
    pub phrases: Vec<String>,
    /// What it must not have: each a list of parts, all of which are one too many.
    pub without: Vec<Vec<Wanted>>,
    /// All that is looked for, folded and without white space.
    pub whole: String,
}

/// A part that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its letters.
    pub text: String,
    /// Whether it is a run of Han, kana or the like, not a word.
    pub is_run: bool,
    /// Whether forms, beginnings and slips of a word do not count.
    pub is_exact: bool,
}

impl Query {
    /// Where the word at `place` meets a run, when it is at an end of the query: it may be
    /// the rest of a word, or the beginning of one.
    pub(super) fn seam(&self, place: usize) -> Option<String> {
        let part = self.parts.get(place).filter(|part| !part.is_run && !part.is_exact)?;
        let after = self.parts.get(place + 1).filter(|_| place == 0).map(|after| (part, after));
        let before = place.checked_sub(1).filter(|_| place + 1 == self.parts.len());
        let (left, right) = after.or_else(|| Some((&self.parts[before?], part)))?;
        seam(left.part(), right.part())
    }

    /// A query for words as they are: quotation marks and `-` mean nothing.
    #[must_use]
    pub fn plain(text: &str, han: Han) -> Self {
        let folded = fold(text, han);
        let (parts, whole) = (wanted(&folded, false), squeezed(&folded));
        Self { parts, whole, ..Self::default() }
    }

    /// Reads a query.
    #[must_use]
    pub fn new(text: &str, han: Han) -> Self {
        let mut query = Self::default();
        for Piece { text, is_quoted, is_without } in pieces(text) {
            let folded = fold(text, han);
            let parts = wanted(&folded, is_quoted || is_without);
            if parts.is_empty() {
                continue;
            }
            if is_without {
                query.without.push(parts);
                continue;
            }
            query.parts.extend(parts);
            let squeezed = squeezed(&folded);
            query.whole.push_str(&squeezed);
            query.phrases.extend(is_quoted.then_some(squeezed));
        }
        query
    }
}

impl Wanted {
    /// The part as the text has it.
    pub(super) fn part(&self) -> Part<'_> {
        if self.is_run { Part::Run(&self.text) } else { Part::Word(&self.text) }
    }
}

/// A text without white space, in which phrases are looked for: Chinese is written with
/// spaces around Latin words by some and without by others.
#[must_use]
pub(super) fn squeezed(folded: &str) -> String {
    folded.split_whitespace().collect()
}

fn wanted(folded: &str, is_exact: bool) -> Vec<Wanted> {
    let part = |part: Part<'_>| Wanted { text: part.text().to_owned(), is_run: matches!(part, Part::Run(_)), is_exact };
    parts(folded).map(part).collect()
}

/// A stretch of a query.
struct Piece<'a> {
    text: &'a str,
    is_quoted: bool,
    is_without: bool,
}

/// The stretches of a query, apart by spaces or in quotation marks, of which the last may
/// be open.
fn pieces(query: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('-').filter(|inner| inner.starts_with(|letter: char| !letter.is_whitespace()));
        let is_without = inner.is_some();
        let text = inner.unwrap_or(rest);
        let quote = text.chars().next().filter(|letter| is_quote(*letter));
        let (text, end) = match quote {
            Some(quote) => {
                let text = &text[quote.len_utf8()..];
                let end = text.find(is_quote).unwrap_or(text.len());
                (text, end)
            }
            None => (text, text.find(char::is_whitespace).unwrap_or(text.len())),
        };
        pieces.push(Piece { text: &text[..end], is_quoted: quote.is_some(), is_without });
        rest = text[end..].trim_start_matches(is_quote).trim_start();
    }
    pieces
}

/// Whether a character opens or closes a phrase.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

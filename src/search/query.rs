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
    /// What it must have to the letter, folded and squeezed.
    pub phrases: Vec<String>,
    /// What it must not have: each a list of parts, all of which are one too many.
    pub without: Vec<Vec<Wanted>>,
    /// All that is looked for, folded and squeezed.
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
    /// Whether no space stands between it and the part before.
    pub is_joined: bool,
}

impl Query {
    /// How its parts meet; `None` for a query of one part, or of words of which nothing is
    /// kept about how they meet, or that are looked for each by itself.
    pub(super) fn seams(&self) -> Option<Vec<String>> {
        let neighbours = self.parts.iter().zip(self.parts.iter().skip(1));
        let meet = |(left, right): (&Wanted, &Wanted)| {
            let is_apart = !right.is_joined && (left.is_exact || right.is_exact);
            seam(left.part(), right.part()).filter(|_| !is_apart)
        };
        let seams: Option<Vec<String>> = neighbours.map(meet).collect();
        seams.filter(|seams| !seams.is_empty())
    }

    /// Whether the part at `place` may be the rest of a word or of a run, so that only the
    /// seams beside it tell where it stands.
    pub(super) fn is_rest(&self, place: usize) -> bool {
        let part = &self.parts[place];
        let is_end = place == 0 || place + 1 == self.parts.len();
        if part.is_run { part.text.chars().nth(1).is_none() } else { is_end && !part.is_exact }
    }

    /// Whether it was surely copied out of a text: it has no spaces, or a letter alone at an
    /// end, which is seldom a word that a reader types.
    pub(super) fn is_copied(&self) -> bool {
        let is_letter = |part: &Wanted| part.text.encode_utf16().nth(1).is_none();
        self.parts.iter().skip(1).all(|part| part.is_joined)
            || self.parts.first().is_some_and(is_letter)
            || self.parts.last().is_some_and(is_letter)
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
        for Piece { text, is_quoted, is_ended, is_without } in pieces(text) {
            let folded = fold(text, han);
            let mut parts = wanted(&folded, is_quoted || is_without);
            if let Some(last) = parts.last_mut().filter(|_| !is_ended && !is_without) {
                // The last word of a phrase without an end is still being typed.
                last.is_exact = false;
            }
            if is_without {
                query.without.extend((!parts.is_empty()).then_some(parts));
                continue;
            }
            query.parts.extend(parts);
            let squeezed = squeezed(&folded);
            query.whole.push_str(&squeezed);
            query.phrases.extend((is_quoted && !text.is_empty()).then_some(squeezed));
        }
        query
    }
}

impl Wanted {
    /// The part as the text has it.
    pub(super) fn part(&self) -> Part<'_> {
        Part::new(&self.text, self.is_run)
    }
}

/// A text without white space and quotation marks, in which phrases are looked for: Chinese
/// is written with spaces around Latin words by some and without by others, and in a query
/// quotation marks mean something else.
#[must_use]
pub(super) fn squeezed(folded: &str) -> String {
    folded.chars().filter(|letter| !letter.is_whitespace() && !is_quote(*letter)).collect()
}

fn wanted(folded: &str, is_exact: bool) -> Vec<Wanted> {
    let wanted = |(place, part): (usize, Part<'_>)| Wanted {
        text: part.text().to_owned(),
        is_run: matches!(part, Part::Run(_)),
        is_exact,
        is_joined: place > 0,
    };
    parts(folded).enumerate().map(wanted).collect()
}

/// A stretch of a query.
struct Piece<'a> {
    text: &'a str,
    is_quoted: bool,
    /// Whether a quotation mark ends it.
    is_ended: bool,
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
        rest = text[end..].trim_start_matches(is_quote);
        let is_ended = quote.is_some() && rest.len() < text.len() - end;
        pieces.push(Piece { text: &text[..end], is_quoted: quote.is_some(), is_ended, is_without });
        rest = rest.trim_start();
    }
    pieces
}

/// Whether a character opens or closes a phrase.
fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

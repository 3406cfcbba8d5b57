//! Cuts the stretch out of a text that shows best why it was found.

use std::collections::BTreeSet;

use super::{
    fold::{Han, fold},
    query::Query,
};

/// A stretch of a text with its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// What it says, line breaks as spaces.
    pub text: String,
    /// The matches, in bytes of the text: first and behind the last, in order, apart.
    pub marks: Vec<(usize, usize)>,
    /// Whether something stands before it.
    pub is_cut_before: bool,
    /// Whether something stands after it.
    pub is_cut_after: bool,
}

/// How far before the first match a stretch begins, in characters.
const BEFORE: usize = 20;

/// A text, letter by letter, with its folded form.
struct Folded {
    /// Where each letter begins in the text, and behind them where it ends.
    starts: Vec<usize>,
    /// The folded letters, and for each the letter it comes from.
    letters: Vec<char>,
    origins: Vec<usize>,
}

impl Folded {
    fn of(text: &str, han: Han) -> Self {
        let (mut starts, mut letters, mut origins) = (Vec::new(), Vec::new(), Vec::new());
        let mut buffer = [0; 4];
        for (place, (start, letter)) in text.char_indices().enumerate() {
            starts.push(start);
            for folded in fold(letter.encode_utf8(&mut buffer), han).chars() {
                letters.push(folded);
                origins.push(place);
            }
        }
        starts.push(text.len());
        Self { starts, letters, origins }
    }

    /// The matches of the query's parts, as letters of the text: sorted, those that touch
    /// or overlap joined, each with the part it begins with.
    fn matches(&self, query: &Query) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        for (number, part) in query.parts.iter().enumerate() {
            let wanted: Vec<char> = part.text.chars().collect();
            let n = wanted.len();
            for (at, window) in self.letters.windows(n).enumerate() {
                // A word is marked where a word begins, a run anywhere.
                let is_at_start = part.is_run || at == 0 || !is_of_word(self.letters[at - 1]);
                if window == wanted && is_at_start {
                    found.push((self.origins[at], self.origins[at + n - 1] + 1, number));
                }
            }
        }
        found.sort_unstable();
        found
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Where the stretch begins that holds the most of a query, and that nearest together:
/// `matches` are letters from and to, and which part, sorted.
fn best(matches: &[(usize, usize, usize)], length: usize) -> usize {
    let mut best = None;
    for (at, (from, ..)) in matches.iter().enumerate() {
        let mut parts = BTreeSet::new();
        for (_, to, part) in &matches[at..] {
            let is_within = parts.is_empty() || *to <= from + length.saturating_sub(BEFORE);
            if is_within && parts.insert(part) {
                let worth = ((parts.len() + 1) * length).saturating_sub(to - from);
                if best.is_none_or(|(most, _)| worth > most) {
                    best = Some((worth, *from));
                }
            }
        }
    }
    best.map_or(0, |(_, from)| from)
}

/// The stretch of some `length` letters that holds the most of a query, nearest together.
#[must_use]
pub fn excerpt(text: &str, query: &Query, han: Han, length: usize) -> Excerpt {
    let folded = Folded::of(text, han);
    let matches = folded.matches(query);
    let n_letters = folded.starts.len() - 1;
    let mut start = best(&matches, length).saturating_sub(BEFORE);
    let letters: Vec<char> = text.chars().collect();
    if start > 0 {
        let lead = &letters[start..(start + BEFORE).min(n_letters)];
        start += lead.iter().position(|letter| ends_clause(*letter)).map_or(0, |place| place + 1);
    }
    let mut end = (start + length).min(n_letters);
    while end < n_letters
        && end > start + length / 2
        && letters[end].is_ascii_alphanumeric()
        && letters[end - 1].is_ascii_alphanumeric()
    {
        end -= 1;
    }
    let (from, to) = (folded.starts[start], folded.starts[end]);
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (first, last, _) in matches.iter().filter(|(first, last, _)| *first >= start && *last <= end) {
        let (first, last) = (folded.starts[*first] - from, folded.starts[*last] - from);
        match marks.last_mut() {
            Some(mark) if first <= mark.1 => mark.1 = mark.1.max(last),
            _ => marks.push((first, last)),
        }
    }
    Excerpt { text: text[from..to].replace('\n', " "), marks, is_cut_before: start > 0, is_cut_after: end < n_letters }
}

/// Whether a stretch may begin behind a letter.
fn ends_clause(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '。' | '！' | '？' | '；' | '，' | '、' | ',' | '.' | '!' | '?' | ';')
}

//! The terms of a text, each with a number.

use rustc_hash::FxHashMap;

use super::wire::size;

/// Terms, numbered from 0 on in the order in which they come first.
///
/// Most terms are pairs of characters or short words, which fit into a machine word: to
/// find one of those is a fraction of the work that finding a text is.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Box<str>, u32>,
    /// All terms, one behind the other, and where each ends.
    text: String,
    ends: Vec<usize>,
}

impl Lexicon {
    /// The number of a term, which is new where it equals the number of those known before.
    pub(super) fn number(&mut self, term: &str) -> u32 {
        let next = size(self.ends.len());
        let number = match packed(term) {
            Some(packed) => *self.short.entry(packed).or_insert(next),
            None => match self.long.get(term) {
                Some(number) => *number,
                None => *self.long.entry(term.into()).or_insert(next),
            },
        };
        if number == next {
            self.text.push_str(term);
            self.ends.push(self.text.len());
        }
        number
    }

    /// The terms, in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| &self.text[std::mem::replace(&mut start, *end)..*end])
    }
}

/// A term of up to eight bytes as a number; terms hold no zero byte, so that no two are
/// the same.
fn packed(term: &str) -> Option<u64> {
    let bytes = term.as_bytes();
    let number = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (bytes.first_chunk(), bytes.last_chunk()) {
        // Where the two overlap they hold the same.
        (Some(first), Some(last)) if bytes.len() <= 8 => Some(number(first) | number(last) << (8 * (bytes.len() - 4))),
        (Some(_), _) => None,
        (None, _) => Some(bytes.iter().rev().fold(0, |packed, byte| packed << 8 | u64::from(*byte))),
    }
}

//! How far a chapter's translation follows its original, pair by pair.
//!
//! A pair joins a run of the original's units to a run of the translation's; either may
//! be empty. What a person accepted lies in the ledger; a [`State`] is what has happened
//! since, and is computed whenever it is asked for. Totals are weighed by characters, so
//! that a share speaks of text and not of the number of paragraphs.
//!
//! Floor 1. Knows no file and no language.

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::book::EntryIdx;

/// The name of a pair: that of its heading, or `p` and a number. It stays while the text
/// is edited, and is the `id` of the pair on every page that shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PairId(Arc<str>);

impl PairId {
    /// Makes an id; `None` when the text is empty, longer than any heading, or holds white
    /// space or what would end an attribute or an address.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        /// The longest id that is kept, in bytes.
        const LONGEST: usize = 512;

        let is_odd = |letter: char| letter.is_whitespace() || letter.is_control() || "\"'<>#".contains(letter);
        (!text.is_empty() && text.len() <= LONGEST && !text.contains(is_odd)).then(|| Self(text.into()))
    }

    /// The id of the pair with this number: `p7`.
    #[must_use]
    pub fn numbered(number: u32) -> Self {
        Self(format!("p{number}").into())
    }

    /// The number of `p7`; `None` for the id of a heading.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let digits = self.0.strip_prefix('p')?;
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
        is_plain.then(|| digits.parse().ok()).flatten()
    }

    /// The text of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PairId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What has become of a pair since it was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The original is what it was.
    Current,
    /// Only punctuation, case or typography of the original changed.
    Trivial,
    /// Only code, numbers, links or pictures of the original changed.
    Mechanical,
    /// The words of the original changed.
    Stale,
    /// The original has it, the translation does not.
    Missing,
    /// The translation still has what the original has given up.
    Removed,
    /// Paired by the program; nobody has accepted it yet.
    Unconfirmed,
    /// A machine's translation that nobody has accepted yet.
    Machine,
    /// Left out of the translation on purpose.
    Omitted,
    /// The translation's own, such as a translator's note.
    Extra,
    /// The same text, at another place in the original than in the translation.
    Moved,
}

impl State {
    /// Every state, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Current,
        Self::Trivial,
        Self::Moved,
        Self::Mechanical,
        Self::Stale,
        Self::Missing,
        Self::Removed,
        Self::Unconfirmed,
        Self::Machine,
        Self::Omitted,
        Self::Extra,
    ];

    /// Its name, the same in reports, templates and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Trivial => "trivial",
            Self::Mechanical => "mechanical",
            Self::Stale => "stale",
            Self::Missing => "missing",
            Self::Removed => "removed",
            Self::Unconfirmed => "unconfirmed",
            Self::Machine => "machine",
            Self::Omitted => "omitted",
            Self::Extra => "extra",
            Self::Moved => "moved",
        }
    }

    /// Whether a reader of the translation reads what the original says now.
    #[must_use]
    pub fn follows(self) -> bool {
        matches!(self, Self::Current | Self::Trivial | Self::Moved)
    }

    /// Whether the translation says what the original no longer says: what the gate on
    /// stale text counts.
    #[must_use]
    pub fn is_behind(self) -> bool {
        matches!(self, Self::Mechanical | Self::Stale | Self::Removed)
    }

    /// Whether it counts when the share of text that follows is asked for: what one side
    /// has on purpose does not.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Omitted | Self::Extra)
    }
}

/// A run of the original with the run of the translation that renders it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Its name.
    pub id: PairId,
    /// Units of the original, by their place in the chapter; empty for what only the
    /// translation has.
    pub left: Range<usize>,
    /// Units of the translation; empty for what it lacks.
    pub right: Range<usize>,
    /// What has become of it.
    pub state: State,
    /// Whether a person, or a machine, put it into the ledger.
    pub is_accepted: bool,
    /// Whether the translation was edited since it was accepted.
    pub is_touched: bool,
    /// From 0.0, a guess, to 1.0; what a person accepted is certain.
    pub confidence: f32,
    /// How much text it is, in characters: the original's, or the translation's where the
    /// original has none.
    pub n_characters: u32,
}

/// A chapter's translation, paired with its original.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Translation {
    /// The original.
    pub original: EntryIdx,
    /// The translation.
    pub translation: EntryIdx,
    /// Tiles both sides: each unit is in exactly one pair. In the translation's order; what
    /// it lacks stands behind what the original has before it.
    pub pairs: Vec<Pair>,
    /// Whether anyone has accepted anything: there is a ledger.
    pub has_ledger: bool,
}

impl Translation {
    /// The pair with this name.
    #[must_use]
    pub fn pair(&self, id: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.id.as_str() == id)
    }

    /// How much of it is in which state.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for pair in &self.pairs {
            totals.add(pair.state, 1, u64::from(pair.n_characters));
        }
        totals
    }
}

/// How much text is in a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Pairs.
    pub n_pairs: usize,
    /// Characters.
    pub n_characters: u64,
}

/// How much text is in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Totals(BTreeMap<State, Tally>);

impl Totals {
    /// Adds text in a state.
    pub fn add(&mut self, state: State, n_pairs: usize, n_characters: u64) {
        let tally = self.0.entry(state).or_default();
        tally.n_pairs += n_pairs;
        tally.n_characters += n_characters;
    }

    /// Adds all of another's.
    pub fn join(&mut self, other: &Self) {
        for (state, tally) in &other.0 {
            self.add(*state, tally.n_pairs, tally.n_characters);
        }
    }

    /// What is in a state.
    #[must_use]
    pub fn of(&self, state: State) -> Tally {
        self.0.get(&state).copied().unwrap_or_default()
    }

    /// How many pairs are in a state that `is_wanted`.
    pub fn n_pairs(&self, is_wanted: impl Fn(State) -> bool) -> usize {
        self.0.iter().filter(|(state, _)| is_wanted(**state)).map(|(_, tally)| tally.n_pairs).sum()
    }

    /// How much of the text follows the original, in tenths of a percent, rounded down, so
    /// that 1000 is said only of all of it; 1000 of nothing.
    #[must_use]
    pub fn per_mille(&self) -> u64 {
        let sum = |is_wanted: fn(State) -> bool| -> u64 {
            self.0.iter().filter(|(state, _)| is_wanted(**state)).map(|(_, tally)| tally.n_characters).sum()
        };
        let all = sum(State::counts);
        (sum(State::follows) * 1000).checked_div(all).unwrap_or(1000)
    }
}

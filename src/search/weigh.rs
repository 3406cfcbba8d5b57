//! Weighs what a section says.
//!
//! A word in a section's own heading counts six times; one in a heading above, in the page's
//! title or in a listing counts half. Everything is counted in halves.
//! The weight a reader gets to see is three bits: BM25's share of a term in a section, with
//! the section's length worked into it, so that no length has to be fetched.

use crate::front_matter::Speaker;

/// How often a term stands in a section, in halves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// All of it, each place by its own weight.
    halves: u32,
    /// Whether the section's own heading has it.
    pub is_heading: bool,
}

/// What a place in a section weighs, in halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Heading,
    Above,
    Prose,
    Code,
}

impl Weight {
    fn halves(self) -> u32 {
        match self {
            Self::Heading => 12,
            Self::Prose => 2,
            Self::Above | Self::Code => 1,
        }
    }
}

impl Count {
    /// Counts one place more.
    pub(super) fn add(&mut self, weight: Weight) {
        self.halves = self.halves.saturating_add(weight.halves());
        self.is_heading |= weight == Weight::Heading;
    }

    /// The count as one number.
    pub(super) fn to_bits(self) -> u32 {
        self.halves.min(u32::MAX >> 1) << 1 | u32::from(self.is_heading)
    }

    /// The count that [`Self::to_bits`] has made a number of.
    pub(super) fn from_bits(bits: u32) -> Self {
        Self { halves: bits >> 1, is_heading: bits & 1 == 1 }
    }
}

/// The term of a speaker, which no text gives.
pub(super) fn speaker_term(speaker: &Speaker) -> String {
    format!("@{}", if speaker.id.is_empty() { &speaker.name } else { &speaker.id })
}

/// BM25's saturation: how soon more of a term says nothing more.
const K1: f64 = 1.2;

/// BM25's regard for length: a section is a unit of its own, so it counts less than usual.
const B: f64 = 0.4;

/// What the length of a section makes of its counts: BM25's `k1 · (1 - b + b · length / mean)`.
pub(super) fn shortness(length: u32, mean_length: f64) -> f64 {
    K1 * (1.0 - B + B * f64::from(length) / mean_length)
}

/// What a term weighs in a section, from 0 to 7: its share of what it could weigh at most,
/// in eighths.
pub(super) fn impact(count: Count, shortness: f64) -> u8 {
    let tf = f64::from(count.halves) / 2.0;
    let eighths = whole(tf / (tf + shortness) * 8.0);
    u8::try_from(eighths.min(7)).unwrap_or(7)
}

/// A number without a fraction, in an integer.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights are small and not negative")]
pub(super) fn whole(number: f64) -> u32 {
    number as u32
}

//! Counts what a section says, and weighs it.
//!
//! A word in a section's own heading counts six times; one in a heading above, in the page's
//! title or in a listing counts half. Everything is counted in halves.
//! The weight a reader gets to see is three bits: BM25's share of a term in a section, with
//! the section's length worked into it, so that no length has to be fetched.

use std::collections::BTreeMap;

use super::{
    fold::{Han, fold},
    parts::{self, Part, identifier_parts},
    section::Section,
};
use crate::front_matter::Speaker;

/// How often a term stands in a section, in halves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// All of it, each place by its own weight.
    pub halves: u32,
    /// Whether the section's own heading has it.
    pub is_heading: bool,
}

/// What a section holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    /// Its terms.
    pub terms: BTreeMap<Box<str>, Count>,
    /// How long it is, in terms.
    pub length: u32,
}

/// What a place in a section weighs, in halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
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

/// The term of a speaker, which no text gives.
pub(super) fn speaker_term(speaker: &Speaker) -> String {
    format!("@{}", if speaker.id.is_empty() { &speaker.name } else { &speaker.id })
}

/// What each section of a page holds.
pub(super) fn bags(title: &str, sections: &[Section], han: Han) -> Vec<Bag> {
    let bag = |section: &Section| {
        let mut bag = Bag::default();
        let own = if section.anchor.is_none() { title } else { &section.heading };
        bag.add(own, Weight::Heading, han);
        if section.anchor.is_some() {
            bag.add(title, Weight::Above, han);
        }
        for above in &section.above {
            bag.add(&sections[*above].heading, Weight::Above, han);
        }
        for passage in &section.passages {
            bag.add(&passage.text, if passage.is_code { Weight::Code } else { Weight::Prose }, han);
        }
        for speaker in &section.speakers {
            bag.count(&speaker_term(speaker), Weight::Prose);
        }
        bag
    };
    sections.iter().map(bag).collect()
}

impl Bag {
    fn add(&mut self, text: &str, weight: Weight, han: Han) {
        let folded = fold(text, han);
        let is_body = matches!(weight, Weight::Prose | Weight::Code);
        let mut before = None;
        for part in parts::parts(&folded) {
            if let Some(seam) = before.replace(part).and_then(|before| parts::seam(before, part)) {
                self.count(&seam, weight);
            }
            let n_terms = match part {
                Part::Word(word) => {
                    self.count(word, weight);
                    1
                }
                Part::Run(run) => {
                    let n_pairs = parts::pairs(run).map(|pair| self.count(pair, weight)).count();
                    self.count(parts::last(run), weight);
                    n_pairs + 1
                }
            };
            self.length = self.length.saturating_add(u32::try_from(n_terms).unwrap_or(u32::MAX) * u32::from(is_body));
        }
        for part in identifier_parts(text) {
            let lesser = if weight == Weight::Heading { Weight::Prose } else { Weight::Code };
            self.count(&part.to_ascii_lowercase(), lesser);
        }
    }

    fn count(&mut self, term: &str, weight: Weight) {
        if !self.terms.contains_key(term) {
            self.terms.insert(term.into(), Count::default());
        }
        if let Some(count) = self.terms.get_mut(term) {
            count.halves = count.halves.saturating_add(weight.halves());
            count.is_heading |= weight == Weight::Heading;
        }
    }
}

/// BM25's saturation: how soon more of a term says nothing more.
const K1: f64 = 1.2;

/// BM25's regard for length: a section is a unit of its own, so it counts less than usual.
const B: f64 = 0.4;

/// What a term weighs in a section, from 0 to 7.
pub(super) fn impact(count: Count, length: u32, mean_length: f64) -> u32 {
    let tf = f64::from(count.halves) / 2.0;
    let share = tf / (tf + K1 * (1.0 - B + B * f64::from(length) / mean_length.max(1.0)));
    whole((share * 8.0 - 0.5).round().clamp(0.0, 7.0))
}

/// A number without a fraction, in an integer.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights are small and not negative")]
pub(super) fn whole(number: f64) -> u32 {
    number as u32
}

//! Counts what a section says, and weighs it.
//!
//! A word in a section's own heading counts six times; one in a heading above, in the page's
//! title or in a listing counts half. Everything is counted in halves.
//! The weight a reader gets to see is three bits: BM25's share of a term in a section, with
//! the section's length worked into it, so that no length has to be fetched.

use super::{
    fold::{Han, fold},
    lexicon::Lexicon,
    parts::{self, Part, identifier_parts},
    section::Section,
    wire::size,
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

/// A term in a section that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The term's number.
    pub term: u32,
    /// The section's place on the page.
    pub section: u32,
    /// How often it stands there.
    pub count: Count,
}

/// What the sections of a page hold.
#[derive(Debug)]
pub(super) struct Bags {
    /// The terms.
    pub lexicon: Lexicon,
    /// Each term in each section that has it, section by section.
    pub mentions: Vec<Mention>,
    /// How long each section is, in terms.
    pub lengths: Vec<u32>,
    /// The place of each term's last mention.
    last: Vec<u32>,
}

/// How many bytes of a text there are, about, to each term that it says first.
const BYTES_PER_TERM: usize = 12;

/// The last part of a text.
#[derive(Debug)]
struct Tail {
    text: String,
    is_run: bool,
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

impl Bags {
    /// Those of a page.
    pub(super) fn of(title: &str, sections: &[Section], han: Han) -> Self {
        let n_bytes: usize = sections.iter().flat_map(|it| &it.passages).map(|passage| passage.text.len()).sum();
        let lexicon = Lexicon::with_capacity(n_bytes / BYTES_PER_TERM);
        let mut bags = Self { lexicon, mentions: Vec::new(), lengths: Vec::new(), last: Vec::new() };
        for section in sections {
            bags.lengths.push(0);
            let own = if section.anchor.is_none() { title } else { &section.heading };
            bags.add(own, Weight::Heading, han);
            if section.anchor.is_some() {
                bags.add(title, Weight::Above, han);
            }
            for above in &section.above {
                bags.add(&sections[*above].heading, Weight::Above, han);
            }
            let mut before = None;
            for passage in &section.passages {
                let weight = if passage.is_code { Weight::Code } else { Weight::Prose };
                before = bags.add_behind(before.as_ref(), &passage.text, weight, han);
            }
            for speaker in &section.speakers {
                bags.count(&speaker_term(speaker), Weight::Prose);
            }
        }
        bags
    }

    /// Adds a text of the last section that stands by itself.
    fn add(&mut self, text: &str, weight: Weight, han: Han) {
        self.add_behind(None, text, weight, han);
    }

    /// Adds a text of the last section that follows another; `before` is the last part of
    /// that. Gives its own last part.
    fn add_behind(&mut self, before: Option<&Tail>, text: &str, weight: Weight, han: Han) -> Option<Tail> {
        let folded = fold(text, han);
        let mut before = before.map(|tail| Part::new(&tail.text, tail.is_run));
        let mut n_terms = 0;
        let mut seam = String::with_capacity(16);
        for part in parts::parts(&folded) {
            if before.replace(part).is_some_and(|before| parts::spell_seam(before, part, &mut seam)) {
                self.count(&seam, weight);
            }
            match part {
                Part::Word(word) => {
                    self.count(word, weight);
                    n_terms += 1;
                }
                Part::Run(run) => {
                    n_terms += parts::pairs(run).map(|pair| self.count(pair, weight)).count() + 1;
                    self.count(parts::last(run), weight);
                }
            }
        }
        for part in identifier_parts(text) {
            let lesser = if weight == Weight::Heading { Weight::Prose } else { Weight::Code };
            self.count(&part.to_ascii_lowercase(), lesser);
        }
        if let (Weight::Prose | Weight::Code, Some(length)) = (weight, self.lengths.last_mut()) {
            *length = length.saturating_add(size(n_terms));
        }
        before.map(|part| Tail { text: part.text().to_owned(), is_run: matches!(part, Part::Run(_)) })
    }

    /// Counts a term of the last section.
    fn count(&mut self, term: &str, weight: Weight) {
        let section = size(self.lengths.len().saturating_sub(1));
        let term = self.lexicon.number(term);
        if self.last.len() < self.lexicon.len() {
            self.last.push(u32::MAX);
        }
        let last = &mut self.last[term as usize];
        if self.mentions.get(*last as usize).is_none_or(|mention| mention.section != section) {
            *last = size(self.mentions.len());
            self.mentions.push(Mention { term, section, count: Count::default() });
        }
        let count = &mut self.mentions[*last as usize].count;
        count.halves = count.halves.saturating_add(weight.halves());
        count.is_heading |= weight == Weight::Heading;
    }
}

/// BM25's saturation: how soon more of a term says nothing more.
const K1: f64 = 1.2;

/// BM25's regard for length: a section is a unit of its own, so it counts less than usual.
const B: f64 = 0.4;

/// What a term weighs in a section, from 0 to 7.
pub(super) fn impact(count: Count, length: u32, mean_length: f64) -> u8 {
    let tf = f64::from(count.halves) / 2.0;
    let share = tf / (tf + K1 * (1.0 - B + B * f64::from(length) / mean_length.max(1.0)));
    let eighths = whole((share * 8.0 - 0.5).round().clamp(0.0, 7.0));
    u8::try_from(eighths).unwrap_or(7)
}

/// A number without a fraction, in an integer.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "weights are small and not negative")]
pub(super) fn whole(number: f64) -> u32 {
    number as u32
}

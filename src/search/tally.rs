//! Counts the terms of pages in little room.
//!
//! Each term has a list of the sections that have it, in the order in which pages come.
//! Lists are packed as they grow, some two bytes a section: of a long book there are tens
//! of millions.
//!
//! Floor 3.

use super::{
    chains::{Chain, Chains},
    fold::{Han, fold_noting},
    lexicon::Lexicon,
    parts::{self, Part, identifier_parts},
    section::Section,
    weigh::{Count, Weight, speaker_term},
    wire::{Reader, size},
};

/// The counts of many pages, term by term.
#[derive(Debug, Default)]
pub(super) struct Tally {
    lexicon: Lexicon,
    /// One for each term, by its number.
    terms: Vec<Term>,
    chains: Chains,
    /// How long each section is, in terms.
    lengths: Vec<u32>,
}

/// Where a term was found: how often in the section that had it last, and in those before,
/// each as how far it is from the one before it and its count.
#[derive(Debug, Default)]
struct Term {
    before: Chain,
    /// The first section that may come next in the list.
    next: u32,
    section: u32,
    /// None as long as no section has it.
    count: Count,
}

/// The last part of a text.
#[derive(Debug)]
struct Tail {
    text: String,
    is_run: bool,
}

impl Tally {
    /// How many sections were counted.
    pub(super) fn n_sections(&self) -> usize {
        self.lengths.len()
    }

    /// How long each section is, in terms.
    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// Every term with its number, in the order in which they came first.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, u32)> {
        self.lexicon.iter().zip(0..)
    }

    /// The sections that have a term, as they came, each with its count. Works in `bytes`.
    pub(super) fn counts<'b>(&self, term: u32, bytes: &'b mut Vec<u8>) -> impl Iterator<Item = (u32, Count)> + use<'b> {
        let Term { before, section, count, .. } = self.terms[term as usize];
        self.chains.read(before, bytes);
        let mut packed = Reader { bytes };
        let mut next = 0;
        let before = std::iter::from_fn(move || {
            let has_more = !packed.is_at_end();
            has_more.then(|| {
                let section = next + packed.number();
                next = section + 1;
                (section, Count::from_bits(packed.number()))
            })
        });
        before.chain([(section, count)])
    }

    /// Counts what the sections of a page hold; they are numbered on from those before. Tells
    /// of each whether it or the page's title has traditional characters that folding changes.
    pub(super) fn add(&mut self, title: &str, sections: &[Section], han: Han) -> Vec<bool> {
        let add = |section: &Section| self.add_section(title, sections, section, han);
        sections.iter().map(add).collect()
    }

    fn add_section(&mut self, title: &str, sections: &[Section], section: &Section, han: Han) -> bool {
        self.lengths.push(0);
        let (own, title) = if section.anchor.is_none() { (title, None) } else { (&*section.heading, Some(title)) };
        let mut is_traditional = false;
        self.add_behind(None, own, Weight::Heading, han, &mut is_traditional);
        let above = section.above.iter().map(|above| &*sections[*above].heading);
        if let Some(title) = title {
            self.add_behind(None, title, Weight::Above, han, &mut is_traditional);
        }
        for heading in above {
            self.add_behind(None, heading, Weight::Above, han, &mut false);
        }
        let mut before = None;
        for passage in &section.passages {
            let weight = if passage.is_code { Weight::Code } else { Weight::Prose };
            before = self.add_behind(before.as_ref(), &passage.text, weight, han, &mut is_traditional);
        }
        for speaker in &section.speakers {
            self.count(&speaker_term(speaker), Weight::Prose);
        }
        is_traditional
    }

    /// Adds a text of the last section that follows another; `before` is the last part of
    /// that, none for a text that stands by itself. Gives its own last part.
    fn add_behind(
        &mut self,
        before: Option<&Tail>,
        text: &str,
        weight: Weight,
        han: Han,
        is_traditional: &mut bool,
    ) -> Option<Tail> {
        let folded = fold_noting(text, han, is_traditional);
        let mut before = before.map(|tail| Part::new(&tail.text, tail.is_run));
        let mut n_terms = 0;
        let mut spelled = String::with_capacity(16);
        for part in parts::parts(&folded) {
            if before.replace(part).is_some_and(|before| parts::spell_seam(before, part, &mut spelled)) {
                self.count(&spelled, weight);
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
        let lesser = if weight == Weight::Heading { Weight::Prose } else { Weight::Code };
        for part in identifier_parts(text) {
            spelled.clear();
            spelled.push_str(part);
            spelled.make_ascii_lowercase();
            self.count(&spelled, lesser);
        }
        if let (Weight::Prose | Weight::Code, Some(length)) = (weight, self.lengths.last_mut()) {
            *length = length.saturating_add(size(n_terms));
        }
        before.map(|part| Tail { text: part.text().to_owned(), is_run: matches!(part, Part::Run(_)) })
    }

    /// Counts a term of the last section.
    fn count(&mut self, term: &str, weight: Weight) {
        let section = size(self.lengths.len().saturating_sub(1));
        let number = self.lexicon.number(term) as usize;
        if number == self.terms.len() {
            self.terms.push(Term { section, ..Term::default() });
        }
        let term = &mut self.terms[number];
        if term.section != section {
            self.chains.push(&mut term.before, term.section - term.next);
            self.chains.push(&mut term.before, term.count.to_bits());
            (term.next, term.section, term.count) = (term.section + 1, section, Count::default());
        }
        term.count.add(weight);
    }
}

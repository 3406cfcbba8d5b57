//! Counts the terms of many pages in little room.
//!
//! Each term has a list of the sections that have it, in the order in which pages come.
//! A list is packed as it grows, some two bytes a section: of a long book there are tens
//! of millions.
//!
//! Floor 3.

use rayon::slice::ParallelSliceMut;

use super::{
    lexicon::Lexicon,
    term::by_units,
    weigh::{self, Bags, Count},
    wire::{Reader, Writer, size},
};

/// The counts of many pages, term by term.
#[derive(Debug)]
pub(super) struct Tally {
    lexicon: Lexicon,
    /// The list of each term.
    lists: Vec<List>,
    /// How long each section is, in terms.
    lengths: Vec<u32>,
}

/// For each section that has a term how far it is from the one before, and its count.
#[derive(Debug, Default)]
struct List {
    packed: Writer,
    next: u32,
}

/// A term of a tally.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub term: &'a str,
    list: &'a List,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self { lexicon: Lexicon::default(), lists: Vec::new(), lengths: Vec::new() }
    }

    /// How many sections were counted.
    pub(super) fn n_sections(&self) -> usize {
        self.lengths.len()
    }

    /// Adds what the sections of a page hold; they are numbered on from those before.
    pub(super) fn add(&mut self, bags: &Bags) {
        let first = size(self.lengths.len());
        let numbers: Vec<u32> = bags.lexicon.iter().map(|term| self.lexicon.number(term)).collect();
        self.lists.resize_with(self.lexicon.len(), List::default);
        for mention in &bags.mentions {
            self.lists[numbers[mention.term as usize] as usize].add(first + mention.section, mention.count);
        }
        self.lengths.extend(&bags.lengths);
    }

    /// The mean length of a section, in terms.
    fn mean_length(&self) -> f64 {
        let length: f64 = self.lengths.iter().map(|length| f64::from(*length)).sum();
        length / f64::from(size(self.lengths.len().max(1)))
    }

    /// Every term, in the order of UTF-16 units. O(terms · log terms).
    fn entries(&self) -> Vec<Entry<'_>> {
        let terms = self.lexicon.iter().zip(&self.lists);
        let mut entries: Vec<Entry<'_>> = terms.map(|(term, list)| Entry { term, list }).collect();
        entries.par_sort_unstable_by(|a, b| by_units(a.term, b.term));
        entries
    }
}

impl List {
    fn add(&mut self, section: u32, count: Count) {
        self.packed.number(section - self.next);
        self.packed.number(count.halves.min(u32::MAX >> 1) << 1 | u32::from(count.is_heading));
        self.next = section + 1;
    }
}

impl Entry<'_> {
    /// The sections that have the term, each with its count, as they came.
    fn counts(self) -> impl Iterator<Item = (u32, Count)> {
        let mut packed = Reader { bytes: &self.list.packed.bytes };
        let mut next = 0;
        std::iter::from_fn(move || {
            let has_more = !packed.is_at_end();
            has_more.then(|| {
                let section = next + packed.number();
                next = section + 1;
                let bits = packed.number();
                (section, Count { halves: bits >> 1, is_heading: bits & 1 == 1 })
            })
        })
    }
}

/// A section that has a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub section: u32,
    pub impact: u8,
    pub is_heading: bool,
}

/// What was counted, weighed and in order: terms as a browser sorts them, sections by their
/// numbers in the book.
#[derive(Debug)]
pub(super) struct Postings<'a> {
    lengths: &'a [u32],
    mean_length: f64,
    numbers: Vec<u32>,
    /// Whether sections came in the order of their numbers.
    is_in_order: bool,
    /// The terms.
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Postings<'a> {
    /// Those of a tally; `numbers` gives for each of its sections the one in the book.
    pub(super) fn new(tally: &'a Tally, numbers: Vec<u32>) -> Self {
        let is_in_order = numbers.is_sorted();
        Self {
            lengths: &tally.lengths,
            mean_length: tally.mean_length(),
            entries: tally.entries(),
            is_in_order,
            numbers,
        }
    }

    /// How many sections there are.
    pub(super) fn n_sections(&self) -> usize {
        self.numbers.len()
    }

    /// The sections that have a term, by their numbers; put into `list`, whose room is used
    /// again.
    pub(super) fn list(&self, entry: Entry<'_>, list: &mut Vec<Posting>) {
        list.clear();
        list.extend(entry.counts().map(|(section, count)| {
            let place = section as usize;
            let impact = weigh::impact(count, self.lengths[place], self.mean_length);
            Posting { section: self.numbers[place], impact, is_heading: count.is_heading }
        }));
        if !self.is_in_order {
            list.sort_unstable_by_key(|posting| posting.section);
        }
    }
}

//! What was counted, weighed and in order.
//!
//! Floor 3.

use rayon::slice::ParallelSliceMut;

use super::{
    tally::Tally,
    term::{beginning, by_units},
    weigh::{impact, shortness},
    wire::size,
};

/// A section that has a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub section: u32,
    pub impact: u8,
    pub is_heading: bool,
}

/// The terms of all tallies as a browser sorts them, and which sections have them by their
/// numbers in the book.
#[derive(Debug)]
pub(super) struct Postings<'a> {
    tallies: &'a [Tally],
    /// For each tally, of each of its sections the number in the book and what its length
    /// makes of a count.
    sections: Vec<Vec<(u32, f64)>>,
    /// Whether sections came in the order of their numbers.
    is_in_order: bool,
    n_sections: usize,
    /// By terms, and of a term by tallies.
    entries: Vec<Entry<'a>>,
}

/// A term of one tally.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    /// How it begins, for comparisons.
    beginning: u64,
    text: &'a str,
    tally: u32,
    number: u32,
}

/// A term, with what each tally that has it knows of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'p, 'a> {
    entries: &'p [Entry<'a>],
}

impl<'a> Term<'_, 'a> {
    /// The term.
    pub(super) fn text(self) -> &'a str {
        self.entries.first().map_or("", |entry| entry.text)
    }
}

impl<'a> Postings<'a> {
    /// Those of tallies; `numbers` gives for each section of each tally the one in the book.
    /// O(terms · log terms).
    pub(super) fn new(tallies: &'a [Tally], numbers: Vec<Vec<u32>>) -> Self {
        let is_in_order = numbers.len() < 2 && numbers.iter().all(|numbers| numbers.is_sorted());
        let n_sections = numbers.iter().map(Vec::len).sum();
        let mean = mean_length(tallies, n_sections);
        let weighed = |(numbers, tally): (Vec<u32>, &Tally)| -> Vec<(u32, f64)> {
            let shortnesses = tally.lengths().iter().map(|length| shortness(*length, mean));
            numbers.into_iter().zip(shortnesses).collect()
        };
        let sections = numbers.into_iter().zip(tallies).map(weighed).collect();
        let mut entries: Vec<Entry<'a>> = tallies.iter().zip(0..).flat_map(|(tally, place)| of(tally, place)).collect();
        entries.par_sort_unstable_by(|a, b| {
            let by_text = || if a.text == b.text { a.tally.cmp(&b.tally) } else { by_units(a.text, b.text) };
            a.beginning.cmp(&b.beginning).then_with(by_text)
        });
        Self { tallies, sections, is_in_order, n_sections, entries }
    }

    /// How many sections there are.
    pub(super) fn n_sections(&self) -> usize {
        self.n_sections
    }

    /// The terms, in order.
    pub(super) fn terms(&self) -> impl Iterator<Item = Term<'_, 'a>> {
        self.entries.chunk_by(|a, b| a.text == b.text).map(|entries| Term { entries })
    }

    /// The sections that have a term, by their numbers; put into `list`, whose room is used
    /// again, as is that of `bytes`.
    pub(super) fn list(&self, term: Term<'_, '_>, list: &mut Vec<Posting>, bytes: &mut Vec<u8>) {
        list.clear();
        for Entry { tally, number, .. } in term.entries {
            let sections = &self.sections[*tally as usize];
            for (section, count) in self.tallies[*tally as usize].counts(*number, bytes) {
                let (section, shortness) = sections[section as usize];
                list.push(Posting { section, impact: impact(count, shortness), is_heading: count.is_heading });
            }
        }
        if !self.is_in_order {
            list.sort_unstable_by_key(|posting| posting.section);
        }
    }
}

/// The terms of a tally.
fn of(tally: &Tally, place: u32) -> impl Iterator<Item = Entry<'_>> {
    let entry = move |(text, number)| Entry { beginning: beginning(text), text, tally: place, number };
    tally.terms().map(entry)
}

/// The mean length of the sections of tallies, in terms; at least one.
fn mean_length(tallies: &[Tally], n_sections: usize) -> f64 {
    let length: f64 = tallies.iter().flat_map(Tally::lengths).map(|length| f64::from(*length)).sum();
    (length / f64::from(size(n_sections.max(1)))).max(1.0)
}

//! Which chapters have to do with which: those that share what they are about.
//!
//! That is their tags, which the author gave, and the terms of the glossary, which count
//! less. What few chapters share binds them more than what many do. The chapters of a tag
//! or term are looked up in its list, of which only those nearest in reading order count,
//! so that the cost of a whole site grows with its lists and not with its square.
//!
//! Floor 3.

use std::collections::BTreeMap;

use super::place::TagIndex;
use crate::{
    book::{Book, EntryIdx, EntryRole, LocaleIdx},
    glossary::TermIdx,
};

/// How many chapters are kept; a page shows fewer, and not what it leads to already.
const N_KEPT: usize = 6;

/// How much more a tag means than a term.
const TAG_WEIGHT: u32 = 4;

/// How many chapters of one list are looked at, those nearest in reading order.
const N_NEAR: usize = 16;

/// The related chapters of each entry, the nearest first; empty for most.
#[derive(Debug)]
pub(super) struct Related {
    by_entry: BTreeMap<EntryIdx, Vec<EntryIdx>>,
}

impl Related {
    /// Finds them for every chapter of a book. `tags` are those of each locale.
    pub(super) fn of(book: &Book, tags: &[TagIndex]) -> Self {
        let mut by_entry = BTreeMap::new();
        for locale in book.locale_idxs() {
            add_locale(book, locale, &tags[locale.0], &mut by_entry);
        }
        Self { by_entry }
    }

    /// The chapters related to one.
    pub(super) fn to(&self, entry: EntryIdx) -> &[EntryIdx] {
        self.by_entry.get(&entry).map_or(&[], Vec::as_slice)
    }
}

fn add_locale(book: &Book, locale: LocaleIdx, tags: &TagIndex, by_entry: &mut BTreeMap<EntryIdx, Vec<EntryIdx>>) {
    let reading = &book.tree(locale).reading;
    let mut terms: BTreeMap<TermIdx, Vec<EntryIdx>> = BTreeMap::new();
    for idx in reading.iter().filter(|idx| book.entry(**idx).role == EntryRole::Chapter) {
        for used in &book.entry(*idx).card.terms {
            terms.entry(used.term).or_default().push(*idx);
        }
    }
    let of_tags = tags.values().map(|tag| (&tag.entries, TAG_WEIGHT));
    let lists = of_tags.chain(terms.values().map(|entries| (entries, 1)));
    // What each chapter shares with others, weighed by how rare it is.
    let mut bonds: BTreeMap<EntryIdx, Vec<(EntryIdx, u32)>> = BTreeMap::new();
    for (entries, weight) in lists {
        let weight = weight * rarity(entries.len(), reading.len());
        if weight == 0 {
            continue;
        }
        for (place, entry) in entries.iter().enumerate() {
            bonds.entry(*entry).or_default().extend(near(entries, place).map(|other| (other, weight)));
        }
    }
    for (entry, bonds) in bonds {
        by_entry.insert(entry, nearest(book, entry, bonds));
    }
}

/// The chapters that share most with `entry`; of equals those that stand nearer.
fn nearest(book: &Book, entry: EntryIdx, mut bonds: Vec<(EntryIdx, u32)>) -> Vec<EntryIdx> {
    bonds.sort_unstable();
    bonds.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        kept.1 += if is_same { next.1 } else { 0 };
        is_same
    });
    let this = book.entry(entry);
    // The pager leads to the neighbours already.
    bonds.retain(|(other, _)| {
        Some(*other) != this.prev && Some(*other) != this.next && book.entry(*other).role == EntryRole::Chapter
    });
    bonds.sort_by_key(|(other, weight)| (std::cmp::Reverse(*weight), other.0.abs_diff(entry.0), *other));
    bonds.into_iter().map(|(other, _)| other).take(N_KEPT).collect()
}

/// The chapters of a list that stand around the one at `place`.
fn near(entries: &[EntryIdx], place: usize) -> impl Iterator<Item = EntryIdx> + '_ {
    let first = place.saturating_sub(N_NEAR / 2);
    let last = (place + N_NEAR / 2).min(entries.len() - 1);
    entries[first..=last].iter().copied().filter(move |other| *other != entries[place])
}

/// How much it means that two chapters share what `n_with` of `n_chapters` have: a bit more
/// each time that is half as common, and nothing when most have it.
fn rarity(n_with: usize, n_chapters: usize) -> u32 {
    let ratio = (n_chapters + 1) / n_with.max(1);
    ratio.max(1).ilog2()
}

//! Takes in pages, in any order, and makes the index of them.
//!
//! What is taken of a page is little of what it says: its terms are counted, its records
//! deflated, its headings kept for the proof. So a long book can be indexed while a few of
//! its chapters are held at a time.
//!
//! Floor 3.

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    fold::{self, Han},
    index::Index,
    names::Names,
    page::{Page, Record},
    postings::Postings,
    proof::Heading,
    tally::Tally,
    wire::size,
};
use crate::{deflate::deflated, front_matter::Speaker, locale::is_han, path::Permalink};

/// How large a group of sections becomes, in bytes of text.
const GROUP_BYTES: usize = 4500;

/// Of how many Han characters a book is judged to be in traditional ones.
const N_JUDGED: usize = 4000;

/// How many characters of each page are looked at for that.
const N_JUDGED_OF_PAGE: usize = 1000;

/// What is kept of a page until all are known.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its place in the book.
    place: usize,
    /// Where the page lies.
    pub address: Permalink,
    /// The title of the outermost part it lies in.
    pub part: Option<String>,
    /// For each section its heading; for the text under the title that is the title.
    pub headings: Vec<Heading>,
    /// Who speaks on it, in the order of their first words.
    pub speakers: Vec<Arc<Speaker>>,
    /// The groups of its sections: how many each has, and its record, deflated.
    pub groups: Vec<(u32, Vec<u8>)>,
    /// How many Han characters are among its first [`N_JUDGED_OF_PAGE`], and how many of them
    /// have a simplified form.
    n_han: usize,
    n_traditional: usize,
}

/// Takes in the pages of a locale, from any thread.
#[derive(Debug)]
pub struct Indexer {
    han: Han,
    /// As many as threads have taken in pages at a time; those in use are not there.
    trays: Mutex<Vec<Tray>>,
}

/// What one thread at a time takes in.
#[derive(Debug, Default)]
struct Tray {
    tally: Tally,
    /// The pages in the order in which they came, each with how many sections came before.
    kept: Vec<(usize, Kept)>,
}

impl Kept {
    /// What is kept of the page at a place of the book; `is_traditional` tells of each section
    /// whether it has traditional characters.
    fn of(place: usize, page: Page, is_traditional: &[bool], han: Han) -> Self {
        let record = |sections: Range<usize>| {
            let is_foldable = is_traditional[sections.clone()].contains(&true);
            (size(sections.len()), deflated(&Record::of(&page, sections, is_foldable).to_json()))
        };
        let groups = groups(&page).into_iter().map(record).collect();
        let (mut n_han, mut n_traditional) = (0, 0);
        if han == Han::Simplified {
            let first = page.texts().flat_map(str::chars).take(N_JUDGED_OF_PAGE);
            for letter in first.filter(|letter| is_han(*letter)) {
                n_han += 1;
                n_traditional += usize::from(fold::simplified(letter) != letter);
            }
        }
        let mut speakers: Vec<Arc<Speaker>> = Vec::new();
        for speaker in page.sections.iter().flat_map(|section| &section.speakers) {
            if !speakers.contains(speaker) {
                speakers.push(Arc::clone(speaker));
            }
        }
        let Page { address, title, part, sections, .. } = page;
        let heading = |section: super::Section| match section.anchor {
            Some(anchor) => Heading { page: place, anchor: Some(anchor), text: section.heading },
            None => Heading { page: place, anchor: None, text: title.clone() },
        };
        let headings = sections.into_iter().map(heading).collect();
        Self { place, address, part, headings, speakers, groups, n_han, n_traditional }
    }
}

/// The sections of a page, by groups of some [`GROUP_BYTES`].
fn groups(page: &Page) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut filled = usize::MAX;
    for (idx, section) in page.sections.iter().enumerate() {
        let n_bytes: usize = section.passages.iter().map(|passage| passage.text.len() + 1).sum();
        match groups.last_mut() {
            Some(group) if filled.saturating_add(n_bytes) <= GROUP_BYTES => {
                group.end = idx + 1;
                filled += n_bytes;
            }
            _ => {
                groups.push(idx..idx + 1);
                filled = n_bytes;
            }
        }
    }
    groups
}

impl Indexer {
    /// One that has taken in nothing.
    #[must_use]
    pub fn new(han: Han) -> Self {
        Self { han, trays: Mutex::default() }
    }

    /// Takes in the page at a place of the book, which tells where its sections stand among
    /// those of others; it must be none of those before. O(text).
    pub fn add(&self, place: usize, page: Page) {
        let free = || self.trays.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tray = free().pop().unwrap_or_default();
        let first = tray.tally.n_sections();
        let is_traditional = tray.tally.add(&page.title, &page.sections, self.han);
        tray.kept.push((first, Kept::of(place, page, &is_traditional, self.han)));
        free().push(tray);
    }

    /// Makes the index of the pages that were taken in, and of what their terms are also
    /// called. Gives the headings, in reading order, for the proof.
    ///
    /// O(terms · log terms); the same pages make the same bytes, in whatever order they came.
    #[must_use]
    pub fn finish(self, locale: &str, names: &Names) -> (Index, Vec<Heading>) {
        let trays = self.trays.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut numbers: Vec<Vec<u32>> = trays.iter().map(|tray| vec![0; tray.tally.n_sections()]).collect();
        let (mut tallies, mut kept) = (Vec::with_capacity(trays.len()), Vec::new());
        for (at, tray) in trays.into_iter().enumerate() {
            tallies.push(tray.tally);
            kept.extend(tray.kept.into_iter().map(|(first, page)| (page, at, first)));
        }
        kept.sort_unstable_by_key(|(page, ..)| page.place);
        let came = kept.iter().flat_map(|(page, at, first)| (*first..).take(page.headings.len()).map(|it| (*at, it)));
        for ((at, came), number) in came.zip(0..) {
            numbers[at][came] = number;
        }
        let mut pages: Vec<Kept> = kept.into_iter().map(|(page, ..)| page).collect();
        let index = Index::new(locale, self.han, &mut pages, &Postings::new(&tallies, numbers), names);
        (index, pages.into_iter().flat_map(|page| page.headings).collect())
    }
}

/// Whether a book is in traditional characters: it has Han characters enough to judge by, and
/// one in twenty of the first has a simplified form.
pub(super) fn is_traditional(pages: &[Kept]) -> bool {
    let (mut n_letters, mut n_traditional) = (0, 0);
    for page in pages {
        if n_letters >= N_JUDGED {
            break;
        }
        n_letters += page.n_han;
        n_traditional += page.n_traditional;
    }
    n_letters >= N_JUDGED / 10 && n_traditional * 20 > n_letters
}

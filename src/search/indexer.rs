//! Takes in pages, in any order, and makes the index of them.
//!
//! What is taken of a page is little of what it says: its terms are counted, its records
//! deflated, its headings kept for the proof. So a long book can be indexed while a few of
//! its chapters are held at a time.
//!
//! Floor 3.

use std::{ops::Range, sync::Arc};

use super::{
    fold::{self, Han},
    index::Index,
    names::Names,
    page::{Page, Record},
    proof::Heading,
    tally::{Postings, Tally},
    weigh::Bags,
    wire::size,
};
use crate::{deflate::deflated, front_matter::Speaker, locale::is_han, path::Permalink};

/// How large a group of sections becomes, in bytes of text.
const GROUP_BYTES: usize = 4500;

/// Of how many Han characters a book is judged to be in traditional ones.
const N_JUDGED: usize = 4000;

/// What an index takes of a page.
#[derive(Debug)]
pub struct Digest {
    bags: Bags,
    kept: Kept,
}

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
    /// How many Han characters it begins with, up to [`N_JUDGED`], and how many of them have a
    /// simplified form.
    n_han: usize,
    n_traditional: usize,
}

/// Takes in the pages of a locale.
#[derive(Debug)]
pub struct Indexer {
    han: Han,
    tally: Tally,
    /// The pages in the order in which they came, each with how many sections came before.
    kept: Vec<(usize, Kept)>,
}

impl Digest {
    /// That of the page at a place of the book, which tells where its sections stand among
    /// those of others. O(text).
    #[must_use]
    pub fn of(place: usize, page: Page, han: Han) -> Self {
        let bags = Bags::of(&page.title, &page.sections, han);
        let record =
            |sections: Range<usize>| (size(sections.len()), deflated(&Record::of(&page, sections, han).to_json()));
        let groups = groups(&page).into_iter().map(record).collect();
        let (mut n_han, mut n_traditional) = (0, 0);
        if han == Han::Simplified {
            for letter in page.texts().flat_map(str::chars).filter(|letter| is_han(*letter)).take(N_JUDGED) {
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
        Self { bags, kept: Kept { place, address, part, headings, speakers, groups, n_han, n_traditional } }
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
        Self { han, tally: Tally::new(), kept: Vec::new() }
    }

    /// Takes in a page, which must be none of those before. O(terms of the page).
    pub fn add(&mut self, digest: Digest) {
        self.kept.push((self.tally.n_sections(), digest.kept));
        self.tally.add(&digest.bags);
    }

    /// Makes the index of the pages that were taken in, and of what their terms are also
    /// called. Gives the headings, in reading order, for the proof.
    ///
    /// O(terms · log terms); the same pages make the same bytes, in whatever order they came.
    #[must_use]
    pub fn finish(self, locale: &str, names: &Names) -> (Index, Vec<Heading>) {
        let Self { han, tally, mut kept } = self;
        kept.sort_unstable_by_key(|(_, page)| page.place);
        let mut numbers = vec![0; tally.n_sections()];
        let came = kept.iter().flat_map(|(first, page)| (*first..).take(page.headings.len()));
        for (came, number) in came.zip(0..) {
            numbers[came] = number;
        }
        let mut pages: Vec<Kept> = kept.into_iter().map(|(_, page)| page).collect();
        let index = Index::new(locale, han, &mut pages, &Postings::new(&tally, numbers), names);
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

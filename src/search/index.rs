//! Makes the index of a locale: the files that a reader's browser asks for bit by bit.
//!
//! | file | holds | asked for |
//! | --- | --- | --- |
//! | `boot` | how many sections there are, where each chunk and group begins, what to filter by | with the first letter |
//! | `t…` | a chunk of the sorted terms, each with the sections that have it | when a query needs one of its terms |
//! | `r…` | a group of sections of one page, with their texts | when a result is shown |
//! | `w…` | a share of the words alone | for a word that no section has |
//! | `f` | traditional characters and their simplified forms | for Han text that no section has |
//! | `n` | what terms are also called | in a book with a glossary, for what few sections have |
//!
//! A chunk ends where a term's hash says so and is named by its first term, a group by its
//! first section. So a change of the text changes the files it concerns and no other, and
//! a browser that holds last week's `boot` asks for names that are gone, not for files
//! that now hold something else.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    excerpt::{Excerpt, excerpt},
    filters,
    fold::{self, Han},
    names::Names,
    page::{Page, Record},
    parts::{Part, parts},
    query::Query,
    term::by_units,
    weigh::{self, Bags, Count, Terms},
    wire::{self, Writer, base36, size},
};
use crate::{
    book::Tree,
    path::{OutPath, Permalink},
};

/// From how many sections on a book is a large one: chunks are larger then, and the
/// commonest terms are cut short.
const LARGE: usize = 50_000;

/// How many sections a common term of a large book is listed with: the best.
const MAX_LISTED: usize = 4096;

/// How large a group of sections becomes, in bytes of text.
const GROUP_BYTES: usize = 4500;

/// How large a share of the words becomes, in bytes.
const WORDS_BYTES: usize = 48 << 10;

/// Of how many pages the terms are counted before they join those of the pages before:
/// enough for many threads, and few enough to hold, since a page's terms take many times
/// what its text does.
const BATCH: usize = 64;

/// The index of a locale.
#[derive(Clone, Debug)]
pub struct Index {
    /// The locale's code.
    pub(super) locale: String,
    /// Tells one numbering of sections from another.
    pub(super) stamp: String,
    /// Each file's bytes, by its name: `boot`, `t…`, `r…`, `w…`, `f`, `n`.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What becomes of traditional characters.
    pub(super) han: Han,
}

/// A section that has a term.
#[derive(Clone, Copy, Debug)]
struct Posting {
    section: u32,
    impact: u8,
    is_heading: bool,
}

impl Index {
    /// Makes the index of these pages, which are all of one locale, in reading order, and of
    /// what their terms are also called.
    ///
    /// O(text · log text); the same pages make the same bytes.
    #[must_use]
    pub fn new(locale: &str, pages: &[Page], han: Han, names: &Names) -> Self {
        let postings = postings(pages, han);
        let n_sections: usize = pages.iter().map(|page| page.sections.len()).sum();
        let chunks = chunks(&postings, n_sections);
        let (groups, records) = records(pages, han);
        let words = words(postings.iter().map(|(term, _)| &**term));
        let pairs = pairs(&postings, han);
        let names = names.to_json();

        let mut boot = Writer::default();
        boot.number(size(n_sections));
        boot.number(
            u32::from(!pairs.is_empty()) | u32::from(is_traditional(pages, han)) << 1 | u32::from(names.is_some()) << 2,
        );
        name_list(&mut boot, chunks.iter().map(|(first, _)| &**first));
        name_list(&mut boot, words.iter().map(|(first, _)| &**first));
        boot.number(size(groups.len()));
        for n_sections in groups {
            boot.number(n_sections);
        }
        boot.text(&filters::json(pages));

        let mut files: BTreeMap<String, Vec<u8>> = records;
        files.insert("boot".to_owned(), boot.bytes);
        files.extend(chunks.into_iter().map(|(first, bytes)| (chunk_name(first), bytes)));
        files.extend(words.into_iter().map(|(first, bytes)| (words_name(first), bytes)));
        files.extend((!pairs.is_empty()).then(|| ("f".to_owned(), pairs.into_bytes())));
        files.extend(names.map(|names| ("n".to_owned(), names)));
        Self { locale: locale.to_owned(), stamp: stamp(pages), files, han }
    }

    /// Each file's bytes before they become a script, by its name.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The stretch of a text that shows best why a query finds it.
    #[must_use]
    pub fn excerpt(&self, text: &str, query: &str, length: usize) -> Excerpt {
        excerpt(text, &Query::new(query, self.han), self.han, length)
    }

    /// The files as they lie in the site, in the folder of the index.
    #[must_use]
    pub fn artifacts(&self, folder: &Permalink) -> Vec<(OutPath, Vec<u8>)> {
        let files: Vec<(&String, &Vec<u8>)> = self.files.iter().collect();
        files
            .par_iter()
            .filter_map(|(name, bytes)| {
                let path = OutPath::new(&format!("{folder}{name}.js"))?;
                Some((path, wire::script(&self.locale, name, &self.stamp, bytes)))
            })
            .collect()
    }
}

/// Whether a file of the site belongs to an index.
#[must_use]
pub fn is_index(path: &OutPath) -> bool {
    path.as_str().split('/').nth_back(1) == Some(Tree::INDEX)
}

/// The name of the chunk that begins with a term.
pub(super) fn chunk_name(first: &str) -> String {
    format!("t{}", base36(wire::hash(first)))
}

/// The name of the share of words that begins with a word.
pub(super) fn words_name(first: &str) -> String {
    format!("w{}", base36(wire::hash(first)))
}

/// The name of the group that begins with a section.
pub(super) fn group_name(first: u32) -> String {
    format!("r{}", base36(first))
}

/// Terms, each with the sections that have it, both in their order.
type Postings = Vec<(Box<str>, Vec<Posting>)>;

/// Every term of the pages, in their order.
///
/// O(terms of the pages), and a sort of those that differ.
fn postings(pages: &[Page], han: Han) -> Postings {
    let mut found: Terms<Vec<(u32, Count)>> = Terms::default();
    let mut lengths: Vec<u32> = Vec::new();
    for batch in pages.chunks(BATCH) {
        let bags: Vec<Bags> = batch.par_iter().map(|page| Bags::of(&page.title, &page.sections, han)).collect();
        for bag in bags {
            let first = size(lengths.len());
            for (term, counts) in bag.terms {
                let counts = counts.into_iter().map(|(section, count)| (first + section, count));
                found.entry(term).or_default().extend(counts);
            }
            lengths.extend(bag.lengths);
        }
    }
    let length: f64 = lengths.iter().map(|length| f64::from(*length)).sum();
    let mean_length = length / f64::from(size(lengths.len().max(1)));
    let posting = |(section, count): (u32, Count)| {
        let impact = weigh::impact(count, lengths[section as usize], mean_length);
        Posting { section, impact, is_heading: count.is_heading }
    };
    let list = |counts: Vec<(u32, Count)>| counts.into_iter().map(posting).collect();
    let mut postings: Postings = found.into_iter().map(|(term, counts)| (term, list(counts))).collect();
    postings.par_sort_unstable_by(|(a, _), (b, _)| by_units(a, b));
    postings
}

/// The chunks, each with its first term.
fn chunks(postings: &[(Box<str>, Vec<Posting>)], n_sections: usize) -> Vec<(&str, Vec<u8>)> {
    let scale = if n_sections > LARGE { 2 } else { 1 };
    let (least, most) = (2500 * scale, 6000 * scale);
    let mut names = BTreeSet::new();
    let mut chunks: Vec<(&str, Writer)> = Vec::new();
    let mut before = "";
    for (term, list) in postings {
        let filled = chunks.last().map_or(usize::MAX, |(_, chunk)| chunk.bytes.len());
        let is_end = filled >= most || filled >= least && wire::hash(term).is_multiple_of(64);
        if is_end && names.insert(chunk_name(term)) {
            chunks.push((term, Writer::default()));
            before = "";
        }
        let (_, chunk) = chunks.last_mut().expect("the first term begins one");
        chunk.next_text(before, term);
        write_postings(chunk, list, n_sections);
        before = term;
    }
    chunks.into_iter().map(|(first, chunk)| (first, chunk.bytes)).collect()
}

/// Writes how many sections have a term, and which: twice the number, and one more when
/// not all are listed; then how many are.
fn write_postings(chunk: &mut Writer, list: &[Posting], n_sections: usize) {
    let is_cut = n_sections > LARGE && list.len() > (n_sections / 5).max(MAX_LISTED);
    chunk.number(size(list.len()) << 1 | u32::from(is_cut));
    let mut best: Vec<Posting>;
    let mut listed = list;
    if is_cut {
        best = list.to_vec();
        best.sort_by_key(|posting| (std::cmp::Reverse((posting.is_heading, posting.impact)), posting.section));
        best.truncate(MAX_LISTED);
        best.sort_by_key(|posting| posting.section);
        chunk.number(size(best.len()));
        listed = &best;
    }
    let mut next = 0;
    for Posting { section, impact, is_heading } in listed {
        chunk.number((section - next) << 4 | u32::from(*is_heading) << 3 | u32::from(*impact));
        next = section + 1;
    }
}

/// Writes a sorted list of texts.
fn name_list<'a>(boot: &mut Writer, names: impl ExactSizeIterator<Item = &'a str>) {
    boot.number(size(names.len()));
    let mut before = "";
    for name in names {
        boot.next_text(before, name);
        before = name;
    }
}

/// How many sections each group has, and the groups by name.
fn records(pages: &[Page], han: Han) -> (Vec<u32>, BTreeMap<String, Vec<u8>>) {
    let mut first = 0;
    let mut starts = Vec::new();
    for page in pages {
        let groups = groups(page);
        starts.extend(groups.into_iter().map(|sections| {
            let start = first;
            first += size(sections.len());
            (start, page, sections)
        }));
    }
    let sizes = starts.iter().map(|(_, _, sections)| size(sections.len())).collect();
    let record = |(start, page, sections): &(u32, &Page, std::ops::Range<usize>)| {
        let record = serde_json::to_vec(&Record::of(page, sections.clone(), han));
        (group_name(*start), record.expect("texts can be written"))
    };
    (sizes, starts.par_iter().map(record).collect())
}

/// The sections of a page, by groups of some [`GROUP_BYTES`].
fn groups(page: &Page) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
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

/// The words among the terms, by shares of some [`WORDS_BYTES`], each with its first.
fn words<'a>(terms: impl Iterator<Item = &'a str>) -> Vec<(&'a str, Vec<u8>)> {
    let is_word = |term: &&'a str| parts(term).next() == Some(Part::Word(term));
    let mut shares: Vec<(&str, Writer)> = Vec::new();
    let mut before = "";
    for term in terms.filter(is_word) {
        if shares.last().is_none_or(|(_, share)| share.bytes.len() > WORDS_BYTES) {
            shares.push((term, Writer::default()));
            before = "";
        }
        let (_, share) = shares.last_mut().expect("the first word begins one");
        share.next_text(before, term);
        before = term;
    }
    shares.into_iter().map(|(first, share)| (first, share.bytes)).collect()
}

/// Traditional characters whose simplified form is in the index, each with that form.
fn pairs(postings: &[(Box<str>, Vec<Posting>)], han: Han) -> String {
    if han == Han::Kept {
        return String::new();
    }
    let letters: BTreeSet<char> = postings.iter().flat_map(|(term, _)| term.chars()).collect();
    let pairs = fold::pairs().filter(|(_, simplified)| letters.contains(simplified));
    pairs.flat_map(|(traditional, simplified)| [traditional, simplified]).collect()
}

/// Whether the text itself is in traditional characters: one in twenty of the first few
/// thousand Han characters has a simplified form.
fn is_traditional(pages: &[Page], han: Han) -> bool {
    if han == Han::Kept {
        return false;
    }
    let passages = pages.iter().flat_map(|page| &page.sections).flat_map(|section| &section.passages);
    let letters = passages.flat_map(|passage| passage.text.chars()).filter(|letter| crate::locale::is_han(*letter));
    let (mut n_letters, mut n_traditional) = (0, 0);
    for letter in letters.take(4000) {
        n_letters += 1;
        n_traditional += u32::from(fold::simplified(letter) != letter);
    }
    n_traditional * 20 > n_letters
}

/// What tells one numbering of sections from another.
fn stamp(pages: &[Page]) -> String {
    let mut numbering = String::new();
    for page in pages {
        numbering.extend([page.address.as_str(), "\n", &page.sections.len().to_string(), "\n"]);
    }
    base36(wire::hash(&numbering))
}

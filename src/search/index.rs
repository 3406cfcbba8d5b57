//! Makes the index of a locale: the files that a reader's browser asks for bit by bit.
//!
//! | file | holds | asked for |
//! | --- | --- | --- |
//! | `boot` | how many sections there are, where each chunk and group begins, what to filter by | with the first letter |
//! | `t…` | a chunk of the sorted terms and meetings of terms, each with its sections | when a query needs one of its terms |
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
    indexer::{self, Kept},
    names::Names,
    parts::is_word,
    postings::{Posting, Postings, Term},
    query::Query,
    wire::{self, Writer, base36, size},
};
use crate::{
    book::Tree,
    deflate::{deflated, inflated},
    path::{OutPath, Permalink},
};

/// From how many sections on a book is a large one: chunks are larger then, and the
/// commonest terms are cut short.
pub(super) const LARGE: usize = 50_000;

/// How many sections a common term of a large book is listed with: the best.
const MAX_LISTED: usize = 4096;

/// How large a share of the words becomes, in bytes.
const WORDS_BYTES: usize = 48 << 10;

/// The index of a locale.
#[derive(Clone, Debug)]
pub struct Index {
    /// The locale's code.
    pub(super) locale: String,
    /// Tells one numbering of sections from another.
    pub(super) stamp: String,
    /// Each file's bytes, deflated, by its name: `boot`, `t…`, `r…`, `w…`, `f`, `n`.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What becomes of traditional characters.
    pub(super) han: Han,
}

impl Index {
    /// Makes the index of these pages, which are in reading order, and of what their terms
    /// are also called. Takes the records out of the pages.
    pub(super) fn new(locale: &str, han: Han, pages: &mut [Kept], postings: &Postings<'_>, names: &Names) -> Self {
        let chunks = chunks(postings);
        let words = words(postings.terms().map(Term::text).filter(|term| is_word(term)));
        let pairs = pairs(postings, han);
        let names = names.to_json();
        let groups: Vec<u32> = pages.iter().flat_map(|page| &page.groups).map(|(n_sections, _)| *n_sections).collect();

        let mut boot = Writer::default();
        boot.number(size(postings.n_sections()));
        let is_traditional = indexer::is_traditional(pages);
        boot.number(u32::from(!pairs.is_empty()) | u32::from(is_traditional) << 1 | u32::from(names.is_some()) << 2);
        name_list(&mut boot, chunks.iter().map(|(first, _)| &**first));
        name_list(&mut boot, words.iter().map(|(first, _)| &**first));
        boot.number(size(groups.len()));
        for n_sections in &groups {
            boot.number(*n_sections);
        }
        boot.text(&filters::json(pages));

        let stamp = stamp(pages);
        let chunks = chunks.into_iter().map(|(first, bytes)| (chunk_name(first), bytes));
        let words = words.into_iter().map(|(first, bytes)| (words_name(first), bytes));
        let pairs = (!pairs.is_empty()).then(|| ("f".to_owned(), pairs.into_bytes()));
        let others = [Some(("boot".to_owned(), boot.bytes)), pairs, names.map(|names| ("n".to_owned(), names))];
        let made: Vec<(String, Vec<u8>)> = chunks.chain(words).chain(others.into_iter().flatten()).collect();
        let mut files: BTreeMap<String, Vec<u8>> =
            made.into_par_iter().map(|(name, bytes)| (name, deflated(&bytes))).collect();
        let mut first = 0;
        for (n_sections, record) in pages.iter_mut().flat_map(|page| &mut page.groups) {
            files.insert(group_name(first), std::mem::take(record));
            first += *n_sections;
        }
        Self { locale: locale.to_owned(), stamp, files, han }
    }

    /// Each file's bytes before they become a script, by its name.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.iter().map(|(name, bytes)| (name.clone(), inflated(bytes))).collect()
    }

    /// The bytes of a file; none for one that there is not.
    pub(super) fn file(&self, name: &str) -> Vec<u8> {
        self.files.get(name).map(|bytes| inflated(bytes)).unwrap_or_default()
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

/// The chunks, each with its first term.
fn chunks<'a>(postings: &Postings<'a>) -> Vec<(&'a str, Vec<u8>)> {
    let n_sections = postings.n_sections();
    let scale = if n_sections > LARGE { 2 } else { 1 };
    let (least, most) = (2500 * scale, 6000 * scale);
    let mut names = BTreeSet::new();
    let mut chunks: Vec<(&str, Writer)> = Vec::new();
    let (mut list, mut bytes) = (Vec::new(), Vec::new());
    let mut before = "";
    for entry in postings.terms() {
        let term = entry.text();
        let filled = chunks.last().map_or(usize::MAX, |(_, chunk)| chunk.bytes.len());
        let is_end = filled >= most || filled >= least && wire::hash(term).is_multiple_of(64);
        if is_end && names.insert(chunk_name(term)) {
            chunks.push((term, Writer::default()));
            before = "";
        }
        let (_, chunk) = chunks.last_mut().expect("the first term begins one");
        chunk.next_text(before, term);
        postings.list(entry, &mut list, &mut bytes);
        write_postings(chunk, &list, n_sections);
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

/// Words, by shares of some [`WORDS_BYTES`], each with its first.
fn words<'a>(words: impl Iterator<Item = &'a str>) -> Vec<(&'a str, Vec<u8>)> {
    let mut shares: Vec<(&str, Writer)> = Vec::new();
    let mut before = "";
    for word in words {
        if shares.last().is_none_or(|(_, share)| share.bytes.len() > WORDS_BYTES) {
            shares.push((word, Writer::default()));
            before = "";
        }
        let (_, share) = shares.last_mut().expect("the first word begins one");
        share.next_text(before, word);
        before = word;
    }
    shares.into_iter().map(|(first, share)| (first, share.bytes)).collect()
}

/// Traditional characters whose simplified form is in the index, each with that form.
fn pairs(postings: &Postings<'_>, han: Han) -> String {
    if han == Han::Kept {
        return String::new();
    }
    // Simplified forms are of the basic plane.
    let mut has_letter = vec![false; 1 << 16];
    for letter in postings.terms().flat_map(|term| term.text().chars()) {
        if let Some(has_letter) = has_letter.get_mut(letter as usize) {
            *has_letter = true;
        }
    }
    let pairs = fold::pairs().filter(|(_, simplified)| has_letter.get(*simplified as usize) == Some(&true));
    pairs.flat_map(|(traditional, simplified)| [traditional, simplified]).collect()
}

/// What tells one numbering of sections from another.
fn stamp(pages: &[Kept]) -> String {
    let mut numbering = String::new();
    for page in pages {
        numbering.extend([page.address.as_str(), "\n", &page.headings.len().to_string(), "\n"]);
    }
    base36(wire::hash(&numbering))
}

//! Reads an index as the browser does: chunk by chunk, each once.

use std::{cell::RefCell, collections::BTreeSet, ops::Range, sync::OnceLock};

use super::{
    filters::Filters,
    index::{Index, chunk_name, group_name, words_name},
    names::Names,
    page::{Record, SectionRecord},
    term::by_units,
    text::Texts,
    wire::Reader,
};

/// The bit in the flags of an index by which a browser reads first what traditional
/// characters become.
const SIMPLIFIES_FIRST: u32 = 2;

/// An index with what was read of it.
#[derive(Debug)]
pub(super) struct Shelf<'a> {
    index: &'a Index,
    /// How many sections there are.
    pub n_sections: u32,
    /// What a search can be narrowed by.
    pub filters: Filters,
    /// What terms are also called.
    pub names: Names,
    /// Whether the index says what traditional characters become.
    pub can_simplify: bool,
    /// Whether a browser reads that before anything else.
    pub simplifies_first: bool,
    chunks: Vec<(String, OnceLock<Chunk>)>,
    words: Vec<(String, OnceLock<Vec<String>>)>,
    /// The first section of each group, and behind them the number of sections.
    groups: Vec<(u32, OnceLock<Group>)>,
}

/// A group of sections that was read.
#[derive(Debug)]
struct Group {
    record: Record,
    /// What each section says, once it was asked for.
    texts: Vec<OnceLock<Texts>>,
}

/// A section that was read, on its page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'s> {
    /// The page, as far as its group of sections tells of it.
    pub record: &'s Record,
    /// The section.
    pub section: &'s SectionRecord,
    /// What it says.
    pub texts: &'s Texts,
}

/// Terms with their sections, in order. All terms are one text and all lists one, for an
/// index has tens of thousands of each.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    terms: String,
    postings: Vec<Posting>,
    entries: Vec<Entry>,
}

/// Where in a chunk a term and its list stand.
#[derive(Clone, Debug)]
struct Entry {
    term: Range<usize>,
    postings: Range<usize>,
    is_cut: bool,
}

/// A section that has a term, and its impact from 0 to 7; 8 more when its heading has the
/// term.
pub(super) type Posting = (u32, u8);

/// The sections that have a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct List<'s> {
    /// The sections, in order.
    pub postings: &'s [Posting],
    /// Whether only the best are listed.
    pub is_cut: bool,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let boot = index.file("boot");
        let mut boot = Reader { bytes: &boot };
        let n_sections = boot.number();
        let simplifies_first = boot.number() & SIMPLIFIES_FIRST != 0;
        let chunks = names(&mut boot).into_iter().map(|name| (name, OnceLock::new())).collect();
        let words = names(&mut boot).into_iter().map(|name| (name, OnceLock::new())).collect();
        let mut first = 0;
        let groups = (0..boot.number())
            .map(|_| {
                let start = first;
                first += boot.number();
                (start, OnceLock::new())
            })
            .collect();
        let filters = serde_json::from_str(boot.text()).unwrap_or_default();
        let names = Names::from_json(&index.file("n"));
        let can_simplify = index.files.contains_key("f");
        Self { index, n_sections, filters, names, can_simplify, simplifies_first, chunks, words, groups }
    }

    /// The same index for one query.
    pub(super) fn visit(&self) -> Visit<'_> {
        Visit { shelf: self, asked: RefCell::new(BTreeSet::from([File::Boot])) }
    }

    /// The number of the group that a section is in.
    fn group_of(&self, section: u32) -> Option<usize> {
        self.groups.partition_point(|(first, _)| *first <= section).checked_sub(1)
    }
}

impl Chunk {
    fn read(mut reader: Reader<'_>) -> Self {
        let mut chunk = Self::default();
        let mut term = String::new();
        while !reader.is_at_end() {
            reader.next_text(&mut term);
            let head = reader.number();
            let is_cut = head & 1 == 1;
            let n_listed = if is_cut { reader.number() } else { head >> 1 };
            let first = chunk.postings.len();
            let mut next = 0;
            for _ in 0..n_listed {
                let posting = reader.number();
                let section = next + (posting >> 4);
                next = section + 1;
                chunk.postings.push((section, (posting & 15) as u8));
            }
            let start = chunk.terms.len();
            chunk.terms.push_str(&term);
            chunk.entries.push(Entry { term: start..chunk.terms.len(), postings: first..chunk.postings.len(), is_cut });
        }
        chunk
    }

    /// The terms from the first on that is not before a text, each with its list.
    /// O(log terms) to the first.
    pub(super) fn from(&self, text: &str) -> impl Iterator<Item = (&str, List<'_>)> {
        let place = self.entries.partition_point(|entry| by_units(&self.terms[entry.term.clone()], text).is_lt());
        self.entries[place..].iter().map(|Entry { term, postings, is_cut }| {
            let list = List { postings: &self.postings[postings.clone()], is_cut: *is_cut };
            (&self.terms[term.clone()], list)
        })
    }
}

/// An index as one query reads it, which counts the files that a browser asks for.
#[derive(Debug)]
pub(super) struct Visit<'s> {
    pub shelf: &'s Shelf<'s>,
    asked: RefCell<BTreeSet<File>>,
}

/// A file of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum File {
    Boot,
    Chunk(usize),
    Words(usize),
    Group(usize),
    Simplified,
}

impl<'s> Visit<'s> {
    /// The chunk that a term would be in.
    pub(super) fn chunk_of(&self, term: &str) -> usize {
        last_before(&self.shelf.chunks, term).unwrap_or(0)
    }

    /// A chunk; `None` for a number that none has.
    pub(super) fn chunk(&self, number: usize) -> Option<&'s Chunk> {
        let (first, chunk) = self.shelf.chunks.get(number)?;
        self.ask(File::Chunk(number));
        Some(chunk.get_or_init(|| Chunk::read(Reader { bytes: &self.shelf.index.file(&chunk_name(first)) })))
    }

    /// The sections that have a term.
    pub(super) fn list(&self, term: &str) -> Option<List<'s>> {
        let chunk = self.chunk(self.chunk_of(term))?;
        let (own, list) = chunk.from(term).next()?;
        (own == term).then_some(list)
    }

    /// Whether a section has a term.
    pub(super) fn has(&self, term: &str, section: u32) -> bool {
        self.list(term)
            .is_some_and(|list| list.postings.binary_search_by_key(&section, |(section, _)| *section).is_ok())
    }

    /// Every word of the index by shares; each share's first word can be known before it is
    /// read.
    pub(super) fn words(&self) -> &'s [(String, OnceLock<Vec<String>>)] {
        &self.shelf.words
    }

    pub(super) fn word_share(&self, number: usize) -> &'s [String] {
        let Some((first, share)) = self.shelf.words.get(number) else { return &[] };
        self.ask(File::Words(number));
        share.get_or_init(|| {
            let bytes = self.shelf.index.file(&words_name(first));
            let mut reader = Reader { bytes: &bytes };
            let (mut words, mut word) = (Vec::new(), String::new());
            while !reader.is_at_end() {
                reader.next_text(&mut word);
                words.push(word.clone());
            }
            words
        })
    }

    /// A section, with what it says made comparable: many queries read the same ones.
    pub(super) fn section(&self, section: u32) -> Option<Seen<'s>> {
        let Shelf { index, groups, .. } = self.shelf;
        let number = self.shelf.group_of(section)?;
        self.ask(File::Group(number));
        let (first, group) = &groups[number];
        let Group { record, texts } = group.get_or_init(|| {
            let record = Record::from_json(&index.file(&group_name(*first)));
            let texts = record.sections.iter().map(|_| OnceLock::new()).collect();
            Group { record, texts }
        });
        let place = (section - first) as usize;
        let section = record.sections.get(place)?;
        let texts = texts.get(place)?.get_or_init(|| Texts::of(record, section, index.han));
        Some(Seen { record, section, texts })
    }

    /// Whether a query that asks for at most `most` files may read a section; it does then.
    pub(super) fn reaches(&self, section: u32, most: usize) -> bool {
        let Some(group) = self.shelf.group_of(section).map(File::Group) else { return false };
        let mut asked = self.asked.borrow_mut();
        if asked.len() < most {
            asked.insert(group);
        }
        asked.contains(&group)
    }

    /// Counts the file of what traditional characters become.
    pub(super) fn simplify(&self) {
        self.ask(File::Simplified);
    }

    fn ask(&self, file: File) {
        self.asked.borrow_mut().insert(file);
    }
}

/// A sorted list of texts.
fn names(boot: &mut Reader<'_>) -> Vec<String> {
    let n_names = boot.number();
    let mut name = String::new();
    let next = |_| {
        boot.next_text(&mut name);
        name.clone()
    };
    (0..n_names).map(next).collect()
}

/// The last of sorted names that is not behind a text.
pub(super) fn last_before<T>(names: &[(String, T)], text: &str) -> Option<usize> {
    names.partition_point(|(name, _)| by_units(name, text).is_le()).checked_sub(1)
}

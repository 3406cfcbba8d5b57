//! Reads an index as the browser does: chunk by chunk, each once.

use std::sync::OnceLock;

use super::{
    filters::Filters,
    index::{Index, chunk_name, group_name, words_name},
    names::Names,
    page::{Record, SectionRecord},
    term::by_units,
    text::Texts,
    wire::Reader,
};

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

/// Terms with their sections, in order.
pub(super) type Chunk = Vec<(String, List)>;

/// The sections that have a term.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The section, and its impact from 0 to 7; 8 more when its heading has the term.
    pub postings: Vec<(u32, u8)>,
    /// Whether only the best are listed.
    pub is_cut: bool,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let boot = index.file("boot");
        let mut boot = Reader { bytes: &boot };
        let n_sections = boot.number();
        let _flags = boot.number();
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
        Self { index, n_sections, filters, names, can_simplify, chunks, words, groups }
    }

    /// The chunk that a term would be in.
    pub(super) fn chunk_of(&self, term: &str) -> usize {
        last_before(&self.chunks, term).unwrap_or(0)
    }

    /// How many chunks there are.
    pub(super) fn n_chunks(&self) -> usize {
        self.chunks.len()
    }

    pub(super) fn chunk(&self, number: usize) -> &Chunk {
        static NONE: Chunk = Chunk::new();
        let Some((first, chunk)) = self.chunks.get(number) else { return &NONE };
        chunk.get_or_init(|| read_chunk(Reader { bytes: &self.index.file(&chunk_name(first)) }))
    }

    /// The sections that have a term.
    pub(super) fn list(&self, term: &str) -> Option<&List> {
        let chunk = self.chunk(self.chunk_of(term));
        let place = chunk.binary_search_by(|(own, _)| by_units(own, term)).ok()?;
        Some(&chunk[place].1)
    }

    /// Whether a section has a term.
    pub(super) fn has(&self, term: &str, section: u32) -> bool {
        self.list(term)
            .is_some_and(|list| list.postings.binary_search_by_key(&section, |(section, _)| *section).is_ok())
    }

    /// Every word of the index by shares; each share's first word can be known before it is
    /// read.
    pub(super) fn words(&self) -> &[(String, OnceLock<Vec<String>>)] {
        &self.words
    }

    pub(super) fn word_share(&self, number: usize) -> &[String] {
        let Some((first, share)) = self.words.get(number) else { return &[] };
        share.get_or_init(|| {
            let bytes = self.index.file(&words_name(first));
            let mut reader = Reader { bytes: &bytes };
            let mut words: Vec<String> = Vec::new();
            while !reader.is_at_end() {
                words.push(reader.next_text(words.last().map_or("", |word| word)));
            }
            words
        })
    }

    /// A section, with what it says made comparable: many queries read the same ones.
    pub(super) fn section(&self, section: u32) -> Option<Seen<'_>> {
        let group = self.groups.partition_point(|(first, _)| *first <= section).checked_sub(1)?;
        let (first, group) = &self.groups[group];
        let Group { record, texts } = group.get_or_init(|| {
            let record = Record::from_json(&self.index.file(&group_name(*first)));
            let texts = record.sections.iter().map(|_| OnceLock::new()).collect();
            Group { record, texts }
        });
        let place = (section - first) as usize;
        let section = record.sections.get(place)?;
        let texts = texts.get(place)?.get_or_init(|| Texts::of(record, section, self.index.han));
        Some(Seen { record, section, texts })
    }
}

/// A sorted list of texts.
fn names(boot: &mut Reader<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for _ in 0..boot.number() {
        let name = boot.next_text(names.last().map_or("", |name| name));
        names.push(name);
    }
    names
}

fn read_chunk(mut reader: Reader<'_>) -> Chunk {
    let mut chunk = Chunk::new();
    let mut term = String::new();
    while !reader.is_at_end() {
        term = reader.next_text(&term);
        let head = reader.number();
        let is_cut = head & 1 == 1;
        let n_listed = if is_cut { reader.number() } else { head >> 1 };
        let mut next = 0;
        let postings = (0..n_listed)
            .map(|_| {
                let posting = reader.number();
                let section = next + (posting >> 4);
                next = section + 1;
                (section, (posting & 15) as u8)
            })
            .collect();
        chunk.push((term.clone(), List { postings, is_cut }));
    }
    chunk
}

/// The last of sorted names that is not behind a text.
pub(super) fn last_before<T>(names: &[(String, T)], text: &str) -> Option<usize> {
    names.partition_point(|(name, _)| by_units(name, text).is_le()).checked_sub(1)
}

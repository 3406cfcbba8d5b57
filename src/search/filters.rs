//! What a reader can narrow a search by.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{indexer::Kept, weigh, wire::size};

/// A range of sections that a reader can search alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PartRange {
    /// The part's title.
    pub title: String,
    /// Its first section.
    pub start: u32,
    /// The first section after it.
    pub end: u32,
}

/// What a reader can narrow a search by.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Filters {
    /// The parts of the book.
    pub parts: Vec<PartRange>,
    /// The speakers, each with the term that its sections have.
    pub speakers: Vec<(String, String)>,
}

/// What a reader can narrow a search by, as JSON: parts when there are two, speakers
/// likewise.
pub(super) fn json(pages: &[Kept]) -> String {
    let mut filters = Filters::default();
    let mut speakers = BTreeSet::new();
    let mut next = 0;
    for page in pages {
        let start = next;
        next += size(page.headings.len());
        if let Some(title) = &page.part {
            match filters.parts.last_mut() {
                Some(part) if part.title == *title && part.end == start => part.end = next,
                _ => filters.parts.push(PartRange { title: title.clone(), start, end: next }),
            }
        }
        for speaker in &page.speakers {
            let term = weigh::speaker_term(speaker);
            if speakers.insert(term.clone()) {
                filters.speakers.push((speaker.name.to_string(), term));
            }
        }
    }
    if filters.parts.len() < 2 {
        filters.parts.clear();
    }
    if filters.speakers.len() < 2 {
        filters.speakers.clear();
    }
    serde_json::to_string(&filters).expect("texts and numbers can be written")
}

//! A page as the search knows it, and what a reader is shown of it.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

use super::section::{Section, empty_sections, sections};
use crate::{
    book::{Book, Entry, EntryIdx, EntryRole},
    chapter::Chapter,
    path::{Permalink, encode},
};

/// A page that a search finds, with its sections.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it lies.
    pub address: Permalink,
    /// Its title.
    pub title: String,
    /// Its number in the table of contents; empty without one.
    pub number: String,
    /// The title of the outermost part it lies in.
    pub part: Option<String>,
    /// Its sections; never empty.
    pub sections: Vec<Section>,
    /// The same page in other locales, by code.
    pub others: BTreeMap<String, Other>,
}

/// A page in another locale.
#[derive(Clone, Debug)]
pub struct Other {
    /// Where it lies.
    pub address: Permalink,
    /// Its title.
    pub title: String,
    /// For each section of this page the one that answers it there, if there is one: its
    /// heading and its anchor as a fragment.
    pub sections: Vec<Option<(String, String)>>,
}

impl Page {
    /// What it says, in order.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|section| &section.passages).map(|passage| &*passage.text)
    }
}

/// The page of an entry. `chapter` gives the text of one.
#[must_use]
pub fn page<'a>(book: &Book, idx: EntryIdx, chapter: impl Fn(EntryIdx) -> &'a Chapter) -> Page {
    let entry = book.entry(idx);
    let own = on_page(entry, sections(chapter(idx)));
    let others = book
        .versions(idx)
        .filter(|version| *version != idx)
        .map(|version| {
            let other = book.entry(version);
            let code = book.settings.locales[other.locale.0].code.as_str().to_owned();
            let sections = answers(&own, &on_page(other, empty_sections(chapter(version))));
            (code, Other { address: other.permalink.clone(), title: other.card.title.to_string(), sections })
        })
        .collect();
    Page {
        address: entry.permalink.clone(),
        title: entry.card.title.to_string(),
        number: entry.number.to_string(),
        part: part(book, idx).map(|part| part.card.title.to_string()),
        sections: own,
        others,
    }
}

/// Sections with the anchors that their headings have on the page: those of the original,
/// where a heading of a translation answers one of it.
fn on_page(entry: &Entry, mut sections: Vec<Section>) -> Vec<Section> {
    for section in &mut sections {
        section.anchor = section.anchor.as_ref().map(|own| entry.id(own).clone());
    }
    sections
}

/// The outermost part that an entry lies in, itself included.
fn part(book: &Book, idx: EntryIdx) -> Option<&Entry> {
    let above = std::iter::successors(Some(idx), |idx| book.entry(*idx).parent).map(|idx| book.entry(idx));
    above.filter(|entry| entry.role == EntryRole::Part).last()
}

/// For each section the one that answers it in a translation: the one of the same anchor;
/// where both chapters have the same tree of headings, the one in the same place.
fn answers(own: &[Section], other: &[Section]) -> Vec<Option<(String, String)>> {
    let is_same_tree = own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.above == other.above);
    let by_anchor: BTreeMap<_, _> = other.iter().filter_map(|other| Some((other.anchor.as_ref()?, other))).collect();
    let answer = |(place, section): (usize, &Section)| {
        let anchor = section.anchor.as_ref()?;
        let same = by_anchor.get(anchor).copied();
        let answer = same.or_else(|| other.get(place).filter(|_| is_same_tree))?;
        Some((answer.heading.clone(), answer.anchor.as_ref()?.fragment()))
    };
    own.iter().enumerate().map(answer).collect()
}

/// A group of sections of one page, as it is written down.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The page's address from the site's root, percent-encoded.
    #[serde(rename = "u")]
    pub address: String,
    /// Its title.
    #[serde(rename = "p")]
    pub title: String,
    /// Its number.
    #[serde(rename = "n", default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// By locale, the page there: its title, and its address where that differs in more
    /// than the locale.
    #[serde(rename = "o", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, (String, String)>,
    /// Whether it has traditional characters, which a reader's browser must fold before it
    /// compares.
    #[serde(rename = "f", default, skip_serializing_if = "std::ops::Not::not")]
    pub is_foldable: bool,
    /// The sections.
    #[serde(rename = "s")]
    pub sections: Vec<SectionRecord>,
}

/// A section as it is written down: anchor, heading, headings above, text, and by locale
/// the heading that answers it, with its anchor where that is another.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SectionRecord(
    pub String,
    pub String,
    pub Vec<String>,
    pub String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")] pub BTreeMap<String, (String, String)>,
);

impl Record {
    /// The record of some of a page's sections; `is_foldable` tells whether they have
    /// traditional characters.
    pub(super) fn of(page: &Page, sections: Range<usize>, is_foldable: bool) -> Self {
        let address = |permalink: &Permalink| encode(permalink.as_str().trim_start_matches('/'));
        let own = address(&page.address);
        let (own_locale, path) = own.split_once('/').unwrap_or((&own, ""));
        let other = |(code, other): (&String, &Other)| {
            let theirs = address(&other.address);
            let is_same = theirs.strip_prefix(code).and_then(|rest| rest.strip_prefix('/')) == Some(path);
            (code.clone(), (other.title.clone(), if is_same && own_locale != code { String::new() } else { theirs }))
        };
        Self {
            title: page.title.clone(),
            number: page.number.clone(),
            others: page.others.iter().map(other).collect(),
            is_foldable,
            sections: sections.map(|place| section(page, place)).collect(),
            address: own.clone(),
        }
    }

    /// The record as a file of the index.
    pub(super) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts can be written")
    }

    /// Reads what [`Self::to_json`] wrote.
    pub(super) fn from_json(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).expect("the program reads what it wrote")
    }
}

fn section(page: &Page, place: usize) -> SectionRecord {
    let section = &page.sections[place];
    let anchor = section.anchor.as_ref().map_or_else(String::new, crate::path::Anchor::fragment);
    let texts: Vec<&str> = section.passages.iter().map(|passage| &*passage.text).collect();
    let others = page.others.iter().filter_map(|(code, other)| {
        let (heading, fragment) = other.sections.get(place)?.as_ref()?;
        let fragment = if *fragment == anchor { String::new() } else { fragment.clone() };
        Some((code.clone(), (heading.clone(), fragment)))
    });
    let above = section.above.iter().map(|above| page.sections[*above].heading.clone()).collect();
    SectionRecord(anchor.clone(), section.heading.clone(), above, texts.join("\n"), others.collect())
}

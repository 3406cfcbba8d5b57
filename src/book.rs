//! The whole book, bound: every chapter in its place, every link with its target.
//!
//! Made from cards by [`crate::bind`]; bodies are not looked at. Chapters are numbered
//! across all locales ([`EntryIdx`]), those of one locale in reading order.
//!
//! Floor 1. Knows no HTML; addresses are those of the finished site.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

use crate::{
    chapter::Card,
    front_matter::{FrontMatter, Kind},
    glossary::Glossary,
    locale::LocaleCode,
    path::{Anchor, ContentPath, Permalink},
    settings::Settings,
};

/// How many characters the whole book on one page may have: some two thousand sheets of
/// paper. A browser takes minutes to lay out more, and a build would hold all of it at a time.
pub const MAX_PRINTED: u64 = 4_000_000;

/// The file at the root of the site that lists all texts.
pub const LLMS: &str = "llms.txt";

/// The file beside a page that has the page's Markdown.
pub const MARKDOWN: &str = "index.md";

/// The number of a chapter: its place in [`Book::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EntryIdx(pub usize);

/// The number of a locale: its place in [`Settings::locales`] and [`Book::trees`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct LocaleIdx(pub usize);

/// A book, bound.
///
/// A clone shares everything, so that one chapter is put in its place for little.
#[derive(Clone, Debug)]
pub struct Book {
    /// The book's settings.
    pub settings: Arc<Settings>,
    /// The book's terms.
    pub glossary: Arc<Glossary>,
    /// Every chapter that becomes a page.
    pub entries: Vec<Arc<Entry>>,
    /// One tree for each locale, in the settings' order.
    pub trees: Arc<Vec<Tree>>,
    /// Old addresses and where each leads now.
    pub redirects: Arc<BTreeMap<Permalink, EntryIdx>>,
    /// The files beside chapters and under `_assets`, by path.
    pub files: Arc<BTreeMap<ContentPath, FileCard>>,
    /// What was looked up, for the summary.
    pub checked: Checked,
}

impl Book {
    /// The chapter with this number.
    #[must_use]
    pub fn entry(&self, idx: EntryIdx) -> &Entry {
        &self.entries[idx.0]
    }

    /// The tree of this locale.
    #[must_use]
    pub fn tree(&self, idx: LocaleIdx) -> &Tree {
        &self.trees[idx.0]
    }

    /// The number of the locale with this code.
    #[must_use]
    pub fn locale_idx(&self, code: &LocaleCode) -> Option<LocaleIdx> {
        self.settings.locales.iter().position(|locale| locale.code == *code).map(LocaleIdx)
    }

    /// The numbers of all locales, in the settings' order.
    pub fn locale_idxs(&self) -> impl Iterator<Item = LocaleIdx> + use<> {
        (0..self.trees.len()).map(LocaleIdx)
    }

    /// The chapter's translation into a locale, itself if it is in that locale.
    #[must_use]
    pub fn translation(&self, idx: EntryIdx, locale: LocaleIdx) -> Option<EntryIdx> {
        self.entry(idx).versions[locale.0]
    }

    /// The chapter in every locale that has it, itself included, in the settings' order.
    pub fn versions(&self, idx: EntryIdx) -> impl Iterator<Item = EntryIdx> {
        self.entry(idx).versions.iter().flatten().copied()
    }

    /// The chapter as it was written first, else in the first locale that has it.
    #[must_use]
    pub fn leading_version(&self, idx: EntryIdx) -> EntryIdx {
        let original = self.translation(idx, self.entry(idx).original);
        original.or_else(|| self.versions(idx).next()).unwrap_or(idx)
    }

    /// Where a reader of `locale` best goes from this chapter: its translation, else the
    /// translation of the nearest part above it that has one, else the locale's home.
    #[must_use]
    pub fn nearest_version(&self, idx: EntryIdx, locale: LocaleIdx) -> Nearest {
        let mut at = Some(idx);
        while let Some(entry) = at {
            match self.translation(entry, locale) {
                Some(version) if entry == idx => return Nearest::Same(version),
                Some(version) => return Nearest::Above(version),
                None => at = self.entry(entry).parent,
            }
        }
        Nearest::Home
    }
}

/// What a locale has for a chapter of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// The chapter itself, translated.
    Same(EntryIdx),
    /// Not the chapter, but a part that holds it.
    Above(EntryIdx),
    /// Only the locale's home page.
    Home,
}

/// The ids that headings have in place of their own, by their own.
pub type SharedIds = BTreeMap<Anchor, Anchor>;

/// A chapter, part or home page in its place.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What the chapter says of itself, its outline with the ids of the page.
    pub card: Arc<Card>,
    /// The ids that its headings have in place of their own, by their own: those of the
    /// headings of its original that they answer. On the page their own are there too.
    pub shared_ids: SharedIds,
    /// Its front matter with what it inherits.
    pub front: Arc<FrontMatter>,
    /// Its locale.
    pub locale: LocaleIdx,
    /// Whether it is a home page, a part or a chapter.
    pub role: EntryRole,
    /// Its address.
    pub permalink: Permalink,
    /// The part it lies in, or the home page; `None` for a home page.
    pub parent: Option<EntryIdx>,
    /// Its number in the table of contents, for example `2.3`; empty without one.
    pub number: Arc<str>,
    /// The locale that it was written in first.
    pub original: LocaleIdx,
    /// The same chapter in each locale, in the settings' order.
    pub versions: Vec<Option<EntryIdx>>,
    /// The chapter before it in reading order, across parts.
    pub prev: Option<EntryIdx>,
    /// The chapter after it in reading order, across parts.
    pub next: Option<EntryIdx>,
    /// What each of the chapter's links leads to, by the number of the link.
    pub links: Vec<Target>,
    /// What its front matter leads to.
    pub front_links: FrontLinks,
}

impl Entry {
    /// The id on the page of what has this id in the chapter.
    #[must_use]
    pub fn id<'a>(&'a self, own: &'a Anchor) -> &'a Anchor {
        self.shared_ids.get(own).unwrap_or(own)
    }

    /// What kind of page it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.front.kind.unwrap_or_default()
    }

    /// Whether its text lies beside its page as Markdown: such texts are for programs that
    /// find things, and it may be found.
    #[must_use]
    pub fn has_markdown(&self, settings: &Settings) -> bool {
        settings.output.llms && !self.front.noindex.unwrap_or(false)
    }

    /// Whether news feeds tell of it.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.front.is_news()
    }
}

/// Where an entry stands in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRole {
    /// The `index.md` of a locale.
    Home,
    /// The `index.md` of a folder.
    Part,
    /// Any other chapter.
    Chapter,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// A page of the book, perhaps at a heading.
    Page {
        /// The page.
        entry: EntryIdx,
        /// The heading or other `id` on it.
        anchor: Option<Anchor>,
    },
    /// A place on the same page.
    Here(Anchor),
    /// A file of the book.
    File(ContentPath),
    /// A page that the site makes itself, such as the contents.
    Site(Permalink),
    /// An address elsewhere, or one that diglot leaves as it is.
    Elsewhere,
    /// Nothing: the fault was told.
    Broken,
}

/// What an address says beyond the path: a query and a fragment, each with its sign.
#[must_use]
pub fn beyond_path(address: &str) -> &str {
    let address = address.trim();
    address.find(['?', '#']).map_or("", |start| &address[start..])
}

/// What the addresses in a chapter's front matter lead to.
///
/// An inherited address is that of the original: it is read from the original's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FrontLinks {
    /// `cover`.
    pub cover: Option<Target>,
    /// `audio.src`.
    pub audio: Option<Target>,
    /// `video.src`.
    pub video: Option<Target>,
    /// The `url` of each of `further`, in its order.
    pub further: Vec<Target>,
}

/// How many addresses were looked up in the book; those elsewhere do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Links to pages and files.
    pub n_links: usize,
    /// Those of them that name a heading.
    pub n_anchors: usize,
    /// Pictures and recordings.
    pub n_images: usize,
}

/// The chapters of one locale.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The locale's home page, if a chapter makes it.
    pub home: Option<EntryIdx>,
    /// The address of the home page.
    pub home_permalink: Permalink,
    /// The table of contents.
    pub toc: Vec<TocItem>,
    /// Every chapter in reading order, the home page first.
    pub reading: Vec<EntryIdx>,
    /// The address of its news feed, in a book that has feeds and a dated chapter here.
    pub feed: Option<Permalink>,
    /// Whether its whole text is on one page: where that is wanted, and no longer than
    /// [`MAX_PRINTED`].
    pub is_printed: bool,
}

impl Tree {
    /// The name of the folder that holds the locale's search index; no slug begins so.
    pub const INDEX: &str = "_s";

    /// The folder that holds the locale's search index.
    #[must_use]
    pub fn index(&self) -> Permalink {
        self.home_permalink.child(Self::INDEX)
    }
}

/// A line of the table of contents.
#[derive(Clone, Debug)]
pub struct TocItem {
    /// What it leads to. Its locale is another than the tree's when the chapter is not
    /// translated.
    pub entry: Option<EntryIdx>,
    /// Its title; a folder without `index.md` has a title and no page.
    pub title: Arc<str>,
    /// Its number, for example `2.3`; empty without one.
    pub number: Arc<str>,
    /// The lines below it.
    pub children: Vec<Self>,
}

/// A file beside chapters or under `_assets`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileCard {
    /// A hash of its bytes, hexadecimal.
    pub hash: Arc<str>,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Width and height in CSS pixels, for a picture.
    pub picture: Option<PictureSize>,
    /// Its address when a link leads to it.
    pub permalink: Permalink,
    /// Its address when a page shows it: the hash is part of the name.
    pub shown_permalink: Permalink,
}

/// Width and height of a picture, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PictureSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

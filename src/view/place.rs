//! Every page of the site, and where it lies.
//!
//! Floor 3. Knows the book, but no template.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    fallback::{self, Fallback},
    related::Related,
};
use crate::{
    book::{Book, EntryIdx, EntryRole, LocaleIdx, MAX_PRINTED},
    diag::{Code, Diagnostic},
    path::{OutPath, Permalink, Slug},
    settings::Root,
};

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `/`.
    Root,
    /// `404.html`.
    NotFound,
    /// The page of a chapter, part or home page.
    Entry(EntryIdx),
    /// A chapter beside its version in another locale: the reader's first.
    Facing(EntryIdx, LocaleIdx),
    /// An original in a locale that does not translate it.
    Untranslated(EntryIdx, LocaleIdx),
    /// The home page of a locale that no chapter makes.
    Home(LocaleIdx),
    /// The contents page of a locale.
    Contents(LocaleIdx),
    /// How far the translations of a locale are.
    Status(LocaleIdx),
    /// The search page of a locale.
    Search(LocaleIdx),
    /// The whole book of a locale, for paper.
    Print(LocaleIdx),
    /// The terms of a locale.
    Glossary(LocaleIdx),
    /// All tags of a locale.
    Tags(LocaleIdx),
    /// The chapters with one tag.
    Tag(LocaleIdx, Slug),
    /// An old address.
    Redirect(Permalink),
}

/// The chapters of a locale by what they are about, in reading order.
pub(super) type TagIndex = BTreeMap<Slug, Tag>;

/// A tag.
#[derive(Debug)]
pub(super) struct Tag {
    /// As it is first written.
    pub text: Arc<str>,
    /// The chapters that have it.
    pub entries: Vec<EntryIdx>,
}

impl Place {
    /// The chapter that a page shows, on a facing page the reader's version.
    pub(super) fn entry(&self) -> Option<EntryIdx> {
        match self {
            Self::Entry(idx) | Self::Facing(idx, _) | Self::Untranslated(idx, _) => Some(*idx),
            _ => None,
        }
    }
}

/// The site's pages and their addresses.
#[derive(Debug)]
pub(super) struct Places {
    /// The tags of each locale.
    pub tags: Vec<TagIndex>,
    /// The facing pages: each chapter with the locale of what stands beside it.
    facing: BTreeMap<(EntryIdx, LocaleIdx), Permalink>,
    fallbacks: BTreeMap<(LocaleIdx, EntryIdx), Fallback>,
    /// Which chapters are about the same.
    pub related: Related,
    root: Permalink,
    not_found: Permalink,
    contents: Vec<Permalink>,
    status: Vec<Permalink>,
    searches: Vec<Permalink>,
    /// `None` for a locale whose text is too long for one page, or empty.
    prints: Vec<Option<Permalink>>,
    /// `None` for a locale that has a word for no term.
    glossaries: Vec<Option<Permalink>>,
    tag_lists: Vec<Permalink>,
    tag_pages: Vec<BTreeMap<Slug, Permalink>>,
}

impl Places {
    pub(super) fn of(book: &Book) -> Self {
        let tags: Vec<TagIndex> = book.locale_idxs().map(|locale| tags(book, locale)).collect();
        let below = |folder: &str| book.trees.iter().map(|tree| tree.home_permalink.child(folder)).collect::<Vec<_>>();
        let tag_lists = below("tags");
        let tag_pages = tags
            .iter()
            .zip(&tag_lists)
            .map(|(tags, list)| tags.keys().map(|slug| (slug.clone(), list.child(slug.as_str()))).collect())
            .collect();
        let speaks = |idx: usize| book.glossary.speaks(&book.settings.locales[idx].code);
        let glossaries = below("glossary").into_iter().enumerate().map(|(idx, page)| speaks(idx).then_some(page));
        let not_found = OutPath::new("404.html").expect("it lies in the output folder");
        Self {
            related: Related::of(book, &tags),
            tags,
            facing: facing(book),
            fallbacks: fallback::pages(book),
            root: Permalink::page([]),
            not_found: Permalink::file(&not_found),
            contents: below("contents"),
            status: below("status"),
            searches: if book.settings.search.enabled { below("search") } else { Vec::new() },
            prints: below("print")
                .into_iter()
                .zip(&*book.trees)
                .map(|(page, tree)| tree.is_printed.then_some(page))
                .collect(),
            glossaries: glossaries.collect(),
            tag_lists,
            tag_pages,
        }
    }

    /// Every page, entries first.
    pub(super) fn all(&self, book: &Book) -> Vec<Place> {
        let entries = (0..book.entries.len()).map(|number| Place::Entry(EntryIdx(number)));
        let mut places: Vec<Place> = entries.collect();
        places.extend(self.fallbacks.keys().map(|(locale, entry)| Place::Untranslated(*entry, *locale)));
        places.extend(self.facing.keys().map(|(entry, other)| Place::Facing(*entry, *other)));
        for locale in book.locale_idxs() {
            if book.tree(locale).home.is_none() {
                places.push(Place::Home(locale));
            }
            places.push(Place::Contents(locale));
            if Self::has_status(book) {
                places.push(Place::Status(locale));
            }
            places.extend(self.search(locale).map(|_| Place::Search(locale)));
            places.extend(self.print(locale).map(|_| Place::Print(locale)));
            places.extend(self.glossary(locale).map(|_| Place::Glossary(locale)));
            let tags = &self.tags[locale.0];
            if !tags.is_empty() {
                places.push(Place::Tags(locale));
            }
            places.extend(tags.keys().map(|slug| Place::Tag(locale, slug.clone())));
        }
        places.extend(book.redirects.keys().cloned().map(Place::Redirect));
        places.extend([Place::Root, Place::NotFound]);
        places
    }

    /// The address of a page.
    pub(super) fn permalink<'a>(&'a self, book: &'a Book, place: &'a Place) -> &'a Permalink {
        match place {
            Place::Root => &self.root,
            Place::NotFound => &self.not_found,
            Place::Entry(idx) => &book.entry(*idx).permalink,
            Place::Facing(idx, other) => self.facing.get(&(*idx, *other)).unwrap_or(&book.entry(*idx).permalink),
            Place::Untranslated(idx, locale) => {
                self.fallback(*locale, *idx).map_or(&book.entry(*idx).permalink, |page| &page.permalink)
            }
            Place::Home(locale) => &book.tree(*locale).home_permalink,
            Place::Contents(locale) => self.contents(*locale),
            Place::Status(locale) => self.status(*locale),
            Place::Search(locale) => self.search(*locale).unwrap_or_else(|| self.contents(*locale)),
            Place::Print(locale) => self.print(*locale).unwrap_or_else(|| self.contents(*locale)),
            Place::Glossary(locale) => self.glossary(*locale).unwrap_or_else(|| self.contents(*locale)),
            Place::Tags(locale) => &self.tag_lists[locale.0],
            Place::Tag(locale, slug) => self.tag_pages[locale.0].get(slug).unwrap_or(&self.tag_lists[locale.0]),
            Place::Redirect(old) => old,
        }
    }

    /// The facing page of a chapter with its version in another locale; `None` where there
    /// is none, or the two are no pair of the settings.
    pub(super) fn facing(&self, idx: EntryIdx, other: LocaleIdx) -> Option<&Permalink> {
        self.facing.get(&(idx, other))
    }

    /// The page of an original in a locale that does not translate it.
    pub(super) fn fallback(&self, locale: LocaleIdx, original: EntryIdx) -> Option<&Fallback> {
        self.fallbacks.get(&(locale, original))
    }

    /// The pairs of locales, in both reading directions, that have facing pages.
    pub(super) fn facing_pairs(&self, book: &Book) -> BTreeSet<(LocaleIdx, LocaleIdx)> {
        self.facing.keys().map(|(idx, other)| (book.entry(*idx).locale, *other)).collect()
    }

    /// The locales of what may stand beside a chapter, each with the facing page.
    pub(super) fn beside(&self, idx: EntryIdx) -> impl Iterator<Item = (LocaleIdx, &Permalink)> {
        let of_chapter = self.facing.range((idx, LocaleIdx(0))..=(idx, LocaleIdx(usize::MAX)));
        of_chapter.map(|((_, other), permalink)| (*other, permalink))
    }

    pub(super) fn contents(&self, locale: LocaleIdx) -> &Permalink {
        &self.contents[locale.0]
    }

    /// The page that says how far the translations of a locale are.
    pub(super) fn status(&self, locale: LocaleIdx) -> &Permalink {
        &self.status[locale.0]
    }

    /// Whether the book has such pages: a book of one language has nothing to say there.
    pub(super) fn has_status(book: &Book) -> bool {
        book.trees.len() > 1
    }

    /// The search page; `None` in a book without search.
    pub(super) fn search(&self, locale: LocaleIdx) -> Option<&Permalink> {
        self.searches.get(locale.0)
    }

    /// The page of all terms; `None` in a locale that has a word for none.
    pub(super) fn glossary(&self, locale: LocaleIdx) -> Option<&Permalink> {
        self.glossaries[locale.0].as_ref()
    }

    /// The page of the whole book; `None` in a book without one, and where it would be
    /// longer than [`MAX_PRINTED`].
    pub(super) fn print(&self, locale: LocaleIdx) -> Option<&Permalink> {
        self.prints[locale.0].as_ref()
    }

    /// Tells of each locale whose text is too long for one page.
    pub(super) fn too_long(&self, book: &Book) -> Vec<Diagnostic> {
        let is_left_out = |locale: &LocaleIdx| {
            book.settings.output.print && !book.tree(*locale).reading.is_empty() && self.print(*locale).is_none()
        };
        let tell = |locale: LocaleIdx| {
            let code = &book.settings.locales[locale.0].code;
            let message =
                format!("the book in `{code}` has more than {MAX_PRINTED} characters, so `{code}/print/` is left out");
            Diagnostic::general(Code::LongBook, message).help("`output: {print: false}` says that it is not wanted")
        };
        book.locale_idxs().filter(is_left_out).map(tell).collect()
    }

    /// The page of all tags; `None` in a locale without tags.
    pub(super) fn tag_list(&self, locale: LocaleIdx) -> Option<&Permalink> {
        (!self.tags[locale.0].is_empty()).then(|| &self.tag_lists[locale.0])
    }

    /// The page of a tag.
    pub(super) fn tag_page(&self, locale: LocaleIdx, slug: &Slug) -> Option<&Permalink> {
        self.tag_pages[locale.0].get(slug)
    }
}

/// Whether `/` lets the reader choose a language; else it leads to a locale at once.
pub(super) fn chooses_at_root(book: &Book) -> bool {
    book.settings.root == Root::Chooser && book.trees.len() > 1
}

/// The locale that `/` leads to, if it does at once; else the one it is written in.
pub(super) fn root_locale(book: &Book) -> LocaleIdx {
    let code = match &book.settings.root {
        Root::Locale(code) => code,
        Root::Chooser => &book.settings.original,
    };
    book.locale_idx(code).unwrap_or(LocaleIdx(0))
}

/// A page for each chapter of a pair of locales that both of them have, in both reading
/// directions. Covers have none: there is little to read on them.
fn facing(book: &Book) -> BTreeMap<(EntryIdx, LocaleIdx), Permalink> {
    let locale = |code| book.locale_idx(code);
    let pairs = book.settings.parallel.iter().filter_map(|(a, b)| Some((locale(a)?, locale(b)?)));
    let directions: Vec<(LocaleIdx, LocaleIdx)> = pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    let mut pages = BTreeMap::new();
    for (number, entry) in book.entries.iter().enumerate().filter(|(_, entry)| entry.role != EntryRole::Home) {
        for (_, other) in directions.iter().filter(|(own, _)| *own == entry.locale) {
            let idx = EntryIdx(number);
            if book.translation(idx, *other).is_some_and(|version| version != idx) {
                let folder = format!("with-{}", book.settings.locales[other.0].code);
                pages.insert((idx, *other), entry.permalink.child(&folder));
            }
        }
    }
    pages
}

fn tags(book: &Book, locale: LocaleIdx) -> TagIndex {
    let mut index = TagIndex::new();
    for idx in &book.tree(locale).reading {
        let entry = book.entry(*idx);
        if entry.locale != locale || entry.role == EntryRole::Home {
            continue;
        }
        for text in entry.front.tags.iter().flatten() {
            let Some(slug) = Slug::of_tag(text) else { continue };
            let tag = index.entry(slug).or_insert_with(|| Tag { text: Arc::clone(text), entries: Vec::new() });
            if tag.entries.last() != Some(idx) {
                tag.entries.push(*idx);
            }
        }
    }
    index
}

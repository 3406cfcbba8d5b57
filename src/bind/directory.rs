//! What there is to link to, and how a path leads to it.
//!
//! An author writes the way to a source file. Also understood are folders (their
//! `index.md`), a leading `/` for `content/` or for the own tree, and addresses of the
//! finished site. In this order:
//!
//! 1. A source file, a copied file, a folder.
//! 2. What another locale's tree has in that place when the own tree has nothing, the
//!    original's first: a chapter's version in the reader's locale under another name,
//!    else its page over there; or a picture.
//! 3. A page at that address, seen from the chapter's page or from that of its folder:
//!    what other book tools make of `chapter.md` is `chapter.html` or `chapter/`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Bound, ChapterIdx,
    address::Addresses,
    composed::{Composed, composed},
    files::tree_root,
    manuscript::{Absence, Manuscript},
    seats::{Seat, Seats},
    sections::Sections,
    site_pages::is_facing,
    spine::HOME,
};
use crate::{
    book::{EntryIdx, FileCard, LocaleIdx},
    locale::LocaleCode,
    path::{ContentPath, OutPath, Permalink, split},
};

/// Everything a link can lead to.
pub(super) struct Directory<'a> {
    /// The chapters.
    pub manuscript: &'a Manuscript<'a>,
    /// The pages.
    pub seats: &'a Seats,
    /// The copied files.
    pub files: &'a BTreeMap<ContentPath, FileCard>,
    /// Chapters by source, held back or not.
    pub by_path: BTreeMap<&'a ContentPath, ChapterIdx>,
    /// What headings share with their originals.
    pub sections: &'a Sections,
    addresses: &'a Addresses<'a>,
    redirects: &'a BTreeMap<Permalink, EntryIdx>,
    by_address: BTreeMap<&'a Permalink, EntryIdx>,
    /// The pages and files that the site makes itself, but for facing pages.
    site_pages: &'a BTreeSet<Permalink>,
    /// The sources and files whose names are not in NFC.
    composed: Composed<'a>,
}

/// What is at the end of a path.
pub(super) enum Found<'a> {
    /// A page.
    Page(EntryIdx),
    /// A page of another locale, in place of one that is not translated.
    Untranslated(EntryIdx),
    /// A file that is copied.
    File(&'a ContentPath),
    /// A page or file that the site makes itself.
    Site(Permalink),
}

impl<'a> Directory<'a> {
    /// Lists what links can lead to.
    pub(super) fn new(
        manuscript: &'a Manuscript<'a>,
        site_pages: &'a BTreeSet<Permalink>,
        seats: &'a Seats,
        addresses: &'a Addresses<'a>,
        files: &'a BTreeMap<ContentPath, FileCard>,
        redirects: &'a BTreeMap<Permalink, EntryIdx>,
        sections: &'a Sections,
    ) -> Self {
        let chapters = manuscript.chapters.iter().enumerate();
        let by_path: BTreeMap<_, _> = chapters.map(|(idx, chapter)| (&chapter.card.path, ChapterIdx(idx))).collect();
        let composed = Composed::of(by_path.keys().copied().chain(files.keys()));
        let by_address = seats.by_address(addresses);
        Self { manuscript, seats, files, by_path, sections, addresses, redirects, by_address, site_pages, composed }
    }

    /// The seat of a page.
    pub(super) fn seat(&self, page: EntryIdx) -> &'a Seat {
        &self.seats.list[page.0]
    }

    /// The chapter of a page.
    pub(super) fn chapter(&self, page: EntryIdx) -> &'a Bound<'a> {
        self.manuscript.chapter(self.seat(page).chapter)
    }

    /// What is at the end of `path`, percent-decoded, as `from` writes it on `page`.
    pub(super) fn find(&self, page: EntryIdx, from: &Bound<'_>, path: &str) -> Option<Found<'a>> {
        let locale = self.seat(page).locale;
        let in_content = || self.at_path(from, locale, &from.card.path.sibling(path)?);
        let in_tree = || self.at_path(from, locale, &in_own_tree(from, path)?);
        in_content().or_else(in_tree).or_else(|| self.at_address(page, path))
    }

    /// Where `path` leads, whether or not anything is there; `None` outside of `content/`.
    pub(super) fn wanted(&self, from: &Bound<'_>, path: &str) -> Option<ContentPath> {
        let wanted = from.card.path.sibling(path)?;
        let first = wanted.as_str().split('/').next().unwrap_or_default();
        let is_in_tree = || self.locales().any(|(_, code)| code.as_str() == first);
        let in_tree = in_own_tree(from, path).filter(|_| first != "_assets" && !is_in_tree());
        Some(in_tree.unwrap_or(wanted))
    }

    /// The chapter at a path, or of a folder, that is held back, and why.
    pub(super) fn held_back(&self, path: &ContentPath) -> Option<(&'a Bound<'a>, Absence)> {
        let chapter = self.source(path)?;
        Some((self.manuscript.chapter(chapter), self.manuscript.absences[chapter.0]?))
    }

    /// What lies at a path from `content/` or, when the own tree has nothing there, in the
    /// same place of another.
    fn at_path(&self, from: &Bound<'_>, locale: LocaleIdx, path: &ContentPath) -> Option<Found<'a>> {
        if let Some(found) = self.exactly(path) {
            return Some(found);
        }
        if path.as_str().is_empty() {
            return Some(self.home(locale));
        }
        let own = tree_root(from);
        let inside = path.as_str().strip_prefix(own).filter(|_| !own.is_empty())?;
        self.manuscript.settings.leading().filter(|code| code.as_str() != own.trim_end_matches('/')).find_map(|code| {
            match self.exactly(&ContentPath::new(&format!("{code}/{inside}"))?)? {
                Found::Page(page) => Some(self.in_locale(page, locale)),
                Found::File(file) => Some(Found::File(file)),
                Found::Untranslated(_) | Found::Site(_) => None,
            }
        })
    }

    /// The page or file of this source, or the page of this folder.
    fn exactly(&self, path: &ContentPath) -> Option<Found<'a>> {
        if let Some(chapter) = self.source(path) {
            return self.seats.of_chapter[chapter.0].map(Found::Page);
        }
        let file = |path: &ContentPath| self.files.get_key_value(path).map(|(file, _)| file);
        if let Some(file) = self.composed.look_up(path, file) {
            return Some(Found::File(file));
        }
        let mut homes = self.locales().filter(|(_, code)| code.as_str() == path.as_str());
        homes.next().map(|(locale, _)| Found::Site(self.addresses.home(locale).clone()))
    }

    /// The home page of a locale, which a chapter or the site makes.
    fn home(&self, locale: LocaleIdx) -> Found<'a> {
        let site = || Found::Site(self.addresses.home(locale).clone());
        self.seats.of_node[HOME.0][locale.0].map_or_else(site, Found::Page)
    }

    /// The chapter of this source or of this folder.
    fn source(&self, path: &ContentPath) -> Option<ChapterIdx> {
        let at = |path: &ContentPath| self.composed.look_up(path, |path| self.by_path.get(path).copied());
        at(path).or_else(|| at(&ContentPath::new(&format!("{path}/index.md"))?))
    }

    /// The page's version in a locale, else the page.
    fn in_locale(&self, page: EntryIdx, locale: LocaleIdx) -> Found<'a> {
        let version = self.seats.of_node[self.seat(page).node.0][locale.0];
        version.map_or(Found::Untranslated(page), Found::Page)
    }

    /// The page, or a file that the site makes, at an address of the finished site.
    fn at_address(&self, page: EntryIdx, path: &str) -> Option<Found<'a>> {
        let is_page = path.ends_with('/') || path.strip_suffix(".html").is_some();
        let at = |path: &OutPath| if is_page { self.page_at(path) } else { self.site_file(path) };
        let seat = self.seat(page);
        let own = self.addresses.of_chapter[seat.chapter.0].as_str();
        let folder = split(own.trim_end_matches('/')).0;
        let bases = if path.starts_with('/') { ["", ""] } else { [own, folder] };
        let whole = |base: &str, path: &str| OutPath::new(&format!("{base}/{path}"));
        let as_written = || bases.iter().find_map(|base| at(&whole(base, path)?));
        let in_nfc = || composed(path).and_then(|path| bases.iter().find_map(|base| at(&whole(base, &path)?)));
        as_written().or_else(in_nfc)
    }

    /// The file that the site makes at a path of the output folder.
    fn site_file(&self, path: &OutPath) -> Option<Found<'a>> {
        let address = Permalink::file(path);
        self.site_pages.contains(&address).then_some(Found::Site(address))
    }

    fn page_at(&self, path: &OutPath) -> Option<Found<'a>> {
        if let Some(page) = self.redirects.get(&Permalink::file(path)) {
            return Some(Found::Page(*page));
        }
        let text = path.as_str();
        let folder = text.strip_suffix("/index.html").or_else(|| text.strip_suffix(".html")).unwrap_or(text);
        let address = Permalink::page(folder.split('/'));
        let page = self.by_address.get(&address).or_else(|| self.redirects.get(&address));
        let is_facing = || is_facing(self.manuscript, self.seats, &self.by_address, &address);
        let is_sites = || self.site_pages.contains(&address) || is_facing();
        let site_page = || is_sites().then(|| Found::Site(address.clone()));
        page.map(|page| Found::Page(*page)).or_else(site_page)
    }

    fn locales(&self) -> impl Iterator<Item = (LocaleIdx, &'a LocaleCode)> + use<'a> {
        let locales = self.manuscript.settings.locales.iter().enumerate();
        locales.map(|(idx, locale)| (LocaleIdx(idx), &locale.code))
    }
}

/// A path with a leading `/` as one from the root of the writer's tree.
fn in_own_tree(from: &Bound<'_>, path: &str) -> Option<ContentPath> {
    ContentPath::new(&format!("{}{path}", tree_root(from))).filter(|_| path.starts_with('/'))
}

//! Binds chapters into a book: order, parts, numbers, addresses, translations, links.
//!
//! Each step makes a value that the next ones read:
//!
//! | step | makes |
//! | --- | --- |
//! | `spine`, `originals` | which chapters are one another's translations, which leads, and the tree they share |
//! | `manuscript` | front matter with what it inherits; which chapters are held back |
//! | `order` | the order of neighbours, and numbers |
//! | `seats` | the number of each entry, its neighbours, the table of contents |
//! | `address`, `claims` | addresses, redirects, and that no two are the same |
//! | `files` | the files beside chapters |
//! | `sections` | the ids that headings share with their originals |
//! | `site_pages`, `directory`, `links` | what every link leads to |
//!
//! Floor 3. Reads cards and links, never bodies, so it is quick and a changed paragraph
//! changes nothing here. O(n log n) for n chapters, links and files.

mod address;
mod anchors;
mod claims;
mod composed;
mod directory;
mod files;
mod front;
mod layout;
mod links;
mod manuscript;
mod near;
mod order;
mod originals;
mod renumbered;
mod same;
mod seats;
mod sections;
mod site_pages;
mod spine;
mod suggest;
mod toc;
mod voices;

use std::{collections::BTreeMap, sync::Arc};

pub use self::{
    address::{reserved_address, reserved_message},
    front::place_in_front,
    layout::{has_locale_folders, misnamed_chapters, stray_sources, tree_path},
    near::Near,
    same::is_same,
    voices::inherited_voices,
};

use crate::{
    book::{Book, Entry, LocaleIdx, SharedIds, Tree},
    chapter::{Card, IdKind},
    diag::{Code, Diagnostic, Warned},
    doc::{Link, Origin},
    glossary::Glossary,
    input::{FileFacts, Options, SourceText},
    outline::Outline,
    path::ContentPath,
    settings::Settings,
};

/// What binding needs of a chapter.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// What others may know of it.
    pub card: &'a Arc<Card>,
    /// Its links.
    pub links: &'a [Link],
    /// Where its text came from, for diagnostics.
    pub origin: &'a Origin,
    /// The file as it was read; looked at only to show where in the front matter a fault
    /// lies.
    pub text: &'a SourceText,
}

/// The place of a chapter among those given to [`bind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ChapterIdx(usize);

/// Binds a book.
///
/// `chapters` come in any order; each lies in the tree of one of the settings' locales,
/// which is what [`tree_path`] gives. Entries are in the settings' order of locales, each
/// locale's in reading order.
#[must_use]
pub fn bind(
    settings: &Arc<Settings>,
    glossary: &Arc<Glossary>,
    chapters: &[Bound<'_>],
    files: &BTreeMap<ContentPath, FileFacts>,
    options: &Options,
) -> Warned<Book> {
    let mut told = Vec::new();
    let manuscript = manuscript::Manuscript::of(settings, chapters, options).tell(&mut told);
    let addresses = address::Addresses::of(&manuscript).tell(&mut told);
    let bound = bound(settings, glossary, &manuscript, &addresses, files).tell(&mut told);
    Warned { value: bound, told }
}

/// Binds chapters of which is known what they are to one another, and where they lie.
fn bound(
    settings: &Arc<Settings>,
    glossary: &Arc<Glossary>,
    manuscript: &manuscript::Manuscript<'_>,
    addresses: &address::Addresses<'_>,
    files: &BTreeMap<ContentPath, FileFacts>,
) -> Warned<Book> {
    let mut told = Vec::new();

    // Which chapters become pages, and in what order.
    let order = order::Order::of(manuscript).tell(&mut told);
    let seats = seats::Seats::of(manuscript, &order);
    if seats.list.is_empty() {
        told.push(no_content(manuscript));
    }

    // Where everything lies in the site.
    let files = files::cards(files, manuscript, addresses);
    let site_pages = site_pages::site_pages(manuscript, glossary, &seats, addresses);
    let redirects = claims::redirects(manuscript, &seats, addresses, &files, &site_pages).tell(&mut told);

    // What every link leads to.
    let sections = sections::Sections::of(manuscript).tell(&mut told);
    let directory =
        directory::Directory::new(manuscript, &site_pages, &seats, addresses, &files, &redirects, &sections);
    let (targets, checked) = links::resolve(&directory).tell(&mut told);

    let entries = entries(manuscript, &order, &seats, addresses, &sections, targets);
    let trees = trees(manuscript, &order, &seats, addresses);
    let (settings, glossary) = (Arc::clone(settings), Arc::clone(glossary));
    let (trees, redirects, files) = (Arc::new(trees), Arc::new(redirects), Arc::new(files));
    let book = Book { settings, glossary, entries, trees, redirects, files, checked };
    Warned { value: book, told }
}

/// Joins what was found out about each entry.
fn entries(
    manuscript: &manuscript::Manuscript<'_>,
    order: &order::Order,
    seats: &seats::Seats,
    addresses: &address::Addresses<'_>,
    sections: &sections::Sections,
    targets: Vec<links::Targets>,
) -> Vec<Arc<Entry>> {
    let numbered = seats.list.iter().zip(targets);
    numbered
        .map(|(seat, targets)| Entry {
            card: card(manuscript.chapter(seat.chapter).card, sections.shared(seat.chapter)),
            shared_ids: sections.shared(seat.chapter).clone(),
            front: Arc::clone(&manuscript.fronts[seat.chapter.0]),
            locale: seat.locale,
            role: manuscript.role(seat.chapter),
            permalink: addresses.of_chapter[seat.chapter.0].clone(),
            parent: seat.parent,
            number: Arc::clone(&order.numbers[seat.node.0]),
            original: manuscript.spine.node(seat.node).original,
            versions: seats.of_node[seat.node.0].clone(),
            prev: seat.prev,
            next: seat.next,
            links: targets.links,
            front_links: targets.front_links,
        })
        .map(Arc::new)
        .collect()
}

/// The card with the ids that its headings share; their own stay among the ids.
#[must_use]
pub fn card(own: &Arc<Card>, shared: &SharedIds) -> Arc<Card> {
    if shared.is_empty() {
        return Arc::clone(own);
    }
    let mut card = Card::clone(own);
    let Outline { headings, inner } = &mut card.outline;
    let headings = headings.iter_mut().chain(inner.iter_mut().map(|inner| &mut inner.heading));
    for anchor in headings.map(|heading| &mut heading.anchor).chain(&mut card.title_anchor) {
        if let Some(shared) = shared.get(anchor) {
            anchor.clone_from(shared);
        }
    }
    card.ids.extend(shared.values().map(|id| (id.clone(), IdKind::Heading)));
    Arc::new(card)
}

/// Makes each locale's tree.
fn trees(
    manuscript: &manuscript::Manuscript<'_>,
    order: &order::Order,
    seats: &seats::Seats,
    addresses: &address::Addresses<'_>,
) -> Vec<Tree> {
    let locales = (0..manuscript.settings.locales.len()).map(LocaleIdx);
    locales
        .map(|locale| Tree {
            home: seats.of_node[spine::HOME.0][locale.0],
            home_permalink: addresses.home(locale).clone(),
            toc: toc::toc(manuscript, order, seats, locale),
            reading: seats.reading(locale).collect(),
            feed: site_pages::has_feed(manuscript, seats, locale)
                .then(|| addresses.home(locale).with_file(site_pages::FEED)),
            is_printed: site_pages::is_printed(manuscript, seats, locale),
        })
        .collect()
}

fn no_content(manuscript: &manuscript::Manuscript<'_>) -> Diagnostic {
    match manuscript.chapters.len() {
        0 => Diagnostic::general(Code::NoContent, "the book has no chapter")
            .help(format!("write the first one, for example `content/{}/index.md`", manuscript.settings.original)),
        n => Diagnostic::general(Code::NoContent, format!("the book has no chapter but {n} held back as drafts"))
            .help("`--drafts` builds them too"),
    }
}

//! Chapters that a locale does not translate.
//!
//! A reader of that locale gets the original's text all the same, under the interface of
//! the own language and in its place among the other chapters. Search engines are sent to
//! the original.
//!
//! Floor 3.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    book::{Book, EntryIdx, EntryRole, LocaleIdx, TocItem},
    path::Permalink,
};

/// The page of a chapter in a locale that does not translate it.
#[derive(Debug)]
pub(super) struct Fallback {
    pub permalink: Permalink,
    /// The chapters before and after it in that locale's table of contents.
    pub prev: Option<EntryIdx>,
    pub next: Option<EntryIdx>,
}

/// The pages of a book, by locale and original. An original whose address is taken in the
/// other locale, be it by a page of the author's own making, has none there. O(lines of all
/// tables of contents and files).
pub(super) fn pages(book: &Book) -> BTreeMap<(LocaleIdx, EntryIdx), Fallback> {
    let taken: BTreeSet<&Permalink> =
        book.entries.iter().map(|entry| &entry.permalink).chain(book.redirects.keys()).collect();
    let files: BTreeSet<Permalink> = book.files.values().filter_map(|card| card.permalink.page_of_file()).collect();
    let mut pages = BTreeMap::new();
    for locale in book.locale_idxs() {
        let mut listed = Vec::new();
        list(&book.tree(locale).toc, &mut listed);
        for (place, idx) in listed.iter().enumerate() {
            let entry = book.entry(*idx);
            if entry.locale == locale || entry.role == EntryRole::Home {
                continue;
            }
            let own =
                below(&book.tree(locale).home_permalink, &book.tree(entry.locale).home_permalink, &entry.permalink);
            let is_free = |address: &Permalink| !taken.contains(address) && !files.contains(address);
            let Some(permalink) = own.filter(is_free) else { continue };
            let prev = place.checked_sub(1).map(|place| listed[place]);
            pages.insert((locale, *idx), Fallback { permalink, prev, next: listed.get(place + 1).copied() });
        }
    }
    pages
}

/// The address below `home` that `permalink` has below `other`.
fn below(home: &Permalink, other: &Permalink, permalink: &Permalink) -> Option<Permalink> {
    let rest = permalink.as_str().strip_prefix(other.as_str())?.trim_end_matches('/');
    Some(rest.split('/').fold(home.clone(), |page, folder| page.child(folder)))
}

/// Every chapter of a table of contents, in its order.
fn list(items: &[TocItem], listed: &mut Vec<EntryIdx>) {
    for item in items {
        listed.extend(item.entry);
        list(&item.children, listed);
    }
}

//! Makes what finds the pages: the index of each locale, once, whoever asks for it.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    diag::{Diagnostic, Warned},
    path::OutPath,
    search::{self, Index, Names, Page, Unfindable},
    site::Artifact,
};

impl Edition {
    /// The index of a locale, from the blocks that its pages are printed from, made when it
    /// is asked for first. Tells of headings that it does not find.
    pub fn search_index(&self, locale: LocaleIdx) -> &Warned<Index> {
        self.indexes[locale.0].get_or_init(|| {
            let entries = (0..self.book.entries.len()).into_par_iter().map(EntryIdx);
            let own = entries.filter(|idx| self.book.entry(*idx).locale == locale);
            let (entries, pages): (Vec<_>, Vec<_>) = own.filter_map(|idx| Some((idx, self.found_page(idx)?))).unzip();
            self.index_of(locale, &entries, &pages)
        })
    }

    /// Makes the indexes of pages that were made before, by entry; each is then what
    /// [`Self::search_index`] gives.
    pub(super) fn index(&self, found: Vec<Option<Page>>) {
        let mut by_locale: Vec<(Vec<EntryIdx>, Vec<Page>)> =
            self.book.locale_idxs().map(|_| Default::default()).collect();
        for (idx, page) in found.into_iter().enumerate() {
            let Some(page) = page else { continue };
            let (entries, pages) = &mut by_locale[self.book.entry(EntryIdx(idx)).locale.0];
            entries.push(EntryIdx(idx));
            pages.push(page);
        }
        // One after the other: each takes as much again as its pages.
        for (locale, (entries, pages)) in self.book.locale_idxs().zip(by_locale) {
            if self.book.settings.search.enabled {
                self.indexes[locale.0].get_or_init(|| self.index_of(locale, &entries, &pages));
            }
        }
    }

    /// A chapter's page as a search knows it; `None` for one that is not to be found.
    pub(super) fn found_page(&self, idx: EntryIdx) -> Option<Page> {
        let is_found = self.book.entry(idx).front.search != Some(false);
        is_found.then(|| search::page(&self.book, idx, |idx| self.chapter(idx)))
    }

    /// The index of pages in reading order, which are those of `entries`.
    fn index_of(&self, locale: LocaleIdx, entries: &[EntryIdx], pages: &[Page]) -> Warned<Index> {
        let locale = &self.book.settings.locales[locale.0];
        let han = search::Han::of(&locale.tag);
        let names = Names::of(&self.book.glossary, &locale.code, han);
        let index = Index::new(locale.code.as_str(), pages, han, &names);
        let told = |missed: &Unfindable| {
            let idx = entries[missed.page];
            missed.told(pages, &self.book.entry(idx).card.outline, &self.leaf(idx).origin)
        };
        Warned { told: search::unfindable(&index, pages).iter().map(told).collect(), value: index }
    }

    /// What the indexes that were made had to tell.
    pub(super) fn unfindable(&self) -> impl Iterator<Item = &Diagnostic> {
        self.indexes.iter().filter_map(|index| index.get()).flat_map(|index| &index.told)
    }

    /// The indexes as they lie in the site; nothing in a book that has no search.
    pub(super) fn search_files(&self) -> std::collections::BTreeMap<OutPath, Artifact> {
        let locales = self.book.locale_idxs().filter(|_| self.book.settings.search.enabled);
        let locales: Vec<LocaleIdx> = locales.collect();
        let folder = |locale: LocaleIdx| self.book.tree(locale).index();
        let files = locales.into_par_iter().flat_map(|it| self.search_index(it).value.artifacts(&folder(it)));
        files.map(|(path, bytes)| (path, Artifact::Made(bytes.into()))).collect()
    }
}

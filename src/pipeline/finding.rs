//! Makes what finds the pages: the index of each locale, once, whoever asks for it.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    diag::{Diagnostic, Warned},
    path::OutPath,
    search::{self, Han, Heading, Index, Indexer, Names},
    site::Artifact,
};

impl Edition {
    /// The index of a locale, from the blocks that its pages are printed from, made when it
    /// is asked for first. Tells of headings that it does not find.
    pub fn search_index(&self, locale: LocaleIdx) -> &Warned<Index> {
        self.indexes[locale.0].get_or_init(|| {
            let entries = (0..self.book.entries.len()).map(EntryIdx);
            let own: Vec<EntryIdx> = entries.filter(|idx| self.book.entry(*idx).locale == locale).collect();
            let indexer = self.indexer(locale);
            own.par_iter().for_each(|idx| self.index_page(*idx, &indexer));
            let (index, headings) = self.index_of(locale, indexer);
            self.proved(index, &headings)
        })
    }

    /// What will make the index of a locale.
    pub(super) fn indexer(&self, locale: LocaleIdx) -> Indexer {
        Indexer::new(self.han(locale))
    }

    /// What becomes of traditional characters in a locale.
    fn han(&self, locale: LocaleIdx) -> Han {
        Han::of(&self.book.settings.locales[locale.0].tag)
    }

    /// Makes the indexes of pages that were taken in before, by locale; each is then what
    /// [`Self::search_index`] gives.
    pub(super) fn index(&self, indexers: Vec<Indexer>) {
        if !self.book.settings.search.enabled {
            return;
        }
        // One after the other, and what was counted gone before any is proved, since each
        // takes room of its own.
        let locales = self.book.locale_idxs().zip(indexers);
        let made: Vec<_> = locales.map(|(locale, indexer)| self.index_of(locale, indexer)).collect();
        for (known, (index, headings)) in self.indexes.iter().zip(made) {
            known.get_or_init(|| self.proved(index, &headings));
        }
    }

    /// Has the index take in the page of a chapter, unless it is not to be found.
    pub(super) fn index_page(&self, idx: EntryIdx, indexer: &Indexer) {
        if self.book.entry(idx).front.search != Some(false) {
            indexer.add(idx.0, search::page(&self.book, idx, |idx| self.chapter(idx)));
        }
    }

    /// The index of the pages that were taken in, and the headings that it should find.
    fn index_of(&self, locale: LocaleIdx, indexer: Indexer) -> (Index, Vec<Heading>) {
        let code = &self.book.settings.locales[locale.0].code;
        let names = Names::of(&self.book.glossary, code, self.han(locale));
        indexer.finish(code.as_str(), &names)
    }

    /// An index, which tells of the headings that it does not find.
    fn proved(&self, index: Index, headings: &[Heading]) -> Warned<Index> {
        let told = |heading: &&Heading| {
            let idx = EntryIdx(heading.page);
            heading.unfindable(&self.book.entry(idx).card.outline, &self.leaf(idx).origin)
        };
        Warned { told: search::unfindable(&index, headings).iter().map(told).collect(), value: index }
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

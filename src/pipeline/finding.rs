//! Makes what finds the pages: the index of each locale, once, whoever asks for it.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    diag::{Diagnostic, Warned},
    path::OutPath,
    search::{self, Digest, Han, Heading, Index, Indexer, Names},
    site::Artifact,
};

/// Of how many pages an index is made at a time: enough for many threads, and few enough to
/// hold, since what is counted of a page takes many times what its text does.
const BATCH: usize = 64;

impl Edition {
    /// The index of a locale, from the blocks that its pages are printed from, made when it
    /// is asked for first. Tells of headings that it does not find.
    pub fn search_index(&self, locale: LocaleIdx) -> &Warned<Index> {
        self.indexes[locale.0].get_or_init(|| {
            let entries = (0..self.book.entries.len()).map(EntryIdx);
            let own: Vec<EntryIdx> = entries.filter(|idx| self.book.entry(*idx).locale == locale).collect();
            let mut indexer = self.indexer(locale);
            for batch in own.chunks(BATCH) {
                let digests: Vec<Digest> = batch.par_iter().filter_map(|idx| self.search_digest(*idx)).collect();
                for digest in digests {
                    indexer.add(digest);
                }
            }
            self.index_of(locale, indexer)
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
        // One after the other, since each takes room of its own.
        for (locale, indexer) in self.book.locale_idxs().zip(indexers) {
            if self.book.settings.search.enabled {
                self.indexes[locale.0].get_or_init(|| self.index_of(locale, indexer));
            }
        }
    }

    /// What the index takes of a chapter's page; `None` for one that is not to be found.
    pub(super) fn search_digest(&self, idx: EntryIdx) -> Option<Digest> {
        let entry = self.book.entry(idx);
        let page = || search::page(&self.book, idx, |idx| self.chapter(idx));
        (entry.front.search != Some(false)).then(|| Digest::of(idx.0, page(), self.han(entry.locale)))
    }

    fn index_of(&self, locale: LocaleIdx, indexer: Indexer) -> Warned<Index> {
        let code = &self.book.settings.locales[locale.0].code;
        let names = Names::of(&self.book.glossary, code, self.han(locale));
        let (index, headings) = indexer.finish(code.as_str(), &names);
        let told = |heading: &&Heading| {
            let idx = EntryIdx(heading.page);
            heading.unfindable(&self.book.entry(idx).card.outline, &self.leaf(idx).origin)
        };
        Warned { told: search::unfindable(&index, &headings).iter().map(told).collect(), value: index }
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

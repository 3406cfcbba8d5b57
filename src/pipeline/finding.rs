//! Makes what finds the pages: the index of each locale, once, whoever asks for it.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::LocaleIdx,
    diag::{Diagnostic, Warned},
    path::OutPath,
    search::{self, Index, Names, Unfindable},
    site::Artifact,
};

impl Edition {
    /// The index of a locale, from the blocks that its pages are printed from, made when it
    /// is asked for first. Tells of headings that it does not find.
    pub fn search_index(&self, locale: LocaleIdx) -> &Warned<Index> {
        self.indexes[locale.0].get_or_init(|| {
            let (entries, pages) = search::pages(&self.book, locale, |idx| self.chapter(idx));
            let locale = &self.book.settings.locales[locale.0];
            let han = search::Han::of(&locale.tag);
            let names = Names::of(&self.book.glossary, &locale.code, han);
            let index = Index::new(locale.code.as_str(), &pages, han, &names);
            let told = |missed: &Unfindable| {
                let idx = entries[missed.page];
                missed.told(&pages, &self.book.entry(idx).card.outline, &self.leaf(idx).origin)
            };
            Warned { told: search::unfindable(&index, &pages).iter().map(told).collect(), value: index }
        })
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

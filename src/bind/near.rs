//! Which chapters a page has to do with, before the book is bound.

use std::{collections::BTreeMap, sync::Arc};

use super::{Bound, ChapterIdx, address::Addresses, bound, manuscript::Manuscript};
use crate::{
    book::{Book, EntryRole},
    glossary::Glossary,
    input::{FileFacts, Options},
    path::{ContentPath, OutPath, Permalink},
    settings::Settings,
};

/// Chapters beside their translations, each with its address. Chapters are named by their
/// places among those given.
#[derive(Debug)]
pub struct Near<'a> {
    manuscript: Manuscript<'a>,
    addresses: Addresses<'a>,
}

impl<'a> Near<'a> {
    /// Puts chapters beside their translations; looks at front matter and paths alone.
    /// O(n log n).
    #[must_use]
    pub fn of(settings: &'a Settings, chapters: &'a [Bound<'a>], options: &Options) -> Self {
        let manuscript = Manuscript::of(settings, chapters, options).value;
        let addresses = Addresses::of(&manuscript).value;
        Self { manuscript, addresses }
    }

    /// The chapter that has its page there: neither a part nor a home page.
    #[must_use]
    pub fn at(&self, page: &OutPath) -> Option<usize> {
        let is_there = |address: &Permalink| address.out_path() == *page;
        let is_it = |idx: &ChapterIdx| {
            self.manuscript.role(*idx) == EntryRole::Chapter && is_there(&self.addresses.of_chapter[idx.0])
        };
        self.manuscript.kept().find(is_it).map(|idx| idx.0)
    }

    /// A chapter in every locale that has it, itself included.
    pub fn versions(&self, chapter: usize) -> impl Iterator<Item = usize> {
        let spine = &self.manuscript.spine;
        spine.node(spine.of_chapter[chapter]).versions.iter().flatten().map(|idx| idx.0)
    }

    /// Binds the book of the same chapters, of some of which more is known now than front
    /// matter and path. What [`super::bind`] would tell of them is left out.
    #[must_use]
    pub fn bind(
        self,
        settings: &Arc<Settings>,
        glossary: &Arc<Glossary>,
        chapters: &'a [Bound<'a>],
        files: &BTreeMap<ContentPath, FileFacts>,
    ) -> Book {
        let manuscript = Manuscript { chapters, ..self.manuscript };
        bound(settings, glossary, &manuscript, &self.addresses, files).value
    }
}

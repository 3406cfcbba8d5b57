//! Which chapters a page has to do with, before the book is bound.

use super::{Bound, ChapterIdx, address::Addresses, manuscript::Manuscript};
use crate::{book::EntryRole, input::Options, path::OutPath, settings::Settings};

/// Chapters beside their translations, each with its address. Chapters are named by their
/// places among those given.
#[derive(Debug)]
pub struct Near<'a> {
    manuscript: Manuscript<'a>,
    pages: Vec<OutPath>,
}

impl<'a> Near<'a> {
    /// Puts chapters beside their translations; looks at front matter and paths alone.
    /// O(n log n).
    #[must_use]
    pub fn of(settings: &'a Settings, chapters: &'a [Bound<'a>], options: &Options) -> Self {
        let manuscript = Manuscript::of(settings, chapters, options).value;
        let addresses = Addresses::of(&manuscript).value.of_chapter;
        let pages = addresses.iter().map(crate::path::Permalink::out_path).collect();
        Self { manuscript, pages }
    }

    /// The chapter that has its page there: neither a part nor a home page.
    #[must_use]
    pub fn at(&self, page: &OutPath) -> Option<usize> {
        let is_it = |idx: &ChapterIdx| self.pages[idx.0] == *page && self.manuscript.role(*idx) == EntryRole::Chapter;
        self.manuscript.kept().find(is_it).map(|idx| idx.0)
    }

    /// A chapter in every locale that has it, itself included.
    pub fn versions(&self, chapter: usize) -> impl Iterator<Item = usize> {
        let spine = &self.manuscript.spine;
        spine.node(spine.of_chapter[chapter]).versions.iter().flatten().map(|idx| idx.0)
    }
}

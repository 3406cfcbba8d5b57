//! The book after an edit that shows on its own page alone, as most edits do.
//!
//! Costs what changed, and a pointer for each chapter: nothing else is read, bound or laid
//! out again.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Edition,
    binding::{self, Edit},
    pages::Ties,
    reading,
};
use crate::{
    book::EntryIdx, chapter::Card, diag::Warned, glossary::TermUse, input::Input, memo::Leaf, path::ContentPath,
};

/// What an edition does not have from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// How many chapters were read.
    pub n_read: usize,
    /// Whether the book was bound.
    pub is_bound: bool,
    /// Whether the look was made ready.
    pub is_look: bool,
}

impl Edition {
    /// What was made new since `before`.
    #[must_use]
    pub fn news(&self, before: &Self) -> News {
        let is_known =
            |leaf: &Arc<Leaf>| before.place_of(&leaf.card.path).is_some_and(|at| Arc::ptr_eq(leaf, &before.leaves[at]));
        let is_same_at =
            |(at, leaf): (usize, &Arc<Leaf>)| before.leaves.get(at).is_some_and(|it| Arc::ptr_eq(leaf, it));
        let moved = self.leaves.iter().enumerate().filter(|it| !is_same_at(*it));
        News {
            n_read: moved.filter(|(_, leaf)| !is_known(leaf)).count(),
            is_bound: !Arc::ptr_eq(&self.book.trees, &before.book.trees),
            is_look: !Arc::ptr_eq(&self.look, &before.look),
        }
    }

    /// The book after the texts of these chapters changed, and nothing else in `input`, as
    /// [`Self::open`] would give it; `None` when so much changed that it has to be opened.
    #[must_use]
    pub fn edited(&self, input: &Input, changed: &BTreeSet<ContentPath>) -> Option<Warned<Self>> {
        let edits = changed.iter().map(|path| self.edit_of(input, path)).collect::<Option<Vec<_>>>()?;
        // Which chapters are related depends on the terms they speak of.
        if !edits.iter().all(|edit| speak_of_the_same(&edit.before.0.card, &edit.now.0.card)) {
            return None;
        }
        let book = Arc::new(binding::again(&self.book, &self.told.binding, &edits)?);
        let mut edition = Self {
            book: Arc::clone(&book),
            press: self.press.with_texts_of(book),
            files: self.files.after_edit(),
            indexes: self.indexes.iter().map(|_| Arc::default()).collect(),
            ..self.renewed()
        };
        for (path, edit) in changed.iter().zip(edits) {
            let at = self.place_of(path)?;
            edition.leaves[at] = edit.now.0;
            edition.sources[at] = input.sources[path].clone();
        }
        edition.ties = Ties::of(&edition.book, self.ties.today);
        Some(Warned { told: edition.told(), value: edition })
    }

    /// The same book without what was made because someone asked for it: the texts of
    /// chapters, their units, tables of contents. So who asks for one chapter after the other
    /// does not come to hold them all.
    #[must_use]
    pub fn renewed(&self) -> Self {
        let Ties { standings, of_chapters, today, .. } = &self.ties;
        let (standings, of_chapters) = (Arc::clone(standings), Arc::clone(of_chapters));
        let ties = Ties { standings, of_chapters, ..Ties::of(&self.book, *today) };
        Self {
            memory: self.memory.clone(),
            book: Arc::clone(&self.book),
            translations: self.translations.unjoined(&self.book),
            look: Arc::clone(&self.look),
            press: self.press.renewed(),
            leaves: self.leaves.clone(),
            sources: self.sources.clone(),
            leaf_of: Arc::clone(&self.leaf_of),
            includes: Arc::clone(&self.includes),
            terms: Arc::clone(&self.terms),
            chapters: self.chapters.iter().map(|_| OnceLock::new()).collect(),
            texts: self.texts.iter().map(|_| OnceLock::new()).collect(),
            units: self.units.iter().map(|_| OnceLock::new()).collect(),
            held_bytes: AtomicUsize::new(0),
            told: self.told.clone(),
            ties,
            indexes: self.indexes.clone(),
            files: self.files.clone(),
        }
    }

    /// How much text there is in the chapters that were read because someone asked for
    /// them, in bytes.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.held_bytes.load(Ordering::Relaxed)
    }

    fn edit_of<'a>(&'a self, input: &'a Input, path: &ContentPath) -> Option<Edit<'a>> {
        let at = self.place_of(path)?;
        let (before, text_before, text) = (&*self.leaves[at], self.sources[at].open(), input.sources.get(path)?.open());
        let now = reading::again(&self.source_of(before, &text, &input.includes), before, &self.memory);
        let entry = self.leaf_of.iter().position(|leaf| *leaf == at).map(EntryIdx);
        Some(Edit { entry, before: (before, text_before), now: (now, text) })
    }

    /// The place of a chapter among the leaves.
    fn place_of(&self, path: &ContentPath) -> Option<usize> {
        self.leaves.binary_search_by(|leaf| leaf.card.path.cmp(path)).ok()
    }
}

/// Whether two states of a chapter speak of the same terms.
fn speak_of_the_same(one: &Card, other: &Card) -> bool {
    let terms = |card: &Card| card.terms.iter().map(|TermUse { term, .. }| *term).collect::<Vec<_>>();
    terms(one) == terms(other)
}

//! Counts what was made, for the summary.

use std::sync::Arc;

use super::Edition;
use crate::{
    book::{Book, LocaleIdx},
    site::Counts,
    view::Place,
};

impl Edition {
    pub(super) fn counts(&self) -> PageCounts {
        let checked = &self.book.checked;
        let counts = Counts {
            n_pages: Vec::new(),
            n_facing: 0,
            n_links: checked.n_links,
            n_anchors: checked.n_anchors,
            n_images: checked.n_images,
            n_terms: self.book.glossary.terms.len(),
        };
        PageCounts { counts, n_by_locale: vec![0; self.book.trees.len()] }
    }
}

/// Counts pages by locale as they come.
pub(super) struct PageCounts {
    counts: Counts,
    n_by_locale: Vec<usize>,
}

impl PageCounts {
    /// Counts a page that a chapter makes; what the site adds of itself does not count.
    pub(super) fn count(&mut self, locale: Option<LocaleIdx>, place: &Place) {
        match (locale, place) {
            (Some(LocaleIdx(locale)), Place::Entry(_)) => self.n_by_locale[locale] += 1,
            (_, Place::Facing(..)) => self.counts.n_facing += 1,
            _ => {}
        }
    }

    pub(super) fn finish(mut self, book: &Book) -> Counts {
        let codes = book.settings.locales.iter().map(|locale| Arc::from(locale.code.as_str()));
        self.counts.n_pages = codes.zip(self.n_by_locale).collect();
        self.counts
    }
}

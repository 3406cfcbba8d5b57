//! What a search has found.

use std::{collections::BTreeSet, sync::Arc};

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// How many sections have what is looked for, as far as the index alone can tell: whether
    /// a phrase is there only texts tell, so of that it is those that were found.
    pub n_sections: usize,
    /// Whether no section has all of it, and these have some.
    pub is_partial: bool,
}

impl Found {
    /// Whether the query stands in one of the results as it was typed.
    pub(super) fn has_whole(&self) -> bool {
        self.hits.iter().any(|hit| hit.is_whole)
    }

    /// The same with what was found before as it was typed, where that is not here: others
    /// may have come before it.
    pub(super) fn or_whole(mut self, before: Self, limit: usize) -> Self {
        if !self.has_whole() {
            let whole = before.hits.into_iter().filter(|hit| hit.is_whole);
            self.hits.splice(..0, whole);
            self.hits.truncate(limit);
        }
        self
    }

    /// The same with what a query by another name has found.
    pub(super) fn with(mut self, named: Self, name: &Arc<str>, limit: usize) -> Self {
        if !self.has_whole() {
            self = Self::default();
        }
        let known: BTreeSet<u32> = self.hits.iter().map(|hit| hit.section).collect();
        let more = named.hits.into_iter().filter(|hit| !known.contains(&hit.section));
        self.hits.extend(more.map(|hit| Hit { named: Some(Arc::clone(name)), ..hit }));
        self.hits.truncate(limit);
        Self { hits: self.hits, n_sections: self.n_sections.max(named.n_sections), is_partial: false }
    }
}

/// A section that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its number.
    pub section: u32,
    /// The page's address from the site's root, percent-encoded.
    pub address: String,
    /// The page's title.
    pub title: String,
    /// The anchor as a fragment; empty for what stands under the title.
    pub fragment: String,
    /// Its heading; empty for what stands under the title.
    pub heading: String,
    /// The headings above it.
    pub above: Vec<String>,
    /// What it says.
    pub text: String,
    /// Whether the query stands in it as it was typed, white space and quotation marks aside.
    pub(super) is_whole: bool,
    /// The query that found it, where that is not the one that was typed: the same by the
    /// names that the book prefers.
    pub named: Option<Arc<str>>,
}

//! Proves an index: every title and heading is found by its own words.
//!
//! What a reader types is seldom better than the heading of what is looked for. If even
//! that does not lead there, the index or the heading has a fault, and the author is told.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    Engine, Hit, Index,
    fold::{Han, fold},
};
use crate::{
    diag::{Code, Diagnostic},
    doc::Origin,
    outline::Outline,
    path::Anchor,
    span::Span,
};

/// How many results a reader is shown.
const SHOWN: usize = 10;

/// Among how many of them a heading must be.
const FIRST: usize = 3;

/// How many headings of a book are tried: all of most books, of large ones some from all
/// over, since each costs a search.
const MAX_TRIED: usize = 1000;

/// What stands over a section, and what a search for it must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The place of its page in the book.
    pub page: usize,
    /// Where it stands; `None` for the title of the page.
    pub anchor: Option<Anchor>,
    /// What it says.
    pub text: String,
}

impl Heading {
    /// Says that it is not found, at the heading. `outline` has the anchors of the page,
    /// `origin` leads back to what its chapter was read from.
    #[must_use]
    pub fn unfindable(&self, outline: &Outline, origin: &Origin) -> Diagnostic {
        let own = self.anchor.as_ref().and_then(|anchor| outline.headings.iter().find(|it| it.anchor == *anchor));
        let (file, span) = origin.locate(own.map_or_else(Span::default, |heading| heading.span));
        let message = format!("a search for `{}` does not find the section of this heading", self.text);
        let help = "say in the heading what sets the section apart, or leave the page out with `search: false`";
        Diagnostic::new(Code::UnfindableHeading, file, span, message).help(help)
    }
}

/// Looks for every heading, in reading order, in the index of its pages; gives those that
/// are not found.
#[must_use]
pub fn unfindable<'h>(index: &Index, headings: &'h [Heading]) -> Vec<&'h Heading> {
    let engine = Engine::new(index);
    let step = headings.len().div_ceil(MAX_TRIED).max(1);
    let mut sections_of: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (heading, number) in headings.iter().zip(0..).step_by(step) {
        sections_of.entry(&heading.text).or_default().push(number);
    }
    let sections_of: Vec<(&str, Vec<u32>)> = sections_of.into_iter().collect();
    let missed = sections_of.into_par_iter().map(|(text, sections)| missed(&engine, index.han, text, sections));
    let mut missed: Vec<u32> = missed.flatten_iter().collect();
    missed.sort_unstable();
    missed.into_iter().map(|number| &headings[number as usize]).collect()
}

/// The sections of those with this heading that it does not lead to.
fn missed(engine: &Engine<'_>, han: Han, text: &str, mut sections: Vec<u32>) -> Vec<u32> {
    let sure = engine.leads_to(text, SHOWN);
    sections.retain(|section| !sure.contains(section));
    let own = fold(text, han);
    if sections.is_empty() || !has_letters(&own) {
        return Vec::new();
    }
    let found = engine.search_plain(text, SHOWN);
    let first = || found.hits.iter().take(FIRST);
    // Of headings that say the same any will do: `Summary` leads to some summary.
    let is_same = |hit: &Hit| fold(if hit.heading.is_empty() { &hit.title } else { &hit.heading }, han) == own;
    if first().any(is_same) {
        return Vec::new();
    }
    sections.retain(|section| first().all(|hit| hit.section != *section));
    sections
}

fn has_letters(folded: &str) -> bool {
    super::parts::parts(folded).next().is_some()
}

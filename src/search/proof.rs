//! Proves an index: every title and heading is found by its own words.
//!
//! What a reader types is seldom better than the heading of what is looked for. If even
//! that does not lead there, the index or the heading has a fault, and the author is told.

use rayon::prelude::*;

use super::{Engine, Hit, Index, fold::fold};
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
    let tried: Vec<(&Heading, u32)> = headings.iter().zip(0..).step_by(step).collect();
    let is_missed = |(heading, number): &(&Heading, u32)| {
        if engine.leads_to(&heading.text, *number, SHOWN) {
            return false;
        }
        let found = engine.search_plain(&heading.text, SHOWN);
        let own = fold(&heading.text, index.han);
        // Of headings that say the same any will do: `Summary` leads to some summary.
        let is_it = |hit: &Hit| {
            let theirs = if hit.heading.is_empty() { &hit.title } else { &hit.heading };
            hit.section == *number || fold(theirs, index.han) == own
        };
        !found.hits.iter().take(FIRST).any(is_it) && has_letters(&own)
    };
    tried.into_par_iter().filter(is_missed).map(|(heading, _)| heading).collect()
}

fn has_letters(folded: &str) -> bool {
    super::parts::parts(folded).next().is_some()
}

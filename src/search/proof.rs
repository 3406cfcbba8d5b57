//! Proves an index: every title and heading is found by its own words.
//!
//! What a reader types is seldom better than the heading of what is looked for. If even
//! that does not lead there, the index or the heading has a fault, and the author is told.

use rayon::prelude::*;

use super::{Engine, Index, Page, fold::fold};
use crate::{
    diag::{Code, Diagnostic},
    doc::Origin,
    outline::Outline,
    span::Span,
};

/// How many results a reader is shown.
const SHOWN: usize = 10;

/// Among how many of them a heading must be.
const FIRST: usize = 3;

/// How many headings of a book are tried: all of most books, of large ones some from all
/// over, since each costs a search.
const MAX_TRIED: usize = 1000;

/// A section that is not found by its heading: the page's and the section's place in the
/// list of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfindable {
    /// The page.
    pub page: usize,
    /// The section; 0 is what stands under the title.
    pub section: usize,
}

impl Unfindable {
    /// Says so, at the heading. `outline` has the anchors of the page, `origin` leads back
    /// to what its chapter was read from.
    #[must_use]
    pub fn told(&self, pages: &[Page], outline: &Outline, origin: &Origin) -> Diagnostic {
        let page = &pages[self.page];
        let section = &page.sections[self.section];
        let (heading, span) = match &section.anchor {
            Some(anchor) => {
                let mut headings = outline.headings.iter();
                (&section.heading, headings.find(|it| it.anchor == *anchor).map_or_else(Span::default, |it| it.span))
            }
            None => (&page.title, Span::default()),
        };
        let (file, span) = origin.locate(span);
        let message = format!("a search for `{heading}` does not find the section of this heading");
        let help = "say in the heading what sets the section apart, or leave the page out with `search: false`";
        Diagnostic::new(Code::UnfindableHeading, file, span, message).help(help)
    }
}

/// Looks for every heading of the pages in their index.
#[must_use]
pub fn unfindable(index: &Index, pages: &[Page]) -> Vec<Unfindable> {
    let engine = Engine::new(index);
    let headings = pages.iter().enumerate().flat_map(|(page, it)| {
        let sections = it.sections.iter().enumerate();
        sections.map(move |(section, own)| {
            let heading = if own.anchor.is_none() { &it.title } else { &own.heading };
            (Unfindable { page, section }, heading)
        })
    });
    let headings: Vec<_> = headings.zip(0_u32..).collect();
    let step = headings.len().div_ceil(MAX_TRIED).max(1);
    let tried: Vec<_> = headings.into_iter().step_by(step).collect();
    let is_missed = |((_, heading), number): &((Unfindable, &String), u32)| {
        let found = engine.search_plain(heading, SHOWN);
        let own = fold(heading, index.han);
        // Of headings that say the same any will do: `Summary` leads to some summary.
        let is_it = |hit: &super::Hit| {
            let theirs = if hit.heading.is_empty() { &hit.title } else { &hit.heading };
            hit.section == *number || fold(theirs, index.han) == own
        };
        !found.hits.iter().take(FIRST).any(is_it) && has_letters(&own)
    };
    tried.par_iter().filter(|tried| is_missed(tried)).map(|((place, _), _)| *place).collect()
}

fn has_letters(folded: &str) -> bool {
    super::parts::parts(folded).next().is_some()
}

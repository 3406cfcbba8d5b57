//! The heading tree of one chapter.
//!
//! Floor 1. Knows nothing of the book around the chapter.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{doc::HintKind, path::Anchor, span::Span};

/// The headings of a chapter, in the order of the text, its title left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Each heading that is not inside a quotation, list or aside.
    pub headings: Vec<OutlineHeading>,
    /// Those that are, which nothing lists.
    pub inner: Vec<InnerHeading>,
}

/// A heading inside of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InnerHeading {
    /// The heading.
    pub heading: OutlineHeading,
    /// How many of [`Outline::headings`] stand before it.
    pub n_before: usize,
}

/// A heading as others may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineHeading {
    /// Its level on the page, 2 to 6: the title is the page's only level 1.
    pub level: u8,
    /// Its text without marks.
    pub text: Arc<str>,
    /// Its `id` on the page.
    pub anchor: Anchor,
    /// Whether the author gave the `id`.
    pub is_explicit: bool,
    /// Where it stands.
    pub span: Span,
    /// What the author says of which heading of the other language answers it.
    pub hint: Option<HintKind>,
}

/// A heading with the headings below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineNode<'a> {
    /// The heading.
    #[serde(skip)]
    pub heading: &'a OutlineHeading,
    /// The deeper headings up to the next of its level.
    pub children: Vec<OutlineNode<'a>>,
}

impl Outline {
    /// The tree of the headings whose level is at most `deepest`.
    ///
    /// A heading hangs below the nearest one before it of a lower level, so that a
    /// skipped level leaves no gap.
    #[must_use]
    pub fn tree(&self, deepest: u8) -> Vec<OutlineNode<'_>> {
        let mut rest = self.headings.iter().filter(|heading| heading.level <= deepest).peekable();
        let mut roots = Vec::new();
        while let Some(heading) = rest.next() {
            roots.push(below(heading, &mut rest));
        }
        roots
    }
}

/// The node of `heading` with every deeper heading that follows it.
fn below<'a>(
    heading: &'a OutlineHeading,
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'a OutlineHeading>>,
) -> OutlineNode<'a> {
    let mut children = Vec::new();
    while let Some(next) = rest.next_if(|next| next.level > heading.level) {
        children.push(below(next, rest));
    }
    OutlineNode { heading, children }
}

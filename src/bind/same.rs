//! Whether two states of a chapter are the same to a book.

use crate::{
    chapter::Card,
    doc::Link,
    outline::{InnerHeading, OutlineHeading},
};

/// Whether a book that is bound with one state of a chapter, its card and links, is, but for the chapter's own
/// card, the book that is bound with the other, as long as nothing is told of the chapter.
///
/// Where things stand in the text does not count, nor how long it is, nor how it begins:
/// that is shown from the card, and decides nothing.
#[must_use]
pub fn is_same((a, links): (&Card, &[Link]), (b, other_links): (&Card, &[Link])) -> bool {
    let is_same_link = |(a, b): (&Link, &Link)| (&a.target, a.role) == (&b.target, b.role);
    let is_same_heading = |(a, b): (&OutlineHeading, &OutlineHeading)| {
        (a.level, &a.text, &a.anchor, a.is_explicit) == (b.level, &b.text, &b.anchor, b.is_explicit)
    };
    let is_same_inner =
        |(a, b): (&InnerHeading, &InnerHeading)| a.n_before == b.n_before && is_same_heading((&a.heading, &b.heading));
    (&a.path, &a.locale, &a.tree_path, &a.title) == (&b.path, &b.locale, &b.tree_path, &b.title)
        && a.front == b.front
        && a.title_anchor == b.title_anchor
        && a.ids == b.ids
        && a.outline.headings.len() == b.outline.headings.len()
        && a.outline.headings.iter().zip(&b.outline.headings).all(is_same_heading)
        && a.outline.inner.len() == b.outline.inner.len()
        && a.outline.inner.iter().zip(&b.outline.inner).all(is_same_inner)
        && links.len() == other_links.len()
        && links.iter().zip(other_links).all(is_same_link)
}

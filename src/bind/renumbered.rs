//! Tells of chapters that only a number keeps from being one another's translations.
//!
//! Numbers order files and are in no address, so whoever renumbers the files of one locale
//! sees pages where they were, and every language switch between them gone.

use std::collections::BTreeMap;

use super::{
    Bound,
    spine::{Node, NodeIdx},
};
use crate::{
    diag::{Code, Diagnostic},
    path::number_prefix,
    span::Span,
};

/// Tells of each, at the file that is not led by the book's original. O(n log n) for n nodes.
pub(super) fn told(chapters: &[Bound<'_>], nodes: &[Node<'_>]) -> Vec<Diagnostic> {
    let mut alike: BTreeMap<(Option<NodeIdx>, &str), Vec<&Node<'_>>> = BTreeMap::new();
    for node in nodes {
        let name = number_prefix(node.name).map_or(node.name, |(_, rest)| rest);
        alike.entry((node.parent, name)).or_default().push(node);
    }
    let told = alike.values().filter_map(|alike| {
        // The nodes of the locale that leads come first.
        let (first, others) = alike.split_first()?;
        Some(others.iter().filter_map(|other| renumbered(chapters, first, other)))
    });
    told.flatten().collect()
}

/// Tells of `other`, if no locale has both.
fn renumbered(chapters: &[Bound<'_>], first: &Node<'_>, other: &Node<'_>) -> Option<Diagnostic> {
    if first.versions.iter().zip(&other.versions).any(|(first, other)| first.is_some() && other.is_some()) {
        return None;
    }
    let path = |node: &Node<'_>| Some(chapters[node.lead?.0].card.path.clone());
    let (first, other) = (path(first)?, path(other)?);
    let message = format!("`{other}` has the name of `{first}` and another number, so it is no translation of it");
    let told = Diagnostic::new(Code::RenumberedChapter, &other.in_project(), Span::default(), message);
    Some(told.help("give both the same number, or bind them by a `key`"))
}

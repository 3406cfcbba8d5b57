//! Gives every page its number and its neighbours.
//!
//! Reading order runs over all parts, the home page first. A reader who goes from page to
//! page meets the home page and what is in the table of contents; `toc: false` takes a
//! chapter, or a part with all in it, out of both.

use std::collections::BTreeMap;

use super::{
    ChapterIdx,
    address::Addresses,
    manuscript::Manuscript,
    order::Order,
    spine::{HOME, NodeIdx},
};
use crate::{
    book::{EntryIdx, LocaleIdx},
    path::Permalink,
};

/// Where each page stands.
#[derive(Debug)]
pub(super) struct Seats {
    /// The pages: locale by locale, each locale's in reading order.
    pub list: Vec<Seat>,
    /// The page of each chapter; `None` for one that is held back.
    pub of_chapter: Vec<Option<EntryIdx>>,
    /// The pages of each node, by locale.
    pub of_node: Vec<Vec<Option<EntryIdx>>>,
    /// Whether each node is out of the table of contents, by locale.
    pub hidden: Vec<Vec<bool>>,
}

/// A page and its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    /// Its chapter.
    pub chapter: ChapterIdx,
    /// Its place in the tree.
    pub node: NodeIdx,
    /// Its locale.
    pub locale: LocaleIdx,
    /// The nearest part above it that has a page in its locale, else the home page.
    pub parent: Option<EntryIdx>,
    /// The page before it.
    pub prev: Option<EntryIdx>,
    /// The page after it.
    pub next: Option<EntryIdx>,
}

impl Seats {
    /// Seats the chapters that become pages.
    pub(super) fn of(manuscript: &Manuscript<'_>, order: &Order) -> Self {
        let n_locales = manuscript.settings.locales.len();
        let nodes = reading_order(order);
        let mut seats = Self {
            list: Vec::with_capacity(manuscript.chapters.len()),
            of_chapter: vec![None; manuscript.chapters.len()],
            of_node: vec![vec![None; n_locales]; order.children.len()],
            hidden: hidden(manuscript),
        };
        for locale in (0..n_locales).map(LocaleIdx) {
            seats.seat(manuscript, &nodes, locale);
        }
        seats
    }

    /// The pages of a locale, in reading order.
    pub(super) fn reading(&self, locale: LocaleIdx) -> impl Iterator<Item = EntryIdx> + '_ {
        let start = self.list.partition_point(|seat| seat.locale < locale);
        let end = self.list.partition_point(|seat| seat.locale <= locale);
        (start..end).map(EntryIdx)
    }

    /// The pages by their addresses. O(pages).
    pub(super) fn by_address<'a>(&self, addresses: &'a Addresses<'_>) -> BTreeMap<&'a Permalink, EntryIdx> {
        let pages = self.list.iter().enumerate();
        pages.map(|(idx, seat)| (&addresses.of_chapter[seat.chapter.0], EntryIdx(idx))).collect()
    }

    /// Seats one locale's chapters.
    fn seat(&mut self, manuscript: &Manuscript<'_>, nodes: &[NodeIdx], locale: LocaleIdx) {
        // The page of each node or else of the nearest node above it.
        let mut nearest: Vec<Option<EntryIdx>> = vec![None; self.of_node.len()];
        let mut before: Option<EntryIdx> = None;
        for node in nodes {
            let parent = manuscript.spine.node(*node).parent.and_then(|parent| nearest[parent.0]);
            let version = manuscript.spine.node(*node).versions[locale.0];
            let Some(chapter) = version.filter(|chapter| manuscript.absences[chapter.0].is_none()) else {
                nearest[node.0] = parent;
                continue;
            };
            let this = EntryIdx(self.list.len());
            nearest[node.0] = Some(this);
            self.of_chapter[chapter.0] = Some(this);
            self.of_node[node.0][locale.0] = Some(this);
            let is_passed = *node == HOME || !self.hidden[node.0][locale.0];
            let prev = before.filter(|_| is_passed);
            self.list.push(Seat { chapter, node: *node, locale, parent, prev, next: None });
            if is_passed {
                if let Some(before) = before {
                    self.list[before.0].next = Some(this);
                }
                before = Some(this);
            }
        }
    }
}

/// The nodes from the first page to the last, parts before what lies in them.
fn reading_order(order: &Order) -> Vec<NodeIdx> {
    let mut nodes = Vec::with_capacity(order.children.len());
    let mut ahead = vec![HOME];
    while let Some(node) = ahead.pop() {
        nodes.push(node);
        ahead.extend(order.children[node.0].iter().rev());
    }
    nodes
}

/// Whether each node, or a part above it, is out of the table of contents.
fn hidden(manuscript: &Manuscript<'_>) -> Vec<Vec<bool>> {
    let n_locales = manuscript.settings.locales.len();
    let mut hidden: Vec<Vec<bool>> = Vec::with_capacity(manuscript.spine.nodes.len());
    for (idx, node) in manuscript.spine.nodes.iter().enumerate() {
        let in_locale = |locale: usize| {
            let says_so = || {
                let front = manuscript.node_front(NodeIdx(idx), LocaleIdx(locale));
                idx != HOME.0 && front.is_some_and(|front| front.toc == Some(false))
            };
            node.parent.is_some_and(|parent| hidden[parent.0][locale]) || says_so()
        };
        hidden.push((0..n_locales).map(in_locale).collect());
    }
    hidden
}

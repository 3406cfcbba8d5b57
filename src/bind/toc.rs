//! The table of contents of one locale.
//!
//! A chapter that the locale lacks is listed where it belongs, with the page of its original
//! or, of one that only translations have, of the first that has it.

use std::sync::Arc;

use super::{
    manuscript::Manuscript,
    order::Order,
    seats::Seats,
    spine::{HOME, NodeIdx, leading_order},
};
use crate::book::{EntryIdx, LocaleIdx, TocItem};

/// Lists what stands below the home page.
pub(super) fn toc(manuscript: &Manuscript<'_>, order: &Order, seats: &Seats, locale: LocaleIdx) -> Vec<TocItem> {
    let leading = leading_order(manuscript.settings);
    Lister { manuscript, order, seats, locale, leading }.below(HOME)
}

struct Lister<'m> {
    manuscript: &'m Manuscript<'m>,
    order: &'m Order,
    seats: &'m Seats,
    locale: LocaleIdx,
    /// All locales, in the order in which their versions lead.
    leading: Vec<LocaleIdx>,
}

impl Lister<'_> {
    fn below(&self, node: NodeIdx) -> Vec<TocItem> {
        self.order.children[node.0].iter().filter_map(|node| self.item(*node)).collect()
    }

    /// The line of a node; none when it leads nowhere and holds nothing.
    fn item(&self, node: NodeIdx) -> Option<TocItem> {
        if self.seats.hidden[node.0][self.locale.0] {
            return None;
        }
        let entry = self.entry(node);
        let children = self.below(node);
        if entry.is_none() && children.is_empty() {
            return None;
        }
        let title = match entry {
            Some(entry) => Arc::clone(&self.manuscript.chapter(self.seats.list[entry.0].chapter).card.title),
            None => self.manuscript.node_title(node).as_ref().into(),
        };
        Some(TocItem { entry, title, number: Arc::clone(&self.order.numbers[node.0]), children })
    }

    fn entry(&self, node: NodeIdx) -> Option<EntryIdx> {
        let versions = &self.seats.of_node[node.0];
        let original = self.manuscript.spine.node(node).original;
        let leading = || [original].iter().chain(&self.leading).find_map(|locale| versions[locale.0]);
        versions[self.locale.0].or_else(leading)
    }
}

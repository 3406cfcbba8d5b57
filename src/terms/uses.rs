//! Where a chapter speaks of each term for the first time.

use crate::{
    doc::{Block, BlockKind, Doc, Inline},
    glossary::TermUse,
    path::Anchor,
};

use super::{Section, Terms, run_length, run_text};

/// The first use of each term in a chapter, in the order of the text.
///
/// Looks where a page marks terms: in running text, not in headings, links, code, notes or
/// the heads of tables and lists. `anchors` are the `id`s of the headings in the order of
/// the text, those in quotations and asides included.
#[must_use]
pub fn uses(terms: &Terms, doc: &Doc, anchors: &[Anchor]) -> Vec<TermUse> {
    if terms.is_empty() {
        return Vec::new();
    }
    let mut walk = Walk { terms, anchors: anchors.iter(), at: None, met: Section::default(), uses: Vec::new() };
    walk.blocks(&doc.blocks);
    walk.uses
}

struct Walk<'a> {
    terms: &'a Terms,
    anchors: std::slice::Iter<'a, Anchor>,
    /// The last heading, or the turn of a conversation.
    at: Option<&'a Anchor>,
    met: Section,
    uses: Vec<TermUse>,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, block: &'a BlockKind) {
        match block {
            BlockKind::Heading(_) => self.at = self.anchors.next(),
            BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.inlines(text),
            BlockKind::Turn(turn) => {
                let section = self.at.replace(&turn.id);
                self.blocks(&turn.blocks);
                self.at = section;
            }
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Aside(aside) => self.blocks(&aside.blocks),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                let descriptions = definitions.iter().flat_map(|definition| &definition.descriptions);
                descriptions.for_each(|blocks| self.blocks(blocks));
            }
            BlockKind::Table(table) => table.rows.iter().flatten().for_each(|cell| self.inlines(cell)),
            BlockKind::Html(html) => self.met.pass(html),
            BlockKind::Shortcode(call) => self.blocks(call.body.as_deref().unwrap_or_default()),
            _ => {}
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            let length = run_length(rest);
            let (run, others) = rest.split_at(length.max(1));
            rest = others;
            match first {
                _ if length > 0 => {
                    let found = self.met.meet(self.terms, &run_text(run));
                    let section = self.at;
                    let uses = found.into_iter().map(|found| TermUse { term: found.term, section: section.cloned() });
                    self.uses.extend(uses);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.inlines(inner),
                Inline::Html(html) => self.met.pass(html),
                _ => {}
            }
        }
    }
}

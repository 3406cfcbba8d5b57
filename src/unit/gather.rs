//! Walks a chapter's tree and gathers its units.

use std::sync::Arc;

use super::{Place, Unit, UnitKind, draft::Draft};
use crate::{
    doc::{Block, BlockKind, Definition, Doc},
    span::Span,
};

/// The units of a chapter.
pub(super) fn units(doc: &Doc) -> Vec<Unit> {
    let mut gatherer = Gatherer { doc, units: Vec::new(), way: Vec::new(), n_quotes: 0, speaker: None };
    gatherer.blocks(&doc.blocks);
    for (idx, footnote) in doc.footnotes.iter().enumerate() {
        let mut draft = Draft::new(doc);
        draft.blocks(&footnote.blocks);
        gatherer.push(UnitKind::Footnote, Place::Footnote(number(idx)), footnote.span, draft);
    }
    gatherer.units
}

struct Gatherer<'a> {
    doc: &'a Doc,
    units: Vec<Unit>,
    /// The way to the blocks at hand.
    way: Vec<u32>,
    /// How many quotations and boxes are open.
    n_quotes: usize,
    /// Who speaks.
    speaker: Option<Arc<str>>,
}

impl Gatherer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (idx, block) in blocks.iter().enumerate() {
            self.way.push(number(idx));
            self.block(block);
            self.way.pop();
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Quote(blocks) => self.quoted(blocks),
            BlockKind::Turn(turn) => {
                self.speaker = turn.speaker.as_ref().map(|speaker| Arc::clone(&speaker.id));
                self.blocks(&turn.blocks);
                self.speaker = None;
            }
            BlockKind::Aside(aside) => {
                // A box between what somebody says is not said.
                let speaker = self.speaker.take();
                let until = aside.blocks.first().map_or(block.span.end, |first| first.span.start);
                let mut draft = Draft::new(self.doc);
                draft.inlines(&aside.title);
                let place = Place::BoxTitle(self.way.as_slice().into());
                self.n_quotes += 1;
                self.push(UnitKind::BoxTitle, place, Span { start: block.span.start, end: until }, draft);
                self.n_quotes -= 1;
                self.quoted(&aside.blocks);
                self.speaker = speaker;
            }
            BlockKind::List(list) => {
                for (idx, item) in list.items.iter().enumerate() {
                    let mut draft = Draft::new(self.doc);
                    draft.blocks(&item.blocks);
                    draft.options.extend(item.task.map(|is_done| if is_done { "done" } else { "open" }.into()));
                    self.push_child(UnitKind::Item, idx, item.span, draft);
                }
            }
            BlockKind::Definitions(definitions) => self.definitions(definitions, block.span),
            _ => self.leaf(block),
        }
    }

    fn quoted(&mut self, blocks: &[Block]) {
        self.n_quotes += 1;
        self.blocks(blocks);
        self.n_quotes -= 1;
    }

    /// A definition has no span of its own: it reaches from the end of the one before it
    /// to the end of its last description.
    fn definitions(&mut self, definitions: &[Definition], span: Span) {
        let mut start = span.start;
        for (idx, definition) in definitions.iter().enumerate() {
            let mut draft = Draft::new(self.doc);
            draft.definition(definition);
            let end = definition.descriptions.iter().flatten().map(|block| block.span.end).max().unwrap_or(start);
            let end = if idx + 1 == definitions.len() { span.end } else { end.clamp(start, span.end) };
            self.push_child(UnitKind::Definition, idx, Span { start, end }, draft);
            start = end;
        }
    }

    fn leaf(&mut self, block: &Block) {
        let mut draft = Draft::new(self.doc);
        draft.block(block);
        let kind = match &block.kind {
            BlockKind::Heading(heading) => UnitKind::Heading(heading.level),
            BlockKind::Table(_) => UnitKind::Table,
            BlockKind::Code(_) => UnitKind::Code,
            BlockKind::Math(_) => UnitKind::Math,
            BlockKind::Figure(_) => UnitKind::Figure,
            BlockKind::Html(_) => UnitKind::Html,
            BlockKind::Shortcode(_) => UnitKind::Shortcode,
            _ if draft.is_pictures() => UnitKind::Figure,
            _ => UnitKind::Paragraph,
        };
        let place = Place::Body(self.way.as_slice().into());
        let n_units = self.units.len();
        self.push(kind, place, block.span, draft);
        if let (BlockKind::Heading(heading), Some(unit)) = (&block.kind, self.units.get_mut(n_units)) {
            unit.id.clone_from(&heading.id);
        }
    }

    fn push_child(&mut self, kind: UnitKind, idx: usize, span: Span, draft: Draft<'_>) {
        self.way.push(number(idx));
        let place = Place::Body(self.way.as_slice().into());
        self.way.pop();
        self.push(kind, place, span, draft);
    }

    /// Adds a unit, unless there is nothing to read in it.
    fn push(&mut self, kind: UnitKind, place: Place, span: Span, draft: Draft<'_>) {
        let is_made = matches!(kind, UnitKind::Shortcode | UnitKind::Figure | UnitKind::Code);
        if !is_made && draft.images.is_empty() && draft.text.trim().is_empty() {
            return;
        }
        let Draft { text, codes, links, images, options, .. } = draft;
        let is_quoted = self.n_quotes > 0;
        let text = text.trim_end().into();
        let speaker = self.speaker.clone();
        self.units.push(Unit { kind, is_quoted, speaker, place, span, id: None, text, codes, links, images, options });
    }
}

/// A place in a list, as the number that a way keeps.
fn number(idx: usize) -> u32 {
    u32::try_from(idx).expect("a source is smaller than 4 GiB, so it has fewer blocks")
}

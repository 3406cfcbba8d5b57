//! Numbers footnotes in the order of their first mark.
//!
//! Floor 2.

use std::collections::BTreeMap;

use super::told::Told;
use crate::{
    diag::{Code, nearest},
    doc::{Block, BlockKind, Footnote, Inline, NoteKind},
    span::Span,
};

/// The footnotes and marks of a chapter while it is read.
#[derive(Default)]
pub(super) struct Notes {
    /// The number of each label, in the order found; labels differ without regard to case.
    labels: BTreeMap<String, u32>,
    /// The footnote of each label, by its number.
    by_label: Vec<Option<Footnote>>,
    /// Marks without a footnote: label and place.
    unknown: Vec<(String, Span)>,
}

impl Notes {
    /// A mark, with a number of its label in place of the footnote's.
    pub(super) fn mark(&mut self, label: &str) -> Inline {
        Inline::FootnoteMark(self.label(label), 0)
    }

    /// A mark that the parser took for text, since no footnote has its label.
    pub(super) fn unknown_mark(&mut self, label: &str, span: Span) {
        self.unknown.push((label.to_owned(), span));
    }

    /// Keeps a footnote. Of several with one label the first counts.
    pub(super) fn note(&mut self, label: &str, blocks: Vec<Block>, span: Span, told: &mut Told<'_>) {
        let number = self.label(label) as usize;
        match &mut self.by_label[number] {
            Some(_) => {
                let message = format!("an earlier footnote is called `{label}` too, so this one is left out");
                told.tell(Code::UnusedFootnote, label_span(label, span), message, None);
            }
            none => *none = Some(Footnote { label: label.into(), kind: NoteKind::Plain, n_marks: 0, blocks, span }),
        }
    }

    fn label(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.by_label.len()).unwrap_or(u32::MAX);
        let number = *self.labels.entry(label.to_lowercase()).or_insert(next);
        if number == next {
            self.by_label.push(None);
        }
        number
    }

    /// Gives each mark in `blocks` its footnote's place among those returned, which are in
    /// the order of their first mark. Marks within footnotes come after those of the text.
    /// Tells of marks without a footnote and of footnotes without a mark.
    pub(super) fn resolve(mut self, blocks: &mut [Block], told: &mut Told<'_>) -> Vec<Footnote> {
        for (label, span) in &self.unknown {
            let help = nearest(label, self.labels.keys().map(String::as_str))
                .map(|near| format!("the closest is `[^{near}]`"));
            told.tell(Code::UnknownFootnote, *span, format!("there is no footnote `{label}`"), help);
        }
        if self.by_label.is_empty() {
            return Vec::new();
        }
        let mut order = Order { places: vec![None; self.by_label.len()], footnotes: Vec::new() };
        order.blocks(blocks, &mut self.by_label);
        let mut next = 0;
        while next < order.footnotes.len() {
            // Its blocks are taken out while the marks in them are counted.
            let mut blocks = std::mem::take(&mut order.footnotes[next].blocks);
            order.blocks(&mut blocks, &mut self.by_label);
            order.footnotes[next].blocks = blocks;
            next += 1;
        }
        for note in self.by_label.into_iter().flatten() {
            let message = format!("nothing points to footnote `{}`, so it is left out", note.label);
            told.tell(Code::UnusedFootnote, label_span(&note.label, note.span), message, None);
        }
        order.footnotes
    }
}

/// Where the `[^label]` stands that a footnote begins with.
fn label_span(label: &str, footnote: Span) -> Span {
    let start = footnote.start as usize;
    Span::new(start..(start + label.len() + "[^]".len()).min(footnote.end as usize))
}

/// The order of the first marks.
struct Order {
    /// For each label's number, the place of its footnote.
    places: Vec<Option<u32>>,
    footnotes: Vec<Footnote>,
}

impl Order {
    /// Gives the marks of `blocks` their places. Goes as deep as the text is nested, which
    /// is bounded.
    fn blocks(&mut self, blocks: &mut [Block], notes: &mut [Option<Footnote>]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Heading(heading) => self.inlines(&mut heading.text, notes),
                BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.inlines(text, notes),
                BlockKind::Quote(inner) => self.blocks(inner, notes),
                BlockKind::Turn(turn) => self.blocks(&mut turn.blocks, notes),
                BlockKind::Aside(aside) => {
                    self.inlines(&mut aside.title, notes);
                    self.blocks(&mut aside.blocks, notes);
                }
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks, notes)),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.inlines(&mut definition.term, notes);
                        definition.descriptions.iter_mut().for_each(|blocks| self.blocks(blocks, notes));
                    }
                }
                BlockKind::Table(table) => {
                    let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.inlines(cell, notes));
                }
                BlockKind::Shortcode(call) => self.blocks(call.body.as_deref_mut().unwrap_or_default(), notes),
                BlockKind::Figure(_)
                | BlockKind::Code(_)
                | BlockKind::Math(_)
                | BlockKind::Rule
                | BlockKind::Html(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>, notes: &mut [Option<Footnote>]) {
        inlines.retain_mut(|inline| match inline {
            Inline::FootnoteMark(number, nth) => match self.place(*number as usize, notes) {
                Some(place) => {
                    let footnote = &mut self.footnotes[place as usize];
                    (*number, *nth) = (place, footnote.n_marks);
                    footnote.n_marks += 1;
                    true
                }
                None => false,
            },
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                self.inlines(inner, notes);
                true
            }
            Inline::Anchor(anchor) => {
                self.inlines(&mut anchor.text, notes);
                true
            }
            _ => true,
        });
    }

    /// The place of the footnote with this number; `None` when there is none.
    fn place(&mut self, number: usize, notes: &mut [Option<Footnote>]) -> Option<u32> {
        if let Some(note) = notes.get_mut(number).and_then(Option::take) {
            self.places[number] = u32::try_from(self.footnotes.len()).ok();
            self.footnotes.push(note);
        }
        self.places.get(number).copied().flatten()
    }
}

//! Reads the code blocks of a chapter for their faults, and tells each at its place: charts
//! that cannot be drawn, languages that cannot be coloured.
//!
//! A fence in a quotation or a list has its lines indented, so a place in its text is
//! found in the chapter line by line.

use std::ops::Range;

use crate::{
    chart::{Chart, LANGUAGE},
    diag::{Diagnostic, Place},
    doc::{Block, BlockKind, CodeBlock, Doc, Origin},
    highlight,
    path::ProjectPath,
    span::Span,
};

/// Tells what is wrong with the code blocks in `doc`, which was read from `text`.
pub(super) fn tell(doc: &Doc, text: &str, origin: &Origin, told: &mut Vec<Diagnostic>) {
    let mut reader = Listings { text, origin, told };
    reader.blocks(&doc.blocks);
    for note in &doc.footnotes {
        reader.blocks(&note.blocks);
    }
}

struct Listings<'a> {
    text: &'a str,
    origin: &'a Origin,
    told: &'a mut Vec<Diagnostic>,
}

impl Listings<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Code(code) if &*code.info.language == LANGUAGE => self.chart(code, block.span),
                BlockKind::Code(code) => self.language(&code.info.language, block.span),
                BlockKind::Quote(blocks) => self.blocks(blocks),
                BlockKind::Aside(aside) => self.blocks(&aside.blocks),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                BlockKind::Definitions(definitions) => {
                    definitions.iter().flat_map(|it| &it.descriptions).for_each(|blocks| self.blocks(blocks));
                }
                BlockKind::Shortcode(call) => self.blocks(call.body.as_deref().unwrap_or_default()),
                _ => {}
            }
        }
    }

    fn chart(&mut self, code: &CodeBlock, span: Span) {
        let (file, _) = self.origin.locate(span);
        let faults = Chart::read(file, &code.text).told;
        if faults.is_empty() {
            return;
        }
        let lines = lines(self.text, span, &code.text);
        for fault in faults {
            let place = fault.place.map(|place| self.place(&lines, place.span));
            let related = fault.related.into_iter().map(|(place, what)| (self.place(&lines, place.span), what));
            self.told.push(Diagnostic { place, related: related.collect(), ..fault });
        }
    }

    /// Tells of a language without a grammar, at its name behind the fence.
    fn language(&mut self, language: &str, span: Span) {
        let Some((code, message)) = highlight::complaint(language) else { return };
        let Range { start, end } = span.range();
        let fence = span.of(self.text).lines().next().unwrap_or_default();
        // With escapes in it, the name is not in the line as it is.
        let name = match fence.find(language) {
            Some(found) => Span::new(start + found..start + found + language.len()),
            None => Span::new(start..(start + fence.len()).min(end)),
        };
        let (file, name) = self.origin.locate(name);
        let help = "`text` says that there is nothing to colour";
        self.told.push(Diagnostic::new(code, file, name, message).help(help));
    }

    /// Where a span of a fence's text stands in its file.
    fn place(&self, lines: &[(usize, usize)], span: Span) -> Place {
        let Range { start, end } = span.range();
        let (file, span): (&ProjectPath, Span) = self.origin.locate(Span::new(moved(lines, start)..moved(lines, end)));
        Place { file: file.clone(), span }
    }
}

/// Where each line of a fence's text begins: in that text, and in the chapter's.
fn lines(text: &str, span: Span, code: &str) -> Vec<(usize, usize)> {
    let fence = span.of(text);
    let mut source_start = span.range().start;
    let mut sources = fence.split_inclusive('\n').map(|line| {
        let start = source_start;
        source_start += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    });
    sources.next();
    let mut code_start = 0;
    let mut lines = Vec::new();
    for (line, (start, source)) in code.split_inclusive('\n').zip(sources) {
        // What the source has more than the code is the indentation before it.
        let indent = source.len().saturating_sub(line.trim_end_matches(['\n', '\r']).len());
        lines.push((code_start, start + indent));
        code_start += line.len();
    }
    if lines.is_empty() {
        lines.push((0, span.range().start));
    }
    lines
}

/// An offset of a fence's text as one of the chapter's.
fn moved(lines: &[(usize, usize)], offset: usize) -> usize {
    let idx = lines.partition_point(|(code, _)| *code <= offset).saturating_sub(1);
    let (code, source) = lines[idx];
    source + offset.saturating_sub(code)
}

//! Makes blocks of the parser's events.
//!
//! Floor 2.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::{
    cjk::Passage,
    code_info, hint, lines,
    mask::{FILLER, MaskKind},
    raw_html::{self, Finds, Stand},
    tree::{Builder, Frame, FrameKind},
};
use crate::{
    diag::Code,
    doc::{
        Align, Aside, AsideKind, BlockKind, CodeBlock, CodeInfo, Definition, Heading, Hint, Html, HtmlPiece, Inline,
        Item, List, Shortcode, Table,
    },
    path::Anchor,
    span::Span,
};

impl Builder<'_, '_> {
    /// The start of something.
    pub(super) fn start(&mut self, tag: Tag<'_>, place: Range<usize>, passage: &Passage<'_>) {
        let span = Span::new(place.clone());
        match tag {
            Tag::Paragraph if matches!(self.innermost().kind, FrameKind::Title) => {}
            Tag::Paragraph => self.open_leaf(FrameKind::Paragraph, span),
            Tag::Heading { level, id, classes, .. } => {
                // A shortcode in an id is none, and names nothing.
                let id = id.filter(|id| !id.contains(FILLER)).and_then(|id| Anchor::explicit(&passage.clean(id)));
                let classes = classes.into_iter().map(|class| passage.clean(class).into_string().into()).collect();
                let heading = Heading { level: level_number(level), id, classes, text: Vec::new() };
                self.open_leaf(FrameKind::Heading(heading), span);
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Indented => CodeInfo::default(),
                    CodeBlockKind::Fenced(info) => self.code_info(&passage.clean(info), &place),
                };
                self.open_leaf(FrameKind::Code(info, String::new()), span);
            }
            Tag::HtmlBlock => self.open_leaf(FrameKind::Html(String::new(), Vec::new()), span),
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(align).collect();
                self.open_leaf(FrameKind::Table(Table { columns, head: Vec::new(), rows: Vec::new() }), span);
            }
            Tag::TableHead | Tag::TableRow => self.open(FrameKind::Row(Vec::new()), span),
            Tag::TableCell => self.open(FrameKind::Cell, span),
            Tag::BlockQuote(None) => self.open_container(FrameKind::Quote, span),
            Tag::BlockQuote(Some(kind)) => self.open_container(FrameKind::Alert(alert(kind)), span),
            Tag::List(start) => self.open_container(FrameKind::List(start, Vec::new()), span),
            Tag::Item => self.open_container(FrameKind::Item(None), span),
            Tag::FootnoteDefinition(label) => {
                let label = passage.clean(label).into_string().into();
                self.open_container(FrameKind::Note(label), span);
            }
            Tag::DefinitionList => self.open_container(FrameKind::Definitions(Vec::new()), span),
            Tag::DefinitionListTitle => self.open_container(FrameKind::Term, span),
            Tag::DefinitionListDefinition => self.open_container(FrameKind::Description, span),
            tag => self.start_inline(tag, place, passage),
        }
    }

    /// The end of something.
    pub(super) fn end(&mut self, tag: TagEnd, place: &Range<usize>) {
        match tag {
            TagEnd::Paragraph if matches!(self.innermost().kind, FrameKind::Title) => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.close(),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.end_container(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                self.end_inline();
            }
            TagEnd::Link | TagEnd::Image => {
                self.find_address(place);
                self.end_inline();
            }
            TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins a block that holds no blocks.
    fn open_leaf(&mut self, kind: FrameKind, span: Span) {
        self.end_plain();
        self.open(kind, span);
    }

    /// Gives what a frame read to the frame around it, which is innermost now.
    pub(super) fn place(&mut self, mut frame: Frame) {
        if frame.has_breaks && !is_within_line(&frame.kind) {
            lines::join(&mut frame.inlines);
        }
        let Frame { kind, span, blocks, inlines, .. } = frame;
        match kind {
            FrameKind::Chapter | FrameKind::Title => {}
            FrameKind::Quote => self.push_block(BlockKind::Quote(blocks), span),
            FrameKind::Alert(kind) => {
                self.push_block(BlockKind::Aside(Aside { kind, id: None, title: Vec::new(), blocks }), span);
            }
            FrameKind::Container(_, aside) => self.container(Aside { blocks, ..aside }, span),
            FrameKind::Call(_, call) => {
                self.push_block(BlockKind::Shortcode(Shortcode { body: Some(blocks), ..call }), span);
            }
            FrameKind::List(start, items) => self.push_block(BlockKind::List(List { start, items }), span),
            FrameKind::Item(task) => {
                if let FrameKind::List(_, items) = &mut self.innermost().kind {
                    items.push(Item { task, blocks, span });
                }
            }
            FrameKind::Note(label) => self.notes.note(&label, blocks, span, self.told),
            FrameKind::Definitions(definitions) => self.push_block(BlockKind::Definitions(definitions), span),
            FrameKind::Term => {
                if let FrameKind::Definitions(definitions) = &mut self.innermost().kind {
                    definitions.push(Definition { term: inlines, descriptions: Vec::new() });
                }
            }
            FrameKind::Description => {
                if let FrameKind::Definitions(definitions) = &mut self.innermost().kind
                    && let Some(definition) = definitions.last_mut()
                {
                    definition.descriptions.push(blocks);
                }
            }
            FrameKind::Table(table) => self.push_block(BlockKind::Table(table), span),
            FrameKind::Row(cells) => {
                if let FrameKind::Table(table) = &mut self.innermost().kind {
                    if table.head.is_empty() { table.head = cells } else { table.rows.push(cells) }
                }
            }
            FrameKind::Cell => {
                if let FrameKind::Row(cells) = &mut self.innermost().kind {
                    cells.push(inlines);
                }
            }
            FrameKind::Paragraph => self.paragraph(inlines, span, true, frame.has_display_math),
            FrameKind::Plain => self.paragraph(inlines, span, false, frame.has_display_math),
            FrameKind::Heading(heading) => {
                self.push_block(BlockKind::Heading(Heading { text: inlines, ..heading }), span);
            }
            FrameKind::Code(info, text) => {
                self.push_block(BlockKind::Code(CodeBlock { info, text: with_end(text).into() }), span);
            }
            FrameKind::Html(html, parts) => self.html_block(&html, &parts, span),
            kind => self.place_inline(kind, inlines, span),
        }
    }

    /// A paragraph, or what stands alone in it.
    fn paragraph(&mut self, mut inlines: Vec<Inline>, span: Span, is_spaced: bool, has_display_math: bool) {
        let is_call = |inline: &Inline| matches!(inline, Inline::Shortcode(_));
        let is_blank = |inline: &Inline| match inline {
            Inline::Text(text) => text.trim().is_empty(),
            inline => matches!(inline, Inline::SoftBreak),
        };
        if inlines.iter().all(|inline| is_call(inline) || is_blank(inline)) {
            for inline in inlines {
                if let Inline::Shortcode(call) = inline {
                    let span = call.span;
                    self.push_block(BlockKind::Shortcode(call), span);
                }
            }
            return;
        }
        let kind = match inlines.pop() {
            Some(Inline::Image(image)) if inlines.is_empty() && is_spaced => BlockKind::Figure(image),
            Some(Inline::Math(math)) if inlines.is_empty() && has_display_math => BlockKind::Math(math),
            last => {
                inlines.extend(last);
                if is_spaced { BlockKind::Paragraph(inlines) } else { BlockKind::Plain(inlines) }
            }
        };
        self.push_block(kind, span);
    }

    /// The mark of a task, which stands in an item or its first paragraph.
    pub(super) fn task(&mut self, is_ticked: bool) {
        if self.is_flat() {
            return;
        }
        if let Some(FrameKind::Item(task)) = self
            .frames
            .iter_mut()
            .rev()
            .take(2)
            .map(|frame| &mut frame.kind)
            .find(|kind| matches!(kind, FrameKind::Item(_)))
        {
            *task = Some(is_ticked);
        }
    }

    /// The options of a code block; faults are told where they stand.
    fn code_info(&mut self, info: &str, place: &Range<usize>) -> CodeInfo {
        let text = self.text;
        let line = text[place.clone()].lines().next().unwrap_or_default();
        // A call that turned out to stand behind a fence is what the author wrote.
        let info = if info.contains(FILLER) { line.trim_start_matches(['`', '~', ' ']) } else { info };
        let (read, faults) = code_info::read(info);
        for fault in faults {
            // With escapes in it, the string is not in the line as it is.
            let span = match line.find(info) {
                Some(found) => {
                    let start = place.start + found;
                    Span::new(start + fault.range.start..start + fault.range.end)
                }
                None => Span::new(place.start..place.start + line.len()),
            };
            self.told.tell(Code::InvalidCodeInfo, span, fault.message, fault.help);
        }
        read
    }

    /// A line of HTML that stands among blocks.
    pub(super) fn html_line(&mut self, html: &str, place: Range<usize>) {
        let html = self.unmasked(html, &place);
        match &mut self.innermost().kind {
            FrameKind::Html(text, parts) => {
                parts.push((text.len(), place.start));
                text.push_str(&html);
            }
            _ => self.inline_html(&html, place),
        }
    }

    /// HTML that stands among blocks; `parts` tells where it came from.
    fn html_block(&mut self, html: &str, parts: &[(usize, usize)], span: Span) {
        if let Some(body) = hint::body(html) {
            self.hint(body, span);
        }
        if !self.settings.raw_html {
            if !html.trim_start().starts_with("<!--") {
                self.told.tell(Code::RawHtml, span, "the settings switch HTML off, so it is shown as text", None);
                self.push_block(BlockKind::Paragraph(vec![Inline::Text(html.trim_end().into())]), span);
            }
            return;
        }
        let to_text = |offset: usize| {
            let idx = parts.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            parts.get(idx).map_or(0, |(start, source)| source + offset - start)
        };
        let place = |range: Range<usize>| {
            let start = to_text(range.start);
            // The end belongs to the part that its last byte is in.
            Span::new(start..if range.is_empty() { start } else { to_text(range.end - 1) + 1 })
        };
        let calls = self.calls_within(html, parts);
        let mut done = 0;
        for (range, mask_idx) in &calls {
            let before = done..range.start;
            let pieces = self.html_part(&html[before.clone()], Stand::Begins, &|it| place(shifted(it, done)));
            // White space between two calls is seen.
            if !pieces.is_empty() {
                self.push_block(BlockKind::Html(Html { pieces }), place(before));
            }
            if let Some(call) = self.call(*mask_idx) {
                self.push_block(BlockKind::Shortcode(call), place(range.clone()));
            }
            done = range.end;
        }
        let pieces = self.html_part(&html[done..], Stand::Block, &|it| place(shifted(it, done)));
        self.push_html_block(pieces, if calls.is_empty() { span } else { place(done..html.len()) });
    }

    /// A part of HTML that stands among blocks.
    fn html_part(&mut self, html: &str, stand: Stand, place: &dyn Fn(Range<usize>) -> Span) -> Vec<HtmlPiece> {
        let mut scope = std::mem::take(&mut self.innermost().scope);
        let mut finds = Finds { links: &mut self.links, ids: &mut self.html_ids, told: self.told };
        let pieces = raw_html::read(html, stand, &mut scope, &mut finds, place);
        self.innermost().scope = scope;
        pieces
    }

    /// The calls of shortcodes in HTML: where in it each stands, and the number of its mask.
    fn calls_within(&self, html: &str, parts: &[(usize, usize)]) -> Vec<(Range<usize>, usize)> {
        let mut calls = Vec::new();
        for (number, (offset, source)) in parts.iter().enumerate() {
            let length = parts.get(number + 1).map_or(html.len(), |(next, _)| *next) - offset;
            let (mut at, end) = (*source, source + length);
            while at < end
                && let Some(idx) = self.mask_at(&(at..end))
            {
                let range = self.masks[idx].range.clone();
                if matches!(self.masks[idx].kind, MaskKind::Call(_)) && *source <= range.start && range.end <= end {
                    calls.push((range.start - source + offset..range.end - source + offset, idx));
                }
                at = range.end;
            }
        }
        calls
    }

    /// A comment that tells how the next block is paired with its translation.
    fn hint(&mut self, body: &str, span: Span) {
        if let Some(kind) = hint::kind(body) {
            self.hints.push(Hint { kind, span });
        } else {
            let message = format!("`{body}` is no hint for the translation");
            let help = format!("there are {}", hint::FORMS);
            self.told.tell(Code::InvalidHint, span, message, Some(help));
        }
    }

    fn push_html_block(&mut self, pieces: Vec<HtmlPiece>, span: Span) {
        let is_seen = |piece: &HtmlPiece| !matches!(piece, HtmlPiece::Text(text) if text.trim().is_empty());
        if pieces.iter().any(is_seen) {
            self.push_block(BlockKind::Html(Html { pieces }), span);
        }
    }

    /// Ends the author's HTML that is open in the innermost frame.
    pub(super) fn end_html(&mut self) {
        let frame = self.innermost();
        let tags = frame.scope.close();
        if tags.is_empty() {
            return;
        }
        let pieces = vec![HtmlPiece::Text(tags.into())];
        if frame.holds_inlines() {
            self.push_html(pieces);
        } else {
            let end = frame.span.end as usize;
            self.push_html_block(pieces, Span::new(end..end));
        }
    }
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Whether a frame is a part of running text, whose line breaks are looked at with the
/// whole of it.
fn is_within_line(kind: &FrameKind) -> bool {
    matches!(
        kind,
        FrameKind::Emphasis | FrameKind::Strong | FrameKind::Strike | FrameKind::Anchor(..) | FrameKind::Image(..)
    )
}

/// The text with a line break at its end, unless it is empty.
fn with_end(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

fn alert(kind: BlockQuoteKind) -> AsideKind {
    match kind {
        BlockQuoteKind::Note => AsideKind::Note,
        BlockQuoteKind::Tip => AsideKind::Tip,
        BlockQuoteKind::Important => AsideKind::Important,
        BlockQuoteKind::Warning => AsideKind::Warn,
        BlockQuoteKind::Caution => AsideKind::Danger,
    }
}

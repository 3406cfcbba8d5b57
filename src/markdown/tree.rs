//! Builds the tree of a chapter from the parser's events.
//!
//! What is being read stands on a stack of frames, never on the program's own, so that no
//! text overflows it. A container that would go deeper than the bound gets no frame: what
//! it holds falls to the frame around it.
//!
//! This module keeps the stack; what an event means is in `blocks` and `inlines`.
//!
//! Floor 2.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{CowStr, Event, Options, Parser};

use super::{MAX_DEPTH, cjk::Passage, footnotes::Notes, mask::Mask, raw_html::Scope, told::Told};
use crate::{
    diag::Code,
    doc::{
        Aside, AsideKind, Block, BlockKind, CodeInfo, Definition, Doc, Heading, Inline, Item, Link, LinkIdx, Shortcode,
        Table,
    },
    path::Anchor,
    settings::MarkdownSettings,
    span::Span,
};

/// Builds one chapter.
pub(super) struct Builder<'a, 'o> {
    /// The chapter's text, as the author wrote it.
    pub(super) text: &'a str,
    pub(super) masks: Vec<Mask>,
    pub(super) settings: MarkdownSettings,
    options: Options,
    pub(super) told: &'a mut Told<'o>,
    /// What is being read, outermost first; the chapter itself is always there.
    pub(super) frames: Vec<Frame>,
    /// Running text that is not yet an inline of the innermost frame.
    pub(super) pending: String,
    /// Containers and inlines with a frame, and those that got none.
    pub(super) blocks: Depth,
    inlines: Depth,
    pub(super) links: Vec<Link>,
    pub(super) html_ids: BTreeMap<Anchor, Span>,
    pub(super) notes: Notes,
    /// How far the text has been read; within a link, up to the end of its text.
    pub(super) reached: usize,
    /// Whether the title of a container is read.
    pub(super) is_in_title: bool,
    is_depth_told: bool,
}

/// How deep the frames of one sort are nested.
#[derive(Default)]
pub(super) struct Depth {
    pub(super) n_open: usize,
    n_flat: usize,
}

/// Something being read.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) span: Span,
    /// What it holds, when that is blocks.
    pub(super) blocks: Vec<Block>,
    /// What it holds, when that is inlines.
    pub(super) inlines: Vec<Inline>,
    /// The author's HTML that is open here.
    pub(super) scope: Scope,
    /// Whether line breaks are among the inlines.
    pub(super) has_breaks: bool,
    /// Whether a formula of its own line is among the inlines.
    pub(super) has_display_math: bool,
    /// How many inlines there were when HTML began that is left out with all it holds.
    pub(super) omitted_from: usize,
}

/// What is being read.
pub(super) enum FrameKind {
    /// The chapter.
    Chapter,
    Quote,
    Alert(AsideKind),
    /// A `:::` container, with the number of its mask.
    Container(usize, Aside),
    /// A shortcode with a body, with the number of its mask.
    Call(usize, Shortcode),
    List(Option<u64>, Vec<Item>),
    Item(Option<bool>),
    Note(Box<str>),
    Definitions(Vec<Definition>),
    Term,
    Description,
    Table(Table),
    Row(Vec<Vec<Inline>>),
    Cell,
    Paragraph,
    /// Running text that stands in an item without a paragraph.
    Plain,
    Heading(Heading),
    Title,
    Code(CodeInfo, String),
    /// HTML that stands among blocks, with where each part of it comes from.
    Html(String, Vec<(usize, usize)>),
    Emphasis,
    Strong,
    Strike,
    Anchor(LinkIdx, Box<str>),
    Image(LinkIdx, Box<str>),
}

impl Frame {
    fn new(kind: FrameKind, span: Span) -> Self {
        Self {
            kind,
            span,
            blocks: Vec::new(),
            inlines: Vec::new(),
            scope: Scope::default(),
            has_breaks: false,
            has_display_math: false,
            omitted_from: 0,
        }
    }

    /// Whether running text may stand here directly.
    pub(super) fn holds_inlines(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Term
                | FrameKind::Cell
                | FrameKind::Paragraph
                | FrameKind::Plain
                | FrameKind::Heading(_)
                | FrameKind::Title
                | FrameKind::Emphasis
                | FrameKind::Strong
                | FrameKind::Strike
                | FrameKind::Anchor(..)
                | FrameKind::Image(..)
        )
    }
}

impl<'a, 'o> Builder<'a, 'o> {
    pub(super) fn new(
        text: &'a str,
        masks: Vec<Mask>,
        settings: MarkdownSettings,
        options: Options,
        told: &'a mut Told<'o>,
    ) -> Self {
        Self {
            text,
            masks,
            settings,
            options,
            told,
            frames: vec![Frame::new(FrameKind::Chapter, Span::new(0..text.len()))],
            pending: String::new(),
            blocks: Depth::default(),
            inlines: Depth::default(),
            links: Vec::new(),
            html_ids: BTreeMap::new(),
            notes: Notes::default(),
            reached: 0,
            is_in_title: false,
            is_depth_told: false,
        }
    }

    /// Reads a passage into the innermost frame.
    pub(super) fn passage(&mut self, passage: &Passage<'_>) {
        for (event, range) in Parser::new_ext(&passage.text, self.options).into_offset_iter() {
            let place = passage.place(&range);
            self.event(event, place, passage);
        }
    }

    /// The chapter, when everything is read.
    pub(super) fn finish(mut self) -> Doc {
        self.end_container();
        let chapter = self.frames.pop();
        let mut blocks = chapter.map(|chapter| chapter.blocks).unwrap_or_default();
        let footnotes = self.notes.resolve(&mut blocks, self.told);
        Doc { blocks, footnotes, links: self.links, html_ids: self.html_ids }
    }

    fn event(&mut self, event: Event<'_>, place: Range<usize>, passage: &Passage<'_>) {
        let reached = if matches!(event, Event::Start(_)) { place.start } else { place.end };
        self.read_event(event, place, passage);
        self.reached = reached;
    }

    fn read_event(&mut self, event: Event<'_>, place: Range<usize>, passage: &Passage<'_>) {
        let clean = |text: CowStr<'_>| passage.clean(text).into_string();
        match event {
            Event::Start(tag) => self.start(tag, place, passage),
            Event::End(tag) => self.end(tag, &place),
            Event::Text(text) => self.text(&passage.clean(text), place),
            Event::Code(code) => self.code_span(clean(code), place),
            Event::InlineMath(source) => self.math(&passage.clean(source), false, place),
            Event::DisplayMath(source) => self.math(&passage.clean(source), true, place),
            Event::Html(html) => self.html_line(&passage.clean(html), place),
            Event::InlineHtml(html) => self.inline_html(&passage.clean(html), place),
            Event::FootnoteReference(label) => {
                let mark = self.notes.mark(&passage.clean(label));
                self.push_inline(mark, Span::new(place));
            }
            Event::SoftBreak => {
                self.push_inline(Inline::SoftBreak, Span::new(place));
                self.innermost().has_breaks = true;
            }
            Event::HardBreak => self.push_inline(Inline::HardBreak, Span::new(place)),
            Event::Rule => self.rule(place),
            Event::TaskListMarker(is_ticked) => self.task(is_ticked),
        }
    }

    pub(super) fn innermost(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the chapter's frame is never popped while it is read")
    }

    /// Begins something that always has a frame.
    pub(super) fn open(&mut self, kind: FrameKind, span: Span) {
        self.end_text();
        self.frames.push(Frame::new(kind, span));
    }

    /// Begins a container of blocks, unless it would be nested too deep.
    pub(super) fn open_container(&mut self, kind: FrameKind, span: Span) {
        self.end_plain();
        // A part of a list goes where its list went.
        let is_part = matches!(kind, FrameKind::Item(_) | FrameKind::Term | FrameKind::Description);
        if self.blocks.n_flat > 0 || (!is_part && self.blocks.n_open >= MAX_DEPTH) {
            self.blocks.n_flat += 1;
            self.tell_depth(span);
        } else {
            self.blocks.n_open += 1;
            self.open(kind, span);
        }
    }

    /// Ends a container of blocks, and what is still open in it.
    pub(super) fn end_container(&mut self) {
        self.end_plain();
        if self.blocks.n_flat > 0 {
            self.blocks.n_flat -= 1;
            return;
        }
        while matches!(self.innermost().kind, FrameKind::Container(..) | FrameKind::Call(..)) {
            self.tell_unclosed();
            self.close_hidden();
        }
        if self.frames.len() > 1 {
            self.blocks.n_open -= 1;
            self.close();
        } else {
            self.end_html();
        }
    }

    /// Whether what is read now lies in a container that got no frame.
    pub(super) fn is_flat(&self) -> bool {
        self.blocks.n_flat > 0
    }

    /// Whether what is read now lies in an inline that got no frame.
    pub(super) fn is_inline_flat(&self) -> bool {
        self.inlines.n_flat > 0
    }

    /// Begins something within running text, unless it would be nested too deep.
    pub(super) fn open_inline(&mut self, kind: FrameKind, span: Span) {
        if self.inlines.n_flat > 0 || self.inlines.n_open >= MAX_DEPTH {
            self.inlines.n_flat += 1;
            self.tell_depth(span);
        } else {
            self.ready_for_inline(span);
            self.inlines.n_open += 1;
            self.open(kind, span);
        }
    }

    /// Ends something within running text.
    pub(super) fn end_inline(&mut self) {
        if self.inlines.n_flat > 0 {
            self.inlines.n_flat -= 1;
        } else {
            self.inlines.n_open -= 1;
            self.close();
        }
    }

    /// Ends the innermost frame and gives what was read to the one around it.
    pub(super) fn close(&mut self) {
        self.end_text();
        self.end_html();
        if let Some(frame) = self.frames.pop() {
            self.place(frame);
        }
    }

    /// Ends running text that stands without a paragraph, since a block begins or ends.
    pub(super) fn end_plain(&mut self) {
        if matches!(self.innermost().kind, FrameKind::Plain) {
            self.close();
        }
    }

    /// Makes the innermost frame one that running text may stand in.
    pub(super) fn ready_for_inline(&mut self, span: Span) {
        if !self.innermost().holds_inlines() {
            self.open(FrameKind::Plain, span);
        }
        if let frame @ Frame { kind: FrameKind::Plain, .. } = self.innermost() {
            frame.span = frame.span.join(span);
        }
    }

    /// Adds to the running text.
    pub(super) fn push_inline(&mut self, inline: Inline, span: Span) {
        self.ready_for_inline(span);
        self.end_text();
        self.innermost().inlines.push(inline);
    }

    /// Adds a block.
    pub(super) fn push_block(&mut self, kind: BlockKind, span: Span) {
        self.innermost().blocks.push(Block { kind, span });
    }

    /// Makes an inline of the running text so far.
    pub(super) fn end_text(&mut self) {
        if !self.pending.is_empty() {
            let text = Inline::Text(self.pending.as_str().into());
            self.innermost().inlines.push(text);
            self.pending.clear();
        }
    }

    /// The mask that `place` touches first, when it touches one. A title is read apart
    /// from the mask it stands in, and has none of its own.
    pub(super) fn mask_at(&self, place: &Range<usize>) -> Option<usize> {
        if self.is_in_title {
            return None;
        }
        let idx = self.masks.partition_point(|mask| mask.range.end <= place.start);
        self.masks.get(idx).is_some_and(|mask| mask.range.start < place.end).then_some(idx)
    }

    pub(super) fn tell_depth(&mut self, span: Span) {
        if !std::mem::replace(&mut self.is_depth_told, true) {
            let message = format!("this is nested deeper than {MAX_DEPTH} and falls to what is around it");
            self.told.tell(Code::NestedTooDeep, span, message, None);
        }
    }
}

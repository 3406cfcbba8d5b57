//! Puts back what was hidden from the parser behind thematic breaks: the lines that open
//! and close containers and shortcodes.
//!
//! A container that is opened in a list item or a quotation must be closed there too;
//! when the item ends, so does the container, and the author is told.
//!
//! Floor 2.

use std::ops::Range;

use super::{
    MAX_DEPTH,
    cjk::Passage,
    container::{KINDS, Opening},
    mask::{Mask, MaskKind},
    shortcode::Address,
    tree::{Builder, Frame, FrameKind},
};
use crate::{
    diag::{Code, nearest},
    doc::{Aside, AsideKind, Block, BlockKind, Inline, Link, LinkIdx, Shortcode, Value},
    span::Span,
};

impl Builder<'_, '_> {
    /// A thematic break, or a line that was hidden behind one.
    pub(super) fn rule(&mut self, place: Range<usize>) {
        self.end_plain();
        let span = Span::new(place.clone());
        let Some(idx) = self.mask_at(&place) else { return self.push_block(BlockKind::Rule, span) };
        let span = Span::new(self.masks[idx].range.clone());
        match &self.masks[idx].kind {
            MaskKind::Close(open) => {
                let open = *open;
                self.end_hidden(open, span);
            }
            MaskKind::Open(_) => {
                if let Some(call) = self.call(idx) {
                    self.open_hidden(FrameKind::Call(idx, call), span);
                }
            }
            MaskKind::Container(opening) => {
                let opening = opening.clone();
                let aside = self.aside(&opening);
                self.open_hidden(FrameKind::Container(idx, aside), span);
            }
            MaskKind::Call(_) | MaskKind::Sign => self.push_block(BlockKind::Rule, span),
        }
    }

    /// The call that a mask hides, without its body; its addresses get their numbers among
    /// the links. `None` when the mask hides something else.
    pub(super) fn call(&mut self, idx: usize) -> Option<Shortcode> {
        let Mask { range, kind: MaskKind::Call(call) | MaskKind::Open(call) } = &mut self.masks[idx] else {
            return None;
        };
        let (name, span) = (call.name.clone(), Span::new(range.clone()));
        let mut args = std::mem::take(&mut call.args);
        for Address { arg, role, range } in std::mem::take(&mut call.addresses) {
            if let Some((_, value)) = args.get_mut(arg)
                && let Value::Text(target) = &*value
            {
                let link = LinkIdx(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
                self.links.push(Link { target: target.trim().into(), role, span: Span::new(range) });
                *value = Value::Address { link };
            }
        }
        Some(Shortcode { name, args, body: None, span })
    }

    /// Ends what the mask `open` began, if it is open here, and what was opened in it.
    fn end_hidden(&mut self, open: usize, end: Span) {
        let hidden = |frame: &Frame| match &frame.kind {
            FrameKind::Container(idx, _) | FrameKind::Call(idx, _) => Some(*idx),
            _ => None,
        };
        let is_here = self.frames.iter().rev().map_while(hidden).any(|idx| idx == open);
        if !is_here {
            return;
        }
        loop {
            let innermost = self.innermost();
            innermost.span = innermost.span.join(end);
            if hidden(innermost) == Some(open) {
                return self.close_hidden();
            }
            self.tell_unclosed();
            self.close_hidden();
        }
    }

    /// The head of a `:::` container.
    fn aside(&mut self, opening: &Opening) -> Aside {
        let kind = opening.kind.unwrap_or_else(|| {
            let name = &self.text[opening.name.clone()];
            let names = KINDS.iter().map(|(name, _)| *name);
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("the closest is `{near}`"),
                None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
            };
            let message = format!("there is no container `{name}`; it is shown as a note");
            self.told.tell(Code::UnknownContainer, Span::new(opening.name.clone()), message, Some(help));
            AsideKind::Note
        });
        let title = self.title(opening.title.clone());
        if let Some(id) = &opening.id {
            self.html_ids.entry(id.clone()).or_insert(Span::new(opening.name.clone()));
        }
        Aside { kind, id: opening.id.clone(), title, blocks: Vec::new() }
    }

    /// Gives a container that was read to the frame around it. Tabs that cannot be told
    /// apart are told, and shown so that nothing is lost.
    pub(super) fn container(&mut self, mut aside: Aside, span: Span) {
        let is_in_tabs = matches!(&self.innermost().kind, FrameKind::Container(_, it) if it.kind == AsideKind::Tabs);
        let fault = match aside.kind {
            AsideKind::Tab if !is_in_tabs => {
                Some(("a tab outside of tabs", "put a line `::::tabs` before the first one and `::::` after the last"))
            }
            AsideKind::Tab if aside.title.is_empty() => {
                Some(("a tab without a title", "name it on its first line: `:::tab Linux`"))
            }
            AsideKind::Tabs if aside.blocks.is_empty() => Some(("tabs without a tab", "begin one with `:::tab Linux`")),
            _ => None,
        };
        if let Some((message, help)) = fault {
            let start = span.range().start;
            self.told.tell(Code::InvalidTabs, Span::new(start..start + 3), message, Some(help.to_owned()));
            if aside.kind == AsideKind::Tab {
                aside.kind = AsideKind::Details;
            }
        }
        if aside.kind == AsideKind::Tabs {
            self.tell_strays(&aside.blocks);
        }
        self.push_block(BlockKind::Aside(aside), span);
    }

    /// Tells what stands among tabs and is none.
    fn tell_strays(&mut self, blocks: &[Block]) {
        // A tab without a title became one of these, and was told.
        let is_nameless = |aside: &Aside| aside.kind == AsideKind::Details && aside.title.is_empty();
        let is_tab = |block: &&Block| matches!(&block.kind, BlockKind::Aside(aside) if aside.kind == AsideKind::Tab || is_nameless(aside));
        for block in blocks.iter().filter(|block| !is_tab(block)) {
            let help = "put it before or after the tabs, or into one";
            let message = "this stands among tabs and in none of them";
            self.told.tell(Code::InvalidTabs, block.span, message, Some(help.to_owned()));
        }
    }

    /// Reads a part of a line as running text.
    fn title(&mut self, range: Range<usize>) -> Vec<Inline> {
        if range.is_empty() {
            return Vec::new();
        }
        let text = self.text;
        self.open(FrameKind::Title, Span::new(range.clone()));
        self.is_in_title = true;
        self.passage(&Passage::line(&text[range.clone()], range.start));
        self.is_in_title = false;
        self.end_text();
        self.end_html();
        self.frames.pop().map(|frame| frame.inlines).unwrap_or_default()
    }

    /// Begins what a hidden line opens, unless it would be nested too deep.
    fn open_hidden(&mut self, kind: FrameKind, span: Span) {
        if self.is_flat() || self.blocks.n_open >= MAX_DEPTH {
            self.tell_depth(span);
        } else {
            self.blocks.n_open += 1;
            self.open(kind, span);
        }
    }

    /// Ends the innermost frame, which a hidden line opened.
    pub(super) fn close_hidden(&mut self) {
        self.blocks.n_open -= 1;
        self.close();
    }

    /// Tells of the innermost frame, a container or shortcode, that its end is missing.
    pub(super) fn tell_unclosed(&mut self) {
        let (idx, code, end) = match &self.innermost().kind {
            FrameKind::Call(idx, call) => {
                (*idx, Code::InvalidShortcode, format!("`{}` lacks its `{{% end %}}`", call.name))
            }
            FrameKind::Container(idx, _) => (*idx, Code::UnclosedContainer, "this container lacks its end".to_owned()),
            _ => return,
        };
        let mask = &self.masks[idx];
        let help = match &mask.kind {
            MaskKind::Container(opening) => Some(format!(
                "end it with a line `{}`, indented or quoted as its first line is",
                ":".repeat(opening.n_colons)
            )),
            _ => None,
        };
        self.told.tell(code, Span::new(mask.range.clone()), end, help);
    }
}

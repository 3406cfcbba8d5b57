//! Makes inlines of the parser's events.
//!
//! Floor 2.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{LinkType, Tag};

use super::{
    cjk::{Passage, is_escaped},
    mask::MaskKind,
    math,
    raw_html::{self, Finds, Stand},
    told::MISSING_ALT,
    tree::{Builder, FrameKind},
};
use crate::{
    diag::Code,
    doc::{AnchorText, Html, HtmlPiece, Image, Inline, Link, LinkIdx, LinkRole, plain},
    span::Span,
};

impl Builder<'_, '_> {
    /// The start of something within running text.
    pub(super) fn start_inline(&mut self, tag: Tag<'_>, place: Range<usize>, passage: &Passage<'_>) {
        let span = Span::new(place.clone());
        match tag {
            Tag::Strong => self.open_inline(FrameKind::Strong, span),
            Tag::Strikethrough => self.open_inline(FrameKind::Strike, span),
            Tag::Link { link_type, dest_url, title, .. } => {
                let target = passage.clean(dest_url);
                let target =
                    if link_type == LinkType::Email { format!("mailto:{target}") } else { target.into_string() };
                let link = self.link(target, LinkRole::Follow, link_type, place);
                self.open_inline(FrameKind::Anchor(link, passage.clean(title).into_string().into()), span);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                let link = self.link(passage.clean(dest_url).into_string(), LinkRole::Show, link_type, place);
                self.open_inline(FrameKind::Image(link, passage.clean(title).into_string().into()), span);
            }
            // Emphasis; the parser is not asked for superscript and subscript.
            _ => self.open_inline(FrameKind::Emphasis, span),
        }
    }

    /// Numbers a link. Where its address stands is known only when its text has been read,
    /// so until then its span is that of the whole.
    fn link(&mut self, target: String, role: LinkRole, link_type: LinkType, place: Range<usize>) -> LinkIdx {
        let span = match link_type {
            LinkType::Autolink | LinkType::Email => place.start + 1..place.end.saturating_sub(1).max(place.start + 1),
            _ => place,
        };
        let idx = u32::try_from(self.links.len()).unwrap_or(u32::MAX);
        self.links.push(Link { target: target.into(), role, span: Span::new(span) });
        LinkIdx(idx)
    }

    /// Finds the address of the link or picture that ends here, `place` being all of it.
    pub(super) fn find_address(&mut self, place: &Range<usize>) {
        let (FrameKind::Anchor(link, _) | FrameKind::Image(link, _)) = self.innermost().kind else { return };
        if self.is_inline_flat() {
            return;
        }
        let text = self.text;
        let reached = self.reached.max(place.start);
        let Some(range) = text.get(reached..place.end).and_then(address) else { return };
        let range = reached + range.start..reached + range.end;
        let mask = self.mask_at(&range);
        let Some(link) = self.links.get_mut(link.0 as usize) else { return };
        link.span = Span::new(range.clone());
        if let Some(idx) = mask {
            link.target = text[range].into();
            if let MaskKind::Call(_) = self.masks[idx].kind {
                let message = "a shortcode cannot stand in an address";
                self.told.tell(Code::InvalidShortcode, link.span, message, None);
            }
        }
    }

    /// Gives what was read within a line to the frame around it.
    pub(super) fn place_inline(&mut self, kind: FrameKind, inlines: Vec<Inline>, span: Span) {
        let inline = match kind {
            FrameKind::Emphasis => Inline::Emphasis(inlines),
            FrameKind::Strong => Inline::Strong(inlines),
            FrameKind::Strike => Inline::Strike(inlines),
            FrameKind::Anchor(link, title) => {
                if inlines.iter().all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty())) {
                    let help = "say between the brackets where it leads".to_owned();
                    self.told.tell(Code::EmptyLink, span, "a link without a text", Some(help));
                }
                Inline::Anchor(AnchorText { link, title, text: inlines })
            }
            FrameKind::Image(link, title) => {
                // What stood in the alternative text is not on the page.
                self.links.truncate(link.0 as usize + 1);
                let alt: Box<str> = plain(&inlines).into();
                if alt.trim().is_empty() {
                    let help =
                        "say between the brackets what it shows; an ornament is written `<img src=\"…\" alt=\"\">`";
                    self.told.tell(Code::MissingAlt, span, MISSING_ALT, Some(help.to_owned()));
                }
                Inline::Image(Image { link, title, alt })
            }
            _ => return,
        };
        self.push_inline(inline, span);
    }

    /// Running text, or a line of code.
    pub(super) fn text(&mut self, text: &str, place: Range<usize>) {
        if matches!(self.innermost().kind, FrameKind::Code(..)) {
            let text = self.unmasked(text, &place);
            if let FrameKind::Code(_, code) = &mut self.innermost().kind {
                code.push_str(&text);
            }
            return;
        }
        if let FrameKind::Html(..) = self.innermost().kind {
            return self.html_line(text, place);
        }
        self.ready_for_inline(Span::new(place.clone()));
        if text == "[" {
            self.look_for_unknown_mark(place.start);
        }
        if self.mask_at(&place).is_some() {
            self.masked_text(place);
        } else {
            self.pending.push_str(text);
        }
    }

    /// Running text in which something was hidden.
    fn masked_text(&mut self, place: Range<usize>) {
        let mut done = place.start;
        while done < place.end
            && let Some(idx) = self.mask_at(&(done..place.end))
        {
            let range = self.masks[idx].range.clone();
            self.push_source(done..range.start.max(done));
            let end = range.end.min(place.end);
            if let MaskKind::Call(_) = self.masks[idx].kind {
                // The parser may hand a call over in several pieces; the first stands for it.
                if done <= range.start
                    && let Some(call) = self.call(idx)
                {
                    self.push_inline(Inline::Shortcode(call), Span::new(range));
                }
            } else {
                self.push_source(range.start.max(done)..end);
            }
            done = end;
        }
        self.push_source(done..place.end);
    }

    /// A string of the parser's, as the author wrote it when something in it was hidden: what
    /// turned out to be code or HTML only because of what is hidden elsewhere.
    pub(super) fn unmasked<'s>(&self, text: &'s str, place: &Range<usize>) -> Cow<'s, str> {
        match self.mask_at(place) {
            Some(_) => Cow::Owned(self.text[place.clone()].to_owned()),
            None => Cow::Borrowed(text),
        }
    }

    /// Running text as the author wrote it.
    fn push_source(&mut self, range: Range<usize>) {
        let text = self.text;
        self.pending.push_str(&text[range]);
    }

    /// Code within a line.
    pub(super) fn code_span(&mut self, code: String, place: Range<usize>) {
        let code = if self.mask_at(&place).is_some() {
            // A call that turned out to be code: its text is what the author wrote.
            self.text[place.clone()].trim_matches('`').trim().replace('\n', " ")
        } else {
            code
        };
        self.push_inline(Inline::Code(code.into()), Span::new(place));
    }

    /// A formula.
    pub(super) fn math(&mut self, source: &str, is_display: bool, place: Range<usize>) {
        let unmasked = self.unmasked(source, &place);
        let source = if self.mask_at(&place).is_some() { unmasked.trim_matches('$') } else { source };
        let (math, fault) = math::read(source, is_display);
        if let Some(fault) = fault {
            let text = self.text;
            let start = text[place.clone()].find(source).map(|found| place.start + found);
            let span = match (start, fault.range) {
                (Some(start), Some(range)) => Span::new(start + range.start..start + range.end),
                _ => Span::new(place.clone()),
            };
            self.told.tell(Code::InvalidMath, span, fault.message, None);
        }
        self.push_inline(Inline::Math(math), Span::new(place));
        self.innermost().has_display_math |= is_display;
    }

    /// A tag of the author's HTML within a line.
    pub(super) fn inline_html(&mut self, html: &str, place: Range<usize>) {
        let span = Span::new(place.clone());
        if self.frames.iter().rev().any(|frame| matches!(frame.kind, FrameKind::Image(..))) {
            return;
        }
        let html = &*self.unmasked(html, &place);
        self.ready_for_inline(span);
        if !self.settings.raw_html {
            if html.starts_with('<') && !html.starts_with("</") && !html.starts_with("<!--") {
                self.told.tell(Code::RawHtml, span, "the settings switch HTML off, so it is shown as text", None);
            }
            if !html.starts_with("<!--") {
                self.pending.push_str(html);
            }
            return;
        }
        self.end_text();
        let frame = self.frames.last_mut().expect("a frame for inlines was made ready");
        let mut finds = Finds { links: &mut self.links, ids: &mut self.html_ids, told: self.told };
        let was_omitting = frame.scope.is_omitting();
        let to_text =
            |range: Range<usize>| Span::new(place.start + range.start..(place.start + range.end).min(place.end));
        let pieces = raw_html::read(html, Stand::Line, &mut frame.scope, &mut finds, &to_text);
        match (was_omitting, frame.scope.is_omitting()) {
            (false, true) => frame.omitted_from = frame.inlines.len(),
            (true, false) => frame.inlines.truncate(frame.omitted_from),
            _ => {}
        }
        self.push_html(pieces);
    }

    /// Adds HTML to the running text, together with what stands right before it.
    pub(super) fn push_html(&mut self, pieces: Vec<HtmlPiece>) {
        if pieces.is_empty() {
            return;
        }
        let inlines = &mut self.innermost().inlines;
        let Some(Inline::Html(html)) = inlines.last_mut() else {
            return inlines.push(Inline::Html(Html { pieces }));
        };
        html.pieces.extend(pieces);
    }

    /// A footnote's mark whose footnote is missing is text to the parser: `[`, `^`, label, `]`.
    fn look_for_unknown_mark(&mut self, start: usize) {
        let text = self.text;
        let Some(rest) = text[start..].strip_prefix("[^") else { return };
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '[' | ']' | '`'));
        let Some(end) = end.filter(|end| *end > 0 && rest[*end..].starts_with(']')) else { return };
        if !is_escaped(text.as_bytes(), start) {
            self.notes.unknown_mark(&rest[..end], Span::new(start..start + end + 3));
        }
    }
}

/// Where in `rest`, which begins behind a link's text, the address stands; `None` when
/// there is none, as in a reference.
fn address(rest: &str) -> Option<Range<usize>> {
    let open = rest.find("](")? + 2;
    // Between `(` and the address may be a line break, and in a quotation its mark.
    let start = open + rest[open..].find(|letter: char| !(letter.is_whitespace() || letter == '>'))?;
    if rest[start..].starts_with('<') {
        let start = start + 1;
        return rest[start..].find('>').map(|end| start..start + end);
    }
    let mut depth = 0_usize;
    let mut is_escaped = false;
    let end = rest[start..].find(|letter: char| {
        let was_escaped = is_escaped;
        is_escaped = !was_escaped && letter == '\\';
        match letter {
            _ if was_escaped => false,
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            letter => letter == ')' || letter.is_whitespace(),
        }
    })?;
    Some(start..start + end)
}

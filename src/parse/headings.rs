//! What follows from the headings of a chapter: its title, anchors, outline and levels.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    chapter::IdKind,
    diag::{Code, Diagnostic},
    doc::{Block, BlockKind, Doc, Heading, HintKind, Html, HtmlPiece, Inline, Origin, is_of_note, plain},
    outline::{InnerHeading, Outline, OutlineHeading},
    path::Anchor,
    span::Span,
    unit::{UnitKind, units},
};

/// The deepest level of HTML.
const DEEPEST: i8 = 6;

/// Takes the heading that is a chapter's title out of its text.
///
/// That is the first heading, when nothing a reader sees stands before it, and when it
/// says the same as the title of the front matter, if there is one.
pub(super) fn take_title(doc: &mut Doc, given: Option<&str>) -> Option<(Heading, Span)> {
    let idx = doc.blocks.iter().position(|block| !is_unseen(block))?;
    let BlockKind::Heading(heading) = &doc.blocks[idx].kind else { return None };
    let text = plain(&heading.text);
    if text.trim().is_empty() || given.is_some_and(|given| !is_same(given, &text)) {
        return None;
    }
    let taken = (heading.clone(), doc.blocks[idx].span);
    doc.blocks.remove(idx);
    Some(taken)
}

/// Whether two titles differ in white space at most.
fn is_same(left: &str, right: &str) -> bool {
    left.split_whitespace().eq(right.split_whitespace())
}

/// Whether a block is only comments and `<a id="…"></a>`, which may stand above a title.
fn is_unseen(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Html(html) => is_unseen_html(html),
        BlockKind::Paragraph(inlines) => inlines.iter().all(|inline| match inline {
            Inline::Html(html) => is_unseen_html(html),
            Inline::Text(text) => text.trim().is_empty(),
            Inline::SoftBreak => true,
            _ => false,
        }),
        _ => false,
    }
}

/// Whether the author's HTML is only comments and `<a>` without a text.
fn is_unseen_html(html: &Html) -> bool {
    let mut rest = String::new();
    for piece in &html.pieces {
        match piece {
            HtmlPiece::Text(text) => rest.push_str(text),
            HtmlPiece::Address(_) => return false,
        }
    }
    let mut rest = rest.trim_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let is_comment = tag.starts_with("!--");
        let is_anchor = tag.starts_with("a ") || tag.starts_with("/a>");
        let end = if is_comment { tag.find("-->").map(|end| end + 2) } else { tag.find('>') };
        let Some(end) = end.filter(|_| is_comment || is_anchor) else { return false };
        rest = tag[end + 1..].trim_start();
    }
    rest.is_empty()
}

/// What the headings of a text come to.
pub(super) struct Headings {
    /// The `id` of the title.
    pub(super) title_anchor: Option<Anchor>,
    /// The `id` of each heading.
    pub(super) anchors: Vec<Anchor>,
    /// The headings, those apart that are inside of something.
    pub(super) outline: Outline,
    /// Every `id` of the text, the title's included.
    pub(super) ids: BTreeMap<Anchor, IdKind>,
    /// By how many levels the page moves headings.
    pub(super) level_shift: i8,
}

/// A heading with where it stands.
struct Placed<'a> {
    heading: &'a Heading,
    span: Span,
    /// Whether it is inside of a quotation, list or aside.
    is_inside: bool,
}

/// Understands the headings of `doc`, from which `title` was taken.
pub(super) fn headings(
    doc: &Doc,
    title: Option<&(Heading, Span)>,
    origin: &Origin,
    told: &mut Vec<Diagnostic>,
) -> Headings {
    let mut placed = Vec::new();
    collect(&doc.blocks, false, &mut placed);
    let level_shift = level_shift(&placed);

    let title = title.map(|(heading, span)| Placed { heading, span: *span, is_inside: false });
    let mut ids = Ids::new(doc, title.iter().chain(&placed), origin, told);
    let title_anchor = title.as_ref().map(|title| ids.take(title));
    let anchors: Vec<Anchor> = placed.iter().map(|placed| ids.take(placed)).collect();

    let mut outline = Outline::default();
    let hints = hints(doc);
    let mut before = 1;
    for (placed, anchor) in placed.iter().zip(&anchors) {
        let level = shifted(placed.heading.level, level_shift);
        let heading = OutlineHeading {
            level,
            text: Arc::from(plain(&placed.heading.text).trim()),
            anchor: anchor.clone(),
            is_explicit: placed.heading.id.as_ref() == Some(anchor),
            span: placed.span,
            hint: hints.get(&placed.span.start).cloned(),
        };
        if placed.is_inside {
            outline.inner.push(InnerHeading { heading, n_before: outline.headings.len() });
            continue;
        }
        if level > before + 1 {
            told.push(skipped(placed, before, level, origin));
        }
        before = level;
        outline.headings.push(heading);
    }
    Headings { title_anchor, anchors, outline, ids: ids.taken, level_shift }
}

/// The hints that headings carry, by where the headings start.
fn hints(doc: &Doc) -> BTreeMap<u32, HintKind> {
    if doc.hints.is_empty() {
        return BTreeMap::new();
    }
    let headings = units(doc).into_iter().filter(|unit| matches!(unit.kind, UnitKind::Heading(_)));
    headings.filter_map(|unit| Some((unit.span.start, unit.hint?))).collect()
}

/// Gathers the headings of blocks in the order of the text; those of footnotes, which
/// have no place of their own, are no part of it.
fn collect<'a>(blocks: &'a [Block], is_inside: bool, placed: &mut Vec<Placed<'a>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => placed.push(Placed { heading, span: block.span, is_inside }),
            BlockKind::Quote(blocks) => collect(blocks, true, placed),
            BlockKind::Turn(turn) => collect(&turn.blocks, true, placed),
            BlockKind::Aside(aside) => collect(&aside.blocks, true, placed),
            BlockKind::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, true, placed)),
            BlockKind::Definitions(definitions) => {
                let descriptions = definitions.iter().flat_map(|definition| &definition.descriptions);
                descriptions.for_each(|blocks| collect(blocks, true, placed));
            }
            BlockKind::Shortcode(call) => collect(call.body.as_deref().unwrap_or_default(), true, placed),
            _ => {}
        }
    }
}

/// By how many levels the page moves the headings of a text.
///
/// The first heading becomes one of level 2, so that none is skipped at the beginning.
/// Where headings above the first have others below them, the highest becomes one of
/// level 2 instead, since all of them would be of one level otherwise. A closing
/// `## Summary` behind sections `###` of a chapter `##` has none, and joins the sections.
fn level_shift(placed: &[Placed<'_>]) -> i8 {
    let levels = |is_inside: bool| -> Vec<i8> {
        let placed = placed.iter().filter(|placed| placed.is_inside == is_inside);
        placed.map(|placed| i8::try_from(placed.heading.level).unwrap_or(DEEPEST)).collect()
    };
    let levels = Some(levels(false)).filter(|levels| !levels.is_empty()).unwrap_or_else(|| levels(true));
    let (Some(first), Some(highest)) = (levels.first(), levels.iter().min()) else { return 0 };
    if keeps_order(&levels, 2 - first) { 2 - first } else { 2 - highest }
}

/// Whether no heading comes to stand beside one that it stood below, when all are moved
/// by `shift` and stop at level 2.
fn keeps_order(levels: &[i8], shift: i8) -> bool {
    // The level of the last heading that stopped at level 2, while others stand below it.
    let mut stopped = None;
    for level in levels {
        stopped = stopped.filter(|stopped| *stopped < level);
        if stopped.is_some() && level + shift <= 2 {
            return false;
        }
        if level + shift < 2 {
            stopped = Some(level);
        }
    }
    true
}

/// A level of the text as one of the page, 2 to 6.
fn shifted(level: u8, shift: i8) -> u8 {
    let level = i8::try_from(level).unwrap_or(DEEPEST).saturating_add(shift).clamp(2, DEEPEST);
    level.unsigned_abs()
}

/// Tells that a heading skips a level.
fn skipped(placed: &Placed<'_>, before: u8, level: u8, origin: &Origin) -> Diagnostic {
    let (file, span) = origin.locate(placed.span);
    let text = plain(&placed.heading.text);
    let message = format!("the heading `{}` skips from level {before} to level {level} of the page", text.trim());
    Diagnostic::new(Code::SkippedHeading, file, span, message)
}

/// The ids of a page as they are given out.
struct Ids {
    taken: BTreeMap<Anchor, IdKind>,
    /// Ids that the author gave, which no other heading may get.
    reserved: BTreeSet<Anchor>,
    /// How many times each anchor was asked for, so that a thousand equal headings do
    /// not each try all numbers from 1 on.
    asked: BTreeMap<Anchor, usize>,
}

impl Ids {
    /// Reserves the ids that the author gave, and tells of those given twice and of those
    /// that the page has already.
    fn new<'a>(
        doc: &Doc,
        placed: impl Iterator<Item = &'a Placed<'a>>,
        origin: &Origin,
        told: &mut Vec<Diagnostic>,
    ) -> Self {
        let taken: BTreeMap<Anchor, IdKind> = doc.html_ids.keys().map(|id| (id.clone(), IdKind::Html)).collect();
        let mut explicit: BTreeMap<Anchor, Span> =
            doc.html_ids.iter().map(|(id, first)| (id.clone(), *first)).collect();
        for Placed { heading, span, .. } in placed {
            let Some(id) = &heading.id else { continue };
            if let Some(first) = explicit.get(id) {
                told.push(duplicate(id, *span, *first, origin));
            } else {
                explicit.insert(id.clone(), *span);
            }
        }
        let has_notes = !doc.footnotes.is_empty();
        let of_page = explicit.iter().filter(|(id, _)| is_of_theme(id) || (has_notes && is_of_note(id.as_str())));
        told.extend(of_page.map(|(id, span)| of_page_itself(id, *span, origin)));
        Self { taken, reserved: explicit.into_keys().collect(), asked: BTreeMap::new() }
    }

    /// The anchor of the next heading: its own id, else one made of its text, with a
    /// number when that is taken.
    fn take(&mut self, placed: &Placed<'_>) -> Anchor {
        let own = placed.heading.id.clone().filter(|id| !self.taken.contains_key(id));
        let anchor = own.unwrap_or_else(|| {
            let id = placed.heading.id.clone();
            self.free(&id.unwrap_or_else(|| Anchor::of_heading(&plain(&placed.heading.text))))
        });
        self.taken.insert(anchor.clone(), IdKind::Heading);
        anchor
    }

    /// The anchor itself, else with the first number that makes it free.
    fn free(&mut self, anchor: &Anchor) -> Anchor {
        let Self { taken, reserved, asked } = self;
        let is_free = |anchor: &Anchor| !taken.contains_key(anchor) && !reserved.contains(anchor);
        if is_free(anchor) && !is_of_page(anchor) {
            return anchor.clone();
        }
        let n = asked.entry(anchor.clone()).or_default();
        loop {
            *n += 1;
            let repeated = anchor.repeated(*n);
            if is_free(&repeated) {
                return repeated;
            }
        }
    }
}

/// Whether a page may have an id of its own that reads so.
fn is_of_page(anchor: &Anchor) -> bool {
    is_of_theme(anchor) || is_of_note(anchor.as_str())
}

/// Whether an id begins as those of the theme do.
fn is_of_theme(anchor: &Anchor) -> bool {
    anchor.as_str().starts_with("dg-")
}

/// Tells that an id is one that the page itself may have.
fn of_page_itself(id: &Anchor, span: Span, origin: &Origin) -> Diagnostic {
    let (file, span) = origin.locate(span);
    let (whose, such) = if is_of_theme(id) {
        ("the theme", "begin with `dg-`")
    } else {
        ("a footnote", "read like `fn-1` or `fnref-1`")
    };
    Diagnostic::new(Code::DuplicateAnchor, file, span, format!("the page may have the id `{id}` from {whose}"))
        .help(format!("give this place an id that does not {such}"))
}

/// Tells that an id was given before, at `first`.
fn duplicate(id: &Anchor, span: Span, first: Span, origin: &Origin) -> Diagnostic {
    let (file, span) = origin.locate(span);
    let told = Diagnostic::new(Code::DuplicateAnchor, file, span, format!("the id `{id}` is given twice"));
    let (file, first) = origin.locate(first);
    told.related(file, first, "it is given here first")
}

//! Lists of chapters: the whole contents of a locale, a part's own, those with a tag.
//!
//! Floor 3.

use super::{ctx::Ctx, data::ContentsView, place::TagIndex};
use crate::{
    book::{Entry, EntryIdx, TocItem},
    chapter::Length,
};

/// Every line of the page's locale. O(chapters).
pub(super) fn whole<'a>(ctx: &Ctx<'a>) -> Vec<ContentsView<'a>> {
    ctx.book.tree(ctx.locale).toc.iter().map(|item| line(ctx, item).0).collect()
}

/// The lines below a part.
pub(super) fn below<'a>(ctx: &Ctx<'a>, part: EntryIdx) -> Vec<ContentsView<'a>> {
    let item = ctx.toc.item(&ctx.book.tree(ctx.locale).toc, part);
    item.map_or_else(Vec::new, |item| item.children.iter().map(|child| line(ctx, child).0).collect())
}

/// Every tag of the page's locale, each with its chapters below it.
pub(super) fn tags<'a>(ctx: &Ctx<'a>) -> Vec<ContentsView<'a>> {
    let index: &'a TagIndex = &ctx.places.tags[ctx.locale.0];
    let view = |(slug, tag): (_, &'a super::place::Tag)| ContentsView {
        href: ctx.places.tag_page(ctx.locale, slug).map(|page| ctx.way.to(page)),
        text: &tag.text,
        number: "",
        lang: None,
        language: None,
        description: None,
        minutes: None,
        date: None,
        is_part: true,
        with: String::new(),
        children: tagged(ctx, &tag.entries),
    };
    index.iter().map(view).collect()
}

/// Chapters, each a line without lines below it.
pub(super) fn tagged<'a>(ctx: &Ctx<'a>, entries: &[EntryIdx]) -> Vec<ContentsView<'a>> {
    let view = |idx: &EntryIdx| {
        let entry: &'a Entry = ctx.book.entry(*idx);
        let minutes = ctx.minutes(&entry.card.length, entry.locale);
        entry_line(ctx, *idx, &entry.card.title, minutes)
    };
    entries.iter().map(view).collect()
}

/// A line with the lines below it, and how long all of it is in each locale's own text.
fn line<'a>(ctx: &Ctx<'a>, item: &'a TocItem) -> (ContentsView<'a>, Length) {
    let (children, lengths): (Vec<_>, Vec<Length>) = item.children.iter().map(|child| line(ctx, child)).unzip();
    let entry = item.entry.map(|idx| ctx.book.entry(idx));
    let own = entry.map_or_else(Length::default, |entry| entry.card.length);
    let length = lengths.into_iter().fold(own, joined);
    let locale = entry.map_or(ctx.locale, |entry| entry.locale);
    let minutes = ctx.minutes(&length, locale);
    let mut view = match item.entry {
        Some(idx) => entry_line(ctx, idx, &item.title, minutes),
        None => pageless(&item.title, minutes),
    };
    view.number = &item.number;
    view.is_part = !children.is_empty();
    view.children = children;
    (view, length)
}

fn entry_line<'a>(ctx: &Ctx<'a>, idx: EntryIdx, text: &'a str, minutes: Option<String>) -> ContentsView<'a> {
    let entry: &'a Entry = ctx.book.entry(idx);
    ContentsView {
        href: Some(ctx.way.to(ctx.address(idx))),
        text,
        number: &entry.number,
        lang: ctx.other_lang(entry.locale),
        language: ctx.other_language(entry.locale),
        description: entry.front.description.as_deref(),
        minutes,
        date: entry.front.date.map(|date| ctx.date(date)),
        is_part: false,
        with: ctx.with(idx),
        children: Vec::new(),
    }
}

/// A line that leads nowhere.
fn pageless(text: &str, minutes: Option<String>) -> ContentsView<'_> {
    ContentsView {
        href: None,
        text,
        number: "",
        lang: None,
        language: None,
        description: None,
        minutes,
        date: None,
        is_part: true,
        with: String::new(),
        children: Vec::new(),
    }
}

/// Two lengths one after the other.
fn joined(a: Length, b: Length) -> Length {
    Length {
        n_characters: a.n_characters.saturating_add(b.n_characters),
        n_words: a.n_words.saturating_add(b.n_words),
        n_cjk: a.n_cjk.saturating_add(b.n_cjk),
        n_code_lines: a.n_code_lines.saturating_add(b.n_code_lines),
        n_images: a.n_images.saturating_add(b.n_images),
    }
}

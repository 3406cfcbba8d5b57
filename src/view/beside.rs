//! What pages say of the facing pages of their chapter, and a facing page of its columns.
//!
//! Floor 3.

use super::{
    body::notes::Marks,
    ctx::Ctx,
    data::{BesideView, FacingView, HeadView, HeaderView, PageView, SideView},
    page::Written,
    text::note_prefix,
    title,
};
use crate::{
    book::{Entry, EntryIdx, LocaleIdx},
    chapter::Chapter,
    escape,
    path::Anchor,
};

/// Links to the facing pages of a chapter.
pub(super) fn links<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Vec<BesideView<'a>> {
    let both = ctx.words().word("both-languages");
    let is_one = ctx.places.beside(idx).count() == 1;
    let view = |(other, permalink)| {
        let locale = ctx.a_locale(other);
        let words = ctx.words().word("beside-language");
        let name = format!("<bdi lang=\"{}\">{}</bdi>", locale.tag, escape::text(&locale.name));
        BesideView {
            href: ctx.way.to(permalink),
            locale: locale.code.as_str(),
            text: words.replace("{language}", &locale.name),
            text_html: escape::text(words).replace("{language}", &name),
            short_text: if is_one { both.to_owned() } else { format!("{both}: {}", locale.name) },
            is_current: permalink == ctx.permalink,
        }
    };
    ctx.places.beside(idx).map(view).collect()
}

/// The page of a chapter with what only its facing page has.
pub(super) fn with_both<'a>(
    ctx: &Ctx<'a>,
    idx: EntryIdx,
    other: LocaleIdx,
    written: &Written<'a>,
    page: PageView<'a>,
) -> PageView<'a> {
    let Some(beside) = ctx.book.translation(idx, other) else { return page };
    let (left, right): (&Entry, &Entry) = (ctx.book.entry(idx), ctx.book.entry(beside));
    let swapped = ctx.places.facing(beside, ctx.locale).unwrap_or(&right.permalink);
    let (left_text, right_text) = (written.shown.chapter(), written.shown.other());
    let is_taken = |anchor: &Anchor| {
        let is_own = left_text.is_some_and(|chapter| chapter.card.ids.contains_key(anchor));
        let is_title = left.card.title_anchor.as_ref() == Some(anchor);
        is_own || is_title || left.shared_ids.values().any(|shared| shared == anchor)
    };
    let facing = FacingView {
        sides: [
            side(ctx, idx, left_text, "", |_| true),
            side(ctx, beside, right_text, &note_prefix(ctx.a_locale(right.locale)), |anchor| !is_taken(anchor)),
        ],
        swapped: ctx.way.to(swapped),
    };
    let title = format!("{} / {}", left.card.title, page.head.title.replacen(&*left.card.title, &right.card.title, 1));
    PageView {
        head: HeadView { title, ..page.head },
        header: HeaderView { other_titles: Vec::new(), ..page.header },
        // The columns need the width, and notes stand in them.
        outline: Vec::new(),
        has_notes: false,
        facing: Some(facing),
        ..page
    }
}

/// A column. `prefix` stands before the ids of its notes; `is_given` is whether an `id` of
/// its title is to stand on the page.
fn side<'a>(
    ctx: &Ctx<'a>,
    idx: EntryIdx,
    chapter: Option<&'a Chapter>,
    prefix: &str,
    is_given: impl Fn(&Anchor) -> bool,
) -> SideView<'a> {
    let entry: &'a Entry = ctx.book.entry(idx);
    let locale = ctx.a_locale(entry.locale);
    let is_original = ctx.book.leading_version(idx) == idx;
    let marks = chapter.map_or(&[][..], |chapter| &chapter.title);
    let anchor = entry.card.title_anchor.as_ref().filter(|anchor| is_given(anchor));
    SideView {
        lang: locale.tag.as_str(),
        dir: locale.tag.direction(),
        name: &locale.name,
        role: ctx.words().word(if is_original { "original" } else { "translation" }),
        title: &entry.card.title,
        title_html: title::html(&entry.card.title, marks, &locale.tag, None),
        notes_html: Marks { prefix, word: ctx.words_of(entry.locale).word("footnote") }.of(marks),
        anchor: anchor.map(Anchor::as_str),
        href: ctx.way.to(&entry.permalink),
    }
}

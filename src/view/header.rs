//! What stands above and below a chapter's text: title, people, dates, lengths; tags,
//! further reading, its neighbours.
//!
//! Floor 3.

use std::sync::Arc;

use super::{
    body::notes::Marks,
    ctx::Ctx,
    data::{HeaderView, LinkView, OutlineView, PagerView, PeopleView, PictureView},
    recordings, title,
};
use crate::{
    book::{Entry, EntryIdx, EntryRole, Target},
    chapter::Chapter,
    front_matter::Kind,
    outline::OutlineNode,
    path::Slug,
};

/// How deep the outline of a chapter goes that does not say: headings of level 2 and 3.
const OUTLINE_DEPTH: u8 = 2;

/// How many related chapters are shown.
const N_RELATED: usize = 3;

/// A header with a title and nothing else.
pub(super) fn plain<'a>(ctx: &Ctx<'_>, text: &'a str) -> HeaderView<'a> {
    HeaderView {
        title: text,
        title_html: title::html(text, &[], &ctx.own_locale().tag, None),
        anchor: None,
        lang: None,
        number: "",
        subtitle: None,
        description: None,
        other_titles: Vec::new(),
        people: Vec::new(),
        location: None,
        date: None,
        updated: None,
        minutes: None,
        length: None,
        audio: None,
        video: None,
        cover: None,
    }
}

/// The header of a chapter. `chapter` is its text, which has the title with its marks.
pub(super) fn of_entry<'a>(ctx: &Ctx<'a>, idx: EntryIdx, chapter: Option<&Chapter>) -> HeaderView<'a> {
    let entry: &'a Entry = ctx.book.entry(idx);
    let (card, front) = (&entry.card, &entry.front);
    let marks = chapter.map_or(&[][..], |chapter| &chapter.title);
    let notes = Marks { prefix: "", word: ctx.words_of(entry.locale).word("footnote") };
    let is_read_through = entry.role != EntryRole::Home && entry.kind() != Kind::Page;
    let links = &entry.front_links;
    HeaderView {
        title: &card.title,
        title_html: title::html(&card.title, marks, &ctx.a_locale(entry.locale).tag, Some(notes)),
        anchor: card.title_anchor.as_ref().map(|anchor| anchor.as_str().into()),
        lang: ctx.other_lang(entry.locale),
        number: &entry.number,
        subtitle: front.subtitle.as_deref(),
        description: front.description.as_deref(),
        other_titles: other_titles(ctx, idx),
        people: people(ctx, entry),
        location: front.location.as_deref(),
        date: front.date.map(|date| ctx.date(date)),
        updated: front.updated.map(|date| ctx.date(date)),
        minutes: ctx.minutes(&card.length, entry.locale).filter(|_| is_read_through),
        length: ctx.length_in(&card.length, entry.locale).filter(|_| is_read_through),
        audio: recordings::audio(ctx, entry),
        video: recordings::video(ctx, entry),
        cover: front.cover.as_deref().and_then(|cover| picture(ctx, cover, links.cover.as_ref()?)),
    }
}

/// The chapter's title in the book's other languages.
fn other_titles<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Vec<LinkView<'a>> {
    ctx.book.versions(idx).filter(|version| *version != idx).map(|version| ctx.entry_link(version)).collect()
}

/// Authors, translators and editors. The book's authors are those of its home page.
pub(super) fn people<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Vec<PeopleView<'a>> {
    let front = &entry.front;
    let of_book = (entry.role == EntryRole::Home).then_some(&ctx.book.settings.authors);
    let roles = [
        ("authors", front.authors.as_ref().or(of_book)),
        ("translators", front.translators.as_ref()),
        ("editors", front.editors.as_ref()),
    ];
    let view = |(role, names): (&'static str, Option<&'a Vec<Arc<str>>>)| {
        let names = names.filter(|names| !names.is_empty())?;
        Some(PeopleView { role, label: ctx.words().word(role), names, text: joined(ctx, names) })
    };
    roles.into_iter().filter_map(view).collect()
}

/// Names as the page's language lists them: `A, B and C`.
fn joined(ctx: &Ctx<'_>, names: &[Arc<str>]) -> String {
    let (comma, and) = (ctx.words().word("list-comma"), ctx.words().word("list-and"));
    match names.split_last() {
        Some((last, [])) => last.to_string(),
        Some((last, others)) => format!("{}{and}{last}", others.join(comma)),
        None => String::new(),
    }
}

fn picture(ctx: &Ctx<'_>, written: &str, target: &Target) -> Option<PictureView> {
    let size = match target {
        Target::File(path) => ctx.book.files.get(path).and_then(|card| card.picture),
        _ => None,
    };
    Some(PictureView {
        src: ctx.target(target, written, true)?,
        width: size.map(|size| size.width),
        height: size.map(|size| size.height),
    })
}

/// The parts above an entry, the home page first.
pub(super) fn crumbs<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Vec<LinkView<'a>> {
    if ctx.book.entry(idx).role == EntryRole::Home {
        return Vec::new();
    }
    let above = std::iter::successors(ctx.book.entry(idx).parent, |idx| ctx.book.entry(*idx).parent);
    let parts = above.filter(|idx| ctx.book.entry(*idx).role != EntryRole::Home);
    let link = |idx| LinkView { href: Some(ctx.way.to(ctx.address(idx))), ..ctx.entry_link(idx) };
    let mut crumbs: Vec<LinkView<'a>> = parts.map(|idx| link(ctx.version(idx))).collect();
    crumbs.push(home_crumb(ctx));
    crumbs.reverse();
    crumbs
}

/// The first step of every way down: the book.
pub(super) fn home_crumb<'a>(ctx: &Ctx<'a>) -> LinkView<'a> {
    LinkView {
        href: Some(ctx.way.to(&ctx.book.tree(ctx.locale).home_permalink)),
        text: ctx.book_title(ctx.locale),
        number: "",
        lang: None,
    }
}

/// The headings of a chapter as a tree; empty when there are fewer than two.
pub(super) fn outline(entry: &Entry) -> Vec<OutlineView<'_>> {
    let deepest = 1 + entry.front.toc_depth.unwrap_or(OUTLINE_DEPTH).min(5);
    let tree = entry.card.outline.tree(deepest);
    let n_headings = entry.card.outline.headings.iter().filter(|heading| heading.level <= deepest).count();
    if n_headings < 2 { Vec::new() } else { tree.iter().map(node).collect() }
}

fn node<'a>(node: &OutlineNode<'a>) -> OutlineView<'a> {
    OutlineView {
        href: format!("#{}", node.heading.anchor.fragment()),
        text: &node.heading.text,
        level: node.heading.level,
        children: node.children.iter().map(self::node).collect(),
    }
}

/// The chapters before and after.
pub(super) fn pager<'a>(ctx: &Ctx<'a>, entry: &Entry) -> PagerView<'a> {
    PagerView { prev: entry.prev.map(|idx| ctx.neighbour(idx)), next: entry.next.map(|idx| ctx.neighbour(idx)) }
}

/// What a chapter is about.
pub(super) fn tags<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Vec<LinkView<'a>> {
    let link = |text: &'a Arc<str>| LinkView {
        href: Slug::of_tag(text).and_then(|slug| Some(ctx.way.to(ctx.places.tag_page(ctx.locale, &slug)?))),
        text,
        number: "",
        lang: None,
    };
    entry.front.tags.iter().flatten().map(link).collect()
}

/// Chapters that are about the same, but for those that further reading leads to.
pub(super) fn related<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Vec<LinkView<'a>> {
    let further = &ctx.book.entry(idx).front_links.further;
    let is_new = |other: &&EntryIdx| {
        !further.iter().any(|target| matches!(target, Target::Page { entry, .. } if entry == *other))
    };
    let related = ctx.places.related.to(idx).iter().filter(is_new).take(N_RELATED);
    related.map(|other| ctx.neighbour(*other).link).collect()
}

/// Further reading. What is a chapter of the book in another language says so.
pub(super) fn further<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Vec<LinkView<'a>> {
    let links =
        entry.front.further.iter().zip(entry.front_links.further.iter().map(Some).chain(std::iter::repeat(None)));
    links
        .map(|(reading, target)| {
            let target = target.unwrap_or(&Target::Elsewhere);
            let lang = match target {
                Target::Page { entry, .. } => ctx.lang_beyond(*entry),
                _ => None,
            };
            LinkView { href: ctx.target(target, &reading.url, false), text: &reading.title, number: "", lang }
        })
        .collect()
}

//! What stands in a page's `<head>`: its title, its addresses for search engines, what
//! those who share it are shown.
//!
//! Floor 3.

use std::sync::Arc;

use serde::Serialize;

use super::{
    assets::Assets,
    ctx::Ctx,
    data::{HeadView, SocialView},
    languages,
    let_in::LetIn,
    place::Place,
};
use crate::book::{Entry, EntryRole, LocaleIdx, MARKDOWN, Target};

/// What of a page's head is not the same on every page of its kind.
pub(super) struct Head<'a> {
    /// The page's own title.
    pub title: &'a str,
    /// A sentence or two about it.
    pub description: Option<&'a str>,
    /// The chapter it shows.
    pub entry: Option<&'a Entry>,
    /// What it lets in beside its own files.
    pub let_in: LetIn<'a>,
}

impl Head<'_> {
    /// The locale of what the page shows: that of an original that stands in for a
    /// translation is not the page's.
    fn locale(&self, ctx: &Ctx<'_>) -> LocaleIdx {
        self.entry.map_or(ctx.locale, |entry| entry.locale)
    }
}

/// Makes the head of a page.
pub(super) fn view<'a>(ctx: &Ctx<'a>, place: &'a Place, head: &Head<'a>) -> HeadView<'a> {
    let assets = &ctx.look.assets;
    let chapter_noindex = head.entry.is_some_and(|entry| entry.front.noindex.unwrap_or(false));
    let is_noindex = chapter_noindex
        || matches!(
            place,
            Place::NotFound | Place::Redirect(_) | Place::Status(_) | Place::Search(_) | Place::Print(_)
        );
    // The Markdown lies beside the chapter's own page.
    let own_entry = head.entry.filter(|_| matches!(place, Place::Entry(_)));
    // A facing page shows nothing that the chapter's own page does not.
    let own = place.entry().map_or(ctx.permalink, |idx| &ctx.book.entry(idx).permalink);
    let canonical = ctx.way.full(own).filter(|_| !is_noindex);
    HeadView {
        title: match place {
            Place::Root => root_title(ctx),
            _ => whole_title(head.title, ctx.book_title(ctx.locale)),
        },
        description: head.description.filter(|text| !text.is_empty()),
        is_noindex,
        csp: assets.csp_with(&head.let_in),
        boot: &assets.boot,
        prefetch: Assets::prefetch(),
        styles: assets.styles.iter().map(|style| ctx.way.to(style)).collect(),
        script: assets.script.as_ref().map(|script| ctx.way.to(script)),
        scripts: assets.scripts.iter().map(|(folder, script)| (&**folder, ctx.way.to(script))).collect(),
        icon: assets.icon.as_ref().map(|icon| ctx.way.to(icon)),
        alternates: languages::alternates(ctx, place),
        feed: ctx.book.tree(ctx.locale).feed.as_ref().map(|feed| ctx.way.to(feed)),
        markdown: own_entry.filter(|entry| entry.has_markdown(&ctx.book.settings)).map(|_| MARKDOWN.to_owned()),
        social: (!is_noindex).then(|| social(ctx, head)),
        linked_data: canonical.as_deref().and_then(|url| linked_data(ctx, head, url)),
        canonical,
    }
}

/// The title of a page with the book's behind it, each once.
fn whole_title(title: &str, book: &str) -> String {
    if title == book || book.is_empty() { title.to_owned() } else { format!("{title} · {book}") }
}

/// The title of the page that belongs to no language: the book's in each of them.
fn root_title(ctx: &Ctx<'_>) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for title in ctx.book.locale_idxs().map(|locale| ctx.book_title(locale)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(" · ")
}

fn social<'a>(ctx: &Ctx<'a>, head: &Head<'a>) -> SocialView<'a> {
    let is_article = |entry: &Entry| entry.role == EntryRole::Chapter;
    SocialView {
        title: head.title,
        kind: match head.entry {
            Some(entry) if is_article(entry) => "article",
            Some(entry) if entry.role == EntryRole::Home => "book",
            _ => "website",
        },
        locale: ctx.a_locale(head.locale(ctx)).tag.as_str().replace('-', "_"),
        image: head.entry.and_then(|entry| cover(ctx, entry)),
        published: head.entry.and_then(|entry| entry.front.date).map(|date| date.to_string()),
        modified: head.entry.and_then(|entry| entry.front.updated).map(|date| date.to_string()),
    }
}

/// The full address of a chapter's picture.
fn cover(ctx: &Ctx<'_>, entry: &Entry) -> Option<String> {
    match entry.front_links.cover.as_ref()? {
        Target::File(path) => ctx.way.full(&ctx.book.files.get(path)?.shown_permalink),
        Target::Elsewhere => entry.front.cover.as_deref().map(str::to_owned),
        _ => None,
    }
}

/// What a page is, in the words of schema.org.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkedData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    url: &'a str,
    name: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Work<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<Work<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Work<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: String,
}

/// What the page of a chapter or a book is, as JSON-LD that can stand in a `<script>`;
/// `None` for other pages.
fn linked_data(ctx: &Ctx<'_>, head: &Head<'_>, url: &str) -> Option<String> {
    let entry = head.entry?;
    let is_home = entry.role == EntryRole::Home;
    let locale = head.locale(ctx);
    let home = &ctx.book.tree(locale).home_permalink;
    let book = Work { kind: "Book", name: ctx.book_title(locale), url: ctx.way.full(home)? };
    let front = &entry.front;
    let data = LinkedData {
        context: "https://schema.org",
        kind: if is_home { "Book" } else { "Article" },
        url,
        name: if is_home { ctx.book_title(locale) } else { head.title },
        in_language: ctx.a_locale(locale).tag.as_str(),
        description: head.description.filter(|text| !text.is_empty()),
        author: persons(front.authors.as_ref().unwrap_or(&ctx.book.settings.authors)),
        translator: front.translators.as_ref().map_or_else(Vec::new, |names| persons(names)),
        date_published: front.date.map(|date| date.to_string()),
        date_modified: front.updated.map(|date| date.to_string()),
        is_part_of: (!is_home).then_some(book),
        translation_of_work: original(ctx, entry),
    };
    // `<` would end the script in the middle of a text; JSON has another way to write it.
    Some(serde_json::to_string(&data).ok()?.replace('<', "\\u003c"))
}

fn persons(names: &[Arc<str>]) -> Vec<Person<'_>> {
    names.iter().map(|name| Person { kind: "Person", name }).collect()
}

/// The chapter that a chapter translates, if the book has it.
fn original<'a>(ctx: &Ctx<'a>, entry: &Entry) -> Option<Work<'a>> {
    let own = entry.versions.get(entry.locale.0).copied().flatten()?;
    let leading = ctx.book.leading_version(own);
    if leading == own {
        return None;
    }
    let original: &'a Entry = ctx.book.entry(leading);
    let (kind, name) = match original.role {
        EntryRole::Home => ("Book", ctx.book_title(original.locale)),
        _ => ("Article", &*original.card.title),
    };
    Some(Work { kind, name, url: ctx.way.full(&original.permalink)? })
}

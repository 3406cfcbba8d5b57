//! The same page in the book's other languages: for readers, and for search engines.
//!
//! A link says `hreflang` to search engines only where the page is really translated, and
//! then both pages say it of each other. A reader is never left without a link: where the
//! page is not translated, the switch leads to the nearest page that is, and says so.
//!
//! Floor 3.

use super::{
    ctx::Ctx,
    data::{AlternateView, LanguageView},
    place::Place,
};
use crate::{
    book::{Book, EntryIdx, EntryRole, LocaleIdx, Nearest},
    locale::Locale,
    path::Permalink,
};

/// A page in a locale.
#[derive(Clone, Copy, Debug)]
struct Version<'a> {
    locale: LocaleIdx,
    permalink: &'a Permalink,
    /// Whether it is the same page.
    is_same: bool,
    /// Whether the page there shows another language's text, since it has none of its own.
    is_foreign: bool,
}

/// The language switch; empty in a book of one language.
pub(super) fn switch<'a>(ctx: &Ctx<'a>, place: &'a Place) -> Vec<LanguageView<'a>> {
    if ctx.book.trees.len() < 2 {
        return Vec::new();
    }
    let note = |version: &Version<'_>| match (version.is_same, version.is_foreign) {
        (true, false) => None,
        (true, true) => Some(ctx.words().word("state-missing")),
        (false, _) => Some(ctx.words().word("untranslated-link")),
    };
    let view = |version: Version<'a>| {
        let locale = ctx.a_locale(version.locale);
        LanguageView {
            href: ctx.way.to(version.permalink),
            lang: locale.tag.as_str(),
            dir: locale.tag.direction(),
            locale: locale.code.as_str(),
            name: &locale.name,
            short_name: short_name(locale, &ctx.book.settings.locales),
            is_current: version.locale == ctx.locale && version.permalink == ctx.permalink,
            is_same_page: version.is_same,
            note: note(&version),
        }
    };
    ctx.book.locale_idxs().map(|locale| view(version(ctx, place, locale))).collect()
}

/// Where a page leads a reader of a locale.
fn version<'a>(ctx: &Ctx<'a>, place: &'a Place, locale: LocaleIdx) -> Version<'a> {
    let book: &'a Book = ctx.book;
    let same = |permalink: &'a Permalink| Version { locale, permalink, is_same: true, is_foreign: false };
    let foreign = |permalink: &'a Permalink| Version { is_foreign: true, ..same(permalink) };
    let near = |permalink: &'a Permalink| Version { locale, permalink, is_same: false, is_foreign: false };
    match place {
        Place::Untranslated(_, own) if *own == locale => foreign(ctx.permalink),
        Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => match book
            .nearest_version(*idx, locale)
        {
            Nearest::Above(_) | Nearest::Home
                if let Some(page) = ctx.places.fallback(locale, book.leading_version(*idx)) =>
            {
                foreign(&page.permalink)
            }
            Nearest::Same(entry) => same(&book.entry(entry).permalink),
            Nearest::Above(entry) => near(&book.entry(entry).permalink),
            // A home page that no chapter makes is a home page all the same.
            Nearest::Home => {
                Version { is_same: book.entry(*idx).role == EntryRole::Home, ..near(&book.tree(locale).home_permalink) }
            }
        },
        Place::Root | Place::NotFound | Place::Home(_) => same(&book.tree(locale).home_permalink),
        Place::Contents(_) => same(ctx.places.contents(locale)),
        Place::Status(_) => same(ctx.places.status(locale)),
        Place::Search(_) => same(ctx.places.search(locale).unwrap_or_else(|| ctx.places.contents(locale))),
        Place::Print(_) => match ctx.places.print(locale) {
            Some(page) => same(page),
            None => near(ctx.places.contents(locale)),
        },
        Place::Glossary(_) => match ctx.places.glossary(locale) {
            Some(page) => same(page),
            None => near(ctx.places.contents(locale)),
        },
        Place::Tags(_) => match ctx.places.tag_list(locale) {
            Some(list) => same(list),
            None => near(ctx.places.contents(locale)),
        },
        Place::Tag(_, slug) => match (ctx.places.tag_page(locale, slug), ctx.places.tag_list(locale)) {
            (Some(page), _) => same(page),
            (None, Some(list)) => near(list),
            (None, None) => near(ctx.places.contents(locale)),
        },
        Place::Redirect(old) => match book.redirects.get(old) {
            Some(entry) => version_of_redirect(book, *entry, locale),
            None => near(&book.tree(locale).home_permalink),
        },
    }
}

fn version_of_redirect(book: &Book, entry: EntryIdx, locale: LocaleIdx) -> Version<'_> {
    let permalink = match book.nearest_version(entry, locale) {
        Nearest::Same(entry) | Nearest::Above(entry) => &book.entry(entry).permalink,
        Nearest::Home => &book.tree(locale).home_permalink,
    };
    Version { locale, permalink, is_same: false, is_foreign: false }
}

/// The page in every language that has it, for search engines; empty where only one has.
///
/// `x-default` is the page in the book's original language. The page at `/`, where the reader
/// chooses, is in no language: it is a version of nothing and names none.
pub(super) fn alternates<'a>(ctx: &Ctx<'a>, place: &'a Place) -> Vec<AlternateView<'a>> {
    let is_listed = match place {
        // A facing page stands for the pages of its languages, which are listed themselves.
        Place::NotFound
        | Place::Redirect(_)
        | Place::Facing(..)
        | Place::Status(_)
        | Place::Untranslated(..)
        | Place::Root
        | Place::Print(_) => false,
        Place::Entry(idx) => !is_noindex(ctx.book, *idx),
        _ => true,
    };
    let versions: Vec<Version<'a>> = ctx
        .book
        .locale_idxs()
        .map(|locale| version(ctx, place, locale))
        .filter(|version| is_offered(ctx, place, version))
        .collect();
    if !is_listed || versions.len() < 2 {
        return Vec::new();
    }
    let address = |permalink: &Permalink| ctx.way.full(permalink).unwrap_or_else(|| ctx.way.to(permalink));
    let original = ctx.book.locale_idx(&ctx.book.settings.original);
    let leading = versions.iter().find(|version| Some(version.locale) == original).unwrap_or(&versions[0]);
    let mut views: Vec<AlternateView<'a>> = versions
        .iter()
        .map(|version| AlternateView {
            hreflang: ctx.a_locale(version.locale).tag.as_str(),
            href: address(version.permalink),
        })
        .collect();
    views.push(AlternateView { hreflang: "x-default", href: address(leading.permalink) });
    views
}

/// Whether search engines are told of a version of a page.
fn is_offered(ctx: &Ctx<'_>, place: &Place, version: &Version<'_>) -> bool {
    let noindex = match place {
        Place::Entry(idx) => {
            ctx.book.translation(*idx, version.locale).is_some_and(|entry| is_noindex(ctx.book, entry))
        }
        _ => false,
    };
    version.is_same && !version.is_foreign && !noindex
}

fn is_noindex(book: &Book, idx: EntryIdx) -> bool {
    book.entry(idx).front.noindex.unwrap_or(false)
}

/// A language's name in two or three letters: `EN`, `中文`, `日本語`.
///
/// Languages of the Chinese script have short names of their own; for others readers know
/// the code. Two locales of one language are told apart by more of the name.
fn short_name(locale: &Locale, all: &[Locale]) -> String {
    let is_cjk = locale.name.starts_with(crate::locale::is_cjk);
    let has_sibling = all.iter().any(|other| other != locale && other.tag.language() == locale.tag.language());
    match (is_cjk, has_sibling) {
        (true, _) if locale.name.chars().count() <= 3 => locale.name.to_string(),
        (true, false) if locale.tag.language() == "zh" => "中文".to_owned(),
        (true, _) => locale.name.chars().take(2).collect(),
        (false, false) => locale.tag.language().to_uppercase(),
        (false, true) => locale.code.as_str().to_uppercase(),
    }
}

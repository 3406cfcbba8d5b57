//! Makes everything a page shows into the data of its template.
//!
//! Floor 3. Decides; places nothing.

use super::{
    beside, colophon, comments,
    ctx::Ctx,
    data::{
        ChoiceView, ForeignView, HeaderView, LinkView, NavView, NeighbourView, NoticeView, PageKind, PageView,
        PagerView,
    },
    follow, glossary,
    head::{self, Head},
    header, languages,
    let_in::LetIn,
    lists,
    place::{self, Place, Places},
    search, status,
    text::{Shown, Text},
    voices,
};
use crate::{
    book::{Entry, EntryIdx, EntryRole, LocaleIdx},
    chapter::Chapter,
    front_matter::Kind,
    translation::{Pair, State},
};

/// What was made for a page before its data: text that the data borrows.
pub(super) struct Written<'a> {
    /// The text that the page shows.
    pub shown: Shown<'a>,
    /// The way to the site's root.
    pub root: &'a str,
}

/// The data of a page, but for its long texts, body and table of contents.
pub(super) fn view<'a>(ctx: &Ctx<'a>, place: &'a Place, written: &Written<'a>) -> PageView<'a> {
    let header = header(ctx, place, written.shown.chapter());
    let frame = frame(ctx, place, written, header);
    match place {
        Place::Entry(idx) => with_entry(ctx, *idx, written, frame),
        Place::Untranslated(idx, _) => foreign(ctx, *idx, with_entry(ctx, *idx, written, frame)),
        Place::Facing(idx, other) => {
            beside::with_both(ctx, *idx, *other, written, with_entry(ctx, *idx, written, frame))
        }
        _ => frame,
    }
}

/// What every page has, whatever it shows.
fn frame<'a>(ctx: &Ctx<'a>, place: &'a Place, written: &Written<'a>, header: HeaderView<'a>) -> PageView<'a> {
    let locale = ctx.own_locale();
    let entry = place.entry().map(|idx| ctx.book.entry(idx));
    let head = Head {
        title: head_title(ctx, place, header.title),
        description: description(ctx, place, entry),
        entry,
        let_in: LetIn::of_page(ctx, place, &written.shown),
    };
    PageView {
        kind: kind(ctx, place),
        lang: locale.tag.as_str(),
        dir: locale.tag.direction(),
        locale: locale.code.as_str(),
        root: written.root,
        permalink: ctx.permalink.as_str(),
        head: head::view(ctx, place, &head),
        nav: nav(ctx, entry),
        languages: languages::switch(ctx, place),
        beside: place.entry().map_or_else(Vec::new, |idx| beside::links(ctx, idx)),
        facing: None,
        crumbs: crumbs(ctx, place),
        header,
        foreign: None,
        notices: notices(ctx, written),
        status: match written.shown {
            Shown::Standings(standings) => Some(status::view(ctx, standings)),
            _ => None,
        },
        toc: "".into(),
        outline: Vec::new(),
        has_notes: false,
        voices: Vec::new(),
        body: "".into(),
        contents: contents(ctx, place),
        glossary: if matches!(place, Place::Glossary(_)) { glossary::view(ctx) } else { Vec::new() },
        chapters: Vec::new(),
        start: start(ctx, place),
        tags: Vec::new(),
        further: Vec::new(),
        related: Vec::new(),
        comments: None,
        colophon: None,
        pager: PagerView::default(),
        search: search::view(ctx),
        choices: choices(ctx, place),
        redirect: redirect(ctx, place),
        extra: None,
    }
}

/// The frame with what only a chapter's page has.
fn with_entry<'a>(ctx: &Ctx<'a>, idx: EntryIdx, written: &Written<'a>, frame: PageView<'a>) -> PageView<'a> {
    let entry: &'a Entry = ctx.book.entry(idx);
    PageView {
        // The home page has the whole contents instead.
        outline: if entry.role == EntryRole::Home { Vec::new() } else { header::outline(entry) },
        has_notes: written.shown.chapter().is_some_and(|chapter| !chapter.doc.footnotes.is_empty()),
        tags: header::tags(ctx, entry),
        further: header::further(ctx, entry),
        voices: voices::voices(ctx, entry),
        related: header::related(ctx, idx),
        comments: comments::comments(ctx, idx),
        colophon: colophon::colophon(ctx, idx),
        pager: header::pager(ctx, entry),
        extra: entry.front.extra.as_ref(),
        ..frame
    }
}

/// The page of an original under the interface of a locale that does not translate it.
fn foreign<'a>(ctx: &Ctx<'a>, idx: EntryIdx, page: PageView<'a>) -> PageView<'a> {
    let locale = ctx.a_locale(ctx.book.entry(idx).locale);
    let neighbours = ctx.places.fallback(ctx.locale, idx);
    let text = ctx.words().fill("untranslated", &[("language", &locale.name)]);
    PageView {
        foreign: Some(ForeignView { lang: locale.tag.as_str(), dir: locale.tag.direction() }),
        notices: vec![NoticeView { kind: "untranslated", text }],
        pager: PagerView {
            prev: neighbours.and_then(|page| page.prev).map(|idx| ctx.neighbour(idx)),
            next: neighbours.and_then(|page| page.next).map(|idx| ctx.neighbour(idx)),
        },
        ..page
    }
}

/// The template that renders a page, by the first of these names that the theme has.
pub(super) fn templates(ctx: &Ctx<'_>, place: &Place) -> Vec<String> {
    let kind = kind(ctx, place);
    let own = match kind {
        PageKind::Root => "root.html",
        PageKind::Home => "home.html",
        PageKind::Part => "part.html",
        PageKind::Chapter => "chapter.html",
        PageKind::Interview => "interview.html",
        PageKind::Page => "page.html",
        PageKind::Facing => "facing.html",
        PageKind::Contents => "contents.html",
        PageKind::Status => "status.html",
        PageKind::Search => "search.html",
        PageKind::Print => "print.html",
        PageKind::Glossary => "glossary.html",
        PageKind::Tags => "tags.html",
        PageKind::Tag => "tag.html",
        PageKind::NotFound => "404.html",
        PageKind::Redirect => "redirect.html",
    };
    let mut names = vec![own.to_owned()];
    match kind {
        PageKind::Interview | PageKind::Page | PageKind::Part => names.push("chapter.html".to_owned()),
        PageKind::Search | PageKind::Tags | PageKind::Tag => names.push("contents.html".to_owned()),
        _ => {}
    }
    names
}

fn kind(ctx: &Ctx<'_>, place: &Place) -> PageKind {
    match place {
        Place::Root if place::chooses_at_root(ctx.book) => PageKind::Root,
        Place::Root | Place::Redirect(_) => PageKind::Redirect,
        Place::NotFound => PageKind::NotFound,
        Place::Facing(..) => PageKind::Facing,
        Place::Home(_) => PageKind::Home,
        Place::Contents(_) => PageKind::Contents,
        Place::Status(_) => PageKind::Status,
        Place::Search(_) => PageKind::Search,
        Place::Print(_) => PageKind::Print,
        Place::Glossary(_) => PageKind::Glossary,
        Place::Tags(_) => PageKind::Tags,
        Place::Tag(..) => PageKind::Tag,
        Place::Entry(idx) | Place::Untranslated(idx, _) => {
            let entry = ctx.book.entry(*idx);
            match (entry.role, entry.kind()) {
                (EntryRole::Home, _) => PageKind::Home,
                (EntryRole::Part, _) => PageKind::Part,
                (EntryRole::Chapter, Kind::Chapter) => PageKind::Chapter,
                (EntryRole::Chapter, Kind::Interview) => PageKind::Interview,
                (EntryRole::Chapter, Kind::Page) => PageKind::Page,
            }
        }
    }
}

fn header<'a>(ctx: &Ctx<'a>, place: &'a Place, chapter: Option<&Chapter>) -> HeaderView<'a> {
    let book = ctx.book_title(ctx.locale);
    match place {
        Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => header::of_entry(ctx, *idx, chapter),
        Place::Home(_) => HeaderView { description: ctx.book_description(ctx.locale), ..header::plain(ctx, book) },
        Place::Root => header::plain(ctx, book),
        Place::NotFound => header::plain(ctx, ctx.words().word("not-found")),
        Place::Contents(_) => header::plain(ctx, ctx.words().word("contents")),
        Place::Status(_) => header::plain(ctx, ctx.words().word("translation-status")),
        Place::Search(_) => header::plain(ctx, ctx.words().word("search")),
        Place::Print(locale) => match ctx.book.tree(*locale).home {
            Some(home) => HeaderView { title: book, ..header::of_entry(ctx, home, None) },
            None => HeaderView { description: ctx.book_description(ctx.locale), ..header::plain(ctx, book) },
        },
        Place::Glossary(_) => header::plain(ctx, ctx.words().word("glossary")),
        Place::Tags(_) => header::plain(ctx, ctx.words().word("tags")),
        Place::Tag(locale, slug) => header::plain(ctx, ctx.places.tags[locale.0].get(slug).map_or("", |tag| &tag.text)),
        Place::Redirect(_) => header::plain(ctx, ctx.words().word("moved")),
    }
}

/// The page's title for `<title>`; that of a page for all languages is in none of them.
fn head_title<'a>(ctx: &Ctx<'a>, place: &Place, title: &'a str) -> &'a str {
    match place {
        Place::Root => ctx.book_title(ctx.locale),
        Place::Print(_) => ctx.words().word("print-book"),
        Place::Redirect(old) => ctx.book.redirects.get(old).map_or(title, |idx| &ctx.book.entry(*idx).card.title),
        _ => title,
    }
}

/// What search engines and those who share a page are shown.
fn description<'a>(ctx: &Ctx<'a>, place: &Place, entry: Option<&'a Entry>) -> Option<&'a str> {
    let of_book = ctx.book_description(ctx.locale);
    match (place, entry) {
        (_, Some(entry)) if entry.role == EntryRole::Home => entry.front.description.as_deref().or(of_book),
        (_, Some(entry)) => entry.front.description.as_deref().or(Some(&entry.card.opening)),
        (Place::NotFound | Place::Redirect(_), None) => None,
        (_, None) => of_book,
    }
}

/// What a reader of a translation should know before reading.
fn notices(ctx: &Ctx<'_>, written: &Written<'_>) -> Vec<NoticeView> {
    let Shown::Chapter(Text { follows: Some(follows), .. }) = written.shown else { return Vec::new() };
    let stale = ctx.book.settings.stale;
    let count = |is_wanted: &dyn Fn(&Pair) -> bool| follows.translation.pairs.iter().filter(|it| is_wanted(it)).count();
    let is_stale = |pair: &Pair| pair.state.is_behind() && follow::is_marked(pair, stale);
    let counts = [
        ("stale", "stale-places", count(&is_stale)),
        ("missing", "missing-places", count(&|pair| pair.state == State::Missing)),
    ];
    let counts = counts.into_iter().filter(|(.., n)| *n > 0);
    counts.map(|(kind, key, n)| NoticeView { kind, text: ctx.words().count(key, n as u64) }).collect()
}

fn nav(ctx: &Ctx<'_>, entry: Option<&Entry>) -> NavView {
    let edit = entry.and_then(|entry| {
        let path = crate::path::encode(entry.card.path.in_project().as_str());
        Some(ctx.book.settings.edit_url.as_deref()?.replace("{path}", &path))
    });
    NavView {
        home: ctx.way.to(&ctx.book.tree(ctx.locale).home_permalink),
        contents: Some(ctx.way.to(ctx.places.contents(ctx.locale))),
        print: ctx.places.print(ctx.locale).map(|page| ctx.way.to(page)),
        search: ctx.places.search(ctx.locale).map(|page| ctx.way.to(page)),
        glossary: ctx.places.glossary(ctx.locale).map(|page| ctx.way.to(page)),
        tags: ctx.places.tag_list(ctx.locale).map(|list| ctx.way.to(list)),
        status: Places::has_status(ctx.book).then(|| ctx.way.to(ctx.places.status(ctx.locale))),
        edit,
    }
}

fn crumbs<'a>(ctx: &Ctx<'a>, place: &Place) -> Vec<LinkView<'a>> {
    let mut crumbs = match place {
        Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => return header::crumbs(ctx, *idx),
        Place::Contents(_)
        | Place::Status(_)
        | Place::Search(_)
        | Place::Glossary(_)
        | Place::Tags(_)
        | Place::Tag(..) => {
            vec![header::home_crumb(ctx)]
        }
        Place::Root | Place::Home(_) | Place::Print(_) | Place::NotFound | Place::Redirect(_) => Vec::new(),
    };
    if let (Place::Tag(..), Some(list)) = (place, ctx.places.tag_list(ctx.locale)) {
        let text = ctx.words().word("tags");
        crumbs.push(LinkView { href: Some(ctx.way.to(list)), text, number: "", lang: None });
    }
    crumbs
}

fn contents<'a>(ctx: &Ctx<'a>, place: &Place) -> Vec<super::data::ContentsView<'a>> {
    match place {
        Place::Home(_) | Place::Contents(_) | Place::Search(_) => lists::whole(ctx),
        Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => match ctx.book.entry(*idx).role {
            EntryRole::Home => lists::whole(ctx),
            EntryRole::Part => lists::below(ctx, *idx),
            EntryRole::Chapter => Vec::new(),
        },
        Place::Tags(_) => lists::tags(ctx),
        Place::Tag(locale, slug) => {
            ctx.places.tags[locale.0].get(slug).map_or_else(Vec::new, |tag| lists::tagged(ctx, &tag.entries))
        }
        Place::Root
        | Place::Print(_)
        | Place::Glossary(_)
        | Place::NotFound
        | Place::Redirect(_)
        | Place::Status(_) => Vec::new(),
    }
}

/// The chapter to begin with, on a home page.
fn start<'a>(ctx: &Ctx<'a>, place: &Place) -> Option<NeighbourView<'a>> {
    let is_home = match place {
        Place::Home(_) => true,
        Place::Entry(idx) => ctx.book.entry(*idx).role == EntryRole::Home,
        _ => false,
    };
    let reading = &ctx.book.tree(ctx.locale).reading;
    let first = reading.iter().find(|idx| ctx.book.entry(**idx).role != EntryRole::Home);
    first.filter(|_| is_home).map(|idx| ctx.neighbour(*idx))
}

/// The locales to choose from, on the pages that belong to none.
fn choices<'a>(ctx: &Ctx<'a>, place: &Place) -> Vec<ChoiceView<'a>> {
    if !matches!(place, Place::Root | Place::NotFound) {
        return Vec::new();
    }
    let view = |idx: LocaleIdx| {
        let (locale, words) = (ctx.a_locale(idx), ctx.words_of(idx));
        ChoiceView {
            lang: locale.tag.as_str(),
            dir: locale.tag.direction(),
            locale: locale.code.as_str(),
            name: &locale.name,
            title: ctx.book_title(idx),
            description: ctx.book_description(idx),
            home: ctx.way.to(&ctx.book.tree(idx).home_permalink),
            contents: ctx.way.to(ctx.places.contents(idx)),
            not_found_title: words.word("not-found"),
            not_found_text: words.word("not-found-text"),
            home_text: words.word("home"),
            contents_text: words.word("contents"),
        }
    };
    ctx.book.locale_idxs().map(view).collect()
}

/// Where a page leads on to.
fn redirect<'a>(ctx: &Ctx<'a>, place: &Place) -> Option<LinkView<'a>> {
    match place {
        Place::Redirect(old) => ctx.book.redirects.get(old).map(|idx| ctx.entry_link(*idx)),
        Place::Root => Some(header::home_crumb(ctx)),
        _ => None,
    }
}

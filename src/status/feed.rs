//! A feed (Atom, RFC 4287) of paragraphs that the original has left behind.
//!
//! An entry is a paragraph in the state it is in: when the original changes once more, it
//! is a new entry. The feed needs full addresses, so a book without `base_url` has none.
//!
//! Floor 3.

use std::fmt::Write;

use crate::{
    book::{Book, EntryIdx},
    catalogue::Catalogue,
    date::Date,
    escape,
    path::{Permalink, encode},
    standing::{ChapterStanding, Open, Standing},
    translation::State,
};

/// How many entries the feed has at most; who is further behind reads the status page.
const MAX_ENTRIES: usize = 200;

/// The feed of a locale; `None` in a book that does not say where it will be.
pub(super) fn atom(book: &Book, standing: &Standing, words: &Catalogue, today: Date) -> Option<String> {
    let base = format!("{}{}", book.settings.origin()?, book.settings.base_path());
    let full = |permalink: &Permalink| permalink.below(&base);
    let open = |chapter: &'_ ChapterStanding| chapter.open.iter().filter(|it| it.state != State::Missing).count();
    let mut chapters: Vec<&ChapterStanding> = standing.chapters.iter().filter(|chapter| open(chapter) > 0).collect();
    // What changed last comes first; chapters of one day stay in reading order.
    chapters.sort_by_key(|chapter| std::cmp::Reverse(changed(book, chapter.original)));
    let newest = chapters.first().and_then(|chapter| changed(book, chapter.original)).unwrap_or(today);
    let home = &book.tree(standing.locale).home_permalink;
    let page = full(&home.child("status"));
    let own = super::feed_path(book, standing);
    let language = book.settings.locales[standing.locale.0].tag.as_str();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\
         <id>{page}</id><title>{title}</title><updated>{newest}T00:00:00Z</updated>\
         <author><name>diglot</name></author>\
         <link rel=\"self\" href=\"{own}\"/><link href=\"{page}\"/>",
        page = escape::text(&page),
        title = escape::text(words.word("status-feed")),
        own = escape::text(&full(&Permalink::file(&own))),
    );
    let entries = chapters.iter().flat_map(|chapter| chapter.open.iter().map(move |open| (*chapter, open)));
    for (chapter, open) in entries.filter(|(_, open)| open.state != State::Missing).take(MAX_ENTRIES) {
        let address = format!("{}#{}", full(&book.entry(chapter.entry).permalink), encode(open.id.as_str()));
        let date = changed(book, chapter.original).unwrap_or(today);
        push_entry(&mut xml, &book.entry(chapter.entry).card.title, &address, open, date, words);
    }
    Some(xml + "</feed>\n")
}

fn push_entry(xml: &mut String, title: &str, address: &str, open: &Open, date: Date, words: &Catalogue) {
    let address = escape::text(address);
    let _ = write!(
        xml,
        "<entry><id>{address}:{print}</id><title>{title} · {id}</title><updated>{date}T00:00:00Z</updated>\
         <link href=\"{address}\"/><summary>{state}: {opening}</summary></entry>",
        print = open.print,
        title = escape::text(title),
        id = escape::text(open.id.as_str()),
        state = escape::text(words.word(&format!("state-{}", open.state.name()))),
        opening = escape::text(&open.opening),
    );
}

/// When a chapter changed last, as far as it says.
fn changed(book: &Book, entry: EntryIdx) -> Option<Date> {
    let front = &book.entry(entry).front;
    front.updated.or(front.date)
}

//! A feed of paragraphs that the original has left behind.
//!
//! An item is a paragraph in the state it is in: when the original changes once more, it is
//! a new item. The feed needs full addresses, so a book without `base_url` has none.
//!
//! Floor 3.

use crate::{
    book::{Book, EntryIdx},
    catalogue::Catalogue,
    date::Date,
    feed::{self, Feed, Item},
    path::{Permalink, encode},
    standing::{ChapterStanding, Open, Standing},
    translation::State,
};

/// How many items the feed has at most; who is further behind reads the status page.
const MAX_ITEMS: usize = 200;

/// The feed of a locale; `None` in a book that does not say where it will be. `today` is
/// the day of chapters that have none.
pub(super) fn atom(book: &Book, standing: &Standing, words: &Catalogue, today: Date) -> Option<String> {
    let base = format!("{}{}", book.settings.origin()?, book.settings.base_path());
    let full = |permalink: &Permalink| permalink.below(&base);
    let mut chapters: Vec<&ChapterStanding> = standing.chapters.iter().collect();
    // What changed last comes first; chapters of one day stay in reading order.
    chapters.sort_by_key(|chapter| std::cmp::Reverse(changed(book, chapter.original)));
    let behind = chapters.into_iter().flat_map(|chapter| chapter.open.iter().map(move |open| (chapter, open)));
    let behind: Vec<(&ChapterStanding, &Open)> =
        behind.filter(|(_, open)| open.state != State::Missing).take(MAX_ITEMS).collect();
    let summaries: Vec<String> = behind.iter().map(|(_, open)| summary(open, words)).collect();
    let items = behind.iter().zip(&summaries).map(|((chapter, open), summary)| {
        let entry = book.entry(chapter.entry);
        let page = full(&entry.permalink);
        let anchor = open.anchor.as_ref().map(|anchor| format!("#{}", anchor.fragment()));
        Item {
            identity: Some(format!("{page}#{}:{}", encode(open.id.as_str()), open.print)),
            address: page + &anchor.unwrap_or_default(),
            title: &entry.card.title,
            summary,
            published: None,
            updated: changed(book, chapter.original).unwrap_or(today),
            authors: &[],
        }
    });
    feed::write(&Feed {
        address: full(&Permalink::file(&super::feed_path(book, standing))),
        page: full(&book.tree(standing.locale).home_permalink.child("status")),
        title: words.word("status-feed"),
        subtitle: None,
        language: &book.settings.locales[standing.locale.0].tag,
        authors: &book.settings.authors,
        items: items.collect(),
        day_when_empty: Some(today),
    })
}

/// What has become of a paragraph, and how it begins.
fn summary(open: &Open, words: &Catalogue) -> String {
    format!("{}{}{}", words.word(&format!("state-{}", open.state.name())), words.word("after-label"), open.opening)
}

/// When a chapter changed last, as far as it says.
fn changed(book: &Book, entry: EntryIdx) -> Option<Date> {
    let front = &book.entry(entry).front;
    front.updated.or(front.date)
}

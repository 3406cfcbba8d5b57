//! The pages and files that the site makes itself and a link may lead to.
//!
//! Facing pages are not listed: there are as many as translations, and the address of one
//! says whose it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{address::Addresses, manuscript::Manuscript, seats::Seats};
use crate::{
    book::{EntryIdx, EntryRole, LLMS, LocaleIdx, MAX_PRINTED},
    glossary::Glossary,
    path::{Permalink, Slug},
    settings::Settings,
};

/// A locale's news feed, in its folder.
pub(super) const FEED: &str = "feed.xml";

/// Lists them: each locale's home page where no chapter is one, its contents, its search,
/// its whole text, its terms, its tags, how far its translations are, its feed; and the
/// list of all texts.
pub(super) fn site_pages(
    manuscript: &Manuscript<'_>,
    glossary: &Glossary,
    seats: &Seats,
    addresses: &Addresses<'_>,
) -> BTreeSet<Permalink> {
    let settings = manuscript.settings;
    let mut pages = BTreeSet::new();
    pages.extend(settings.output.llms.then(|| Permalink::page([]).with_file(LLMS)));
    for (idx, locale) in settings.locales.iter().enumerate() {
        let home = addresses.home(LocaleIdx(idx));
        pages.extend([home.clone(), home.child("contents")]);
        pages.extend(settings.search.enabled.then(|| home.child("search")));
        pages.extend(glossary.speaks(&locale.code).then(|| home.child("glossary")));
        pages.extend((settings.locales.len() > 1).then(|| home.child("status")));
        pages.extend(is_printed(manuscript, seats, LocaleIdx(idx)).then(|| home.child("print")));
        pages.extend(has_feed(manuscript, seats, LocaleIdx(idx)).then(|| home.with_file(FEED)));
    }
    for seat in &seats.list {
        let tags = manuscript.front(seat.chapter).tags.iter().flatten();
        let list = addresses.home(seat.locale).child("tags");
        for tag in tags.filter_map(|tag| Slug::of_tag(tag)) {
            pages.insert(list.child(tag.as_str()));
            pages.insert(list.clone());
        }
    }
    pages
}

/// Whether a chapter's facing page lies at an address: below the chapter's, which both
/// locales of a pair have.
pub(super) fn is_facing(
    manuscript: &Manuscript<'_>,
    seats: &Seats,
    by_address: &BTreeMap<&Permalink, EntryIdx>,
    address: &Permalink,
) -> bool {
    let settings = manuscript.settings;
    let parts = address.as_str().trim_matches('/').rsplit_once('/');
    let Some((above, Some(code))) = parts.map(|(above, last)| (above, last.strip_prefix("with-"))) else {
        return false;
    };
    let Some(page) = by_address.get(&Permalink::page(above.split('/'))) else { return false };
    let Some(other) = settings.locales.iter().position(|locale| locale.code.as_str() == code) else { return false };
    let seat = seats.list[page.0];
    seat.locale != LocaleIdx(other)
        && manuscript.role(seat.chapter) != EntryRole::Home
        && is_pair(settings, seat.locale, LocaleIdx(other))
        && seats.of_node[seat.node.0][other].is_some()
}

/// Whether two locales have facing pages.
fn is_pair(settings: &Settings, one: LocaleIdx, other: LocaleIdx) -> bool {
    let [one, other] = [one, other].map(|locale| &settings.locales[locale.0].code);
    settings.parallel.iter().any(|(a, b)| (a, b) == (one, other) || (a, b) == (other, one))
}

/// Whether a locale's whole text is on one page.
pub(super) fn is_printed(manuscript: &Manuscript<'_>, seats: &Seats, locale: LocaleIdx) -> bool {
    let length = |page: EntryIdx| manuscript.chapter(seats.list[page.0].chapter).card.length.n_characters;
    let mut lengths = seats.reading(locale).map(|page| u64::from(length(page))).peekable();
    manuscript.settings.output.print && lengths.peek().is_some() && lengths.sum::<u64>() <= MAX_PRINTED
}

/// Whether a locale has a feed: its book has an address on the web, and a chapter news.
pub(super) fn has_feed(manuscript: &Manuscript<'_>, seats: &Seats, locale: LocaleIdx) -> bool {
    let is_news = |page: EntryIdx| manuscript.front(seats.list[page.0].chapter).is_news();
    let settings = manuscript.settings;
    settings.output.feed && settings.base_url.is_some() && seats.reading(locale).any(is_news)
}

//! Writes news feeds: what is new, as feed readers understand it.
//!
//! The format is Atom, <https://www.rfc-editor.org/rfc/rfc4287>. A feed is as new as its
//! newest item, never as its build, so that equal books make equal feeds.
//!
//! Floor 2. Knows no book; days are taken to begin at midnight, UTC.

use std::sync::Arc;

use atom_syndication as atom;

use crate::{date::Date, locale::LanguageTag};

/// A feed, before it is written.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// The full address of the feed itself, which is its identity too.
    pub address: String,
    /// The full address of the page that it tells of.
    pub page: String,
    /// Its title.
    pub title: &'a str,
    /// What it tells of, in a sentence or two.
    pub subtitle: Option<&'a str>,
    /// The language of its items.
    pub language: &'a LanguageTag,
    /// Who wrote what has no author of its own; the title stands in for nobody, since a feed
    /// must name someone.
    pub authors: &'a [Arc<str>],
    /// What is new, newest first.
    pub items: Vec<Item<'a>>,
    /// The day of a feed without items; `None` when such a feed is not to be.
    pub day_when_empty: Option<Date>,
}

/// Something new.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its full address.
    pub address: String,
    /// What it is known by; its address, if not given.
    pub identity: Option<String>,
    /// Its title.
    pub title: &'a str,
    /// A sentence or two.
    pub summary: &'a str,
    /// When it was first there, if not on the day of `updated`.
    pub published: Option<Date>,
    /// When it was last changed.
    pub updated: Date,
    /// Who wrote it.
    pub authors: &'a [Arc<str>],
}

/// Writes a feed; `None` for one that would be of no day.
#[must_use]
pub fn write(feed: &Feed<'_>) -> Option<String> {
    let updated = instant(feed.items.iter().map(|item| item.updated).max().or(feed.day_when_empty)?);
    let nobody = [Arc::from(feed.title)];
    let authors = if feed.authors.is_empty() { &nobody } else { feed.authors };
    let written = atom::Feed {
        id: feed.address.clone(),
        title: feed.title.into(),
        subtitle: feed.subtitle.map(Into::into),
        lang: Some(feed.language.as_str().to_owned()),
        updated,
        authors: people(authors),
        links: vec![link("self", &feed.address), link("alternate", &feed.page)],
        generator: Some(atom::Generator { value: "diglot".to_owned(), ..atom::Generator::default() }),
        entries: feed.items.iter().map(entry).collect(),
        ..atom::Feed::default()
    };
    Some(written.to_string() + "\n")
}

fn entry(item: &Item<'_>) -> atom::Entry {
    atom::Entry {
        id: item.identity.as_ref().unwrap_or(&item.address).clone(),
        title: item.title.into(),
        summary: (!item.summary.is_empty()).then(|| item.summary.into()),
        published: item.published.map(instant),
        updated: instant(item.updated),
        authors: people(item.authors),
        links: vec![link("alternate", &item.address)],
        ..atom::Entry::default()
    }
}

fn people(names: &[Arc<str>]) -> Vec<atom::Person> {
    names.iter().map(|name| atom::Person { name: name.to_string(), ..atom::Person::default() }).collect()
}

fn link(rel: &str, href: &str) -> atom::Link {
    atom::Link { rel: rel.to_owned(), href: href.to_owned(), ..atom::Link::default() }
}

fn instant(day: Date) -> atom::FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}

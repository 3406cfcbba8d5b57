//! The report for programs.
//!
//! Floor 3.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    book::{Book, EntryIdx},
    standing::{ChapterStanding, Standing},
    translation::{State, Tally, Totals},
};

/// `status.json`. Fields are added, never renamed; what changes a meaning changes `version`.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    original: &'a str,
    #[serde(flatten)]
    share: Share,
    locales: Vec<Locale<'a>>,
}

/// How much text follows its original, in tenths of a percent, and what is in which state.
#[derive(Serialize)]
struct Share {
    per_mille: u64,
    states: BTreeMap<&'static str, Tally>,
}

#[derive(Serialize)]
struct Locale<'a> {
    #[serde(rename = "locale")]
    code: &'a str,
    lang: &'a str,
    #[serde(flatten)]
    share: Share,
    chapters: Vec<Chapter<'a>>,
    untranslated: Vec<Untranslated<'a>>,
}

#[derive(Serialize)]
struct Chapter<'a> {
    source: &'a str,
    original: &'a str,
    address: &'a str,
    #[serde(flatten)]
    share: Share,
    open: Vec<Open<'a>>,
}

#[derive(Serialize)]
struct Open<'a> {
    id: &'a str,
    state: &'static str,
}

#[derive(Serialize)]
struct Untranslated<'a> {
    original: &'a str,
    address: &'a str,
}

/// The report of all locales.
pub(super) fn json(book: &Book, standings: &[Standing], all: &Totals) -> String {
    let report = Report {
        version: 1,
        original: book.settings.original.as_str(),
        share: share(all),
        locales: standings.iter().map(|standing| locale(book, standing)).collect(),
    };
    serde_json::to_string(&report).expect("texts and numbers can be written as JSON") + "\n"
}

fn locale<'a>(book: &'a Book, standing: &'a Standing) -> Locale<'a> {
    let settings = &book.settings.locales[standing.locale.0];
    let untranslated = |idx: &EntryIdx| Untranslated {
        original: book.entry(*idx).card.path.as_str(),
        address: book.entry(*idx).permalink.as_str(),
    };
    Locale {
        code: settings.code.as_str(),
        lang: settings.tag.as_str(),
        share: share(&standing.totals),
        chapters: standing.chapters.iter().map(|it| chapter(book, it)).collect(),
        untranslated: standing.untranslated.iter().map(untranslated).collect(),
    }
}

fn chapter<'a>(book: &'a Book, standing: &'a ChapterStanding) -> Chapter<'a> {
    let entry = book.entry(standing.entry);
    let open = standing.open.iter().map(|open| Open { id: open.id.as_str(), state: open.state.name() });
    Chapter {
        source: entry.card.path.as_str(),
        original: book.entry(standing.original).card.path.as_str(),
        address: entry.permalink.as_str(),
        share: share(&standing.totals),
        open: open.collect(),
    }
}

fn share(totals: &Totals) -> Share {
    let states = State::ALL.into_iter().map(|state| (state.name(), totals.of(state)));
    Share { per_mille: totals.per_mille(), states: states.filter(|(_, tally)| tally.n_pairs > 0).collect() }
}

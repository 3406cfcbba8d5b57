//! How far translations are, for programs: a report, badges, and a feed of what waits for
//! a translator.
//!
//! | file | holds |
//! | --- | --- |
//! | `status.json` | every locale and chapter, with what is open in it |
//! | `status.svg` | the share of the whole book that follows its originals |
//! | `<locale>/status.svg` | the same of one locale |
//! | `<locale>/status.xml` | an Atom feed of paragraphs that the original has left behind |
//!
//! Floor 3. Knows no template.

mod badge;
mod feed;
mod report;

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::{
    book::Book,
    catalogue::Catalogue,
    date::Date,
    path::{OutPath, Permalink},
    standing::Standing,
    translation::Totals,
};

/// The files of a book with translations; none in one without. `words` are a locale's own.
/// `today` dates the feed of a
/// book none of whose chapters has a date.
#[must_use]
pub fn files<'a>(
    book: &Book,
    standings: &[Standing],
    words: impl Fn(&Standing) -> &'a Catalogue,
    today: Date,
) -> BTreeMap<OutPath, Bytes> {
    let mut files = BTreeMap::new();
    if standings.is_empty() {
        return files;
    }
    let mut add = |path: &OutPath, text: String| drop(files.insert(path.clone(), text.into_bytes().into()));
    let mut all = Totals::default();
    for standing in standings {
        let words = words(standing);
        all.join(&standing.totals);
        add(&badge_path(book, Some(standing)), badge::svg(words.word("status-badge"), standing.totals.per_mille()));
        if let Some(feed) = feed::atom(book, standing, words, today) {
            add(&feed_path(book, standing), feed);
        }
    }
    add(&badge_path(book, None), badge::svg("translation", all.per_mille()));
    add(&report_path(), report::json(book, standings, &all));
    files
}

/// Where the report lies.
fn report_path() -> OutPath {
    OutPath::new("status.json").expect("it lies in the output folder")
}

/// Where the badge of a locale, or of the whole book, lies.
fn badge_path(book: &Book, standing: Option<&Standing>) -> OutPath {
    in_locale(book, standing, "status.svg")
}

/// Where the feed of a locale lies.
fn feed_path(book: &Book, standing: &Standing) -> OutPath {
    in_locale(book, Some(standing), "status.xml")
}

fn in_locale(book: &Book, standing: Option<&Standing>, name: &str) -> OutPath {
    let folder = standing.map_or_else(|| Permalink::page([]), |it| book.tree(it.locale).home_permalink.clone());
    OutPath::new(&format!("{folder}{name}")).expect("a page's folder lies in the output folder")
}

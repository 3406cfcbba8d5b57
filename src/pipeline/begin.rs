//! Begins the ledger of a translation: with the original as it is, as it was when the
//! translation was made, or as the translation itself keeps it in comments.

use std::{collections::BTreeMap, sync::Arc};

use super::{Edition, todo::own, translations::places};
use crate::{
    align::align_hinted,
    book::EntryIdx,
    ledger::{self, Join, Ledger, Sealed},
    markdown,
    origin::Origin,
    parse::{self, Source},
    path::ProjectPath,
    terms::Terms,
    unit::{self, Unit},
};

/// The original as it was.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its text.
    pub text: Arc<str>,
    /// What it included.
    pub includes: BTreeMap<ProjectPath, Arc<str>>,
}

impl Edition {
    /// A ledger of a translation that has none, which holds that the translation follows
    /// the original as it was at `rev`; as it is, when `past` does not tell more. `None`
    /// for an original.
    ///
    /// With it comes how many paragraphs the translation itself told the original of.
    #[must_use]
    pub fn begin(&self, entry: EntryIdx, rev: Option<Arc<str>>, past: Option<&Past>) -> Option<(Ledger, usize)> {
        let bench = self.bench(entry)?;
        let original = &self.book.entry(self.original(entry)?).card;
        let mut ledger = match past {
            None => {
                let join = bench.join();
                ledger::begin(&join, &ledger::join(&join, None), &original.path, rev, true)
            }
            Some(past) => {
                let source = Source {
                    path: &original.path,
                    text: &past.text,
                    locale: &original.locale,
                    tree_path: &original.tree_path,
                    markdown: self.book.settings.markdown,
                    includes: &past.includes,
                    terms: &Terms::default(),
                };
                let chapter = parse::chapter(source).value;
                let units = unit::units(&chapter.doc);
                let terms = self.terms(self.original(entry)?, entry);
                let join = Join {
                    original: &Sealed::all(&units),
                    alignment: &align_hinted(&units, self.units(entry), &terms, &places(&chapter, &units)).alignment,
                    headings: &ledger::heading_ids(&chapter, &units),
                    ..bench.join()
                };
                ledger::begin(&join, &ledger::join(&join, None), &original.path, rev, true)
            }
        };
        let n_told = self.heed_comments(entry, &mut ledger);
        if !self.book.settings.ledger.keep_source {
            ledger.records.iter_mut().for_each(|record| record.was.clear());
        }
        Some((ledger, n_told))
    }

    /// Takes what comments above paragraphs keep of the original into a new ledger.
    fn heed_comments(&self, entry: EntryIdx, ledger: &mut Ledger) -> usize {
        let (chapter, text) = (self.chapter(entry), self.source_text(entry));
        let mut n_told = 0;
        for unit in self.units(entry) {
            let place = own(chapter, unit).map(|range| range.start);
            let comment = place.and_then(|place| ledger::comment_above(text, place));
            let Some(comment) = comment else { continue };
            let seal = Sealed::of(unit).seal();
            let Some(at) = ledger.records.iter().position(|record| record.target.first() == Some(&seal)) else {
                continue;
            };
            if ledger::is_to_do(comment) {
                ledger.records.remove(at);
                continue;
            }
            let said = self.read_comment(entry, comment);
            n_told += usize::from(ledger::was_told(&mut ledger.records[at], &Sealed::all(&said)));
        }
        n_told
    }

    /// The blocks of a text that stands in a comment.
    fn read_comment(&self, entry: EntryIdx, comment: &str) -> Vec<Unit> {
        let origin = Origin::file(self.book.entry(entry).card.path.in_project(), 0);
        unit::units(&markdown::read(comment, &origin, self.book.settings.markdown).value)
    }
}

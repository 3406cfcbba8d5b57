//! Gives each page its texts and has it printed.

use std::sync::{Arc, OnceLock};

use super::Edition;
use crate::{
    alignment::{self, Alignment},
    bind,
    book::{Book, EntryIdx},
    date::Date,
    diag::Warned,
    doc::CodeBlock,
    path::Anchor,
    site::Known,
    span::Span,
    standing::{ChapterStanding, Standing},
    translation::{State, Translation},
    view::{Follows, Place, Printed, Shown, Text, pair_ids},
};

/// What pages show of other chapters than their own; made when it is asked for first.
#[derive(Debug)]
pub(super) struct Ties {
    /// The ids of each chapter's units.
    pub(super) ids: Vec<OnceLock<Vec<Option<Anchor>>>>,
    /// How far each locale is, and each translation.
    pub(super) standings: Arc<OnceLock<Vec<Standing>>>,
    pub(super) of_chapters: Arc<[OnceLock<Option<ChapterStanding>>]>,
    /// The day of the build.
    pub(super) today: Date,
}

impl Ties {
    pub(super) fn of(book: &Book, today: Date) -> Self {
        let ids = book.entries.iter().map(|_| OnceLock::new()).collect();
        let of_chapters = book.entries.iter().map(|_| OnceLock::new()).collect();
        Self { ids, standings: Arc::default(), of_chapters, today }
    }
}

impl Edition {
    /// Prints one page, unless it is published already as it would be.
    #[must_use]
    pub fn page(&self, place: &Place) -> Warned<Printed> {
        match place {
            Place::Entry(idx) | Place::Untranslated(idx, _) => self.printed(place, &Shown::Chapter(self.text(*idx))),
            Place::Facing(idx, other) => match self.book.translation(*idx, *other) {
                Some(beside) => self.facing_page(place, *idx, beside),
                None => Warned::fine(Printed::Failed),
            },
            Place::Print(locale) => {
                let (chapter, paint) = (|entry| self.chapter(entry), |code: &CodeBlock| self.listing(code));
                self.press.book_page(place, *locale, &chapter, &paint, self.known(place))
            }
            Place::Status(_) => self.printed(place, &Shown::Standings(self.standings())),
            _ => self.printed(place, &Shown::Nothing),
        }
    }

    /// Prints a page with the text that it shows.
    fn printed(&self, place: &Place, shown: &Shown<'_>) -> Warned<Printed> {
        let paint = |code: &CodeBlock| self.listing(code);
        let in_front = |entry, key: &str| self.place_in_front(entry, key);
        self.press.page(place, shown, &paint, &in_front, self.known(place))
    }

    /// What is known of a page that was published.
    fn known(&self, place: &Place) -> Known<'_> {
        self.memory.known(&self.press.permalink(place).out_path())
    }

    /// Where in a chapter's file a key of the front matter has its value.
    fn place_in_front(&self, entry: EntryIdx, key: &str) -> Span {
        let file = self.book.entry(entry).card.path.in_project();
        bind::place_in_front(&file, self.source_text(entry), key)
    }

    fn facing_page(&self, place: &Place, own: EntryIdx, other: EntryIdx) -> Warned<Printed> {
        // What the ledger knows of a translation and its original goes before what the
        // aligner finds; both reading directions share one alignment.
        let (alignment, translation) = if self.original(own) == Some(other) {
            let translation = self.translation(own);
            (translation.map(rows).map(|rows| rows.mirrored()), translation)
        } else {
            let translation = self.translation(other).filter(|it| it.original == own);
            (translation.map(rows), translation)
        };
        let alignment = alignment.unwrap_or_else(|| {
            let is_mirrored = other < own;
            let (first, second) = if is_mirrored { (other, own) } else { (own, other) };
            let alignment = &self.alignment(first, second).alignment;
            if is_mirrored { alignment.mirrored() } else { alignment.clone() }
        });
        let [left, right] = [self.text(own), self.text(other)].map(|text| Text { follows: None, ..text });
        let shown = Shown::Facing { left, right, alignment: &alignment, translation };
        self.printed(place, &shown)
    }

    /// The text of a chapter, with what ties it to its versions.
    fn text(&self, entry: EntryIdx) -> Text<'_> {
        let chapter = self.chapter(entry);
        // What has no other version has nothing to be tied to.
        if self.book.versions(entry).count() < 2 {
            return Text { chapter, units: &[], ids: &[], follows: None };
        }
        let follows = self.translation(entry).map(|translation| Follows {
            original: self.chapter(translation.original),
            units: self.units(translation.original),
            translation,
        });
        Text { chapter, units: self.units(entry), ids: self.ids(entry), follows }
    }

    /// The ids under which readers of other languages find the units of a chapter: those of
    /// the pairs with its original; an original has those of its first translation.
    pub(super) fn ids(&self, entry: EntryIdx) -> &[Option<Anchor>] {
        self.ties.ids[entry.0].get_or_init(|| {
            let own_ids = self.chapter(entry).card.ids.keys();
            let taken = own_ids.chain(self.book.entry(entry).shared_ids.values()).collect();
            let own = self.translation(entry);
            let first =
                || self.book.versions(entry).filter(|version| *version != entry).find_map(|it| self.translation(it));
            let Some(translation) = own.or_else(first) else { return Vec::new() };
            let side = if own.is_some() { pair_ids::Side::Translation } else { pair_ids::Side::Original };
            pair_ids::of(self.units(entry), translation, side, &taken)
        })
    }
}

/// The pairs of a translation as rows: the original at the left.
fn rows(translation: &Translation) -> Alignment {
    let pair = |pair: &crate::translation::Pair| alignment::Pair {
        left: pair.left.clone(),
        right: pair.right.clone(),
        confidence: pair.confidence,
        is_moved: pair.state == State::Moved,
    };
    Alignment { pairs: translation.pairs.iter().map(pair).collect() }
}

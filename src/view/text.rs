//! Writes the text of a page: a chapter, or a chapter beside its version in another
//! language.
//!
//! Floor 3.

use std::{cell::RefCell, collections::BTreeSet};

use super::{
    around::{Around, Paint},
    body::{self, BlockId, Body, Ids, run::Runs},
    ctx::Ctx,
    engine::Variables,
    facing::{self, Side},
    listings::Listings,
    place::Place,
};
use crate::{
    alignment::Alignment,
    book::EntryIdx,
    chapter::Chapter,
    diag::Warned,
    path::Anchor,
    unit::{Unit, UnitKind},
};

/// A chapter's text and what ties it to the same text in other languages.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// Its units.
    pub units: &'a [Unit],
    /// The id of each unit under which readers of other languages find the same place;
    /// empty for a chapter in one language.
    pub ids: &'a [Option<Anchor>],
}

/// The text that a page shows.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// None: the page is made of what the book knows.
    Nothing,
    /// That of a [`Place::Entry`].
    Chapter(Text<'a>),
    /// Those of a [`Place::Facing`].
    Facing {
        /// In the reader's language.
        left: Text<'a>,
        /// In the other.
        right: Text<'a>,
        /// Which units of them answer one another.
        alignment: &'a Alignment,
    },
}

impl<'a> Shown<'a> {
    /// The chapter in the reader's language.
    pub(super) fn chapter(&self) -> Option<&'a Chapter> {
        match self {
            Self::Nothing => None,
            Self::Chapter(text) | Self::Facing { left: text, .. } => Some(text.chapter),
        }
    }

    /// The chapter beside it on a facing page.
    pub(super) fn other(&self) -> Option<&'a Chapter> {
        match self {
            Self::Facing { right, .. } => Some(right.chapter),
            Self::Nothing | Self::Chapter(_) => None,
        }
    }
}

/// What texts are written with.
pub(super) struct Desk<'a> {
    pub ctx: Ctx<'a>,
    pub paint: Paint<'a>,
    pub listings: &'a Listings,
    /// `site` and `t` of each locale.
    pub shared: &'a dyn Fn(crate::book::LocaleIdx) -> &'a Variables,
}

impl<'a> Desk<'a> {
    /// The text of a page as HTML, with marks for its listings.
    pub(super) fn write(&self, place: &Place, shown: &Shown<'a>) -> Warned<String> {
        match (place, shown) {
            (Place::Entry(idx), Shown::Chapter(text)) => self.chapter(*idx, text),
            (Place::Facing(idx, _), Shown::Facing { left, right, alignment }) => {
                self.facing(*idx, [left, right], alignment)
            }
            _ => Warned::fine(String::new()),
        }
    }

    fn chapter(&self, idx: EntryIdx, text: &Text<'a>) -> Warned<String> {
        let around = self.around(idx, text.chapter);
        let block_ids = block_ids(text);
        let ids = Ids { of_blocks: &block_ids, ..Ids::default() };
        let html = body::write(Self::body(&around, ids), &around);
        Warned { value: html, told: around.told.into_inner() }
    }

    fn facing(&self, idx: EntryIdx, texts: [&Text<'a>; 2], alignment: &Alignment) -> Warned<String> {
        let Some(other) = self.ctx.other.and_then(|other| self.ctx.book.translation(idx, other)) else {
            return Warned::fine(String::new());
        };
        let [left, right] = texts;
        let arounds = [self.around(idx, left.chapter), self.around(other, right.chapter)];
        let taken: BTreeSet<Anchor> = left.chapter.card.ids.keys().chain(left.ids.iter().flatten()).cloned().collect();
        let prefix = format!("{}-", arounds[1].locale().code);
        let left_ids = Ids::default();
        let right_ids = Ids { note_prefix: &prefix, taken: Some(&taken), ..Ids::default() };
        let runs = [
            Runs::new(Self::body(&arounds[0], left_ids), &arounds[0]),
            Runs::new(Self::body(&arounds[1], right_ids), &arounds[1]),
        ];
        let side = |text: &Text<'a>, around: &Around<'a>| Side {
            entry: around.entry,
            chapter: text.chapter,
            units: facing::of_body(text.units),
            ids: text.ids,
            language: &around.locale().tag,
        };
        let html = facing::write(self.ctx.book, [&side(left, &arounds[0]), &side(right, &arounds[1])], alignment, runs);
        let told = arounds.into_iter().flat_map(|around| around.told.into_inner()).collect();
        Warned { value: html, told }
    }

    fn around(&self, idx: EntryIdx, chapter: &'a Chapter) -> Around<'a> {
        let entry = self.ctx.book.entry(idx);
        let shared = (self.shared)(entry.locale);
        let (ctx, paint, listings) = (self.ctx, self.paint, self.listings);
        Around { ctx, entry, chapter, paint, listings, shared, told: RefCell::default() }
    }

    fn body<'b>(around: &'b Around<'a>, ids: Ids<'b>) -> Body<'b> {
        let chapter = around.chapter;
        Body {
            doc: &chapter.doc,
            anchors: &chapter.anchors,
            level_shift: chapter.level_shift,
            is_titled: true,
            language: &around.locale().tag,
            ids,
        }
    }
}

/// The ids that the blocks of a chapter get on its own page; a heading has one already.
fn block_ids(text: &Text<'_>) -> Vec<BlockId> {
    let units = facing::of_body(text.units).iter().zip(text.ids);
    let with_own = |unit: &Unit| !matches!(unit.kind, UnitKind::Heading(_) | UnitKind::BoxTitle);
    let block_id = |(unit, id): (&Unit, &Option<Anchor>)| {
        Some(BlockId { path: facing::way(unit)?.into(), id: id.clone().filter(|_| with_own(unit))? })
    };
    units.filter_map(block_id).collect()
}

//! Writes the text of a page: a chapter, or a chapter beside its version in another
//! language.
//!
//! Floor 3.

use std::{cell::RefCell, collections::BTreeSet};

use super::{
    around::{Around, Paint},
    body::{self, Body, Ids, run::Runs},
    ctx::Ctx,
    engine::Variables,
    facing::{self, Marks, Rows, Side},
    follow::{self, Follow},
    listings::Listings,
    pair_ids,
    place::Place,
};
use crate::{
    alignment::Alignment,
    book::{Entry, EntryIdx, LocaleIdx},
    chapter::Chapter,
    diag::Warned,
    locale::Locale,
    path::Anchor,
    settings::StaleText,
    standing::Standing,
    terms::Terms,
    translation::Translation,
    unit::Unit,
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
    /// The original, of a translation.
    pub follows: Option<Follows<'a>>,
}

impl<'a> Text<'a> {
    /// The original, where the page shows anything of it or of how far it is followed.
    pub(super) fn followed(&self, stale: StaleText) -> Option<Follows<'a>> {
        self.follows.filter(|follows| follow::has_marks(follows.translation, stale))
    }
}

/// The original of a chapter and how far the chapter follows it.
#[derive(Clone, Copy, Debug)]
pub struct Follows<'a> {
    /// The original's text.
    pub original: &'a Chapter,
    /// Its units.
    pub units: &'a [Unit],
    /// How far, pair by pair.
    pub translation: &'a Translation,
}

/// The text that a page shows.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// None: the page is made of what the book knows.
    Nothing,
    /// That of a [`Place::Entry`], or of the original of a [`Place::Untranslated`].
    Chapter(Text<'a>),
    /// Those of a [`Place::Facing`].
    Facing {
        /// In the reader's language.
        left: Text<'a>,
        /// In the other.
        right: Text<'a>,
        /// Which units of them answer one another.
        alignment: &'a Alignment,
        /// How far one follows the other, when it is its translation.
        translation: Option<&'a Translation>,
    },
    /// How far the locales are, for a [`Place::Status`].
    Standings(&'a [Standing]),
}

impl<'a> Shown<'a> {
    /// The chapter in the reader's language.
    pub(super) fn chapter(&self) -> Option<&'a Chapter> {
        match self {
            Self::Nothing | Self::Standings(_) => None,
            Self::Chapter(text) | Self::Facing { left: text, .. } => Some(text.chapter),
        }
    }

    /// The chapter beside it on a facing page.
    pub(super) fn other(&self) -> Option<&'a Chapter> {
        match self {
            Self::Facing { right, .. } => Some(right.chapter),
            Self::Nothing | Self::Chapter(_) | Self::Standings(_) => None,
        }
    }

    /// The original whose text may stand among that of its translation, as in
    /// [`Text::followed`].
    pub(super) fn followed(&self, stale: StaleText) -> Option<Follows<'a>> {
        match self {
            Self::Chapter(text) => text.followed(stale),
            Self::Nothing | Self::Facing { .. } | Self::Standings(_) => None,
        }
    }
}

/// How wide a line of code the theme shows without scrolling, also in a box or a list.
const CODE_COLUMNS: u32 = 60;

/// The same in one half of a facing page.
const HALF_COLUMNS: u32 = 36;

/// What texts are written with.
pub(super) struct Desk<'a> {
    pub ctx: Ctx<'a>,
    pub paint: Paint<'a>,
    pub listings: &'a Listings,
    /// What texts of a locale are written with: `site` and `t`, and the terms to mark.
    pub tools: &'a dyn Fn(LocaleIdx) -> (&'a Variables, &'a Terms),
}

impl<'a> Desk<'a> {
    /// The text of a page as HTML, with marks for its listings.
    pub(super) fn write(&self, place: &Place, shown: &Shown<'a>) -> Warned<String> {
        match (place, shown) {
            (Place::Entry(idx) | Place::Untranslated(idx, _), Shown::Chapter(text)) => self.chapter(*idx, text),
            (Place::Facing(idx, _), Shown::Facing { left, right, alignment, translation }) => {
                self.facing(*idx, [left, right], alignment, *translation)
            }
            _ => Warned::fine(String::new()),
        }
    }

    fn chapter(&self, idx: EntryIdx, text: &Text<'a>) -> Warned<String> {
        let around = self.around(idx, text.chapter);
        let block_ids = facing::block_ids(&Self::side(&around, text.units, text.ids), |_| true);
        let ids = Ids { of_blocks: &block_ids, ..Ids::default() };
        let stale = self.ctx.book.settings.stale;
        if let Some(follows) = text.followed(stale) {
            return self.following(text, &follows, around, ids);
        }
        let html = body::write(Self::body(&around, ids), &around);
        Warned { value: html, told: around.told.into_inner() }
    }

    /// A translation with marks and with the original's text where it has none.
    fn following(&self, text: &Text<'a>, follows: &Follows<'a>, around: Around<'a>, ids: Ids<'_>) -> Warned<String> {
        let original = self.around(follows.translation.original, follows.original);
        // The original's text has its ids only where the translation has none.
        let taken = ids_of(text, around.entry);
        let original_ids = pair_ids::of_missing(follows.units, follows.translation, &taken);
        let original_ids = facing::block_ids(&Self::side(&original, follows.units, &original_ids), |_| true);
        let prefix = note_prefix(original.locale());
        let foreign = Ids { of_blocks: &original_ids, note_prefix: &prefix, taken: Some(&taken) };
        let words = self.ctx.words_of(around.entry.locale);
        let word = |key: &str| words.word(key);
        let follow = Follow {
            own: Self::side(&around, text.units, text.ids),
            original: Self::side(&original, follows.units, &[]),
            translation: follows.translation,
            stale: self.ctx.book.settings.stale,
            word: &word,
        };
        let own = Runs::new(Self::body(&around, ids), &around);
        let pieces = Runs::new(Body { title: &[], ..Self::body(&original, foreign) }, &original);
        let html = follow::write(&follow, own, pieces);
        let html = body::notes::without_lost_ways(&html, &prefix);
        let told = [around, original].into_iter().flat_map(|around| around.told.into_inner()).collect();
        Warned { value: html, told }
    }

    fn side<'b>(around: &Around<'b>, units: &'b [Unit], ids: &'b [Option<Anchor>]) -> Side<'b> {
        let units = facing::of_body(units);
        Side { entry: around.entry, chapter: around.chapter, units, ids, language: &around.locale().tag }
    }

    fn facing(
        &self,
        idx: EntryIdx,
        texts: [&Text<'a>; 2],
        alignment: &Alignment,
        translation: Option<&'a Translation>,
    ) -> Warned<String> {
        let Some(other) = self.ctx.other.and_then(|other| self.ctx.book.translation(idx, other)) else {
            return Warned::fine(String::new());
        };
        let [left, right] = texts;
        let arounds = [self.around(idx, left.chapter), self.around(other, right.chapter)];
        let taken = ids_of(left, arounds[0].entry);
        let prefix = note_prefix(arounds[1].locale());
        let sides = [Self::side(&arounds[0], left.units, left.ids), Self::side(&arounds[1], right.units, right.ids)];
        let sides = [&sides[0], &sides[1]];
        let rows = Rows::of(sides, alignment, &taken);
        let [left_blocks, right_blocks] = rows.block_ids(sides, &taken);
        let left_ids = Ids { of_blocks: &left_blocks, ..Ids::default() };
        let right_ids = Ids { of_blocks: &right_blocks, note_prefix: &prefix, taken: Some(&taken) };
        let runs = [
            Runs::new(Body { code_columns: HALF_COLUMNS, ..Self::body(&arounds[0], left_ids) }, &arounds[0]),
            Runs::new(Body { code_columns: HALF_COLUMNS, ..Self::body(&arounds[1], right_ids) }, &arounds[1]),
        ];
        let is_right = translation.is_some_and(|translation| translation.translation == other);
        let words = self.ctx.words_of(arounds[usize::from(is_right)].entry.locale);
        let word = |key: &str| words.word(key);
        let stale = self.ctx.book.settings.stale;
        let marks = translation.map(|translation| Marks { translation, is_right, stale, word: &word });
        let html = facing::write(self.ctx.book, sides, &rows, marks, runs);
        let told = arounds.into_iter().flat_map(|around| around.told.into_inner()).collect();
        Warned { value: html, told }
    }

    fn around(&self, idx: EntryIdx, chapter: &'a Chapter) -> Around<'a> {
        let entry = self.ctx.book.entry(idx);
        let (shared, terms) = (self.tools)(entry.locale);
        let (ctx, paint, listings) = (self.ctx, self.paint, self.listings);
        Around { ctx, entry, chapter, paint, terms, listings, shared, told: RefCell::default() }
    }

    fn body<'b>(around: &'b Around<'a>, ids: Ids<'b>) -> Body<'b> {
        let chapter = around.chapter;
        Body {
            doc: &chapter.doc,
            title: &chapter.title,
            anchors: &chapter.anchors,
            shared_ids: &around.entry.shared_ids,
            level_shift: chapter.level_shift,
            is_titled: true,
            language: &around.locale().tag,
            ids,
            code_columns: CODE_COLUMNS,
        }
    }
}

/// What the ids of the notes begin with of the second text of a page, which is in this language.
pub(super) fn note_prefix(locale: &Locale) -> String {
    format!("{}-", locale.code)
}

/// Every id that a text brings to a page.
fn ids_of(text: &Text<'_>, entry: &Entry) -> BTreeSet<Anchor> {
    let of_author = text.chapter.card.ids.keys().chain(entry.shared_ids.values());
    of_author.chain(text.ids.iter().flatten()).cloned().collect()
}

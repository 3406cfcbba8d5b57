//! How far the translations of a locale follow their originals, chapter by chapter.
//!
//! Floor 1. Plain data, made of every chapter's [`Translation`](crate::translation).

use serde::Serialize;

use crate::{
    book::{EntryIdx, LocaleIdx},
    path::Anchor,
    translation::{PairId, State, Totals},
};

/// How far a locale is with the book.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The locale.
    pub locale: LocaleIdx,
    /// How much text is in which state; chapters without a translation are missing.
    pub totals: Totals,
    /// The chapters that it translates, in reading order.
    pub chapters: Vec<ChapterStanding>,
    /// The originals that it does not translate, in their reading order.
    pub untranslated: Vec<EntryIdx>,
}

/// How far a translated chapter follows its original.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChapterStanding {
    /// The translation.
    pub entry: EntryIdx,
    /// Its original.
    pub original: EntryIdx,
    /// How much of it is in which state.
    pub totals: Totals,
    /// What a translator has to look at, in the order of the text.
    pub open: Vec<Open>,
}

/// A pair that a translator has to look at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    /// Its name.
    pub id: PairId,
    /// The `id` of its place on the translation's page; `None` where that has none for it.
    pub anchor: Option<Anchor>,
    /// What has become of it.
    pub state: State,
    /// The beginning of the original, or of the translation where the original has none.
    pub opening: Box<str>,
    /// Changes with the text of the original; hexadecimal.
    pub print: Box<str>,
}

/// Whether a pair in this state waits for a translator: the text is there, but no longer,
/// or not yet, what the original says.
#[must_use]
pub fn is_open(state: State) -> bool {
    state.is_behind() || state == State::Missing
}

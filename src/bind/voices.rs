//! Who speaks in a translation that leaves it to its original to say.

use super::{Bound, ChapterIdx, manuscript::locale_of, spine::Spine};
use crate::{front_matter::Voices, settings::Settings};

/// The voices that each chapter inherits, in the chapters' order; `None` where they are
/// those of its own front matter.
///
/// Turns are found while a chapter is read, so such a chapter has to be read once more.
/// O(n log n).
#[must_use]
pub fn inherited_voices(settings: &Settings, chapters: &[Bound<'_>]) -> Vec<Option<Voices>> {
    let locales: Vec<_> = chapters.iter().map(|chapter| locale_of(settings, chapter)).collect();
    // What is wrong with keys is told when the book is bound.
    let spine = Spine::of(settings, chapters, &locales).value;
    let voices = |idx: usize| {
        let own = &chapters[idx].card.front;
        let lead = spine.lead(ChapterIdx(idx)).0;
        let inherited = own.inherit(&chapters[lead].card.front).voices();
        (lead != idx && inherited != own.voices()).then_some(inherited)
    };
    (0..chapters.len()).map(voices).collect()
}

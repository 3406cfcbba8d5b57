//! Finds the place on a page that a fragment names.
//!
//! An `id` of the page, or `top`, which every page has by the HTML standard; as it is
//! written, percent-encoded or not. On a translation also the `id` that the heading has in
//! the leading version: translators often keep links as they were. What is not there as it is
//! written may be there in another form of Unicode; the `id` keeps its own.

use super::{
    ChapterIdx,
    composed::{composed, is_same_text},
    directory::Directory,
};
use crate::{
    book::EntryIdx,
    diag::nearest,
    path::{Anchor, decode},
};

/// The anchor on a page that `fragment` names: of a heading's two, the one it shares with
/// its original.
pub(super) fn find(directory: &Directory<'_>, entry: EntryIdx, fragment: &str) -> Option<Anchor> {
    let chapter = directory.seat(entry).chapter;
    let card = directory.manuscript.chapter(chapter).card;
    let decoded = Anchor::explicit(&decode(fragment));
    let written = Anchor::explicit(fragment);
    let own = [&decoded, &written].into_iter().flatten().find(|anchor| card.ids.contains_key(*anchor));
    let own = own.map(|own| directory.sections.on_page(chapter, own));
    let of_lead = || directory.sections.answering(chapter, decoded.as_ref()?);
    let top = || decoded.as_ref().filter(|anchor| anchor.as_str() == "top");
    let in_other_form = || in_other_form(directory, chapter, decoded.as_ref()?);
    own.or_else(of_lead).or_else(top).or_else(in_other_form).cloned()
}

/// The anchor that is the same as `fragment` to a reader. O(ids of the page).
fn in_other_form<'a>(directory: &'a Directory<'_>, chapter: ChapterIdx, fragment: &Anchor) -> Option<&'a Anchor> {
    if fragment.as_str().is_ascii() {
        return None;
    }
    let card = directory.manuscript.chapter(chapter).card;
    let own = card.ids.keys().find(|id| is_same_text(id.as_str(), fragment.as_str()));
    let own = own.map(|own| directory.sections.on_page(chapter, own));
    let composed = || Anchor::explicit(&composed(fragment.as_str())?);
    own.or_else(|| directory.sections.answering(chapter, &composed()?))
}

/// A way out for a fragment that names nothing.
pub(super) fn suggestion(directory: &Directory<'_>, entry: EntryIdx, fragment: &str) -> Option<String> {
    let chapter = directory.seat(entry).chapter;
    let card = directory.manuscript.chapter(chapter).card;
    if let Some(id) = nearest(fragment, card.ids.keys().map(Anchor::as_str)) {
        return Some(format!("the closest is `#{id}`"));
    }
    let lead = directory.manuscript.chapter(directory.manuscript.spine.lead(chapter)).card;
    let is_of_lead = Anchor::explicit(fragment).is_some_and(|anchor| lead.ids.contains_key(&anchor));
    (is_of_lead && lead.path != card.path)
        .then(|| format!("`{}` has it, but the headings of both differ: name one of `{}`", lead.path, card.path))
}

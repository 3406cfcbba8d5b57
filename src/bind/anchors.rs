//! Finds the place on a page that a fragment names.
//!
//! An `id` of the page, or `top`, which every page has by the HTML standard; as it is written, percent-encoded or not. On a translation also
//! the `id` that the heading has in the leading version: translators often keep links as
//! they were. It counts when both outlines have the same levels in the same order, and
//! means the heading in the same place.

use super::directory::Directory;
use crate::{
    book::EntryIdx,
    chapter::Card,
    diag::nearest,
    path::{Anchor, decode},
};

/// The anchor on a page that `fragment` names.
pub(super) fn find(directory: &Directory<'_>, entry: EntryIdx, fragment: &str) -> Option<Anchor> {
    let card = directory.chapter(entry).card;
    let decoded = Anchor::explicit(&decode(fragment));
    let written = Anchor::explicit(fragment);
    let own = [&decoded, &written].into_iter().flatten().find(|anchor| card.ids.contains_key(*anchor));
    let top = || decoded.clone().filter(|anchor| anchor.as_str() == "top");
    own.cloned().or_else(|| of_leading_version(directory, entry, decoded.as_ref()?)).or_else(top)
}

/// The anchor of the heading that stands where the leading version has `anchor`.
fn of_leading_version(directory: &Directory<'_>, entry: EntryIdx, anchor: &Anchor) -> Option<Anchor> {
    let chapter = directory.seat(entry).chapter;
    let lead = directory.manuscript.spine.lead(chapter);
    if lead == chapter {
        return None;
    }
    let (own, lead) = (directory.manuscript.chapter(chapter).card, directory.manuscript.chapter(lead).card);
    let position = lead.outline.headings.iter().position(|heading| heading.anchor == *anchor)?;
    have_same_levels(own, lead).then(|| own.outline.headings[position].anchor.clone())
}

fn have_same_levels(a: &Card, b: &Card) -> bool {
    let levels = |card: &Card| card.outline.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
    levels(a) == levels(b)
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

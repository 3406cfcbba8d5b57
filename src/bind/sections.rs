//! Gives the headings of a translation the ids that they have in the original.
//!
//! A reader who changes the language stays in the section, and a link that a translator
//! left as it was leads where it did. Which heading answers which is told by the cards
//! alone: by place where both chapters have the same levels in the same order, else by the
//! aligner; within quotations, lists and boxes only by place, in sections that answer one
//! another. An id that the author gave a heading stays; an id made of the heading's words
//! stays as its second, unless another heading has it from the original: a link must lead to
//! the same section in every language.

use std::collections::BTreeMap;

use super::{ChapterIdx, manuscript::Manuscript};
use crate::{
    align::{align, align_hinted},
    alignment::Pair,
    book::SharedIds,
    chapter::Card,
    diag::{Code, Diagnostic, Warned},
    doc::HintKind,
    outline::{InnerHeading, Outline, OutlineHeading},
    path::Anchor,
    unit::{Place, Unit, UnitKind},
};

/// What the headings of each chapter share with those of its original.
#[derive(Debug)]
pub(super) struct Sections {
    of_chapter: Vec<Section>,
}

/// What the headings of one chapter share.
#[derive(Debug, Default)]
struct Section {
    /// The ids that headings take, by their own.
    shared: SharedIds,
    /// The heading that answers an id of the original, by the id it has in the end.
    by_lead: BTreeMap<Anchor, Anchor>,
}

impl Sections {
    pub(super) fn of(manuscript: &Manuscript<'_>) -> Warned<Self> {
        let mut told = Vec::new();
        let chapters = (0..manuscript.chapters.len()).map(ChapterIdx);
        let of_chapter = chapters.map(|idx| section(manuscript, idx).tell(&mut told)).collect();
        Warned { value: Self { of_chapter }, told }
    }

    /// The id on the page of what `id` names in a chapter: of a heading's two the one it shares
    /// with its original, and where one heading has for its own what another shares, the
    /// other's.
    pub(super) fn on_page<'a>(&'a self, chapter: ChapterIdx, id: &'a Anchor) -> &'a Anchor {
        let Section { shared, by_lead } = &self.of_chapter[chapter.0];
        let is_shared = by_lead.get(id) == Some(id);
        shared.get(id).filter(|_| !is_shared).unwrap_or(id)
    }

    /// The ids that the headings of a chapter take, by their own.
    pub(super) fn shared(&self, chapter: ChapterIdx) -> &SharedIds {
        &self.of_chapter[chapter.0].shared
    }

    /// The id that a chapter has for one of its original.
    pub(super) fn answering(&self, chapter: ChapterIdx, lead: &Anchor) -> Option<&Anchor> {
        self.of_chapter[chapter.0].by_lead.get(lead)
    }
}

/// Matches the headings of one chapter with those of its original.
fn section(manuscript: &Manuscript<'_>, idx: ChapterIdx) -> Warned<Section> {
    let lead = manuscript.spine.lead(idx);
    if lead == idx {
        return Warned::fine(Section::default());
    }
    let bound = manuscript.chapter(idx);
    let (card, lead) = (bound.card, manuscript.chapter(lead).card);
    // The author's own id of a title lies among those that are kept.
    let titles = card.title_anchor.as_ref().zip(lead.title_anchor.as_ref());
    let matched = matched(&card.outline, &lead.outline);
    let wishes = matched.iter().filter(|(own, _)| !own.is_explicit).map(|(own, lead)| (&own.anchor, &lead.anchor));
    let shared = granted(card, titles.into_iter().chain(wishes));

    let mut told = Vec::new();
    let mut by_lead = BTreeMap::new();
    for (own, lead) in titles.into_iter().chain(matched.iter().map(|(own, lead)| (&own.anchor, &lead.anchor))) {
        by_lead.insert(lead.clone(), shared.get(own).unwrap_or(own).clone());
    }
    for (own, lead) in matched {
        if !own.is_explicit && own.anchor != lead.anchor && !shared.contains_key(&own.anchor) {
            let (file, span) = bound.origin.locate(own.span);
            let message = format!("the id `{}` that this heading has in the original is taken here", lead.anchor);
            let help = "give it or what has that id another one: `{#id}`";
            told.push(Diagnostic::new(Code::TakenAnchor, file, span, message).help(help));
        }
    }
    Warned { value: Section { shared, by_lead }, told }
}

/// The ids that headings may take, by their own, of those that each would have from its
/// original: those that are free when all who get theirs give up their own. O(n log n).
fn granted<'a>(card: &Card, wishes: impl Iterator<Item = (&'a Anchor, &'a Anchor)>) -> SharedIds {
    let wishes = wishes.filter(|(own, lead)| own != lead).map(|(own, lead)| (own.clone(), lead.clone()));
    let mut granted: SharedIds = wishes.collect();
    let wanted: BTreeMap<Anchor, Anchor> = granted.iter().map(|(own, lead)| (lead.clone(), own.clone())).collect();
    let is_kept = |id: &Anchor| card.ids.contains_key(id) && !granted.contains_key(id);
    let mut refused: Vec<Anchor> =
        granted.iter().filter(|(_, lead)| is_kept(lead)).map(|(own, _)| own.clone()).collect();
    while let Some(own) = refused.pop() {
        if granted.remove(&own).is_some() {
            // What keeps its own id is in the way of who wants that.
            refused.extend(wanted.get(&own).cloned());
        }
    }
    granted
}

/// The headings that answer one another.
fn matched<'a>(own: &'a Outline, lead: &'a Outline) -> Vec<(&'a OutlineHeading, &'a OutlineHeading)> {
    let sections = matched_sections(&own.headings, &lead.headings);
    let mut matched: Vec<_> =
        sections.iter().map(|(own_idx, lead_idx)| (&own.headings[*own_idx], &lead.headings[*lead_idx])).collect();
    // What stands above the first heading is a section too.
    let n_before = sections.iter().map(|(own_idx, lead_idx)| (own_idx + 1, lead_idx + 1));
    for (own_n, lead_n) in std::iter::once((0, 0)).chain(n_before) {
        let (own, lead) = (inside(own, own_n), inside(lead, lead_n));
        let has_hints = own.iter().chain(lead).any(|inner| inner.heading.hint.is_some());
        if !has_hints && own.iter().map(|inner| inner.heading.level).eq(lead.iter().map(|inner| inner.heading.level)) {
            matched.extend(own.iter().zip(lead).map(|(own, lead)| (&own.heading, &lead.heading)));
        }
    }
    matched
}

/// The headings that are inside of something in one section: behind so many of the others.
fn inside(outline: &Outline, n_before: usize) -> &[InnerHeading] {
    let start = outline.inner.partition_point(|inner| inner.n_before < n_before);
    let rest = &outline.inner[start..];
    &rest[..rest.partition_point(|inner| inner.n_before == n_before)]
}

/// The places of the headings that answer one another and are not inside of anything.
fn matched_sections(own: &[OutlineHeading], lead: &[OutlineHeading]) -> Vec<(usize, usize)> {
    let has_hints = own.iter().chain(lead).any(|heading| heading.hint.is_some());
    if !has_hints && own.iter().map(|heading| heading.level).eq(lead.iter().map(|heading| heading.level)) {
        return (0..own.len()).map(|idx| (idx, idx)).collect();
    }
    let units = |headings: &[OutlineHeading]| headings.iter().map(unit).collect::<Vec<_>>();
    let (originals, translations) = (units(lead), units(own));
    let pairs = if has_hints {
        // What is wrong with hints is told where whole texts are aligned.
        let ids = lead.iter().enumerate().map(|(idx, heading)| (heading.anchor.as_str(), idx)).collect();
        align_hinted(&originals, &translations, &[], &ids).alignment.pairs
    } else {
        align(&originals, &translations, &[]).pairs
    };
    sure(&pairs).into_iter().map(|pair| (pair.right.start, pair.left.start)).collect()
}

/// How sure a pair is that shares a word, a number or an id.
const SOLID: f32 = 0.82;

/// The pairs that are sure by themselves, and those between two such where neither side has
/// a heading too many: where one has, order says nothing of which.
fn sure(pairs: &[Pair]) -> Vec<&Pair> {
    let (mut sure, mut between, mut has_gap) = (Vec::new(), Vec::new(), false);
    for pair in pairs {
        if pair.is_matched() && pair.confidence > SOLID {
            if !has_gap {
                sure.append(&mut between);
            }
            sure.push(pair);
            between.clear();
            has_gap = false;
        } else if pair.is_matched() {
            between.push(pair);
        } else {
            has_gap = true;
        }
    }
    if !has_gap {
        sure.append(&mut between);
    }
    sure
}

/// A heading as the aligner sees it.
fn unit(heading: &OutlineHeading) -> Unit {
    Unit {
        kind: UnitKind::Heading(heading.level),
        speaker: None,
        is_quoted: false,
        place: Place::Body([].into()),
        span: heading.span,
        id: heading.is_explicit.then(|| heading.anchor.clone()),
        text: (&*heading.text).into(),
        codes: Vec::new(),
        links: Vec::new(),
        images: Vec::new(),
        options: Vec::new(),
        // Here are headings alone, so that no other blocks can be counted.
        hint: heading
            .hint
            .clone()
            .filter(|hint| matches!(hint, HintKind::Note | HintKind::Untranslated | HintKind::Answers { n_on: 0, .. })),
    }
}

//! Heeds what authors say of how blocks are paired.
//!
//! Blocks that go together become one before anything is weighed. What is tied may be
//! paired with its partner alone: in the cheapest chain, or, when too much stands against
//! that, with the moved units.
//!
//! Floor 2.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    Term, best,
    side::{Sides, Tie},
};
use crate::{
    alignment::{Alignment, Pair},
    doc::HintKind,
    span::Span,
    unit::Unit,
};

/// Pairs made with hints, and the hints that could not be heeded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hinted {
    /// The pairs.
    pub alignment: Alignment,
    /// What is wrong with hints, in the order of the texts, the original's first.
    pub faults: Vec<HintFault>,
}

/// A hint that could not be heeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintFault {
    /// Whether the unit is the original's.
    pub is_original: bool,
    /// The unit that carries the hint.
    pub unit: usize,
    /// What is wrong.
    pub message: Arc<str>,
}

/// Pairs an original with its translation as [`align`](super::align) does, and heeds the
/// hints of both. `ids` leads from the ids of the original to its units.
///
/// Never fails: a hint that cannot be heeded is a fault, and as though it were not there.
#[must_use]
pub fn align_hinted(original: &[Unit], translation: &[Unit], terms: &[Term], ids: &BTreeMap<&str, usize>) -> Hinted {
    let mut plan =
        Plan { left: Ties::of(original.len()), right: Ties::of(translation.len()), n_ties: 0, faults: Vec::new() };
    plan.heed_original(original);
    plan.heed_translation(translation, ids);
    let covers: Vec<(usize, usize)> = translation
        .iter()
        .enumerate()
        .filter_map(|(idx, unit)| match unit.hint {
            Some(HintKind::Covers(n)) => Some((idx, n as usize)),
            _ => None,
        })
        .collect();
    if !covers.is_empty() {
        // Where the covered blocks begin is told by what stands before them.
        for (unit, _) in &covers {
            plan.right.ties[*unit] = Some(Tie::Alone);
        }
        let before = plan.align(original, translation, terms);
        for (unit, _) in &covers {
            plan.right.ties[*unit] = None;
        }
        plan.heed_covers(&covers, &before);
    }
    let alignment = plan.align(original, translation, terms);
    plan.faults.sort_by_key(|fault| (!fault.is_original, fault.unit));
    Hinted { alignment, faults: plan.faults }
}

/// What is settled of one side.
#[derive(Debug)]
struct Ties {
    ties: Vec<Option<Tie>>,
    /// Whether a unit goes together with the one before it.
    joins: Vec<bool>,
}

impl Ties {
    fn of(n_units: usize) -> Self {
        Self { ties: vec![None; n_units], joins: vec![false; n_units] }
    }

    /// The runs of units that go together, which hold every unit.
    fn runs(&self) -> Vec<Range<usize>> {
        let starts: Vec<usize> = (0..self.joins.len()).filter(|unit| !self.joins[*unit]).collect();
        let ends = starts.iter().skip(1).copied().chain([self.joins.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }
}

/// What hints settle.
#[derive(Debug)]
struct Plan {
    left: Ties,
    right: Ties,
    n_ties: usize,
    faults: Vec<HintFault>,
}

impl Plan {
    fn heed_original(&mut self, units: &[Unit]) {
        for (idx, unit) in units.iter().enumerate() {
            match unit.hint {
                None => {}
                Some(HintKind::Untranslated) => self.left.ties[idx] = Some(Tie::Alone),
                Some(_) => self.fault(true, idx, "this hint is for translations, and here is an original"),
            }
        }
    }

    /// Heeds all but what covers several blocks.
    fn heed_translation(&mut self, units: &[Unit], ids: &BTreeMap<&str, usize>) {
        for (idx, unit) in units.iter().enumerate() {
            match &unit.hint {
                None | Some(HintKind::Covers(_)) => {}
                Some(HintKind::Note) => self.right.ties[idx] = Some(Tie::Alone),
                Some(HintKind::Untranslated) => {
                    self.fault(false, idx, "this hint is for originals, and here is a translation");
                }
                Some(HintKind::Join) => match idx.checked_sub(1) {
                    None => self.fault(false, idx, "there is no block before this one to go on with"),
                    Some(before) if self.right.ties[before] == Some(Tie::Alone) => {
                        self.fault(
                            false,
                            idx,
                            "the block before this one answers nothing, so this cannot go on with it",
                        );
                    }
                    Some(_) => self.right.joins[idx] = true,
                },
                Some(HintKind::Answers { id, n_on }) => {
                    let Some(first) = ids.get(&**id) else {
                        self.fault(false, idx, format!("the original has no block with the id `{id}`"));
                        continue;
                    };
                    self.tie(first.saturating_add(*n_on as usize), 1, idx);
                }
            }
        }
    }

    /// Heeds what covers several blocks, by the pairs that were made without.
    fn heed_covers(&mut self, covers: &[(usize, usize)], before: &Alignment) {
        // Where the block before ends: the translation's unit, the end of the original's.
        let mut last = (0, 0);
        let mut pairs = before.pairs.iter().filter(|pair| pair.is_matched() && !pair.is_moved).peekable();
        for (unit, n) in covers {
            while let Some(pair) = pairs.next_if(|pair| pair.right.end <= *unit) {
                last = last.max((pair.right.end, pair.left.end));
            }
            let is_alone = |tie: &&Option<Tie>| **tie == Some(Tie::Alone);
            let start = last.1 + self.left.ties.iter().skip(last.1).take_while(is_alone).count();
            if self.tie(start, *n, *unit) {
                last = (unit + 1, start + n);
            }
        }
    }

    /// Ties `n` units of the original to one of the translation; whether that could be.
    fn tie(&mut self, start: usize, n: usize, unit: usize) -> bool {
        let run = start..start.saturating_add(n);
        let Some(ties) = self.left.ties.get(run.clone()) else {
            self.fault(false, unit, "the original has no block there");
            return false;
        };
        if ties.iter().any(Option::is_some) || self.left.joins[run.clone()].contains(&true) {
            self.fault(false, unit, "another hint says something else of the original's block");
            return false;
        }
        let tie = Some(Tie::To(self.n_ties));
        self.n_ties += 1;
        self.left.ties[start] = tie;
        self.right.ties[unit] = tie;
        self.left.joins[start + 1..run.end].fill(true);
        true
    }

    fn fault(&mut self, is_original: bool, unit: usize, message: impl Into<Arc<str>>) {
        self.faults.push(HintFault { is_original, unit, message: message.into() });
    }

    fn align(&self, original: &[Unit], translation: &[Unit], terms: &[Term]) -> Alignment {
        let (left, right) = (self.left.runs(), self.right.runs());
        let (originals, translations) = (merged(original, &left), merged(translation, &right));
        let mut sides = Sides::of(&originals, &translations, terms);
        for (pieces, runs, ties) in [(&mut sides.left, &left, &self.left), (&mut sides.right, &right, &self.right)] {
            pieces.iter_mut().zip(runs).for_each(|(piece, run)| piece.tie = ties.ties[run.start]);
        }
        let is_tied = |pair: &Pair| {
            let run = if pair.is_matched() { left.get(pair.left.start) } else { None };
            run.is_some_and(|run| self.left.ties[run.start].is_some())
        };
        let whole = |pair: Pair| Pair {
            confidence: if is_tied(&pair) { 1.0 } else { pair.confidence },
            left: whole(&left, pair.left),
            right: whole(&right, pair.right),
            ..pair
        };
        Alignment { pairs: best(sides).pairs.into_iter().map(whole).collect() }
    }
}

/// The units of a run of runs.
fn whole(runs: &[Range<usize>], of: Range<usize>) -> Range<usize> {
    let end = runs[..of.end].last().map_or(0, |run| run.end);
    runs[of].first().map_or(end, |run| run.start)..end
}

/// Each run as one unit: of the kind of its first, with what all of it says and shows.
fn merged(units: &[Unit], runs: &[Range<usize>]) -> Vec<Unit> {
    runs.iter().map(|run| merge(&units[run.clone()])).collect()
}

fn merge(units: &[Unit]) -> Unit {
    let mut whole = units[0].clone();
    for unit in &units[1..] {
        let text = format!("{}\n{}", whole.text, unit.text);
        let shift = text.len() - unit.text.len();
        whole
            .codes
            .extend(unit.codes.iter().map(|code| Span::new(code.range().start + shift..code.range().end + shift)));
        whole.text = text.into();
        whole.links.extend_from_slice(&unit.links);
        whole.images.extend_from_slice(&unit.images);
    }
    whole
}

//! Joins a ledger with the texts as they are: which pairs there are, and in which state.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Ledger, Mark, Record, Sealed,
    change::{Change, change},
    claims::{Claim, claims, was},
    names::Names,
};
use crate::{
    alignment::Alignment,
    doc::HintKind,
    translation::{Pair, PairId, State},
};

/// Two texts that are joined.
#[derive(Clone, Copy, Debug)]
pub struct Join<'a> {
    /// The blocks of the original.
    pub original: &'a [Sealed<'a>],
    /// The blocks of the translation.
    pub translation: &'a [Sealed<'a>],
    /// Which answer which, as far as can be seen from the texts.
    pub alignment: &'a Alignment,
    /// For each block of the original, the id of the heading that it is.
    pub headings: &'a [Option<PairId>],
    /// Ids of the two pages that no pair may take for its number.
    pub reserved: &'a BTreeSet<&'a str>,
}

/// The pairs of two texts.
///
/// What the ledger knows keeps its name and its partner, whatever the aligner says; the
/// aligner pairs the rest. Tiles both sides; in the order that
/// [`crate::translation::Translation`] tells.
#[must_use]
pub fn join(join: &Join<'_>, ledger: Option<&Ledger>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    if let Some(ledger) = ledger {
        let known = ledger.records.iter().zip(claims(join, ledger));
        pairs.extend(known.filter_map(|(record, claim)| known_pair(join, record, &claim)));
    }
    let mut names = Names::new(join, ledger);
    for (left, right, confidence) in rest(join, &pairs) {
        let state = match (left.is_empty(), right.is_empty()) {
            (false, false) => State::Unconfirmed,
            (false, true) if is_never_answered(join, &left) => State::Omitted,
            (false, true) => State::Missing,
            (true, _) => State::Extra,
        };
        let n_characters = n_characters(join, &left, &right);
        pairs.push(Pair {
            id: names.give(&left),
            left,
            right,
            state,
            is_accepted: false,
            is_touched: false,
            confidence,
            n_characters,
        });
    }
    let mut pairs = in_order(pairs);
    mark_moved(&mut pairs, ledger);
    pairs
}

/// Whether the original's author says of a run that it is not meant for other languages.
fn is_never_answered(join: &Join<'_>, left: &Range<usize>) -> bool {
    join.original[left.clone()].iter().all(|sealed| sealed.unit.hint == Some(HintKind::Untranslated))
}

/// The pair of a record; `None` when both of its sides are gone.
fn known_pair(join: &Join<'_>, record: &Record, claim: &Claim) -> Option<Pair> {
    let Claim { left, right, .. } = claim.clone();
    let state = match (left.is_empty(), right.is_empty()) {
        (true, true) => return None,
        (false, true) if record.target.is_empty() || is_never_answered(join, &left) => State::Omitted,
        (false, true) => State::Missing,
        (true, false) if record.source.is_empty() => State::Extra,
        (true, false) => State::Removed,
        (false, false) => match worst(join, record, claim) {
            Change::None if record.mark == Mark::Machine => State::Machine,
            Change::None => State::Current,
            Change::Trivial => State::Trivial,
            Change::Mechanical => State::Mechanical,
            Change::Words => State::Stale,
        },
    };
    let now = join.translation[right.clone()].iter().map(Sealed::seal);
    let is_touched = !right.is_empty() && !now.eq(record.target.iter().copied());
    let n_characters = n_characters(join, &left, &right);
    Some(Pair {
        id: record.id.clone(),
        left,
        right,
        state,
        is_accepted: true,
        is_touched,
        confidence: 1.0,
        n_characters,
    })
}

/// The greatest change of a record's blocks of the original; a block more or less changes
/// the words.
fn worst(join: &Join<'_>, record: &Record, claim: &Claim) -> Change {
    let is_whole = claim.left.len() == record.source.len()
        && claim.sources.iter().all(|unit| unit.is_some_and(|unit| claim.left.contains(&unit)));
    if !is_whole {
        return Change::Words;
    }
    let changes = claim.sources.iter().flatten().enumerate();
    changes
        .map(|(idx, unit)| change(record.source[idx], was(record, idx), &join.original[*unit]))
        .max()
        .unwrap_or(Change::None)
}

fn n_characters(join: &Join<'_>, left: &Range<usize>, right: &Range<usize>) -> u32 {
    let blocks = if left.is_empty() { &join.translation[right.clone()] } else { &join.original[left.clone()] };
    blocks.iter().map(Sealed::n_characters).fold(0, u32::saturating_add)
}

/// What the ledger does not know: pairs of the aligner of which both sides are free, and
/// single blocks, with how sure the aligner is.
fn rest(join: &Join<'_>, known: &[Pair]) -> Vec<(Range<usize>, Range<usize>, f32)> {
    let mut is_left_free = vec![true; join.original.len()];
    let mut is_right_free = vec![true; join.translation.len()];
    for pair in known {
        is_left_free[pair.left.clone()].fill(false);
        is_right_free[pair.right.clone()].fill(false);
    }
    let mut found = Vec::new();
    for pair in &join.alignment.pairs {
        let left = free_run(&is_left_free, &pair.left);
        let right = free_run(&is_right_free, &pair.right);
        if !left.is_empty() && !right.is_empty() {
            is_left_free[left.clone()].fill(false);
            is_right_free[right.clone()].fill(false);
            found.push((left, right, pair.confidence));
        }
    }
    let single = |(idx, is_free): (usize, &bool)| is_free.then_some(idx..idx + 1);
    found.extend(is_left_free.iter().enumerate().filter_map(single).map(|left| (left, 0..0, 1.0)));
    found.extend(is_right_free.iter().enumerate().filter_map(single).map(|right| (0..0, right, 1.0)));
    // In the original's order, so that numbers ascend.
    found.sort_by_key(|(left, right, _)| (left.is_empty(), left.start, right.start));
    found
}

/// The first run of free blocks within a range.
fn free_run(is_free: &[bool], range: &Range<usize>) -> Range<usize> {
    let Some(start) = range.clone().find(|idx| is_free[*idx]) else { return 0..0 };
    let end = (start..range.end).find(|idx| !is_free[*idx]).unwrap_or(range.end);
    start..end
}

/// The pairs with one more that is known for certain: what overlaps it gives way, and what
/// that leaves alone is a pair of its own.
#[must_use]
pub fn pinned(join: &Join<'_>, pairs: Vec<Pair>, id: &PairId, left: &Range<usize>, right: &Range<usize>) -> Vec<Pair> {
    let mut rest: Vec<Pair> = Vec::with_capacity(pairs.len() + 1);
    for pair in pairs.into_iter().filter(|pair| pair.id != *id) {
        let kept = |own: &Range<usize>, taken: &Range<usize>| {
            if own.start < taken.end && taken.start < own.end { 0..0 } else { own.clone() }
        };
        let (left, right) = (kept(&pair.left, left), kept(&pair.right, right));
        if !left.is_empty() || !right.is_empty() {
            rest.push(Pair { left, right, ..pair });
        }
    }
    let n_characters = n_characters(join, left, right);
    let (left, right, state) = (left.clone(), right.clone(), State::Unconfirmed);
    rest.push(Pair {
        id: id.clone(),
        left,
        right,
        state,
        is_accepted: false,
        is_touched: true,
        confidence: 1.0,
        n_characters,
    });
    in_order(rest)
}

/// In the translation's order; what it lacks stands behind the pair that has what the
/// original has before it.
fn in_order(pairs: Vec<Pair>) -> Vec<Pair> {
    let (mut placed, mut lacking): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(|pair| !pair.right.is_empty());
    placed.sort_by_key(|pair| pair.right.start);
    lacking.sort_by_key(|pair| pair.left.start);

    // The pairs that follow each placed one, the first place being that before all.
    let mut behind: Vec<Vec<Pair>> = vec![Vec::new(); placed.len() + 1];
    let n_left = placed.iter().chain(&lacking).map(|pair| pair.left.end).max().unwrap_or(0);
    let mut place_of = vec![0; n_left];
    for (idx, pair) in placed.iter().enumerate() {
        place_of[pair.left.clone()].fill(idx + 1);
    }
    for pair in lacking {
        let place = pair.left.start.checked_sub(1).map_or(0, |before| place_of[before]);
        place_of[pair.left.clone()].fill(place);
        behind[place].push(pair);
    }
    let mut behind = behind.into_iter();
    let mut ordered = behind.next().unwrap_or_default();
    for (pair, lacking) in placed.into_iter().zip(behind) {
        ordered.push(pair);
        ordered.extend(lacking);
    }
    ordered
}

/// Marks what stands at another place than in the original: all pairs but the longest
/// ascending run of them. One that was accepted at its place stays what it is.
fn mark_moved(pairs: &mut [Pair], ledger: Option<&Ledger>) {
    let is_placed = |id: &PairId| {
        let record = ledger.and_then(|ledger| ledger.records.iter().find(|record| record.id == *id));
        record.is_some_and(|record| record.mark == Mark::Placed)
    };
    for idx in out_of_order(pairs) {
        let pair = &mut pairs[idx];
        if pair.state == State::Current && !is_placed(&pair.id) {
            pair.state = State::Moved;
        }
    }
}

/// The places of the pairs that stand elsewhere than in the original.
pub(super) fn out_of_order(pairs: &[Pair]) -> BTreeSet<usize> {
    let is_matched = |pair: &Pair| !pair.left.is_empty() && !pair.right.is_empty();
    let starts: Vec<(usize, usize)> = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| is_matched(pair))
        .map(|(idx, pair)| (idx, pair.left.start))
        .collect();
    let kept = longest_ascending(&starts);
    starts.into_iter().map(|(idx, _)| idx).filter(|idx| !kept.contains(idx)).collect()
}

/// The first parts of the longest run whose second parts ascend.
fn longest_ascending(items: &[(usize, usize)]) -> BTreeSet<usize> {
    // For each length of a run, the place of its least last item; and whom each follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, (_, value)) in items.iter().enumerate() {
        let length = ends.partition_point(|end| items[*end].1 < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut kept = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(idx) = at {
        kept.insert(items[idx].0);
        at = before[idx];
    }
    kept
}

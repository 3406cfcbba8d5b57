//! Which blocks each pair of the ledger has now.
//!
//! A block belongs to one pair at most. A pair's blocks on a side stand together: those
//! that have come apart are left to whoever wants them, and a new block between two of a
//! pair's own becomes the pair's. What the author says by hints goes before all that.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Ledger, Record, Sealed,
    join::Join,
    trace::{Old, trace},
};
use crate::{
    alignment::{Alignment, Pair},
    doc::HintKind,
};

/// What a pair of the ledger has now.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// Its blocks of the original.
    pub(super) left: Range<usize>,
    /// Its blocks of the translation.
    pub(super) right: Range<usize>,
    /// Where each block of the original that the ledger tells of is now.
    pub(super) sources: Vec<Option<usize>>,
}

/// What every pair of the ledger has, in the ledger's order.
pub(super) fn claims(join: &Join<'_>, ledger: &Ledger) -> Vec<Claim> {
    let olds = |seals: fn(&Record) -> &Vec<super::Seal>, is_kept: bool| -> Vec<Old<'_>> {
        let of = |record| {
            let was = move |idx: usize| if is_kept { was(record, idx) } else { None };
            seals(record).iter().enumerate().map(move |(idx, seal)| Old { seal: *seal, was: was(idx) })
        };
        ledger.records.iter().flat_map(of).collect()
    };
    let left = trace(&olds(|record| &record.source, true), join.original);
    let right = trace(&olds(|record| &record.target, false), join.translation);
    let mut sources = by_record(ledger, left, |record| record.source.len());
    let mut targets = by_record(ledger, right, |record| record.target.len());
    let pinned = pin(&pins(join), &mut sources, &mut targets);

    let mut lefts = Side::new(join.original.len(), &sources);
    let mut rights = Side::new(join.translation.len(), &targets);
    for (idx, pin) in &pinned {
        lefts.take(*idx, pin.left.clone());
        rights.take(*idx, pin.right.clone());
    }
    for (idx, record) in ledger.records.iter().enumerate().filter(|(idx, _)| !pinned.contains_key(idx)) {
        // A block that was edited is known by what it is set against.
        if rights.runs[idx].len() < record.target.len() {
            rights.extend(idx, partners(join.alignment, &lefts.runs[idx], true));
        }
        if lefts.runs[idx].len() < record.source.len() {
            lefts.extend(idx, partners(join.alignment, &rights.runs[idx], false));
        }
    }
    let claim = |((left, right), sources)| Claim { left, right, sources };
    lefts.runs.into_iter().zip(rights.runs).zip(sources).map(claim).collect()
}

/// The pairs that the author made by hints.
fn pins<'a>(join: &Join<'a>) -> Vec<&'a Pair> {
    let hint = |sealed: &Sealed<'_>| sealed.unit.hint.clone();
    let is_pinned = |pair: &&Pair| {
        let mut left = join.original[pair.left.clone()].iter().map(hint);
        let mut right = join.translation[pair.right.clone()].iter().map(hint);
        // A hint that could not be heeded has not made the pair.
        match (pair.left.is_empty(), pair.right.is_empty()) {
            (true, _) => right.any(|hint| hint == Some(HintKind::Note)),
            (_, true) => left.any(|hint| hint == Some(HintKind::Untranslated)),
            _ => {
                let is_certain = pair.confidence >= 1.0;
                right.enumerate().any(|(idx, hint)| match hint {
                    Some(HintKind::Answers { .. } | HintKind::Covers(_)) => is_certain,
                    Some(HintKind::Join) => idx > 0,
                    _ => false,
                })
            }
        }
    };
    join.alignment.pairs.iter().filter(is_pinned).collect()
}

/// Gives the blocks of pinned pairs to the record that has the first of the original's, and
/// takes them from all others; the records that have a pin, which have nothing else.
fn pin<'a>(
    pins: &[&'a Pair],
    sources: &mut [Vec<Option<usize>>],
    targets: &mut [Vec<Option<usize>>],
) -> BTreeMap<usize, &'a Pair> {
    let mut pinned = BTreeMap::new();
    for pin in pins {
        let has_first = |places: &&Vec<Option<usize>>| !pin.left.is_empty() && places.contains(&Some(pin.left.start));
        let owner = sources.iter().position(|places| has_first(&places));
        if let Some(owner) = owner {
            pinned.insert(owner, *pin);
        }
        let is_lost = |place: &Option<usize>, run: &Range<usize>| place.is_some_and(|unit| run.contains(&unit));
        for (idx, (left, right)) in sources.iter_mut().zip(targets.iter_mut()).enumerate() {
            let is_own = owner == Some(idx);
            for (places, run) in [(left, &pin.left), (right, &pin.right)] {
                places.iter_mut().filter(|place| is_lost(place, run) != is_own).for_each(|place| *place = None);
            }
        }
    }
    pinned
}

/// What the `idx`-th block of a record's original said, if that was kept.
pub(super) fn was(record: &Record, idx: usize) -> Option<&str> {
    record.was.get(idx).map(|was| &**was)
}

/// Cuts one list of places into one for each record.
fn by_record(ledger: &Ledger, places: Vec<Option<usize>>, n_of: impl Fn(&Record) -> usize) -> Vec<Vec<Option<usize>>> {
    let mut places = places.into_iter();
    ledger.records.iter().map(|record| places.by_ref().take(n_of(record)).collect()).collect()
}

/// The blocks that the aligner sets against a run.
fn partners(alignment: &Alignment, run: &Range<usize>, is_left: bool) -> Vec<usize> {
    let meets = |side: &Range<usize>| side.start < run.end && run.start < side.end;
    let of = |pair: &Pair| {
        let (own, other) = if is_left { (&pair.left, &pair.right) } else { (&pair.right, &pair.left) };
        if meets(own) { other.clone() } else { 0..0 }
    };
    alignment.pairs.iter().flat_map(of).collect()
}

/// One side of a chapter: which pair has which block.
struct Side {
    owners: Vec<Option<usize>>,
    runs: Vec<Range<usize>>,
}

impl Side {
    fn new(n_units: usize, places: &[Vec<Option<usize>>]) -> Self {
        let mut owners = vec![None; n_units];
        for (idx, places) in places.iter().enumerate() {
            places.iter().flatten().for_each(|unit| owners[*unit] = Some(idx));
        }
        let mut side = Self { owners, runs: Vec::new() };
        for (idx, places) in places.iter().enumerate() {
            let mut units: Vec<usize> = places.iter().flatten().copied().collect();
            units.sort_unstable();
            let run = side.longest_run(&units);
            for unit in units.into_iter().filter(|unit| !run.contains(unit)) {
                side.owners[unit] = None;
            }
            run.clone().for_each(|unit| side.owners[unit] = Some(idx));
            side.runs.push(run);
        }
        side
    }

    /// Gives a pair these units and no others; nobody else has them.
    fn take(&mut self, idx: usize, run: Range<usize>) {
        run.clone().for_each(|unit| self.owners[unit] = Some(idx));
        self.runs[idx] = run;
    }

    /// The longest stretch of ascending units with nothing of another pair in between.
    fn longest_run(&self, units: &[usize]) -> Range<usize> {
        let mut best = 0..0;
        let mut n_best = 0;
        let mut at = 0;
        while at < units.len() {
            let mut end = at + 1;
            while end < units.len() && (units[end - 1] + 1..units[end]).all(|unit| self.owners[unit].is_none()) {
                end += 1;
            }
            if end - at > n_best {
                (best, n_best) = (units[at]..units[end - 1] + 1, end - at);
            }
            at = end;
        }
        best
    }

    /// Adds free units to a pair's run where they stand beside it, or begin it.
    fn extend(&mut self, idx: usize, units: Vec<usize>) {
        let mut run = self.runs[idx].clone();
        let mut free: Vec<usize> = units.into_iter().filter(|unit| self.owners[*unit].is_none()).collect();
        free.sort_unstable();
        for unit in &free {
            if run.is_empty() {
                run = *unit..unit + 1;
            } else if *unit == run.end {
                run.end += 1;
            }
        }
        for unit in free.iter().rev() {
            if unit + 1 == run.start {
                run.start -= 1;
            }
        }
        run.clone().for_each(|unit| self.owners[unit] = Some(idx));
        self.runs[idx] = run;
    }
}

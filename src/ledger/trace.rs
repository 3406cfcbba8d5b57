//! Finds the blocks of a ledger among the blocks of a chapter as it is now.
//!
//! Equal prints in the same order come first, then equal prints anywhere, which finds
//! what was moved; what is left was edited, and is found by the words it kept.

use std::collections::{BTreeMap, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    Seal, Sealed,
    change::{similarity, words},
};

/// A block that a ledger tells of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Old<'a> {
    /// Its prints.
    pub(super) seal: Seal,
    /// What it said, if that was kept.
    pub(super) was: Option<&'a str>,
}

/// How much an edited block must have in common with what it was, where its neighbours
/// say that it is the one; and elsewhere.
const ALIKE_HERE: f64 = 0.5;
const ALIKE_ANYWHERE: f64 = 0.7;

/// How many likenesses are looked at in one go: what is edited by the thousand is another
/// text.
const MOST_COMPARED: usize = 250_000;

/// Where each old block is now; `None` for one that is gone. No two are at one place.
pub(super) fn trace(old: &[Old<'_>], new: &[Sealed<'_>]) -> Vec<Option<usize>> {
    let mut tracer = Tracer { old, new, found: vec![None; old.len()], is_free: vec![true; new.len()] };
    tracer.in_order();
    let fixed = tracer.found.clone();
    tracer.anywhere(Some);
    let empty = crate::unit::Print::of("");
    tracer.anywhere(|seal| (seal.text != empty).then_some(seal.text));
    tracer.edited(&fixed);
    tracer.found
}

struct Tracer<'a> {
    old: &'a [Old<'a>],
    new: &'a [Sealed<'a>],
    found: Vec<Option<usize>>,
    is_free: Vec<bool>,
}

impl Tracer<'_> {
    fn find(&mut self, old: usize, new: usize) {
        self.found[old] = Some(new);
        self.is_free[new] = false;
    }

    /// The longest run of equal blocks in the same order.
    fn in_order(&mut self) {
        let old: Vec<Seal> = self.old.iter().map(|old| old.seal).collect();
        let new: Vec<Seal> = self.new.iter().map(Sealed::seal).collect();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                (0..len).for_each(|idx| self.find(old_index + idx, new_index + idx));
            }
        }
    }

    /// Blocks of an equal key, wherever they are, the first with the first.
    fn anywhere<K: Ord>(&mut self, key: impl Fn(Seal) -> Option<K>) {
        let mut free: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for idx in (0..self.new.len()).filter(|idx| self.is_free[*idx]) {
            if let Some(key) = key(self.new[idx].seal()) {
                free.entry(key).or_default().push_back(idx);
            }
        }
        for old in 0..self.old.len() {
            if self.found[old].is_none()
                && let Some(new) = key(self.old[old].seal).and_then(|key| free.get_mut(&key)?.pop_front())
            {
                self.find(old, new);
            }
        }
    }

    /// Blocks that kept most of their words: first between the neighbours they had, which
    /// `fixed` tells, then anywhere.
    fn edited(&mut self, fixed: &[Option<usize>]) {
        let lost: Vec<(usize, Vec<u64>)> = (0..self.old.len())
            .filter(|old| self.found[*old].is_none())
            .filter_map(|old| Some((old, words(self.old[old].was?))))
            .collect();
        let free: Vec<(usize, Vec<u64>)> = (0..self.new.len())
            .filter(|new| self.is_free[*new])
            .map(|new| (new, words(&self.new[new].unit.text)))
            .collect();
        if lost.is_empty() || lost.len().saturating_mul(free.len()) > MOST_COMPARED {
            return;
        }
        let mut alike: Vec<(bool, f64, usize, usize)> = Vec::new();
        for (old, was) in &lost {
            let after = fixed[..*old].iter().rev().find_map(|new| *new);
            let before = fixed[*old..].iter().find_map(|new| *new);
            for (new, is) in &free {
                let is_here = after.is_none_or(|after| after < *new) && before.is_none_or(|before| *new < before);
                let likeness = similarity(was, is);
                if likeness >= if is_here { ALIKE_HERE } else { ALIKE_ANYWHERE } {
                    alike.push((is_here, likeness, *old, *new));
                }
            }
        }
        alike.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
        for (_, _, old, new) in alike {
            if self.found[old].is_none() && self.is_free[new] {
                self.find(old, new);
            }
        }
    }
}

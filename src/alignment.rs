//! Which units of a chapter answer which of its translation.
//!
//! Floor 1. Plain data: knows neither languages nor what a unit is.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The pairs of two chapters.
///
/// Every unit of either side is in exactly one pair. The pairs that are not moved ascend
/// on both sides: read in order, with the moved ones left out, neither side ever steps
/// back. A pair never has two empty sides.
///
/// Pairs are in the order of the right side, a pair without a right side standing behind
/// what precedes its left side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alignment {
    /// The pairs, in reading order.
    pub pairs: Vec<Pair>,
}

/// A run of units and the run that answers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Numbers of units of the left side; empty when nothing there answers the right.
    pub left: Range<usize>,
    /// Numbers of units of the right side; empty when nothing there answers the left.
    pub right: Range<usize>,
    /// How sure it is, from 0.0 (a guess) to 1.0 (certain); 1.0 where a side is empty.
    pub confidence: f32,
    /// Whether the translation has it in another place.
    pub is_moved: bool,
}

impl Pair {
    /// Whether both sides have something.
    #[must_use]
    pub fn is_matched(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty()
    }

    /// The same seen from the other side.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { left: self.right.clone(), right: self.left.clone(), ..*self }
    }
}

impl Alignment {
    /// The same seen from the other side. The pairs keep their order.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { pairs: self.pairs.iter().map(Pair::mirrored).collect() }
    }

    /// The pair that holds a unit of the left side.
    #[must_use]
    pub fn of_left(&self, unit: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.left.contains(&unit))
    }

    /// The pair that holds a unit of the right side.
    #[must_use]
    pub fn of_right(&self, unit: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.right.contains(&unit))
    }
}

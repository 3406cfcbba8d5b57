//! Pairs the units of a chapter with those of its translation.
//!
//! Translators merge and split paragraphs, leave some out and add their own, so a pair
//! joins a run to a run. A missing pair is better than a wrong one, since the reader sees
//! both sides.
//!
//! | step | makes |
//! | --- | --- |
//! | `tokens`, `numbers`, `script` | what of a text another language may share, and its length |
//! | `side` | both texts as kinds, lengths, and the signs they share |
//! | `cost` | what speaks for pairing two runs and against it |
//! | `lattice` | the cheapest chain of pairs |
//! | `settle` | doubtful pairs parted, moved ones found |
//!
//! The method is that of W. Gale and K. Church (1993) with what technical texts offer
//! beyond lengths: kinds of blocks, code, names, numbers and addresses.
//!
//! Floor 2. Knows no file and not which side is the original.

mod cost;
mod lattice;
mod numbers;
mod script;
mod settle;
mod side;
mod tokens;

use std::cmp::Ordering;

use serde::Serialize;

use self::{
    cost::Scale,
    settle::Settled,
    side::{Piece, Sides},
};
use crate::{alignment::Alignment, unit::Unit};

/// A term of a glossary: its forms on either side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The forms of the left side's language.
    pub left: Vec<Box<str>>,
    /// The forms of the right side's language.
    pub right: Vec<Box<str>>,
}

/// Pairs `left` with `right`.
///
/// `terms` are words known to render one another. Never fails; equal sides are paired one
/// to one.
#[must_use]
pub fn align(left: &[Unit], right: &[Unit], terms: &[Term]) -> Alignment {
    let sides = Sides::of(left, right, terms);
    // Where two ways cost the same, the first found is taken: so that asking the other way
    // round gives the same pairs, the sides are always put in one order.
    let is_mirrored = order(&sides.left, &sides.right) == Ordering::Greater;
    let sides = if is_mirrored { sides.mirrored() } else { sides };
    settled(&sides).alignment(is_mirrored)
}

/// Which of two texts is put first.
fn order(left: &[Piece], right: &[Piece]) -> Ordering {
    let key = |piece: &Piece| (piece.class, piece.text);
    left.len().cmp(&right.len()).then_with(|| left.iter().map(key).cmp(right.iter().map(key)))
}

/// Aligns, and once more where the lengths of the first time show that one side needs
/// clearly more letters than its script tells.
fn settled(sides: &Sides) -> Settled {
    let mut scale = Scale { weights: &sides.weights, ratio: 1.0 };
    let first = Settled::of(lattice::chain(&sides.left, &sides.right, &scale), sides, &scale);
    scale.ratio = first.ratio(sides);
    if scale.ratio.ln().abs() < CLEARLY {
        return first;
    }
    Settled::of(lattice::chain(&sides.left, &sides.right, &scale), sides, &scale)
}

/// How far the ratio of two lengths must be from 1 to be worth a second time, as a
/// logarithm.
const CLEARLY: f32 = 0.15;

//! Pairs the units of a chapter with those of its translation.
//!
//! Translators merge and split paragraphs, leave some out and add their own, so a pair
//! joins a run to a run. A missing pair is better than a wrong one, since the reader sees
//! both sides.
//!
//! | step | makes |
//! | --- | --- |
//! | `tokens`, `numbers`, `script` | what of a text another language may share, and its length |
//! | `side`, `signs` | both texts as kinds, lengths, and the signs they share |
//! | `cost` | what speaks for pairing two runs and against it |
//! | `lattice`, `band`, `sharing` | the cheapest chain of pairs |
//! | `settle` | doubtful pairs parted, moved ones found |
//! | `lexicon` | words that render one another, for what is in doubt then |
//! | `hinted` | what authors say of pairs heeded |
//!
//! The method is that of W. Gale and K. Church (1993) with what technical texts offer
//! beyond lengths: kinds of blocks, code, names, numbers and addresses.
//!
//! Floor 2. Knows no file and not which side is the original.

mod band;
mod cost;
mod hinted;
mod lattice;
mod lexicon;
mod numbers;
mod script;
mod settle;
mod sharing;
mod side;
mod signs;
mod tokens;

use std::cmp::Ordering;

use serde::Serialize;

pub use self::hinted::{HintFault, Hinted, align_hinted};
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
/// to one. Hints are for [`align_hinted`].
#[must_use]
pub fn align(left: &[Unit], right: &[Unit], terms: &[Term]) -> Alignment {
    best(Sides::of(left, right, terms))
}

/// The pairs of two sides.
fn best(sides: Sides<'_>) -> Alignment {
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
/// clearly more letters than its script tells; then, where prose was left alone on both
/// sides of one place, with the words that the pairs show to render one another.
fn settled(sides: &Sides<'_>) -> Settled {
    let mut scale = Scale { weights: &sides.weights, ratio: 1.0 };
    let mut settled = Settled::of(lattice::chain(&sides.left, &sides.right, &scale), sides, &scale);
    let ratio = settled.ratio(sides);
    if ratio.ln().abs() >= CLEARLY {
        scale.ratio = ratio;
        settled = Settled::of(lattice::chain(&sides.left, &sides.right, &scale), sides, &scale);
    }
    if !settled.is_doubtful(sides) {
        return settled;
    }
    let learned = sides.learned(&settled.teaching(sides));
    let scale = Scale { weights: &learned.weights, ratio: scale.ratio };
    Settled::of(lattice::chain(&learned.left, &learned.right, &scale), &learned, &scale)
}

/// How far the ratio of two lengths must be from 1 to be worth a second time, as a
/// logarithm.
const CLEARLY: f32 = 0.15;

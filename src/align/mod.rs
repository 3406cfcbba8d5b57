//! Pairs the units of a chapter with those of its translation.
//!
//! Translators merge and split paragraphs, leave some out and add their own, so a pair
//! joins a run to a run. A missing pair is better than a wrong one, since the reader sees
//! both sides.
//!
//! Floor 2. Knows no file and not which side is the original.

use serde::Serialize;

use crate::{
    alignment::{Alignment, Pair},
    unit::{Unit, UnitKind},
};

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
    let _ = terms;
    let n_columns = right.len() + 1;
    let mut costs = vec![f32::INFINITY; (left.len() + 1) * n_columns];
    let mut steps = vec![(0, 0); costs.len()];
    costs[0] = 0.0;
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            let here = costs[i * n_columns + j];
            let mut reach = |di: usize, dj: usize, cost: f32| {
                let there = (i + di) * n_columns + j + dj;
                if here + cost < costs[there] {
                    costs[there] = here + cost;
                    steps[there] = (di, dj);
                }
            };
            if let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
                reach(1, 1, cost(a, b));
            }
            if i < left.len() {
                reach(1, 0, SKIP);
            }
            if j < right.len() {
                reach(0, 1, SKIP);
            }
        }
    }
    let (mut i, mut j, mut pairs) = (left.len(), right.len(), Vec::new());
    while i + j > 0 {
        let (di, dj) = steps[i * n_columns + j];
        pairs.push(Pair { left: i - di..i, right: j - dj..j, confidence: 1.0, is_moved: false });
        (i, j) = (i - di, j - dj);
    }
    pairs.reverse();
    Alignment { pairs }
}

/// What it costs to leave a unit without partner.
const SKIP: f32 = 2.5;

/// What it costs to pair two units.
fn cost(left: &Unit, right: &Unit) -> f32 {
    let class = |unit: &Unit| match unit.kind {
        UnitKind::Heading(_) => UnitKind::Heading(1),
        UnitKind::Item => UnitKind::Paragraph,
        kind => kind,
    };
    if class(left) != class(right) {
        return 4.0 * SKIP;
    }
    if left.text == right.text {
        return -4.0;
    }
    if left.kind == UnitKind::Code { 3.0 } else { 0.0 }
}

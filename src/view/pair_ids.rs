//! Ids by which a reader finds the same place in every language of a chapter.
//!
//! A unit of the original has a number as its id, `p12`; what answers it in a translation
//! has the same. A heading brings its own id. What only a translation has goes without.
//!
//! Floor 3.

use std::collections::BTreeSet;

use crate::{
    alignment::Alignment,
    path::Anchor,
    unit::{Unit, UnitKind},
};

/// The ids of an original's units, none of which is one of `taken`.
#[must_use]
pub fn of_original(units: &[Unit], taken: &BTreeSet<&Anchor>) -> Vec<Option<Anchor>> {
    let mut n = 0;
    let mut next = |unit: &Unit| {
        if !is_paired(unit) {
            return None;
        }
        std::iter::repeat_with(|| {
            n += 1;
            Anchor::explicit(&format!("p{n}"))
        })
        .find(|id| id.as_ref().is_none_or(|id| !taken.contains(id)))?
    };
    units.iter().map(&mut next).collect()
}

/// The ids of a translation's units, from those of the original. `alignment` has the
/// original on the left.
#[must_use]
pub fn of_translation(
    units: &[Unit],
    alignment: &Alignment,
    of_original: &[Option<Anchor>],
    taken: &BTreeSet<&Anchor>,
) -> Vec<Option<Anchor>> {
    let mut ids = vec![None; units.len()];
    for pair in alignment.pairs.iter().filter(|pair| pair.is_matched()) {
        let id = of_original.get(pair.left.clone()).and_then(|ids| ids.iter().flatten().next());
        let unit = units.get(pair.right.start).filter(|unit| is_paired(unit));
        if let Some((id, _)) = id.zip(unit).filter(|(id, _)| !taken.contains(id)) {
            ids[pair.right.start] = Some(id.clone());
        }
    }
    ids
}

/// Whether a unit gets an id of this kind.
fn is_paired(unit: &Unit) -> bool {
    !matches!(unit.kind, UnitKind::Heading(_) | UnitKind::BoxTitle | UnitKind::Footnote)
}

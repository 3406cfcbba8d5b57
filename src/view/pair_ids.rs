//! Ids by which a reader finds the same place in every language of a chapter.
//!
//! A pair has a name; the first unit of it on either side has that name as its id. A
//! heading brings its own id, and so does what already has one of the author's.
//!
//! Floor 3.

use std::collections::BTreeSet;

use crate::{
    path::Anchor,
    translation::Translation,
    unit::{Unit, UnitKind},
};

/// Which side of a translation's pairs units are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The original's.
    Original,
    /// The translation's.
    Translation,
}

/// The ids of a chapter's units, of which none is one of `taken`.
#[must_use]
pub fn of(units: &[Unit], translation: &Translation, side: Side, taken: &BTreeSet<&Anchor>) -> Vec<Option<Anchor>> {
    let mut ids = vec![None; units.len()];
    for pair in &translation.pairs {
        let range = match side {
            Side::Original => &pair.left,
            Side::Translation => &pair.right,
        };
        let is_named = !range.is_empty() && units.get(range.start).is_some_and(has_id_of_pair);
        let id = Anchor::explicit(pair.id.as_str()).filter(|id| is_named && !taken.contains(id));
        if let Some(place) = ids.get_mut(range.start).filter(|_| id.is_some()) {
            *place = id;
        }
    }
    ids
}

/// Whether a unit has the id of its pair, and neither its own nor none.
fn has_id_of_pair(unit: &Unit) -> bool {
    !matches!(unit.kind, UnitKind::Heading(_) | UnitKind::BoxTitle | UnitKind::Footnote)
}

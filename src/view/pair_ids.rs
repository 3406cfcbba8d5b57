//! Ids by which a reader finds the same place in every language of a chapter.
//!
//! A pair has a name; the first unit of it on either side has that name as its id. A
//! heading brings its own id; the one that the ledger keeps for it, under which others may
//! know it still, stays beside that. A note brings its own id too.
//!
//! Floor 3.

use std::collections::BTreeSet;

use crate::{
    path::Anchor,
    translation::{Pair, State, Translation},
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
        let is_named = !range.is_empty() && units.get(range.start).is_some_and(|unit| has_id_of_pair(unit, pair));
        let id = Anchor::explicit(pair.id.as_str()).filter(|id| is_named && !taken.contains(id));
        if let Some(place) = ids.get_mut(range.start).filter(|_| id.is_some()) {
            *place = id;
        }
    }
    ids
}

/// The ids that the original's units have on a page of the translation: of those that are
/// missing there, which is none of `taken`.
#[must_use]
pub fn of_missing(units: &[Unit], translation: &Translation, taken: &BTreeSet<Anchor>) -> Vec<Option<Anchor>> {
    let mut ids = vec![None; units.len()];
    for pair in translation.pairs.iter().filter(|pair| pair.state == State::Missing) {
        let is_named = units.get(pair.left.start).is_some_and(|unit| !has_own_id(unit));
        let id = Anchor::explicit(pair.id.as_str()).filter(|id| is_named && !taken.contains(id));
        if let Some(place) = ids.get_mut(pair.left.start) {
            *place = id;
        }
    }
    ids
}

/// Whether a unit has the id of its pair; of those of headings only that of the ledger.
fn has_id_of_pair(unit: &Unit, pair: &Pair) -> bool {
    !has_own_id(unit) || matches!(unit.kind, UnitKind::Heading(_)) && pair.is_accepted
}

fn has_own_id(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Heading(_) | UnitKind::Footnote)
}

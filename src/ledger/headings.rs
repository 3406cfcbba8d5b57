//! The ids of an original's headings, by which their pairs are named.

use std::collections::BTreeMap;

use crate::{
    chapter::Chapter,
    doc::{Block, BlockKind},
    path::Anchor,
    translation::PairId,
    unit::{Unit, UnitKind},
};

/// For each unit of a chapter the id of the heading that it is.
#[must_use]
pub fn heading_ids(chapter: &Chapter, units: &[Unit]) -> Vec<Option<PairId>> {
    let mut ids = vec![None; units.len()];
    for (unit, id) in heading_places(chapter, units) {
        ids[unit] = PairId::new(id);
    }
    ids
}

/// The units of a chapter that are headings, each with its id.
#[must_use]
pub fn heading_places<'a>(chapter: &'a Chapter, units: &[Unit]) -> Vec<(usize, &'a str)> {
    let mut starts = Vec::new();
    collect(&chapter.doc.blocks, &mut starts);
    let ids: BTreeMap<u32, &str> = starts.into_iter().zip(chapter.anchors.iter().map(Anchor::as_str)).collect();
    let headings = units.iter().enumerate().filter(|(_, unit)| matches!(unit.kind, UnitKind::Heading(_)));
    headings.filter_map(|(idx, unit)| Some((idx, *ids.get(&unit.span.start)?))).collect()
}

/// Where each heading stands, in the order in which a chapter keeps their ids.
fn collect(blocks: &[Block], starts: &mut Vec<u32>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_) => starts.push(block.span.start),
            BlockKind::Quote(blocks) => collect(blocks, starts),
            BlockKind::Turn(turn) => collect(&turn.blocks, starts),
            BlockKind::Aside(aside) => collect(&aside.blocks, starts),
            BlockKind::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, starts)),
            BlockKind::Definitions(definitions) => {
                let descriptions = definitions.iter().flat_map(|definition| &definition.descriptions);
                descriptions.for_each(|blocks| collect(blocks, starts));
            }
            BlockKind::Shortcode(call) => collect(call.body.as_deref().unwrap_or_default(), starts),
            _ => {}
        }
    }
}

//! Gives names to pairs that have none.

use std::{collections::BTreeSet, ops::Range};

use super::{Ledger, highest, join::Join};
use crate::translation::PairId;

/// Names that are given, and the next number.
pub(super) struct Names<'a> {
    join: &'a Join<'a>,
    taken: BTreeSet<PairId>,
    last: u32,
    /// Whether numbers are still those of the original's blocks.
    is_first: bool,
}

impl<'a> Names<'a> {
    pub(super) fn new(join: &'a Join<'a>, ledger: Option<&Ledger>) -> Self {
        let taken: BTreeSet<PairId> =
            ledger.map(|ledger| ledger.records.iter().map(|record| record.id.clone()).collect()).unwrap_or_default();
        let n_units = u32::try_from(join.original.len()).unwrap_or(u32::MAX);
        let last = ledger.map_or(n_units, |ledger| ledger.last.max(highest(&taken)));
        Self { join, taken, last, is_first: ledger.is_none() }
    }

    /// A name for the pair of these blocks of the original: that of its heading; in a new
    /// ledger the number of the block; else the next number.
    pub(super) fn give(&mut self, left: &Range<usize>) -> PairId {
        let heading = self.join.headings.get(left.start).filter(|_| !left.is_empty()).cloned().flatten();
        if let Some(id) = heading.filter(|id| !self.taken.contains(id)) {
            self.taken.insert(id.clone());
            return id;
        }
        let number = u32::try_from(left.start + 1).ok().filter(|_| self.is_first && !left.is_empty());
        let own = number.map(PairId::numbered).filter(|id| self.is_free(id));
        let id = own.unwrap_or_else(|| {
            loop {
                self.last = self.last.saturating_add(1);
                let id = PairId::numbered(self.last);
                if self.is_free(&id) || self.last == u32::MAX {
                    break id;
                }
            }
        });
        self.taken.insert(id.clone());
        id
    }

    fn is_free(&self, id: &PairId) -> bool {
        !self.taken.contains(id) && !self.join.reserved.contains(id.as_str())
    }
}

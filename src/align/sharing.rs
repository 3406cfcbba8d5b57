//! What the units of two texts share, two by two, a few rows of the lattice at a time.
//!
//! Most units share nothing, so what they do share is gathered from the lists of who uses
//! each sign, instead of comparing the signs of any two.
//!
//! Floor 2.

use std::ops::Range;

use super::{cost::Shared, side::Piece};

/// How many rows a step reaches.
const ROWS: usize = 3;

#[derive(Debug)]
pub(super) struct Sharing<'a> {
    left: &'a [Piece],
    weights: &'a [f32],
    /// The units of the right side that use a sign, ascending, and how often; sign `n` from
    /// `starts[n]` to `starts[n + 1]`.
    users: Vec<(u32, u16)>,
    starts: Vec<usize>,
    /// What row `i` shares with each column, at `i % 3`.
    rows: [Vec<Shared>; ROWS],
    /// How many rows are known.
    n_known: usize,
}

impl<'a> Sharing<'a> {
    pub(super) fn new(left: &'a [Piece], right: &[Piece], weights: &'a [f32]) -> Self {
        let mut starts = vec![0; weights.len() + 1];
        for (sign, _) in right.iter().flat_map(|piece| &piece.signs) {
            starts[*sign as usize + 1] += 1;
        }
        for sign in 0..weights.len() {
            starts[sign + 1] += starts[sign];
        }
        let mut users = vec![(0, 0); starts[weights.len()]];
        let mut ends = starts.clone();
        for (unit, piece) in (0..).zip(right) {
            for (sign, n) in &piece.signs {
                users[ends[*sign as usize]] = (unit, *n);
                ends[*sign as usize] += 1;
            }
        }
        let row = vec![Shared::default(); right.len()];
        Self { left, weights, users, starts, rows: [row.clone(), row.clone(), row], n_known: 0 }
    }

    /// Makes known what row `i` and the two that follow share with these columns at least.
    pub(super) fn reach(&mut self, i: usize, columns: &Range<usize>) {
        while self.n_known < self.left.len().min(i + ROWS) {
            let row = &mut self.rows[self.n_known % ROWS];
            row.fill(Shared::default());
            for (sign, n) in &self.left[self.n_known].signs {
                let users = &self.users[self.starts[*sign as usize]..self.starts[*sign as usize + 1]];
                let from = users.partition_point(|(unit, _)| (*unit as usize) < columns.start);
                for (unit, n_there) in users[from..].iter().take_while(|(unit, _)| (*unit as usize) < columns.end) {
                    row[*unit as usize].gain(self.weights[*sign as usize], (*n).min(*n_there));
                }
            }
            self.n_known += 1;
        }
    }

    /// What a unit of the left side shares with those of the right side, as far as that is
    /// within reach.
    pub(super) fn row(&self, i: usize) -> &[Shared] {
        &self.rows[i % ROWS]
    }

    /// What the units of two runs share two by two, all of it within reach.
    pub(super) fn of_all(&self, left: Range<usize>, right: Range<usize>) -> Shared {
        let mut all = Shared::default();
        for i in left {
            for two in &self.row(i)[right.clone()] {
                all = all + *two;
            }
        }
        all
    }
}

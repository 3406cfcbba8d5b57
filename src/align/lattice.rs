//! The cheapest way through two texts: one dynamic program in a band around the diagonal.
//!
//! A way is a chain of links: one unit to one, runs of up to three, or a unit left alone.
//! What a gap costs depends on what stands before it, so each place of the lattice has
//! three states.
//!
//! Floor 2. O((n + m) × band) time and memory, the band being bounded for long texts.

use std::ops::Range;

use super::{
    cost::{FORBIDDEN, GAP, GAP_BELOW_HEADING, Run, Scale, Scratch, skip},
    side::{Class, Piece},
};

/// A link of the chain.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

impl Link {
    pub(super) fn is_matched(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty()
    }
}

/// How many units of either side a link takes.
const STEPS: [(usize, usize); 8] = [(1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)];

/// The step that takes one unit of each.
const SINGLE: usize = 2;

/// What stands before a place.
const STATES: usize = 3;
const PAIRED: usize = 0;
const IN_GAP: usize = 1;
const BELOW_HEADING: usize = 2;

/// The least half width of the band.
const BAND: usize = 40;

/// How many places the lattice has at most: what bounds time and memory.
const MOST_PLACES: usize = 1 << 23;

/// The cheapest chain over both sides.
pub(super) fn chain(left: &[Piece], right: &[Piece], scale: &Scale<'_>) -> Vec<Link> {
    let mut lattice = Lattice::new(left, right);
    let mut scratch = Scratch::default();
    for i in 0..=left.len() {
        for j in lattice.columns(i) {
            lattice.leave(i, j, scale, &mut scratch);
        }
        lattice.forget(i);
    }
    lattice.way_back()
}

struct Lattice<'a> {
    left: &'a [Piece],
    right: &'a [Piece],
    /// The runs of one, two and three units that begin with each.
    left_runs: [Vec<Option<Run<'a>>>; 3],
    right_runs: [Vec<Option<Run<'a>>>; 3],
    /// The first column of each row, and how many places a row has room for.
    first: Vec<usize>,
    width: usize,
    /// The costs of a row and the three that follow; row `i` at `i % 4`.
    costs: [Vec<[f32; STATES]>; 4],
    /// The step by which each place is reached in each state, with the state before.
    steps: Vec<[u8; STATES]>,
}

impl<'a> Lattice<'a> {
    fn new(left: &'a [Piece], right: &'a [Piece]) -> Self {
        let (n, m) = (left.len(), right.len());
        // Rows must overlap, however much longer the right side is.
        let most = (MOST_PLACES / (n + 1) / 2).max(BAND).max(m / (n + 1) + 2);
        let band = BAND.max(n.abs_diff(m) + 30).min(most);
        let width = (2 * band + 1).min(m + 1);
        let row = vec![[f32::INFINITY; STATES]; width];
        let mut costs = [row.clone(), row.clone(), row.clone(), row];
        costs[0][0][PAIRED] = 0.0;
        // The band follows the diagonal, and stops where the right side does.
        let middle = |i: usize| (i * m).checked_div(n).unwrap_or(0);
        let first = (0..=n).map(|i| middle(i).saturating_sub(band).min(m + 1 - width)).collect();
        let steps = vec![[0; STATES]; (n + 1) * width];
        Self { left, right, left_runs: runs(left), right_runs: runs(right), first, width, costs, steps }
    }

    /// The columns of a row that lie in the band.
    fn columns(&self, i: usize) -> Range<usize> {
        self.first[i]..self.first[i] + self.width
    }

    /// Takes every step from a place.
    fn leave(&mut self, i: usize, j: usize, scale: &Scale<'_>, scratch: &mut Scratch) {
        let here = self.costs[i % 4][j - self.first[i]];
        let (state, best) = cheapest(here);
        if best == f32::INFINITY {
            return;
        }
        let (left, right) = (self.left, self.right);
        for (step, piece) in [(0, left.get(i)), (1, right.get(j))] {
            let Some(piece) = piece else { continue };
            for (state, cost) in here.into_iter().enumerate() {
                let begin = match state {
                    IN_GAP => 0.0,
                    BELOW_HEADING if piece.class != Class::Heading => GAP + GAP_BELOW_HEADING,
                    _ => GAP,
                };
                self.reach(i, j, step, IN_GAP, state, cost + skip(piece) + begin);
            }
        }
        if let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
            let cost = scale.single(a, b);
            if cost < FORBIDDEN {
                let to = if a.class == Class::Heading { BELOW_HEADING } else { PAIRED };
                self.reach(i, j, SINGLE, to, state, best + cost);
            }
        }
        for (step, (n_left, n_right)) in STEPS.into_iter().enumerate().skip(SINGLE + 1) {
            let run = |runs: &[Vec<Option<Run<'a>>>; 3], n: usize, at: usize| runs[n - 1].get(at).copied().flatten();
            let Some(a) = run(&self.left_runs, n_left, i) else { continue };
            let Some(b) = run(&self.right_runs, n_right, j) else { continue };
            let cost = scale.run(&a, &b, scratch);
            if cost < FORBIDDEN {
                self.reach(i, j, step, PAIRED, state, best + cost);
            }
        }
    }

    /// Goes a step from `(i, j)`, if that is the cheapest way to where it leads.
    fn reach(&mut self, i: usize, j: usize, step: usize, to: usize, from: usize, cost: f32) {
        let (i, j) = (i + STEPS[step].0, j + STEPS[step].1);
        // Below the first column, the difference is a number far too large.
        let column = j.wrapping_sub(self.first[i]);
        if column >= self.width {
            return;
        }
        let known = &mut self.costs[i % 4][column][to];
        if cost < *known {
            *known = cost;
            self.steps[i * self.width + column][to] = u8::try_from(step * STATES + from).unwrap_or_default();
        }
    }

    /// Makes room for the row that follows the next three.
    fn forget(&mut self, i: usize) {
        if i < self.left.len() {
            self.costs[i % 4].fill([f32::INFINITY; STATES]);
        }
    }

    /// The chain that ends at the last place.
    fn way_back(self) -> Vec<Link> {
        let (mut i, mut j) = (self.left.len(), self.right.len());
        let (mut state, _) = cheapest(self.costs[i % 4][j - self.first[i]]);
        let mut links = Vec::new();
        while i + j > 0 {
            let reached = usize::from(self.steps[i * self.width + j - self.first[i]][state]);
            let (n_left, n_right) = STEPS[reached / STATES];
            links.push(Link { left: i - n_left..i, right: j - n_right..j });
            (i, j, state) = (i - n_left, j - n_right, reached % STATES);
        }
        links.reverse();
        links
    }
}

/// The runs of one, two and three units that begin with each unit.
fn runs(pieces: &[Piece]) -> [Vec<Option<Run<'_>>>; 3] {
    [1, 2, 3].map(|n| pieces.windows(n).map(Run::of).collect())
}

/// The cheapest state, and what it costs.
fn cheapest(costs: [f32; STATES]) -> (usize, f32) {
    let mut found = (PAIRED, costs[PAIRED]);
    for state in [IN_GAP, BELOW_HEADING] {
        if costs[state] < found.1 {
            found = (state, costs[state]);
        }
    }
    found
}

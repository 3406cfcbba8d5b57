//! The cheapest way through two texts: one dynamic program in a band around the diagonal.
//!
//! A way is a chain of links: one unit to one, runs of up to three, or a unit left alone.
//! What a gap costs depends on what stands before it, so each place of the lattice has
//! three states.
//!
//! Floor 2. O((n + m) × band) time and memory, the band being bounded for long texts.

use std::ops::Range;

use super::{
    band::Band,
    cost::{FORBIDDEN, GAP, GAP_BELOW_HEADING, Run, Scale, skip},
    sharing::Sharing,
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

/// The cheapest chain over both sides.
pub(super) fn chain(left: &[Piece], right: &[Piece], scale: &Scale<'_>) -> Vec<Link> {
    let mut sharing = Sharing::new(left, right, scale.weights);
    let mut lattice = Lattice::new(left, right, scale);
    for i in 0..=left.len() {
        let ahead = lattice.band.ahead(i, right.len());
        sharing.reach(i, &ahead);
        for j in lattice.band.columns(i) {
            lattice.leave(i, j, &sharing);
        }
        lattice.forget(i);
    }
    lattice.way_back()
}

struct Lattice<'a> {
    left: &'a [Piece],
    right: &'a [Piece],
    scale: &'a Scale<'a>,
    /// The runs of one, two and three units that begin with each.
    left_runs: [Vec<Option<Run<'a>>>; 3],
    right_runs: [Vec<Option<Run<'a>>>; 3],
    band: Band,
    /// The costs of a row and the three that follow; row `i` at `i % 4`.
    costs: [Vec<[f32; STATES]>; 4],
    /// The step by which each place is reached in each state, with the state before.
    steps: Vec<[u8; STATES]>,
}

impl<'a> Lattice<'a> {
    fn new(left: &'a [Piece], right: &'a [Piece], scale: &'a Scale<'a>) -> Self {
        let band = Band::of(left, right);
        let row = vec![[f32::INFINITY; STATES]; right.len() + 1];
        let mut costs = [row.clone(), row.clone(), row.clone(), row];
        costs[0][0][PAIRED] = 0.0;
        let steps = vec![[0; STATES]; band.n_places()];
        let runs = |pieces| runs(pieces, scale.weights);
        Self { left, right, scale, left_runs: runs(left), right_runs: runs(right), band, costs, steps }
    }

    /// Takes every step from a place.
    fn leave(&mut self, i: usize, j: usize, sharing: &Sharing<'_>) {
        let here = self.costs[i % 4][j];
        let (state, best) = cheapest(here);
        if best == f32::INFINITY {
            return;
        }
        let (left, right) = (self.left, self.right);
        for (step, piece) in [(0, left.get(i)), (1, right.get(j))] {
            let Some(piece) = piece else { continue };
            let below = if piece.class == Class::Heading { GAP } else { GAP + GAP_BELOW_HEADING };
            let (state, cost) = cheapest([here[PAIRED] + GAP, here[IN_GAP], here[BELOW_HEADING] + below]);
            self.reach(i, j, step, IN_GAP, state, cost + skip(piece));
        }
        let (Some(a), Some(b)) = (left.get(i), right.get(j)) else { return };
        let cost = self.scale.single_sharing(a, b, sharing.row(i)[j]);
        if cost < FORBIDDEN {
            let to = if a.class == Class::Heading { BELOW_HEADING } else { PAIRED };
            self.reach(i, j, SINGLE, to, state, best + cost);
        }
        let goes_on = |runs: &[Vec<Option<Run<'_>>>; 3], unit: usize| matches!(runs[1].get(unit), Some(Some(_)));
        let is_prose = self.left_runs[0][i].is_some() && self.right_runs[0][j].is_some();
        if !is_prose || !goes_on(&self.left_runs, i) && !goes_on(&self.right_runs, j) {
            return;
        }
        for (step, (n_left, n_right)) in STEPS.into_iter().enumerate().skip(SINGLE + 1) {
            let Some(Some(a)) = self.left_runs[n_left - 1].get(i) else { continue };
            let Some(Some(b)) = self.right_runs[n_right - 1].get(j) else { continue };
            let cost = self.scale.run(a, b, sharing.of_all(i..i + n_left, j..j + n_right));
            if cost < FORBIDDEN {
                self.reach(i, j, step, PAIRED, state, best + cost);
            }
        }
    }

    /// Goes a step from `(i, j)`, if that is the cheapest way to where it leads.
    fn reach(&mut self, i: usize, j: usize, step: usize, to: usize, from: usize, cost: f32) {
        let (i, j) = (i + STEPS[step].0, j + STEPS[step].1);
        let Some(place) = self.band.place(i, j) else { return };
        let known = &mut self.costs[i % 4][j][to];
        if cost < *known {
            *known = cost;
            self.steps[place][to] = u8::try_from(step * STATES + from).unwrap_or_default();
        }
    }

    /// Makes room for the row that follows the next three.
    fn forget(&mut self, i: usize) {
        if i < self.left.len() {
            self.costs[i % 4][self.band.columns(i)].fill([f32::INFINITY; STATES]);
        }
    }

    /// The chain that ends at the last place.
    fn way_back(self) -> Vec<Link> {
        let (mut i, mut j) = (self.left.len(), self.right.len());
        let (mut state, _) = cheapest(self.costs[i % 4][j]);
        let mut links = Vec::new();
        while i + j > 0 {
            let place = self.band.place(i, j).expect("a way stays in the band");
            let reached = usize::from(self.steps[place][state]);
            let (n_left, n_right) = STEPS[reached / STATES];
            links.push(Link { left: i - n_left..i, right: j - n_right..j });
            (i, j, state) = (i - n_left, j - n_right, reached % STATES);
        }
        links.reverse();
        links
    }
}

/// The runs of one, two and three units that begin with each unit.
fn runs<'a>(pieces: &'a [Piece], weights: &[f32]) -> [Vec<Option<Run<'a>>>; 3] {
    let ones: Vec<Option<Run<'a>>> = pieces.iter().map(Run::of).collect();
    let longer = |runs: &[Option<Run<'a>>], n: usize| -> Vec<Option<Run<'a>>> {
        let lasts = ones.iter().skip(n);
        runs.iter().zip(lasts).map(|(run, last)| Some(run.as_ref()?.and(last.as_ref()?, weights))).collect()
    };
    let twos = longer(&ones, 1);
    let threes = longer(&twos, 2);
    [ones, twos, threes]
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

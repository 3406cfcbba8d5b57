//! The part of the lattice that is looked at: a band around the way that the texts take.
//!
//! Of short texts all of it. Of long ones what lies near the line between posts: units of
//! which there is one on each side and that share what no others have. So a band of fixed
//! width holds the way even where hundreds of units are missing on either side.
//!
//! Floor 2.

use std::ops::Range;

use super::side::{Class, Piece};

/// How many places are all looked at.
const ALL: usize = 1 << 10;

/// The least half width of the band.
const LEAST: usize = 16;

/// How many places the band has at most: what bounds time and memory.
const MOST_PLACES: usize = 1 << 23;

/// The columns of each row that are looked at.
#[derive(Debug)]
pub(super) struct Band {
    /// The columns of each row: both ends never descend.
    columns: Vec<Range<usize>>,
    /// How many places lie in the rows before each.
    n_before: Vec<usize>,
    n_places: usize,
}

impl Band {
    pub(super) fn of(left: &[Piece], right: &[Piece]) -> Self {
        let (n, m) = (left.len(), right.len());
        let columns = if (n + 1).saturating_mul(m + 1) <= ALL {
            vec![0..m + 1; n + 1]
        } else {
            let mut posts = posts(left, right);
            posts.push((n, m));
            around(&posts, m)
        };
        let mut n_places = 0;
        let mut n_before = Vec::with_capacity(columns.len());
        for row in &columns {
            n_before.push(n_places);
            n_places += row.len();
        }
        Self { columns, n_before, n_places }
    }

    pub(super) fn n_places(&self) -> usize {
        self.n_places
    }

    /// The columns of a row.
    pub(super) fn columns(&self, i: usize) -> Range<usize> {
        self.columns[i].clone()
    }

    /// The columns, of `m` units, that a step from a row or the two before it may take.
    pub(super) fn ahead(&self, i: usize, m: usize) -> Range<usize> {
        let last = &self.columns[(i + 2).min(self.columns.len() - 1)];
        self.columns[i].start..(last.end + 2).min(m)
    }

    /// The number of a place; `None` outside of the band.
    pub(super) fn place(&self, i: usize, j: usize) -> Option<usize> {
        let row = &self.columns[i];
        row.contains(&j).then(|| self.n_before[i] + j - row.start)
    }
}

/// The band that leads from the beginning by way of `posts`, which ascend on both sides, to
/// the last of them.
fn around(posts: &[(usize, usize)], m: usize) -> Vec<Range<usize>> {
    let n = posts.last().map_or(0, |last| last.0);
    let most = (MOST_PLACES / (n + 1) / 2).max(LEAST);
    let mut columns: Vec<Range<usize>> = Vec::with_capacity(n + 1);
    let (mut from, mut reach) = ((0, 0), 0..0);
    for to in posts {
        let (height, width) = (to.0 - from.0, to.1 - from.1);
        // Rows must overlap, however much longer the right side is.
        let half = (height.abs_diff(width) + 12).clamp(LEAST, most).max(width / height.max(1) + 2);
        for i in columns.len()..=to.0 {
            let middle = from.1 + ((i - from.0) * width).checked_div(height).unwrap_or(width);
            // No end ever descends, though bands of two widths meet at a post.
            reach = reach.start.max(middle.saturating_sub(half))..reach.end.max((middle + half + 1).min(m + 1));
            columns.push(reach.clone());
        }
        from = *to;
    }
    columns
}

/// Units that surely answer one another, ascending on both sides.
fn posts(left: &[Piece], right: &[Piece]) -> Vec<(usize, usize)> {
    let (left, right) = (marks(left), marks(right));
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    let mut shared = Vec::new();
    while let (Some((mark, a)), Some((other, b))) = (left.peek().copied(), right.peek().copied()) {
        if mark == other {
            shared.push((a, b));
        }
        if mark <= other {
            left.next();
        }
        if other <= mark {
            right.next();
        }
    }
    shared.sort_unstable();
    // A mark may be shared by chance; two that agree on the same units are not.
    let agreed = shared.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]);
    ascending(&agreed.collect::<Vec<_>>())
}

/// What only one unit of a side has, ascending, each with its unit: a sign, or a line of
/// code.
fn marks(pieces: &[Piece]) -> Vec<(u64, usize)> {
    let mut marks = Vec::new();
    for (unit, piece) in pieces.iter().enumerate() {
        if piece.class == Class::Note {
            continue;
        }
        marks.extend(piece.signs.iter().map(|(sign, _)| (u64::from(*sign), unit)));
        marks.extend(piece.lines.iter().map(|line| (*line | 1 << 63, unit)));
    }
    marks.sort_unstable();
    let single = marks.chunk_by(|a, b| a.0 == b.0).filter(|uses| uses.len() == 1);
    single.map(|uses| uses[0]).collect()
}

/// The longest run of pairs in which both numbers ascend.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length of a run, the pair that ends it lowest; and whom each pair follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, (_, value)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *value);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    run.reverse();
    run.dedup_by(|next, kept| next.0 == kept.0);
    run
}

//! Words of two languages that render one another, learned from the pairs of a chapter.
//!
//! What stands in the same pairs again and again means the same, and is as good a sign as
//! a name that both languages write alike. A text of names and code has no need of that;
//! one of plain prose has little else.
//!
//! Floor 2.

use super::{
    side::Piece,
    tokens::{self, Hash},
};
use crate::unit::Unit;

/// In how many pairs two words must meet.
const LEAST_MET: usize = 3;

/// How alike the pairs must be in which two words stand: twice the number of those where
/// they meet, by how many each stands in.
const LIKENESS: f32 = 0.7;

/// A word that more than one of so many units have says nothing.
const MOST_FREQUENT: usize = 3;

/// Two words that render one another.
#[derive(Clone, Copy, Debug)]
struct Entry {
    left: usize,
    right: usize,
    likeness: f32,
}

/// Gives the pieces signs for words that render one another, as far as `pairs`, the units
/// that most likely answer one another, tell. `weights` gains the weight of each.
pub(super) fn learn(
    units: [&[Unit]; 2],
    [left_pieces, right_pieces]: [&mut [Piece]; 2],
    pairs: &[(usize, usize)],
    weights: &mut Vec<f32>,
    weight: impl Fn(usize) -> f32,
) {
    let [left, right] = units.map(Words::of);
    for entry in entries(&left, &right, pairs) {
        let sign = u32::try_from(weights.len()).unwrap_or(u32::MAX);
        let (left, right) = (&left.users[entry.left], &right.users[entry.right]);
        let own = entry.likeness * weight(left.len().max(right.len()));
        weights.push(own);
        for (pieces, users) in [(&mut *left_pieces, left), (&mut *right_pieces, right)] {
            for unit in users {
                pieces[*unit].signs.push((sign, 1));
                pieces[*unit].weight += own;
            }
        }
    }
}

/// The words of a side that some units have, and not too many.
struct Words {
    /// The units that have each, ascending.
    users: Vec<Vec<usize>>,
    /// The words of each unit.
    of_units: Vec<Vec<usize>>,
}

impl Words {
    fn of(units: &[Unit]) -> Self {
        let mut met: Vec<(Hash, usize)> = Vec::new();
        for (idx, unit) in units.iter().enumerate() {
            tokens::stems(unit, &mut |stem| met.push((stem, idx)));
        }
        met.sort_unstable();
        met.dedup();
        let is_telling = |uses: &&[_]| uses.len() >= LEAST_MET && uses.len() * MOST_FREQUENT <= units.len();
        let of_words = met.chunk_by(|a, b| a.0 == b.0).filter(is_telling);
        let users: Vec<Vec<usize>> = of_words.map(|uses| uses.iter().map(|(_, unit)| *unit).collect()).collect();
        let mut of_units = vec![Vec::new(); units.len()];
        for (word, users) in users.iter().enumerate() {
            for unit in users {
                of_units[*unit].push(word);
            }
        }
        Self { users, of_units }
    }
}

/// Words that meet in pairs, each at most once, those first that meet most surely.
fn entries(left: &Words, right: &Words, pairs: &[(usize, usize)]) -> Vec<Entry> {
    let mut partner = vec![None; left.of_units.len()];
    for (a, b) in pairs {
        partner[*a] = Some(*b);
    }
    let mut n_in_pairs = vec![0_usize; right.users.len()];
    pairs.iter().flat_map(|(_, b)| &right.of_units[*b]).for_each(|word| n_in_pairs[*word] += 1);
    let mut found = Vec::new();
    let mut n_met = vec![0_usize; right.users.len()];
    for (word, users) in left.users.iter().enumerate() {
        let partners: Vec<usize> = users.iter().filter_map(|unit| partner[*unit]).collect();
        if partners.len() < LEAST_MET {
            continue;
        }
        let met = || partners.iter().flat_map(|unit| &right.of_units[*unit]);
        met().for_each(|other| n_met[*other] += 1);
        for other in met() {
            let n = std::mem::take(&mut n_met[*other]);
            let likeness = 2.0 * count(n) / count(partners.len() + n_in_pairs[*other]);
            if n >= LEAST_MET && likeness >= LIKENESS {
                found.push(Entry { left: word, right: *other, likeness });
            }
        }
    }
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.left, a.right).cmp(&(b.left, b.right))));
    let (mut is_free_left, mut is_free_right) = (vec![true; left.users.len()], vec![true; right.users.len()]);
    found.retain(|entry| {
        let is_free = is_free_left[entry.left] && is_free_right[entry.right];
        if is_free {
            is_free_left[entry.left] = false;
            is_free_right[entry.right] = false;
        }
        is_free
    });
    found
}

#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}

//! What it costs to pair runs of units, in nats or nearly so: below zero where more
//! speaks for a pair than against it.
//!
//! The figures were found on translations that were taken apart at random, and hold for
//! all pairs of languages that were tried.
//!
//! Floor 2.

use std::cmp::Ordering;

use super::side::{Class, Piece};

/// What must never be paired costs.
pub(super) const FORBIDDEN: f32 = 99.0;

/// The most that shared signs can be worth, and that signs not shared can cost.
const SIGNS_CAP: f32 = 9.0;

/// What leaving a unit without partner costs.
pub(super) fn skip(piece: &Piece) -> f32 {
    match piece.class {
        Class::Heading => 3.5,
        Class::Other => 2.2,
        _ => 2.5,
    }
}

/// What it costs more to begin a gap.
pub(super) const GAP: f32 = 1.0;

/// What it costs more yet when the gap begins below a heading that was paired, unless it
/// begins with another heading: a section that both sides have begins with its text.
pub(super) const GAP_BELOW_HEADING: f32 = 0.5;

/// Weighs pairs of one chapter.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    pub(super) weights: &'a [f32],
    /// How much longer the right side says the same.
    pub(super) ratio: f32,
}

impl Scale<'_> {
    /// The cost of one to one.
    pub(super) fn single(&self, left: &Piece, right: &Piece) -> f32 {
        let Some(kinds) = kinds(left, right) else { return FORBIDDEN };
        let base = 0.1 + kinds + f32::from(left.is_quoted != right.is_quoted);
        if left.class == right.class && matches!(left.class, Class::Code | Class::Math) {
            return base + listing(left, right);
        }
        let length = self.length(left.length, right.length);
        let says_little = left.class == right.class
            && matches!(left.class, Class::Heading | Class::Title | Class::Figure | Class::Table);
        let length = if says_little { 0.4 * length } else { length };
        if left.sieve & right.sieve == 0 {
            return base + length + single(left.weight + right.weight);
        }
        base + length + self.signs(&left.signs, &right.signs)
    }

    /// The cost of a run to a run, one of them of two units or three. `scratch` is only
    /// kept so that memory is not asked for each time.
    pub(super) fn run(&self, left: &Run<'_>, right: &Run<'_>, scratch: &mut Scratch) -> f32 {
        let n_units = left.pieces.len() + right.pieces.len();
        let base = prior(left.pieces.len(), right.pieces.len()) + mixture(left.kinds, right.kinds);
        // What the signs are worth at best, and what it costs to leave all units alone.
        let best = (WORTH * MOST_REPEATED * left.weight.min(right.weight)).min(SIGNS_CAP);
        let best = if left.sieve & right.sieve == 0 { 0.0 } else { best };
        let alone = 2.5 * count(n_units) + 2.0;
        if base - best >= alone {
            return FORBIDDEN;
        }
        let base = base + self.length(left.length, right.length);
        if base - best >= alone {
            return FORBIDDEN;
        }
        if best == 0.0 {
            return base + single(left.weight + right.weight);
        }
        let Scratch { left: merged_left, right: merged_right } = scratch;
        base + self.signs(merge(left.pieces, merged_left), merge(right.pieces, merged_right))
    }

    /// How unlikely two lengths are of texts that say the same: the normal approximation
    /// of Gale and Church.
    fn length(&self, left: f32, right: f32) -> f32 {
        let wanted = self.ratio * left;
        let deviation = (VARIANCE * f32::midpoint(wanted, right).max(1.0)).sqrt();
        let x = (right - wanted).abs() / deviation * std::f32::consts::FRAC_1_SQRT_2;
        // The logarithm of the complementary error function, by a parabola that is near
        // enough everywhere (H. R. Tsay and others, 2013).
        0.5 * (1.095 * x + 0.7565 * x * x).min(12.0)
    }

    /// What shared signs are worth and what others cost.
    fn signs(&self, left: &[(u32, u16)], right: &[(u32, u16)]) -> f32 {
        let (mut shared, mut single) = (0.0, 0.0);
        let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.0.cmp(&b.0) {
                Ordering::Equal => {
                    let repeated = f32::from((a.1.min(b.1) - 1).min(2));
                    shared += self.weights[a.0 as usize] * (1.0 + 0.3 * repeated);
                    left.next();
                    right.next();
                }
                Ordering::Less => {
                    single += self.weights[a.0 as usize];
                    left.next();
                }
                Ordering::Greater => {
                    single += self.weights[b.0 as usize];
                    right.next();
                }
            }
        }
        single += left.chain(right).map(|(sign, _)| self.weights[*sign as usize]).sum::<f32>();
        self::single(single) - (WORTH * shared).min(SIGNS_CAP)
    }
}

/// What signs of this weight cost that only one side has.
fn single(weight: f32) -> f32 {
    (0.7 * weight).min(SIGNS_CAP)
}

/// What a shared sign is worth, by its weight.
const WORTH: f32 = 1.5;

/// How much more a sign counts at most that occurs several times.
const MOST_REPEATED: f32 = 1.6;

/// How far lengths vary, in letters squared for each letter.
const VARIANCE: f32 = 10.0;

/// One to three units of running text that stand together, with what they come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pieces: &'a [Piece],
    length: f32,
    weight: f32,
    sieve: u64,
    /// A bit for each kind of unit among them.
    kinds: u8,
}

impl<'a> Run<'a> {
    /// The run of these units; `None` when one of them is no running text.
    pub(super) fn of(pieces: &'a [Piece]) -> Option<Self> {
        let kind = |piece: &Piece| 1_u8 << (2 * piece.class as u8 + u8::from(piece.is_quoted));
        pieces.iter().all(|piece| piece.class.is_prose()).then(|| Self {
            pieces,
            length: pieces.iter().map(|piece| piece.length).sum(),
            weight: pieces.iter().map(|piece| piece.weight).sum(),
            sieve: pieces.iter().fold(0, |sieve, piece| sieve | piece.sieve),
            kinds: pieces.iter().fold(0, |kinds, piece| kinds | kind(piece)),
        })
    }
}

/// Room for the signs of runs.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    left: Vec<(u32, u16)>,
    right: Vec<(u32, u16)>,
}

/// What the kinds of two units say; `None` when they never render one another.
fn kinds(left: &Piece, right: &Piece) -> Option<f32> {
    use Class::{Code, Figure, Heading, Item, Math, Note, Paragraph, Table, Title};
    let cost = match (left.class, right.class) {
        (Heading, Heading) => heading(left, right),
        (Code, Code) | (Math, Math) | (Table, Table) | (Figure, Figure) => -1.5,
        (Note, Note) | (Title, Title) => -1.0,
        (a, b) if a == b => 0.0,
        (Heading | Code | Math | Note, _) | (_, Heading | Code | Math | Note) => return None,
        (Table, _) | (_, Table) => 8.0,
        (Figure, _) | (_, Figure) => 4.0,
        (Title, Paragraph) | (Paragraph, Title) => 3.0,
        (Title, _) | (_, Title) => return None,
        (Paragraph, Item) | (Item, Paragraph) => 1.5,
        _ => 1.0,
    };
    Some(cost)
}

/// What two headings say before their text is looked at.
fn heading(left: &Piece, right: &Piece) -> f32 {
    let ids = match (left.id, right.id) {
        (Some(left), Some(right)) if left == right => -12.0,
        (Some(_), Some(_)) => 2.0,
        _ => 0.0,
    };
    ids - 2.0 + if left.level == right.level { 0.0 } else { 2.5 }
}

/// The cost of two listings, by the lines they share.
fn listing(left: &Piece, right: &Piece) -> f32 {
    let n_lines = left.lines.len() + right.lines.len();
    if n_lines == 0 {
        return 0.0;
    }
    4.0 - 9.0 * 2.0 * count(n_shared(&left.lines, &right.lines)) / count(n_lines)
}

/// How many members two ascending lists share.
pub(super) fn n_shared(left: &[u64], right: &[u64]) -> usize {
    let mut right = right.iter().peekable();
    let is_shared = |it: &&u64| {
        while right.next_if(|other| other < it).is_some() {}
        right.peek() == Some(it)
    };
    left.iter().filter(is_shared).count()
}

/// How seldom translators make such a run of another.
fn prior(n_left: usize, n_right: usize) -> f32 {
    if (n_left, n_right) == (2, 2) { 9.0 } else { 6.0 + 1.5 * count(n_left + n_right - 3) }
}

/// What speaks against runs of units of several kinds, given as sets.
fn mixture(left: u8, right: u8) -> f32 {
    let items = 1 << (2 * Class::Item as u8);
    let is_mixed = left.count_ones() > 1 || right.count_ones() > 1;
    f32::from(is_mixed) + if left == right { 0.0 } else { 0.7 } + if left | right == items { 1.5 } else { 0.0 }
}

/// The signs of a run, each once.
fn merge<'a>(run: &'a [Piece], merged: &'a mut Vec<(u32, u16)>) -> &'a [(u32, u16)] {
    if let [piece] = run {
        return &piece.signs;
    }
    merged.clear();
    merged.extend(run.iter().flat_map(|piece| &piece.signs));
    merged.sort_unstable();
    merged.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        kept.1 += if is_same { next.1 } else { 0 };
        is_same
    });
    merged
}

#[expect(clippy::cast_precision_loss, reason = "counts of units and lines are far below 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}

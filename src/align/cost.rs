//! What it costs to pair runs of units, in nats or nearly so: below zero where more
//! speaks for a pair than against it.
//!
//! The figures were found on translations that were taken apart at random, and hold for
//! all pairs of languages that were tried.
//!
//! Floor 2.

use std::{borrow::Cow, ops::Add};

use super::side::{Class, Piece, Tie};

/// What must never be paired costs.
pub(super) const FORBIDDEN: f32 = 99.0;

/// What a pair costs that the author made. It always holds; this says how many others may
/// be parted for it before it counts as moved: two or three paragraphs.
const TIED: f32 = -8.0;

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
        self.single_sharing(left, right, self.shared(&left.signs, &right.signs))
    }

    /// The cost of one to one, by what they are known to share.
    pub(super) fn single_sharing(&self, left: &Piece, right: &Piece, shared: Shared) -> f32 {
        if let Some(cost) = tied(left, right) {
            return cost;
        }
        let Some(kinds) = kinds(left, right) else { return FORBIDDEN };
        let base = 0.1 + kinds + f32::from(left.is_quoted != right.is_quoted);
        if left.class == right.class && matches!(left.class, Class::Code | Class::Math) {
            return base + listing(left, right);
        }
        let length = self.length(left.length, right.length);
        let says_little = left.class == right.class
            && matches!(left.class, Class::Heading | Class::Title | Class::Figure | Class::Table);
        let length = if says_little { 0.4 * length } else { length };
        base + length + signs(shared, left.weight + right.weight)
    }

    /// The cost of a run to a run, one of them of two units or three. `most` is what their
    /// units share two by two, which is never less than what the runs share.
    pub(super) fn run(&self, left: &Run<'_>, right: &Run<'_>, most: Shared) -> f32 {
        let n_units = left.n_units + right.n_units;
        let base = prior(left.n_units, right.n_units) + mixture(left.kinds, right.kinds);
        let weight = left.weight + right.weight;
        // The least that signs can come to, and what it costs to leave all units alone.
        let least = signs(most, weight);
        let alone = 2.5 * count(n_units) + 2.0;
        if base + least >= alone {
            return FORBIDDEN;
        }
        let base = base + self.length(left.length, right.length);
        if base + least >= alone || most.worth == 0.0 {
            return base + least;
        }
        base + signs(self.shared(&left.signs, &right.signs), weight)
    }

    /// What two ascending lists of signs share.
    pub(super) fn shared(&self, left: &[(u32, u16)], right: &[(u32, u16)]) -> Shared {
        let mut shared = Shared::default();
        let (mut a, mut b) = (0, 0);
        while let (Some(left), Some(right)) = (left.get(a), right.get(b)) {
            if left.0 == right.0 {
                shared.gain(self.weights[left.0 as usize], left.1.min(right.1));
            }
            a += usize::from(left.0 <= right.0);
            b += usize::from(right.0 <= left.0);
        }
        shared
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
}

/// What two runs of units share.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    /// The weight of the signs that both have.
    weight: f32,
    /// The same, but that a sign counts more which both have several times.
    worth: f32,
}

impl Shared {
    /// Adds a sign that both have at least `n` times.
    pub(super) fn gain(&mut self, weight: f32, n: u16) {
        self.weight += weight;
        self.worth += weight * (1.0 + 0.3 * f32::from((n - 1).min(2)));
    }
}

impl Add for Shared {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { weight: self.weight + other.weight, worth: self.worth + other.worth }
    }
}

/// What shared signs are worth and what others cost, `weight` being that of all.
fn signs(shared: Shared, weight: f32) -> f32 {
    let single = 0.7 * (weight - 2.0 * shared.weight).max(0.0);
    single.min(SIGNS_CAP) - (WORTH * shared.worth).min(SIGNS_CAP)
}

/// What a shared sign is worth, by its weight.
const WORTH: f32 = 1.5;

/// How far lengths vary, in letters squared for each letter.
const VARIANCE: f32 = 10.0;

/// One to three units of running text that stand together, with what they come to.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    n_units: usize,
    length: f32,
    /// Their signs, each once, and the weight of them.
    pub(super) signs: Cow<'a, [(u32, u16)]>,
    weight: f32,
    /// A bit for each kind of unit among them.
    kinds: u8,
}

impl<'a> Run<'a> {
    /// The run of one unit; `None` when it is no running text, or tied by the author.
    pub(super) fn of(piece: &'a Piece) -> Option<Self> {
        if !piece.class.is_prose() || piece.tie.is_some() {
            return None;
        }
        let kinds = 1 << (2 * piece.class as u8 + u8::from(piece.is_quoted));
        let (signs, weight) = (Cow::Borrowed(&*piece.signs), piece.weight);
        Some(Self { n_units: 1, length: piece.length, signs, weight, kinds })
    }

    /// The run that goes on with another.
    pub(super) fn and(&self, next: &Run<'_>, weights: &[f32]) -> Self {
        let signs = merge(&self.signs, &next.signs);
        Self {
            n_units: self.n_units + next.n_units,
            length: self.length + next.length,
            weight: signs.iter().map(|(sign, _)| weights[*sign as usize]).sum(),
            signs: Cow::Owned(signs),
            kinds: self.kinds | next.kinds,
        }
    }
}

/// What a pair costs of which the author says something.
pub(super) fn tied(left: &Piece, right: &Piece) -> Option<f32> {
    match (left.tie, right.tie) {
        (None, None) => None,
        (Some(Tie::To(left)), Some(Tie::To(right))) if left == right => Some(TIED),
        _ => Some(FORBIDDEN),
    }
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
    let is_mixed = !left.is_power_of_two() || !right.is_power_of_two();
    f32::from(is_mixed) + if left == right { 0.0 } else { 0.7 } + if left | right == items { 1.5 } else { 0.0 }
}

/// The signs of two ascending lists, each once.
fn merge(left: &[(u32, u16)], right: &[(u32, u16)]) -> Vec<(u32, u16)> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a.0 == b.0 => {
                let both = (a.0, a.1.saturating_add(b.1));
                left.next();
                right.next();
                Some(both)
            }
            (Some(a), Some(b)) if a.0 < b.0 => left.next(),
            (Some(_), None) => left.next(),
            _ => right.next(),
        };
        let Some(next) = next else { return merged };
        merged.push(next);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of units and lines are far below 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}

//! What is made of the cheapest chain: doubtful pairs parted, moved ones found.
//!
//! Floor 2.

use std::collections::BTreeSet;

use super::{
    cost::{FORBIDDEN, Run, Scale, n_shared, tied},
    lattice::Link,
    side::{Class, Piece, Sides},
};
use crate::alignment::{Alignment, Pair};

/// A chain with what each link costs, and the pairs outside of it.
#[derive(Debug)]
pub(super) struct Settled {
    links: Vec<(Link, f32)>,
    /// The chain as it was before doubtful pairs were parted.
    chain: Vec<Link>,
    /// Units that the other side has in another place: left, right, cost.
    moved: Vec<(usize, usize, f32)>,
}

impl Settled {
    /// Weighs the links of a chain, parts the doubtful ones and looks for moved units.
    pub(super) fn of(chain: Vec<Link>, sides: &Sides<'_>, scale: &Scale<'_>) -> Self {
        let links = part(weigh(&chain, sides, scale), sides);
        let moved = moved(&links, sides, scale);
        Self { links, chain, moved }
    }

    /// How much longer the right side is where prose is surely paired one to one. Drawn
    /// towards 1 as though so many further letters were of equal length, so that a few
    /// pairs prove little.
    pub(super) fn ratio(&self, sides: &Sides<'_>) -> f32 {
        const PRIOR: f32 = 1000.0;
        let sure = self.links.iter().filter(|(link, cost)| link.is_matched() && *cost < SOLID);
        let pieces = sure.map(|(link, _)| (&sides.left[link.left.start], &sides.right[link.right.start]));
        let prose = pieces.filter(|(left, right)| left.class.is_prose() && right.class.is_prose());
        let lengths = prose.fold((PRIOR, PRIOR), |sum, (left, right)| (sum.0 + left.length, sum.1 + right.length));
        lengths.1 / lengths.0
    }

    /// Whether prose of both sides is alone at one place, between links that hold by
    /// themselves, so that some of it may belong together.
    pub(super) fn is_doubtful(&self, sides: &Sides<'_>) -> bool {
        let is_prose = |pieces: &[Piece]| pieces.iter().any(|piece| piece.class.is_prose());
        let (mut is_left_alone, mut is_right_alone) = (false, false);
        self.links.iter().any(|(link, cost)| {
            if is_solid(link, *cost, sides) {
                (is_left_alone, is_right_alone) = (false, false);
            } else if !link.is_matched() {
                is_left_alone |= is_prose(&sides.left[link.left.clone()]);
                is_right_alone |= is_prose(&sides.right[link.right.clone()]);
            }
            is_left_alone && is_right_alone
        })
    }

    /// The paragraphs that may teach which words render one another: those paired one to
    /// one. Where the texts have signs, pairs that were parted teach nothing; where they
    /// have next to none, nearly all are, and the order of the texts has to do.
    pub(super) fn teaching(&self, sides: &Sides<'_>) -> Vec<(usize, usize)> {
        let prose = sides.left.iter().chain(&sides.right).filter(|piece| piece.class.is_prose());
        let (n, weight) = prose.fold((0.0, 0.0), |(n, weight), piece| (n + 1.0, weight + piece.weight));
        let kept = self.links.iter().map(|(link, _)| link);
        let links: Vec<&Link> = if weight > FEW_SIGNS * n { kept.collect() } else { self.chain.iter().collect() };
        let is_single = |link: &&&Link| link.left.len() == 1 && link.right.len() == 1;
        let units = links.iter().filter(is_single).map(|link| (link.left.start, link.right.start));
        units.filter(|(a, b)| sides.left[*a].class.is_prose() && sides.right[*b].class.is_prose()).collect()
    }

    /// The pairs in the order of the left side, or seen from the other side.
    pub(super) fn alignment(&self, is_mirrored: bool) -> Alignment {
        let mut pairs = Vec::with_capacity(self.links.len());
        for gap in self.links.chunk_by(|a, b| !a.0.is_matched() && !b.0.is_matched()) {
            // Within a gap, what the left side has stands first.
            for wants_left in [true, false] {
                for (link, cost) in gap {
                    let Link { left, right } = link.clone();
                    let (left, right) = if is_mirrored { (right, left) } else { (left, right) };
                    if link.is_matched() && wants_left {
                        pairs.push(Pair { left, right, confidence: confidence(*cost), is_moved: false });
                    } else if !link.is_matched() && left.is_empty() != wants_left {
                        pairs.extend(self.alone(left, right, is_mirrored));
                    }
                }
            }
        }
        Alignment { pairs }
    }

    /// The pair of a unit that the chain left alone: a moved one stands where its left
    /// side does, and not where its right side does.
    fn alone(&self, left: std::ops::Range<usize>, right: std::ops::Range<usize>, is_mirrored: bool) -> Option<Pair> {
        let sides = |(a, b, cost): &(usize, usize, f32)| if is_mirrored { (*b, *a, *cost) } else { (*a, *b, *cost) };
        let moved = self.moved.iter().map(sides).find(|(a, b, _)| left.contains(a) || right.contains(b));
        match moved {
            None => Some(Pair { left, right, confidence: 1.0, is_moved: false }),
            Some((_, b, cost)) if !left.is_empty() => {
                Some(Pair { left, right: b..b + 1, confidence: confidence(cost), is_moved: true })
            }
            Some(_) => None,
        }
    }
}

/// What the signs of a paragraph weigh, on average, in texts that have next to none.
const FEW_SIGNS: f32 = 1.0;

/// How sure a pair of this cost is.
fn confidence(cost: f32) -> f32 {
    1.0 / (1.0 + (cost / 2.0).exp())
}

fn weigh(chain: &[Link], sides: &Sides<'_>, scale: &Scale<'_>) -> Vec<(Link, f32)> {
    let cost = |link: &Link| match (&sides.left[link.left.clone()], &sides.right[link.right.clone()]) {
        ([], _) | (_, []) => 0.0,
        ([left], [right]) => scale.single(left, right),
        (left, right) => match (run(left, scale), run(right, scale)) {
            (Some(left), Some(right)) => scale.run(&left, &right, scale.shared(&left.signs, &right.signs)),
            _ => FORBIDDEN,
        },
    };
    chain.iter().map(|link| (link.clone(), cost(link))).collect()
}

/// The run of some units.
fn run<'a>(pieces: &'a [Piece], scale: &Scale<'_>) -> Option<Run<'a>> {
    let (first, rest) = pieces.split_first()?;
    rest.iter().try_fold(Run::of(first)?, |run, next| Some(run.and(&Run::of(next)?, scale.weights)))
}

/// How cheap a link must be to hold its place by itself; headings, which are few and alike,
/// must share a word.
const SOLID: f32 = -1.0;
const SOLID_HEADING: f32 = -3.0;

/// Whether a link of this cost holds its place by itself.
fn is_solid(link: &Link, cost: f32, sides: &Sides<'_>) -> bool {
    let is_heading = || sides.left[link.left.start].class == Class::Heading;
    link.is_matched() && cost < if is_heading() { SOLID_HEADING } else { SOLID }
}

/// Parts the pairs that more speaks against than for, and that do not stand between solid
/// ones either: where neither side has a gap, order alone says enough.
fn part(links: Vec<(Link, f32)>, sides: &Sides<'_>) -> Vec<(Link, f32)> {
    let class = |link: &Link| sides.left[link.left.start].class;
    let is_solid = |(link, cost): &(Link, f32)| is_solid(link, *cost, sides);
    let gaps_before = has_gap(links.iter(), is_solid);
    let mut gaps_after = has_gap(links.iter().rev(), is_solid);
    gaps_after.reverse();
    let mut parted = Vec::with_capacity(links.len());
    for (idx, (link, cost)) in links.into_iter().enumerate() {
        let is_doubtful = link.is_matched() && gaps_before[idx] && gaps_after[idx] && cost > doubt(&link, class(&link));
        if is_doubtful {
            let (left, right) = (link.left, link.right);
            parted.push((Link { left: left.clone(), right: right.start..right.start }, 0.0));
            parted.push((Link { left: left.end..left.end, right }, 0.0));
        } else {
            parted.push((link, cost));
        }
    }
    parted
}

/// From which cost on a link among gaps is doubted. A run has to pay first for being one.
fn doubt(link: &Link, class: Class) -> f32 {
    match class {
        Class::Heading => SOLID_HEADING,
        _ if link.left.len() + link.right.len() > 2 => 3.0,
        _ => 0.0,
    }
}

/// For each link, whether there is a gap between it and the last solid link before it.
fn has_gap<'a>(links: impl Iterator<Item = &'a (Link, f32)>, is_solid: impl Fn(&(Link, f32)) -> bool) -> Vec<bool> {
    let step = |gap: &mut bool, link: &(Link, f32)| {
        let before = *gap;
        *gap = !is_solid(link) && (before || !link.0.is_matched());
        Some(before)
    };
    links.scan(false, step).collect()
}

/// How cheap a pair must be to be believed against the order of the texts.
const MOVED: f32 = -6.0;

/// How cheap it must be beside one that is believed.
const MOVED_BESIDE: f32 = 2.0;

/// How many units left alone on both sides are compared at most.
const MOST_COMPARED: usize = 1 << 20;

/// Pairs units that the chain left alone and that belong together beyond doubt, surest
/// first.
fn moved(links: &[(Link, f32)], sides: &Sides<'_>, scale: &Scale<'_>) -> Vec<(usize, usize, f32)> {
    let alone = |side: fn(&Link) -> &std::ops::Range<usize>| -> Vec<usize> {
        links.iter().filter(|(link, _)| !link.is_matched()).flat_map(|(link, _)| side(link).clone()).collect()
    };
    let (left, right) = (alone(|link| &link.left), alone(|link| &link.right));
    let (mut left, mut right) = (left, right);
    if left.len().saturating_mul(right.len()) > MOST_COMPARED {
        // What the author tied is paired in any case.
        left.retain(|unit| sides.left[*unit].tie.is_some());
        right.retain(|unit| sides.right[*unit].tie.is_some());
    }
    let mut candidates = Vec::new();
    for a in &left {
        for b in &right {
            let cost = cost_moved(&sides.left[*a], &sides.right[*b], scale);
            if cost < MOVED {
                candidates.push((*a, *b, cost));
            }
        }
    }
    candidates.sort_by(|x, y| x.2.total_cmp(&y.2).then(x.0.cmp(&y.0)).then(x.1.cmp(&y.1)));
    let mut free = (left.into_iter().collect::<BTreeSet<_>>(), right.into_iter().collect::<BTreeSet<_>>());
    let mut found = Vec::new();
    for (a, b, cost) in candidates {
        if free.0.contains(&a) && free.1.contains(&b) {
            found.push((a, b, cost));
            free.0.remove(&a);
            free.1.remove(&b);
        }
    }
    // What stands beside a moved unit has most likely moved with it.
    let mut seeds = found.clone();
    while let Some((a, b, _)) = seeds.pop() {
        for (a, b) in [(a.checked_sub(1), b.checked_sub(1)), (Some(a + 1), Some(b + 1))] {
            let (Some(a), Some(b)) = (a, b) else { continue };
            if free.0.contains(&a) && free.1.contains(&b) {
                let cost = cost_moved(&sides.left[a], &sides.right[b], scale);
                if cost < MOVED_BESIDE {
                    free.0.remove(&a);
                    free.1.remove(&b);
                    found.push((a, b, cost));
                    seeds.push((a, b, cost));
                }
            }
        }
    }
    found
}

/// What pairing two units costs that stand in different places.
fn cost_moved(left: &Piece, right: &Piece, scale: &Scale<'_>) -> f32 {
    if let Some(cost) = tied(left, right) {
        return cost;
    }
    if left.class != right.class {
        return FORBIDDEN;
    }
    if matches!(left.class, Class::Code | Class::Math) {
        let n_lines = left.lines.len() + right.lines.len();
        let is_same = n_lines > 0 && 10 * n_shared(&left.lines, &right.lines) > 4 * n_lines;
        return if is_same { MOVED - 1.0 } else { FORBIDDEN };
    }
    scale.single(left, right)
}

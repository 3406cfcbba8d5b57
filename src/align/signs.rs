//! Numbers for the signs that two texts share.
//!
//! Most signs stand on one side alone and say nothing, so the left side's are numbered as
//! they come and the right side's only looked up. The table is its own, not one of the
//! standard library, whose order differs from run to run.
//!
//! Floor 2.

use super::{
    side::Piece,
    tokens::{FUNCTION_WORDS, Hash, Token, TokenKind},
};

/// The side that is noted first, and the one after it.
pub(super) const LEFT: usize = 0;
pub(super) const RIGHT: usize = 1;

/// What stands for no number.
const NONE: u32 = u32::MAX;

/// The signs of the left side, and who uses them.
#[derive(Debug)]
pub(super) struct Signs {
    /// At the place that a sign's bits choose, or the next that is free, its number.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    /// For each side the number of each sign that was noted, with its unit, as they came.
    uses: [Vec<(u32, u32)>; 2],
}

/// A sign of the left side.
#[derive(Debug)]
struct Entry {
    token: Token,
    /// How many units of each side have it, and the last one.
    n_units: [u32; 2],
    last: [u32; 2],
}

impl Signs {
    /// Without any sign but words that are so frequent that sharing one says nothing.
    pub(super) fn new() -> Self {
        let mut signs = Self { slots: vec![NONE; 1 << 10], entries: Vec::new(), uses: [Vec::new(), Vec::new()] };
        for word in FUNCTION_WORDS {
            signs.number(Token::new(TokenKind::Word, Hash::of(word)), true);
        }
        signs
    }

    /// Notes that a unit has a sign. The left side's have to be noted first.
    pub(super) fn note(&mut self, token: Token, side: usize, unit: u32) {
        let Some(number) = self.number(token, side == LEFT) else { return };
        let entry = &mut self.entries[number as usize];
        if entry.last[side] != unit {
            entry.last[side] = unit;
            entry.n_units[side] += 1;
        }
        self.uses[side].push((number, unit));
    }

    /// The number of a sign, a new one if that is wanted.
    fn number(&mut self, token: Token, is_new_wanted: bool) -> Option<u32> {
        let mut slot = self.slot(token);
        loop {
            match self.slots[slot] {
                NONE if !is_new_wanted => return None,
                NONE => break,
                number if self.entries[number as usize].token == token => return Some(number),
                _ => slot = (slot + 1) % self.slots.len(),
            }
        }
        let number = u32::try_from(self.entries.len()).ok()?;
        self.slots[slot] = number;
        self.entries.push(Entry { token, n_units: [0; 2], last: [NONE; 2] });
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        Some(number)
    }

    /// The place where a sign is looked for first.
    fn slot(&self, token: Token) -> usize {
        let bits = token.mixed() >> (u64::BITS - self.slots.len().trailing_zeros());
        usize::try_from(bits).expect("as many bits as count the places")
    }

    fn grow(&mut self) {
        self.slots = vec![NONE; self.slots.len() * 2];
        for (number, entry) in (0..).zip(&self.entries) {
            let mut slot = self.slot(entry.token);
            while self.slots[slot] != NONE {
                slot = (slot + 1) % self.slots.len();
            }
            self.slots[slot] = number;
        }
    }

    /// Gives each piece the signs that both sides have, numbered anew in an order that does
    /// not tell the sides apart. Gives back the weight of each, which `weight` makes of a
    /// sign and of how many units of one side have it, the side where it is more frequent.
    pub(super) fn give(self, sides: [&mut Vec<Piece>; 2], weight: impl Fn(Token, usize) -> f32) -> Vec<f32> {
        let is_shared = |entry: &Entry| !entry.n_units.contains(&0);
        let numbers = (FUNCTION_WORDS.len()..self.entries.len()).filter(|number| is_shared(&self.entries[*number]));
        let mut shared: Vec<usize> = numbers.collect();
        shared.sort_unstable_by_key(|number| self.entries[*number].token);
        let mut signs = vec![NONE; self.entries.len()];
        let mut weights = Vec::with_capacity(shared.len());
        for (sign, number) in (0..).zip(shared) {
            let entry = &self.entries[number];
            signs[number] = sign;
            weights.push(weight(entry.token, entry.n_units[LEFT].max(entry.n_units[RIGHT]) as usize));
        }
        for (pieces, uses) in sides.into_iter().zip(&self.uses) {
            for (number, unit) in uses {
                let sign = signs[*number as usize];
                if sign != NONE {
                    pieces[*unit as usize].signs.push((sign, 1));
                }
            }
            for piece in pieces {
                piece.signs.sort_unstable();
                piece.signs.dedup_by(|next, kept| {
                    let is_same = next.0 == kept.0;
                    kept.1 = if is_same { kept.1.saturating_add(next.1) } else { kept.1 };
                    is_same
                });
                piece.weight = piece.signs.iter().map(|(sign, _)| weights[*sign as usize]).sum();
            }
        }
        weights
    }
}

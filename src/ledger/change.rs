//! How much a block changed.

use super::{Seal, Sealed};
use crate::{
    diff::letters,
    locale::{is_cjk, is_hangul},
    unit::UnitKind,
};

/// How much a block changed, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// Nothing that counts.
    None,
    /// Punctuation, case, typography.
    Trivial,
    /// Code, numbers, links, pictures.
    Mechanical,
    /// Its words.
    Words,
}

/// How much a block changed since it had this seal and, if that was kept, this text.
///
/// Without the text a changed comma cannot be told from a changed word.
pub(super) fn change(seal: Seal, was: Option<&str>, now: &Sealed<'_>) -> Change {
    let is_code = matches!(now.unit.kind, UnitKind::Code | UnitKind::Math);
    if seal == now.seal() {
        Change::None
    } else if seal.text == now.seal().text || is_code {
        Change::Mechanical
    } else if was.is_some_and(|was| letters(was) == letters(&now.unit.text)) {
        if seal.shape == now.seal().shape { Change::Trivial } else { Change::Mechanical }
    } else {
        Change::Words
    }
}

/// The words of a text, each as a number, sorted: what is compared to find a block that
/// was edited. Scripts without spaces count by pairs of characters.
pub(super) fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word = Fnv::default();
    let mut before = None;
    for letter in text.chars().chain([' ']) {
        let is_han = is_cjk(letter) && !is_hangul(letter) && letter.is_alphanumeric();
        if letter.is_alphanumeric() && !is_han {
            letter.to_lowercase().for_each(|letter| word.push(letter));
        } else if let Some(word) = std::mem::take(&mut word).finish() {
            words.push(word);
        }
        if let (Some(before), true) = (before, is_han) {
            let mut pair = Fnv::default();
            pair.push(before);
            pair.push(letter);
            words.extend(pair.finish());
        }
        before = is_han.then_some(letter);
    }
    words.sort_unstable();
    words
}

/// How much two texts have in common, by their sorted words, from 0.0 to 1.0: Dice's
/// coefficient.
#[expect(clippy::cast_precision_loss, reason = "a block has fewer words than a float has whole numbers")]
pub(super) fn similarity(a: &[u64], b: &[u64]) -> f64 {
    let (mut at, mut bt, mut n_shared) = (0, 0, 0_usize);
    while let (Some(left), Some(right)) = (a.get(at), b.get(bt)) {
        n_shared += usize::from(left == right);
        at += usize::from(left <= right);
        bt += usize::from(right <= left);
    }
    if a.is_empty() && b.is_empty() { 0.0 } else { 2.0 * n_shared as f64 / (a.len() + b.len()) as f64 }
}

/// A word as a number: the hash of Fowler, Noll and Vo in its second form, of 64 bits.
struct Fnv {
    hash: u64,
    is_empty: bool,
}

impl Default for Fnv {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, is_empty: true }
    }
}

impl Fnv {
    fn push(&mut self, letter: char) {
        self.is_empty = false;
        for byte in u32::from(letter).to_le_bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(self) -> Option<u64> {
        (!self.is_empty).then_some(self.hash)
    }
}

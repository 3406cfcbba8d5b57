//! Both texts as the aligner sees them: kinds, lengths, and the signs they share.
//!
//! Floor 2.

use super::{
    Term,
    script::Script,
    tokens::{self, Hash, Token, TokenKind},
};
use crate::unit::{Unit, UnitKind};

/// What a unit is, as far as pairing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Paragraph,
    Item,
    /// HTML with text, shortcodes.
    Other,
    Heading,
    Code,
    Math,
    Table,
    Figure,
    Note,
    /// The title of a box.
    Title,
}

impl Class {
    fn of(kind: UnitKind) -> Self {
        match kind {
            UnitKind::Heading(_) => Self::Heading,
            UnitKind::Paragraph => Self::Paragraph,
            UnitKind::BoxTitle => Self::Title,
            UnitKind::Item | UnitKind::Definition => Self::Item,
            UnitKind::Table => Self::Table,
            UnitKind::Code => Self::Code,
            UnitKind::Math => Self::Math,
            UnitKind::Figure => Self::Figure,
            UnitKind::Html | UnitKind::Shortcode => Self::Other,
            UnitKind::Footnote => Self::Note,
        }
    }

    /// Whether it is running text, which translators merge and split.
    pub(super) fn is_prose(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item | Self::Other)
    }
}

/// A unit as the aligner sees it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) class: Class,
    pub(super) is_quoted: bool,
    /// The level of a heading, the highest of its side being 0.
    pub(super) level: i8,
    /// How much it says, in English letters; at least 1.
    pub(super) length: f32,
    /// The signs that it shares with some unit of the other side: the number of the sign,
    /// ascending, and how often it occurs.
    pub(super) signs: Vec<(u32, u16)>,
    /// The weight of its signs, each once.
    pub(super) weight: f32,
    /// A set that holds its signs and perhaps more: bit `n` for sign `n` modulo 64.
    pub(super) sieve: u64,
    /// Hashes of a listing's lines, ascending, those left out that a translator changes.
    pub(super) lines: Vec<u64>,
    /// A hash of what it says, for equality.
    pub(super) text: u64,
    /// A hash of the author's own id.
    pub(super) id: Option<u64>,
}

/// Both texts.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) left: Vec<Piece>,
    pub(super) right: Vec<Piece>,
    /// The weight of each sign, by its number.
    pub(super) weights: Vec<f32>,
}

impl Sides {
    pub(super) fn of(left: &[Unit], right: &[Unit], terms: &[Term]) -> Self {
        let scripts = scripts(left) & scripts(right);
        let mut uses = Vec::new();
        for (is_right, units) in [(false, left), (true, right)] {
            for (idx, unit) in units.iter().enumerate() {
                let unit_of = Use { is_right, unit: u32::try_from(idx).unwrap_or(u32::MAX) };
                tokens::scan(unit, scripts, &mut |token| uses.push((token, unit_of)));
                terms_in(unit, is_right, terms, &mut |token| uses.push((token, unit_of)));
            }
        }
        uses.sort_unstable();
        let mut sides = Self { left: pieces(left), right: pieces(right), weights: Vec::new() };
        for uses in uses.chunk_by(|a, b| a.0 == b.0) {
            sides.share(uses);
        }
        sides
    }

    /// The same with the sides exchanged.
    pub(super) fn mirrored(self) -> Self {
        Self { left: self.right, right: self.left, weights: self.weights }
    }

    /// Gives a sign its number and weight, if both sides have it.
    fn share(&mut self, uses: &[(Token, Use)]) {
        let n_left = uses.partition_point(|(_, it)| !it.is_right);
        if n_left == 0 || n_left == uses.len() {
            return;
        }
        let n_units = |uses: &[(Token, Use)]| uses.chunk_by(|a, b| a.1 == b.1).count();
        let n_with = n_units(&uses[..n_left]).max(n_units(&uses[n_left..]));
        let n_all = self.left.len().max(self.right.len()).max(10);
        let weight = 3.0 * rarity(n_all, n_with) * uses[0].0.kind().weight();
        let sign = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        self.weights.push(weight);
        for uses in uses.chunk_by(|a, b| a.1 == b.1) {
            let Use { is_right, unit } = uses[0].1;
            let side = if is_right { &mut self.right } else { &mut self.left };
            let piece = &mut side[unit as usize];
            piece.signs.push((sign, u16::try_from(uses.len()).unwrap_or(u16::MAX)));
            piece.weight += weight;
            piece.sieve |= 1 << (sign % 64);
        }
    }
}

/// Which unit uses a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    is_right: bool,
    unit: u32,
}

/// How telling a sign is that `n_with` of `n_all` units have: 1 for one that a single unit
/// has, less the more have it.
#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^24")]
fn rarity(n_all: usize, n_with: usize) -> f32 {
    (n_all as f32 / n_with as f32).ln_1p() / (n_all as f32).ln_1p()
}

/// The scripts that make more than a twentieth of a side.
fn scripts(units: &[Unit]) -> u16 {
    let mut counts = [0_usize; 16];
    for letter in units.iter().flat_map(|unit| unit.text.chars()) {
        counts[Script::of(letter) as usize] += 1;
    }
    let n_letters: usize = counts.iter().sum();
    // Latin names stand in texts of every language.
    let is_used = |(script, n): (usize, &usize)| (n * 20 > n_letters).then_some(1_u16 << script);
    counts.iter().enumerate().filter_map(is_used).fold(Script::Latin.bit(), |bits, bit| bits | bit)
}

fn pieces(units: &[Unit]) -> Vec<Piece> {
    let level_of = |unit: &Unit| match unit.kind {
        UnitKind::Heading(level) => Some(i8::try_from(level).unwrap_or(i8::MAX)),
        _ => None,
    };
    let highest = units.iter().filter_map(level_of).min().unwrap_or(0);
    units
        .iter()
        .map(|unit| {
            let class = Class::of(unit.kind);
            Piece {
                class,
                is_quoted: unit.is_quoted,
                level: level_of(unit).map_or(0, |level| level - highest),
                length: length(&unit.text),
                signs: Vec::new(),
                weight: 0.0,
                sieve: 0,
                lines: if matches!(class, Class::Code | Class::Math) { lines(&unit.text) } else { Vec::new() },
                text: Hash::of(&unit.text).value(),
                id: unit.id.as_ref().map(|id| Hash::of(id.as_str()).value()),
            }
        })
        .collect()
}

/// How much a text says, in English letters; at least 1.
pub(super) fn length(text: &str) -> f32 {
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| Script::of(letter).weight()).sum::<f32>().max(1.0)
}

/// The hashes of a listing's lines, ascending: without white space, without comments, and
/// without lines that hold letters of a script that code is not written in.
fn lines(code: &str) -> Vec<u64> {
    let mut hashes: Vec<u64> = code.lines().filter_map(line).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn line(line: &str) -> Option<u64> {
    let code = without_comment(line);
    let is_foreign = code.chars().any(|letter| !letter.is_ascii() && letter.is_alphabetic());
    let mut bytes = code.bytes().filter(|byte| !byte.is_ascii_whitespace()).peekable();
    (!is_foreign && bytes.peek().is_some()).then(|| bytes.fold(Hash::EMPTY, Hash::byte).value())
}

/// A line of code without the comment at its end, as most languages mark them.
fn without_comment(line: &str) -> &str {
    let is_comment = |(at, mark): &(usize, &str)| {
        let before = line[..*at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        before.is_none_or(char::is_whitespace) && (*mark != "#" || after.is_none_or(char::is_whitespace))
    };
    let marks = ["//", "#", "--", "<!--", "/*"].into_iter().flat_map(|mark| line.match_indices(mark));
    let start = marks.filter(is_comment).map(|(at, _)| at).min();
    &line[..start.unwrap_or(line.len())]
}

/// The terms of a glossary that a unit holds.
fn terms_in(unit: &Unit, is_right: bool, terms: &[Term], found: &mut impl FnMut(Token)) {
    for (idx, term) in terms.iter().enumerate() {
        let forms = if is_right { &term.right } else { &term.left };
        if forms.iter().any(|form| !form.is_empty() && unit.text.contains(&**form)) {
            let number = (idx as u64).to_le_bytes();
            found(Token::new(TokenKind::Term, number.into_iter().fold(Hash::EMPTY, Hash::byte)));
        }
    }
}

//! Both texts as the aligner sees them: kinds, lengths, and the signs they share.
//!
//! Floor 2.

use super::{
    Term, lexicon,
    script::Script,
    signs::{self, Signs},
    tokens::{self, Hash, Token, TokenKind},
};
use crate::{
    locale::{beyond_ascii, count_bytes},
    unit::{Unit, UnitKind},
};

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
    /// Hashes of a listing's lines, ascending, those left out that a translator changes.
    pub(super) lines: Vec<u64>,
    /// A hash of what it says, for equality.
    pub(super) text: u64,
    /// A hash of the author's own id.
    pub(super) id: Option<u64>,
    /// What the author says of its partner.
    pub(super) tie: Option<Tie>,
}

/// What is settled of a unit before anything is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing answers it.
    Alone,
    /// It is paired with the unit of the other side whose tie has this number.
    To(usize),
}

/// Both texts.
#[derive(Clone, Debug)]
pub(super) struct Sides<'a> {
    /// The units of either side.
    units: [&'a [Unit]; 2],
    pub(super) left: Vec<Piece>,
    pub(super) right: Vec<Piece>,
    /// The weight of each sign, by its number.
    pub(super) weights: Vec<f32>,
}

impl<'a> Sides<'a> {
    pub(super) fn of(left: &'a [Unit], right: &'a [Unit], terms: &[Term]) -> Self {
        let (left_sizes, right_sizes) = (Size::all(left), Size::all(right));
        let scripts = scripts(&left_sizes) & scripts(&right_sizes);
        let mut signs = Signs::new();
        for (side, units) in [(signs::LEFT, left), (signs::RIGHT, right)] {
            for (idx, unit) in units.iter().enumerate() {
                let idx = u32::try_from(idx).unwrap_or(u32::MAX);
                tokens::scan(unit, scripts, &mut |token| signs.note(token, side, idx));
                terms_in(unit, side == signs::RIGHT, terms, &mut |token| signs.note(token, side, idx));
            }
        }
        let mut sides = Self {
            units: [left, right],
            left: pieces(left, &left_sizes),
            right: pieces(right, &right_sizes),
            weights: Vec::new(),
        };
        let n_all = sides.n_units();
        let weight = |token: Token, n_with| 3.0 * rarity(n_all, n_with) * token.kind().weight();
        sides.weights = signs.give([&mut sides.left, &mut sides.right], weight);
        sides
    }

    /// The same with the sides exchanged.
    pub(super) fn mirrored(self) -> Self {
        let [left, right] = self.units;
        Self { units: [right, left], left: self.right, right: self.left, weights: self.weights }
    }

    /// The same with signs for words that render one another, as far as `pairs` tell.
    pub(super) fn learned(&self, pairs: &[(usize, usize)]) -> Self {
        let mut sides = self.clone();
        let n_all = self.n_units();
        let weight = |n_with| 3.0 * rarity(n_all, n_with) * LEARNED;
        lexicon::learn(self.units, [&mut sides.left, &mut sides.right], pairs, &mut sides.weights, weight);
        sides
    }

    /// How many units the longer side has; ten at least.
    fn n_units(&self) -> usize {
        self.left.len().max(self.right.len()).max(10)
    }
}

/// How much a learned word says that two units belong together, beside other signs.
const LEARNED: f32 = 0.4;

/// How telling a sign is that `n_with` of `n_all` units have: 1 for one that a single unit
/// has, less the more have it.
#[expect(clippy::cast_precision_loss, reason = "counts of units are far below 2^24")]
fn rarity(n_all: usize, n_with: usize) -> f32 {
    (n_all as f32 / n_with as f32).ln_1p() / (n_all as f32).ln_1p()
}

/// How much of a text each script makes.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    /// Letters of each script, white space left out.
    n_letters: [u32; Script::N],
    /// White space beyond ASCII's.
    n_spaces: u32,
}

impl Size {
    fn all(units: &[Unit]) -> Vec<Self> {
        units.iter().map(|unit| Self::of(&unit.text)).collect()
    }

    fn of(text: &str) -> Self {
        let mut size = Self::default();
        for letter in beyond_ascii(text) {
            match Script::of(letter) {
                Script::None if letter.is_whitespace() => size.n_spaces += 1,
                script => size.n_letters[script as usize] += 1,
            }
        }
        let whole = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let n_latin = whole(count_bytes(text, |byte| byte.is_ascii_alphabetic()));
        let n_signs = whole(count_bytes(text, |byte| byte.is_ascii_graphic()));
        size.n_letters[Script::Latin as usize] += n_latin;
        size.n_letters[Script::None as usize] += n_signs - n_latin;
        size
    }

    /// How much the text says, in English letters; at least 1.
    #[expect(clippy::cast_precision_loss, reason = "a unit has far fewer letters than 2^24")]
    fn length(&self) -> f32 {
        let weighed = Script::ALL.iter().map(|script| self.n_letters[*script as usize] as f32 * script.weight());
        weighed.sum::<f32>().max(1.0)
    }
}

/// The scripts that make more than a twentieth of a side.
fn scripts(sizes: &[Size]) -> u16 {
    let mut counts = [0_usize; Script::N];
    for size in sizes {
        counts.iter_mut().zip(size.n_letters).for_each(|(count, n)| *count += n as usize);
        counts[Script::None as usize] += size.n_spaces as usize;
    }
    let n_letters: usize = counts.iter().sum();
    // Latin names stand in texts of every language.
    let is_used = |(script, n): (&Script, usize)| (n * 20 > n_letters).then(|| script.bit());
    Script::ALL.iter().zip(counts).filter_map(is_used).fold(Script::Latin.bit(), |bits, bit| bits | bit)
}

fn pieces(units: &[Unit], sizes: &[Size]) -> Vec<Piece> {
    let level_of = |unit: &Unit| match unit.kind {
        UnitKind::Heading(level) => Some(i8::try_from(level).unwrap_or(i8::MAX)),
        _ => None,
    };
    let highest = units.iter().filter_map(level_of).min().unwrap_or(0);
    let piece = |(unit, size): (&Unit, &Size)| {
        let class = Class::of(unit.kind);
        Piece {
            class,
            is_quoted: unit.is_quoted,
            level: level_of(unit).map_or(0, |level| level - highest),
            length: size.length(),
            signs: Vec::new(),
            weight: 0.0,
            lines: if matches!(class, Class::Code | Class::Math) { lines(&unit.text) } else { Vec::new() },
            text: Hash::of(&unit.text).value(),
            id: unit.id.as_ref().map(|id| Hash::of(id.as_str()).value()),
            tie: None,
        }
    };
    units.iter().zip(sizes).map(piece).collect()
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
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let is_comment = |at: usize| {
        let (before, rest) = line.as_bytes().split_at(at);
        let n_bytes = match rest {
            [b'#', ..] => 1,
            [b'/', b'/' | b'*', ..] | [b'-', b'-', ..] => 2,
            [b'<', b'!', b'-', b'-', ..] => 4,
            _ => return false,
        };
        before.last().is_none_or(|byte| is_space(*byte))
            && (n_bytes > 1 || rest.get(1).is_none_or(|byte| is_space(*byte)))
    };
    let signs = memchr::memchr3_iter(b'#', b'/', b'-', line.as_bytes());
    let start = signs.chain(memchr::memchr_iter(b'<', line.as_bytes())).filter(|at| is_comment(*at)).min();
    // A mark is ASCII, so that it begins a character.
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

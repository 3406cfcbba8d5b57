//! Fingerprints: whether a unit still says and shows what it did.
//!
//! Two of them, so that a changed link is told from a changed sentence. Neither changes
//! when a source is rewrapped or reformatted, when line endings, markers of lists and
//! emphasis, or quotation marks become others.

use std::{fmt, str::FromStr};

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::{Unit, UnitKind};
use crate::doc::one_line;

/// A fingerprint of 40 bits, printed as eight letters and digits.
///
/// Prints are compared within one chapter, where two that are equal by chance are as good
/// as impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Print([u8; 5]);

/// Digits and letters without those that are mistaken for others: Crockford's base 32.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Unit {
    /// The print of what is read: letters and signs of the text, code, digits and white
    /// space left out. For a listing or formula it is that of the code itself.
    #[must_use]
    pub fn text_print(&self) -> Print {
        if self.is_code() {
            let lines = self.text.lines().flat_map(|line| [line.trim_end(), "\n"]);
            return Print::of(&lines.collect::<String>());
        }
        let mut letters = String::with_capacity(self.text.len());
        let mut start = 0;
        for code in &self.codes {
            push_letters(&mut letters, self.text.get(start..code.range().start).unwrap_or_default());
            start = code.range().end;
        }
        push_letters(&mut letters, self.text.get(start..).unwrap_or_default());
        Print::of(&letters)
    }

    /// The print of everything else: the kind of the unit, code and numbers in its text,
    /// links, pictures, options.
    #[must_use]
    pub fn shape_print(&self) -> Print {
        let mut shape = format!("{:?}\n", self.kind);
        let mut push = |name: char, part: &str| {
            shape.push(name);
            shape.push_str(part.trim());
            shape.push('\n');
        };
        if !self.is_code() {
            self.code_texts().for_each(|code| push('c', &one_line(code)));
            push('n', &digits(&self.text));
        }
        self.links.iter().for_each(|link| push('l', link));
        self.images.iter().for_each(|image| push('i', image));
        self.options.iter().for_each(|option| push('o', option));
        Print::of(&shape)
    }

    /// Whether all of it is code.
    fn is_code(&self) -> bool {
        matches!(self.kind, UnitKind::Code | UnitKind::Math)
    }

    /// Each run of code or formula in the text.
    pub fn code_texts(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().filter_map(|code| self.text.get(code.range()))
    }
}

/// The digits of a text, and what else is a number.
fn digits(text: &str) -> String {
    let mut digits = String::new();
    if text.is_ascii() {
        digits.extend(text.chars().filter(char::is_ascii_digit));
    } else {
        normalised(text, |letter| {
            if is_numeric(letter) {
                digits.push(letter);
            }
        });
    }
    digits
}

/// Appends what stays of a text when it is set in another way.
fn push_letters(letters: &mut String, text: &str) {
    if text.is_ascii() {
        letters.extend(text.chars().filter(|letter| !letter.is_ascii_whitespace() && !letter.is_ascii_digit()));
        return;
    }
    normalised(text, |letter| {
        if !is_dropped(letter) {
            letters.push(match letter {
                '‘' | '’' | '‚' | '‛' | '′' => '\'',
                '“' | '”' | '„' | '‟' | '″' => '"',
                '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
                letter => letter,
            });
        }
    });
}

/// Gives `push` the letters of a text in normalisation form KC. What texts are full of is
/// known to stay or has one form that is easily told; only the rest is looked up.
fn normalised(text: &str, mut push: impl FnMut(char)) {
    // Where what has not been given yet begins: a letter before it may join with it.
    let mut start = 0;
    let mut last: Option<char> = None;
    let mut is_plain = true;
    for (at, letter) in text.char_indices() {
        let form = plain(letter);
        if form.is_some() {
            match last {
                Some(last) if is_plain => push(last),
                _ => text[start..at].nfkc().for_each(&mut push),
            }
            (start, last, is_plain) = (at, form, true);
        } else {
            is_plain = false;
        }
    }
    match last {
        Some(last) if is_plain => push(last),
        _ => text[start..].nfkc().for_each(&mut push),
    }
}

/// The form KC of a letter that joins with none before it, where that is easily told.
fn plain(letter: char) -> Option<char> {
    let code = u32::from(letter);
    match code {
        0..=0x7F | 0x2010 | 0x2013..=0x2015 | 0x2018..=0x201F | 0x3001..=0x3002 | 0x300A..=0x3011 | 0x4E00..=0x9FFF => {
            Some(letter)
        }
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0),
        _ => None,
    }
}

/// Whether a letter is a number. Han characters are none, though some mean one; of these
/// texts are full, so that they are not looked up.
fn is_numeric(letter: char) -> bool {
    !matches!(letter, '\u{4e00}'..='\u{9fff}') && letter.is_numeric()
}

/// White space, digits, and what is not seen.
fn is_dropped(letter: char) -> bool {
    letter.is_whitespace() || is_numeric(letter) || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

impl Print {
    /// The print of a text, taken as it is.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut print = [0; 5];
        print.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..5]);
        Self(print)
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for place in (0..8).rev() {
            let digit = usize::try_from((bits >> (5 * place)) & 31).expect("five bits are below 32");
            write!(f, "{}", char::from(DIGITS[digit]))?;
        }
        Ok(())
    }
}

/// Why a text is no print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPrint;

impl fmt::Display for NoPrint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("eight digits or lower-case letters without i, l, o and u")
    }
}

impl FromStr for Print {
    type Err = NoPrint;

    fn from_str(text: &str) -> Result<Self, NoPrint> {
        let mut bits = 0_u64;
        for byte in text.bytes() {
            let digit = DIGITS.iter().position(|digit| *digit == byte).ok_or(NoPrint)?;
            bits = (bits << 5) | digit as u64;
        }
        if text.len() != 8 {
            return Err(NoPrint);
        }
        let mut print = [0; 5];
        print.copy_from_slice(&bits.to_be_bytes()[3..]);
        Ok(Self(print))
    }
}

//! Numbers in prose.
//!
//! A number may be written otherwise in another language: with other separators, in words,
//! in units of ten thousand. So only numbers are looked for that are seldom turned into
//! words, and the translation is searched for their value in every way it may be written.

use std::collections::BTreeSet;

use crate::unit::{Unit, UnitKind};

/// The first number of the original that the translation does not have.
pub(super) fn difference(left: &[Unit], right: &[Unit]) -> Option<String> {
    let is_prose =
        |unit: &Unit| !matches!(unit.kind, UnitKind::Code | UnitKind::Math | UnitKind::Html | UnitKind::Shortcode);
    if !left.iter().chain(right).all(is_prose) {
        return None;
    }
    let own = right.iter().map(|unit| &*unit.text).collect::<Vec<_>>().join("\n");
    let (own, mut values) = (flat(&own), BTreeSet::new());
    for number in numbers(&own) {
        values.extend(number.values());
    }
    values.extend(han_values(&own));
    let original = left.iter().map(super::without_code).collect::<Vec<_>>().join("\n");
    let original = flat(&original);
    let lacking = numbers(&original).into_iter().find(|number| {
        number.is_telling()
            && !number.values().iter().any(|value| values.contains(value))
            && !own.contains(number.digits)
    });
    lacking.map(|number| format!("the number {} of the original is not in the translation", number.digits))
}

/// A text in which digits of every width are those of ASCII, and separators of thousands
/// commas.
fn flat(text: &str) -> String {
    let flat = |letter: char| match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '，' => '\n',
        '．' => '.',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        letter => letter.to_digit(10).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(letter),
    };
    text.chars().map(flat).collect()
}

/// A number as it is written, with what follows it.
struct Number<'a> {
    digits: &'a str,
    behind: &'a str,
}

/// The numbers of a text; digits within a word, such as `H2O`, are none.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        let is_of_word = text[..start].ends_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
        if !is_of_word {
            found.push(Number { digits: &text[start..at], behind: &text[at..] });
        }
    }
    found
}

/// Words that multiply the number before them, the longer of two with one beginning first.
const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("万亿", 1e12),
    ("萬億", 1e12),
    ("千万", 1e7),
    ("百万", 1e6),
    ("십억", 1e9),
    ("万", 1e4),
    ("萬", 1e4),
    ("만", 1e4),
    ("亿", 1e8),
    ("億", 1e8),
    ("억", 1e8),
    ("兆", 1e12),
    ("조", 1e12),
    ("千", 1e3),
    ("百", 1e2),
    ("천", 1e3),
];

impl Number<'_> {
    /// Whether it is one that translators keep in digits: of three digits and more, or
    /// with a fraction.
    fn is_telling(&self) -> bool {
        let n_digits = self.digits.bytes().filter(u8::is_ascii_digit).count();
        n_digits >= 3 && !self.digits.ends_with("000")
    }

    /// Its values, in thousandths: as a number of thousands' groups or of a fraction, and
    /// with the word that multiplies it.
    fn values(&self) -> Vec<u64> {
        let readings = [self.digits.replace(',', ""), self.digits.replace('.', "").replace(',', ".")];
        let scale = SCALES.iter().find(|(word, _)| self.behind.trim_start().starts_with(word)).map_or(1.0, |it| it.1);
        let mut values = Vec::new();
        for value in readings.iter().filter_map(|reading| reading.parse::<f64>().ok()) {
            values.extend([thousandths(value), thousandths(value * scale)]);
        }
        values
    }
}

/// A number in thousandths, so that two can be compared.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers in a text are neither negative nor beyond 64 bits; what is saturates"
)]
fn thousandths(value: f64) -> u64 {
    (value * 1000.0).round() as u64
}

/// The values of numbers that are written in Han: `一千二百`, `二〇一九`.
fn han_values(text: &str) -> Vec<u64> {
    let is_of_number = |letter: char| digit(letter).is_some() || power(letter).is_some();
    let runs = text.split(|letter| !is_of_number(letter)).filter(|run| run.chars().count() > 1);
    runs.filter_map(|run| if run.chars().any(|letter| power(letter).is_some()) { counted(run) } else { spelled(run) })
        .map(|value| value.saturating_mul(1000))
        .collect()
}

/// `二〇一九`, digit by digit.
fn spelled(run: &str) -> Option<u64> {
    run.chars().try_fold(0_u64, |value, letter| value.checked_mul(10)?.checked_add(digit(letter)?))
}

/// `一千二百`, by powers of ten.
fn counted(run: &str) -> Option<u64> {
    let (mut whole, mut section, mut unit) = (0_u64, 0_u64, 0_u64);
    for letter in run.chars() {
        match (digit(letter), power(letter)) {
            (Some(digit), _) => unit = digit,
            (None, Some(power)) if power < 10_000 => {
                section = section.checked_add(unit.max(1).checked_mul(power)?)?;
                unit = 0;
            }
            (None, Some(power)) => {
                whole = whole.checked_add(section.checked_add(unit)?.max(1).checked_mul(power)?)?;
                (section, unit) = (0, 0);
            }
            (None, None) => return None,
        }
    }
    whole.checked_add(section)?.checked_add(unit)
}

fn digit(letter: char) -> Option<u64> {
    let digits = ["〇零", "一壹", "二两兩", "三", "四", "五", "六", "七", "八", "九"];
    digits.iter().position(|forms| forms.contains(letter)).map(|digit| digit as u64)
}

fn power(letter: char) -> Option<u64> {
    match letter {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' | '萬' => Some(10_000),
        '亿' | '億' => Some(100_000_000),
        _ => None,
    }
}

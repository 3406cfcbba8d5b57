//! Numbers, whatever digits and words they are written with.
//!
//! `3亿`, `3 亿`, `300,000,000` and `300 million` are one number, and so are `第十二章` and
//! `chapter 12`. A number that two texts share is a strong sign, since translators keep
//! them.
//!
//! Floor 2.

/// A number found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// What it comes to.
    pub(super) value: f64,
    /// How many bytes of the text it takes.
    pub(super) n_bytes: usize,
}

/// The number that `text` begins with, with the word for its magnitude. `before` is the
/// character that stands before it.
pub(super) fn leading(text: &str, before: Option<char>) -> Option<Number> {
    let first = text.chars().next()?;
    let number = if digit(first).is_some() { in_digits(text) } else { in_han(text, before)? };
    Some(magnified(number, text))
}

/// Whether a number may begin with a character.
pub(super) fn may_begin(letter: char) -> bool {
    digit(letter).is_some() || numeral(letter).is_some()
}

/// The value of a decimal digit of ASCII, full width, Arabic, Persian or Devanagari.
fn digit(letter: char) -> Option<u32> {
    let code = letter as u32;
    if letter.is_ascii() || (0x3000..0xFF00).contains(&code) {
        return letter.to_digit(10);
    }
    [0xFF10, 0x660, 0x6F0, 0x966].into_iter().find(|zero| (*zero..zero + 10).contains(&code)).map(|zero| code - zero)
}

/// Digits with one decimal point; commas and spaces between groups of three are passed
/// over.
fn in_digits(text: &str) -> Number {
    let mut value = 0.0;
    let mut scale: Option<f64> = None;
    let mut n_bytes = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(digit) = digit(letter) {
            match &mut scale {
                None => value = value * 10.0 + f64::from(digit),
                Some(scale) => {
                    *scale /= 10.0;
                    value += f64::from(digit) * *scale;
                }
            }
        } else {
            let after = &rest[letter.len_utf8()..];
            let n_digits = after.chars().take(4).take_while(|letter| digit(*letter).is_some()).count();
            match letter {
                ',' | '，' | '٬' | '\u{a0}' | '\u{202f}' if n_digits == 3 => {}
                '.' | '٫' if n_digits > 0 && scale.is_none() => scale = Some(1.0),
                _ => break,
            }
        }
        n_bytes += letter.len_utf8();
        rest = &text[n_bytes..];
    }
    Number { value, n_bytes }
}

/// A number in Chinese numerals, where that is what they most likely are: two or more
/// together, or one after `第`.
fn in_han(text: &str, before: Option<char>) -> Option<Number> {
    let (mut total, mut section, mut last) = (0.0, 0.0, 0.0);
    let (mut n_bytes, mut n_letters) = (0, 0);
    for letter in text.chars() {
        let Some((kind, value)) = numeral(letter) else { break };
        match kind {
            // Digits side by side, as in years, are read as such.
            Han::Digit => last = last * 10.0 + value,
            Han::Ten => section += if last == 0.0 { value } else { last * value },
            Han::Myriad => {
                total = (total + section + last).max(1.0) * value;
                section = 0.0;
            }
        }
        if kind != Han::Digit {
            last = 0.0;
        }
        n_bytes += letter.len_utf8();
        n_letters += 1;
    }
    (n_letters > 1 || (n_letters == 1 && before == Some('第')))
        .then_some(Number { value: total + section + last, n_bytes })
}

/// What a Chinese numeral does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Han {
    Digit,
    Ten,
    Myriad,
}

/// What a Chinese numeral does and what it comes to.
fn numeral(letter: char) -> Option<(Han, f64)> {
    let numeral = match letter {
        '〇' | '零' => (Han::Digit, 0.0),
        '一' => (Han::Digit, 1.0),
        '二' | '两' | '兩' => (Han::Digit, 2.0),
        '三' => (Han::Digit, 3.0),
        '四' => (Han::Digit, 4.0),
        '五' => (Han::Digit, 5.0),
        '六' => (Han::Digit, 6.0),
        '七' => (Han::Digit, 7.0),
        '八' => (Han::Digit, 8.0),
        '九' => (Han::Digit, 9.0),
        '十' => (Han::Ten, 10.0),
        '百' => (Han::Ten, 100.0),
        '千' => (Han::Ten, 1000.0),
        '万' | '萬' => (Han::Myriad, 1e4),
        '亿' | '億' => (Han::Myriad, 1e8),
        _ => return None,
    };
    Some(numeral)
}

/// Words for magnitudes, as they stand behind a number.
#[rustfmt::skip]
const MAGNITUDES: &[(&str, f64)] = &[
    ("万亿", 1e12), ("萬億", 1e12), ("兆", 1e12), ("亿", 1e8), ("億", 1e8), ("억", 1e8), ("万", 1e4), ("萬", 1e4),
    ("만", 1e4), ("千", 1e3), ("百万", 1e6), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9),
    ("trillion", 1e12), ("тыс", 1e3), ("млн", 1e6), ("миллион", 1e6), ("млрд", 1e9), ("миллиард", 1e9),
    ("مليون", 1e6), ("مليار", 1e9), ("mille", 1e3), ("milliard", 1e9), ("tausend", 1e3), ("milliarde", 1e9),
];

/// The number with the magnitude that stands behind it, if one does.
fn magnified(number: Number, text: &str) -> Number {
    let behind = &text[number.n_bytes..];
    let word = behind.strip_prefix([' ', '\u{a0}', '-']).unwrap_or(behind);
    if word.starts_with(|letter: char| letter.is_ascii() && !letter.is_ascii_lowercase()) {
        return number;
    }
    // Lower case is enough: what is long and capital is no magnitude.
    let magnitude = MAGNITUDES.iter().filter(|(name, _)| word.starts_with(name)).max_by_key(|(name, _)| name.len());
    let Some((name, factor)) = magnitude else { return number };
    Number { value: number.value * factor, n_bytes: number.n_bytes + behind.len() - word.len() + name.len() }
}

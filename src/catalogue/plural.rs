//! Which form of a word goes with a number.
//!
//! The cardinal rules of Unicode CLDR 48 for whole numbers, for the languages that the
//! built-in theme speaks.

use crate::locale::LanguageTag;

/// A plural form, by its name in CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Form {
    /// The names by which a word list calls the forms.
    pub(super) const NAMES: &'static [(&'static str, Self)] = &[
        ("zero", Self::Zero),
        ("one", Self::One),
        ("two", Self::Two),
        ("few", Self::Few),
        ("many", Self::Many),
        ("other", Self::Other),
    ];

    /// The name of this form.
    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, form)| *form == self).map_or("other", |(name, _)| name)
    }

    /// The form that goes with `n` in a language; a language that is not in the table
    /// counts like English.
    pub(super) fn of(language: &LanguageTag, n: u64) -> Self {
        match language.language().as_str() {
            "zh" | "ja" | "ko" => Self::Other,
            "fr" => of_french(n),
            "es" => of_spanish(n),
            "ru" => of_russian(n),
            "ar" => of_arabic(n),
            _ => one_or_other(n == 1),
        }
    }

    /// The forms that a language tells apart and a word list must have. That of whole
    /// millions in French and Spanish is not among them, since no book counts so far.
    pub(super) fn needed(language: &LanguageTag) -> &'static [Self] {
        match language.language().as_str() {
            "zh" | "ja" | "ko" => &[Self::Other],
            "ru" => &[Self::One, Self::Few, Self::Many, Self::Other],
            "ar" => &[Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other],
            _ => &[Self::One, Self::Other],
        }
    }
}

fn one_or_other(is_one: bool) -> Form {
    if is_one { Form::One } else { Form::Other }
}

fn of_french(n: u64) -> Form {
    if n != 0 && n.is_multiple_of(1_000_000) { Form::Many } else { one_or_other(n <= 1) }
}

fn of_spanish(n: u64) -> Form {
    if n != 0 && n.is_multiple_of(1_000_000) { Form::Many } else { one_or_other(n == 1) }
}

fn of_russian(n: u64) -> Form {
    match (n % 10, n % 100) {
        (1, last_two) if last_two != 11 => Form::One,
        (2..=4, last_two) if !(12..=14).contains(&last_two) => Form::Few,
        _ => Form::Many,
    }
}

fn of_arabic(n: u64) -> Form {
    match (n, n % 100) {
        (0, _) => Form::Zero,
        (1, _) => Form::One,
        (2, _) => Form::Two,
        (_, 3..=10) => Form::Few,
        (_, 11..=99) => Form::Many,
        _ => Form::Other,
    }
}

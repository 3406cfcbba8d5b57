//! Counts characters and words, and how long they take to read.
//!
//! Chinese and Japanese are counted in characters, by the rule of Chinese publishers:
//! all but ASCII white space and ASCII punctuation. Other scripts are counted in words.
//! A text is seldom of one script only, so both are counted, and the part that is not
//! the language's own is added at its own pace.
//!
//! No-break spaces are left out, though the publishers' rule counts them: in our own
//! sources they are layout.
//!
//! Floor 2. Knows no chapter.

use crate::{
    chapter::Length,
    locale::{LanguageTag, Measure, is_cjk, is_common_han, is_hangul},
};

/// Adds what `text` counts to `length`.
///
/// Words may not be split over two calls; text that is read as one must be given as one.
pub fn count(text: &str, length: &mut Length) {
    let mut counted = Length::default();
    let mut in_word = false;
    for letter in text.chars() {
        let is_of_word = if letter.is_ascii() {
            let is_alphanumeric = letter.is_ascii_alphanumeric();
            counted.n_characters += u32::from(is_alphanumeric);
            is_alphanumeric || (in_word && is_joiner(letter))
        } else if is_common_han(letter) {
            counted.n_characters += 1;
            counted.n_cjk += 1;
            false
        } else {
            let is_han = is_cjk(letter) && !is_hangul(letter);
            counted.n_characters += u32::from(letter != NO_BREAK_SPACE);
            counted.n_cjk += u32::from(is_han);
            // Marks within a word do not end it (l’homme).
            let goes_on = in_word && (is_joiner(letter) || unicode_normalization::char::is_combining_mark(letter));
            goes_on || (!is_han && letter.is_alphanumeric())
        };
        counted.n_words += u32::from(is_of_word && !in_word);
        in_word = is_of_word;
    }
    length.n_characters += counted.n_characters;
    length.n_cjk += counted.n_cjk;
    length.n_words += counted.n_words;
}

const NO_BREAK_SPACE: char = '\u{a0}';

/// Whether a mark joins what stands before and after it to one word: don't, e-mail, 3.14.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '-' | '_' | '.' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// How fast a language is read.
struct Pace {
    /// Characters of Chinese or Japanese a minute.
    characters: f64,
    /// Words of other scripts a minute.
    words: f64,
}

/// What a line of code takes to read, in seconds.
const CODE_LINE_SECONDS: f64 = 2.0;

/// The pace of a language's readers.
///
/// Chinese: the figure that reproduces the reading times of eleven published articles.
/// English and the other European languages, Arabic and Korean in words: M. Brysbaert,
/// "How many words do we read per minute?", 2019, and for languages it does not treat a
/// judgement, as for Japanese.
fn pace(language: &str) -> Pace {
    let words = match language {
        "fr" | "ru" | "ar" => 220.0,
        "de" | "es" | "ko" => 230.0,
        _ => 238.0,
    };
    Pace { characters: if language == "ja" { 400.0 } else { 305.0 }, words }
}

/// How many minutes a text of this length takes a reader of this language, at least 1.
///
/// In Chinese and Japanese every character counts, Latin letters among them; elsewhere
/// words count, and Chinese passages by their characters. Pictures take no time.
#[must_use]
pub fn minutes(length: &Length, language: &LanguageTag) -> u32 {
    let pace = pace(&language.language());
    let text = match language.measure() {
        Measure::Characters => f64::from(length.n_characters) / pace.characters,
        Measure::Words => f64::from(length.n_words) / pace.words + f64::from(length.n_cjk) / pace.characters,
    };
    let minutes = text + f64::from(length.n_code_lines) * CODE_LINE_SECONDS / 60.0;
    whole(minutes.round()).max(1)
}

/// A number without a fraction, in an integer.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a text is neither negative nor so long")]
fn whole(number: f64) -> u32 {
    number as u32
}

//! Counts characters and words, and how long they take to read.
//!
//! Floor 2. Knows no chapter.

use crate::{chapter::Length, locale::LanguageTag};

/// Adds what `text` counts to `length`.
pub fn count(_text: &str, _length: &mut Length) {
    todo!()
}

/// How many minutes a text of this length takes a reader of this language, at least 1.
#[must_use]
pub fn minutes(_length: &Length, _language: &LanguageTag) -> u32 {
    todo!()
}

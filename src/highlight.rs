//! Colours code: one listing in, lines of HTML with classes out.
//!
//! Floor 2. Knows no page; equal listings give equal HTML.

use crate::{diag::Code, doc::CodeBlock};

/// A listing, coloured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    /// What goes into `<code>`: one `<span class="dg-line">` a line.
    pub html: Box<str>,
    /// The language's name for readers, for example `Rust`.
    pub language: Box<str>,
    /// How wide the widest line is, in cells of a terminal (Han counts two).
    pub n_columns: u32,
}

/// Colours a listing. Lines of an unknown language stay plain.
#[must_use]
pub fn highlight(_code: &CodeBlock) -> Highlighted {
    todo!()
}

/// What to tell of a listing's language, if it cannot be coloured.
#[must_use]
pub fn complaint(_language: &str) -> Option<(Code, String)> {
    todo!()
}

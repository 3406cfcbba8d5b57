//! What is said beside a text.

use serde::{Deserialize, Serialize};

use super::Block;
use crate::span::Span;

/// What the `id` of a note begins with on a page, before the note's number from 1.
pub const NOTE_ID: &str = "fn-";

/// What the `id` of a note's mark begins with, before the number of the note.
pub const NOTE_MARK_ID: &str = "fnref-";

/// Whether an `id` reads like that of a note or of a mark, which have a number.
#[must_use]
pub fn is_of_note(id: &str) -> bool {
    let number = id.strip_prefix(NOTE_ID).or_else(|| id.strip_prefix(NOTE_MARK_ID));
    number.is_some_and(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Footnote {
    /// The label as written; empty for a note that stood in brackets.
    pub label: Box<str>,
    /// Whose note it is.
    pub kind: NoteKind,
    /// How many marks lead to it.
    pub n_marks: u32,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The text it was read from.
    pub span: Span,
}

/// Whose a note is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoteKind {
    /// The author's.
    #[default]
    Plain,
    /// The editor's.
    Editor,
    /// The translator's.
    Translator,
}

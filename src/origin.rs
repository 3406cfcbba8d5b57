//! Where the text of a chapter came from, stretch by stretch.
//!
//! Floor 1. Knows no Markdown.

use serde::{Deserialize, Serialize};

use crate::{path::ProjectPath, span::Span};

/// Which file each stretch of a chapter's text came from.
///
/// A chapter without includes is one stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Ascending by `start`; the first starts at 0.
    stretches: Vec<Stretch>,
}

/// A stretch of text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Offset in the chapter's text.
    pub start: u32,
    /// The file.
    pub file: ProjectPath,
    /// Offset in the file.
    pub file_start: u32,
    /// Whether every offset of the stretch stands for `file_start`, as in text that was
    /// made and not copied.
    pub is_point: bool,
}

impl Origin {
    /// The origin of a text that is a file's from `file_start` on.
    #[must_use]
    pub fn file(file: ProjectPath, file_start: u32) -> Self {
        Self { stretches: vec![Stretch { start: 0, file, file_start, is_point: false }] }
    }

    /// The origin of a text joined of several stretches, ascending and starting at 0.
    ///
    /// # Panics
    ///
    /// Without a stretch, since a text without origin is a fault of the program.
    #[must_use]
    pub fn joined(stretches: Vec<Stretch>) -> Self {
        assert!(!stretches.is_empty(), "a text comes from somewhere");
        Self { stretches }
    }

    /// Whether all of the text is a file's own.
    #[must_use]
    pub fn is_of(&self, file: &ProjectPath) -> bool {
        self.stretches.iter().all(|stretch| stretch.file == *file)
    }

    /// The file and the span in it that a span of the chapter's text came from.
    ///
    /// A span that crosses stretches is cut at the end of its first one.
    #[must_use]
    pub fn locate(&self, span: Span) -> (&ProjectPath, Span) {
        let after = self.stretches.partition_point(|stretch| stretch.start <= span.start);
        let idx = after.saturating_sub(1);
        let stretch = &self.stretches[idx];
        if stretch.is_point {
            return (&stretch.file, Span { start: stretch.file_start, end: stretch.file_start });
        }
        let end = self.stretches.get(idx + 1).map_or(span.end, |next| span.end.min(next.start));
        let at = |offset: u32| stretch.file_start + offset.saturating_sub(stretch.start);
        (&stretch.file, Span { start: at(span.start), end: at(end) })
    }
}

//! Where something stands in a source file.
//!
//! Spans are byte offsets without a file: a chapter's spans stay equal when another
//! chapter is added, so they may be part of what is remembered. The file joins when a
//! diagnostic is made.
//!
//! Floor 0. Knows nothing of Markdown, HTML or settings.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in one text, `start` included and `end` not.
///
/// Offsets are `u32`: a source of more than 4 GiB is refused when it is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// Makes a span from a range of byte offsets, in either order.
    ///
    /// Offsets above `u32::MAX` are clamped to it.
    #[must_use]
    pub fn new(range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (start, end) = (clamp(range.start), clamp(range.end));
        Self { start: start.min(end), end: start.max(end) }
    }

    /// The range of byte offsets, for slicing the text the span was made from.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of `text` that the span covers, widened to whole characters.
    ///
    /// Never panics: a span that lies beyond the text gives an empty string.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let floor = |offset: u32| text.floor_char_boundary((offset as usize).min(text.len()));
        let start = floor(self.start);
        let end = text.ceil_char_boundary((self.end as usize).min(text.len()));
        &text[start..end.max(start)]
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span moved `by` bytes towards the end of the text.
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        let by = u32::try_from(by).unwrap_or(u32::MAX);
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }
}

/// A line and a column, both counted from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Character within the line, from 1.
    pub column: usize,
}

impl LineColumn {
    /// The line and column of a byte offset in `text`. O(offset).
    #[must_use]
    pub fn at(text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

//! Finds the line that a diagnostic points to.
//!
//! A span may be wider than a line, or lie beyond a text that has changed since: what
//! is shown is always a part of one line.
//!
//! Edge. Pure.

use std::{ops::Range, sync::Arc};

use super::Texts;
use crate::{diag::Place, span::LineColumn};

/// A line longer than this is named and not shown. It was not written by hand, and
/// laying out every character of a minified file for every fault in it takes seconds.
const LONG_BYTES: usize = 64 << 10;

/// What a diagnostic points to.
pub(super) struct Spot {
    /// The place of its first character.
    pub(super) start: LineColumn,
    /// The place after its last character.
    pub(super) end: LineColumn,
    text: Arc<str>,
    line: Range<usize>,
    mark: Range<usize>,
}

impl Spot {
    /// Finds a place; `None` when its text is gone.
    pub(super) fn find(place: &Place, texts: &Texts<'_>) -> Option<Self> {
        let text = texts(&place.file)?;
        let start = text.floor_char_boundary(place.span.range().start.min(text.len()));
        let end = text.ceil_char_boundary(place.span.range().end.min(text.len())).max(start);
        // A block ends with its line, and not in the next one.
        let end = start + text[start..end].trim_end_matches(['\n', '\r']).len();
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |newline| start + newline);
        Some(Self {
            start: LineColumn::at(&text, start),
            end: LineColumn::at(&text, end),
            line: line_start..line_end,
            mark: start..end.min(line_end),
            text,
        })
    }

    /// The line and the bytes of it that are meant; `None` for a line too long to show.
    pub(super) fn line(&self) -> Option<(&str, Range<usize>)> {
        let mark = self.mark.start - self.line.start..self.mark.end - self.line.start;
        (self.line.len() <= LONG_BYTES).then(|| (&self.text[self.line.clone()], mark))
    }
}

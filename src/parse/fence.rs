//! Tells front matter from the text below it.

use std::ops::Range;

/// Where the parts of a source file lie in it, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The YAML between the `---` lines.
    pub(super) front: Option<Range<usize>>,
    /// Where the text begins.
    pub(super) body: usize,
    /// The opening `---`, when no line closes it.
    pub(super) unclosed: Option<Range<usize>>,
}

/// Finds front matter: between a first line `---` and the next line `---` or `...`.
///
/// A byte order mark may stand before it; lines may end in a carriage return. Without a
/// closing line there is no front matter, and the text begins behind the opening one.
pub(super) fn parts(text: &str) -> Parts {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next().filter(|line| line.trim_end() == "---");
    let Some(opening) = opening else { return Parts { front: None, body: start, unclosed: None } };
    let front = start + opening.len();
    let mut end = front;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Parts { front: Some(front..end), body: end + line.len(), unclosed: None };
        }
        end += line.len();
    }
    Parts { front: None, body: front, unclosed: Some(start..start + 3) }
}

//! Reads the opening line of a `:::` container: `:::note A title {#id}`.
//!
//! Floor 2. Knows one line.

use std::ops::Range;

use crate::{doc::AsideKind, path::Anchor};

/// A line that begins with `:::`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// It opens a container.
    Open(Opening),
    /// It closes one.
    Close {
        /// How many colons it has.
        n_colons: usize,
    },
}

/// An opening line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// How many colons it has; an outer container has more than those within.
    pub(super) n_colons: usize,
    /// The kind as written, in the line.
    pub(super) name: Range<usize>,
    /// The kind; `None` when there is none of that name.
    pub(super) kind: Option<AsideKind>,
    /// The author's own title, in the line; empty without one.
    pub(super) title: Range<usize>,
    /// The author's own `{#id}`.
    pub(super) id: Option<Anchor>,
}

/// The names of every kind.
pub(super) const KINDS: [(&str, AsideKind); 15] = [
    ("note", AsideKind::Note),
    ("info", AsideKind::Note),
    ("tip", AsideKind::Tip),
    ("important", AsideKind::Important),
    ("warning", AsideKind::Warn),
    ("warn", AsideKind::Warn),
    ("danger", AsideKind::Danger),
    ("caution", AsideKind::Danger),
    ("editor", AsideKind::Editor),
    ("translator", AsideKind::Translator),
    ("key", AsideKind::Key),
    ("reading", AsideKind::Reading),
    ("details", AsideKind::Details),
    ("tabs", AsideKind::Tabs),
    ("tab", AsideKind::Tab),
];

/// Reads a line that begins with `:::`; `None` when it is neither an opening nor a
/// closing one. All ranges are in `line`.
pub(super) fn fence(line: &str) -> Option<Fence> {
    let n_colons = line.bytes().take_while(|byte| *byte == b':').count();
    if n_colons < 3 {
        return None;
    }
    let line = line.trim_end();
    let rest = &line[n_colons..];
    if rest.is_empty() {
        return Some(Fence::Close { n_colons });
    }
    let name_start = line.len() - rest.trim_start().len();
    let is_inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let name_end = line[name_start..].find(|letter| !is_inside(letter)).map_or(line.len(), |end| name_start + end);
    let name = &line[name_start..name_end];
    let after = &line[name_end..];
    let is_name = name.starts_with(char::is_alphabetic)
        && after.chars().next().is_none_or(|letter| letter == ' ' || letter == '\t' || letter == '{');
    if !is_name {
        return None;
    }
    let kind = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind);
    let (title_end, id) = trailing_id(line, name_end);
    let title_start = name_end + (line[name_end..title_end].len() - line[name_end..title_end].trim_start().len());
    let title_end = title_start + line[title_start..title_end].trim_end().len();
    Some(Fence::Open(Opening { n_colons, name: name_start..name_end, kind, title: title_start..title_end, id }))
}

/// Where the title ends, and the id of a `{#id}` that stands behind it.
fn trailing_id(line: &str, from: usize) -> (usize, Option<Anchor>) {
    let found = line.strip_suffix('}').and_then(|inside| {
        let brace = from + inside[from..].rfind('{')?;
        let id = Anchor::explicit(inside[brace + 1..].trim().strip_prefix('#')?)?;
        Some((brace, id))
    });
    found.map_or((line.len(), None), |(brace, id)| (brace, Some(id)))
}

//! Takes a listing apart into lines, and says of each what the author said of it.
//!
//! Floor 2.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::doc::{CodeBlock, CodeInfo};

/// How many cells a tab is counted as; the theme shows it so.
const TAB_CELLS: usize = 4;

/// A line of a listing.
pub(super) struct Line<'a> {
    /// What it shows, without its end and without signs and prefixes.
    pub(super) text: Cow<'a, str>,
    /// Whether it is folded away.
    pub(super) is_hidden: bool,
    /// Whether the author marked it.
    is_marked: bool,
    /// How it changed.
    change: Option<Change>,
    /// Its number.
    number: Option<u32>,
}

/// How a line changed.
#[derive(Clone, Copy)]
enum Change {
    Added,
    Removed,
}

/// The lines of a listing, in order. An empty listing has none.
///
/// Numbers and marks count the lines that are shown.
pub(super) fn split(code: &CodeBlock) -> impl Iterator<Item = Line<'_>> {
    let mut n_shown = 0;
    code.text.lines().map(move |text| line(text, &code.info, &mut n_shown))
}

/// How large a listing is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// How wide the widest line shown is.
    pub(super) n_columns: u32,
    /// How many lines are folded away.
    pub(super) n_hidden: u32,
}

impl Extent {
    /// Counts a line in.
    pub(super) fn add(&mut self, line: &Line<'_>) {
        if line.is_hidden {
            self.n_hidden = self.n_hidden.saturating_add(1);
        } else {
            self.n_columns = self.n_columns.max(line.n_columns());
        }
    }
}

/// Reads one line; `n_shown` counts the lines shown so far.
fn line<'a>(text: &'a str, info: &CodeInfo, n_shown: &mut u32) -> Line<'a> {
    let (text, change) = if info.diff { changed(text) } else { (text, None) };
    let (text, is_hidden) = match info.hidden.as_deref() {
        Some(prefix) => folded(text, prefix),
        None => (text.into(), false),
    };
    if is_hidden {
        return Line { text, is_hidden, is_marked: false, change, number: None };
    }
    *n_shown += 1;
    Line {
        text,
        is_hidden,
        is_marked: info.marked.iter().any(|(first, last)| (*first..=*last).contains(n_shown)),
        change,
        number: info.numbers.map(|first| first.saturating_add(*n_shown - 1)),
    }
}

/// A line of a listing that shows changes, without its sign.
fn changed(text: &str) -> (&str, Option<Change>) {
    match text.as_bytes().first() {
        Some(b'+') => (&text[1..], Some(Change::Added)),
        Some(b'-') => (&text[1..], Some(Change::Removed)),
        Some(b' ') => (&text[1..], None),
        _ => (text, None),
    }
}

/// A line of a listing where `prefix` folds lines away, and whether it does.
///
/// The prefix may be indented; the indent stays. A line that holds nothing else needs no
/// white space after it (`#` for the prefix `# `), and a doubled prefix (`##`) stands for
/// itself, as in the code blocks of Rust's documentation.
fn folded<'a>(text: &'a str, prefix: &str) -> (Cow<'a, str>, bool) {
    let sign = prefix.trim_end();
    let unindented = text.trim_start();
    let indent = &text[..text.len() - unindented.len()];
    let Some(after_sign) = unindented.strip_prefix(sign).filter(|_| !sign.is_empty()) else {
        return (text.into(), false);
    };
    if let Some(code) = unindented.strip_prefix(prefix) {
        (joined(indent, code), true)
    } else if after_sign.is_empty() {
        (indent.into(), true)
    } else if after_sign.starts_with(sign) {
        (joined(indent, after_sign), false)
    } else {
        (text.into(), false)
    }
}

/// The indent and the code after it as one line.
fn joined<'a>(indent: &str, code: &'a str) -> Cow<'a, str> {
    if indent.is_empty() { code.into() } else { [indent, code].concat().into() }
}

impl Line<'_> {
    /// Writes the opening tag of the line's element.
    pub(super) fn open(&self, html: &mut String) {
        html.push_str("<span class=\"dg-line\"");
        if let Some(number) = self.number {
            html.push_str(" data-n=\"");
            html.push_str(&number.to_string());
            html.push('"');
        }
        if self.is_marked {
            html.push_str(" data-hl");
        }
        match self.change {
            Some(Change::Added) => html.push_str(" data-diff=\"add\""),
            Some(Change::Removed) => html.push_str(" data-diff=\"del\""),
            None => {}
        }
        if self.is_hidden {
            html.push_str(" data-hidden");
        }
        html.push('>');
    }

    /// How wide it is, in cells of a terminal.
    fn n_columns(&self) -> u32 {
        // Without an early end, so that many bytes are looked at at a time.
        if self.text.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b' '..=b'~')) {
            return u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        }
        let n_tabs = memchr::memchr_iter(b'\t', self.text.as_bytes()).count();
        // A tab by itself counts as one cell or none, by the version of the table.
        let n_cells = self.text.split('\t').map(UnicodeWidthStr::width).sum::<usize>() + n_tabs * TAB_CELLS;
        u32::try_from(n_cells).unwrap_or(u32::MAX)
    }
}

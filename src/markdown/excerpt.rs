//! Cuts an excerpt out of a file: some of its lines, or what lies between its anchors.
//!
//! An anchor is a comment of any language that says `ANCHOR: name` or `ANCHOR_END: name`
//! and nothing else. Such lines are for the author and never part of an excerpt, whatever
//! is asked for. Lines are counted as an editor shows them, anchors included.
//!
//! Floor 2. Knows one text, not where it lies.

use std::ops::Range;

use crate::diag::nearest;

/// What an include asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Excerpt<'a> {
    /// All of it.
    Whole,
    /// Lines from the first to the last, counted from 1; `None` leaves an end open.
    Lines(Option<usize>, Option<usize>),
    /// What lies between an anchor's two lines.
    Anchor(&'a str),
}

/// A part of the text that is shown; whole lines.
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
}

/// What was cut out.
pub(super) struct Cut {
    /// In the order of the text.
    pub(super) pieces: Vec<Piece>,
    /// What the text lacks.
    pub(super) missing: Option<Missing>,
}

/// What a text lacks.
pub(super) struct Missing {
    /// For example: anchor `setup`.
    pub(super) what: String,
    /// A way out.
    pub(super) help: Option<String>,
}

impl<'a> Excerpt<'a> {
    /// Reads what stands behind the path: `2`, `2:`, `:10`, `2:10` or the name of an anchor.
    ///
    /// # Errors
    ///
    /// A sentence for the author, when it is none of these.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is neither lines such as `2:10` nor an anchor");
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            digits => digits.parse().ok().filter(|number| *number > 0).map(Some).ok_or_else(wrong),
        };
        let is_number = |text: &str| text.trim().bytes().all(|byte| byte.is_ascii_digit());
        match text.split_once(':') {
            Some((first, last)) if is_number(first) && is_number(last) => {
                let (first, last) = (number(first)?, number(last)?);
                let is_backwards = matches!((first, last), (Some(first), Some(last)) if last < first);
                if is_backwards { Err(wrong()) } else { Ok(Self::Lines(first, last)) }
            }
            // mdBook lets an anchor be followed by a further part and passes over it.
            Some((name, _)) if is_name(name.trim()) => Ok(Self::Anchor(name.trim())),
            None if text.trim().is_empty() => Ok(Self::Whole),
            None if is_number(text) => number(text).map(|line| Self::Lines(line, line)),
            None if is_name(text.trim()) => Ok(Self::Anchor(text.trim())),
            _ => Err(wrong()),
        }
    }
}

/// Cuts an excerpt out of `text`. Lines and anchors that are not there are told in
/// [`Cut::missing`]; what is there of them is kept.
pub(super) fn cut(text: &str, excerpt: &Excerpt<'_>) -> Cut {
    match excerpt {
        Excerpt::Whole => Cut { pieces: pieces(text, |_, _| true), missing: None },
        Excerpt::Lines(first, last) => lines(text, *first, *last),
        Excerpt::Anchor(name) => anchored(text, name),
    }
}

/// Cuts lines out by their numbers.
fn lines(text: &str, first: Option<usize>, last: Option<usize>) -> Cut {
    let (from, to) = (first.unwrap_or(1), last.unwrap_or(usize::MAX));
    let n_lines = text.lines().count();
    let beyond = [first, last].into_iter().flatten().find(|line| *line > n_lines);
    let missing = beyond.map(|line| Missing {
        what: format!("line {line}"),
        help: Some(format!("it has {n_lines} {}", if n_lines == 1 { "line" } else { "lines" })),
    });
    Cut { pieces: pieces(text, |number, _| (from..=to).contains(&number)), missing }
}

/// Cuts out what lies between the lines of an anchor. An anchor may come several times,
/// and one that is never closed runs to the end.
fn anchored(text: &str, name: &str) -> Cut {
    let mut is_inside = false;
    let mut is_found = false;
    let pieces = pieces(text, |_, mark| {
        match mark {
            Some(Mark::Start(start)) if start == name => (is_inside, is_found) = (true, true),
            Some(Mark::End(end)) if end == name => is_inside = false,
            _ => {}
        }
        is_inside
    });
    let missing = (!is_found).then(|| {
        let names = text.lines().filter_map(|line| match mark(line) {
            Some(Mark::Start(name)) => Some(name),
            _ => None,
        });
        let help = nearest(name, names).map(|near| format!("the closest is `{near}`"));
        Missing { what: format!("anchor `{name}`"), help }
    });
    Cut { pieces, missing }
}

/// The lines that `is_shown`, told the number and anchor of each, joined where they touch.
fn pieces<'a>(text: &'a str, mut is_shown: impl FnMut(usize, Option<Mark<'a>>) -> bool) -> Vec<Piece> {
    let has_anchors = memchr::memmem::find(text.as_bytes(), b"ANCHOR").is_some();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    for (idx, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        let mark = if has_anchors { mark(line) } else { None };
        let is_mark = mark.is_some();
        if is_shown(idx + 1, mark) && !is_mark {
            match pieces.last_mut() {
                Some(last) if last.range.end == start => last.range.end = end,
                _ => pieces.push(Piece { range: start..end }),
            }
        }
        start = end;
    }
    pieces
}

/// A line that is an anchor.
#[derive(Clone, Copy)]
enum Mark<'a> {
    Start(&'a str),
    End(&'a str),
}

/// The anchor that a line is; `None` for any other line, one that only speaks of anchors
/// included.
fn mark(line: &str) -> Option<Mark<'_>> {
    let at = line.find("ANCHOR")?;
    // A comment opens with signs, or with one word such as `rem`.
    if line[..at].split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() > 1 {
        return None;
    }
    let rest = &line[at + "ANCHOR".len()..];
    let (is_end, rest) = rest.strip_prefix("_END").map_or((false, rest), |rest| (true, rest));
    let rest = rest.strip_prefix(':')?.trim_start();
    let name_end = rest.find(|letter: char| !is_name_letter(letter)).unwrap_or(rest.len());
    let (name, after) = rest.split_at(name_end);
    // `--` belongs to the end of an HTML comment, not to the name.
    let name = name.trim_end_matches('-');
    let is_alone = !name.is_empty() && !after.contains(char::is_alphanumeric);
    is_alone.then_some(if is_end { Mark::End(name) } else { Mark::Start(name) })
}

/// Whether `text` can be the name of an anchor.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_name_letter)
}

fn is_name_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

//! Tells the dollar signs of formulas from those of prices and variables.
//!
//! The parser takes any two signs that have something between them for a formula, even
//! when the second stands in code: `*$HOME/bin*` is in your `` `$PATH` ``. Like pandoc and
//! GitHub we ask that a formula has no letter or digit right outside of its signs, and no
//! code between them. Signs that belong to no formula are then hidden from the parser.
//!
//! Floor 2.

use std::ops::Range;

use super::cjk::is_escaped;

/// Whether a sign that may begin a formula is in `text` at all; those of shell prompts,
/// which a space follows, are not.
pub(super) fn are_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'$', bytes).any(|at| bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace()))
}

/// The signs in running text that neither begin nor end a formula, ascending. `plain` are
/// the parts of the text that are running text, ascending.
pub(super) fn alone(text: &str, plain: &[Range<usize>]) -> Vec<usize> {
    let mut alone = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for sign in signs(text, plain) {
        // Two signs begin and end a formula of its own line, whatever is beside them.
        let is_pair = sign.len() > 1;
        if let Some(begin) = open.take_if(|begin| !is_one_paragraph(&text[begin.end..sign.start])) {
            alone.extend(begin);
        }
        match &open {
            Some(begin) if begin.len() > 1 => {
                if is_pair {
                    open = None;
                }
            }
            Some(_) if !is_pair && ends(text, sign.start) => open = None,
            _ => {
                alone.extend(open.take().into_iter().flatten());
                if is_pair || begins(text, sign.start) {
                    open = Some(sign);
                } else {
                    alone.extend(sign);
                }
            }
        }
    }
    alone.extend(open.into_iter().flatten());
    alone
}

/// The runs of signs in running text that are not escaped.
fn signs<'a>(text: &'a str, plain: &'a [Range<usize>]) -> impl Iterator<Item = Range<usize>> + 'a {
    let bytes = text.as_bytes();
    plain.iter().flat_map(move |range| {
        let mut next = range.start;
        std::iter::from_fn(move || {
            let start = next + memchr::memchr(b'$', bytes.get(next..range.end)?)?;
            let end = start + bytes[start..range.end].iter().take_while(|byte| **byte == b'$').count();
            next = end;
            Some(start..end)
        })
        .filter(|sign| !is_escaped(bytes, sign.start))
    })
}

/// Whether no empty line is in what stands between two signs. What stands before the second
/// sign in its own line is indentation.
fn is_one_paragraph(text: &str) -> bool {
    let whole_lines = text.rfind('\n').map_or("", |end| &text[..end]);
    !whole_lines.split('\n').skip(1).any(|line| line.trim().is_empty())
}

/// Whether a formula may begin with the sign at `at`.
fn begins(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric())
        && text[at + 1..].starts_with(|after: char| !after.is_whitespace())
}

/// Whether a formula may end with the sign at `at`.
fn ends(text: &str, at: usize) -> bool {
    text[..at].ends_with(|before: char| !before.is_whitespace())
        && !text[at + 1..].starts_with(|after: char| after.is_ascii_alphanumeric())
}

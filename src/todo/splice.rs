//! Puts paragraphs into a file and leaves every other byte as it is.

use std::ops::Range;

use crate::{
    doc::Doc,
    unit::{Place, Unit, UnitKind},
};

/// A piece of a file that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for a place where something comes in.
    pub range: Range<usize>,
    /// What stands before the new text to part it from its neighbour.
    pub before: String,
    /// The new text.
    pub text: String,
    /// What stands behind it.
    pub after: String,
}

/// Makes all edits. Edits of one place follow one another in their order; those that
/// overlap an earlier one are left out.
///
/// With the text comes where each edit's own text is in it, `None` for one left out.
#[must_use]
pub fn splice(text: &str, edits: &[Edit]) -> (String, Vec<Option<Range<usize>>>) {
    let mut order: Vec<usize> = (0..edits.len()).collect();
    order.sort_by_key(|idx| (edits[*idx].range.start, edits[*idx].range.end));
    let mut out = String::with_capacity(text.len());
    let mut places = vec![None; edits.len()];
    let mut copied = 0;
    for idx in order {
        let edit = &edits[idx];
        if edit.range.start < copied || edit.range.end > text.len() {
            continue;
        }
        out.push_str(&text[copied..edit.range.start]);
        out.push_str(&edit.before);
        let start = out.len();
        out.push_str(&edit.text);
        places[idx] = Some(start..out.len());
        out.push_str(&edit.after);
        copied = edit.range.end;
    }
    out.push_str(&text[copied..]);
    (out, places)
}

/// A side of a chapter that something comes into.
#[derive(Clone, Copy, Debug)]
pub struct Host<'a> {
    /// The file's text.
    pub text: &'a str,
    /// The chapter.
    pub doc: &'a Doc,
    /// Where the chapter's text begins in the file: its spans count from there.
    pub offset: usize,
    /// The unit before the place, in this file.
    pub before: Option<&'a Unit>,
    /// The unit behind the place, in this file.
    pub after: Option<&'a Unit>,
}

/// Where a paragraph comes in that the file does not have: behind the unit before it, else
/// before the unit behind it, else at the end.
///
/// `like` is the original's unit; `prefix` what stands before it in its line, such as `> `.
#[must_use]
pub fn insertion(host: &Host<'_>, like: &Unit, prefix: &str, text: &str) -> Edit {
    let quote = if prefix.trim_start().starts_with('>') { "> " } else { "" };
    let quoted = |text: &str| format!("{quote}{text}");
    if let Some(before) = host.before {
        let is_item = like.kind == UnitKind::Item && before.kind == UnitKind::Item;
        let is_inner = before.is_quoted && like.is_quoted && !quote.is_empty();
        let at = if is_item || is_inner { end(host, before) } else { top_end(host, before) };
        let between = match (is_item, is_inner) {
            (true, _) => "\n",
            (false, true) => "\n>\n",
            (false, false) => "\n\n",
        };
        return Edit { range: at..at, before: between.to_owned(), text: quoted(text), after: String::new() };
    }
    if let Some(after) = host.after {
        let at = top_start(host, after);
        return Edit { range: at..at, before: String::new(), text: quoted(text), after: "\n\n".to_owned() };
    }
    let at = host.text.trim_end().len();
    let before = if at == 0 { "" } else { "\n\n" };
    let after = if at == host.text.len() { "\n" } else { "" };
    Edit { range: at..at, before: before.to_owned(), text: quoted(text), after: after.to_owned() }
}

/// The end of a unit's text, white space behind it left out.
fn end(host: &Host<'_>, unit: &Unit) -> usize {
    trimmed(host.text, unit.span.range().start + host.offset..unit.span.range().end + host.offset).end
}

/// The end of the block of the body that holds a unit; of the unit for a footnote.
fn top_end(host: &Host<'_>, unit: &Unit) -> usize {
    let span = top(host.doc, unit).unwrap_or(unit.span.range());
    trimmed(host.text, span.start + host.offset..span.end + host.offset).end
}

/// Where the line begins in which the block starts that holds a unit.
fn top_start(host: &Host<'_>, unit: &Unit) -> usize {
    let start = top(host.doc, unit).unwrap_or(unit.span.range()).start + host.offset;
    let start = host.text.floor_char_boundary(start.min(host.text.len()));
    host.text[..start].rfind('\n').map_or(0, |newline| newline + 1)
}

fn top(doc: &Doc, unit: &Unit) -> Option<Range<usize>> {
    let (Place::Body(way) | Place::BoxTitle(way)) = &unit.place else { return None };
    let idx = usize::try_from(*way.first()?).ok()?;
    Some(doc.blocks.get(idx)?.span.range())
}

/// A range without the white space at its end.
#[must_use]
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let end = text.floor_char_boundary(range.end.clamp(start, text.len()));
    start..start + text[start..end].trim_end().len()
}

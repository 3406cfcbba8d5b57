//! Where in the front matter a value stands that a later stage finds fault with.
//!
//! Looked for only when there is something to tell, in the file's own text.

use std::ops::Range;

use super::Bound;
use crate::{
    path::ProjectPath,
    span::Span,
    yaml::{Step, Yaml},
};

/// The file of a chapter and where in it a key of the front matter has its value; the
/// file's beginning when the key is not there.
pub(super) fn place(chapter: &Bound<'_>, key: &str) -> (ProjectPath, Span) {
    let file = chapter.card.path.in_project();
    let span = place_in_front(&file, &chapter.text.open(), key);
    (file, span)
}

/// Where in the text of a chapter's file a key of the front matter has its value; its
/// beginning when the key is not there.
#[must_use]
pub fn place_in_front(file: &ProjectPath, text: &str, key: &str) -> Span {
    locate(file, text, key, &[]).unwrap_or_default()
}

/// The file of a chapter and where in it a value stands that is at the end of a way from a
/// key's value on, narrowed to the first place there where `part` is written.
pub(super) fn place_within(chapter: &Bound<'_>, key: &str, way: &[Step<'_>], part: &str) -> (ProjectPath, Span) {
    let file = chapter.card.path.in_project();
    let text = chapter.text.open();
    let span = locate(&file, &text, key, way).unwrap_or_default();
    let inside = span.of(&text).find(part).filter(|_| !part.is_empty());
    let narrow = |at: usize| Span::new(at..at + part.len()).shift(span.start as usize);
    (file, inside.map_or(span, narrow))
}

/// Where one of a chapter's aliases stands.
pub(super) fn place_of_alias(chapter: &Bound<'_>, alias: &str) -> (ProjectPath, Span) {
    let idx = chapter.card.front.aliases.iter().position(|it| **it == *alias).unwrap_or_default();
    place_within(chapter, "aliases", &[Step::Item(idx)], alias)
}

fn locate(file: &ProjectPath, text: &str, key: &str, way: &[Step<'_>]) -> Option<Span> {
    let range = yaml_range(text)?;
    let yaml = Yaml { file, start: range.start, text: &text[range] };
    let is_there = yaml.text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    is_there.then(|| yaml.locate_in(&[&[Step::Key(key)], way].concat()))
}

/// What lies between the first line, `---`, and the next such line or `...`.
fn yaml_range(text: &str) -> Option<Range<usize>> {
    let start = text.find('\n').filter(|end| text[..*end].trim_start_matches('\u{feff}').trim_end() == "---")? + 1;
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(start..end);
        }
        end += line.len();
    }
    None
}

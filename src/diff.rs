//! What changed between two versions of a text, word by word.
//!
//! Words are those of Unicode's rules and, for scripts without spaces, of a dictionary, so
//! that a change in Chinese is as readable as one in English.
//!
//! Floor 2. Knows no chapter.

use std::ops::Range;

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;

/// A stretch of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the earlier.
    Gone(&'a str),
    /// Only in the later.
    New(&'a str),
}

/// The way from one text to another: what is left of it without the new pieces is `was`,
/// without those that are gone `now`.
#[must_use]
pub fn words<'a>(was: &'a str, now: &'a str) -> Vec<Piece<'a>> {
    let (old, new) = (split(was), split(now));
    let old_words: Vec<&str> = old.iter().map(|word| &was[word.clone()]).collect();
    let new_words: Vec<&str> = new.iter().map(|word| &now[word.clone()]).collect();
    let mut pieces = Vec::new();
    for op in tidied(&capture_diff_slices(Algorithm::Myers, &old_words, &new_words), &old_words) {
        let gone = run(was, &old, op.old_range());
        let come = run(now, &new, op.new_range());
        if let DiffOp::Equal { .. } = op {
            pieces.push(Piece::Same(come));
        } else {
            pieces.extend((!gone.is_empty()).then_some(Piece::Gone(gone)));
            pieces.extend((!come.is_empty()).then_some(Piece::New(come)));
        }
    }
    pieces
}

/// The letters and digits of a text, in one case: what is left of it when only
/// typography changes.
#[must_use]
pub fn letters(text: &str) -> String {
    text.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a text and what stands between them: together all of it.
fn split(text: &str) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(text).collect();
    breaks.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

/// The text that a run of words covers.
fn run<'a>(text: &'a str, words: &[Range<usize>], run: Range<usize>) -> &'a str {
    let start = words.get(run.start).map_or(text.len(), |word| word.start);
    let end = if run.is_empty() { start } else { words[run.end - 1].end };
    &text[start..end]
}

/// Joins changes that only a blank or a mark parts: a reader takes them for one.
fn tidied(ops: &[DiffOp], old: &[&str]) -> Vec<DiffOp> {
    let is_gap = |op: &DiffOp| {
        let range = op.old_range();
        matches!(op, DiffOp::Equal { .. }) && range.len() == 1 && old[range].concat().trim().is_empty()
    };
    let mut tidy: Vec<DiffOp> = Vec::new();
    let mut idx = 0;
    while let Some(op) = ops.get(idx) {
        let next = ops.get(idx + 1).filter(|_| is_gap(op));
        let last = tidy.last_mut().filter(|last| !matches!(last, DiffOp::Equal { .. }));
        if let (Some(last), Some(to)) = (last, next) {
            *last = DiffOp::Replace {
                old_index: last.old_range().start,
                old_len: to.old_range().end - last.old_range().start,
                new_index: last.new_range().start,
                new_len: to.new_range().end - last.new_range().start,
            };
            idx += 2;
        } else {
            tidy.push(*op);
            idx += 1;
        }
    }
    tidy
}

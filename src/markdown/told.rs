//! Collects what there is to tell of one chapter.
//!
//! Floor 2.

use std::sync::Arc;

use crate::{
    diag::{Code, Diagnostic},
    doc::Origin,
    span::Span,
};

/// What is told of a picture without an alternative text.
pub(super) const MISSING_ALT: &str = "the picture says nothing to those who cannot see it";

/// Complaints about a chapter, each at its place in the chapter's text, so that they can
/// be told in the order of the text though they are found in several passes.
pub(super) struct Told<'a> {
    origin: &'a Origin,
    told: Vec<(u32, Diagnostic)>,
}

impl<'a> Told<'a> {
    pub(super) fn new(origin: &'a Origin) -> Self {
        Self { origin, told: Vec::new() }
    }

    /// Tells of a fault at a place in the chapter's text.
    pub(super) fn tell(&mut self, code: Code, span: Span, message: impl Into<Arc<str>>, help: Option<String>) {
        let (file, place) = self.origin.locate(span);
        self.told.push((span.start, Diagnostic::new(code, file, place, message).maybe_help(help)));
    }

    /// Everything told, in the order of the text.
    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        self.told.sort_by_key(|(start, _)| *start);
        self.told.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}

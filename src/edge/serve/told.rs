//! Faults as the preview tells them: in the terminal, and on the page they spoil.
//!
//! Edge. Prints nothing.

use serde::Serialize;

use crate::{
    diag::Level,
    edge::report::{self, Fault, Texts},
    span::LineColumn,
};

/// A fault, said for the terminal and for the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Told {
    /// Whether a build would fail.
    pub is_error: bool,
    /// The file, as the terminal names it; empty when no file is at fault.
    pub file: String,
    /// The line in it, from 1; 0 without a file.
    pub line: usize,
    /// The message as the terminal has it, without colours.
    pub text: String,
    /// The same with colours.
    #[serde(skip)]
    pub colored: String,
}

impl Told {
    /// Says a fault; `texts` are those it points into.
    pub(super) fn of(fault: &Fault, texts: &Texts<'_>) -> Self {
        let colored = report::human(fault, texts);
        let place = fault.diagnostic.place.as_ref();
        let line = place.and_then(|place| Some(LineColumn::at(&texts(&place.file)?, place.span.start as usize).line));
        Self {
            is_error: fault.level == Level::Error,
            file: place.map_or_else(String::new, |place| place.file.to_string()),
            line: line.unwrap_or(usize::from(place.is_some())),
            text: anstream::adapter::strip_str(&colored).to_string(),
            colored,
        }
    }

    /// What keeps the book from being read at all.
    pub(super) fn failure(failure: &crate::edge::failure::Failure) -> Self {
        let colored = report::human_failure(failure);
        let text = anstream::adapter::strip_str(&colored).to_string();
        Self { is_error: true, file: String::new(), line: 0, text, colored }
    }
}

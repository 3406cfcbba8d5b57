//! Faults as the preview tells them: in the terminal, and on the page they spoil.
//!
//! Edge. Prints nothing.

use std::{collections::BTreeSet, sync::Arc};

use serde::Serialize;

use crate::{
    diag::{Code, Diagnostic, Level},
    edge::{
        failure::Failure,
        report::{self, Fault, Texts, counted},
        terminal::Terminal,
    },
    path::ProjectPath,
    span::LineColumn,
};

/// How many faults are told at once: more would hide the first, and laying out a line for
/// each of ten thousand takes longer than building the book.
pub(super) const MAX_TOLD: usize = 50;

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
    pub(super) fn failure(failure: &Failure) -> Self {
        let colored = report::human_failure(failure);
        let text = anstream::adapter::strip_str(&colored).to_string();
        Self { is_error: true, file: String::new(), line: 0, text, colored }
    }
}

/// What tells one fault from another for someone who edits: not where in its file it is,
/// since that moves with every line above.
type Name = (Option<ProjectPath>, Code, Arc<str>);

/// The faults that the terminal was told.
#[derive(Debug, Default)]
pub(super) struct Spoken(BTreeSet<Name>);

impl Spoken {
    /// Tells the terminal those of `faults` that it was not told when this was last asked,
    /// errors first.
    pub(super) fn tell(&mut self, faults: &[Fault], texts: &Texts<'_>, terminal: Terminal) {
        let name = |fault: &Diagnostic| {
            (fault.place.as_ref().map(|place| place.file.clone()), fault.code, Arc::clone(&fault.message))
        };
        let mut new: Vec<&Fault> = faults.iter().filter(|fault| !self.0.contains(&name(&fault.diagnostic))).collect();
        new.sort_by_key(|fault| fault.level != Level::Error);
        for fault in new.iter().take(MAX_TOLD) {
            terminal.complain(&format!("{}\n", report::human(fault, texts)));
        }
        if new.len() > MAX_TOLD {
            let left = counted(new.len() - MAX_TOLD, "more fault");
            terminal.complain(&format!("and {left}; `diglot check` tells them all\n"));
        }
        self.0 = faults.iter().map(|fault| name(&fault.diagnostic)).collect();
    }
}

//! Faults as programs read them: one JSON object.
//!
//! ```text
//! { "errors": 1, "warnings": 0, "faults": [
//!   { "code": "broken-link", "level": "error", "message": "…",
//!     "file": "content/en/one.md", "line": 3, "column": 5, "end_line": 3, "end_column": 9,
//!     "help": ["…"], "related": [{ "message": "…", "file": "…", … }] } ] }
//! ```
//!
//! Lines and columns count from 1, columns in characters; the end is the place after the
//! last character. What is not known is `null`.
//!
//! Edge. Pure.

use serde::Serialize;

use super::{Texts, Verdict, level_word, locate::Spot};
use crate::diag::Place;

/// Everything that was found.
#[derive(Serialize)]
struct ReportView<'a> {
    errors: usize,
    warnings: usize,
    faults: Vec<FaultView<'a>>,
}

/// One fault.
#[derive(Serialize)]
struct FaultView<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: PlaceView<'a>,
    help: Vec<&'a str>,
    related: Vec<RelatedView<'a>>,
}

/// Another place that has to do with a fault.
#[derive(Serialize)]
struct RelatedView<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: PlaceView<'a>,
}

/// Where something is.
#[derive(Default, Serialize)]
struct PlaceView<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// All faults as one JSON object.
///
/// # Panics
///
/// Never: texts and numbers have a JSON form.
#[must_use]
pub fn json(verdict: &Verdict, texts: &Texts<'_>) -> String {
    let faults = verdict.faults.iter().map(|fault| FaultView {
        code: fault.diagnostic.code.name(),
        level: level_word(fault.level),
        message: &fault.diagnostic.message,
        place: fault.diagnostic.place.as_ref().map(|place| view(place, texts)).unwrap_or_default(),
        help: fault.diagnostic.help.iter().map(|help| &**help).collect(),
        related: related(&fault.diagnostic.related, texts),
    });
    let report = ReportView { errors: verdict.n_errors(), warnings: verdict.n_warnings(), faults: faults.collect() };
    serde_json::to_string_pretty(&report).expect("texts and numbers have a JSON form")
}

fn related<'a>(related: &'a [(Place, std::sync::Arc<str>)], texts: &Texts<'_>) -> Vec<RelatedView<'a>> {
    related.iter().map(|(place, what)| RelatedView { message: what, place: view(place, texts) }).collect()
}

fn view<'a>(place: &'a Place, texts: &Texts<'_>) -> PlaceView<'a> {
    let file = Some(place.file.as_str());
    let Some(Spot { start, end, .. }) = Spot::find(place, texts) else {
        return PlaceView { file, ..PlaceView::default() };
    };
    PlaceView {
        file,
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

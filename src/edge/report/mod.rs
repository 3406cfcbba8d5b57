//! Tells an author what is wrong with the book.
//!
//! Every fault of a build, sorted by file and place, each once, in one of three forms:
//! for people, for programs, for GitHub's pages of changes.
//!
//! Edge. Prints nothing itself; knows no command.

mod github;
mod human;
mod json;
mod locate;

use std::sync::Arc;

pub use self::{
    github::github,
    human::{human, human_failure},
    json::json,
};
use crate::{
    diag::{Diagnostic, Level},
    edge::{failure::Exit, project::SETTINGS},
    path::ProjectPath,
    settings::Settings,
    site::Counts,
};

/// Where the texts are that diagnostics point into; `None` for one that is gone.
pub type Texts<'a> = dyn Fn(&ProjectPath) -> Option<Arc<str>> + 'a;

/// A fault and how much it weighs in this book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// An error or a warning.
    pub level: Level,
    /// What is wrong and where.
    pub diagnostic: Diagnostic,
}

/// Everything that is wrong with a book, in the order it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// By file and place; those without a place come first.
    pub faults: Vec<Fault>,
}

impl Verdict {
    /// Weighs what was told by the book's settings: what they allow is left out, and
    /// what was told twice is kept once.
    #[must_use]
    pub fn new(told: Vec<Diagnostic>, settings: &Settings) -> Self {
        let mut told = told;
        told.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        told.dedup();
        let weigh = |diagnostic: Diagnostic| Fault { level: settings.level(diagnostic.code), diagnostic };
        let faults = told.into_iter().map(weigh).filter(|fault| fault.level != Level::Allow).collect();
        Self { faults }
    }

    /// The same with more that was told.
    #[must_use]
    pub fn with(mut self, told: Vec<Diagnostic>, settings: &Settings) -> Self {
        self.faults.extend(Self::new(told, settings).faults);
        let key =
            |fault: &Fault| (fault.diagnostic.place.clone(), fault.diagnostic.code, fault.diagnostic.message.clone());
        self.faults.sort_by_key(key);
        self
    }

    /// How many faults are errors.
    #[must_use]
    pub fn n_errors(&self) -> usize {
        self.faults.iter().filter(|fault| fault.level == Level::Error).count()
    }

    /// How many faults are warnings.
    #[must_use]
    pub fn n_warnings(&self) -> usize {
        self.faults.len() - self.n_errors()
    }

    /// How a command ends that found this: under `strict` a warning is as bad as an
    /// error, and an error in the settings is wrong usage.
    #[must_use]
    pub fn exit(&self, strict: bool) -> Exit {
        let is_bad = |fault: &&Fault| fault.level == Level::Error;
        let in_settings =
            |fault: &Fault| fault.diagnostic.place.as_ref().is_some_and(|place| place.file.as_str() == SETTINGS);
        if self.faults.iter().filter(is_bad).any(in_settings) {
            Exit::Usage
        } else if self.n_errors() > 0 || strict && self.n_warnings() > 0 {
            Exit::Faults
        } else {
            Exit::Done
        }
    }

    /// What was checked and what came of it: `checked 310 links, 96 anchors, 14 images,
    /// 26 terms: no errors, 1 warning`.
    #[must_use]
    pub fn summary(&self, counts: &Counts) -> String {
        let Counts { n_links, n_anchors, n_images, n_terms, .. } = counts;
        let terms = if *n_terms > 0 { format!(", {}", counted(*n_terms, "term")) } else { String::new() };
        format!(
            "checked {}, {}, {}{terms}: {}, {}",
            counted(*n_links, "link"),
            counted(*n_anchors, "anchor"),
            counted(*n_images, "image"),
            or_none(self.n_errors(), "error"),
            or_none(self.n_warnings(), "warning"),
        )
    }
}

/// What was built: `built 28 pages in zh, 28 in en, 56 facing in 0.31 s`.
#[must_use]
pub fn built(counts: &Counts, seconds: &str) -> String {
    let mut pages = Vec::new();
    for (idx, (code, n_pages)) in counts.n_pages.iter().enumerate() {
        let what = if idx == 0 { counted(*n_pages, "page") } else { n_pages.to_string() };
        pages.push(format!("{what} in {code}"));
    }
    if counts.n_facing > 0 {
        pages.push(format!("{} facing", counts.n_facing));
    }
    let pages = if pages.is_empty() { counted(0, "page") } else { pages.join(", ") };
    format!("built {pages} in {seconds} s")
}

/// A number with what it counts: `1 file`, `2 files`.
#[must_use]
pub fn counted(n: usize, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {what}{plural}")
}

/// A number with what it counts, or that there is none: `no errors`.
#[must_use]
pub fn or_none(n: usize, what: &str) -> String {
    if n == 0 { format!("no {what}s") } else { counted(n, what) }
}

/// The word for a level.
fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

//! What the command line lets one choose from.
//!
//! Edge. Does nothing.

use clap::ValueEnum;

use crate::{front_matter::Kind, parse};

/// Reads where a site will be. Nothing is no address, as a workflow may give it.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    parse::base_url(text).map(|_| text.to_owned()).map_err(|why| format!("it {why}"))
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// Notes on GitHub's pages
    Github,
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
}

/// The kinds of pages that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    /// Running text
    Chapter,
    /// Turns of speakers
    Interview,
    /// A page beside the book, such as an imprint
    Page,
}

impl From<NewKind> for Kind {
    fn from(kind: NewKind) -> Self {
        match kind {
            NewKind::Chapter => Self::Chapter,
            NewKind::Interview => Self::Interview,
            NewKind::Page => Self::Page,
        }
    }
}

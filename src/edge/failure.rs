//! What keeps a command from doing its work: wrong usage, or the system.
//!
//! A fault in the book is not a failure but a diagnostic. Each failure ends the command
//! with the exit code of its kind.
//!
//! Edge. Knows no command.

use std::{error::Error, fmt, io, path::Path};

use crate::{diag::Code, edge::shown::shown};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Done,
    /// The content has errors, or warnings under `--strict`.
    Faults,
    /// Wrong usage or settings.
    Usage,
    /// The system failed: the disk, a permission.
    System,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Faults => 1,
            Exit::Usage => 2,
            Exit::System => 3,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// The name of the fault, where the manual has one.
    pub code: Option<Code>,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// A way out.
    pub help: Option<String>,
}

impl Failure {
    /// The command was asked for something that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, code: None, message: message.into(), help: None }
    }

    /// The system refused; `doing` is an infinitive such as `write`.
    #[must_use]
    pub fn system(doing: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {doing} `{}`: {}", shown(path), reason(error));
        Self { exit: Exit::System, code: None, message, help: None }
    }

    /// The same with the name of the fault.
    #[must_use]
    pub fn code(self, code: Code) -> Self {
        Self { code: Some(code), ..self }
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {}

/// What the system said, in lower case, without its number and the full stop that Windows
/// writes before it.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or_default().trim_end_matches(['.', '。']);
    let mut letters = said.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

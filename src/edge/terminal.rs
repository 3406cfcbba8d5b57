//! Talks to whoever started the program.
//!
//! What was asked for goes to standard output; faults, progress and explanations go to
//! standard error, so that output can be piped.
//!
//! Edge. Knows no diagnostic.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Faults only.
    Quiet,
    /// Faults and summaries.
    Normal,
    /// Also what is being done.
    Verbose,
}

/// Whom the program talks to, and how.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    volume: Volume,
    color: ColorChoice,
}

impl Terminal {
    /// A terminal; `ColorChoice::Auto` asks the stream and the environment, `NO_COLOR`
    /// included.
    #[must_use]
    pub fn new(volume: Volume, color: ColorChoice) -> Self {
        Self { volume, color }
    }

    /// Says what was done, unless told to be quiet.
    pub fn say(&self, text: &str) {
        if self.volume >= Volume::Normal {
            self.print(text);
        }
    }

    /// Says what is being done, if told to be verbose.
    pub fn detail(&self, text: &str) {
        if self.volume >= Volume::Verbose {
            self.complain(text);
        }
    }

    /// Prints what was asked for.
    pub fn print(&self, text: &str) {
        // A reader that has gone, such as `head`, is no fault of the command.
        let _ = writeln!(AutoStream::new(io::stdout(), self.color), "{text}");
    }

    /// Tells a fault.
    pub fn complain(&self, text: &str) {
        let _ = writeln!(AutoStream::new(io::stderr(), self.color), "{text}");
    }

    /// Whether work that takes long is shown as it goes.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        self.volume >= Volume::Normal
    }

    /// Whether someone watches standard error.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal()
    }
}

//! Where the program meets the world: files, terminal, clock, environment.
//!
//! `cli` is the door; commands (`build`, `serve`, `clean`, `init`, `new`, `stats`) do their work with what
//! stands below them: `load` reads a project, `publish` writes a site, `report` tells
//! faults, `cache` keeps what the next build may use.
//!
//! Floor 5. Everything below is pure.

pub mod accept;
pub mod args;
pub mod build;
pub mod builtin;
pub mod cache;
pub mod clean;
pub mod cli;
pub mod clock;
pub mod depot;
pub mod failure;
pub mod files;
pub mod git;
pub mod init;
pub mod ledger;
pub mod load;
pub mod new;
mod pool;
pub mod progress;
pub mod project;
pub mod publish;
mod punctuation;
pub mod reading;
pub mod report;
pub mod search;
pub mod serve;
pub mod shown;
mod stamp;
pub mod stats;
pub mod status;
pub mod terminal;
pub mod todo;

//! What changes on the disk when a file changes.
//!
//! Edge.

#![expect(clippy::disallowed_methods, reason = "the edge reads files' times")]

use std::{
    fs::Metadata,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};

/// A file that changed this shortly before it was read may change again without its time
/// showing it: clocks of file systems are coarse.
const SETTLED: Duration = Duration::from_secs(2);

/// Size and time of change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// Its size in bytes.
    pub(super) size_bytes: u64,
    /// When it changed last; `None` where the system does not say.
    changed: Option<SystemTime>,
}

impl Stamp {
    /// The stamp of the file that has this metadata.
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { size_bytes: metadata.len(), changed: metadata.modified().ok() }
    }

    /// Whether the file was the same when it had the stamp `then`.
    pub(super) fn is_still(self, then: Self) -> bool {
        self.changed.is_some() && self == then
    }

    /// The same without its time if the file changed only just now, so that it is never
    /// taken to be unchanged.
    pub(super) fn settled(self) -> Self {
        let is_settled =
            |changed: &SystemTime| SystemTime::now().duration_since(*changed).is_ok_and(|age| age > SETTLED);
        Self { changed: self.changed.filter(is_settled), ..self }
    }
}

//! Paths as they are written in messages, and read from the disk.
//!
//! Edge.

use std::path::{MAIN_SEPARATOR, Path};

use crate::path::{ProjectPath, slashed};

/// A path of the disk as a message writes it: with `/` on every system.
#[must_use]
pub fn shown(path: &Path) -> String {
    slashed(&path.to_string_lossy(), MAIN_SEPARATOR)
}

/// A path from the project's folder as the rest of the program writes it; `None` when it is
/// not text.
pub(super) fn project_path(inside: &Path) -> Option<ProjectPath> {
    ProjectPath::new(&slashed(inside.to_str()?, MAIN_SEPARATOR))
}

//! Asks git for older versions of a text, by the program of that name.
//!
//! Everything here may be unknown: there may be no git, no repository, or one whose
//! history was cut short. Then the answer is `None`, and the caller goes on without.
//!
//! Edge. Only reads.

#![expect(clippy::disallowed_methods, reason = "the edge starts programs")]

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use super::load::with_newlines;

/// A folder in a repository.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
}

impl Git {
    /// The repository that a folder lies in.
    #[must_use]
    pub fn at(folder: &Path) -> Option<Self> {
        let git = Self { folder: folder.to_owned() };
        git.ask(["rev-parse", "--git-dir"]).map(|_| git)
    }

    /// The last commit that changed a file, by its path from the folder.
    #[must_use]
    pub fn last_change(&self, path: &str) -> Option<Arc<str>> {
        let said = self.ask(["log", "-1", "--format=%H", "--", path])?;
        let commit = std::str::from_utf8(&said).ok()?.trim();
        (!commit.is_empty()).then(|| commit.into())
    }

    /// A file's text at a commit, by its path from the folder; or, where it is not there,
    /// from the top of the repository.
    #[must_use]
    pub fn text(&self, rev: &str, path: &str) -> Option<Arc<str>> {
        let show = |object: String| self.ask(["cat-file", "blob", &object]);
        let bytes = show(format!("{rev}:./{path}")).or_else(|| show(format!("{rev}:{path}")))?;
        std::str::from_utf8(&bytes).ok().map(|text| with_newlines(text).into())
    }

    /// What git says; `None` when it fails.
    fn ask<const N: usize>(&self, args: [impl AsRef<OsStr>; N]) -> Option<Vec<u8>> {
        let output = Command::new("git")
            .arg("-C")
            .arg(&self.folder)
            .args(["--no-pager", "--literal-pathspecs"])
            .args(args)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output.status.success().then_some(output.stdout)
    }
}

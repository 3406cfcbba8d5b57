//! Where a project lies on the disk.
//!
//! Edge. Knows no file of it but `content/site.yaml`, which makes a folder a project.

#![expect(clippy::disallowed_methods, reason = "the edge asks where the program was started")]

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::{
    edge::{failure::Failure, shown::shown},
    path::{ContentPath, ProjectPath},
};

/// The file that makes a folder a project, by its path in the project.
pub const SETTINGS: &str = "content/site.yaml";

/// The output folder, unless the command line names another.
pub const OUT: &str = "dist";

/// A folder with `content/site.yaml` in it.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The project in `root`, or, when none is given, in the nearest folder upward from
    /// where the program was started.
    ///
    /// # Errors
    ///
    /// Wrong usage, when there is no project.
    pub fn find(root: Option<&Path>) -> Result<Self, Failure> {
        match root {
            Some(root) => Self::at(root),
            None => Self::upward(),
        }
    }

    fn at(root: &Path) -> Result<Self, Failure> {
        if root.join(SETTINGS).is_file() {
            return Ok(Self { root: root.to_owned() });
        }
        Err(Failure::usage(format!("`{}` has no `{SETTINGS}`", shown(root)))
            .help("`--root` names the folder that holds `content/`; `diglot init` makes one"))
    }

    fn upward() -> Result<Self, Failure> {
        let start = env::current_dir().map_err(|error| Failure::system("find", Path::new("."), &error))?;
        let root = start.ancestors().find(|folder| folder.join(SETTINGS).is_file());
        let Some(root) = root else {
            return Err(Failure::usage(format!("no `{SETTINGS}` here or in any folder above"))
                .help("`diglot init` makes a new book; `--root DIR` names one that lies elsewhere"));
        };
        // A relative root keeps messages short and lets a folder be moved while it is open.
        let root = if root == start { PathBuf::from(".") } else { root.to_owned() };
        Ok(Self { root })
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where something of the project lies on the disk, by its path in it; written as
    /// short as it can be.
    #[must_use]
    pub fn join(&self, path: impl AsRef<Path>) -> PathBuf {
        if self.is_here() { path.as_ref().to_owned() } else { self.root.join(path) }
    }

    /// The path in the project of something on the disk, if it lies there.
    #[must_use]
    pub fn inside<'a>(&self, on_disk: &'a Path) -> Option<&'a Path> {
        if self.is_here() { Some(on_disk) } else { on_disk.strip_prefix(&self.root).ok() }
    }

    /// `content/`.
    #[must_use]
    pub fn content(&self) -> PathBuf {
        self.join("content")
    }

    /// The folder that keeps what one build remembers for the next.
    #[must_use]
    pub fn cache(&self) -> PathBuf {
        self.join(".diglot")
    }

    /// The output folder: `out` seen from where the program was started, or `dist/` in
    /// the project.
    #[must_use]
    pub fn out(&self, out: Option<&Path>) -> PathBuf {
        out.map_or_else(|| self.join(OUT), Path::to_owned)
    }

    /// Where a file of the project lies on the disk.
    #[must_use]
    pub fn on_disk(&self, file: &ProjectPath) -> PathBuf {
        self.join(file.as_str())
    }

    /// Where a file of `content/` lies on the disk.
    #[must_use]
    pub fn content_on_disk(&self, file: &ContentPath) -> PathBuf {
        self.content().join(file.as_str())
    }

    fn is_here(&self) -> bool {
        self.root == Path::new(".")
    }
}

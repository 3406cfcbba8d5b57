//! What a project is read from, or waits for, besides what lies at its own place: files
//! that texts include and that are not there, and what symbolic links lead to.
//!
//! Edge. Knows of files where they are, not what they say.

use std::collections::BTreeSet;

use super::walk;
use crate::{edge::project::Project, path::ProjectPath};

/// How far the change of a file may reach.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    /// What texts include and is not there.
    missing: BTreeSet<ProjectPath>,
    /// What links below `content/` lead to.
    links: walk::Links,
}

impl Reach {
    /// That of a project of which some included files are `missing`.
    pub(super) fn of(project: &Project, missing: BTreeSet<ProjectPath>) -> Self {
        Self { missing, links: walk::links(project) }
    }

    /// Whether a text waits for a file that was not there.
    pub(super) fn is_missing(&self, file: &ProjectPath) -> bool {
        self.missing.contains(file)
    }

    /// Whether what lies at a place, be it a file or a folder, may be read by another name,
    /// or is waited for.
    pub(super) fn holds(&self, path: &ProjectPath) -> bool {
        let is_of = |target: &ProjectPath| is_within(path, target) || is_within(target, path);
        self.missing.iter().any(|file| is_within(file, path))
            || (self.links.are_there && path.in_content().is_some())
            || self.links.targets.iter().any(is_of)
    }

    /// The files that are waited for, and what links lead to.
    pub(super) fn files(&self) -> impl Iterator<Item = &ProjectPath> {
        self.missing.iter().chain(&self.links.targets)
    }
}

/// Whether `path` is `folder` or lies below it.
pub(super) fn is_within(path: &ProjectPath, folder: &ProjectPath) -> bool {
    let rest = path.as_str().strip_prefix(folder.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

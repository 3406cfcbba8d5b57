//! What has to change in the output folder.
//!
//! A file made by the build is compared byte by byte. A copied one is taken to be
//! unchanged when its size and time of change are those of the book's file, which it was
//! given when it was copied: recordings are not read again.
//!
//! Edge. Writes nothing.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use rayon::prelude::*;

use super::{Published, files, known::Known};
use crate::{
    edge::{depot::Depot, project::Project},
    path::OutPath,
    site::{Artifact, Site, Stored},
};

/// What a file of the new site is made from.
pub(super) enum Content<'a> {
    /// These bytes.
    Made(Bytes),
    /// What was laid down.
    Stored(&'a Depot, Stored),
    /// This file of the book.
    Copied(PathBuf),
    /// What the output folder has.
    Kept,
}

/// A file of the new site.
pub(super) struct Item<'a> {
    /// Its path in the output folder.
    pub(super) path: &'a OutPath,
    /// Its bytes.
    pub(super) content: Content<'a>,
    /// Whether the output folder already has it as it is to be.
    pub(super) is_there: bool,
}

/// Every file of the new site, and what is left over from the old one.
pub(super) struct Plan<'a> {
    /// In the order of their paths.
    pub(super) items: Vec<Item<'a>>,
    /// Files, from the output folder, that the new site does not have.
    pub(super) stale: Vec<PathBuf>,
}

impl<'a> Plan<'a> {
    /// Compares a site with what `out` holds.
    ///
    /// Fails when a page that was to be kept has changed since the site was built.
    pub(super) fn make(
        site: &'a Site,
        depot: &'a Depot,
        project: &Project,
        out: &Path,
        known: &Known,
    ) -> io::Result<Self> {
        let items: io::Result<Vec<_>> = site
            .artifacts
            .par_iter()
            .map(|(path, artifact)| {
                let content = match artifact {
                    Artifact::Made(bytes) => Content::Made(bytes.clone()),
                    Artifact::Stored(stored) => Content::Stored(depot, *stored),
                    Artifact::Copied(file) => Content::Copied(project.content_on_disk(file)),
                    Artifact::Kept if known.holds(path, site.recipes.get(path)) => Content::Kept,
                    Artifact::Kept => return Err(io::Error::other(format!("`{path}` changed during the build"))),
                };
                let is_there = content.is_at(&out.join(path.as_str())).unwrap_or(false);
                Ok(Item { path, content, is_there })
            })
            .collect();
        let plan = Self { items: items?, stale: Vec::new() };
        let stale = plan.left_over(out)?;
        Ok(Self { stale, ..plan })
    }

    /// The files of a folder that the site does not have, by their paths in it.
    pub(super) fn left_over(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let kept: BTreeSet<&Path> = self.items.iter().map(|item| Path::new(item.path.as_str())).collect();
        let mut left_over = files(folder)?;
        left_over.retain(|path| !kept.contains(&**path));
        Ok(left_over)
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.items.iter().all(|item| item.is_there)
    }

    /// The files that are new or changed.
    pub(super) fn changed(&self) -> Vec<&Item<'a>> {
        self.items.iter().filter(|item| !item.is_there).collect()
    }

    /// What carrying out the plan amounts to.
    pub(super) fn published(&self) -> Published {
        let n_unchanged = self.items.iter().filter(|item| item.is_there).count();
        Published { n_written: self.items.len() - n_unchanged, n_unchanged, n_removed: self.stale.len() }
    }
}

impl Content<'_> {
    /// Whether the file at `on_disk` already has this content.
    fn is_at(&self, on_disk: &Path) -> io::Result<bool> {
        let there = fs::symlink_metadata(on_disk)?;
        if !there.is_file() {
            return Ok(false);
        }
        match self {
            Self::Made(bytes) => Ok(there.len() == bytes.len() as u64 && *fs::read(on_disk)? == **bytes),
            Self::Stored(depot, stored) => {
                Ok(there.len() == stored.n_bytes as u64 && fs::read(on_disk)? == depot.read(*stored)?)
            }
            Self::Copied(source) => {
                let source = fs::metadata(source)?;
                Ok(there.len() == source.len() && there.modified()? == source.modified()?)
            }
            Self::Kept => Ok(true),
        }
    }
}

//! Writes the new site where nobody looks yet.
//!
//! Edge. Knows no old site but to link from it.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::plan::{Content, Item, Plan};
use crate::edge::failure::Failure;

/// Stages every file of the site in `folder`, linking unchanged ones from `out` so that
/// they keep their times.
pub(super) fn whole(plan: &Plan<'_>, out: &Path, folder: &Path) -> Result<(), Failure> {
    let items: Vec<_> = plan.items.iter().collect();
    write_all(&items, folder, |item, target| {
        if item.is_there { link(&out.join(item.path.as_str()), target) } else { item.content.write(target) }
    })
}

/// Stages the new and changed files alone.
pub(super) fn changed(plan: &Plan<'_>, folder: &Path) -> Result<(), Failure> {
    write_all(&plan.changed(), folder, |item, target| item.content.write(target))
}

/// Makes the folders, then the files in parallel.
fn write_all(
    items: &[&Item<'_>],
    folder: &Path,
    write: impl Fn(&Item<'_>, &Path) -> io::Result<()> + Sync,
) -> Result<(), Failure> {
    let targets: Vec<PathBuf> = items.iter().map(|item| folder.join(item.path.as_str())).collect();
    let folders: BTreeSet<&Path> = targets.iter().filter_map(|target| target.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder).map_err(|error| Failure::system("make", folder, &error))?;
    }
    items
        .par_iter()
        .zip(&targets)
        .try_for_each(|(item, target)| write(item, target).map_err(|error| Failure::system("write", target, &error)))
}

impl Content {
    /// Writes the content to a file that is not there yet.
    fn write(&self, target: &Path) -> io::Result<()> {
        match self {
            Self::Made(bytes) => fs::write(target, bytes),
            Self::Copied(source) => copy(source, target),
        }
    }
}

/// Copies a file with its time of change, by which the next build knows it again.
fn copy(source: &Path, target: &Path) -> io::Result<()> {
    let mut from = File::open(source)?;
    let mut to = File::create(target)?;
    io::copy(&mut from, &mut to)?;
    to.set_modified(from.metadata()?.modified()?)
}

/// Gives a file of the old site a second name in the new one, or copies it where the
/// file system has no such names.
fn link(old: &Path, target: &Path) -> io::Result<()> {
    fs::hard_link(old, target).or_else(|_| copy(old, target))
}

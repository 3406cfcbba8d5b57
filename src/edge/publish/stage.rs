//! Writes the new site where nobody looks yet.
//!
//! A file is never written over: it may be one that the old site has too, under a second
//! name.
//!
//! Edge. Knows no old site but to link from it.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    plan::{Content, Item, Plan},
    swap,
};
use crate::edge::failure::Failure;

/// Makes `folder` hold the whole site, whatever it holds now; unchanged files are linked
/// from `out`, so that they keep their times.
///
/// Costs what differs: of a folder that was the site before, most files are `out`'s
/// already.
pub(super) fn whole(plan: &Plan<'_>, out: &Path, folder: &Path) -> Result<(), Failure> {
    if folder.exists() && bring_up(plan, out, folder).is_ok() {
        return Ok(());
    }
    // There was none, or a killed build left it in a state that nothing can be made of.
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::system("remove", folder, &error)),
        _ => bring_up(plan, out, folder),
    }
}

fn bring_up(plan: &Plan<'_>, out: &Path, folder: &Path) -> Result<(), Failure> {
    let left_over = plan.left_over(folder).map_err(|error| Failure::system("read", folder, &error))?;
    swap::remove_all(&left_over, folder)?;
    let is_staged = |item: &Item<'_>| {
        let path = item.path.as_str();
        item.is_there && is_same(&out.join(path), &folder.join(path))
    };
    let items: Vec<_> = plan.items.par_iter().filter(|item| !is_staged(item)).collect();
    let put = |item: &Item<'_>, target: &Path| {
        if item.is_there { link(&out.join(item.path.as_str()), target) } else { item.content.write(target) }
    };
    write_all(&items, folder, |item, target| match put(item, target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(target)?;
            put(item, target)
        }
        done => done,
    })
}

/// Whether two names are names of one file; `false` where the system does not say. Opens
/// neither, since there are as many as pages.
#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let number = |path| fs::symlink_metadata(path).map(|metadata| (metadata.dev(), metadata.ino()));
    number(one).ok().zip(number(other).ok()).is_some_and(|(one, other)| one == other)
}

#[cfg(not(unix))]
fn is_same(one: &Path, other: &Path) -> bool {
    same_file::is_same_file(one, other).unwrap_or(false)
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

impl Content<'_> {
    /// Writes the content to a file that is not there yet.
    fn write(&self, target: &Path) -> io::Result<()> {
        match self {
            Self::Made(bytes) => File::create_new(target)?.write_all(bytes),
            Self::Stored(depot, stored) => File::create_new(target)?.write_all(&depot.read(*stored)?),
            Self::Copied(source) => copy(source, target),
            // A page that is kept is never among those to be written.
            Self::Kept => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// Copies a file with its time of change, by which the next build knows it again.
fn copy(source: &Path, target: &Path) -> io::Result<()> {
    let mut from = File::open(source)?;
    let mut to = File::create_new(target)?;
    io::copy(&mut from, &mut to)?;
    to.set_modified(from.metadata()?.modified()?)
}

/// Gives a file of the old site a second name in the new one, or copies it where the
/// file system has no such names.
fn link(old: &Path, target: &Path) -> io::Result<()> {
    fs::hard_link(old, target).or_else(|_| copy(old, target))
}

//! Puts the staged site into its place.
//!
//! Edge. Writes no content.

#![expect(clippy::disallowed_methods, reason = "the edge moves files")]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::plan::Plan;
use crate::{
    edge::{failure::Failure, files::rename},
    path::OutPath,
};

/// Lets the folder `new` take the place of `out`, and the old site, if there is one, the
/// place of `new`.
///
/// In one step where the system can, so that there is never no site. Elsewhere by way of
/// `old`, where a crash leaves the old site.
pub(super) fn folders(new: &Path, old: &Path, out: &Path) -> io::Result<()> {
    if !out.exists() {
        return rename(new, out);
    }
    exchange(new, out).or_else(|_| {
        rename(out, old)?;
        rename(new, out).inspect_err(|_| {
            let _ = rename(old, out);
        })?;
        rename(old, new)
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves the changed files from `new` into `out` one by one, pages last, then removes
/// what is left over.
pub(super) fn file_by_file(plan: &Plan<'_>, new: &Path, out: &Path) -> Result<(), Failure> {
    let mut changed = plan.changed();
    changed.sort_by_key(|item| is_page(item.path));
    // A folder of the new site may bear the name of an old file, or the other way round.
    let (in_the_way, rest): (Vec<_>, Vec<_>) = plan.stale.iter().partition(|stale| is_in_the_way(plan, stale));
    remove_all(in_the_way, out)?;
    for item in changed {
        let target = out.join(item.path.as_str());
        move_file(&new.join(item.path.as_str()), &target).map_err(|error| Failure::system("write", &target, &error))?;
    }
    remove_all(rest, out)
}

/// Whether a file is one that readers open, rather than one that it needs.
fn is_page(path: &OutPath) -> bool {
    path.as_str().strip_suffix(".html").is_some()
}

fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    rename(from, to)
}

/// Whether an old file, or the folder it lies in, stands where the new site has a folder
/// or a file.
fn is_in_the_way(plan: &Plan<'_>, stale: &Path) -> bool {
    plan.items
        .iter()
        .map(|item| Path::new(item.path.as_str()))
        .any(|new| new.starts_with(stale) || stale.starts_with(new))
}

/// Removes files of a folder by their paths in it.
pub(super) fn remove_all<'a>(files: impl IntoIterator<Item = &'a PathBuf>, folder: &Path) -> Result<(), Failure> {
    files.into_iter().try_for_each(|file| remove(file, folder))
}

/// Removes an old file if it is still there, and the folders that become empty.
fn remove(stale: &Path, out: &Path) -> Result<(), Failure> {
    let file = out.join(stale);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::system("remove", &file, &error)),
        _ => {}
    }
    for folder in stale.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
        // A folder that still holds something stays.
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

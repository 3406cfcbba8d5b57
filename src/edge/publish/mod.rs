//! Puts the finished site into the output folder, whole or not at all.
//!
//! The new site is staged in a folder of its own, its unchanged files linked from the
//! old one, and the two folders change places in one step. A reader sees the old site or
//! the new one; a build that fails, or is killed, leaves the old one as it was. When
//! nothing has changed, nothing is touched. What was the site before is kept in the
//! cache and becomes the next one, so that a change costs what it changes: making and
//! removing ten thousand folders for one page takes seconds on some disks.
//!
//! Where folders cannot change places (the output folder is a mount point, or a
//! checkout of its own with a `.git` in it), files are replaced one by one: each whole,
//! pages after what they need, and what is left over is removed last.
//!
//! A folder that diglot did not make is never touched: a file in it says that it did.
//! Data is not forced to the disk: after a power cut a build has to be run again.
//!
//! Edge. Knows no page.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

mod known;
mod last;
mod plan;
mod stage;
mod swap;
mod workspace;

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use walkdir::WalkDir;

pub use self::last::Last;
use self::{known::Known, plan::Plan, workspace::Workspace};
use crate::{
    diag::Code,
    edge::{cache::Cache, depot::Depot, failure::Failure, project::Project, shown::shown},
    path::OutPath,
    site::{Artifact, Recipe, Site},
};

/// The file in the output folder that says who made it.
pub const MARK: &str = ".made-by-diglot";

/// What the mark says.
const MARK_TEXT: &str = "diglot made this folder. The next build replaces everything in it.\n";

/// Tells GitHub Pages to serve the files as they are.
const NO_JEKYLL: &str = ".nojekyll";

/// The one thing in the output folder that is never ours: a checkout's own data.
const CHECKOUT: &str = ".git";

/// The folder of the cache that keeps the site before.
const SPARE: &str = "spare";

/// How many links in a row are followed to a folder that is not there yet.
const MAX_LINKS: usize = 16;

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written because they are new or changed.
    pub n_written: usize,
    /// Files left as they were.
    pub n_unchanged: usize,
    /// Files removed because the site has them no more.
    pub n_removed: usize,
}

/// Makes `out` hold exactly the site, of which `depot` has what is not held. The site
/// before is kept in `cache`, if `out` is one of the project's own folders, and so is
/// what the next build knows the site again by: its pages, and with `last` the whole.
///
/// # Errors
///
/// Wrong usage, when `out` is not ours to write to; the system's, when it refuses. The
/// folder is then as it was, except when files had to be replaced one by one.
pub fn publish(
    site: &Site,
    last: Option<Last>,
    depot: &Depot,
    project: &Project,
    out: &Path,
    cache: &Cache,
) -> Result<Published, Failure> {
    check(project, out)?;
    let out = settle(out)?;
    let site = with_marks(site);
    // Taken before anything is compared, so that two builds do not mix.
    let workspace = workspace(project, &out, cache)?;
    let known = Known::load(cache, &out);
    let plan =
        Plan::make(&site, depot, project, &out, &known).map_err(|error| Failure::system("read", &out, &error))?;
    if !plan.is_empty() {
        carry_out(&plan, workspace.as_ref(), &out)?;
    }
    known.store(cache, &site, &out);
    if let Some(last) = last {
        last.store(&out, cache);
    }
    Ok(plan.published())
}

/// The pages that `out` holds as diglot published them, with what they were made from.
#[must_use]
pub fn known(out: &Path, cache: &Cache) -> BTreeMap<OutPath, Recipe> {
    real(out).map(|out| Known::load(cache, &out).unchanged()).unwrap_or_default()
}

/// Puts the site into its place: at once where that can be done.
fn carry_out(plan: &Plan<'_>, workspace: Option<&Workspace>, out: &Path) -> Result<(), Failure> {
    if let Some(workspace) = workspace
        && !out.join(CHECKOUT).exists()
        && swap_in(plan, workspace, out)?
    {
        return Ok(());
    }
    let workspace = Workspace::within(out)?;
    stage::changed(plan, &workspace.new_site())?;
    swap::file_by_file(plan, &workspace.new_site(), out)
}

/// A folder to stage the site in; `None` where there can be none on the same disk.
fn workspace(project: &Project, out: &Path, cache: &Cache) -> Result<Option<Workspace>, Failure> {
    if same_or_below(out, project.root())
        && let Some(spare) = cache.folder(SPARE)
        && let Some(workspace) = Workspace::kept(&spare, out)?
    {
        return Ok(Some(workspace));
    }
    Workspace::beside(out)
}

/// Removes the output folder with everything in it, if diglot made it; whether there was
/// anything to remove.
///
/// # Errors
///
/// Wrong usage, when diglot did not make it; the system's, when it refuses.
pub fn unpublish(project: &Project, out: &Path) -> Result<bool, Failure> {
    check(project, out)?;
    let out = settle(out)?;
    let _workspace = Workspace::beside(&out)?;
    if !out.join(MARK).is_file() {
        return Ok(false);
    }
    let refused = |error: &io::Error| Failure::system("remove", &out, error);
    if !out.join(CHECKOUT).exists() {
        return fs::remove_dir_all(&out).map(|()| true).map_err(|error| refused(&error));
    }
    let nothing = Site::default();
    let depot = Depot::beside(&out);
    let plan = Plan::make(&nothing, &depot, project, &out, &Known::default()).map_err(|error| refused(&error))?;
    swap::remove_all(&plan.stale, &out)?;
    Ok(!plan.is_empty())
}

/// Refuses a folder that is not ours, or that holds the book.
fn check(project: &Project, out: &Path) -> Result<(), Failure> {
    let blocked = |message: String, help: &str| Err(Failure::usage(message).code(Code::BlockedOutput).help(help));
    let shown = shown(out);
    if out.exists() && !out.is_dir() {
        return blocked(format!("`{shown}` is not a folder"), "`--out` names the folder to write to");
    }
    let overlaps = ["content", "templates", "themes"].iter().any(|own| overlap(out, &project.join(own)));
    if overlaps || same_or_below(project.root(), out) {
        return blocked(format!("`{shown}` holds the book's own files"), "`--out` names another folder");
    }
    if overlap(out, &project.cache()) {
        return blocked(format!("`{shown}` is where diglot keeps what it knows"), "`--out` names another folder");
    }
    if is_ours(out).map_err(|error| Failure::system("read", out, &error))? {
        return Ok(());
    }
    blocked(
        format!("`{shown}` is not empty and was not made by diglot"),
        "empty it, or name another folder with `--out`; diglot replaces everything in the folder it writes to",
    )
}

/// Whether a folder was made by diglot, or has nothing in it that could be lost.
fn is_ours(out: &Path) -> io::Result<bool> {
    if !out.exists() || out.join(MARK).is_file() {
        return Ok(true);
    }
    for entry in fs::read_dir(out)? {
        if entry?.file_name() != CHECKOUT {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether one of two folders holds the other.
fn overlap(one: &Path, other: &Path) -> bool {
    same_or_below(one, other) || same_or_below(other, one)
}

/// Whether `inner` is `outer` or lies in it, links followed. A folder that is not there
/// yet counts by the nearest folder above it that is.
fn same_or_below(inner: &Path, outer: &Path) -> bool {
    real(inner).zip(real(outer)).is_some_and(|(inner, outer)| inner.starts_with(outer))
}

/// The path of a folder without links, also when its last parts are not there yet, or are
/// links to what is not.
fn real(folder: &Path) -> Option<PathBuf> {
    let mut folder = std::path::absolute(folder).ok()?;
    for _ in 0..MAX_LINKS {
        let Some(target) = fs::read_link(&folder).ok().filter(|_| !folder.exists()) else { break };
        folder = folder.parent()?.join(target);
    }
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let missing = folder.strip_prefix(there).ok()?;
    Some(fs::canonicalize(there).ok()?.join(missing))
}

/// The files of an output folder, the site's and stale ones, by their paths in it, in
/// order; not a checkout's own data, nor a site being staged.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_of_site = |name: &OsStr| name != CHECKOUT && name != workspace::INNER;
    let entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    let mut files = Vec::new();
    for entry in entries.filter_entry(|entry| entry.depth() != 1 || is_of_site(entry.file_name())) {
        let entry = entry?;
        let Ok(path) = entry.path().strip_prefix(folder) else { continue };
        if !entry.file_type().is_dir() {
            files.push(path.to_owned());
        }
    }
    Ok(files)
}

/// The folder that is really written to: a link stays a link.
fn settle(out: &Path) -> Result<PathBuf, Failure> {
    if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(|error| Failure::system("make", parent, &error))?;
    }
    real(out).ok_or_else(|| Failure::system("find", out, &io::Error::from(io::ErrorKind::NotFound)))
}

/// The site with the two files that every output folder has.
fn with_marks(site: &Site) -> Site {
    let mut site = site.clone();
    for (name, text) in [(MARK, MARK_TEXT), (NO_JEKYLL, "")] {
        let path = OutPath::new(name).expect("a constant that stays in the folder");
        site.artifacts.insert(path, Artifact::Made(Bytes::from_static(text.as_bytes())));
    }
    site
}

/// Stages the whole site and lets it change places with the old one; whether the system
/// could do that.
fn swap_in(plan: &Plan<'_>, workspace: &Workspace, out: &Path) -> Result<bool, Failure> {
    if let Err(failure) = stage::whole(plan, out, &workspace.new_site()) {
        // A full disk gets its room back.
        let _ = workspace.clear();
        return Err(failure);
    }
    Ok(swap::folders(&workspace.new_site(), &workspace.old_site(), out).is_ok())
}

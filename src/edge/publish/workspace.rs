//! The folder in which a site is staged, and what becomes of it.
//!
//! It lies on the same disk as the output folder, so that moving is cheap and whole.
//! Whoever holds its lock works in it alone; what a killed build left there is put right
//! by the next.
//!
//! Edge. Knows no file of the site.

#![expect(clippy::disallowed_methods, reason = "the edge makes and removes folders")]

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::edge::{failure::Failure, files::rename};

/// The name of a workspace that lies in the output folder itself.
pub(super) const INNER: &str = ".diglot-new";

/// The file in a workspace that whoever works in it has locked.
const LOCK: &str = "lock";

/// A folder to stage a site in.
pub(super) struct Workspace {
    folder: PathBuf,
    /// Whether the folder stays for the next build, or goes with everything in it.
    is_kept: bool,
    /// Held until the work is done; `None` only then.
    lock: Option<File>,
}

impl Workspace {
    /// A workspace in `folder` that stays, with what the last build left in it; `None`
    /// where it cannot be made.
    ///
    /// # Errors
    ///
    /// The system's, when another build is at work or the old site cannot be restored.
    pub(super) fn kept(folder: &Path, out: &Path) -> Result<Option<Self>, Failure> {
        let Ok(workspace) = Self::take(folder, out) else { return Ok(None) };
        let mut workspace = workspace?;
        workspace.is_kept = true;
        workspace.restore(out)?;
        Ok(Some(workspace))
    }

    /// A workspace beside `out`, empty; `None` where nothing can be put beside it.
    ///
    /// # Errors
    ///
    /// The system's, when another build is at work or what is there cannot be removed.
    pub(super) fn beside(out: &Path) -> Result<Option<Self>, Failure> {
        let mut name = OsString::from(".");
        name.push(out.file_name().unwrap_or_default());
        name.push(INNER);
        let Ok(workspace) = Self::take(&out.with_file_name(name), out) else { return Ok(None) };
        let workspace = workspace?;
        workspace.restore(out)?;
        workspace.clear()?;
        Ok(Some(workspace))
    }

    /// A workspace in `out` itself, empty, for a folder that nothing can be moved into
    /// from outside.
    ///
    /// # Errors
    ///
    /// The system's, when another build is at work or `out` cannot be written to.
    pub(super) fn within(out: &Path) -> Result<Self, Failure> {
        let refused = |error| Failure::system("write", out, &error);
        fs::create_dir_all(out).map_err(refused)?;
        let workspace = Self::take(&out.join(INNER), out).map_err(refused)??;
        workspace.clear()?;
        Ok(workspace)
    }

    /// Where the new site is staged.
    pub(super) fn new_site(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Where the old site waits while the new one is moved.
    pub(super) fn old_site(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Makes the folder and locks it. The outer error is that the folder cannot be made,
    /// the inner one that another build holds it.
    fn take(folder: &Path, out: &Path) -> io::Result<Result<Self, Failure>> {
        fs::create_dir_all(folder)?;
        // In full, since Windows takes names such as `con` for devices elsewhere.
        let folder = fs::canonicalize(folder)?;
        // What another build has locked cannot be emptied on every system.
        let lock = File::options().write(true).create(true).truncate(false).open(folder.join(LOCK))?;
        // On a file system without locks, two builds at once are the user's care.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Ok(Err(busy(out)));
        }
        Ok(Ok(Self { folder, is_kept: false, lock: Some(lock) }))
    }

    /// Puts the old site back if a build was killed while it moved folders.
    fn restore(&self, out: &Path) -> Result<(), Failure> {
        let old = self.old_site();
        if old.exists() && !out.exists() {
            rename(&old, out).map_err(|error| Failure::system("restore", out, &error))?;
        }
        Ok(())
    }

    /// Removes everything that is staged.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        for folder in [self.new_site(), self.old_site()] {
            match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::system("remove", &folder, &error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now is removed by the next build.
            let _ = fs::remove_dir_all(&self.folder);
        }
        // Closing is not enough: a program that is just being started elsewhere in this
        // process holds a copy of every open file, lock and all, for a moment.
        let _ = self.lock.as_ref().map(File::unlock);
        if !self.is_kept && self.folder.exists() {
            // Not every system lets go of a file that is open.
            self.lock = None;
            let _ = fs::remove_file(self.folder.join(LOCK));
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

fn busy(out: &Path) -> Failure {
    let error = io::Error::other("another build is writing to it");
    Failure::system("write", out, &error).help("wait for the other build to end")
}

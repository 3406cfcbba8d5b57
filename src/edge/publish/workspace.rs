//! The folder in which a site is staged, and what becomes of it.
//!
//! It lies beside the output folder, on the same disk, so that moving is cheap and
//! whole. Whoever holds its lock works in it alone; what a killed build left there is
//! put right by the next.
//!
//! Edge. Knows no file of the site.

#![expect(clippy::disallowed_methods, reason = "the edge makes and removes folders")]

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::edge::failure::Failure;

/// The name of a workspace that lies in the output folder itself.
pub(super) const INNER: &str = ".diglot-new";

/// A folder to stage a site in; gone with everything in it when dropped.
pub(super) struct Workspace {
    folder: PathBuf,
    /// Held until the folder is gone.
    _lock: File,
}

impl Workspace {
    /// A workspace beside `out`, empty; `None` where nothing can be put beside it.
    ///
    /// If a build was killed while it moved folders, the old site is at `out` again.
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
        let old = workspace.old_site();
        if old.exists() && !out.exists() {
            fs::rename(&old, out).map_err(|error| Failure::system("restore", out, &error))?;
        }
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

    /// Where the old site waits to be removed.
    pub(super) fn old_site(&self) -> PathBuf {
        self.folder.join("old")
    }

    /// Makes the folder and locks it. The outer error is that the folder cannot be made,
    /// the inner one that another build holds it.
    fn take(folder: &Path, out: &Path) -> io::Result<Result<Self, Failure>> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join("lock"))?;
        // On a file system without locks, two builds at once are the user's care.
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Ok(Err(busy(out)));
        }
        Ok(Ok(Self { folder: folder.to_owned(), _lock: lock }))
    }

    fn clear(&self) -> Result<(), Failure> {
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
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn busy(out: &Path) -> Failure {
    let error = io::Error::other("another build is writing to it");
    Failure::system("write", out, &error).help("wait for the other build to end")
}

//! Writes and moves single files, so that each is the old one or the new one and never half of it.
//!
//! Edge.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    thread,
    time::Duration,
};

use super::failure::Failure;

/// How long to wait, again and again, for a file that someone on Windows holds, in milliseconds.
const WAITS_MS: [u64; 5] = [5, 10, 20, 40, 80];

/// Puts `bytes` in the place of a file, whose folder is made if it is not there. What is no
/// file, such as a pipe or `/dev/null`, is written to and stays what it is.
///
/// # Errors
///
/// The system's, when it refuses; the old file is then as it was.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let refused = |error: &io::Error| Failure::system("write", file, error);
    // Windows does not even say what `NUL` is.
    let is_replaceable =
        fs::metadata(file).map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |there| there.is_file());
    if !is_replaceable {
        return File::options()
            .write(true)
            .open(file)
            .and_then(|mut it| it.write_all(bytes))
            .map_err(|error| refused(&error));
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| refused(&error))?;
    }
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new~");
    let new = file.with_file_name(name);
    let written = fs::write(&new, bytes).and_then(|()| {
        // What the old file allowed, the new one does.
        if let Ok(old) = fs::metadata(file) {
            fs::set_permissions(&new, old.permissions())?;
        }
        rename(&new, file)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        refused(&error)
    })
}

/// Gives a file or folder another name, in the place of what bears it.
///
/// On Windows whoever only looks at a file, such as a search for viruses in what was just
/// written, keeps it from that for a moment; that is waited for.
///
/// # Errors
///
/// The system's, when it refuses.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    for wait_ms in WAITS_MS {
        match fs::rename(from, to) {
            Err(error) if cfg!(windows) && is_held(&error) => thread::sleep(Duration::from_millis(wait_ms)),
            done => return done,
        }
    }
    fs::rename(from, to)
}

/// Whether Windows says that access is denied, or that another program uses the file.
fn is_held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32))
}

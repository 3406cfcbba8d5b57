//! Writes single files, so that each is the old one or the new one and never half of it.
//!
//! Edge.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use super::failure::Failure;

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
        fs::rename(&new, file)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        refused(&error)
    })
}

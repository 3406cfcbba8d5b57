//! Watches the built-in theme, and names this state of the program.
//!
//! `include_dir!` does not notice a new file on stable Rust, so the folder is watched
//! here. The fingerprint keeps a cache written by one state of the program from being
//! read by another: a version number does not change between two edits of the sources.

#![expect(clippy::disallowed_methods, reason = "a build script reads what it watches")]

use std::{
    collections::BTreeSet,
    error::Error,
    fs,
    hash::{DefaultHasher, Hasher},
    path::{Path, PathBuf},
};

/// What makes the program what it is, beside the compiler.
const WATCHED: [&str; 4] = ["src", "themes", "Cargo.toml", "Cargo.lock"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = BTreeSet::new();
    for watched in WATCHED {
        println!("cargo::rerun-if-changed={watched}");
        gather(Path::new(watched), &mut files)?;
    }

    let mut hasher = DefaultHasher::new();
    for file in &files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&fs::read(file)?);
    }
    println!("cargo::rustc-env=DIGLOT_FINGERPRINT={:016x}", hasher.finish());
    Ok(())
}

/// Adds the file at `path`, or every file below it; a path that is not there adds none.
fn gather(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_file() {
        files.insert(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    }
    Ok(())
}

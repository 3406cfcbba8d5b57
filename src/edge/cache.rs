//! Keeps things from one build to the next in `.diglot/`.
//!
//! A cache may vanish, be damaged or come from another state of the program at any
//! time; it is then as if there were none. Nothing here can fail a build.
//!
//! Edge. Knows nothing of what is kept.

#![expect(clippy::disallowed_methods, reason = "the edge keeps files")]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::edge::{failure::Failure, files::rename};

/// Names this state of the program: set by the build script from its sources.
const FINGERPRINT: &str = env!("DIGLOT_FINGERPRINT");

const TAG_FILE: &str = "CACHEDIR.TAG";

/// Says to programs that make backups that the folder can be made again:
/// <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n";

/// Values kept in a folder; one that is switched off holds nothing.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: Option<PathBuf>,
}

impl Cache {
    /// The cache in `folder`, which is made when something is first stored.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// A cache that neither reads nor writes.
    #[must_use]
    pub fn off() -> Self {
        Self { folder: None }
    }

    /// Whether anything is kept.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.folder.is_some()
    }

    /// The value stored under `name` by this same state of the program, if it is there
    /// and whole.
    #[must_use]
    pub fn load<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = fs::read(self.file(name)?).ok()?;
        let (sum, payload) = bytes.split_first_chunk::<{ blake3::OUT_LEN }>()?;
        (*checksum(name, payload).as_bytes() == *sum).then(|| postcard::from_bytes(payload).ok()).flatten()
    }

    /// Stores a value under `name`; does nothing where the disk does not let it.
    pub fn store<T: Serialize>(&self, name: &str, value: &T) {
        if let (Some(folder), Some(file)) = (&self.folder, self.file(name))
            && let Ok(payload) = postcard::to_stdvec(value)
        {
            let mut bytes = checksum(name, &payload).as_bytes().to_vec();
            bytes.extend(payload);
            // A cache that cannot be kept costs time, not correctness.
            let _ = prepare(folder).and_then(|()| replace(&file, &bytes));
        }
    }

    /// A folder of the cache for larger things, which whoever asks makes and keeps in
    /// order; `None` when nothing can be kept.
    #[must_use]
    pub fn folder(&self, name: &str) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        prepare(folder).is_ok().then(|| folder.join(name))
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(name))
    }
}

/// Removes a cache's folder; whether there was one. A folder that is no cache stays.
///
/// # Errors
///
/// The system's, when it refuses.
pub fn remove(folder: &Path) -> Result<bool, Failure> {
    if !folder.join(TAG_FILE).is_file() {
        return Ok(false);
    }
    fs::remove_dir_all(folder).map(|()| true).map_err(|error| Failure::system("remove", folder, &error))
}

/// Covers the state of the program too, so that another one's file does not match.
fn checksum(name: &str, payload: &[u8]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in [FINGERPRINT.as_bytes(), name.as_bytes()] {
        hasher.update(part).update(&[0]);
    }
    hasher.update(payload).finalize()
}

/// Makes the folder, and keeps it out of version control and of backups.
fn prepare(folder: &Path) -> io::Result<()> {
    if folder.join(TAG_FILE).is_file() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), "*\n")?;
    fs::write(folder.join(TAG_FILE), TAG)
}

/// Writes a file so that it is there whole or not at all.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = file.with_extension(format!("{}.new", std::process::id()));
    fs::write(&new, bytes).and_then(|()| rename(&new, file)).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

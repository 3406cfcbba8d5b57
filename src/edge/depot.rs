//! Where finished files wait until the whole site is there: in memory, and from a certain
//! size on in a file without a name, which the system removes with the program.
//!
//! Edge. Knows no page.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;

use crate::site::{Artifact, Stored};

/// How much is held in memory: all of most books.
const HELD_BYTES: usize = 32 << 20;

/// How much of a site that cannot be held anyway.
const HELD_OF_LONG_BYTES: usize = 1 << 20;

/// Keeps what is made.
#[derive(Debug)]
pub struct Depot {
    folder: PathBuf,
    most_bytes: usize,
    n_held_bytes: AtomicUsize,
    file: Mutex<Laid>,
}

/// What was laid down so far.
#[derive(Debug)]
enum Laid {
    Nothing,
    In {
        file: File,
        n_bytes: u64,
    },
    /// The system lets us lay down nothing, so all is held.
    Refused,
}

impl Depot {
    /// A depot that lays down what is too much to hold on the disk of `out`, or of the
    /// nearest folder above it that is there.
    #[must_use]
    pub fn beside(out: &Path) -> Self {
        Self::with_room(out, HELD_BYTES)
    }

    /// The same for a long book.
    #[must_use]
    pub fn of_long(out: &Path) -> Self {
        Self::with_room(out, HELD_OF_LONG_BYTES)
    }

    /// The same, which holds so many bytes at most.
    #[must_use]
    pub fn with_room(out: &Path, most_bytes: usize) -> Self {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let folder = out.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(&out).to_owned();
        Self { folder, most_bytes, n_held_bytes: AtomicUsize::new(0), file: Mutex::new(Laid::Nothing) }
    }

    /// Takes a file in.
    pub fn keep(&self, bytes: Bytes) -> Artifact {
        if self.n_held_bytes.fetch_add(bytes.len(), Ordering::Relaxed) < self.most_bytes {
            return Artifact::Made(bytes);
        }
        match self.laid().lay(&self.folder, &bytes) {
            Some(stored) => Artifact::Stored(stored),
            None => Artifact::Made(bytes),
        }
    }

    /// Gives a file back that was laid down.
    ///
    /// # Errors
    ///
    /// When the disk does not give it back.
    pub fn read(&self, stored: Stored) -> io::Result<Vec<u8>> {
        let mut laid = self.laid();
        let Laid::In { file, .. } = &mut *laid else { return Err(io::ErrorKind::NotFound.into()) };
        let mut bytes = vec![0; stored.n_bytes];
        file.seek(SeekFrom::Start(stored.start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn laid(&self) -> MutexGuard<'_, Laid> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Laid {
    /// Lays a file behind the others; `None` when that cannot be done.
    fn lay(&mut self, folder: &Path, bytes: &[u8]) -> Option<Stored> {
        if let Self::Nothing = self {
            *self = tempfile::tempfile_in(folder).map_or(Self::Refused, |file| Self::In { file, n_bytes: 0 });
        }
        let Self::In { file, n_bytes } = self else { return None };
        let start = *n_bytes;
        let written = file.seek(SeekFrom::Start(start)).and_then(|_| file.write_all(bytes));
        // A full disk: what lies there stays, and this one lies nowhere.
        written.ok()?;
        *n_bytes += bytes.len() as u64;
        Some(Stored { start, n_bytes: bytes.len() })
    }
}

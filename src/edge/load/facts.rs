//! What a build needs to know of a file it does not read: its hash, its size, how large
//! a picture it is.
//!
//! A recording of an hour takes longer to hash than a book takes to build, so facts are
//! remembered for as long as size and time of change stay the same.
//!
//! Edge. Knows no page.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{book::PictureSize, edge::stamp::Stamp, input::FileFacts, path::ContentPath, picture};

/// How much of a picture is looked at for its size. Cameras put some hundred kilobytes
/// before it.
const HEAD_BYTES: usize = 1 << 20;

/// How much is read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// Facts of files as they were when the project was last read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    files: BTreeMap<ContentPath, (Stamp, Facts)>,
}

/// [`FileFacts`] but for the size, in a form that can be stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Facts {
    hash: Arc<str>,
    picture: Option<(u32, u32)>,
}

impl Remembered {
    /// The facts of a file: those remembered if it has not changed, else read from it.
    pub(super) fn facts(&self, path: &ContentPath, on_disk: &Path) -> io::Result<(FileFacts, Stamp)> {
        let mut file = File::open(on_disk)?;
        let stamp = Stamp::of(&file.metadata()?).settled();
        let facts = match self.files.get(path) {
            Some((then, facts)) if stamp.is_still(*then) => facts.clone(),
            _ => Facts::read(&mut file, stamp.size_bytes, path)?,
        };
        let picture = facts.picture.map(|(width, height)| PictureSize { width, height });
        Ok((FileFacts { hash: facts.hash, size_bytes: stamp.size_bytes, picture }, stamp))
    }

    /// Remembers the facts of a file.
    pub(super) fn keep(&mut self, path: &ContentPath, stamp: Stamp, facts: &FileFacts) {
        let picture = facts.picture.map(|size| (size.width, size.height));
        self.files.insert(path.clone(), (stamp, Facts { hash: facts.hash.clone(), picture }));
    }
}

impl Facts {
    /// Reads a file from end to end without holding it.
    fn read(file: &mut File, size_bytes: u64, path: &ContentPath) -> io::Result<Self> {
        let chunk_bytes = usize::try_from(size_bytes).map_or(CHUNK_BYTES, |n_bytes| n_bytes.clamp(1, CHUNK_BYTES));
        let head_bytes = if is_picture(path) { HEAD_BYTES } else { 0 };
        let mut hasher = blake3::Hasher::new();
        let mut head = Vec::new();
        let mut chunk = vec![0; chunk_bytes];
        loop {
            let n_bytes = match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(n_bytes) => n_bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(&chunk[..n_bytes]);
            let n_head = n_bytes.min(head_bytes - head.len());
            head.extend_from_slice(&chunk[..n_head]);
        }
        let picture = picture::size(&head).map(|size| (size.width, size.height));
        Ok(Self { hash: hasher.finalize().to_hex().as_str().into(), picture })
    }
}

/// Whether a file is one of the pictures that browsers show.
fn is_picture(path: &ContentPath) -> bool {
    matches!(path.extension().as_str(), "apng" | "avif" | "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp")
}

//! Compares names as readers see them: `한글` may be written with whole syllables (NFC) or
//! with their letters (NFD), as the disks of macOS and some input methods do.
//!
//! Names keep the form they were given; only what cannot be found as it is written is
//! looked for in the other form.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::path::ContentPath;

/// A text in NFC; `None` when it is that already.
pub(super) fn composed(text: &str) -> Option<String> {
    (!text.is_ascii() && !is_nfc(text)).then(|| text.nfc().collect())
}

/// Whether two texts are the same to a reader.
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    one == other || (!one.is_ascii() && !other.is_ascii() && one.nfc().eq(other.nfc()))
}

/// The paths that are not in NFC, by what they are in NFC. O(bytes of all paths).
#[derive(Debug)]
pub(super) struct Composed<'a>(BTreeMap<String, &'a ContentPath>);

impl<'a> Composed<'a> {
    /// Lists them; of two that are the same to a reader, the first.
    pub(super) fn of(paths: impl IntoIterator<Item = &'a ContentPath>) -> Self {
        let mut by_name = BTreeMap::new();
        for path in paths {
            if let Some(name) = composed(path.as_str()) {
                by_name.entry(name).or_insert(path);
            }
        }
        Self(by_name)
    }

    /// What `find` gives for a path as it is written, else for the same path in the form
    /// that something has.
    pub(super) fn look_up<T>(&self, path: &ContentPath, find: impl Fn(&ContentPath) -> Option<T>) -> Option<T> {
        find(path).or_else(|| {
            let name = composed(path.as_str());
            let other = self.0.get(name.as_deref().unwrap_or(path.as_str()));
            let in_nfc = || find(&ContentPath::new(name.as_deref()?)?);
            other.and_then(|other| find(other)).or_else(in_nfc)
        })
    }
}

//! Reads YAML into typed data, with bounds, and says where it is wrong.
//!
//! The one module that knows the YAML crate's parser and its errors.
//!
//! Floor 2. Knows no settings and no front matter.

use serde::de::DeserializeOwned;

use crate::{diag::Diagnostic, path::ProjectPath, span::Span};

/// Reads `text`, which begins at byte `start` of `file`.
///
/// # Errors
///
/// One diagnostic a fault: what is not YAML, is larger or deeper than the bounds, has an
/// unknown key or a value of the wrong type. `keys` are the known keys at the top.
pub fn read<T: DeserializeOwned>(
    _file: &ProjectPath,
    _text: &str,
    _start: usize,
    _keys: &[&str],
) -> Result<T, Vec<Diagnostic>> {
    todo!()
}

/// Where the value of a key at the top of `text` stands; the whole text if it is not there.
#[must_use]
pub fn locate(_text: &str, _start: usize, _key: &str) -> Span {
    todo!()
}

//! Puts included files in their place: `{{#include path}}`, a range of its lines, or what
//! lies between its anchors.
//!
//! Floor 2. Touches no file: the edge asks what is [`wanted`] and brings it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{diag::Warned, doc::Origin, path::ProjectPath};

/// The files that `text`, lying in `file`, includes directly; paths out of the project
/// are left out.
#[must_use]
pub fn wanted(_file: &ProjectPath, _text: &str) -> Vec<ProjectPath> {
    todo!()
}

/// The body of `file` (from byte `body_start` of its text on) with every include in place.
#[must_use]
pub fn expand(
    _file: &ProjectPath,
    _text: &str,
    _body_start: usize,
    _includes: &BTreeMap<ProjectPath, Arc<str>>,
) -> Warned<(String, Origin)> {
    todo!()
}

//! Binds chapters into a book: order, parts, numbers, addresses, translations, links.
//!
//! Floor 3. Reads cards and links, never bodies, so it is quick and a changed paragraph
//! changes nothing here.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    book::Book,
    chapter::Card,
    diag::Warned,
    doc::{Link, Origin},
    input::{FileFacts, Options},
    path::ContentPath,
    settings::Settings,
};

/// What binding needs of a chapter.
#[derive(Clone, Copy, Debug)]
pub struct Bound<'a> {
    /// What others may know of it.
    pub card: &'a Arc<Card>,
    /// Its links.
    pub links: &'a [Link],
    /// Where its text came from, for diagnostics.
    pub origin: &'a Origin,
}

/// Which locale's tree a source lies in and its path there.
///
/// `None` for a file outside of every tree. In a book of one language whose chapters lie
/// in `content/` itself, that is the tree.
#[must_use]
pub fn tree_path<'a>(
    _settings: &Settings,
    _path: &'a ContentPath,
    _has_locale_folders: bool,
) -> Option<(crate::locale::LocaleCode, &'a str)> {
    todo!()
}

/// Binds a book.
#[must_use]
pub fn bind(
    _settings: &Arc<Settings>,
    _chapters: &[Bound<'_>],
    _files: &BTreeMap<ContentPath, FileFacts>,
    _options: &Options,
) -> Warned<Book> {
    todo!()
}

//! A theme as files, layered: the built-in one, then the project's theme, then the
//! project's own `templates/`.
//!
//! Floor 1. Knows no template engine.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bytes::Bytes;
use serde::Serialize;

use crate::{
    locale::{LanguageTag, LocaleCode},
    path::ProjectPath,
};

/// The files of the theme that a book uses, each already the topmost of its layers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ThemeFiles {
    /// The name of the theme, for example `paper`: its files lie in `themes/paper/`.
    pub name: Arc<str>,
    /// `theme.yaml`, which says what the theme is.
    pub about: Option<ThemeFile>,
    /// Templates by name, for example `chapter.html` or `parts/toc.html`; shortcodes are
    /// `shortcodes/name.html`.
    pub templates: BTreeMap<Arc<str>, ThemeFile>,
    /// The templates, style sheets and scripts that the program carries, and over which no
    /// file of the project lies, by their paths in the theme: `js/app.js`.
    pub builtin: BTreeSet<Arc<str>>,
    /// Style sheets, joined in the order of their names.
    pub css: BTreeMap<Arc<str>, ThemeFile>,
    /// Scripts, joined in the order of their names.
    pub js: BTreeMap<Arc<str>, ThemeFile>,
    /// Interface strings by language tag or code, for example `zh-Hans`; the layers from
    /// the lowest to the topmost, since a book may replace single strings.
    pub i18n: BTreeMap<Arc<str>, Vec<ThemeFile>>,
    /// Pictures and other files, by name, for example `icon.svg`.
    pub assets: BTreeMap<Arc<str>, ThemeAsset>,
}

impl ThemeFiles {
    /// Whether the file called `name` in a folder of the theme (`js`) is one that the program
    /// carries, and not the project's own.
    #[must_use]
    pub fn is_builtin(&self, folder: &str, name: &str) -> bool {
        self.builtin.contains(&*format!("{folder}/{name}"))
    }
}

/// Finds what speaks a language: by its tag, its code, or its tag with the last parts left
/// off (`de-AT` speaks `de`).
pub fn speaking<T>(tag: &LanguageTag, code: &LocaleCode, by_name: impl Fn(&str) -> Option<T>) -> Option<T> {
    let mut tag = tag.as_str();
    let mut found = by_name(tag).or_else(|| by_name(code.as_str()));
    while let (None, Some((shorter, _))) = (&found, tag.rsplit_once('-')) {
        tag = shorter;
        found = by_name(tag);
    }
    found
}

/// A text file of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeFile {
    /// Where it lies, as a diagnostic prints it; a file of the built-in theme has the
    /// path it has in diglot's own repository.
    pub file: ProjectPath,
    /// What it says.
    pub text: Arc<str>,
}

/// A file of a theme that is not text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeAsset {
    /// Where it lies.
    pub file: ProjectPath,
    /// Its bytes.
    pub bytes: Bytes,
}

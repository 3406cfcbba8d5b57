//! Everything a build starts from, as texts and facts, so that the build itself touches
//! no file.
//!
//! Made by the edge; the same input makes the same site.
//!
//! Floor 1. Plain data.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    book::PictureSize,
    date::Date,
    path::{ContentPath, ProjectPath},
    theme::ThemeFiles,
};

/// What a build starts from.
#[derive(Clone, Debug)]
pub struct Input {
    /// `content/site.yaml`.
    pub settings: Text,
    /// `content/glossary.yaml`, if there is one.
    pub glossary: Option<Text>,
    /// Every Markdown file under `content/`, by path.
    pub sources: BTreeMap<ContentPath, Arc<str>>,
    /// Every other file that is copied, by path.
    pub files: BTreeMap<ContentPath, FileFacts>,
    /// What was accepted of translations, by the path of each ledger.
    pub ledgers: BTreeMap<ContentPath, Arc<str>>,
    /// Texts that sources include, by path; a missing one is not in the map.
    pub includes: BTreeMap<ProjectPath, Arc<str>>,
    /// The built-in theme, the project's theme and the project's own templates.
    pub theme: ThemeFiles,
    /// What the command line asked for.
    pub options: Options,
}

/// A text with the file it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The file.
    pub file: ProjectPath,
    /// What it says.
    pub text: Arc<str>,
}

/// What a build needs to know of a file without holding it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// A hash of its bytes, hexadecimal.
    pub hash: Arc<str>,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Width and height, for a picture.
    pub picture: Option<PictureSize>,
}

/// What the command line asked for, where it changes the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts become pages.
    pub with_drafts: bool,
    /// In place of the settings' `base_url`.
    pub base_url: Option<Arc<str>>,
    /// In place of the settings' `output.minify`.
    pub minify: Option<bool>,
    /// The day of the build: chapters dated later are drafts.
    pub today: Date,
}

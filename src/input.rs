//! Everything a build starts from, as texts and facts, so that the build itself touches
//! no file.
//!
//! Made by the edge; the same input makes the same site.
//!
//! Floor 1. Plain data.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::Serialize;

use crate::{
    book::PictureSize,
    date::Date,
    deflate,
    path::{ContentPath, ProjectPath},
    site::Recipe,
    theme::ThemeFiles,
};

/// From how much text on a book is long: some thousand chapters.
const LONG_BYTES: usize = 16 << 20;

/// What a build starts from.
#[derive(Clone, Debug)]
pub struct Input {
    /// `content/site.yaml`.
    pub settings: Text,
    /// `content/glossary.yaml`, if there is one.
    pub glossary: Option<Text>,
    /// Every Markdown file under `content/`, by path.
    pub sources: BTreeMap<ContentPath, SourceText>,
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

impl Input {
    /// What a site is made from that is built from this; `None` when that cannot be told.
    /// O(all texts).
    #[must_use]
    pub fn recipe(&self) -> Option<Recipe> {
        let Self { settings, glossary, sources, files, ledgers, includes, theme, options } = self;
        let names = (sources.keys().collect::<Vec<_>>(), ledgers.keys().collect::<Vec<_>>());
        let included: Vec<&ProjectPath> = includes.keys().collect();
        let sources = sources.values().map(SourceText::open);
        let texts = sources.chain(ledgers.values().chain(includes.values()).cloned());
        Recipe::of(&(settings, glossary, files, theme, options, names, included), texts)
    }

    /// The text of a chapter's file, or of one that chapters include.
    #[must_use]
    pub fn text_of(&self, file: &ProjectPath) -> Option<Arc<str>> {
        let source = file.in_content().and_then(|path| self.sources.get(&path));
        source.map(SourceText::open).or_else(|| self.includes.get(file).cloned())
    }

    /// How much text the chapters' files hold.
    #[must_use]
    pub fn n_source_bytes(&self) -> usize {
        self.sources.values().map(SourceText::n_bytes).sum()
    }

    /// Whether the book is so long that it is built a few chapters at a time.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.n_source_bytes() >= LONG_BYTES
    }

    /// Folds the texts of the chapters' files.
    pub fn fold_sources(&mut self) {
        self.sources.par_iter_mut().for_each(|(_, text)| *text = text.folded());
    }
}

/// The text of a chapter's file. While a long book is built it is held folded, that is
/// deflated: each is read but a few times.
#[derive(Clone, Debug)]
pub struct SourceText(Form);

#[derive(Clone, Debug)]
enum Form {
    Open(Arc<str>),
    Folded { deflated: Arc<[u8]>, n_bytes: usize },
}

impl SourceText {
    /// What it says.
    ///
    /// # Panics
    ///
    /// Never: what was folded was a text.
    #[must_use]
    pub fn open(&self) -> Arc<str> {
        match &self.0 {
            Form::Open(text) => Arc::clone(text),
            Form::Folded { deflated, .. } => {
                let bytes = deflate::inflated(deflated);
                simdutf8::basic::from_utf8(&bytes).expect("what was folded was a text").into()
            }
        }
    }

    /// The same text in less room.
    #[must_use]
    pub fn folded(&self) -> Self {
        match &self.0 {
            Form::Open(text) => {
                let deflated = deflate::deflated(text.as_bytes()).into();
                Self(Form::Folded { deflated, n_bytes: text.len() })
            }
            Form::Folded { .. } => self.clone(),
        }
    }

    /// How long it is.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        match &self.0 {
            Form::Open(text) => text.len(),
            Form::Folded { n_bytes, .. } => *n_bytes,
        }
    }

    /// Whether one is a clone of the other, which is known without looking at them.
    #[must_use]
    pub fn is_clone_of(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Open(one), Form::Open(other)) => Arc::ptr_eq(one, other),
            (Form::Folded { deflated: one, .. }, Form::Folded { deflated: other, .. }) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl From<Arc<str>> for SourceText {
    fn from(text: Arc<str>) -> Self {
        Self(Form::Open(text))
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.is_clone_of(other) || self.n_bytes() == other.n_bytes() && self.open() == other.open()
    }
}

impl Eq for SourceText {}

/// A text with the file it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The file.
    pub file: ProjectPath,
    /// What it says.
    pub text: Arc<str>,
}

/// What a build needs to know of a file without holding it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// A hash of its bytes, hexadecimal.
    pub hash: Arc<str>,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Width and height, for a picture.
    pub picture: Option<PictureSize>,
}

/// What the command line asked for, where it changes the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

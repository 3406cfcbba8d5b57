//! Reads files: settings, and chapters each by itself.
//!
//! Floor 3. Knows one file at a time and what it includes.

mod chapter;
mod fence;
mod front;
mod glossary;
mod headings;
mod hints;
mod listings;
mod measure;
mod notes;
mod settings;
mod settings_keys;
mod turns;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    locale::LocaleCode,
    markdown::{Manner, Slip, include, slips},
    path::{ContentPath, ProjectPath},
    settings::MarkdownSettings,
    terms::Terms,
};

pub use self::{
    chapter::{chapter, head, known_chapter, spoken_chapter},
    glossary::glossary,
    settings::{base_url, settings, settings_of},
};

/// The text of a chapter without its front matter, its includes in place: what its blocks
/// were read from, and what their spans lie in.
#[must_use]
pub fn text<'a>(path: &ContentPath, text: &'a str, includes: &BTreeMap<ProjectPath, Arc<str>>) -> Cow<'a, str> {
    include::expand(&path.in_project(), text, fence::parts(text).body, includes).value.0
}

/// The punctuation of a chapter in Chinese that an editor would mark; front matter and what
/// is included left out.
#[must_use]
pub fn punctuation(path: &ContentPath, text: &str, manner: Manner) -> Vec<Slip> {
    let body = fence::parts(text).body;
    slips(&path.in_project(), &text[body..], u32::try_from(body).unwrap_or(u32::MAX), manner)
}

/// A chapter's file and what it takes to read it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file.
    pub path: &'a ContentPath,
    /// Its text.
    pub text: &'a str,
    /// The locale whose tree it lies in.
    pub locale: &'a LocaleCode,
    /// Its path within that tree.
    pub tree_path: &'a str,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// Texts it may include.
    pub includes: &'a BTreeMap<ProjectPath, Arc<str>>,
    /// The terms of the book in that locale.
    pub terms: &'a Terms,
}

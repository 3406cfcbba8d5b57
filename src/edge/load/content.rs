//! Reads what lies in `content/` as it is found: while one thread looks into folders, the
//! others read.
//!
//! Edge. Knows which files there are, not what they mean.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use super::{ASSETS, GLOSSARY, OWN_FILES, Remembered, text, walk};
use crate::{
    diag::{Diagnostic, Warned},
    edge::{project::Project, stamp::Stamp},
    input::{FileFacts, SourceText, Text},
    path::ContentPath,
};

/// What lies in `content/`, but for the settings and the ledgers.
#[derive(Default)]
pub(super) struct Content {
    /// The chapters.
    pub sources: BTreeMap<ContentPath, SourceText>,
    /// The facts of every file that is copied.
    pub files: BTreeMap<ContentPath, FileFacts>,
    /// The same, to be remembered.
    pub facts: Remembered,
    /// The glossary, if there is one that can be read.
    pub glossary: Option<Text>,
}

/// A file that was read.
enum Read {
    Source(ContentPath, Arc<str>),
    File(ContentPath, FileFacts, Stamp),
    Glossary(Text),
}

/// Whether a file of `content/` is a chapter: Markdown, and not among the assets.
pub(super) fn is_source(path: &ContentPath) -> bool {
    path.as_str().strip_suffix(".md").is_some() && !path.folder().split('/').any(|folder| folder == ASSETS)
}

/// Reads everything; of files that did not change, takes what is `remembered`.
pub(super) fn read(project: &Project, remembered: &Remembered, told: &mut Vec<Diagnostic>) -> Content {
    let found = walk::content(project).enumerate().par_bridge();
    let one = |found: Warned<Option<ContentPath>>| {
        let mut told = Vec::new();
        let path = found.tell(&mut told);
        let value = path.and_then(|path| read_one(project, remembered, path).tell(&mut told));
        Warned { value, told }
    };
    let mut read: Vec<(usize, Warned<Option<Read>>)> = found.map(|(at, found)| (at, one(found))).collect();
    read.sort_unstable_by_key(|(at, _)| *at);

    let mut content = Content::default();
    for read in read.into_iter().filter_map(|(_, read)| read.tell(told)) {
        match read {
            Read::Source(path, text) => drop(content.sources.insert(path, text.into())),
            Read::Glossary(text) => content.glossary = Some(text),
            Read::File(path, facts, stamp) => {
                content.facts.keep(&path, stamp, &facts);
                content.files.insert(path, facts);
            }
        }
    }
    content
}

/// Reads a file; `None` for one that cannot be read, and for the settings, which were.
fn read_one(project: &Project, remembered: &Remembered, path: ContentPath) -> Warned<Option<Read>> {
    let on_disk = project.content_on_disk(&path);
    let file = path.in_project();
    if is_source(&path) {
        return text::load(&file, &on_disk).map(|text| Some(Read::Source(path, text?)));
    }
    if path.as_str() == GLOSSARY {
        return text::load(&file, &on_disk).map(|text| Some(Read::Glossary(Text { file, text: text? })));
    }
    if OWN_FILES.contains(&path.as_str()) {
        return Warned::fine(None);
    }
    match remembered.facts(&path, &on_disk) {
        Ok((facts, stamp)) => Warned::fine(Some(Read::File(path, facts, stamp))),
        Err(error) => Warned { value: None, told: vec![text::unreadable(&file, &error)] },
    }
}

//! Reads every chapter of the book that was not read before.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use rayon::prelude::*;

use crate::{
    bind,
    chapter::Chapter,
    diag::Warned,
    input::Input,
    markdown::include,
    memo::{Digest, Key, Memory},
    parse::{self, Source},
    path::ContentPath,
    settings::Settings,
};

/// Reads every chapter that lies in a locale's tree, in parallel.
pub(super) fn chapters(input: &Input, settings: &Settings, memory: &Memory) -> Warned<Vec<Arc<Warned<Chapter>>>> {
    let has_folders = bind::has_locale_folders(settings, input.sources.keys());
    let mut told = bind::stray_sources(settings, input.sources.keys(), has_folders);
    let places: Vec<_> = input
        .sources
        .iter()
        .filter_map(|(path, text)| Some((path, text, bind::tree_path(settings, path, has_folders)?)))
        .collect();
    let mut texts = memory.texts.lock().unwrap_or_else(PoisonError::into_inner);
    let read: Vec<(Digest, Arc<Warned<Chapter>>)> = places
        .par_iter()
        .map(|(path, text, (locale, tree_path))| {
            let source =
                Source { path, text, locale, tree_path, markdown: settings.markdown, includes: &input.includes };
            let digest = match texts.get(*path) {
                Some((before, digest)) if Arc::ptr_eq(before, text) => digest.clone(),
                _ => digest(path, text),
            };
            let chapter = memory.chapters.get(key(&source, &digest), || parse::chapter(source));
            (digest, chapter)
        })
        .collect();
    let (digests, read): (Vec<Digest>, Vec<_>) = read.into_iter().unzip();
    let known = places.iter().zip(digests);
    *texts = known.map(|((path, text, _), digest)| ((*path).clone(), (Arc::clone(text), digest))).collect();
    told.extend(read.iter().flat_map(|chapter| chapter.told.iter().cloned()));
    Warned { value: read, told }
}

fn digest(path: &ContentPath, text: &str) -> Digest {
    Digest { hash: Key::of(text), wanted: include::wanted(&path.in_project(), text).into() }
}

/// All that a chapter is made from.
fn key(source: &Source<'_>, digest: &Digest) -> Key {
    let mut included: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = digest.wanted.to_vec();
    while let Some(file) = open.pop() {
        let Some((file, text)) = source.includes.get_key_value(&file) else { continue };
        if included.insert(file.as_str(), text).is_none() {
            open.extend(include::wanted(file, text));
        }
    }
    Key::of(&(source.path, digest.hash, source.locale, source.tree_path, source.markdown, included))
}

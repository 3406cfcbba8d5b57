//! Reads every chapter of the book that was not read before.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use rayon::prelude::*;

use super::binding;
use crate::{
    bind,
    diag::Warned,
    front_matter::Voices,
    glossary::Glossary,
    input::Input,
    locale::LocaleCode,
    markdown::include,
    memo::{Digest, Key, Leaf, Memory},
    parse::{self, Source},
    path::ContentPath,
    settings::Settings,
    terms::Terms,
};

/// The terms that chapters speak of, by their locale.
pub(super) type LocaleTerms = BTreeMap<LocaleCode, Terms>;

/// The terms of a glossary, by locale.
pub(super) fn terms(glossary: &Glossary, settings: &Settings) -> LocaleTerms {
    settings.locales.iter().map(|locale| (locale.code.clone(), Terms::of(glossary, &locale.code))).collect()
}

/// Reads every chapter that lies in a locale's tree, in parallel; in the order of their
/// paths.
pub(super) fn leaves(
    input: &Input,
    settings: &Settings,
    terms: &LocaleTerms,
    memory: &Memory,
) -> Warned<Vec<Arc<Leaf>>> {
    let has_folders = bind::has_locale_folders(settings, input.sources.keys());
    let told = bind::stray_sources(settings, input.sources.keys(), has_folders);
    let places: Vec<_> = input
        .sources
        .iter()
        .filter_map(|(path, text)| Some((path, text, bind::tree_path(settings, path, has_folders)?)))
        .collect();
    let sources: Vec<Source<'_>> = places
        .iter()
        .map(|(path, text, (locale, tree_path))| Source {
            path,
            text,
            locale,
            tree_path,
            markdown: settings.markdown,
            includes: &input.includes,
            terms: &terms[locale],
        })
        .collect();
    let digests = digests(&places, memory);
    let mut leaves: Vec<Arc<Leaf>> =
        (&sources, &digests).into_par_iter().map(|(source, digest)| leaf(source, digest, None, memory)).collect();
    if leaves.iter().any(|leaf| leaf.card.front.is_spoken()) {
        // A translation whose speakers only its original names is read again with them.
        let voices = bind::inherited_voices(settings, &binding::bounds(input, &leaves));
        let again = |(known, source, digest, voices): (_, _, _, &Option<Voices>)| match voices {
            Some(voices) => leaf(source, digest, Some(voices), memory),
            None => known,
        };
        leaves = (leaves, &sources, &digests, &voices).into_par_iter().map(again).collect();
    }
    Warned { value: leaves, told }
}

/// Reads a chapter again whose text is another now.
pub(super) fn again(source: &Source<'_>, before: &Leaf, memory: &Memory) -> Arc<Leaf> {
    let digest = digest(source.path, source.text);
    leaf(source, &digest, before.voices.as_ref(), memory)
}

/// A chapter, read unless it was.
fn leaf(source: &Source<'_>, digest: &Digest, voices: Option<&Voices>, memory: &Memory) -> Arc<Leaf> {
    let read = || Leaf::of(parse::spoken_chapter(*source, voices), voices, memory.is_lean);
    memory.leaves.get(key(source, digest, voices), read)
}

/// A chapter's file and text, with the locale whose tree it lies in and its path there.
type Place<'a> = (&'a ContentPath, &'a Arc<str>, (LocaleCode, &'a str));

/// What there is to know of each text; of those that are the same as the last time, what
/// was known then.
fn digests(places: &[Place<'_>], memory: &Memory) -> Vec<Digest> {
    let mut texts = memory.texts.lock().unwrap_or_else(PoisonError::into_inner);
    let digests: Vec<Digest> = places
        .par_iter()
        .map(|(path, text, _)| match texts.get(*path) {
            Some((before, digest)) if Arc::ptr_eq(before, text) => digest.clone(),
            _ => digest(path, text),
        })
        .collect();
    let known = places.iter().zip(&digests);
    *texts = known.map(|((path, text, _), it)| ((*path).clone(), (Arc::clone(text), it.clone()))).collect();
    digests
}

fn digest(path: &ContentPath, text: &str) -> Digest {
    Digest { hash: Key::of(text), wanted: include::wanted(&path.in_project(), text).into() }
}

/// All that a chapter is made from.
fn key(source: &Source<'_>, digest: &Digest, voices: Option<&Voices>) -> Key {
    let mut included: BTreeMap<&str, &str> = BTreeMap::new();
    let mut open = digest.wanted.to_vec();
    while let Some(file) = open.pop() {
        let Some((file, text)) = source.includes.get_key_value(&file) else { continue };
        if included.insert(file.as_str(), text).is_none() {
            open.extend(include::wanted(file, text));
        }
    }
    Key::of(&(
        source.path,
        digest.hash,
        source.locale,
        source.tree_path,
        source.markdown,
        source.terms.fingerprint(),
        included,
        voices,
    ))
}

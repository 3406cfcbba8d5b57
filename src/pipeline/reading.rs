//! Reads every chapter of the book that was not read before.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use rayon::prelude::*;

use super::binding;
use crate::{
    bind,
    chapter::Chapter,
    diag::Warned,
    front_matter::Voices,
    glossary::Glossary,
    input::Input,
    locale::LocaleCode,
    markdown::include,
    memo::{Digest, Key, Memory},
    parse::{self, Source},
    path::ContentPath,
    settings::Settings,
    terms::Terms,
};

/// Reads every chapter that lies in a locale's tree, in parallel.
pub(super) fn chapters(
    input: &Input,
    settings: &Settings,
    glossary: &Glossary,
    memory: &Memory,
) -> Warned<Vec<Arc<Warned<Chapter>>>> {
    let terms: BTreeMap<&LocaleCode, Terms> =
        settings.locales.iter().map(|locale| (&locale.code, Terms::of(glossary, &locale.code))).collect();
    let has_folders = bind::has_locale_folders(settings, input.sources.keys());
    let mut told = bind::stray_sources(settings, input.sources.keys(), has_folders);
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
    let read = |source: &Source<'_>, digest: &Digest, voices: Option<&Voices>| {
        memory.chapters.get(key(source, digest, voices), || parse::spoken_chapter(*source, voices))
    };
    let mut chapters: Vec<Arc<Warned<Chapter>>> =
        (&sources, &digests).into_par_iter().map(|(source, digest)| read(source, digest, None)).collect();
    if chapters.iter().any(|chapter| chapter.value.card.front.is_spoken()) {
        // A translation whose speakers only its original names is read again with them.
        let cards = binding::cards(&chapters);
        let voices = bind::inherited_voices(settings, &binding::bounds(input, &chapters, &cards));
        let again = |(chapter, source, digest, voices): (_, _, _, &Option<Voices>)| match voices {
            Some(voices) => read(source, digest, Some(voices)),
            None => chapter,
        };
        chapters = (chapters, &sources, &digests, &voices).into_par_iter().map(again).collect();
    }
    told.extend(chapters.iter().flat_map(|chapter| chapter.told.iter().cloned()));
    Warned { value: chapters, told }
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
            _ => Digest { hash: Key::of(&**text), wanted: include::wanted(&path.in_project(), text).into() },
        })
        .collect();
    let known = places.iter().zip(&digests);
    *texts = known.map(|((path, text, _), it)| ((*path).clone(), (Arc::clone(text), it.clone()))).collect();
    digests
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

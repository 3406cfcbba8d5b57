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
    input::{Input, SourceText},
    locale::LocaleCode,
    markdown::include,
    memo::{Digest, Key, Leaf, Memory, Texts},
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

/// What the chapters of a book are read from.
pub(super) struct Shelf<'a> {
    input: &'a Input,
    settings: &'a Settings,
    terms: &'a LocaleTerms,
    memory: &'a Memory,
    places: Vec<Place<'a>>,
}

impl<'a> Shelf<'a> {
    /// Every chapter that lies in a locale's tree, in the order of their paths. Tells of
    /// those that lie in none, and of files that would be chapters by another name.
    pub(super) fn of(
        input: &'a Input,
        settings: &'a Settings,
        terms: &'a LocaleTerms,
        memory: &'a Memory,
    ) -> Warned<Self> {
        let has_folders = bind::has_locale_folders(settings, input.sources.keys());
        let mut told = bind::stray_sources(settings, input.sources.keys(), has_folders);
        let copied = input.files.keys().filter(|path| !input.includes.contains_key(&path.in_project()));
        told.extend(bind::misnamed_chapters(settings, copied, has_folders));
        let in_tree = |path: &'a ContentPath| bind::tree_path(settings, path, has_folders);
        let places = input.sources.iter().filter_map(|(path, text)| Some((path, text, in_tree(path)?))).collect();
        Warned { value: Self { input, settings, terms, memory, places }, told }
    }

    /// Reads every chapter, in parallel.
    pub(super) fn leaves(&self) -> Vec<Arc<Leaf>> {
        let texts = || self.memory.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut *texts());
        // Each text is opened once: what there is to know of it, and it itself.
        let read_first = |at: usize| {
            let open = self.text(at);
            let digest = known_digest(&before, &self.places[at], &open);
            (self.leaf_of(at, &open, &digest, None), digest)
        };
        let (leaves, digests): (Vec<Arc<Leaf>>, Vec<Digest>) =
            (0..self.places.len()).into_par_iter().map(read_first).unzip();
        let known = self.places.iter().zip(&digests);
        *texts() = known.map(|((path, text, _), it)| ((*path).clone(), ((*text).clone(), it.clone()))).collect();

        let read = |at: usize, voices| self.leaf_of(at, &self.text(at), &digests[at], voices);
        // A translation whose speakers only its original names is read again with them.
        let voices = self.voices(&leaves);
        let again = |(at, leaf)| match voices.get(at) {
            Some(Some(voices)) => read(at, Some(voices)),
            _ => leaf,
        };
        leaves.into_par_iter().enumerate().map(again).collect()
    }

    /// Reads of every chapter what a list of chapters shows, in parallel.
    pub(super) fn heads(&self) -> Vec<Arc<Leaf>> {
        let head = |at: usize| match parse::head(self.source(at, &self.text(at))) {
            Some(head) => Arc::new(Leaf::of(head, None, true)),
            None => Arc::new(self.leaf(at, None).without_links()),
        };
        (0..self.places.len()).into_par_iter().map(head).collect()
    }

    /// Reads one chapter.
    pub(super) fn leaf(&self, at: usize, voices: Option<&Voices>) -> Arc<Leaf> {
        let text = self.text(at);
        self.leaf_of(at, &text, &digest(self.places[at].0, &text), voices)
    }

    fn leaf_of(&self, at: usize, text: &str, digest: &Digest, voices: Option<&Voices>) -> Arc<Leaf> {
        leaf(&self.source(at, text), digest, voices, self.memory)
    }

    /// The voices that each chapter inherits; nothing in a book in which nobody speaks.
    pub(super) fn voices(&self, leaves: &[Arc<Leaf>]) -> Vec<Option<Voices>> {
        if !leaves.iter().any(|leaf| leaf.card.front.is_spoken()) {
            return Vec::new();
        }
        bind::inherited_voices(self.settings, &binding::bounds(self.input, leaves))
    }

    /// What the file of a chapter says.
    fn text(&self, at: usize) -> Arc<str> {
        self.places[at].1.open()
    }

    fn source<'s>(&'s self, at: usize, text: &'s str) -> Source<'s> {
        let (path, _, (locale, tree_path)) = &self.places[at];
        Source {
            path,
            text,
            locale,
            tree_path,
            markdown: self.settings.markdown,
            includes: &self.input.includes,
            terms: &self.terms[locale],
        }
    }
}

/// Reads a chapter again whose text is another now.
pub(super) fn again(source: &Source<'_>, before: &Leaf, memory: &Memory) -> Arc<Leaf> {
    let digest = digest(source.path, source.text);
    leaf(source, &digest, before.voices.as_ref(), memory)
}

/// A chapter, read unless it was.
fn leaf(source: &Source<'_>, digest: &Digest, voices: Option<&Voices>, memory: &Memory) -> Arc<Leaf> {
    let read = || Leaf::of(parse::spoken_chapter(*source, voices), voices, memory.is_lean);
    memory.leaves.get(&key(source, digest, voices), read)
}

/// A chapter's file and text, with the locale whose tree it lies in and its path there.
type Place<'a> = (&'a ContentPath, &'a SourceText, (LocaleCode, &'a str));

/// What there is to know of a text; of one that is the same as `before`, what was known then.
fn known_digest(before: &Texts, (path, text, _): &Place<'_>, open: &str) -> Digest {
    match before.get(*path) {
        Some((before, digest)) if before.is_clone_of(text) => digest.clone(),
        _ => digest(path, open),
    }
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

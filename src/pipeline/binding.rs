//! Binds the book, unless it would come out as it did before.
//!
//! Binding reads cards and links. Where an edit changes neither, as most edits do, the
//! book is the one that was bound before, with the new card of the chapter in its place.

use std::sync::{Arc, PoisonError};

use crate::{
    bind::{self, Bound},
    book::Book,
    chapter::{Card, Chapter},
    diag::{Diagnostic, Warned},
    glossary::Glossary,
    input::Input,
    memo::{Binding, Memory},
    path::ProjectPath,
    settings::Settings,
};

/// The book that these chapters make.
pub(super) fn book(
    input: &Input,
    settings: &Arc<Settings>,
    glossary: &Arc<Glossary>,
    chapters: &[Arc<Warned<Chapter>>],
    memory: &Memory,
) -> Warned<Arc<Book>> {
    let mut last = memory.binding.lock().unwrap_or_else(PoisonError::into_inner);
    let before = last.take().filter(|before| {
        before.settings == *settings
            && before.glossary == *glossary
            && before.options == input.options
            && before.files == input.files
    });
    let book = before
        .and_then(|before| again(&before, input, chapters))
        .unwrap_or_else(|| bound(input, settings, glossary, chapters).map(Arc::new));
    *last = Some(Arc::new(Binding {
        settings: Arc::clone(settings),
        glossary: Arc::clone(glossary),
        options: input.options.clone(),
        files: input.files.clone(),
        chapters: chapters.to_vec(),
        texts: chapters.iter().map(|chapter| Arc::clone(text(input, &chapter.value))).collect(),
        book: book.clone(),
    }));
    book
}

/// The book that was bound before with the cards of these chapters, when that is what they
/// make; `None` when the book has to be bound.
fn again(before: &Binding, input: &Input, chapters: &[Arc<Warned<Chapter>>]) -> Option<Warned<Arc<Book>>> {
    if before.chapters.len() != chapters.len() {
        return None;
    }
    let pairs = before.chapters.iter().zip(&before.texts).zip(chapters);
    let changed: Vec<_> = pairs.filter(|((old, _), new)| !Arc::ptr_eq(old, new)).collect();
    for ((old, text_before), new) in &changed {
        let file = new.value.card.path.in_project();
        // What is told of an included file lies in that file, of which nothing is known here.
        let is_own = old.value.origin.is_of(&file) && new.value.origin.is_of(&file);
        let n_same = shared_bytes(text_before, text(input, &new.value));
        let is_told_there = before.book.told.iter().all(|fault| spans(fault, &file).all(|end| end < n_same));
        if !(is_own && is_told_there && bind::is_same(&old.value, &new.value)) {
            return None;
        }
    }
    if changed.is_empty() {
        return Some(before.book.clone());
    }
    let mut book = Book::clone(&before.book.value);
    for (_, new) in &changed {
        let entry = book.entries.iter_mut().find(|entry| entry.card.path == new.value.card.path);
        // A draft that is held back has no entry.
        if let Some(entry) = entry {
            entry.card = bind::card(&Arc::new(new.value.card.clone()), &entry.shared_ids);
        }
    }
    Some(Warned { value: Arc::new(book), told: before.book.told.clone() })
}

/// Where each place ends that a fault points to in a file, in bytes.
fn spans<'a>(fault: &'a Diagnostic, file: &'a ProjectPath) -> impl Iterator<Item = usize> + 'a {
    let related = fault.related.iter().map(|(place, _)| place);
    fault.place.iter().chain(related).filter(move |place| place.file == *file).map(|place| place.span.range().end)
}

/// How many bytes two texts have in common from their beginning.
fn shared_bytes(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

/// The text of a chapter's file.
fn text<'a>(input: &'a Input, chapter: &Chapter) -> &'a Arc<str> {
    &input.sources[&chapter.card.path]
}

/// Binds the book.
fn bound(
    input: &Input,
    settings: &Arc<Settings>,
    glossary: &Arc<Glossary>,
    chapters: &[Arc<Warned<Chapter>>],
) -> Warned<Book> {
    let cards = cards(chapters);
    bind::bind(settings, glossary, &bounds(input, chapters, &cards), &input.files, &input.options)
}

/// The cards of chapters, to be shared.
pub(super) fn cards(chapters: &[Arc<Warned<Chapter>>]) -> Vec<Arc<Card>> {
    chapters.iter().map(|chapter| Arc::new(chapter.value.card.clone())).collect()
}

/// What binding needs of chapters.
pub(super) fn bounds<'a>(
    input: &'a Input,
    chapters: &'a [Arc<Warned<Chapter>>],
    cards: &'a [Arc<Card>],
) -> Vec<Bound<'a>> {
    let chapters = chapters.iter().zip(cards);
    chapters
        .map(|(chapter, card)| Bound {
            card,
            links: &chapter.value.doc.links,
            origin: &chapter.value.origin,
            text: text(input, &chapter.value),
        })
        .collect()
}

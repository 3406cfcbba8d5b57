//! Binds the book, unless it would come out as it did before.
//!
//! Binding reads cards and links. Where an edit changes neither, as most edits do, the
//! book is the one that was bound before, with the new card of the chapter in its place.

use std::sync::{Arc, PoisonError};

use crate::{
    bind::{self, Bound},
    book::{Book, Entry, EntryIdx},
    diag::{Diagnostic, Warned},
    glossary::Glossary,
    input::Input,
    memo::{Binding, Leaf, Memory},
    path::ProjectPath,
    settings::Settings,
};

/// The book that these chapters make.
pub(super) fn book(
    input: &Input,
    settings: &Arc<Settings>,
    glossary: &Arc<Glossary>,
    leaves: &[Arc<Leaf>],
    memory: &Memory,
) -> Warned<Arc<Book>> {
    let mut last = memory.binding.lock().unwrap_or_else(PoisonError::into_inner);
    let before = last.take().filter(|before| {
        before.settings == *settings
            && before.glossary == *glossary
            && before.options == input.options
            && before.files == input.files
            && before.leaves.len() == leaves.len()
            && before.leaves.iter().zip(leaves).all(|(old, new)| Arc::ptr_eq(old, new))
    });
    let bound = || bind::bind(settings, glossary, &bounds(input, leaves), &input.files, &input.options);
    let book = before.map_or_else(|| bound().map(Arc::new), |before| before.book.clone());
    *last = Some(Arc::new(Binding {
        settings: Arc::clone(settings),
        glossary: Arc::clone(glossary),
        options: input.options.clone(),
        files: input.files.clone(),
        leaves: leaves.to_vec(),
        book: book.clone(),
    }));
    book
}

/// A chapter before an edit and after it.
pub(super) struct Edit<'a> {
    /// Its entry; `None` for a draft that is held back.
    pub entry: Option<EntryIdx>,
    pub before: (&'a Leaf, Arc<str>),
    pub now: (Arc<Leaf>, Arc<str>),
}

/// The book with the cards of edited chapters in the place of those before, when that is
/// what they make; `None` when the book has to be bound. `told` is what binding told.
pub(super) fn again(book: &Book, told: &[Diagnostic], edits: &[Edit<'_>]) -> Option<Book> {
    for Edit { before: (old, text_before), now: (new, text), .. } in edits {
        let file = new.card.path.in_project();
        // What is told of an included file lies in that file, of which nothing is known here.
        let is_own = old.origin.is_of(&file) && new.origin.is_of(&file);
        let n_same = shared_bytes(text_before, text);
        let is_told_there = told.iter().all(|fault| spans(fault, &file).all(|end| end < n_same));
        if !(is_own && is_told_there && bind::is_same((&old.card, &old.links), (&new.card, &new.links))) {
            return None;
        }
    }
    let mut book = Book::clone(book);
    for (entry, new) in edits.iter().filter_map(|edit| Some((edit.entry?, &edit.now.0))) {
        let entry = &mut book.entries[entry.0];
        *entry = Arc::new(Entry { card: bind::card(&new.card, &entry.shared_ids), ..Entry::clone(entry) });
    }
    Some(book)
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

/// What binding needs of chapters.
pub(super) fn bounds<'a>(input: &'a Input, leaves: &'a [Arc<Leaf>]) -> Vec<Bound<'a>> {
    let bound = |leaf: &'a Arc<Leaf>| Bound {
        card: &leaf.card,
        links: &leaf.links,
        origin: &leaf.origin,
        text: &input.sources[&leaf.card.path],
    };
    leaves.iter().map(bound).collect()
}

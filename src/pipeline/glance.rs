//! A page before the book is read: from its own text and the titles of all other chapters.
//!
//! What most pages show of other chapters are titles and addresses, which front matter and
//! first lines give. So a preview of ten thousand chapters can show one after reading a
//! handful of them. Pages for which that may not be enough are left to whoever has read the
//! book.

use std::{collections::BTreeSet, sync::Arc};

use bytes::Bytes;

use super::{
    Edition, Parts, Told, binding,
    reading::{self, LocaleTerms, Shelf},
    translations::Translations,
};
use crate::{
    bind::Near,
    book::EntryIdx,
    glossary::Glossary,
    input::Input,
    memo::{Leaf, Memory},
    parse,
    path::{ContentPath, OutPath, decode},
    settings::Settings,
    view::{Look, Place, Press},
};

/// A book of which front matter and titles were read.
#[derive(Debug)]
pub struct Glance {
    input: Arc<Input>,
    memory: Memory,
    settings: Arc<Settings>,
    terms: Arc<LocaleTerms>,
    look: Arc<Look>,
    /// In the order of their paths.
    heads: Vec<Arc<Leaf>>,
}

impl Glance {
    /// Reads front matter and titles, and makes the look ready. `None` for a book with a
    /// glossary: which chapters are related depends on all that they say.
    #[must_use]
    pub fn of(input: &Arc<Input>, memory: &Memory) -> Option<Self> {
        let settings = Arc::new(parse::settings_of(input).value);
        if input.glossary.is_some() {
            return None;
        }
        let terms = Arc::new(reading::terms(&Glossary::default(), &settings));
        let reader = Shelf::of(input, &settings, &terms, memory).value;
        let (heads, look) = rayon::join(|| reader.heads(), || super::look(&input.theme, &settings, memory).value);
        let (input, memory) = (Arc::clone(input), memory.clone());
        Some(Self { input, memory, settings, terms, look, heads })
    }

    /// The book as far as it takes to print the page of a chapter as it is in the finished
    /// site, and the page; `None` when it takes more than is known at a glance.
    #[must_use]
    pub fn page(&self, wanted: &OutPath) -> Option<(Edition, Place)> {
        let reader = Shelf::of(&self.input, &self.settings, &self.terms, &self.memory).value;
        let voices = reader.voices(&self.heads);
        let read = |at: usize| reader.leaf(at, voices.get(at).and_then(Option::as_ref));
        let bounds = binding::bounds(&self.input, &self.heads);
        let near = Near::of(&self.settings, &bounds, &self.input.options);

        // The chapter in all languages, and what they link to a heading of.
        let own: BTreeSet<usize> = near.versions(near.at(wanted)?).collect();
        let mut leaves = self.heads.clone();
        let mut linked = BTreeSet::new();
        for at in &own {
            leaves[*at] = read(*at);
            for target in self.targets(&leaves[*at])? {
                linked.extend(near.versions(target));
            }
        }
        for at in linked.difference(&own) {
            leaves[*at] = Arc::new(read(*at).without_links());
        }

        let bounds = binding::bounds(&self.input, &leaves);
        let book = near.bind(&self.settings, &Arc::default(), &bounds, &self.input.files);
        let is_own = |idx: EntryIdx| {
            let path = &book.entry(idx).card.path;
            own.iter().any(|at| leaves[*at].card.path == *path)
        };
        let translations = Translations::some(&self.input, &book, is_own).value;
        let entries = (0..book.entries.len()).map(EntryIdx);
        let place = entries.map(Place::Entry).find(|place| match place {
            Place::Entry(idx) => book.entry(*idx).permalink.out_path() == *wanted,
            _ => false,
        })?;
        let (book, look) = (Arc::new(book), Arc::clone(&self.look));
        let press = Press::new(Arc::clone(&book), Arc::clone(&look)).value;
        let (terms, told) = (Arc::clone(&self.terms), Told::default());
        let parts = Parts { book, translations, look, press, leaves, terms, told };
        Some((Edition::joined(&self.input, &self.memory, parts), place))
    }

    /// The file of the look that lies at a path of the output folder.
    #[must_use]
    pub fn file(&self, path: &OutPath) -> Option<Bytes> {
        self.look.files().find(|(at, _)| *at == path).map(|(_, bytes)| bytes.clone())
    }

    /// The chapters of which a chapter names a heading; `None` when the way to one is not as
    /// plain as the path of a file.
    fn targets(&self, leaf: &Leaf) -> Option<Vec<usize>> {
        let further = leaf.card.front.further.iter().map(|reading| &reading.url);
        let written = leaf.links.iter().map(|link| &link.target).chain(further);
        let named = written.filter_map(|target| target.trim().split_once('#'));
        let mut targets = Vec::new();
        for (path, _) in named.filter(|(path, _)| !path.is_empty() && !path.contains(':') && !path.starts_with("//")) {
            targets.push(self.source(&leaf.card.path.sibling(&decode(path))?)?);
        }
        Some(targets)
    }

    fn source(&self, path: &ContentPath) -> Option<usize> {
        self.heads.binary_search_by(|leaf| leaf.card.path.cmp(path)).ok()
    }
}

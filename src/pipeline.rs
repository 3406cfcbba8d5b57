//! The whole program from top to bottom: input in, site out.
//!
//! Floor 4. Touches no file and no clock: equal inputs make equal sites.

mod address;
mod begin;
mod binding;
mod counts;
mod edited;
mod finding;
mod follow;
mod glance;
mod make;
mod pages;
mod punctuation;
mod reading;
mod report;
mod standings;
mod todo;
mod translations;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use rayon::prelude::*;

use self::{
    address::{Files, Group},
    pages::Ties,
    reading::LocaleTerms,
    translations::Translations,
};
pub use self::{
    begin::Past,
    edited::News,
    follow::{Follow, follow},
    glance::Glance,
    make::{Pace, build, build_with},
    punctuation::{punctuation, told_of},
    todo::{Intake, Pin},
    translations::Bench,
};
use crate::{
    book::{Book, EntryIdx, Target},
    chapter::Chapter,
    diag::{Diagnostic, Warned},
    doc::{CodeBlock, LinkRole},
    glossary::Glossary,
    highlight::{self, Highlighted},
    input::{Input, SourceText},
    memo::{Key, Leaf, Memory},
    parse,
    path::{ContentPath, OutPath, Permalink, ProjectPath},
    search,
    settings::Settings,
    site::Artifact,
    sitemap, texts,
    theme::ThemeFiles,
    unit::{self, Unit},
    view::{Features, Look, Press},
};

/// A book ready to be printed, page by page: all that pages have in common is made.
///
/// A build prints all of it, a preview what is asked for: see [`Self::place`] and
/// [`Self::file`].
#[derive(Debug)]
pub struct Edition {
    memory: Memory,
    book: Arc<Book>,
    /// How each translation follows its original.
    translations: Translations,
    look: Arc<Look>,
    press: Press,
    /// What was read of every chapter, held back or not, in the order of their paths, and
    /// the text of each.
    leaves: Vec<Arc<Leaf>>,
    sources: Vec<SourceText>,
    /// The leaf of each entry.
    leaf_of: Arc<[usize]>,
    /// What chapters are read with: the files they may include, the terms they speak of.
    includes: Arc<BTreeMap<ProjectPath, Arc<str>>>,
    terms: Arc<LocaleTerms>,
    /// The chapter of each entry, once it is asked for.
    chapters: Vec<OnceLock<Arc<Chapter>>>,
    /// What its file says, likewise.
    texts: Vec<OnceLock<Arc<str>>>,
    /// How much text there is in those that were.
    held_bytes: AtomicUsize,
    told: Told,
    /// The units of each chapter, once they are asked for.
    units: Vec<OnceLock<Vec<Unit>>>,
    /// What pages show of other chapters.
    ties: Ties,
    /// The index of each locale, once it is asked for.
    indexes: Vec<Arc<OnceLock<Warned<search::Index>>>>,
    /// What is made when it is first asked for by its address.
    files: Files,
}

/// What an edition is joined from.
struct Parts {
    book: Arc<Book>,
    translations: Translations,
    look: Arc<Look>,
    press: Press,
    leaves: Vec<Arc<Leaf>>,
    terms: Arc<LocaleTerms>,
    told: Told,
}

/// What there was to tell when a book was opened, but for what its leaves have to tell.
#[derive(Clone, Debug, Default)]
struct Told {
    /// Of settings, glossary and names of files; goes before what leaves tell.
    before: Arc<Vec<Diagnostic>>,
    /// Of binding.
    binding: Arc<Vec<Diagnostic>>,
    /// Of ledgers and the look.
    after: Arc<Vec<Diagnostic>>,
}

impl Edition {
    /// Reads and binds the book. Renders no page.
    #[must_use]
    pub fn open(input: &Input, memory: &Memory) -> Warned<Self> {
        let mut before = Vec::new();
        let told = &mut before;
        let settings = Arc::new(parse::settings_of(input).tell(told));

        let glossary = Arc::new(glossary(input, &settings).tell(told));

        // Each file by itself, in parallel.
        let terms = Arc::new(reading::terms(&glossary, &settings));
        let leaves = reading::Shelf::of(input, &settings, &terms, memory).tell(told).leaves();

        // The book as a whole: cards and links, never bodies.
        let mut of_binding = Vec::new();
        let book = binding::book(input, &settings, &glossary, &leaves, memory).tell(&mut of_binding);

        // What was accepted of translations.
        let mut after = Vec::new();
        let translations = Translations::of(input, &settings, &book).tell(&mut after);

        // What all pages share.
        let look = look(&input.theme, &settings, memory).tell(&mut after);
        let press = Press::new(Arc::clone(&book), Arc::clone(&look)).tell(&mut after);

        let told = Told { before: before.into(), binding: of_binding.into(), after: after.into() };
        let parts = Parts { book, translations, look, press, leaves, terms, told };
        let edition = Self::joined(input, memory, parts);
        Warned { told: edition.told(), value: edition }
    }

    /// Joins what was made. Nothing is asked for yet.
    fn joined(input: &Input, memory: &Memory, parts: Parts) -> Self {
        let Parts { book, translations, look, press, leaves, terms, told } = parts;
        let by_path: BTreeMap<&ContentPath, usize> =
            leaves.iter().zip(0..).map(|(leaf, at)| (&leaf.card.path, at)).collect();
        let leaf_of = book.entries.iter().map(|entry| by_path[&entry.card.path]).collect();
        let sources = leaves.iter().map(|leaf| input.sources[&leaf.card.path].clone()).collect();
        Self {
            units: book.entries.iter().map(|_| OnceLock::new()).collect(),
            chapters: book.entries.iter().map(|_| OnceLock::new()).collect(),
            texts: book.entries.iter().map(|_| OnceLock::new()).collect(),
            indexes: book.locale_idxs().map(|_| Arc::default()).collect(),
            ties: Ties::of(&book, input.options.today),
            memory: memory.clone(),
            includes: Arc::new(input.includes.clone()),
            files: Files::default(),
            held_bytes: AtomicUsize::new(0),
            told,
            book,
            translations,
            look,
            press,
            leaves,
            sources,
            leaf_of,
            terms,
        }
    }

    /// What there was to tell of the book, in the order of its making.
    #[must_use]
    pub fn told(&self) -> Vec<Diagnostic> {
        let Told { before, binding, after } = &self.told;
        let of_leaves = self.leaves.iter().flat_map(|leaf| &leaf.told);
        before.iter().chain(of_leaves).chain(&**binding).chain(&**after).cloned().collect()
    }

    /// A chapter's text, read again unless it is remembered.
    #[must_use]
    pub fn chapter(&self, entry: EntryIdx) -> &Chapter {
        self.chapters[entry.0].get_or_init(|| {
            let leaf = self.leaf(entry);
            self.held_bytes.fetch_add(self.file_of(entry).n_bytes(), Ordering::Relaxed);
            let read = || {
                let source = self.source_of(leaf, self.source_text(entry), &self.includes);
                Arc::new(parse::known_chapter(source, leaf.voices.as_ref(), &leaf.card))
            };
            leaf.chapter.clone().unwrap_or_else(read)
        })
    }

    /// What a chapter is read from.
    fn source_of<'a>(
        &'a self,
        leaf: &'a Leaf,
        text: &'a str,
        includes: &'a BTreeMap<ProjectPath, Arc<str>>,
    ) -> parse::Source<'a> {
        let card = &leaf.card;
        parse::Source {
            path: &card.path,
            text,
            locale: &card.locale,
            tree_path: &card.tree_path,
            markdown: self.book.settings.markdown,
            includes,
            terms: &self.terms[&card.locale],
        }
    }

    fn leaf(&self, entry: EntryIdx) -> &Leaf {
        &self.leaves[self.leaf_of[entry.0]]
    }

    fn file_of(&self, entry: EntryIdx) -> &SourceText {
        &self.sources[self.leaf_of[entry.0]]
    }

    /// The text of a chapter's file.
    fn source_text(&self, entry: EntryIdx) -> &str {
        self.texts[entry.0].get_or_init(|| self.file_of(entry).open())
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The units of a chapter's text, gathered when they are asked for first.
    #[must_use]
    pub fn units(&self, entry: EntryIdx) -> &[Unit] {
        self.units[entry.0].get_or_init(|| unit::units(&self.chapter(entry).doc))
    }

    /// A listing with its colours, each distinct one made once.
    fn listing(&self, code: &CodeBlock) -> Arc<Highlighted> {
        self.memory.listings.get(code, || highlight::highlight(code))
    }

    /// Makes the files of a group.
    fn group(&self, group: Group) -> BTreeMap<OutPath, Artifact> {
        let made = |(path, bytes): (OutPath, Bytes)| (path, Artifact::Made(bytes));
        match group {
            Group::Look => self.look.files().map(|(path, bytes)| made((path.clone(), bytes.clone()))).collect(),
            Group::Copied => {
                let each =
                    |address: &Permalink, path: &ContentPath| (address.out_path(), Artifact::Copied(path.clone()));
                let copied = self.copied();
                copied.flat_map(|(path, addresses)| addresses.into_iter().map(move |it| each(it, path))).collect()
            }
            Group::Status => self.status_files().collect(),
            Group::Sitemap => sitemap::files(&self.book).into_iter().map(made).collect(),
            Group::Texts => self.texts().into_iter().map(made).collect(),
            Group::Markdown => self.markdowns().into_iter().map(made).collect(),
            Group::Search => self.search_files(),
        }
    }

    /// The list of the book as Markdown, and what is new in it.
    fn texts(&self) -> BTreeMap<OutPath, Bytes> {
        let mut files = texts::feeds(&self.book);
        files.extend(self.book.settings.output.llms.then(|| texts::list(&self.book)));
        files
    }

    /// Every chapter as Markdown.
    fn markdowns(&self) -> Vec<(OutPath, Bytes)> {
        let entries = (0..self.book.entries.len()).into_par_iter().map(EntryIdx);
        entries.filter_map(|idx| self.text_file(idx)).collect()
    }

    /// A chapter as Markdown, if it is published as that.
    fn text_file(&self, idx: EntryIdx) -> Option<(OutPath, Bytes)> {
        let entry = self.book.entry(idx);
        let write = || {
            let text = parse::text(&entry.card.path, self.source_text(idx), &self.includes);
            texts::markdown(&self.book, entry, self.chapter(idx), &text)
        };
        entry.has_markdown(&self.book.settings).then(write)
    }

    /// The author's files with the addresses each is published at: one that pages show
    /// carries its hash in its name, one that a page links to, or none mentions, keeps its
    /// own.
    fn copied(&self) -> impl Iterator<Item = (&ContentPath, Vec<&Permalink>)> {
        let (linked, shown) = self.uses();
        self.book.files.iter().map(move |(path, card)| {
            let is_shown = shown.contains(path);
            let own = (linked.contains(path) || !is_shown).then_some(&card.permalink);
            (path, own.into_iter().chain(is_shown.then_some(&card.shown_permalink)).collect())
        })
    }

    /// The author's files that a page links to, and those that one shows.
    fn uses(&self) -> (BTreeSet<&ContentPath>, BTreeSet<&ContentPath>) {
        let (mut linked, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for (entry, leaf) in self.book.entries.iter().zip(&*self.leaf_of) {
            let front = &entry.front_links;
            let roles = self.leaves[*leaf].links.iter().map(|link| link.role);
            let follow = front.further.iter().map(|target| (LinkRole::Follow, target));
            let show =
                [&front.cover, &front.audio, &front.video].into_iter().flatten().map(|target| (LinkRole::Show, target));
            for (role, target) in roles.zip(&entry.links).chain(follow).chain(show) {
                if let Target::File(path) = target {
                    if role.is_shown() { &mut shown } else { &mut linked }.insert(path);
                }
            }
        }
        (linked, shown)
    }
}

/// Reads the book's terms, none when it has no glossary.
fn glossary(input: &Input, settings: &Settings) -> Warned<Glossary> {
    input.glossary.as_ref().map_or_else(|| Warned::fine(Glossary::default()), |text| parse::glossary(text, settings))
}

/// Makes the theme ready.
fn look(theme: &ThemeFiles, settings: &Settings, memory: &Memory) -> Warned<Arc<Look>> {
    let features = Features::of(settings);
    let key = Key::of(&(theme, &settings.locales, features));
    let look = memory.looks.get(&key, || Look::new(theme, &settings.locales, features).map(Arc::new));
    Warned::clone(&look)
}

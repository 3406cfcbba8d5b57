//! The whole program from top to bottom: input in, site out.
//!
//! Floor 4. Touches no file and no clock: equal inputs make equal sites.

mod address;
mod begin;
mod binding;
mod counts;
mod finding;
mod follow;
mod pages;
mod reading;
mod report;
mod standings;
mod todo;
mod translations;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

use self::{
    address::{Files, Group},
    pages::Ties,
    translations::Translations,
};
pub use self::{
    begin::Past,
    follow::{Follow, follow},
    todo::{Intake, Pin},
    translations::Bench,
};
use crate::{
    book::{Book, Entry, EntryIdx, Target},
    chapter::Chapter,
    diag::{Diagnostic, Warned},
    doc::{CodeBlock, LinkRole},
    glossary::Glossary,
    highlight::{self, Highlighted},
    input::Input,
    memo::{Key, Memory},
    parse,
    path::{ContentPath, OutPath, Permalink, ProjectPath},
    search,
    settings::Settings,
    site::{Artifact, Site},
    sitemap, texts,
    theme::ThemeFiles,
    unit::{self, Unit},
    view::{self, Look, Press, Printed},
};

/// Builds the site.
///
/// When anything told has the level of an error, the site is not fit to publish. Costs
/// what changed when `memory` is kept from the build before.
#[must_use]
pub fn build(input: &Input, memory: &Memory) -> Warned<Site> {
    let mut told = Vec::new();
    let edition = Edition::open(input, memory).tell(&mut told);

    // Each page by itself, in parallel, and beside them what finds them.
    let places = edition.press.places();
    let (pages, mut artifacts) = rayon::join(|| each(&places, |place| edition.page(place)), || edition.files());
    let pages = pages.tell(&mut told);
    told.extend(edition.unfindable().cloned());

    let mut recipes = BTreeMap::new();
    let mut counts = edition.counts();
    for (place, page) in places.iter().zip(pages) {
        counts.count(edition.press.locale(place), place);
        let path = edition.press.permalink(place).out_path();
        let (artifact, recipe) = match page {
            Printed::Made { bytes, recipe } => (Artifact::Made(bytes.into()), recipe),
            Printed::AsBefore => (Artifact::Kept, memory.published.get(&path).copied()),
            Printed::Failed => continue,
        };
        recipes.extend(recipe.map(|recipe| (path.clone(), recipe)));
        artifacts.insert(path, artifact);
    }
    memory.tidy();
    // A fault of a template that many pages share is one fault.
    Warned { value: Site { artifacts, recipes, counts: counts.finish(&edition.book) }, told: view::once(told) }
}

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
    /// The chapter of each entry, in the entries' order.
    chapters: Vec<Arc<Warned<Chapter>>>,
    /// The file of each entry, and what files may include: what chapters were read from.
    sources: Vec<Arc<str>>,
    includes: BTreeMap<ProjectPath, Arc<str>>,
    /// The units of each chapter, once they are asked for.
    units: Vec<OnceLock<Vec<Unit>>>,
    /// What pages show of other chapters.
    ties: Ties,
    /// The index of each locale, once it is asked for.
    indexes: Vec<OnceLock<Warned<search::Index>>>,
    /// What is made when it is first asked for by its address.
    files: Files,
}

impl Edition {
    /// Reads and binds the book. Renders no page.
    #[must_use]
    pub fn open(input: &Input, memory: &Memory) -> Warned<Self> {
        let mut told = Vec::new();
        let settings = Arc::new(parse::settings(&input.settings, &input.options).tell(&mut told));

        let glossary = Arc::new(glossary(input, &settings).tell(&mut told));

        // Each file by itself, in parallel.
        let chapters = reading::chapters(input, &settings, &glossary, memory).tell(&mut told);

        // The book as a whole: cards and links, never bodies.
        let book = binding::book(input, &settings, &glossary, &chapters, memory).tell(&mut told);

        // What was accepted of translations.
        let translations = Translations::of(input, &settings, &book).tell(&mut told);

        // What all pages share.
        let look = look(&input.theme, &settings, memory).tell(&mut told);
        let press = Press::new(Arc::clone(&book), Arc::clone(&look)).tell(&mut told);

        let by_path: BTreeMap<&ContentPath, &Arc<Warned<Chapter>>> =
            chapters.iter().map(|chapter| (&chapter.value.card.path, chapter)).collect();
        let chapters: Vec<_> = book.entries.iter().map(|entry| Arc::clone(by_path[&entry.card.path])).collect();
        let sources = book.entries.iter().map(|entry| Arc::clone(&input.sources[&entry.card.path])).collect();
        let units = chapters.iter().map(|_| OnceLock::new()).collect();
        let indexes = book.locale_idxs().map(|_| OnceLock::new()).collect();
        let ties = Ties::of(&book, input.options.today);
        let (memory, includes, files) = (memory.clone(), input.includes.clone(), Files::default());
        let edition =
            Self { memory, book, translations, look, press, chapters, sources, includes, units, ties, indexes, files };
        Warned { value: edition, told }
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The units of a chapter's text, gathered when they are asked for first.
    #[must_use]
    pub fn units(&self, entry: EntryIdx) -> &[Unit] {
        self.units[entry.0].get_or_init(|| unit::units(&self.chapters[entry.0].value.doc))
    }

    /// A listing with its colours, each distinct one made once.
    fn listing(&self, code: &CodeBlock) -> Arc<Highlighted> {
        self.memory.listings.get(Key::of(code), || highlight::highlight(code))
    }

    /// Every file of the site that is not a page.
    fn files(&self) -> BTreeMap<OutPath, Artifact> {
        Group::ALL.into_iter().flat_map(|group| self.group(group)).collect()
    }

    /// Makes the files of a group.
    fn group(&self, group: Group) -> BTreeMap<OutPath, Artifact> {
        let made = |(path, bytes): (OutPath, Arc<[u8]>)| (path, Artifact::Made(bytes));
        match group {
            Group::Look => self.look.files().map(|(path, bytes)| made((path.clone(), Arc::clone(bytes)))).collect(),
            Group::Copied => {
                let each =
                    |address: &Permalink, path: &ContentPath| (address.out_path(), Artifact::Copied(path.clone()));
                let copied = self.copied();
                copied.flat_map(|(path, addresses)| addresses.into_iter().map(move |it| each(it, path))).collect()
            }
            Group::Status => self.status_files().collect(),
            Group::Sitemap => sitemap::files(&self.book).into_iter().map(made).collect(),
            Group::Texts => self.texts().into_iter().map(made).collect(),
            Group::Search => self.search_files(),
        }
    }

    /// The book as Markdown, the list of it, and what is new in it.
    fn texts(&self) -> BTreeMap<OutPath, Arc<[u8]>> {
        let mut files = texts::feeds(&self.book);
        if self.book.settings.output.llms {
            let entries = self.book.entries.par_iter().zip(&self.chapters).zip(&self.sources);
            let written = entries.filter(|((entry, _), _)| entry.has_markdown(&self.book.settings));
            let markdown = |((entry, chapter), source): ((&Entry, &Arc<Warned<Chapter>>), &Arc<str>)| {
                let text = parse::text(&entry.card.path, source, &self.includes);
                texts::markdown(&self.book, entry, &chapter.value, &text)
            };
            files.extend(written.map(markdown).collect::<Vec<_>>());
            files.extend([texts::list(&self.book)]);
        }
        files
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
        for (entry, chapter) in self.book.entries.iter().zip(&self.chapters) {
            let front = &entry.front_links;
            let roles = chapter.value.doc.links.iter().map(|link| link.role);
            let follow = front.further.iter().map(|target| (LinkRole::Follow, target));
            let show =
                [&front.cover, &front.audio, &front.video].into_iter().flatten().map(|target| (LinkRole::Show, target));
            for (role, target) in roles.zip(&entry.links).chain(follow).chain(show) {
                match (role, target) {
                    (LinkRole::Follow, Target::File(path)) => drop(linked.insert(path)),
                    (LinkRole::Show, Target::File(path)) => drop(shown.insert(path)),
                    _ => {}
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
    let key = Key::of(&(theme, &settings.locales, settings.output.minify));
    let look = memory.looks.get(key, || Look::new(theme, &settings.locales, settings.output.minify).map(Arc::new));
    Warned::clone(&look)
}

/// Does the same with every item, in parallel; values and complaints come in the items'
/// order.
fn each<T: Sync, U: Send>(items: &[T], make: impl Fn(&T) -> Warned<U> + Send + Sync) -> Warned<Vec<U>> {
    let warned: Vec<Warned<U>> = items.par_iter().map(make).collect();
    let mut told: Vec<Diagnostic> = Vec::new();
    let value = warned.into_iter().map(|warned| warned.tell(&mut told)).collect();
    Warned { value, told }
}

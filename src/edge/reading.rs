//! A project that is read for a command that looks at texts and builds no site.
//!
//! Edge. Knows no command.

use std::sync::Arc;

use super::{
    build::text,
    clock::today,
    failure::Failure,
    load,
    project::{Project, SETTINGS},
    report::{self, Verdict},
    terminal::Terminal,
};
use crate::{
    book::{Book, EntryIdx, LocaleIdx},
    diag::{Diagnostic, Level, nearest},
    input::{Input, Options},
    ledger,
    locale::LocaleCode,
    memo::Memory,
    path::{ContentPath, ProjectPath},
    pipeline::Edition,
    translation::PairId,
};

/// A project's texts.
#[derive(Debug)]
pub struct Reading<'p> {
    /// Where it lies.
    pub project: &'p Project,
    /// What was read.
    pub input: Input,
    memory: Memory,
}

impl<'p> Reading<'p> {
    /// Reads a project.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn of(project: &'p Project, with_drafts: bool) -> Result<Self, Failure> {
        let options = Options { with_drafts, base_url: None, minify: None, today: today()? };
        let input = load::load(project, options, &load::Remembered::default())?.input;
        // What is wrong with the texts is for `check` to tell.
        Ok(Self { project, input: input.value, memory: Memory::default() })
    }

    /// The book, bound. Tells faults of the settings and of ledgers, without which nothing
    /// that a command says of them can be relied on.
    ///
    /// # Errors
    ///
    /// Wrong usage, when the settings have errors.
    pub fn edition(&self, terminal: Terminal) -> Result<Edition, Failure> {
        let mut told = Vec::new();
        let edition = Edition::open(&self.input, &self.memory).tell(&mut told);
        let is_wanted = |told: &Diagnostic| {
            let file = told.place.as_ref().map(|place| place.file.as_str()).unwrap_or_default();
            file == SETTINGS || file.starts_with("content/_sync/")
        };
        told.retain(is_wanted);
        let verdict = Verdict::new(told, &edition.book().settings);
        for fault in &verdict.faults {
            let texts = |file: &ProjectPath| self.text(file);
            terminal.complain(&format!("{}\n", report::human(fault, &texts)));
        }
        let in_settings = |fault: &report::Fault| {
            let place = fault.diagnostic.place.as_ref();
            fault.level == Level::Error && place.is_some_and(|place| place.file.as_str() == SETTINGS)
        };
        if verdict.faults.iter().any(in_settings) {
            return Err(Failure::usage(format!("`{SETTINGS}` has errors")));
        }
        Ok(edition)
    }

    /// A file's text as it was read.
    #[must_use]
    pub fn text(&self, file: &ProjectPath) -> Option<Arc<str>> {
        text(self.project, &self.input, file)
    }

    /// Refuses to write a ledger that could not be read: what is in it would be lost.
    ///
    /// # Errors
    ///
    /// Wrong usage, when there is such a ledger.
    pub fn check_ledger(&self, edition: &Edition, entry: EntryIdx) -> Result<(), Failure> {
        let path = ledger_path(edition.book(), entry);
        let is_read = edition.bench(entry).is_some_and(|bench| bench.ledger.is_some());
        if is_read || !self.input.ledgers.contains_key(&path) {
            return Ok(());
        }
        Err(Failure::usage(format!("`{}` cannot be read, so it is left as it is", path.in_project()))
            .help("mend it, or remove it and begin it anew with `diglot ledger init`"))
    }
}

/// Where the ledger of a translation lies.
#[must_use]
pub fn ledger_path(book: &Book, entry: EntryIdx) -> ContentPath {
    ledger::path(&book.entry(entry).card.path)
}

/// The locales that are asked for; all when none is.
///
/// # Errors
///
/// Wrong usage, when the book has no such locale.
pub fn locales(book: &Book, asked: &[LocaleCode]) -> Result<Vec<LocaleIdx>, Failure> {
    if asked.is_empty() {
        return Ok(book.locale_idxs().collect());
    }
    let find = |code: &LocaleCode| {
        let codes = || book.settings.locales.iter().map(|locale| locale.code.as_str());
        let list = || codes().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        book.locale_idx(code).ok_or_else(|| {
            Failure::usage(format!("the book has no language `{code}`")).help(format!("its languages are {}", list()))
        })
    };
    asked.iter().map(find).collect()
}

/// A page of the command line, perhaps with the name of one of its pairs.
#[derive(Clone, Debug)]
pub struct AskedPage {
    /// The chapter.
    pub entry: EntryIdx,
    /// The pair.
    pub id: Option<PairId>,
}

impl AskedPage {
    /// Finds what `zh/04.md#p7` names: a path under `content/`, with or without `.md`, or
    /// the address of a page.
    ///
    /// # Errors
    ///
    /// Wrong usage, when there is no such page.
    pub fn find(book: &Book, asked: &str) -> Result<Self, Failure> {
        let (path, id) = asked.split_once('#').map_or((asked, None), |(path, id)| (path, Some(id)));
        let slashed = path.replace('\\', "/");
        let inner = slashed.strip_prefix("./").unwrap_or(&slashed);
        let inner = inner.strip_prefix("content/").unwrap_or(inner).trim_matches('/');
        let is_it = |idx: &usize| {
            let entry = &book.entries[*idx];
            let path = entry.card.path.as_str();
            let stem = path.strip_suffix(".md").unwrap_or(path);
            inner == path
                || inner == stem
                || Some(inner) == stem.strip_suffix("/index")
                || inner == entry.permalink.as_str().trim_matches('/')
        };
        let Some(entry) = (0..book.entries.len()).find(is_it).map(EntryIdx) else {
            let paths = book.entries.iter().map(|entry| entry.card.path.as_str());
            let failure = Failure::usage(format!("the book has no page `{path}`"));
            return Err(match nearest(inner, paths) {
                Some(near) => failure.help(format!("the closest is `{near}`")),
                None => {
                    failure.help("a page is named by its path under `content/`, such as `zh/01-part/02-chapter.md`")
                }
            });
        };
        let id = match id {
            None => None,
            Some(id) => Some(PairId::new(id).ok_or_else(|| Failure::usage(format!("`#{id}` names no paragraph")))?),
        };
        Ok(Self { entry, id })
    }

    /// The translations that it stands for: itself, or those of an original.
    #[must_use]
    pub fn translations(&self, edition: &Edition) -> Vec<EntryIdx> {
        if edition.original(self.entry).is_some() {
            return vec![self.entry];
        }
        edition.book().versions(self.entry).filter(|version| edition.original(*version).is_some()).collect()
    }
}

/// The translations of the pages that are asked for, in these locales: those of the whole
/// book when no page is named, in all locales when none is.
///
/// # Errors
///
/// Wrong usage, when there is no such page or locale.
pub fn asked_translations(edition: &Edition, pages: &[String], codes: &[LocaleCode]) -> Result<Vec<EntryIdx>, Failure> {
    let book = edition.book();
    let locales = locales(book, codes)?;
    let mut asked = Vec::new();
    for page in pages {
        asked.extend(AskedPage::find(book, page)?.translations(edition));
    }
    if pages.is_empty() {
        asked.extend(edition.translated().map(|(_, entry)| entry));
    }
    asked.retain(|entry| locales.contains(&book.entry(*entry).locale));
    Ok(asked)
}

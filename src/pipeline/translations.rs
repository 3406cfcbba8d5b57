//! Sets every translation against its original: units, alignment and ledger joined.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;
use serde::Serialize;

use super::Edition;
use crate::{
    align::{HintFault, Hinted, Term, align, align_hinted},
    bind,
    book::{Book, EntryIdx},
    chapter::Chapter,
    diag::{Code, Diagnostic, Warned},
    glossary::Names,
    input::Input,
    ledger::{self, Join, Ledger, Sealed},
    memo::Key,
    path::{Anchor, ContentPath},
    settings::Settings,
    span::Span,
    translation::{PairId, Translation},
    unit::{self, Unit},
};

/// A translation and its original, with all that is known of how one follows the other.
#[derive(Debug)]
pub struct Bench<'e> {
    /// The original's chapter.
    pub original: &'e Chapter,
    /// The translation's chapter.
    pub translation: &'e Chapter,
    /// The original's blocks.
    pub left: Vec<Sealed<'e>>,
    /// The translation's blocks.
    pub right: Vec<Sealed<'e>>,
    /// What the ledger holds of them.
    pub ledger: Option<&'e Ledger>,
    alignment: Arc<Hinted>,
    headings: Vec<Option<PairId>>,
    reserved: BTreeSet<&'e str>,
}

impl Bench<'_> {
    /// What is joined.
    #[must_use]
    pub fn join(&self) -> Join<'_> {
        Join {
            original: &self.left,
            translation: &self.right,
            alignment: &self.alignment.alignment,
            headings: &self.headings,
            reserved: &self.reserved,
        }
    }
}

impl Edition {
    /// Which units of two versions of a chapter answer one another. The languages may be
    /// any two; hints are heeded from an original to its translation.
    #[must_use]
    pub fn alignment(&self, from: EntryIdx, to: EntryIdx) -> Arc<Hinted> {
        if self.original(to) != Some(from) {
            return self.aligned(from, to, true);
        }
        let aligned = || self.aligned(from, to, self.memory.is_kept);
        Arc::clone(self.translations.aligned[to.0].get_or_init(aligned))
    }

    /// The same, looked up in memory or not.
    fn aligned(&self, from: EntryIdx, to: EntryIdx, is_remembered: bool) -> Arc<Hinted> {
        let terms = self.terms(from, to);
        let (left, right) = (self.units(from), self.units(to));
        let has_hints = left.iter().chain(right).any(|unit| unit.hint.is_some());
        if !has_hints || self.original(to) != Some(from) {
            let free = || Hinted { alignment: align(left, right, &terms), faults: Vec::new() };
            return self.recalled(is_remembered, &(left, right, &terms), free);
        }
        let ids = places(self.chapter(from), left);
        self.recalled(is_remembered, &(left, right, &terms, &ids), || align_hinted(left, right, &terms, &ids))
    }

    /// What memory has of what depends on `parts`, or else what is made now. To look it up
    /// takes time too.
    fn recalled(&self, is_remembered: bool, parts: &impl Serialize, make: impl FnOnce() -> Hinted) -> Arc<Hinted> {
        if is_remembered { self.memory.alignments.get(&Key::of(parts), make) } else { Arc::new(make()) }
    }

    /// The terms of the glossary in the languages of two chapters.
    pub(super) fn terms(&self, left: EntryIdx, right: EntryIdx) -> Vec<Term> {
        let code = |entry| &self.book.entry(entry).card.locale;
        let (left, right) = (code(left), code(right));
        let forms = |names: &Names| names.forms().map(|form| (&**form).into()).collect();
        let in_both =
            self.book.glossary.terms.iter().filter_map(|term| term.names.get(left).zip(term.names.get(right)));
        in_both.map(|(left, right)| Term { left: forms(left), right: forms(right) }).collect()
    }

    /// Every translation with its original before it, in the order of the book.
    pub fn translated(&self) -> impl Iterator<Item = (EntryIdx, EntryIdx)> {
        (0..self.book.entries.len()).map(EntryIdx).filter_map(|entry| Some((self.original(entry)?, entry)))
    }

    /// The original that a chapter renders; `None` for an original.
    #[must_use]
    pub fn original(&self, entry: EntryIdx) -> Option<EntryIdx> {
        Some(self.book.leading_version(entry)).filter(|original| *original != entry)
    }

    /// How far a translation follows its original, pair by pair; `None` for a chapter that
    /// is an original itself. Joined when it is asked for first.
    #[must_use]
    pub fn translation(&self, entry: EntryIdx) -> Option<&Translation> {
        let original = self.original(entry)?;
        let join = || {
            let bench = self.bench(entry)?;
            let pairs = ledger::join(&bench.join(), bench.ledger);
            Some(Translation { original, translation: entry, pairs, has_ledger: bench.ledger.is_some() })
        };
        self.translations.joined[entry.0].get_or_init(join).as_ref()
    }

    /// A translation laid beside its original; `None` for an original.
    #[must_use]
    pub fn bench(&self, entry: EntryIdx) -> Option<Bench<'_>> {
        let from = self.original(entry)?;
        let (original, translation) = (self.chapter(from), self.chapter(entry));
        Some(Bench {
            original,
            translation,
            left: Sealed::all(self.units(from)),
            right: Sealed::all(self.units(entry)),
            ledger: self.translations.ledgers.get(&entry),
            alignment: self.alignment(from, entry),
            headings: ledger::heading_ids(original, self.units(from)),
            reserved: ids(original).chain(ids(translation)).collect(),
        })
    }

    /// The hints of a translation and its original that cannot be heeded.
    pub(super) fn hint_faults(&self, original: EntryIdx, entry: EntryIdx) -> Vec<Diagnostic> {
        let tell = |fault: &HintFault| {
            let entry = if fault.is_original { original } else { entry };
            let (chapter, unit) = (self.chapter(entry), &self.units(entry)[fault.unit]);
            let span = unit::hint_of(&chapter.doc, unit).map_or(unit.span, |hint| hint.span);
            let (file, span) = chapter.origin.locate(span);
            Diagnostic::new(Code::InvalidHint, file, span, Arc::clone(&fault.message))
                .help("change the hint or take it out; without it, the block is paired as it seems best")
        };
        self.alignment(original, entry).faults.iter().map(tell).collect()
    }
}

/// The unit that each id of a chapter names: the heading that has it, or the block in or
/// before which it is set.
pub(super) fn places<'a>(chapter: &'a Chapter, units: &'a [Unit]) -> BTreeMap<&'a str, usize> {
    let set = chapter.doc.html_ids.iter().filter_map(|(id, span)| {
        let unit = units.iter().position(|unit| unit.span.end > span.start)?;
        Some((id.as_str(), unit))
    });
    let headings = ledger::heading_places(chapter, units);
    set.chain(headings.into_iter().map(|(unit, id)| (id, unit))).collect()
}

/// Every id that a link may lead to on the page of a chapter.
fn ids(chapter: &Chapter) -> impl Iterator<Item = &str> {
    chapter.card.ids.keys().map(Anchor::as_str)
}

/// How each translation follows its original.
#[derive(Debug)]
pub(super) struct Translations {
    /// What was accepted of each.
    pub(super) ledgers: Arc<BTreeMap<EntryIdx, Ledger>>,
    /// Which units of each answer its original's, once that is asked for; one for each entry.
    aligned: Vec<OnceLock<Arc<Hinted>>>,
    /// What has become of it, once that is asked for; one for each entry.
    joined: Vec<OnceLock<Option<Translation>>>,
}

impl Translations {
    /// Reads the ledgers of the book's translations, in parallel, and tells those that
    /// belong to none. Joins nothing.
    pub(super) fn of(input: &Input, settings: &Settings, book: &Book) -> Warned<Self> {
        let mut told = unused(input, settings);
        let read = Self::some(input, book, |_| true).tell(&mut told);
        Warned { value: read, told }
    }

    /// Reads the ledgers of those translations that are wanted.
    pub(super) fn some(input: &Input, book: &Book, is_wanted: impl Fn(EntryIdx) -> bool) -> Warned<Self> {
        let mut told = Vec::new();
        let wanted: Vec<(EntryIdx, ContentPath)> = (0..book.entries.len())
            .map(EntryIdx)
            .filter(|entry| is_wanted(*entry) && book.leading_version(*entry) != *entry)
            .map(|entry| (entry, ledger::path(&book.entry(entry).card.path)))
            .collect();
        let read: Vec<_> = wanted
            .par_iter()
            .filter_map(|(entry, path)| Some((*entry, ledger::read(&path.in_project(), input.ledgers.get(path)?))))
            .collect();
        let ledgers = read.into_iter().filter_map(|(entry, ledger)| Some((entry, ledger.tell(&mut told)?))).collect();
        let of_book = Self::with(Arc::new(ledgers), book);
        Warned { value: of_book, told }
    }

    /// The translations of a book whose ledgers were read.
    fn with(ledgers: Arc<BTreeMap<EntryIdx, Ledger>>, book: &Book) -> Self {
        let aligned = book.entries.iter().map(|_| OnceLock::new()).collect();
        Self { ledgers, aligned, joined: book.entries.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The same ledgers, nothing joined yet.
    pub(super) fn unjoined(&self, book: &Book) -> Self {
        Self::with(Arc::clone(&self.ledgers), book)
    }
}

/// Ledgers whose translation is gone.
fn unused(input: &Input, settings: &Settings) -> Vec<Diagnostic> {
    let has_folders = bind::has_locale_folders(settings, input.sources.keys());
    let of_sources: BTreeSet<ContentPath> = input
        .sources
        .keys()
        .filter(|path| bind::tree_path(settings, path, has_folders).is_some())
        .map(ledger::path)
        .collect();
    let tell = |path: &ContentPath| {
        let message = "there is no chapter that this ledger is of";
        Diagnostic::new(Code::UnusedLedger, &path.in_project(), Span::default(), message)
            .help("move it to where its translation went, or remove it")
    };
    input.ledgers.keys().filter(|path| !of_sources.contains(*path)).map(tell).collect()
}

//! Makes the whole site: every page by itself, in parallel, and beside them what finds them.
//!
//! Of a long book a few chapters are taken up at a time, each with its translations: their
//! texts are read, all that shows them is printed and given away, and they are let go of
//! again. So memory grows with what is known of each chapter and not with all that they say.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Edition, address::Group, counts::PageCounts};
use crate::{
    book::EntryIdx,
    diag::Warned,
    input::Input,
    memo::Memory,
    path::OutPath,
    search::Indexer,
    site::{Artifact, Keep, Recipe, Site},
    view::{self, Place, Printed},
};

/// How many chapters of a long book are taken up at a time, translations not counted. Their
/// texts are read twice then.
const N_AT_A_TIME: usize = 32;

/// Builds the site.
///
/// When anything told has the level of an error, the site is not fit to publish. Costs
/// what changed when `memory` is kept from the build before. What is made is given to
/// `keep`, which says where it is from then on.
#[must_use]
pub fn build(input: &Input, memory: &Memory, keep: Keep<'_>) -> Warned<Site> {
    build_with(input, memory, keep, Pace::of(input))
}

/// How many chapters are taken up at a time. The site is the same either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// All of them.
    AtOnce,
    /// So many, each with its translations.
    Few(usize),
}

impl Pace {
    /// The pace for a book.
    pub(super) fn of(input: &Input) -> Self {
        if input.is_long() { Self::Few(N_AT_A_TIME) } else { Self::AtOnce }
    }

    /// How many of `n_all` chapters are taken up at a time; at least one.
    pub(super) fn n_chapters(self, n_all: usize) -> usize {
        match self {
            Self::AtOnce => n_all.max(1),
            Self::Few(n_chapters) => n_chapters.max(1),
        }
    }

    /// The memory for it.
    pub(super) fn memory(self, memory: &Memory) -> Memory {
        if self == Self::AtOnce { memory.clone() } else { memory.lean() }
    }
}

/// Builds the site at a pace; see [`build`].
#[must_use]
pub fn build_with(input: &Input, memory: &Memory, keep: Keep<'_>, pace: Pace) -> Warned<Site> {
    let memory = pace.memory(memory);
    let mut told = Vec::new();
    let edition = Edition::open(input, &memory).tell(&mut told);
    let making = Making { edition: &edition, memory: &memory, keep };
    let made = match pace {
        Pace::AtOnce => making.at_once(),
        Pace::Few(_) => making.few_at_a_time(pace),
    };

    let Made { pages, artifacts } = made;
    let mut site = Site { artifacts, ..Site::default() };
    let mut counts = edition.counts();
    for (place, printed) in edition.press.places().iter().zip(pages) {
        let kept = printed.map_or(Kept::Failed, |kept| kept.tell(&mut told));
        making.take(place, kept, &mut site, &mut counts);
    }
    told.extend(edition.unfindable().cloned());
    memory.tidy();
    site.counts = counts.finish(&edition.book);
    // A fault of a template that many pages share is one fault.
    Warned { value: site, told: view::once(told) }
}

/// A page that was printed, and given away.
enum Kept {
    Made(Artifact, Option<Recipe>),
    AsBefore,
    Failed,
}

/// Everything that a site is put together from.
struct Made {
    /// In the order of the press's places; `None` for one that was not come to.
    pages: Vec<Option<Warned<Kept>>>,
    /// What is no page.
    artifacts: BTreeMap<OutPath, Artifact>,
}

/// A site in the making.
struct Making<'a> {
    edition: &'a Edition,
    memory: &'a Memory,
    keep: Keep<'a>,
}

impl Making<'_> {
    fn at_once(&self) -> Made {
        let places = self.edition.press.places();
        // Versions of a chapter have listings in common, whose lines one thread reads once.
        let shown_on = self.shown_on(&places);
        let chapters = self.edition.families().concat().into_iter().flat_map(|idx| shown_on[idx.0].iter().copied());
        let others = (0..places.len()).filter(|at| chapter_of(&places[*at]).is_none());
        let order: Vec<usize> = chapters.chain(others).collect();

        let mut pages: Vec<Option<Warned<Kept>>> = places.iter().map(|_| None).collect();
        let files = || Group::ALL.into_iter().flat_map(|group| self.edition.group(group)).collect();
        let ((), artifacts) = rayon::join(|| self.print_all(self.edition, &places, &order, &mut pages), files);
        Made { pages, artifacts }
    }

    fn few_at_a_time(&self, pace: Pace) -> Made {
        let places = self.edition.press.places();
        let mut pages: Vec<Option<Warned<Kept>>> = places.iter().map(|_| None).collect();
        let indexers: Vec<Indexer> =
            self.edition.book.locale_idxs().map(|locale| self.edition.indexer(locale)).collect();
        let mut artifacts = BTreeMap::new();

        let shown_on = self.shown_on(&places);
        let families = self.edition.families();
        for batch in families.chunks(pace.n_chapters(families.len())) {
            // What is read for these chapters is held by this edition and goes with it.
            let edition = self.edition.renewed();
            let entries = batch.concat();
            let wanted: Vec<usize> = entries.iter().flat_map(|idx| &shown_on[idx.0]).copied().collect();
            self.print_all(&edition, &places, &wanted, &mut pages);
            let others: Vec<_> = entries.par_iter().filter_map(|idx| self.beside(&edition, *idx, &indexers)).collect();
            artifacts.extend(others);
            self.memory.tidy();
        }

        self.edition.index(indexers);
        let edition = self.edition.renewed();
        let rest: Vec<usize> = (0..places.len()).filter(|at| pages[*at].is_none()).collect();
        self.print_all(&edition, &places, &rest, &mut pages);
        let groups = Group::ALL.into_iter().filter(|group| *group != Group::Markdown);
        artifacts.extend(groups.flat_map(|group| edition.group(group)).map(|(path, file)| (path, self.away(file))));
        Made { pages, artifacts }
    }

    /// The places of the pages that show each chapter.
    fn shown_on(&self, places: &[Place]) -> Vec<Vec<usize>> {
        let mut shown_on = vec![Vec::new(); self.edition.book.entries.len()];
        for (at, place) in places.iter().enumerate() {
            if let Some(idx) = chapter_of(place) {
                shown_on[idx.0].push(at);
            }
        }
        shown_on
    }

    /// Prints the pages of some places, in this order and in parallel, and puts each where its
    /// place is.
    fn print_all(&self, edition: &Edition, places: &[Place], wanted: &[usize], pages: &mut [Option<Warned<Kept>>]) {
        let printed: Vec<_> = wanted.par_iter().map(|at| self.print(edition, &places[*at])).collect();
        for (at, page) in wanted.iter().zip(printed) {
            pages[*at] = Some(page);
        }
    }

    /// Prints a page and gives it away.
    fn print(&self, edition: &Edition, place: &Place) -> Warned<Kept> {
        edition.page(place).map(|page| match page {
            Printed::Made { bytes, recipe } => Kept::Made((self.keep)(bytes.into_boxed_slice().into()), recipe),
            Printed::AsBefore => Kept::AsBefore,
            Printed::Failed => Kept::Failed,
        })
    }

    /// Makes what else is made of a chapter while its text is there: what a search finds of
    /// it, how far it follows its original, and its Markdown, which it gives.
    fn beside(&self, edition: &Edition, idx: EntryIdx, indexers: &[Indexer]) -> Option<(OutPath, Artifact)> {
        let book = &edition.book;
        if book.settings.search.enabled {
            edition.index_page(idx, &indexers[book.entry(idx).locale.0]);
        }
        let _ = edition.chapter_standing(idx);
        edition.text_file(idx).map(|(path, bytes)| (path, self.away(Artifact::Made(bytes))))
    }

    /// A file that was made, given away.
    fn away(&self, file: Artifact) -> Artifact {
        match file {
            Artifact::Made(bytes) => (self.keep)(bytes),
            file => file,
        }
    }

    /// Puts a page into the site.
    fn take(&self, place: &Place, page: Kept, site: &mut Site, counts: &mut PageCounts) {
        let press = &self.edition.press;
        counts.count(press.locale(place), place);
        let path = press.permalink(place).out_path();
        let (artifact, recipe) = match page {
            Kept::Made(artifact, recipe) => (artifact, recipe),
            Kept::AsBefore => (Artifact::Kept, self.memory.known(&path).published().copied()),
            Kept::Failed => return,
        };
        site.recipes.extend(recipe.map(|recipe| (path.clone(), recipe)));
        site.artifacts.insert(path, artifact);
    }
}

/// The chapter that a page shows.
fn chapter_of(place: &Place) -> Option<EntryIdx> {
    match place {
        Place::Entry(idx) | Place::Untranslated(idx, _) | Place::Facing(idx, _) => Some(*idx),
        _ => None,
    }
}

impl Edition {
    /// Every chapter with its translations, the leading version's place in the book giving
    /// the order.
    pub(super) fn families(&self) -> Vec<Vec<EntryIdx>> {
        let mut families: BTreeMap<EntryIdx, Vec<EntryIdx>> = BTreeMap::new();
        for idx in (0..self.book.entries.len()).map(EntryIdx) {
            families.entry(self.book.leading_version(idx)).or_default().push(idx);
        }
        families.into_values().collect()
    }
}

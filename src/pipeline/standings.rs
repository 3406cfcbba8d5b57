//! Sums up how far each locale is with the book.

use std::{cell::LazyCell, collections::BTreeMap};

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    ledger,
    path::{Anchor, OutPath},
    progress,
    site::Artifact,
    standing::{ChapterStanding, Open, Standing, is_open},
    translation::{Pair, State, Totals, Translation},
    unit::{Place, Unit},
    view::body::notes::id_of_note,
};

/// How much of a paragraph tells which one it is, in characters.
const OPENING: usize = 80;

impl Edition {
    /// How far each locale is that translates anything, or could; in the settings' order.
    /// Summed up when it is asked for first.
    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        if self.ties.standings.get().is_none() {
            // Before the cell is held: a thread that waits for others here may take up the page
            // that shows the standings, and would wait for itself. A translation joins once,
            // whoever asks for it; here all of them do.
            let entries: Vec<EntryIdx> = (0..self.book.entries.len()).map(EntryIdx).collect();
            entries.par_iter().for_each(|entry| _ = self.chapter_standing(*entry));
        }
        let sum_up = || self.book.locale_idxs().filter_map(|locale| self.standing(locale)).collect();
        self.ties.standings.get_or_init(sum_up)
    }

    /// What says it to programs.
    pub(super) fn status_files(&self) -> impl Iterator<Item = (OutPath, Artifact)> {
        let words = |standing: &Standing| self.press.status_words(standing.locale);
        let files = progress::files(&self.book, self.standings(), words, self.ties.today);
        files.into_iter().map(|(path, bytes)| (path, Artifact::Made(bytes)))
    }

    /// How far a locale is; `None` for one in which everything is original.
    fn standing(&self, locale: LocaleIdx) -> Option<Standing> {
        let reading = &self.book.tree(locale).reading;
        let own = reading.iter().filter(|idx| self.book.entry(**idx).locale == locale);
        let chapters: Vec<ChapterStanding> = own.filter_map(|idx| self.chapter_standing(*idx).cloned()).collect();
        let entries = (0..self.book.entries.len()).map(EntryIdx);
        let untranslated: Vec<EntryIdx> = entries.filter(|idx| self.is_lacking(*idx, locale)).collect();
        let is_original = self.book.settings.locales[locale.0].code == self.book.settings.original;
        if chapters.is_empty() && (untranslated.is_empty() || is_original) {
            return None;
        }
        let mut totals = Totals::default();
        for chapter in &chapters {
            totals.join(&chapter.totals);
        }
        for idx in &untranslated {
            totals.add(State::Missing, 1, u64::from(self.book.entry(*idx).card.length.n_characters));
        }
        Some(Standing { locale, totals, chapters, untranslated })
    }

    /// How far a translation is; `None` for an original. Summed up when it is asked for
    /// first.
    pub(super) fn chapter_standing(&self, entry: EntryIdx) -> Option<&ChapterStanding> {
        let sum_up = || {
            let translation = self.translation(entry)?;
            let open = translation.pairs.iter().filter(|pair| is_open(pair.state));
            let (chapter, units) = (self.chapter(entry), self.units(entry));
            let headings: LazyCell<BTreeMap<usize, &str>, _> =
                LazyCell::new(|| ledger::heading_places(chapter, units).into_iter().collect());
            let heading = |unit: usize| headings.get(&unit).and_then(|id| Anchor::explicit(id));
            let open = open.map(|pair| self.waiting(translation, pair, &heading)).collect();
            Some(ChapterStanding { entry, original: translation.original, totals: translation.totals(), open })
        };
        self.ties.of_chapters[entry.0].get_or_init(sum_up).as_ref()
    }

    fn waiting(&self, translation: &Translation, pair: &Pair, heading: &dyn Fn(usize) -> Option<Anchor>) -> Open {
        let (units, range) = if pair.left.is_empty() {
            (self.units(translation.translation), &pair.right)
        } else {
            (self.units(translation.original), &pair.left)
        };
        let units: &[Unit] = units.get(range.clone()).unwrap_or_default();
        let mut hasher = blake3::Hasher::new();
        for unit in units {
            hasher.update(unit.text.as_bytes()).update(b"\n");
        }
        let letters = units.first().map_or("", |unit| &unit.text).chars().take(OPENING);
        let opening: String = letters.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        Open {
            id: pair.id.clone(),
            anchor: self.anchor(translation.translation, pair, heading),
            state: pair.state,
            opening: opening.into(),
            print: hasher.finalize().to_hex()[..16].into(),
        }
    }

    /// The id of a pair's place on the page of a translation; `None` for what it lacks.
    /// `heading` gives the id that a unit has in the chapter as a heading.
    fn anchor(&self, translation: EntryIdx, pair: &Pair, heading: &dyn Fn(usize) -> Option<Anchor>) -> Option<Anchor> {
        let first = Some(pair.right.start).filter(|_| !pair.right.is_empty())?;
        if let Some(id) = self.ids(translation).get(first)? {
            return Some(id.clone());
        }
        if let Place::Footnote(note) = self.units(translation).get(first)?.place {
            return id_of_note(note as usize);
        }
        Some(self.book.entry(translation).id(&heading(first)?).clone())
    }
}

//! Sums up how far each locale is with the book.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    path::OutPath,
    progress,
    site::Artifact,
    standing::{ChapterStanding, Open, Standing, is_open},
    translation::{Pair, State, Totals, Translation},
    unit::Unit,
};

/// How much of a paragraph tells which one it is, in characters.
const OPENING: usize = 80;

impl Edition {
    /// How far each locale is that translates anything, or could; in the settings' order.
    /// Summed up when it is asked for first.
    #[must_use]
    pub fn standings(&self) -> &[Standing] {
        self.ties.standings.get_or_init(|| {
            // A translation joins once, whoever asks for it; here all of them do.
            let entries: Vec<EntryIdx> = (0..self.book.entries.len()).map(EntryIdx).collect();
            entries.par_iter().for_each(|entry| _ = self.chapter_standing(*entry));
            self.book.locale_idxs().filter_map(|locale| self.standing(locale)).collect()
        })
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
            let open = open.map(|pair| self.waiting(translation, pair)).collect();
            Some(ChapterStanding { entry, original: translation.original, totals: translation.totals(), open })
        };
        self.ties.of_chapters[entry.0].get_or_init(sum_up).as_ref()
    }

    fn waiting(&self, translation: &Translation, pair: &Pair) -> Open {
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
            state: pair.state,
            opening: opening.into(),
            print: hasher.finalize().to_hex()[..16].into(),
        }
    }
}

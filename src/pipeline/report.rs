//! Makes the report of how far translations follow, and what is told of those that do not.

use std::sync::Arc;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    chapter::Chapter,
    diag::{Code, Diagnostic, Place},
    input::Input,
    ledger::Sealed,
    path::ProjectPath,
    span::{LineColumn, Span},
    status::{LocaleStatus, PageStatus, PairStatus, Spot, Status, Untranslated},
    translation::{Pair, State, Totals, Translation},
    unit::Unit,
};

impl Edition {
    /// How far the translations into `locales` follow; of the pages `wanted` only, unless
    /// that is empty.
    #[must_use]
    pub fn status(&self, input: &Input, locales: &[LocaleIdx], wanted: &[EntryIdx]) -> Status {
        let of = |locale: &LocaleIdx| {
            let is_wanted = |entry: &EntryIdx| wanted.is_empty() || wanted.contains(entry);
            let pages: Vec<PageStatus> = self
                .translated()
                .map(|(_, entry)| entry)
                .filter(|entry| self.book.entry(*entry).locale == *locale && is_wanted(entry))
                .filter_map(|entry| self.page_status(input, entry))
                .collect();
            let untranslated = if wanted.is_empty() { self.untranslated(*locale) } else { Vec::new() };
            (!pages.is_empty() || !untranslated.is_empty()).then(|| self.locale_status(*locale, pages, untranslated))
        };
        Status { locales: locales.iter().filter_map(of).collect() }
    }

    fn locale_status(
        &self,
        locale: LocaleIdx,
        pages: Vec<PageStatus>,
        untranslated: Vec<(EntryIdx, usize, u64)>,
    ) -> LocaleStatus {
        let mut totals = Totals::default();
        for page in &pages {
            totals.join(&page.totals);
        }
        for (_, n_pairs, n_characters) in &untranslated {
            totals.add(State::Missing, *n_pairs, *n_characters);
        }
        let untranslated = untranslated.into_iter().map(|(entry, _, n_characters)| Untranslated {
            original: self.book.entry(entry).card.path.clone(),
            n_characters,
        });
        LocaleStatus {
            locale: self.book.settings.locales[locale.0].code.clone(),
            per_mille: totals.per_mille(),
            untranslated: untranslated.collect(),
            totals,
            pages,
        }
    }

    /// The chapters that a locale does not have, each with how much it is.
    fn untranslated(&self, locale: LocaleIdx) -> Vec<(EntryIdx, usize, u64)> {
        let entries = (0..self.book.entries.len()).map(EntryIdx);
        let lacking = entries.filter(|entry| self.is_lacking(*entry, locale));
        let measured = lacking.map(|entry| {
            let units = self.units(entry);
            let n_characters = units.iter().map(|unit| u64::from(Sealed::of(unit).n_characters())).sum();
            (entry, units.len(), n_characters)
        });
        measured.collect()
    }

    fn page_status(&self, input: &Input, entry: EntryIdx) -> Option<PageStatus> {
        let translation = self.translation(entry)?;
        let totals = translation.totals();
        let worth = translation.pairs.iter().filter(|pair| PairStatus::is_worth_a_line(pair.state, pair.is_touched));
        Some(PageStatus {
            path: self.book.entry(entry).card.path.clone(),
            original: self.book.entry(translation.original).card.path.clone(),
            has_ledger: translation.has_ledger,
            per_mille: totals.per_mille(),
            totals,
            pairs: worth.map(|pair| self.pair_status(input, entry, translation.original, pair)).collect(),
        })
    }

    fn pair_status(&self, input: &Input, entry: EntryIdx, original: EntryIdx, pair: &Pair) -> PairStatus {
        let was = self.was(entry, pair);
        let spot = |entry: EntryIdx, run: &std::ops::Range<usize>| {
            let units = &self.units(entry)[run.clone()];
            let (file, span) = self.locate(entry, units)?;
            let line = input.text_of(&file).map_or(1, |text| LineColumn::at(&text, span.range().start).line);
            let text: Vec<&str> = units.iter().map(|unit| unit.text.trim()).collect();
            Some(Spot { file, line, text: text.join("\n").into() })
        };
        PairStatus {
            id: pair.id.clone(),
            state: pair.state,
            is_touched: pair.is_touched,
            was,
            source: spot(original, &pair.left),
            target: spot(entry, &pair.right),
        }
    }

    /// What the original's blocks of a pair said, if all of it was kept.
    pub(super) fn was(&self, entry: EntryIdx, pair: &Pair) -> Option<Arc<str>> {
        let record = self.translations.ledgers.get(&entry)?.records.iter().find(|record| record.id == pair.id)?;
        let texts: Vec<&str> = record.was.iter().map(|was| &**was).collect();
        (!texts.is_empty()).then(|| texts.join("\n").into())
    }

    /// Where a run of units stands in its file: that of the first.
    #[must_use]
    pub fn locate(&self, entry: EntryIdx, units: &[Unit]) -> Option<(ProjectPath, Span)> {
        let chapter: &Chapter = self.chapter(entry);
        let (file, span) = chapter.origin.locate(units.first()?.span);
        Some((file.clone(), span))
    }

    /// What is told of translations that do not follow, one diagnostic for each pair. Both
    /// codes are allowed unless the settings say otherwise.
    #[must_use]
    pub fn lag(&self, locales: &[LocaleIdx], wanted: &[EntryIdx]) -> Vec<Diagnostic> {
        let is_wanted = |entry: &EntryIdx| {
            locales.contains(&self.book.entry(*entry).locale) && (wanted.is_empty() || wanted.contains(entry))
        };
        let translations = self.translated().map(|(_, entry)| entry).filter(is_wanted);
        translations.filter_map(|entry| self.translation(entry)).flat_map(|it| self.lag_of(it)).collect()
    }

    /// The same of one translation.
    pub(super) fn lag_of(&self, translation: &Translation) -> Vec<Diagnostic> {
        let told = |pair: &Pair| {
            let (code, what) = match pair.state {
                State::Missing => (Code::MissingTranslation, "is not translated"),
                State::Removed => (Code::StaleTranslation, "is no longer in the original"),
                state if state.is_behind() => (Code::StaleTranslation, "no longer says what its original says"),
                _ => return None,
            };
            let locate = |entry, run: &std::ops::Range<usize>| self.locate(entry, &self.units(entry)[run.clone()]);
            let right = locate(translation.translation, &pair.right);
            let left = locate(translation.original, &pair.left);
            let page = &self.book.entry(translation.translation).card.path;
            let message: Arc<str> = format!("`{page}#{}` {what}", pair.id).into();
            let place = right.clone().or_else(|| left.clone()).map(|(file, span)| Place { file, span });
            let mut diagnostic = Diagnostic { place, ..Diagnostic::general(code, message) };
            if let (Some(_), Some((file, span))) = (right, left) {
                diagnostic = diagnostic.related(&file, span, "the original says");
            }
            Some(diagnostic.help(format!("`diglot status {page}` shows what changed")))
        };
        translation.pairs.iter().filter_map(told).collect()
    }

    /// Whether a locale does not have a chapter that leads its translations.
    pub(super) fn is_lacking(&self, entry: EntryIdx, locale: LocaleIdx) -> bool {
        self.book.leading_version(entry) == entry && self.book.translation(entry, locale).is_none()
    }
}

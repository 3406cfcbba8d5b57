//! What there is to tell of translations: how they differ from their originals, and what
//! does not follow.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::{EntryIdx, LocaleIdx},
    diag::{Diagnostic, Place},
    input::Input,
    memo::Memory,
    parity::{self, Finding, Texts},
    span::Span,
    terms::Terms,
    translation::State,
    unit::Unit,
};

/// What a check of the translations found.
#[derive(Debug, Default)]
pub struct Follow {
    /// What is to be told.
    pub told: Vec<Diagnostic>,
    /// How many paragraphs say what their original no longer says.
    pub n_stale: usize,
    /// How many paragraphs are not translated, those of whole chapters among them.
    pub n_missing: usize,
}

/// Sets every translation against its original. Costs what changed when `memory` is that
/// of a build.
#[must_use]
pub fn follow(input: &Input, memory: &Memory) -> Follow {
    // What opening tells, the build has told.
    let edition = Edition::open(input, memory).value;
    let entries: Vec<EntryIdx> = edition.translated().map(|(_, entry)| entry).collect();
    let told: Vec<Vec<Diagnostic>> = entries.par_iter().map(|entry| edition.parity(*entry)).collect();
    let locales: Vec<LocaleIdx> = edition.book().locale_idxs().collect();
    let avoided: Vec<Vec<Diagnostic>> = locales.iter().map(|locale| edition.avoided(*locale)).collect();
    let status = edition.status(input, &locales, &[]);
    let count =
        |is_wanted: fn(State) -> bool| -> usize { status.locales.iter().map(|it| it.totals.n_pairs(is_wanted)).sum() };
    Follow {
        told: told.into_iter().chain(avoided).flatten().chain(edition.lag(&locales, &[])).collect(),
        n_stale: count(State::is_behind),
        n_missing: count(|state| state == State::Missing),
    }
}

impl Edition {
    /// Every name in the chapters of a locale that the glossary avoids.
    fn avoided(&self, locale: LocaleIdx) -> Vec<Diagnostic> {
        let code = &self.book.settings.locales[locale.0].code;
        let glossary = &self.book.glossary;
        if glossary.in_locale(code).all(|(_, _, names)| names.avoided.is_empty()) {
            return Vec::new();
        }
        let terms = Terms::with_avoided(glossary, code);
        let entries: Vec<EntryIdx> = (0..self.book.entries.len()).map(EntryIdx).collect();
        let told =
            entries.par_iter().filter(|entry| self.book.entry(**entry).locale == locale).flat_map_iter(|entry| {
                let units = self.units(*entry);
                let findings = parity::avoided(units, &terms, glossary, code);
                findings.into_iter().map(|finding| self.told_of(*entry, units, finding)).collect::<Vec<_>>()
            });
        told.collect()
    }

    /// A finding in a chapter, with its place.
    fn told_of(&self, entry: EntryIdx, units: &[Unit], finding: Finding) -> Diagnostic {
        let located = finding.unit.and_then(|unit| self.locate(entry, &units[unit..=unit]));
        let page = || (self.book.entry(entry).card.path.in_project(), Span::default());
        let (file, span) = located.unwrap_or_else(page);
        Diagnostic { place: Some(Place { file, span }), ..Diagnostic::general(finding.code, finding.message) }
    }

    /// How a translation differs from its original where it should not.
    #[must_use]
    pub fn parity(&self, entry: EntryIdx) -> Vec<Diagnostic> {
        let Some(translation) = self.translation(entry) else { return Vec::new() };
        let (original, own) = (self.units(translation.original), self.units(entry));
        let findings = parity::findings(&Texts { original, translation: own, pairs: &translation.pairs });
        let tell = |finding: Finding| {
            let unit = finding.unit;
            let told = self.told_of(entry, own, finding);
            let pair = unit.and_then(|unit| translation.pairs.iter().find(|it| it.right.contains(&unit)));
            let left = pair.and_then(|pair| self.locate(translation.original, &original[pair.left.clone()]));
            match left {
                Some((file, span)) => told.related(&file, span, "the original"),
                None => told,
            }
        };
        findings.into_iter().map(tell).collect()
    }
}

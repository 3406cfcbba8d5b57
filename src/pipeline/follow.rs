//! What there is to tell of translations: how they differ from their originals, and what
//! does not follow.

use rayon::prelude::*;

use super::{Edition, make::Pace};
use crate::{
    book::{EntryIdx, LocaleIdx},
    diag::{Diagnostic, Place},
    input::Input,
    memo::Memory,
    parity::{self, Finding, Texts, Words},
    span::Span,
    terms::Terms,
    translation::{State, Totals, Translation},
    unit::Unit,
    view,
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
    let pace = Pace::of(input);
    // What opening tells, the build has told.
    let edition = Edition::open(input, &pace.memory(memory)).value;
    let families = edition.families();
    let mut follow = Follow::default();
    for batch in families.chunks(pace.n_chapters(families.len())) {
        follow.join(edition.renewed().follow(&batch.concat()));
    }
    // A fault of an original is found with each of its translations.
    follow.told = view::once(follow.told);
    follow
}

impl Follow {
    fn join(&mut self, more: Self) {
        self.told.extend(more.told);
        self.n_stale += more.n_stale;
        self.n_missing += more.n_missing;
    }
}

impl Edition {
    /// Sets those of `entries` that are translations against their originals, which are
    /// among them.
    fn follow(&self, entries: &[EntryIdx]) -> Follow {
        let told: Vec<Vec<Diagnostic>> = entries.par_iter().map(|entry| self.parity(*entry)).collect();
        let avoided: Vec<Diagnostic> = self.book.locale_idxs().flat_map(|it| self.avoided(it, entries)).collect();
        let translations: Vec<&Translation> = entries.iter().filter_map(|entry| self.translation(*entry)).collect();
        let totals: Vec<Totals> = translations.iter().map(|it| it.totals()).collect();
        let count = |is_wanted: fn(State) -> bool| -> usize { totals.iter().map(|it| it.n_pairs(is_wanted)).sum() };
        let lacking = |entry: &EntryIdx| {
            let n_locales = self.book.locale_idxs().filter(|locale| self.is_lacking(*entry, *locale)).count();
            if n_locales > 0 { n_locales * self.units(*entry).len() } else { 0 }
        };
        let lag = translations.iter().flat_map(|it| self.lag_of(it));
        Follow {
            told: told.into_iter().flatten().chain(avoided).chain(lag).collect(),
            n_stale: count(State::is_behind),
            n_missing: count(|state| state == State::Missing) + entries.iter().map(lacking).sum::<usize>(),
        }
    }

    /// Every name in those of `entries` that are in a locale which the glossary avoids.
    fn avoided(&self, locale: LocaleIdx, entries: &[EntryIdx]) -> Vec<Diagnostic> {
        let code = &self.book.settings.locales[locale.0].code;
        let glossary = &self.book.glossary;
        if glossary.in_locale(code).all(|(_, _, names)| names.avoided.is_empty()) {
            return Vec::new();
        }
        let terms = Terms::with_avoided(glossary, code);
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
        let words = finding.words.filter(|_| file == page().0);
        let span = words.and_then(|words| self.words_at(&words, entry, span)).unwrap_or(span);
        Diagnostic { place: Some(Place { file, span }), ..Diagnostic::general(finding.code, finding.message) }
    }

    /// Where words stand in a part of a chapter's file.
    fn words_at(&self, words: &Words, entry: EntryIdx, within: Span) -> Option<Span> {
        let (at, said) = within.of(self.source_text(entry)).match_indices(&*words.text).nth(words.n_before)?;
        let start = within.start as usize + at;
        Some(Span::new(start..start + said.len()))
    }

    /// How a translation differs from its original where it should not, and the hints that
    /// cannot be heeded.
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
        let hints = self.hint_faults(translation.original, entry);
        hints.into_iter().chain(findings.into_iter().map(tell)).collect()
    }
}

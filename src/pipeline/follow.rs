//! What there is to tell of translations: how they differ from their originals, and what
//! does not follow.

use rayon::prelude::*;

use super::Edition;
use crate::{
    book::EntryIdx,
    diag::{Diagnostic, Place},
    input::Input,
    memo::Memory,
    parity::{self, Finding, Texts},
    span::Span,
    translation::State,
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
    let locales: Vec<_> = edition.book().locale_idxs().collect();
    let status = edition.status(input, &locales, &[]);
    let count =
        |is_wanted: fn(State) -> bool| -> usize { status.locales.iter().map(|it| it.totals.n_pairs(is_wanted)).sum() };
    Follow {
        told: told.into_iter().flatten().chain(edition.lag(&locales, &[])).collect(),
        n_stale: count(State::is_behind),
        n_missing: count(|state| state == State::Missing),
    }
}

impl Edition {
    /// How a translation differs from its original where it should not.
    #[must_use]
    pub fn parity(&self, entry: EntryIdx) -> Vec<Diagnostic> {
        let Some(translation) = self.translation(entry) else { return Vec::new() };
        let (original, own) = (self.units(translation.original), self.units(entry));
        let findings = parity::findings(&Texts { original, translation: own, pairs: &translation.pairs });
        let tell = |finding: Finding| {
            let located = finding.unit.and_then(|unit| self.locate(entry, &own[unit..=unit]));
            let page = || (self.book.entry(entry).card.path.in_project(), Span::default());
            let (file, span) = located.unwrap_or_else(page);
            let told = Diagnostic::general(finding.code, finding.message);
            let told = Diagnostic { place: Some(Place { file, span }), ..told };
            let pair = finding.unit.and_then(|unit| translation.pairs.iter().find(|it| it.right.contains(&unit)));
            let left = pair.and_then(|pair| self.locate(translation.original, &original[pair.left.clone()]));
            match left {
                Some((file, span)) => told.related(&file, span, "the original"),
                None => told,
            }
        };
        findings.into_iter().map(tell).collect()
    }
}

//! How far the book's translations follow their originals, as a report.
//!
//! Three magnifications: a book has locales, a locale has pages, a page has pairs with what
//! changed in them. The value is plain; how it is printed is each form's own.
//!
//! Floor 3. Knows no file; a line is looked up by whoever makes the report.

mod human;
mod markdown;

use std::sync::Arc;

use serde::Serialize;

pub use self::{human::human, markdown::markdown};
use crate::{
    diff::{self, Piece},
    locale::LocaleCode,
    path::{ContentPath, ProjectPath},
    translation::{PairId, State, Totals},
};

/// How far the book's translations follow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Each locale that translates.
    pub locales: Vec<LocaleStatus>,
}

/// How far a locale follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LocaleStatus {
    /// The locale.
    pub locale: LocaleCode,
    /// How much of it follows, in tenths of a percent.
    pub per_mille: u64,
    /// How much text is in which state, chapters without translation included.
    pub totals: Totals,
    /// Its translated chapters.
    pub pages: Vec<PageStatus>,
    /// Chapters that it does not have.
    pub untranslated: Vec<Untranslated>,
}

/// A chapter that a locale does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untranslated {
    /// The original.
    pub original: ContentPath,
    /// How much text it is.
    pub n_characters: u64,
}

/// How far a chapter follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageStatus {
    /// The translation.
    pub path: ContentPath,
    /// Its original.
    pub original: ContentPath,
    /// Whether anything was ever accepted.
    pub has_ledger: bool,
    /// How much of it follows, in tenths of a percent.
    pub per_mille: u64,
    /// How much text is in which state.
    pub totals: Totals,
    /// The pairs that ask for attention.
    pub pairs: Vec<PairStatus>,
}

/// A pair that asks for attention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairStatus {
    /// Its name.
    pub id: PairId,
    /// What has become of it.
    pub state: State,
    /// Whether the translation was edited since.
    pub is_touched: bool,
    /// What the original said when the pair was accepted, if that was kept.
    pub was: Option<Arc<str>>,
    /// What the original says.
    pub source: Option<Spot>,
    /// What the translation says.
    pub target: Option<Spot>,
}

/// A text in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spot {
    /// The file.
    pub file: ProjectPath,
    /// The line it begins at, from 1.
    pub line: usize,
    /// What it says, without marks.
    pub text: Arc<str>,
}

impl PairStatus {
    /// Whether a pair in this state is worth a line.
    #[must_use]
    pub fn is_worth_a_line(state: State, is_touched: bool) -> bool {
        is_touched || !matches!(state, State::Current | State::Omitted | State::Extra)
    }

    /// What changed in the original since; `None` where that is not known.
    #[must_use]
    pub fn changes(&self) -> Option<Vec<Piece<'_>>> {
        let now = self.source.as_ref().map_or("", |spot| &spot.text);
        Some(diff::words(self.was.as_deref()?, now)).filter(|pieces| !matches!(pieces[..], [Piece::Same(_)] | []))
    }

    /// Where it is best looked at: in the translation, or in the original where that has
    /// nothing.
    #[must_use]
    pub fn place(&self) -> Option<&Spot> {
        self.target.as_ref().or(self.source.as_ref())
    }
}

/// A report in words, locale by locale: each page with its pairs, or the locale as a whole.
fn written(
    status: &Status,
    is_page: bool,
    page: fn(&mut String, &PageStatus),
    locale: fn(&mut String, &LocaleStatus),
) -> String {
    let mut text = String::new();
    for of_locale in &status.locales {
        if is_page {
            of_locale.pages.iter().for_each(|it| page(&mut text, it));
        } else {
            locale(&mut text, of_locale);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Tenths of a percent as a percentage: `92.3 %`.
#[must_use]
pub fn percent(per_mille: u64) -> String {
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

/// The states that a summary counts, with their number of pairs.
fn counts(totals: &Totals) -> Vec<(State, usize)> {
    let counts = State::ALL.into_iter().map(|state| (state, totals.of(state).n_pairs));
    counts.filter(|(state, n)| *n > 0 && *state != State::Current).collect()
}

/// The counts in words: `3 stale, 1 missing`.
#[must_use]
pub fn listed(totals: &Totals) -> String {
    let counts: Vec<String> = counts(totals).iter().map(|(state, n)| format!("{n} {}", state.name())).collect();
    counts.join(", ")
}

/// The longest stretch of unchanged text that is shown whole, in characters.
const CONTEXT: usize = 60;

/// An unchanged stretch, its middle left out where it is long; at the beginning or the end
/// of a text only the part next to the change is kept.
fn shortened(text: &str, is_first: bool, is_last: bool) -> String {
    let letters: Vec<char> = text.chars().map(|letter| if letter == '\n' { ' ' } else { letter }).collect();
    if letters.len() <= CONTEXT {
        return letters.into_iter().collect();
    }
    let half = CONTEXT / 2;
    let head: String = if is_first { String::new() } else { letters[..half].iter().collect() };
    let tail: String = if is_last { String::new() } else { letters[letters.len() - half..].iter().collect() };
    format!("{head}…{tail}")
}

/// The beginning of a text, on one line.
fn opening(text: &str) -> String {
    shortened(text, false, true)
}

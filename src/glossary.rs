//! The terms of a book: what each is called in every locale, what to call it not, what it
//! means.
//!
//! Read from `content/glossary.yaml` by [`crate::parse`]; finding terms in a text is
//! [`crate::terms`]'. Other crafts ask here: the pairing of two texts for
//! [`Glossary::pairs`], the search for what a reader may have meant, the comparison of a
//! translation with its original for what is to be [avoided](Names::avoided).
//!
//! Floor 1. Plain data.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{locale::LocaleCode, path::Anchor, settings::Localized};

/// The number of a term: its place in [`Glossary::terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TermIdx(pub usize);

/// The terms of a book; none, for a book without a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// In the order of the file. No two have the same id.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its `id` on the glossary page, the same in every locale.
    pub id: Anchor,
    /// What it is called, in each locale that has a word for it.
    pub names: BTreeMap<LocaleCode, Names>,
    /// Whether it stays in every locale as it is, such as the name of a program.
    pub is_kept: bool,
    /// What it means.
    pub definition: Localized<Arc<str>>,
}

/// What a term is called in one locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The name to use.
    pub preferred: Arc<str>,
    /// Other names that may stand for it, such as an abbreviation.
    pub others: Vec<Arc<str>>,
    /// How the names change in a sentence: plurals, cases.
    pub inflections: Vec<Arc<str>>,
    /// Names that the book does not use.
    pub avoided: Vec<Arc<str>>,
    /// What the term is sorted by, where that is not its name: the reading of a Japanese
    /// word, a title without its article.
    pub index: Option<Arc<str>>,
}

impl Names {
    /// Every form under which the term may stand in a text, the preferred name first.
    pub fn forms(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.preferred).chain(&self.others).chain(&self.inflections)
    }

    /// What the term is sorted by.
    #[must_use]
    pub fn sorted_by(&self) -> &Arc<str> {
        self.index.as_ref().unwrap_or(&self.preferred)
    }
}

impl Glossary {
    /// The term with this number.
    #[must_use]
    pub fn term(&self, idx: TermIdx) -> &Term {
        &self.terms[idx.0]
    }

    /// Every term that a locale has a word for, with what it is called there.
    pub fn in_locale(&self, locale: &LocaleCode) -> impl Iterator<Item = (TermIdx, &Term, &Names)> {
        let terms = self.terms.iter().enumerate();
        terms.filter_map(move |(idx, term)| Some((TermIdx(idx), term, term.names.get(locale)?)))
    }

    /// Whether a locale has a word for any term.
    #[must_use]
    pub fn speaks(&self, locale: &LocaleCode) -> bool {
        self.terms.iter().any(|term| term.names.contains_key(locale))
    }

    /// What each term is called in two locales, for those that both have a word for.
    pub fn pairs(&self, left: &LocaleCode, right: &LocaleCode) -> impl Iterator<Item = (TermIdx, &Names, &Names)> {
        self.in_locale(left).filter_map(move |(idx, term, names)| Some((idx, names, term.names.get(right)?)))
    }
}

/// Where a chapter speaks of a term for the first time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermUse {
    /// The term.
    pub term: TermIdx,
    /// The heading it stands under; `None` before the first one.
    pub section: Option<Anchor>,
}

//! What terms of the glossary are also called, for readers who type a name that the text
//! does not use: one that the book avoids, an abbreviation, the name in another language.
//!
//! Floor 3.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    fold::{Han, fold},
    query::squeezed,
};
use crate::{glossary::Glossary, locale::LocaleCode};

/// Names that are not the one a locale prefers, folded and squeezed, each with the one that
/// is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, Arc<str>>);

impl Names {
    /// The names of all terms that a locale has a word for. A name of two terms is that of
    /// the first; one that is preferred somewhere means itself.
    #[must_use]
    pub fn of(glossary: &Glossary, locale: &LocaleCode, han: Han) -> Self {
        let mut names = BTreeMap::new();
        for (_, term, own) in glossary.in_locale(locale) {
            let elsewhere = term.names.iter().filter(|(code, _)| *code != locale).flat_map(|(_, names)| names.forms());
            for name in own.others.iter().chain(&own.avoided).chain(elsewhere) {
                names.entry(key(name, han)).or_insert_with(|| Arc::clone(&own.preferred));
            }
        }
        for (_, _, own) in glossary.in_locale(locale) {
            names.remove(&key(&own.preferred, han));
        }
        Self(names)
    }

    /// The names as a file of the index, `None` when there are none.
    pub(super) fn to_json(&self) -> Option<Vec<u8>> {
        (!self.0.is_empty()).then(|| serde_json::to_vec(&self.0).expect("texts can be written"))
    }

    /// Reads the file that [`Self::to_json`] wrote.
    pub(super) fn from_json(bytes: &[u8]) -> Self {
        Self(serde_json::from_slice(bytes).unwrap_or_default())
    }

    /// A query by preferred names: the whole of it if that is a name, else each of its
    /// words that is one. `None` when nothing changes.
    pub(super) fn preferred(&self, query: &str, han: Han) -> Option<String> {
        let of = |text: &str| self.0.get(&key(text, han)).map(|name| &**name);
        let by_word = || query.split_whitespace().map(|word| of(word).unwrap_or(word)).collect::<Vec<_>>().join(" ");
        let named = of(query).map_or_else(by_word, str::to_owned);
        (key(&named, han) != key(query, han)).then_some(named)
    }
}

fn key(name: &str, han: Han) -> String {
    squeezed(&fold(name, han))
}

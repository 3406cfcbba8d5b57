//! Stand-in until branch `parse` brings the catalogue.

use std::{collections::BTreeMap, sync::Arc};

use crate::{date::Date, diag::Warned, locale::LanguageTag, theme::ThemeFile};

/// Interface words of one language.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    words: BTreeMap<Arc<str>, Arc<str>>,
}

impl Catalogue {
    /// Reads.
    #[must_use]
    pub fn read(_tag: &LanguageTag, layers: &[ThemeFile], _reference: &[ThemeFile]) -> Warned<Self> {
        let mut words = BTreeMap::new();
        for line in layers.iter().flat_map(|layer| layer.text.lines()) {
            if let Some((key, text)) = line.split_once(": ").filter(|(key, _)| !key.starts_with('#')) {
                words.insert(key.into(), text.trim_matches('"').into());
            }
        }
        Warned::fine(Self { words })
    }

    /// A word.
    #[must_use]
    pub fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", |word| word)
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, word)| (&**key, &**word))
    }

    /// A count.
    #[must_use]
    pub fn count(&self, key: &str, n: u64) -> String {
        format!("{n} {key}")
    }

    /// A day.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        date.to_string()
    }

    /// A number.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        n.to_string()
    }
}

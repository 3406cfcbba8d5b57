//! How the book looks: a theme, made ready to render with.
//!
//! Depends on the theme, on the book's languages and on which of its [`Features`] are on, so
//! that it can be kept while chapters change.
//!
//! Floor 3. Knows no chapter.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;

use super::{
    about,
    assets::Assets,
    body,
    engine::{Engine, Shared},
    faults,
    misnamed::{self, Misnamed},
    pieces::Pieces,
    template,
};
use crate::{
    catalogue::Catalogue,
    diag::{Code, Diagnostic, Warned},
    locale::{LanguageTag, Locale},
    path::OutPath,
    settings::Settings,
    site::Recipe,
    theme::{self, ThemeFile, ThemeFiles},
};

/// The language whose words every other must have.
const REFERENCE: &str = "en";

/// What of a book's settings decides what a theme is made into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Features {
    /// Whether pages, style sheets and scripts are minified.
    pub is_minified: bool,
    /// Whether readers can search.
    pub has_search: bool,
    /// Whether chapters have comments.
    pub has_comments: bool,
}

impl Features {
    /// Those of a book.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self {
            is_minified: settings.output.minify,
            has_search: settings.search.enabled,
            has_comments: settings.comments.is_some(),
        }
    }
}

/// A theme, made ready.
#[derive(Debug)]
pub struct Look {
    /// What it was made from.
    pub(super) id: Option<Recipe>,
    /// Its templates.
    pub(super) engine: Engine,
    /// Parts that no template uses, and that were meant for others.
    pub(super) misnamed: Vec<Misnamed>,
    /// What pages load.
    pub(super) assets: Assets,
    /// The interface words of each of the book's locales, in the settings' order.
    pub(super) tongues: Vec<Tongue>,
    /// The icons that stand in texts, by name.
    pub(super) icons: BTreeMap<&'static str, String>,
    /// Whether pages are minified.
    pub(super) is_minified: bool,
    /// What its pages have in common, minified.
    pub(super) pieces: Pieces,
}

/// The interface words of one locale.
#[derive(Debug)]
pub(super) struct Tongue {
    pub catalogue: Catalogue,
    /// The same for templates, by key.
    pub words: Shared,
}

impl Look {
    /// Makes a theme ready for a book in these languages. Tells of templates, scripts and
    /// word lists with faults.
    #[must_use]
    pub fn new(theme: &ThemeFiles, locales: &[Locale], features: Features) -> Warned<Self> {
        let mut told = Vec::new();
        let engine = Engine::new(theme).tell(&mut told);
        // What cannot be read may use anything.
        let misnamed = if told.is_empty() { misnamed::of(theme) } else { Vec::new() };
        let assets = Assets::of(theme, features).tell(&mut told);
        let tongues = locales.iter().map(|locale| tongue(theme, locale).tell(&mut told)).collect();
        let icons = icons(&engine).tell(&mut told);
        told.extend(about::faults(theme));
        let id = Recipe::of(&(theme, locales, features), [""; 0]);
        let (is_minified, pieces) = (features.is_minified, Pieces::default());
        Warned { value: Self { id, engine, misnamed, assets, tongues, icons, is_minified, pieces }, told }
    }

    /// The style sheets that pages load, in the order of loading.
    pub fn styles(&self) -> impl Iterator<Item = crate::path::OutPath> {
        self.assets.styles.iter().map(crate::path::Permalink::out_path)
    }

    /// The theme's files as they lie in the site.
    pub fn files(&self) -> impl Iterator<Item = (&OutPath, &Bytes)> {
        self.assets.files.iter()
    }
}

/// The icons that bodies ask for, as the theme's component `icon` draws them.
fn icons(engine: &Engine) -> Warned<BTreeMap<&'static str, String>> {
    let mut told = Vec::new();
    let mut icons = BTreeMap::new();
    for name in body::ICONS {
        match engine.icon(name) {
            Some(Ok(svg)) => {
                icons.insert(*name, svg);
            }
            Some(Err(fault)) => told.push(fault),
            None => {}
        }
    }
    Warned { value: icons, told: faults::once(told) }
}

/// Whether a template or a script says a key, or a text that ends where the last word of the
/// key begins, as in `t["kind-" ~ page.kind]`.
fn names(code: &str, key: &str) -> bool {
    let beginning = key.rfind('-').map(|dash| &key[..=dash]);
    let begins = |beginning: &str| {
        let mut found = code.match_indices(beginning);
        found.any(|(at, _)| code[at + beginning.len()..].starts_with(template::QUOTES))
    };
    code.contains(key) || beginning.is_some_and(begins)
}

/// The words of a locale, the lowest layer first; `None` when the theme does not speak it.
///
/// The theme's file has the name of a language tag, a book's may have the locale's code.
fn words_of(theme: &ThemeFiles, locale: &Locale) -> Option<Vec<ThemeFile>> {
    let found = theme::speaking(&locale.tag, &locale.code, |name| theme.i18n.get_key_value(name));
    let (name, layers) = found?;
    let code = locale.code.as_str();
    let by_code = theme.i18n.get(code).filter(|_| **name != *code);
    Some(layers.iter().chain(by_code.into_iter().flatten()).cloned().collect())
}

fn tongue(theme: &ThemeFiles, locale: &Locale) -> Warned<Tongue> {
    let mut told = Vec::new();
    let none = Vec::new();
    let reference = theme.i18n.get(REFERENCE).unwrap_or(&none);
    let layers = words_of(theme, locale);
    if layers.is_none() {
        let known: Vec<&str> = theme.i18n.keys().map(|tag| &**tag).collect();
        let message =
            format!("the theme has no interface words in `{}`, so its pages say them in `{REFERENCE}`", locale.tag);
        let file = format!("themes/{}/i18n/{}.yaml", theme.name, locale.tag);
        let help = format!("write `{file}`; the theme speaks `{}`", known.join("`, `"));
        told.push(Diagnostic::general(Code::MissingString, message).help(help));
    }
    let tag = if layers.is_some() {
        locale.tag.clone()
    } else {
        LanguageTag::new(REFERENCE).unwrap_or_else(|| locale.tag.clone())
    };
    let is_named = |key: &str| theme.templates.values().chain(theme.js.values()).any(|file| names(&file.text, key));
    let catalogue = Catalogue::read(&tag, layers.as_ref().unwrap_or(reference), reference, is_named).tell(&mut told);
    let words: BTreeMap<&str, &str> = catalogue.words().collect();
    let words = Shared::of(&words).expect("a map of texts can be said in a template");
    Warned { value: Tongue { catalogue, words }, told }
}

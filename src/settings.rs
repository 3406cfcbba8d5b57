//! What `content/site.yaml` says: titles, locales, theme, outputs.
//!
//! Plain data with every default filled in; reading it from YAML and telling what is
//! wrong with it is [`crate::parse`]'s.
//!
//! Floor 1. Knows no file.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    diag::{Code, Level},
    locale::{Locale, LocaleCode},
};

/// The settings of a book.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The book's title.
    pub title: Localized<Arc<str>>,
    /// What the book is, in a sentence or two.
    pub description: Localized<Arc<str>>,
    /// Who wrote it.
    pub authors: Vec<Arc<str>>,
    /// Where the site will be: scheme, host and base path, ending in `/`.
    pub base_url: Option<Arc<str>>,
    /// The book's languages, in the order of the language switch; never empty.
    pub locales: Vec<Locale>,
    /// The locale that chapters are written in first.
    pub original: LocaleCode,
    /// What the site's first page is.
    pub root: Root,
    /// Pairs of locales that get a facing-page edition.
    pub parallel: Vec<(LocaleCode, LocaleCode)>,
    /// The theme's name.
    pub theme: Arc<str>,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// Whether pages get a search.
    pub search: SearchSettings,
    /// What is kept of accepted translations.
    pub ledger: LedgerSettings,
    /// What readers see where a translation is stale.
    pub stale: StaleText,
    /// What is written besides pages.
    pub output: OutputSettings,
    /// How much each fault weighs, where the settings change it.
    pub check: BTreeMap<Code, Level>,
    /// The address of a chapter's source, with `{path}` in it.
    pub edit_url: Option<Arc<str>>,
    /// A line above every page.
    pub announcement: Localized<Arc<str>>,
    /// Comments under chapters; none unless set.
    pub comments: Option<Comments>,
    /// What the book's licence is, for the footer.
    pub license: Localized<Arc<str>>,
    /// Anything for the project's own templates.
    pub extra: serde_yaml::Mapping,
}

impl Settings {
    /// The locale with this code.
    #[must_use]
    pub fn locale(&self, code: &LocaleCode) -> Option<&Locale> {
        self.locales.iter().find(|locale| locale.code == *code)
    }

    /// The codes of all locales in the order in which their versions of a chapter lead: the
    /// original's first.
    pub fn leading(&self) -> impl Iterator<Item = &LocaleCode> {
        let others = self.locales.iter().map(|locale| &locale.code).filter(|code| **code != self.original);
        std::iter::once(&self.original).chain(others)
    }

    /// How much a fault weighs in this book.
    #[must_use]
    pub fn level(&self, code: Code) -> Level {
        self.check.get(&code).copied().unwrap_or_else(|| code.level())
    }

    /// The path of the site below its host, `/` or `/repo/`: begins and ends with `/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let Some(url) = self.base_url.as_deref() else { return "/" };
        let host = url.find("://").map_or(0, |scheme| scheme + 3);
        url[host..].find('/').map_or("/", |slash| &url[host + slash..])
    }

    /// The scheme and host of the site, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        let url = self.base_url.as_deref()?;
        Some(&url[..url.len() - self.base_path().len()])
    }
}

/// Which locales there are, for who named one that there is not.
#[must_use]
pub fn said_locales(locales: &[Locale]) -> String {
    let codes: Vec<_> = locales.iter().map(|locale| format!("`{}`", locale.code)).collect();
    format!("its locales are {}", codes.join(", "))
}

/// A text that may differ by locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Localized<T> {
    /// The same in every locale.
    One(T),
    /// One for each locale that has it.
    By(BTreeMap<LocaleCode, T>),
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self::By(BTreeMap::new())
    }
}

impl<T> Localized<T> {
    /// The text in a locale; `None` when that locale has none.
    #[must_use]
    pub fn get(&self, code: &LocaleCode) -> Option<&T> {
        match self {
            Self::One(text) => Some(text),
            Self::By(texts) => texts.get(code),
        }
    }

    /// The text in a locale, else in `original`, else in any.
    #[must_use]
    pub fn near(&self, code: &LocaleCode, original: &LocaleCode) -> Option<&T> {
        match self {
            Self::One(text) => Some(text),
            Self::By(texts) => texts.get(code).or_else(|| texts.get(original)).or_else(|| texts.values().next()),
        }
    }
}

/// What the site's first page is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Root {
    /// A page that sends the reader to a locale, or lists them.
    Chooser,
    /// The home page of a locale.
    Locale(LocaleCode),
}

/// How Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MarkdownSettings {
    /// Whether `$…$` and `$$…$$` are formulas. On.
    pub math: bool,
    /// Whether straight quotes, `--` and `...` become typographic ones. Off.
    pub smart_punctuation: bool,
    /// Whether the author's HTML is kept. On.
    pub raw_html: bool,
}

impl Default for MarkdownSettings {
    fn default() -> Self {
        Self { math: true, smart_punctuation: false, raw_html: true }
    }
}

/// Whether pages get a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchSettings {
    /// On.
    pub enabled: bool,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// What readers see where the original has changed since it was translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaleText {
    /// The translation, with a mark that says so.
    #[default]
    Mark,
    /// The original in its place.
    Original,
    /// The translation alone.
    HideMark,
}

/// What is kept of accepted translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerSettings {
    /// Whether the original's text is kept beside its prints. On.
    pub keep_source: bool,
}

impl Default for LedgerSettings {
    fn default() -> Self {
        Self { keep_source: true }
    }
}

/// What is written besides pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutputSettings {
    /// E-books. Off.
    pub epub: bool,
    /// News feeds. On.
    pub feed: bool,
    /// Texts for language models. On.
    pub llms: bool,
    /// The whole book on one page. On.
    pub print: bool,
    /// Whether HTML, style sheets and scripts are minified. On.
    pub minify: bool,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self { epub: false, feed: true, llms: true, print: true, minify: true }
    }
}

/// Comments under chapters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// Who keeps them; only `giscus` is known.
    pub provider: CommentProvider,
    /// The repository, `owner/name`.
    pub repo: Arc<str>,
    /// The repository's id at the provider.
    pub repo_id: Arc<str>,
    /// The discussion category's id at the provider.
    pub category_id: Arc<str>,
}

/// Who keeps comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommentProvider {
    /// GitHub discussions through giscus.
    #[default]
    Giscus,
}

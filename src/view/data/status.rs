//! How far translations are.

use serde::Serialize;

use super::LinkView;

/// `page.status`: what the status page of a locale shows.
#[derive(Clone, Debug, Serialize)]
pub struct StatusView<'a> {
    /// One line for each locale that translates.
    pub locales: Vec<LocaleStatusView<'a>>,
    /// The chapters of the page's own locale, in reading order; empty where it is that of
    /// the originals.
    pub chapters: Vec<ChapterStatusView<'a>>,
    /// What the states mean that occur here.
    pub legend: Vec<StateView<'a>>,
    /// The report for programs.
    pub report: String,
    /// The feed of what the originals have left behind; `none` without `base_url`.
    pub feed: Option<String>,
}

/// A locale that translates.
#[derive(Clone, Debug, Serialize)]
pub struct LocaleStatusView<'a> {
    /// Its status page.
    pub href: String,
    /// Its language.
    pub lang: &'a str,
    /// The language's name in itself.
    pub name: &'a str,
    /// Whether it is the page's own.
    pub is_current: bool,
    /// How much of it follows its originals.
    pub share: ShareView<'a>,
}

/// A chapter that is translated, or is not.
#[derive(Clone, Debug, Serialize)]
pub struct ChapterStatusView<'a> {
    /// The translation, else the original.
    pub link: LinkView<'a>,
    /// Whether there is a translation.
    pub is_translated: bool,
    /// How much of it follows its original.
    pub share: ShareView<'a>,
    /// Links to what waits for a translator, the first of very many.
    pub open: Vec<OpenView<'a>>,
}

/// How much text follows its original.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView<'a> {
    /// In tenths of a percent, for `<meter>`.
    pub per_mille: u64,
    /// For readers: `92%`; 100 only when all of it does.
    pub percent: String,
    /// How many paragraphs are in which state, those that follow left out.
    pub states: Vec<StateView<'a>>,
}

/// A state that paragraphs are in.
#[derive(Clone, Debug, Serialize)]
pub struct StateView<'a> {
    /// For `data-state`: `stale`.
    pub state: &'static str,
    /// Its name in the page's language.
    pub name: &'a str,
    /// What it means.
    pub about: &'a str,
    /// How many paragraphs are in it, as the language writes numbers.
    pub n: String,
}

/// A paragraph that waits for a translator.
#[derive(Clone, Debug, Serialize)]
pub struct OpenView<'a> {
    /// Its place on the chapter's page.
    pub href: String,
    /// For `data-state`: `stale`.
    pub state: &'static str,
    /// How it begins.
    pub text: &'a str,
    /// The language of that.
    pub lang: &'a str,
}

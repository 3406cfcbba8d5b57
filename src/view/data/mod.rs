//! What a template may print: one struct a thing, one field a place on the page.
//!
//! Every template of a page is rendered with three variables:
//!
//! | variable | is | changes |
//! | --- | --- | --- |
//! | `site` | [`SiteView`] | with the locale |
//! | `t` | the locale's interface words by key: `t.search`, `t["skip-to-text"]` | with the locale |
//! | `page` | [`PageView`] | with the page |
//!
//! The template of the table of contents (`parts/toc.html`) is rendered with `site`, `t`
//! and `toc`, a [`TocView`]; a shortcode (`shortcodes/name.html`) with its arguments,
//! `body`, `site`, `t` and `page`, a [`ShortcodePage`].
//!
//! Every choice was made before: an address is relative to the page and ready for
//! `href`, a number or a day is text in the page's language, and what a page does not
//! have is `none` or an empty list. Fields that hold HTML say so and are printed with
//! `| safe`; all others are text, which the engine escapes. A name that is not here is a
//! fault that stops the build, so a mistyped field never prints as a blank.
//!
//! Words that only the program prints (counts, joined names) are taken from the
//! catalogue under keys that the reference catalogue (`i18n/en.yaml`) lists.
//!
//! Floor 3. Plain data, made by the rest of [`crate::view`].

mod chapter;
mod conversation;
mod facing;
mod glossary;
mod head;
mod lists;
mod status;

use std::{borrow::Cow, sync::Arc};

use serde::Serialize;

pub use self::{
    chapter::{
        ColophonView, DateView, HeaderView, NeighbourView, OutlineView, PagerView, PeopleView, PictureView,
        PrintedView, RecordingView,
    },
    conversation::{CommentsView, VoiceView},
    facing::{BesideView, FacingView, SideView},
    glossary::{LetterView, NameView, TermView},
    head::{AlternateView, HeadView, SocialView},
    lists::{ContentsView, TocLine, TocView},
    status::{ChapterStatusView, LocaleStatusView, OpenView, ShareView, StateView, StatusView},
};
use crate::locale::Direction;

/// `site`: what all pages of a locale share. Holds no address, since addresses differ
/// from page to page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The book's title in this locale.
    pub title: Arc<str>,
    /// The book in a sentence or two; `none` without one.
    pub description: Option<Arc<str>>,
    /// Who wrote the book.
    pub authors: Vec<Arc<str>>,
    /// Under what licence, for the footer; `none` when the settings do not say.
    pub license: Option<Arc<str>>,
    /// A line above every page; `none` without one.
    pub announcement: Option<Arc<str>>,
    /// What the announcement is remembered by when a reader closes it: changes with its
    /// text.
    pub announcement_id: Option<Arc<str>>,
    /// The settings' `extra`.
    pub extra: serde_yaml::Mapping,
}

/// `page`: what one page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PageView<'a> {
    /// What kind of page it is, for `data-kind` on `<html>`.
    pub kind: PageKind,
    /// The page's language, for `lang` on `<html>`.
    pub lang: &'a str,
    /// Which way that language is written, for `dir` on `<html>`.
    pub dir: Direction,
    /// The locale's code, as in addresses, for scripts: `zh`.
    pub locale: &'a str,
    /// The way from the page to the site's root, for scripts: `../../`.
    pub root: &'a str,
    /// The page's address from the site's root, not encoded: `/zh/scaling/ceiling/`.
    pub permalink: &'a str,
    /// What stands in `<head>`.
    pub head: HeadView<'a>,
    /// Links of the site's header and footer.
    pub nav: NavView,
    /// The language switch: one entry for each locale, in the settings' order; empty in a
    /// book of one language.
    pub languages: Vec<LanguageView<'a>>,
    /// The facing pages of this chapter, itself included when it is one; empty where the
    /// chapter has none.
    pub beside: Vec<BesideView<'a>>,
    /// The two columns of a facing page; `none` on other pages.
    pub facing: Option<FacingView<'a>>,
    /// The way down to this page, the home page first, the page itself left out; empty on
    /// a home page.
    pub crumbs: Vec<LinkView<'a>>,
    /// What stands above the text.
    pub header: HeaderView<'a>,
    /// The language of the text when it is not the page's: the chapter is not translated.
    pub foreign: Option<ForeignView<'a>>,
    /// A notice above the text, for example that it is not in the reader's language.
    pub notices: Vec<NoticeView>,
    /// HTML: the table of contents as a page shows it, what `parts/toc.html` made; empty
    /// on pages without.
    pub toc: Cow<'a, str>,
    /// The headings of the page as a tree; empty when there are fewer than two.
    pub outline: Vec<OutlineView<'a>>,
    /// Whether the text has notes that stand in the margin where there is room.
    pub has_notes: bool,
    /// Who speaks, and how much of it.
    pub voices: Vec<VoiceView<'a>>,
    /// HTML: the text.
    pub body: Cow<'a, str>,
    /// Chapters to list below the text: the whole book on a home and a contents page, its
    /// own chapters on a part's.
    pub contents: Vec<ContentsView<'a>>,
    /// The terms, on the page of the glossary.
    pub glossary: Vec<LetterView<'a>>,
    /// The chapters with their texts, on the page of the whole book.
    pub chapters: Vec<PrintedView<'a>>,
    /// The first chapter, on a home page.
    pub start: Option<NeighbourView<'a>>,
    /// What the chapter is about.
    pub tags: Vec<LinkView<'a>>,
    /// Further reading.
    pub further: Vec<LinkView<'a>>,
    /// Chapters that are about the same.
    pub related: Vec<LinkView<'a>>,
    /// The chapter's comments; `none` unless the settings ask for them.
    pub comments: Option<CommentsView<'a>>,
    /// What the chapter is a translation or rendering of.
    pub colophon: Option<ColophonView<'a>>,
    /// The chapters before and after.
    pub pager: PagerView<'a>,
    /// What the search needs; `none` in a book or a theme without.
    pub search: Option<SearchView>,
    /// One entry for each locale on the pages that belong to none: the root page and
    /// `404.html`. The reader's own, where it can be known, is the script's to choose.
    pub choices: Vec<ChoiceView<'a>>,
    /// Where a page leads on to that is only an old address.
    pub redirect: Option<LinkView<'a>>,
    /// How far the translations are, on the page that says so.
    pub status: Option<StatusView<'a>>,
    /// The chapter's `extra`.
    pub extra: Option<&'a serde_yaml::Mapping>,
}

/// The kinds of pages; prints as the value of `data-kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// `/`: the reader chooses a language.
    Root,
    /// The first page of a locale.
    Home,
    /// The first page of a part.
    Part,
    /// A chapter.
    Chapter,
    /// A conversation.
    Interview,
    /// A page beside the book: about, imprint.
    Page,
    /// A chapter in two languages, side by side.
    #[serde(rename = "parallel")]
    Facing,
    /// The whole table of contents.
    Contents,
    /// How far the translations are.
    Status,
    /// The search of a locale.
    Search,
    /// The whole book, for paper.
    Print,
    /// The terms of a locale.
    Glossary,
    /// All tags of a locale.
    Tags,
    /// The chapters with one tag.
    Tag,
    /// `404.html`.
    #[serde(rename = "404")]
    NotFound,
    /// An old address.
    Redirect,
}

/// `page.nav`: links of the site's header and footer; `none` where the site has no such
/// page.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    /// The locale's home page.
    pub home: String,
    /// The contents page.
    pub contents: Option<String>,
    /// The whole book on one page, for paper.
    pub print: Option<String>,
    /// The search page.
    pub search: Option<String>,
    /// The terms.
    pub glossary: Option<String>,
    /// All tags.
    pub tags: Option<String>,
    /// How far the translations are.
    pub status: Option<String>,
    /// Where the page's source can be edited.
    pub edit: Option<String>,
}

/// `page.search`: what the script of the search is given, in attributes of its element.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The script.
    pub script: String,
    /// The book's locales, as JSON: a list of code, language tag, name, and the folder of
    /// the index.
    pub locales: String,
    /// How a count of results is said, as JSON: by plural form, as the browser's
    /// `Intl.PluralRules` names them.
    pub counts: String,
}

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView<'a> {
    /// Where it leads; `none` for a step without a page of its own.
    pub href: Option<String>,
    /// What the reader sees.
    pub text: &'a str,
    /// The number before the text, for example `2.3`; empty without one.
    pub number: &'a str,
    /// The language of the text and of what it leads to, when it is not the page's: for
    /// `lang` and `hreflang`.
    pub lang: Option<&'a str>,
}

/// An entry of the language switch.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView<'a> {
    /// Where it leads: the same page in that language, or the nearest there is.
    pub href: String,
    /// The language, for `lang` and `hreflang`.
    pub lang: &'a str,
    /// Which way it is written.
    pub dir: Direction,
    /// The locale's code, for scripts.
    pub locale: &'a str,
    /// The language's name in itself, as the settings have it.
    pub name: &'a str,
    /// The same, short enough for a phone's header: `EN`, `中文`.
    pub short_name: String,
    /// Whether it is the page's own language: for `aria-current="true"`.
    pub is_current: bool,
    /// Whether the link leads to this very page in that language, so that a place on the
    /// page can be kept. False: see `note`.
    pub is_same_page: bool,
    /// In the page's language, when the page is not translated: what the link leads to
    /// instead.
    pub note: Option<&'a str>,
}

/// The language of a text on a page of another.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ForeignView<'a> {
    /// For `lang`.
    pub lang: &'a str,
    /// Which way it is written, for `dir`.
    pub dir: Direction,
}

/// A notice above the text.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// What it is about, for `data-kind`: `untranslated`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// A locale on a page that belongs to none.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceView<'a> {
    /// The language, for `lang` and `hreflang`.
    pub lang: &'a str,
    /// Which way it is written.
    pub dir: Direction,
    /// The locale's code, for scripts.
    pub locale: &'a str,
    /// The language's name in itself.
    pub name: &'a str,
    /// The book's title in it.
    pub title: &'a str,
    /// The book's description in it.
    pub description: Option<&'a str>,
    /// The locale's home page.
    pub home: String,
    /// The locale's contents page.
    pub contents: String,
    /// For a page that is not found, in this language: that it is not.
    pub not_found_title: &'a str,
    /// And what the reader can do.
    pub not_found_text: &'a str,
    /// What the link to the home page is called.
    pub home_text: &'a str,
    /// What the link to the contents page is called.
    pub contents_text: &'a str,
}

/// `page` in a shortcode: what it may know of the chapter that calls it.
#[derive(Clone, Debug, Serialize)]
pub struct ShortcodePage<'a> {
    /// The page's language.
    pub lang: &'a str,
    /// The locale's code: `zh`.
    pub locale: &'a str,
    /// The way from the page to the site's root: `../../`.
    pub root: &'a str,
    /// The page's address from the site's root, not encoded.
    pub permalink: &'a str,
    /// The chapter's title.
    pub title: &'a str,
    /// The chapter's file below `content/`.
    pub source: &'a str,
    /// The chapter's `extra`.
    pub extra: Option<&'a serde_yaml::Mapping>,
}

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

use std::{borrow::Cow, sync::Arc};

use serde::Serialize;

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
    /// The way down to this page, the home page first, the page itself left out; empty on
    /// a home page.
    pub crumbs: Vec<LinkView<'a>>,
    /// What stands above the text.
    pub header: HeaderView<'a>,
    /// A notice above the text, for example that it is not in the reader's language.
    pub notices: Vec<NoticeView>,
    /// HTML: the table of contents as a page shows it, what `parts/toc.html` made; empty
    /// on pages without.
    pub toc: &'a str,
    /// The headings of the page as a tree; empty when there are fewer than two.
    pub outline: Vec<OutlineView<'a>>,
    /// Whether the text has notes that stand in the margin where there is room.
    pub has_notes: bool,
    /// HTML: the text.
    pub body: &'a str,
    /// Chapters to list below the text: the whole book on a home and a contents page, its
    /// own chapters on a part's.
    pub contents: Vec<ContentsView<'a>>,
    /// The first chapter, on a home page.
    pub start: Option<LinkView<'a>>,
    /// What the chapter is about.
    pub tags: Vec<LinkView<'a>>,
    /// Further reading.
    pub further: Vec<LinkView<'a>>,
    /// What the chapter is a translation or rendering of.
    pub colophon: Option<ColophonView<'a>>,
    /// The chapters before and after.
    pub pager: PagerView<'a>,
    /// One entry for each locale on the pages that belong to none: the root page and
    /// `404.html`. The reader's own, where it can be known, is the script's to choose.
    pub choices: Vec<ChoiceView<'a>>,
    /// Where a page leads on to that is only an old address.
    pub redirect: Option<LinkView<'a>>,
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
    /// The whole table of contents.
    Contents,
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

/// `page.head`: what `<head>` says, each in its place.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView<'a> {
    /// For `<title>`: the page's title and the book's.
    pub title: String,
    /// For `<meta name="description">`; `none` when there is nothing to say.
    pub description: Option<&'a str>,
    /// Whether search engines are asked to leave the page out.
    pub is_noindex: bool,
    /// For `<meta http-equiv="Content-Security-Policy">`.
    pub csp: String,
    /// The script that runs before the body exists, for an inline `<script>`, printed with
    /// `| safe` and without white space around it, since the policy holds its hash.
    pub boot: &'a str,
    /// Which pages a browser may fetch ahead, printed with `| safe` and without white space
    /// around it into `<script type="speculationrules">`, since the policy holds its hash.
    pub prefetch: &'a str,
    /// Addresses of the style sheets.
    pub styles: Vec<String>,
    /// The address of the script, for `<script defer>`; `none` when the theme has none.
    pub script: Option<String>,
    /// The address of the icon, an SVG; `none` when the theme has none.
    pub icon: Option<String>,
    /// The full address of the page; `none` in a book without `base_url` and on pages that
    /// search engines leave out.
    pub canonical: Option<String>,
    /// The page in other languages and itself, for `<link rel="alternate" hreflang>`; only
    /// where a translation exists. Full addresses in a book with `base_url`.
    pub alternates: Vec<AlternateView<'a>>,
    /// For `<meta property="og:…">`; `none` on pages that search engines leave out.
    pub social: Option<SocialView<'a>>,
    /// What the page is, as JSON-LD, printed with `| safe` into
    /// `<script type="application/ld+json">`; `none` without `base_url`.
    pub linked_data: Option<String>,
}

/// A page in a language, for search engines.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateView<'a> {
    /// The language, or `x-default`.
    pub hreflang: &'a str,
    /// The page's address.
    pub href: String,
}

/// What those who share a page are shown.
#[derive(Clone, Debug, Serialize)]
pub struct SocialView<'a> {
    /// The page's title, without the book's.
    pub title: &'a str,
    /// `book` for a home page, `article` for a chapter, else `website`.
    pub kind: &'static str,
    /// The language as Open Graph writes it: `zh_Hans`.
    pub locale: String,
    /// The full address of the page's picture; `none` without one.
    pub image: Option<String>,
    /// When it was written, `2024-11-19`.
    pub published: Option<String>,
    /// When it was changed, `2024-11-19`.
    pub modified: Option<String>,
}

/// `page.nav`: links of the site's header and footer; `none` where the site has no such
/// page.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    /// The locale's home page.
    pub home: String,
    /// The contents page.
    pub contents: Option<String>,
    /// The search page.
    pub search: Option<String>,
    /// All tags.
    pub tags: Option<String>,
    /// Where the page's source can be edited.
    pub edit: Option<String>,
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

/// `page.header`: what stands above the text.
#[derive(Clone, Debug, Serialize)]
pub struct HeaderView<'a> {
    /// The title as text.
    pub title: &'a str,
    /// HTML: the title with its marks, and in Chinese with the places where it may break.
    pub title_html: String,
    /// For `id` of the title, to which links may lead; `none` when no heading gave it.
    pub anchor: Option<Arc<str>>,
    /// The language of the title when it is not the page's.
    pub lang: Option<&'a str>,
    /// The chapter's number, for example `2.3`; empty without one.
    pub number: &'a str,
    /// The second line of the title; `none` without one.
    pub subtitle: Option<&'a str>,
    /// The author's short text; `none` without one.
    pub description: Option<&'a str>,
    /// The title in the book's other languages, where they have the chapter.
    pub other_titles: Vec<LinkView<'a>>,
    /// Authors, translators and editors, in this order, those there are.
    pub people: Vec<PeopleView<'a>>,
    /// Where it was written or took place.
    pub location: Option<&'a str>,
    /// When it was written.
    pub date: Option<DateView>,
    /// When it was last changed.
    pub updated: Option<DateView>,
    /// How long it takes to read, in words: `约 16 分钟`; `none` on pages that are not read
    /// through.
    pub minutes: Option<String>,
    /// How long it is, in words: `5,562 字`.
    pub length: Option<String>,
    /// Its recording.
    pub audio: Option<RecordingView<'a>>,
    /// Its film.
    pub video: Option<RecordingView<'a>>,
    /// Its picture.
    pub cover: Option<PictureView>,
}

/// Authors, translators or editors.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleView<'a> {
    /// `authors`, `translators` or `editors`.
    pub role: &'static str,
    /// What they are called in the page's language: `译者`.
    pub label: &'a str,
    /// Their names, one by one.
    pub names: &'a [Arc<str>],
    /// Their names, joined as the language does it.
    pub text: String,
}

/// A day, for `<time>`.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// For `datetime`: `2024-11-19`.
    pub iso: String,
    /// For the reader: `2024 年 11 月 19 日`.
    pub text: String,
}

/// A recording.
#[derive(Clone, Debug, Serialize)]
pub struct RecordingView<'a> {
    /// The file or page.
    pub href: String,
    /// Whether it is a page elsewhere, to link to, and not a file to play.
    pub is_external: bool,
    /// For `type` of `<source>`: `audio/mpeg`; `none` when the name does not tell.
    pub mime: Option<&'static str>,
    /// How long it is: `1:14:10`.
    pub duration: Option<String>,
    /// The same in minutes, in words: `74 分钟`.
    pub minutes: Option<String>,
    /// How large it is, as the author writes it.
    pub size: Option<&'a str>,
    /// The second at which the chapter begins in it.
    pub start: Option<u32>,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: String,
    /// Width in CSS pixels, when it is known.
    pub width: Option<u32>,
    /// Height in CSS pixels, when it is known.
    pub height: Option<u32>,
}

/// A notice above the text.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// What it is about, for `data-kind`: `untranslated`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// A heading of the page with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineView<'a> {
    /// `#…`, encoded.
    pub href: String,
    /// Its text.
    pub text: &'a str,
    /// Its level, 2 to 6.
    pub level: u8,
    /// The deeper headings up to the next of its level.
    pub children: Vec<Self>,
}

/// A line of a list of chapters, with the lines below it.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsView<'a> {
    /// Where it leads; `none` for a part without a page of its own.
    pub href: Option<String>,
    /// Its title.
    pub text: &'a str,
    /// Its number, for example `2.3`; empty without one.
    pub number: &'a str,
    /// The language of the title and the chapter, when it is not the page's.
    pub lang: Option<&'a str>,
    /// The name of that language.
    pub language: Option<&'a str>,
    /// The author's short text about it.
    pub description: Option<&'a str>,
    /// How long it takes to read, in words; a part's chapters are counted together.
    pub minutes: Option<String>,
    /// When it was written.
    pub date: Option<DateView>,
    /// Whether it is a part.
    pub is_part: bool,
    /// The lines below it.
    pub children: Vec<Self>,
}

/// `page.pager`: the chapters before and after, across parts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PagerView<'a> {
    /// The one before.
    pub prev: Option<LinkView<'a>>,
    /// The one after.
    pub next: Option<LinkView<'a>>,
}

/// What a chapter renders: the work it translates or abridges.
#[derive(Clone, Debug, Serialize)]
pub struct ColophonView<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// Where it is.
    pub href: Option<&'a str>,
    /// Its language, for `hreflang` and `lang`.
    pub lang: Option<&'a str>,
    /// The name of that language, when it is one of the book's.
    pub language: Option<&'a str>,
    /// When it was published.
    pub published: Option<DateView>,
    /// Whether parts of it were left out.
    pub is_abridged: bool,
    /// Where the part rendered here begins in it: `1:14:10`.
    pub start: Option<String>,
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

/// `toc`: the table of contents as every page of one part shows it.
///
/// It is rendered once for all those pages, so it knows no page: addresses begin with a
/// mark that becomes the way to the root, and `current` is a mark that becomes `page` on
/// the line's own page and takes its attribute with it elsewhere. Print both as they
/// are: `<a href="{{ item.href }}" aria-current="{{ item.current }}">`.
#[derive(Clone, Debug, Serialize)]
pub struct TocView<'a> {
    /// The lines.
    pub items: Vec<TocLine<'a>>,
    /// The contents page, which has every line.
    pub contents: String,
}

/// A line of [`TocView`].
#[derive(Clone, Debug, Serialize)]
pub struct TocLine<'a> {
    /// Where it leads; `none` for a part without a page of its own.
    pub href: Option<String>,
    /// For `aria-current`, and only there: a mark, see [`TocView`].
    pub current: String,
    /// Its title.
    pub text: Cow<'a, str>,
    /// Its number, for example `2.3`; empty without one.
    pub number: &'a str,
    /// The language of the title and the chapter, when it is not the page's.
    pub lang: Option<&'a str>,
    /// The name of that language.
    pub language: Option<&'a str>,
    /// Whether it is a part.
    pub is_part: bool,
    /// Whether it is not a chapter but stands for some that are left out, says how many,
    /// and leads to the contents page.
    pub is_more: bool,
    /// The lines below it: those of the part that the page lies in; of the others none.
    pub children: Vec<Self>,
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

//! What stands above, beside and below a chapter's text.

use std::{borrow::Cow, sync::Arc};

use serde::Serialize;

use super::LinkView;

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
    /// The file or page, from where the chapter begins in it.
    pub href: String,
    /// The same from its beginning, to download.
    pub file: String,
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

/// `page.pager`: the chapters before and after, across parts.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PagerView<'a> {
    /// The one before.
    pub prev: Option<NeighbourView<'a>>,
    /// The one after.
    pub next: Option<NeighbourView<'a>>,
}

/// A link to a chapter that a reader goes on to; has the fields of a [`LinkView`] too.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourView<'a> {
    /// The link.
    #[serde(flatten)]
    pub link: LinkView<'a>,
    /// For `data-with`: the codes of the locales that can stand beside the chapter on a
    /// facing page, with spaces between; empty for none, and on a facing page.
    pub with: String,
}

/// What a page is made from: a work that it renders, a chapter that it translates.
#[derive(Clone, Debug, Serialize)]
pub struct ColophonView<'a> {
    /// The title of the work.
    pub title: Option<&'a str>,
    /// The language of the title: the work's, unless the author gives the title in the words
    /// of the page.
    pub title_lang: Option<&'a str>,
    /// Where the work is.
    pub href: Option<&'a str>,
    /// Its language, for `hreflang`.
    pub lang: Option<&'a str>,
    /// The name of that language, when it is one of the book's.
    pub language: Option<&'a str>,
    /// When it was published.
    pub published: Option<DateView>,
    /// Whether parts of it were left out.
    pub is_abridged: bool,
    /// Where the part rendered here begins in it: `1:14:10`.
    pub start: Option<String>,
    /// The work from there on.
    pub start_href: Option<String>,
    /// The chapter of this book that the page translates.
    pub original: Option<LinkView<'a>>,
    /// The name of the original's language.
    pub original_language: Option<&'a str>,
    /// How long the original is, in words: `4,210 words`, `74 minutes`.
    pub original_length: Option<String>,
    /// Authors, translators and editors.
    pub people: Vec<PeopleView<'a>>,
}

/// A chapter on the page of the whole book.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedView<'a> {
    /// For `id`; every id in the text begins with it and `-`, that of the title
    /// (`header.anchor`) is to be printed so too.
    pub id: String,
    /// Whether it is the book's home page, whose title is the book's.
    pub is_home: bool,
    /// Whether it is the first page of a part.
    pub is_part: bool,
    /// What stands above the text.
    pub header: HeaderView<'a>,
    /// HTML: the text, its headings from level 3 on.
    pub body: Cow<'a, str>,
}

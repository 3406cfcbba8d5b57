//! Two languages on one page.

use serde::Serialize;

use crate::locale::Direction;

/// A link to the facing page of a chapter, in `page.beside`.
#[derive(Clone, Debug, Serialize)]
pub struct BesideView<'a> {
    /// The facing page.
    pub href: String,
    /// The code of the locale that stands beside the reader's there, for scripts.
    pub locale: &'a str,
    /// What the link is called where there is room: `与 English 对照`.
    pub text: String,
    /// HTML: the same with the language's name said to be in that language, for whoever
    /// reads aloud.
    pub text_html: String,
    /// The same in a word or two: `对照`; where one page has several, with the language.
    pub short_text: String,
    /// Whether the page is this one: for `aria-current="true"`.
    pub is_current: bool,
}

/// `page.facing`: what a facing page says of its two columns.
#[derive(Clone, Debug, Serialize)]
pub struct FacingView<'a> {
    /// The reader's language, then the other.
    pub sides: [SideView<'a>; 2],
    /// The same page the other way round.
    pub swapped: String,
}

/// A column of a facing page.
#[derive(Clone, Debug, Serialize)]
pub struct SideView<'a> {
    /// The language, for `lang`.
    pub lang: &'a str,
    /// Which way it is written.
    pub dir: Direction,
    /// The language's name in itself.
    pub name: &'a str,
    /// The page's word for the original or for a translation, whichever it is.
    pub role: &'a str,
    /// The chapter's title.
    pub title: &'a str,
    /// HTML: the title, in Chinese with the places where it may break.
    pub title_html: String,
    /// HTML: the marks of its notes, which cannot stand in a link as the title can.
    pub notes_html: String,
    /// For `id` of the title, when links lead to it and the other side has no such id.
    pub anchor: Option<&'a str>,
    /// The chapter's page in this language alone.
    pub href: String,
}

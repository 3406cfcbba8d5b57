//! Lists of chapters.

use std::borrow::Cow;

use serde::Serialize;

use super::DateView;

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
    /// For `data-with`: the codes of the locales that can stand beside the chapter on a
    /// facing page, with spaces between; empty for none.
    pub with: String,
    /// The lines below it.
    pub children: Vec<Self>,
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
    /// For `data-with`: the codes of the locales that can stand beside the chapter on a
    /// facing page, with spaces between; empty for none.
    pub with: String,
    /// The lines below it: those of the part that the page lies in; of the others none.
    pub children: Vec<Self>,
}

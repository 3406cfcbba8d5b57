//! Writes a chapter's blocks as HTML.
//!
//! Floor 3. The one module that decides how a block looks as HTML; what a link leads to,
//! how a listing is coloured and what interface words are called, it is given.

use std::sync::Arc;

use crate::{
    book::PictureSize,
    doc::{CodeBlock, Doc, LinkIdx, Shortcode},
    highlight::Highlighted,
    path::Anchor,
};

/// What the body of a page needs beside its blocks.
pub trait Surroundings {
    /// What a link leads to.
    fn link(&self, link: LinkIdx) -> LinkView;
    /// A listing, coloured.
    fn code(&self, code: &CodeBlock) -> Arc<Highlighted>;
    /// A shortcode with its body already written; the HTML it makes.
    fn shortcode(&self, call: &Shortcode, body: Option<&str>) -> String;
    /// An interface word, for example `copy-code`.
    fn word(&self, key: &str) -> &str;
}

/// What a link leads to, as HTML needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkView {
    /// The value of `href` or `src`, percent-encoded, relative to the page.
    pub href: String,
    /// The language of the page it leads to, when it is not the reader's.
    pub hreflang: Option<Arc<str>>,
    /// Whether it leads out of the site.
    pub is_external: bool,
    /// The size of the picture it shows.
    pub picture: Option<PictureSize>,
}

/// What a body is written with.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// The text.
    pub doc: &'a Doc,
    /// The `id` of each heading, in the order of the text.
    pub anchors: &'a [Anchor],
    /// By how many levels headings are moved.
    pub level_shift: i8,
}

/// Writes a body.
#[must_use]
pub fn write(_body: Body<'_>, _surroundings: &dyn Surroundings) -> String {
    todo!()
}

//! Writes a chapter's blocks as HTML.
//!
//! The one module that decides how a block looks as HTML. What a link leads to, how a
//! listing is coloured, what interface words and icons look like, it is given through
//! [`Surroundings`]. The names of classes and attributes are the theme's contract: a style
//! sheet and a script may rely on them.
//!
//! The markup is final: without white space between blocks, attributes quoted, every byte
//! of a listing kept. It holds no `style` and no event handler, which the page's security
//! policy forbids: how a column stands is `data-align`, what a line of code is are the
//! attributes of [`crate::highlight`].
//!
//! A note is written where its first mark stands, after the block that holds the mark:
//! readers of long texts do not jump to the foot of a page.
//!
//! Floor 3. Knows no other chapter and no template. Recursion is as deep as the text, and
//! that is bounded by who reads it.

mod blocks;
mod charts;
mod code;
mod ids;
mod inlines;
pub(super) mod latin;
pub mod notes;
pub mod run;
pub mod seams;
mod tables;
mod tabs;
mod terms;
mod turns;

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    book::{PictureSize, SharedIds},
    doc::{CodeBlock, Doc, Inline, LinkIdx, Shortcode},
    escape,
    front_matter::Timecode,
    glossary::TermIdx,
    highlight::Highlighted,
    locale::LanguageTag,
    path::Anchor,
    terms::{Section, Terms},
};

pub use self::ids::{BlockId, Ids, brought};
use self::notes::Notes;
use super::breaks::Breaks;

/// What the body of a page needs beside its blocks.
pub trait Surroundings {
    /// What a link leads to.
    fn link(&self, link: LinkIdx) -> LinkView;
    /// A listing, coloured.
    fn code(&self, code: &CodeBlock) -> Arc<Highlighted>;
    /// A shortcode with its body already written; the HTML it makes.
    fn shortcode(&self, call: &Shortcode, body: Option<&str>) -> String;
    /// An interface word by its [key](WORDS); a count in it stands as `{n}`.
    fn word<'a>(&'a self, key: &'a str) -> &'a str;
    /// The terms that get a mark where a section first speaks of them.
    fn terms(&self) -> &Terms;
    /// Where a term is explained, as [`LinkView::href`]; `None` where it is not, and then
    /// it gets no mark.
    fn term_href(&self, term: TermIdx) -> Option<String>;
    /// The address of a time of the chapter's recording; `None` without a recording.
    fn moment(&self, _time: Timecode) -> Option<Moment> {
        None
    }
    /// A number as the language of the page writes it.
    fn number(&self, number: f64) -> String;
    /// An icon by its [name](ICONS): a whole `<svg>` that assistive software passes over,
    /// or nothing.
    fn icon(&self, name: &str) -> &str;
}

/// Every interface word that a body may ask for, in order.
pub const WORDS: &[&str] = &[
    "aside-danger",
    "aside-details",
    "aside-editor",
    "aside-important",
    "aside-key",
    "aside-note",
    "aside-reading",
    "aside-tip",
    "aside-warn",
    "chart-bar",
    "chart-data",
    "chart-flow",
    "chart-guess",
    "chart-line",
    "chart-source",
    "code",
    "copy-code",
    "footnote",
    "footnote-back",
    "formula",
    "hidden-lines",
    "in-brackets",
    "link-to-section",
    "link-to-turn",
    "note-editor",
    "note-translator",
    "table",
    "task-done",
    "task-open",
    "timecode",
];

/// Every icon that a body may ask for, in order.
pub const ICONS: &[&str] =
    &["copy", "danger", "editor", "important", "key", "note", "reading", "tip", "unfold", "warn"];

/// What a link leads to, as HTML needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkView {
    /// The value of `href` or `src`, percent-encoded, relative to the page; not yet escaped
    /// for HTML. `None` for a link that leads nowhere: its text is printed without it.
    pub href: Option<String>,
    /// The language of the page it leads to, when it is not the reader's.
    pub hreflang: Option<Arc<str>>,
    /// Whether it leads out of the site.
    pub is_external: bool,
    /// The size of the picture it shows.
    pub picture: Option<PictureSize>,
}

/// A time of a recording, as HTML needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The value of `href`: the recording at that second, not yet escaped for HTML.
    pub href: String,
    /// Whether it leads out of the site; else the page has a player that can seek.
    pub is_external: bool,
}

/// What a body is written with.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// The text.
    pub doc: &'a Doc,
    /// The title as it was written, if the page shows it above the text with its marks.
    pub title: &'a [Inline],
    /// The language of the text.
    pub language: &'a LanguageTag,
    /// The `id` of each heading, in the order of the text.
    pub anchors: &'a [Anchor],
    /// The `id`s that headings have in place of those.
    pub shared_ids: &'a SharedIds,
    /// By how many levels headings are moved.
    pub level_shift: i8,
    /// Whether the text stands under a title of level 1, so that a heading which skips a
    /// level is raised to the next one: HTML knows no gaps.
    pub is_titled: bool,
    /// The ids beside those of its headings.
    pub ids: Ids<'a>,
    /// How wide a line of code may be before it scrolls, in cells of a terminal.
    pub code_columns: u32,
}

/// Writes a body.
#[must_use]
pub fn write(body: Body<'_>, surroundings: &dyn Surroundings) -> String {
    let mut writer = Writer::new(body, surroundings);
    writer.flow(&body.doc.blocks);
    writer.last_notes();
    writer.html
}

/// Writes one body, from its first block to its last.
struct Writer<'a> {
    body: Body<'a>,
    surroundings: &'a dyn Surroundings,
    html: String,
    /// The ids that headings have not taken yet.
    anchors: std::slice::Iter<'a, Anchor>,
    /// The ids of headings that other headings have in place of their own.
    given_up: BTreeSet<&'a Anchor>,
    /// The id for the next element that opens.
    id: Option<&'a Anchor>,
    /// Of the second text of a page, the ids that it has brought so far.
    given: BTreeSet<Anchor>,
    /// The way down to the block being written.
    path: Vec<u32>,
    /// The level of the heading before, the title's at first.
    level: i8,
    notes: Notes,
    /// How many groups of tabs were opened.
    n_tabs: u32,
    /// Where the heading that is being written may break, if it does not say so by spaces.
    breaks: Option<Breaks>,
    /// Whether a picture was written: the first one is not loaded lazily.
    has_picture: bool,
    /// Whether Latin words stand among Han or kana, and have to be told apart.
    is_unspaced: bool,
    /// Whether the text being written is marked as English already.
    is_latin: bool,
    /// The terms that the section spoke of so far.
    met: Section,
    /// How many elements are open in which no term is marked, such as links.
    n_unmarked: usize,
}

impl<'a> Writer<'a> {
    fn new(body: Body<'a>, surroundings: &'a dyn Surroundings) -> Self {
        Self {
            body,
            surroundings,
            html: String::new(),
            anchors: body.anchors.iter(),
            given_up: body.shared_ids.values().filter(|id| body.shared_ids.contains_key(*id)).collect(),
            id: None,
            given: BTreeSet::new(),
            path: Vec::new(),
            level: 1,
            notes: Notes::below(body.title, body.doc.footnotes.len()),
            n_tabs: 0,
            breaks: None,
            has_picture: false,
            is_unspaced: body.language.is_unspaced(),
            is_latin: false,
            met: Section::default(),
            n_unmarked: 0,
        }
    }

    /// Writes markup of our own.
    fn tag(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    /// Writes text so that it reads as itself.
    fn text(&mut self, text: &str) {
        escape::push_text(&mut self.html, text);
    }

    /// Writes an attribute with a space before it.
    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape::push_attribute(&mut self.html, value);
        self.html.push('"');
    }

    /// What `write` writes, apart from the rest.
    fn apart(&mut self, write: impl FnOnce(&mut Self)) -> String {
        let before = std::mem::take(&mut self.html);
        write(self);
        std::mem::replace(&mut self.html, before)
    }
}

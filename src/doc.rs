//! A chapter's text as the rest of the program sees it: a tree of blocks.
//!
//! The tree holds what the author meant, not how it is printed: no HTML but the author's
//! own, no addresses but as they were written. Every link has a number, its place in
//! [`Doc::links`], under which [`crate::book::Book`] keeps what it leads to. So the tree
//! depends on one file and what that file includes, and on nothing else.
//!
//! Spans are offsets in the chapter's text with its includes in place; the chapter's
//! [`Origin`] leads from there back to the file that an author opens.
//!
//! Floor 1. Knows neither Markdown nor HTML.

mod hint;
mod link;
mod note;
mod turn;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

pub use self::{
    hint::{Hint, HintKind},
    link::{Link, LinkIdx, LinkRole, is_script, leads_out},
    note::{Footnote, NOTE_ID, NOTE_MARK_ID, NoteKind, is_of_note},
    turn::Turn,
};
pub use crate::origin::{Origin, Stretch};
use crate::{path::Anchor, span::Span};

/// The text of one chapter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Doc {
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// Footnotes in the order of their first mark; those without a mark are left out.
    pub footnotes: Vec<Footnote>,
    /// Every link, picture and address in raw HTML and in calls of shortcodes, in the order
    /// of the text.
    pub links: Vec<Link>,
    /// Every `id` the text sets in raw HTML, on asides and on turns, with where it is first
    /// set.
    pub html_ids: BTreeMap<Anchor, Span>,
    /// What the author says of blocks for the sake of the translation, in order.
    pub hints: Vec<Hint>,
}

/// A paragraph, heading, list, table, figure or code listing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is, with what it holds.
    pub kind: BlockKind,
    /// The text it was read from.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading. Its level is that of the text, 1 to 6; the page may shift it.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item or definition: a paragraph that prints no `<p>`.
    Plain(Vec<Inline>),
    /// A picture that stands alone in its paragraph.
    Figure(Image),
    /// A quotation.
    Quote(Vec<Block>),
    /// A boxed aside: `> [!NOTE]` or `:::note`.
    Aside(Aside),
    /// A list.
    List(List),
    /// Terms with their descriptions.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// A code listing.
    Code(CodeBlock),
    /// A formula of its own line, as MathML.
    Math(Math),
    /// A break between two parts of a text.
    Rule,
    /// The author's own HTML.
    Html(Html),
    /// A shortcode that stands alone, or one with a body.
    Shortcode(Shortcode),
    /// What a speaker says.
    Turn(Turn),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The author's own `{#id}`.
    pub id: Option<Anchor>,
    /// The author's own `{.class}`.
    pub classes: Vec<Box<str>>,
    /// Its text.
    pub text: Vec<Inline>,
}

/// A boxed aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// Which look and which default title.
    pub kind: AsideKind,
    /// The author's own `{#id}`.
    pub id: Option<Anchor>,
    /// The author's own title.
    pub title: Vec<Inline>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// The kinds of boxed asides; prints as the value of `data-kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AsideKind {
    /// `[!NOTE]`, `:::note`, `:::info`.
    Note,
    /// `[!TIP]`, `:::tip`.
    Tip,
    /// `[!IMPORTANT]`, `:::important`.
    Important,
    /// `[!WARNING]`, `:::warning`.
    Warn,
    /// `[!CAUTION]`, `:::danger`, `:::caution`.
    Danger,
    /// `:::editor`: a note of the editor.
    Editor,
    /// `:::translator`: a note of the translator.
    Translator,
    /// `:::key`: what to take away.
    Key,
    /// `:::reading`: further reading.
    Reading,
    /// `:::details`: folded until the reader opens it.
    Details,
    /// `:::tabs`: [`Self::Tab`]s of which the reader sees one at a time.
    Tabs,
    /// `:::tab`: one of them; it always has a title and stands in [`Self::Tabs`].
    Tab,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// The items, in order; never empty.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Whether its box is ticked, for an item of a task list.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// The text it was read from.
    pub span: Span,
}

/// A term and what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// One or more descriptions.
    pub descriptions: Vec<Vec<Block>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// One for each column.
    pub columns: Vec<Align>,
    /// The cells of the head, one for each column.
    pub head: Vec<Vec<Inline>>,
    /// The rows of the body, each with one cell for each column; a table with hundreds of
    /// thousands of empty cells may lack the last of them.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// As the language does.
    None,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// A code listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CodeBlock {
    /// Language and options.
    pub info: CodeInfo,
    /// The code, lines ending in `\n`; hidden lines and diff marks included.
    pub text: Arc<str>,
}

/// What stands behind the opening fence, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CodeInfo {
    /// The language as written, in lower case; empty when none was.
    pub language: Box<str>,
    /// The file name or title above the code.
    pub title: Option<Box<str>>,
    /// The number of the first line, when lines are numbered.
    pub numbers: Option<u32>,
    /// Lines to mark: first and last, counted from 1 in the lines shown.
    pub marked: Vec<(u32, u32)>,
    /// The prefix of lines that are folded away, such as `# ` in Rust.
    pub hidden: Option<Box<str>>,
    /// Whether lines begin with `+`, `-` or a space that tells how they changed.
    pub diff: bool,
}

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Math {
    /// The TeX source.
    pub source: Box<str>,
    /// The same as MathML, a whole `<math>` element; `None` when math is off or the
    /// formula cannot be read, and the source is printed.
    pub mathml: Option<Box<str>>,
}

/// The author's own HTML, with the addresses in it taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Html {
    /// Printed one after the other.
    pub pieces: Vec<HtmlPiece>,
}

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HtmlPiece {
    /// Printed as it is.
    Text(Box<str>),
    /// The value of an attribute, without its quotes: the address the link leads to.
    Address(LinkIdx),
}

/// A shortcode call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shortcode {
    /// The template in `templates/shortcodes/`, without `.html`.
    pub name: Box<str>,
    /// The arguments, in the order written.
    pub args: Vec<(Box<str>, Value)>,
    /// What stands between `{% name() %}` and `{% end %}`.
    pub body: Option<Vec<Block>>,
    /// Where the call stands.
    pub span: Span,
}

/// A value given to a shortcode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text in quotes.
    Text(Box<str>),
    /// Text in quotes that is an address.
    Address {
        /// The link that it is.
        link: LinkIdx,
    },
    /// Values in `[` and `]`.
    List(Vec<Self>),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Text, with escapes and entities undone.
    Text(Box<str>),
    /// Code within a line.
    Code(Box<str>),
    /// A line break that prints as white space.
    SoftBreak,
    /// A line break that prints as one.
    HardBreak,
    /// Stressed text.
    Emphasis(Vec<Self>),
    /// Strongly stressed text.
    Strong(Vec<Self>),
    /// Text that no longer holds.
    Strike(Vec<Self>),
    /// A link.
    Anchor(AnchorText),
    /// A picture within a line.
    Image(Image),
    /// The author's own HTML.
    Html(Html),
    /// A footnote's mark: the footnote's place in [`Doc::footnotes`] and which of its
    /// marks this is, from 0.
    FootnoteMark(u32, u32),
    /// A formula within a line.
    Math(Math),
    /// A shortcode within a line.
    Shortcode(Shortcode),
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnchorText {
    /// Where it leads.
    pub link: LinkIdx,
    /// The author's title; empty without one.
    pub title: Box<str>,
    /// What the reader sees.
    pub text: Vec<Inline>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Where it lies.
    pub link: LinkIdx,
    /// The author's title, which becomes the caption of a figure; empty without one.
    pub title: Box<str>,
    /// What it shows, for those who cannot see it.
    pub alt: Box<str>,
}

/// A text in one line: each stretch of white space a space, none at the ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain text of inlines, as a reader hears it: no marks, code and alternative
/// texts included, breaks as spaces.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

/// The plain text of inlines, formulas as `formula` says them.
#[must_use]
pub fn plain_with(inlines: &[Inline], formula: fn(&Math) -> Cow<'_, str>) -> String {
    let mut text = String::new();
    push_with(inlines, formula, &mut text);
    text
}

/// Appends the plain text of inlines to `text`, formulas by their source.
pub fn push_plain(inlines: &[Inline], text: &mut String) {
    push_with(inlines, |math| Cow::Borrowed(&*math.source), text);
}

fn push_with(inlines: &[Inline], formula: fn(&Math) -> Cow<'_, str>, text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => push_with(inner, formula, text),
            Inline::Anchor(anchor) => push_with(&anchor.text, formula, text),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::Math(math) => text.push_str(&formula(math)),
            Inline::Html(_) | Inline::FootnoteMark(..) | Inline::Shortcode(_) => {}
        }
    }
}

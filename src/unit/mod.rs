//! The units of a chapter: the pieces of its text that are set against another language's.
//!
//! A unit is the smallest piece that translators keep together and a reader can see side
//! by side: a heading, a paragraph, a listing, a table, a whole item of a list with all it
//! holds. Quotations, boxes and turns are opened, so that their paragraphs are units of
//! their own. What shows nothing to read (a rule, a closing tag, an empty anchor) is no unit.
//!
//! Each unit knows the way to its place in the tree, by which a page finds it again, and
//! what it says and shows, from which the ledger makes its [`print`](Print)s.
//!
//! Floor 2. Knows no second language and no file.

mod draft;
mod gather;
mod print;

use std::sync::Arc;

pub use print::Print;
use serde::Serialize;

use crate::{
    doc::{Aside, Block, BlockKind, Definition, Doc, Footnote, Item, List},
    path::Anchor,
    span::Span,
};

/// A piece of a chapter that is paired with pieces of its translation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Whether it stands in a quotation or a box.
    pub is_quoted: bool,
    /// Who says it, by the speaker's `id`, in a turn of a conversation.
    pub speaker: Option<Arc<str>>,
    /// Where it is in the tree.
    #[serde(skip)]
    pub place: Place,
    /// Where it is in the chapter's text.
    #[serde(skip)]
    pub span: Span,
    /// The author's own `{#id}` of a heading.
    pub id: Option<Anchor>,
    /// What is read of it, as plain text; a listing is its lines.
    pub text: Box<str>,
    /// The ranges of `text` that are code or formulas, ascending.
    pub codes: Vec<Span>,
    /// Where its links lead, as written.
    pub links: Vec<Arc<str>>,
    /// The addresses of its pictures, as written.
    pub images: Vec<Arc<str>>,
    /// What shapes it without being read: a listing's language, a shortcode's name.
    pub options: Vec<Box<str>>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// A heading with its level in the text, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A whole item of a list.
    Item,
    /// A term with its descriptions.
    Definition,
    /// The author's own title of a box.
    BoxTitle,
    /// A table.
    Table,
    /// A listing.
    Code,
    /// A formula of its own line.
    Math,
    /// A picture, or several, that stand alone.
    Figure,
    /// The author's own HTML that shows text.
    Html,
    /// A shortcode with what it encloses.
    Shortcode,
    /// A whole footnote.
    Footnote,
}

/// The way to a unit from the root of its chapter's tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the body: the number of the block, then of the block, item or definition within
    /// it, and so on.
    Body(Box<[u32]>),
    /// The title of the box that lies there in the body.
    BoxTitle(Box<[u32]>),
    /// The footnote with this number.
    Footnote(u32),
}

/// What lies at a [`Place`].
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A block of its own.
    Block(&'a Block),
    /// An item, and the list it is of.
    Item(&'a List, &'a Item),
    /// A term with its descriptions.
    Definition(&'a Definition),
    /// The title of a box.
    BoxTitle(&'a Aside),
    /// A footnote.
    Footnote(&'a Footnote),
}

/// The units of a chapter: those of the body in reading order, then the footnotes in
/// theirs.
///
/// Every text that a reader sees is in exactly one unit; the spans of the body's units
/// ascend and do not overlap.
#[must_use]
pub fn units(doc: &Doc) -> Vec<Unit> {
    gather::units(doc)
}

impl Place {
    /// What lies here in the chapter that the place was made from; `None` in another.
    #[must_use]
    pub fn find<'a>(&self, doc: &'a Doc) -> Option<Part<'a>> {
        match self {
            Self::Body(way) => walk(&doc.blocks, way),
            Self::BoxTitle(way) => match walk(&doc.blocks, way)? {
                Part::Block(Block { kind: BlockKind::Aside(aside), .. }) => Some(Part::BoxTitle(aside)),
                _ => None,
            },
            Self::Footnote(idx) => doc.footnotes.get(*idx as usize).map(Part::Footnote),
        }
    }
}

/// What lies at the end of a way through blocks.
fn walk<'a>(blocks: &'a [Block], way: &[u32]) -> Option<Part<'a>> {
    let (first, rest) = way.split_first()?;
    let block = blocks.get(*first as usize)?;
    let Some(next) = rest.first().map(|next| *next as usize) else { return Some(Part::Block(block)) };
    match &block.kind {
        BlockKind::Quote(blocks) => walk(blocks, rest),
        BlockKind::Turn(turn) => walk(&turn.blocks, rest),
        BlockKind::Aside(aside) => walk(&aside.blocks, rest),
        BlockKind::List(list) => list.items.get(next).map(|item| Part::Item(list, item)),
        BlockKind::Definitions(definitions) => definitions.get(next).map(Part::Definition),
        _ => None,
    }
}

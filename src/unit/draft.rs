//! What one unit says and shows, gathered from its part of the tree.

use std::sync::Arc;

use crate::{
    doc::{Block, BlockKind, CodeBlock, Definition, Doc, Html, HtmlPiece, Image, Inline, LinkIdx, Shortcode, Value},
    span::Span,
};

/// A unit in the making.
pub(super) struct Draft<'a> {
    doc: &'a Doc,
    pub(super) text: String,
    pub(super) codes: Vec<Span>,
    pub(super) links: Vec<Arc<str>>,
    pub(super) images: Vec<Arc<str>>,
    pub(super) options: Vec<Box<str>>,
    /// Whether anything is read beside pictures.
    has_words: bool,
}

impl<'a> Draft<'a> {
    pub(super) fn new(doc: &'a Doc) -> Self {
        Self {
            doc,
            text: String::new(),
            codes: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            options: Vec::new(),
            has_words: false,
        }
    }

    /// Whether there are pictures and nothing beside them.
    pub(super) fn is_pictures(&self) -> bool {
        !self.images.is_empty() && !self.has_words
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.line();
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.inlines(&heading.text),
            BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.inlines(text),
            BlockKind::Figure(image) => self.image(image),
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Turn(turn) => self.blocks(&turn.blocks),
            BlockKind::Aside(aside) => {
                self.inlines(&aside.title);
                self.line();
                self.blocks(&aside.blocks);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => definitions.iter().for_each(|it| self.definition(it)),
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    self.row(row);
                }
            }
            BlockKind::Code(code) => self.listing(code),
            BlockKind::Math(math) => self.code(&math.source),
            BlockKind::Rule => {}
            BlockKind::Html(html) => self.html(html),
            BlockKind::Shortcode(call) => self.shortcode(call),
        }
    }

    pub(super) fn definition(&mut self, definition: &Definition) {
        self.inlines(&definition.term);
        self.line();
        definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.words(text),
                Inline::Code(code) => self.code(code),
                Inline::SoftBreak | Inline::HardBreak => self.text.push(' '),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.inlines(inner),
                Inline::Anchor(anchor) => {
                    self.link(anchor.link);
                    self.inlines(&anchor.text);
                }
                Inline::Image(image) => self.image(image),
                Inline::Html(html) => self.html(html),
                Inline::FootnoteMark(idx, _) => self.options.push(format!("note {idx}").into()),
                Inline::Math(math) => self.code(&math.source),
                Inline::Shortcode(call) => self.shortcode(call),
            }
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        for cell in cells {
            self.inlines(cell);
            self.text.push('\t');
        }
        self.line();
    }

    /// Ends a line, unless one ends here already.
    fn line(&mut self) {
        self.text.truncate(self.text.trim_end_matches([' ', '\t', '\n']).len());
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn words(&mut self, text: &str) {
        self.has_words |= !text.trim().is_empty();
        self.text.push_str(text);
    }

    fn code(&mut self, code: &str) {
        let start = self.text.len();
        self.words(code);
        self.codes.push(Span::new(start..self.text.len()));
    }

    fn listing(&mut self, code: &CodeBlock) {
        self.options.push(code.info.language.clone());
        self.options.extend(code.info.title.clone());
        self.code(code.text.trim_end());
    }

    fn link(&mut self, link: LinkIdx) {
        self.links.extend(self.target(link));
    }

    fn target(&self, link: LinkIdx) -> Option<Arc<str>> {
        self.doc.links.get(link.0 as usize).map(|link| Arc::clone(&link.target))
    }

    /// An address given to a shortcode, which shows what is there or leads there.
    fn address(&mut self, link: LinkIdx) {
        let Some(link) = self.doc.links.get(link.0 as usize) else { return };
        let addresses = if link.role.is_shown() { &mut self.images } else { &mut self.links };
        addresses.push(Arc::clone(&link.target));
    }

    /// A picture is read by what it shows and by its caption.
    fn image(&mut self, image: &Image) {
        self.images.extend(self.target(image.link));
        self.text.push_str(&image.alt);
        if !image.title.is_empty() {
            self.line();
            self.text.push_str(&image.title);
        }
    }

    /// The text of the author's HTML; its tags, whose addresses are among the links, are
    /// passed over. A tag may be cut in pieces, so where text goes on is kept between them.
    fn html(&mut self, html: &Html) {
        let mut is_tag = false;
        for piece in &html.pieces {
            match piece {
                HtmlPiece::Address(link) => self.link(*link),
                HtmlPiece::Text(text) => {
                    for part in text.split_inclusive(['<', '>']) {
                        let shown = if is_tag { "" } else { part.trim_end_matches('<') };
                        is_tag = part.ends_with('<') || (is_tag && !part.ends_with('>'));
                        self.words(shown);
                    }
                }
            }
        }
    }

    fn shortcode(&mut self, call: &Shortcode) {
        self.options.push(call.name.clone());
        for (name, value) in &call.args {
            match value {
                // A text given to a shortcode is most often one that it shows.
                Value::Text(text) => {
                    self.words(text);
                    self.line();
                }
                Value::Address { link } => self.address(*link),
                other => self.options.push(format!("{name}={other:?}").into()),
            }
        }
        self.blocks(call.body.as_deref().unwrap_or_default());
    }
}

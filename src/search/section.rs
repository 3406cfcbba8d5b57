//! Cuts a chapter into its sections: what a search finds.
//!
//! A section begins at a heading and ends at the next; what stands before the first is a
//! section under the chapter's title. A heading inside of a quotation, a list or an aside
//! begins a section that ends with it, and the one around goes on. A footnote belongs to
//! the section of its first mark.

use std::{borrow::Cow, sync::Arc};

use html5gum::{Token, Tokenizer};

use crate::{
    chapter::Chapter,
    doc::{Block, BlockKind, CodeBlock, Html, HtmlPiece, Image, Inline, Math, Turn, plain_with},
    front_matter::Speaker,
    path::Anchor,
};

/// A section of a chapter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Where it begins; `None` for what stands under the title.
    pub anchor: Option<Anchor>,
    /// Its heading; empty for what stands under the title.
    pub heading: String,
    /// The headings above it, by their place among the chapter's sections, the outermost
    /// first; the title is not one of them.
    pub above: Vec<usize>,
    /// What it says, in order.
    pub passages: Vec<Passage>,
    /// Who speaks in it, each once, in the order of their first words.
    pub speakers: Vec<Arc<Speaker>>,
}

/// A paragraph, listing, cell or other stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it says, each run of white space one space.
    pub text: String,
    /// Whether it is a listing.
    pub is_code: bool,
}

/// The sections of a chapter, in order; at least the one under its title.
#[must_use]
pub fn sections(chapter: &Chapter) -> Vec<Section> {
    cut(chapter, true)
}

/// The same without what they say.
#[must_use]
pub(super) fn empty_sections(chapter: &Chapter) -> Vec<Section> {
    cut(chapter, false)
}

fn cut(chapter: &Chapter, has_passages: bool) -> Vec<Section> {
    let mut cutter = Cutter {
        chapter,
        has_passages,
        sections: vec![Section::default()],
        current: 0,
        open: Vec::new(),
        n_headings: 0,
        noted: vec![false; chapter.doc.footnotes.len()],
    };
    cutter.notes(&chapter.title);
    cutter.blocks(&chapter.doc.blocks);
    cutter.sections
}

/// Walks through a chapter and fills its sections.
struct Cutter<'a> {
    chapter: &'a Chapter,
    /// Whether what sections say is wanted.
    has_passages: bool,
    sections: Vec<Section>,
    /// The place of the section that text goes to.
    current: usize,
    /// The headings that the present section stands under, its own included: level and
    /// place.
    open: Vec<(u8, usize)>,
    /// How many headings were met, nested ones included: their anchors are numbered so.
    n_headings: usize,
    /// Which footnotes have been put into a section.
    noted: Vec<bool>,
}

impl<'a> Cutter<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// Blocks inside of another, whose headings mean nothing outside.
    fn nested(&mut self, blocks: &'a [Block]) {
        let (current, open) = (self.current, self.open.clone());
        self.blocks(blocks);
        (self.current, self.open) = (current, open);
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let anchor = self.chapter.anchors.get(self.n_headings).cloned();
                self.n_headings += 1;
                self.begin(heading.level, anchor, &heading.text);
            }
            BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.text(text),
            BlockKind::Figure(image) => self.image(image),
            BlockKind::Quote(blocks) => self.nested(blocks),
            BlockKind::Aside(aside) => {
                self.text(&aside.title);
                self.nested(&aside.blocks);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.nested(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.text(&definition.term);
                    definition.descriptions.iter().for_each(|blocks| self.nested(blocks));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| self.text(cell));
            }
            BlockKind::Code(code) => self.code(code),
            BlockKind::Math(math) => self.say_all(|| formula(math)),
            BlockKind::Html(html) => self.html(html),
            BlockKind::Shortcode(call) => self.nested(call.body.as_deref().unwrap_or_default()),
            BlockKind::Turn(turn) => self.turn(turn),
            BlockKind::Rule => {}
        }
    }

    fn turn(&mut self, turn: &'a Turn) {
        if let Some(speaker) = &turn.speaker {
            let section = &mut self.sections[self.current];
            if section.speakers.iter().all(|known| known.id != speaker.id) {
                section.speakers.push(Arc::clone(speaker));
            }
            if !turn.is_continued {
                self.say(&speaker.name);
            }
        }
        self.nested(&turn.blocks);
    }

    /// Begins a section.
    fn begin(&mut self, level: u8, anchor: Option<Anchor>, heading: &'a [Inline]) {
        self.open.retain(|(above, _)| *above < level);
        let above = self.open.iter().map(|(_, place)| *place).collect();
        self.current = self.sections.len();
        self.open.push((level, self.current));
        self.sections.push(Section { anchor, heading: spaced(shown(heading).into()), above, ..Section::default() });
        self.notes(heading);
    }

    fn text(&mut self, inlines: &'a [Inline]) {
        self.say_all(|| shown(inlines).into());
        self.notes(inlines);
    }

    fn image(&mut self, image: &Image) {
        self.say(&image.alt);
        self.say(&image.title);
    }

    fn html(&mut self, html: &Html) {
        self.say_all(|| {
            let text: String =
                html.pieces.iter().map(|piece| if let HtmlPiece::Text(text) = piece { text } else { "" }).collect();
            seen(&text).into()
        });
    }

    fn code(&mut self, code: &CodeBlock) {
        if !self.has_passages {
            return;
        }
        let hidden = code.info.hidden.as_deref();
        let is_hidden = |line: &&str| hidden.is_some_and(|hidden| line.trim_start().starts_with(hidden));
        let lines: Vec<&str> = code.text.lines().filter(|line| !is_hidden(line)).collect();
        self.push(Passage { text: spaced(lines.join("\n").into()), is_code: true });
        if let Some(title) = &code.info.title {
            self.say(title);
        }
    }

    fn say(&mut self, text: &str) {
        self.say_all(|| text.into());
    }

    /// Says what is put together only if it is wanted.
    fn say_all<'t>(&mut self, text: impl FnOnce() -> Cow<'t, str>) {
        if self.has_passages {
            self.push(Passage { text: spaced(text()), is_code: false });
        }
    }

    fn push(&mut self, passage: Passage) {
        if !passage.text.is_empty() {
            self.sections[self.current].passages.push(passage);
        }
    }

    /// Adds the footnotes that are marked here for the first time.
    fn notes(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match inline {
                Inline::FootnoteMark(note, _) => {
                    let note = *note as usize;
                    if self.noted.get(note) == Some(&false) {
                        self.noted[note] = true;
                        self.nested(&self.chapter.doc.footnotes[note].blocks);
                    }
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.notes(inner),
                Inline::Anchor(anchor) => self.notes(&anchor.text),
                _ => {}
            }
        }
    }
}

/// A text with one space for each run of white space, none at its ends.
fn spaced(text: Cow<'_, str>) -> String {
    // Most texts are so already.
    if is_spaced(text.as_bytes()) {
        return text.into_owned();
    }
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Whether a text has no white space but single spaces between words.
fn is_spaced(text: &[u8]) -> bool {
    let mut is_behind_space = true;
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| MAY_BEGIN_SPACE[usize::from(*byte)]) {
        is_behind_space &= at == 0;
        let is_space = rest[at] == b' ';
        if is_space && is_behind_space || !is_space && begins_with_space(&rest[at..]) {
            return false;
        }
        is_behind_space = is_space;
        rest = &rest[at + 1..];
    }
    !(is_behind_space && rest.is_empty())
}

/// Whether white space may begin with a byte.
const MAY_BEGIN_SPACE: [bool; 256] = {
    let mut may = [false; 256];
    let begins: [u8; 10] = [b' ', b'\t', b'\n', 0x0b, 0x0c, b'\r', 0xc2, 0xe1, 0xe2, 0xe3];
    let mut at = 0;
    while at < begins.len() {
        may[begins[at] as usize] = true;
        at += 1;
    }
    may
};

/// Whether a text begins with white space other than ASCII's space.
fn begins_with_space(text: &[u8]) -> bool {
    matches!(
        text,
        [b'\t'..=b'\r', ..]
            | [0xc2, 0x85 | 0xa0, ..]
            | [0xe1, 0x9a, 0x80, ..]
            | [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..]
            | [0xe2, 0x81, 0x9f, ..]
            | [0xe3, 0x80, 0x80, ..]
    )
}

/// The text of inlines as a reader sees it.
fn shown(inlines: &[Inline]) -> String {
    plain_with(inlines, formula)
}

/// The signs of a formula in the order in which they stand there; its source where that is
/// what the page shows.
fn formula(math: &Math) -> Cow<'_, str> {
    let Some(mathml) = &math.mathml else { return Cow::Borrowed(&math.source) };
    let mut signs = String::new();
    for token in Tokenizer::new(&**mathml).flatten() {
        if let Token::String(part) = token {
            signs.push_str(&String::from_utf8_lossy(&part.value));
        }
    }
    Cow::Owned(signs)
}

/// What a reader sees of HTML.
fn seen(html: &str) -> String {
    let mut text = String::new();
    // The element whose text is no text.
    let mut is_program = false;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(part) if !is_program => text.push_str(&String::from_utf8_lossy(&part.value)),
            Token::StartTag(tag) => {
                is_program = matches!(&**tag.name, b"script" | b"style");
                text.push(' ');
            }
            Token::EndTag(_) => {
                is_program = false;
                text.push(' ');
            }
            _ => {}
        }
    }
    text
}

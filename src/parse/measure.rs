//! How long a chapter is, and how it begins.

use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

use super::turns;
use crate::{
    chapter::{Length, Speech},
    chart,
    doc::{Block, BlockKind, CodeBlock, Doc, Inline, one_line, plain, push_plain},
    front_matter::Speaker,
    locale::{is_cjk, is_hangul},
    words,
};

/// Counts a chapter. Prose counts with its headings, tables and footnotes; code, formulas
/// and the author's HTML do not.
///
/// In a spoken text the times before turns, which nobody reads, do not count either.
pub(super) fn length(title: &[Inline], doc: &Doc, is_spoken: bool) -> Length {
    let mut counter = Counter { is_spoken, ..Counter::default() };
    counter.text(title);
    counter.blocks(&doc.blocks);
    doc.footnotes.iter().for_each(|footnote| counter.blocks(&footnote.blocks));
    counter.length
}

/// How much each speaker says; boxes and pictures within a turn are not said.
pub(super) fn speech(doc: &Doc, speakers: &[Arc<Speaker>]) -> Vec<Speech> {
    let mut counters: Vec<Counter> = speakers.iter().map(|_| Counter::default()).collect();
    for block in &doc.blocks {
        let BlockKind::Turn(turn) = &block.kind else { continue };
        let Some(speaker) = &turn.speaker else { continue };
        let Some(place) = speakers.iter().position(|other| other == speaker) else { continue };
        let is_said = |block: &&Block| !matches!(block.kind, BlockKind::Aside(_) | BlockKind::Figure(_));
        turn.blocks.iter().filter(is_said).for_each(|block| counters[place].block(block));
    }
    let speech = speakers.iter().zip(counters);
    let speech = speech.map(|(speaker, counter)| Speech { speaker: Arc::clone(speaker), length: counter.length });
    speech.filter(|speech| speech.length != Length::default()).collect()
}

#[derive(Default)]
struct Counter {
    length: Length,
    is_spoken: bool,
    /// The text at hand; kept so that not every paragraph asks for memory anew.
    buffer: String,
}

impl Counter {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.text(&heading.text),
            BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.text(text),
            BlockKind::Figure(_) => self.length.n_images += 1,
            BlockKind::Quote(blocks) => self.blocks(blocks),
            BlockKind::Turn(turn) => self.blocks(&turn.blocks),
            BlockKind::Aside(aside) => {
                self.text(&aside.title);
                self.blocks(&aside.blocks);
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.text(&definition.term);
                    definition.descriptions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| self.text(cell));
            }
            BlockKind::Code(code) if &*code.info.language == chart::LANGUAGE => self.length.n_images += 1,
            BlockKind::Code(code) => self.length.n_code_lines += shown_lines(code),
            BlockKind::Shortcode(call) => self.blocks(call.body.as_deref().unwrap_or_default()),
            BlockKind::Math(_) | BlockKind::Rule | BlockKind::Html(_) => {}
        }
    }

    fn text(&mut self, inlines: &[Inline]) {
        self.buffer.clear();
        push_plain(inlines, &mut self.buffer);
        let text = if self.is_spoken { turns::without_time(&self.buffer) } else { &self.buffer };
        words::count(text, &mut self.length);
        self.length.n_images += n_images(inlines);
    }
}

/// How many lines of a listing a reader sees.
fn shown_lines(code: &CodeBlock) -> u32 {
    let hidden = code.info.hidden.as_deref();
    let shown = code.text.lines().filter(|line| !hidden.is_some_and(|hidden| line.trim_start().starts_with(hidden)));
    u32::try_from(shown.count()).unwrap_or(u32::MAX)
}

fn n_images(inlines: &[Inline]) -> u32 {
    let count = |inline: &Inline| match inline {
        Inline::Image(_) => 1,
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => n_images(inner),
        Inline::Anchor(anchor) => n_images(&anchor.text),
        _ => 0,
    };
    inlines.iter().map(count).sum()
}

/// How wide an opening is at most, in cells of a terminal: a Han character takes two.
const OPENING_CELLS: usize = 150;

/// The text of the first paragraph, cut at [`OPENING_CELLS`].
///
/// A paragraph that is only a link, such as one to the source of a translation, says
/// nothing of the chapter and is passed over.
pub(super) fn opening(doc: &Doc) -> String {
    let mut blocks = doc.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Turn(turn) => &turn.blocks[..],
        _ => std::slice::from_ref(block),
    });
    let text = blocks.find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) if !is_only_link(inlines) => {
            let text = one_line(&plain(inlines));
            (!text.is_empty()).then_some(text)
        }
        _ => None,
    });
    text.map(|text| truncated(&text, OPENING_CELLS)).unwrap_or_default()
}

fn is_only_link(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Anchor(_) | Inline::SoftBreak | Inline::HardBreak | Inline::Html(_) | Inline::Image(_) => true,
        Inline::Text(text) => text.trim().is_empty(),
        _ => false,
    })
}

/// The beginning of `text`, at most `cells` wide.
///
/// It ends with a sentence if one ends in the second half; else with a clause or a word,
/// and dots. It does not end within a pair of brackets or quotation marks, nor between a
/// letter and the mark that belongs to it.
fn truncated(text: &str, cells: usize) -> String {
    let Some(limit) = offset_at(text, cells) else { return text.to_owned() };
    let half = offset_at(text, cells / 2).unwrap_or(0);
    let edges = edges(text, limit);
    let last = |wanted: Edge| edges.iter().rev().find(|(edge, at)| *edge == wanted && *at >= half).map(|(_, at)| *at);
    if let Some(end) = last(Edge::Sentence) {
        return text[..end].to_owned();
    }
    let end = last(Edge::Clause).or_else(|| edges.last().map(|(_, at)| *at)).unwrap_or(limit);
    let kept = text[..end].trim_end_matches(|letter: char| !letter.is_alphanumeric() && !is_closing(letter));
    let is_han = kept.chars().next_back().is_some_and(|letter| is_cjk(letter) && !is_hangul(letter));
    format!("{kept}{}", if is_han { "……" } else { "…" })
}

/// Where the part that is at most `cells` wide ends; `None` when all of it is.
fn offset_at(text: &str, cells: usize) -> Option<usize> {
    let mut width = 0;
    text.char_indices().find_map(|(at, letter)| {
        width += letter.width().unwrap_or(0);
        (width > cells).then_some(at)
    })
}

/// What ends at a place where a text may be cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Sentence,
    Clause,
    Word,
}

/// The places before `limit` where a text may be cut, outside of brackets.
fn edges(text: &str, limit: usize) -> Vec<(Edge, usize)> {
    let mut edges = Vec::new();
    let mut open = 0_usize;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let Some((_, next)) = letters.peek().copied().filter(|_| end <= limit) else { break };
        if is_opening(letter) {
            open += 1;
        } else if is_closing(letter) {
            open = open.saturating_sub(1);
        }
        if open == 0 && !is_closing(next) && !is_attached(next) {
            edges.extend(edge(letter, next).map(|edge| (edge, end)));
        }
    }
    edges
}

/// What ends between two letters.
fn edge(letter: char, next: char) -> Option<Edge> {
    let is_wide = |letter: char| is_cjk(letter) && !is_hangul(letter);
    match letter {
        '。' | '！' | '？' => Some(Edge::Sentence),
        '.' | '!' | '?' | '؟' | '…' if next.is_whitespace() => Some(Edge::Sentence),
        // A sentence may end inside of its quotation marks.
        '”' | '」' | '』' if is_wide(next) => Some(Edge::Clause),
        '，' | '、' | '；' | '：' => Some(Edge::Clause),
        ',' | ';' | ':' | '،' if next.is_whitespace() => Some(Edge::Clause),
        _ if next.is_whitespace() => Some(Edge::Word),
        _ if (is_wide(letter) || is_wide(next)) && next.is_alphanumeric() => Some(Edge::Word),
        _ => None,
    }
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '《' | '〈' | '「' | '『' | '（' | '(' | '“' | '【' | '［' | '[')
}

fn is_closing(letter: char) -> bool {
    matches!(letter, '》' | '〉' | '」' | '』' | '）' | ')' | '”' | '】' | '］' | ']')
}

/// Whether a character belongs to the one before it: marks, joiners, variation selectors.
fn is_attached(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
        || matches!(letter, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

//! Takes the notes of editors and translators out of the running text.
//!
//! Chinese and Japanese print sets such a note in brackets within the sentence, which
//! stops a reader in the middle of it. Here it becomes a footnote of its kind, and so
//! stands beside its sentence:
//!
//! ```text
//! 就是 rust（译者注：九宫格键盘上的英文）。    the lock (held by one thread. —Trans.)
//! ```
//!
//! A paragraph or quotation that begins with such a label becomes a box. A footnote is of
//! a kind by its name (`[^tn-1]`) or by its first words.

mod labels;

use std::collections::VecDeque;

use self::labels::Label;
use crate::{
    doc::{Aside, AsideKind, Block, BlockKind, Doc, Footnote, Inline, NoteKind},
    span::Span,
};

/// The bracket that closes what a bracket opens in which a note may stand.
fn closing_bracket(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    })
}

/// The bytes in UTF-8 with which such brackets begin that are not ASCII.
const WIDE: [u8; 2] = [0xe3, 0xef];

/// How many pieces of running text a note in brackets may be made of.
const MAX_PIECES: usize = 64;

/// The document with its notes beside their sentences, all numbered anew in the order of
/// their first marks, those of its title first. O(length).
pub(super) fn noted(doc: Doc, title: Option<&mut Vec<Inline>>) -> Doc {
    let Doc { mut blocks, footnotes, links, html_ids, hints } = doc;
    let mut annotator = Annotator {
        places: vec![None; footnotes.len()],
        old: footnotes.into_iter().map(Some).collect(),
        notes: Vec::new(),
    };
    for block in &mut blocks {
        boxed(block);
    }
    if let Some(title) = title {
        annotator.text(title, Span::default(), Within::Other);
    }
    annotator.blocks(&mut blocks, Within::Text);
    annotator.finish_notes();
    Doc { blocks, footnotes: annotator.notes, links, html_ids, hints }
}

/// Makes a paragraph or quotation that is a note a box.
fn boxed(block: &mut Block) {
    let (text, is_quote) = match &block.kind {
        BlockKind::Paragraph(text) => (text, false),
        BlockKind::Quote(blocks) => match blocks.first().map(|first| &first.kind) {
            Some(BlockKind::Paragraph(text)) => (text, true),
            _ => return,
        },
        _ => return,
    };
    let Some(Inline::Text(first)) = text.first() else { return };
    let Some(Label { kind: whose, written, rest }) = labels::before_paragraph(first) else { return };
    let whose = if whose == NoteKind::Translator { AsideKind::Translator } else { AsideKind::Editor };
    let title = vec![Inline::Text(written.into())];
    let rest = (!rest.is_empty()).then(|| Inline::Text(rest.into()));
    let words = rest.into_iter().chain(text[1..].iter().cloned()).collect();
    let span = block.span;
    let kind = std::mem::replace(&mut block.kind, BlockKind::Rule);
    let blocks = match kind {
        BlockKind::Quote(mut blocks) if is_quote => {
            blocks[0].kind = BlockKind::Paragraph(words);
            blocks
        }
        _ => vec![Block { kind: BlockKind::Paragraph(words), span }],
    };
    block.kind = BlockKind::Aside(Aside { kind: whose, id: None, title, blocks });
}

/// What running text is part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Of the text: notes in it are taken out.
    Text,
    /// Of a heading, a link or a note, which can hold no note of its own.
    Other,
}

/// Numbers notes in the order in which the text comes to them.
struct Annotator {
    /// The footnotes as they were, each until its first mark.
    old: Vec<Option<Footnote>>,
    /// Where each of them is now.
    places: Vec<Option<u32>>,
    notes: Vec<Footnote>,
}

impl Annotator {
    /// The notes of the notes.
    fn finish_notes(&mut self) {
        let mut next = 0;
        while next < self.notes.len() {
            let mut blocks = std::mem::take(&mut self.notes[next].blocks);
            self.blocks(&mut blocks, Within::Other);
            self.notes[next].blocks = blocks;
            next += 1;
        }
    }

    fn blocks(&mut self, blocks: &mut [Block], within: Within) {
        for block in blocks {
            let span = block.span;
            match &mut block.kind {
                BlockKind::Heading(heading) => self.text(&mut heading.text, span, Within::Other),
                BlockKind::Paragraph(text) | BlockKind::Plain(text) => self.text(text, span, within),
                BlockKind::Quote(inner) => self.blocks(inner, within),
                BlockKind::Turn(turn) => self.blocks(&mut turn.blocks, within),
                BlockKind::Aside(aside) => {
                    self.text(&mut aside.title, span, Within::Other);
                    self.blocks(&mut aside.blocks, within);
                }
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(&mut item.blocks, within)),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.text(&mut definition.term, span, Within::Other);
                        definition.descriptions.iter_mut().for_each(|blocks| self.blocks(blocks, within));
                    }
                }
                BlockKind::Table(table) => {
                    let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.text(cell, span, within));
                }
                BlockKind::Shortcode(call) => self.blocks(call.body.as_deref_mut().unwrap_or_default(), within),
                BlockKind::Figure(_)
                | BlockKind::Code(_)
                | BlockKind::Math(_)
                | BlockKind::Rule
                | BlockKind::Html(_) => {}
            }
        }
    }

    fn text(&mut self, text: &mut Vec<Inline>, span: Span, within: Within) {
        if text.iter().any(may_have_note) {
            *text = self.inlines(std::mem::take(text), span, within);
        }
    }

    fn inlines(&mut self, inlines: Vec<Inline>, span: Span, within: Within) -> Vec<Inline> {
        let mut done = Vec::with_capacity(inlines.len());
        let mut ahead = VecDeque::from(inlines);
        while let Some(inline) = ahead.pop_front() {
            match inline {
                Inline::Text(text) if within == Within::Text => match Found::of(&text, &ahead) {
                    Some(found) => self.take(&found, &text, &mut ahead, &mut done, span),
                    None => done.push(Inline::Text(text)),
                },
                Inline::FootnoteMark(number, nth) => {
                    done.extend(self.place(number as usize).map(|place| Inline::FootnoteMark(place, nth)));
                }
                Inline::Emphasis(inner) => done.push(Inline::Emphasis(self.inlines(inner, span, within))),
                Inline::Strong(inner) => done.push(Inline::Strong(self.inlines(inner, span, within))),
                Inline::Strike(inner) => done.push(Inline::Strike(self.inlines(inner, span, within))),
                Inline::Anchor(mut anchor) => {
                    self.text(&mut anchor.text, span, Within::Other);
                    done.push(Inline::Anchor(anchor));
                }
                other => done.push(other),
            }
        }
        done
    }

    /// Puts a mark where a note was found; what follows it is read next.
    fn take(&mut self, found: &Found, text: &str, ahead: &mut VecDeque<Inline>, done: &mut Vec<Inline>, span: Span) {
        let before = text[..found.open].trim_end_matches(' ');
        if !before.is_empty() {
            done.push(Inline::Text(before.into()));
        }
        let mut pieces = Vec::new();
        let (last, rest) = match found.close {
            (None, at) => (&text[found.inside..at], &text[at + found.close_len..]),
            (Some(_), _) => (&text[found.inside..], ""),
        };
        pieces.push(Inline::Text(last.into()));
        let mut rest: Box<str> = rest.into();
        if let (Some(idx), at) = found.close {
            pieces.extend(ahead.drain(..idx));
            if let Some(Inline::Text(closing)) = ahead.pop_front() {
                pieces.push(Inline::Text(closing[..at].into()));
                rest = closing[at + found.close_len..].into();
            }
        }
        if !rest.is_empty() {
            ahead.push_front(Inline::Text(rest));
        }
        // Marks within it are numbered after those of the text, with its turn among notes.
        let words = without_label(pieces);
        let number = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        let blocks = vec![Block { kind: BlockKind::Paragraph(words), span }];
        self.notes.push(Footnote { label: "".into(), kind: found.kind, n_marks: 1, blocks, span });
        done.push(Inline::FootnoteMark(number, 0));
    }

    /// The place of a footnote that was there; taken when its first mark is met.
    fn place(&mut self, number: usize) -> Option<u32> {
        if let Some(note) = self.old.get_mut(number).and_then(Option::take) {
            self.places[number] = u32::try_from(self.notes.len()).ok();
            self.notes.push(of_kind(note));
        }
        self.places.get(number).copied().flatten()
    }
}

/// Whether there may be a note in running text: the mark of one, or a bracket that opens.
fn may_have_note(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => {
            let is_bracket = |at: usize| text[at..].chars().next().and_then(closing_bracket).is_some();
            memchr::memchr2(b'(', b'[', text.as_bytes()).is_some()
                || memchr::memchr2_iter(WIDE[0], WIDE[1], text.as_bytes()).any(is_bracket)
        }
        Inline::FootnoteMark(..) => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => inner.iter().any(may_have_note),
        Inline::Anchor(anchor) => anchor.text.iter().any(may_have_note),
        _ => false,
    }
}

/// A footnote as one of its kind, by its name or else its first words, which say so and
/// are taken away.
fn of_kind(mut note: Footnote) -> Footnote {
    note.kind = labels::of_footnote(&note.label).unwrap_or_default();
    let Some(Block { kind: BlockKind::Paragraph(text), .. }) = note.blocks.first_mut() else { return note };
    if let Some(Inline::Text(first)) = text.first()
        && let Some(Label { kind, rest, .. }) = labels::before(first)
    {
        note.kind = kind;
        text[0] = Inline::Text(rest.into());
    }
    note
}

/// The pieces of a note without the label before or behind them.
fn without_label(mut pieces: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(first)) = pieces.first()
        && let Some(label) = labels::before(first)
    {
        let rest = label.rest.into();
        pieces[0] = Inline::Text(rest);
        return pieces;
    }
    if let Some(Inline::Text(last)) = pieces.last_mut()
        && let Some(label) = labels::behind(last)
    {
        *last = label.rest.into();
    }
    pieces
}

/// A note in brackets.
struct Found {
    kind: NoteKind,
    /// Where its bracket opens, and where the words behind that begin.
    open: usize,
    inside: usize,
    /// Where its bracket closes: in which of the inlines that follow, `None` for the same,
    /// and where in it.
    close: (Option<usize>, usize),
    close_len: usize,
}

impl Found {
    /// The first note in brackets that begins in `text`; `ahead` is what follows.
    fn of(text: &str, ahead: &VecDeque<Inline>) -> Option<Self> {
        let mut openings = text.char_indices().filter_map(|(at, open)| Some((at, (open, closing_bracket(open)?))));
        openings.find_map(|(at, brackets)| Self::at(text, ahead, at, brackets))
    }

    fn at(text: &str, ahead: &VecDeque<Inline>, at: usize, brackets: (char, char)) -> Option<Self> {
        let inside = at + brackets.0.len_utf8();
        let mut depth = 1;
        let mut close = closing(&text[inside..], brackets, &mut depth).map(|end| (None, inside + end));
        for (idx, inline) in ahead.iter().take(MAX_PIECES).enumerate() {
            if close.is_some() {
                break;
            }
            if let Inline::Text(text) = inline {
                close = closing(text, brackets, &mut depth).map(|end| (Some(idx), end));
            }
        }
        let close = close?;
        let last = match close {
            (None, end) => &text[inside..end],
            (Some(idx), end) => match &ahead[idx] {
                Inline::Text(text) => &text[..end],
                _ => return None,
            },
        };
        let label = labels::before(&text[inside..]).or_else(|| labels::behind(last))?;
        Some(Self { kind: label.kind, open: at, inside, close, close_len: brackets.1.len_utf8() })
    }
}

/// Where the bracket closes that `depth` counts the open ones of.
fn closing(text: &str, (open, close): (char, char), depth: &mut usize) -> Option<usize> {
    for (at, letter) in text.char_indices() {
        if letter == open {
            *depth += 1;
        } else if letter == close {
            *depth -= 1;
            if *depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

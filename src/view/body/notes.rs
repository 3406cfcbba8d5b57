//! Footnotes, written beside what they are about.
//!
//! A mark is a link to its note; the note stands after the block with its first mark and
//! leads back to every mark. A note within a note follows it; one of the title, which
//! stands above the text, follows the first block. Where a page shows parts of a text, ways
//! back to the marks of other parts are taken away when all of the page is written.
//!
//! Floor 3.

use std::{
    collections::{BTreeSet, VecDeque},
    ops::Range,
};

use crate::{
    doc::{Block, BlockKind, Footnote, Inline, NOTE_ID, NOTE_MARK_ID, NoteKind},
    escape,
    path::Anchor,
};

use super::Writer;

/// Which notes were marked and written so far.
#[derive(Clone)]
pub(super) struct Notes {
    /// For each note of the text, whether it was marked.
    is_marked: Vec<bool>,
    /// Marked, but not written yet.
    waiting: VecDeque<usize>,
    /// Whether a note is being written.
    is_inside: bool,
}

impl Notes {
    /// The notes of a text of which those wait that its title marks.
    pub(super) fn below(title: &[Inline], n_notes: usize) -> Self {
        let mut notes = Self { is_marked: vec![false; n_notes], waiting: VecDeque::new(), is_inside: false };
        for_each_mark(title, &mut |note, _| notes.meet(note));
        notes
    }

    /// Lets a note wait to be written, unless it was marked before.
    fn meet(&mut self, note: u32) {
        let note_idx = note as usize;
        if let Some(is_marked) = self.is_marked.get_mut(note_idx)
            && !std::mem::replace(is_marked, true)
        {
            self.waiting.push_back(note_idx);
        }
    }

    /// Whether a note is being written.
    pub(super) fn is_inside(&self) -> bool {
        self.is_inside
    }
}

impl Writer<'_> {
    /// A note's mark: the note's place among the notes, and which of its marks this is.
    pub(super) fn footnote_mark(&mut self, note: u32, nth: u32) {
        let prefix = self.body.ids.note_prefix;
        let marks = Marks { prefix, word: self.surroundings.word("footnote") };
        let mark = marks.mark(note, nth);
        let id = mark_id(prefix, note as usize, nth);
        // A mark that a page shows twice is led back to where it is seen first.
        if Anchor::explicit(&id).is_none_or(|id| self.may_have(&id)) {
            self.tag(&mark);
        } else {
            self.tag(&mark.replacen(&format!(" id=\"{id}\""), "", 1));
        }
        self.notes.meet(note);
    }

    /// Writes the notes that were marked since the last time. Within a note nothing is
    /// written: the notes it marks wait for its end.
    pub(super) fn waiting_notes(&mut self) {
        if self.notes.is_inside() {
            return;
        }
        while let Some(note_idx) = self.notes.waiting.pop_front() {
            let doc = self.body.doc;
            let note = &doc.footnotes[note_idx];
            self.note(note_idx, note, 0..note.n_marks);
        }
    }

    /// Writes the notes of the title of a text without blocks, and those whose marks stand
    /// in a title that the page does not show: no text is lost, and there is nothing to lead
    /// back to.
    pub(super) fn last_notes(&mut self) {
        self.waiting_notes();
        let doc = self.body.doc;
        for (note_idx, note) in doc.footnotes.iter().enumerate() {
            if !std::mem::replace(&mut self.notes.is_marked[note_idx], true) {
                self.note(note_idx, note, 0..0);
                self.waiting_notes();
            }
        }
    }

    /// A note with its number before the first words and the ways back after the last.
    fn note(&mut self, note_idx: usize, note: &Footnote, marks: Range<u32>) {
        self.notes.is_inside = true;
        self.tag("<aside class=\"dg-note\" role=\"note\"");
        let whose = whose(note.kind);
        if let Some((kind, _)) = whose {
            self.attribute("data-kind", kind);
        }
        self.attribute("id", &note_id(self.body.ids.note_prefix, note_idx));
        self.tag(">");
        let (first, others) = match note.blocks.split_first() {
            Some((first, others)) if running_text(first).is_some() => (running_text(first), others),
            _ => (None, &*note.blocks),
        };
        let (last, between) = match others.split_last() {
            Some((last, between)) if running_text(last).is_some() => (running_text(last), between),
            _ => (None, others),
        };
        self.tag(&format!("<p><b>{}</b>", note_idx + 1));
        if let Some((_, word)) = whose {
            self.tag(" <small>");
            self.text(self.surroundings.word(word));
            self.tag("</small>");
        }
        self.words_of_note(first);
        if !others.is_empty() {
            self.tag("</p>");
            self.flow(between);
            self.tag("<p>");
            self.inlines(last.unwrap_or_default());
        }
        self.ways_back(note_idx, marks, others.is_empty() || last.is_some());
        self.tag("</p></aside>");
        self.notes.is_inside = false;
    }

    /// The first words of a note, behind its number.
    fn words_of_note(&mut self, words: Option<&[Inline]>) {
        if let Some(words) = words {
            self.tag(" ");
            self.inlines(words);
        }
    }

    /// Links back to each mark, behind words or by themselves.
    fn ways_back(&mut self, note_idx: usize, marks: Range<u32>, are_behind_words: bool) {
        let word = self.surroundings.word("footnote-back");
        for mark in marks {
            if mark > 0 || are_behind_words {
                self.tag(" ");
            }
            let arrow = arrow(mark);
            self.tag(WAY_BACK);
            self.tag(&mark_id(self.body.ids.note_prefix, note_idx, mark));
            self.tag("\"");
            self.attribute("aria-label", &format!("{arrow} {word}"));
            self.tag(">");
            self.tag(&arrow);
            self.tag("</a>");
        }
    }
}

/// How a way back begins, up to the `id` of the mark that it leads to.
const WAY_BACK: &str = "<a class=\"dg-note-back\" href=\"#";

/// How a mark begins, up to its `id`.
const MARK: &str = "<a class=\"dg-ref\" id=\"";

/// The way back to the mark with a number, from 0, as a reader sees it.
fn arrow(mark: u32) -> String {
    if mark == 0 { "↩".to_owned() } else { format!("↩{}", mark + 1) }
}

/// A page without those ways back of notes whose marks are not on it; the others are counted
/// anew. `prefix` is that of the notes that are meant, of whose text the page shows a part.
#[must_use]
pub fn without_lost_ways(html: &str, prefix: &str) -> String {
    let marks = marks_of(html);
    without_ways(html, prefix, |mark| !marks.contains(mark))
}

/// The ids of the marks on a page.
#[must_use]
pub fn marks_of(html: &str) -> BTreeSet<&str> {
    html.split(MARK).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A page without those ways back of the notes meant by `prefix` whose marks are lost.
#[must_use]
pub fn without_ways(html: &str, prefix: &str, is_lost: impl Fn(&str) -> bool) -> String {
    let mut pieces = html.split(WAY_BACK);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    let mut n_ways = 0;
    for piece in pieces {
        let id = piece.split('"').next().unwrap_or_default();
        let number = id.strip_prefix(prefix).and_then(|id| id.strip_prefix(NOTE_MARK_ID));
        let (Some(number), Some((way, rest))) = (number, piece.split_once("</a>")) else {
            kept.extend([WAY_BACK, piece]);
            continue;
        };
        if is_lost(id) {
            kept.truncate(kept.trim_end_matches(' ').len());
        } else {
            let nth = number.split_once('-').and_then(|(_, nth)| nth.parse::<u32>().ok()).unwrap_or(1);
            kept.extend([WAY_BACK, &way.replace(&arrow(nth - 1), &arrow(n_ways)), "</a>"]);
            n_ways += 1;
        }
        kept.push_str(rest);
        // Those of one note stand side by side.
        if !rest.trim().is_empty() {
            n_ways = 0;
        }
    }
    kept
}

/// How the marks of a text's notes are written.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Stands before the ids of notes and of their marks.
    pub prefix: &'a str,
    /// What a note is called, with `{n}` for its number.
    pub word: &'a str,
}

impl Marks<'_> {
    /// The mark of a note as a link to it: the note's place among the notes, and which of
    /// its marks this is.
    #[must_use]
    pub fn mark(&self, note: u32, nth: u32) -> String {
        let Self { prefix, word } = self;
        let number = note + 1;
        let (id, target) = (mark_id(prefix, note as usize, nth), note_id(prefix, note as usize));
        let label = escape::text(&word.replace("{n}", &number.to_string()));
        format!("{MARK}{id}\" href=\"#{target}\" aria-label=\"{label}\">{number}</a>")
    }

    /// All marks of running text, one behind the other.
    #[must_use]
    pub fn of(&self, inlines: &[Inline]) -> String {
        let mut html = String::new();
        for_each_mark(inlines, &mut |note, nth| html += &self.mark(note, nth));
        html
    }
}

/// Does something with each mark of running text.
fn for_each_mark(inlines: &[Inline], each: &mut dyn FnMut(u32, u32)) {
    for inline in inlines {
        match inline {
            Inline::FootnoteMark(note, nth) => each(*note, *nth),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => for_each_mark(inner, each),
            Inline::Anchor(anchor) => for_each_mark(&anchor.text, each),
            _ => {}
        }
    }
}

/// The value of `data-kind` and the word for a note that is not the author's.
fn whose(kind: NoteKind) -> Option<(&'static str, &'static str)> {
    match kind {
        NoteKind::Plain => None,
        NoteKind::Editor => Some(("editor", "note-editor")),
        NoteKind::Translator => Some(("translator", "note-translator")),
    }
}

/// The `id` on its page of the note with a number, from 0.
#[must_use]
pub fn id_of_note(note_idx: usize) -> Option<Anchor> {
    Anchor::explicit(&note_id("", note_idx))
}

/// The `id` of a note.
fn note_id(prefix: &str, note_idx: usize) -> String {
    format!("{prefix}{NOTE_ID}{}", note_idx + 1)
}

/// The `id` of a mark.
fn mark_id(prefix: &str, note_idx: usize, mark: u32) -> String {
    match mark {
        0 => format!("{prefix}{NOTE_MARK_ID}{}", note_idx + 1),
        mark => format!("{prefix}{NOTE_MARK_ID}{}-{}", note_idx + 1, mark + 1),
    }
}

/// The running text of a block that is nothing else.
fn running_text(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Plain(text) => Some(text),
        _ => None,
    }
}

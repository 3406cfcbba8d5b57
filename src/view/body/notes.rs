//! Footnotes, written beside what they are about.
//!
//! A mark is a link to its note; the note stands after the block with its first mark and
//! leads back to every mark. A note within a note follows it.
//!
//! Floor 3.

use std::{collections::VecDeque, ops::Range};

use crate::doc::{Block, BlockKind, Footnote, Inline, NoteKind};

use super::Writer;

/// Which notes were marked and written so far.
pub(super) struct Notes {
    /// For each note of the text, whether it was marked.
    is_marked: Vec<bool>,
    /// Marked, but not written yet.
    waiting: VecDeque<usize>,
    /// Whether a note is being written.
    is_inside: bool,
}

impl Notes {
    pub(super) fn new(n_notes: usize) -> Self {
        Self { is_marked: vec![false; n_notes], waiting: VecDeque::new(), is_inside: false }
    }

    /// Whether a note is being written.
    pub(super) fn is_inside(&self) -> bool {
        self.is_inside
    }
}

impl Writer<'_> {
    /// A note's mark: the note's place among the notes, and which of its marks this is.
    pub(super) fn footnote_mark(&mut self, note: u32, mark: u32) {
        let note_idx = note as usize;
        let number = (note_idx + 1).to_string();
        let label = self.surroundings.word("footnote").replace("{n}", &number);
        self.tag("<a class=\"dg-ref\"");
        let prefix = self.body.ids.note_prefix;
        self.attribute("id", &mark_id(prefix, note_idx, mark));
        self.attribute("href", &format!("#{prefix}fn-{number}"));
        self.attribute("aria-label", &label);
        self.tag(">");
        self.tag(&number);
        self.tag("</a>");
        if let Some(is_marked) = self.notes.is_marked.get_mut(note_idx)
            && !std::mem::replace(is_marked, true)
        {
            self.notes.waiting.push_back(note_idx);
        }
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

    /// Writes the notes whose marks are not in the body (they stand in the title, which
    /// leaves it), so that no text is lost. There is nothing to lead back to.
    pub(super) fn unmarked_notes(&mut self) {
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
        self.attribute("id", &format!("{}fn-{}", self.body.ids.note_prefix, note_idx + 1));
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
            let count = if mark == 0 { String::new() } else { (mark + 1).to_string() };
            if mark > 0 || are_behind_words {
                self.tag(" ");
            }
            self.tag("<a class=\"dg-note-back\"");
            self.attribute("href", &format!("#{}", mark_id(self.body.ids.note_prefix, note_idx, mark)));
            self.attribute("aria-label", &format!("↩{count} {word}"));
            self.tag(">↩");
            self.tag(&count);
            self.tag("</a>");
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

/// The `id` of a mark.
fn mark_id(prefix: &str, note_idx: usize, mark: u32) -> String {
    match mark {
        0 => format!("{prefix}fnref-{}", note_idx + 1),
        mark => format!("{prefix}fnref-{}-{}", note_idx + 1, mark + 1),
    }
}

/// The running text of a block that is nothing else.
fn running_text(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Plain(text) => Some(text),
        _ => None,
    }
}

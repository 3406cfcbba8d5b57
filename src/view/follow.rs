//! The text of a translation, with marks where the original has gone on without it, and
//! the original's text where the translation has none.
//!
//! A mark explains itself: it opens to what it means and to what the original says now.
//! Nothing that a reader could read is taken away, unless the settings ask for the original
//! in place of what is stale.
//!
//! Floor 3.

use std::{collections::BTreeSet, ops::Range};

use super::{
    body::{
        self,
        run::{Bookmark, Runs},
    },
    facing::{self, Ends, Side},
};
use crate::{
    escape,
    settings::StaleText,
    translation::{Pair, State, Translation},
};

/// What a translation's page is made of.
pub(super) struct Follow<'a> {
    pub own: Side<'a>,
    pub original: Side<'a>,
    pub translation: &'a Translation,
    /// What becomes of stale text.
    pub stale: StaleText,
    /// An interface word by its key.
    pub word: &'a dyn Fn(&str) -> &'a str,
}

/// Whether a translation's page needs anything beside its own text.
pub(super) fn has_marks(translation: &Translation, stale: StaleText) -> bool {
    translation.pairs.iter().any(|pair| pair.state == State::Missing || is_marked(pair, stale))
}

/// Whether a reader is told of a pair's state.
pub(super) fn is_marked(pair: &Pair, stale: StaleText) -> bool {
    let is_marked = matches!(pair.state, State::Stale | State::Mechanical | State::Removed | State::Machine);
    is_marked && stale != StaleText::HideMark && !pair.right.is_empty()
}

/// Writes the text. `own` and `original` write the texts of the two.
pub(super) fn write<'a>(follow: &Follow<'a>, own: Runs<'a>, original: Runs<'a>) -> String {
    let own_ends = facing::ends(&follow.own);
    let (whole, pieces) = (facing::ends(&follow.original), facing::ends_of_pieces(&follow.original));
    let mut page = Page {
        follow,
        own: Cells::new(own, &own_ends),
        original: Cells::new(original, &pieces),
        whole: &whole,
        html: String::new(),
        lacking: None,
        missing: String::new(),
        lost_marks: BTreeSet::new(),
    };
    for pair in &follow.translation.pairs {
        page.pair(pair);
    }
    page.finish()
}

/// A text that is written up to one unit after the other.
struct Cells<'a, 'e> {
    runs: Runs<'a>,
    ends: &'e Ends,
    /// The first unit that is not written.
    next: usize,
    /// Where the last piece began, and its units.
    last: (Bookmark<'a>, Range<usize>),
    /// Where the text begins.
    first: Bookmark<'a>,
}

/// A piece of more units is shown once, whatever of it has changed.
const MOST_REPEATED: usize = 3;

impl<'a, 'e> Cells<'a, 'e> {
    fn new(runs: Runs<'a>, ends: &'e Ends) -> Self {
        let first = runs.bookmark();
        Self { runs, ends, next: 0, last: (first.clone(), 0..0), first }
    }

    /// What follows up to a unit, which is not written; to the next place where the text
    /// may be parted.
    fn before(&mut self, unit: usize) -> String {
        self.way_before(unit).map_or_else(String::new, |way| self.runs.upto(way))
    }

    /// What some units come to when they are next and stand by themselves, which is passed
    /// over: the page does not show it.
    fn alone(&mut self, units: &Range<usize>) -> Option<String> {
        let is_alone = self.next == units.start && self.parts_before(units.end);
        let way = self.way_before(units.end).filter(|_| is_alone)?;
        Some(self.runs.pass_over(way))
    }

    /// Some units, with what cannot be parted from them, wherever they stand in the text;
    /// nothing when that is much, and was shown last.
    fn piece(&mut self, units: &Range<usize>) -> String {
        let start = (0..=units.start).rev().find(|unit| self.parts_before(*unit)).unwrap_or_default();
        let piece = start..self.seam_at(units.end);
        if piece == self.last.1 && piece.len() > MOST_REPEATED {
            return String::new();
        }
        if start < self.next {
            if start < self.last.1.start {
                self.last = (self.first.clone(), 0..0);
            }
            self.runs.go_back(self.last.0.clone());
            self.next = self.last.1.start;
        }
        if let Some(way) = self.way_before(start) {
            self.runs.pass_over(way);
        }
        self.last = (self.runs.bookmark(), piece);
        self.before(units.end)
    }

    /// Whether the text may be parted before a unit.
    fn parts_before(&self, unit: usize) -> bool {
        unit.checked_sub(1).is_none_or(|last| self.ends.get(last).is_some_and(Option::is_some))
    }

    /// The unit before which the text is parted, from one on.
    fn seam_at(&self, unit: usize) -> usize {
        (unit..self.ends.len()).find(|end| self.parts_before(*end)).unwrap_or(self.ends.len())
    }

    /// The way to where the text is parted before a unit or next behind it; `None` when all
    /// of that was written before.
    fn way_before(&mut self, unit: usize) -> Option<&'e [u32]> {
        let end = self.seam_at(unit);
        let last = end.checked_sub(1).filter(|_| end > self.next)?;
        let way = self.ends.get(last)?.as_deref()?;
        self.next = end;
        Some(way)
    }
}

/// A page in the making.
struct Page<'f, 'a, 'e> {
    follow: &'f Follow<'a>,
    own: Cells<'a, 'e>,
    /// Of the original only pieces are shown.
    original: Cells<'a, 'e>,
    /// Where the original may be parted if it keeps its boxes folded.
    whole: &'e Ends,
    html: String,
    /// Units of the original that are missing here, and not gathered yet: what belongs to
    /// the same box may follow.
    lacking: Option<Range<usize>>,
    /// The original's text that is missing here, as far as it was gathered.
    missing: String,
    /// Marks of notes that stood in text of the translation which the page does not show.
    lost_marks: BTreeSet<String>,
}

impl Page<'_, '_, '_> {
    fn pair(&mut self, pair: &Pair) {
        if pair.state == State::Missing {
            self.miss(&pair.left);
            return;
        }
        if pair.right.is_empty() || pair.right.end > self.follow.own.units.len() {
            return;
        }
        self.flush_missing(pair.right.start);
        if !is_marked(pair, self.follow.stale) {
            return;
        }
        self.html += &self.own.before(pair.right.start);
        let original = if pair.state == State::Stale { self.of_original(&pair.left) } else { String::new() };
        if self.follow.stale == StaleText::Original
            && !original.is_empty()
            && let Some(own) = self.own.alone(&pair.right)
        {
            // Links that led to the own text lead to what stands in its place.
            self.lost_marks.extend(body::notes::marks_of(&own).into_iter().map(str::to_owned));
            push_foreign(&mut self.html, self.follow, pair.state, &body::brought(&own), &original);
            return;
        }
        // A mark stands behind its pair, or where the text is parted next.
        self.html += &self.own.before(pair.right.end);
        self.html += &self.mark(pair, &original);
    }

    /// Some units of the original; empty when there are none.
    fn of_original(&mut self, units: &Range<usize>) -> String {
        if units.is_empty() || units.end > self.follow.original.units.len() {
            return String::new();
        }
        self.original.piece(units)
    }

    /// Notes that some units are missing. Those of one box are gathered together, so that it
    /// stays a box where all of it is missing.
    fn miss(&mut self, units: &Range<usize>) {
        let parts = units.start.checked_sub(1).is_none_or(|last| self.whole.get(last).is_none_or(Option::is_some));
        match &mut self.lacking {
            Some(lacking) if lacking.end == units.start && !parts => lacking.end = units.end,
            _ => {
                self.gather();
                self.lacking = Some(units.clone());
            }
        }
    }

    /// Gathers the text of what was noted as missing.
    fn gather(&mut self) {
        if let Some(units) = self.lacking.take() {
            let text = self.of_original(&units);
            self.missing += &text;
        }
    }

    /// Writes what is missing before a unit of the own text.
    fn flush_missing(&mut self, unit: usize) {
        self.gather();
        if self.missing.is_empty() {
            return;
        }
        self.html += &self.own.before(unit);
        let missing = std::mem::take(&mut self.missing);
        push_foreign(&mut self.html, self.follow, State::Missing, &[], &missing);
    }

    /// A mark that opens to what it means, and to what the original of a stale pair says.
    fn mark(&self, pair: &Pair, original: &str) -> String {
        let mut html = state_mark(pair.state, self.follow.word);
        if !original.is_empty() {
            html.truncate(html.len() - "</details>".len());
            facing::push_cell(&mut html, self.follow.original.language, original);
            html.push_str("</details>");
        }
        html
    }

    fn finish(mut self) -> String {
        self.gather();
        let mut html = self.html;
        html += &self.own.runs.rest();
        if !self.missing.is_empty() {
            push_foreign(&mut html, self.follow, State::Missing, &[], &self.missing);
        }
        if self.lost_marks.is_empty() {
            return html;
        }
        body::notes::without_ways(&html, "", |mark| self.lost_marks.contains(mark))
    }
}

/// Writes the original's text under a line that says why it stands here. `ids` are those of
/// what it stands for.
fn push_foreign(html: &mut String, follow: &Follow<'_>, state: State, ids: &[&str], text: &str) {
    let (first, others) = ids.split_first().map_or((None, ids), |(first, others)| (Some(*first), others));
    html.push_str("<div class=\"dg-foreign\"");
    push_id(html, first);
    html.push('>');
    for id in others {
        html.push_str("<span");
        push_id(html, Some(id));
        html.push_str("></span>");
    }
    html.push_str("<p class=\"dg-state\" data-state=\"");
    html.push_str(state.name());
    html.push_str("\">");
    escape::push_text(html, (follow.word)(&format!("state-{}-text", state.name())));
    html.push_str("</p>");
    facing::push_cell(html, follow.original.language, text);
    html.push_str("</div>");
}

fn push_id(html: &mut String, id: Option<&str>) {
    if let Some(id) = id {
        // As it was written: with what stands for its quotes.
        html.push_str(" id=\"");
        html.push_str(&id.replace('"', "&quot;"));
        html.push('"');
    }
}

/// A mark that says what has become of a pair and opens to what that means.
pub(super) fn state_mark<'w>(state: State, word: &dyn Fn(&str) -> &'w str) -> String {
    let mut html = format!("<details class=\"dg-state\" data-state=\"{}\"><summary>", state.name());
    escape::push_text(&mut html, word(&format!("state-{}", state.name())));
    html.push_str("</summary><p>");
    escape::push_text(&mut html, word(&format!("state-{}-text", state.name())));
    html.push_str("</p></details>");
    html
}

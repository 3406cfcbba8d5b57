//! The text of a translation, with marks where the original has gone on without it, and
//! the original's text where the translation has none.
//!
//! A mark explains itself: it opens to what it means and to what the original says now.
//! Nothing that a reader could read is taken away, unless the settings ask for the original
//! in place of what is stale.
//!
//! Floor 3.

use super::{
    body::run::Runs,
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

/// Writes the text. `read` begins to write the original.
pub(super) fn write<'a>(follow: &Follow<'a>, own: Runs<'a>, read: &dyn Fn() -> Runs<'a>) -> String {
    let (own_ends, original_ends) = (facing::ends(&follow.own), facing::ends(&follow.original));
    let own = Cells { runs: own, ends: &own_ends, next: 0 };
    let original = Cells { runs: read(), ends: &original_ends, next: 0 };
    let mut page =
        Page { follow, read, own, original, html: String::new(), waiting: String::new(), missing: String::new() };
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
}

impl<'e> Cells<'_, 'e> {
    /// What follows up to a unit, which is not written; to the next place where the text
    /// may be parted.
    fn before(&mut self, unit: usize) -> String {
        self.way_before(unit).map_or_else(String::new, |way| self.runs.upto(way))
    }

    /// Passes over the same, which the page does not show.
    fn pass_over(&mut self, unit: usize) {
        if let Some(way) = self.way_before(unit) {
            self.runs.pass_over(way);
        }
    }

    /// The way to where the text is parted before a unit or next behind it; `None` when all
    /// of that was written before.
    fn way_before(&mut self, unit: usize) -> Option<&'e [u32]> {
        let mut end = unit;
        while end > self.next && end < self.ends.len() && self.ends[end - 1].is_none() {
            end += 1;
        }
        let last = end.checked_sub(1).filter(|_| end > self.next)?;
        let way = self.ends.get(last)?.as_deref()?;
        self.next = end;
        Some(way)
    }
}

/// A page in the making.
struct Page<'f, 'a, 'e> {
    follow: &'f Follow<'a>,
    /// Begins to read the original.
    read: &'f dyn Fn() -> Runs<'a>,
    own: Cells<'a, 'e>,
    original: Cells<'a, 'e>,
    html: String,
    /// Marks that wait for a place where the text may be parted.
    waiting: String,
    /// The original's text that is missing here, as far as it was gathered.
    missing: String,
}

impl Page<'_, '_, '_> {
    fn pair(&mut self, pair: &Pair) {
        if pair.state == State::Missing {
            let text = self.of_original(pair);
            self.missing += &text;
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
        let is_apart = self.own.next == pair.right.start;
        let own = self.own.before(pair.right.end);
        let original = if pair.state == State::Stale { self.of_original(pair) } else { String::new() };
        if is_apart && self.follow.stale == StaleText::Original && !original.is_empty() {
            push_foreign(&mut self.html, self.follow, pair.state, &original);
            return;
        }
        self.html += &own;
        let mark = self.mark(pair, &original);
        self.waiting += &mark;
        // A mark stands behind its pair, where the text is parted there.
        if self.own.next == pair.right.end {
            self.html += &std::mem::take(&mut self.waiting);
        }
    }

    /// The text of a pair in the original; empty when it has none.
    fn of_original(&mut self, pair: &Pair) -> String {
        if pair.left.is_empty() || pair.left.end > self.follow.original.units.len() {
            return String::new();
        }
        if pair.left.start < self.original.next {
            // The translation has the text in another order: the original is read anew.
            self.original = Cells { runs: (self.read)(), next: 0, ..self.original };
        }
        self.original.pass_over(pair.left.start);
        self.original.before(pair.left.end)
    }

    /// Writes what is missing before a unit of the own text.
    fn flush_missing(&mut self, unit: usize) {
        if self.missing.is_empty() {
            return;
        }
        self.html += &self.own.before(unit);
        self.html += &std::mem::take(&mut self.waiting);
        let missing = std::mem::take(&mut self.missing);
        push_foreign(&mut self.html, self.follow, State::Missing, &missing);
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

    fn finish(self) -> String {
        let mut html = self.html;
        html += &self.own.runs.rest();
        html += &self.waiting;
        if !self.missing.is_empty() {
            push_foreign(&mut html, self.follow, State::Missing, &self.missing);
        }
        html
    }
}

/// Writes the original's text under a line that says why it stands here.
fn push_foreign(html: &mut String, follow: &Follow<'_>, state: State, text: &str) {
    html.push_str("<div class=\"dg-foreign\"><p class=\"dg-state\" data-state=\"");
    html.push_str(state.name());
    html.push_str("\">");
    escape::push_text(html, (follow.word)(&format!("state-{}-text", state.name())));
    html.push_str("</p>");
    facing::push_cell(html, follow.original.language, text);
    html.push_str("</div>");
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

//! Which terms of a section were met already: the first use of each is what gets a mark.

use std::collections::BTreeSet;

use crate::{
    doc::{Html, HtmlPiece, Inline},
    glossary::TermIdx,
};

use super::{Found, Terms};

/// Elements of the author's own HTML in which nothing is marked: code, and what may not
/// hold a link.
const OPAQUE: &[&str] = &["a", "button", "code", "dfn", "kbd", "pre", "samp", "script", "style", "svg", "var"];

/// What was met since a section began.
#[derive(Debug, Default)]
pub struct Section {
    met: BTreeSet<TermIdx>,
    /// How many of [`OPAQUE`] are open.
    n_opaque: usize,
}

impl Section {
    /// Takes note of the author's HTML, in which elements begin and end.
    pub fn pass(&mut self, html: &Html) {
        for piece in &html.pieces {
            let HtmlPiece::Text(text) = piece else { continue };
            for tag in text.split('<').skip(1) {
                let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
                let name = tag.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
                if OPAQUE.iter().any(|opaque| name.eq_ignore_ascii_case(opaque)) {
                    self.n_opaque = if is_end { self.n_opaque.saturating_sub(1) } else { self.n_opaque + 1 };
                }
            }
        }
    }

    /// The terms in a text that the section had not met, now met; of each the first place.
    /// Those in avoided forms are passed over.
    pub fn meet(&mut self, terms: &Terms, text: &str) -> Vec<Found> {
        if self.n_opaque > 0 {
            return Vec::new();
        }
        let mut found = terms.find(text);
        found.retain(|found| !found.is_avoided && self.met.insert(found.term));
        found
    }
}

/// How many of `inlines` from the first on are one run of text in which terms are looked
/// for: text and the line breaks in it.
#[must_use]
pub fn run_length(inlines: &[Inline]) -> usize {
    inlines.iter().take_while(|inline| matches!(inline, Inline::Text(_) | Inline::SoftBreak)).count()
}

/// The text of such a run, a line break for each of its own.
#[must_use]
pub fn run_text(run: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(text) => text.to_string(),
        _ => "\n".to_owned(),
    };
    run.iter().map(part).collect()
}

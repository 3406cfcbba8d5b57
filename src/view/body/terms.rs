//! Terms of the glossary, marked where a section first speaks of them.
//!
//! A mark is a link to the term's entry, so it needs no script. None stands in headings,
//! in the heads of tables and lists, in notes, in code or in another link.
//!
//! Floor 3.

use crate::{doc::Inline, terms};

use super::Writer;

impl Writer<'_> {
    /// Running text, its terms marked.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        if self.n_unmarked > 0 || self.notes.is_inside() || self.surroundings.terms().is_empty() {
            for inline in inlines {
                self.inline(inline);
            }
            return;
        }
        let mut rest = inlines;
        while let Some(first) = rest.first() {
            let length = terms::run_length(rest);
            let (run, others) = rest.split_at(length.max(1));
            if length > 0 {
                self.run(run);
            } else {
                self.inline(first);
            }
            rest = others;
        }
    }

    /// Text that nothing interrupts but its line breaks.
    fn run(&mut self, run: &[Inline]) {
        let text = terms::run_text(run);
        let mut written = 0;
        for found in self.met.meet(self.surroundings.terms(), &text) {
            let Some(href) = self.surroundings.term_href(found.term) else { continue };
            self.running_text(&text[written..found.range.start]);
            self.tag("<a class=\"dg-term\"");
            self.attribute("href", &href);
            self.tag(">");
            self.running_text(&text[found.range.clone()]);
            self.tag("</a>");
            written = found.range.end;
        }
        self.running_text(&text[written..]);
    }

    /// Writes something in which no term is marked.
    pub(super) fn unmarked(&mut self, write: impl FnOnce(&mut Self)) {
        self.n_unmarked += 1;
        write(self);
        self.n_unmarked -= 1;
    }
}

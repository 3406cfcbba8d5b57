//! Writes titles: with their marks, and in Chinese and Japanese with the places where they
//! may break. What is Latin there is marked as English, as it is in running text.
//!
//! Floor 3. Knows no page.

use std::fmt::Write;

use super::{
    body::{latin, notes::Marks},
    breaks::Breaks,
};
use crate::{
    doc::{self, Inline},
    escape,
    locale::LanguageTag,
};

/// A title as HTML. `marks` is the title as it was written; where there is none, the
/// plain `text` is printed. `notes` writes the marks of its notes, `None` leaves them out.
#[must_use]
pub fn html(text: &str, marks: &[Inline], language: &LanguageTag, notes: Option<Marks<'_>>) -> String {
    let breaks = language.is_unspaced().then(Breaks::default);
    let mut title = Title { html: String::with_capacity(text.len() + text.len() / 2), breaks, is_latin: false, notes };
    if marks.is_empty() {
        title.text(text);
    } else {
        title.inlines(marks);
    }
    title.html
}

/// A title that is being written.
struct Title<'a> {
    html: String,
    /// Where it may break, in a language that does not say so by spaces.
    breaks: Option<Breaks>,
    /// Whether what is being written is marked as English.
    is_latin: bool,
    notes: Option<Marks<'a>>,
}

impl Title<'_> {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(text) => {
                self.html.push_str("<code>");
                escape::push_text(&mut self.html, text);
                self.html.push_str("</code>");
            }
            Inline::SoftBreak | Inline::HardBreak => self.html.push(' '),
            Inline::Emphasis(inner) if self.breaks.is_some() && latin::is_only_latin(&doc::plain(inner)) => {
                // Nothing in it is to be told from Han text.
                let around = std::mem::replace(&mut self.is_latin, true);
                self.element("em lang=\"en\"", inner);
                self.is_latin = around;
            }
            Inline::Emphasis(inner) => self.element("em", inner),
            Inline::Strong(inner) => self.element("strong", inner),
            Inline::Strike(inner) => self.element("s", inner),
            // A title may be printed where a link cannot stand: in a link.
            Inline::Anchor(anchor) => self.inlines(&anchor.text),
            Inline::Image(image) => self.text(&image.alt),
            Inline::Math(math) => match &math.mathml {
                Some(mathml) => self.html.push_str(mathml),
                None => escape::push_text(&mut self.html, &math.source),
            },
            Inline::FootnoteMark(note, nth) => {
                let mark = self.notes.map(|notes| notes.mark(*note, *nth));
                self.html.push_str(&mark.unwrap_or_default());
            }
            Inline::Html(_) | Inline::Shortcode(_) => {}
        }
    }

    /// An element, by its name and attributes.
    fn element(&mut self, tag: &str, inner: &[Inline]) {
        let _ = write!(self.html, "<{tag}>");
        self.inlines(inner);
        let _ = write!(self.html, "</{}>", tag.split(' ').next().unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        if self.breaks.is_none() || self.is_latin || !text.contains('’') {
            return self.words(text);
        }
        for part in latin::parts(text) {
            match part {
                latin::Part::Word(word) => {
                    self.html.push_str("<span lang=\"en\">");
                    escape::push_text(&mut self.html, word);
                    self.html.push_str("</span>");
                }
                latin::Part::Text(text) => self.words(text),
            }
        }
    }

    fn words(&mut self, text: &str) {
        match &mut self.breaks {
            Some(breaks) if !self.is_latin => self.html.push_str(&breaks.html(text)),
            _ => escape::push_text(&mut self.html, text),
        }
    }
}

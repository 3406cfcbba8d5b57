//! Writes titles: with their marks, and in Chinese and Japanese with the places where they
//! may break.
//!
//! A long heading should break between words. Browsers know words by their spaces, so the
//! style sheet forbids breaks within Han text and here `<wbr>` is put between its words,
//! which a dictionary finds. The rule for which places are open is
//! that of the segmenter, but that no line may begin with punctuation. What is Latin there
//! is marked as English, as it is in running text.
//!
//! Floor 3. Knows no page.

use std::fmt::Write;

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

use super::body::{latin, notes::Marks};
use crate::{
    doc::{self, Inline},
    escape,
    locale::{LanguageTag, is_han, is_unspaced},
};

/// A title as HTML. `marks` is the title as it was written; where there is none, the
/// plain `text` is printed. `notes` writes the marks of its notes, `None` leaves them out.
#[must_use]
pub fn html(text: &str, marks: &[Inline], language: &LanguageTag, notes: Option<Marks<'_>>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let breaks = matches!(language.language().as_str(), "zh" | "ja" | "yue");
    if marks.is_empty() {
        push_text(text, breaks, &mut out);
    } else {
        push(marks, Manner { breaks, notes }, &mut out);
    }
    out
}

/// Text as HTML, with `<wbr>` between the words of Han text.
#[must_use]
pub fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    push_words(text, true, &mut out);
    out
}

/// How a title is written.
#[derive(Clone, Copy)]
struct Manner<'a> {
    /// Whether it says where Han text may break.
    breaks: bool,
    notes: Option<Marks<'a>>,
}

fn push(inlines: &[Inline], manner: Manner<'_>, out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => push_text(text, manner.breaks, out),
            Inline::Code(text) => {
                out.push_str("<code>");
                escape::push_text(out, text);
                out.push_str("</code>");
            }
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Emphasis(inner) if manner.breaks && latin::is_only_latin(&doc::plain(inner)) => {
                // Nothing in it is to be told from Han text.
                element("em lang=\"en\"", inner, Manner { breaks: false, ..manner }, out);
            }
            Inline::Emphasis(inner) => element("em", inner, manner, out),
            Inline::Strong(inner) => element("strong", inner, manner, out),
            Inline::Strike(inner) => element("s", inner, manner, out),
            // A title may be printed where a link cannot stand: in a link.
            Inline::Anchor(anchor) => push(&anchor.text, manner, out),
            Inline::Image(image) => push_text(&image.alt, manner.breaks, out),
            Inline::Math(math) => match &math.mathml {
                Some(mathml) => out.push_str(mathml),
                None => escape::push_text(out, &math.source),
            },
            Inline::FootnoteMark(note, nth) => {
                out.push_str(&manner.notes.map(|notes| notes.mark(*note, *nth)).unwrap_or_default());
            }
            Inline::Html(_) | Inline::Shortcode(_) => {}
        }
    }
}

/// An element, by its name and attributes.
fn element(tag: &str, inner: &[Inline], manner: Manner<'_>, out: &mut String) {
    let _ = write!(out, "<{tag}>");
    push(inner, manner, out);
    let _ = write!(out, "</{}>", tag.split(' ').next().unwrap_or_default());
}

fn push_text(text: &str, breaks: bool, out: &mut String) {
    if !breaks || !text.contains('’') {
        return push_words(text, breaks, out);
    }
    for part in latin::parts(text) {
        match part {
            latin::Part::Word(word) => {
                out.push_str("<span lang=\"en\">");
                escape::push_text(out, word);
                out.push_str("</span>");
            }
            latin::Part::Text(text) => push_words(text, breaks, out),
        }
    }
}

fn push_words(text: &str, breaks: bool, out: &mut String) {
    if !breaks || !text.contains(is_han) {
        return escape::push_text(out, text);
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut start = 0;
    for end in segmenter.segment_str(text) {
        if is_open(&text[..start], &text[start..end]) {
            out.push_str("<wbr>");
        }
        escape::push_text(out, &text[start..end]);
        start = end;
    }
}

/// Whether a line may end with `before` and the next begin with `after`: where a word
/// begins and nothing opens before it, and white space does not break the line already.
fn is_open(before: &str, after: &str) -> bool {
    let begins_word = after.starts_with(char::is_alphanumeric);
    let last = before.chars().next_back();
    let may_follow = last.is_some_and(|last| !last.is_whitespace() && !"“‘（《〈「『【〔([{".contains(last));
    let beside_han = last.is_some_and(|last| is_han(last) || is_unspaced(last)) || after.starts_with(is_han);
    begins_word && may_follow && beside_han
}

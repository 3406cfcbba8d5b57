//! Long texts that a template prints as they are, held back while it is rendered.
//!
//! The text of a page is most of its bytes, and neither the template engine nor the
//! minifier has anything to do with it: it is written without white space that means
//! nothing. So a template is given a short mark, and the text takes the mark's place in
//! what came of it. A page then costs what its frame costs.
//!
//! That holds for templates that ask whether there is a text, and print it. One that does
//! more with it, such as to count its letters, has to be given the text itself; which those
//! are, `template` tells.
//!
//! Floor 3. Knows neither template nor page.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// Begins and ends a mark: a noncharacter, which no text may hold.
const HOLE: char = '\u{FDD0}';

/// Its bytes.
const MARK: &[u8] = "\u{FDD0}".as_bytes();

/// From how many bytes on it pays to hold a text back.
const WORTHWHILE_BYTES: usize = 256;

/// Texts by the numbers that their marks hold.
#[derive(Debug)]
pub(super) struct Held<'a> {
    texts: Vec<&'a str>,
    holds: bool,
}

impl<'a> Held<'a> {
    /// None yet; when it `holds` nothing, templates get the texts.
    pub(super) fn new(holds: bool) -> Self {
        Self { texts: Vec::new(), holds }
    }

    /// What a template is given in place of a text.
    pub(super) fn keep(&mut self, text: &'a str) -> Cow<'a, str> {
        let is_markup = text.starts_with('<') && text.ends_with('>');
        if !self.holds || !is_markup || text.len() < WORTHWHILE_BYTES {
            return text.into();
        }
        let mark = format!("{HOLE}{}{HOLE}", self.texts.len());
        self.texts.push(text);
        mark.into()
    }

    /// A page with the texts in place of their marks. What is no mark of ours stays.
    pub(super) fn fill(&self, frame: &str) -> Vec<u8> {
        let mut page = Vec::with_capacity(self.n_bytes(frame));
        for stretch in self.stretches(frame) {
            page.extend_from_slice(stretch.as_bytes());
        }
        page
    }

    /// Whether a page is by more than `most` bytes longer than a frame with each text once.
    pub(super) fn is_too_often(&self, frame: &str, most: usize) -> bool {
        let once: usize = self.texts.iter().map(|text| text.len()).sum();
        self.n_bytes(frame) > once + most
    }

    /// How many bytes a page has with its texts.
    fn n_bytes(&self, frame: &str) -> usize {
        self.stretches(frame).map(str::len).sum()
    }

    /// A page piece by piece: its own text, and those that marks stand for.
    fn stretches<'s>(&'s self, frame: &'s str) -> impl Iterator<Item = &'s str> {
        let mut rest = frame;
        std::iter::from_fn(move || {
            if let Some((text, after)) = self.marked(rest) {
                rest = after;
                return Some(text);
            }
            // Behind the first character, which is no mark of ours.
            let start = rest.chars().next()?.len_utf8();
            let end = memmem::find(&rest.as_bytes()[start..], MARK).map_or(rest.len(), |at| start + at);
            let (text, after) = rest.split_at(end);
            rest = after;
            Some(text)
        })
    }

    /// The text of the mark that a page begins with, and what follows it.
    fn marked<'s>(&'s self, page: &'s str) -> Option<(&'s str, &'s str)> {
        let (number, after) = page.strip_prefix(HOLE)?.split_once(HOLE)?;
        Some((self.texts.get(number.parse::<usize>().ok()?)?, after))
    }
}

/// Whether a text is held back in a piece of a page.
pub(super) fn has_hole(html: &str) -> bool {
    memchr(MARK[0], html.as_bytes()).is_some() && html.contains(HOLE)
}

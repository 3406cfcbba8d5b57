//! The text of a section, made comparable, and what it says of a query.

use super::{
    fold::{Han, fold},
    page::{Record, SectionRecord},
    query::{Query, Wanted, squeezed},
};

/// The texts of a section, folded.
#[derive(Debug)]
pub(super) struct Texts {
    heading: String,
    text: String,
    squeezed_heading: String,
    squeezed: String,
}

impl Texts {
    /// Those of a section on its page.
    pub(super) fn of(record: &Record, SectionRecord(_, heading, _, text, _): &SectionRecord, han: Han) -> Self {
        let heading = fold(if heading.is_empty() { &record.title } else { heading }, han);
        let (text, squeezed_heading) = (fold(text, han), squeezed(&heading));
        let squeezed = format!("{squeezed_heading}\n{}", squeezed(&text));
        Self { heading, text, squeezed_heading, squeezed }
    }

    /// Whether the query stands there as it was typed, white space and quotation marks
    /// aside; a lone part must not be made of two words.
    pub(super) fn holds(&self, query: &Query) -> bool {
        match &query.parts[..] {
            [part] => self.heading.contains(&part.text) || self.text.contains(&part.text),
            _ => self.squeezed.contains(&query.whole),
        }
    }

    /// Whether every phrase is there, and every run that is longer than a pair.
    pub(super) fn bears_out(&self, query: &Query) -> bool {
        let is_long = |part: &&Wanted| part.is_run && part.text.chars().nth(2).is_some();
        query.phrases.iter().all(|phrase| self.squeezed.contains(phrase))
            && query.parts.iter().filter(is_long).all(|part| self.squeezed.contains(&part.text))
    }

    /// How far heading and text bear out the query: `is_whole` says that they hold it.
    pub(super) fn bonus(&self, query: &Query, is_whole: bool) -> u32 {
        let holds_parts = query.parts.iter().all(|part| self.heading.contains(&part.text));
        8 * u32::from(self.squeezed_heading == query.whole)
            + 4 * u32::from(self.squeezed_heading.contains(&query.whole))
            + 3 * u32::from(holds_parts)
            + u32::from(is_whole)
    }
}

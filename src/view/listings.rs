//! The listings of one page, kept aside until it is known that the page has to be made.
//!
//! Colouring code takes longer than all the rest of a page. So a body is written with a
//! mark for each listing; what it says of the page is enough to tell whether the page is
//! as it was, and the marks are filled only if it is not.
//!
//! Floor 3. Knows listings, and no other block.

use std::{cell::RefCell, ops::Range, sync::Arc};

use serde::Serialize;

use super::Paint;
use crate::{
    doc::CodeBlock,
    highlight::{self, Highlighted},
};

/// Opens a mark: a noncharacter, which no text may hold.
const OPEN: char = '\u{FDD2}';

/// Closes a mark: another one.
const CLOSE: char = '\u{FDD3}';

/// Listings by the numbers that their marks hold.
#[derive(Debug, Default, Serialize)]
pub(super) struct Listings(RefCell<Vec<CodeBlock>>);

impl Listings {
    /// Takes a listing in, and gives a mark in place of its lines.
    pub(super) fn keep(&self, code: &CodeBlock) -> Arc<Highlighted> {
        let mut listings = self.0.borrow_mut();
        let html = format!("{OPEN}{}{CLOSE}", listings.len());
        listings.push(code.clone());
        Arc::new(Highlighted { html: html.into(), ..highlight::measure(code) })
    }

    /// HTML with its listings in place of their marks. What is no mark of ours stays. O(length).
    pub(super) fn fill(&self, html: &str, paint: Paint<'_>) -> String {
        let listings = self.0.borrow();
        let open = OPEN.encode_utf8(&mut [0; 4]).to_owned();
        let marks = memchr::memmem::find_iter(html.as_bytes(), &open).filter_map(|start| {
            let (number, end) = mark(html, start)?;
            Some((start..end, paint(listings.get(number)?)))
        });
        let marks: Vec<(Range<usize>, Arc<Highlighted>)> = marks.collect();
        let n_bytes: usize = marks.iter().map(|(_, listing)| listing.html.len()).sum();
        let mut filled = String::with_capacity(html.len() + n_bytes);
        let mut done = 0;
        for (mark, listing) in marks {
            filled.extend([&html[done..mark.start], &listing.html]);
            done = mark.end;
        }
        filled.push_str(&html[done..]);
        filled
    }
}

/// The number in the mark that begins at `start`, and where the mark ends.
fn mark(html: &str, start: usize) -> Option<(usize, usize)> {
    let inner = start + OPEN.len_utf8();
    let n_digits = html[inner..].bytes().take_while(u8::is_ascii_digit).count();
    let number = html[inner..inner + n_digits].parse().ok()?;
    html[inner + n_digits..].starts_with(CLOSE).then_some((number, inner + n_digits + CLOSE.len_utf8()))
}

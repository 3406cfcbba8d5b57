//! The listings of one page, kept aside until it is known that the page has to be made.
//!
//! Colouring code takes longer than all the rest of a page. So a body is written with a
//! mark for each listing; what it says of the page is enough to tell whether the page is
//! as it was, and the marks are filled only if it is not.
//!
//! Floor 3. Knows listings, and no other block.

use std::{cell::RefCell, sync::Arc};

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

    /// HTML with its listings in place of their marks.
    pub(super) fn fill(&self, html: &str, paint: Paint<'_>) -> String {
        let listings = self.0.borrow();
        let painted: Vec<Arc<Highlighted>> = listings.iter().map(paint).collect();
        let n_bytes = html.len() + painted.iter().map(|listing| listing.html.len()).sum::<usize>();
        let mut filled = String::with_capacity(n_bytes);
        let mut done = 0;
        for open in memchr::memmem::find_iter(html.as_bytes(), OPEN.encode_utf8(&mut [0; 4])) {
            let number =
                html[open..].strip_prefix(OPEN).and_then(|mark| mark.split_once(CLOSE)).map(|(number, _)| number);
            // Else no mark of ours.
            if let Some(number) = number
                && let Some(listing) = number.parse().ok().and_then(|number: usize| painted.get(number))
            {
                filled.extend([&html[done..open], &listing.html]);
                done = open + OPEN.len_utf8() + number.len() + CLOSE.len_utf8();
            }
        }
        filled.push_str(&html[done..]);
        filled
    }
}

//! The listings of one page, kept aside until it is known that the page has to be made.
//!
//! Colouring code takes longer than all the rest of a page. So a body is written with a
//! mark for each listing; what it says of the page is enough to tell whether the page is
//! as it was, and the marks are filled only if it is not.
//!
//! Floor 3. Knows listings, and no other block.

use std::{cell::RefCell, fmt::Write, sync::Arc};

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
        let mut pieces = html.split(OPEN);
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let found = piece
                .split_once(CLOSE)
                .and_then(|(number, rest)| Some((listings.get(number.parse::<usize>().ok()?)?, rest)));
            match found {
                Some((code, rest)) => filled.extend([&*paint(code).html, rest]),
                // No mark of ours.
                None => _ = write!(filled, "{OPEN}{piece}"),
            }
        }
        filled
    }
}

//! Tells of hints for the translation that say something of no block.

use crate::{
    diag::{Code, Diagnostic},
    doc::{Doc, Hint, Origin},
    unit,
};

/// Takes out and tells the hints that no block carries: those above the chapter's title,
/// which is always paired with the other title, those above another hint, and those with
/// nothing behind them.
pub(super) fn tell_idle(doc: &mut Doc, title: u32, origin: &Origin, told: &mut Vec<Diagnostic>) {
    let above = doc.hints.iter().filter(|hint| hint.span.start < title);
    let below = unit::idle_hints(doc).into_iter().filter(|hint| hint.span.start >= title);
    let idle: Vec<Hint> = above.chain(below).cloned().collect();
    for hint in &idle {
        let (file, span) = origin.locate(hint.span);
        let message = "this hint for the translation has no block of its own";
        let help = "write one hint, on a line of its own, right above the block that it is for";
        told.push(Diagnostic::new(Code::InvalidHint, file, span, message).help(help));
    }
    doc.hints.retain(|hint| !idle.contains(hint));
}

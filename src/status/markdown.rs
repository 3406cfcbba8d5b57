//! A report in Markdown, for a comment on a change.

use std::fmt::Write;

use super::{LocaleStatus, PageStatus, Status, listed, percent, shortened, written};
use crate::diff::Piece;

/// The report; with `is_page` the pairs of each page too.
#[must_use]
pub fn markdown(status: &Status, is_page: bool) -> String {
    written(status, is_page, page, locale)
}

fn locale(text: &mut String, locale: &LocaleStatus) {
    let _ = writeln!(text, "## {}: {} current\n", locale.locale, percent(locale.per_mille));
    let is_behind = |page: &&PageStatus| page.per_mille < 1000 || !page.has_ledger;
    let behind: Vec<&PageStatus> = locale.pages.iter().filter(is_behind).collect();
    if behind.is_empty() && locale.untranslated.is_empty() {
        text.push_str("Every translated page follows its original.\n\n");
        return;
    }
    text.push_str("| page | current | |\n| --- | ---: | --- |\n");
    for page in behind {
        let counts = if page.has_ledger { listed(&page.totals) } else { "no ledger yet".to_owned() };
        let _ = writeln!(text, "| {} | {} | {counts} |", code(page.path.as_str()), percent(page.per_mille));
    }
    for page in &locale.untranslated {
        let _ = writeln!(text, "| {} | — | not translated |", code(page.original.as_str()));
    }
    text.push('\n');
}

fn page(text: &mut String, page: &PageStatus) {
    let (path, share) = (code(page.path.as_str()), percent(page.per_mille));
    let _ = writeln!(text, "## {path}: {share} current\n");
    for pair in &page.pairs {
        let place = pair.place().map(|spot| format!(", {}", code(&format!("{}:{}", spot.file, spot.line))));
        let place = place.unwrap_or_default();
        let _ = writeln!(text, "- **{}** {}{place}", pair.state.name(), code(pair.id.as_str()));
        if let Some(pieces) = pair.changes() {
            let _ = writeln!(text, "\n  > {}\n", marked(&pieces));
        }
    }
    text.push('\n');
}

/// Text as a code span, whatever it holds.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '|'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A change with what is gone struck out and what is new set strongly.
fn marked(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for (idx, piece) in pieces.iter().enumerate() {
        let (is_first, is_last) = (idx == 0, idx + 1 == pieces.len());
        match piece {
            Piece::Same(same) => text.push_str(&escaped(&shortened(same, is_first, is_last))),
            Piece::Gone(gone) => wrapped(&mut text, "<del>", gone, "</del>"),
            Piece::New(new) => wrapped(&mut text, "<ins>", new, "</ins>"),
        }
    }
    text
}

fn wrapped(text: &mut String, open: &str, inner: &str, close: &str) {
    text.push_str(open);
    text.push_str(&escaped(&inner.replace('\n', " ")));
    text.push_str(close);
}

/// Text that Markdown takes for nothing but text.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '$' => escaped.extend(['\\', letter]),
            letter => escaped.push(letter),
        }
    }
    escaped
}

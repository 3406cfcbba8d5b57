//! A report for people: what was taken out is marked `[-so-]`, what was put in `{+so+}`,
//! with colour beside the marks and never in their place.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::{LocaleStatus, PageStatus, PairStatus, Status, listed, opening, percent, shortened, written};
use crate::{diff::Piece, translation::State};

const GONE: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const STRONG: Style = Style::new().bold();

/// The report; with `is_page` the pairs of each page too.
#[must_use]
pub fn human(status: &Status, is_page: bool) -> String {
    if status.locales.is_empty() {
        return "the book has no translation".to_owned();
    }
    written(status, is_page, page, locale)
}

fn locale(text: &mut String, locale: &LocaleStatus) {
    let n_pages = locale.pages.len();
    let plural = if n_pages == 1 { "" } else { "s" };
    let share = percent(locale.per_mille);
    let _ = write!(text, "{STRONG}{}{STRONG:#}: {share} current, {n_pages} page{plural}", locale.locale);
    let counts = listed(&locale.totals);
    let _ = writeln!(text, "{}{counts}", if counts.is_empty() { "" } else { "; " });

    let behind: Vec<(String, &str, String)> = locale
        .pages
        .iter()
        .filter(|page| page.per_mille < 1000 || !page.has_ledger || !page.pairs.is_empty())
        .map(|page| {
            let counts = if page.has_ledger { listed(&page.totals) } else { "no ledger yet".to_owned() };
            (percent(page.per_mille), page.path.as_str(), counts)
        })
        .chain(locale.untranslated.iter().map(|it| ("—".to_owned(), it.original.as_str(), "not translated".to_owned())))
        .collect();
    let width = behind.iter().map(|(_, path, _)| path.width()).max().unwrap_or(0);
    for (share, path, counts) in behind {
        let gap = " ".repeat(width - path.width());
        let _ = writeln!(text, "  {share:>8}  {path}{gap}  {counts}");
    }
    text.push('\n');
}

fn page(text: &mut String, page: &PageStatus) {
    let PageStatus { path, original, .. } = page;
    let share = percent(page.per_mille);
    let _ = writeln!(text, "{STRONG}{path}{STRONG:#} follows {original}: {share} current");
    let counts = listed(&page.totals);
    if !page.has_ledger {
        text.push_str("  nothing was accepted yet: `diglot ledger init` or `diglot accept` begins its ledger\n");
    } else if !counts.is_empty() {
        let _ = writeln!(text, "  {counts}");
    }
    text.push('\n');
    page.pairs.iter().for_each(|pair| self::pair(text, pair));
}

fn pair(text: &mut String, pair: &PairStatus) {
    let place = pair.place().map(|spot| format!("  {}:{}", spot.file, spot.line)).unwrap_or_default();
    let touched = if pair.is_touched { ", edited since" } else { "" };
    let _ = writeln!(text, "{STRONG}#{}{STRONG:#} {}{touched}{place}", pair.id, pair.state.name());
    match (pair.changes(), &pair.source) {
        (Some(pieces), _) => {
            let _ = writeln!(text, "    {}", marked(&pieces));
        }
        (None, Some(source)) if pair.state != State::Moved => {
            let _ = writeln!(text, "    {}", opening(&source.text));
        }
        _ => {}
    }
    if let Some(target) = &pair.target {
        let _ = writeln!(text, "    → {}", opening(&target.text));
    }
    text.push('\n');
}

/// A change with its marks, on one line.
fn marked(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    for (idx, piece) in pieces.iter().enumerate() {
        let (is_first, is_last) = (idx == 0, idx + 1 == pieces.len());
        let _ = match piece {
            Piece::Same(same) => write!(text, "{}", shortened(same, is_first, is_last)),
            Piece::Gone(gone) => write!(text, "{GONE}[-{}-]{GONE:#}", gone.replace('\n', " ")),
            Piece::New(new) => write!(text, "{NEW}{{+{}+}}{NEW:#}", new.replace('\n', " ")),
        };
    }
    text
}

//! Finds room for labels on the narrowest screen.
//!
//! SVG knows no lines of text, and how wide a text will be is known only to the browser.
//! So widths are estimated in cells, of which a Han character takes two, for a picture as
//! narrow as a phone makes it; wider ones have only more room.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::svg::Side;
use crate::locale::is_unspaced;

/// So many cells are as wide as the picture on a screen of 320 pixels.
pub(super) const PICTURE_CELLS: u32 = 38;

/// How far a label may reach over the picture's edge, where the page has a margin.
const MARGIN: f64 = 0.03;

/// How much of a narrow picture a text takes, from 0.0 on.
pub(super) fn width(text: &str) -> f64 {
    f64::from(u32::try_from(text.width()).unwrap_or(u32::MAX)) / f64::from(PICTURE_CELLS)
}

/// A rectangle of the picture: from and to along in shares, from and to down in letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) along: (f64, f64),
    pub(super) down: (f64, f64),
}

/// What of a picture is taken.
#[derive(Default)]
pub(super) struct Room {
    taken: Vec<Area>,
}

impl Room {
    /// Takes a rectangle whatever lies there.
    pub(super) fn take(&mut self, wanted: Area) {
        self.taken.push(wanted);
    }

    /// Takes a rectangle if it is free and lies within the picture.
    pub(super) fn try_take(&mut self, wanted: Area) -> bool {
        /// What is left free between two labels.
        const GAP: f64 = 0.02;
        let within = wanted.along.0 >= -MARGIN - 1e-9 && wanted.along.1 <= 1.0 + MARGIN + 1e-9;
        let meets = |one: (f64, f64), other: (f64, f64), gap: f64| one.0 < other.1 + gap && other.0 < one.1 + gap;
        let is_free =
            self.taken.iter().all(|it| !meets(it.along, wanted.along, GAP) || !meets(it.down, wanted.down, 0.0));
        let is_taken = within && is_free;
        if is_taken {
            self.taken.push(wanted);
        }
        is_taken
    }
}

/// From where to where a text of `width` runs that stands at a place.
pub(super) fn extent(along: f64, side: Side, width: f64) -> (f64, f64) {
    match side {
        Side::Start => (along, along + width),
        Side::Middle => (along - width / 2.0, along + width / 2.0),
        Side::End => (along - width, along),
    }
}

/// The side to which a text of `width` runs so that it stays within the picture.
pub(super) fn side(along: f64, width: f64) -> Side {
    if along - width / 2.0 < -MARGIN {
        Side::Start
    } else if along + width / 2.0 > 1.0 + MARGIN {
        Side::End
    } else {
        Side::Middle
    }
}

/// The order in which labels ask for room: the last and the first before those between.
pub(super) fn ends_first(n: usize) -> impl Iterator<Item = usize> {
    let last = n.checked_sub(1);
    last.into_iter().chain((n > 1).then_some(0)).chain(1..n.saturating_sub(1).max(1)).take(n)
}

/// A text in lines that a narrow picture has room for, broken at spaces and between letters of
/// scripts that write no spaces; a longer word stays whole.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut n_cells = 0;
    let most = PICTURE_CELLS as usize;
    for piece in pieces(text) {
        let width = piece.trim_end().width();
        if n_cells > 0 && n_cells + width > most {
            lines.push(String::new());
            n_cells = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        n_cells += piece.width();
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The parts of a text between which a line may end.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let Some((_, next)) = letters.peek() else { break };
        let is_between = is_unspaced(letter) && is_unspaced(*next) && next.is_alphanumeric();
        let is_after_space = letter == ' ' && *next != ' ';
        if (is_after_space || is_between) && next.width().unwrap_or(0) > 0 {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

//! Takes out line breaks that languages without spaces between words do not want.
//!
//! A break within a paragraph prints as a space. Between two Chinese or Japanese
//! characters, or beside their punctuation, that space is wrong, and browsers do not drop
//! it; between Han and Latin letters, beside code and in Korean it is right. What counts
//! is what the reader sees on either side, so marks such as `**` are looked through.
//!
//! Floor 2.

use super::cjk::{is_cjk, is_hangul, is_punctuation, is_shared_quote};
use crate::doc::Inline;

/// What stands beside a break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Nothing, or nothing that is seen.
    Nothing,
    /// A character of running text.
    Letter(char),
    /// Code, a picture, a formula.
    Other,
}

/// Drops every break that must not print as a space, and joins the texts it stood between.
pub(super) fn join(inlines: &mut Vec<Inline>) {
    join_between(inlines, Side::Nothing, Side::Nothing);
}

fn join_between(inlines: &mut Vec<Inline>, mut before: Side, after: Side) {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut texts: Vec<Box<str>> = Vec::new();
    let mut rest = std::mem::take(inlines).into_iter();
    while let Some(mut inline) = rest.next() {
        let following = || or(first(rest.as_slice()), after);
        match &mut inline {
            Inline::SoftBreak if !prints_space(before, following()) => continue,
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                join_between(inner, before, following());
            }
            Inline::Anchor(anchor) => join_between(&mut anchor.text, before, following()),
            _ => {}
        }
        before = or(last(std::slice::from_ref(&inline)), before);
        match inline {
            Inline::Text(text) => texts.push(text),
            inline => {
                push_joined(&mut joined, &mut texts);
                joined.push(inline);
            }
        }
    }
    push_joined(&mut joined, &mut texts);
    *inlines = joined;
}

/// Moves texts that stand side by side to the end of `joined` as one.
fn push_joined(joined: &mut Vec<Inline>, texts: &mut Vec<Box<str>>) {
    match texts.len() {
        0 => {}
        1 => joined.extend(texts.pop().map(Inline::Text)),
        _ => joined.push(Inline::Text(std::mem::take(texts).concat().into())),
    }
}

/// Whether a break between these prints as a space.
fn prints_space(before: Side, after: Side) -> bool {
    let (Side::Letter(before), Side::Letter(after)) = (before, after) else { return true };
    let is_unspaced = |letter| is_cjk(letter) && !is_hangul(letter);
    let is_wide = |letter| is_unspaced(letter) || is_shared_quote(letter);
    let is_joined = is_punctuation(before)
        || is_punctuation(after)
        || (is_unspaced(before) && is_wide(after))
        || (is_wide(before) && is_unspaced(after));
    !is_joined
}

fn or(side: Side, other: Side) -> Side {
    if side == Side::Nothing { other } else { side }
}

/// How many inlines without anything to see are passed over on either side.
const LOOK_THROUGH: usize = 16;

/// What is seen first.
fn first(inlines: &[Inline]) -> Side {
    let mut seen = inlines.iter().take(LOOK_THROUGH).map(|inline| side(inline, first, |text| text.chars().next()));
    seen.find(|side| *side != Side::Nothing).unwrap_or(Side::Nothing)
}

/// What is seen last.
fn last(inlines: &[Inline]) -> Side {
    let mut seen =
        inlines.iter().rev().take(LOOK_THROUGH).map(|inline| side(inline, last, |text| text.chars().next_back()));
    seen.find(|side| *side != Side::Nothing).unwrap_or(Side::Nothing)
}

fn side(inline: &Inline, of: fn(&[Inline]) -> Side, letter: fn(&str) -> Option<char>) -> Side {
    match inline {
        Inline::Text(text) => letter(text).map_or(Side::Nothing, Side::Letter),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => of(inner),
        Inline::Anchor(anchor) => of(&anchor.text),
        Inline::Html(_) | Inline::FootnoteMark(..) => Side::Nothing,
        Inline::SoftBreak
        | Inline::HardBreak
        | Inline::Code(_)
        | Inline::Image(_)
        | Inline::Math(_)
        | Inline::Shortcode(_) => Side::Other,
    }
}

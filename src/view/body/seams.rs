//! Where a text may be parted, so that each part is HTML of its own.
//!
//! A quotation, a box, a list of items or of terms may be parted, and is opened again in
//! the next part. An item and a shortcode stay whole, and so does an element of the author's
//! own HTML that encloses Markdown. A folded box and a group of tabs stay whole too, but
//! where only pieces of a text are shown: there they are unfolded.
//!
//! Floor 3.

use crate::doc::{AsideKind, Block, BlockKind, Html, HtmlPiece};

/// The seams of one text.
pub struct Seams<'a> {
    blocks: &'a [Block],
    /// How many elements of the author's HTML are open behind each of the blocks.
    n_open: Vec<usize>,
    /// Whether what is folded may be parted.
    unfolds: bool,
}

impl<'a> Seams<'a> {
    /// Looks through a text. O(blocks).
    #[must_use]
    pub fn of(blocks: &'a [Block]) -> Self {
        Self { blocks, n_open: n_open(blocks), unfolds: false }
    }

    /// The same, for a text of which pieces are shown: what is folded may be parted as well.
    #[must_use]
    pub fn unfolded(blocks: &'a [Block]) -> Self {
        Self { unfolds: true, ..Self::of(blocks) }
    }

    /// Where the text may be parted between two blocks, of which `right` follows `left`:
    /// the way to the last block of the earlier part. `None` when both must stay together.
    #[must_use]
    pub fn between(&self, left: &[u32], right: &[u32]) -> Option<Box<[u32]>> {
        let mut way = Vec::with_capacity(left.len());
        self.find(self.blocks, &self.n_open, left, right, &mut way).then(|| way.into())
    }

    /// Finds the seam between the ends of two ways that start at `blocks`, and adds the way
    /// there to `way`; false without one.
    fn find(&self, blocks: &[Block], n_open: &[usize], left: &[u32], right: &[u32], way: &mut Vec<u32>) -> bool {
        let (Some((first, left)), Some((second, right))) = (left.split_first(), right.split_first()) else {
            return false;
        };
        if first < second {
            // End tags belong to what they close, whatever else stands between the two.
            let is_seam = |number: &u32| n_open.get(*number as usize).is_some_and(|n| *n == 0);
            let seam = (*first..*second).find(is_seam);
            way.extend(seam);
            return seam.is_some();
        }
        way.push(*first);
        let is_outside = n_open.get((*first as usize).wrapping_sub(1)).is_none_or(|n| *n == 0);
        let inside = |blocks: &[Block], way: &mut Vec<u32>| {
            is_outside && self.find(blocks, &self::n_open(blocks), left, right, way)
        };
        match blocks.get(*first as usize).map(|block| &block.kind) {
            Some(BlockKind::Quote(blocks)) => inside(blocks, way),
            Some(BlockKind::Turn(turn)) => inside(&turn.blocks, way),
            Some(BlockKind::Aside(aside)) if self.unfolds || !is_folded(aside.kind) => inside(&aside.blocks, way),
            Some(BlockKind::List(_) | BlockKind::Definitions(_)) => match (left.first(), right.first()) {
                (Some(left), Some(right)) if left < right && is_outside => {
                    way.push(*left);
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether a reader has to open a box to read it.
pub(super) fn is_folded(kind: AsideKind) -> bool {
    matches!(kind, AsideKind::Details | AsideKind::Tabs | AsideKind::Tab)
}

/// How many elements of the author's HTML are open behind each block.
fn n_open(blocks: &[Block]) -> Vec<usize> {
    let mut n = 0_usize;
    let after = |block: &Block| {
        if let BlockKind::Html(html) = &block.kind {
            let (n_opened, n_closed) = tags(html);
            n = (n + n_opened).saturating_sub(n_closed);
        }
        n
    };
    blocks.iter().map(after).collect()
}

/// Elements that have no end tag, by the HTML standard.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// How many elements a piece of HTML opens, and how many it closes.
fn tags(html: &Html) -> (usize, usize) {
    let (mut n_opened, mut n_closed) = (0, 0);
    let text: String = html
        .pieces
        .iter()
        .map(|piece| match piece {
            HtmlPiece::Text(text) => &**text,
            HtmlPiece::Address(_) => "",
        })
        .collect();
    let mut rest = &*text;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let end = tag_end(tag);
        let name_end = tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len());
        if tag.starts_with('/') {
            n_closed += 1;
        } else if name_end > 0 && !VOID.contains(&&tag[..name_end]) && !tag[..end].ends_with('/') {
            n_opened += 1;
        }
        rest = &tag[end..];
    }
    (n_opened, n_closed)
}

/// Where a tag ends that began before `text`: the place of its `>` outside of quotes.
pub(super) fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, '>') => return at,
            _ => {}
        }
    }
    text.len()
}

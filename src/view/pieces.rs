//! Takes out of pages what other pages have too, so that it is minified once.
//!
//! A frame is for the greater part that of every other page: settings, search, icons,
//! buttons, what a head tells. An element of these kinds that comes a second time is
//! minified by itself and kept. From then on an empty element of the same name stands for
//! it while the rest is minified: what white space around an element means depends on its
//! name alone, so that a page comes out as if it had been minified whole. In a head, where
//! white space means nothing, one stands for all that follow one another.
//!
//! Floor 3. Knows HTML, but no page.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{
    held::has_hole,
    tags::{Tag, content_start, element_end, next_tag},
};

/// The attribute of an element that stands for another: a noncharacter.
const MARK: char = '\u{FDD6}';

/// Elements of which frames are made and that have content.
const ELEMENTS: &[&str] = &["a", "button", "dialog", "fieldset", "footer", "form", "script", "select", "svg"];

/// Those that have none.
const VOID: &[&str] = &["link", "meta"];

/// From how many bytes on it pays to keep an element.
const WORTHWHILE_BYTES: usize = 40;

/// Longer elements are left where they are.
const MAX_PIECE_BYTES: usize = 1 << 14;

/// How many bytes are kept, and how many elements are remembered to have come once.
const MAX_KEPT_BYTES: usize = 1 << 20;
const MAX_MET: usize = 1 << 16;

/// What pages have in common, minified.
#[derive(Debug, Default)]
pub struct Pieces {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// Hashes of what came once. Of two that are mistaken for one, the other is kept at once.
    met: FxHashSet<u64>,
    /// What came again, with what becomes of it.
    minimal: FxHashMap<Box<str>, Arc<str>>,
    n_bytes: usize,
}

/// A page without what was minified before.
#[derive(Debug)]
pub(super) struct Cut {
    /// The page, with a mark for each piece.
    pub rest: String,
    pieces: Vec<Piece>,
}

/// What was taken out: an element, or several of a head that follow one another.
#[derive(Debug)]
struct Piece {
    /// The name of the first.
    name: &'static str,
    is_void: bool,
    minimal: Vec<Arc<str>>,
}

impl Pieces {
    /// Takes out of a page what is known; nothing in which a text is held back. `minify`
    /// minifies a fragment. O(page).
    pub(super) fn cut(&self, html: &str, minify: impl Fn(&str) -> String) -> Cut {
        let mut cut = Cut { rest: String::with_capacity(html.len()), pieces: Vec::new() };
        let (mut done, mut at, mut in_head) = (0, 0, false);
        while let Some(tag) = next_tag(html, at) {
            if is_preformatted(&tag) {
                // One that does not end goes on to the end of the page.
                let Some(end) = element_end(html, &tag) else { break };
                at = end;
                continue;
            }
            at = content_start(html, &tag);
            in_head = match tag.name {
                "head" => !tag.is_closing,
                "body" => false,
                _ => in_head,
            };
            let Some((name, end)) = piece(html, &tag) else { continue };
            let Some(minimal) = self.get(&html[tag.start..end], &minify) else { continue };
            let between = &html[done..tag.start];
            (done, at) = (end, end);
            if let Some(last) = cut.pieces.last_mut().filter(|_| in_head && between.trim_ascii().is_empty()) {
                last.minimal.push(minimal);
                continue;
            }
            cut.rest.push_str(between);
            let is_void = VOID.contains(&name);
            cut.rest.extend(["<", name, " "]);
            cut.rest.push(MARK);
            cut.rest.push('>');
            if !is_void {
                cut.rest.extend(["</", name, ">"]);
            }
            cut.pieces.push(Piece { name, is_void, minimal: vec![minimal] });
        }
        cut.rest.push_str(&html[done..]);
        cut
    }

    /// What becomes of a piece, unless it comes for the first time.
    fn get(&self, piece: &str, minify: impl Fn(&str) -> String) -> Option<Arc<str>> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let mut known = lock();
            if let Some(minimal) = known.minimal.get(piece) {
                return Some(Arc::clone(minimal));
            }
            let hash = std::hash::BuildHasher::hash_one(&FxBuildHasher, piece);
            let is_new = known.met.len() < MAX_MET && known.met.insert(hash);
            if is_new || known.n_bytes > MAX_KEPT_BYTES {
                return None;
            }
        }
        let minimal: Arc<str> = minify(piece).into();
        let mut known = lock();
        known.n_bytes += piece.len() + minimal.len();
        known.minimal.insert(piece.into(), Arc::clone(&minimal));
        Some(minimal)
    }
}

/// The element that a tag begins, if it is one to take out: its name and end.
fn piece(html: &str, tag: &Tag<'_>) -> Option<(&'static str, usize)> {
    if tag.is_closing {
        return None;
    }
    let named = |names: &'static [&'static str]| names.iter().copied().find(|name| *name == tag.name);
    let (name, end) = if let Some(name) = named(VOID) {
        (name, tag.end)
    } else {
        let name = named(ELEMENTS)?;
        // What does not end soon is not looked for to the end of the page each time.
        let near = html.floor_char_boundary(html.len().min(tag.end + MAX_PIECE_BYTES));
        (name, element_end(&html[..near], tag)?)
    };
    let piece = &html[tag.start..end];
    (piece.len() >= WORTHWHILE_BYTES && !has_hole(piece)).then_some((name, end))
}

/// Whether a tag begins an element in which white space means itself, so that what stands
/// there is not minified as it is elsewhere.
fn is_preformatted(tag: &Tag<'_>) -> bool {
    !tag.is_closing && tag.name.eq_ignore_ascii_case("pre")
}

impl Cut {
    /// The page with its pieces; `minimal` is the rest of it, minified. `None` unless each
    /// piece has its one mark there.
    pub(super) fn filled(&self, minimal: &str) -> Option<String> {
        let n_bytes: usize = self.pieces.iter().flat_map(|piece| &piece.minimal).map(|minimal| minimal.len()).sum();
        let mut html = String::with_capacity(minimal.len() + n_bytes);
        let mut stretches = minimal.split(MARK);
        let mut stretch = stretches.next()?;
        for Piece { name, is_void, minimal } in &self.pieces {
            html.push_str(stretch.strip_suffix(' ')?.strip_suffix(name)?.strip_suffix('<')?);
            html.extend(minimal.iter().map(|minimal| &**minimal));
            stretch = stretches.next()?.strip_prefix('>')?;
            if !is_void {
                stretch = stretch.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')?;
            }
        }
        html.push_str(stretch);
        stretches.next().is_none().then_some(html)
    }
}

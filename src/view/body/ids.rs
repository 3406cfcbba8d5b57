//! The ids of a text beside those of its headings.
//!
//! A block that answers a block of another language has an id by which a reader finds the
//! same place there. Where two texts share a page, as on a facing page, every id stands
//! once: the second text leaves out what the first has already.
//!
//! Floor 3.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use crate::{doc::is_of_note, path::Anchor};

use super::{Writer, seams::tag_end};

/// The id of a block, which stands at the end of a way down the tree of blocks: the place
/// in the text, then in what stands there, and so on. A list holds items, an item blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockId {
    /// The way down to the block; never empty.
    pub path: Box<[u32]>,
    /// Its id.
    pub id: Anchor,
}

/// The ids of one text on a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ids<'a> {
    /// Those of paired blocks, in the order of the text.
    pub of_blocks: &'a [BlockId],
    /// Stands before the ids of notes and of their marks.
    pub note_prefix: &'a str,
    /// For the second text of a page: the ids of the first, which are left out here. Its
    /// headings have no link to share either.
    pub taken: Option<&'a BTreeSet<Anchor>>,
}

impl<'a> Ids<'a> {
    /// The id of the block at the end of a way. O(log n).
    fn of_block(&self, path: &[u32]) -> Option<&'a Anchor> {
        let idx = self.of_blocks.binary_search_by(|block| (*block.path).cmp(path)).ok()?;
        Some(&self.of_blocks[idx].id)
    }

    /// Whether the text is the second of its page.
    pub(super) fn are_second(&self) -> bool {
        self.taken.is_some()
    }
}

impl Writer<'_> {
    /// Does the same with every member of a list, each under its number in [`Self::path`].
    pub(super) fn each<T>(&mut self, members: &[T], mut write: impl FnMut(&mut Self, &T)) {
        for (number, member) in (0..).zip(members) {
            self.path.push(number);
            write(self, member);
            self.path.pop();
        }
    }

    /// Takes the id of the block at [`Self::path`], if it has one, for the element that
    /// opens next. The blocks of a note lie at the end of no such way.
    pub(super) fn take_id(&mut self) {
        self.id = if self.notes.is_inside() { None } else { self.body.ids.of_block(&self.path) };
    }

    /// Whether the element at hand may have this id: the first text of the page has not, and
    /// of what is written of the second one nothing so far.
    pub(super) fn may_have(&mut self, id: &Anchor) -> bool {
        self.body.ids.taken.is_none_or(|taken| !taken.contains(id) && self.given.insert(id.clone()))
    }

    /// Writes the id that was taken, as an attribute.
    pub(super) fn given_id(&mut self) {
        if let Some(id) = self.id.take().filter(|id| self.may_have(id)) {
            self.attribute("id", id.as_str());
        }
    }

    /// Opens an element with the id that was taken.
    pub(super) fn open(&mut self, name: &str) {
        self.html.push('<');
        self.tag(name);
        self.given_id();
        self.html.push('>');
    }

    /// Writes what others decide the HTML of: its first element gets the id that was taken;
    /// an empty one before it, where that has an id already or text comes first.
    pub(super) fn with_id(&mut self, write: impl FnOnce(&mut Self)) {
        let Some(id) = self.id.take().filter(|id| self.may_have(id)) else { return write(self) };
        let html = self.apart(write);
        let room = room(&html);
        match room {
            Some(at) => self.tag(&html[..at]),
            None => self.tag("<span"),
        }
        self.attribute("id", id.as_str());
        if room.is_none() {
            self.tag("></span>");
        }
        self.tag(&html[room.unwrap_or(0)..]);
    }
}

/// Where in the first tag of a piece of HTML there is room for an `id`: where that is the
/// first of all and has none.
fn room(html: &str) -> Option<usize> {
    let name = html.strip_prefix('<').filter(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()))?;
    let mut has_id = false;
    each_id(&html[..=tag_end(name)], &mut Within::Text, |_, _| has_id = true);
    let is_over = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>');
    name.find(is_over).map(|end| end + '<'.len_utf8()).filter(|_| !has_id)
}

/// The ids that a text has brought to a page, but for those of notes and their marks, which
/// go where the notes do.
pub fn brought(html: &str) -> Vec<&str> {
    let mut ids = Vec::new();
    each_id(html, &mut Within::Text, |id, _| ids.push(id));
    ids.retain(|id| !is_of_note(id));
    ids
}

/// Where in HTML a piece of it ends.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Within {
    #[default]
    Text,
    Tag,
    /// A value that ends with this quote.
    Value(char),
}

/// A piece of HTML without the `id` attributes of which `is_taken` says so. `within` is where
/// the piece begins, and becomes where it ends.
pub(super) fn without<'a>(
    html: &'a str,
    within: &mut Within,
    mut is_taken: impl FnMut(&Anchor) -> bool,
) -> Cow<'a, str> {
    let mut kept = String::new();
    let mut copied = 0;
    each_id(html, within, |id, range| {
        if Anchor::explicit(id).is_some_and(|id| is_taken(&id)) {
            kept.push_str(&html[copied..range.start]);
            copied = range.end;
        }
    });
    if copied == 0 {
        return html.into();
    }
    kept.push_str(&html[copied..]);
    kept.into()
}

/// Does something with each `id` attribute of a piece of HTML: its value, and where it stands
/// with the white space before it.
fn each_id<'a>(html: &'a str, within: &mut Within, mut each: impl FnMut(&'a str, Range<usize>)) {
    let mut at = 0;
    while let Some(letter) = html[at..].chars().next() {
        match (*within, letter) {
            (Within::Text, '<') if html[at..].starts_with("<!--") => {
                at = html[at..].find("-->").map_or(html.len(), |end| at + end);
                continue;
            }
            (Within::Text, '<') => *within = Within::Tag,
            (Within::Tag, '>') => *within = Within::Text,
            (Within::Tag, '"' | '\'') => *within = Within::Value(letter),
            (Within::Value(quote), _) if letter == quote => *within = Within::Tag,
            (Within::Tag, _) if letter.is_ascii_whitespace() => {
                if let Some((id, end)) = id_at(&html[at..]) {
                    each(id, at..at + end);
                    at += end;
                    continue;
                }
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
}

/// The value of the `id` attribute that follows white space at the start of `text`, and
/// where the attribute ends.
fn id_at(text: &str) -> Option<(&str, usize)> {
    let name = text.trim_ascii_start();
    let rest = name.get(..2).filter(|name| name.eq_ignore_ascii_case("id")).map(|_| name[2..].trim_ascii_start())?;
    let value = rest.strip_prefix('=')?.trim_ascii_start();
    let start = text.len() - value.len();
    if let Some(quote) = value.chars().next().filter(|letter| matches!(letter, '"' | '\'')) {
        let inner = &value[1..];
        let end = inner.find(quote)?;
        return Some((&inner[..end], start + end + 2));
    }
    let end = value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>').unwrap_or(value.len());
    Some((&value[..end], start + end))
}

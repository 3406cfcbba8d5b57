//! The ids of a text beside those of its headings.
//!
//! A block that answers a block of another language has an id by which a reader finds the
//! same place there. Where two texts share a page, as on a facing page, every id stands
//! once: the second text leaves out what the first has already.
//!
//! Floor 3.

use std::{borrow::Cow, collections::BTreeSet};

use crate::path::Anchor;

use super::Writer;

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
    /// Those of paired blocks, in the order of the text. What is no element of its own,
    /// such as the author's HTML, does without.
    pub of_blocks: &'a [BlockId],
    /// Stands before the ids of notes and of their marks.
    pub note_prefix: &'a str,
    /// For the second text of a page: the ids of the first, which are left out here. Its
    /// headings have no link to share either.
    pub taken: Option<&'a BTreeSet<Anchor>>,
}

impl Ids<'_> {
    /// Whether no other text of the page has this id.
    pub(super) fn is_free(&self, id: &Anchor) -> bool {
        self.taken.is_none_or(|taken| !taken.contains(id))
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
    /// opens next.
    pub(super) fn take_id(&mut self) {
        let mut rest = self.block_ids.clone();
        if let Some(next) = rest.next()
            && *next.path <= *self.path
        {
            self.block_ids = rest;
            self.id = (*next.path == *self.path).then_some(&next.id);
        }
    }

    /// Writes the id that was taken, as an attribute.
    pub(super) fn given_id(&mut self) {
        if let Some(id) = self.id.take() {
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

/// A piece of HTML without the `id` attributes that name one of `taken`. `within` is where
/// the piece begins, and becomes where it ends.
pub(super) fn without<'a>(html: &'a str, taken: &BTreeSet<Anchor>, within: &mut Within) -> Cow<'a, str> {
    let mut kept = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(letter) = html[at..].chars().next() {
        match (*within, letter) {
            (Within::Text, '<') => *within = Within::Tag,
            (Within::Tag, '>') => *within = Within::Text,
            (Within::Tag, '"' | '\'') => *within = Within::Value(letter),
            (Within::Value(quote), _) if letter == quote => *within = Within::Tag,
            (Within::Tag, _) if letter.is_ascii_whitespace() => {
                if let Some((id, end)) = id_at(&html[at..])
                    && Anchor::explicit(id).is_some_and(|id| taken.contains(&id))
                {
                    kept.push_str(&html[copied..at]);
                    at += end;
                    copied = at;
                    continue;
                }
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    if copied == 0 {
        return html.into();
    }
    kept.push_str(&html[copied..]);
    kept.into()
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

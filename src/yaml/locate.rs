//! Finds where a value or a key stands, by reading up to it and failing there.
//!
//! The crate tells a place only in its errors, and of a thing only where it begins; where
//! it ends is found here, by its first letter.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::span::Span;

use super::Yaml;

/// Which half of the last entry on a way is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The key.
    Key,
    /// The value, or the item of a list.
    Value,
}

/// Where the entry or item at the end of `way` stands in its file; everything, when the
/// way leads nowhere.
///
/// Each step of the way is the place of an entry in its map or of an item in its list.
pub(super) fn span(yaml: Yaml<'_>, way: &[usize], part: Part) -> Span {
    let seed = Seeker { way, part };
    let found =
        seed.deserialize(serde_yaml::Deserializer::from_str(yaml.text)).err().and_then(|error| error.location());
    match found {
        Some(location) => token(yaml.text, location.index()).shift(yaml.start),
        None => yaml.span(),
    }
}

/// The span of the value that begins at byte `start`.
///
/// In quotes and brackets it goes to what closes them; otherwise to the end of the line
/// or what ends plain text before that.
pub(super) fn token(text: &str, start: usize) -> Span {
    let start = text.floor_char_boundary(start.min(text.len()));
    let rest = &text[start..];
    let length = match rest.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => quoted(rest, *quote),
        Some(b'[' | b'{') => bracketed(rest),
        _ => plain(rest),
    };
    Span::new(start..start + length)
}

/// Length of text in quotes, with them.
fn quoted(text: &str, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' if quote == b'"' => at += 2,
            // A single quotation mark is written twice inside of single ones.
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    plain(text)
}

/// Length of a list or map in brackets, with them.
fn bracketed(text: &str) -> usize {
    let (mut at, mut open) = (0, 0_usize);
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' if open == 1 => return at + 1,
            b']' | b'}' => open -= 1,
            b'"' | b'\'' if text[..at].ends_with([' ', '[', '{', ',', ':']) => {
                at += quoted(&text[at..], *byte);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    plain(text)
}

/// Length of plain text: to the end of its line, a comment, or the colon of a key; in
/// brackets also to the comma or bracket, which never hurts since it only shortens.
fn plain(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let ends = [": ", " #", ", "].iter().filter_map(|end| line.find(end));
    let closed = line.find([']', '}']).filter(|at| !line[..*at].contains(['[', '{']));
    let end = ends.chain(closed).min().unwrap_or(line.len());
    let length = line[..end].trim_end().trim_end_matches(':').len();
    // A fault may be a colon or a blank by itself.
    if length > 0 { length } else { line.chars().next().map_or(0, char::len_utf8) }
}

/// How a text goes on after its end, and at which byte.
pub(super) enum Second {
    /// With a line that begins with `---`.
    Marked(usize),
    /// With anything behind a line `...`.
    Ended(usize),
    /// With what does not belong to it any more.
    Loose(usize),
}

/// Where the second document of a text begins, of which the first one can be read.
pub(super) fn second_document(text: &str) -> Option<Second> {
    let (mut at, mut has_begun, mut has_ended) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let is_mark = |mark| {
            line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
        };
        let is_unread = line.trim_start().is_empty() || line.trim_start().starts_with('#') || line.starts_with('%');
        match line {
            _ if is_mark("---") && has_begun => return Some(Second::Marked(at)),
            _ if is_mark("---") => has_begun = true,
            _ if is_mark("...") => has_ended = has_begun,
            _ if is_unread => {}
            _ if has_ended => return Some(Second::Ended(at)),
            _ => has_begun = true,
        }
        at += line.len();
    }
    let second = serde_yaml::Deserializer::from_str(text).nth(1)?;
    let found = second.deserialize_any(Seeker { way: &[], part: Part::Value }).err()?.location()?;
    Some(Second::Loose(found.index()))
}

/// Walks a way and fails at its end.
#[derive(Clone, Copy)]
struct Seeker<'w> {
    way: &'w [usize],
    part: Part,
}

impl Seeker<'_> {
    /// The next step, and the seeker for what lies behind it.
    fn step<E: Error>(self) -> Result<(usize, Self), E> {
        let (first, rest) = self.way.split_first().ok_or_else(|| E::custom("here"))?;
        Ok((*first, Self { way: rest, part: self.part }))
    }
}

/// Ends the walk where the reader stands.
fn here<E: Error>() -> Result<(), E> {
    Err(E::custom("here"))
}

impl<'de> DeserializeSeed<'de> for Seeker<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seeker<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        here()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        here()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        here()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        here()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        here()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        here()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        here()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (idx, inner) = self.step()?;
        for _ in 0..idx {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(inner)?;
        here()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let (idx, inner) = self.step()?;
        for _ in 0..idx {
            entries.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        if inner.way.is_empty() && self.part == Part::Key {
            entries.next_key_seed(inner)?;
        } else if entries.next_key::<IgnoredAny>()?.is_some() {
            entries.next_value_seed(inner)?;
        }
        here()
    }
}

//! Puts the text of one page into a page of many: its ids get a mark of their own, links
//! to places and chapters that are on the page lead there, headings go down.
//!
//! Works on HTML as [`super::body`] writes it and authors do: attributes may be in single
//! quotes or none. What is no tag is passed through, and so is what scripts and style
//! sheets hold.
//!
//! Floor 3. Knows tags and attributes, and no chapter.

use std::{borrow::Cow, collections::BTreeMap};

use memchr::{memchr, memmem};

use super::tags::{Tag, content_start, next_tag};

/// How a text becomes a part of a page.
pub(super) struct Merge<'a> {
    /// What its ids begin with, and the id of the part as a whole.
    pub mark: &'a str,
    /// By how many levels its headings go down; none goes below the sixth.
    pub depth: u8,
    /// The marks of the texts on the page, by their addresses as this text writes them.
    pub marks: &'a BTreeMap<String, String>,
}

/// Attributes that hold one id.
const IDS: &[&str] = &["id", "for", "popovertarget"];

/// Attributes that hold several.
const ID_LISTS: &[&str] = &["aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "headers"];

impl Merge<'_> {
    /// The text as a part of the page. O(length).
    pub(super) fn html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 16);
        let (mut done, mut at) = (0, 0);
        let has_top = has_top(html);
        while let Some(tag) = next_tag(html, at) {
            let text = &html[tag.start..tag.end];
            let level = heading_level(tag.name);
            let may_change = level.is_some()
                || !tag.name.is_empty() && tag.has_attributes() && memchr(b'=', text.as_bytes()).is_some();
            if may_change {
                out.push_str(&html[done..tag.start]);
                self.tag(&tag, level, text, has_top, &mut out);
                done = tag.end;
            }
            at = content_start(html, &tag);
        }
        out.push_str(&html[done..]);
        out
    }

    /// Writes a tag, which reads `text`, with what changes in it; `level` is that of a heading,
    /// `has_top` says whether something in the part is called so.
    fn tag(&self, tag: &Tag<'_>, level: Option<u8>, text: &str, has_top: bool, out: &mut String) {
        let name = tag.name;
        out.push_str(if tag.is_closing { "</" } else { "<" });
        match level {
            Some(level) => {
                out.extend(["h", ["1", "2", "3", "4", "5", "6"][usize::from((level + self.depth).min(6) - 1)]]);
            }
            None => out.push_str(name),
        }
        let mut rest = &text[1 + usize::from(tag.is_closing) + name.len()..];
        while let Some((before, attribute, value, after)) = next_attribute(rest) {
            out.push_str(before);
            let is_top = !has_top && attribute.eq_ignore_ascii_case("href") && value == TOP;
            // The top of what was a page is the beginning of the part.
            out.push_str(&self.value(name, attribute, if is_top { "#" } else { value }));
            rest = after;
        }
        out.push_str(rest);
    }

    /// What the value of an attribute becomes.
    fn value<'v>(&self, element: &str, attribute: &str, value: &'v str) -> Cow<'v, str> {
        let is = |wanted: &&str| attribute.eq_ignore_ascii_case(wanted);
        // The name of a group of tabs, or of an old-fashioned anchor.
        let is_name = attribute.eq_ignore_ascii_case("name")
            && ["details", "a"].iter().any(|it| element.eq_ignore_ascii_case(it));
        if IDS.iter().any(is) || is_name {
            return format!("{}-{value}", self.mark).into();
        }
        if ID_LISTS.iter().any(is) {
            let ids = value.split_ascii_whitespace().map(|id| format!("{}-{id}", self.mark));
            return ids.collect::<Vec<_>>().join(" ").into();
        }
        if !attribute.eq_ignore_ascii_case("href") {
            return value.into();
        }
        let (address, place) = value.split_once('#').unwrap_or((value, ""));
        let mark = if address.is_empty() { Some(self.mark) } else { self.marks.get(address).map(String::as_str) };
        match mark {
            Some(mark) if place.is_empty() => format!("#{mark}").into(),
            Some(mark) => format!("#{mark}-{place}").into(),
            None => value.into(),
        }
    }
}

/// Leads to the top of any page, by the HTML standard, where nothing has that id.
const TOP: &str = "#top";

/// Whether something in a text that leads to its top is called so itself.
fn has_top(html: &str) -> bool {
    if memmem::find(html.as_bytes(), TOP.as_bytes()).is_none() {
        return false;
    }
    let mut at = 0;
    while let Some(tag) = next_tag(html, at) {
        at = content_start(html, &tag);
        let mut rest = &html[tag.start..tag.end];
        while let Some((_, attribute, value, after)) = next_attribute(rest) {
            if attribute.eq_ignore_ascii_case("id") && value == &TOP[1..] {
                return true;
            }
            rest = after;
        }
    }
    false
}

/// The level of a heading's tag.
fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// The next attribute that has a value: what stands before the value, the name, the value
/// without its quotes, and what follows.
fn next_attribute(text: &str) -> Option<(&str, &str, &str, &str)> {
    let equals = memchr(b'=', text.as_bytes())?;
    let name_end = text[..equals].trim_ascii_end().len();
    let is_before_name = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let name_start = text[..name_end].bytes().rposition(is_before_name).map_or(0, |n| n + 1);
    let value = text[equals + 1..].trim_ascii_start();
    let start = text.len() - value.len();
    let quote = value.bytes().next()?;
    let (start, end) = if matches!(quote, b'"' | b'\'') {
        let inner = start + 1;
        (inner, memchr(quote, &text.as_bytes()[inner..]).map_or(text.len(), |n| inner + n))
    } else {
        let is_end = |letter: char| letter.is_ascii_whitespace() || letter == '>';
        (start, value.find(is_end).map_or(text.len(), |n| start + n))
    };
    Some((&text[..start], &text[name_start..name_end], &text[start..end], &text[end..]))
}

//! Decides what becomes of each attribute in an author's HTML.
//!
//! Three things must not reach the page as they are: addresses, which the page's place in
//! the site changes; what the page's security policy forbids, so that no reader's browser
//! complains; and ids, which links may lead to. Looks that real books ask for, a picture
//! at half width or a line in the middle, become `data-width` and `data-align`, which a
//! theme styles; the rest stays as written.
//!
//! Floor 2. Knows one attribute at a time, and where its parts stand in its tag.

use std::{borrow::Cow, ops::Range};

use super::elements;
use crate::doc::{LinkRole, is_script, leads_out};

/// What becomes of an attribute.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as written.
    Keep,
    /// It stays as written and is told: a form that no browser sends there.
    Dead,
    /// It is left out.
    Drop,
    /// It is left out and told: a style that means more than a theme knows.
    Style(Vec<(&'static str, String)>),
    /// It is left out and told: a script.
    Script,
    /// Others stand in its place.
    Replace(Vec<(Cow<'static, str>, String)>),
    /// Its value is an address.
    Address(LinkRole),
    /// Its value is a list of addresses of pictures, each with a size.
    Pictures,
    /// Its value names a place of the page.
    Id,
}

/// An attribute of the author's.
pub(super) struct Attribute {
    /// In lower case.
    pub(super) name: String,
    /// With entities undone.
    pub(super) value: String,
    /// Where its name ends.
    pub(super) name_end: usize,
    /// Where it stands, from its name to its last quote.
    pub(super) whole: Range<usize>,
    /// Where the value stands, without its quotes.
    pub(super) range: Range<usize>,
    /// What becomes of it.
    pub(super) fate: Fate,
}

/// What becomes of attribute `name` (in lower case) with `value` on `element` (in lower
/// case), which HTML may not know.
pub(super) fn fate(element: &str, is_foreign: bool, name: &str, value: &str) -> Fate {
    if name.starts_with("on") {
        return Fate::Script;
    }
    match name {
        "style" => return style(element, value),
        "id" if value.is_empty() || value.contains(char::is_whitespace) => return Fate::Drop,
        "id" => return Fate::Id,
        "href" | "src" | "xlink:href" | "data" | "action" | "formaction" | "poster" | "data-src"
            if is_script(value) =>
        {
            return Fate::Script;
        }
        "action" | "formaction" if leads_out(value.trim()) => return Fate::Dead,
        "href" if matches!(element, "a" | "area") => return Fate::Address(LinkRole::Follow),
        "href" | "xlink:href" if is_foreign && value.starts_with('#') => return Fate::Keep,
        "xlink:href" | "href" if is_foreign => return Fate::Address(LinkRole::Show),
        "src" | "data-src" if element == "iframe" => return Fate::Address(LinkRole::Frame),
        "src" if element == "embed" => return Fate::Address(LinkRole::Object),
        "data" if element == "object" => return Fate::Address(LinkRole::Object),
        "src" | "poster" | "data-src" => return Fate::Address(LinkRole::Show),
        "srcset" if matches!(element, "img" | "source") => return Fate::Pictures,
        _ if is_foreign || elements::is_global(name) => return Fate::Keep,
        "name" if element == "a" => return Fate::Id,
        "width" | "height" => return size(element, name, value),
        _ => {}
    }
    if elements::is_of_looks(name) || !elements::is_known(element) {
        return as_data(name, value);
    }
    Fate::Keep
}

/// The same attribute as one that HTML leaves to the author.
fn as_data(name: &str, value: &str) -> Fate {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        Fate::Replace(vec![(format!("data-{name}").into(), value.to_owned())])
    } else {
        Fate::Drop
    }
}

/// A width or height: pixels where HTML takes them, else a share of the line.
fn size(element: &str, name: &str, value: &str) -> Fate {
    let value = value.trim();
    let takes_pixels =
        matches!(element, "img" | "video" | "canvas" | "iframe" | "embed" | "object" | "input" | "source");
    let pixels = value.strip_suffix("px").unwrap_or(value).trim();
    let is_pixels = !pixels.is_empty() && pixels.bytes().all(|byte| byte.is_ascii_digit());
    match share(value) {
        Some(share) if name == "width" => Fate::Replace(vec![("data-width".into(), share)]),
        _ if !(takes_pixels && is_pixels) => Fate::Drop,
        _ if pixels == value => Fate::Keep,
        _ => Fate::Replace(vec![(name.to_owned().into(), pixels.to_owned())]),
    }
}

/// A percentage rounded to tens, 10 to 100, without its sign.
fn share(value: &str) -> Option<String> {
    let share: f64 = value.trim().strip_suffix('%')?.trim().parse().ok()?;
    // A percentage that is not finite compares with nothing and is none.
    let tens = (1..=10).rev().find(|tens| share >= f64::from(*tens) * 10.0 - 5.0).or((share >= 0.0).then_some(1))?;
    Some((tens * 10).to_string())
}

/// A style, as far as a theme knows it.
fn style(element: &str, style: &str) -> Fate {
    let mut known = Vec::new();
    let mut is_all_known = true;
    for (property, value) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
        let (property, value) = (property.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let is_picture = matches!(element, "img" | "video" | "figure" | "iframe" | "svg");
        match property.as_str() {
            "width" | "max-width" | "zoom" if is_picture && share(&value).is_some() => {
                // Of several widths the first decides, as a picture has but one.
                if !known.iter().any(|(name, _)| *name == "data-width") {
                    known.extend(share(&value).map(|share| ("data-width", share)));
                }
            }
            "text-align" if matches!(value.as_str(), "left" | "center" | "right") => known.push(("data-align", value)),
            "height" if is_picture && value == "auto" => {}
            _ => is_all_known = false,
        }
    }
    if is_all_known {
        Fate::Replace(known.into_iter().map(|(name, value)| (name.into(), value)).collect())
    } else {
        Fate::Style(known)
    }
}

/// Where the name of an attribute ends that begins at `start`, within a tag that ends at
/// `end`. Its first character may be any.
pub(super) fn name_end(html: &str, start: usize, end: usize) -> usize {
    let is_after = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>' | '=');
    let mut letters = html[start..end].char_indices().skip(1);
    letters.find(|(_, letter)| is_after(*letter)).map_or(end, |(length, _)| start + length)
}

/// Where in `html` the value of an attribute stands whose name ends at `from`, within a
/// tag that ends at `end`; empty when it has none.
pub(super) fn value_range(html: &str, from: usize, end: usize) -> Range<usize> {
    let space = |text: &str| text.len() - text.trim_start().len();
    let tag = &html[..end];
    let equals = from + space(&tag[from..]);
    if !tag[equals..].starts_with('=') {
        return from..from;
    }
    let start = equals + 1 + space(&tag[equals + 1..]);
    if let Some(quote @ (b'"' | b'\'')) = tag.as_bytes().get(start) {
        let start = start + 1;
        return start..memchr::memchr(*quote, &tag.as_bytes()[start..]).map_or(end, |length| start + length);
    }
    let length = tag[start..].find(|letter: char| letter.is_ascii_whitespace() || letter == '>');
    start..length.map_or(end, |length| start + length)
}

/// The addresses of a `srcset`, each with what stands behind it up to the comma.
pub(super) fn pictures(value: &str) -> Vec<(&str, &str)> {
    let mut pictures = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == ',');
        if rest.is_empty() {
            return pictures;
        }
        let (address, after) =
            rest.split_at(rest.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(rest.len()));
        // A comma right behind an address ends it; within, as in `data:`, it belongs to it.
        let bare = address.trim_end_matches(',');
        let size_end = if bare.len() < address.len() { 0 } else { after.find(',').unwrap_or(after.len()) };
        pictures.push((bare, after[..size_end].trim_end()));
        rest = &after[size_end..];
    }
}

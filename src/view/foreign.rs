//! Gives the elements of formulas that end with their own tag an end tag.
//!
//! `<mspace/>` is whole, but only in a formula: who reads HTML and knows no formulas, as the
//! minifier, passes over the slash and takes all that follows for what the element holds.
//! `<mspace></mspace>` means the same to both. The elements of drawings it knows.
//!
//! Floor 3. Knows tags, and which elements of a formula hold HTML.

use std::borrow::Cow;

use super::tags::{Tag, content_start, next_tag};

/// Elements of a formula that hold text and HTML.
const TOKENS: &[&str] = &["mi", "mn", "mo", "ms", "mtext"];

/// Elements that belong to the formula there too.
const IN_TOKENS: &[&str] = &["malignmark", "mglyph"];

/// HTML in which every element of a formula has an end tag that would else end with its own
/// tag. O(length).
pub(super) fn with_ends(html: &str) -> Cow<'_, str> {
    if !has_formula(html) {
        return html.into();
    }
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let (mut done, mut at) = (0, 0);
    let (mut is_formula, mut is_token) = (false, false);
    while let Some(tag) = next_tag(html, at) {
        at = content_start(html, &tag);
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
        let is_math = is(&["math"]);
        let is_foreign = is_math || is_formula && (!is_token || is(IN_TOKENS));
        if is_foreign && let Some(opening) = whole(html, &tag) {
            out.extend([&html[done..tag.start], opening, "></", tag.name, ">"]);
            done = tag.end;
        } else if is_math {
            (is_formula, is_token) = (!tag.is_closing, false);
        } else if is_formula && is(TOKENS) {
            is_token = !tag.is_closing;
        }
    }
    out.push_str(&html[done..]);
    out.into()
}

/// Whether a formula is in some HTML, or what looks like one.
fn has_formula(html: &str) -> bool {
    let bytes = html.as_bytes();
    let begins = |at: usize| bytes.get(at + 1..at + 5).is_some_and(|name| name.eq_ignore_ascii_case(b"math"));
    memchr::memchr_iter(b'<', bytes).any(begins)
}

/// What stands in a tag before the slash with which it ends its element; `None` for one that
/// does not. The slash behind a value without quotes belongs to the value.
fn whole<'a>(html: &'a str, tag: &Tag<'_>) -> Option<&'a str> {
    let opening = html[tag.start..tag.end].strip_suffix("/>").filter(|_| !tag.is_closing && !tag.name.is_empty())?;
    let last = opening.rsplit(|letter: char| letter.is_ascii_whitespace()).next().unwrap_or_default();
    let is_bare_value = last.contains('=') && !last.ends_with(['"', '\'']);
    (!is_bare_value).then(|| opening.trim_ascii_end())
}

//! Puts right the elements of a formula, as the library writes them.
//!
//! Two things that it writes are no MathML. Beside the name of a function it puts a space,
//! also where the name is the base of an index: of `a\\log_2 n` comes an `msub` with three
//! children, which browsers draw as a mistake. And how `\\displaystyle`, `\\dbinom` and their
//! like are drawn it says on every element, which only `mstyle` may say to those who check
//! HTML; one `mstyle` around what is styled alike means the same.
//!
//! Floor 2. Knows no TeX.

use std::ops::Range;

/// The space beside the name of a function.
const SPACE: &str = "<mspace width=\"0.1667em\" />";

/// Says that a function is applied to what follows.
const APPLICATION: &str = "<mo>\u{2061}</mo>";

/// How the attributes begin that are `mstyle`'s: two, side by side.
const STYLE: &str = " displaystyle=\"";

/// The end of an element that has them.
const STYLE_END: &str = "</mstyle>";

/// An element in the making.
struct Open<'m> {
    name: &'m str,
    /// Where it begins in what is written.
    start: usize,
    /// Its children there.
    children: Vec<Range<usize>>,
    /// The attributes that are `mstyle`'s.
    style: &'m str,
}

/// A formula whose elements have as many children as they may, and attributes that are
/// theirs. Every `<` in it begins a tag, and no attribute holds `>`.
pub(super) fn put_right(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = mathml;
    while let Some((before, tag, after)) = next_tag(rest) {
        out.push_str(before);
        rest = after;
        let start = out.len();
        if tag.starts_with("</") {
            out.push_str(tag);
            if let Some(element) = open.pop() {
                close(element, open.last_mut(), &mut out);
            }
        } else if tag.ends_with("/>") {
            out.push_str(tag);
            if let Some(parent) = open.last_mut() {
                parent.children.push(start..out.len());
            }
        } else {
            let (head, style, tail) = without_style(tag);
            out.extend([head, tail]);
            open.push(Open { name: name(tag), start, children: Vec::new(), style });
        }
    }
    out.push_str(rest);
    out
}

/// What stands before the next tag, the tag, and what follows it.
fn next_tag(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_at(memchr::memchr(b'<', text.as_bytes())?);
    let (tag, after) = rest.split_at(memchr::memchr(b'>', rest.as_bytes())? + 1);
    Some((before, tag, after))
}

fn name(tag: &str) -> &str {
    tag[1..].split([' ', '>']).next().unwrap_or_default()
}

/// A start tag up to the attributes that are `mstyle`'s, those, and what follows them.
fn without_style(tag: &str) -> (&str, &str, &str) {
    let found = tag.find(STYLE).and_then(|start| {
        let (last_quote, _) = tag[start..].match_indices('"').nth(3)?;
        let end = start + last_quote + 1;
        Some((&tag[..start], &tag[start..end], &tag[end..]))
    });
    found.unwrap_or((tag, "", ""))
}

/// How many children an element has, if that is its own choice.
fn n_children(name: &str) -> Option<usize> {
    match name {
        "mfrac" | "mroot" | "msub" | "msup" | "munder" | "mover" => Some(2),
        "msubsup" | "munderover" => Some(3),
        _ => None,
    }
}

/// Puts right an element that has been written, and makes it the last child of its parent.
fn close(mut element: Open<'_>, parent: Option<&mut Open<'_>>, out: &mut String) {
    if let Some(n) = n_children(element.name) {
        if element.children.len() > n {
            put_space_before(&mut element, parent.as_deref(), out);
        }
        drop_spaces(&element.children, n, out);
    }
    let Some(parent) = parent else { return };
    if element.style.is_empty() {
        return parent.children.push(element.start..out.len());
    }
    let opening = format!("<mstyle{}>", element.style);
    let before = parent.children.last_mut().filter(|before| {
        n_children(parent.name).is_none()
            && before.end == element.start
            && out[(**before).clone()].starts_with(&opening)
    });
    if let Some(before) = before {
        out.replace_range(before.end - STYLE_END.len()..before.end, "");
        out.push_str(STYLE_END);
        before.end = out.len();
    } else {
        out.insert_str(element.start, &opening);
        out.push_str(STYLE_END);
        parent.children.push(element.start..out.len());
    }
}

/// Puts the space that an index begins with before it. Where an index stands in place of a
/// child there is no room for a space, and behind the name of a function there is one.
fn put_space_before(index: &mut Open<'_>, parent: Option<&Open<'_>>, out: &mut String) {
    let first = index.children.first().filter(|first| out[(*first).clone()] == *SPACE).cloned();
    let Some(first) = first.filter(|_| !["mfrac", "mroot"].contains(&index.name)) else { return };
    index.children.remove(0);
    let has_room = parent.is_some_and(|parent| n_children(parent.name).is_none());
    let is_there = out[..index.start].ends_with(&format!("{APPLICATION}{SPACE}"));
    if has_room && !is_there {
        // What follows the space stays where it is.
        out.replace_range(first, "");
        out.insert_str(index.start, SPACE);
        index.start += SPACE.len();
    } else {
        out.replace_range(first, "");
        for child in &mut index.children {
            *child = child.start - SPACE.len()..child.end - SPACE.len();
        }
    }
}

/// Takes out of children what the library puts beside the name of a function, until there
/// are `n`.
fn drop_spaces(children: &[Range<usize>], n: usize, out: &mut String) {
    let mut n_over = children.len().saturating_sub(n);
    for child in children.iter().rev() {
        if n_over > 0 && [SPACE, APPLICATION].contains(&&out[child.clone()]) {
            out.replace_range(child.clone(), "");
            n_over -= 1;
        }
    }
}

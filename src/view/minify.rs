//! Takes out of HTML, style sheets and scripts what means nothing to a browser.
//!
//! The minifier goes too far in three places. White space between the children of a `<div>`
//! and its like it takes for never seen, which is wrong between two links or spans. An
//! empty `value` it leaves out, and then a radio button has the value `on`. Both are
//! marked before and put back after. Of formulas it knows nothing, so that what ends there
//! without an end tag gets one (`foreign`).
//!
//! Floor 3. Knows HTML, but no page.

use minify_html::Cfg;
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, CompressOptionsUnused, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::{foreign, pieces::Pieces};

/// Stands for white space that must stay: a noncharacter, which no text may hold.
const SPACE: &str = "\u{FDD1}";

/// Stands for the value of an attribute that is empty: another one.
const EMPTY: &str = "=\u{FDD5}";

/// The value of an attribute that is empty.
const NO_VALUE: &str = "=\"\"";

/// Minifies a page, or a piece of one; `common` is what others have in common with it.
///
/// Closing tags, `<html>` and `<head>` stay, and what comes out is as valid as what goes
/// in. Inline scripts and styles stay as they are, since the page's policy may hold their
/// hashes.
#[must_use]
pub fn page(html: &str, common: &Pieces) -> String {
    let cut = common.cut(html, fragment);
    cut.filled(&fragment(&cut.rest)).unwrap_or_else(|| fragment(html))
}

/// Minifies HTML, whatever others have in common with it.
#[must_use]
pub fn fragment(html: &str) -> String {
    let cfg = Cfg { keep_closing_tags: true, keep_html_and_head_opening_tags: true, ..Cfg::default() };
    let kept = replaced(keep_spaces(&foreign::with_ends(html)), NO_VALUE, EMPTY);
    let minified = minify_html::minify(kept.as_bytes(), &cfg);
    String::from_utf8(minified)
        .map_or_else(|_| html.to_owned(), |html| replaced(replaced(html, SPACE, ""), EMPTY, NO_VALUE))
}

/// A text in which one stretch has become another wherever it stands.
fn replaced(text: String, from: &str, to: &str) -> String {
    let mut found = memchr::memmem::find_iter(text.as_bytes(), from).peekable();
    if found.peek().is_none() {
        return text;
    }
    let (mut replaced, mut done) = (String::with_capacity(text.len() + text.len() / 16), 0);
    for at in found {
        replaced.extend([&text[done..at], to]);
        done = at + from.len();
    }
    replaced.push_str(&text[done..]);
    replaced
}

/// Puts [`SPACE`] on both sides of the white space between two neighbours that stand in
/// one line.
fn keep_spaces(html: &str) -> String {
    let mut kept = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(end) = memchr::memchr(b'>', rest.as_bytes()) {
        let (tag, after) = rest.split_at(end + 1);
        kept.push_str(tag);
        let text = after.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        let space = &after[..after.len() - text.len()];
        if !space.is_empty() && ends_inline(tag) && starts_inline(text) {
            kept.extend([SPACE, " ", SPACE]);
            rest = text;
        } else {
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// Whether text up to a `>` ends an element that stands in a line.
fn ends_inline(text: &str) -> bool {
    let tag = text.rfind('<').map_or("", |start| &text[start + 1..]);
    match tag.strip_prefix('/') {
        Some(name) => is_one_of(INLINE, name.trim_end_matches('>').trim_end()),
        None => is_one_of(&["br", "img", "input", "wbr"], tag_name(tag)),
    }
}

/// Whether text begins with an element that stands in a line.
fn starts_inline(text: &str) -> bool {
    text.strip_prefix('<').is_some_and(|tag| is_one_of(INLINE, tag_name(tag)))
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|it| it.eq_ignore_ascii_case(name))
}

fn tag_name(tag: &str) -> &str {
    tag.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// The elements that stand in a line of text, by their names.
const INLINE: &[&str] = &[
    "a", "abbr", "audio", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "input", "ins", "kbd", "label", "mark", "math", "meter", "output", "progress", "q", "ruby", "s", "samp", "select",
    "small", "span", "strong", "sub", "sup", "svg", "textarea", "time", "u", "var", "video",
];

/// Minifies a style sheet. One that cannot be read stays as it is.
#[must_use]
pub fn style(css: &str) -> String {
    let cfg = Cfg { minify_css: true, keep_closing_tags: true, ..Cfg::default() };
    inside("style", css, &cfg)
}

/// Minifies a classic script: takes out white space, and gives everything inside of its
/// functions short names, which is a third of what a reader fetches. A script that cannot
/// be read stays as it is.
#[must_use]
pub fn script(js: &str) -> String {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, js, SourceType::cjs()).parse();
    if !parsed.errors.is_empty() {
        return js.to_owned();
    }
    let mut program = parsed.program;
    // Numbers with a name are put where the name is used; the names are not needed then.
    let compress = CompressOptions { unused: CompressOptionsUnused::Remove, ..CompressOptions::safest() };
    let options = MinifierOptions { mangle: Some(MangleOptions::default()), compress: Some(compress) };
    let scoping = Minifier::new(options).minify(&allocator, &mut program).scoping;
    Codegen::new().with_options(CodegenOptions::minify()).with_scoping(scoping).build(&program).code
}

/// What becomes of a text as the content of an element, since the minifier takes style
/// sheets in no other form.
fn inside(element: &str, text: &str, cfg: &Cfg) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.contains(&format!("</{element}")) || lower.contains("<!--") {
        return text.to_owned();
    }
    let minified = minify_html::minify(format!("<{element}>{text}</{element}>").as_bytes(), cfg);
    let inner = String::from_utf8(minified).ok().and_then(|html| {
        let inner = html.strip_prefix(&format!("<{element}>"))?.strip_suffix(&format!("</{element}>"))?;
        Some(inner.to_owned())
    });
    inner.unwrap_or_else(|| text.to_owned())
}

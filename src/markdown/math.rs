//! Turns TeX formulas into MathML, which browsers print without a script.
//!
//! The result holds no `style` attribute. What the parser lays out by class (`menv-…`, the
//! rules of arrays) is the theme's to style.
//!
//! Floor 2. Knows one formula; where it stands in the text is the caller's.

use std::{fmt::Write as _, ops::Range};

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, push_mathml};

use super::mathml;
use crate::doc::Math;

/// The longest formula that is read, in bytes, and how deep its braces may be nested: the
/// parser calls itself for each group.
const MAX_BYTES: usize = 20_000;
const MAX_DEPTH: usize = 100;

/// A formula that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where in the formula, when that is known.
    pub(super) range: Option<Range<usize>>,
    /// What is wrong, for the author.
    pub(super) message: String,
}

/// Reads a formula. One that cannot be read keeps its source and has no MathML.
pub(super) fn read(source: &str, is_display: bool) -> (Math, Option<Fault>) {
    let (mathml, fault) = match mathml(source, is_display) {
        Ok(mathml) => (Some(mathml.into()), None),
        Err(fault) => (None, Some(fault)),
    };
    (Math { source: source.into(), mathml }, fault)
}

fn mathml(source: &str, is_display: bool) -> Result<String, Fault> {
    within_bounds(source)?;
    let storage = Storage::new();
    let events = Parser::new(source, &storage)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| fault(source, &error.to_string()))?;
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut written = String::new();
    push_mathml(&mut written, events.into_iter().map(Ok::<_, std::convert::Infallible>), config)
        .map_err(|error| Fault { range: None, message: error.to_string() })?;
    let written = with_plain_texts(&with_entities(&written.replace("\"minsize=", "\" minsize=")));
    Ok(mathml::put_right(&without_styles(&written)))
}

/// Refuses what could make the parser run out of stack.
fn within_bounds(source: &str) -> Result<(), Fault> {
    let refuse = |at, message: &str| Err(Fault { range: Some(at..at), message: message.to_owned() });
    if source.len() > MAX_BYTES {
        return refuse(0, "the formula is too long");
    }
    let mut depth = 0_usize;
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return refuse(at, "the groups of the formula are nested too deep");
        }
    }
    Ok(())
}

/// What the parser says of a command it does not know.
const UNKNOWN_COMMAND: &str = "unknown primitive command found";

/// Makes a fault from the parser's message, whose first line says what is wrong.
fn fault(source: &str, error: &str) -> Fault {
    let message = error.lines().next().unwrap_or_default();
    let message = message.strip_prefix("parsing error: ").unwrap_or(message);
    let unknown =
        (message == UNKNOWN_COMMAND).then(|| commands(source).find(|range| !is_known(&source[range.clone()])));
    match unknown.flatten() {
        Some(range) => {
            Fault { message: format!("`{}` is no command that is known", &source[range.clone()]), range: Some(range) }
        }
        None => Fault { range: place(source, error), message: message.to_owned() },
    }
}

/// The commands of a formula: `\` and letters.
fn commands(source: &str) -> impl Iterator<Item = Range<usize>> {
    memchr::memchr_iter(b'\\', source.as_bytes()).map(|start| {
        let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
        start..start + 1 + source.as_bytes()[start + 1..].iter().take_while(is_letter).count()
    })
}

/// Whether the parser knows a command, whatever else it finds wrong with it alone.
fn is_known(command: &str) -> bool {
    let storage = Storage::new();
    let first = Parser::new(command, &storage).next();
    !matches!(first, Some(Err(error)) if error.to_string().contains(UNKNOWN_COMMAND))
}

/// Where the parser stopped. It keeps the place to itself, but shows up to twelve bytes
/// to either side of it.
fn place(source: &str, error: &str) -> Option<Range<usize>> {
    const SHOWN: usize = 12;
    // The last context is that of the source; those before it are of macros.
    let first = error.split("│\n").last()?.lines().next()?.strip_prefix('│')?;
    let at = match first.strip_prefix('…') {
        Some(shown) if !shown.is_empty() => {
            let found = source.find(shown)?;
            // A piece that comes twice does not tell the place.
            (source.rfind(shown)? == found).then_some(found + SHOWN)?
        }
        _ => {
            let shown = first.strip_prefix(' ')?;
            (shown.len() < source.len()).then(|| shown.len().checked_sub(SHOWN))??
        }
    };
    let at = source.ceil_char_boundary(at.min(source.len()));
    Some(at..at)
}

/// Writes signs as entities that the parser leaves as they are: `<` and `&` stand alone in
/// an operator, and begin no tag and no entity there.
fn with_entities(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut done = 0;
    for at in memchr::memchr2_iter(b'<', b'&', mathml.as_bytes()) {
        let rest = &mathml[at + 1..];
        let is_markup = rest.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '#'));
        if !is_markup {
            out.push_str(&mathml[done..at]);
            out.push_str(if mathml.as_bytes()[at] == b'<' { "&lt;" } else { "&amp;" });
            done = at + 1;
        }
    }
    out.push_str(&mathml[done..]);
    out
}

/// Writes texts as they are meant: the parser leaves the backslash before a sign that TeX
/// would else take for its own, and gives a space by the name of its entity.
fn with_plain_texts(mathml: &str) -> String {
    const OPEN: &str = "<mtext>";
    let mut parts = mathml.split(OPEN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (text, rest) = part.split_at(part.find('<').unwrap_or(part.len()));
        out.push_str(OPEN);
        match text {
            "&amp;nbsp;" => out.push('\u{a0}'),
            text => out.push_str(&without_backslashes(text)),
        }
        out.push_str(rest);
    }
    out
}

/// A text without the backslashes before signs that are TeX's own.
fn without_backslashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let is_escape = after.starts_with(['%', '$', '#', '_', '{', '}', '&']);
        out.push_str(if is_escape { before } else { &rest[..=at] });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Turns style attributes, which the page's security policy forbids, into the attributes
/// that MathML has for the same, and drops those it has none for.
fn without_styles(mathml: &str) -> String {
    const STYLE: &str = " style=\"";
    if !mathml.contains(STYLE) {
        return mathml.to_owned();
    }
    let mut parts = mathml.split(STYLE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (style, rest) = part.split_once('"').unwrap_or((part, ""));
        for (name, value) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let name = match name.trim() {
                "color" => "mathcolor",
                "background-color" => "mathbackground",
                _ => continue,
            };
            // Writing to a string cannot fail.
            let _ = write!(out, " {name}=\"{}\"", hexadecimal(value.trim()));
        }
        out.push_str(rest);
    }
    out
}

/// `rgb(255 0 16)` as `#ff0010`; anything else as it is.
fn hexadecimal(color: &str) -> String {
    let inside = color.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
    let parts: Option<Vec<u8>> =
        inside.map(|it| it.split(' ').map(|part| part.parse::<u8>().ok()).collect()).unwrap_or_default();
    match parts.as_deref() {
        Some([red, green, blue]) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => color.to_owned(),
    }
}

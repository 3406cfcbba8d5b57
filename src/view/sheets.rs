//! Joins a theme's style sheets into one.
//!
//! What one sheet leaves open would swallow the sheets after it, so a sheet is read as far as
//! that: brackets, texts, comments. On the way the pictures are found that it names. Browsers
//! pass over everything else that they do not understand, and so does this.
//!
//! Floor 3. Knows no property and no selector.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use crate::{
    diag::{Code, Diagnostic, Warned, nearest},
    path::{self, OutPath, Permalink},
    span::Span,
    theme::{ThemeFile, ThemeFiles},
};

/// What an address in a sheet begins with when it leads to one of the theme's pictures.
const PICTURES: &str = "../assets/";

/// The theme's style sheets as one that lies `at` a place of the site; `None` in a theme
/// without.
///
/// A sheet names a picture of the theme as it lies beside it, `../assets/icon.svg`. A sheet
/// that leaves something open is told and left out.
pub(super) fn join(
    theme: &ThemeFiles,
    pictures: &BTreeMap<Arc<str>, Permalink>,
    at: &OutPath,
) -> Warned<Option<String>> {
    let mut told = Vec::new();
    let from = Permalink::file(at);
    let mut joined = Vec::new();
    for (name, file) in &theme.css {
        let sheet = Sheet::read(&file.text);
        if !sheet.faults.is_empty() && !theme.is_builtin("css", name) {
            told.extend(sheet.faults.into_iter().map(|(place, message)| invalid(file, place, message)));
            continue;
        }
        joined.push(placed(file, &sheet.addresses, pictures, &from).tell(&mut told));
    }
    Warned { value: (!joined.is_empty()).then(|| joined.join("\n")), told }
}

/// A sheet whose pictures are named by what they are called in the site.
fn placed(
    file: &ThemeFile,
    addresses: &[Range<usize>],
    pictures: &BTreeMap<Arc<str>, Permalink>,
    from: &Permalink,
) -> Warned<String> {
    let mut told = Vec::new();
    let text = file.text.trim_end();
    let (mut css, mut done) = (String::with_capacity(text.len()), 0);
    for place in addresses {
        let written = &text[place.clone()];
        let Some(rest) = written.strip_prefix(PICTURES) else { continue };
        let name = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
        let plain = without_escapes(name);
        if let Some(picture) = pictures.get(&*plain).or_else(|| pictures.get(&*path::decode(&plain))) {
            css.push_str(&text[done..place.start]);
            // What may stand in any address may not stand in one without quotes.
            css.push_str(&from.href(picture).replace('(', "%28").replace(')', "%29"));
            done = place.start + PICTURES.len() + name.len();
        } else {
            let message = format!("the theme has no picture `{plain}`");
            let near = near(&plain, pictures).map(|near| format!("did you mean `{PICTURES}{near}`?"));
            told.push(invalid(file, place.clone(), message).maybe_help(near));
        }
    }
    css.push_str(&text[done..]);
    Warned { value: css, told }
}

/// The picture that was probably meant: one of nearly this name, or of the same in another
/// folder.
fn near<'a>(name: &str, pictures: &'a BTreeMap<Arc<str>, Permalink>) -> Option<&'a str> {
    let names = || pictures.keys().map(|name| &**name);
    let last = |name: &str| name.rsplit('/').next().map(str::to_owned);
    nearest(name, names()).or_else(|| names().find(|other| last(other) == last(name)))
}

/// An address without the backslashes of style sheets: `a\(1\)` is `a(1)`, `a\20 b` is `a b`.
fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escaped)) = rest.split_once('\\') {
        plain.push_str(before);
        let n_digits = escaped.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if let Some(letter) = u32::from_str_radix(&escaped[..n_digits], 16).ok().and_then(char::from_u32) {
            plain.push(letter);
            rest = &escaped[n_digits..];
            rest = rest.strip_prefix([' ', '\t', '\n']).unwrap_or(rest);
        } else {
            let mut letters = escaped.chars();
            plain.extend(letters.next());
            rest = letters.as_str();
        }
    }
    plain + rest
}

/// A style sheet, as far as it is read.
#[derive(Default)]
struct Sheet {
    /// The texts in quotes and the addresses without, in order.
    addresses: Vec<Range<usize>>,
    /// What is left open or closes nothing.
    faults: Vec<(Range<usize>, String)>,
    /// Where each bracket stands that is open so far.
    open: Vec<usize>,
}

impl Sheet {
    fn read(text: &str) -> Self {
        let (bytes, mut sheet, mut at) = (text.as_bytes(), Self::default(), 0);
        while let Some(byte) = bytes.get(at) {
            at = match byte {
                b'/' if bytes[at..].starts_with(b"/*") => sheet.comment(text, at),
                b'"' | b'\'' => sheet.quoted(bytes, at),
                b'\\' => at + 2,
                b'(' if is_bare_address(bytes, at) => sheet.address(bytes, at),
                b'{' | b'(' | b'[' => {
                    sheet.open.push(at);
                    at + 1
                }
                b'}' | b')' | b']' => {
                    sheet.close(bytes, at);
                    at + 1
                }
                _ => at + 1,
            };
        }
        for start in std::mem::take(&mut sheet.open) {
            sheet.left_open(bytes, start);
        }
        sheet.faults.sort_by_key(|(place, _)| place.start);
        sheet
    }

    /// Passes over a comment; gives where it ends.
    fn comment(&mut self, text: &str, start: usize) -> usize {
        let inside = start + "/*".len();
        let end = text[inside..].find("*/").map(|length| inside + length + "*/".len());
        end.unwrap_or_else(|| {
            self.give_up(start..inside, "the comment that begins here has no `*/`".to_owned());
            text.len()
        })
    }

    /// Passes over a text in quotes, which ends in its line.
    fn quoted(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start + 1;
        while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'\n') {
            if *byte == bytes[start] {
                self.addresses.push(start + 1..at);
                return at + 1;
            }
            at += if *byte == b'\\' { 2 } else { 1 };
        }
        let quote = char::from(bytes[start]);
        self.give_up(start..start + 1, format!("the text that begins here has no second `{quote}` in its line"));
        bytes.len()
    }

    /// Passes over the address of a `url(`, which is not in quotes.
    fn address(&mut self, bytes: &[u8], open: usize) -> usize {
        let mut at = open + 1;
        while bytes.get(at).is_some_and(|byte| *byte != b')') {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        if at >= bytes.len() {
            self.give_up(open..open + 1, "nothing closes this `(`".to_owned());
            return bytes.len();
        }
        let inside = &bytes[open + 1..at];
        let start = open + 1 + (inside.len() - inside.trim_ascii_start().len());
        self.addresses.push(start..start + inside.trim_ascii().len());
        at + 1
    }

    /// Closes a bracket, and with it those inside it that were left open.
    fn close(&mut self, bytes: &[u8], at: usize) {
        let Some(partner) = self.open.iter().rposition(|start| closing(bytes[*start]) == bytes[at]) else {
            let message = format!("`{}` closes nothing", char::from(bytes[at]));
            return self.faults.push((at..at + 1, message));
        };
        for start in self.open.split_off(partner).into_iter().skip(1) {
            self.left_open(bytes, start);
        }
    }

    /// Tells of what leaves nothing to be known of the rest, be it open or closed.
    fn give_up(&mut self, place: Range<usize>, message: String) {
        self.open.clear();
        self.faults.push((place, message));
    }

    fn left_open(&mut self, bytes: &[u8], start: usize) {
        let message = format!("nothing closes this `{}`", char::from(bytes[start]));
        self.faults.push((start..start + 1, message));
    }
}

/// What closes a bracket.
fn closing(open: u8) -> u8 {
    match open {
        b'{' => b'}',
        b'[' => b']',
        _ => b')',
    }
}

/// Whether a `(` begins an address that stands without quotes.
fn is_bare_address(bytes: &[u8], open: usize) -> bool {
    let is_url = open >= 3 && bytes[open - 3..open].eq_ignore_ascii_case(b"url");
    is_url && !matches!(bytes[open + 1..].trim_ascii_start(), [b'"' | b'\'', ..])
}

fn invalid(file: &ThemeFile, place: Range<usize>, message: String) -> Diagnostic {
    Diagnostic::new(Code::InvalidTheme, &file.file, Span::new(place), message)
}

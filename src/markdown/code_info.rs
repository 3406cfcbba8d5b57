//! Reads what stands behind the opening fence of a code block.
//!
//! ````text
//! ```rust,ignore {3,5-7} title="src/main.rs" linenos=5 hidden="# " diff
//! ````
//!
//! Books come from many tools, each with options of its own, so unknown words are passed
//! over. What has a name of ours and a wrong value is told, and so is a name that is
//! nearly ours.
//!
//! Floor 2. Knows no language but Rust, whose hidden lines readers of mdBook expect.

use std::ops::Range;

use crate::{diag::nearest, doc::CodeInfo};

/// The prefix of hidden lines in Rust.
const HIDDEN_IN_RUST: &str = "# ";

/// The options, for telling of one that is nearly written right.
const OPTIONS: [&str; 5] = ["title", "linenos", "hidden", "diff", "marked"];

/// An option that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where, in the text given.
    pub(super) range: Range<usize>,
    /// What is wrong, for the author.
    pub(super) message: String,
    /// A way out.
    pub(super) help: Option<String>,
}

/// Reads an info string. Options that cannot be read are left out and told.
pub(super) fn read(text: &str) -> (CodeInfo, Vec<Fault>) {
    let mut info = CodeInfo::default();
    let mut faults = Vec::new();
    let first_end = text.find([' ', '\t', ',', '{']).unwrap_or(text.len());
    // Without a language, the first word may already be an option; `ts:line-numbers=2` is none.
    let is_option = text[..first_end].find(['=', ':']).is_some_and(|at| text[at..].starts_with('='));
    let options_start = if is_option { 0 } else { first_end };
    let language = text[..options_start].to_lowercase();
    if language == "rust" {
        info.hidden = Some(HIDDEN_IN_RUST.into());
    }
    info.language = language.into();
    for word in words(text, options_start) {
        if let Err((message, help)) = option(&text[word.clone()], &mut info) {
            faults.push(Fault { range: word, message, help });
        }
    }
    (info, faults)
}

/// The options from byte `from` on: words between white space and commas, where quotes
/// and braces hold together what they enclose.
fn words(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut until: Option<char> = None;
    for (at, letter) in text[from..].char_indices().map(|(at, letter)| (from + at, letter)) {
        if let Some(close) = until {
            if letter == close {
                until = None;
            }
            continue;
        }
        match letter {
            ' ' | '\t' | ',' => words.extend(start.take().map(|start| start..at)),
            letter => {
                // `{1}` may follow a word without a space between.
                if letter == '{' {
                    words.extend(start.take().map(|start| start..at));
                }
                start.get_or_insert(at);
                until = match letter {
                    '"' => Some('"'),
                    '{' => Some('}'),
                    _ => None,
                };
            }
        }
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

/// Takes one option into `info`.
fn option(word: &str, info: &mut CodeInfo) -> Result<(), (String, Option<String>)> {
    let plain = |message: String| (message, None);
    if let Some(inside) = word.strip_prefix('{') {
        let lines = inside.strip_suffix('}').and_then(line_numbers);
        info.marked.extend(
            lines.ok_or_else(|| plain(format!("`{word}` are no lines to mark; write them as in `{{3,5-7}}`")))?,
        );
        return Ok(());
    }
    let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    match (name, value) {
        ("title", Some(value)) => info.title = Some(text_value(name, value).map_err(plain)?.into()),
        ("hidden" | "hidelines", Some(value)) => info.hidden = Some(text_value(name, value).map_err(plain)?.into()),
        ("title" | "hidden", None) => return Err(plain(format!("`{name}` lacks its value, as in `{name}=\"…\"`"))),
        ("linenos", None) => info.numbers = Some(1),
        ("linenos", Some(value)) => {
            let number = value.trim_matches('"').parse();
            info.numbers = Some(number.map_err(|_| plain(format!("`{value}` is no line number")))?);
        }
        ("diff", None) => info.diff = true,
        (name, Some(_)) => {
            if let Some(near) = nearest(name, OPTIONS) {
                return Err((format!("a code block has no option `{name}`"), Some(format!("the closest is `{near}`"))));
            }
        }
        _ => {}
    }
    Ok(())
}

/// The text of a value, which may stand in double quotes.
fn text_value<'a>(name: &str, value: &'a str) -> Result<&'a str, String> {
    let text = match value.strip_prefix('"') {
        None => value,
        Some(open) => open.strip_suffix('"').ok_or_else(|| format!("the value of `{name}` has no closing quote"))?,
    };
    if text.is_empty() { Err(format!("the value of `{name}` is empty")) } else { Ok(text) }
}

/// Reads `3,5-7`; `None` when it is something else.
fn line_numbers(text: &str) -> Option<Vec<(u32, u32)>> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|number| *number > 0);
    text.split(',')
        .map(|part| match part.split_once('-') {
            None => number(part).map(|line| (line, line)),
            Some((first, last)) => number(first).zip(number(last)).filter(|(first, last)| first <= last),
        })
        .collect()
}

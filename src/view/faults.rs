//! Turns the template engine's errors into diagnostics at their place.
//!
//! Floor 3. Reads two forms of errors: those with a place, and messages that hold a
//! printed report, which is read back.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tera::{Error, ErrorKind};

use super::{components::hidden_by, template::statements};
use crate::{
    diag::{Code, Diagnostic, nearest},
    span::Span,
    theme::{ThemeFile, ThemeFiles},
};

type Files = BTreeMap<Arc<str>, ThemeFile>;

/// Where a fault of a whole file is shown.
pub(super) const START: Span = Span { start: 0, end: 0 };

/// The same diagnostics, each fault once: a template that fails on a thousand pages is
/// told with the first of them.
#[must_use]
pub fn once(told: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let key = |fault: &Diagnostic| (fault.code, fault.place.clone(), Arc::clone(&fault.message));
    told.into_iter().filter(|fault| seen.insert(key(fault))).collect()
}

/// Why templates, of which each could be parsed by itself, are nothing together.
///
/// Blocks that the program's templates fill, and that a template of the project which they
/// extend lacks, are told there and once, not in files that the project does not have.
pub(super) fn together(theme: &ThemeFiles, error: &Error) -> Vec<Diagnostic> {
    let files = &theme.templates;
    let mut lacking: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for (name, file) in files.iter().filter(|(name, _)| theme.is_builtin("templates", name)) {
        let Some(own) = above(files, name).find(|upper| !theme.is_builtin("templates", upper)) else { continue };
        let known = blocks_above(files, name);
        let filled = outer_blocks(&file.text);
        for block in filled.into_iter().filter(|block| !known.contains(block)) {
            lacking.entry(own).or_default().entry(block).or_default().insert(name);
        }
    }
    let is_of_program = |fault: &Diagnostic| {
        let place = fault.place.as_ref().map(|place| &place.file);
        files.iter().any(|(name, file)| place == Some(&file.file) && theme.is_builtin("templates", name))
    };
    let mut told: Vec<Diagnostic> = lacking.iter().map(|(own, blocks)| lacks(theme, own, blocks)).collect();
    told.extend(invalid(files, error).into_iter().filter(|fault| lacking.is_empty() || !is_of_program(fault)));
    told
}

/// Tells which blocks a template of the project lacks, each with the templates that fill it.
fn lacks(theme: &ThemeFiles, own: &str, blocks: &BTreeMap<&str, BTreeSet<&str>>) -> Diagnostic {
    let files = &theme.templates;
    let quoted = |names: &mut dyn Iterator<Item = &str>| -> String {
        names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    let by: BTreeSet<&str> = blocks.values().flatten().copied().collect();
    let noun = if blocks.len() == 1 { "block" } else { "blocks" };
    let lacking = quoted(&mut blocks.keys().copied());
    let message = format!("`{own}` lacks the {noun} {lacking} that the theme fills: {}", quoted(&mut by.into_iter()));
    // A block that has almost the name of one is that one, misspelt.
    let text = files.get(own).map_or("", |file| &*file.text);
    let meant = blocks.keys().find_map(|block| Some((*block, nearest(block, tag_words(text, "block"))?)));
    let (span, help) = if let Some((block, near)) = meant {
        (find(files, own, near), format!("is `{near}` meant to be `{block}`?"))
    } else {
        let extends = format!("{{% extends \"{}/{own}\" %}}", theme.name);
        (START, format!("begin it with `{extends}`, which has every block, or write those that are lacking"))
    };
    at(Code::InvalidTemplate, files, own, span, message).help(help)
}

/// Why templates cannot be parsed.
pub(super) fn invalid(files: &Files, error: &Error) -> Vec<Diagnostic> {
    let code = Code::InvalidTemplate;
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![reported(code, files, report)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let names = files.keys().map(|name| &**name);
            let help = nearest(parent, names).map(|name| format!("did you mean `{name}`?"));
            let span = find(files, current, parent);
            vec![at(code, files, current, span, format!("there is no template `{parent}` to extend")).maybe_help(help)]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            let message = format!("`{tpl}` comes back to itself");
            let is_hidden = |(name, file): &(&Arc<str>, &ThemeFile)| hidden_by(name, file) == Some(&**tpl);
            let way_out = files.iter().find(is_hidden).map(|(name, _)| format!("the theme's own is `{name}`"));
            let fault = at(code, files, tpl, START, message).help(format!("by way of `{}`", chain.join("`, `")));
            vec![fault.maybe_help(way_out)]
        }
        _ => printed(code, files, &error.to_string()),
    }
}

/// Why a template failed while it rendered.
pub(super) fn failed(files: &Files, name: &str, error: &Error) -> Diagnostic {
    let code = Code::FailedTemplate;
    match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => reported(code, files, report),
        _ => at(code, files, name, START, sentence(&error.to_string())),
    }
}

/// The diagnostic of an error with a place.
fn reported(code: Code, files: &Files, report: &tera::ReportError) -> Diagnostic {
    let range = report.span().range.clone();
    let name = report.filename();
    let text = files.get(name).and_then(|file| file.text.get(range.clone())).unwrap_or_default();
    let (message, choices) = split_choices(report.message());
    let told = at(
        code,
        files,
        name,
        Span::new(range),
        sentence(&message.replace("a variable that is undefined", &format!("`{text}`, which is not defined"))),
    );
    told.maybe_help(choices.map(|choices| hint(message, choices)))
}

/// Splits `Field `x` is not defined. Available fields: a, b` before what is available.
fn split_choices(message: &str) -> (&str, Option<&str>) {
    for mark in [" Available fields: ", " Available variables: "] {
        if let Some((message, choices)) = message.split_once(mark) {
            return (message, Some(choices));
        }
    }
    (message, None)
}

/// What was probably meant, else everything that could be.
fn hint(message: &str, choices: &str) -> String {
    let wrong = message.split('`').nth(1).unwrap_or_default();
    match nearest(wrong, choices.split(", ")) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are `{}`", choices.replace(", ", "`, `")),
    }
}

/// The diagnostics of a message that holds reports, each of the form
/// `error: what` and ` --> file:line:column` with the source and carets below.
fn printed(code: Code, files: &Files, message: &str) -> Vec<Diagnostic> {
    let told: Vec<Diagnostic> = message.split("\n\n").filter_map(|report| printed_one(code, files, report)).collect();
    if told.is_empty() { vec![Diagnostic::general(code, sentence(message))] } else { told }
}

fn printed_one(code: Code, files: &Files, report: &str) -> Option<Diagnostic> {
    let message = report.lines().next()?.strip_prefix("error: ")?;
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let n_carets = report.lines().last()?.chars().filter(|letter| *letter == '^').count();
    let span = span_at(&files.get(name)?.text, line, column, n_carets);
    let known = files.keys().map(|name| &**name);
    let wanted = message.strip_prefix("Unknown template `").map(|rest| rest.trim_end_matches('`'));
    let block = message.strip_prefix("Block `").and_then(|rest| rest.split_once("` is not defined in any parent"));
    let near = match (wanted, block) {
        (Some(wanted), _) => nearest(wanted, known),
        (None, Some((block, _))) => nearest(block, blocks_above(files, name)),
        (None, None) => None,
    };
    let help = near.map(|near| format!("did you mean `{near}`?"));
    Some(at(code, files, name, span, sentence(message)).maybe_help(help))
}

/// The templates that a template extends, the nearest first, as far as a glance at them
/// tells.
fn above<'a>(files: &'a Files, name: &str) -> impl Iterator<Item = &'a str> {
    let up = |name: &str| {
        let parent = tag_words(&files.get(name)?.text, "extends").next()?;
        files.get_key_value(parent.trim_matches(['"', '\'', '`'])).map(|(name, _)| &**name)
    };
    // No way up is longer, unless it leads in a circle.
    std::iter::successors(up(name), move |name| up(name)).take(files.len())
}

/// The blocks of the templates that a template extends, likewise.
fn blocks_above<'a>(files: &'a Files, name: &str) -> BTreeSet<&'a str> {
    above(files, name).filter_map(|name| files.get(name)).flat_map(|file| tag_words(&file.text, "block")).collect()
}

/// The blocks of a template that stand in no other of it: with those it fills what it
/// extends.
fn outer_blocks(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut blocks = Vec::new();
    for statement in statements(text) {
        if let Some(name) = statement.strip_prefix("block").filter(|rest| rest.starts_with(char::is_whitespace)) {
            blocks.extend(name.split_whitespace().next().filter(|_| depth == 0));
            depth += 1;
        } else if statement.starts_with("endblock") {
            depth = depth.saturating_sub(1);
        }
    }
    blocks
}

/// The first word behind `name` of each tag such as `{% name word %}`.
fn tag_words<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    statements(text).filter_map(move |statement| {
        statement.strip_prefix(name)?.strip_prefix(char::is_whitespace)?.split_whitespace().next()
    })
}

/// The span of `n` characters from a line and column, both counted from 1.
fn span_at(text: &str, line: usize, column: usize, n: usize) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let offset = |n: usize| text[start..].char_indices().nth(n).map_or(text.len(), |(at, _)| start + at);
    Span::new(offset(column.saturating_sub(1))..offset(column.saturating_sub(1) + n))
}

/// Where `needle` first stands in a template.
fn find(files: &Files, name: &str, needle: &str) -> Span {
    let found = files.get(name).and_then(|file| file.text.find(needle));
    found.map_or(START, |start| Span::new(start..start + needle.len()))
}

fn at(code: Code, files: &Files, name: &str, span: Span, message: String) -> Diagnostic {
    match files.get(name) {
        Some(file) => Diagnostic::new(code, &file.file, span, message),
        None => Diagnostic::general(code, message),
    }
}

/// A message as diagnostics say it: lower case, no full stop.
pub(super) fn sentence(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

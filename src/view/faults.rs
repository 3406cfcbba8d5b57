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
    theme::ThemeFile,
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

/// The blocks of the templates that a template extends, as far as a glance at them tells.
fn blocks_above<'a>(files: &'a Files, name: &str) -> BTreeSet<&'a str> {
    let mut blocks = BTreeSet::new();
    let mut template = files.get(name);
    // No way up is longer, unless it leads in a circle.
    for _ in files {
        let parent = template.and_then(|file| tag_words(&file.text, "extends").next());
        template = parent.and_then(|parent| files.get(parent.trim_matches(['"', '\'', '`'])));
        blocks.extend(template.into_iter().flat_map(|file| tag_words(&file.text, "block")));
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

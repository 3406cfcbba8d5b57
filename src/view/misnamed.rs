//! Finds parts of pages that were meant to take the place of one of the theme's and bear
//! another name.
//!
//! A file of `templates/parts/` that nothing uses is no fault: it may be used one day. But
//! one whose name is a slip away from that of a part of another layer was meant to lie over
//! it, and pages go on as if it were not there.
//!
//! Floor 3. Knows of pages only which templates their front matter names.

use std::sync::Arc;

use super::{faults, template};
use crate::{
    book::Book,
    diag::{Code, Diagnostic},
    path::ProjectPath,
    theme::{ThemeFile, ThemeFiles},
};

/// The folder of the parts of pages.
const PARTS: &str = "parts/";

/// A part that no template uses.
#[derive(Debug)]
pub(super) struct Misnamed {
    name: Arc<str>,
    file: ProjectPath,
    /// The part that it was probably meant to lie over.
    meant: Arc<str>,
}

/// Those of a theme whose templates can all be read, in order.
pub(super) fn of(theme: &ThemeFiles) -> Vec<Misnamed> {
    let own = parts(theme).filter(|(name, file)| layer(theme, name, file).is_some());
    let misnamed = own.filter_map(|(name, file)| {
        let meant = meant(theme, name, file).filter(|_| !is_used(theme, name, file))?;
        Some(Misnamed { name: Arc::clone(name), file: file.file.clone(), meant: Arc::clone(meant) })
    });
    misnamed.collect()
}

/// Tells of those that no front matter names either.
pub(super) fn told(misnamed: &[Misnamed], book: &Book) -> Vec<Diagnostic> {
    let is_named = |it: &&Misnamed| {
        let mut named = book.entries.iter().filter_map(|entry| entry.front.template.as_deref());
        named.any(|name| *name == *it.name || it.name.strip_suffix(".html") == Some(name))
    };
    let tell = |it: &Misnamed| {
        let message = format!("nothing uses the template `{}`", it.name);
        Diagnostic::new(Code::MisnamedTemplate, &it.file, faults::START, message)
            .help(format!("did you mean `{}`?", it.meant))
    };
    misnamed.iter().filter(|it| !is_named(it)).map(tell).collect()
}

/// The parts of a theme that are hidden by no other, by name.
fn parts(theme: &ThemeFiles) -> impl Iterator<Item = (&Arc<str>, &ThemeFile)> {
    theme.templates.iter().filter(|(name, _)| name.starts_with(PARTS))
}

/// The folder of the project that a template lies in by its name; `None` for one of the
/// built-in theme.
fn layer<'a>(theme: &ThemeFiles, name: &Arc<str>, file: &'a ThemeFile) -> Option<&'a str> {
    file.file.as_str().strip_suffix(&**name).filter(|_| !theme.is_builtin("templates", name))
}

/// The part of another layer whose name comes nearest to that of a part. A layer that has
/// both has two things to say.
fn meant<'a>(theme: &'a ThemeFiles, name: &Arc<str>, file: &ThemeFile) -> Option<&'a Arc<str>> {
    let own = layer(theme, name, file);
    let others = parts(theme).filter(|(other, file)| layer(theme, other, file) != own);
    let near = others.filter_map(|(other, _)| Some((n_slips(name, other)?, other)));
    near.min_by_key(|(n_slips, _)| *n_slips).map(|(_, other)| other)
}

/// How many letters of a name are other than in `right`, or too many or too few, be they
/// small or capital and whatever it ends with behind the last dot; `None` when more than a
/// third of it differs, which makes it another name.
fn n_slips(wrong: &str, right: &str) -> Option<usize> {
    let [wrong, right] = [wrong, right].map(|name| {
        let name = &name[PARTS.len()..];
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
    });
    let n_slips = strsim::damerau_levenshtein(&wrong, &right);
    (n_slips <= (wrong.chars().count() / 3).max(1)).then_some(n_slips)
}

/// Whether a template names a part, or may call what the part defines.
///
/// `include` and `extends` take no expression but a text, so that a name that nowhere stands
/// as it is stands nowhere.
fn is_used(theme: &ThemeFiles, name: &str, file: &ThemeFile) -> bool {
    let defines = |statement: &str| statement.starts_with("component");
    template::statements(&file.text).any(defines)
        || theme.templates.values().any(|file| {
            let code = template::without_comments(&file.text);
            code.match_indices(name).any(|(at, _)| code[at + name.len()..].starts_with(template::QUOTES))
        })
}

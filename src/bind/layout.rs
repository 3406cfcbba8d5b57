//! Where sources lie: in one folder for each locale, or straight in `content/`.
//!
//! A book of one language may begin without a folder for it. Its addresses start with the
//! locale all the same, so that a second language can join without moving a page.

use std::collections::BTreeSet;

use crate::{
    diag::{Code, Diagnostic, nearest},
    locale::LocaleCode,
    path::ContentPath,
    settings::Settings,
    span::Span,
};

/// Whether each locale has a folder of its own under `content/`.
///
/// So it is with several locales, and with one when a source lies in its folder.
#[must_use]
pub fn has_locale_folders<'a>(settings: &Settings, sources: impl IntoIterator<Item = &'a ContentPath>) -> bool {
    settings.locales.len() > 1
        || sources
            .into_iter()
            .any(|path| path.as_str().split_once('/').is_some_and(|(first, _)| code_named(settings, first).is_some()))
}

/// Which locale's tree a source lies in, and its path there.
///
/// `None` for a file outside of every tree. Without locale folders `content/` itself is
/// the tree of the book's first locale.
#[must_use]
pub fn tree_path<'a>(
    settings: &Settings,
    path: &'a ContentPath,
    has_locale_folders: bool,
) -> Option<(LocaleCode, &'a str)> {
    if !has_locale_folders {
        return settings.locales.first().map(|locale| (locale.code.clone(), path.as_str()));
    }
    let (first, rest) = path.as_str().split_once('/')?;
    code_named(settings, first).map(|code| (code.clone(), rest))
}

/// Tells of sources that lie in no locale's tree: each file beside the locale folders,
/// and each folder that is not a locale's once.
#[must_use]
pub fn stray_sources<'a>(
    settings: &Settings,
    sources: impl IntoIterator<Item = &'a ContentPath>,
    has_locale_folders: bool,
) -> Vec<Diagnostic> {
    let mut folders = BTreeSet::new();
    let mut told = Vec::new();
    for path in sources {
        if tree_path(settings, path, has_locale_folders).is_some() {
            continue;
        }
        match path.as_str().split_once('/') {
            None => told.push(beside_folders(settings, path)),
            Some((folder, _)) if folders.insert(folder) => told.push(unknown_locale(settings, path, folder)),
            Some(_) => {}
        }
    }
    told
}

/// Tells of Markdown files among a locale's chapters that are copied, since their names do
/// not end as those of chapters do: `one.MD`, `one.markdown`.
#[must_use]
pub fn misnamed_chapters<'a>(
    settings: &Settings,
    files: impl IntoIterator<Item = &'a ContentPath>,
    has_locale_folders: bool,
) -> Vec<Diagnostic> {
    let is_misnamed = |path: &&ContentPath| {
        let is_asset = path.folder().split('/').any(|folder| folder == "_assets");
        matches!(&*path.extension(), "md" | "markdown")
            && !is_asset
            && tree_path(settings, path, has_locale_folders).is_some()
    };
    files.into_iter().filter(is_misnamed).map(misnamed).collect()
}

fn code_named<'s>(settings: &'s Settings, name: &str) -> Option<&'s LocaleCode> {
    settings.locales.iter().map(|locale| &locale.code).find(|code| code.as_str() == name)
}

fn beside_folders(settings: &Settings, path: &ContentPath) -> Diagnostic {
    let message = format!("`{path}` lies beside the locale folders and belongs to none");
    Diagnostic::new(Code::MixedLayout, &path.in_project(), Span::default(), message)
        .help(format!("move it, for example to `content/{}/{path}`", settings.original))
}

fn misnamed(path: &ContentPath) -> Diagnostic {
    let message = format!("`{path}` is copied as it is: the name of a chapter ends in `.md`");
    let stem = path.as_str().rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    Diagnostic::new(Code::MisnamedChapter, &path.in_project(), Span::default(), message)
        .help(format!("rename it to `content/{stem}.md`, or keep it as a file in `_assets/`"))
}

fn unknown_locale(settings: &Settings, path: &ContentPath, folder: &str) -> Diagnostic {
    let codes = || settings.locales.iter().map(|locale| locale.code.as_str());
    let help = match nearest(folder, codes()) {
        Some(code) => format!("the closest is `{code}`"),
        None => format!("add it to `locales` in `content/site.yaml`, or name it `_{folder}`"),
    };
    let message = format!("`content/{folder}/` is not the folder of a locale, so its chapters are left out");
    Diagnostic::new(Code::UnknownLocale, &path.in_project(), Span::default(), message).help(help)
}

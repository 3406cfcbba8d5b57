//! Finds the files of a folder.
//!
//! Symbolic links are followed as long as they stay in the project: what lies outside
//! would be published without anyone having meant it, and differs from one machine to
//! the next.
//!
//! Edge. Reads no file.

#![expect(clippy::disallowed_methods, reason = "the edge reads folders")]

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{ASSETS, text};
use crate::{
    diag::{Code, Diagnostic, Warned},
    edge::{
        project::Project,
        shown::{project_path, shown},
    },
    path::{ContentPath, ProjectPath, caseless},
    span::Span,
};

/// What a project may hold: its own folder, and `content/` if that is a link elsewhere.
pub(super) struct Bounds {
    folders: Vec<PathBuf>,
}

impl Bounds {
    /// The bounds of a project.
    pub(super) fn of(project: &Project) -> Self {
        let folders = [project.root().to_owned(), project.content()];
        Self { folders: folders.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect() }
    }

    /// Whether what `on_disk` leads to lies within.
    pub(super) fn hold(&self, on_disk: &Path) -> bool {
        fs::canonicalize(on_disk).is_ok_and(|target| self.folders.iter().any(|folder| target.starts_with(folder)))
    }
}

/// A link that leads out of the project.
pub(super) fn foreign(file: &ProjectPath) -> Diagnostic {
    let message = format!("`{file}` is a link that leads out of the project; it is left out");
    Diagnostic::new(Code::ForeignFile, file, Span::default(), message).help("copy it into the project")
}

/// A link out of the project that a text includes.
pub(super) fn outside(file: &ProjectPath) -> Diagnostic {
    let message = format!("`{file}` is a link that leads out of the project, and cannot be included");
    Diagnostic::new(Code::IncludeOutside, file, Span::default(), message).help("copy it into the project")
}

/// How the disk spells what is found at `path` only because it does not tell capital letters
/// from small ones; `None` for what is spelled right.
pub(super) fn spelling(project: &Project, path: &str) -> Option<String> {
    let target = fs::canonicalize(project.join(path)).ok()?;
    let names: Vec<&str> = target.iter().map(|name| name.to_str()).collect::<Option<_>>()?;
    let start = names.len().checked_sub(path.split('/').count())?;
    let there = names[start..].join("/");
    (there != path && caseless(&there) == caseless(path)).then_some(there)
}

/// An included file that not every system finds as it is spelled.
pub(super) fn misspelt(project: &Project, file: &ProjectPath) -> Option<Diagnostic> {
    let there = spelling(project, file.as_str())?;
    let message = format!("`{file}` is not there");
    let help = format!("it is spelled `{there}`, and not every system finds it by another spelling");
    Some(Diagnostic::new(Code::MissingInclude, file, Span::default(), message).help(help))
}

/// The files of `content/` that are not set aside by their names, in the order of their
/// paths.
pub(super) fn content(project: &Project) -> impl Iterator<Item = Warned<Option<ContentPath>>> + Send {
    let is_wanted = |name: &str| name == ASSETS || !(name.starts_with('_') || is_litter(name));
    files(project, "content", is_wanted).map(|found| found.map(|file| file?.in_content()))
}

/// Whether a file was left by an editor or a system rather than written by anyone.
pub(super) fn is_litter(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || matches!(name, "Thumbs.db" | "desktop.ini")
}

/// The symbolic links below `content/`.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// Whether there is one.
    pub(super) are_there: bool,
    /// What they lead to within the project.
    pub(super) targets: BTreeSet<ProjectPath>,
}

/// Finds the symbolic links below `content/`, without following any.
pub(super) fn links(project: &Project) -> Links {
    let entries = WalkDir::new(project.content()).min_depth(1).into_iter().filter_map(Result::ok);
    let links: Vec<DirEntry> = entries.filter(DirEntry::path_is_symlink).collect();
    let Ok(root) = fs::canonicalize(project.root()) else { return Links::default() };
    let target = |link: &DirEntry| project_path(fs::canonicalize(link.path()).ok()?.strip_prefix(&root).ok()?);
    Links { are_there: !links.is_empty(), targets: links.iter().filter_map(target).collect() }
}

/// The files below a folder of the project whose names are wanted, as are those of all
/// folders on the way, and what there is to tell of others; none when there is no such
/// folder.
pub(super) fn files<'a, F: Fn(&str) -> bool>(project: &'a Project, folder: &str, is_wanted: F) -> Walk<'a, F> {
    let top = project.join(folder);
    let walk = || WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
    let entries = top.is_dir().then(walk);
    Walk { project, bounds: Bounds::of(project), is_wanted, entries }
}

/// A walk through a folder and all below it, in the order of their names.
pub(super) struct Walk<'a, F> {
    project: &'a Project,
    bounds: Bounds,
    is_wanted: F,
    entries: Option<walkdir::IntoIter>,
}

impl<F: Fn(&str) -> bool> Iterator for Walk<'_, F> {
    type Item = Warned<Option<ProjectPath>>;

    fn next(&mut self) -> Option<Self::Item> {
        let entries = self.entries.as_mut()?;
        loop {
            let entry = match entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Warned { value: None, told: vec![refused(self.project, &error)] }),
            };
            let is_named_out = entry.depth() > 0 && !entry.file_name().to_str().is_none_or(&self.is_wanted);
            match if is_named_out { Seen::Left(None) } else { look(self.project, &self.bounds, &entry) } {
                Seen::Folder => {}
                Seen::File(file) => return Some(Warned::fine(Some(file))),
                Seen::Left(fault) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                    if let Some(fault) = fault {
                        return Some(Warned { value: None, told: vec![fault] });
                    }
                }
            }
        }
    }
}

/// What the walk came upon.
enum Seen {
    /// A folder to go into.
    Folder,
    /// A file to keep.
    File(ProjectPath),
    /// Something to leave, and what there is to tell of it.
    Left(Option<Diagnostic>),
}

fn look(project: &Project, bounds: &Bounds, entry: &DirEntry) -> Seen {
    let Some(file) = in_project(project, entry.path()) else {
        return Seen::Left(Some(unnamed(entry.path())));
    };
    if entry.depth() > 0 && entry.path_is_symlink() {
        if leads_up(entry.path()) {
            return Seen::Left(Some(link_loop(&file)));
        }
        if !bounds.hold(entry.path()) {
            return Seen::Left(Some(foreign(&file)));
        }
    }
    if entry.file_type().is_dir() {
        Seen::Folder
    } else if entry.file_type().is_file() {
        Seen::File(file)
    } else {
        let error = io::Error::other("it is neither a file nor a folder");
        Seen::Left(Some(text::unreadable(&file, &error)))
    }
}

/// Whether a link leads to a folder that holds the link itself.
fn leads_up(link: &Path) -> bool {
    let folder = link.parent().and_then(|folder| fs::canonicalize(folder).ok());
    let target = fs::canonicalize(link).ok();
    folder.zip(target).is_some_and(|(folder, target)| folder.starts_with(target))
}

/// The path of a file as the rest of the program writes it; `None` when its name is not
/// text.
fn in_project(project: &Project, on_disk: &Path) -> Option<ProjectPath> {
    project_path(project.inside(on_disk)?)
}

fn unnamed(on_disk: &Path) -> Diagnostic {
    let message = format!("the name of `{}` is not UTF-8", shown(on_disk));
    Diagnostic::general(Code::UnreadableFile, message).help("rename the file")
}

fn link_loop(file: &ProjectPath) -> Diagnostic {
    let message = format!("`{file}` is a link to a folder that holds it");
    Diagnostic::new(Code::LinkLoop, file, Span::default(), message).help("remove the link")
}

/// What the walk itself could not do.
fn refused(project: &Project, error: &walkdir::Error) -> Diagnostic {
    let on_disk = error.path().unwrap_or_else(|| project.root());
    let Some(file) = in_project(project, on_disk) else { return unnamed(on_disk) };
    match error.io_error() {
        Some(error) => text::unreadable(&file, error),
        None => link_loop(&file),
    }
}

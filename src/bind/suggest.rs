//! Finds what a broken link was most likely meant to lead to.
//!
//! A moved or renumbered file keeps its bare name, so that is looked for first, anywhere
//! in the book; then names that are nearly the same, in the folder that was meant, in the
//! same folder of other languages, and elsewhere. What only another language has is named as
//! if it were in the author's own: a link to that place leads there, and to the translation
//! once there is one. Nothing is listed before the first fault, and each fault looks at a bounded
//! number of names, so that ten thousand faults do not take the square of it.

use std::{cell::OnceCell, collections::BTreeMap};

use super::{Bound, directory::Directory, files::tree_root};
use crate::{
    diag::nearest,
    path::{ContentPath, Slug, split},
};

/// How many names a fault is compared with.
const MAX_CANDIDATES: usize = 1_000;

/// What there is, by name.
pub(super) struct Suggestions<'a> {
    directory: &'a Directory<'a>,
    pages: OnceCell<Names<'a>>,
    files: OnceCell<Names<'a>>,
}

impl<'a> Suggestions<'a> {
    /// Nothing listed yet.
    pub(super) fn new(directory: &'a Directory<'a>) -> Self {
        Self { directory, pages: OnceCell::new(), files: OnceCell::new() }
    }

    /// The nearest page to the one that `from` wanted.
    pub(super) fn page(&self, from: &Bound<'_>, wanted: &ContentPath) -> Option<String> {
        let pages = || {
            let pages = self.directory.by_path.iter();
            let kept = pages.filter(|(_, chapter)| self.directory.seats.of_chapter[chapter.0].is_some());
            Names::of(kept.map(|(path, _)| *path), page_name)
        };
        let near = self.pages.get_or_init(pages).near(from, wanted, &page_name(wanted), &self.beside(from, wanted))?;
        Some(format!("the closest is `{}`", way(from, &self.in_own_tree(from, wanted, near))))
    }

    /// The nearest file to the one that `from` wanted.
    pub(super) fn file(&self, from: &Bound<'_>, wanted: &ContentPath) -> Option<String> {
        let files = || Names::of(self.directory.files.keys(), file_name);
        let near = self.files.get_or_init(files).near(from, wanted, &file_name(wanted), &self.beside(from, wanted))?;
        Some(format!("the closest is `{}`", way(from, &self.in_own_tree(from, wanted, near))))
    }

    /// The folder that `from` wanted something in, and where that is in the author's own
    /// language the same one of each other.
    fn beside(&self, from: &Bound<'_>, wanted: &ContentPath) -> Vec<String> {
        let folder = wanted.folder();
        let inside = inside(from, wanted);
        let others = self.directory.manuscript.settings.leading().filter_map(|code| {
            let path = ContentPath::new(&format!("{code}/{}", inside?))?;
            Some(path.folder().to_owned())
        });
        std::iter::once(folder.to_owned()).chain(others.filter(|other| other != folder)).collect()
    }

    /// The place in the author's own language of what lies in another's, unless that language
    /// was wanted.
    fn in_own_tree(&self, from: &Bound<'_>, wanted: &ContentPath, near: &ContentPath) -> ContentPath {
        let own = || {
            inside(from, wanted)?;
            let mut codes = self.directory.manuscript.settings.leading();
            let inside = codes.find_map(|code| near.as_str().strip_prefix(code.as_str())?.strip_prefix('/'))?;
            ContentPath::new(&format!("{}{inside}", tree_root(from)))
        };
        own().unwrap_or_else(|| near.clone())
    }
}

/// Where in the tree of the author's language a path leads; `None` where it leads out of that,
/// or languages have no folders.
fn inside<'p>(from: &Bound<'_>, path: &'p ContentPath) -> Option<&'p str> {
    path.as_str().strip_prefix(tree_root(from)).filter(|_| !tree_root(from).is_empty())
}

/// Sources by the name they keep when they are moved.
struct Names<'a> {
    /// By name and path.
    by_name: BTreeMap<String, Vec<&'a ContentPath>>,
    /// By folder, with their file names.
    by_folder: BTreeMap<&'a str, Vec<&'a ContentPath>>,
}

impl<'a> Names<'a> {
    /// Lists sources, which come in the order of their paths.
    fn of(paths: impl Iterator<Item = &'a ContentPath>, name: impl Fn(&ContentPath) -> String) -> Self {
        let mut names = Self { by_name: BTreeMap::new(), by_folder: BTreeMap::new() };
        for path in paths {
            names.by_name.entry(name(path)).or_default().push(path);
            names.by_folder.entry(path.folder()).or_default().push(path);
        }
        names
    }

    /// What is nearest to `wanted`, which has this `name`, first of all in the `folders`.
    fn near(&self, from: &Bound<'_>, wanted: &ContentPath, name: &str, folders: &[String]) -> Option<&'a ContentPath> {
        let root = tree_root(from);
        let is_other = |path: &ContentPath| *path != from.card.path;
        let of_tree = |paths: &[&'a ContentPath]| {
            let mut own = paths.iter().filter(|path| path.as_str().starts_with(root));
            own.find(|path| is_other(path)).or(paths.iter().find(|path| is_other(path))).copied()
        };
        let moved = || self.by_name.get(name).and_then(|paths| of_tree(paths));
        let beside = || {
            let of_folder = |folder: &String| self.by_folder.get(&**folder).into_iter().flatten().take(MAX_CANDIDATES);
            let beside = || folders.iter().flat_map(of_folder).filter(|path| is_other(path));
            let near = nearest(bare_name(wanted), beside().map(|path| bare_name(path)))?;
            beside().copied().find(|path| bare_name(path) == near)
        };
        let renamed = || {
            let near = nearest(name, self.by_name.keys().take(MAX_CANDIDATES).map(String::as_str))?;
            self.by_name.get(near).and_then(|paths| of_tree(paths))
        };
        moved().or_else(beside).or_else(renamed)
    }
}

/// A chapter's name without its number; that of its folder for `index.md`.
fn page_name(path: &ContentPath) -> String {
    let name = match path.file_name() {
        "index.md" => split(path.folder()).1,
        name => name.strip_suffix(".html").unwrap_or(name),
    };
    Slug::of_name(name).map_or_else(String::new, |slug| slug.as_str().to_owned())
}

/// The name of a file without what the names of all chapters end with.
fn bare_name(path: &ContentPath) -> &str {
    let name = path.file_name();
    name.strip_suffix(".md").unwrap_or(name)
}

fn file_name(path: &ContentPath) -> String {
    path.file_name().to_lowercase()
}

/// The way from a chapter to a file, as its author would write it.
fn way(from: &Bound<'_>, to: &ContentPath) -> String {
    let shared =
        from.card.path.folder().split('/').zip(to.folder().split('/')).take_while(|(a, b)| a == b && !a.is_empty());
    let n_shared = shared.count();
    let n_up = from.card.path.folder().split('/').filter(|part| !part.is_empty()).count() - n_shared;
    let down: Vec<&str> = to.as_str().split('/').skip(n_shared).collect();
    format!("{}{}", "../".repeat(n_up), down.join("/"))
}

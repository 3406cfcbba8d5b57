//! Watches a project's files.
//!
//! Editors save in many ways: in place, by a new file that takes the name of the old one,
//! with a copy kept beside it. So a change is only a hint where to look again, and changes
//! that come close together are one.
//!
//! Edge. Reads no file.

#![expect(clippy::disallowed_methods, reason = "the edge asks where a folder really lies")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

use crate::{
    edge::{
        failure::{Exit, Failure},
        project::Project,
        shown::{project_path, shown},
    },
    path::ProjectPath,
};

/// The folders that a book is made of, with everything below them.
const FOLDERS: [&str; 3] = ["content", "templates", "themes"];

/// For how long nothing must change before a change is over. Long enough for a file to be
/// emptied and written, too short to be noticed.
const QUIET: Duration = Duration::from_millis(8);

/// How many changes that follow one another at once are waited for at most.
const MAX_WAITS: usize = 64;

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// These files or folders; some may be gone.
    Paths(BTreeSet<ProjectPath>),
    /// More than the system could say.
    Everything,
}

/// A project that is watched.
pub(super) struct Watch {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
    /// What the book is read from, or waits for, outside of [`FOLDERS`].
    followed: BTreeSet<PathBuf>,
    /// The folders on the way there, and those among them, that are watched.
    further: BTreeSet<PathBuf>,
    /// Whether anything was asked for.
    is_following: bool,
    /// Folders that came to be watched after what lies in them was looked for.
    late: BTreeSet<ProjectPath>,
}

impl Watch {
    /// Begins to watch a project.
    ///
    /// # Errors
    ///
    /// When the system cannot watch files, or not so many.
    pub(super) fn start(project: &Project) -> Result<Self, Failure> {
        let root = fs::canonicalize(project.root()).map_err(|error| Failure::system("find", project.root(), &error))?;
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| refused(&root, &error))?;
        let (followed, further, late) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut watch = Self { root, events, watcher, followed, further, is_following: false, late };
        let root = watch.root.clone();
        watch.watcher.watch(&root, RecursiveMode::NonRecursive).map_err(|error| refused(&root, &error))?;
        for folder in FOLDERS {
            watch.add(folder)?;
        }
        Ok(watch)
    }

    /// Watches a folder of the book, if it is there.
    fn add(&mut self, folder: &str) -> Result<(), Failure> {
        let folder = self.root.join(folder);
        if !folder.is_dir() {
            return Ok(());
        }
        self.watcher.watch(&folder, RecursiveMode::Recursive).map_err(|error| refused(&folder, &error))
    }

    /// Watches what the book is read from outside of its folders, be it there or not: files,
    /// and folders with all that is in them.
    pub(super) fn follow<'a>(&mut self, files: impl Iterator<Item = &'a ProjectPath>) {
        let is_late = std::mem::replace(&mut self.is_following, true);
        let outside = files.filter(|file| !is_in_book(file)).map(|file| self.root.join(file.as_str()));
        self.followed = outside.flat_map(|file| self.with_target(file)).collect();
        let on_the_way = |file: &PathBuf| -> Vec<PathBuf> {
            let above = file.ancestors().skip(1).take_while(|folder| **folder != *self.root);
            above.map(Path::to_owned).collect()
        };
        let mut folders: BTreeMap<PathBuf, RecursiveMode> =
            self.followed.iter().flat_map(on_the_way).map(|folder| (folder, RecursiveMode::NonRecursive)).collect();
        folders.extend(self.followed.iter().map(|folder| (folder.clone(), RecursiveMode::Recursive)));
        for (folder, mode) in folders.into_iter().filter(|(folder, _)| folder.is_dir()) {
            if !self.further.contains(&folder) && self.watcher.watch(&folder, mode).is_ok() {
                self.late.extend(self.in_project(&folder).filter(|_| is_late));
                self.further.insert(folder);
            }
        }
    }

    /// Waits for the next change; `None` when there can be none any more.
    pub(super) fn next(&mut self) -> Option<Change> {
        if !self.late.is_empty() {
            return Some(Change::Paths(std::mem::take(&mut self.late)));
        }
        loop {
            let mut change = Change::Paths(BTreeSet::new());
            let event = self.events.recv().ok()?;
            self.note(&mut change, event);
            if change == Change::Paths(BTreeSet::new()) {
                continue;
            }
            for _ in 0..MAX_WAITS {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => self.note(&mut change, event),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            return Some(change);
        }
    }

    /// Adds what an event says to a change.
    fn note(&mut self, change: &mut Change, event: notify::Result<Event>) {
        let event = match event {
            Ok(event) if event.need_rescan() => return *change = Change::Everything,
            Ok(event) => event,
            Err(_) => return *change = Change::Everything,
        };
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            _ => true,
        };
        // Windows also says of a folder that it changed when something in it did, and says that
        // too.
        let is_said_twice = |path: &Path| event.kind == EventKind::Modify(ModifyKind::Any) && path.is_dir();
        for path in event.paths.iter().filter(|path| is_change && !is_said_twice(path)) {
            let Some(file) = self.in_project(path) else { continue };
            if FOLDERS.contains(&file.as_str()) {
                // It may be another folder of that name by now.
                let _ = self.watcher.unwatch(path);
                if self.add(file.as_str()).is_err() {
                    return *change = Change::Everything;
                }
            }
            if !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)) | EventKind::Access(_)) {
                self.leave(path);
            }
            match change {
                Change::Paths(paths) if self.is_followed(path) || is_in_book(&file) => {
                    paths.insert(file);
                }
                _ => {}
            }
        }
    }

    /// A file, and what it leads to if it is a link to another place of the project.
    fn with_target(&self, file: PathBuf) -> impl Iterator<Item = PathBuf> + use<> {
        let target = fs::canonicalize(&file).ok();
        let target = target.filter(|target| *target != file && target.starts_with(&self.root));
        [Some(file), target].into_iter().flatten()
    }

    /// Stops watching a folder, and those below it: another may lie there by now.
    fn leave(&mut self, folder: &Path) {
        let gone: Vec<PathBuf> = below(&self.further, folder).cloned().collect();
        for folder in gone {
            let _ = self.watcher.unwatch(&folder);
            self.further.remove(&folder);
        }
    }

    /// Whether something that is followed lies at a place, below it or around it.
    fn is_followed(&self, path: &Path) -> bool {
        below(&self.followed, path).next().is_some() || path.ancestors().any(|folder| self.followed.contains(folder))
    }

    /// The path of a file as the rest of the program writes it.
    fn in_project(&self, path: &Path) -> Option<ProjectPath> {
        project_path(path.strip_prefix(&self.root).ok()?)
    }
}

/// Whether a file lies in one of the folders that a book is made of, or is one of them.
fn is_in_book(file: &ProjectPath) -> bool {
    FOLDERS.contains(&file.as_str().split('/').next().unwrap_or_default())
}

/// Those of `paths` that are `folder` or lie below it.
fn below<'a>(paths: &'a BTreeSet<PathBuf>, folder: &'a Path) -> impl Iterator<Item = &'a PathBuf> {
    paths.range(folder.to_owned()..).take_while(move |path| path.starts_with(folder))
}

fn refused(folder: &Path, error: &notify::Error) -> Failure {
    let message = format!("cannot watch `{}`: {error}", shown(folder));
    Failure { exit: Exit::System, code: None, message, help: None }
}

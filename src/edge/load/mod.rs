//! Reads a project from the disk: its texts, what is to know of its other files, its
//! theme.
//!
//! Whatever cannot be read is told and left out; the build goes on with the rest, so
//! that one run tells every fault. Texts are read in parallel and come out in the order
//! of their paths.
//!
//! Edge. Knows which files there are, not what they mean.

mod content;
mod facts;
mod kept;
mod layers;
mod reach;
mod text;
mod walk;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use rayon::prelude::*;

use self::content::{Content, is_source};
pub use self::{
    facts::Remembered,
    kept::{Followed, Kept},
    text::{LIMIT_BYTES as TEXT_LIMIT_BYTES, with_line_ends_of, with_newlines},
};
use crate::{
    diag::{Diagnostic, Warned},
    edge::{
        failure::Failure,
        project::{Project, SETTINGS},
        shown::shown,
    },
    input::{Input, Options, SourceText, Text},
    markdown::include,
    parse,
    path::{ContentPath, ProjectPath},
};

/// Files of `content/` that the program reads itself and does not copy.
const OWN_FILES: [&str; 2] = ["site.yaml", GLOSSARY];

/// The terms of the book, below `content/`.
const GLOSSARY: &str = "glossary.yaml";

/// The folder of the ledgers.
const LEDGERS: &str = "_sync";

/// The folder whose files are copied although its name starts with `_`.
const ASSETS: &str = "_assets";

/// A project as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// What a build of it starts from, and what there is to tell of its files.
    pub input: Warned<Input>,
    /// The facts of its files, for the next reading to take from them what has not changed.
    pub facts: Remembered,
    /// What its texts include and is not there.
    missing: BTreeSet<ProjectPath>,
}

/// Reads everything that a build of the project starts from; of files that have not changed,
/// takes what is `remembered`.
///
/// # Errors
///
/// When `content/site.yaml` itself cannot be read.
pub fn load(project: &Project, options: Options, remembered: &Remembered) -> Result<Loaded, Failure> {
    let mut told = Vec::new();
    let settings = settings(project, &mut told)?;

    let Content { sources, files, facts, glossary } = content::read(project, remembered, &mut told);
    let (includes, missing) = includes(project, &sources, &mut told);
    let ledgers = ledgers(project, &mut told);

    let name = parse::settings(&settings, &options, sources.keys()).value.theme;
    let theme = layers::theme(project, &settings, &name, &mut told);

    let input = Input { settings, glossary, sources, files, ledgers, includes, theme, options };
    Ok(Loaded { input: Warned { value: input, told }, facts, missing })
}

/// The paths of the project's chapters. Reads none of them; what cannot be looked at is left
/// out.
#[must_use]
pub fn chapters(project: &Project) -> Vec<ContentPath> {
    walk::content(project).filter_map(|found| found.value).filter(is_source).collect()
}

/// Whether what lies at a place on the disk is the project's own, links followed.
#[must_use]
pub fn holds(project: &Project, on_disk: &Path) -> bool {
    walk::Bounds::of(project).hold(on_disk)
}

/// Reads `content/site.yaml`.
fn settings(project: &Project, told: &mut Vec<Diagnostic>) -> Result<Text, Failure> {
    let file = ProjectPath::new(SETTINGS).expect("a constant that stays in the project");
    let on_disk = project.on_disk(&file);
    match text::read(&on_disk) {
        Ok(bytes) => Ok(Text { text: text::decode(&file, &bytes).tell(told), file }),
        Err(text::Fault::System(error)) => Err(Failure::system("read", &on_disk, &error)),
        Err(text::Fault::TooLarge) => Err(Failure::usage(format!("`{}` is too large", shown(&on_disk)))),
    }
}

/// Reads the ledgers of translations.
fn ledgers(project: &Project, told: &mut Vec<Diagnostic>) -> BTreeMap<ContentPath, Arc<str>> {
    let is_wanted = |name: &str| name == LEDGERS || !walk::is_litter(name);
    let files = walk::files(project, &format!("content/{LEDGERS}"), is_wanted);
    let found: Vec<ContentPath> = files.filter_map(|file| file.tell(told)?.in_content()).collect();
    let read: Vec<_> = found
        .into_par_iter()
        .filter(|path| path.extension() == "yaml")
        .map(|path| (text::load(&path.in_project(), &project.content_on_disk(&path)), path))
        .collect();
    read.into_iter().filter_map(|(text, path)| Some((path, text.tell(told)?))).collect()
}

/// Reads every text that chapters include, and those that these include; also gives those
/// that are not there.
fn includes(
    project: &Project,
    sources: &BTreeMap<ContentPath, SourceText>,
    told: &mut Vec<Diagnostic>,
) -> (BTreeMap<ProjectPath, Arc<str>>, BTreeSet<ProjectPath>) {
    let bounds = walk::Bounds::of(project);
    let mut known = BTreeMap::new();
    let mut tried = BTreeSet::new();
    let mut wanted: BTreeSet<ProjectPath> =
        sources.par_iter().flat_map_iter(|(path, text)| include::wanted(&path.in_project(), &text.open())).collect();
    while !wanted.is_empty() {
        let read: Vec<_> = wanted.par_iter().map(|file| include_text(project, &bounds, file)).collect();
        tried.extend(std::mem::take(&mut wanted));
        for (file, text) in tried_texts(read, told) {
            wanted.extend(include::wanted(&file, &text).into_iter().filter(|file| !tried.contains(file)));
            known.insert(file, text);
        }
    }
    tried.retain(|file| !known.contains_key(file));
    (known, tried)
}

/// A file that a text wants, and its text when it is there.
type Wanted = (ProjectPath, Warned<Option<Arc<str>>>);

/// Reads one included file. One that is not there is the including text's fault, which
/// knows the line; one whose fault was told here counts as empty.
fn include_text(project: &Project, bounds: &walk::Bounds, file: &ProjectPath) -> Wanted {
    let on_disk = project.on_disk(file);
    let text = if !on_disk.is_file() {
        Warned::fine(None)
    } else if bounds.hold(&on_disk) {
        // A mark of byte order begins a file, and no line of a listing.
        let without_mark = |text: Arc<str>| text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), Arc::from);
        let mut told = Vec::from_iter(walk::misspelt(project, file));
        let text = text::load(file, &on_disk).tell(&mut told);
        Warned { value: Some(text.map(without_mark).unwrap_or_default()), told }
    } else {
        Warned { value: Some(Arc::default()), told: vec![walk::outside(file)] }
    };
    (file.clone(), text)
}

/// The texts that were there.
fn tried_texts(read: Vec<Wanted>, told: &mut Vec<Diagnostic>) -> Vec<(ProjectPath, Arc<str>)> {
    read.into_iter().filter_map(|(file, text)| Some((file, text.tell(told)?))).collect()
}

//! `diglot new`: a chapter in every language, or the translation of one that is there.
//!
//! A path may leave out what the tool can see: the numbers of folders and chapters that
//! exist, the number that comes next, `.md`. So `new scaling/data` finds `01-scaling/`
//! and makes `01-scaling/03-data.md` after `02-ceiling.md`.
//!
//! Edge. Knows files' names, and what is in them only as far as one may have a `slug`.

#![expect(clippy::disallowed_methods, reason = "the edge reads folders and writes files")]

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    args::NewArgs,
    clock::today,
    failure::{Exit, Failure},
    load,
    project::{Project, SETTINGS},
    shown::shown,
    terminal::Terminal,
};
use crate::{
    bind,
    diag::Code,
    front_matter::Kind,
    input::{Options, Text},
    locale::LocaleCode,
    parse,
    path::{ProjectPath, Slug, is_portable, number_prefix},
    settings::Settings,
};

/// The file that makes a folder a part.
const INDEX: &str = "index.md";

/// Writes the files of a chapter that are not there yet.
///
/// # Errors
///
/// Wrong usage, when the path makes no sense or nothing is missing; the system's, when
/// it refuses.
pub fn new(project: &Project, args: &NewArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let settings = settings(project)?;
    let kind = Kind::from(args.kind);
    let asked = Asked::read(&args.path, &settings)?;
    let locales = locales(args, &asked, &settings)?;

    // Numbers are the same in every language, so all trees are looked at for them.
    let trees: Vec<PathBuf> = settings.locales.iter().map(|locale| tree(project, &settings, &locale.code)).collect();
    let path = complete(&asked, &trees, kind);
    refuse_unportable(&path, &trees)?;
    refuse_reserved(&path, &locales, project, &settings)?;
    refuse_taken(&path, &locales, &trees, &settings)?;
    let title = args.title.clone().unwrap_or_else(|| title_of(&path));
    let text = text(&title, kind);

    let mut n_written = 0;
    for locale in &locales {
        let file = tree(project, &settings, locale).join(&path);
        if write_new(&file, &text)? {
            terminal.say(&format!("wrote `{}`", shown(&file)));
            n_written += 1;
        }
    }
    if n_written == 0 {
        let message = format!("`{path}` is already there in {}", list(&locales));
        return Err(Failure::usage(message).help("give it another name; `new` writes over nothing"));
    }
    Ok(Exit::Done)
}

/// The settings as they are, faults aside: those are for `check` to tell.
fn settings(project: &Project) -> Result<Settings, Failure> {
    let file = ProjectPath::new(SETTINGS).expect("a constant that stays in the project");
    let on_disk = project.on_disk(&file);
    let text = fs::read_to_string(&on_disk).map_err(|error| Failure::system("read", &on_disk, &error))?;
    let options = Options { with_drafts: true, base_url: None, minify: None, today: today()? };
    Ok(parse::settings(&Text { file, text: text.into() }, &options, &load::chapters(project)).value)
}

/// What the path on the command line says.
struct Asked {
    /// The language it begins with, if any.
    locale: Option<LocaleCode>,
    /// Its parts within the language's tree, the last without `.md`; never empty.
    parts: Vec<String>,
    /// Whether a part of the book is wanted rather than a chapter.
    is_part: bool,
}

impl Asked {
    fn read(path: &str, settings: &Settings) -> Result<Self, Failure> {
        let refused = |why: &str| Err(Failure::usage(format!("`{path}` {why}")));
        let slashed = path.replace('\\', "/");
        let inner = slashed.strip_prefix("content/").unwrap_or(&slashed);
        let mut parts: Vec<String> =
            inner.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect();
        if slashed.starts_with('/') || parts.iter().any(|part| part == "..") {
            return refused("is not a path within a language's folder");
        }
        let is_locale = |part: &String| settings.locales.iter().find(|locale| locale.code.as_str() == part);
        let locale = parts.first().and_then(is_locale).map(|locale| locale.code.clone());
        if locale.is_some() {
            parts.remove(0);
        }
        let mut is_part = slashed.ends_with('/');
        if parts.last().is_some_and(|last| last == INDEX) {
            parts.pop();
            is_part = true;
        }
        let Some(last) = parts.last_mut() else { return refused("names no chapter") };
        if let Some(stem) = last.strip_suffix(".md") {
            *last = stem.to_owned();
        }
        if parts.iter().any(|part| part.starts_with(['_', '.'])) {
            return refused("is not read: names that start with `_` or `.` are no pages");
        }
        if let Some(part) = parts.iter().find(|part| Slug::of_name(part).is_none()) {
            return refused(&format!("has no letter or digit in `{part}`"));
        }
        Ok(Self { locale, parts, is_part })
    }
}

/// The languages to write in.
fn locales(args: &NewArgs, asked: &Asked, settings: &Settings) -> Result<Vec<LocaleCode>, Failure> {
    let known: Vec<LocaleCode> = settings.locales.iter().map(|locale| locale.code.clone()).collect();
    if let Some(unknown) = args.locale.iter().find(|locale| !known.contains(locale)) {
        let message = format!("the book has no language `{unknown}`");
        return Err(Failure::usage(message).help(format!("its languages are {}", list(&known))));
    }
    Ok(match (&asked.locale, args.locale.is_empty()) {
        (Some(locale), _) => vec![locale.clone()],
        (None, true) => known,
        (None, false) => args.locale.clone(),
    })
}

fn list(locales: &[LocaleCode]) -> String {
    locales.iter().map(|locale| format!("`{locale}`")).collect::<Vec<_>>().join(", ")
}

/// The folder of a language: `content/` itself for a book of one language without
/// folders for languages.
fn tree(project: &Project, settings: &Settings, locale: &LocaleCode) -> PathBuf {
    let folder = project.content().join(locale.as_str());
    let is_flat = settings.locales.len() == 1 && !folder.is_dir() && project.content().join(INDEX).is_file();
    if is_flat { project.content() } else { folder }
}

/// The whole path of the chapter, with `/`: names that exist are taken as they are, a
/// new one gets the next number, unless it is that of a page beside the book.
fn complete(asked: &Asked, trees: &[PathBuf], kind: Kind) -> String {
    let mut path = String::new();
    for (idx, part) in asked.parts.iter().enumerate() {
        let neighbours = names(trees, &path);
        let is_folder = asked.is_part || idx + 1 < asked.parts.len();
        let is_same = |name: &&Name| name.is_folder == is_folder && Slug::of_name(&name.text) == Slug::of_name(part);
        let name = match neighbours.iter().find(is_same) {
            Some(there) => there.text.clone(),
            None if kind == Kind::Page && !is_folder => part.clone(),
            None => numbered(part, &neighbours),
        };
        path.push_str(&name);
        path.push_str(if is_folder { "/" } else { ".md" });
    }
    if asked.is_part {
        path.push_str(INDEX);
    }
    path
}

/// Refuses a file or folder whose name not every system allows; one that is there has it.
fn refuse_unportable(path: &str, trees: &[PathBuf]) -> Result<(), Failure> {
    let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
    let is_new = |inner: &str| !trees.iter().any(|tree| tree.join(inner).exists());
    let refused = ends.map(|end| &path[..end]).find(|inner| {
        let name = inner.rsplit('/').next().unwrap_or(inner);
        !is_portable(name) && is_new(inner)
    });
    let Some(inner) = refused else { return Ok(()) };
    Err(Failure::usage(format!("`{inner}` is a name that Windows does not allow"))
        .help("choose another; `--title` may hold any sign"))
}

/// Refuses a chapter that would lie where the site puts pages of its own. What is there by
/// that name may have a `slug`, which the new chapter takes over, and is for `check` to tell.
fn refuse_reserved(path: &str, locales: &[LocaleCode], project: &Project, settings: &Settings) -> Result<(), Failure> {
    let is_there = |locale: &LocaleCode, path: &str| tree(project, settings, locale).join(path).exists();
    // The part that the chapter is in has its `slug` from any locale.
    let part = path.split_once('/').filter(|(_, inside)| *inside != INDEX).map(|(part, _)| format!("{part}/{INDEX}"));
    let part = part.filter(|part| settings.leading().any(|locale| is_there(locale, part)));
    for locale in locales {
        let reserved = |path: &str| bind::reserved_address(settings, locale, path);
        // A chapter has it from versions that lead, and not from its own translations.
        let n_leading = settings.leading().take_while(|leading| *leading != locale).count();
        let mut versions = settings.leading().take(n_leading + 1);
        let may_have_slug = versions.any(|version| is_there(version, path))
            || part.as_deref().is_some_and(|part| reserved(part).is_some());
        if let Some(address) = reserved(path).filter(|_| !may_have_slug) {
            let message = bind::reserved_message(&format!("{locale}/{path}"), &address);
            return Err(Failure::usage(message).code(Code::ReservedAddress).help("give it another name"));
        }
    }
    Ok(())
}

/// Refuses a part at the address of a chapter beside it, and a chapter at that of a part.
/// A version of what is there, or beside what has a `slug`, is for `check` to judge.
/// `trees` are those of all locales.
fn refuse_taken(path: &str, locales: &[LocaleCode], trees: &[PathBuf], settings: &Settings) -> Result<(), Failure> {
    if trees.iter().any(|tree| tree.join(path).exists()) {
        return Ok(());
    }
    let part = path.strip_suffix(INDEX).map(|part| part.trim_end_matches('/'));
    let whole = part.unwrap_or(path);
    let (folder, name) = whole.split_at(whole.rfind('/').map_or(0, |slash| slash + 1));
    let slug = Slug::of_name(name.strip_suffix(".md").filter(|_| part.is_none()).unwrap_or(name));
    let all = settings.locales.iter().map(|locale| &locale.code).zip(trees);
    for (locale, tree) in all.filter(|(locale, _)| locales.contains(locale)) {
        let names = names(std::slice::from_ref(tree), folder);
        let is_same = |other: &&Name| other.is_folder == part.is_none() && Slug::of_name(&other.text) == slug;
        let Some(other) = names.iter().find(is_same) else { continue };
        let end = if other.is_folder { format!("/{INDEX}") } else { ".md".to_owned() };
        let other = format!("{folder}{}{end}", other.text);
        if tree.join(&other).is_file() && !trees.iter().any(|tree| may_have_slug(&tree.join(&other))) {
            let message = format!("`{locale}/{path}` would lie at the address of `{locale}/{other}`");
            return Err(Failure::usage(message).code(Code::DuplicateAddress).help("give it another name"));
        }
    }
    Ok(())
}

/// Whether a line of a chapter reads like one of front matter with a `slug`.
fn may_have_slug(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.lines().any(|line| line.starts_with("slug:")))
}

/// A chapter or part that is there.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    /// Without `.md`.
    text: String,
    is_folder: bool,
}

/// The chapters and parts of a folder, those of every language together.
fn names(trees: &[PathBuf], folder: &str) -> BTreeSet<Name> {
    let entries = trees.iter().filter_map(|tree| fs::read_dir(tree.join(folder)).ok()).flatten().flatten();
    let names = entries.filter_map(|entry| {
        let text = entry.file_name().into_string().ok().filter(|name| !name.starts_with(['_', '.']))?;
        if entry.path().is_dir() {
            return Some(Name { text, is_folder: true });
        }
        let text = text.strip_suffix(".md").filter(|stem| *stem != "index")?.to_owned();
        Some(Name { text, is_folder: false })
    });
    names.collect()
}

/// The name with the number after the highest of its neighbours, as wide as theirs;
/// without one where they have none, or where it has one already.
fn numbered(name: &str, neighbours: &BTreeSet<Name>) -> String {
    let numbers = neighbours.iter().filter_map(|neighbour| {
        let (number, rest) = number_prefix(&neighbour.text)?;
        Some((number, neighbour.text.len() - rest.len() - 1))
    });
    match numbers.max() {
        Some((highest, width)) if number_prefix(name).is_none() => {
            format!("{:0width$}-{name}", highest.saturating_add(1))
        }
        _ => name.to_owned(),
    }
}

/// A title from a path: `01-scaling/03-data-wall.md` gives `Data wall`.
fn title_of(path: &str) -> String {
    let path = path.strip_suffix(&format!("/{INDEX}")).unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let words = number_prefix(stem).map_or(stem, |(_, rest)| rest).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text of a chapter that is still to be written.
fn text(title: &str, kind: Kind) -> Arc<str> {
    // A JSON string is a YAML string too.
    let title = if is_plain(title) { title.to_owned() } else { serde_json::Value::from(title).to_string() };
    let kind = match kind {
        Kind::Chapter => "",
        Kind::Interview => "kind: interview\n",
        Kind::Page => "kind: page\n",
    };
    format!("---\ntitle: {title}\n{kind}---\n\n").into()
}

/// Whether YAML reads a text as itself without quotes: a letter first, then letters,
/// digits and what joins them, and none of YAML's own words.
fn is_plain(text: &str) -> bool {
    let is_word =
        matches!(text.to_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    !is_word
        && text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && text.chars().all(|letter| letter.is_alphanumeric() || " -_,.'’，。、：？！“”《》（）".contains(letter))
}

/// Writes a file that is not there yet; whether it did.
fn write_new(file: &Path, text: &str) -> Result<bool, Failure> {
    if file.exists() {
        return Ok(false);
    }
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| File::create_new(file))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map(|()| true).map_err(|error| Failure::system("write", file, &error))
}

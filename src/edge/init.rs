//! `diglot init`: a small book that builds, to be written over.
//!
//! A locale without a starter text of its own gets the English one, under a line that
//! says so: it shows where each text belongs, and a translator writes over it. So does one
//! whose words the theme does not have.
//!
//! Edge. Knows the files, not what they mean.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use super::{
    args::InitArgs,
    builtin,
    failure::{Exit, Failure},
    load::with_newlines,
    report::counted,
    shown::shown,
    terminal::Terminal,
};
use crate::{
    locale::{LanguageTag, LocaleCode},
    theme,
};

/// The starter book.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edge/starter");

/// The language of the starter text that stands in for those that have none.
const FALLBACK: &str = "en";

/// What git leaves out. A project has one before it has a book, and keeps its lines.
const IGNORED: &str = ".gitignore";

/// The file whose front matter says the title of the book.
const HOME: &str = "index.md";

/// The head of a chapter whose text is still to be translated.
const STAND_IN: &str = "---\n# This text is still in English: write your own over it.\n";

/// The head of a word list whose words are still to be translated.
const STAND_IN_WORDS: &str = "\
# The words that readers see around the text. They are still in English: write your own
# over them. A count is a map by plural form (`zero`, `one`, `two`, `few`, `many`,
# `other`), and `{n}` in it is the number.
";

/// How many letters a language has in a code; longer names are no languages so far.
const MOST_LETTERS: usize = 3;

/// Languages' own names, by tag or language, for the language switch.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"), ("bn", "বাংলা"), ("ca", "Català"), ("cs", "Čeština"), ("da", "Dansk"), ("de", "Deutsch"),
    ("el", "Ελληνικά"), ("en", "English"), ("es", "Español"), ("fa", "فارسی"), ("fi", "Suomi"), ("fr", "Français"),
    ("he", "עברית"), ("hi", "हिन्दी"), ("hu", "Magyar"), ("id", "Bahasa Indonesia"), ("it", "Italiano"),
    ("ja", "日本語"), ("ko", "한국어"), ("nb", "Norsk bokmål"), ("nl", "Nederlands"), ("pl", "Polski"),
    ("pt", "Português"), ("pt-BR", "Português do Brasil"), ("ro", "Română"), ("ru", "Русский"), ("sv", "Svenska"),
    ("th", "ไทย"), ("tr", "Türkçe"), ("uk", "Українська"), ("ur", "اردو"), ("vi", "Tiếng Việt"),
    ("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"),
];

/// Writes a starter book.
///
/// # Errors
///
/// Wrong usage, when a code is that of no language, or a file is already there and
/// `--force` was not given; the system's, when it refuses.
pub fn init(args: &InitArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let mut locales: Vec<&LocaleCode> = Vec::new();
    for locale in &args.locales {
        let language = LanguageTag::of_code(locale).language();
        if language.len() > MOST_LETTERS {
            let message = format!("`{locale}` is not the code of a language, which has two or three letters");
            return Err(Failure::usage(message).help("a code is like `en`, `pt-BR` or `zh-Hant`"));
        }
        if !locales.contains(&locale) {
            locales.push(locale);
        }
    }
    let files = files(&locales);
    let is_there = |path: &&PathBuf| **path != *Path::new(IGNORED) && args.dir.join(path).exists();
    if let (Some(first), false) = (files.iter().map(|(path, _)| path).find(is_there), args.force) {
        let message = format!("`{}` is already there", shown(&args.dir.join(first)));
        return Err(Failure::usage(message).help("choose another folder, or write over it with `--force`"));
    }
    for (path, text) in &files {
        let on_disk = args.dir.join(path);
        match fs::read_to_string(&on_disk) {
            Ok(own) if *path == *Path::new(IGNORED) => write(&on_disk, &with_lines(own, text))?,
            _ => write(&on_disk, text)?,
        }
        terminal.detail(&format!("wrote `{}`", shown(&args.dir.join(path))));
    }
    let folder = shown(&args.dir);
    terminal.say(&format!("wrote a book of {} to `{folder}`", counted(locales.len(), "language")));
    for (path, _) in files.iter().filter(|(path, _)| path.starts_with("themes")) {
        let file = shown(&args.dir.join(path));
        terminal.say(&format!("the theme does not speak this language yet: write its words in `{file}`"));
    }
    terminal.say(&format!("`diglot build --root {}` builds it", as_argument(&folder)));
    Ok(Exit::Done)
}

/// A folder as it is written in a command: in quotes if it holds more than letters, digits
/// and what no shell takes for a sign of its own.
fn as_argument(folder: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "/_-.:,+@%=".contains(letter);
    if folder.chars().all(is_plain) {
        folder.to_owned()
    } else if cfg!(windows) {
        format!("\"{folder}\"")
    } else {
        format!("'{}'", folder.replace('\'', r"'\''"))
    }
}

/// A text with the lines of another that it lacks.
fn with_lines(mut text: String, lines: &str) -> String {
    let lacking: Vec<&str> = lines.lines().filter(|line| !text.lines().any(|own| own == *line)).collect();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.extend(lacking.iter().flat_map(|line| [*line, "\n"]));
    text
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| Failure::system("write", path, &error))
}

/// Every file of a starter book in these languages, by its path in the project.
fn files(locales: &[&LocaleCode]) -> Vec<(PathBuf, String)> {
    let mut files = vec![
        ("content/site.yaml".into(), settings(locales)),
        (IGNORED.into(), starter("gitignore")),
        (".github/workflows/pages.yml".into(), workflow()),
        ("content/_assets/bridge.svg".into(), starter("_assets/bridge.svg")),
    ];
    for locale in locales {
        let own = texts(locale);
        for path in [HOME, "01-start/index.md", "01-start/01-write.md", "01-start/02-translate.md"] {
            let mut text = starter(&format!("{}/{path}", own.unwrap_or(FALLBACK)));
            if own.is_none() {
                text = text.replacen("---\n", STAND_IN, 1);
            }
            files.push((format!("content/{locale}/{path}").into(), text));
        }
        files.extend(words(locale));
    }
    files
}

/// The word list of a language that the theme does not speak: the English words, for a
/// translator to write over. `None` when the theme has one.
fn words(locale: &LocaleCode) -> Option<(PathBuf, String)> {
    let theme: BTreeMap<String, &[u8]> = builtin::theme().collect();
    let tag = LanguageTag::of_code(locale);
    let list = |name: &str| theme.get(&format!("i18n/{name}.yaml"));
    if theme::speaking(&tag, locale, list).is_some() {
        return None;
    }
    let english =
        list(FALLBACK).map(|bytes| with_newlines(&String::from_utf8_lossy(bytes)).into_owned()).unwrap_or_default();
    // The head is for those who write the theme.
    let text = english.split_once("\n\n").map_or(&*english, |(_, words)| words);
    let path = format!("themes/{}/i18n/{tag}.yaml", builtin::THEME);
    Some((path.into(), format!("{STAND_IN_WORDS}\n{text}")))
}

/// A file of the starter book.
fn starter(path: &str) -> String {
    let file = STARTER.get_file(path).and_then(|file| file.contents_utf8());
    with_newlines(file.expect("the files named in this module are embedded with it")).into_owned()
}

/// The workflow that publishes the book, with this version of the program.
fn workflow() -> String {
    starter("pages.yml").replace("{version}", env!("CARGO_PKG_VERSION"))
}

/// The folder of the starter texts in a locale's language; `None` when there are none.
fn texts(locale: &LocaleCode) -> Option<&'static str> {
    theme::speaking(&LanguageTag::of_code(locale), locale, |name| STARTER.get_dir(name)?.path().to_str())
}

/// What the starter text for a locale has for a key of its front matter.
fn said(locale: &LocaleCode, key: &str) -> String {
    let home = starter(&format!("{}/{HOME}", texts(locale).unwrap_or(FALLBACK)));
    let value = home.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
    value.unwrap_or_default().to_owned()
}

/// `content/site.yaml` for these languages.
fn settings(locales: &[&LocaleCode]) -> String {
    let mut text = String::from("# The settings of the book.\n");
    // What the starter book says of itself is that it has several languages.
    let keys = if locales.len() > 1 { &["title", "description"][..] } else { &["title"] };
    for key in keys {
        let _ = writeln!(text, "{key}:");
        for locale in locales {
            let _ = writeln!(text, "  {locale}: {}", said(locale, key));
        }
    }
    text += "\n# The languages, in the order of the language switch. A code names a folder here.\nlocales:\n";
    let untagged: Vec<_> = locales.iter().map(|locale| (*locale, None)).collect();
    let own_names: Vec<String> = locales.iter().map(|locale| name(&LanguageTag::of_code(locale))).collect();
    for (idx, (locale, tag)) in locales.iter().zip(LanguageTag::of_all(&untagged)).enumerate() {
        let tagged = if tag.as_str() == locale.as_str() { String::new() } else { format!("tag: {tag}, ") };
        let own = &own_names[idx];
        let is_shared = own_names.iter().filter(|other| *other == own).count() > 1 && tag.region().is_some();
        let name = if is_shared { tag.with_region(own) } else { own.clone() };
        let _ = writeln!(text, "  - {{code: {locale}, {tagged}name: {name}}}");
    }
    if let Some(original) = locales.first() {
        let _ = writeln!(text, "\n# The language that is written first.\noriginal: {original}");
    }
    text += "\n# Where the site will be. The workflow for GitHub Pages finds it out by itself.\n";
    text += "# base_url: https://example.org/book/\n";
    text
}

/// A language's own name; its tag when it is not in the table.
fn name(tag: &LanguageTag) -> String {
    let named = |wanted: &str| NAMES.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
    let name = named(tag.as_str()).or_else(|| named(&tag.language()));
    name.map_or_else(|| tag.as_str().to_owned(), |(_, name)| (*name).to_owned())
}

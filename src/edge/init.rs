//! `diglot init`: a small book that builds, to be written over.
//!
//! A locale without a starter text of its own gets the English one, under a line that
//! says so: it shows where each text belongs, and a translator writes over it.
//!
//! Edge. Knows the files, not what they mean.

#![expect(clippy::disallowed_methods, reason = "the edge writes files")]

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};

use super::{
    args::InitArgs,
    failure::{Exit, Failure},
    report::counted,
    terminal::Terminal,
};
use crate::locale::{LanguageTag, LocaleCode};

/// The starter book.
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/edge/starter");

/// The language of the starter text that stands in for those that have none.
const FALLBACK: &str = "en";

/// The head of a chapter whose text is still to be translated.
const STAND_IN: &str = "---\n# This text is still in English: write your own over it.\n";

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
/// Wrong usage, when a file is already there and `--force` was not given; the system's,
/// when it refuses.
pub fn init(args: &InitArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let mut locales: Vec<&LocaleCode> = Vec::new();
    for locale in &args.locales {
        if !locales.contains(&locale) {
            locales.push(locale);
        }
    }
    let files = files(&locales);
    let there: Vec<&PathBuf> = files.iter().map(|(path, _)| path).filter(|path| args.dir.join(path).exists()).collect();
    if let (Some(first), false) = (there.first(), args.force) {
        let message = format!("`{}` is already there", args.dir.join(first).display());
        return Err(Failure::usage(message).help("choose another folder, or write over it with `--force`"));
    }
    for (path, text) in &files {
        write(&args.dir.join(path), text)?;
        terminal.detail(&format!("wrote `{}`", args.dir.join(path).display()));
    }
    let folder = args.dir.display();
    terminal.say(&format!("wrote a book of {} to `{folder}`", counted(locales.len(), "language")));
    terminal.say(&format!("`diglot build --root {folder}` builds it"));
    Ok(Exit::Done)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| Failure::system("write", path, &error))
}

/// Every file of a starter book in these languages, by its path in the project.
fn files(locales: &[&LocaleCode]) -> Vec<(PathBuf, String)> {
    let mut files = vec![
        ("content/site.yaml".into(), settings(locales)),
        (".gitignore".into(), starter("gitignore")),
        (".github/workflows/pages.yml".into(), workflow()),
        ("content/_assets/bridge.svg".into(), starter("_assets/bridge.svg")),
    ];
    for locale in locales {
        let language = text_language(locale);
        let is_stand_in = LanguageTag::of_code(locale).language() != language;
        for path in ["index.md", "01-start/index.md", "01-start/01-write.md", "01-start/02-translate.md"] {
            let mut text = starter(&format!("{language}/{path}"));
            if is_stand_in {
                text = text.replacen("---\n", STAND_IN, 1);
            }
            files.push((format!("content/{locale}/{path}").into(), text));
        }
    }
    files
}

/// A file of the starter book.
fn starter(path: &str) -> String {
    let file = STARTER.get_file(path).and_then(|file| file.contents_utf8());
    file.expect("the files named in this module are embedded with it").replace("\r\n", "\n")
}

/// The workflow that publishes the book, with this version of the program.
fn workflow() -> String {
    starter("pages.yml").replace("{version}", env!("CARGO_PKG_VERSION"))
}

/// The language whose starter text a locale gets.
fn text_language(locale: &LocaleCode) -> &'static str {
    match LanguageTag::of_code(locale).as_str() {
        "zh-Hans" => "zh",
        _ => FALLBACK,
    }
}

/// `content/site.yaml` for these languages.
fn settings(locales: &[&LocaleCode]) -> String {
    let by_locale = |zh: &str, en: &str| {
        locales.iter().fold(String::new(), |mut lines, locale| {
            let text = if text_language(locale) == "zh" { zh } else { en };
            let _ = writeln!(lines, "  {locale}: {text}");
            lines
        })
    };
    let mut text = String::from("# The settings of the book.\ntitle:\n");
    text += &by_locale("我的书", "My Book");
    text += "description:\n";
    text += &by_locale("一本不止一种语言的书。", "A book in more than one language.");
    text += "\n# The languages, in the order of the language switch. A code names a folder here.\nlocales:\n";
    for locale in locales {
        let tag = LanguageTag::of_code(locale);
        let tagged = if tag.as_str() == locale.as_str() { String::new() } else { format!("tag: {tag}, ") };
        let _ = writeln!(text, "  - {{code: {locale}, {tagged}name: {}}}", name(&tag));
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

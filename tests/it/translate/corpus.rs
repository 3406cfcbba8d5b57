//! The real book: its marks are read, and only what changed is behind.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::Fixture;
use crate::shared;

/// A copy of the real book; `None` where there is none.
fn book() -> Option<Fixture> {
    let corpus = shared("corpora/trpl/book")?;
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.path("content")).unwrap();
    for entry in walkdir::WalkDir::new(&corpus).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(&corpus).unwrap();
        if entry.file_type().is_file() && path.extension().is_some_and(|it| it == "md" || it == "yaml") {
            fixture.write(path.to_str().unwrap(), &fs::read_to_string(entry.path()).unwrap());
        }
    }
    Some(fixture)
}

/// How many pairs of the book are in each state.
fn totals(book: &Fixture) -> BTreeMap<String, u64> {
    let output = book.run(&["status", "--format", "json"]).success().get_output().stdout.clone();
    let status: serde_json::Value = serde_json::from_slice(&output).unwrap();
    let totals = status["locales"][0]["totals"].as_object().unwrap();
    totals.iter().map(|(state, tally)| (state.clone(), tally["n_pairs"].as_u64().unwrap())).collect()
}

fn originals(book: &Fixture) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(book.path("content/en")).into_iter().map(Result::unwrap);
    entries.filter(|it| it.path().extension().is_some_and(|it| it == "md")).map(|it| it.path().to_owned()).collect()
}

/// A source set anew: paragraphs on one line, other marks for emphasis, other line ends.
fn reformatted(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        let is_fence = line.trim_start().starts_with("```");
        let is_prose = |line: &str| line.starts_with(|letter: char| letter.is_ascii_alphabetic());
        match out.last_mut().filter(|last| !is_code && is_prose(line) && is_prose(last) && !last.ends_with("  ")) {
            Some(last) => *last = format!("{last} {line}"),
            None => out.push(line.to_owned()),
        }
        is_code ^= is_fence;
    }
    out.join("\r\n") + "\r\n"
}

#[test]
fn the_real_book_is_followed() {
    let Some(book) = book() else { return };
    let said = book.run(&["ledger", "init"]).success().get_output().stdout.clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("began 111 ledgers"), "{said}");
    assert!(said.contains("111 pages name a version"), "{said}");
    let marked = walkdir::WalkDir::new(book.path("content/_sync")).into_iter().map(Result::unwrap);
    let marked = marked.filter(|it| it.file_type().is_file());
    assert_eq!(marked.filter(|it| fs::read_to_string(it.path()).unwrap().contains("\nrev: ")).count(), 111);

    let fresh = totals(&book);
    assert_eq!(fresh.get("stale").or(fresh.get("unconfirmed")), None, "{fresh:?}");

    for file in originals(&book) {
        fs::write(&file, reformatted(&fs::read_to_string(&file).unwrap())).unwrap();
    }
    assert_eq!(totals(&book), fresh, "set anew, nothing changed");

    let page = "content/en/04-understanding-ownership/01-what-is-ownership.md";
    let page = if book.path(page).exists() { page.to_owned() } else { first_page(&book) };
    let text = book.read(&page);
    let line = text
        .lines()
        .find(|line| line.len() > 200 && line.starts_with("Ownership"))
        .or(text.lines().find(|line| line.len() > 200))
        .unwrap();
    let word =
        line.split(' ').find(|word| word.len() > 6 && word.bytes().all(|byte| byte.is_ascii_lowercase())).unwrap();
    book.write(&page, &text.replacen(line, &line.replacen(word, "otherwise", 1), 1));
    let mut expected = fresh.clone();
    *expected.get_mut("current").unwrap() -= 1;
    expected.insert("stale".to_owned(), 1);
    assert_eq!(totals(&book), expected, "one word, one pair");
}

fn first_page(book: &Fixture) -> String {
    let found = originals(book).into_iter().find(|path| path.to_str().unwrap().contains("04-understanding")).unwrap();
    found.strip_prefix(book.root()).unwrap().to_str().unwrap().to_owned()
}

//! The preview: answers as the built site, follows edits, and gives nothing else away.

mod desk;
mod follows;
mod reach;
mod safe;
mod session;
mod soak;

use std::{fs, path::Path, process::Command};

use session::Session;

use crate::shared;

/// Files of the output folder that are for hosts, not for readers.
const FOR_HOSTS: [&str; 2] = [".made-by-diglot", ".nojekyll"];

/// Every address of a book answers with the bytes that a build writes there.
fn answers_as_built(root: &Path, preview: &Session) {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    let built = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["build", "-q", "--no-cache", "--root"])
        .arg(root)
        .arg("--out")
        .arg(&dist)
        .env_remove("DIGLOT_BASE_URL")
        .output()
        .unwrap();
    assert!(built.status.success());
    let mut n_compared = 0;
    for entry in walkdir::WalkDir::new(&dist).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file()) {
        let path = entry.path().strip_prefix(&dist).unwrap().to_str().unwrap().replace('\\', "/");
        if FOR_HOSTS.contains(&&*path) {
            continue;
        }
        let answer = preview.get(&format!("/{}", diglot::path::encode(&path)));
        let status = if path == "404.html" { 404 } else { 200 };
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.as_built() == fs::read(entry.path()).unwrap(), "{path} is not as built");
        n_compared += 1;
    }
    assert!(n_compared > 10, "only {n_compared} files");
}

#[test]
fn the_own_book_answers_as_built() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    answers_as_built(root, &Session::at(root, &[]));
}

#[test]
fn the_corpus_answers_as_built() {
    if let Some(root) = shared("corpora/trpl/book") {
        answers_as_built(&root, &Session::at(&root, &[]));
    }
}

#[test]
fn pages_answer_by_their_folder_and_nothing_is_written() {
    let preview = Session::of(&[("content/en/index.md", "# Home"), ("content/en/a/index.md", "# A\n\nAlpha.")]);
    assert!(preview.get("/en/a/").text().contains("<p>Alpha."));
    assert!(preview.get("/en/a/?x=1").text().contains("<p>Alpha."));
    let moved = preview.get("/en/a");
    assert_eq!((moved.status, moved.header("location")), (302, "/en/a/"));
    let missing = preview.get("/en/b/");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("<!doctype html>"), "the book's own page says so");
    assert!(!preview.root().join("dist").exists());
    assert!(!preview.root().join(".diglot").exists());
}

#[test]
fn a_book_below_a_path_answers_there_too() {
    let settings = "title: Book\nbase_url: https://example.org/repo/\nlocales: [{code: en, name: English}]\n";
    let preview = Session::of(&[("content/site.yaml", settings), ("content/en/index.md", "# Home\n\nWelcome.")]);
    for address in ["/en/", "/repo/en/"] {
        assert!(preview.get(address).text().contains("<p>Welcome."), "{address}");
    }
    assert_eq!(preview.get("/repo").status, preview.get("/").status);
}

#[test]
fn a_port_in_use_leads_to_the_next_and_that_is_said() {
    let first = Session::of(&[("content/en/index.md", "# Home\n\nWelcome.")]);
    let port: u16 = first.address.rsplit(':').next().unwrap().parse().unwrap();
    let second = Session::at(first.root(), &["--port", &port.to_string()]);
    let next: u16 = second.address.rsplit(':').next().unwrap().parse().unwrap();
    assert!(next > port, "{next} comes after {port}");
    assert_eq!(second.greeting[0], format!("port {port} is in use; this is the next one that is free"));
    assert!(second.get("/en/").text().contains("Welcome."));
}

#[cfg(unix)]
#[test]
fn interrupted_it_ends_cleanly_even_while_pages_are_open() {
    for signal in ["INT", "TERM"] {
        let mut preview = Session::of(&[("content/en/index.md", "# Home")]);
        let mut page = preview.open("/en/");
        page.until("faults");
        assert_eq!(preview.end(signal), Some(0), "{signal}");
    }
}

#[test]
fn a_change_is_summed_up_in_a_line() {
    let preview = Session::of(&[("content/en/index.md", "# Home"), ("content/en/other.md", "# Other")]);
    preview.write("content/en/index.md", "# Home\n\nWords.");
    let said = preview.said();
    assert!(said.starts_with("content/en/index.md changed: 1 chapter read in "), "{said}");
    assert!(said.ends_with(" ms: no errors, no warnings"), "{said}");
    // Where a link leads is a matter of the whole book.
    preview.write("content/en/index.md", "# Home\n\n[x](nowhere.md)");
    let said = preview.said();
    assert!(said.starts_with("content/en/index.md changed: 1 chapter read, the book bound in "), "{said}");
    assert!(said.ends_with(": 1 error, no warnings"), "{said}");
    preview.remove("content/en/other.md");
    let said = preview.said();
    assert!(said.starts_with("content/en/other.md changed: the book bound in "), "{said}");
}

#[test]
fn a_long_book_shows_its_first_page_before_it_is_read_and_the_same_after() {
    let long = format!("# Long\n\nSee [the end](other.md#end).\n\n{}", "Many words.\n\n".repeat(30_000));
    let other = "# Other\n\n## End\n\n[x](nowhere.md)\n";
    let files = [("content/en/index.md", "# Home\n"), ("content/en/long.md", &*long), ("content/en/other.md", other)];
    let preview = Session::of(&files);
    let early = preview.get("/en/long/");
    let said = preview.said();
    assert!(said.starts_with("read 3 chapters after ") && said.ends_with(": 1 error, no warnings"), "{said}");
    let late = preview.get("/en/long/");
    assert_eq!((early.status, early.text() == late.text()), (200, true));
    let mut open = preview.open("/en/other/");
    open.until("faults");
    preview.write("content/en/other.md", "# Other\n\n## End\n\nMended.\n");
    open.until("reload");
    assert!(preview.get("/en/other/").text().contains("Mended."));
}

//! A build after another one: what it need not make again, and that nobody can tell.

use std::{collections::BTreeMap, fs, path::PathBuf};

use snapbox::cmd::{Command, cargo_bin};

/// A book on the disk with its output, gone with the test.
struct Fixture(tempfile::TempDir);

impl Fixture {
    fn new() -> Self {
        let fixture = Self(tempfile::tempdir().unwrap());
        fixture.run(&["init", "-q"]);
        fixture
    }

    fn run(&self, args: &[&str]) {
        Command::new(cargo_bin!("diglot")).args(args).current_dir(self.0.path()).assert().success();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Writes a file over one of the same size, and gives it that one's time.
    fn write_unnoticed(&self, path: &str, text: &str) {
        let before = fs::metadata(self.path(path)).unwrap();
        assert_eq!(before.len(), text.len() as u64);
        self.write(path, text);
        let file = fs::File::options().write(true).open(self.path(path)).unwrap();
        file.set_modified(before.modified().unwrap()).unwrap();
    }

    fn site(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let entries = walkdir::WalkDir::new(self.path(folder)).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let text = |path: &std::path::Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let site =
            files.map(|entry| (entry.path().strip_prefix(self.path(folder)).unwrap().to_owned(), text(entry.path())));
        site.collect()
    }

    /// Builds upon what was built before, and from nothing; the two are the same.
    fn builds_as_from_nothing(&self, options: &[&str]) {
        self.run(&[&["build", "-q"], options].concat());
        self.run(&[&["build", "-q", "--no-cache", "--out", "fresh"], options].concat());
        let (dist, fresh) = (self.site("dist"), self.site("fresh"));
        let differ = dist.iter().filter(|(path, text)| fresh.get(*path) != Some(*text)).map(|(path, _)| path);
        assert_eq!(differ.collect::<Vec<_>>(), Vec::<&PathBuf>::new());
        assert_eq!(dist.len(), fresh.len());
    }
}

const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"></svg>"#;

#[test]
fn whatever_changes_the_next_build_is_as_one_from_nothing() {
    let book = Fixture::new();
    let chapter = |text: &str| book.write("content/en/90-more/01-new.md", text);
    book.write("content/en/90-more/index.md", "# More\n");
    book.write("content/_assets/plan.svg", PICTURE);
    chapter("# New\n\nOne. ![a plan](/_assets/plan.svg) [back](../index.md)\n\n```rust\nfn one() {}\n```\n");
    book.builds_as_from_nothing(&[]);
    book.builds_as_from_nothing(&[]);

    let text = "# New\n\nTwo. ![a plan](/_assets/plan.svg) [back](../index.md)\n\n{% shout() %}\n\n```rust\nfn one() {}\n```\n\n{% end %}\n";
    book.write("templates/shortcodes/shout.html", "<div>{{ body | safe }}</div>");
    chapter(text);
    book.builds_as_from_nothing(&[]);
    // Only the code, then only the shortcode, the picture, a title, a theme file, a word.
    chapter(&text.replace("one()", "two()"));
    book.builds_as_from_nothing(&[]);
    book.write("templates/shortcodes/shout.html", "<div class=\"loud\">{{ body | safe }}</div>");
    book.builds_as_from_nothing(&[]);
    book.write("content/_assets/plan.svg", &PICTURE.replace("40", "50"));
    book.builds_as_from_nothing(&[]);
    book.write("content/en/90-more/index.md", "# Even more\n");
    book.builds_as_from_nothing(&[]);
    book.write("themes/paper/css/99-own.css", ":root { --dg-c-accent: #057 }\n");
    book.builds_as_from_nothing(&[]);
    fs::remove_file(book.path("content/en/90-more/01-new.md")).unwrap();
    book.builds_as_from_nothing(&[]);
    for options in [&["--no-minify"][..], &["--base-url", "https://example.org/b/"], &[]] {
        book.builds_as_from_nothing(options);
    }
}

#[test]
fn a_page_that_is_as_it_was_is_not_made_again() {
    let book = Fixture::new();
    book.run(&["build", "-q"]);
    let page = "dist/en/index.html";
    let made = fs::read_to_string(book.path(page)).unwrap();

    // Another text under the same size and time is not noticed: nobody looks into it.
    let other = made.replacen("diglot", "DIGLOT", 1);
    book.write_unnoticed(page, &other);
    book.run(&["build", "-q"]);
    assert_eq!(fs::read_to_string(book.path(page)).unwrap(), other);

    // With its own time it is, and so is a page that is gone.
    book.write(page, &other);
    fs::remove_file(book.path("dist/zh/index.html")).unwrap();
    book.builds_as_from_nothing(&[]);
}

#[test]
fn a_page_with_something_to_tell_tells_it_each_time() {
    let book = Fixture::new();
    book.write("templates/shortcodes/bad.html", "{{ nothing }}");
    book.write("content/en/91-bad.md", "# Bad\n\nText\n");
    book.run(&["build", "-q"]);
    book.write("content/en/91-bad.md", "# Bad\n\n{{ bad() }}\n");
    for _ in 0..2 {
        let command = Command::new(cargo_bin!("diglot")).args(["build", "-q"]).current_dir(book.0.path());
        command.assert().code(1);
    }
}

#[test]
fn a_site_that_is_as_it_was_is_not_made_again() {
    let book = Fixture::new();
    book.run(&["build", "-q"]);
    let file = "dist/robots.txt";
    let made = fs::read_to_string(book.path(file)).unwrap();

    // As with a page: nobody looks into a file of the same size and time.
    let other = made.to_uppercase();
    assert_ne!(other, made);
    book.write_unnoticed(file, &other);
    book.run(&["build", "-q"]);
    assert_eq!(fs::read_to_string(book.path(file)).unwrap(), other);

    // It is made anew for anybody else's file, for one that is gone, and for any change.
    book.write("dist/stray.txt", "stray");
    book.builds_as_from_nothing(&[]);
    fs::remove_file(book.path(file)).unwrap();
    book.builds_as_from_nothing(&[]);
    book.write("content/glossary.yaml", "terms:\n  - {id: book, forms: {en: [book], zh: [书]}}\n");
    book.builds_as_from_nothing(&[]);
    book.write("content/en/92-draft.md", "---\ndraft: true\n---\n# Draft\n");
    book.builds_as_from_nothing(&["--drafts"]);
    book.builds_as_from_nothing(&[]);
}

#[test]
fn a_book_tells_each_time_what_is_wrong_with_it() {
    let book = Fixture::new();
    book.write("content/en/91-odd.md", "# Odd\n\n```nosuch\ncode\n```\n");
    let told = || {
        let command = Command::new(cargo_bin!("diglot")).arg("build").current_dir(book.0.path());
        let output = command.output().unwrap();
        assert!(output.status.success());
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        // The first line ends with how long it took; of stages that took long others tell.
        let lines = text.lines().filter(|line| !line.ends_with(" …"));
        lines.map(|line| line.split(" facing in ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let first = told();
    assert!(first.iter().any(|line| line.contains("nosuch")), "{first:?}");
    assert_eq!(told(), first);
    let strict = ["build", "-q", "--strict"];
    Command::new(cargo_bin!("diglot")).args(strict).current_dir(book.0.path()).assert().code(1);
}

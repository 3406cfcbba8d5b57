//! The program as a user meets it: commands, exit codes, messages.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use snapbox::{
    assert_data_eq,
    cmd::{Command, OutputAssert, cargo_bin},
    str,
};

/// A folder to run the program in, gone with the test.
struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A starter book.
    fn book() -> Self {
        let fixture = Self::empty();
        fixture.run(&["init", "-q"]).success().stdout_eq("").stderr_eq("");
        fixture
    }

    fn command(&self, args: &[&str]) -> Command {
        let command = Command::new(cargo_bin!("diglot")).args(args).current_dir(self.folder.path());
        let unset = ["DIGLOT_BASE_URL", "SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR_FORCE"];
        unset.into_iter().fold(command, Command::env_remove)
    }

    fn run(&self, args: &[&str]) -> OutputAssert {
        self.command(args).assert()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file below a folder with its bytes and time of change.
    fn listing(&self, folder: &str) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let entries = walkdir::WalkDir::new(self.path(folder)).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let described = files.map(|entry| {
            let path = entry.path().strip_prefix(self.path(folder)).unwrap().to_owned();
            (path, (fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap()))
        });
        described.collect()
    }

    /// Every file below a folder with its bytes.
    fn bytes(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        self.listing(folder).into_iter().map(|(path, (bytes, _))| (path, bytes)).collect()
    }
}

/// What was told on standard error, but for stages that took long.
fn told(output: &OutputAssert) -> String {
    let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    stderr.split_inclusive('\n').filter(|line| !line.ends_with(" …\n")).collect()
}

/// The faults that `check --format json` tells: code, file and line.
fn faults(checked: &OutputAssert) -> Vec<(String, String, Option<u64>)> {
    let report: serde_json::Value = serde_json::from_slice(&checked.get_output().stdout).unwrap();
    let faults = report["faults"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    faults.map(|fault| (text(&fault["code"]), text(&fault["file"]), fault["line"].as_u64())).collect()
}

#[test]
fn wrong_usage_ends_with_2() {
    let fixture = Fixture::empty();
    let wrong: &[&[&str]] = &[
        &[],
        &["bogus"],
        &["build", "--bogus"],
        &["build", "--jobs", "0"],
        &["build", "-q", "-v"],
        &["check", "--format", "xml"],
        &["completions", "tcsh"],
        &["init", "--locales", "english!"],
        &["new"],
        &["--root", "nowhere", "build"],
    ];
    for args in wrong {
        fixture.run(args).code(2).stdout_eq("");
    }
    fixture.run(&["--help"]).success();
    fixture.run(&["--version"]).success().stdout_eq(str!["diglot [..]\n"]);
}

#[test]
fn without_a_project_it_says_what_to_do() {
    Fixture::empty().run(&["build"]).code(2).stderr_eq(str![[r"
error: no `content/site.yaml` here or in any folder above
 = help: `diglot init` makes a new book; `--root DIR` names one that lies elsewhere

"]]);
}

#[test]
fn a_base_address_that_is_none_is_wrong_usage() {
    let fixture = Fixture::empty();
    fixture.run(&["init"]).code(0);
    let refused = fixture.run(&["build", "--base-url", "x"]).code(2);
    let message = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(message.contains("--base-url") && message.contains("must begin with"), "{message}");
    fixture.command(&["build"]).env("DIGLOT_BASE_URL", "x").assert().code(2);
    fixture.command(&["build"]).env("DIGLOT_BASE_URL", "").assert().code(0);
}

#[test]
fn a_fault_of_a_word_list_is_shown_under_its_own_text() {
    let fixture = Fixture::empty();
    fixture.run(&["init"]).code(0);
    fixture.write("themes/paper/i18n/en.yaml", "next: [a]\n");
    let checked = fixture.run(&["check"]);
    let told = String::from_utf8_lossy(&checked.get_output().stderr).into_owned();
    assert!(told.contains("themes/paper/i18n/en.yaml:1:") && told.contains("next: [a]"), "{told}");
}

#[cfg(unix)]
#[test]
fn nothing_is_shown_of_a_file_behind_a_link_out_of_the_project() {
    let fixture = Fixture::empty();
    fixture.run(&["init"]).code(0);
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "a secret\n").unwrap();
    std::os::unix::fs::symlink(outside.path(), fixture.path("content/en/secret.txt")).unwrap();
    let checked = fixture.run(&["check"]);
    let told = String::from_utf8_lossy(&checked.get_output().stderr).into_owned();
    assert!(told.contains("secret.txt") && !told.contains("a secret"), "{told}");
}

#[test]
fn what_is_not_text_reaches_no_page() {
    let fixture = Fixture::empty();
    fixture.run(&["init"]).code(0);
    fixture.write("content/en/05-odd.md", "---\ntitle: \" \"\n---\n\n# Odd\n\nA\0B\n\n## Main\n\n## Fn 1\n\n## dg-toc\n\nA note[^n].\n\n```rust\n{{#include ../a.rs}}\n```\n\n[^n]: Here.\n");
    fixture.write("content/a.rs", "\u{feff}fn a() {}\n");
    fixture.run(&["build", "--no-minify"]).code(0);
    let page = fs::read_to_string(fixture.path("dist/en/odd/index.html")).unwrap();
    for wanted in
        ["<title>Odd", "A\u{fffd}B", "<h2 id=\"main\">", "<h2 id=\"fn-1-1\">", "<h2 id=\"dg-toc-1\">", "id=\"dg-main\""]
    {
        assert!(page.contains(wanted), "`{wanted}` is missing in {page}");
    }
    assert!(!page.contains(['\0', '\u{feff}']), "{page}");
    let n_of_note = page.matches("id=\"fn-1\"").count();
    assert_eq!(n_of_note, 1);
}

#[test]
fn a_carriage_return_ends_a_line() {
    let fixture = Fixture::empty();
    fixture.run(&["init"]).code(0);
    fixture.write("content/en/05-old.md", "---\rtitle: Old\r---\r\r## A\rtext\r\n\r\nmore\rand [more](nope.md)\r");
    let checked = fixture.run(&["check", "--format", "json"]).code(1);
    assert_eq!(faults(&checked), [("broken-link".to_owned(), "content/en/05-old.md".to_owned(), Some(9))]);
    fixture.write("content/en/05-old.md", "# A\rtext\r\rmore\r");
    fixture.run(&["build", "--no-minify"]).code(0);
    let page = fs::read_to_string(fixture.path("dist/en/old/index.html")).unwrap();
    assert!(page.contains("<title>A ·") && page.contains("<p>text</p><p>more</p>"), "{page}");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Fixture::empty().run(&["completions", shell]).success();
        let script = String::from_utf8_lossy(&script.get_output().stdout).into_owned();
        assert!(script.contains("diglot") && script.contains("base-url"), "{shell}");
    }
}

#[test]
fn a_new_book_builds_without_a_warning_and_the_same_again() {
    let fixture = Fixture::book();
    let built = fixture.run(&["build", "--strict"]).success();
    assert_eq!(told(&built), "");
    built.stdout_eq(str![[r"
built [..] pages in zh, [..] in en, [..] facing in [..] s
checked [..] links, [..] anchors, [..] images: no errors, no warnings

"]]);
    assert!(fixture.read("dist/en/start/write/index.html").contains("Writing a chapter"));

    let before = fixture.listing("dist");
    let built = fixture.run(&["build", "-v"]).success();
    assert_data_eq!(
        told(&built),
        str![[r"
0 files written, [..] unchanged, 0 removed

"]]
    );
    assert_eq!(fixture.listing("dist"), before, "a second build writes nothing");

    fixture.run(&["build", "--no-cache", "--jobs", "1", "--out", "elsewhere/one"]).success();
    fixture.run(&["build", "--no-cache", "--jobs", "8", "--out", "elsewhere/eight"]).success();
    assert_eq!(fixture.bytes("elsewhere/one"), fixture.bytes("dist"));
    assert_eq!(fixture.bytes("elsewhere/eight"), fixture.bytes("dist"));
}

#[test]
fn a_new_book_in_any_languages_builds() {
    for locales in ["en", "zh-Hant,ja", "de,fr,ar,en", "it,en", "pl,pt-BR", "zh-TW,zh-HK"] {
        let fixture = Fixture::empty();
        fixture.run(&["init", "book", "--locales", locales]).success();
        fixture.run(&["build", "--strict", "--root", "book"]).success();
        assert!(fixture.path("book/dist/index.html").is_file(), "{locales}");
    }
}

/// A language that the theme speaks has starter texts of its own, which follow one another.
#[test]
fn a_new_book_in_the_languages_of_the_theme_is_translated() {
    let words = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/paper/i18n")).unwrap();
    let names = words.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned());
    let mut locales: Vec<String> = names.collect();
    for original in ["ar", "en", "ja", "ru"] {
        locales.sort_by_key(|locale| (locale != original, locale.clone()));
        let fixture = Fixture::empty();
        fixture.run(&["init", "book", "--locales", &locales.join(",")]).success();
        fixture.run(&["check", "--strict", "--root", "book"]).success();
        fixture.run(&["ledger", "init", "--root", "book"]).success();
        for locale in &locales[1..] {
            let status = fixture.run(&["status", "--root", "book", "--locale", locale]).success();
            let told = String::from_utf8_lossy(&status.get_output().stdout).into_owned();
            assert!(told.contains("100.0 % current"), "{told}");
        }
    }
}

#[test]
fn init_names_the_words_that_a_new_language_lacks_and_a_command_that_can_be_copied() {
    let fixture = Fixture::empty();
    // What quotes on Windows does not elsewhere, and the other way round.
    let folder = if cfg!(windows) { "\"my book\"" } else { "'my book'" };
    fixture.run(&["init", "my book", "--locales", "it,en"]).success().stdout_eq(format!(
        "wrote a book of 2 languages to `my book`\n\
         the theme does not speak this language yet: write its words in `my book/themes/paper/i18n/it.yaml`\n\
         `diglot build --root {folder}` builds it\n"
    ));
    assert!(fixture.read("my book/themes/paper/i18n/it.yaml").contains("\ncontents: Contents\n"));
}

#[test]
fn init_refuses_what_is_no_language() {
    let fixture = Fixture::empty();
    for locales in ["search", "assets,en", "dist", "en,status"] {
        fixture.run(&["init", "book", "--locales", locales]).code(2);
        assert!(!fixture.path("book").exists(), "{locales}");
    }
}

#[test]
fn init_writes_over_nothing_unless_told_to() {
    let fixture = Fixture::book();
    fixture.write("content/en/index.md", "mine");
    fixture.run(&["init"]).code(2);
    assert_eq!(fixture.read("content/en/index.md"), "mine");
    fixture.run(&["init", "--force"]).success();
    assert_ne!(fixture.read("content/en/index.md"), "mine");
}

#[test]
fn init_adds_to_what_git_leaves_out() {
    let fixture = Fixture::empty();
    fixture.write(".gitignore", "/node_modules/\n/dist/");
    fixture.run(&["init"]).success();
    let expected =
        "/node_modules/\n/dist/\n# What diglot makes from `content/`, and what it keeps to be quick.\n/.diglot/\n";
    assert_eq!(fixture.read(".gitignore"), expected);
    fixture.run(&["init", "--force"]).success();
    assert_eq!(fixture.read(".gitignore"), expected);
}

#[test]
fn a_folder_that_was_not_made_is_not_removed() {
    let fixture = Fixture::book();
    fs::create_dir(fixture.path("empty")).unwrap();
    fixture.run(&["clean", "--out", "empty"]).success();
    assert!(fixture.path("empty").is_dir());
}

#[test]
fn the_workflow_installs_this_version_and_builds_where_the_site_will_be() {
    let workflow = Fixture::book().read(".github/workflows/pages.yml");
    assert!(workflow.contains(&format!("DIGLOT_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"))));
    assert!(workflow.contains("DIGLOT_BASE_URL: ${{ steps.pages.outputs.base_url }}/"));
}

#[test]
fn new_continues_numbers_and_fills_what_is_missing() {
    let fixture = Fixture::book();
    let cases: &[(&[&str], &[&str])] = &[
        (&["new", "start/more"], &["zh/01-start/03-more.md", "en/01-start/03-more.md"]),
        (&["new", "zh/01-start/04-only-here.md"], &["zh/01-start/04-only-here.md"]),
        (&["new", "start/only-here"], &["en/01-start/04-only-here.md"]),
        (&["new", "second part/"], &["zh/02-second part/index.md", "en/02-second part/index.md"]),
        (&["new", "content/about", "--kind", "page", "--locale", "en"], &["en/about.md"]),
    ];
    for (args, wanted) in cases {
        let wrote: Vec<String> = wanted.iter().map(|path| format!("wrote `content/{path}`")).collect();
        fixture.run(args).success().stdout_eq(wrote.join("\n") + "\n");
    }
    assert_eq!(fixture.read("content/en/01-start/03-more.md"), "---\ntitle: More\n---\n\n");
    assert_eq!(fixture.read("content/en/about.md"), "---\ntitle: About\nkind: page\n---\n\n");
    fixture.run(&["build", "--strict"]).success();

    for refused in ["start/more", "../outside", "/absolute", "_hidden", "!", "", "zh"] {
        fixture.run(&["new", refused]).code(2);
    }
    fixture.run(&["new", "x", "--locale", "fr"]).code(2);
}

#[test]
fn new_refuses_a_name_that_not_every_system_allows() {
    let fixture = Fixture::book();
    let before = fixture.bytes("content");
    fixture.run(&["new", "start/what?"]).code(2).stderr_eq(str![[r"
error: `01-start/03-what?.md` is a name that Windows does not allow
 = help: choose another; `--title` may hold any sign

"]]);
    for name in [r"C:\x", "C:x", "a|b/c", "a<b", "a\u{7}b", "a\"b"] {
        fixture.run(&["new", name]).code(2);
    }
    for name in ["con", "Aux.x", "nul.md", "lpt1", "COM9.tar.gz"] {
        fixture.run(&["new", name, "--kind", "page"]).code(2);
    }
    assert_eq!(fixture.bytes("content"), before);
    for name in ["console", "com0", "aux-1"] {
        fixture.run(&["new", name, "--kind", "page"]).success();
    }
}

#[test]
fn new_refuses_a_name_that_the_site_needs_itself() {
    let fixture = Fixture::book();
    let before = fixture.bytes("content");
    fixture.run(&["new", "en/search"]).code(2).stderr_eq(str![[r"
error[reserved-address]: `en/02-search.md` would lie at `/en/search/`, where the site puts pages of its own
 = help: give it another name

"]]);
    for locale in ["zh", "en"] {
        for name in ["print", "Print.md", "07-PRINT", "print/", "tags/more", "start/with-zh", "start/03-With-En/"] {
            let refused = fixture.run(&["new", name, "--locale", locale]).code(2);
            let said = told(&refused);
            assert!(said.starts_with(&format!("error[reserved-address]: `{locale}/0")), "{name}: {said}");
            assert!(said.contains(", where the site puts pages of its own\n = help: give it another name"), "{said}");
        }
    }
    for name in ["Search", "contents/"] {
        fixture.run(&["new", name]).code(2);
    }
    assert_eq!(fixture.bytes("content"), before);
    fixture.run(&["new", "start/search"]).success();

    // A chapter that is there may say by its `slug` where it lies, and its translation with it.
    fixture.write("content/zh/05-print.md", "---\nslug: printing\n---\n# 印刷\n");
    fixture.run(&["new", "print", "--locale", "en"]).success();
    fixture.run(&["check", "--strict"]).success();
    fixture.write("content/zh/06-tags/index.md", "---\nslug: labels\n---\n# 标签\n");
    fixture.run(&["new", "tags/one"]).success();
    fixture.run(&["new", "tags/", "--locale", "en"]).success();
    fixture.run(&["check", "--strict"]).success();

    // An original takes no `slug` from its translation.
    fixture.write("content/en/07-status.md", "---\nslug: state\n---\n# Status\n");
    fixture.write("content/en/08-glossary/index.md", "---\nslug: words\n---\n# Words\n");
    let before = fixture.bytes("content");
    for (name, path, address) in
        [("status", "07-status.md", "status"), ("glossary/", "08-glossary/index.md", "glossary")]
    {
        for args in [&["new", name, "--locale", "zh"][..], &["new", name]] {
            let said = told(&fixture.run(args).code(2));
            let message = format!("error[reserved-address]: `zh/{path}` would lie at `/zh/{address}/`, where the site");
            assert!(said.starts_with(&message), "{said}");
        }
    }
    assert_eq!(fixture.bytes("content"), before);
}

#[test]
fn new_refuses_the_address_of_what_is_there() {
    let fixture = Fixture::book();
    let before = fixture.bytes("content");
    let said = told(&fixture.run(&["new", "start/write/"]).code(2));
    let place = "`zh/01-start/03-write/index.md` would lie at the address of `zh/01-start/01-write.md`";
    assert_eq!(said, format!("error[duplicate-address]: {place}\n = help: give it another name\n"));
    fixture.run(&["new", "start/Write/", "--locale", "en"]).code(2);
    fixture.run(&["new", "start.md", "--kind", "page"]).code(2);
    assert_eq!(fixture.bytes("content"), before);

    // A chapter of a part that has no page, and one that lies elsewhere.
    fixture.run(&["new", "start/write/more"]).success();
    fixture.write("content/en/07-other.md", "---\nslug: elsewhere\n---\n# Other\n");
    fixture.run(&["new", "other/"]).success();
    fixture.run(&["check"]).success();
}

#[test]
fn any_title_becomes_a_title() {
    let fixture = Fixture::book();
    let titles = ["yes", "1984", "a: b # c", "say \"hi\"", "- x", "读懂扩展：上", "'", "{", "&a *b", "tab\there"];
    for (idx, title) in titles.iter().enumerate() {
        fixture.run(&["new", &format!("t{idx}"), "--title", title, "--locale", "en"]).success();
    }
    fixture.run(&["build", "--no-minify"]).success();
    let page = fixture.read("dist/en/t3/index.html");
    assert!(page.contains("<h1>say &quot;hi&quot;</h1>") || page.contains("say \"hi\""), "{page}");
}

#[test]
fn faults_are_told_where_they_are_and_the_old_site_stays() {
    let fixture = Fixture::book();
    fixture.run(&["build"]).success();
    let before = fixture.listing("dist");
    fixture.write("content/en/02-new.md", "# New\n\nSee [one](gone.md) and [two](01-start/01-writ.md).\n");
    let built = fixture.run(&["build"]).code(1);
    assert_data_eq!(
        told(&built),
        str![[r"
error[broken-link]: [..]
 --> content/en/02-new.md:3:[..]
  |
3 | See [one](gone.md) and [two](01-start/01-writ.md).
  | [..]^[..]
...
error[broken-link]: [..]
 --> content/en/02-new.md:3:[..]
...
"]]
    );
    built.stdout_eq(str![[r"
checked [..] links, [..] anchors, [..] images: 2 errors, no warnings
nothing was written; `dist` is as it was

"]]);
    assert_eq!(fixture.listing("dist"), before);
}

#[test]
fn settings_at_fault_are_wrong_usage() {
    let fixture = Fixture::book();
    let settings = fixture.read("content/site.yaml");
    fixture.write("content/site.yaml", format!("{settings}them: paper\n"));
    let built = fixture.run(&["build"]).code(2);
    assert!(told(&built).contains("--> content/site.yaml:"));
    fixture.write("content/site.yaml", format!("{settings}theme: nosuch\n"));
    let checked = fixture.run(&["check", "--format", "json"]).code(2);
    assert_eq!(faults(&checked)[0].0, "unknown-theme");
}

#[test]
fn warnings_fail_only_when_told_to_and_can_be_switched() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-new.md", "# New\n\n## Twice {#id}\n\n## Twice {#id}\n");
    fixture.run(&["check"]).success();
    fixture.run(&["check", "--strict"]).code(1);
    let settings = fixture.read("content/site.yaml");
    fixture.write("content/site.yaml", format!("{settings}check: {{duplicate-anchor: error}}\n"));
    fixture.run(&["check"]).code(1);
    fixture.write("content/site.yaml", format!("{settings}check: {{duplicate-anchor: allow}}\n"));
    assert_eq!(told(&fixture.run(&["check", "--strict"]).success()), "");
}

#[test]
fn stats_count_by_language_chapter_and_speaker() {
    let fixture = Fixture::empty();
    let site = "title: B\nlocales: [{code: zh, name: 中文}, {code: en, name: English}]\n";
    fixture.write("content/site.yaml", site);
    let talk =
        "---\ntitle: 谈\nspeakers: [{id: a, name: 甲}, {id: b, name: 乙}]\n---\n甲：一二三。\n\n乙：四五六七八九。\n";
    fixture.write("content/zh/a.md", talk);
    fixture.write("content/en/a.md", "# A\n\nOne two.\n");
    let table = "\
15 characters  1 min  中文 (zh): 1 chapter
            4  1 min    甲 36%
            7  1 min    乙 64%
           15  1 min  谈
            4  1 min    甲 36%
            7  1 min    乙 64%

3 words  1 min  English (en): 1 chapter
      3  1 min  A
";
    fixture.run(&["stats"]).success().stdout_eq(table).stderr_eq("");
    let json = fixture.run(&["stats", "--format", "json"]).success().get_output().stdout.clone();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["locales"][0]["chapters"][0]["speakers"][1]["characters"], 7);
    // A book with errors is counted too, and says so.
    fixture.write("content/en/a.md", "# A\n\n[x](nowhere.md)\n");
    let output = fixture.run(&["stats"]).code(1);
    assert!(told(&output).contains("1 error"), "{}", told(&output));
}

#[test]
fn check_writes_nothing_and_speaks_to_programs() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-new.md", "# New\n\nSee [one](gone.md).\n");
    let before = fixture.listing("");
    let checked = fixture.run(&["check", "--format", "json"]).code(1);
    assert_eq!(told(&checked), "");
    assert_eq!(faults(&checked), [("broken-link".to_owned(), "content/en/02-new.md".to_owned(), Some(3))]);
    fixture.run(&["check", "--format", "github"]).code(1).stdout_eq(str![[r"
::error file=content/en/02-new.md,line=3,endLine=3,col=[..],endColumn=[..],title=broken-link::[..]

"]]);
    assert_eq!(fixture.listing(""), before);
}

#[test]
fn odd_files_are_told_and_the_rest_is_read() {
    let fixture = Fixture::book();
    // GB18030, as an old editor saves it.
    fixture.write("content/zh/02-old.md", b"# T\n\n\xd6\xd0\xce\xc4\n");
    fixture.write("content/zh/03-huge.md", "");
    fs::File::options().write(true).open(fixture.path("content/zh/03-huge.md")).unwrap().set_len(65 << 20).unwrap();
    // Left aside by their names.
    fixture.write("content/zh/_draft.md", b"\xff");
    fixture.write("content/zh/.hidden/x.md", b"\xff");
    fixture.write("content/zh/05-backup.md~", b"\xff");
    let told = [("invalid-utf8", "content/zh/02-old.md", Some(3)), ("file-too-large", "content/zh/03-huge.md", None)];
    check_odd(&fixture, &told);
}

#[cfg(unix)]
#[test]
fn odd_links_are_told_and_the_rest_is_read() {
    use std::os::unix::fs::symlink;

    let fixture = Fixture::book();
    fixture.write("content/en/02-part/index.md", "# Part\n");
    symlink("..", fixture.path("content/en/02-part/loop")).unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    symlink(outside.path(), fixture.path("content/en/04-outside.md")).unwrap();
    symlink("nowhere.md", fixture.path("content/en/06-gone.md")).unwrap();
    let told = [
        ("link-loop", "content/en/02-part/loop", None),
        ("foreign-file", "content/en/04-outside.md", None),
        ("unreadable-file", "content/en/06-gone.md", None),
    ];
    check_odd(&fixture, &told);
}

fn check_odd(fixture: &Fixture, wanted: &[(&str, &str, Option<u64>)]) {
    let checked = fixture.run(&["check", "--format", "json"]).code(1);
    let told = faults(&checked);
    for (code, file, line) in wanted {
        let is_told = |fault: &&(String, String, Option<u64>)| fault.0 == *code && fault.1 == *file;
        let found: Vec<_> = told.iter().filter(is_told).collect();
        assert_eq!(found.len(), 1, "{code} of {file} in {told:#?}");
        if line.is_some() {
            assert_eq!(found[0].2, *line);
        }
    }
    assert!(!told.iter().any(|(_, file, _)| file.contains("draft") || file.contains("hidden") || file.contains('~')));
}

/// What happens on a full disk: writing fails beyond a size.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let fixture = Fixture::book();
    fixture.run(&["build"]).success();
    let before = fixture.listing("dist");
    fixture.write("content/en/index.md", format!("# Long\n\n{}\n", "word ".repeat(100_000)));
    let limited = format!("trap '' XFSZ; ulimit -f 64; exec '{}' build", cargo_bin!("diglot").display());
    let built = Command::new("sh").args(["-c", &limited]).current_dir(fixture.folder.path()).assert().code(3);
    assert!(told(&built).starts_with("error: cannot write `"));
    assert_eq!(fixture.listing("dist"), before);
    assert!(!fixture.path(".diglot/spare/new").exists(), "what was staged gives its room back");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_ends_with_3() {
    use std::os::unix::fs::PermissionsExt;

    let fixture = Fixture::book();
    fixture.write("out/keep", "");
    let set = |mode| fs::set_permissions(fixture.path("out"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    if fs::write(fixture.path("out/probe"), "").is_ok() {
        eprintln!("ignored: root may write anywhere");
        return;
    }
    fixture.run(&["build", "--out", "out/dist"]).code(3);
    set(0o755);
}

#[test]
fn another_folder_is_not_emptied() {
    let fixture = Fixture::book();
    fixture.write("public/thesis.txt", "three years of work");
    let refused = fixture.run(&["build", "--out", "public"]).code(2);
    assert_data_eq!(
        told(&refused),
        str![[r"
error[blocked-output]: `public` is not empty and was not made by diglot
 = help: empty it, or name another folder with `--out`; diglot replaces everything in the folder it writes to

"]]
    );
    fixture.run(&["clean", "--out", "public"]).code(2);
    assert_eq!(fixture.read("public/thesis.txt"), "three years of work");
}

#[test]
fn clean_removes_what_was_made_and_nothing_else() {
    let fixture = Fixture::book();
    let before = fixture.bytes("");
    fixture.run(&["build"]).success();
    fixture.run(&["clean"]).success();
    assert_eq!(fixture.bytes(""), before);
    fixture.run(&["clean"]).success().stdout_eq("nothing to remove\n");
}

#[test]
fn a_damaged_cache_is_no_fault() {
    let fixture = Fixture::book();
    fixture.run(&["build"]).success();
    let before = fixture.bytes("dist");
    let cached = fixture.bytes(".diglot").into_iter().filter(|(_, bytes)| !bytes.is_empty());
    for (path, mut bytes) in cached {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        let path = fixture.path(".diglot").join(path);
        // A file of the spare site is a file of the site as well: it is replaced, not written over.
        fs::remove_file(&path).unwrap();
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(told(&fixture.run(&["build"]).success()), "");
    assert_eq!(fixture.bytes("dist"), before);
}

#[test]
fn a_book_lies_over_the_theme_file_by_file() {
    let fixture = Fixture::book();
    fixture.write("themes/paper/css/99-mine.css", ".mine { color: #123456 }\n");
    fixture.write("themes/paper/i18n/en.yaml", "contents: What is inside\n");
    fixture.write("templates/redirect.html", "{% if %}");
    let built = fixture.run(&["build"]).code(1);
    assert!(told(&built).contains("--> templates/redirect.html:1:"), "{}", told(&built));

    fs::remove_dir_all(fixture.path("templates")).unwrap();
    fixture.run(&["build", "--strict"]).success();
    let style = fixture.bytes("dist/a").into_iter().find(|(path, _)| path.extension().is_some_and(|it| it == "css"));
    assert!(String::from_utf8(style.unwrap().1).unwrap().contains("#123456"));
    assert!(fixture.read("dist/en/index.html").contains("What is inside"));
}

/// Each file adds nothing but the next, twice: as many as stars.
#[test]
fn includes_that_double_end() {
    let fixture = Fixture::book();
    for level in 1..60 {
        let next = format!("{{{{#include a{}.md}}}}", level + 1);
        fixture.write(&format!("content/en/_p/a{level}.md"), next.repeat(2));
    }
    fixture.write("content/en/_p/a60.md", "");
    fixture.write("content/en/02-a.md", "# A\n\n{{#include _p/a1.md}}\n");
    assert!(told(&fixture.run(&["build"]).code(1)).contains("this chapter includes more than 10000 files"));
}

/// Threads that wait for one another take up each other's work: that of a page which asks for
/// what they make must not wait for it. Where it does, one build in twenty never ends.
#[test]
fn many_threads_make_a_book_in_many_languages() {
    let fixture = Fixture::empty();
    fixture.run(&["init", "--locales", "zh,en,ja,ko,ar,de,fr,es,ru"]).success();
    for _ in 0..8 {
        fixture.run(&["build", "-q", "--no-cache", "--jobs", "8"]).success();
    }
}

#[test]
fn a_cover_may_lie_elsewhere() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-a.md", "---\ncover: https://example.org/c.png\n---\n# A\n");
    fixture.run(&["build", "--base-url", "https://example.org/"]).success();
    assert!(fixture.read("dist/en/a/index.html").contains("content=https://example.org/c.png property=og:image"));
}

/// The theme's words have the name of a tag, `zh-Hans`, the book's may have the locale's code.
#[test]
fn words_of_a_book_may_be_named_by_the_code_of_the_locale() {
    let fixture = Fixture::book();
    fixture.write("themes/paper/i18n/zh-Hans.yaml", "next: 下页\ncontents: 总目\n");
    fixture.write("themes/paper/i18n/zh.yaml", "contents: 章目录\n");
    fixture.run(&["build", "--strict"]).success();
    let page = fixture.read("dist/zh/start/write/index.html");
    assert!(page.contains("章目录") && !page.contains("总目") && page.contains("下页"), "{page}");
}

#[test]
fn a_part_that_is_held_back_holds_its_files_back() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-later/index.md", "---\ndraft: true\n---\n# Later\n");
    fixture.write("content/en/02-later/01-a/index.md", "# Deeper\n\n[b](data/b.txt)\n");
    fixture.write("content/en/02-later/01-a/data/b.txt", "b");
    fixture.run(&["build", "--strict"]).success();
    assert!(!fixture.path("dist/en/later").exists());
    fixture.run(&["build", "--strict", "--drafts"]).success();
    assert!(fixture.path("dist/en/later/a/data/b.txt").is_file());
}

#[test]
fn texts_are_included_from_the_whole_project() {
    let fixture = Fixture::book();
    fixture.write("code/main.rs", "fn included() {}\n");
    fixture.write("content/en/02-code.md", "# Code\n\n```rust\n{{#include ../../code/main.rs}}\n```\n");
    fixture.run(&["build", "--strict"]).success();
    assert!(fixture.read("dist/en/code/index.html").contains("included"));

    fixture.write("code/main.rs", b"\xff");
    let checked = fixture.run(&["check", "--format", "json"]).code(1);
    assert_eq!(faults(&checked), [("invalid-utf8".to_owned(), "code/main.rs".to_owned(), Some(1))]);
}

#[test]
fn an_include_is_spelled_as_on_the_disk_on_every_system() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-code.md", "# Code\n\n```rust\n{{#include ../../code/Main.rs}}\n```\n");
    fixture.write("code/main.rs", "fn main() {}\n");
    let checked = fixture.run(&["check", "--format", "json"]).code(1);
    let codes: Vec<String> = faults(&checked).into_iter().map(|(code, ..)| code).collect();
    assert!(codes.contains(&"missing-include".to_owned()), "{codes:?}");
}

#[test]
fn a_theme_is_spelled_as_on_the_disk_on_every_system() {
    let fixture = Fixture::book();
    fixture.write("themes/plain/css/90-plain.css", "body { color: red }\n");
    for (name, code) in [("plain", 0), ("Plain", 1)] {
        let settings = fixture.read("content/site.yaml").replace("theme: plain\n", "");
        fixture.write("content/site.yaml", format!("{settings}theme: {name}\n"));
        assert_eq!(fixture.run(&["check", "-q"]).get_output().status.code() == Some(0), code == 0, "{name}");
    }
}

#[test]
fn without_a_cache_none_is_made() {
    let fixture = Fixture::book();
    fixture.run(&["build", "--no-cache"]).success();
    assert!(!fixture.path(".diglot").exists());
}

#[test]
fn the_day_can_be_set() {
    let fixture = Fixture::book();
    fixture.write("content/en/02-later.md", "---\ntitle: Later\ndate: 2031-02-03\n---\nText.\n");
    let is_built = |epoch: &str| {
        fixture.command(&["build"]).env("SOURCE_DATE_EPOCH", epoch).assert().success();
        fixture.path("dist/en/later/index.html").exists()
    };
    // 2031-02-03T00:00:00Z, and the second before.
    assert!(!is_built("1927843199"));
    assert!(is_built("1927843200"));
    fixture.command(&["build"]).env("SOURCE_DATE_EPOCH", "soon").assert().code(2);
}

#[test]
fn the_base_can_come_from_the_environment() {
    let fixture = Fixture::book();
    fixture.command(&["build"]).env("DIGLOT_BASE_URL", "https://example.org/repo/").assert().success();
    assert!(fixture.read("dist/sitemap.xml").contains("https://example.org/repo/zh/"));
    // An empty variable is one that was not set.
    fixture.command(&["build"]).env("DIGLOT_BASE_URL", "").assert().success();
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let fixture = Fixture::empty();
    let is_coloured = |command: Command| command.assert().code(2).get_output().stderr.contains(&0x1b);
    assert!(!is_coloured(fixture.command(&["build"])));
    assert!(is_coloured(fixture.command(&["build", "--color", "always"])));
    assert!(!is_coloured(fixture.command(&["build", "--color", "never"]).env("CLICOLOR_FORCE", "1")));
    assert!(!is_coloured(fixture.command(&["build"]).env("NO_COLOR", "1")));
}

#[test]
fn the_program_carries_the_theme_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/paper");
    let files =
        walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let on_disk: BTreeMap<String, Vec<u8>> = files
        .map(|entry| {
            let path = entry.path().strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
            (path, fs::read(entry.path()).unwrap())
        })
        .collect();
    let carried: BTreeMap<String, Vec<u8>> =
        diglot::edge::builtin::theme().map(|(path, bytes)| (path, bytes.to_owned())).collect();
    assert!(on_disk == carried, "{:?}", on_disk.keys().collect::<Vec<_>>());
}

#[test]
fn a_search_is_narrowed_to_what_there_is() {
    let book = Fixture::book();
    book.run(&["search", "file", "--locale", "en"]).success();
    book.run(&["search", "file", "--part", "Starting"]).code(2).stderr_eq(str![[r#"
error: the book has no part `Starting` to search in
 = help: a search is narrowed where there are two or more: leave `--part` out

"#]]);
    book.write("content/en/02-more/index.md", "# More\n");
    book.write("content/en/02-more/01-a.md", "# A file\n\n**Ann:** file\n");
    book.run(&["search", "file", "--part", "More", "--locale", "en"]).success().stdout_eq(str![[r#"
en: 1 section
A file  /en/more/a/
    Ann: file

"#]]);
    book.run(&["search", "file", "--part", "Mor"]).code(2).stderr_eq(str![[r#"
error: the book has no part `Mor` to search in
 = help: did you mean `More`?

"#]]);
    book.run(&["search", "file", "--part", "Beginnings"]).code(2).stderr_eq(str![[r#"
error: the book has no part `Beginnings` to search in
 = help: there are `Getting started`, `More`

"#]]);
}

/// The capitals of a code are those of its folder; a tag has those that are usual.
#[test]
fn a_language_is_known_in_any_capitals() {
    let fixture = Fixture::empty();
    fixture.run(&["init", "book", "--locales", "EN,pt-br,sr-latn-rs"]).success().stdout_eq(str![[r#"
wrote a book of 3 languages to `book`
the theme does not speak this language yet: write its words in `book/themes/paper/i18n/pt-BR.yaml`
the theme does not speak this language yet: write its words in `book/themes/paper/i18n/sr-Latn-RS.yaml`
`diglot build --root book` builds it

"#]]);
    let settings = fixture.read("book/content/site.yaml");
    let locales: Vec<&str> = settings.lines().filter(|line| line.starts_with("  - ")).collect();
    assert_data_eq!(
        locales.join("\n"),
        str![[r#"
  - {code: EN, tag: en, name: English}
  - {code: pt-br, tag: pt-BR, name: Português do Brasil}
  - {code: sr-latn-rs, tag: sr-Latn-RS, name: sr-Latn-RS}
"#]]
    );
}

//! What programs get of a book: its Markdown, the list of it, news feeds.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use expect_test::{Expect, expect};
use snapbox::cmd::{Command, cargo_bin};

use crate::on_disk::OnDisk;

/// A book's files by their paths under `content/`.
const BOOK: &[(&str, &str)] = &[
    (
        "site.yaml",
        "title: {en: Tides, zh: 潮汐}\ndescription: {en: On tides.}\nlocales: [en, zh]\nauthors: [Lin Yu]\n\
         base_url: https://example.org/b/\n",
    ),
    ("_assets/moon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"></svg>"),
    ("snippet.txt", "out of a file\n"),
    (
        "en/01-ebb.md",
        "---\ndate: 2024-11-19\nupdated: 2025-02-01\ndescription: It goes & goes.\n---\n\n# Ebb\n\nSee \
         [flood](02-flood.md#high), [a note][n], [that][n], <https://example.com/>, ![the moon](../_assets/moon.svg).\n\n\
         {{#include ../snippet.txt}}\n\n[n]: 02-flood.md\n",
    ),
    ("en/02-flood.md", "---\ntitle: Flood\ndate: 2024-11-20\n---\n\nIt comes.\n\n## High {#high}\n"),
    ("en/03-hidden.md", "---\ntitle: Hidden\ndate: 2024-12-24\nnoindex: true\n---\n\nNobody finds this.\n"),
    ("zh/01-ebb.md", "# 落潮\n\n见[涨潮](02-flood.md)。\n"),
];

/// Builds the book with further settings and compares some files of the site.
fn check(settings: &str, files: &[(&str, Expect)]) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in BOOK {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let settings = if *path == "site.yaml" { settings } else { "" };
        fs::write(file, format!("{text}{settings}")).unwrap();
    }
    Command::new(cargo_bin!("diglot")).args(["build", "-q"]).current_dir(folder.path()).assert().success();
    for (path, expected) in files {
        let file = folder.path().join("dist").join(path);
        expected.assert_eq(&fs::read_to_string(file).unwrap_or_else(|error| format!("{:?}\n", error.kind())));
    }
}

/// Every file of the site that is built of the book with its texts' line ends put otherwise.
fn site(line_ends: impl Fn(&str) -> String) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let code = "# Code\n\nIt is `two\nwords` long, and $a\n+ b$.\n\n> A `third\n> word`.\n\n```rust\nfn a() {\n\n}\n```\n\n| a |\n| - |\n| b |\n\n<b\nid=\"x\">x</b>\n";
    for (path, text) in BOOK.iter().chain(&[
        ("en/04-code.md", code),
        ("glossary.yaml", "terms:\n  - forms: {en: [ebb], zh: [落潮]}\n    definition: {en: It goes.}\n"),
    ]) {
        let text = if path.strip_suffix(".svg").is_some() { (*text).to_owned() } else { line_ends(text) };
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Command::new(cargo_bin!("diglot")).args(["build", "-q"]).current_dir(folder.path()).assert().success();
    let dist = folder.path().join("dist");
    let files = walkdir::WalkDir::new(&dist).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file());
    files.map(|it| (it.path().strip_prefix(&dist).unwrap().to_owned(), fs::read(it.path()).unwrap())).collect()
}

#[test]
fn windows_line_ends_make_the_same_site() {
    let (here, windows) = (site(str::to_owned), site(|text| text.replace('\n', "\r\n")));
    let differing = here.keys().filter(|path| windows.get(*path) != here.get(*path)).map(PathBuf::as_path);
    let differing: Vec<&Path> = differing.collect();
    // A file that is copied is copied to the byte.
    assert_eq!((differing, here.len()), (vec![Path::new("snippet.txt")], windows.len()));
}

#[test]
fn a_chapter_is_there_as_markdown_with_its_links_led_to_markdown() {
    check(
        "",
        &[
            (
                "en/ebb/index.md",
                expect![[r#"
                    # Ebb

                    See [flood](../flood/index.md#high), [a note][n], [that][n], <https://example.com/>, ![the moon](../../assets/moon.8ecd277b.svg).

                    out of a file

                    [n]: ../flood/index.md
                "#]],
            ),
            (
                "en/flood/index.md",
                expect![[r#"
                    # Flood

                    It comes.

                    ## High {#high}
                "#]],
            ),
            (
                "zh/ebb/index.md",
                expect![[r#"
            # 落潮

            见[涨潮](../../en/flood/index.md)。
        "#]],
            ),
        ],
    );
}

#[test]
fn a_list_names_every_text_by_language() {
    check(
        "",
        &[(
            "llms.txt",
            expect![[r#"
                # Tides

                > On tides.

                ## English

                - [Ebb](https://example.org/b/en/ebb/index.md): It goes & goes.
                - [Flood](https://example.org/b/en/flood/index.md)

                ## 简体中文

                - [落潮](https://example.org/b/zh/ebb/index.md)
            "#]],
        )],
    );
}

#[test]
fn a_feed_tells_of_dated_chapters_newest_first() {
    check(
        "",
        &[
            (
                "en/feed.xml",
                expect![[r#"
        <?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Tides</title><id>https://example.org/b/en/feed.xml</id><updated>2025-02-01T00:00:00+00:00</updated><author><name>Lin Yu</name></author><generator>diglot</generator><link href="https://example.org/b/en/feed.xml" rel="self"/><link href="https://example.org/b/en/" rel="alternate"/><subtitle>On tides.</subtitle><entry><title>Ebb</title><id>https://example.org/b/en/ebb/</id><updated>2025-02-01T00:00:00+00:00</updated><link href="https://example.org/b/en/ebb/" rel="alternate"/><published>2024-11-19T00:00:00+00:00</published><summary>It goes &amp; goes.</summary></entry><entry><title>Flood</title><id>https://example.org/b/en/flood/</id><updated>2024-11-20T00:00:00+00:00</updated><link href="https://example.org/b/en/flood/" rel="alternate"/><published>2024-11-20T00:00:00+00:00</published><summary>It comes.</summary></entry></feed>
    "#]],
            ),
            (
                "zh/feed.xml",
                expect![[r#"
        <?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans"><title>潮汐</title><id>https://example.org/b/zh/feed.xml</id><updated>2025-02-01T00:00:00+00:00</updated><author><name>Lin Yu</name></author><generator>diglot</generator><link href="https://example.org/b/zh/feed.xml" rel="self"/><link href="https://example.org/b/zh/" rel="alternate"/><subtitle>On tides.</subtitle><entry><title>落潮</title><id>https://example.org/b/zh/ebb/</id><updated>2025-02-01T00:00:00+00:00</updated><link href="https://example.org/b/zh/ebb/" rel="alternate"/><published>2024-11-19T00:00:00+00:00</published><summary>见涨潮。</summary></entry></feed>
    "#]],
            ),
        ],
    );
}

#[test]
fn settings_switch_them_off() {
    check(
        "output: {feed: false, llms: false}\n",
        &[
            (
                "llms.txt",
                expect![[r#"
            NotFound
        "#]],
            ),
            (
                "en/ebb/index.md",
                expect![[r#"
            NotFound
        "#]],
            ),
            (
                "en/feed.xml",
                expect![[r#"
            NotFound
        "#]],
            ),
        ],
    );
}

#[test]
fn addresses_of_references_are_led_to_markdown_and_nothing_that_looks_like_them() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: T\n"),
        ("content/p.png", "not looked into"),
        (
            "content/01-a.md",
            "# A\n\n[ref][r], [*x*][], [R], ![p], [q](02-b.md?x=1#x).\n\n:::note\n[r]: 02-b.md#x \"02-b.md\"\n:::\n\n[*x*]:\n  <02-b.md>\n\n\
             [p]: p.png\n[unused]: 02-b.md\n\n```\n[r]: 02-b.md#x\n```\n",
        ),
        ("content/02-b.md", "# B\n\n## X\n"),
    ]);
    let _ = book.try_build(&["-q"]);
    expect![[r##"
        # A

        [ref][r], [*x*][], [R], ![p], [q](../b/index.md#x).

        :::note
        [r]: ../b/index.md#x "02-b.md"
        :::

        [*x*]:
          <../b/index.md>

        [p]: ../p.png
        [unused]: ../b/index.md

        ```
        [r]: 02-b.md#x
        ```
    "##]]
    .assert_eq(&book.page("en/a/index.md"));
}

#[test]
fn titles_and_descriptions_stay_in_their_line_of_the_list() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: T\ndescription: |\n  One.\n\n  Two.\n"),
        (
            "content/01-a.md",
            "---\ntitle: 'A [b](c) \\log \\, d\\'\ndescription: |\n  Line one\n  line two\n---\n\nText.\n",
        ),
    ]);
    book.build(&["-q"]);
    expect![[r#"
        # T

        > One. Two.

        ## English

        - [A \[b\](c) \log \\, d\\](en/a/index.md): Line one line two
    "#]]
    .assert_eq(&book.page("llms.txt"));
}

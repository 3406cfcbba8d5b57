//! How a translation differs from its original where it should not.

use diglot::parity::{Texts, findings};
use expect_test::{Expect, expect};

use super::Fixture;
use crate::ledger::{Desk, read};

fn check(original: &str, translation: &str, expected: &Expect) {
    let pairs = Desk::new(original, translation).pairs(None);
    let (original, translation) = (read(original), read(translation));
    let found = findings(&Texts { original: &original, translation: &translation, pairs: &pairs });
    let line = |finding: &diglot::parity::Finding| format!("{}: {}\n", finding.code.name(), finding.message);
    expected.assert_eq(&found.iter().map(line).collect::<String>());
}

#[test]
fn comments_and_strings_of_a_listing_may_be_translated() {
    check(
        "```rust\nfn main() { // begin\n    println!(\"Hello\");\n    let a = 1;\n}\n```",
        "```rust\nfn main() { // 开始\n    println!(\"你好\");\n    let a = 1;\n}\n```",
        &expect![[r#""#]],
    );
    check(
        "```\nlet a = 1;\nlet b = 2;\n```",
        "```\nlet a = 1;\nlet b = 3;\n```",
        &expect![[r#"
        different-code: the listing lacks `let b = 2;` of the original
    "#]],
    );
    check(
        "Call `take()` or `give()`.",
        "调用 `take()`。",
        &expect![[r#"
        different-code: `give()` of the original is not in the translation
    "#]],
    );
}

#[test]
fn numbers_are_found_however_they_are_written() {
    let fine = [
        ("In 2024 it had 26,805 characters.", "2024年它有26805个字。"),
        ("It cost 200 million.", "花了两亿。"),
        ("It cost 1.5 billion.", "花了15亿。"),
        ("It took 350 days.", "花了三百五十天。"),
        ("In 1984 there was 12.73 MB.", "一九八四年有 １２．７３ MB。"),
        ("Chapter 10 has 25 pages of `4096` bytes.", "第十章有二十五页。"),
    ];
    for (original, translation) in fine {
        check(original, translation, &expect![[r#""#]]);
    }
    check(
        "In 2024 it had 26,805 characters.",
        "2024年它有26,850个字。",
        &expect![[r#"
        different-numbers: the number 26,805 of the original is not in the translation
    "#]],
    );
}

#[test]
fn links_pictures_notes_and_headings_are_counted() {
    check(
        "See [one](a.md) and [two](b.md).",
        "见[一](a.md)和二。",
        &expect![[r#"
        different-links: the original has 2 links here, the translation 1
    "#]],
    );
    check(
        "A picture ![a plan](plan.svg) here.",
        "这里有图。",
        &expect![[r#"
        different-images: the picture `plan.svg` of the original is not in the translation
    "#]],
    );
    check(
        "One.[^a] Two.[^b]\n\n[^a]: First.\n\n[^b]: Second.",
        "一。[^a]二。\n\n[^a]: 其一。",
        &expect![[r#"
        different-footnotes: the original has 2 footnotes, the translation 1
    "#]],
    );
    check(
        "## One\n\nText.\n\n## Two\n\nMore.",
        "## 一\n\n文。\n\n文。",
        &expect![[r#"
        different-headings: the original has 2 headings, the translation 1; `Two` is not there
    "#]],
    );
}

#[test]
fn text_left_in_the_original_language_is_told() {
    check(
        "A whole sentence that nobody translated.",
        "A whole sentence that nobody translated!",
        &expect![[r#"
        untranslated-text: this is the original's text, untranslated
    "#]],
    );
    check(
        "人工智能正在改变这个世界，也改变我们读书和写作的方式。",
        "人工智能正在改变这个世界，也改变我们读书和写作的方式。",
        &expect![[r#"
            untranslated-text: this is the original's text, untranslated
        "#]],
    );
    check("Rust 1.85", "Rust 1.85", &expect![[r#""#]]);
}

/// A glossary in which either language has a word that is not to be used.
const GLOSSARY: &str = "terms:
  - id: water
    forms: {en: [water], zh: [水]}
    avoid: {en: [aqua], zh: [水份]}
    definition: {en: What is wet., zh: 湿的东西。}
  - id: code
    forms: {en: [code], zh: [代码]}
    avoid: {zh: [程序码]}
    definition: {en: What machines read., zh: 机器读的东西。}
";

#[test]
fn a_name_that_the_glossary_avoids_is_told_where_it_stands() {
    let book = Fixture::new();
    book.write("content/glossary.yaml", GLOSSARY);
    let told = |book: &Fixture| {
        let output = book.run(&["check"]).get_output().stderr.clone();
        String::from_utf8(output).unwrap()
    };
    assert!(!told(&book).contains("avoided-term"), "{}", told(&book));

    // In the text of either language, in a list and in a quotation; never in code.
    book.edit("content/zh/one.md", "第一段说水是湿的", "第一段说`水份`水份是湿的");
    book.edit("content/zh/one.md", "- 又一项", "- 又一项程序码");
    book.edit("content/zh/one.md", "`code`", "`程序码`");
    book.edit("content/en/one.md", "A quoted", "An aqua");
    let told = told(&book);
    let found: Vec<&str> = told.lines().filter(|line| line.contains("[avoided-term]")).collect();
    assert_eq!(
        found,
        [
            "warning[avoided-term]: the glossary avoids `aqua`; it says `water`",
            "warning[avoided-term]: the glossary avoids `水份`; it says `水`",
            "warning[avoided-term]: the glossary avoids `程序码`; it says `代码`",
        ],
        "{told}"
    );
    let places: Vec<&str> = told.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
    expect![[r#"
        [
            "content/en/one.md:10:6",
            "content/zh/one.md:3:9",
            "content/zh/one.md:8:6",
        ]
    "#]]
    .assert_debug_eq(&places);
}

#[test]
fn a_project_may_allow_names_that_the_glossary_avoids() {
    let book = Fixture::new();
    book.write("content/glossary.yaml", GLOSSARY);
    book.edit("content/zh/one.md", "第一段说水是湿的", "第一段说水份是湿的");
    let settings = book.read("content/site.yaml");
    book.write("content/site.yaml", &format!("{settings}check: {{avoided-term: error}}\n"));
    book.run(&["check"]).failure();
    book.write("content/site.yaml", &format!("{settings}check: {{avoided-term: allow}}\n"));
    let told = book.run(&["check"]).success();
    assert!(!String::from_utf8_lossy(&told.get_output().stderr).contains("avoided-term"));
}

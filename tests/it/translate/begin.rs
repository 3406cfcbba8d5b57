//! `ledger init`: what a translation is held to have been made from.

use snapbox::str;

use super::{Fixture, TRANSLATION};

#[test]
fn git_tells_what_the_original_was_when_the_translation_last_changed() {
    let book = Fixture::new();
    book.commit();
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.commit();
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the original as it was when the translation last changed

"#]]);
    assert_eq!(book.states("zh/one.md"), [("p1".to_owned(), "stale".to_owned())]);
}

#[test]
fn a_page_may_name_the_commit_it_follows() {
    let original = Fixture::new();
    original.write("src/ch01.md", &original.read("content/en/one.md"));
    let commit = original.commit();
    let link = format!("# 一\n\n[ch01.md](https://example.org/a/b/blob/{commit}/src/ch01.md)\n");

    let book = Fixture::new();
    book.write("content/zh/one.md", &TRANSLATION.replace("# 一\n", &link));
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the original as it is now
  1 page names a version that is not in the history here; `--history DIR` names a clone that has it

"#]]);
    assert_eq!(book.states("zh/one.md"), []);
    assert!(book.read("content/_sync/zh/one.yaml").replace('"', "").contains(&format!("\nrev: {commit}\n")));

    let history = original.root().to_str().unwrap();
    book.run(&["ledger", "init", "--force", "--history", history]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the version that the page names

"#]]);
    assert_eq!(book.states("zh/one.md"), [("p1".to_owned(), "stale".to_owned())]);
}

#[test]
fn front_matter_may_name_the_commit() {
    let book = Fixture::new();
    let commit = book.commit();
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.write("content/zh/one.md", &format!("---\nl10n:\n  sourceCommit: {commit}\n---\n{TRANSLATION}"));
    book.commit();
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the version that the page names

"#]]);
    assert_eq!(book.states("zh/one.md"), [("p1".to_owned(), "stale".to_owned())]);
    book.run(&["check", "--strict"]).success();
}

#[test]
fn a_page_may_keep_the_original_in_comments() {
    let book = Fixture::new();
    let commented = TRANSLATION
        .replace("第一段", "<!--\nThe first paragraph\nsays that water is *dry*.\n-->\n\n第一段")
        .replace("第二段", "<!-- TODO: ask the author -->\n\n第二段");
    book.write("content/zh/one.md", &commented);
    // A draft that is held back is read as well, and must not be taken for another page.
    book.write("content/en/00-draft.md", "---\ndraft: true\n---\n# Draft\n");
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the original as it is now
  1 paragraph with the original in a comment above

"#]]);
    book.run(&["status", "zh/one.md"]).success().stdout_eq(str![[r#"
zh/one.md follows en/one.md: 70.0 % current
  1 stale

#p1 stale  content/zh/one.md:8
    The first paragraph says that water is [-dry-]{+wet+}.
    → 第一段说水是湿的。

"#]]);
}

#[test]
fn what_a_comment_leaves_to_do_is_accepted_by_nobody() {
    let book = Fixture::new();
    book.write("content/zh/one.md", &TRANSLATION.replace("第二段", "<!-- TODO: translation -->\n\n第二段"));
    book.run(&["ledger", "init"]).success();
    assert_eq!(book.states("zh/one.md"), [("p6".to_owned(), "unconfirmed".to_owned())]);
}

#[test]
fn a_ledger_may_begin_with_what_is() {
    let book = Fixture::new();
    book.commit();
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.run(&["ledger", "init", "--since", "now", "--locale", "zh"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the original as it is now

"#]]);
    assert_eq!(book.states("zh/one.md"), []);
    book.run(&["ledger", "init", "--history", "/"]).code(2).stderr_eq(str![[r#"
error: `/` is not in a git repository
 = help: `--history` names a clone of the repository that holds the original

"#]]);
}

/// A conversation that was held in Chinese, in a book that is written in English.
#[test]
fn a_chapter_may_have_an_original_of_its_own() {
    let book = Fixture::new();
    book.write("content/zh/talk.md", "# 谈话\n\n## 水 {#water}\n\n水是湿的。\n");
    book.write("content/en/talk.md", "---\noriginal: zh\n---\n\n# A talk\n\n## Wetness\n\nWater is wet.\n");
    book.run(&["ledger", "init"]).success();
    book.edit("content/zh/talk.md", "水是湿的", "水是干的");
    assert_eq!(book.states("en/talk.md"), [("p2".to_owned(), "stale".to_owned())]);
    assert_eq!(book.states("zh/one.md"), []);

    book.run(&["build"]).success();
    let page = book.read("dist/en/talk/index.html");
    assert!(page.contains("<h2 id=\"water\"><span id=\"wetness\"></span>Wetness"), "{page}");
    assert!(page.contains("<div lang=\"zh-Hans\" dir=\"ltr\"><p>水是干的。</p></div>"), "{page}");
    assert!(!book.read("dist/zh/talk/index.html").contains("data-state"));
}

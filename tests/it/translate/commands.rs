//! `status`, `accept`, and the gates of `check`.

use snapbox::str;

use super::{Fixture, TRANSLATION};

#[test]
fn a_new_ledger_holds_that_all_is_current() {
    let book = Fixture::new();
    book.run(&["status"]).success().stdout_eq(str![[r#"
zh: 0.0 % current, 1 page; 5 unconfirmed
     0.0 %  zh/one.md  no ledger yet

"#]]);
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 1 ledger
  1 against the original as it is now

"#]]);
    book.run(&["status"]).success().stdout_eq(str![[r#"
zh: 100.0 % current, 1 page

"#]]);
    book.run(&["ledger", "init"]).success().stdout_eq(str![[r#"
began 0 ledgers
  1 were there already; `--force` begins them anew

"#]]);
}

#[test]
fn a_changed_word_is_shown_in_its_line() {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "water is wet", "water is _very_ wet");
    book.run(&["status"]).success().stdout_eq(str![[r#"
zh: 67.7 % current, 1 page; 1 stale
    67.7 %  zh/one.md  1 stale

"#]]);
    book.run(&["status", "zh/one.md"]).success().stdout_eq(str![[r#"
zh/one.md follows en/one.md: 67.7 % current
  1 stale

#p1 stale  content/zh/one.md:3
    The first paragraph says that water is {+very +}wet.
    → 第一段说水是湿的。

"#]]);
    book.run(&["status", "zh/one", "--format", "markdown"]).success().stdout_eq(str![[r#"
## `zh/one.md`: 67.7 % current

- **stale** `p1`, `content/zh/one.md:3`

  > The first paragraph says that water is <ins>very </ins>wet.

"#]]);
    book.run(&["status", "--format", "github"]).success().stdout_eq(str![[r#"
::warning file=content/zh/one.md,line=3,endLine=3,col=1,endColumn=10,title=stale-translation::`zh/one.md#p1` no longer says what its original says%0Ahelp: `diglot status zh/one.md` shows what changed

"#]]);
}

#[test]
fn a_change_in_chinese_is_shown_in_words() {
    let book = Fixture::new();
    book.edit("content/site.yaml", "original: en", "original: zh");
    book.run(&["ledger", "init", "-q"]).success();
    book.edit("content/zh/one.md", "第一段说水是湿的。", "第一段说海水是咸的。");
    book.run(&["status", "/en/one/"]).success().stdout_eq(str![[r#"
en/one.md follows zh/one.md: 76.1 % current
  1 stale

#p1 stale  content/en/one.md:3
    第一段说[-水-]{+海水+}是[-湿-]{+咸+}的。
    → The first paragraph says that water is wet.

"#]]);
}

#[test]
fn what_was_not_edited_is_accepted_only_when_told() {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "water is wet", "water is dry");
    let before = book.read("content/_sync/zh/one.yaml");
    book.run(&["accept", "zh/one.md"])
        .code(1)
        .stdout_eq(str![[r#"
accepted 0 paragraphs of `zh/one.md`

"#]])
        .stderr_eq(str![[r#"
warning: not accepted: `#p1` of `zh/one.md` is what it was before the original changed
  = help: edit the translation, or say `--unchanged` where it needs no change


"#]]);
    assert_eq!(book.read("content/_sync/zh/one.yaml"), before);

    book.edit("content/zh/one.md", "湿", "干");
    book.run(&["accept", "content/zh/one.md#p1"]).success().stdout_eq(str![[r#"
accepted 1 paragraph of `zh/one.md`

"#]]);
    assert_eq!(book.states("zh/one.md"), []);

    book.edit("content/en/one.md", "water is dry", "Water is dry indeed");
    book.run(&["accept", "zh/one.md#p1", "--unchanged"]).success();
    assert_eq!(book.states("zh/one.md"), []);
}

#[test]
fn wrong_names_are_told_and_nothing_is_written() {
    let book = Fixture::begun();
    book.run(&["accept", "zh/on.md"]).code(2).stderr_eq(str![[r#"
error: the book has no page `zh/on.md`
 = help: the closest is `zh/one.md`

"#]]);
    book.run(&["accept", "zh/one.md#p77"]).code(2).stderr_eq(str![[r#"
error: `zh/one.md` has no paragraph `#p77`
 = help: `diglot status zh/one.md` lists those that ask for attention

"#]]);
    book.run(&["accept", "en/one.md"]).code(2).stderr_eq(str![[r#"
error: `en/one.md` is an original; what is accepted is a translation
 = help: name `zh/one.md`

"#]]);
    book.run(&["status", "--locale", "fr"]).code(2).stderr_eq(str![[r#"
error: the book has no language `fr`
 = help: its languages are `en`, `zh`

"#]]);
}

#[test]
fn a_damaged_ledger_is_not_written_over() {
    let book = Fixture::begun();
    let damaged = format!("<<<<<<< ours\n{}", book.read("content/_sync/zh/one.yaml"));
    book.write("content/_sync/zh/one.yaml", &damaged);
    book.run(&["accept", "zh/one.md"]).code(2).stderr_eq(str![[r#"
error[unmerged-ledger]: a merge of this ledger was not finished
 --> content/_sync/zh/one.yaml:1:1
  |
1 | <<<<<<< ours
  | ^^^^^^^^^^^^
  = help: keep the pairs of both sides and remove the marks; equal ids are mended

error: `content/_sync/zh/one.yaml` cannot be read, so it is left as it is
 = help: mend it, or remove it and begin it anew with `diglot ledger init`

"#]]);
    assert_eq!(book.read("content/_sync/zh/one.yaml"), damaged);
}

#[test]
fn two_people_accept_neighbouring_paragraphs_and_git_merges_them() {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "wet", "dry");
    book.edit("content/en/one.md", "2024", "2025");
    book.commit();
    book.git(&["branch", "other"]);
    book.run(&["accept", "zh/one.md#p1", "--unchanged"]).success();
    book.commit();
    book.git(&["checkout", "-q", "other"]);
    book.run(&["accept", "zh/one.md#p2", "--unchanged"]).success();
    book.commit();
    book.git(&["merge", "-q", "-m", "both", "-"]);
    assert_eq!(book.states("zh/one.md"), []);
}

#[test]
fn gates_fail_a_check() {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.edit("content/en/one.md", "- another item", "- another item\n- and a third one");
    book.run(&["check"]).success();
    book.run(&["check", "--max-stale", "1", "--max-missing", "1"]).success();
    book.run(&["-q", "check", "--max-stale", "0"]).code(1).stderr_eq(str![[r#"
error: 1 paragraph is behind; `--max-stale` allows 0
 = help: `diglot status` tells which


"#]]);
    book.run(&["-q", "check", "--max-missing", "0"]).code(1).stderr_eq(str![[r#"
error: 1 paragraph is missing; `--max-missing` allows 0
 = help: `diglot status` tells which


"#]]);
}

#[test]
fn a_book_may_have_what_is_behind_told() {
    let book = Fixture::begun();
    book.edit("content/site.yaml", "original: en", "original: en\ncheck: {stale-translation: warn}");
    book.edit("content/en/one.md", "water is wet", "water is dry");
    book.run(&["-q", "check"]).success().stderr_eq(str![[r#"
warning[stale-translation]: `zh/one.md#p1` no longer says what its original says
 --> content/zh/one.md:3:1
  |
3 | 第一段说水是湿的。
  | ^^^^^^^^^^^^^^^^^^
  = help: `diglot status zh/one.md` shows what changed
note: the original says
 --> content/en/one.md:3:1
  |
3 | The first paragraph says that water is dry.
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^


"#]]);
}

#[test]
fn the_folder_of_ledgers_is_no_page() {
    let book = Fixture::begun();
    book.run(&["build", "-q"]).success();
    assert!(!book.path("dist/_sync").exists());
    assert_eq!(book.read("content/zh/one.md"), TRANSLATION);
}

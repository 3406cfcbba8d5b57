//! A heading of a translation has the id of its original's, and its own beside it.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use crate::{
    on_disk::OnDisk,
    small_book::{SmallBook, check, targets},
};

/// The ids of each chapter's headings as other pages see them, then where the links of the
/// chapter `zh/one.md` lead.
pub(crate) fn check_ids(text: &str, expected: &Expect) {
    let small = SmallBook::read(text);
    let book = small.bind().value;
    let mut shown = String::new();
    for entry in &book.entries {
        let ids: Vec<&str> = entry.card.outline.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        writeln!(shown, "{} {ids:?}", entry.card.path).unwrap();
    }
    expected.assert_eq(&(shown + &targets(&small, &book, "zh/one.md")));
}

#[test]
fn headings_of_equal_levels_share_ids() {
    check_ids(
        r"
        //- en/one.md
        # One
        ## First law
        ### Small print {#fine}
        ## Second law
        //- zh/one.md
        # 一
        ## 第一定律
        ### 小字
        ## 第二定律 {#own}
        [a](#first-law) [b](#第一定律) [c](#fine) [d](#second-law) [e](#own) [f](#one) [g](#一) [h](../en/one.md#first-law)
        ",
        &expect![[r#"
            zh/one.md ["first-law", "fine", "own"]
            en/one.md ["first-law", "fine", "second-law"]
            #first-law -> #first-law
            #第一定律 -> #first-law
            #fine -> #fine
            #second-law -> #own
            #own -> #own
            #one -> #one
            #一 -> #one
            ../en/one.md#first-law -> /en/one/#first-law
        "#]],
    );
}

#[test]
fn a_section_more_or_less_is_no_guess() {
    check_ids(
        r"
        //- en/one.md
        # One
        ## Why
        ## The `Option` type
        ## How
        ### Step 1
        ### Step 2
        ### Step 3
        ## End
        //- zh/one.md
        # 一
        ## 为什么
        ## `Option` 类型
        ## 怎样做
        ### 第 1 步
        ### 第 3 步
        ## 结束
        [a](#step-3) [b](#the-option-type)
        ",
        &expect![[r#"
            zh/one.md ["why", "the-option-type", "how", "step-1", "step-3", "end"]
            en/one.md ["why", "the-option-type", "how", "step-1", "step-2", "step-3", "end"]
            #step-3 -> #step-3
            #the-option-type -> #the-option-type
        "#]],
    );
}

#[test]
fn headings_inside_of_something_share_ids_in_sections_that_answer_one_another() {
    check_ids(
        r"
        //- en/one.md
        # One
        > ## Quoted
        ## Part
        - ### Item
        > [!NOTE]
        > ### Alert
        ## Other
        > ### More
        //- zh/one.md
        # 一
        > ## 引文
        ## 部分
        - ### 项
        > [!NOTE]
        > ### 提示
        ## 另一个
        > ### 更多
        > ### 译者的
        [a](#quoted) [b](#引文) [c](#item) [d](#alert) [e](#更多) [f](../en/one.md#alert)
        ",
        &expect![[r#"
            zh/one.md ["part", "other"]
            en/one.md ["part", "other"]
            #quoted -> #quoted
            #引文 -> #quoted
            #item -> #item
            #alert -> #alert
            #更多 -> #更多
            ../en/one.md#alert -> /en/one/#alert
        "#]],
    );
}

#[test]
fn an_id_that_is_taken_is_told() {
    check(&expect![[r#"
        //- en/one.md
        # One
        ## Alpha
        ## Beta
        //- zh/one.md
        # 一
        ## 甲 {#beta}
        ## 乙
        //~ 0..5 warn[taken-anchor]: the id `beta` that this heading has in the original is taken here; give it or what has that id another one: `{#id}`
    "#]]);
}

#[test]
fn a_page_has_both_ids() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: B\noriginal: en\nlocales: [{code: en}, {code: zh}]\n"),
        ("content/en/one.md", "# One\n\n## First law\n\nText.\n\n## Second\n\nText.\n"),
        ("content/zh/one.md", "# 一\n\n## 第一定律\n\n见[下](#第二)。\n\n## 第二\n\n文字。\n"),
    ]);
    book.build(&["--no-cache"]);
    let page = book.page("zh/one/index.html");
    for wanted in [
        "<h2 id=first-law><span id=第一定律></span>第一<wbr>定律</h2>",
        "<a href=#second>下</a>",
        "href=#first-law>第一定律</a>",
        "<h1 id=one>",
    ] {
        assert!(page.replace('"', "").contains(wanted), "{wanted} is not in {page}");
    }
}

/// Two sections of one name, of which the original's first has an id of its own.
const TWICE: &str = "
//- en/a.md
# A
## API {#rest}
Rest.
## API
Socket.
//- zh/a.md
# 甲
## API
文字。
## API
文字。
//- en/one.md
# One
//- zh/one.md
# 一
[a](a.md#api) [b](a.md#rest) [c](a.md#api-1) [d](../en/a.md#api)
";

#[test]
fn an_id_of_own_words_gives_way_to_one_from_the_original() {
    check_ids(
        TWICE,
        &expect![[r#"
        zh/a.md ["rest", "api"]
        zh/one.md []
        en/a.md ["rest", "api"]
        en/one.md []
        a.md#api -> /zh/a/#api
        a.md#rest -> /zh/a/#rest
        a.md#api-1 -> /zh/a/#api
        ../en/a.md#api -> /en/a/#api
    "#]],
    );
    assert_eq!(SmallBook::read(TWICE).bind().told, []);
    let only = TWICE.split("//- en/one.md").next().unwrap();
    let book = OnDisk::new(&[("content/site.yaml", "title: B\noriginal: en\nlocales: [{code: en}, {code: zh}]\n")]);
    for file in only.split("//- ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap();
        book.write(&format!("content/{path}"), text);
    }
    book.build(&["--no-cache", "--no-minify"]);
    for page in ["zh/a/index.html", "zh/a/with-en/index.html", "en/a/with-zh/index.html", "en/a/index.html"] {
        let page = book.page(page);
        let section = |id: &str| page.find(&format!("<h2 id=\"{id}\"")).unwrap();
        assert!(section("rest") < section("api"), "{page}");
        assert_eq!(page.matches("id=\"api\"").count(), 1, "{page}");
    }
}

#[test]
fn headings_may_change_their_ids_for_one_anothers() {
    check_ids(
        r"
        //- en/one.md
        # One
        ## B {#a}
        ## A {#b}
        ## D {#c}
        ## E {#d}
        //- zh/one.md
        # 一
        ## A
        ## B
        ## D
        ## C {#c}
        [a](#a) [b](#b) [c](#c) [d](#d)
        ",
        &expect![[r#"
            zh/one.md ["a", "b", "d", "c"]
            en/one.md ["a", "b", "c", "d"]
            #a -> #a
            #b -> #b
            #c -> #c
            #d -> #d
        "#]],
    );
}

//! What an editor of Chinese would mark, and what is written instead.

use std::{fmt::Write, fs};

use diglot::{
    markdown::{Manner, slips},
    path::ProjectPath,
    settings::MarkdownSettings,
};
use expect_test::{Expect, expect};

use super::on_disk::OnDisk;

fn check_in(is_traditional: bool, text: &str, expected: &Expect) {
    let manner = Manner { markdown: MarkdownSettings::default(), is_traditional };
    let mut told = String::new();
    for slip in slips(&ProjectPath::new("content/zh/a.md").unwrap(), text, 0, manner) {
        let right = slip.right.map_or_else(String::new, |right| format!(" -> {right:?}"));
        writeln!(told, "{:?}{right}: {}", slip.span.of(text), slip.message).unwrap();
    }
    expected.assert_eq(&told);
}

fn check(text: &str, expected: &Expect) {
    check_in(false, text, expected);
}

#[test]
fn signs_of_ascii_between_chinese_are_told() {
    check(
        "他说,好.真的?**真的**!就这样;好:\n\n- 一. 二\n- 三,\n  四\n- 五:\n  ```\n  x\n  ```\n  X\n",
        &expect![[r#"
            "," -> "，": `,` between Chinese characters is written `，`
            "." -> "。": `.` between Chinese characters is written `。`
            "?" -> "？": `?` between Chinese characters is written `？`
            "!" -> "！": `!` between Chinese characters is written `！`
            ";" -> "；": `;` between Chinese characters is written `；`
            ":" -> "：": `:` between Chinese characters is written `：`
            ". " -> "。": `.` between Chinese characters is written `。`
            "," -> "，": `,` between Chinese characters is written `，`
            ":" -> "：": `:` between Chinese characters is written `：`
        "#]],
    );
}

#[test]
fn what_stands_beside_other_writing_is_left_alone() {
    check(
        "版本 1.2,Rust 2021. 用 `a,b`,再用 $x,y$,和 <b>粗</b>,好 www.a.org\n\n\\, `字,字` [字](a,b.md \"题,目\")\n\n\
         ```text\n字,字\n```\n\n<p>字,字</p>\n\n3:00,a/b 中文, English 中文\n\n| 甲 | 乙 |\n|:---|---:|\n| 一 | 二 |\n",
        &expect![[""]],
    );
}

#[test]
fn ellipses_digits_and_title_marks() {
    check(
        "等等...然后。。。完\n\n第１２章《书名》和《半个\n\n半》个，a...b\n",
        &expect![[r#"
        "..." -> "……": an ellipsis is written `……` in Chinese, not `...`
        "。。。" -> "……": an ellipsis is written `……` in Chinese, not `。。。`
        "１２" -> "12": digits are written `12`, not full-width
        "《": `《` has no `》` in its paragraph
        "》": `》` has no `《` in its paragraph
    "#]],
    );
}

#[test]
fn quotation_marks_are_those_of_the_script() {
    let text = "他说\"你好\"，\"Hello\"，\" 字符串 \"。\n\n半个\"引号\n";
    check(
        text,
        &expect![[r#"
        "\"" -> "“": `"` around Chinese is written `“`
        "\"" -> "”": `"` around Chinese is written `”`
        "\" " -> "“": `"` around Chinese is written `“`
        " \"" -> "”": `"` around Chinese is written `”`
        "\"": a quotation mark has no partner in its paragraph
    "#]],
    );
    check_in(
        true,
        "他說\"你好\"。",
        &expect![[r#"
        "\"" -> "「": `"` around Chinese is written `「`
        "\"" -> "」": `"` around Chinese is written `」`
    "#]],
    );
}

#[test]
fn on_request_it_is_written_and_nothing_else_changes() {
    let chapter = "---\ntitle: 题,目\n---\r\n# 题\r\n\r\n他说:\"好,好\"...\r\n\r\n半个\"引号\r\n";
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\noriginal: zh\nlocales: [zh, en]\n"),
        ("content/zh/index.md", chapter),
        ("content/en/index.md", "# T\n\n中文,中文\n"),
    ]);
    let told = book.run("check", &[]);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    assert_eq!((told.status.code(), said.matches("warning[chinese-punctuation]").count()), (Some(0), 6), "{said}");
    let told = book.run("check", &["--fix-punctuation"]);
    let (said, left) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(said.contains("wrote the punctuation of 5 places in 1 chapter"), "{said}");
    assert_eq!(left.matches("warning[chinese-punctuation]").count(), 1, "{left}");
    let read = |locale: &str| fs::read_to_string(book.path(&format!("content/{locale}/index.md"))).unwrap();
    assert_eq!(read("zh"), chapter.replace("他说:\"好,好\"...", "他说：“好，好”……"));
    assert_eq!(read("en"), "# T\n\n中文,中文\n");
}

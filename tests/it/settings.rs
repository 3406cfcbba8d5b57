//! What an author gets from `content/site.yaml`, right and wrong.

use diglot::{
    date::Date,
    diag::{Code, Diagnostic, Level, Warned},
    input::{Options, Text},
    locale::LocaleCode,
    parse,
    path::ProjectPath,
    settings::{Localized, Root, Settings},
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn options() -> Options {
    Options { with_drafts: false, base_url: None, minify: None, today: Date::new(2026, 7, 13).unwrap() }
}

fn read(text: &str) -> Warned<Settings> {
    let file = ProjectPath::new("content/site.yaml").unwrap();
    parse::settings(&Text { file, text: text.into() }, &options())
}

/// Each fault on a line: code, the text it points to, message, ways out.
pub(crate) fn show(text: &str, told: &[Diagnostic]) -> String {
    let mut shown = String::new();
    for told in told {
        let span = told.place.as_ref().map(|place| place.span).unwrap();
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
        shown += &format!("{} {:?}: {}\n", told.code.name(), span.of(text), told.message);
        for help in &told.help {
            shown += &format!("  = {help}\n");
        }
        for (place, what) in &told.related {
            shown += &format!("  {:?}: {what}\n", place.span.of(text));
        }
    }
    shown
}

#[expect(clippy::needless_pass_by_value, reason = "reads well where it is called")]
fn check(text: &str, told: Expect) {
    told.assert_eq(&show(text, &read(text).told));
}

#[test]
fn a_book_needs_no_more_than_a_title() {
    let settings = read("title: A Book").told;
    assert_eq!(settings, []);
    let settings = read("title: A Book").value;
    assert_eq!(settings.locales.len(), 1);
    assert_eq!(settings.locales[0].name.as_ref(), "English");
    assert_eq!(settings.root, Root::Locale(settings.original.clone()));
    assert!(settings.output.minify && settings.output.feed && settings.markdown.math && settings.search.enabled);
    assert!(!settings.output.epub && !settings.markdown.smart_punctuation);
}

#[test]
fn every_key_of_the_contract_is_read() {
    let text = r"
title: {zh: 读懂扩展, en: Reading the Scaling Years}
description: {zh: 一本书, en: A book}
authors: [Ann, 李四]
base_url: https://user.github.io/book
locales:
  - {code: zh, tag: zh-Hans, name: 中文}
  - {code: en}
  - zh-TW
original: en
root: zh
parallel: [[zh, en]]
theme: paper
markdown: {math: false, smart_punctuation: true, raw_html: false}
search: {enabled: false}
output: {epub: true, feed: false, llms: false, print: false, minify: false}
check: {broken-link: warn, missing-alt: allow}
edit_url: https://github.com/user/book/edit/main/{path}
announcement: {zh: 新, en: New}
comments: {provider: giscus, repo: a/b, repo_id: c, category_id: d}
license: CC BY 4.0
extra: {year: 2026, deep: {list: [1, two]}}
";
    let Warned { value, told } = read(text);
    assert_eq!(show(text, &told), "");
    let zh = LocaleCode::new("zh").unwrap();
    assert_eq!(value.title.get(&zh).unwrap().as_ref(), "读懂扩展");
    let locales: Vec<_> =
        value.locales.iter().map(|it| (it.code.as_str(), it.tag.as_str(), it.name.as_ref())).collect();
    assert_eq!(locales, [("zh", "zh-Hans", "中文"), ("en", "en", "English"), ("zh-TW", "zh-Hant", "繁體中文")]);
    assert_eq!(value.base_url.as_deref(), Some("https://user.github.io/book/"));
    assert_eq!((value.base_path(), value.origin()), ("/book/", Some("https://user.github.io")));
    assert_eq!(value.root, Root::Locale(zh.clone()));
    assert_eq!(value.parallel, [(zh, LocaleCode::new("en").unwrap())]);
    assert_eq!(value.level(Code::BrokenLink), Level::Warn);
    assert_eq!(value.level(Code::MissingAlt), Level::Allow);
    assert_eq!(value.level(Code::BrokenAnchor), Level::Error);
    assert!(!value.markdown.math && value.markdown.smart_punctuation && value.output.epub && !value.output.minify);
    assert_eq!(value.extra.len(), 2);
}

#[test]
fn the_command_line_comes_first() {
    let file = ProjectPath::new("content/site.yaml").unwrap();
    let text = Text { file, text: "title: a\nbase_url: https://a.org/\noutput: {minify: true}".into() };
    let options = Options { base_url: Some("http://b.org/c".into()), minify: Some(false), ..options() };
    let Warned { value, told } = parse::settings(&text, &options);
    assert_eq!((value.base_url.as_deref(), value.output.minify, told.len()), (Some("http://b.org/c/"), false, 0));

    let options = Options { base_url: Some("b.org".into()), ..options };
    assert_eq!(parse::settings(&text, &options).told[0].code, Code::InvalidValue);
}

#[test]
fn faults_are_told_all_at_once_and_the_rest_is_kept() {
    let text = "\u{feff}title: 书\r\nlocales: [{code: en, nmae: x}, {tag: de}, e, 5]\r\nroot: chuser\r\n\
        check: {broken-lnk: error, broken-link: errr}\r\noutput: {epub: yes, feed: false}\r\n\
        comments: {provider: gisqus}\r\nbase_url: ftp://x\r\nedit_url: https://x/\r\ntheme: ../x\r\ntitel: y\r\n";
    check(text, expect![[r""]]);
    let settings = read(text).value;
    assert_eq!(settings.title, Localized::One("书".into()));
    assert_eq!(settings.locales.len(), 1);
    assert!(!settings.output.epub && !settings.output.feed);
}

#[test]
fn codes_must_name_locales_of_the_book() {
    check(
        "title: {en: a, fr: b}\nlocales: [zh, en, EN]\noriginal: e\nroot: eng\nparallel: [[en, en], [en], [zh, xx], [zh, en], [en, zh]]",
        expect![[r""]],
    );
}

#[test]
fn what_is_not_yaml_is_said_in_plain_words() {
    let texts = [
        "title: 中: 文",
        "title: [1, 2",
        "title:\n\t- b",
        "title: \"中文\nb: 2",
        "title: 'it's'",
        "title: a\nb: \u{7}",
        "- a\nb: c",
        "title: a\ntitle: 2",
        "title: *x",
        "title: !x y",
        "title: \"\\q\"",
        "title: `x`",
        "  a: 1\n b: 2",
        "[a]: b",
        "just text",
        "a: [\n",
        "",
    ];
    let shown: String = texts.iter().map(|text| format!("{text:?}\n{}\n", show(text, &read(text).told))).collect();
    expect![[r""]].assert_eq(&shown);
}

#[test]
fn texts_that_would_take_forever_are_refused() {
    let bomb: String = ('a'..='i').fold("x0: &x [1,1,1,1,1,1,1,1]\n".to_owned(), |text, letter| {
        let before = if letter == 'a' { 'x' } else { (letter as u8 - 1) as char };
        let again = format!("*{before},").repeat(8);
        format!("{text}{letter}0: &{letter} [{again}]\n")
    });
    let long = format!("a: &a {}\nb: [{}]", "x".repeat(50_000), "*a,".repeat(5_000));
    let cases = [
        ("alias bomb", bomb),
        ("long text repeated", long),
        ("an alias of itself", "a: &a [*a]".to_owned()),
        ("brackets", "{a: ".repeat(100_000)),
        ("lists in lists", "- ".repeat(50_000)),
        ("directives", "%TAG !a! b\n".repeat(50_000)),
        ("a large file", "a: b\n".repeat(300_000)),
    ];
    for (name, text) in cases {
        let told = read(&text).told;
        assert_eq!(told.iter().map(|told| told.code.name()).collect::<Vec<_>>(), ["yaml-too-complex"], "{name}");
    }
    let many = "kee: 1\n".repeat(5_000);
    assert!(read(&many).told.len() <= 50);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in r#"(?:[ \r\n\t]|title|locales|check|- |: |\[|\]|\{|\}|,|"|'|&a |\*a|!t |#|\||>|---\n|\.\.\.\n|%|\?|[a-z0-9~.]|中|𠮷|\u{feff}|\u{7}|\\){0,60}"#) {
        let told = read(&text).told;
        show(&text, &told.into_iter().filter(|told| told.place.is_some()).collect::<Vec<_>>());
    }
}

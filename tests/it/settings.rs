//! What an author gets from `content/site.yaml`, right and wrong.

use std::fmt::Write;

use diglot::{
    date::Date,
    diag::{Code, Diagnostic, Level, Warned},
    input::{Options, Text},
    locale::LocaleCode,
    parse,
    path::{ContentPath, ProjectPath},
    settings::{Localized, Root, Settings},
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn options() -> Options {
    Options { with_drafts: false, base_url: None, minify: None, today: Date::new(2026, 7, 13).unwrap() }
}

fn read(text: &str) -> Warned<Settings> {
    let file = ProjectPath::new("content/site.yaml").unwrap();
    parse::settings(&Text { file, text: text.into() }, &options(), [])
}

/// Each fault on a line: code, the text it points to, message, ways out.
pub(crate) fn show(text: &str, told: &[Diagnostic]) -> String {
    let mut shown = String::new();
    for told in told {
        let span = told.place.as_ref().map(|place| place.span).unwrap();
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
        writeln!(shown, "{} {:?}: {}", told.code.name(), span.of(text), told.message).unwrap();
        for help in &told.help {
            writeln!(shown, "  = {help}").unwrap();
        }
        for (place, what) in &told.related {
            writeln!(shown, "  {:?}: {what}", place.span.of(text)).unwrap();
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
fn a_title_that_says_nothing_is_told() {
    check(
        "title: ' '",
        expect![[r#"
            missing-key "' '": `title` is empty
              = a book needs a title: tabs, search engines and feeds show it
        "#]],
    );
    for text in ["title: ''", "title: {}", "title: {en: ' '}"] {
        let Warned { value, told } = read(text);
        assert_eq!((told.len(), value.title), (1, Localized::One("Untitled".into())), "{text}");
    }
    check(
        "title: {zh: '', en: Book}\nlocales: [zh, en]",
        expect![[r#"
            missing-key "zh": `title.zh` is empty
        "#]],
    );
}

/// The codes of the locales that a book has by its settings and the paths of its chapters.
fn locales(text: &str, sources: &[&str]) -> Vec<String> {
    let file = ProjectPath::new("content/site.yaml").unwrap();
    let sources: Vec<ContentPath> = sources.iter().map(|path| ContentPath::new(path).unwrap()).collect();
    let settings = parse::settings(&Text { file, text: text.into() }, &options(), &sources).value;
    settings.locales.iter().map(|locale| locale.code.to_string()).collect()
}

#[test]
fn a_book_that_lists_no_locale_has_those_of_its_folders() {
    assert_eq!(locales("title: T", &["zh/index.md", "zh/01-a.md"]), ["zh"]);
    assert_eq!(locales("title: T", &["zh-TW/index.md", "en/p/01-a.md", "notes/a.md", "api/a.md"]), ["en", "zh-TW"]);
    assert_eq!(locales("title: T\noriginal: yue", &["yue/index.md", "en/index.md"]), ["en", "yue"]);
    assert_eq!(locales("title: T\nlocales: [zh]", &["zh/index.md", "en/index.md"]), ["zh"]);
    assert_eq!(locales("title: T\nlocales: []", &["zh/index.md"]), ["zh"]);
}

#[test]
fn a_book_without_locale_folders_has_the_one_locale_that_it_had() {
    assert_eq!(locales("title: T", &[]), ["en"]);
    assert_eq!(locales("title: T", &["index.md", "01-a.md", "io/01-b.md"]), ["en"]);
    assert_eq!(locales("title: T\noriginal: zh", &["index.md", "io/01-b.md"]), ["zh"]);
    assert_eq!(locales("title: T", &["01-start/01-a.md", "api/01-b.md"]), ["en"]);
    // With a folder for the only locale, a chapter beside it is astray.
    assert_eq!(locales("title: T", &["stray.md", "en/index.md", "zh/index.md"]), ["en", "zh"]);
}

#[test]
fn a_title_tells_the_language_of_a_book_that_names_none() {
    for (title, expected) in [
        ("我的书", "zh"),
        ("Rust 程序设计語言", "zh"),
        ("Rust入門", "zh"),
        ("列奥纳多・达・芬奇传", "zh"),
        ("はじめての Rust", "ja"),
        ("러스트 入門", "ko"),
        ("مقدمة في Rust", "ar"),
        ("Война и мир", "en"),
        ("{zh: 书}", "en"),
        ("1984", "en"),
    ] {
        assert_eq!(locales(&format!("title: {title}"), &["index.md", "01-章.md"]), [expected], "{title}");
        assert_eq!(locales(&format!("title: {title}\noriginal: de"), &["index.md"]), ["de"], "{title}");
        assert_eq!(locales(&format!("title: {title}"), &["fr/index.md"]), ["fr"], "{title}");
    }
}

#[test]
fn locales_that_cannot_be_read_are_those_of_the_folders() {
    let sources = ["zh/index.md", "en/index.md", "yue/index.md"];
    for text in ["title: \"T\nlocales: [zh, en, yue]", "title: T\nlocales: zh", "title: T\nlocales: [{cod: zh}, en]"] {
        let mut codes = locales(text, &sources);
        codes.sort();
        assert_eq!(codes, ["en", "yue", "zh"], "{text}");
    }
    check(
        "title: {zh: 书, en: Book}\nlocales: zh",
        expect![[r#"
            wrong-type "zh": `locales` must be a list of locales, each with its `code`, not the text `zh`
        "#]],
    );
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
    assert_eq!(value.level(Code::UnknownKey), Level::Error);
    assert!(!value.markdown.math && value.markdown.smart_punctuation && value.output.epub && !value.output.minify);
    assert_eq!(value.extra.len(), 2);
}

#[test]
fn the_command_line_comes_first() {
    let file = ProjectPath::new("content/site.yaml").unwrap();
    let text = Text { file, text: "title: a\nbase_url: https://a.org/\noutput: {minify: true}".into() };
    let options = Options { base_url: Some("http://b.org/c".into()), minify: Some(false), ..options() };
    let Warned { value, told } = parse::settings(&text, &options, []);
    assert_eq!((value.base_url.as_deref(), value.output.minify, told.len()), (Some("http://b.org/c/"), false, 0));

    // Below an empty folder a path would be that of another host.
    let options = Options { base_url: Some("https://a.org//b///c//".into()), ..options };
    let Warned { value, .. } = parse::settings(&text, &options, []);
    assert_eq!((value.base_url.as_deref(), value.base_path()), (Some("https://a.org/b/c/"), "/b/c/"));
    let options = Options { base_url: Some("b.org".into()), ..options };
    assert_eq!(parse::settings(&text, &options, []).told[0].code, Code::InvalidValue);
}

#[test]
fn numbers_without_an_end_are_no_data_of_templates() {
    check(
        "title: T\nlocales: [en]\nextra: {a: 1.5, b: [.inf, {c: .nan}]}\n",
        expect![[r#"
        invalid-value ".inf": `extra.b[0]` is no number that a page can be given
          = write it as a text, in quotes
        invalid-value ".nan": `extra.b[1].c` is no number that a page can be given
          = write it as a text, in quotes
    "#]],
    );
}

#[test]
fn faults_are_told_all_at_once_and_the_rest_is_kept() {
    let text = "\u{feff}title: 书\r\nlocales: [{code: en, nmae: x}, {tag: de}, e, 5]\r\nroot: chuser\r\n\
        check: {broken-lnk: error, broken-link: errr}\r\noutput: {epub: yes, feed: false}\r\n\
        comments: {provider: gisqus}\r\nbase_url: ftp://x\r\nedit_url: https://x/\r\ntheme: ../x\r\ntitel: y\r\n";
    check(
        text,
        expect![[r#"
        unknown-key "nmae": `locales[0]` has no key `nmae`
          = the closest is `name`
        missing-key "{tag: de}": `locales[1]` has no `code`
        invalid-value "e": `locales[2]` must be a language code such as `en` or `zh-TW`, not `e`
        wrong-type "5": `locales[3]` must be a locale, such as `{code: en, name: English}`, not the number 5
        unknown-key "broken-lnk": there is no fault of the name `broken-lnk`
          = the closest is `broken-link`
        invalid-value "errr": `check.broken-link` must be one of `allow`, `warn`, `error`, not `errr`
          = the closest is `error`
        wrong-type "yes": `output.epub` must be `true` or `false`, not the text `yes`
        missing-key "comments": `comments` has no `repo`
        missing-key "comments": `comments` has no `repo_id`
        missing-key "comments": `comments` has no `category_id`
        invalid-value "gisqus": `comments.provider` must be `giscus`, not `gisqus`
          = the closest is `giscus`
        invalid-value "ftp://x": `base_url` must begin with `https://` or `http://` and a host
          = write it as `https://user.github.io/book/`
        invalid-value "https://x/": `edit_url` must hold `{path}`, where the path of the chapter goes
          = write it as `https://github.com/user/book/edit/main/{path}`
        invalid-value "../x": `theme` must be the name of a theme, not a path
        unknown-key "titel": `site.yaml` has no key `titel`
          = the closest is `title`
    "#]],
    );
    let settings = read(text).value;
    assert_eq!(settings.title, Localized::One("书".into()));
    assert_eq!(settings.locales.len(), 1);
    assert!(!settings.output.epub && !settings.output.feed);
}

#[test]
fn codes_must_name_locales_of_the_book() {
    check(
        "title: {en: a, fr: b}\nlocales: [zh, en, EN]\noriginal: e\nroot: eng\nparallel: [[en, en], [en], [zh, xx], [zh, en], [en, zh]]",
        expect![[r#"
            invalid-value "fr": the book has no locale `fr`
              = its locales are `zh`, `en`
            invalid-value "EN": the locale `EN` is listed twice
            invalid-value "e": `original` must be a language code such as `en` or `zh-TW`, not `e`
            invalid-value "eng": the book has no locale `eng`
              = its locales are `zh`, `en`
            invalid-value "[en, en]": `en` cannot be paired with itself
            wrong-type "[en]": `parallel[1]` must be a pair of locales such as `[zh, en]`, not a list
            invalid-value "xx": the book has no locale `xx`
              = its locales are `zh`, `en`
            invalid-value "[en, zh]": `en` and `zh` are paired twice
        "#]],
    );
}

/// The faults of each text, after the text.
fn each(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{text:?}\n{}", show(text, &read(text).told))).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_not_closed_or_indented_is_said_in_plain_words() {
    let texts = [
        "title: 中: 文",
        "title: [1, 2",
        "title:\n\t- b",
        "title: \"中文\nb: 2",
        "title: 'it's'",
        "- a\nb: c",
        "  a: 1\n b: 2",
        "a: [\n",
    ];
    expect![[r#"
        "title: 中: 文"
        invalid-yaml ":": a `:` stands here where YAML expects no key
          = text that holds `: ` needs quotes around it; a key needs the indent of its neighbours

        "title: [1, 2"
        invalid-yaml "": a list in `[` and `]` is not closed, or a comma is missing
          = write `[one, two]`; text that holds `[`, `]` or `,` needs quotes around it
          "[1": it begins here

        "title:\n\t- b"
        invalid-yaml "\t- b": a value cannot begin with this character
          = indent with spaces, not tabs; text that begins with `@`, a backtick or `%` needs quotes around it

        "title: \"中文\nb: 2"
        invalid-yaml "": quotes are opened and not closed
          = close the quotes; inside of double quotes write `\"` for a quotation mark
          "\"中文": it begins here

        "title: 'it's'"
        invalid-yaml "s'": YAML expects a key here
          = a key needs the indent of its neighbours; text after a closing quotation mark must be inside of it

        "- a\nb: c"
        invalid-yaml "b": YAML expects another item of the list here
          = begin each item with `- `, all with the same indent

        "  a: 1\n b: 2"
        invalid-yaml "b": the text goes on after its end
          = give all keys at the top the same indent

        "a: [\n"
        invalid-yaml "": a value is missing here
          = text that begins with `]`, `}` or `,` needs quotes around it; each `[` and `{` needs its end
    "#]]
    .assert_eq(&each(&texts));
}

#[test]
fn a_second_document_is_told_where_it_begins() {
    let texts = [
        "title: a\n---\nroot: en\n",
        "# c\n\n---\ntitle: a\n# d\n--- # the rest\nroot: en\n",
        "%YAML 1.1\n---\ntitle: |\n  b\n---\n@\n",
        "title: a\r\n---\r\n",
        "---\n---\ntitle: a\n",
        "title: a\n...\n# c\nroot: en\n",
        "title: a\n...\n\n---\n",
        "title: a\n... # the end\n# c\n",
        "{title: a}\nroot: en\n",
    ];
    expect![[r##"
        "title: a\n---\nroot: en\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "# c\n\n---\ntitle: a\n# d\n--- # the rest\nroot: en\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "%YAML 1.1\n---\ntitle: |\n  b\n---\n@\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "title: a\r\n---\r\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "---\n---\ntitle: a\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "title: a\n...\n# c\nroot: en\n"
        invalid-yaml "root": a second document begins here
          = take the line `...` above away, or what follows it: `site.yaml` is one document

        "title: a\n...\n\n---\n"
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: `site.yaml` is one document

        "title: a\n... # the end\n# c\n"

        "{title: a}\nroot: en\n"
        invalid-yaml "root": the text goes on after its end
          = give all keys at the top the same indent
    "##]]
    .assert_eq(&each(&texts));
    // Not the line with which the first one begins.
    let place = |text: &str| read(text).told[0].place.as_ref().map(|place| place.span.start as usize);
    for text in &texts[..5] {
        assert_eq!(place(text), text.rfind("---"), "{text:?}");
    }
}

#[test]
fn what_yaml_has_and_settings_do_not_is_said_in_plain_words() {
    let texts = [
        "title: a\nb: \u{7}",
        "title: a\ntitle: 2",
        "title: *x",
        "title: !x y",
        "title: \"\\q\"",
        "title: `x`",
        "[a]: b",
        "just text",
        "",
    ];
    expect![[r#"
        "title: a\nb: \u{7}"
        invalid-yaml "\u{7}": YAML does not allow the character U+0007

        "title: a\ntitle: 2"
        invalid-yaml "title": the key `title` stands here a second time
          "title": it stands here first

        "title: *x"
        invalid-yaml "*x": `*` refers to an anchor that is not there
          = text that begins with `*` needs quotes around it

        "title: !x y"
        invalid-yaml "!x y": YAML tags are not read here
          = text that begins with `!` needs quotes around it

        "title: \"\\q\""
        invalid-yaml "\\q\"": a backslash before a character that needs none
          = write `\\` for a backslash, or use single quotes
          "\"\\q\"": it begins here

        "title: `x`"
        invalid-yaml "`x`": a value cannot begin with this character
          = indent with spaces, not tabs; text that begins with `@`, a backtick or `%` needs quotes around it

        "[a]: b"
        invalid-yaml "[a]": a list or map cannot be a key
          = text that begins with `[` or `{` needs quotes around it

        "just text"
        wrong-type "just text": `site.yaml` must be a map, not the text `just text`

        ""
        missing-key "": `site.yaml` has no `title`
    "#]]
    .assert_eq(&each(&texts));
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

#[test]
fn locales_that_would_have_one_tag_keep_their_regions() {
    let shown = |text: &str| {
        let settings = read(text);
        let mut shown = String::new();
        for locale in &settings.value.locales {
            writeln!(shown, "{} {} {}", locale.code, locale.tag, locale.name).unwrap();
        }
        shown + &show(text, &settings.told)
    };
    expect![[r#"
        zh-TW zh-Hant-TW 繁體中文（臺灣）
        zh-HK zh-Hant-HK 繁體中文（香港）
        zh-mo zh-Hant-MO 澳門

        zh zh-Hans 简体中文
        zh-CN zh-Hans-CN 简体中文（中国大陆）
        zh-TW zh-Hant 繁體中文

        zh-TW zh-Hant-TW 繁體中文（臺灣）
        zh-HK zh-Hant 繁體中文
        en-US en-US English
        en-GB en-GB English

        zh zh-Hans 简体中文
        zh-Hans zh-Hans 简体中文
        en en English
        simple EN English
        invalid-value "zh-Hans": the locales `zh` and `zh-Hans` have one language tag, `zh-Hans`
          = give one of them a `tag` of its own, such as `zh-x-other`
        invalid-value "simple": the locales `en` and `simple` have one language tag, `en`
          = give one of them a `tag` of its own, such as `en-x-other`
    "#]]
    .assert_eq(
        &[
            "title: T\nlocales: [zh-TW, zh-HK, {code: zh-mo, name: 澳門}]\n",
            "title: T\nlocales: [zh, zh-CN, zh-TW]\n",
            "title: T\nlocales: [zh-TW, {code: zh-HK, tag: zh-Hant}, en-US, en-GB]\n",
            "title: T\nlocales: [zh, zh-Hans, {code: en, tag: en}, {code: simple, tag: EN}]\n",
        ]
        .map(shown)
        .join("\n"),
    );
}

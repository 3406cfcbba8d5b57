//! What becomes of one source file: front matter, title, headings, length, opening.

use std::{collections::BTreeMap, fmt::Write, fs, sync::Arc};

use diglot::{
    chapter::Chapter,
    date::Date,
    diag::Warned,
    front_matter::{Kind, Role, Timecode},
    locale::LocaleCode,
    parse::{self, Source},
    path::{Anchor, ContentPath},
    settings::MarkdownSettings,
    terms::Terms,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{settings::show, shared};

fn with_source<T>(tree_path: &str, text: &str, read: impl FnOnce(Source<'_>) -> T) -> T {
    let path = ContentPath::new(&format!("zh/{tree_path}")).unwrap();
    read(Source {
        path: &path,
        text: &Arc::from(text),
        locale: &LocaleCode::new("zh").unwrap(),
        tree_path,
        markdown: MarkdownSettings::default(),
        includes: &BTreeMap::new(),
        terms: &Terms::default(),
    })
}

fn read_at(tree_path: &str, text: &str) -> Warned<Chapter> {
    with_source(tree_path, text, parse::chapter)
}

fn read(text: &str) -> Warned<Chapter> {
    read_at("01-part/02-file-name.md", text)
}

/// Compares title, headings, as they stand on the page, and faults.
#[expect(clippy::needless_pass_by_value, reason = "reads well where it is called")]
fn check(text: &str, expected: Expect) {
    let Warned { value, told } = read(text);
    let mut shown = format!("title: {}\n", value.card.title);
    for heading in &value.card.outline.headings {
        writeln!(shown, "h{} {} #{}", heading.level, heading.text, heading.anchor).unwrap();
    }
    let anchors: Vec<&str> = value.anchors.iter().map(Anchor::as_str).collect();
    write!(shown, "ids: {}\n{}", anchors.join(" "), show(text, &told)).unwrap();
    expected.assert_eq(&shown);
}

#[test]
fn every_key_of_the_contract_is_read() {
    let text = r"---
title: 1984
subtitle: s
description: d
date: 2024-11-19
updated: 2025-01-02
slug: a-b
aliases: [old, /older/]
key: k
order: -3
numbered: false
toc: true
toc_depth: 2
draft: true
template: wide.html
kind: interview
authors: 张三
translators: [Ann, Ben]
editors: [C]
tags: [2024, ai]
location: Berlin
source: {title: T, url: https://u.org/, locale: en, published: 2023-01-01, start: '2:05', abridged: true}
audio: {src: a.mp3, duration: '1:14:10', size: 20 MB, start: 7}
video: {url: https://v.org/}
speakers:
  - {id: l, name: 李四, names: [Li Si, 李], role: guest}
further:
  - {title: F, url: f.md}
cover: c.jpg
noindex: true
search: false
extra: {a: [1, {b: c}]}
---
text
";
    let Warned { value, told } = read(text);
    assert_eq!(show(text, &told), "");
    let front = Arc::unwrap_or_clone(value.card.front.clone());
    assert_eq!(front.title.as_deref(), Some("1984"));
    assert_eq!((front.date, front.order, front.toc_depth), (Date::new(2024, 11, 19), Some(-3), Some(2)));
    assert_eq!((front.kind, front.draft, front.numbered), (Some(Kind::Interview), Some(true), Some(false)));
    assert_eq!(front.authors.unwrap(), [Arc::from("张三")]);
    assert_eq!(front.tags.unwrap(), [Arc::from("2024"), Arc::from("ai")]);
    assert_eq!(front.source.unwrap().start, Some(125));
    assert_eq!(front.audio.unwrap().duration, Some(Timecode(4450)));
    let speaker = &front.speakers.unwrap()[0];
    assert_eq!((&*speaker.name, speaker.names.len(), speaker.role), ("李四", 2, Some(Role::Guest)));
    assert_eq!((front.further.len(), front.aliases.len(), front.extra.unwrap().len()), (1, 2, 1));
}

#[test]
fn faults_of_front_matter_are_told_where_they_stand() {
    let front = "---\ntitle: 题\ntitel: x\ndate: 2024-13-01\ntoc_depth: 9\norder: one\ndraft: yes\nkind: intervew\n\
        slug: '?'\ntags: [a, [b], '🎉']\nsource: {ulr: x, published: 2024}\naudio: {start: 1:99}\nspeakers: [{name: A, role: gest}]\n\
        further: [{title: a}]\nlocation: [x]\nextra: none\n---\n# 题\n";
    // A byte order mark and carriage returns change nothing but the places.
    let text = format!("\u{feff}{}", front.replace('\n', "\r\n"));
    check(
        &text,
        expect![[r#"
        title: 题
        ids: 
        unknown-key "titel": the front matter has no key `titel`
          = the closest is `title`
        invalid-value "2024-13-01": `date` must be a day such as 2024-11-19, not `2024-13-01`
        invalid-value "9": `toc_depth` must be from 0 to 6, not 9
        wrong-type "one": `order` must be a whole number, not the text `one`
        wrong-type "yes": `draft` must be `true` or `false`, not the text `yes`
        invalid-value "intervew": `kind` must be one of `chapter`, `interview`, `page`, not `intervew`
          = the closest is `interview`
        invalid-value "'?'": `slug` needs a letter or a digit, and `?` has none
        wrong-type "[b]": `tags[1]` must be a text, not a list
        invalid-value "'🎉'": `tags[2]` needs a letter or a digit, and `🎉` has none
        unknown-key "ulr": `source` has no key `ulr`
          = the closest is `url`
        wrong-type "2024": `source.published` must be a day such as 2024-11-19, not the number 2024
        missing-key "audio": `audio` has no `src` or `url`
        invalid-value "1:99": `audio.start` must be a time such as 1:14:10 or a number of seconds, not the text `1:99`
        missing-key "{name: A, role: gest}": `speakers[0]` has no `id`
        invalid-value "gest": `speakers[0].role` must be one of `host`, `guest`, not `gest`
          = the closest is `guest`
        missing-key "{title: a}": `further[0]` has no `url`
        wrong-type "[x]": `location` must be a text, not a list
        wrong-type "none": `extra` must be a map, not the text `none`
    "#]],
    );
    let front = read(front).told.len();
    assert_eq!(read(&text).told.len(), front);
}

#[test]
fn front_matter_may_be_absent_empty_or_broken() {
    let cases = [
        "",
        "\u{feff}# A\n",
        "---\n---\n# A\n",
        "---\n...\n# A\n",
        "---\r\ntitle: A\r\n---\r\n",
        "---\ntitle: A\n",
        "---",
        "--- \ntitle: A\n---\t\nb",
        "---\ntitle: [A\n---\n# B\n",
        "---\n- a\n---\n# B\n",
        "---\ntitle: A\n--- # end\n---\n# B\n",
        " ---\ntitle: A\n---\n",
        "----\n# A\n",
        "# A\n\n---\ntitle: b\n---\n",
    ];
    let shown = cases.map(|text| {
        let Warned { value, told } = read(text);
        format!("{text:?} is {:?}, {} blocks\n{}", value.card.title, value.doc.blocks.len(), show(text, &told))
    });
    expect![[r##"
        "" is "file name", 0 blocks
        missing-title "": the chapter has neither a `title` nor a heading at its beginning
          = begin the text with `# Title`; until then the file's name stands for it
        "\u{feff}# A\n" is "A", 0 blocks
        "---\n---\n# A\n" is "A", 0 blocks
        "---\n...\n# A\n" is "A", 0 blocks
        "---\r\ntitle: A\r\n---\r\n" is "A", 0 blocks
        "---\ntitle: A\n" is "file name", 1 blocks
        unclosed-front-matter "---": the front matter has no closing `---`
          = end it with a line `---`, or begin a text with `***` to draw a rule
        "---" is "file name", 0 blocks
        unclosed-front-matter "---": the front matter has no closing `---`
          = end it with a line `---`, or begin a text with `***` to draw a rule
        "--- \ntitle: A\n---\t\nb" is "A", 1 blocks
        "---\ntitle: [A\n---\n# B\n" is "B", 0 blocks
        invalid-yaml "": a list in `[` and `]` is not closed, or a comma is missing
          = write `[one, two]`; text that holds `[`, `]` or `,` needs quotes around it
          "[A": it begins here
        "---\n- a\n---\n# B\n" is "B", 0 blocks
        wrong-type "- a": the front matter must be a map, not a list
        "---\ntitle: A\n--- # end\n---\n# B\n" is "B", 0 blocks
        invalid-yaml "---": a second document begins here
          = take the line away, or what follows it: the front matter is one document
        " ---\ntitle: A\n---\n" is "file name", 2 blocks
        missing-title "": the chapter has neither a `title` nor a heading at its beginning
          = begin the text with `# Title`; until then the file's name stands for it
        "----\n# A\n" is "file name", 2 blocks
        missing-title "": the chapter has neither a `title` nor a heading at its beginning
          = begin the text with `# Title`; until then the file's name stands for it
        "# A\n\n---\ntitle: b\n---\n" is "A", 2 blocks
    "##]]
    .assert_eq(&shown.concat());
}

#[test]
fn a_page_has_one_title() {
    // The first heading is the title, whatever its level, and the rest moves with it.
    check(
        "# A\n\n## B\n\n### C\n",
        expect![[r#"
        title: A
        h2 B #b
        h3 C #c
        ids: b c
    "#]],
    );
    check(
        "## A\n\n### B\n\n#### C\n\n### B\n",
        expect![[r#"
        title: A
        h2 B #b
        h3 C #c
        h2 B #b-1
        ids: b c b-1
    "#]],
    );
    check(
        "# A\n\n# B\n\n## C\n",
        expect![[r#"
        title: A
        h2 B #b
        h3 C #c
        ids: b c
    "#]],
    );
    check(
        "<!-- c -->\n<a id=\"x\"></a>\n\n# A `b` *c*\n\ntext\n\n## D\n",
        expect![[r#"
        title: A b c
        h2 D #d
        ids: d
    "#]],
    );
}

#[test]
fn a_title_stands_at_the_beginning_or_in_the_front_matter() {
    // A heading below a text is none, and one that the front matter repeats goes.
    check(
        "text\n\n# B\n",
        expect![[r#"
        title: file name
        h2 B #b
        ids: b
        missing-title "": the chapter has neither a `title` nor a heading at its beginning
          = begin the text with `# Title`; until then the file's name stands for it
    "#]],
    );
    check(
        "---\ntitle: A  b\n---\n# A b\n\n## C\n",
        expect![[r#"
        title: A  b
        h2 C #c
        ids: c
    "#]],
    );
    check(
        "---\ntitle: A\n---\n# B\n\n## C\n",
        expect![[r#"
        title: A
        h2 B #b
        h3 C #c
        ids: b c
    "#]],
    );
    check(
        "> ## A\n",
        expect![[r#"
        title: file name
        ids: a
        missing-title "": the chapter has neither a `title` nor a heading at its beginning
          = begin the text with `# Title`; until then the file's name stands for it
    "#]],
    );
}

#[test]
fn a_text_begins_at_the_second_level_unless_that_mixes_its_levels() {
    // Levels are kept apart, and where the first heading is too deep that is told.
    check(
        "## A\n\n### B\n\n#### C\n\n## Summary\n",
        expect![[r#"
        title: A
        h2 B #b
        h3 C #c
        h2 Summary #summary
        ids: b c summary
    "#]],
    );
    check(
        "# A\n\n### B\n\n## C\n\n### D\n",
        expect![[r####"
        title: A
        h3 B #b
        h2 C #c
        h3 D #d
        ids: b c d
        skipped-heading "### B\n": the heading `B` skips from level 1 to level 3 of the page
    "####]],
    );
    check(
        "# A\n\n### B\n\n##### C\n\n## D\n",
        expect![[r######"
            title: A
            h2 B #b
            h4 C #c
            h2 D #d
            ids: b c d
            skipped-heading "##### C\n": the heading `C` skips from level 2 to level 4 of the page
        "######]],
    );
}

#[test]
fn a_file_without_a_title_is_called_by_its_name() {
    let titles = ["02-what-is_it.md", "01-part/index.md", "index.md", "2024.md", "03-.md", "a/关于.md"]
        .map(|path| read_at(path, "text").value.card.title.to_string());
    assert_eq!(titles, ["what is it", "part", "index", "2024", "03", "关于"]);
}

#[test]
fn anchors_are_unique_and_an_authors_own_come_first() {
    check(
        "# A\n\n## A\n\n## A\n\n> ## A\n\n## A-1\n\n## x {#a-2}\n\n## ！\n\n## Option<T> 与 match\n",
        expect![[r#"
        title: A
        h2 A #a-1
        h2 A #a-3
        h2 A-1 #a-1-1
        h2 x #a-2
        h2 ！ #section
        h2 Option 与 match #option-与-match
        ids: a-1 a-3 a-4 a-1-1 a-2 section option-与-match
    "#]],
    );
    check(
        "# T\n\n## A {#x}\n\n## B {#x}\n\n## C {#y}\n\n<a id=\"y\"></a>\n",
        expect![[r###"
            title: T
            h2 A #x
            h2 B #x-1
            h2 C #y-1
            ids: x x-1 y-1
            duplicate-anchor "## B {#x}\n": the id `x` is given twice
              "## A {#x}\n": it is given here first
            duplicate-anchor "## C {#y}\n": the id `y` is given twice
              "id=\"y\"": it is given here first
        "###]],
    );
    check(
        "# T\n\n## dg toc\n\n## A {#dg-main}\n\n<p id=\"fn-1\">a[^n]</p>\n\nb[^n]\n\n[^n]: c\n",
        expect![[r###"
            title: T
            h2 dg toc #dg-toc-1
            h2 A #dg-main
            ids: dg-toc-1 dg-main
            duplicate-anchor "## A {#dg-main}\n": the page may have the id `dg-main` from the theme
              = give this place an id that does not begin with `dg-`
            duplicate-anchor "id=\"fn-1\"": the page may have the id `fn-1` from a footnote
              = give this place an id that does not read like `fn-1` or `fnref-1`
        "###]],
    );
    let many = "## same\n\n".repeat(20_000);
    assert_eq!(read(&many).value.anchors.len(), 19_999);
}

#[test]
fn a_title_can_be_linked_to() {
    let chapter = read("# What Is It {#w}\n\n## w\n").value;
    assert_eq!(chapter.title_anchor.unwrap().as_str(), "w");
    assert_eq!(chapter.anchors[0].as_str(), "w-1");
    assert_eq!(chapter.card.ids.len(), 2);
}

#[test]
fn a_chapter_is_measured() {
    let text = "# 标题\n\n汉字 two words\n\n> 引\n\n- 项\n\n| a | b |\n|---|---|\n| 表 | 格 |\n\n```rust\nlet a;\n# hidden\nlet b;\n```\n\n![alt](x.png)\n\n句[^1]\n\n[^1]: 注\n";
    let length = read(text).value.card.length;
    assert_eq!((length.n_cjk, length.n_words, length.n_code_lines, length.n_images), (10, 4, 2, 1));
}

#[test]
fn an_opening_ends_well() {
    let sentence = "这是一句话，它有二十个左右的汉字，不多也不少。";
    let cases = [
        "One sentence.".to_owned(),
        format!("# T\n\n[x.md](https://a.org/x.md)\n\n{}", sentence.repeat(6)),
        "A clause, ".repeat(30),
        "word ".repeat(50),
        "数".repeat(100),
        format!("{}《书名号里的字》{}", "数".repeat(72), "数".repeat(20)),
        format!("{}Rust{}", "数".repeat(74), "数".repeat(20)),
        "```\ncode\n```\n\n> quote\n\nAfter *that*\ncomes `this`.".to_owned(),
        String::new(),
    ];
    let shown = cases.map(|text| read(&text).value.card.opening.to_string()).join("\n");
    expect![[r#"
        One sentence.
        这是一句话，它有二十个左右的汉字，不多也不少。这是一句话，它有二十个左右的汉字，不多也不少。这是一句话，它有二十个左右的汉字，不多也不少。
        A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause, A clause…
        word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word…
        数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数……
        数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数……
        数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数数……
        After that comes this.
    "#]].assert_eq(&shown);
}

#[test]
fn the_real_book_is_read_without_a_fault() {
    let Some(content) = shared("corpora/trpl/book/content") else { return };
    let (mut n_chapters, mut n_gaps) = (0, 0);
    for entry in walkdir::WalkDir::new(&content).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let path = entry.path().strip_prefix(content.join("zh")).or(entry.path().strip_prefix(content.join("en")));
        let text = fs::read_to_string(entry.path()).unwrap();
        let Warned { value, told } = read_at(path.unwrap().to_str().unwrap(), &text);
        let own: Vec<_> = told.iter().filter(|told| !matches!(told.code.name(), "missing-include")).collect();
        assert!(
            own.iter().all(|told| told.code.level() != diglot::diag::Level::Error),
            "{}: {own:#?}",
            entry.path().display()
        );
        let headings = &value.card.outline.headings;
        n_gaps += usize::from(headings.first().is_some_and(|heading| heading.level != 2));
        assert!(headings.len() <= value.anchors.len());
        assert!(!value.title.is_empty(), "{} has a heading for a title", entry.path().display());
        assert!(!value.card.opening.contains("github.com"), "{}", value.card.opening);
        n_chapters += 1;
    }
    assert!(n_chapters > 200);
    // One chapter has a section above the level of its first ones, with sections of its own.
    assert_eq!(n_gaps, 1);
}

proptest! {
    #[test]
    fn any_file_is_read_without_panic(
        head in r#"(\u{feff})?(---\r?\n)?(title|source|- |: |\[|\{|"|x|\n|题|\r\n){0,12}((---|\.\.\.)\r?\n)?"#,
        body in r"(#{1,4} |x|题|\{#a\}|\n|\n\n|> |- |<a id=x></a>|\||`|[*]|&amp;){0,40}",
    ) {
        let text = format!("{head}{body}");
        let Warned { value, told } = read(&text);
        show(&text, &told.into_iter().filter(|told| told.place.is_some()).collect::<Vec<_>>());
        let mut anchors: Vec<_> = value.anchors.iter().chain(&value.title_anchor).collect();
        anchors.sort();
        prop_assert!(anchors.windows(2).all(|pair| pair[0] != pair[1]), "{anchors:?}");
        prop_assert!(value.card.outline.headings.iter().all(|heading| (2..=6).contains(&heading.level)));
        prop_assert!(!value.card.title.is_empty());
    }
}

#[test]
fn a_language_without_colours_is_told_at_its_name() {
    check(
        "# Code\n\n```pyhton title=\"a.py\"\nx\n```\n\n- in a list\n\n  ~~~ zzzzzzzz\n  y\n  ~~~\n\n```chart\nkind: line\ntitle: T\nx: Day\nseries:\n- {name: Out, points: {Mon: 1}}\n```\n\n```\nplain\n```\n\n```Rust\nlet x;\n```\n",
        expect![[r#"
            title: Code
            ids: 
            unknown-language "pyhton": code in `pyhton` cannot be coloured, the closest is `python`
              = `text` says that there is nothing to colour
            unknown-language "zzzzzzzz": code in `zzzzzzzz` cannot be coloured
              = `text` says that there is nothing to colour
        "#]],
    );
}

/// The title that the beginning of a text gives; `None` when it takes more.
fn title_at_a_glance(text: &str) -> Option<String> {
    with_source("01.md", text, parse::head).map(|head| head.value.card.title.to_string())
}

#[test]
fn comments_and_anchors_above_a_title_do_not_hide_it() {
    for text in [
        "# One\n\n## Two\n",
        "\r\n# One\r\nMore.\r\n",
        "<!-- a remark -->\n\n# One\n",
        "<!-- a remark\n\n# not this -->\n<a id=\"old\"></a>\n<a id=\"older\"></a>\n\n## One\n",
        "---\ntags: [a]\n---\n<a id=\"old\"></a>\n\n# One\n",
    ] {
        assert_eq!(title_at_a_glance(text).as_deref(), Some("One"), "{text}");
    }
    for text in ["<div>\n# One\n</div>\n", "Words.\n\n# One\n", "# [One]\n\n[One]: two.md\n", "<!--\n# One\n"] {
        assert_eq!(title_at_a_glance(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn a_title_at_a_glance_is_that_of_the_chapter(lines in prop::collection::vec(prop::sample::select(vec![
        "", "# One", "## Two {#id}", "# [Three]", "[Three]: x.md", "<!-- a -->", "<!--", "-->", "<a id=\"x\"></a>",
        "<a id=\"y\"></a> ", "<div>", "</div>", "<script>", "</script>", "words", "===", "```", "- item", "    code",
        "---", "title: Four", "{{#include x.md}}", "> # Five", "<b>six</b>", "# Seven <!--",
    ]), 0..9)) {
        let text = lines.join("\n");
        if let Some(title) = title_at_a_glance(&text) {
            prop_assert_eq!(title, read_at("01.md", &text).value.card.title.to_string());
        }
    }
}

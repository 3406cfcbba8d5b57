//! What is handed out to be translated, and what comes back.

use proptest::prelude::*;
use snapbox::str;

use diglot::todo::{Edit, portable, read, splice};

use super::{Fixture, TRANSLATION};

/// A book with one paragraph stale and three missing, one of them in a list and one in a
/// quotation.
fn behind() -> Fixture {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "water is wet", "water is dry < hot & \"so\" on");
    book.edit("content/en/one.md", "- another item", "- another item\n- and a *third* one");
    book.edit("content/en/one.md", "> A quoted", "A new paragraph\nof two lines.\n\n> A quoted");
    book.edit("content/en/one.md", "somebody said.", "somebody said.\n>\n> And then\n> another.");
    book
}

/// A book with one paragraph stale and one missing.
fn slightly_behind() -> Fixture {
    let book = Fixture::begun();
    book.edit("content/en/one.md", "water is wet", "water is dry < hot & \"so\" on");
    book.edit("content/en/one.md", "- another item", "- another item\n- and a *third* one");
    book
}

#[test]
fn a_list_holds_what_is_behind_with_its_surroundings() {
    slightly_behind().run(&["export", "todo"]).success().stdout_eq(str![[r#"
{
  "diglot": 1,
  "items": [
    {
      "page": "zh/one.md",
      "id": "p1",
      "state": "stale",
      "seal": "5d6kv9ts-zpzw4j39",
      "source_language": "en",
      "target_language": "zh-Hans",
      "original": "en/one.md",
      "source": "The first paragraph says that water is dry < hot & /"so/" on.",
      "was": "The first paragraph says that water is wet.",
      "target": "第一段说水是湿的。",
      "before": null,
      "after": {
        "source": "The second one has code and the year 2024.",
        "target": "第二段里有 code，还有2024年。"
      },
      "terms": []
    },
    {
      "page": "zh/one.md",
      "id": "p6",
      "state": "missing",
      "seal": "em1qng7x-qecb8swg",
      "source_language": "en",
      "target_language": "zh-Hans",
      "original": "en/one.md",
      "source": "- and a *third* one",
      "was": null,
      "target": "",
      "before": {
        "source": "another item",
        "target": "又一项"
      },
      "after": {
        "source": "A quoted paragraph that somebody said.",
        "target": "有人说过的一段话。"
      },
      "terms": []
    }
  ]
}

"#]]);
}

#[test]
fn a_list_may_be_xliff() {
    slightly_behind().run(&["export", "todo", "--format", "xliff"]).success().stdout_eq(str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh-Hans">
<file id="f1" original="zh/one.md">
<unit id="u1" name="p1" xml:space="preserve">
<notes>
<note category="seal">5d6kv9ts-zpzw4j39</note>
<note category="state">stale</note>
<note category="was">The first paragraph says that water is wet.</note>
<note category="after">The second one has code and the year 2024.
→ 第二段里有 code，还有2024年。</note>
</notes>
<segment state="translated"><source>The first paragraph says that water is dry &lt; hot &amp; "so" on.</source><target>第一段说水是湿的。</target></segment>
</unit>
<unit id="u2" name="p6" xml:space="preserve">
<notes>
<note category="seal">em1qng7x-qecb8swg</note>
<note category="state">missing</note>
<note category="before">another item
→ 又一项</note>
<note category="after">A quoted paragraph that somebody said.
→ 有人说过的一段话。</note>
</notes>
<segment state="initial"><source>- and a *third* one</source><target></target></segment>
</unit>
</file>
</xliff>

"#]]);
}

#[test]
fn a_list_names_the_terms_of_each_paragraph() {
    let book = slightly_behind();
    book.write(
        "content/glossary.yaml",
        "terms:
  - id: water
    forms: {en: [water, H2O], zh: [水]}
    avoid: {zh: [水份]}
    definition: {en: What is wet., zh: 湿的东西。}
  - id: third
    forms: {en: [third]}
    definition: {en: What has no name in Chinese.}
  - id: code
    forms: {en: [code], zh: [代码]}
    definition: {en: What stands in a paragraph that is not behind., zh: 不在此列的。}
",
    );
    let output = book.run(&["export", "todo"]).success().get_output().stdout.clone();
    let list: serde_json::Value = serde_json::from_slice(&output).unwrap();
    let terms: Vec<&serde_json::Value> = list["items"].as_array().unwrap().iter().map(|item| &item["terms"]).collect();
    assert_eq!(
        terms,
        [
            &serde_json::json!([{"source": ["water", "H2O"], "target": ["水"], "avoid": ["水份"]}]),
            // What has no name in the translation's language is no help to a translator.
            &serde_json::json!([]),
        ]
    );
    let xliff = book.run(&["export", "todo", "--format", "xliff"]).success().get_output().stdout.clone();
    let xliff = String::from_utf8(xliff).unwrap();
    let notes: Vec<&str> = xliff.lines().filter(|line| line.contains("category=\"term\"")).collect();
    assert_eq!(notes, ["<note category=\"term\">water, H2O → 水 (not 水份)</note>"]);
}

#[test]
fn what_comes_back_as_it_went_changes_nothing() {
    for format in ["json", "xliff"] {
        for has_returns in [false, true] {
            let book = behind();
            if has_returns {
                book.write("content/zh/one.md", &TRANSLATION.replace('\n', "\r\n"));
            }
            let files = ["content/zh/one.md", "content/en/one.md", "content/_sync/zh/one.yaml"];
            let before = files.map(|file| book.read(file));
            book.run(&["export", "todo", "--format", format, "--out", "todo"]).success();
            book.run(&["import", "todo", "todo"]).success().stdout_eq(str![[r#"
nothing to take in: 4 paragraphs came back as they went

"#]]);
            assert_eq!(files.map(|file| book.read(file)), before);
        }
    }
}

/// Writes translations into an exported list.
fn translated(list: &str) -> String {
    let mut todo: serde_json::Value = serde_json::from_str(list).unwrap();
    for item in todo["items"].as_array_mut().unwrap() {
        let source = item["source"].as_str().unwrap();
        let target = match source {
            source if source.contains("water") => "第一段说水是干<热的。",
            source if source.contains("third") => "- 还有*第三*项",
            source if source.contains("new paragraph") => "新的一段，\n有两行。",
            _ => "然后又有\n> 别人。",
        };
        item["target"] = target.into();
    }
    todo.to_string()
}

#[test]
fn translations_come_to_their_places_and_nothing_else_changes() {
    let book = behind();
    book.run(&["export", "todo", "--out", "todo.json"]).success();
    let list = translated(&book.read("todo.json"));
    book.write("todo.json", &list);
    book.run(&["import", "todo", "todo.json"]).success().stdout_eq(str![[r#"
took in 4 paragraphs

"#]]);
    snapbox::assert_data_eq!(
        book.read("content/zh/one.md"),
        str![[r#"
# 一

第一段说水是干<热的。

第二段里有 `code`，还有2024年。

- 一项
- 又一项
- 还有*第三*项

新的一段，
有两行。

> 有人说过的一段话。
>
> 然后又有
> 别人。

"#]]
    );
    assert_eq!(book.states("zh/one.md"), []);
    let text = book.read("content/zh/one.md");
    book.run(&["import", "todo", "todo.json"]).success();
    assert_eq!(book.read("content/zh/one.md"), text);
}

#[test]
fn what_comes_back_gets_the_line_ends_of_its_file() {
    let book = behind();
    book.write("content/zh/one.md", &TRANSLATION.replace('\n', "\r\n"));
    book.run(&["export", "todo", "--out", "todo.json"]).success();
    let list = translated(&book.read("todo.json"));
    book.write("todo.json", &list);
    book.run(&["import", "todo", "todo.json"]).success();
    let text = book.read("content/zh/one.md");
    assert!(text.contains("新的一段，\r\n有两行。"), "{text:?}");
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
}

/// A list may go through a pipe to whoever translates it, or to nobody.
#[cfg(unix)]
#[test]
fn a_list_written_to_a_pipe_leaves_it_a_pipe() {
    use std::os::unix::fs::FileTypeExt;

    let book = behind();
    let pipe = book.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    book.run(&["export", "todo", "--out", "pipe"]).success();
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(reader.join().unwrap().contains("water"));
}

#[test]
fn a_machine_is_not_a_person() {
    let book = behind();
    book.run(&["export", "todo", "--format", "xliff", "--out", "todo.xlf"]).success();
    let list =
        book.read("todo.xlf").replacen("<target>第一段说水是湿的。</target>", "<target>第一段说水是干的。</target>", 1);
    book.write("todo.xlf", &list);
    book.run(&["import", "todo", "todo.xlf", "--machine"]).success().stdout_eq(str![[r#"
took in 1 paragraph; 3 paragraphs came back as they went

"#]]);
    assert_eq!(book.states("zh/one.md")[0], ("p1".to_owned(), "machine".to_owned()));
    book.run(&["accept", "zh/one.md#p1"]).success();
    assert!(!book.states("zh/one.md").iter().any(|(id, _)| id == "p1"));
}

#[test]
fn a_list_of_yesterday_does_not_overwrite_today() {
    let book = behind();
    book.run(&["export", "todo", "--out", "todo.json"]).success();
    let list = translated(&book.read("todo.json"));
    book.write("todo.json", &list);
    book.edit("content/en/one.md", "water is dry", "water is cold");
    book.run(&["import", "todo", "todo.json"]).code(1).stderr_eq(str![[r#"
warning: not taken in: `zh/one.md#p1` has another original by now: export it again

"#]]);
    assert!(book.read("content/zh/one.md").contains("第一段说水是湿的。"));
}

#[test]
fn what_is_no_list_is_told() {
    let book = behind();
    for text in [
        "",
        "{",
        "{\"diglot\": 9, \"items\": []}",
        "<html></html>",
        "<xliff><file><unit name=\"p1\"></unit></file></xliff>",
    ] {
        book.write("todo", text);
        let told = book.run(&["import", "todo", "todo"]).code(2).get_output().stderr.clone();
        let told = String::from_utf8(told).unwrap();
        assert!(told.contains("`todo` is no list"), "{told}");
    }
}

proptest! {
    #[test]
    fn a_text_without_edits_is_itself_and_edits_touch_their_bytes_only(
        text in "[a-z一二三\r\n]{0,60}", cut in any::<(usize, usize)>(), new in "[a-z\n]{0,8}",
    ) {
        prop_assert_eq!(splice(&text, &[]).0, text.clone());
        let bound = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
        let (start, end) = (bound(cut.0).min(bound(cut.1)), bound(cut.0).max(bound(cut.1)));
        let edit = Edit { range: start..end, before: String::new(), text: new.clone(), after: String::new() };
        let (spliced, places) = splice(&text, &[edit]);
        prop_assert!(spliced.starts_with(&text[..start]) && spliced.ends_with(&text[end..]));
        prop_assert_eq!(portable(&spliced[places[0].clone().unwrap()]), new);
    }

    #[test]
    fn no_list_makes_the_reader_panic(text in ".{0,80}", around in 0..3_usize) {
        let text = match around {
            0 => text,
            1 => format!("<xliff><file original=\"a\"><unit name=\"p\"><note category=\"seal\">{text}"),
            _ => format!("{{\"diglot\": 1, \"items\": [{text}]}}"),
        };
        drop(read(&text));
    }
}

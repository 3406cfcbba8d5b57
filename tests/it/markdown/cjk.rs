//! Chinese, Japanese and Korean text.

use super::{print, read};
use crate::shared;

/// The text as HTML of one line for each block.
fn html(markdown: &str) -> String {
    print::doc(&read(markdown).value).trim_end().to_owned()
}

fn cases(path: &str) -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(shared(path)?).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    let Some(cases) = cases("data/cjk/emphasis-cases.json") else { return };
    let mut wrong = Vec::new();
    for case in cases.as_array().unwrap() {
        let (markdown, expected) = (case["markdown"].as_str().unwrap(), case["html"].as_str().unwrap());
        let got = html(markdown);
        // The cases were made by a parser that does not know strikethrough.
        let comparable =
            |html: &str| html.replace(['~'], "").replace("<del>", "").replace("</del>", "").replace('"', "&quot;");
        if comparable(&got) != comparable(expected) {
            wrong.push(format!("{markdown}\n  want {expected}\n  got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_line_break_between_han_characters_prints_no_space() {
    let Some(cases) = cases("data/cjk/typography-cases.json") else { return };
    for case in cases["soft_break"].as_array().unwrap() {
        let expected = format!("<p>{}</p>", case["html"].as_str().unwrap());
        assert_eq!(html(case["md"].as_str().unwrap()), expected);
    }
}

#[test]
fn strikethrough_works_beside_chinese_punctuation() {
    for (markdown, expected) in [
        ("删去~~（旧）~~新", "<p>删去<del>（旧）</del>新</p>"),
        ("~~a~~：~~a~~", "<p><del>a</del>：<del>a</del></p>"),
        ("a~~「a~~」", "<p>a<del>「a</del>」</p>"),
        ("字**~~删。~~**字", "<p>字<strong><del>删。</del></strong>字</p>"),
        ("~~**删。**~~字", "<p><del><strong>删。</strong></del>字</p>"),
    ] {
        assert_eq!(html(markdown), expected);
    }
}

//! Markdown to HTML, by the specifications' own examples.

mod examples;
mod markup;

use std::{collections::BTreeMap, fmt::Write};

use diglot::settings::MarkdownSettings;
use serde::Deserialize;

use self::examples::Example;
use crate::{shared, surroundings};

/// Examples of CommonMark 0.31.2 that diglot answers otherwise on purpose, with the reason.
const COMMONMARK: &[(u32, &str)] = &[];

/// The same of the extensions of GFM 0.29.
const GFM: &[(u32, &str)] = &[];

/// Formulas are no part of the specifications, and `$` is a sign like others there.
const SETTINGS: MarkdownSettings = MarkdownSettings { math: false, smart_punctuation: false, raw_html: true };

fn html(markdown: &str, language: &str) -> String {
    surroundings::page(markdown, language, SETTINGS).value
}

#[test]
fn commonmark_examples_give_their_html() {
    if let Some(examples) = examples::commonmark() {
        assert_eq!(examples.len(), 652);
        check(&examples, COMMONMARK);
    }
}

#[test]
fn gfm_examples_give_their_html() {
    if let Some(examples) = examples::gfm() {
        assert_eq!(examples.len(), 28);
        check(&examples, GFM);
    }
}

/// Fails for an example that differs without a reason, and for a reason without a
/// difference.
fn check(examples: &[Example], on_purpose: &[(u32, &str)]) {
    let reasons: BTreeMap<_, _> = on_purpose.iter().copied().collect();
    let mut faults = String::new();
    for Example { number, section, markdown, html: expected } in examples {
        let written = html(markdown, "en");
        let (ours, theirs) = (markup::common(&written), markup::common(expected));
        match (ours == theirs, reasons.get(number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => writeln!(faults, "{number} agrees now, but is listed: {reason}\n").unwrap(),
            (false, None) => writeln!(
                faults,
                "{number} ({section}) differs\n{markdown}--- expected\n{theirs}--- written\n{ours}--- as it was\n{written}\n"
            )
            .unwrap(),
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[derive(Deserialize)]
struct EmphasisCase {
    markdown: String,
    html: String,
}

/// Cases of emphasis beside Chinese, Japanese and Korean that stay as CommonMark has them.
const EMPHASIS_LEFT: &[&str] = &[];

#[test]
fn emphasis_beside_han_comes_out_as_meant() {
    let Some(file) = shared("data/cjk/emphasis-cases.json") else { return };
    let cases: Vec<EmphasisCase> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut faults = String::new();
    for case in &cases {
        let written = html(&case.markdown, "ko");
        let is_left = EMPHASIS_LEFT.contains(&&*case.markdown);
        if (markup::common(&written) == markup::common(&case.html)) == is_left {
            writeln!(faults, "{:?}\n  expected {}\n  written  {written}", case.markdown, case.html).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[derive(Deserialize)]
struct TypographyCases {
    soft_break: Vec<SoftBreakCase>,
}

#[derive(Deserialize)]
struct SoftBreakCase {
    md: String,
    html: String,
}

#[test]
fn a_line_break_between_han_is_no_space() {
    let Some(file) = shared("data/cjk/typography-cases.json") else { return };
    let cases: TypographyCases = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for case in &cases.soft_break {
        let expected = format!("<p>{}</p>", case.html.replace("<br />\n", "<br>"));
        assert_eq!(html(&case.md, "zh"), expected, "{:?}", case.md);
    }
}

//! Markdown to HTML, by the specifications' own examples.

mod examples;
mod markup;

use std::{collections::BTreeMap, fmt::Write};

use diglot::settings::MarkdownSettings;
use serde::Deserialize;

use self::examples::Example;
use crate::{shared, surroundings};

/// What the author leaves open in a block is closed at its end, and an end tag without a
/// beginning is left out: one slip must not swallow the rest of the page.
const OPEN: &str = "HTML is balanced within its block";

/// A browser would make something of an element that HTML does not know, but a checker of
/// pages would not pass it.
const UNKNOWN: &str = "unknown elements become `div` or `span` with their name as class";

/// The security policy of the page forbids them.
const SCRIPT: &str = "scripts and style sheets of the author are left out";

/// The page has its own.
const DOCTYPE: &str = "a document type is left out";

/// Authors who want a link write `<https://…>`.
const BARE: &str = "bare addresses are left alone";

/// Examples of CommonMark 0.31.2 that diglot answers otherwise on purpose, with the reason.
#[rustfmt::skip]
const COMMONMARK: &[(&str, &[u32])] = &[
    (OPEN, &[21, 31, 148, 151, 155, 165, 174, 175, 184, 187, 344, 476, 477, 494, 616, 617, 623, 630, 631, 642, 643]),
    (UNKNOWN, &[150, 163, 201, 491, 524, 536, 613, 614, 615]),
    (SCRIPT, &[170, 172, 173, 176, 178]),
    (DOCTYPE, &[181]),
];

/// The same of the extensions of GFM 0.29.
#[rustfmt::skip]
const GFM: &[(&str, &[u32])] = &[
    (BARE, &[622, 623, 624, 625, 626, 627, 628, 629, 630, 631, 632, 633, 634, 635]),
    (SCRIPT, &[657]),
];

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
fn check(examples: &[Example], on_purpose: &[(&str, &[u32])]) {
    let listed = on_purpose.iter().flat_map(|(reason, numbers)| numbers.iter().map(|number| (*number, *reason)));
    let reasons: BTreeMap<_, _> = listed.collect();
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

#[test]
fn emphasis_beside_han_comes_out_as_meant() {
    let Some(file) = shared("data/cjk/emphasis-cases.json") else { return };
    let cases: Vec<EmphasisCase> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut faults = String::new();
    // The cases were made by a parser that does not know strikethrough.
    let comparable = |html: &str| markup::common(&html.replace("<del>", "").replace("</del>", "").replace('~', ""));
    for case in &cases {
        let written = html(&case.markdown, "ko");
        if comparable(&written) != comparable(&case.html) {
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

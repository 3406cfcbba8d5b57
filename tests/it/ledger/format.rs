//! The file: what is written is read again, and damage is told.

use diglot::{
    ledger::{Ledger, Mark, read, write},
    path::ProjectPath,
    translation::PairId,
};
use expect_test::{Expect, expect};

use super::Desk;

fn file() -> ProjectPath {
    ProjectPath::new("content/_sync/zh/one.yaml").unwrap()
}

/// What is told of a text.
fn check(text: &str, expected: &Expect) {
    let told = read(&file(), text).told;
    let lines = told.iter().map(|told| {
        let span = told.place.as_ref().map(|place| place.span.range()).unwrap_or_default();
        let help: Vec<String> = told.help.iter().map(|help| format!("; {help}")).collect();
        format!("{span:?} {}: {}{}\n", told.code.name(), told.message, help.concat())
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_pair_has_lines_of_its_own() {
    let mut ledger =
        Desk::new("## Start\n\nOne\ntwo.\n\n```rust\nlet a = \"b\";\n```\n", "## 开始\n\n一二。\n").begin();
    ledger.rev = Some("917544888a55".into());
    ledger.last = 12;
    ledger.records[1].mark = Mark::Machine;
    expect![[r##"
        # What each paragraph of this translation was accepted against; written by `diglot accept`.
        diglot: 1
        source: en/one.md
        rev: "917544888a55"
        last: 12
        pairs:
        - id: start
          s: [4mfqgg03-ezmh2dzx]
          t: [3mqaq6a7-ezmh2dzx]
          was:
          - "Start"
        - id: p2
          s: [mkx6xy12-zpzw4j39]
          t: [sdtbaeg4-zpzw4j39]
          machine: true
          was:
          - "One two."
    "##]]
    .assert_eq(&write(&ledger));
}

#[test]
fn whatever_a_text_holds_is_read_again() {
    let odd = "a \"quoted\" back\\slash, tab\t, \u{85}\u{2028}\u{feff}\u{7f} 第一章 😀: # - [x]";
    let mut ledger = Desk::new("One.\n\nTwo.\n", "一。\n\n二。\n").begin();
    ledger.records[0].was = vec![odd.into()];
    ledger.records[0].id = PairId::new("yes").unwrap();
    ledger.records[1].mark = Mark::Why(odd.into());
    let text = write(&ledger);
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
        let read = read(&file(), &text);
        assert_eq!(read.told, []);
        assert_eq!(read.value.as_ref(), Some(&ledger), "{text}");
    }
}

#[test]
fn prints_that_look_like_numbers_are_read_as_written() {
    let text = "diglot: 1\nsource: en/one.md\npairs:\n- id: p1\n  s: [01234567-00000000]\n  t: [12345e67-12345678]\n";
    let ledger: Ledger = read(&file(), text).value.unwrap();
    assert!(write(&ledger).ends_with("- id: p1\n  s: [01234567-00000000]\n  t: [12345e67-12345678]\n"));
}

#[test]
fn damage_is_told_and_the_rest_holds() {
    check(
        "diglot: 1\nsource: en/one.md\npairs:\n- id: p1\n  s: [7k2m9qfa]\n- s: [7k2m9qfa-7k2m9qfa]\n- id: 'a b'\n- id: p1\n  odd: 1\n",
        &expect![[r#"
            50..58 invalid-value: `pairs[0].s[0]` must be two prints such as `7k2m9qfa-x1p0d3we`
            62..63 missing-key: `pairs[1]` has no `id`
            91..96 invalid-value: `pairs[2].id` must be an id: no white space, no quotes, no `<`, `>` or `#`
            103..105 repeated-pair: another pair has the id `p1` too; the second one gets a new id with the next `diglot accept` of the page
            108..111 unknown-key: `pairs[3]` has no key `odd`; the closest is `id`
        "#]],
    );
    check(
        "diglot: 2\nsource: en/one.md\npairs: []\n",
        &expect![[r#"
        8..9 invalid-value: `diglot` must be 1, not 2; this program reads version 1; a later diglot wrote it
    "#]],
    );
    check(
        "diglot: 1\nsource: ../../out.md\n",
        &expect![[r#"
        0..6 invalid-value: `source` leads out of `content/`; `source` is a path such as `en/04-ownership/index.md`
    "#]],
    );
    check(
        "diglot: 1\nsource: en/one.md\n<<<<<<< HEAD\npairs: []\n",
        &expect![[r#"
        28..40 unmerged-ledger: a merge of this ledger was not finished; keep the pairs of both sides and remove the marks; equal ids are mended
    "#]],
    );
}

#[test]
fn the_same_number_given_on_two_branches_is_mended() {
    let pair = |print: &str| format!("- id: p9\n  s: [{print}-00000000]\n  t: [{print}-00000000]\n");
    let text = format!("diglot: 1\nsource: en/one.md\npairs:\n{}{}", pair("aaaaaaaa"), pair("bbbbbbbb"));
    let ledger = read(&file(), &text).value.unwrap();
    assert_eq!(ledger.records.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["p9", "p10"]);
}

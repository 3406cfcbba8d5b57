//! What an author's hints make of the pairs.

use std::{collections::BTreeMap, ops::Range};

use diglot::align::{Hinted, align_hinted};
use expect_test::expect;
use proptest::prelude::*;

use crate::{align::tiles, gold::units_of as read, shared_ids::check_ids, translate::Fixture};

/// Five paragraphs below a heading, in two languages.
const EN: [&str; 6] = [
    "## River",
    "The river begins in the hills.",
    "Nobody has counted its springs.",
    "Boats came up as far as the mill.",
    "Then the mill burned down.",
    "Today there is a park.",
];
const ZH: [&str; 6] =
    ["## 河", "河发源于山里。", "没有人数过它的泉眼。", "船能一直上到磨坊。", "后来磨坊烧掉了。", "今天那里是公园。"];

fn text(blocks: &[&str]) -> String {
    blocks.join("\n\n")
}

/// Aligns; `river` is the id of the original's first block.
fn hinted(original: &str, translation: &str) -> Hinted {
    let (left, right) = (read(original), read(translation));
    let hinted = align_hinted(&left, &right, &[], &BTreeMap::from([("river", 0)]));
    tiles(&hinted.alignment, left.len(), right.len());
    hinted
}

/// The run of the original that answers a unit of the translation, whether it is moved.
fn answer(original: &str, translation: &str, unit: usize) -> (Range<usize>, Range<usize>, bool) {
    let hinted = hinted(original, translation);
    assert_eq!(hinted.faults, [], "every hint is heeded");
    let pair = hinted.alignment.of_right(unit).expect("each unit is in a pair");
    assert!(pair.confidence >= 1.0, "the author is certain: {pair:?}");
    (pair.left.clone(), pair.right.clone(), pair.is_moved)
}

/// A translation with a hint above one block.
fn with(blocks: &[&str], at: usize, hint: &str) -> String {
    let mut blocks = blocks.to_vec();
    let hint = format!("<!-- sync: {hint} -->");
    blocks.insert(at, &hint);
    text(&blocks)
}

/// Both directions of one book.
fn directions() -> [([&'static str; 6], [&'static str; 6]); 2] {
    [(EN, ZH), (ZH, EN)]
}

#[test]
fn a_note_answers_nothing() {
    for (original, translation) in directions() {
        let (left, right, _) = answer(&text(&original), &with(&translation, 3, "note"), 3);
        assert!(left.is_empty() && right == (3..4));
    }
}

#[test]
fn what_is_untranslated_is_answered_by_nothing() {
    for (original, translation) in directions() {
        let hinted = hinted(&with(&original, 2, "untranslated"), &text(&translation));
        assert_eq!(hinted.faults, []);
        assert!(hinted.alignment.of_left(2).is_some_and(|pair| pair.right.is_empty()));
    }
}

#[test]
fn a_pin_holds_in_order_and_against_it() {
    for (original, translation) in directions() {
        let original = text(&original);
        assert_eq!(answer(&original, &with(&translation, 3, "= #river +3"), 3), (3..4, 3..4, false));
        assert_eq!(answer(&original, &with(&translation, 0, "= #river"), 0), (0..1, 0..1, false));
        // The last paragraph stands first in the translation.
        let mut turned = translation.to_vec();
        turned.rotate_right(1);
        assert_eq!(answer(&original, &with(&turned, 0, "= #river +5"), 0), (5..6, 0..1, true));
        // What the machine would never pair.
        let mut drawn = translation.to_vec();
        drawn[3] = "```\nx\n```";
        assert_eq!(answer(&original, &with(&drawn, 3, "= #river +3"), 3), (3..4, 3..4, false));
    }
}

#[test]
fn a_block_covers_several() {
    for (original, translation) in directions() {
        let one = [translation[2], translation[3], translation[4]].concat();
        let told = [translation[0], translation[1], &one, translation[5]];
        assert_eq!(answer(&text(&original), &with(&told, 2, "covers 3"), 2), (2..5, 2..3, false));
    }
}

#[test]
fn a_block_goes_on_with_the_one_before() {
    for (original, translation) in directions() {
        let one = [original[2], original[3]].join(" ");
        let original = text(&[original[0], original[1], &one, original[4], original[5]]);
        let hinted = hinted(&original, &with(&translation, 3, "join"));
        assert_eq!(hinted.faults, []);
        assert!(hinted.alignment.of_right(3).is_some_and(|pair| pair.right == (2..4)), "{hinted:?}");
    }
}

#[test]
fn hints_that_cannot_be_heeded_are_faults() {
    let fault = |original: &str, translation: &str| {
        let hinted = hinted(original, translation);
        assert_eq!(hinted.faults.len(), 1, "{hinted:?}");
        hinted.faults[0].message.to_string()
    };
    let (en, zh) = (text(&EN), text(&ZH));
    assert_eq!(fault(&en, &with(&ZH, 2, "= #lake")), "the original has no block with the id `lake`");
    assert_eq!(fault(&en, &with(&ZH, 2, "= #river +6")), "the original has no block there");
    assert_eq!(fault(&en, &with(&ZH, 2, "covers 4000000000")), "the original has no block there");
    assert_eq!(fault(&en, &with(&ZH, 0, "join")), "there is no block before this one to go on with");
    assert_eq!(
        fault(&with(&EN, 2, "untranslated"), &with(&ZH, 2, "= #river +2")),
        "another hint says something else of the original's block"
    );
    assert_eq!(fault(&en, &with(&ZH, 2, "untranslated")), "this hint is for originals, and here is a translation");
    assert_eq!(fault(&with(&EN, 2, "note"), &zh), "this hint is for translations, and here is an original");
}

#[test]
fn a_build_and_a_check_tell_of_hints() {
    let project = Fixture::new();
    project.write("content/zh/hints.md", "# 题\n\n<!-- sync: cover -->\n\n一段。\n\n<!-- sync: note -->\n");
    let told = project.run(&["build"]).failure();
    let told = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(told.contains("`cover` is no hint for the translation") && told.contains("hints.md:3"), "{told}");
    assert!(told.contains("has no block of its own") && told.contains("hints.md:7"), "{told}");
    project.write("content/en/hints.md", "# T\n\nText.\n");
    project.write("content/zh/hints.md", "# 题\n\n<!-- sync: = #lake -->\n\n一段。\n");
    let told = project.run(&["check"]).failure();
    let told = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(told.contains("no block with the id `lake`") && told.contains("hints.md:3"), "{told}");
}

#[test]
fn what_is_untranslated_is_not_missing() {
    let project = Fixture::new();
    project.write("content/en/hints.md", "# T\n\nText.\n\nFor English ears alone.\n");
    project.write("content/zh/hints.md", "# 题\n\n一段。\n");
    let is_missing = |project: &Fixture| project.states("zh/hints.md").iter().any(|(_, state)| state == "missing");
    assert!(is_missing(&project));
    project.edit("content/en/hints.md", "For English", "<!-- sync: untranslated -->\n\nFor English");
    assert!(!is_missing(&project));
}

#[test]
fn a_hint_goes_before_what_the_ledger_says() {
    let project = Fixture::new();
    project.write("content/en/hints.md", &format!("# Water\n\n{}", text(&EN)));
    project.write("content/zh/hints.md", &format!("# 水\n\n{}", text(&ZH)));
    project.run(&["ledger", "init"]).success();
    let missing = || {
        let states = project.states("zh/hints.md").into_iter();
        states.filter(|(_, state)| state == "missing").map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(missing(), Vec::<String>::new());

    // A paragraph turns out to be the translator's own: its pair has no translation now.
    project.edit("content/zh/hints.md", ZH[2], &format!("<!-- sync: note -->\n\n{}", ZH[2]));
    assert_eq!(missing(), ["p3"]);

    // Or to render another one, whose pair has it then and keeps its name.
    project.edit("content/zh/hints.md", "sync: note", "sync: = #river +4");
    assert_eq!(missing(), ["p3"]);
    project.edit("content/zh/hints.md", "= #river +4", "= #river +2");
    assert_eq!(missing(), Vec::<String>::new());
}

#[test]
fn a_hint_gives_a_heading_its_id() {
    check_ids(
        r"
        //- en/one.md
        # One
        ## Alpha
        text
        ## Beta
        text
        //- zh/one.md
        # 一
        <!-- sync: = #beta -->

        ## 乙
        文

        <!-- sync: note -->

        ## 译者的话
        文
        ",
        &expect![[r#"
            zh/one.md ["beta", "译者的话"]
            en/one.md ["alpha", "beta"]
        "#]],
    );
}

fn blocks(hints: &'static [&'static str]) -> impl Strategy<Value = String> {
    let block = prop_oneof![
        "[a-c甲乙]{1,9}",
        "[a-c甲乙]{1,9}".prop_map(|words| format!("## {words}")),
        "[a-c甲乙]{1,9}".prop_map(|words| format!("- {words}\n- {words}")),
        "[a-c甲乙]{1,9}".prop_map(|words| format!("```\n{words}\n```")),
    ];
    let hint = proptest::option::of(proptest::sample::select(hints));
    let hinted = (hint, block).prop_map(|(hint, block)| match hint {
        Some(hint) => format!("<!-- sync: {hint} -->\n\n{block}"),
        None => block,
    });
    proptest::collection::vec(hinted, 0..10).prop_map(|blocks| blocks.join("\n\n"))
}

const ALL: &[&str] =
    &["note", "join", "covers 1", "covers 2", "covers 5", "= #river", "= #river +1", "= #river +4", "untranslated"];

proptest! {
    #[test]
    fn any_hints_keep_every_block_in_one_pair(original in blocks(ALL), translation in blocks(ALL)) {
        // Checks that they tile.
        hinted(&original, &translation);
    }
}

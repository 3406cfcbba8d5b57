//! Which blocks of a translation answer which of its original.

use diglot::{
    align::align,
    alignment::{Alignment, Pair},
    doc::Origin,
    markdown,
    path::ProjectPath,
    settings::MarkdownSettings,
    unit::{Unit, units},
};
use proptest::prelude::*;

pub(crate) fn read(text: &str) -> Vec<Unit> {
    let file = ProjectPath::new("content/en/one.md").unwrap();
    units(&markdown::read(text, &Origin::file(file, 0), MarkdownSettings::default()).value)
}

/// Blocks of many kinds, of few words, so that much is equal by chance.
fn blocks() -> impl Strategy<Value = String> {
    let words = || "[a-c甲乙 ]{1,12}";
    let block = prop_oneof![
        (1_usize..4, words()).prop_map(|(level, words)| format!("{} {words}", "#".repeat(level))),
        words().prop_map(|words| words),
        words().prop_map(|words| format!("- {words}\n- {words}")),
        words().prop_map(|words| format!("> {words}\n>\n> {words}")),
        words().prop_map(|words| format!("```\n{words}\n```")),
        words().prop_map(|words| format!("| {words} |\n| - |")),
        words().prop_map(|words| format!("![{words}](a.png)")),
        words().prop_map(|words| format!("x[^1]\n\n[^1]: {words}")),
    ];
    proptest::collection::vec(block, 0..12).prop_map(|blocks| blocks.join("\n\n"))
}

/// Checks what holds of every alignment.
fn tiles(alignment: &Alignment, n_left: usize, n_right: usize) {
    let mut seen = (vec![0; n_left], vec![0; n_right]);
    let (mut left, mut right) = (0, 0);
    for pair in &alignment.pairs {
        assert!(!(pair.left.is_empty() && pair.right.is_empty()), "{pair:?} holds nothing");
        assert!((0.0..=1.0).contains(&pair.confidence), "{pair:?}");
        pair.left.clone().for_each(|unit| seen.0[unit] += 1);
        pair.right.clone().for_each(|unit| seen.1[unit] += 1);
        if !pair.is_moved {
            for (at, run) in [(&mut left, &pair.left), (&mut right, &pair.right)] {
                assert!(run.is_empty() || run.start >= *at, "{pair:?} steps back");
                *at = if run.is_empty() { *at } else { run.end };
            }
        }
    }
    assert!(seen.0.iter().chain(&seen.1).all(|n| *n == 1), "each unit is in one pair: {alignment:?}");
}

proptest! {
    #[test]
    fn pairs_tile_both_sides(left in blocks(), right in blocks()) {
        let (left, right) = (read(&left), read(&right));
        tiles(&align(&left, &right, &[]), left.len(), right.len());
    }

    #[test]
    fn a_text_is_paired_with_itself_one_to_one(text in blocks()) {
        let units = read(&text);
        let one_to_one = |pair: &Pair| pair.left == pair.right && pair.left.len() == 1;
        prop_assert!(align(&units, &units, &[]).pairs.iter().all(one_to_one));
    }
}

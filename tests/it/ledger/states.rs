//! What becomes of a pair when a text is edited.

use diglot::translation::PairId;
use expect_test::{Expect, expect};

use super::Desk;

const ORIGINAL: &str = "\
## Start

The first paragraph says that water is wet.

The second one has `code` and the number 7.

See [the next](two.md) for what comes after that.
";

const TRANSLATION: &str = "\
## 开始

第一段说水是湿的。

第二段里有 `code`，还有数字7。

后面的事见[下一章](two.md)。
";

/// Accepts the two texts, then edits the original and shows what became of the pairs.
fn edited(edit: impl Fn(&str) -> String, expected: &Expect) {
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    expected.assert_eq(&Desk::new(&edit(ORIGINAL), TRANSLATION).show(Some(&ledger)));
}

#[test]
fn what_was_accepted_is_current() {
    edited(
        str::to_owned,
        &expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn wrapping_and_marks_of_markdown_change_nothing() {
    let edit = |text: &str| {
        let wrapped = text.replace("paragraph says", "paragraph\nsays").replace("## Start\n", "Start\n-----\n");
        wrapped.replace("is wet", "_is_ wet").replace('\n', "\r\n")
    };
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    let desk = Desk::new(&edit(ORIGINAL), &TRANSLATION.replace('\n', "\r\n"));
    assert_eq!(desk.show(Some(&ledger)), Desk::new(ORIGINAL, TRANSLATION).show(Some(&ledger)));
}

#[test]
fn one_word_makes_one_pair_stale() {
    edited(
        |text| text.replace("wet", "dry"),
        &expect![[r#"
        start current: Start | 开始
        p2 stale: The first paragraph says that water is dry. | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn punctuation_is_trivial() {
    edited(
        |text| text.replace("says that water is wet.", "says that Water is wet!"),
        &expect![[r#"
        start current: Start | 开始
        p2 trivial: The first paragraph says that Water is wet! | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn code_numbers_and_links_are_mechanical() {
    edited(
        |text| text.replace('7', "8").replace("two.md", "three.md"),
        &expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 mechanical: The second one has code and the number 8. | 第二段里有 code，还有数字7。
        p4 mechanical: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn a_moved_paragraph_keeps_its_id() {
    let edit = |text: &str| {
        let moved = "The first paragraph says that water is wet.\n\n";
        text.replace(moved, "") + "\n" + moved
    };
    edited(
        edit,
        &expect![[r#"
        start current: Start | 开始
        p2 moved: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn what_is_new_is_missing_and_what_is_gone_removed() {
    let edit = |text: &str| {
        let first = "The first paragraph says that water is wet.";
        text.replace(first, "Nobody has ever translated anything about camels in deserts.\n\nNor about ships.")
    };
    edited(
        edit,
        &expect![[r#"
            start current: Start | 开始
            p2 stale: Nobody has ever translated anything about camels in deserts. | 第一段说水是湿的。
            p5 missing: Nor about ships. | 
            p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
            p4 current: See the next for what comes after that. | 后面的事见下一章。
        "#]],
    );
}

#[test]
fn a_paragraph_that_was_split_is_stale() {
    edited(
        |text| text.replace("has `code` and", "has `code` too.\n\nAnd it has"),
        &expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 stale: The second one has code too. | 第二段里有 code，还有数字7。
        p5 missing: And it has the number 7. | 
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]],
    );
}

#[test]
fn an_edited_translation_is_touched() {
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    let desk = Desk::new(&ORIGINAL.replace("wet", "dry"), &TRANSLATION.replace("湿", "干"));
    expect![[r#"
        start current: Start | 开始
        p2 stale, touched: The first paragraph says that water is dry. | 第一段说水是干的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]]
    .assert_eq(&desk.show(Some(&ledger)));
}

#[test]
fn without_a_ledger_nothing_is_confirmed() {
    let desk = Desk::new(&format!("{ORIGINAL}\n```\nlet it = be;\n```\n"), TRANSLATION);
    expect![[r#"
        start unconfirmed: Start | 开始
        p2 unconfirmed: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 unconfirmed: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 unconfirmed: See the next for what comes after that. | 后面的事见下一章。
        p5 missing: let it = be; | 
    "#]]
    .assert_eq(&desk.show(None));
}

#[test]
fn accepting_needs_an_edit_or_a_word() {
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    let changed = ORIGINAL.replace("wet", "dry").replace("second", "last");
    let desk = Desk::new(&changed, &TRANSLATION.replace("湿", "干"));

    let accepted = desk.accept(&ledger, None, false);
    assert_eq!(accepted.accepted.iter().map(PairId::as_str).collect::<Vec<_>>(), ["p2"]);
    assert_eq!(accepted.unchanged.iter().map(PairId::as_str).collect::<Vec<_>>(), ["p3"]);
    expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is dry. | 第一段说水是干的。
        p3 stale: The last one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]]
    .assert_eq(&desk.show(Some(&accepted.ledger)));

    let accepted = desk.accept(&accepted.ledger, Some(&["p3", "p99"]), true);
    assert_eq!(accepted.accepted.iter().map(PairId::as_str).collect::<Vec<_>>(), ["p3"]);
    assert_eq!(accepted.unknown.iter().map(PairId::as_str).collect::<Vec<_>>(), ["p99"]);
    expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is dry. | 第一段说水是干的。
        p3 current: The last one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
    "#]]
    .assert_eq(&desk.show(Some(&accepted.ledger)));
}

#[test]
fn a_page_can_be_accepted_only_in_what_it_translates() {
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    let longer = format!("{ORIGINAL}\n```\nlet it = be;\n```\n");
    let desk = Desk::new(&longer, TRANSLATION);
    let page = desk.accept(&ledger, None, true);
    assert_eq!((page.accepted.len(), &page.ledger), (0, &ledger));
    let omitted = desk.accept(&ledger, Some(&["p5"]), true);
    expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p4 current: See the next for what comes after that. | 后面的事见下一章。
        p5 omitted: let it = be; | 
    "#]]
    .assert_eq(&desk.show(Some(&omitted.ledger)));
}

#[test]
fn no_number_is_given_twice() {
    let ledger = Desk::new(ORIGINAL, TRANSLATION).begin();
    let shorter = |text: &str| text.rsplit_once("\n\n").unwrap().0.to_owned();
    let desk = Desk::new(&shorter(ORIGINAL), &shorter(TRANSLATION));
    let ledger = desk.accept(&ledger, None, false).ledger;
    let desk = Desk::new(&(shorter(ORIGINAL) + "\n\nAnother."), &(shorter(TRANSLATION) + "\n\n又一段。"));
    expect![[r#"
        start current: Start | 开始
        p2 current: The first paragraph says that water is wet. | 第一段说水是湿的。
        p3 current: The second one has code and the number 7. | 第二段里有 code，还有数字7。
        p5 unconfirmed: Another. | 又一段。
    "#]]
    .assert_eq(&desk.show(Some(&ledger)));
}

//! What the blocks of a chapter look like as HTML, byte for byte.
//!
//! Links lead where they are written and words are their keys, see `surroundings`.

use diglot::settings::MarkdownSettings;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::surroundings;

fn check(markdown: &str, expected: &Expect) {
    check_in("en", markdown, expected);
}

fn check_in(language: &str, markdown: &str, expected: &Expect) {
    let page = surroundings::page(markdown, language, MarkdownSettings::default());
    assert_eq!(page.told, [], "{markdown}");
    expected.assert_eq(&page.value);
}

#[test]
fn headings_have_a_link_to_themselves() {
    check("# One\n\n####### no\n\n## Two *parts* {#own .wide}\n\n> ###### Deep", &expect![[""]]);
}

#[test]
fn notes_stand_beside_their_marks() {
    check(
        "One[^a], again[^a].\n\nTwo[^b].\n\n[^b]: Two\n    paragraphs.\n\n    ```\n    code\n    ```\n\n    See[^c].\n\n[^a]: Short & `sweet`.\n\n[^c]: - a\n    - list",
        &expect![[""]],
    );
}

#[test]
fn notes_wait_for_the_end_of_what_is_no_prose() {
    check(
        "- tight[^a]\n- list\n\n> quote[^b]\n\n| table[^c] |\n| --- |\n\n1. loose[^d]\n\n2. list\n\nterm\n: description[^e]\n\n[^a]: A\n[^b]: B\n[^c]: C\n[^d]: D\n[^e]: E",
        &expect![[""]],
    );
}

#[test]
fn asides_say_their_kind_in_words() {
    check(
        "> [!WARNING]\n> Mind *this*.\n\n:::editor From the <editor>\nA note.\n:::\n\n:::details More\nFolded.\n:::\n\n:::key\n- One\n:::",
        &expect![[""]],
    );
}

#[test]
fn listings_keep_their_bytes() {
    let wide = "x".repeat(80);
    check(
        &format!(
            "```rust title=\"src/a<b>.rs\" linenos {{2}}\nfn a() {{}}\n# fn hidden() {{}}\n\n  let s = \"&\";\n```\n\n    indented  \n\n```text\n{wide}\n```"
        ),
        &expect![[""]],
    );
}

#[test]
fn tables_scroll_and_align() {
    check(
        "| | a | *b* | c |\n| --- | :-- | :-: | --: |\n| x | `1\\|2` | 2 | |\n\n| only | head |\n| --- | --- |",
        &expect![[""]],
    );
}

#[test]
fn pictures_have_their_size_and_load_late() {
    check(
        "![First & \"best\"](a.png \"Its caption\")\n\nInline ![second](b.png \"Its title\") and ![gone](gone/c.png).\n\n![third](d.svg)",
        &expect![[""]],
    );
}

#[test]
fn links_say_where_they_lead() {
    check(
        "[here](b.md#c \"A \\\"title\\\"\") [out](https://example.org/?a=1&b=2) [other *language*](en/b.md) [gone *text*](gone/b.md) <https://example.org/> <a@example.org>",
        &expect![[""]],
    );
}

#[test]
fn lists_count_and_tick() {
    check("- a\n- b\n  1. c\n  2. d\n\n3. three\n\n4. four\n\n- [ ] open\n- [x] *done*", &expect![[""]]);
}

#[test]
fn definitions_and_rules() {
    check("*Term*\n: One.\n: Two.\n\nOther term\n: Para.\n\n  ```\n  code\n  ```\n\n---", &expect![[""]]);
}

#[test]
fn formulas_are_mathml() {
    check("Inline $a < b$.\n\n$$x^2$$", &expect![[""]]);
}

#[test]
fn html_of_the_author_stands_as_it_is() {
    check(
        "<figure id=\"f\"><img src=\"a b.png\" alt=\"\"><figcaption>x &amp; y</figcaption></figure>\n\nA <kbd>key</kbd>.",
        &expect![[""]],
    );
}

#[test]
fn shortcodes_get_their_body_as_html() {
    check("Before {{ year() }} after.\n\n{% box() %}\nA *body*[^a].\n{% end %}\n\n[^a]: Note.", &expect![[""]]);
}

#[test]
fn latin_words_in_chinese_are_told_apart() {
    check_in(
        "zh-Hans",
        "他说 don’t 和“rock ’n’ roll”，‘字’，the users’ *Moby-Dick* *强调* *Rust 语言* **don’t** `don’t`",
        &expect![[""]],
    );
    check_in("en", "don’t *Moby-Dick*", &expect![[""]]);
}

#[test]
fn everything_is_escaped() {
    check("\\<b\\> &amp;lt; \"quotes\" `<i>&</i>` ![\\\"\\<x\\>](a.svg \"\\\"\\>\")", &expect![[""]]);
}

/// Pieces of Markdown that make every kind of block.
fn chapter() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "# a",
        "## b",
        "text",
        "*em*",
        "**汉字**",
        "`c`",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "  ",
        "    ",
        "[^a]",
        "[^b]",
        "\n\n[^a]: note ",
        "\n\n[^b]: ",
        "| a | b |\n| - | - |\n| c |",
        "```rust\n",
        "```",
        ":::note\n",
        ":::",
        "[l](u)",
        "![p](i.png)",
        "<b>",
        "</b>",
        "<div>",
        "&",
        "\\",
        "don’t",
        "$x$",
        "- [x] ",
        "\nterm\n: def",
        "---",
        "{{ s() }}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_id_is_given_once_and_every_note_is_reached(text in chapter()) {
        let html = surroundings::page(&text, "zh-Hans", MarkdownSettings::default()).value;
        let mut ids: Vec<_> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        for href in html.split(" href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            prop_assert!(ids.contains(&href), "#{} leads nowhere: {}", href, html);
        }
        let n_ids = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), n_ids, "an id twice: {}", html);
    }
}

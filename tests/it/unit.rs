//! Which pieces of a chapter are set against another language's, and when one counts as
//! changed.

use std::fmt::Write as _;

use diglot::{
    doc::{Doc, Origin, plain},
    markdown,
    path::ProjectPath,
    settings::MarkdownSettings,
    unit::{Part, Print, Unit, units},
};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

fn read(text: &str) -> Doc {
    let file = ProjectPath::new("content/en/one.md").unwrap();
    markdown::read(text, &Origin::file(file, 0), MarkdownSettings::default()).value
}

/// A line for each unit: what it is, where it is, what it says.
fn show(text: &str) -> String {
    let doc = read(text);
    let line = |unit: &Unit| {
        let quoted = if unit.is_quoted { "> " } else { "" };
        let mut line = format!("{quoted}{:?} {:?} {:?}", unit.kind, unit.place, unit.text);
        for (name, parts) in [("links", &unit.links), ("images", &unit.images)] {
            if !parts.is_empty() {
                write!(line, " {name}={parts:?}").unwrap();
            }
        }
        let codes: Vec<&str> = unit.code_texts().collect();
        if !codes.is_empty() {
            write!(line, " codes={codes:?}").unwrap();
        }
        line + "\n"
    };
    units(&doc).iter().map(line).collect()
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&show(text));
}

#[test]
fn every_text_is_in_one_unit() {
    check(
        r#"# One

Some `code` and a [link](b.md).[^n]

- tight
- with more

  > and a quotation

***

<!-- a comment -->

> Quoted
>
> - item

:::note Mind this
Boxed.
:::

| a | b |
| - | - |
| c | d |

```rust,title=main.rs
fn main() {}
```

![A cat](cat.png "The cat")

![x](1.png) ![y](2.png)

Term
: Meaning

<div class="wide">

<p>HTML <b>text</b></p>

</div>

$$x^2$$

{{ film(id="x", caption="A film") }}

[^n]: A note.
"#,
        &expect![[r#"
            Heading(1) Body([0]) "One"
            Paragraph Body([1]) "Some code and a link." links=["b.md"] codes=["code"]
            Item Body([2, 0]) "tight"
            Item Body([2, 1]) "with more\nand a quotation"
            > Paragraph Body([4, 0]) "Quoted"
            > Item Body([4, 1, 0]) "item"
            > BoxTitle BoxTitle([5]) "Mind this"
            > Paragraph Body([5, 0]) "Boxed."
            Table Body([6]) "a\tb\nc\td"
            Code Body([7]) "fn main() {}" codes=["fn main() {}"]
            Figure Body([8]) "A cat\nThe cat" images=["cat.png"]
            Figure Body([9]) "x y" images=["1.png", "2.png"]
            Definition Body([10, 0]) "Term\nMeaning"
            Html Body([12]) "HTML text"
            Math Body([14]) "x^2" codes=["x^2"]
            Shortcode Body([15]) "x\nA film"
            Footnote Footnote(0) "A note."
        "#]],
    );
}

#[test]
fn a_place_leads_back() {
    let doc = read("# One\n\n> - first\n> - second\n\n:::tip Do\nx\n:::\n\nWord\n: means\n\nMark[^n]\n\n[^n]: Note\n");
    let found: Vec<&str> = units(&doc)
        .iter()
        .map(|unit| match unit.place.find(&doc).unwrap() {
            Part::Block(_) => "block",
            Part::Item(list, item) if list.items.iter().any(|other| std::ptr::eq(other, item)) => "item",
            Part::Item(..) => "item of another list",
            Part::Definition(definition) => {
                assert_eq!(plain(&definition.term), "Word");
                "definition"
            }
            Part::BoxTitle(aside) => {
                assert_eq!(plain(&aside.title), "Do");
                "title"
            }
            Part::Footnote(_) => "footnote",
        })
        .collect();
    assert_eq!(found, ["block", "item", "item", "title", "block", "definition", "block", "footnote"]);
}

/// The prints of the only unit of a text.
fn prints(text: &str) -> (Print, Print) {
    let units = units(&read(text));
    assert_eq!(units.len(), 1, "{text:?} is one unit");
    (units[0].text_print(), units[0].shape_print())
}

#[test]
fn a_print_survives_reformatting() {
    let print = prints("The *first* - \"line\" with `a  b`\nand 12 [ends](x.md).\n");
    for same in [
        "The _first_ - \"line\"\nwith `a  b` and 12 [ends](x.md).",
        "The *first* – “line” with `a b`\r\nand 12 [ends][r].\r\n\r\n[r]: x.md\r\n",
        "The *first* - \"line\" with `a  b` and 12 [ends](<x.md>).",
    ] {
        assert_eq!(prints(same), print, "{same:?}");
    }
    assert_eq!(prints("* 甲\n  乙\n"), prints("-   甲乙\n"));
    assert_eq!(prints("```rust\nx  \ny\n```\n"), prints("~~~rust\r\nx\r\ny\r\n~~~\r\n"));
}

#[test]
fn a_print_tells_text_from_shape() {
    let (text, shape) = prints("Some `code`, 12 of [them](x.md).");
    for (other, is_text, is_shape) in [
        ("Any `code`, 12 of [them](x.md).", true, false),
        ("Some `node`, 12 of [them](x.md).", false, true),
        ("Some `code`, 13 of [them](x.md).", false, true),
        ("Some `code`, 12 of [them](y.md).", false, true),
        ("- Some `code`, 12 of [them](x.md).", false, true),
        ("Some `code`, 13 of [those](x.md).", true, true),
    ] {
        let (other_text, other_shape) = prints(other);
        assert_eq!((other_text != text, other_shape != shape), (is_text, is_shape), "{other:?}");
    }
}

#[test]
fn a_print_is_read_as_it_is_written() {
    let print = Print::of("text");
    assert_eq!(print.to_string().len(), 8);
    assert_eq!(print.to_string().parse(), Ok(print));
    for wrong in ["", "0123456", "012345678", "0123456l", "０1234567"] {
        assert!(wrong.parse::<Print>().is_err(), "{wrong:?}");
    }
}

proptest! {
    #[test]
    fn a_print_does_not_tell_forms_of_a_letter(
        text in "[a-z1é“”—…，。！０-９ａ-ｚ一-九〇𠀀-𠀄か-ごﾊﾟﾞ\u{3099}\u{309a}\u{301}\u{20dd}Å²½가-각ᄀ-ᅵ \u{3000}]{0,24}",
    ) {
        let normal: String = text.nfkc().collect();
        prop_assert_eq!(prints(&format!("x{text}")), prints(&format!("x{normal}")));
    }
}

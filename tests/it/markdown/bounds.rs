//! Texts that no author means, and sizes that would show quadratic time or an overflow.

use diglot::{
    diag::Warned,
    doc::{Block, BlockKind, Doc, Inline},
    markdown,
    settings::MarkdownSettings,
    span::Span,
};
use proptest::prelude::*;

use super::{file, n_cases, read};

#[test]
fn deep_nesting_is_flattened_and_told() {
    for text in [
        format!("{}a", "> ".repeat(100_000)),
        format!("{}a", "- ".repeat(50_000)),
        joined(1_000, |depth| format!("{}- a\n", "  ".repeat(depth))),
        "*a **b ".repeat(20_000) + &" c** d*".repeat(20_000),
        "<div>\n".repeat(50_000),
        "a <b>".repeat(50_000),
        ":::note\n".repeat(20_000),
        "{% a() %}\n\n".repeat(20_000),
        "> :::note\n".repeat(20_000),
    ] {
        let Warned { value, told } = read(&text);
        let start: String = text.chars().take(20).collect();
        assert!(told.iter().any(|told| told.code.name() == "nested-too-deep"), "{start}");
        assert!(depth(&value.blocks) <= 140, "{start}: {}", depth(&value.blocks));
        // Everything that is not mark-up is still there.
        let n_letters = |text: &str| text.matches('a').count();
        if !text.contains(['<', ':', '{']) {
            assert_eq!(n_letters(&format!("{:?}", letters(&value))), n_letters(&text), "{start}");
        }
    }
}

#[test]
fn large_and_strange_texts_are_read_in_time() {
    for text in [
        "字a ".repeat(2_500_000),
        "**字。**".repeat(100_000),
        "[".repeat(100_000),
        "![a](b".repeat(50_000),
        "[a](b)".repeat(50_000),
        "[^a]".repeat(50_000),
        "*".repeat(100_000),
        "`a``b".repeat(50_000),
        "<a ".repeat(50_000),
        "</a>".repeat(50_000),
        "<b></b>".repeat(50_000),
        "*<b>*".repeat(50_000),
        "<br>".repeat(100_000),
        "$a$".repeat(5_000),
        "$".repeat(100_000),
        "字\n".repeat(100_000),
        "[^1]\n".repeat(50_000) + "\n[^1]: x",
        joined(20_000, |n| format!("[^{n}]\n\n[^{n}]: x\n\n")),
        "{{ a(b=\"".repeat(50_000),
        "{{ a() }} ".repeat(50_000),
        "{{ a(b=[".repeat(50_000),
        format!("{{{{ a({}) }}}}", "b=1,".repeat(50_000)),
        ":a\n".repeat(100_000),
        "::::a\n".repeat(30_000) + &":::\n".repeat(30_000),
        "\\".repeat(100_001) + "*字*",
        "a\n: b\n".repeat(50_000),
        "|a".repeat(5_000) + "\n" + &"|-".repeat(5_000) + "\n" + &"|\n".repeat(1_000),
        "{{#include".repeat(50_000),
    ] {
        let Warned { value, .. } = read(&text);
        assert!(depth(&value.blocks) <= 140);
    }
}

fn joined(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect::<Vec<_>>().concat()
}

/// How deep blocks and inlines are nested.
fn depth(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| 1 + block_depth(&block.kind)).max().unwrap_or_default()
}

fn block_depth(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Quote(blocks) => depth(blocks),
        BlockKind::Aside(aside) => depth(&aside.blocks),
        BlockKind::List(list) => list.items.iter().map(|item| 1 + depth(&item.blocks)).max().unwrap_or_default(),
        BlockKind::Shortcode(call) => depth(call.body.as_deref().unwrap_or_default()),
        BlockKind::Paragraph(text) | BlockKind::Plain(text) => inline_depth(text),
        _ => 0,
    }
}

fn inline_depth(inlines: &[Inline]) -> usize {
    let depth = |inline: &Inline| match inline {
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => 1 + inline_depth(inner),
        Inline::Anchor(anchor) => 1 + inline_depth(&anchor.text),
        _ => 0,
    };
    inlines.iter().map(depth).max().unwrap_or_default()
}

fn letters(doc: &Doc) -> String {
    super::print::doc(doc).lines().filter(|line| !line.starts_with("<note")).collect::<Vec<_>>().join("\n")
}

/// Pieces that mean something, alone or side by side.
const PIECES: &[&str] = &[
    "a",
    "B c",
    "字",
    "。",
    "“",
    "한",
    "𩸽",
    "é",
    "\u{FE00}",
    "\u{FDD0}",
    "\u{2E41}",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "```rust,{1",
    "$",
    "$$",
    "\\frac",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<a href=\"x.md\" style='a' 字>",
    "<!--",
    "-->",
    "<script>",
    "&amp;",
    "\\",
    "# ",
    "- ",
    "1. ",
    "> ",
    "> [!NOTE]\n",
    "|",
    "\n|-|-|\n",
    "- [x] ",
    "[^1]",
    "\n[^1]: ",
    ": ",
    ":::",
    ":::note ",
    "\n:::\n",
    "::::tip {#i}\n",
    "{{ f(a=\"",
    "\") }}",
    "{{ f() }}",
    "{% f() %}",
    "\n{% f() %}\n",
    "\n{% end %}\n",
    "===\n",
    "---\n",
    "https://a.b",
    "<https://a.b>",
    "{#id .c}",
    "\0",
    "\u{2028}",
];

/// Pieces of formulas.
const TEX: &[&str] = &[
    "a",
    "1",
    "中",
    " ",
    "{",
    "}",
    "[",
    "]",
    "(",
    "&",
    "\\\\",
    "\\",
    "%",
    "#",
    "#1",
    "^",
    "_",
    "'",
    "<",
    "\\frac",
    "\\sqrt",
    "\\sqrt[",
    "\\left(",
    "\\right)",
    "\\middle|",
    "\\begin{array}{c|c}",
    "\\end{array}",
    "\\begin{matrix}",
    "\\end{matrix}",
    "\\begin{align}",
    "\\end{align}",
    "\\begin{cases}",
    "\\end{cases}",
    "\\text{",
    "\\mathbf",
    "\\color{red}",
    "\\def\\x",
    "\\x",
    "\\let\\y=",
    "\\y",
    "\\hline",
    "\\sum",
    "\\limits",
    "\\not",
    "\\over",
    "\\binom",
    "\\hspace{1em}",
    "\\kern1em",
    "\\char`",
    "\\!",
    "\\,",
    "\\overset",
    "\\operatorname{x}",
    "\\substack{",
    "\\displaystyle",
    "\\big(",
    "\\prime",
    "\\newcommand{\\z}[1]",
    "\\z",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: n_cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_formula_makes_it_panic(pieces in proptest::collection::vec(proptest::sample::select(TEX), 0..20)) {
        let text = format!("$${}$$", pieces.concat());
        let Warned { told, .. } = read(&text);
        for place in told.iter().filter_map(|told| told.place.as_ref()) {
            prop_assert!(text.get(place.span.range()).is_some());
        }
    }

    #[test]
    fn no_text_makes_it_panic_and_every_span_lies_within(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        smart_punctuation: bool,
        raw_html: bool,
    ) {
        let text = pieces.concat();
        let origin = diglot::doc::Origin::file(file("a.md"), 0);
        let settings = MarkdownSettings { smart_punctuation, raw_html, math: true };
        let Warned { value, told } = markdown::read(&text, &origin, settings);
        let check = |span: Span| {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
            Ok(())
        };
        value.links.iter().try_for_each(|link| check(link.span))?;
        value.footnotes.iter().try_for_each(|note| check(note.span))?;
        told.iter().filter_map(|told| told.place.as_ref()).try_for_each(|place| check(place.span))?;
        let mut blocks: Vec<&Block> = value.blocks.iter().chain(value.footnotes.iter().flat_map(|note| &note.blocks)).collect();
        while let Some(block) = blocks.pop() {
            check(block.span)?;
            match &block.kind {
                BlockKind::Quote(inner) => blocks.extend(inner),
                BlockKind::Aside(aside) => blocks.extend(&aside.blocks),
                BlockKind::List(list) => {
                    prop_assert!(!list.items.is_empty());
                    blocks.extend(list.items.iter().flat_map(|item| &item.blocks));
                }
                BlockKind::Shortcode(call) => blocks.extend(call.body.iter().flatten()),
                _ => {}
            }
        }
        // What is put in for the parser never reaches the reader.
        let shown = format!("{value:?}");
        prop_assert!(text.contains('\u{FDD1}') || !shown.contains('\u{FDD1}'), "{text:?}");
        prop_assert!(!shown.contains("\\u{1}"), "{text:?}");
    }
}

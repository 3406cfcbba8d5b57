//! The author's own HTML.

use diglot::doc::{Block, BlockKind, Doc, Html, HtmlPiece, Inline};
use expect_test::expect;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use super::{check, read};

#[test]
fn addresses_and_ids_are_found() {
    check(
        r#"<div id="top"><a href="b.md?x&amp;y#z" name='old'>b</a>
<img src=a.png srcset="a.png 1x, b.png 2x" alt="&quot;q&quot;"></div>

Text <a id="here" href='c.md'>c</a> <video poster="p.png" data-src="v.mp4"></video>.
"#,
        &expect![[r#"
            <html><div id="top"><a href="→b.md?x&y#z" id="old">b</a>
            <img src="▣a.png" srcset="▣a.png 1x, ▣b.png 2x" alt="&quot;q&quot;"></div></html>
            <p>Text ‹<a id="here" href="→c.md">›c‹</a>› ‹<video poster="▣p.png" data-src="▣v.mp4"></video>›.</p>
        "#]],
    );
}

#[test]
fn a_link_without_a_text_is_told() {
    check(
        "a [](b.md) [ ](c.md) [**b**](d.md) [`c`](e.md) [![](f.png)](g.md) <https://a.org>\n",
        &expect![[r#"
            <p>a <a href="b.md"></a> <a href="c.md"> </a> <a href="d.md"><strong>b</strong></a> <a href="e.md"><code>c</code></a> <a href="g.md"><img src="f.png" alt="" /></a> <a href="https://a.org">https://a.org</a></p>
            ! empty-link "[](b.md)": a link without a text (say between the brackets where it leads)
            ! empty-link "[ ](c.md)": a link without a text (say between the brackets where it leads)
            ! missing-alt "![](f.png)": the picture says nothing to those who cannot see it (say between the brackets what it shows; an ornament is written `<img src="…" alt="">`)
        "#]],
    );
}

#[test]
fn elements_span_blocks() {
    check(
        r#"<figure class="listing">

```rust
x
```

<figcaption>Caption *not* `code`</figcaption>

</figure>

- <details>
  <summary>More</summary>

  text

after the item
"#,
        &expect![[r##"
            <html><figure class="listing"></html>
            <pre CodeInfo { language: "rust", title: None, numbers: None, marked: [], hidden: Some("# "), diff: false }>"x\n"
            <html><figcaption>Caption *not* `code`</figcaption></html>
            <html></figure></html>
            <ul>
            <li>
            <html><details>
            <summary>More</summary></html>
            <p>text</p>
            <html></details></html>
            </li>
            </ul>
            <p>after the item</p>
        "##]],
    );
}

#[test]
fn what_is_open_is_closed_and_stray_ends_are_dropped() {
    check(
        "a <b>bold *<i>both* text</b></u>

b</b> </p>

<ul>
<li>one
<li>two
</ul>
</div>

<p>open

<div/>x <br/>

> <section>
",
        &expect![["
            <p>a ‹<b>›bold <em>‹<i>›both‹</i>›</em> text‹</b>›</p>
            <p>b </p>
            <html><ul>
            <li>one
            </li><li>two
            </li></ul></html>
            <html><p>open
            </p></html>
            <html><div></div>x <br/></html>
            <quote>
            <html><section></html>
            <html></section></html>
            </quote>
        "]],
    );
}

#[test]
fn unknown_and_old_elements_become_plain_ones() {
    check(
        r#"<Listing number="1-1" caption="A `b`" class="wide">

text

</Listing>

A Vec<T> and <center>old</center> <my-element x=1>new</my-element>

<td width="50%" align=right>
"#,
        &expect![[r#"
            <html><div class="listing wide" data-number="1-1" data-caption="A `b`"></html>
            <p>text</p>
            <html></div></html>
            <p>A Vec‹<span class="t">› and ‹<span class="center">›old‹</span>› ‹<my-element x=1>›new‹</my-element></span>›</p>
            <html><td data-width="50" data-align="right"></html>
            <html></td></html>
        "#]],
    );
}

#[test]
fn what_the_policy_forbids_is_left_out() {
    check(
        r#"<p style="color: red" onclick="x()">a</p>
<script>if (a<b) {}</script>
<style>p{}</style>

Inline <script>alert(1)</script> and <a href=" JavaScript:x()">b</a>.
"#,
        &expect![[r#"
            <html><p>a</p></html>
            <p>Inline  and ‹<a>›b‹</a>›.</p>
            ! inline-style "style=\"color: red\"": a `style` attribute has no effect on the page and is left out (give it a class, and the class a style in the theme)
            ! inline-script "onclick=\"x()\"": the script in `onclick` cannot run on the page and is left out
            ! inline-script "<script>": a `script` element cannot run on the page and is left out
            ! inline-style "<style>": a `style` element cannot run on the page and is left out
            ! inline-script "<script>": a `script` element cannot run on the page and is left out
            ! inline-script "href=\" JavaScript:x()\"": the script in `href` cannot run on the page and is left out
        "#]],
    );
}

#[test]
fn what_does_nothing_in_a_chapter_is_told() {
    check(
        r#"<base href="/x/">
<link rel="stylesheet" href="https://ex.org/x.css">

a <meta name="a" content="b"> b

<body><p>c</p></body>

<form action="https://ex.org/"><button formaction="//ex.org/">d</button></form>
<form action="../search/"><input name="q"></form>
"#,
        &expect![[r#"
            <p>a  b</p>
            <html><p>c</p></html>
            <html><form action="https://ex.org/"><button formaction="//ex.org/">d</button></form>
            <form action="../search/"><input name="q"></form></html>
            ! dead-html "<base href=\"/x/\">": a `base` element does nothing in a chapter and is left out (what all pages need in their head goes into the theme)
            ! dead-html "<link rel=\"stylesheet\" href=\"https://ex.org/x.css\">": a `link` element does nothing in a chapter and is left out (what all pages need in their head goes into the theme)
            ! dead-html "<meta name=\"a\" content=\"b\">": a `meta` element does nothing in a chapter and is left out (what all pages need in their head goes into the theme)
            ! dead-html "<body>": a `body` element does nothing in a chapter and is left out
            ! dead-html "action=\"https://ex.org/\"": the page's security policy keeps a form from being sent to another site (link to the form where it is)
            ! dead-html "formaction=\"//ex.org/\"": the page's security policy keeps a form from being sent to another site (link to the form where it is)
        "#]],
    );
}

#[test]
fn an_address_that_is_a_script_is_left_out() {
    check(
        r#"<a href="vbscript:x()">a</a> <a href="java
script:x()">b</a> <a href="data:text/html,<p>">c</a> <img src="data:image/png;base64,AA==" alt="d">
"#,
        &expect![[r#"
            <p>‹<a>›a‹</a>› ‹<a>›b‹</a>› ‹<a>›c‹</a>› ‹<img src="▣data:image/png;base64,AA==" alt="d">›</p>
            ! inline-script "href=\"vbscript:x()\"": the script in `href` cannot run on the page and is left out
            ! inline-script "href=\"java\nscript:x()\"": the script in `href` cannot run on the page and is left out
            ! inline-script "href=\"data:text/html,<p>\"": the script in `href` cannot run on the page and is left out
        "#]],
    );
}

#[test]
fn what_is_for_readers_without_script_is_html() {
    check(
        r#"<noscript><img src="a.png" alt=""><a href="b.md">b</noscript>

<div>
<noscript><style>p { color: red }</style></div></noscript>
</div>
"#,
        &expect![[r#"
            <p>‹<noscript><img src="▣a.png" alt=""><a href="→b.md">›b‹</a></noscript>›</p>
            <html><div>
            <noscript></noscript></div></html>
            ! inline-style "<style>": a `style` element cannot run on the page and is left out
        "#]],
    );
}

#[test]
fn a_shortcode_may_stand_in_html() {
    check(
        r#"<div class="card">{{ badge(text="<b>") }}</div>

> <p title="{{ no() }}">a {{ b(src="c.png") }} {{ c() }}
> {{ d(
> n=1) }}</p><pre>{{ no() }}</pre><!-- {{ no() }} --> \{{ no() }}

<table><tr><td><code>{{ no() }}</code>{{ yes() }}</td></tr></table>

<div>
:::note
{{ count }} $ {% if x %} {{ bad( }}
{% box() %}
</div>
"#,
        &expect![[r#"
            <html><div class="card"></html>
            <call badge text="<b>">
            <html></div></html>
            <quote>
            <html><p title="{{ no() }}">a</html>
            <call b src=▣c.png>
            <html></html>
            <call c>
            <html>
            {{ d(
            n=1) }}</p><pre>{{ no() }}</pre> \{{ no() }}</html>
            </quote>
            <html><table><tr><td><code>{{ no() }}</code></html>
            <call yes>
            <html></td></tr></table></html>
            <html><div>
            :::note
            {{ count }} $ {% if x %} {{ bad( }}
            {% box() %}
            </div></html>
            ! invalid-shortcode "{{ no() }}": a shortcode cannot stand in a tag and is shown as text (let the shortcode write the whole element)
            ! invalid-shortcode ">": the name of an argument is expected here (write `&#123;{` or `&#123;%` when no shortcode is meant)
            ! invalid-shortcode "}": the name of an argument is expected here (write `&#123;{` or `&#123;%` when no shortcode is meant)
            ! invalid-shortcode "{% box() %}": a shortcode with a body does not begin within HTML (leave a blank line before it)
        "#]],
    );
}

#[test]
fn looks_of_pictures_and_lines_are_kept() {
    check(
        r#"<img src="a.png" style="width: 48%" alt="">
<img src="a.png" style="zoom:50%;" width="300px" alt="">
<img src="a.png" width="33%" height="20" alt="">
<p style="text-align:center">x</p>
"#,
        &expect![[r#"
            <html><img src="▣a.png" data-width="50" alt="">
            <img src="▣a.png" data-width="50" width="300" alt="">
            <img src="▣a.png" data-width="30" height="20" alt="">
            <p data-align="center">x</p></html>
        "#]],
    );
}

#[test]
fn comments_are_left_out() {
    check(
        "a <!-- b --> c

<!-- alone -->

<div><!-- in --></div>

<!-- old -->
text
",
        &expect![["
            <p>a  c</p>
            <html><div></div></html>
            <p>text</p>
        "]],
    );
}

#[test]
fn drawings_stay_as_they_are() {
    check(
        r##"<svg viewBox="0 0 1 1"><style>a{}</style><title>T</title><use href="#a"/><image href="b.png"/><foo bar="1"/></svg>
"##,
        &expect![[r##"
            <p>‹<svg viewBox="0 0 1 1"><title>›T‹</title><use href="#a"/><image href="▣b.png" /><foo bar="1"/></svg>›</p>
            ! inline-style "<style>": a `style` element cannot run on the page and is left out
        "##]],
    );
}

/// The HTML of each place of the tree where elements must be closed in order, the pieces of
/// each place joined.
fn places(doc: &Doc) -> Vec<String> {
    let mut places = Vec::new();
    push_blocks(&doc.blocks, &mut places);
    doc.footnotes.iter().for_each(|note| push_blocks(&note.blocks, &mut places));
    places
}

fn push_blocks(blocks: &[Block], places: &mut Vec<String>) {
    let mut here = String::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Html(html) => here.push_str(&joined(html)),
            BlockKind::Heading(heading) => push_inlines(&heading.text, places),
            BlockKind::Paragraph(text) | BlockKind::Plain(text) => push_inlines(text, places),
            BlockKind::Quote(blocks) => push_blocks(blocks, places),
            BlockKind::Aside(aside) => push_blocks(&aside.blocks, places),
            BlockKind::List(list) => list.items.iter().for_each(|item| push_blocks(&item.blocks, places)),
            _ => {}
        }
    }
    places.push(here);
}

fn push_inlines(inlines: &[Inline], places: &mut Vec<String>) {
    let mut here = String::new();
    for inline in inlines {
        match inline {
            Inline::Html(html) => here.push_str(&joined(html)),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => push_inlines(inner, places),
            Inline::Anchor(anchor) => push_inlines(&anchor.text, places),
            _ => {}
        }
    }
    places.push(here);
}

fn joined(html: &Html) -> String {
    let text = |piece: &HtmlPiece| match piece {
        HtmlPiece::Text(text) => text.to_string(),
        HtmlPiece::Address(_) => "address".to_owned(),
    };
    html.pieces.iter().map(text).collect()
}

/// Whether every element is closed in order, nothing else is, and nothing forbidden is there.
fn is_balanced(html: &str) -> bool {
    let mut open = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) if *tag.name == b"script" || *tag.name == b"style" => return false,
            Token::Comment(_) => return false,
            Token::StartTag(tag) if !tag.self_closing && *tag.name != b"br" && *tag.name != b"img" => {
                open.push(tag.name);
            }
            Token::EndTag(tag) if open.pop().as_ref() != Some(&tag.name) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

const PIECES: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "- ",
    "> ",
    "# ",
    "[",
    "](b)",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<foo>",
    "</foo>",
    "<foo/>",
    "<div/>",
    "<br>",
    "<img src=a>",
    "<svg>",
    "<g/>",
    "</svg>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href='x' y>",
    "</a>",
    "<td",
    "=\"",
    ">",
    "&lt;",
    "<style>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: super::n_cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_html_reaches_what_is_around_it(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)) {
        let text = pieces.concat();
        for html in places(&read(&text).value) {
            prop_assert!(is_balanced(&html), "{html:?} of {text:?}");
        }
    }
}

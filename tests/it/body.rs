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
    // No white space is written between tags; for reading, a tag after a tag begins a line.
    expected.assert_eq(&page.value.replace("><", ">\n<").replace(">\n</", "></"));
}

#[test]
fn headings_have_a_link_to_themselves() {
    check(
        "# One\n\n####### no\n\n## Two *parts* {#own .wide}\n\n> ###### Deep",
        &expect![[r##"
            <div class="dg-h">
            <h2 id="h-1">One</h2>
            <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>
            <p>####### no</p>
            <div class="dg-h">
            <h2 id="h-2" class="wide">Two <em>parts</em></h2>
            <a class="dg-anchor" href="#h-2" aria-label="# link-to-section">#</a></div>
            <blockquote>
            <div class="dg-h">
            <h6 id="h-3">Deep</h6>
            <a class="dg-anchor" href="#h-3" aria-label="# link-to-section">#</a></div></blockquote>"##]],
    );
}

#[test]
fn notes_stand_beside_their_marks() {
    check(
        "One[^a], again[^a].\n\nTwo[^b].\n\n[^b]: Two\n    paragraphs.\n\n    ```\n    code\n    ```\n\n    See[^c].\n\n[^a]: Short & `sweet`.\n\n[^c]: - a\n    - list",
        &expect![[r##"
            <p>One<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="note 1">1</a>, again<a class="dg-ref" id="fnref-1-2" href="#fn-1" aria-label="note 1">1</a>.</p>
            <aside class="dg-note" role="note" id="fn-1">
            <p>
            <b>1</b> Short &amp; <code>sweet</code>. <a class="dg-note-back" href="#fnref-1" aria-label="↩ footnote-back">↩</a> <a class="dg-note-back" href="#fnref-1-2" aria-label="↩2 footnote-back">↩2</a></p></aside>
            <p>Two<a class="dg-ref" id="fnref-2" href="#fn-2" aria-label="note 2">2</a>.</p>
            <aside class="dg-note" role="note" id="fn-2">
            <p>
            <b>2</b> Two
            paragraphs.</p>
            <figure class="dg-code">
            <div class="dg-code-top">
            <span></span>
            <button type="button" class="dg-btn dg-copy" data-needs-js aria-label="copy-code">
            <svg></svg></button></div>
            <pre>
            <code translate="no">
            <span class="dg-line">code
            </span></code></pre></figure>
            <p>See<a class="dg-ref" id="fnref-3" href="#fn-3" aria-label="note 3">3</a>. <a class="dg-note-back" href="#fnref-2" aria-label="↩ footnote-back">↩</a></p></aside>
            <aside class="dg-note" role="note" id="fn-3">
            <p>
            <b>3</b></p>
            <ul>
            <li>a</li>
            <li>list</li></ul>
            <p>
            <a class="dg-note-back" href="#fnref-3" aria-label="↩ footnote-back">↩</a></p></aside>"##]],
    );
}

#[test]
fn notes_wait_for_the_end_of_what_is_no_prose() {
    check(
        "- tight[^a]\n- list\n\n> quote[^b]\n\n| table[^c] |\n| --- |\n\n1. loose[^d]\n\n2. list\n\nterm\n: description[^e]\n\n[^a]: A\n[^b]: B\n[^c]: C\n[^d]: D\n[^e]: E",
        &expect![[r##"
            <ul>
            <li>tight<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="note 1">1</a></li>
            <li>list</li></ul>
            <aside class="dg-note" role="note" id="fn-1">
            <p>
            <b>1</b> A <a class="dg-note-back" href="#fnref-1" aria-label="↩ footnote-back">↩</a></p></aside>
            <blockquote>
            <p>quote<a class="dg-ref" id="fnref-2" href="#fn-2" aria-label="note 2">2</a></p></blockquote>
            <aside class="dg-note" role="note" id="fn-2">
            <p>
            <b>2</b> B <a class="dg-note-back" href="#fnref-2" aria-label="↩ footnote-back">↩</a></p></aside>
            <div class="dg-scroll" role="group" tabindex="0" aria-label="table">
            <table>
            <thead>
            <tr>
            <th scope="col">table<a class="dg-ref" id="fnref-3" href="#fn-3" aria-label="note 3">3</a></th></tr></thead></table></div>
            <aside class="dg-note" role="note" id="fn-3">
            <p>
            <b>3</b> C <a class="dg-note-back" href="#fnref-3" aria-label="↩ footnote-back">↩</a></p></aside>
            <ol>
            <li>
            <p>loose<a class="dg-ref" id="fnref-4" href="#fn-4" aria-label="note 4">4</a></p>
            <aside class="dg-note" role="note" id="fn-4">
            <p>
            <b>4</b> D <a class="dg-note-back" href="#fnref-4" aria-label="↩ footnote-back">↩</a></p></aside></li>
            <li>
            <p>list</p></li></ol>
            <dl>
            <dt>term</dt>
            <dd>description<a class="dg-ref" id="fnref-5" href="#fn-5" aria-label="note 5">5</a>
            <aside class="dg-note" role="note" id="fn-5">
            <p>
            <b>5</b> E <a class="dg-note-back" href="#fnref-5" aria-label="↩ footnote-back">↩</a></p></aside></dd></dl>"##]],
    );
}

#[test]
fn asides_say_their_kind_in_words() {
    check(
        "> [!WARNING]\n> Mind *this*.\n\n:::editor From the <editor>\nA note.\n:::\n\n:::details More\nFolded.\n:::\n\n:::key\n- One\n:::",
        &expect![[r#"
            <div class="dg-box" data-kind="warn" role="note">
            <p class="dg-box-title">
            <svg></svg>aside-warn</p>
            <p>Mind <em>this</em>.</p></div>
            <div class="dg-box" data-kind="editor" role="note">
            <p class="dg-box-title">
            <svg></svg>From the <span class="editor"></span></p>
            <p>A note.</p></div>
            <details class="dg-box" data-kind="details">
            <summary>More</summary>
            <p>Folded.</p></details>
            <div class="dg-box" data-kind="key" role="note">
            <p class="dg-box-title">
            <svg></svg>aside-key</p>
            <ul>
            <li>One</li></ul></div>"#]],
    );
}

#[test]
fn listings_keep_their_bytes() {
    let wide = "x".repeat(80);
    check(
        &format!(
            "```rust title=\"src/a<b>.rs\" linenos {{2}}\nfn a() {{}}\n# fn hidden() {{}}\n\n  let s = \"&\";\n```\n\n    indented  \n\n```text\n{wide}\n```"
        ),
        &expect![[r#"
            <figure class="dg-code">
            <div class="dg-code-top">
            <span class="dg-code-title" translate="no">src/a&lt;b&gt;.rs</span>
            <button type="button" class="dg-btn dg-unfold" data-needs-js aria-pressed="false" aria-label="hidden-lines">
            <svg></svg></button>
            <button type="button" class="dg-btn dg-copy" data-needs-js aria-label="copy-code">
            <svg></svg></button></div>
            <pre>
            <code class="language-rust" translate="no">
            <span class="dg-line" data-n="1">
            <span class="dg-k">fn</span> <span class="dg-f">a</span>() {}
            </span>
            <span class="dg-line" data-hidden>
            <span class="dg-k">fn</span> <span class="dg-f">hidden</span>() {}
            </span>
            <span class="dg-line" data-n="2" data-hl></span>
            <span class="dg-line" data-n="3">  <span class="dg-k">let</span> s = <span class="dg-s">"&amp;"</span>;
            </span></code></pre></figure>
            <figure class="dg-code">
            <div class="dg-code-top">
            <span></span>
            <button type="button" class="dg-btn dg-copy" data-needs-js aria-label="copy-code">
            <svg></svg></button></div>
            <pre>
            <code translate="no">
            <span class="dg-line">indented  
            </span></code></pre></figure>
            <figure class="dg-code">
            <div class="dg-code-top">
            <span></span>
            <button type="button" class="dg-btn dg-copy" data-needs-js aria-label="copy-code">
            <svg></svg></button></div>
            <pre tabindex="0" role="group" aria-label="code">
            <code class="language-text" translate="no">
            <span class="dg-line">xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            </span></code></pre></figure>"#]],
    );
}

#[test]
fn tables_scroll_and_align() {
    check(
        "| | a | *b* | c |\n| --- | :-- | :-: | --: |\n| x | `1\\|2` | 2 | |\n\n| only | head |\n| --- | --- |",
        &expect![[r#"
            <div class="dg-scroll" role="group" tabindex="0" aria-label="table">
            <table>
            <thead>
            <tr>
            <td></td>
            <th scope="col" data-align="left">a</th>
            <th scope="col" data-align="center">
            <em>b</em></th>
            <th scope="col" data-align="right">c</th></tr></thead>
            <tbody>
            <tr>
            <td>x</td>
            <td data-align="left">
            <code>1|2</code></td>
            <td data-align="center">2</td>
            <td data-align="right"></td></tr></tbody></table></div>
            <div class="dg-scroll" role="group" tabindex="0" aria-label="table">
            <table>
            <thead>
            <tr>
            <th scope="col">only</th>
            <th scope="col">head</th></tr></thead></table></div>"#]],
    );
}

#[test]
fn pictures_have_their_size_and_load_late() {
    check(
        "![First & \"best\"](a.png \"Its caption\")\n\nInline ![second](b.png \"Its title\") and ![gone](gone/c.png).\n\n![third](d.svg)",
        &expect![[r#"
            <figure class="dg-figure">
            <img src="a.png" alt="First &amp; &quot;best&quot;" width="40" height="30" decoding="async">
            <figcaption>Its caption</figcaption></figure>
            <p>Inline <img src="b.png" alt="second" title="Its title" width="40" height="30" loading="lazy" decoding="async"> and gone.</p>
            <figure class="dg-figure">
            <img src="d.svg" alt="third" loading="lazy" decoding="async"></figure>"#]],
    );
}

#[test]
fn links_say_where_they_lead() {
    check(
        "[here](b.md#c \"A \\\"title\\\"\") [out](https://example.org/?a=1&b=2) [other *language*](en/b.md) [gone *text*](gone/b.md) <https://example.org/> <a@example.org>",
        &expect![[r#"
            <p>
            <a href="b.md#c" title="A &quot;title&quot;">here</a> <a href="https://example.org/?a=1&amp;b=2" rel="noopener">out</a> <a href="en/b.md" hreflang="en">other <em>language</em></a> gone <em>text</em> <a href="https://example.org/" rel="noopener">https://example.org/</a> <a href="mailto:a@example.org">a@example.org</a></p>"#]],
    );
}

#[test]
fn lists_count_and_tick() {
    check(
        "- a\n- b\n  1. c\n  2. d\n\n3. three\n\n4. four\n\n- [ ] open\n- [x] *done*",
        &expect![[r#"
            <ul>
            <li>a</li>
            <li>b<ol>
            <li>c</li>
            <li>d</li></ol></li></ul>
            <ol start="3">
            <li>
            <p>three</p></li>
            <li>
            <p>four</p></li></ol>
            <ul>
            <li class="dg-task">
            <input type="checkbox" disabled aria-label="task-open"> open</li>
            <li class="dg-task">
            <input type="checkbox" disabled checked aria-label="task-done"> <em>done</em></li></ul>"#]],
    );
}

#[test]
fn definitions_and_rules() {
    check(
        "*Term*\n: One.\n: Two.\n\nOther term\n: Para.\n\n  ```\n  code\n  ```\n\n---",
        &expect![[r#"
            <dl>
            <dt>
            <em>Term</em></dt>
            <dd>
            <p>One.</p></dd>
            <dd>
            <p>Two.</p></dd>
            <dt>Other term</dt>
            <dd>
            <p>Para.</p>
            <figure class="dg-code">
            <div class="dg-code-top">
            <span></span>
            <button type="button" class="dg-btn dg-copy" data-needs-js aria-label="copy-code">
            <svg></svg></button></div>
            <pre>
            <code translate="no">
            <span class="dg-line">code
            </span></code></pre></figure></dd></dl>
            <hr>"#]],
    );
}

/// On a phone it scrolls by itself, since it does not break.
#[test]
fn a_long_formula_within_a_line_has_an_element_of_its_own() {
    check(
        "a $a_1 + a_2 + a_3 + a_4 + a_5 + a_6 = 1$ b $a = 1$\n",
        &expect![[r#"
        <p>a <span class="dg-formula">
        <math display="inline">
        <msub>
        <mi>a</mi>
        <mn>1</mn></msub>
        <mo>+</mo>
        <msub>
        <mi>a</mi>
        <mn>2</mn></msub>
        <mo>+</mo>
        <msub>
        <mi>a</mi>
        <mn>3</mn></msub>
        <mo>+</mo>
        <msub>
        <mi>a</mi>
        <mn>4</mn></msub>
        <mo>+</mo>
        <msub>
        <mi>a</mi>
        <mn>5</mn></msub>
        <mo>+</mo>
        <msub>
        <mi>a</mi>
        <mn>6</mn></msub>
        <mo>=</mo>
        <mn>1</mn></math></span> b <math display="inline">
        <mi>a</mi>
        <mo>=</mo>
        <mn>1</mn></math></p>"#]],
    );
}

#[test]
fn formulas_are_mathml() {
    check(
        "Inline $a < b$.\n\n$$x^2$$",
        &expect![[r#"
            <p>Inline <math display="inline">
            <mi>a</mi>
            <mo>&lt;</mo>
            <mi>b</mi></math>.</p>
            <div class="dg-scroll dg-math" role="group" tabindex="0" aria-label="formula">
            <math display="block">
            <msup>
            <mi>x</mi>
            <mn>2</mn></msup></math></div>"#]],
    );
}

#[test]
fn html_of_the_author_stands_as_it_is() {
    check(
        "<figure id=\"f\"><img src=\"a b.png\" alt=\"\"><figcaption>x &amp; y</figcaption></figure>\n\nA <kbd>key</kbd>.",
        &expect![[r#"
            <figure id="f">
            <img src="a%20b.png" width="40" height="30" alt="">
            <figcaption>x &amp; y</figcaption></figure>
            <p>A <kbd>key</kbd>.</p>"#]],
    );
}

#[test]
fn shortcodes_get_their_body_as_html() {
    check(
        "Before {{ year() }} after.\n\n{% box() %}\nA *body*[^a].\n{% end %}\n\n[^a]: Note.",
        &expect![[r##"
            <p>Before <x-year></x-year> after.</p>
            <x-box>
            <p>A <em>body</em>
            <a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="note 1">1</a>.</p></x-box>
            <aside class="dg-note" role="note" id="fn-1">
            <p>
            <b>1</b> Note. <a class="dg-note-back" href="#fnref-1" aria-label="↩ footnote-back">↩</a></p></aside>"##]],
    );
}

#[test]
fn latin_words_in_chinese_are_told_apart() {
    check_in(
        "zh-Hans",
        "他说 don’t 和“rock ’n’ roll”，‘字’，the users’ *Moby-Dick* *强调* *Rust 语言* **don’t** `don’t`",
        &expect![[r#"
            <p>他说 <span lang="en">don’t</span> 和“rock ’n’ roll”，‘字’，the users’ <em lang="en">Moby-Dick</em> <em>强调</em> <em>Rust 语言</em> <strong>
            <span lang="en">don’t</span></strong> <code>don’t</code></p>"#]],
    );
    check_in("en", "don’t *Moby-Dick*", &expect!["<p>don’t <em>Moby-Dick</em></p>"]);
}

#[test]
fn everything_is_escaped() {
    check(
        "\\<b\\> &amp;lt; \"quotes\" `<i>&</i>` ![\\\"\\<x\\>](a.svg \"\\\"\\>\")",
        &expect![[
            r#"<p>&lt;b&gt; &amp;lt; "quotes" <code>&lt;i&gt;&amp;&lt;/i&gt;</code> <img src="a.svg" alt="&quot;&lt;x&gt;" title="&quot;&gt;" decoding="async"></p>"#
        ]],
    );
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

#[test]
fn tabs_are_details_of_one_group() {
    check(
        "::::tabs\n:::tab Linux\nOne\n:::\n:::tab *macOS* {#mac}\nTwo\n:::\n::::\n\n::::tabs\n:::tab A\n:::\n::::",
        &expect![[r#"
            <div class="dg-tabs">
            <details class="dg-tab" name="tabs-1" open>
            <summary>Linux</summary>
            <p>One</p></details>
            <details class="dg-tab" name="tabs-1" id="mac">
            <summary>
            <em>macOS</em></summary>
            <p>Two</p></details></div>
            <div class="dg-tabs">
            <details class="dg-tab" name="tabs-2" open>
            <summary>A</summary></details></div>"#]],
    );
}

#[test]
fn a_chinese_heading_breaks_between_words() {
    check_in(
        "zh-Hans",
        "## 什么是缩放定律？",
        &expect![[r##"
            <div class="dg-h">
            <h2 id="h-1">什么<wbr>是缩放<wbr>定律？</h2>
            <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>"##]],
    );
    check_in(
        "ja",
        "## 東京へ**行く**理由",
        &expect![[r##"
            <div class="dg-h">
            <h2 id="h-1">東京へ<strong>
            <wbr>行く</strong>
            <wbr>理由</h2>
            <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>"##]],
    );
    check_in(
        "en",
        "## 什么是 a law",
        &expect![[r##"
        <div class="dg-h">
        <h2 id="h-1">什么是 a law</h2>
        <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>"##]],
    );
}

#[test]
fn an_address_that_is_its_own_text_may_break_behind_each_slash() {
    check(
        "<https://example.org/a//b?c=/d> [www.example.org/a](x) [https://example.org with words/](x)",
        &expect![[r#"
            <p>
            <a href="https://example.org/a//b?c=/d" rel="noopener">https://example.org/<wbr>a//<wbr>b?c=/<wbr>d</a> <a href="x">www.example.org/<wbr>a</a> <a href="x">https://example.org with words/</a></p>"#]],
    );
}

#[test]
fn an_english_word_in_a_chinese_caption_is_marked() {
    check_in(
        "zh-Hans",
        "![图](a.png \"我 don’t 知道\")",
        &expect![[r#"
        <figure class="dg-figure">
        <img src="a.png" alt="图" width="40" height="30" decoding="async">
        <figcaption>我 <span lang="en">don’t</span> 知道</figcaption></figure>"#]],
    );
}

//! Pages that show two languages side by side.

use std::collections::BTreeMap;

use diglot::input::Input;
use expect_test::{Expect, expect};

use crate::{
    small_book::{SmallBook, texts},
    view::shelf::{only, paper},
};

/// Every page of a book in this theme, which must have nothing to tell.
fn pages(book: &str, theme: diglot::theme::ThemeFiles) -> BTreeMap<String, String> {
    texts(&Input { theme, ..SmallBook::read(book).input() })
}

/// The text of a page, one line for each row or block.
fn text_of(book: &str, page: &str) -> String {
    let theme = only(&["chapter.html", "facing.html", "part.html", "page.html"], "{{ page.body | safe }}");
    let pages = pages(&format!("{book}\n"), theme);
    let page = pages.get(page).unwrap_or_else(|| panic!("no {page} among {:?}", pages.keys()));
    page.replace("<div class=\"dg-pair\"", "\n<div class=\"dg-pair\"").replace("<div lang=", "\n  <div lang=")
}

fn check(book: &str, page: &str, expected: &Expect) {
    expected.assert_eq(&text_of(book, page));
}

/// What texts hold: a heading, a list, a quotation, a listing, a table, a note.
const ZH_EN: &str = "\
//- site.yaml
title: Book
locales: [{code: zh, tag: zh-Hans}, {code: en}]
original: en
output: {minify: false}
//- zh/one.md
# 所有权

内存由规则管理。[^1]

[^1]: 见第 2 章。

## 规则 {#rules}

5. 每个值都有一个所有者，见[规则](#rules)。
6. 同一时间只有一个所有者。

> 第一句引文在这里。
>
> 第二句引文在那里。

```rust
let s = \"hello\";
```

| 名 | 值 |
| --- | --- |
| a | 1 |
//- en/one.md
# Ownership

Memory is managed by rules.[^1]

[^1]: See chapter 2.

## The rules {#rules}

5. Each value has one owner, see [the rules](#rules).
6. There is one owner at a time.

> The first sentence stands here.
>
> The second sentence stands there.

```rust
let s = \"hello\";
```

| name | value |
| --- | --- |
| a | 1 |
";

#[test]
fn each_pair_is_a_row_and_what_is_equal_stands_once() {
    check(
        ZH_EN,
        "zh/one/with-en/index.html",
        &expect![[r##"

            <div class="dg-pair" id="p1">
              <div lang="zh-Hans" dir="ltr"><p>内存由规则管理。<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="注 1">1</a></p><aside class="dg-note" role="note" id="fn-1"><p><b>1</b> 见第 2 章。 <a class="dg-note-back" href="#fnref-1" aria-label="↩ 回到正文">↩</a></p></aside></div>
              <div lang="en" dir="ltr"><p>Memory is managed by rules.<a class="dg-ref" id="en-fnref-1" href="#en-fn-1" aria-label="Note 1">1</a></p><aside class="dg-note" role="note" id="en-fn-1"><p><b>1</b> See chapter 2. <a class="dg-note-back" href="#en-fnref-1" aria-label="↩ Back to the text">↩</a></p></aside></div></div>
            <div class="dg-pair">
              <div lang="zh-Hans" dir="ltr"><div class="dg-h"><h2 id="rules">规则</h2><a class="dg-anchor" href="#rules" aria-label="# 本节链接">#</a></div></div>
              <div lang="en" dir="ltr"><div class="dg-h"><h2>The rules</h2></div></div></div>
            <div class="dg-pair" id="p3">
              <div lang="zh-Hans" dir="ltr"><ol start="5"><li>每个值都有一个所有者，见<a href="#rules">规则</a>。</li></ol></div>
              <div lang="en" dir="ltr"><ol start="5"><li>Each value has one owner, see <a href="#rules">the rules</a>.</li></ol></div></div>
            <div class="dg-pair" id="p4">
              <div lang="zh-Hans" dir="ltr"><ol start="6"><li>同一时间只有一个所有者。</li></ol></div>
              <div lang="en" dir="ltr"><ol start="6"><li>There is one owner at a time.</li></ol></div></div>
            <div class="dg-pair" id="p5">
              <div lang="zh-Hans" dir="ltr"><blockquote><p>第一句引文在这里。</p></blockquote></div>
              <div lang="en" dir="ltr"><blockquote><p>The first sentence stands here.</p></blockquote></div></div>
            <div class="dg-pair" id="p6">
              <div lang="zh-Hans" dir="ltr"><blockquote><p>第二句引文在那里。</p></blockquote></div>
              <div lang="en" dir="ltr"><blockquote><p>The second sentence stands there.</p></blockquote></div></div>
            <div class="dg-pair" id="p7" data-shared>
              <div lang="zh-Hans" dir="ltr"><figure class="dg-code"><div class="dg-code-top"><span>Rust</span><button type="button" class="dg-btn dg-copy" data-needs-js aria-label="复制代码"></button></div><pre><code class="language-rust" translate="no"><span class="dg-line"><span class="dg-k">let</span> s = <span class="dg-s">"hello"</span>;
            </span></code></pre></figure></div></div>
            <div class="dg-pair" id="p8">
              <div lang="zh-Hans" dir="ltr"><div class="dg-scroll" role="group" tabindex="0" aria-label="表格"><table><thead><tr><th scope="col">名</th><th scope="col">值</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table></div></div>
              <div lang="en" dir="ltr"><div class="dg-scroll" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th scope="col">name</th><th scope="col">value</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table></div></div></div>"##]],
    );
}

#[test]
fn a_single_page_has_the_ids_of_the_rows() {
    check(
        ZH_EN,
        "zh/one/index.html",
        &expect![[r##"
            <p id="p1">内存由规则管理。<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="注 1">1</a></p><aside class="dg-note" role="note" id="fn-1"><p><b>1</b> 见第 2 章。 <a class="dg-note-back" href="#fnref-1" aria-label="↩ 回到正文">↩</a></p></aside><div class="dg-h"><h2 id="rules">规则</h2><a class="dg-anchor" href="#rules" aria-label="# 本节链接">#</a></div><ol start="5"><li id="p3">每个值都有一个所有者，见<a href="#rules">规则</a>。</li><li id="p4">同一时间只有一个所有者。</li></ol><blockquote><p id="p5">第一句引文在这里。</p><p id="p6">第二句引文在那里。</p></blockquote><figure class="dg-code" id="p7"><div class="dg-code-top"><span>Rust</span><button type="button" class="dg-btn dg-copy" data-needs-js aria-label="复制代码"></button></div><pre><code class="language-rust" translate="no"><span class="dg-line"><span class="dg-k">let</span> s = <span class="dg-s">"hello"</span>;
            </span></code></pre></figure><div class="dg-scroll" id="p8" role="group" tabindex="0" aria-label="表格"><table><thead><tr><th scope="col">名</th><th scope="col">值</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table></div>"##]],
    );
}

#[test]
fn right_to_left_beside_left_to_right() {
    let book = "\
//- site.yaml
title: Book
locales: [{code: ar}, {code: en}]
original: en
output: {minify: false}
//- ar/one.md
# الملكية

تدار الذاكرة وفق قواعد يفحصها المترجم.

- لكل قيمة مالك.
//- en/one.md
# Ownership

Memory is managed by rules that the compiler checks.

- Each value has an owner.
";
    check(
        book,
        "ar/one/with-en/index.html",
        &expect![[r#"

        <div class="dg-pair" id="p1">
          <div lang="ar" dir="rtl"><p>تدار الذاكرة وفق قواعد يفحصها المترجم.</p></div>
          <div lang="en" dir="ltr"><p>Memory is managed by rules that the compiler checks.</p></div></div>
        <div class="dg-pair" id="p2">
          <div lang="ar" dir="rtl"><ul><li>لكل قيمة مالك.</li></ul></div>
          <div lang="en" dir="ltr"><ul><li>Each value has an owner.</li></ul></div></div>"#]],
    );
    let page = &pages(book, paper())["ar/one/with-en/index.html"];
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\" data-kind=\"parallel\""), "{page}");
}

#[test]
fn what_must_stay_whole_is_not_parted_by_rows() {
    let book = "\
//- site.yaml
title: Book
locales: [{code: zh}, {code: en}]
original: en
output: {minify: false}
//- zh/one.md
# 一

<figure>

```rust
let a = 1;
```

<figcaption>说明</figcaption>
</figure>

:::details 展开
第一段话在这里。

第二段话在这里。
:::

最后一段。
//- en/one.md
# One

<figure>

```rust
let a = 1;
```

<figcaption>Caption</figcaption>
</figure>

:::details Unfold
The first paragraph is here.

The second paragraph is here.
:::

The last paragraph.
";
    let text = text_of(book, "zh/one/with-en/index.html");
    for row in text.split("<div class=\"dg-pair\"").skip(1) {
        for name in ["figure", "details", "div"] {
            let (open, close) = (row.matches(&format!("<{name}")).count(), row.matches(&format!("</{name}>")).count());
            // The row's own start was cut off.
            let own = usize::from(name == "div");
            assert_eq!(open + own, close, "<{name}> in {row}");
        }
    }
}

#[test]
fn a_facing_page_is_for_readers_and_not_for_search_engines() {
    let book = ZH_EN.replace("original: en", "original: en\nbase_url: https://example.org/repo/");
    let pages = pages(&book, paper());
    let page = &pages["zh/one/with-en/index.html"];
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/repo/zh/one/\">"), "{page}");
    assert!(!page.contains("hreflang=\"x-default\"") && !page.contains("noindex"), "{page}");
    assert!(!pages["sitemap.xml"].contains("with-"));
    assert!(pages["zh/one/index.html"].contains("href=\"with-en/\""));
    assert!(page.contains("<title>所有权 / Ownership · Book</title>"), "{page}");
}

#[test]
fn links_of_a_facing_page_keep_both_languages() {
    let book = "\
//- zh/one.md
# 一

见[二](two.md#part)。
//- zh/two.md
# 二

## 部分 {#part}

文字。
//- en/one.md
# One

See [two](two.md#part).
//- en/two.md
# Two

## Part {#part}

Text.
";
    let book = format!(
        "//- site.yaml\ntitle: Book\nlocales: [{{code: zh}}, {{code: en}}]\noriginal: en\noutput: {{minify: false}}\n{book}"
    );
    let text = text_of(&book, "zh/one/with-en/index.html");
    assert_eq!(text.matches("href=\"../../two/with-en/#part\"").count(), 2, "{text}");
    let single = text_of(&book, "zh/one/index.html");
    assert!(single.contains("href=\"../two/#part\""), "{single}");
}

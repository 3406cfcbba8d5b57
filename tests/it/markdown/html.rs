//! The author's own HTML.

use expect_test::expect;

use super::check;

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

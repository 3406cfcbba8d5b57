//! What a reader of Markdown is understood to mean, and what an author is told.

mod bounds;
mod cjk;
mod html;
mod includes;
mod math;
mod print;
mod spans;

use expect_test::{Expect, expect};

use diglot::{
    diag::{Diagnostic, Warned},
    doc::{Doc, Origin},
    markdown,
    path::ProjectPath,
    settings::MarkdownSettings,
};

fn file(path: &str) -> ProjectPath {
    ProjectPath::new(path).expect("a path of the test lies in the project")
}

fn read(text: &str) -> Warned<Doc> {
    read_with(text, MarkdownSettings::default())
}

fn read_with(text: &str, settings: MarkdownSettings) -> Warned<Doc> {
    markdown::read(text, &Origin::file(file("content/en/one.md"), 0), settings)
}

/// How many random texts are tried; `PROPTEST_CASES` asks for more.
fn n_cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(512)
}

/// The text as understood, then what is told of it.
fn show(text: &str) -> String {
    let Warned { value, told } = read(text);
    print::doc(&value) + &show_told(text, &told)
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&show(text));
}

/// Complaints, each with the bytes it means.
fn show_told(text: &str, told: &[Diagnostic]) -> String {
    let show = |diagnostic: &Diagnostic| {
        let span = diagnostic.place.as_ref().map(|place| place.span).unwrap_or_default();
        let help: String = diagnostic.help.iter().flat_map(|help| [" (", help, ")"]).collect();
        format!("! {} {:?}: {}{help}\n", diagnostic.code.name(), span.of(text), diagnostic.message)
    };
    told.iter().map(show).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one text and what it reads as")]
fn blocks_of_every_kind() {
    check(
        r#"# One *two* {#first .wide}

A paragraph
with two lines  
and a hard one\
more.

> A quotation
> - tight
> - list

3. loose

4. list

   with more

- [ ] to do
- [x] done

| a | b |
|:--|--:|
| `x` | **y** |

***

    indented

Term
: What it means
: and more

![picture](a.png "Caption")

text ![icon](b.png) text
"#,
        &expect![[r#"
            <h1 id=first .wide>One <em>two</em></h1>
            <p>A paragraph
            with two lines<br />
            and a hard one<br />
            more.</p>
            <quote>
            <p>A quotation</p>
            <ul>
            <li>
            tight
            </li>
            <li>
            list
            </li>
            </ul>
            </quote>
            <ol 3>
            <li>
            <p>loose</p>
            </li>
            <li>
            <p>list</p>
            <p>with more</p>
            </li>
            </ol>
            <ul>
            <li [ ]>
            to do
            </li>
            <li [x]>
            done
            </li>
            </ul>
            <table Left Right>
            | a | b |
            | <code>x</code> | <strong>y</strong> |
            <hr>
            <pre CodeInfo { language: "", title: None, numbers: None, marked: [], hidden: None, diff: false }>"indented\n"
            <dt>Term</dt>
            <dd>
            What it means
            </dd>
            <dd>
            and more
            </dd>
            <figure><img src="a.png" alt="picture" title="Caption" /></figure>
            <p>text <img src="b.png" alt="icon" /> text</p>
        "#]],
    );
}

#[test]
fn a_figure_stands_alone() {
    check(
        "![alone](a.png)

[![linked](a.png)](b.md)

- ![in an item](a.png)

![two](a.png) ![pictures](b.png)
",
        &expect![[r#"
            <figure><img src="a.png" alt="alone" /></figure>
            <p><a href="b.md"><img src="a.png" alt="linked" /></a></p>
            <ul>
            <li>
            <img src="a.png" alt="in an item" />
            </li>
            </ul>
            <p><img src="a.png" alt="two" /> <img src="b.png" alt="pictures" /></p>
        "#]],
    );
}

#[test]
fn alerts_and_containers_are_asides() {
    check(
        "> [!WARNING]
> Hot.

:::note A *title* {#own-id}
Text.

::::tip
Inner.
::::

- item
:::

:::details 1. Not a list
```text
:::note
```
:::

::: Editor
译注
:::
",
        &expect![[r#"
            <aside Warn>
            <p>Hot.</p>
            </aside>
            <aside Note id=own-id A <em>title</em>>
            <p>Text.</p>
            <aside Tip>
            <p>Inner.</p>
            </aside>
            <ul>
            <li>
            item
            </li>
            </ul>
            </aside>
            <aside Details 1. Not a list>
            <pre CodeInfo { language: "text", title: None, numbers: None, marked: [], hidden: None, diff: false }>":::note\n"
            </aside>
            <aside Editor>
            <p>译注</p>
            </aside>
        "#]],
    );
}

#[test]
fn containers_nest_by_longer_fences_or_in_order() {
    check(
        "::::note
:::tip
a
:::
b
::::

:::note
:::tip
a
:::
b
:::
c
",
        &expect![["
            <aside Note>
            <aside Tip>
            <p>a</p>
            </aside>
            <p>b</p>
            </aside>
            <aside Note>
            <aside Tip>
            <p>a</p>
            </aside>
            <p>b</p>
            </aside>
            <p>c</p>
        "]],
    );
}

#[test]
fn container_faults_are_told() {
    check(
        ":::notice Look
a
:::

:::note
> b
> :::tip
> c
",
        &expect![[r#"
            <aside Note Look>
            <p>a</p>
            </aside>
            <aside Note>
            <quote>
            <p>b</p>
            <aside Tip>
            <p>c</p>
            </aside>
            </quote>
            </aside>
            ! unknown-container "notice": there is no container `notice`; it is shown as a note (the closest is `note`)
            ! unclosed-container ":::note": this container lacks its end (end it with a line `:::`, indented or quoted as its first line is)
            ! unclosed-container ":::tip": this container lacks its end (end it with a line `:::`, indented or quoted as its first line is)
        "#]],
    );
}

#[test]
fn a_colon_that_closes_nothing_is_text() {
    check(
        "text
:::

::: /rustc/x.rs:12

word
:smile: word
",
        &expect![[r#"
            <p>text
            :::</p>
            <p>::: /rustc/x.rs:12</p>
            <p>word
            :smile: word</p>
            ! unclosed-container ":::": this closes no container and is shown as text
        "#]],
    );
}

#[test]
fn tabs_that_cannot_be_told_apart_are_told() {
    check(
        "::::tabs
Between.

:::tab
No title.
:::
:::tab Good
a
:::
::::

:::tab Alone
b
:::

:::tabs
:::
",
        &expect![[r#"
            <aside Tabs>
            <p>Between.</p>
            <aside Details>
            <p>No title.</p>
            </aside>
            <aside Tab Good>
            <p>a</p>
            </aside>
            </aside>
            <aside Details Alone>
            <p>b</p>
            </aside>
            <aside Tabs>
            </aside>
            ! invalid-tabs "Between.\n": this stands among tabs and in none of them (put it before or after the tabs, or into one)
            ! invalid-tabs ":::": a tab without a title (name it on its first line: `:::tab Linux`)
            ! invalid-tabs ":::": a tab outside of tabs (put a line `::::tabs` before the first one and `::::` after the last)
            ! invalid-tabs ":::": tabs without a tab (begin one with `:::tab Linux`)
        "#]],
    );
}

#[test]
fn a_closing_line_closes_a_list_that_it_was_moved_into() {
    check(
        ":::note\n\n- item\n  :::\n\nafter\n",
        &expect![[r#"
            <aside Note>
            <ul>
            <li>
            item
            </li>
            </ul>
            </aside>
            <p>after</p>
        "#]],
    );
}

#[test]
fn a_container_ends_what_is_before_it() {
    check(
        "A paragraph
:::note
a
:::
| a |
|---|
| b |
:::tip
c
:::
- item
  :::note
  in the item
  :::
",
        &expect![["
            <p>A paragraph</p>
            <aside Note>
            <p>a</p>
            </aside>
            <table None>
            | a |
            | b |
            <aside Tip>
            <p>c</p>
            </aside>
            <ul>
            <li>
            item
            <aside Note>
            in the item
            </aside>
            </li>
            </ul>
        "]],
    );
}

#[test]
fn shortcodes_in_lines_and_alone() {
    check(
        r#"Press {{ key(name="Ctrl+*C*") }} and **{{ key(name='x') }}**字.

{{ figure(src="a.png", n=-1, x=1.5, on=true, list=["a", 'b', [2]],) }}

{{ multi(
  a="1",

  b="2"
) }}

| {{ cell(a="|") }} |
|---|

Not calls: {{ count }}, `{{ code(a="x") }}`, \{{ escaped() }}, {% if x %}.

```
{{ code() }}
```
"#,
        &expect![[r#"
            <p>Press <call key name="Ctrl+*C*"> and <strong><call key name="x"></strong>字.</p>
            <call figure src=▣a.png n=-1 x=1.5 on=true list=["a", "b", [2]]>
            <call multi a="1" b="2">
            <table None>
            | <call cell a="|"> |
            <p>Not calls: {{ count }}, <code>{{ code(a="x") }}</code>, {{ escaped() }}, {% if x %}.</p>
            <pre CodeInfo { language: "", title: None, numbers: None, marked: [], hidden: None, diff: false }>"{{ code() }}\n"
        "#]],
    );
}

#[test]
fn shortcodes_with_a_body() {
    check(
        r#"{% quote(by="A") %}
*Text*

{% inner() %}
deep
{% end %}

{% end %}

- {% note() %}
  item
  {% end %}
"#,
        &expect![[r#"
            <call quote by="A">
            <p><em>Text</em></p>
            <call inner>
            <p>deep</p>
            </call>
            </call>
            <ul>
            <li>
            <call note>
            item
            </call>
            </li>
            </ul>
        "#]],
    );
}

#[test]
fn shortcode_faults_are_told() {
    check(
        r#"{{ a(b) }} {{ a(b=) }} {{ a(b="x) }}

{{ a(b="C:\d\"\\\n") }} {{ a(b="\"\\\n") }}

{{ a(b=1, b=2) }} {{ a(b=nan) }} {{ a() }

text {% a() %} text

{% end %}

{% open() %}
body
"#,
        &expect![[r#"
            <p>{{ a(b) }} {{ a(b=) }} {{ a(b="x) }}</p>
            <p>{{ a(b="C:\d"\\n") }} <call a b="\"\\\n"></p>
            <p>{{ a(b=1, b=2) }} {{ a(b=nan) }} {{ a() }</p>
            <p>text {% a() %} text</p>
            <p>{% end %}</p>
            <call open>
            <p>body</p>
            </call>
            ! invalid-shortcode ")": `=` and a value are expected after `b` (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "": a value is text in quotes, a number, `true`, `false` or a list in `[` and `]` (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "C": `,` or `)` is expected here (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "d": `\d` means nothing; a backslash is written `\\` (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "b": `b` is given twice (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "nan": a value is text in quotes, a number, `true`, `false` or a list in `[` and `]` (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "}": `}}` is expected here (write `\{{` or `\{%` when no shortcode is meant)
            ! invalid-shortcode "{% a() %}": a shortcode with a body stands on lines of its own
            ! invalid-shortcode "{% end %}": `{% end %}` ends no shortcode
            ! invalid-shortcode "{% open() %}": `open` lacks its `{% end %}`
        "#]],
    );
}

#[test]
fn a_picture_without_text_and_an_id_given_twice_are_told() {
    check(
        r#"![](plan.png "The plan") and ![a plan](plan.png).

<img src="plan.png" id="a" name="a"> <img src="plan.png" alt="">

<p id="a">again</p>
"#,
        &expect![[r#"
            <p><img src="plan.png" alt="" title="The plan" /> and <img src="plan.png" alt="a plan" />.</p>
            <p>‹<img src="▣plan.png" id="a" name="a">› ‹<img src="▣plan.png" alt="">›</p>
            <html><p id="a">again</p></html>
            ! missing-alt "![](plan.png \"The plan\")": the picture says nothing to those who cannot see it (say between the brackets what it shows; an ornament is written `<img src="…" alt="">`)
            ! missing-alt "<img src=\"plan.png\" id=\"a\" name=\"a\">": the picture says nothing to those who cannot see it (say in `alt` what it shows; `alt=""` is for an ornament)
            ! duplicate-anchor "id=\"a\"": the id `a` is given twice (a link to it leads to the first; give this element an id of its own)
        "#]],
    );
}

#[test]
fn footnotes_are_numbered_by_their_first_mark() {
    check(
        r"Second[^b], first[^a], second again[^b], [^missing] and \[^not].

[^a]: Note a with [^c].
[^b]: Note b.

    More of b.

[^c]: Note c.
[^unused]: Nobody.
[^a]: Twice.
",
        &expect![[r#"
            <p>Second[^0/0], first[^1/0], second again[^0/1], [^missing] and [^not].</p>
            <note 0 "b" marks=2>
            <p>Note b.</p>
            <p>More of b.</p>
            </note>
            <note 1 "a" marks=1>
            <p>Note a with [^2/0].</p>
            </note>
            <note 2 "c" marks=1>
            <p>Note c.</p>
            </note>
            ! unknown-footnote "[^missing]": there is no footnote `missing`
            ! unused-footnote "[^unused]": nothing points to footnote `unused`, so it is left out
            ! unused-footnote "[^a]": an earlier footnote is called `a` too, so this one is left out
        "#]],
    );
}

#[test]
fn what_the_parser_of_formulas_leaves_undone_is_done() {
    check(
        r"$x \ y~z$, $\text{50\% of \$5}$, $\bigl(x\bigr)$.
",
        &expect![[r#"
            <p><math "x \\ y~z": <math display="inline"><mi>x</mi><mtext> </mtext><mi>y</mi><mtext> </mtext><mi>z</mi></math>>, <math "\\text{50\\% of \\$5}": <math display="inline"><mtext>50% of $5</mtext></math>>, <math "\\bigl(x\\bigr)": <math display="inline"><mo symmetric="true" stretchy="true" minsize="1.2em" maxsize="1.2em">(</mo><mi>x</mi><mo symmetric="true" stretchy="true" minsize="1.2em" maxsize="1.2em">)</mo></math>>.</p>
        "#]],
    );
}

#[test]
fn formulas_become_mathml() {
    check(
        r"Inline $a_1 < b$ and

$$
\frac{1}{2}
$$

Wrong $x + \alhpa y$ and $\color{red}x$, costs $5 and $6.
",
        &expect![[r##"
            <p>Inline <math "a_1 < b": <math display="inline"><msub><mi>a</mi><mn>1</mn></msub><mo>&lt;</mo><mi>b</mi></math>> and</p>
            <block math "\n\\frac{1}{2}\n": <math display="block"><mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></math>>
            <p>Wrong <math "x + \\alhpa y": no MathML> and <math "\\color{red}x": <math display="inline"><mi mathcolor="#ff0000">x</mi></math>>, costs $5 and $6.</p>
            ! invalid-math "\\alhpa": `\alhpa` is no command that is known
        "##]],
    );
}

#[test]
fn a_dollar_sign_need_not_be_a_formula() {
    check(
        r#"*$HOME/bin* is in your `$PATH`, US$5 or US$6, $5 and $x$, $a, $b$.

$open

closed$ 公式$x_1$是

$$a$b$$
"#,
        &expect![[r#"
            <p><em>$HOME/bin</em> is in your <code>$PATH</code>, US$5 or US$6, $5 and <math "x": <math display="inline"><mi>x</mi></math>>, $a, <math "b": <math display="inline"><mi>b</mi></math>>.</p>
            <p>$open</p>
            <p>closed$ 公式<math "x_1": <math display="inline"><msub><mi>x</mi><mn>1</mn></msub></math>>是</p>
            <p>$<math "a": <math display="inline"><mi>a</mi></math>>b$$</p>
        "#]],
    );
}

#[test]
fn code_blocks_and_their_options() {
    check(
        r#"```rust,ignore,does_not_compile
# hidden
fn a() {}
```

```TypeScript {3,5-7} title="src/a b.ts" linenos=5 hidden="// " diff
x
```

```text linenos
```

``` title=notes.txt
```

```js {a} titel="x" linenos=x title= {2-1} title="open
```
"#,
        &expect![[r##"
            <pre CodeInfo { language: "rust", title: None, numbers: None, marked: [], hidden: Some("# "), diff: false }>"# hidden\nfn a() {}\n"
            <pre CodeInfo { language: "typescript", title: Some("src/a b.ts"), numbers: Some(5), marked: [(3, 3), (5, 7)], hidden: Some("// "), diff: true }>"x\n"
            <pre CodeInfo { language: "text", title: None, numbers: Some(1), marked: [], hidden: None, diff: false }>""
            <pre CodeInfo { language: "", title: Some("notes.txt"), numbers: None, marked: [], hidden: None, diff: false }>""
            <pre CodeInfo { language: "js", title: None, numbers: None, marked: [], hidden: None, diff: false }>""
            ! invalid-code-info "{a}": `{a}` are no lines to mark; write them as in `{3,5-7}`
            ! invalid-code-info "titel=\"x\"": a code block has no option `titel` (the closest is `title`)
            ! invalid-code-info "linenos=x": `x` is no line number
            ! invalid-code-info "title=": the value of `title` is empty
            ! invalid-code-info "{2-1}": `{2-1}` are no lines to mark; write them as in `{3,5-7}`
            ! invalid-code-info "title=\"open": the value of `title` has no closing quote
        "##]],
    );
}

#[test]
fn links_of_every_sort() {
    check(
        r#"[a](b.md#c "T") [r][x] [x] <https://example.org/?a&b> <me@example.org> https://bare.example www.bare.example

[x]: /u%20v "X"
"#,
        &expect![[r#"
            <p><a href="b.md#c" title="T">a</a> <a href="/u%20v" title="X">r</a> <a href="/u%20v" title="X">x</a> <a href="https://example.org/?a&b">https://example.org/?a&amp;b</a> <a href="mailto:me@example.org">me@example.org</a> https://bare.example www.bare.example</p>
        "#]],
    );
}

#[test]
fn settings_switch_formulas_punctuation_and_html() {
    let text = "It's $x$ -- <b>bold</b> \"q\"...\n\n<div>\nblock\n</div>\n";
    let settings = MarkdownSettings { math: false, smart_punctuation: true, raw_html: false };
    let Warned { value, told } = read_with(text, settings);
    expect![[r#"
        <p>It’s $x$ – &lt;b&gt;bold&lt;/b&gt; “q”…</p>
        <p>&lt;div&gt;
        block
        &lt;/div&gt;</p>
        ! raw-html "<b>": the settings switch HTML off, so it is shown as text
        ! raw-html "<div>\nblock\n</div>\n": the settings switch HTML off, so it is shown as text
    "#]]
    .assert_eq(&(print::doc(&value) + &show_told(text, &told)));
}

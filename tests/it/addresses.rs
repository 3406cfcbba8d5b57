//! Addresses in calls of shortcodes and in frames: where they lead from each page that shows
//! them, what is told of those that lead nowhere, what a page's policy lets in for them.

use std::{collections::BTreeMap, sync::Arc};

use diglot::{
    input::Input,
    path::ProjectPath,
    theme::{ThemeFile, ThemeFiles},
};
use expect_test::expect;

use crate::{
    on_disk::OnDisk,
    small_book::{SmallBook, check, texts},
    view::shelf::only,
};

/// Pages that are their policy and their text, with two shortcodes: one shows, one leads.
fn bare() -> ThemeFiles {
    let page = "{{ page.head.csp | safe }}\n{{ page.body | safe }}";
    let mut theme = only(&["chapter.html", "facing.html"], page);
    let whole = "{{ page.head.csp | safe }}\n{% for it in page.chapters %}{{ it.body | safe }}{% endfor %}";
    let figure = "<figure><img src=\"{{ src }}\" alt=\"{{ alt }}\">{{ body | safe }}</figure>";
    let go = "<a href=\"{{ href }}\">there</a>";
    for (name, text) in [("print.html", whole), ("shortcodes/figure.html", figure), ("shortcodes/go.html", go)] {
        let file = ProjectPath::new(&format!("templates/{name}")).unwrap();
        theme.templates.insert(Arc::from(name), ThemeFile { file, text: text.into() });
    }
    theme
}

/// The pages of a book, by the path of their file.
fn pages(book: &str) -> BTreeMap<String, String> {
    texts(&Input { theme: bare(), ..SmallBook::read(book).input() })
}

fn shows(pages: &BTreeMap<String, String>, path: &str, wanted: &[&str]) {
    let page = pages.get(path).unwrap_or_else(|| panic!("no {path} among {:?}", pages.keys()));
    for wanted in wanted {
        assert!(page.contains(wanted), "{path} lacks `{wanted}`:\n{page}");
    }
}

/// The policy of a page.
fn policy<'p>(pages: &'p BTreeMap<String, String>, path: &str) -> &'p str {
    pages[path].lines().next().unwrap()
}

#[test]
fn addresses_given_to_shortcodes_lead_from_the_page_that_shows_them() {
    let book = r#"
//- site.yaml
title: Book
locales: [{code: zh, tag: zh-Hans}, {code: en}]
original: en
output: {minify: false}
//- en/plan.png
1
//- en/01-x.md
# X

{% figure(src="plan.png", alt="A plan") %}
The house.
{% end %}

See {{ go(href="02-only.md#end") }}, {{ go(href="https://example.org/a?b") }} and {{ go(href="") }}.
//- en/02-only.md
# Only

{{ figure(src=" plan.png ", alt="The same") }}

Back to {{ go(href="01-x.md") }}.

## The end {#end}
//- zh/01-x.md
# 甲

{% figure(src="../en/plan.png", alt="平面图") %}
房子。
{% end %}

见 {{ go(href="https://example.org/a?b") }}、{{ go(href="https://example.org/c") }}。
"#;
    let pages = pages(book);
    let elsewhere = "<a href=\"https://example.org/a?b\">";
    let own = ["<img src=\"../plan.00000000.png\" alt=\"A plan\">", "<a href=\"../only/#end\">", elsewhere];
    shows(&pages, "en/x/index.html", &own);
    shows(&pages, "en/x/index.html", &["<a href=\"\">"]);
    let beside = [
        "<img src=\"../../../en/plan.00000000.png\" alt=\"平面图\">",
        "<img src=\"../../../en/plan.00000000.png\" alt=\"A plan\">",
        elsewhere,
    ];
    shows(&pages, "zh/x/with-en/index.html", &beside);
    let fallback = ["<img src=\"../../en/plan.00000000.png\" alt=\"The same\">", "<a href=\"../x/\">"];
    shows(&pages, "zh/only/index.html", &fallback);
    let printed = ["<img src=\"../plan.00000000.png\" alt=\"A plan\">", "<a href=\"#c2-end\">", "<a href=\"#c1\">"];
    shows(&pages, "en/print/index.html", &printed);
}

#[test]
fn an_address_given_to_a_shortcode_is_checked() {
    check(&expect![[r#"
        //- zh/01-one.md
        # 一
        {{ figure(src="paln.png", alt="图") }} {{ go(href="twoo.md") }} {{ go(href='two.md#ends') }}
        //~ 15..23 error[missing-image]: no picture at `zh/paln.png`; the closest is `plan.png`
        //~ 50..57 error[broken-link]: no page or file at `zh/twoo.md`; the closest is `two.md`
        //~ 75..86 error[broken-anchor]: `zh/two.md` has no heading `#ends`; the closest is `#end`
        {{ film(poster="plan.png", src="https://example.org/a.mp4", id="none.md", href="") }}
        //- zh/two.md
        # 二
        ## 完 {#end}
        //- zh/plan.png
        1
    "#]]);
}

#[test]
fn a_host_whose_picture_a_shortcode_shows_is_let_in() {
    let book = r#"
//- site.yaml
title: Book
locales: [{code: en}]
output: {minify: false}
//- en/01-one.md
# One

{{ figure(src="https://pictures.example/a.png", alt="") }} {{ go(href="https://elsewhere.example/") }}
"#;
    let pages = pages(book);
    let policy = policy(&pages, "en/one/index.html");
    assert!(policy.contains("img-src 'self' data: https://pictures.example;"), "{policy}");
    assert!(!policy.contains("elsewhere.example"), "{policy}");
}

#[test]
fn frames_are_let_in_as_frames_and_only_where_they_are() {
    let book = r#"
//- site.yaml
title: Book
locales: [{code: en}]
output: {minify: false}
//- en/demo.html
<p>Demo</p>
//- en/01-own.md
# Own

<iframe src="demo.html" title="A demo"></iframe>
//- en/02-other.md
# Other

<iframe src="https://player.example/v?id=1" title="A film"></iframe>

![A picture](https://pictures.example/a.png)
//- en/03-none.md
# None

<video src="https://films.example/a.mp4"></video>
"#;
    let pages = pages(book);
    let own = policy(&pages, "en/own/index.html");
    assert!(own.ends_with("; frame-src 'self'"), "{own}");
    let other = policy(&pages, "en/other/index.html");
    assert!(
        other.contains("img-src 'self' data: https://pictures.example; media-src 'self' https://pictures.example;")
    );
    assert!(other.ends_with("; frame-src https://player.example"), "{other}");
    let none = policy(&pages, "en/none/index.html");
    assert!(none.contains("https://films.example;") && !none.contains("frame-src"), "{none}");
    let whole = policy(&pages, "en/print/index.html");
    assert!(whole.ends_with("; frame-src 'self' https://player.example"), "{whole}");
}

#[test]
fn objects_are_let_in_as_objects_and_only_where_they_are() {
    let book = r#"
//- site.yaml
title: Book
locales: [{code: en}]
output: {minify: false}
//- en/paper.pdf
00
//- en/01-own.md
# Own

<object data="paper.pdf" type="application/pdf">A paper</object>
//- en/02-other.md
# Other

<embed src="https://papers.example/a.pdf">
//- en/03-none.md
# None

<iframe src="paper.pdf" title="A paper"></iframe>
"#;
    let pages = pages(book);
    // Chromium asks for both, whatever the object holds.
    let own = policy(&pages, "en/own/index.html");
    assert!(own.ends_with("; frame-src 'self'; object-src 'self'"), "{own}");
    let other = policy(&pages, "en/other/index.html");
    assert!(other.ends_with("; frame-src https://papers.example; object-src https://papers.example"), "{other}");
    assert!(!other.contains("img-src 'self' data: https://papers.example"), "{other}");
    let none = policy(&pages, "en/none/index.html");
    assert!(none.ends_with("; frame-src 'self'"), "{none}");
}

#[test]
fn a_frame_of_a_file_that_is_not_there_is_told() {
    check(&expect![[r#"
        //- zh/01-one.md
        # 一
        <iframe src="dmeo.html" title="演示"></iframe>
        //~ 13..22 error[missing-image]: no file at `zh/dmeo.html`; the closest is `demo.html`
        <object data="dmeo.html"></object>
        //~ 14..23 error[missing-image]: no file at `zh/dmeo.html`; the closest is `demo.html`
        //- zh/demo.html
        <p>演示</p>
    "#]]);
}

#[test]
fn a_link_to_a_script_leaves_its_text() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [en]\n"),
        ("content/en/index.md", "# Home\n\nA [*js*](javascript:alert(1)) link. {{ go(href=\"javascript:x()\") }}\n"),
        ("templates/shortcodes/go.html", "<a href=\"{{ href }}\">go</a>"),
    ]);
    book.build(&["--no-minify"]);
    let page = book.page("en/index.html");
    assert!(page.contains("<p>A <em>js</em> link. <a href=\"\">go</a></p>"), "{page}");
}

#[test]
fn a_shortcode_in_a_line_of_html_is_printed() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [en, zh]\n"),
        ("content/en/one.md", "# One\n\n<div class=\"card\">{{ badge(text=\"x\") }}</div>\n\nText.\n"),
        ("content/zh/one.md", "# 一\n\n<div class=\"card\">{{ badge(text=\"y\") }}</div>\n\n文字。\n"),
        ("templates/shortcodes/badge.html", "<b class=\"badge\">{{ text }}</b>"),
    ]);
    book.build(&["--no-minify", "--strict"]);
    let page = book.page("en/one/index.html");
    // What it prints has the id by which the other language finds it.
    assert!(page.contains("<div class=\"card\"><b id=\"p1\" class=\"badge\">x</b></div>"), "{page}");
    let facing = book.page("en/one/with-zh/index.html");
    for card in
        ["<div class=\"card\"><b class=\"badge\">x</b></div>", "<div class=\"card\"><b class=\"badge\">y</b></div>"]
    {
        assert!(facing.contains(card), "{facing}");
    }
}

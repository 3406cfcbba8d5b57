//! What a page shows, where it leads, and what is told when its template fails.

mod shelf;

use std::fmt::Write;

use diglot::{
    book::PictureSize,
    diag::Diagnostic,
    path::Permalink,
    picture,
    settings::Root,
    sitemap,
    theme::ThemeFiles,
    view::{Look, minify, title},
};
use expect_test::{Expect, expect};
use shelf::{chapter, file, paper, press, settings, theme};

/// Diagnostics as lines: name, file, span, message and help.
fn lines(told: &[Diagnostic]) -> String {
    let mut text = String::new();
    for fault in told {
        let place = fault.place.as_ref();
        let place = place.map_or_else(String::new, |it| format!(" {}:{}..{}", it.file, it.span.start, it.span.end));
        let _ = writeln!(text, "{}{place}: {}", fault.code.name(), fault.message);
        for help in &fault.help {
            let _ = writeln!(text, "  {help}");
        }
    }
    text
}

/// What is told of a theme whose `chapter.html` is `template`, when a chapter is printed.
fn faults(template: &str, expected: &Expect) {
    let theme = theme(&[("chapter.html", template), ("parts/toc.html", ""), ("other.html", "")]);
    let mut settings = settings();
    settings.output.minify = false;
    let printed = press(settings, vec![chapter("en/one.md", "One")], &theme);
    let place = &printed.press.places()[0];
    let mut told = printed.told.clone();
    told.extend(printed.page(place).told);
    expected.assert_eq(&lines(&told));
}

#[test]
fn a_template_fault_names_template_place_and_page() {
    faults(
        "<p>{{ page.titel }}</p>",
        &expect![[r#"
        failed-template templates/chapter.html:11..16: field `titel` is not defined
          there are `body`, `choices`, `colophon`, `contents`, `crumbs`, `dir`, `extra`, `further`, `has_notes`, `head`, `header`, `kind`, `lang`, `languages`, `locale`, `nav`, `notices`, `outline`, `pager`, `permalink`, `redirect`, `root`, `start`, `tags`, `toc`
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "<p>{{ pgae.title }}</p>",
        &expect![[r#"
        failed-template templates/chapter.html:6..10: variable `pgae` is not defined
          did you mean `page`?
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% if page.x.y %}{% endif %}",
        &expect![[r#"
        failed-template templates/chapter.html:11..12: field `x` is not defined
          there are `body`, `choices`, `colophon`, `contents`, `crumbs`, `dir`, `extra`, `further`, `has_notes`, `head`, `header`, `kind`, `lang`, `languages`, `locale`, `nav`, `notices`, `outline`, `pager`, `permalink`, `redirect`, `root`, `start`, `tags`, `toc`
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{{ page.lang | uper }}",
        &expect![[r#"
        invalid-template templates/chapter.html:15..19: unknown filter `uper`
    "#]],
    );
    faults(
        "a\n{% include \"othr.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:13..24: unknown template `othr.html`
          did you mean `other.html`?
    "#]],
    );
    faults(
        "{% extends \"othr.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:12..21: there is no template `othr.html` to extend
          did you mean `other.html`?
    "#]],
    );
    faults(
        "{% extends \"chapter.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:0..0: `chapter.html` comes back to itself
          by way of `chapter.html`
    "#]],
    );
    faults(
        "一\n{% for %}",
        &expect![[r#"
        invalid-template templates/chapter.html:11..13: found `%}` but expected identifier
    "#]],
    );
    faults(
        "{{ <nothing /> }}",
        &expect![[r#"
        invalid-template templates/chapter.html:3..14: unknown component `nothing`
    "#]],
    );
    faults(
        "{{ throw(message=\"No.\") }}",
        &expect![[r#"
        failed-template templates/chapter.html:3..23: no
          it happened on `/en/one/`
    "#]],
    );
}

#[test]
fn no_template_runs_for_ever() {
    faults(
        "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}",
        &expect![[r#"
        failed-template templates/chapter.html:0..0: maximum render recursion depth for components exceeded
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=100000000000) %}{% endfor %}",
        &expect![[r#"
        failed-template templates/chapter.html:12..35: `range` counts further than 1000000 on one page
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=2000) %}{% for k in range(end=2000) %}{% endfor %}{% endfor %}",
        &expect![[r#"
        failed-template templates/chapter.html:42..57: `range` counts further than 1000000 on one page
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=1000) %}{% for a in page.languages %}{% for k in page.lang %}\
         {{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}\
         {{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}\
         {% endfor %}{% endfor %}{% endfor %}",
        &expect![[r#"
            failed-template templates/chapter.html:0..0: `chapter.html` prints more than 64 MiB and is stopped
              look for a loop or a component that repeats itself
              it happened on `/en/one/`
        "#]],
    );
}

#[test]
fn one_fault_of_a_template_is_told_once() {
    let theme = theme(&[("chapter.html", "{{ page.titel }}"), ("parts/toc.html", "")]);
    let chapters = vec![chapter("en/one.md", "One"), chapter("en/two.md", "Two")];
    let printed = press(settings(), chapters, &theme);
    let told: Vec<Diagnostic> = printed.press.places()[..2].iter().flat_map(|place| printed.page(place).told).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(diglot::view::once(told).len(), 1);
}

/// What a template can print about languages.
const LANGUAGES: &str = "\
{{ page.permalink }} {{ page.lang }} {{ page.dir }}
{% for it in page.languages %}{{ it.short_name }} {{ it.href }}{% if it.is_current %} here{% endif %}{% if it.note %} elsewhere{% endif %}
{% endfor %}{% for it in page.head.alternates %}{{ it.hreflang }} {{ it.href }}
{% endfor %}{{ page.head.canonical }}";

fn language_page(address: &str, expected: &Expect) {
    let names = ["chapter.html", "part.html", "home.html", "contents.html", "root.html", "404.html", "redirect.html"];
    let mut templates: Vec<(&str, &str)> = names.iter().map(|name| (*name, LANGUAGES)).collect();
    templates.push(("parts/toc.html", ""));
    let mut settings = settings();
    settings.output.minify = false;
    settings.base_url = Some("https://example.org/repo/".into());
    let chapters = vec![
        chapter("zh/index.md", "书"),
        chapter("zh/01-part/index.md", "部分"),
        chapter("en/index.md", "Book"),
        chapter("en/01-part/index.md", "Part"),
        chapter("en/01-part/alone.md", "Alone"),
    ];
    expected.assert_eq(&press(settings, chapters, &theme(&templates)).at(address));
}

#[test]
fn the_switch_leads_to_the_same_chapter() {
    language_page(
        "/zh/part/",
        &expect![[r#"
        /zh/part/ zh-Hans ltr
        中文 ./ here
        EN ../../en/part/
        zh-Hans https://example.org/repo/zh/part/
        en https://example.org/repo/en/part/
        x-default https://example.org/repo/en/part/
        https://example.org/repo/zh/part/"#]],
    );
}

#[test]
fn the_switch_leads_to_the_nearest_chapter_and_says_so() {
    language_page(
        "/en/part/alone/",
        &expect![[r#"
        /en/part/alone/ en ltr
        中文 ../../../zh/part/ elsewhere
        EN ./ here
        https://example.org/repo/en/part/alone/"#]],
    );
}

#[test]
fn a_home_page_has_the_chooser_as_default() {
    language_page(
        "/zh/",
        &expect![[r#"
        /zh/ zh-Hans ltr
        中文 ./ here
        EN ../en/
        zh-Hans https://example.org/repo/zh/
        en https://example.org/repo/en/
        x-default https://example.org/repo/
        https://example.org/repo/zh/"#]],
    );
    language_page(
        "/",
        &expect![[r#"
        / en ltr
        中文 zh/
        EN en/
        zh-Hans https://example.org/repo/zh/
        en https://example.org/repo/en/
        x-default https://example.org/repo/
        https://example.org/repo/"#]],
    );
}

#[test]
fn a_page_that_is_not_found_has_whole_addresses() {
    language_page(
        "/404.html",
        &expect![[r#"
        /404.html en ltr
        中文 /repo/zh/
        EN /repo/en/
    "#]],
    );
}

#[test]
fn the_minifier_keeps_what_means_something() {
    let table = [
        "<div><a href=\"x\">a</a> <a href=\"y\">b</a></div>",
        "<div> <p> a  <b>b</b> c </p> </div>",
        "<pre>  a\n\n  b </pre>",
        "<p>中文\n中文</p>",
        "<p>a<wbr>b</p><p>c</p>",
        "<input type=\"radio\" name=\"a\" value=\"\" checked>",
        "<button type=\"button\" popovertarget=\"a\">a</button><nav popover id=\"a\"></nav>",
        "<svg class=\"i\" viewBox=\"0 0 24 24\"><path d=\"M4 6h16\"/><linearGradient id=\"g\"/></svg>",
        "<math display=\"block\"><mrow><mi>x</mi> <mo>=</mo> <mn>1</mn></mrow></math>",
        "<table><thead><tr><th scope=\"col\">a</th></tr></thead></table>",
        "<script type=\"application/ld+json\">{\"a\": \"b\"}</script><script>let a = 1</script>",
        "<details open><summary>a</summary> <p>b</p></details>",
        "<p>a &lt; b &amp;&amp; c &nbsp; &quot;</p>",
        "<img src=\"a.png\" alt=\"\"> <span>a</span>",
        "<code>a  b</code>",
    ];
    let minified: String = table.iter().map(|html| minify::fragment(html) + "\n").collect();
    expect![[r#"
        <div><a href=x>a</a> <a href=y>b</a></div>
        <div><p>a <b>b</b> c</p></div>
        <pre>  a

          b </pre>
        <p>中文 中文</p>
        <p>a<wbr>b</p><p>c</p>
        <input checked name=a type=radio>
        <button popovertarget=a type=button>a</button><nav id=a popover></nav>
        <svg viewbox="0 0 24 24" class=i><path d="M4 6h16"/><lineargradient id=g /></svg>
        <math display=block><mrow><mi>x</mi> <mo>=</mo> <mn>1</mn></mrow></math>
        <table><thead><tr><th scope=col>a</th></tr></thead></table>
        <script type=application/ld+json>{"a": "b"}</script><script>let a = 1</script>
        <details open><summary>a</summary> <p>b</p></details>
        <p>a &lt; b && c   "</p>
        <img alt src=a.png> <span>a</span>
        <code>a  b</code>
    "#]]
    .assert_eq(&minified);
}

#[test]
fn what_is_minimal_is_not_minified_again() {
    let body = format!("<p>{}  two  spaces</p>", "a".repeat(300));
    let page = format!("<!DOCTYPE html><html lang=\"en\"><body>  <main>\n{body}\n</main> </body></html>");
    let minified = String::from_utf8(minify::page(&page, &[&body])).unwrap();
    assert!(minified.contains(&body), "{minified}");
    assert!(minified.contains("<main><p>"), "{minified}");
    let whole = String::from_utf8(minify::page(&page, &[])).unwrap();
    assert!(whole.contains(" two spaces"), "{whole}");
}

fn scripts(files: &[(&str, &str)]) -> String {
    let js = files.iter().map(|(name, text)| ((*name).into(), file(&format!("js/{name}"), text))).collect();
    let look = Look::new(&ThemeFiles { js, ..ThemeFiles::default() }, &[], false);
    let script = look.value.files().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    script.collect::<String>() + &lines(&look.told)
}

#[test]
fn modules_become_one_script() {
    let joined = scripts(&[
        ("a.js", "import { two } from './b.js';\nexport function one() { return two + 1; }\none();\n"),
        ("b.js", "// The number after one.\nexport const two = 2;\n/**\n * Text.\n */\nconst text = `\n// kept\n`;\n"),
        ("boot.js", "boot()"),
    ]);
    expect![[r#"
        (() => {
        'use strict';
        const two = 2;
        const text = `
        // kept
        `;
        function one() { return two + 1; }
        one();
        })();
    "#]]
    .assert_eq(&joined);
}

#[test]
fn scripts_that_cannot_be_joined_are_told() {
    let told = scripts(&[
        ("a.js", "import { tow } from './b.js';\nimport x from './b.js';\nexport default 1;\n"),
        ("b.js", "export const two = 2;\nimport './d.js';\n"),
        ("c.js", "const two = 3;\nimport './c.js';\n"),
    ]);
    expect![[r#"
        (() => {
        'use strict';
        const two = 2;
        default 1;
        const two = 3;
        })();
        invalid-theme js/a.js:30..53: this form of `import` cannot be joined
        invalid-theme js/a.js:54..71: this form of `export` cannot be joined
        invalid-theme js/a.js:0..29: `b.js` does not export `tow`
          did you mean `two`?
        invalid-theme js/b.js:22..38: the theme has no script `d.js`
          did you mean `./a.js`?
        invalid-theme js/c.js:0..14: `two` is the name of something in another script, with which this one is joined
        invalid-theme js/c.js:15..31: `c.js` and `c.js` import each other
    "#]]
    .assert_eq(&told);
}

#[test]
fn every_page_of_the_built_in_theme_leads_somewhere() {
    for root in [Root::Chooser, Root::Locale(settings().original)] {
        let settings = diglot::settings::Settings { root, ..settings() };
        let chapters = vec![
            chapter("zh/index.md", "书"),
            chapter("zh/01-part/index.md", "部分"),
            chapter("zh/01-part/01-a.md", "第一章"),
            chapter("en/01-part/index.md", "Part"),
            chapter("en/01-part/01-a.md", "Chapter"),
            chapter("en/01-part/02-b.md", "Only English"),
        ];
        let printed = press(settings, chapters, &paper());
        assert_eq!(printed.told, []);
        let pages = printed.all();
        assert!(pages.len() >= 9);
        for (address, page) in &pages {
            assert!(
                !page.chars().any(|letter| matches!(letter, '\u{FDD0}'..='\u{FDEF}')),
                "a mark is left in {address}"
            );
            for href in page.split("href=").skip(1).filter_map(href) {
                let target = resolved(address, href);
                let is_asset = target.starts_with("/a/");
                assert!(is_asset || pages.keys().any(|page| page.as_str() == target), "{address} leads to {target}");
            }
        }
    }
}

/// The value of an attribute, quoted or not; `None` for what leads out or stays.
fn href(rest: &str) -> Option<&str> {
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    }?;
    let value = value.split('#').next()?;
    (!value.is_empty() && !value.contains("://")).then_some(value)
}

fn resolved(from: &Permalink, href: &str) -> String {
    let base = from.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if href.starts_with('/') { Vec::new() } else { base.split('/').collect() };
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if path.starts_with('/') { path } else { format!("/{path}") }
}

#[test]
fn a_page_shows_its_own_part_open() {
    let mut chapters = Vec::new();
    for part in 1..=3 {
        chapters.push(chapter(&format!("en/0{part}-p{part}/index.md"), &format!("Part {part}")));
        for own in 1..=2 {
            chapters.push(chapter(&format!("en/0{part}-p{part}/0{own}-c{own}.md"), &format!("{part}.{own}")));
        }
    }
    let toc = "{{ <list items={toc.items} /> }}{% component list(items: array) %}{% for it in items %}\
        <a href=\"{{ it.href }}\" aria-current=\"{{ it.current }}\">{{ it.text }}</a>{{ <list items={it.children} /> }}\
        {% endfor %}{% endcomponent list %}";
    let theme = theme(&[
        ("part.html", "{{ page.toc | safe }}"),
        ("chapter.html", "{{ page.toc | safe }}"),
        ("parts/toc.html", toc),
    ]);
    let mut settings = settings();
    settings.locales.remove(0);
    settings.output.minify = false;
    let printed = press(settings, chapters, &theme);
    expect![[r#"
        <a href="../../../en/p1/">Part 1
        <a href="../../../en/p2/">Part 2
        <a href="../../../en/p2/c1/" aria-current="page">2.1
        <a href="../../../en/p2/c2/">2.2
        <a href="../../../en/p3/">Part 3
    "#]]
    .assert_eq(&printed.at("/en/p2/c1/").replace("</a>", "\n"));
    expect![[r#"
        <a href="../../en/p1/">Part 1
        <a href="../../en/p2/">Part 2
        <a href="../../en/p3/" aria-current="page">Part 3
        <a href="../../en/p3/c1/">3.1
        <a href="../../en/p3/c2/">3.2
    "#]]
    .assert_eq(&printed.at("/en/p3/").replace("</a>", "\n"));
}

#[test]
fn the_table_of_contents_of_a_page_is_bounded() {
    let size = |n: usize| {
        let chapters = (0..n).map(|idx| chapter(&format!("en/{idx:05}-c.md"), "A chapter")).enumerate();
        let chapters = chapters.map(|(idx, mut chapter)| {
            chapter.card.front.slug = Some(format!("c{idx}").into());
            chapter
        });
        let mut settings = settings();
        settings.locales.remove(0);
        let printed = press(settings, chapters.collect(), &paper());
        printed.at("/en/c50/").len()
    };
    let (small, large) = (size(150), size(1500));
    assert!(large < small + small / 20, "{small} bytes in a book of 150, {large} in one of 1,500");
}

#[test]
fn a_sitemap_names_translations() {
    let mut settings = settings();
    settings.base_url = Some("https://example.org/repo/".into());
    let mut hidden = chapter("en/c.md", "C");
    hidden.card.front.noindex = Some(true);
    let chapters = vec![chapter("zh/a.md", "甲"), chapter("en/a.md", "A"), chapter("en/b & b.md", "B"), hidden];
    let printed = press(settings, chapters, &theme(&[]));
    let files = sitemap::files(&printed.book);
    let text: String = files
        .iter()
        .map(|(path, bytes)| format!("--- {path}\n{}", String::from_utf8_lossy(bytes).replace("<url>", "\n<url>")))
        .collect();
    expect![[r#"
        --- robots.txt
        User-agent: *
        Allow: /
        Sitemap: https://example.org/repo/sitemap.xml
        --- sitemap.xml
        <?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        <url><loc>https://example.org/repo/zh/</loc></url>
        <url><loc>https://example.org/repo/en/</loc></url>
        <url><loc>https://example.org/repo/zh/a/</loc><xhtml:link rel="alternate" hreflang="zh-Hans" href="https://example.org/repo/zh/a/"/><xhtml:link rel="alternate" hreflang="en" href="https://example.org/repo/en/a/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://example.org/repo/en/a/"/></url>
        <url><loc>https://example.org/repo/en/a/</loc><xhtml:link rel="alternate" hreflang="zh-Hans" href="https://example.org/repo/zh/a/"/><xhtml:link rel="alternate" hreflang="en" href="https://example.org/repo/en/a/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://example.org/repo/en/a/"/></url>
        <url><loc>https://example.org/repo/en/b-b/</loc></url></urlset>
    "#]].assert_eq(&text);
}

#[test]
fn chinese_titles_break_between_words() {
    let zh = diglot::locale::LanguageTag::new("zh-Hans").unwrap();
    let en = diglot::locale::LanguageTag::new("en").unwrap();
    let html = |text: &str| title::html(text, &[], &zh);
    expect![[r#"
        什么<wbr>是<wbr>所有<wbr>权？
        《三<wbr>体》<wbr>与“黑暗<wbr>森林”<wbr>的<wbr>机器<wbr>学习
        Rust 程序<wbr>设计<wbr>语言 &amp; C
        What &lt;is&gt; Ownership?"#]]
    .assert_eq(
        &[
            html("什么是所有权？"),
            html("《三体》与“黑暗森林”的机器学习"),
            html("Rust 程序设计语言 & C"),
            title::html("What <is> Ownership?", &[], &en),
        ]
        .join("\n"),
    );
}

#[test]
fn pictures_have_sizes() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";
    let cases: &[(&[u8], Option<(u32, u32)>)] = &[
        (png, Some((32, 16))),
        (b"GIF89a\x03\0\x02\0\0\0\0", Some((3, 2))),
        (b"<svg xmlns='x' width='200' height='100px'/>", Some((200, 100))),
        (b"<?xml version='1.0'?><!-- a > b --><svg viewBox='0 0 24 12.4'>", Some((24, 12))),
        (b"<svg width=\"50\" viewBox=\"0,0,100,40\">", Some((50, 20))),
        (b"<svg width='100%' height='100%' viewBox='0 0 640 480'>", Some((640, 480))),
        (b"<svg width='1in' height='2.54cm'>", Some((96, 96))),
        (b"<svg width='0' height='5'>", None),
        (b"<svg width='1e9999' height='5'>", None),
        (b"<html><svg width='1' height='1'>", None),
        (b"P1 not a picture", None),
        (b"", None),
    ];
    for (bytes, expected) in cases {
        let expected = expected.map(|(width, height)| PictureSize { width, height });
        assert_eq!(picture::size(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_picture_reader_panic(start in 0_usize..6, tail in proptest::collection::vec(0_u8.., 0..200)) {
        let heads: [&[u8]; 6] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF....WEBP", b"<svg viewBox='", b"\0\0\0\x20ftypavif"];
        let bytes = [heads[start], &tail[..]].concat();
        let _ = picture::size(&bytes);
    }
}

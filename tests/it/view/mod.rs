//! What a page shows and where it leads.

mod assets;
mod faults;
pub(crate) mod shelf;

use std::{fmt::Write, sync::Arc};

use diglot::{
    diag::Diagnostic,
    doc::{Block, BlockKind, Inline, Link, LinkRole, Shortcode, Value},
    path::Permalink,
    settings::Root,
    sitemap,
    span::Span,
    view::title,
};
use expect_test::{Expect, expect};
use shelf::{chapter, front_of, paper, press, settings, theme};

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
            中文 ../../../zh/part/alone/ elsewhere
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
        x-default https://example.org/repo/en/
        https://example.org/repo/zh/"#]],
    );
    language_page(
        "/",
        &expect![[r#"
        / en ltr
        中文 zh/
        EN en/
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
                let is_asset = target.starts_with("/a/") || target == "/status.json";
                let is_text = target.ends_with("/index.md");
                assert!(
                    is_asset || is_text || pages.keys().any(|page| page.as_str() == target),
                    "{address} leads to {target}"
                );
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
            front_of(&mut chapter).slug = Some(format!("c{idx}").into());
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

/// The page of a chapter that calls a shortcode, and what is told.
fn called(template: &str, name: &str) -> String {
    let mut one = chapter("en/one.md", "One");
    let inner = chapter("en/one.md", "a < b").doc.blocks;
    let args = vec![("title".into(), Value::Text("A & B".into())), ("n".into(), Value::Integer(2))];
    let call = Shortcode { name: name.into(), args, body: Some(inner), span: Span::new(3..9) };
    one.doc.blocks = vec![Block { kind: BlockKind::Shortcode(call), span: Span::default() }];
    let templates =
        [("chapter.html", "{{ page.body | safe }}"), ("parts/toc.html", ""), ("shortcodes/card.html", template)];
    let mut settings = settings();
    settings.output.minify = false;
    let printed = press(settings, vec![one], &theme(&templates));
    let page = printed.page(&printed.press.places()[0]);
    format!("{}\n{}", page.value.unwrap_or_default(), lines(&page.told))
}

#[test]
fn a_shortcode_is_a_template() {
    let template = "<b title=\"{{ title }}\">{{ n }} {{ page.locale }} {{ page.title }}</b>{{ body }}";
    expect![[r#"
        <b title="A &amp; B">2 en One</b><p>a &lt; b</p>
    "#]]
    .assert_eq(&called(template, "card"));
    expect![[r#"

        unknown-shortcode content/en/one.md:3..9: there is no shortcode `crad`
          did you mean `card`?
          write `templates/shortcodes/crad.html`
    "#]]
    .assert_eq(&called(template, "crad"));
    expect![[r#"

        failed-template templates/shortcodes/card.html:3..8: variable `titel` is not defined
          did you mean `title`?
          it happened on `/en/one/`
    "#]]
    .assert_eq(&called("{{ titel }}", "card"));
}

#[test]
fn a_chapter_may_name_its_template() {
    let page = |name: &str| {
        let mut one = chapter("en/one.md", "One");
        front_of(&mut one).template = Some(name.into());
        let templates = [("chapter.html", "chapter"), ("letter.html", "letter"), ("parts/toc.html", "")];
        let printed = press(settings(), vec![one], &theme(&templates));
        let page = printed.page(&printed.press.places()[0]);
        page.value.unwrap_or_default() + &lines(&page.told)
    };
    expect![[r#"
        letter
        letter
        unknown-template content/en/one.md:14..14: there is no template `lettre.html`
          did you mean `letter.html`?
    "#]]
    .assert_eq(&[page("letter.html"), page("letter"), page("lettre.html")].join("\n"));
}

#[test]
fn a_picture_of_another_host_is_let_in() {
    let mut one = chapter("en/one.md", "One");
    one.doc.links = vec![
        Link { target: "https://pictures.example/a.png".into(), role: LinkRole::Show, span: Span::default() },
        Link { target: "https://elsewhere.example/".into(), role: LinkRole::Follow, span: Span::default() },
    ];
    let page = press(settings(), vec![one], &paper()).at("/en/one/");
    assert!(
        page.contains("img-src 'self' data: https://pictures.example; media-src 'self' https://pictures.example;"),
        "{page}"
    );
    assert!(!page.contains("elsewhere.example;"), "{page}");
}

#[test]
fn a_sitemap_names_translations() {
    let mut settings = settings();
    settings.base_url = Some("https://example.org/repo/".into());
    let mut hidden = chapter("en/c.md", "C");
    front_of(&mut hidden).noindex = Some(true);
    let chapters = vec![chapter("zh/a.md", "甲"), chapter("en/a.md", "A"), chapter("en/b & b.md", "B"), hidden];
    let printed = press(settings, chapters, &theme(&[]));
    let files = sitemap::files(&printed.book);
    let mut text = String::new();
    for (path, bytes) in &files {
        let _ = writeln!(text, "--- {path}\n{}", String::from_utf8_lossy(bytes).replace("<url>", "\n<url>"));
    }
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
    let html = |text: &str| title::html(text, &[], &zh, None);
    let ja = diglot::locale::LanguageTag::new("ja").unwrap();
    let text = |text: &str| Inline::Text(text.into());
    let parts =
        [text("所有"), Inline::Strong(vec![text("权")]), Inline::Code("x".into()), text("编码与"), text("闭包")];
    let marked = [Inline::Text("章 don’t ".into()), Inline::Emphasis(vec![Inline::Text("Rust’s".into())])];
    expect![[r#"
        什么<wbr>是所有权？
        《三体》<wbr>与“黑暗<wbr>森林”的<wbr>机器<wbr>学习
        Rust 程序<wbr>设计<wbr>语言 &amp; C
        章 <span lang="en">don’t</span> 停
        泛型、<wbr>Trait 和生命<wbr>周期
        栈（Stack）<wbr>与堆（Heap）
        将单线程 server 变为<wbr>多线程 server
        使用<wbr>字符串<wbr>储存<wbr>键值对
        函数式<wbr>语言<wbr>特性：<wbr>迭代器<wbr>与闭包
        引用<wbr>模块树中项的<wbr>路径
        在其他<wbr>语言<wbr>里調用
        可反驳性：<wbr>模式<wbr>是否<wbr>可能<wbr>匹配<wbr>失败
        日本語の本<wbr>とその<wbr>作り方<wbr>について
        章 <span lang="en">don’t</span> <em lang="en">Rust’s</em>
        所有<strong>权</strong><code>x</code><wbr>编码与<wbr>闭包
        What &lt;is&gt; Ownership?"#]]
    .assert_eq(
        &[
            html("什么是所有权？"),
            html("《三体》与“黑暗森林”的机器学习"),
            html("Rust 程序设计语言 & C"),
            html("章 don’t 停"),
            html("泛型、Trait 和生命周期"),
            html("栈（Stack）与堆（Heap）"),
            html("将单线程 server 变为多线程 server"),
            html("使用字符串储存键值对"),
            html("函数式语言特性：迭代器与闭包"),
            html("引用模块树中项的路径"),
            html("在其他语言里調用"),
            html("可反驳性：模式是否可能匹配失败"),
            title::html("日本語の本とその作り方について", &[], &ja, None),
            title::html("章 don’t *Rust’s*", &marked, &zh, None),
            title::html("", &parts, &zh, None),
            title::html("What <is> Ownership?", &[], &en, None),
        ]
        .join("\n"),
    );
}

#[test]
fn a_book_longer_than_a_browser_can_lay_out_has_no_page_of_all() {
    let printed_with = |n_characters: u32| {
        let mut one = chapter("en/one.md", "One");
        Arc::make_mut(&mut one.card).length.n_characters = n_characters;
        press(settings(), vec![one, chapter("zh/one.md", "一")], &paper())
    };
    let addresses = |printed: &shelf::Printed| -> Vec<String> {
        let places = printed.press.places();
        let of_print = places.iter().map(|place| printed.press.permalink(place).to_string());
        of_print.filter(|address| address.ends_with("/print/")).collect()
    };

    let short = printed_with(4_000_000);
    assert_eq!(addresses(&short), ["/zh/print/", "/en/print/"]);
    assert!(short.at("/en/one/").contains("print/"));

    let long = printed_with(4_000_001);
    assert_eq!(addresses(&long), ["/zh/print/"]);
    assert!(!long.at("/en/one/").contains("print/"));
    assert_eq!(long.at("/zh/").matches("en/print/").count(), 0);
    expect![[r#"
        long-book: the book in `en` has more than 4000000 characters, so `en/print/` is left out
          `output: {print: false}` says that it is not wanted
    "#]]
    .assert_eq(&lines(&long.told));
}

#[test]
fn a_book_has_one_name_for_programs_and_no_description_that_says_nothing() {
    let mut settings = settings();
    settings.base_url = Some("https://example.org/".into());
    settings.output.minify = false;
    let mut empty = chapter("en/a.md", "A");
    empty.doc.blocks.clear();
    Arc::make_mut(&mut empty.card).opening = "".into();
    let printed =
        press(settings, vec![chapter("zh/index.md", "首页"), chapter("en/index.md", "Home"), empty], &paper());
    let data = |address: &str| {
        let page = printed.at(address);
        let start = page.split_once("ld+json\">").unwrap().1;
        start.split_once("</script>").unwrap().0.to_owned()
    };
    expect![[r#"
        {"@context":"https://schema.org","@type":"Book","url":"https://example.org/zh/","name":"书","inLanguage":"zh-Hans","description":"一本书。","translationOfWork":{"@type":"Book","name":"Book","url":"https://example.org/en/"}}
        {"@context":"https://schema.org","@type":"Book","url":"https://example.org/en/","name":"Book","inLanguage":"en","description":"A book."}
        {"@context":"https://schema.org","@type":"Article","url":"https://example.org/en/a/","name":"A","inLanguage":"en","isPartOf":{"@type":"Book","name":"Book","url":"https://example.org/en/"}}"#]].assert_eq(&["/zh/", "/en/", "/en/a/"].map(data).join("\n"));
}

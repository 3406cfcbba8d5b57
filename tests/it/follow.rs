//! What a site says of how far its translations follow their originals.

use std::{collections::BTreeMap, sync::Arc};

use diglot::{input::Input, ledger, memo::Memory, path::ContentPath, pipeline::Edition, theme::ThemeFiles};
use expect_test::{Expect, expect};

use crate::{
    on_disk::OnDisk,
    small_book::{SmallBook, texts},
    view::shelf::{only, paper},
};

const SITE: &str = "\
//- site.yaml
title: Book
base_url: https://example.org/repo/
locales: [{code: zh, tag: zh-Hans, name: 中文}, {code: en, name: English}]
original: en
output: {minify: false}
";

const ZH: &str = "\
//- zh/one.md
# 所有权

内存由规则管理，编译器会检查这些规则。

- 每个值都有一个所有者。
- 同一时间只有一个所有者。

最后一段说明为什么要这样做。
";

const EN: &str = "\
//- en/one.md
# Ownership

Memory is managed by rules that the compiler checks.

- Each value has an owner.
- There is one owner at a time.

The last paragraph says why it is done like this.
";

/// A book in which the translation was accepted as it stands and the original edited then.
fn edited(edit: impl Fn(&str) -> String, site: &str, theme: ThemeFiles) -> Input {
    let before = SmallBook::read(&format!("{site}{ZH}{EN}")).input();
    let before = Input { theme, ..before };
    let ledgers = accepted(&before);
    let after = SmallBook::read(&format!("{site}{ZH}{}", edit(EN))).input();
    Input { ledgers, theme: before.theme, ..after }
}

/// The ledgers of a book of which every translation is accepted as it stands.
pub(crate) fn accepted(book: &Input) -> BTreeMap<ContentPath, Arc<str>> {
    let edition = Edition::open(book, &Memory::default()).value;
    let mut ledgers = BTreeMap::new();
    for (original, translation) in edition.translated() {
        let bench = edition.bench(translation).unwrap();
        let source = &edition.book().entry(original).card.path;
        let pairs = ledger::join(&bench.join(), None);
        let begun = ledger::begin(&bench.join(), &pairs, source, None, true);
        let path = ledger::path(&edition.book().entry(translation).card.path);
        ledgers.insert(path, ledger::write(&begun).into());
    }
    ledgers
}

/// Templates that print the text of a page and nothing else.
fn bare() -> ThemeFiles {
    let body = "{% for it in page.notices %}({{ it.text }})\n{% endfor %}{{ page.body | safe }}";
    only(&["chapter.html", "facing.html"], body)
}

fn check(edit: impl Fn(&str) -> String, site: &str, page: &str, expected: &Expect) {
    let text = &texts(&edited(edit, site, bare()))[page];
    let text = ["<p ", "<p>", "<ul>", "<div ", "<details "]
        .iter()
        .fold(text.clone(), |text, tag| text.replace(tag, &format!("\n{tag}")));
    expected.assert_eq(&text);
}

#[test]
fn a_translation_that_follows_has_no_mark() {
    let page = &texts(&edited(str::to_owned, SITE, bare()))["zh/one/index.html"];
    assert!(!page.contains("dg-state") && !page.contains('('), "{page}");
}

#[test]
fn stale_text_stays_with_a_mark_that_explains_itself() {
    let edit = |text: &str| text.replace("rules that the compiler checks", "a garbage collector at runtime");
    check(
        edit,
        SITE,
        "zh/one/index.html",
        &expect![[r#"
        (译文完成后，原文有 1 处改动。)

        <p id="p1">内存由规则管理，编译器会检查这些规则。</p>
        <details class="dg-state" data-state="stale"><summary>原文已改动</summary>
        <p>这段译文完成后，原文这里又改写过。</p>
        <div lang="en" dir="ltr">
        <p>Memory is managed by a garbage collector at runtime.</p></div></details>
        <ul><li id="p2">每个值都有一个所有者。</li><li id="p3">同一时间只有一个所有者。</li></ul>
        <p id="p4">最后一段说明为什么要这样做。</p>"#]],
    );
    check(
        edit,
        SITE,
        "zh/one/with-en/index.html",
        &expect![[r#"

        <div class="dg-pair" id="p1">
        <div lang="zh-Hans" dir="ltr">
        <p>内存由规则管理，编译器会检查这些规则。</p>
        <details class="dg-state" data-state="stale"><summary>原文已改动</summary>
        <p>这段译文完成后，原文这里又改写过。</p></details></div>
        <div lang="en" dir="ltr">
        <p>Memory is managed by a garbage collector at runtime.</p></div></div>
        <div class="dg-pair" id="p2">
        <div lang="zh-Hans" dir="ltr">
        <ul><li>每个值都有一个所有者。</li></ul></div>
        <div lang="en" dir="ltr">
        <ul><li>Each value has an owner.</li></ul></div></div>
        <div class="dg-pair" id="p3">
        <div lang="zh-Hans" dir="ltr">
        <ul><li>同一时间只有一个所有者。</li></ul></div>
        <div lang="en" dir="ltr">
        <ul><li>There is one owner at a time.</li></ul></div></div>
        <div class="dg-pair" id="p4">
        <div lang="zh-Hans" dir="ltr">
        <p>最后一段说明为什么要这样做。</p></div>
        <div lang="en" dir="ltr">
        <p>The last paragraph says why it is done like this.</p></div></div>"#]],
    );
}

#[test]
fn what_is_missing_is_shown_in_the_original() {
    let edit = |text: &str| text.replace("The last", "A new paragraph that nobody has translated so far.\n\nThe last");
    check(
        edit,
        SITE,
        "zh/one/index.html",
        &expect![[r#"
        (有 1 处尚未翻译，显示原文。)

        <p id="p1">内存由规则管理，编译器会检查这些规则。</p>
        <ul><li id="p2">每个值都有一个所有者。</li><li id="p3">同一时间只有一个所有者。</li></ul>
        <div class="dg-foreign">
        <p class="dg-state" data-state="missing">这部分尚未翻译，这里显示原文。</p>
        <div lang="en" dir="ltr">
        <p id="p5">A new paragraph that nobody has translated so far.</p></div></div>
        <p id="p4">最后一段说明为什么要这样做。</p>"#]],
    );
}

#[test]
fn the_settings_may_ask_for_the_original_or_for_no_mark() {
    let edit = |text: &str| text.replace("rules that the compiler checks", "a garbage collector at runtime");
    let site = |stale: &str| format!("{SITE}stale: {stale}\n");
    let page = |stale: &str| texts(&edited(edit, &site(stale), bare()))["zh/one/index.html"].clone();
    let (original, hidden) = (page("original"), page("hide-mark"));
    assert!(original.contains("garbage") && !original.contains("编译器"), "{original}");
    assert!(!hidden.contains("garbage") && hidden.contains("编译器") && !hidden.contains("dg-state"), "{hidden}");
}

#[test]
fn programs_read_how_far_a_translation_is() {
    let edit = |text: &str| text.replace("rules that the compiler checks", "a garbage collector at runtime");
    let files = texts(&edited(edit, SITE, bare()));
    expect![[r#"

        {"version":1,"original":"en","per_mille":653,"states":
        {"current":
        {"n_pairs":3,"n_characters":83},"stale":
        {"n_pairs":1,"n_characters":44}},"locales":[
        {"locale":"zh","lang":"zh-Hans","per_mille":653,"states":
        {"current":
        {"n_pairs":3,"n_characters":83},"stale":
        {"n_pairs":1,"n_characters":44}},"chapters":[
        {"source":"zh/one.md","original":"en/one.md","address":"/zh/one/","per_mille":653,"states":
        {"current":
        {"n_pairs":3,"n_characters":83},"stale":
        {"n_pairs":1,"n_characters":44}},"open":[
        {"id":"p1","state":"stale"}]}],"untranslated":[]}]}
    "#]]
    .assert_eq(&files["status.json"].replace("{\"", "\n{\""));
    expect![[r#"
        <?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans"><title>待译的改动</title><id>https://example.org/repo/zh/status.xml</id><updated>2026-11-23T00:00:00+00:00</updated><author><name>待译的改动</name></author><generator>diglot</generator><link href="https://example.org/repo/zh/status.xml" rel="self"/><link href="https://example.org/repo/zh/status/" rel="alternate"/>
        <entry><title>所有权</title><id>https://example.org/repo/zh/one/#p1:8008109b2d6f1cd0</id><updated>2026-11-23T00:00:00+00:00</updated><link href="https://example.org/repo/zh/one/#p1" rel="alternate"/><summary>原文已改动：Memory is managed by a garbage collector at runtime.</summary></entry></feed>
    "#]].assert_eq(&files["zh/status.xml"].replace("<entry>", "\n<entry>"));
    assert!(files["zh/status.svg"].contains(">译文</text>") && files["status.svg"].contains("%</text>"));
    assert!(!files.contains_key("en/status.svg"));
}

#[test]
fn every_locale_has_a_status_page() {
    let edit = |text: &str| text.replace("rules that the compiler checks", "a garbage collector at runtime");
    let input = edited(edit, SITE, paper());
    let files = texts(&input);
    let (zh, en) = (&files["zh/status/index.html"], &files["en/status/index.html"]);
    assert!(zh.contains("href=\"../one/#p1\"") && zh.contains("Memory is managed by a garbage"), "{zh}");
    assert!(en.contains("href=\"../../zh/status/\"") && en.contains("noindex"), "{en}");
    assert!(files["zh/one/index.html"].contains("href=\"../status/\""));
}

#[test]
fn a_picture_of_the_original_that_stands_in_the_translation_is_let_in() {
    let edit = |text: &str| format!("{text}\n![A map](https://maps.example/a.png)\n");
    let theme = only(&["chapter.html"], "{{ page.head.csp | safe }} {{ page.body | safe }}");
    let page = &texts(&edited(edit, SITE, theme))["zh/one/index.html"];
    assert!(page.contains("<img src=\"https://maps.example/a.png\""), "{page}");
    assert!(page.contains("img-src 'self' data: https://maps.example;"), "{page}");
}

#[test]
fn a_chapter_without_translation_is_read_under_the_own_interface() {
    let only = "\
//- zh/two.md
# 二

文字。
//- en/only.md
# Only here

Text, see [two](two.md#end) and [one](one.md).
//- en/two.md
# Two

Words.

## The end {#end}
//- en/one.md
# One

Words.
";
    let book = SmallBook::read(&format!("{SITE}{only}"));
    let built = texts(&Input { theme: paper(), ..book.input() });
    let page = &built["zh/only/index.html"];
    assert!(
        page.contains("<html lang=\"zh-Hans\"") && page.contains("<div class=\"dg-prose\" lang=\"en\" dir=\"ltr\">"),
        "{page}"
    );
    assert!(page.contains("本页尚无中文译文"), "{page}");
    // What is translated is read in the own language; without the id that only the original has.
    assert!(page.contains("<a href=\"../two/\">two</a>") && page.contains("<a href=\"../one/\">one</a>"), "{page}");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/repo/en/only/\">"), "{page}");
    assert!(!page.contains("rel=\"alternate\" hreflang"), "{page}");
    assert!(built["zh/contents/index.html"].contains("href=\"../only/\""));
    assert!(built["en/only/index.html"].contains("href=\"../../zh/only/\""));
    assert!(!built["sitemap.xml"].contains("zh/only"));
}

#[test]
fn a_link_to_an_untranslated_chapter_says_its_language() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [en, zh]\n"),
        (
            "content/zh/index.md",
            "# 首页\n\n见[英文章](a.md)，和<a href=\"a.md\">原文</a>、<a hreflang='x' href='a.md'>另</a>、[二](b.md)。\n",
        ),
        ("content/zh/b.md", "# 二\n\n见[英文章](a.md)和[三](c.md)。\n"),
        ("content/zh/c.md", "# 三\n"),
        ("content/en/a.md", "# A\n"),
        ("content/en/b.md", "# B\n\nSee [A](a.md) and [C](c.md).\n"),
        ("content/en/c.md", "# C\n"),
    ]);
    book.build(&["--no-minify"]);
    for (page, link) in [
        ("zh/index.html", "<a href=\"a/\" hreflang=\"en\">英文章</a>"),
        ("zh/index.html", "<a href=\"a/\" hreflang=\"en\">原文</a>"),
        ("zh/index.html", "<a hreflang=\"x\" href=\"a/\">另</a>"),
        ("zh/index.html", "<a href=\"b/\">二</a>"),
        ("zh/b/index.html", "<a href=\"../a/\" hreflang=\"en\">英文章</a>"),
        // A page in both languages is for readers of either.
        ("zh/b/with-en/index.html", "<a href=\"../../c/with-en/\">三</a>"),
        ("zh/b/with-en/index.html", "<a href=\"../../c/with-en/\">C</a>"),
    ] {
        let page = book.page(page);
        assert!(page.contains(link), "{link} is not in {page}");
    }
}

#[test]
fn the_data_of_an_untranslated_chapter_speaks_of_the_original() {
    let book = SmallBook::read(
        "\
//- site.yaml
title: {ja: 本の題, ko: 책}
base_url: https://example.org/repo/
locales: [{code: ja, name: 日本語}, {code: ko, name: 한국어}]
original: ja
output: {minify: false}
//- ja/one.md
# 短い章

これは短い章です。
//- ko/two.md
# 둘

두 낱말.
",
    );
    let built = texts(&Input { theme: paper(), ..book.input() });
    let page = &built["ko/one/index.html"];
    for wanted in [
        "<html lang=\"ko\"",
        "\"url\":\"https://example.org/repo/ja/one/\",\"name\":\"短い章\",\"inLanguage\":\"ja\"",
        "\"isPartOf\":{\"@type\":\"Book\",\"name\":\"本の題\",\"url\":\"https://example.org/repo/ja/\"}",
        "<meta property=\"og:locale\" content=\"ja\">",
        "<li>12자</li>",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in {page}");
    }
    assert!(built["ko/two/index.html"].contains("\"inLanguage\":\"ko\""));
}

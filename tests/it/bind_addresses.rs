//! Binding: addresses that the site fills itself, and links that lead to them; the home
//! page; names in two forms of Unicode; books whose settings do not say their languages.

use diglot::{book::Book, diag::Warned};
use expect_test::expect;
use unicode_normalization::UnicodeNormalization;

use super::{
    on_disk::OnDisk,
    small_book::{SmallBook, check, entry, targets},
};

fn codes(book: &Warned<Book>) -> Vec<&'static str> {
    book.told.iter().map(|told| told.code.name()).collect()
}

fn addresses(book: &Book) -> Vec<&str> {
    book.entries.iter().map(|entry| entry.permalink.as_str()).collect()
}

#[test]
fn what_the_site_writes_itself_cannot_be_an_authors() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        aliases: [/llms.txt, /en/feed.xml, /en/a/index.md, https://x.org/y, //x.org/z, old]
        //~ 51..66 error[invalid-value]: the alias `https://x.org/y` is no address in the site; write it from the locale's folder, `old-name/`, or from the root, `/book/old-name.html`
        //~ 68..77 error[invalid-value]: the alias `//x.org/z` is no address in the site; write it from the locale's folder, `old-name/`, or from the root, `/book/old-name.html`
        //~ 35..49 error[reserved-address]: an alias of `en/01-a.md` would lie at `/en/a/index.md`, where the site puts a page or file of its own; an alias is an address that nothing else has
        //~ 21..33 error[reserved-address]: an alias of `en/01-a.md` would lie at `/en/feed.xml`, where the site puts a page or file of its own; an alias is an address that nothing else has
        //~ 10..19 error[reserved-address]: an alias of `en/01-a.md` would lie at `/llms.txt`, where the site puts a page or file of its own; an alias is an address that nothing else has
        ---
        # A
        //- en/02-b.md
        ---
        noindex: true
        aliases: [/en/b/index.md]
        ---
        # B
        //- en/feed.xml
        00
        //~ 0..0 error[reserved-address]: `en/feed.xml` would lie at `/en/feed.xml`, where the site puts a page or file of its own; give one of them another name
        //- llms.txt
        00
        //~ 0..0 error[reserved-address]: `llms.txt` would lie at `/llms.txt`, where the site puts a page or file of its own; give one of them another name
    "#]]);
}

#[test]
fn a_file_at_the_address_of_a_page_that_the_site_makes_is_told() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        tags: [x]
        ---
        # A
        //- en/02-b.md
        # B
        //- zh/01-a.md
        # 甲
        //- en/search/index.html
        00
        //~ 0..0 error[reserved-address]: `en/search/index.html` would lie at `/en/search/index.html`, where the site puts a page or file of its own; give one of them another name
        //- en/Contents/index.html
        00
        //~ 0..0 error[reserved-address]: `en/Contents/index.html` would lie at `/en/Contents/index.html`, where the site puts a page or file of its own; give one of them another name
        //- en/tags/x/index.html
        00
        //~ 0..0 error[reserved-address]: `en/tags/x/index.html` would lie at `/en/tags/x/index.html`, where the site puts a page or file of its own; give one of them another name
        //- zh/a/with-en/index.html
        00
        //~ 0..0 error[reserved-address]: `zh/a/with-en/index.html` would lie at `/zh/a/with-en/index.html`, where the site puts a page or file of its own; give one of them another name
        //- en/b/with-zh/index.html
        00
        //- en/glossary/index.html
        00
        //- en/tags/x/picture.png
        00
        //- zh/b/index.html
        00
    "#]]);
}

#[test]
fn an_authors_own_page_stands_where_a_chapter_is_not_translated() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\noriginal: en\nlocales: [en, zh]\n"),
        ("content/en/only.md", "# Only\n"),
        ("content/zh/index.md", "# 书\n"),
        ("content/zh/only/index.html", "<p>Mine.</p>\n"),
    ]);
    book.build(&["--strict"]);
    assert_eq!(book.page("zh/only/index.html"), "<p>Mine.</p>\n");
}

#[test]
fn what_the_settings_turn_off_may_be_an_authors() {
    let small = SmallBook::read(
        "
//- site.yaml
title: B
locales: [en]
output: {feed: false, llms: false}
//- en/01-a.md
---
aliases: [/en/a/index.md]
---
# A
[f](/en/feed.xml) [l](/llms.txt)
//- en/feed.xml
00
//- llms.txt
00
",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    let targets = targets(&small, &book.value, "en/01-a.md");
    assert_eq!(targets, "/en/feed.xml -> /en/feed.xml\n/llms.txt -> /llms.txt\n");
}

/// Two languages, one chapter of which both have.
const PAIR: &str = "
//- zh/index.md
# 书
//- zh/01-x.md
# 甲
//- en/index.md
# Book
//- en/01-x.md
---
date: 2026-01-01
---
# X
//- en/02-y.md
# Y
[p](/en/print/) [z](../../zh/print/) [s](/en/status/) [f](../x/with-zh/) [g](/zh/x/with-en/) [l](/llms.txt)
[n](/en/feed.xml)
[no](with-zh/) [no](/en/with-zh/) [no](/en/x/with-en/) [no](/en/llms.txt)
";

#[test]
fn links_lead_to_every_page_of_the_site() {
    let site = "//- site.yaml\ntitle: B\nlocales: [zh, en]\noriginal: en\nbase_url: https://example.org/\n";
    let small = SmallBook::read(&format!("{site}{}", PAIR.trim_start()));
    let book = small.bind();
    expect![[r#"
        /en/print/ -> site /en/print/
        ../../zh/print/ -> site /zh/print/
        /en/status/ -> site /en/status/
        ../x/with-zh/ -> site /en/x/with-zh/
        /zh/x/with-en/ -> site /zh/x/with-en/
        /llms.txt -> site /llms.txt
        /en/feed.xml -> site /en/feed.xml
        with-zh/ -> broken
        /en/with-zh/ -> broken
        /en/x/with-en/ -> broken
        /en/llms.txt -> broken
    "#]]
    .assert_eq(&targets(&small, &book.value, "en/02-y.md"));
    assert_eq!(codes(&book), ["broken-link"; 4]);
}

#[test]
fn a_page_that_the_site_does_not_make_is_no_target() {
    let site =
        "//- site.yaml\ntitle: B\nlocales: [zh, en]\noriginal: en\nparallel: []\noutput: {print: false, llms: false}\n";
    let small = SmallBook::read(&format!("{site}{}", PAIR.trim_start()));
    let book = small.bind();
    let targets = targets(&small, &book.value, "en/02-y.md");
    let found: Vec<&str> = targets.lines().filter(|line| !line.ends_with("broken")).collect();
    assert_eq!(found, ["/en/status/ -> site /en/status/"]);
}

#[test]
fn home_is_in_the_readers_language() {
    let text = "# One\n[a](/) [b](..) [c](../) [d](/#top)\n";
    let small = SmallBook::read(&format!("//- en/index.md\n# Book\n//- en/01-one.md\n{text}//- zh/01-one.md\n{text}"));
    let book = small.bind();
    assert_eq!(book.told, []);
    expect![[r#"
        / -> /en/
        .. -> /en/
        ../ -> /en/
        /#top -> /en/#top
    "#]]
    .assert_eq(&targets(&small, &book.value, "en/01-one.md"));
    expect![[r#"
        / -> site /zh/
        .. -> site /zh/
        ../ -> site /zh/
        /#top -> site /zh/
    "#]]
    .assert_eq(&targets(&small, &book.value, "zh/01-one.md"));
}

#[test]
fn names_meet_in_whatever_form_of_unicode_they_are_written() {
    let (nfc, nfd): (String, String) = ("한글".nfc().collect(), "한글".nfd().collect());
    assert_ne!(nfc, nfd);
    for (file, link) in [(&nfc, &nfc), (&nfc, &nfd), (&nfd, &nfc), (&nfd, &nfd)] {
        let small = SmallBook::read(&format!(
            "//- site.yaml\ntitle: B\nlocales: [ko, en]\n//- ko/01-{file}.md\n# A\n## One {{#{file}}}\n\
             //- ko/{file}.png\n00\n//- ko/02-{file}/index.md\n---\nslug: p\n---\n# P\n//- ko/03-b.md\n# B\n\
             [a](01-{link}.md) [b](01-{link}.md#{link}) [c](/ko/{link}/) [d](02-{link}/) ![e]({link}.png)\n"
        ));
        let book = small.bind();
        let shown = targets(&small, &book.value, "ko/03-b.md");
        let expected = format!(
            "01-{link}.md -> /ko/{nfc}/\n01-{link}.md#{link} -> /ko/{nfc}/#{file}\n/ko/{link}/ -> /ko/{nfc}/\n\
             02-{link}/ -> /ko/p/\n{link}.png -> /ko/{file}.png\n"
        );
        assert_eq!(shown, expected);
        assert_eq!(book.told, []);
    }
}

#[test]
fn translations_meet_in_whatever_form_of_unicode_they_are_named() {
    let (nfc, nfd): (String, String) = ("é".nfc().collect(), "é".nfd().collect());
    let small = SmallBook::read(&format!(
        "//- en/01-{nfc}/index.md\n# Part\n//- en/01-{nfc}/02-caf{nfd}.md\n# One\n\
         //- zh/01-{nfd}/index.md\n# 部\n//- zh/01-{nfd}/02-caf{nfc}.md\n# 一\n"
    ));
    let book = small.bind();
    assert_eq!(book.told, []);
    let versions = |path: &str| book.value.versions(entry(&book.value, path)).count();
    assert_eq!(versions(&format!("en/01-{nfc}/index.md")), 2);
    assert_eq!(versions(&format!("en/01-{nfc}/02-caf{nfd}.md")), 2);
}

#[test]
fn settings_that_cannot_be_read_make_no_source_astray() {
    let chapters = "//- zh/index.md\n# 书\n//- en/index.md\n# Book\n[zh](../zh/index.md)\n";
    for site in ["title: \"T\nlocales: [zh, en]", "title: T\nlocales: zh", "title: T\nlocales: [{cod: zh}, en]"] {
        let book = SmallBook::read(&format!("//- site.yaml\n{site}\n{chapters}")).bind();
        let files: Vec<&str> = book.told.iter().map(|told| told.place.as_ref().unwrap().file.as_str()).collect();
        assert!(!files.is_empty() && files.iter().all(|file| *file == "content/site.yaml"), "{site}: {files:?}");
    }
}

#[test]
fn a_book_that_lists_no_locale_lies_where_its_folders_say() {
    let book = SmallBook::read("//- site.yaml\ntitle: B\n//- zh/index.md\n# 书\n//- zh/01-a.md\n# 甲\n").bind();
    assert_eq!(book.told, []);
    assert_eq!(addresses(&book.value), ["/zh/", "/zh/a/"]);
    let book = SmallBook::read("//- site.yaml\ntitle: B\n//- index.md\n# Book\n//- io/01-a.md\n# A\n").bind();
    assert_eq!(book.told, []);
    assert_eq!(addresses(&book.value), ["/en/", "/en/io/a/"]);
}

#[test]
fn names_without_a_letter_are_told_once_each() {
    check(&expect![[r#"
        //- en/!!!.md
        # A
        //~ 0..0 error[invalid-value]: no address can be made of the name `!!!.md`: it has no letter or digit; give the chapter a `slug`
        //- en/chapter.md
        # B
        //- en/😀.md
        # C
        //~ 0..0 error[invalid-value]: no address can be made of the name `😀.md`: it has no letter or digit; give the chapter a `slug`
    "#]]);
}

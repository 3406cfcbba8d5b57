//! Binding: order, numbers, addresses, translations, links.

use diglot::{
    book::{EntryIdx, Target, TocItem},
    diag::Diagnostic,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::small_book::{SmallBook, check, entry, targets, toc, walk};

/// A part with `index.md` in both languages, a chapter that is not translated, one that
/// only the translation has, front matter before the first number, and an imprint.
const TWO_LANGUAGES: &str = "
//- en/index.md
# The Book
//- en/00-preface.md
# Preface
//- en/01-start/index.md
# Start
//- en/01-start/01-first.md
# First
//- en/01-start/02-second.md
# Second
//- en/02-more/01-third.md
# Third
//- en/imprint.md
---
kind: page
---
# Imprint
//- en/90-end.md
# The End
//- zh/index.md
# 书
//- zh/00-preface.md
# 序
//- zh/01-start/index.md
# 开始
//- zh/01-start/02-second.md
# 第二
//- zh/01-start/03-only-here.md
# 只有中文
//- zh/90-end.md
# 结尾
";

fn shows(expected: &Expect, actual: &str) {
    expected.assert_eq(actual);
}

#[test]
fn the_contents_have_parts_numbers_and_what_is_not_translated() {
    let book = SmallBook::read(TWO_LANGUAGES).bind();
    assert_eq!(book.told, []);
    shows(
        &expect![[r#"
        Preface /en/preface/
        1 Start /en/start/
          1.1 First /en/start/first/
          1.2 Second /en/start/second/
          1.3 只有中文 /zh/start/only-here/
        2 More
          2.1 Third /en/more/third/
        3 The End /en/end/
        Imprint /en/imprint/
    "#]],
        &toc(&book.value, "en"),
    );
    shows(
        &expect![[r#"
        序 /zh/preface/
        1 开始 /zh/start/
          1.1 First /en/start/first/
          1.2 第二 /zh/start/second/
          1.3 只有中文 /zh/start/only-here/
        2 More
          2.1 Third /en/more/third/
        3 结尾 /zh/end/
        Imprint /en/imprint/
    "#]],
        &toc(&book.value, "zh"),
    );
}

#[test]
fn next_goes_across_parts_and_stays_in_the_language() {
    let book = SmallBook::read(TWO_LANGUAGES).bind().value;
    shows(
        &expect![[r#"
        /zh/
        /zh/preface/
        /zh/start/
        /zh/start/second/
        /zh/start/only-here/
        /zh/end/
    "#]],
        &walk(&book, "zh"),
    );
    let second = book.entry(entry(&book, "zh/01-start/02-second.md"));
    assert_eq!(second.parent, Some(entry(&book, "zh/01-start/index.md")));
    assert_eq!(book.entry(entry(&book, "zh/90-end.md")).parent, Some(entry(&book, "zh/index.md")));
    assert_eq!(book.entry(entry(&book, "en/02-more/01-third.md")).parent, Some(entry(&book, "en/index.md")));
    assert_eq!(
        second.versions,
        [Some(entry(&book, "zh/01-start/02-second.md")), Some(entry(&book, "en/01-start/02-second.md"))]
    );
}

#[test]
fn order_beats_the_number_of_the_name_and_titles_sort_the_rest() {
    let small = SmallBook::read(
        "
//- site.yaml
title: B
locales: [{code: zh}]
//- 02-two.md
# 二
//- 01-one.md
---
order: 5
---
# 五
//- chong.md
# 重庆
//- a.md
# 阿
//- 10-ten.md
---
numbered: false
---
# 十
//- hidden/index.md
---
toc: false
---
# 藏
//- hidden/01-in.md
# 内
",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    shows(
        &expect![[r#"
        1 二 /zh/two/
        2 五 /zh/one/
        十 /zh/ten/
        阿 /zh/a/
        重庆 /zh/chong/
    "#]],
        &toc(&book.value, "zh"),
    );
    shows(
        &expect![[r#"
        /zh/two/
        /zh/one/
        /zh/ten/
        /zh/a/
        /zh/chong/
    "#]],
        &walk(&book.value, "zh"),
    );
}

#[test]
fn a_key_binds_chapters_and_parts_whose_paths_differ() {
    let small = SmallBook::read(
        "
//- en/01-scaling/index.md
---
key: scaling
slug: scale
date: 2024-11-19
---
# Scaling
//- en/01-scaling/02-ceiling.md
# Ceiling
//- en/02-people.md
---
key: people
---
# People
//- zh/03-kuozhan/index.md
---
key: scaling
---
# 扩展
//- zh/03-kuozhan/02-ceiling.md
# 天花板
见[人物](../02-people.md)和[扩展](../01-scaling/index.md)。
//- zh/01-renwu.md
---
key: people
---
# 人物
",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    shows(
        &expect![[r#"
        1 扩展 /zh/scale/
          1.1 天花板 /zh/scale/ceiling/
        2 人物 /zh/renwu/
    "#]],
        &toc(&book.value, "zh"),
    );
    shows(
        &expect![[r#"
        1 Scaling /en/scale/
          1.1 Ceiling /en/scale/ceiling/
        2 People /en/people/
    "#]],
        &toc(&book.value, "en"),
    );
    shows(
        &expect![[r#"
        ../02-people.md -> /zh/renwu/
        ../01-scaling/index.md -> /zh/scale/
    "#]],
        &targets(&small, &book.value, "zh/03-kuozhan/02-ceiling.md"),
    );
    let part = book.value.entry(entry(&book.value, "zh/03-kuozhan/index.md"));
    assert_eq!(part.front.date.map(|date| date.to_string()).as_deref(), Some("2024-11-19"));
}

#[test]
fn links_lead_where_the_author_meant() {
    let small = SmallBook::read(
        "
//- en/index.md
# Home
//- en/01-part/index.md
# Part
## Deep
//- en/01-part/02-two words.md
# Two
## Up & down {#up}
//- en/01-part/data.csv
a1
//- en/pictures/a b.png
b2
//- _assets/logo.svg
c3
//- zh/index.md
---
tags: [规模 定律]
---
# 首页
//- zh/02-last.md
# 尾
## 第一 {#一}
[a](01-part/index.md) [b](/01-part/) [c](/en/01-part/index.md#deep) [d](01-part/02-two%20words.md#up)
[e](#一) [f](#%E4%B8%80) [g](#top) [h](https://example.org/x.md) [i](//example.org) [j](mailto:a@example.org)
[k](.) [l](../en/) [m](01-part/data.csv?raw=1) [n](contents/) [o](/zh/contents/) [p](../last/) [q](last.html#一)
[t1](/zh/tags/) [t2](tags/规模-定律/) [t3](/en/tags/)
![r](/_assets/logo.svg) ![s](pictures/a%20b.png) ![t](data:image/png;base64,AA==)
",
    );
    let book = small.bind();
    shows(
        &expect![[r#"
            01-part/index.md -> /en/part/
            /01-part/ -> /en/part/
            /en/01-part/index.md#deep -> /en/part/#deep
            01-part/02-two%20words.md#up -> /en/part/two-words/#up
            #一 -> #一
            #%E4%B8%80 -> #一
            #top -> #top
            https://example.org/x.md -> elsewhere
            //example.org -> elsewhere
            mailto:a@example.org -> elsewhere
            . -> /zh/
            ../en/ -> /en/
            01-part/data.csv?raw=1 -> /en/part/data.csv
            contents/ -> site /zh/contents/
            /zh/contents/ -> site /zh/contents/
            ../last/ -> /zh/last/
            last.html#一 -> /zh/last/#一
            /zh/tags/ -> site /zh/tags/
            tags/规模-定律/ -> site /zh/tags/规模-定律/
            /en/tags/ -> broken
            /_assets/logo.svg -> /assets/logo.svg
            pictures/a%20b.png -> /en/pictures/a b.png
            data:image/png;base64,AA== -> elsewhere
        "#]],
        &targets(&small, &book.value, "zh/02-last.md"),
    );
    let checked = book.value.checked;
    assert_eq!((checked.n_links, checked.n_anchors, checked.n_images), (17, 6, 2));
    let codes: Vec<_> = book.told.iter().map(|told| told.code.name()).collect();
    assert_eq!(codes, ["untranslated-link", "untranslated-link", "untranslated-link", "broken-link"]);
}

#[test]
fn a_broken_link_is_told_with_its_place_and_the_nearest_thing() {
    check(&expect![[r#"
        //- zh/01-one.md
        # 一
        ## 定律 {#scaling-law}
        参见[缩放定律](#scaling-laws)，[甲](03-two.md)，[乙](02-twoo.md)，[丙](02-two.md#b-b)。
        //~ 9..22 error[broken-anchor]: `zh/01-one.md` has no heading `#scaling-laws`; the closest is `#scaling-law`
        //~ 28..37 error[broken-link]: no page or file at `zh/03-two.md`; the closest is `02-two.md`
        //~ 43..53 error[broken-link]: no page or file at `zh/02-twoo.md`; the closest is `02-two.md`
        //~ 59..72 error[broken-anchor]: `zh/02-two.md` has no heading `#b-b`; the closest is `#b`
        ![图](img/cat.pgn) ![图](../../x.png) [丁](../../../etc/passwd) [戊](draft.md) [己](later.md)
        //~ 5..16 error[missing-image]: no picture at `zh/img/cat.pgn`; the closest is `img/cat.png`
        //~ 23..34 error[link-outside]: `../../x.png` leads out of the content folder; move the file below `content/`, or link to its address on the web
        //~ 40..59 error[link-outside]: `../../../etc/passwd` leads out of the content folder; move the file below `content/`, or link to its address on the web
        //~ 65..73 error[broken-link]: `zh/draft.md` is a draft, so it has no page; `--drafts` builds it too
        //~ 79..87 error[broken-link]: `zh/later.md` is dated 2027-01-01, so it has no page yet; `--drafts` builds it too
        [庚](/nowhere/) [辛]() [壬](img/none.zip)
        //~ 4..13 error[broken-link]: no page or file at `zh/nowhere`
        //~ 19..19 warn[empty-link]: a link without a target
        //~ 25..37 error[broken-link]: no page or file at `zh/img/none.zip`
        //- zh/02-two.md
        # 二
        ## B
        //- zh/draft.md
        ---
        draft: true
        ---
        # 稿
        //- zh/later.md
        ---
        date: 2027-01-01
        ---
        # 以后
        //- zh/pictures/cat.png
        00
        //- zh/img/cat.png
        00
    "#]]);
}

#[test]
fn a_translation_may_keep_the_anchors_of_its_original() {
    check(&expect![[r#"
        //- en/01-one.md
        # One
        ## First law
        ### Small print
        ## Second law
        //- en/02-two.md
        # Two
        ## Alpha
        //- zh/01-one.md
        # 一
        ## 第一定律
        ### 小字
        ## 第二定律
        [这](#second-law)
        //- zh/02-two.md
        # 二
        ## 甲
        ## 乙
        [好](01-one.md#small-print)，[坏](#alpha)，[英文](../en/02-two.md#alpha)
        //~ 31..37 error[broken-anchor]: `zh/02-two.md` has no heading `#alpha`; `en/02-two.md` has it, but the headings of both differ: name one of `zh/02-two.md`
    "#]]);
}

#[test]
fn addresses_that_cannot_be_are_told() {
    check(&expect![[r#"
        //- en/01-one.md
        ---
        aliases: [old, /book/one.html, ../../out, two/, /en/two/index.html, search]
        //~ 31..40 error[invalid-value]: the alias `../../out` is no address in the site; write it from the locale's folder, `old-name/`, or from the root, `/book/old-name.html`
        //~ 42..46 error[duplicate-address]: an alias of `en/01-one.md` would lie at `/en/two/`, where `en/02-two.md` lies already; an alias is an address that nothing else has
        //~ 48..66 error[duplicate-address]: an alias of `en/01-one.md` would lie at `/en/two/index.html`, where `en/02-two.md` lies already; an alias is an address that nothing else has
        //~ 68..74 error[reserved-address]: an alias of `en/01-one.md` would lie at `/en/search/`, where the site puts a page or file of its own; an alias is an address that nothing else has
        ---
        # One
        //- en/02-two.md
        # Two
        //- en/03-two.md
        # Two again
        //~ 0..0 error[duplicate-address]: `en/03-two.md` would lie at `/en/two/`, where `en/02-two.md` lies already; give one of them another `slug`
        //- en/search.md
        # Search
        //~ 0..0 error[reserved-address]: `en/search.md` would lie at `/en/search/`, where the site puts pages of its own; give it another `slug`
        //- en/04-part/with-zh.md
        # With
        //~ 0..0 error[reserved-address]: `en/04-part/with-zh.md` would lie at `/en/part/with-zh/`, where the site puts pages of its own; give it another `slug`
        //- en/!!!.md
        # Nameless
        //~ 0..0 error[invalid-value]: no address can be made of the name `!!!.md`: it has no letter or digit; give the chapter a `slug`
        //- en/Notes/index.html
        00
        //~ 0..0 error[duplicate-address]: `en/Notes/index.html` would lie at `/en/Notes/index.html`, where `en/notes.md` lies already; give one of them another name
        //- en/notes.md
        # Notes
        //- en/License
        00
        //- en/license.md
        # License
        //~ 0..0 error[duplicate-address]: `en/license.md` would lie at `/en/license`, where `en/License` lies already; give one of them another `slug`
        //- robots.txt
        00
        //~ 0..0 error[reserved-address]: `robots.txt` would lie at `/robots.txt`, where the site puts a page or file of its own; give one of them another name
        //- en/a.md
        ---
        key: same
        ---
        # A
        //- en/b.md
        ---
        key: same
        //~ 5..9 error[duplicate-key]: `en/b.md` has the key `same`, which `en/a.md` has already; a key binds a chapter to its translations: give each chapter its own
        ---
        # B
        //- en/05-x.md
        # X
        //- en/05-y.md
        # Y
        //~ 0..0 warn[duplicate-order]: `en/05-x.md` and `en/05-y.md` have the same number 5, so their titles order them; give one of them another number
    "#]]);
}

#[test]
fn an_address_is_written_with_slashes() {
    check(&expect![[r#"
        //- zh/one.md
        # 一
        [甲](img\cat.png) ![图](..\img\cat.png) [乙](more\two.md)
        //~ 4..15 error[broken-link]: no page or file at `zh/img\cat.png`; addresses are written with `/` on every system: `img/cat.png`
        //~ 22..36 error[missing-image]: no picture at `zh/..\img\cat.png`; addresses are written with `/` on every system: `../img/cat.png`
        //~ 42..53 error[broken-link]: no page or file at `zh/more\two.md`; addresses are written with `/` on every system: `more/two.md`
        //- zh/more/two.md
        # 二
        //- zh/img/cat.png
        1
    "#]]);
}

#[test]
fn sources_outside_of_every_tree_are_told() {
    check(&expect![[r#"
        //- zh/one.md
        # 一
        //- stray.md
        # Stray
        //~ 0..0 error[mixed-layout]: `stray.md` lies beside the locale folders and belongs to none; move it, for example to `content/en/stray.md`
        //- zn/two.md
        # Two
        //- zn/three.md
        # Three
        //~ 0..0 warn[unknown-locale]: `content/zn/` is not the folder of a locale, so its chapters are left out; the closest is `zh`
        //- notes/four.md
        # Four
        //~ 0..0 warn[unknown-locale]: `content/notes/` is not the folder of a locale, so its chapters are left out; add it to `locales` in `content/site.yaml`, or name it `_notes`
    "#]]);
}

#[test]
fn markdown_that_is_no_chapter_by_its_name_is_told() {
    check(&expect![[r#"
        //- en/one.md
        # One
        //- en/two.MD
        # Two
        //~ 0..0 warn[misnamed-chapter]: `en/two.MD` is copied as it is: the name of a chapter ends in `.md`; rename it to `content/en/two.md`, or keep it as a file in `_assets/`
        //- en/part/three.markdown
        # Three
        //~ 0..0 warn[misnamed-chapter]: `en/part/three.markdown` is copied as it is: the name of a chapter ends in `.md`; rename it to `content/en/part/three.md`, or keep it as a file in `_assets/`
        //- en/_assets/four.MD
        # Four
        //- _assets/five.markdown
        # Five
        //- elsewhere/six.MD
        # Six
    "#]]);
}

#[test]
fn a_book_of_one_language_needs_no_folder_for_it() {
    let small = SmallBook::read(
        "
//- site.yaml
title: B
locales: [{code: en}]
//- index.md
# Home
//- 01-one/index.md
# One
[home](/) [picture](a.png) [there](../img/b.png)
//- 01-one/a.png
0123456789
//- img/b.png
00
",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    shows(
        &expect![[r#"
        1 One /en/one/
    "#]],
        &toc(&book.value, "en"),
    );
    shows(
        &expect![[r#"
        / -> /en/
        a.png -> /en/one/a.png
        ../img/b.png -> /en/img/b.png
    "#]],
        &targets(&small, &book.value, "01-one/index.md"),
    );
    let shown: Vec<_> = book.value.files.values().map(|file| file.shown_permalink.as_str()).collect();
    assert_eq!(shown, ["/en/one/a.00000001.png", "/en/img/b.00000000.png"]);
}

#[test]
fn drafts_become_pages_when_asked_for() {
    let text = "
//- en/index.md
# Home
//- en/01-part/index.md
---
draft: true
---
# Part
//- en/01-part/01-in.md
# In
//- en/02-out.md
---
date: 2030-01-01
---
# Out
//- zh/01-part/01-in.md
# 内
";
    let addresses = |small: SmallBook| -> Vec<String> {
        small.bind().value.entries.iter().map(|entry| entry.permalink.to_string()).collect()
    };
    assert_eq!(addresses(SmallBook::read(text)), ["/en/"]);
    assert_eq!(
        addresses(SmallBook::read(text).with_drafts()),
        ["/zh/part/in/", "/en/", "/en/part/", "/en/part/in/", "/en/out/"]
    );
}

#[test]
fn old_addresses_lead_to_the_chapter() {
    let small = SmallBook::read(
        "
//- en/01-one.md
---
aliases: [ch01.html, /book/one/, früher]
---
# One
//- en/02-two.md
# Two
[mdBook's way](ch01.html)
",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    let redirects: Vec<_> = book.value.redirects.iter().map(|(old, new)| format!("{old} {}", new.0)).collect();
    assert_eq!(redirects, ["/book/one/ 0", "/en/ch01.html 0", "/en/früher/ 0"]);
    shows(
        &expect![[r#"
        ch01.html -> /en/one/
    "#]],
        &targets(&small, &book.value, "en/02-two.md"),
    );
}

#[test]
fn an_inherited_picture_is_the_originals() {
    let small = SmallBook::read(
        "
//- en/01-one.md
---
cover: img/a.png
audio: {src: missing.mp3}
---
# One
//- en/img/a.png
00
//- zh/01-one.md
# 一
",
    );
    let book = small.bind();
    let told: Vec<_> = book.told.iter().map(|told| &*told.message).collect();
    assert_eq!(told, ["no recording at `en/missing.mp3`"]);
    let cover = |path| book.value.entry(entry(&book.value, path)).front_links.cover.clone();
    assert!(cover("zh/01-one.md").is_some());
    assert_eq!(cover("zh/01-one.md"), cover("en/01-one.md"));
}

/// Books with folders, keys, slugs, drafts and links, right and wrong.
fn any_book() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = || prop_oneof![Just("01-a"), Just("02-b"), Just("b"), Just("C"), Just("index"), Just("02-丙")];
    let folder = prop_oneof![Just(""), Just("01-p/"), Just("q/"), Just("01-p/q/"), Just("q/02-b/")];
    let path = (prop_oneof![Just("zh"), Just("en"), Just("ja")], folder, name());
    let path = path.prop_map(|(locale, folder, name)| format!("{locale}/{folder}{name}.md"));
    let key = prop_oneof![
        Just("order: 2"),
        Just("order: -1"),
        Just("key: k"),
        Just("key: l"),
        Just("slug: s"),
        Just("slug: b"),
        Just("toc: false"),
        Just("numbered: true"),
        Just("draft: true"),
        Just("draft: false"),
        Just("kind: page"),
        Just("date: 2030-01-01"),
        Just("aliases: [old, ../b.html]"),
        Just("extra: {}"),
    ];
    let way = prop_oneof![
        Just("../".to_owned()),
        Just("/".to_owned()),
        Just("01-a.md#h".to_owned()),
        Just("old/".to_owned()),
        Just("#h".to_owned()),
        path.clone().prop_map(|path| format!("/{path}")),
        path.clone().prop_map(|path| format!("../../{path}#h")),
        name().prop_map(|name| format!("{name}.md")),
    ];
    let text = (key, proptest::collection::vec(way, 0..4)).prop_map(|(key, ways)| {
        let links: Vec<String> = ways.iter().map(|way| format!("[x]({way})")).collect();
        format!("---\n{key}\n---\n# T\n## H\n{}\n", links.join("\n"))
    });
    proptest::collection::btree_map(path, text, 0..24).prop_map(|files| files.into_iter().collect())
}

fn written(files: &[(String, String)]) -> SmallBook {
    let site = "//- site.yaml\ntitle: B\noriginal: en\nlocales: [{code: zh}, {code: en}, {code: ja}]\n".to_owned();
    let text = files.iter().fold(site, |text, (path, file)| text + "//- " + path + "\n" + file);
    SmallBook::read(&text)
}

proptest! {
    #[test]
    fn every_target_is_there(files in any_book()) {
        let book = written(&files).bind().value;
        for (idx, entry) in book.entries.iter().enumerate() {
            for target in &entry.links {
                if let Target::Page { entry: to, anchor: Some(anchor) } = target {
                    prop_assert!(book.entry(*to).card.ids.contains_key(anchor));
                }
                if let Target::Here(anchor) = target {
                    prop_assert!(entry.card.ids.contains_key(anchor));
                }
                if let Target::Page { entry: to, .. } = target {
                    prop_assert!(to.0 < book.entries.len());
                }
            }
            prop_assert_eq!(entry.versions[entry.locale.0], Some(EntryIdx(idx)));
        }
    }

    #[test]
    fn a_reader_passes_every_listed_page_once(files in any_book()) {
        let book = written(&files).bind().value;
        for tree in book.trees.iter() {
            let mut passed = Vec::new();
            let mut at = tree.reading.iter().copied().find(|entry| book.entry(*entry).next.is_some());
            while let Some(entry) = at {
                passed.push(entry);
                at = book.entry(entry).next;
                prop_assert!(at.is_none_or(|next| book.entry(next).prev == Some(entry)));
            }
            let mut listed: Vec<EntryIdx> = tree.home.into_iter().collect();
            list(&tree.toc, &mut listed);
            listed.retain(|entry| tree.reading.contains(entry));
            if listed.len() > 1 {
                prop_assert_eq!(passed, listed);
            }
        }
    }

    #[test]
    fn the_order_in_which_chapters_come_does_not_matter(files in any_book()) {
        let small = written(&files);
        let (forth, back) = (small.bind(), small.bind_in(|order| order.reverse()));
        prop_assert_eq!(format!("{:?}", forth.value), format!("{:?}", back.value));
        let sorted = |told: Vec<Diagnostic>| {
            let mut told: Vec<String> = told.iter().map(|told| format!("{told:?}")).collect();
            told.sort();
            told
        };
        prop_assert_eq!(sorted(forth.told), sorted(back.told));
    }
}

fn list(items: &[TocItem], listed: &mut Vec<EntryIdx>) {
    for item in items {
        listed.extend(item.entry);
        list(&item.children, listed);
    }
}

#[test]
fn a_link_to_a_script_is_told() {
    check(&expect![[r#"
        //- zh/one.md
        # 一
        [a](javascript:alert(1)) <JavaScript:b> [c](java&Tab;script:c) [d][e] [f](data:text/html,g) [h](script.js)
        //~ 4..23 warn[inline-script]: this address is a script or page by itself and is left out
        //~ 26..38 warn[inline-script]: this address is a script or page by itself and is left out
        //~ 44..61 warn[inline-script]: this address is a script or page by itself and is left out
        //~ 63..69 warn[inline-script]: this address is a script or page by itself and is left out
        //~ 74..90 warn[inline-script]: this address is a script or page by itself and is left out

        [e]: vbscript:e
        //- zh/script.js
        //- en/one.md
        # One
    "#]]);
}

#[test]
fn what_only_another_language_has_is_near_too_and_named_as_if_it_were_here() {
    check(&expect![[r#"
        //- en/index.md
        # Book
        //- en/01-a.md
        # A
        [one](onlx.md) [two](onli.md) [three](part/depe.md) [four](../zh/onli.md) ![five](img/cot.png) [six](01-b.md)
        //~ 6..13 error[broken-link]: no page or file at `en/onlx.md`; the closest is `only.md`
        //~ 21..28 error[broken-link]: no page or file at `en/onli.md`; the closest is `only.md`
        //~ 38..50 error[broken-link]: no page or file at `en/part/depe.md`; the closest is `part/deep.md`
        //~ 59..72 error[broken-link]: no page or file at `zh/onli.md`; the closest is `../zh/only.md`
        //~ 82..93 error[missing-image]: no picture at `en/img/cot.png`; the closest is `img/cat.png`
        //~ 101..108 error[broken-link]: no page or file at `en/01-b.md`; the closest is `01-a.md`
        //- zh/index.md
        # 书
        //- zh/01-a.md
        # 甲
        //- zh/only.md
        # 只有
        //- zh/part/deep.md
        # 深
        //- zh/img/cat.png
        00
    "#]]);
}

#[test]
fn a_query_is_no_part_of_the_path() {
    let small = SmallBook::read(
        "//- en/a.md\n# A\n[b](b.md?x=1#y) [top](#top) [search](/en/search/?q=a)\n//- en/b.md\n# B\n## Y\n",
    );
    let book = small.bind();
    assert_eq!(book.told, []);
    shows(
        &expect![[r#"
        b.md?x=1#y -> /en/b/#y
        #top -> #top
        /en/search/?q=a -> site /en/search/
    "#]],
        &targets(&small, &book.value, "en/a.md"),
    );
}

#[test]
fn a_chapter_renumbered_in_one_locale_is_told() {
    check(&expect![[r#"
        //- en/01-a.md
        # A
        //- zh/02-a.md
        # 甲
        //~ 0..0 warn[renumbered-chapter]: `zh/02-a.md` has the name of `en/01-a.md` and another number, so it is no translation of it; give both the same number, or bind them by a `key`
        //- en/02-b/index.md
        # B
        //- en/02-b/01-c.md
        # C
        //- zh/03-b/index.md
        # 乙
        //~ 0..0 warn[renumbered-chapter]: `zh/03-b/index.md` has the name of `en/02-b/index.md` and another number, so it is no translation of it; give both the same number, or bind them by a `key`
        //- zh/03-b/01-c.md
        # 丙
        //- en/04-d.md
        ---
        key: d
        ---
        # D
        //- zh/05-d.md
        ---
        key: d
        ---
        # 丁
        //- zh/e.md
        # 戊
        //~ 0..0 warn[renumbered-chapter]: `zh/e.md` has the name of `en/06-e.md` and another number, so it is no translation of it; give both the same number, or bind them by a `key`
        //- en/06-e.md
        # E
    "#]]);
}

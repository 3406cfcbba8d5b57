//! What a reader finds: folding, parts and forms of words by the tables that the browser's
//! half is held to as well, and small books searched.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
    sync::Barrier,
    thread,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use diglot::{
    book::{EntryIdx, LocaleIdx},
    diag::Code,
    memo::Memory,
    pipeline::Edition,
    search::{self, Engine, Han, Index, Indexer, Names, Narrow, Part, fold, is_near, parts, stem},
};
use expect_test::{Expect, expect};

use crate::{shared, small_book::SmallBook};

/// The lines of a table, each cut at its tabs.
fn vectors(name: &str) -> Vec<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/search").join(name);
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty());
    let rows: Vec<Vec<String>> = lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    assert!(rows.len() > 5, "{name} holds next to nothing");
    rows
}

#[test]
fn texts_fold_as_the_table_says() {
    for row in vectors("fold.tsv") {
        assert_eq!(fold(&row[0], Han::Simplified), row[1], "{}", row[0]);
        assert_eq!(fold(&row[0], Han::Kept), row[2], "{}", row[0]);
        assert_eq!(fold(&row[1], Han::Simplified), row[1], "folded twice");
    }
}

#[test]
fn texts_come_apart_as_the_table_says() {
    for row in vectors("parts.tsv") {
        let written: Vec<String> = parts(&row[0])
            .map(|part| match part {
                Part::Word(word) => word.to_owned(),
                Part::Run(run) => format!("[{run}]"),
            })
            .collect();
        assert_eq!(written.join(" "), row[1], "{}", row[0]);
    }
}

#[test]
fn forms_and_slips_are_as_the_tables_say() {
    for row in vectors("stem.tsv") {
        assert_eq!(stem(&row[0]), stem(&row[1]), "{} and {}", row[0], row[1]);
    }
    for row in vectors("near.tsv") {
        assert_eq!(is_near(&row[0], &row[1]), row[2] == "yes", "{} and {}", row[0], row[1]);
        assert_eq!(is_near(&row[1], &row[0]), row[2] == "yes", "{} and {}", row[1], row[0]);
    }
}

const BOOK: &str = "
    //- site.yaml
    title: Book
    locales: [{code: zh}, {code: en}, {code: ja}]
    original: en
    //- glossary.yaml
    terms:
      - id: closure
        forms: {zh: [闭包], en: [closure]}
        avoid: {zh: [闭合函数]}
        definition: {en: A function with what stands around it.}
      - id: move
        forms: {zh: [移动, 搬移], en: [move]}
        avoid: {en: [transfer]}
        definition: {en: The way of a value to another owner.}
    //- zh/01-owner/index.md
    # 认识所有权
    所有权是 Rust 最独特的特性。
    //- zh/01-owner/01-what.md
    # 什么是所有权？
    所有程序都必须管理内存。
    ## 所有权规则 {#rules}
    值在任一时刻有且只有一个所有者。
    ## 移动 {#move}
    `String` 的数据放在堆上，赋值使它*移*动。
    //- zh/02-traits/index.md
    # 特征
    写程式的人用 trait 对象。
    ## 迭代器与闭包
    闭包捕获环境，`unwrap_or_else` 接受一个闭包。
    //- en/01-owner/01-what.md
    # What Is Ownership?
    Ownership is a set of rules.
    ## Ownership Rules {#rules}
    Each value has an owner. A `HashMap` owns its keys.
    ## Moves {#move}
    Assigning a `String` moves it. See also borrowing.[^1]

    [^1]: A footnote on lifetimes.
    //- en/02-hidden.md
    ---
    title: Hidden
    search: false
    ---
    Ownership of a secret.
    //- ja/01-owner/01-what.md
    # 所有権とは
    図書館で書く。
";

fn index(text: &str, locale: usize) -> Index {
    let input = SmallBook::read(text).input();
    let edition = Edition::open(&input, &Memory::default()).value;
    let index = edition.search_index(LocaleIdx(locale));
    assert_eq!(index.told, []);
    index.value.clone()
}

/// What a query finds, one line a section.
fn finds(index: &Index, query: &str) -> String {
    let found = Engine::new(index).search(query, &Narrow::default(), 10);
    let mut lines = String::from(if found.is_partial { "some of it:\n" } else { "" });
    for hit in found.hits {
        let hash = if hit.fragment.is_empty() { "" } else { "#" };
        writeln!(lines, "{}{hash}{}", hit.address, hit.fragment).unwrap();
    }
    lines
}

fn check(locale: usize, queries: &[&str], expected: &Expect) {
    let index = index(BOOK, locale);
    let mut answers = String::new();
    for query in queries {
        write!(answers, "? {query}\n{}", finds(&index, query)).unwrap();
    }
    expected.assert_eq(&answers);
}

#[test]
fn chinese_is_found_by_any_run_of_characters() {
    check(
        0,
        &["所有权", "有权规", "什么是所有权？", "所有權", "ｓｔｒｉｎｇ", "trait对象", "移动", "闭", "没有这个"],
        &expect![[r#"
            ? 所有权
            zh/owner/
            zh/owner/what/
            zh/owner/what/#rules
            ? 有权规
            zh/owner/what/#rules
            ? 什么是所有权？
            zh/owner/what/
            ? 所有權
            zh/owner/
            zh/owner/what/
            zh/owner/what/#rules
            ? ｓｔｒｉｎｇ
            zh/owner/what/#move
            ? trait对象
            zh/traits/
            ? 移动
            zh/owner/what/#move
            ? 闭
            zh/traits/#%E8%BF%AD%E4%BB%A3%E5%99%A8%E4%B8%8E%E9%97%AD%E5%8C%85
            ? 没有这个
        "#]],
    );
}

#[test]
fn english_is_found_by_forms_beginnings_and_slips() {
    check(
        1,
        &[
            "ownership",
            "owneship",
            "onwership",
            "borrow",
            "owner",
            "hash map",
            "HashMap",
            "lifetime",
            "secret",
            "own keys nothing",
        ],
        &expect![[r#"
            ? ownership
            en/owner/what/
            en/owner/what/#rules
            en/owner/what/#move
            ? owneship
            en/owner/what/
            en/owner/what/#rules
            en/owner/what/#move
            ? onwership
            en/owner/what/
            en/owner/what/#rules
            en/owner/what/#move
            ? borrow
            en/owner/what/#move
            ? owner
            en/owner/what/#rules
            en/owner/what/
            en/owner/what/#move
            ? hash map
            en/owner/what/#rules
            ? HashMap
            en/owner/what/#rules
            ? lifetime
            en/owner/what/#move
            ? secret
            ? own keys nothing
            some of it:
            en/owner/what/#rules
            en/owner/what/
            en/owner/what/#move
        "#]],
    );
}

#[test]
fn a_footnote_of_the_title_is_found_where_the_chapter_begins() {
    let index = index("//- en/one.md\n# One[^1]\nText.\n## Two\nMore.\n\n[^1]: A remark on lifetimes.\n", 1);
    assert_eq!(finds(&index, "lifetimes"), "en/one/\n");
}

#[test]
fn quotes_ask_for_the_letter_and_a_dash_for_absence() {
    check(
        1,
        &["\"set of rules\"", "\"rules set of\"", "ownership -value", "own -\"a set\"", "\"ownershi"],
        &expect![[r#"
            ? "set of rules"
            en/owner/what/
            ? "rules set of"
            ? ownership -value
            en/owner/what/
            en/owner/what/#move
            ? own -"a set"
            en/owner/what/#rules
            en/owner/what/#move
            ? "ownershi
            en/owner/what/
            en/owner/what/#rules
        "#]],
    );
}

#[test]
fn japanese_keeps_its_characters() {
    check(
        2,
        &["所有権", "図書館", "图书馆"],
        &expect![[r#"
        ? 所有権
        ja/owner/what/
        ? 図書館
        ja/owner/what/
        ? 图书馆
    "#]],
    );
}

/// Queries whose answers the browser's half must give too: by locale.
const ASKED: &[(usize, &[&str])] = &[
    (
        0,
        &[
            "所有权",
            "有权规",
            "什么是所有权？",
            "所有權規則",
            "ｓｔｒｉｎｇ",
            "trait对象",
            "ait 对",
            "上，赋",
            "境，`un",
            "移动",
            "闭",
            "unwrap 闭包",
            "所有权 -规则",
            "没有",
            "所有权 没有",
            "闭合函数",
            "closure",
            "閉合函數 捕获",
            "搬移",
            "Closures",
        ],
    ),
    (
        1,
        &[
            "ownership",
            "owneship",
            "onwership",
            "borrow",
            "own",
            "hash map",
            "\"set of rules\"",
            "ownership -value",
            "own zzz",
            "wners",
            "transfer",
            "移動",
        ],
    ),
    (2, &["所有権", "図書館", "图书馆", "書"]),
];

/// A book of many pages that seem to have what is looked for, each in files of its own, so
/// that a browser must not ask for all.
fn long_book() -> String {
    let mut book = "//- site.yaml\ntitle: Book\nlocales: [{code: zh}]\n".to_owned();
    for number in 1..=40 {
        let says = match number % 4 {
            0 => "所有权归谁，Rust 自有规定。",
            1 => "所有人都有权利，Rust 也不例外。",
            2 => "Rust所有的规则，有权者知之。",
            _ => "讲到规则，便讲到 Rust 所有权规则的由来。",
        };
        let title = number * 7 % 40;
        let padding = "与此无关的话。".repeat(number % 10);
        writeln!(book, "//- {number:02}-page-{number}/index.md\n# 第 {title} 页\n\n{says}{padding}").unwrap();
    }
    book
}

/// What the browser's half must answer too, though it stops asking for more.
const ASKED_LONG: &[&str] =
    &["所有权", "Rust 所有权", "Rust所有", "所有權 規則", "有权规则的由来", "\"所有权归谁\"", "rust", "有权者", "t 自"];

/// A book of which nearly every page has the same short words, and one has them side by side.
fn book_of_short_words() -> String {
    let mut book = "//- site.yaml\ntitle: Book\nlocales: [{code: en}]\n".to_owned();
    for number in 1..=40 {
        let says = match number {
            17 => "That it was noted so is to be or not.",
            23 => "He said “or so” to whoever came | 15 |, and went.",
            _ => "Or be it that we have not what we note: it is not for us to say, or so he said.",
        };
        let padding = "Not a word more. ".repeat(number % 10);
        writeln!(book, "//- {number:02}-page-{number}/index.md\n# Page {number}\n\n{says} {padding}").unwrap();
    }
    book
}

/// What stands on one page of it, and `noted`, whose other forms are everywhere.
const ASKED_SHORT: &[&str] = &[
    "to be or",
    "is to b",
    "be o",
    "\"or not\"",
    "\"or not",
    "noted",
    "said “o",
    "came | 1",
    "to whoe",
    "or so to w",
    "went",
];

/// A Chinese book in which what is asked for is everywhere, but meets on one page only.
fn book_of_cut_words() -> String {
    let mut book = "//- site.yaml\ntitle: 书\nlocales: [{code: zh}]\n".to_owned();
    for number in 1..=60 {
        let says = match number {
            47 => "这里使用的 sort 就在 see 的地方。",
            _ => "我们使用的 rust 里，别的 string 也有，see 的人不少，别的地方都一样。",
        };
        writeln!(book, "//- {number:02}-page-{number}/index.md\n# 第 {number} 页\n\n{says}").unwrap();
    }
    book
}

/// What stands on one page of it, begun or ended within a word.
const ASKED_CUT: &[&str] = &["使用的 s", "e 的地方", "ee 的地", "的 so", "人不少"];

#[test]
fn the_browser_is_given_this_index_and_these_answers() {
    let told = |book: &str, locale: usize, queries: &[&'static str]| {
        let index = index(book, locale);
        let encoded = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), BASE64_STANDARD.encode(bytes));
        let files: BTreeMap<String, String> = index.files().iter().map(encoded).collect();
        let answers: BTreeMap<&str, String> = queries.iter().map(|query| (*query, finds(&index, query))).collect();
        serde_json::json!({ "files": files, "answers": answers })
    };
    let mut locales: Vec<_> = ASKED.iter().map(|(locale, queries)| told(BOOK, *locale, queries)).collect();
    locales.push(told(&long_book(), 0, ASKED_LONG));
    locales.push(told(&book_of_cut_words(), 0, ASKED_CUT));
    locales.push(told(&book_of_short_words(), 0, ASKED_SHORT));
    let text = serde_json::to_string_pretty(&locales).unwrap() + "\n";
    expect_test::expect_file!["../vectors/search/answers.json"].assert_eq(&text);
}

#[test]
fn words_that_every_page_has_are_found_where_they_meet() {
    let index = index(&book_of_short_words(), 0);
    let first = |query: &str| finds(&index, query).lines().next().unwrap_or_default().to_owned();
    for query in ["to be or", "is to b", "noted", "\"to be or not", "\"to be or not\""] {
        assert_eq!(first(query), "en/page-17/", "{query}");
    }
    for query in ["said “o", "said o", "came | 1", "to whoe", "so” to w"] {
        assert_eq!(first(query), "en/page-23/", "{query}");
    }
}

#[test]
fn a_letter_cut_from_a_word_is_found_where_it_meets() {
    let index = index(&book_of_cut_words(), 0);
    for query in ["使用的 s", "e 的地方"] {
        assert_eq!(finds(&index, query).lines().next(), Some("zh/page-47/"), "{query}");
    }
}

#[test]
fn an_excerpt_shows_where_what_is_looked_for_stands_nearest_together() {
    let index = index(&book_of_cut_words(), 0);
    let marked = |text: &str, query: &str| {
        let excerpt = index.excerpt(text, query, 120);
        let marks = excerpt.marks.iter().map(|(from, to)| excerpt.text[*from..*to].to_owned());
        (marks.collect::<Vec<String>>(), excerpt.is_cut_before)
    };
    let (one, two) = ("一".repeat(90), "二".repeat(200));
    let text = format!("使用的名字，{one} string {two}，这里使用的 sleep。{two}使用的");
    assert_eq!(marked(&text, "使用的 s"), (vec!["使用的".to_owned(), "s".to_owned()], true));
    let long = "长".repeat(150);
    let (marks, is_cut) = marked(&format!("{}，{long}", "前".repeat(40)), &long);
    assert!(marks.is_empty() && is_cut, "what is longer than an excerpt begins it");
}

#[test]
fn pages_make_the_same_index_in_whatever_order_they_come() {
    let edition = Edition::open(&SmallBook::read(BOOK).input(), &Memory::default()).value;
    let entries = 0..edition.book().entries.len();
    let own: Vec<usize> = entries.filter(|at| edition.book().entry(EntryIdx(*at)).locale == LocaleIdx(0)).collect();
    let index = |places: &mut dyn Iterator<Item = &usize>| {
        let indexer = Indexer::new(Han::Simplified);
        for place in places {
            let page = search::page(edition.book(), EntryIdx(*place), |idx| edition.chapter(idx));
            indexer.add(*place, page);
        }
        let (index, headings) = indexer.finish("en", &Names::default());
        (index.files(), headings)
    };
    assert!(own.len() > 2, "few pages have an order");
    assert_eq!(index(&mut own.iter()), index(&mut own.iter().rev()));
    let (first, others) = own.split_at(1);
    assert_eq!(index(&mut own.iter()), index(&mut others.iter().chain(first)));

    // From several threads, each of which counts by itself.
    let indexer = Indexer::new(Han::Simplified);
    let start = Barrier::new(own.len());
    thread::scope(|scope| {
        for place in &own {
            let page = search::page(edition.book(), EntryIdx(*place), |idx| edition.chapter(idx));
            let (indexer, start) = (&indexer, &start);
            scope.spawn(move || {
                start.wait();
                indexer.add(*place, page);
            });
        }
    });
    let (made, headings) = indexer.finish("en", &Names::default());
    assert_eq!(index(&mut own.iter()), (made.files(), headings));
}

#[test]
fn a_search_is_narrowed_to_a_part() {
    let index = index(BOOK, 0);
    let engine = Engine::new(&index);
    let (parts, speakers) = engine.filters();
    assert_eq!(parts.collect::<Vec<_>>(), ["认识所有权", "特征"]);
    assert_eq!(speakers.count(), 0);
    let narrow = Narrow { part: Some("特征".to_owned()), speaker: None };
    let found = engine.search("程", &narrow, 10);
    assert_eq!(found.hits.iter().map(|hit| &*hit.title).collect::<Vec<_>>(), ["特征"]);
}

#[test]
fn a_search_is_narrowed_to_a_speaker() {
    let index = index(
        "
        //- zh/a.md
        ---
        title: 甲
        kind: interview
        speakers: [{id: lex, name: 弗里德曼}, {id: dario, name: 阿莫迪}]
        ---
        弗里德曼：谈话开始。

        阿莫迪：好，谈话。
        //- zh/b.md
        ---
        title: 乙
        kind: interview
        speakers: [{id: lex, name: 弗里德曼}]
        ---
        弗里德曼：谈话结束。
        ",
        0,
    );
    let engine = Engine::new(&index);
    let speakers: Vec<_> = engine.filters().1.map(str::to_owned).collect();
    assert_eq!(speakers, ["弗里德曼", "阿莫迪"]);
    let narrow = Narrow { part: None, speaker: Some("阿莫迪".to_owned()) };
    let found = engine.search("谈话", &narrow, 10);
    assert_eq!(found.hits.iter().map(|hit| &*hit.title).collect::<Vec<_>>(), ["甲"]);
}

#[test]
fn a_heading_that_is_not_found_is_told() {
    // Forty sections whose headings hold the word, and one, much longer, whose heading is it.
    let mut text = String::from("//- en/a.md\n# All\n");
    for number in 0..40 {
        writeln!(text, "## Summary of {number}\nA summary.\n").unwrap();
    }
    writeln!(text, "## Summary\n{}", "And so on. ".repeat(2000)).unwrap();
    let input = SmallBook::read(&text).input();
    let edition = Edition::open(&input, &Memory::default()).value;
    let told = &edition.search_index(LocaleIdx(1)).told;
    let [fault] = &told[..] else { panic!("{told:?}") };
    assert_eq!((fault.code, fault.place.is_some()), (Code::UnfindableHeading, true));
    assert!(fault.message.contains("`Summary`"));
}

/// Every run of two to six characters of a text that does not begin or end with a space,
/// and does not begin or end with one or two letters that other words stand beside: `b se`
/// of `web server`, which no reader types, is looked for but not promised.
fn stretches(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.chars().collect();
    let runs = (2..=6).flat_map(|n| letters.windows(n));
    let runs = runs.filter(|run| !run[0].is_whitespace() && !run[run.len() - 1].is_whitespace());
    runs.map(|run| run.iter().collect()).filter(|run: &String| !is_of_remnants(run)).collect()
}

fn is_of_remnants(run: &str) -> bool {
    let folded = fold(run, Han::Simplified);
    let parts: Vec<Part<'_>> = parts(&folded).collect();
    let is_short = |part: Option<&Part<'_>>| matches!(part, Some(Part::Word(word)) if word.chars().nth(2).is_none());
    let has_neighbours = parts.windows(2).any(|pair| matches!(pair, [Part::Word(_), Part::Word(_)]));
    has_neighbours && (is_short(parts.first()) || is_short(parts.last()))
}

#[test]
fn stretches_of_the_headings_of_the_corpus_are_found() {
    let Some(root) = shared("corpora/trpl/book") else { return };
    for locale in ["zh", "en"] {
        let mut text = format!("//- site.yaml\ntitle: B\nlocales: [{{code: {locale}}}]\noriginal: {locale}\n");
        let folder = root.join("content").join(locale);
        for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
            let entry = entry.unwrap();
            if entry.path().extension().is_some_and(|extension| extension == "md") {
                let below = entry.path().strip_prefix(&folder).unwrap().display().to_string();
                let _ = writeln!(text, "//- {locale}/{below}\n{}", fs::read_to_string(entry.path()).unwrap());
            }
        }
        let input = SmallBook::read(&text).input();
        let edition = Edition::open(&input, &Memory::default()).value;
        let engine = Engine::new(&edition.search_index(LocaleIdx(0)).value);
        let headings = edition.book().entries.iter().flat_map(|entry| {
            let own = entry.card.outline.headings.iter().map(|heading| &*heading.text);
            std::iter::once(&*entry.card.title).chain(own)
        });
        let all: BTreeSet<String> = headings.flat_map(stretches).collect();
        // Some from all over: the bench asks for every one.
        let wanted: Vec<&String> = all.iter().step_by(23).collect();
        let squeezed = |text: &str| fold(text, Han::Simplified).split_whitespace().collect::<String>();
        let is_found = |stretch: &String| {
            if parts(&fold(stretch, Han::Simplified)).next().is_none() {
                return true;
            }
            let found = engine.search_plain(stretch, 10);
            let letters: String = parts(&squeezed(stretch)).map(Part::text).collect();
            let holds = |text: &str| parts(&squeezed(text)).map(Part::text).collect::<String>().contains(&letters);
            found.hits.iter().any(|hit| holds(&hit.text) || holds(&hit.heading) || holds(&hit.title))
        };
        let missed: Vec<&String> = wanted.iter().copied().filter(|stretch| !is_found(stretch)).collect();
        assert!(
            missed.is_empty(),
            "{locale}: {} of {} are not found: {:?}",
            missed.len(),
            wanted.len(),
            &missed[..missed.len().min(60)]
        );
    }
}

#[test]
fn a_formula_is_shown_by_its_signs() {
    let index = index(
        r"
        //- site.yaml
        title: Book
        locales: [{code: en}]
        //- en/a.md
        # Loss
        As $L(C) \propto C^{-\alpha}$ has it.
        ",
        0,
    );
    let found = Engine::new(&index).search("loss", &Narrow::default(), 1);
    assert_eq!(found.hits[0].text, "As L(C)∝C−α has it.");
}

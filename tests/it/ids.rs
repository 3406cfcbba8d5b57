//! Ids as readers and links find them: each that a link leads to is on its page, and once,
//! and a place has the same one on the page of its language and beside the other.

use std::collections::{BTreeMap, BTreeSet};

use diglot::{diag::Level, input::Input, memo::Memory, path::OutPath, pipeline, site::Artifact};
use proptest::{collection::vec, prelude::*};

use crate::{
    follow::accepted,
    site_folder::{Page, SiteFolder},
    small_book::SmallBook,
    view::shelf::paper,
};

/// Blocks in the original's language and in the translation's; `@` is a number that no other
/// block has.
const BLOCKS: &[(&str, &str)] = &[
    ("第@段说水是湿的。", "Paragraph @ says that water is wet."),
    ("第@段有注[^a]。", "Paragraph @ has a note[^a]."),
    ("第@段有另一条注[^b]，又一次[^b]。", "Paragraph @ has another note[^b], and again[^b]."),
    ("## 第@节\n\n这一节的第@段。", "## Section @\n\nThe paragraph @ of it."),
    ("### 小节@ {#own-@}", "### Sub @ {#own-@}"),
    ("## 有注的第@节[^a]", "## Section @ with a note[^a]"),
    ("> ## 引文里的标题@\n>\n> 第@段引文。", "> ## A heading quoted @\n>\n> Quoted paragraph @."),
    ("> [!TIP]\n> ### 提示里的标题@\n>\n> 第@条提示。", "> [!TIP]\n> ### A heading in a tip @\n>\n> Tip @."),
    (":::tip 标题@\n第@段在框里。\n:::", ":::tip Title @\nParagraph @ in a box.\n:::"),
    (
        ":::details 展开@ {#more-@}\n第@段折叠。[^a]\n\n### 折叠的标题@\n\n另一段@折叠。\n:::",
        ":::details More @ {#more-@}\nParagraph @ is folded.[^a]\n\n### A folded heading @\n\nAnother one @.\n:::",
    ),
    (
        "::::tabs\n:::tab 甲\n第一@。\n\n第二@。\n:::\n:::tab 乙\n### 标签里的标题@\n\n丙@。\n:::\n::::",
        "::::tabs\n:::tab A\nFirst @.\n\nSecond @.\n:::\n:::tab B\n### A heading in a tab @\n\nThird @.\n:::\n::::",
    ),
    (
        "- 一项@\n- ### 项里的标题@\n\n  一段@。[^b]\n- [ ] 任务@",
        "- an item @\n- ### A heading in an item @\n\n  text @.[^b]\n- [ ] a task @",
    ),
    ("词@\n: 解释@。", "Term @\n: What it means @."),
    ("| 名@ | 值 |\n| --- | --- |\n| 甲@ | 1 |", "| name @ | value |\n| --- | --- |\n| a @ | 1 |"),
    ("```js\nlet a = @;\n```", "```js\nlet a = @;\n```"),
    ("$$\nx^@\n$$", "$$\nx^@\n$$"),
    ("<p class=\"x\">网页@。</p>", "<p class=\"x\">Markup @.</p>"),
    ("<div id=\"own-html-@\">网页@。</div>", "<div id=\"own-html-@\">Markup @.</div>"),
    (
        "<div>\n\n### 元素里的标题@\n\n第@段在元素里。\n\n</div>",
        "<div>\n\n### A heading in an element @\n\nParagraph @ in an element.\n\n</div>",
    ),
    (
        ":::note 外面@\n:::details 里面@\n第@段在两个框里。\n:::\n\n第@段在外面的框里。\n:::",
        ":::note Outside @\n:::details Inside @\nParagraph @ in two boxes.\n:::\n\nParagraph @ in the outer box.\n:::",
    ),
];

const NOTES: (&str, &str) = (
    "[^a]: 注甲。\n\n    注甲的第二段。\n\n    第三段。\n\n[^b]: 注乙，见注甲[^a]。",
    "[^a]: Note a.\n\n    Its second paragraph.\n\n    The third.\n\n[^b]: Note b, see a[^a].",
);

/// What becomes of a block of the original after the translation was accepted.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Its Chinese words are others; with those the id of a heading.
    Rewrite,
    Drop,
    /// It stands one place further up.
    Move,
    /// Another stands before it.
    Insert(usize),
}

fn edit() -> impl Strategy<Value = (prop::sample::Index, Edit)> {
    let edit = prop_oneof![
        3 => Just(Edit::Rewrite),
        1 => Just(Edit::Drop),
        1 => Just(Edit::Move),
        1 => (0..BLOCKS.len()).prop_map(Edit::Insert),
    ];
    (any::<prop::sample::Index>(), edit)
}

fn block(text: &str, number: usize) -> String {
    text.replace('@', &number.to_string())
}

fn rewritten(text: &str) -> String {
    let words =
        [("段", "句子改写过"), ("标题", "新的名字"), ("节", "章节换了名"), ("项", "条目不同"), ("一", "全新的")];
    words.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn apply(edit: Edit, at: usize, blocks: &mut Vec<String>) {
    match edit {
        Edit::Rewrite => blocks[at] = rewritten(&blocks[at]),
        Edit::Drop => drop(blocks.remove(at)),
        Edit::Move => blocks.swap(at, at.saturating_sub(1)),
        Edit::Insert(idx) => blocks.insert(at, block(BLOCKS[idx].0, 100 + idx)),
    }
}

/// A book of one chapter whose original is Chinese.
fn book(zh: &str, en: &str, stale: &str) -> Input {
    let site = format!("title: T\noriginal: zh\nlocales: [zh, en]\nstale: {stale}\noutput: {{minify: false}}\n");
    let input = SmallBook::read(&format!("//- site.yaml\n{site}//- zh/a.md\n{zh}\n//- en/a.md\n{en}\n")).input();
    Input { theme: paper(), ..input }
}

/// A book that was accepted with one original and has another now.
fn edited(before: &str, after: &str, en: &str, stale: &str) -> Input {
    Input { ledgers: accepted(&book(before, en, stale)), ..book(after, en, stale) }
}

/// Every page of a book, which may have warnings.
fn texts(input: &Input) -> BTreeMap<String, String> {
    let built = pipeline::build(input, &Memory::default(), &Artifact::Made);
    let errors: Vec<_> = built.told.iter().filter(|it| it.code.level() == Level::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let text = |(path, artifact): (&OutPath, &Artifact)| match artifact {
        Artifact::Made(bytes) => Some((path.to_string(), String::from_utf8(bytes.to_vec()).ok()?)),
        _ => None,
    };
    built.value.artifacts.iter().filter_map(text).collect()
}

fn numbered(page: &Page) -> BTreeSet<&str> {
    let is_numbered = |id: &&str| id.strip_prefix('p').is_some_and(|number| number.parse::<u32>().is_ok());
    page.ids.iter().map(String::as_str).filter(is_numbered).collect()
}

/// What holds of every book of a chapter: links lead to ids that are there once, and what
/// stands on a page of one language has its id on the facing page too.
fn holds_together(input: &Input) -> Result<(), String> {
    let site = SiteFolder::of(&texts(input));
    let broken = site.broken_ids();
    if !broken.is_empty() {
        return Err(broken.join("\n"));
    }
    let ids = |page: &str| numbered(&site.pages[page]);
    let of_either = &ids("zh/a/index.html") | &ids("en/a/index.html");
    for facing in ["zh/a/with-en/index.html", "en/a/with-zh/index.html"] {
        if ids(facing) != of_either {
            return Err(format!("{facing} has {:?}, the single pages {of_either:?}", ids(facing)));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn every_link_to_an_id_leads_to_one_place(
        picked in vec(0..BLOCKS.len(), 2..9),
        edits in vec(edit(), 0..4),
        crossed: Option<prop::sample::Index>,
        is_title_noted: bool,
        stale in prop::sample::select(vec!["mark", "original", "hide-mark"]),
    ) {
        let side = |pick: fn(&(&'static str, &'static str)) -> &'static str| -> Vec<String> {
            picked.iter().enumerate().map(|(number, idx)| block(pick(&BLOCKS[*idx]), number + 1)).collect()
        };
        let (mut zh, mut en) = (side(|pair| pair.0), side(|pair| pair.1));
        if let Some(at) = crossed {
            apply(Edit::Move, at.index(en.len()), &mut en);
        }
        let mark = if is_title_noted { "[^a]" } else { "" };
        let chapter = |title: &str, blocks: &[String], notes: &str| format!("# {title}{mark}\n\n{}\n\n{notes}", blocks.join("\n\n"));
        let en = chapter("C", &en, NOTES.1);
        let before = chapter("章", &zh, NOTES.0);
        for (at, edit) in edits {
            if !zh.is_empty() {
                apply(edit, at.index(zh.len()), &mut zh);
            }
        }
        let after = chapter("章", &zh, NOTES.0);
        for input in [book(&before, &en, stale), edited(&before, &after, &en, stale)] {
            if let Err(why) = holds_together(&input) {
                prop_assert!(false, "{}\n\n{}\n\n{}", why, after, en);
            }
        }
    }
}

/// The ids `p1`… of a page, in order.
fn numbers(page: &str) -> Vec<&str> {
    let starts = page.split(" id=\"p").skip(1).filter_map(|rest| rest.split('"').next());
    starts.filter(|number| number.parse::<u32>().is_ok()).collect()
}

#[test]
fn what_follows_tabs_has_its_ids() {
    let tabs = "::::tabs\n:::tab A\na1\n\na2\n:::\n:::tab B\nb\n:::\n::::\n\none\n\ntwo\n\nthree";
    let files = texts(&book(&format!("# 章\n\n{tabs}"), &format!("# C\n\n{tabs}"), "mark"));
    for page in ["en/a/index.html", "zh/a/index.html", "en/a/with-zh/index.html"] {
        assert_eq!(numbers(&files[page]), ["1", "2", "3", "4", "5", "6", "7", "8"], "{page}");
    }
}

#[test]
fn what_stands_in_a_titled_box_has_its_ids_on_both_pages() {
    let boxes = "::: details More\nfolded\n:::\n\n::: tip Title\nopen\n:::\n\n<p>markup</p>";
    let files = texts(&book(&format!("# 章\n\n{boxes}"), &format!("# C\n\n{boxes}"), "mark"));
    for page in ["en/a/index.html", "en/a/with-zh/index.html"] {
        assert_eq!(numbers(&files[page]), ["1", "2", "3", "4", "5"], "{page}");
    }
    assert!(files["en/a/index.html"].contains("<summary id=\"p1\">More</summary><p id=\"p2\">folded</p>"));
    assert!(files["en/a/index.html"].contains("<p id=\"p5\">markup</p>"));
}

#[test]
fn pairs_that_cross_have_their_id_once() {
    let (js, py) = ("```js\nlet a = 1;\nb\n```", "```py\na = 1\nb\n```");
    let zh = format!(
        "# 章\n\n甲段[^a]。\n\n## 节二 {{#s2}}\n\n{js}\n\n丙段[^a]有字。\n\n{py}\n\n末段[^a]有别的字。\n\n[^a]: 注。"
    );
    let en = format!("# C\n\n{py}\n\n## Sec two {{#s2}}\n\n{js}");
    holds_together(&book(&zh, &en, "mark")).unwrap();
}

/// A title's note waits for the first block of its own text that the page shows.
#[test]
fn a_note_of_the_title_stands_on_a_facing_page_that_opens_with_a_listing() {
    let text = "\n\n```js\nlet a = 1;\n```\n\nText.\n\n[^a]: Note.";
    let input = book(&format!("# 章[^a]{text}"), &format!("# C[^a]{text}"), "mark");
    holds_together(&input).unwrap();
    let page = &texts(&input)["en/a/with-zh/index.html"];
    assert!(page.contains("id=\"zh-fn-1\"") && page.contains("id=\"zh-fnref-1\""), "{page}");
}

#[test]
fn tabs_stay_tabs_beside_another_language_and_when_one_is_stale() {
    let zh = "# 章\n\n::::tabs\n:::tab 甲\n水是湿的。\n:::\n:::tab 乙\n火是热的。\n:::\n::::";
    let en = "# C\n\n::::tabs\n:::tab A\nWater is wet.\n:::\n:::tab B\nFire is hot.\n:::\n::::";
    let files = texts(&edited(zh, &zh.replace("水是湿的", "冬天的河面结冰了"), en, "mark"));
    let (single, facing) = (&files["en/a/index.html"], &files["en/a/with-zh/index.html"]);
    assert_eq!((single.matches("class=\"dg-tabs\"").count(), facing.matches("class=\"dg-tabs\"").count()), (1, 2));
    assert_eq!(facing.matches("class=\"dg-tab\"").count(), 4);
    // Opening a tab of one language closes none of the other.
    assert!(facing.contains("name=\"tabs-1\"") && facing.contains("name=\"zh-tabs-1\""), "{facing}");
    let mark = single.split("class=\"dg-state\"").nth(1).unwrap().split("</details>").next().unwrap();
    assert!(mark.contains("冬天的河面结冰了。") && !mark.contains("火是热的"), "{mark}");
}

#[test]
fn a_mark_in_a_titled_box_opens_to_the_original() {
    let zh = "# 章\n\n:::details 更多\n第一段说水是湿的。\n\n第二段说火是热的。\n:::\n\n:::tip 提示\n第三段说土是重的。\n:::";
    let en = "# C\n\n:::details More\nWater is wet.\n\nFire is hot.\n:::\n\n:::tip Hint\nEarth is heavy.\n:::";
    let after = zh.replace("水是湿的", "冬天的河面结冰了").replace("土是重的", "春天的山上开满花");
    let page = &texts(&edited(zh, &after, en, "mark"))["en/a/index.html"];
    let (first, second) = (page.find("冬天的河面结冰了").unwrap(), page.find("春天的山上开满花").unwrap());
    // The first stands behind its own box and before the next.
    assert!(page.find("Fire is hot.").unwrap() < first && first < page.find("Earth is heavy.").unwrap(), "{page}");
    assert!(page.find("Earth is heavy.").unwrap() < second && !page.contains("火是热的"), "{page}");
}

#[test]
fn the_original_in_place_of_stale_text_has_its_ids() {
    let zh = "# 章\n\n## 旧标题\n\n第一段说水是湿的。\n\n见[上面](#旧标题)。";
    let en = "# C\n\n## Old heading\n\nWater is wet.\n\nSee [above](#旧标题).";
    let after =
        zh.replace("# 旧标题", "# 全新的另一个名字").replace("#旧", "#全").replace("#全标题", "#全新的另一个名字");
    let after = after.replace("水是湿的", "冬天的河面结冰了");
    let en_after = en.replace("#旧标题", "#全新的另一个名字");
    let input = Input {
        ledgers: accepted(&book(zh, &en_after.replace("全新的另一个名字", "旧标题"), "original")),
        ..book(&after, &en_after, "original")
    };
    holds_together(&input).unwrap();
    let page = &texts(&input)["en/a/index.html"];
    assert!(
        page.contains("id=\"p2\"") && page.contains("id=\"全新的另一个名字\"") && page.contains("id=\"旧标题\""),
        "{page}"
    );
}

#[test]
fn a_heading_that_was_changed_is_found_under_its_old_id() {
    let zh = "# 章\n\n## 二节[^n]\n\n文字。\n\n[^n]: 注。";
    let en = "# C\n\n## Section two[^n]\n\nText.\n\n[^n]: Note.";
    let after = zh.replace("## 二节", "## 全新的二节标题内容").replace("注。", "另外的一条注。");
    let input = edited(zh, &after, en, "mark");
    holds_together(&input).unwrap();
    let files = texts(&input);
    for page in ["zh/a/index.html", "en/a/index.html", "en/a/with-zh/index.html"] {
        let page = &files[page];
        assert!(page.contains("id=\"二节\"") && page.contains("id=\"全新的二节标题内容\""), "{page}");
    }
    let status = &files["en/status/index.html"];
    assert!(status.contains("href=\"../a/#fn-1\""), "{status}");
}

//! Notes of editors and translators: what becomes of brackets, footnotes and paragraphs.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use diglot::{
    doc::{Block, BlockKind, Doc, Inline, NoteKind, plain},
    locale::LocaleCode,
    parse::{self, Source},
    path::ContentPath,
    settings::MarkdownSettings,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::on_disk::OnDisk;

fn read(text: &str) -> Doc {
    let path = ContentPath::new("zh/a.md").unwrap();
    let source = Source {
        path: &path,
        text: &Arc::from(text),
        locale: &LocaleCode::new("zh").unwrap(),
        tree_path: "a.md",
        markdown: MarkdownSettings::default(),
        includes: &BTreeMap::new(),
        terms: &diglot::terms::Terms::default(),
    };
    parse::chapter(source).value.doc
}

/// Running text with the numbers of its notes.
fn marked(inlines: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::FootnoteMark(note, mark) => format!("⟦{note}.{mark}⟧"),
        Inline::Emphasis(inner) => format!("*{}*", marked(inner)),
        Inline::Strong(inner) => format!("**{}**", marked(inner)),
        Inline::Anchor(anchor) => format!("<{}>", marked(&anchor.text)),
        other => plain(std::slice::from_ref(other)),
    };
    inlines.iter().map(piece).collect()
}

fn text(blocks: &[Block]) -> String {
    let line = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => format!("# {}", marked(&heading.text)),
        BlockKind::Paragraph(text) | BlockKind::Plain(text) => marked(text),
        BlockKind::Quote(blocks) => format!("> {}", text(blocks)),
        BlockKind::Aside(aside) => format!("[{:?} {}: {}]", aside.kind, marked(&aside.title), text(&aside.blocks)),
        BlockKind::List(list) => list.items.iter().map(|item| text(&item.blocks)).collect::<Vec<_>>().join("; "),
        BlockKind::Table(table) => table.rows.iter().flatten().map(|cell| marked(cell)).collect(),
        other => format!("{other:?}"),
    };
    blocks.iter().map(line).collect::<Vec<_>>().join(" / ")
}

#[expect(clippy::needless_pass_by_value, reason = "reads well where it is called")]
fn check(source: &str, expected: Expect) {
    let doc = read(&format!("# T\n\n{source}"));
    let mut shown = format!("{}\n", text(&doc.blocks));
    for (idx, note) in doc.footnotes.iter().enumerate() {
        writeln!(shown, "{idx} {:?} ×{}: {}", note.kind, note.n_marks, text(&note.blocks)).unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_note_in_brackets_stands_beside_its_sentence() {
    check(
        "就是 rust（译者注：九宫格键盘上的英文）。互斥器【编者注——见*下文*的`锁`】难用（译注：\n因为你必须记住）。",
        expect![[r#"
            就是 rust⟦0.0⟧。互斥器⟦1.0⟧难用⟦2.0⟧。
            0 Translator ×1: 九宫格键盘上的英文
            1 Editor ×1: 见*下文*的锁
            2 Translator ×1: 因为你必须记住
        "#]],
    );
    check(
        "The lock (Translator’s note: *mutex* in the original) is held [it was not. —Ed.], she said (and smiled).",
        expect![[r#"
            The lock⟦0.0⟧ is held⟦1.0⟧, she said (and smiled).
            0 Translator ×1: *mutex* in the original
            1 Editor ×1: it was not.
        "#]],
    );
    check(
        "他说（其实没有（谁也没有）——译者注），她笑了（笑）。",
        expect![[r#"
        他说⟦0.0⟧，她笑了（笑）。
        0 Translator ×1: 其实没有（谁也没有）
    "#]],
    );
}

#[test]
fn every_language_has_its_labels() {
    for note in [
        "（譯註：一）",
        "（訳注：一）",
        "〔訳者注：一〕",
        "［译注：一］",
        "【一——编者注】",
        "（一——編集部注）",
        "(옮긴이 주: 하나)",
        "(역주: 하나)",
        "(N.d.T. : un)",
        "(note de l’éditeur : un)",
        "(Anm. d. Übers.: eins)",
        "(Anmerkung der Redaktion: eins)",
        "(N. del T.: uno)",
        "(Прим. пер.: один)",
        "(один — прим. ред.)",
        "(ملاحظة المترجم: واحد)",
        "[Note by the editor: one]",
    ] {
        let doc = read(&format!("# T\n\nword {note} word"));
        assert_eq!(doc.footnotes.len(), 1, "{note}");
        assert_ne!(doc.footnotes[0].kind, NoteKind::Plain, "{note}");
        let said = text(&doc.footnotes[0].blocks);
        assert!(["一", "하나", "un", "eins", "uno", "один", "واحد", "one"].contains(&said.as_str()), "{note}: {said}");
    }
}

#[test]
fn other_brackets_stay() {
    check(
        "（译注）（见译者注）(ed. Smith) (a) [b] （没有关上的译注：甲 `（译注：代码）` [（译注：链接）](https://e.org/)",
        expect![[r#"
            （译注）（见译者注）(ed. Smith) (a) [b] （没有关上的译注：甲 （译注：代码） <（译注：链接）>
        "#]],
    );
}

#[test]
fn footnotes_are_of_a_kind_by_name_or_first_words() {
    check(
        "甲[^tn-1]乙（编者注：丙）丁[^x]戊[^译注2]己[^x]庚[^y]。\n\n[^tn-1]: 一\n[^x]: 二（译注：不再拆开）[^z]\n[^译注2]: 三\n[^y]: 译注：四\n[^z]: 五\n",
        expect![[r#"
            甲⟦0.0⟧乙⟦1.0⟧丁⟦2.0⟧戊⟦3.0⟧己⟦2.1⟧庚⟦4.0⟧。
            0 Translator ×1: 一
            1 Editor ×1: 丙
            2 Plain ×2: 二（译注：不再拆开）⟦5.0⟧
            3 Translator ×1: 三
            4 Translator ×1: 四
            5 Plain ×1: 五
        "#]],
    );
}

#[test]
fn a_paragraph_that_is_a_note_is_a_box() {
    check(
        "编者注：本文略有删节。\n\n> 译者注：此译本也有 *仓库*\n>\n> 第二段\n\nTranslator's note: all of it.\n\n译者注意到了。\n\nTN: tennis\n",
        expect![[r#"
            [Editor 编者注: 本文略有删节。] / [Translator 译者注: 此译本也有 *仓库* / 第二段] / [Translator Translator's note: all of it.] / 译者注意到了。 / TN: tennis
        "#]],
    );
}

#[test]
fn notes_in_tables_lists_and_headings() {
    check(
        "## 标题（译注：留下）\n\n- 项（译注：一）\n\n| 列 |\n| --- |\n| 格（译注：二） |\n\n> 引（译注：三）\n",
        expect![[r#"
            # 标题（译注：留下） / 项⟦0.0⟧ / 格⟦1.0⟧ / > 引⟦2.0⟧
            0 Translator ×1: 一
            1 Translator ×1: 二
            2 Translator ×1: 三
        "#]],
    );
}

/// The tab, the contents and the feeds show a title without the marks of its notes.
#[test]
fn a_note_of_the_title_is_marked_in_the_heading_alone() {
    let text = "# Title[^1]\n\nText[^2] and[^1].\n\n[^1]: Of the title.\n[^2]: Of the text.\n";
    let book = OnDisk::new(&[
        (
            "content/site.yaml",
            "title: Book\nbase_url: https://e.org/\noriginal: en\nlocales: [{code: en}, {code: zh}]\n",
        ),
        ("content/en/one.md", &format!("---\ndate: 2024-01-01\n---\n{text}")),
        ("content/zh/one.md", "# 题[^1]\n\n文。\n\n[^1]: 注。\n"),
    ]);
    book.build(&["--strict", "--no-minify"]);

    let page = book.page("en/one/index.html");
    let mark = r##"Title<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="Note 1">1</a></h1>"##;
    assert!(page.contains(mark) && page.contains("<title>Title · Book</title>"), "{page}");
    let note = page.split_once(r#"id="fn-1""#).unwrap().1;
    assert!(note.starts_with("><p><b>1</b> Of the title. ") && note.contains("Of the text."), "{note}");
    for back in ["#fnref-1\"", "#fnref-1-2\"", "#fnref-2\""] {
        assert_eq!(page.matches(back).count(), 1, "{back} in {page}");
        assert!(page.contains(&back.replace('#', "id=\"")), "{back} in {page}");
    }
    for listed in ["en/index.html", "en/contents/index.html", "en/feed.xml", "en/one/index.md"] {
        let listed = book.page(listed);
        assert!(!listed.contains("fnref") && !listed.contains("Title1"), "{listed}");
    }

    let print = book.page("en/print/index.html");
    assert!(print.contains(r##"id="c1-fnref-1" href="#c1-fn-1""##) && print.contains(r#"id="c1-fn-1""#), "{print}");
    let facing = book.page("en/one/with-zh/index.html");
    assert!(facing.contains(mark), "{facing}");
    assert!(facing.contains(r##"题</a><a class="dg-ref" id="zh-fnref-1" href="#zh-fn-1""##), "{facing}");
    assert_eq!(facing.matches("#zh-fnref-1\"").count(), 1, "{facing}");
}

/// Of an original whose text stands in its translation, only some marks are on the page.
#[test]
fn a_note_of_the_original_leads_back_to_marks_of_the_page() {
    let first = "The first paragraph counts 1984 words and is paired with its translation";
    let last = "The last paragraph counts 2077 words and is paired with its translation";
    let notes = "[^1]: Of the title.\n[^a]: Marked twice.\n[^b]: Marked once more.\n";
    let english = format!(
        "# Two[^1]\n\n{first}.\n\nNobody has translated this one[^1], which speaks of *apples*[^a], pears[^b] and \
         again[^b] of apples[^a].\n\n{last}[^a].\n\n{notes}"
    );
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\noriginal: en\nlocales: [{code: en}, {code: zh}]\n"),
        ("content/en/two.md", &english),
        ("content/zh/two.md", "# 二\n\n第一段有 1984 个词，与译文配对。\n\n最后一段有 2077 个词，与译文配对。\n"),
        ("content/en/only.md", "# Only[^1]\n\nText[^1].\n\n[^1]: Of the title.\n"),
    ]);
    book.build(&["--no-minify"]);

    let back = |page: &str| -> Vec<String> {
        let ways = page.split("<a class=\"dg-note-back\" href=\"#").skip(1);
        let ways = ways.map(|way| (way.split_once('"').unwrap().0, way.split(['>', '<']).nth(1).unwrap()));
        ways.map(|(mark, shown)| {
            assert!(page.contains(&format!("id=\"{mark}\"")), "#{mark} in {page}");
            format!("{mark} {shown}")
        })
        .collect()
    };
    let page = book.page("zh/two/index.html");
    assert_eq!(back(&page), ["en-fnref-1-2 ↩", "en-fnref-2 ↩", "en-fnref-2-2 ↩2", "en-fnref-3 ↩", "en-fnref-3-2 ↩2"]);
    assert!(page.contains(r##"href="#en-fnref-1-2" aria-label="↩ Back to the text">↩</a></p></aside>"##), "{page}");
    assert_eq!(back(&book.page("en/two/index.html")).len(), 7);
    assert_eq!(back(&book.page("zh/only/index.html")), ["fnref-1 ↩", "fnref-1-2 ↩2"]);
}

/// What of an original the translation has does not carry its notes away with it.
#[test]
fn a_note_stands_with_its_first_mark_on_the_page() {
    let first = "The first paragraph counts 1984 words and is paired with its translation";
    let last = "The last paragraph counts 2077 words and is paired with its translation";
    let english =
        format!("# Two\n\n{first}[^a].\n\nNobody has translated apples[^a].\n\n{last}.\n\n[^a]: Of apples.\n");
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\noriginal: en\nlocales: [{code: en}, {code: zh}]\n"),
        ("content/en/two.md", &english),
        ("content/zh/two.md", "# 二\n\n第一段有 1984 个词，与译文配对。\n\n最后一段有 2077 个词，与译文配对。\n"),
    ]);
    book.build(&["--no-minify"]);
    let page = book.page("zh/two/index.html");
    assert!(page.contains("href=\"#en-fn-1\""), "{page}");
    assert!(page.contains("id=\"en-fn-1\""), "{page}");
    assert!(page.contains("href=\"#en-fnref-1-2\" aria-label=\"↩ "), "{page}");
}

proptest! {
    /// Each mark leads to a note, each note has as many marks as it says, in order.
    #[test]
    fn marks_and_notes_agree(pieces in proptest::collection::vec(prop_oneof![
        Just("（译注：甲"), Just("）"), Just("(Ed. note: x"), Just(")"), Just("[^a]"), Just("[^tn]"), Just("乙"), Just("*"), Just("——译者注）"),
        Just("（"), Just("\n\n"), Just("> "), Just("[x](y)"), Just("`"),
    ], 0..24)) {
        let doc = read(&format!("# T\n\n{}\n\n[^a]: 一[^tn]（译注：二）\n[^tn]: 三\n", pieces.concat()));
        let mut shown = text(&doc.blocks);
        for note in &doc.footnotes {
            shown.push_str(&text(&note.blocks));
        }
        let mut next = 0;
        for (idx, note) in doc.footnotes.iter().enumerate() {
            for mark in 0..note.n_marks {
                prop_assert!(shown.contains(&format!("⟦{idx}.{mark}⟧")), "{}: {}", idx, shown);
            }
            prop_assert_eq!(shown.matches(&format!("⟦{idx}.")).count(), note.n_marks as usize);
            if let Some(at) = text(&doc.blocks).find(&format!("⟦{idx}.0⟧")) {
                prop_assert!(at >= next);
                next = at;
            }
        }
    }
}

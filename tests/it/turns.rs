//! What a conversation comes to: who speaks, since when, and what they say.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use diglot::{
    chapter::Chapter,
    diag::Warned,
    doc::{Block, BlockKind, plain},
    locale::LocaleCode,
    parse::{self, Source},
    path::ContentPath,
    settings::MarkdownSettings,
    unit::units,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{
    settings::show,
    small_book::{self, SmallBook},
};

fn read(text: &str) -> Warned<Chapter> {
    let path = ContentPath::new("en/talk.md").unwrap();
    parse::chapter(Source {
        path: &path,
        text: &Arc::from(text),
        locale: &LocaleCode::new("en").unwrap(),
        tree_path: "talk.md",
        markdown: MarkdownSettings::default(),
        includes: &BTreeMap::new(),
        terms: &diglot::terms::Terms::default(),
    })
}

/// A block in a line: what is said, or the kind of what stands there.
fn line(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(text) => plain(text),
        BlockKind::Heading(heading) => format!("# {}", plain(&heading.text)),
        BlockKind::Rule => "----".to_owned(),
        BlockKind::Aside(_) => "(box)".to_owned(),
        BlockKind::List(list) => format!("(list of {})", list.items.len()),
        BlockKind::Figure(_) => "(picture)".to_owned(),
        other => format!("{other:?}").split('(').next().unwrap_or_default().to_owned(),
    }
}

fn shown(chapter: &Chapter) -> String {
    let mut text = String::new();
    for block in &chapter.doc.blocks {
        let BlockKind::Turn(turn) = &block.kind else {
            writeln!(text, "{}", line(block)).unwrap();
            continue;
        };
        let speaker = turn.speaker.as_ref().map_or("-", |speaker| &speaker.id);
        let time = turn.time.map_or_else(String::new, |time| format!(" at {}", String::from(time)));
        let again = if turn.is_continued { " again" } else { "" };
        let said: Vec<String> = turn.blocks.iter().map(line).collect();
        writeln!(text, "{speaker}{again}{time} #{}: {}", turn.id, said.join(" / ")).unwrap();
    }
    text
}

/// Compares the turns of a chapter and what is told; `speakers` is their front matter.
#[expect(clippy::needless_pass_by_value, reason = "reads well where it is called")]
fn check(speakers: &str, body: &str, expected: Expect) {
    let text = format!("---\ntitle: T\nkind: interview\nspeakers: [{speakers}]\n---\n{body}");
    let Warned { value, told } = read(&text);
    expected.assert_eq(&format!("{}{}", shown(&value), show(&text, &told)));
}

const PAIR: &str = "{id: h, name: Ruth Aldous, names: [Ruth, 露丝], role: host}, {id: g, name: 沈砚, names: [Shen Yan, Shen], role: guest}";

#[test]
fn a_name_and_a_colon_open_a_turn() {
    check(
        PAIR,
        "Before.\n\n**Ruth Aldous:** One.\n\n**Shen Yan**: Two.\n\nRuth: Three.\n\n沈砚：四。\n\n*Ruth*：Five.\n\n露丝 : six\n",
        expect![[r#"
            Before.
            h #turn-3b8705: One.
            g #turn-e6aba7: Two.
            h #turn-97e368: Three.
            g #turn-bd4c15: 四。
            h #turn-cddf62: Five.
            h again #turn-662db5: six
        "#]],
    );
}

#[test]
fn spaces_case_and_dots_make_no_difference() {
    check(
        "{id: a, name: 让·雅克}, {id: b, name: Ana  María, names: [A. M.]}",
        "让・雅克：一\n\n让雅克:二\n\nANA MARÍA:three\n\n\n**Ana María :**four\n\nAM: five\n",
        expect![[r#"
            a #turn-92f168: 一
            a again #turn-153f28: 二
            b #turn-3759be: three
            b again #turn-805c60: four
            b again #turn-7849ab: five
        "#]],
    );
}

#[test]
fn names_of_every_script_and_marks_that_stand_for_one() {
    check(
        "{id: q, name: 記者, names: [――], role: host}, {id: k, name: 김민수}, {id: a, name: ليلى حداد}",
        "――どうして始めたのですか。\n\n記者：それから。\n\n김민수: 네, 그렇습니다.\n\nليلى حداد: نعم.\n",
        expect![[r#"
            q #turn-557fb7: どうして始めたのですか。
            q again #turn-c479f0: それから。
            k #turn-c5a181: 네, 그렇습니다.
            a #turn-25a3ca: نعم.
        "#]],
    );
}

#[test]
fn a_turn_goes_on_until_the_next_or_a_heading() {
    check(
        PAIR,
        "Ruth: One.\n\nMore.\n\n- a\n- b\n\n> [!NOTE]\n> A box within.\n\nStill Ruth.\n\n:::editor\nA box behind.\n:::\n\n\
        Shen: Two.\n\n![A bridge](b.png)\n\n## Next\n\nNobody's words.\n\nRuth: Three.\n\n***\n\nNobody's again.\n",
        expect![[r#"
            h #turn-3b8705: One. / More. / (list of 2) / (box) / Still Ruth.
            (box)
            g #turn-e6aba7: Two.
            (picture)
            # Next
            Nobody's words.
            h #turn-97e368: Three.
            ----
            Nobody's again.
        "#]],
    );
}

#[test]
fn a_name_is_read_once_while_its_speaker_goes_on() {
    check(
        PAIR,
        "Ruth: One.\n\nRuth: Two.\n\nShen: Three.\n\n# H\n\nShen: Four.\n",
        expect![[r#"
        h #turn-3b8705: One.
        h again #turn-31901d: Two.
        g #turn-44f755: Three.
        # H
        g #turn-7b01e8: Four.
    "#]],
    );
}

#[test]
fn a_time_stands_before_the_name_or_behind_it() {
    check(
        PAIR,
        "[00:00:05] **Ruth:** One.\n\n**Shen**: [1:02:03] Two.\n\n[62:10] And two more.\n\n［00:01:02］沈砚：三。\n\n\
        [00:61:00] no time\n\n[00:01:02] Shen: the same second.\n",
        expect![[r#"
            h at 00:05 #t-00-00-05: One.
            g at 1:02:03 #t-01-02-03: Two.
            g again at 1:02:10 #t-01-02-10: And two more.
            g again at 01:02 #t-00-01-02: 三。 / [00:61:00] no time
            g again at 01:02 #t-00-01-02-1: the same second.
        "#]],
    );
}

/// Without one, a first name may begin any sentence.
#[test]
fn behind_a_time_any_spelling_wants_its_colon() {
    check(
        PAIR,
        "[00:00:05] **Ruth:** One.\n\n[00:00:09] Shen and then two.\n\nShen said so.\n",
        expect![[r#"
            h at 00:05 #t-00-00-05: One.
            h again at 00:09 #t-00-00-09: Shen and then two. / Shen said so.
            missing-colon "Shen": this begins with the name `Shen` and has no colon behind it
              = with a colon it is a turn; until then it goes on with the turn before
        "#]],
    );
}

#[test]
fn a_recording_without_speakers_has_times() {
    let text = "---\ntitle: T\naudio: {url: https://example.org/talk.mp3}\n---\n[00:00] Good evening.\n\nMore.\n\n[12:30] Now.\n";
    let Warned { value, told } = read(text);
    expect![[r#"
        - at 00:00 #t-00-00-00: Good evening. / More.
        - at 12:30 #t-00-12-30: Now.
    "#]]
    .assert_eq(&format!("{}{}", shown(&value), show(text, &told)));
    // Elsewhere a bracket is a bracket.
    let plain = read("# T\n\n[12:30] Now.\n\nRuth: yes.\n").value;
    assert!(plain.doc.blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_))));
}

#[test]
fn slips_are_told_where_they_stand() {
    check(
        PAIR,
        "**Ruth Aldous** is a host.\n\n**Ruth Aldous:** One.\n\n**Shen Yan** Two.\n\nRuth Aldous three.\n\n\
        **Shem Yan:** Four.\n\n**沈研：**五。\n\n[00:00:09] Bob: Six.\n\n**Note:** seven\n\n露丝：八\n沈砚：九\n\nRuth: ten\nand a line\nShen: eleven\n",
        expect![[r#"
            Ruth Aldous is a host.
            h #turn-3b8705: One.
            g #turn-e6aba7: Two. / Ruth Aldous three. / Shem Yan: Four. / 沈研：五。
            - at 00:09 #t-00-00-09: Bob: Six. / Note: seven
            h #turn-8275d1: 八沈砚：九
            h again #turn-b6f9ff: ten and a line Shen: eleven
            missing-colon "Shen Yan": the name `Shen Yan` has no colon behind it
              = the paragraph is taken for a turn; write a colon behind the name
            missing-colon "Ruth Aldous": this begins with the name `Ruth Aldous` and has no colon behind it
              = with a colon it is a turn; until then it goes on with the turn before
            unknown-speaker "Shem Yan": `Shem Yan` is none of the chapter's speakers
              = did you mean `Shen Yan`?
              = name them in `speakers`, another spelling in `names`
            unknown-speaker "沈研": `沈研` is none of the chapter's speakers
              = did you mean `沈砚`?
              = name them in `speakers`, another spelling in `names`
            unknown-speaker "Bob": `Bob` is none of the chapter's speakers
              = name them in `speakers`, another spelling in `names`
            joined-turns "沈砚：九": a turn begins in the middle of a paragraph
              = leave an empty line before it
            joined-turns "Shen: eleven": a turn begins in the middle of a paragraph
              = leave an empty line before it
        "#]],
    );
}

#[test]
fn ids_of_turns_last_and_differ() {
    check(
        PAIR,
        "Ruth: Yes.\n\nShen: Yes.\n\nRuth: Yes.\n\n<a id=\"t-00-00-01\"></a>\n\n[00:01] Ruth: At one.\n\nShen: New.\n",
        expect![[r#"
            h #turn-7f24e1: Yes.
            g #turn-fcaeb2: Yes.
            h #turn-7f24e1-1: Yes. / 
            h again at 00:01 #t-00-00-01-1: At one.
            g #turn-ed34a8: New.
        "#]],
    );
}

#[test]
fn what_is_said_is_a_unit_with_its_speaker() {
    let text = format!(
        "---\ntitle: T\nspeakers: [{PAIR}]\n---\nBefore.\n\n[0:05] Ruth: One.\n\n- more\n\n:::note Title\nBox.\n:::\n\nOn.\n\nShen: Two.\n"
    );
    let doc = read(&text).value.doc;
    let mut shown = String::new();
    for unit in units(&doc) {
        assert!(unit.place.find(&doc).is_some());
        writeln!(shown, "{:?} {:?} {:?}", unit.speaker.as_deref().unwrap_or("-"), unit.place, unit.text).unwrap();
    }
    expect![[r#"
        "-" Body([0]) "Before."
        "h" Body([1, 0]) "One."
        "h" Body([1, 1, 0]) "more"
        "-" BoxTitle([1, 2]) "Title"
        "-" Body([1, 2, 0]) "Box."
        "h" Body([1, 3]) "On."
        "g" Body([2, 0]) "Two."
    "#]]
    .assert_eq(&shown);
}

#[test]
fn links_lead_to_turns() {
    small_book::check(&expect![[r#"
        //- en/talk.md
        ---
        title: T
        speakers: [{id: h, name: Ruth}]
        ---
        See [there](#t-00-01-02) and [nowhere](#t-00-01-03).
        //~ 39..50 error[broken-anchor]: `en/talk.md` has no heading `#t-00-01-03`; the closest is `#t-00-01-02`

        [00:01:02] Ruth: There.
    "#]]);
}

#[test]
fn a_translation_has_the_speakers_of_its_original() {
    let book = SmallBook::read(
        r"
//- en/talk.md
---
title: T
speakers: [{id: h, name: Ruth, names: [露丝], role: host}, {id: g, name: Shen, role: guest}]
---
Ruth: One.
//- zh/talk.md
---
title: 谈
---
露丝：一。
//- ja/talk.md
---
title: 話
speakers: [{id: g, name: 沈}]
---
Ruth: 一。

沈：二。

Shen: 三。
//- site.yaml
title: B
locales: [{code: en}, {code: zh}, {code: ja}]
original: en
",
    );
    let mut text = String::new();
    for chapter in book.chapters() {
        write!(text, "{}\n{}", chapter.card.path, shown(&chapter)).unwrap();
    }
    expect![[r#"
        en/talk.md
        h #turn-3b8705: One.
        ja/talk.md
        h #turn-7f60f4: 一。
        g #turn-a239ce: 二。
        g again #turn-1ca0fc: 三。
        zh/talk.md
        h #turn-7f60f4: 一。
    "#]]
    .assert_eq(&text);
}

proptest! {
    #[test]
    fn no_text_is_lost(paragraphs in proptest::collection::vec("(\\[0:[0-5][0-9]\\] )?((\\*\\*)?(Ruth|沈砚|Bob)(\\*\\*)?[:：]?(\\*\\*)?)? ?[a-z]{1,5}", 1..12)) {
        let body = paragraphs.join("\n\n");
        let text = format!("---\ntitle: T\nspeakers: [{PAIR}]\n---\n{body}\n");
        let words = |text: &str| -> Vec<String> {
            let only_words = text.replace(|letter: char| !letter.is_ascii_lowercase(), " ").replace("uth", " ").replace("ob", " ");
            only_words.split_whitespace().map(str::to_owned).collect()
        };
        let chapter = read(&text).value;
        let mut said = String::new();
        for block in &chapter.doc.blocks {
            let blocks = match &block.kind { BlockKind::Turn(turn) => &turn.blocks[..], _ => std::slice::from_ref(block) };
            for block in blocks {
                said.push_str(&line(block));
                said.push(' ');
            }
        }
        prop_assert_eq!(words(&said), words(&body));
    }
}

//! The glossary: what an author writes, what is found in a text, what a reader sees.

use std::{collections::BTreeMap, fmt::Write, ops::Range};

use diglot::{
    alphabet::Alphabet,
    diag::Warned,
    glossary::{Glossary, Names, Term, TermIdx},
    input::{Options, Text},
    locale::{LanguageTag, LocaleCode},
    parse,
    path::{Anchor, ProjectPath},
    settings::{Localized, MarkdownSettings},
    terms::Terms,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::{settings::show, small_book, surroundings};

/// Reads the glossary of a book in Chinese and English, English first.
fn read(text: &str) -> Warned<Glossary> {
    let named = |path: &str, text: &str| Text { file: ProjectPath::new(path).unwrap(), text: text.into() };
    let site = named("content/site.yaml", "title: Book\nlocales: [zh, en]\noriginal: en");
    let options = Options { with_drafts: false, base_url: None, minify: None, today: "2026-01-01".parse().unwrap() };
    let settings = parse::settings(&site, &options, []).value;
    parse::glossary(&named("content/glossary.yaml", text), &settings)
}

fn code(code: &str) -> LocaleCode {
    LocaleCode::new(code).unwrap()
}

/// A glossary of one locale whose terms have these forms, each by the first of them.
fn glossary(forms: &[&[&str]], avoided: &[&str]) -> Glossary {
    let term = |(idx, forms): (usize, &&[&str])| Term {
        id: Anchor::explicit(forms[0]).unwrap_or_else(|| Anchor::of_heading(forms[0])),
        names: BTreeMap::from([(
            code("en"),
            Names {
                preferred: forms[0].into(),
                others: forms[1..].iter().map(|form| (*form).into()).collect(),
                inflections: Vec::new(),
                avoided: if idx == 0 { avoided.iter().map(|form| (*form).into()).collect() } else { Vec::new() },
                index: None,
            },
        )]),
        is_kept: false,
        definition: Localized::default(),
    };
    Glossary { terms: forms.iter().enumerate().map(term).collect() }
}

/// What is found, in brackets.
#[track_caller]
fn finds(forms: &[&[&str]], marked: &str) {
    let text = marked.replace(['[', ']'], "");
    let mut shown = String::new();
    let mut end = 0;
    for found in Terms::of(&glossary(forms, &[]), &code("en")).find(&text) {
        write!(shown, "{}[{}]", &text[end..found.range.start], &text[found.range.clone()]).unwrap();
        end = found.range.end;
    }
    shown += &text[end..];
    assert_eq!(shown, marked);
}

#[test]
fn every_key_is_read() {
    let Warned { value, told } = read(
        "
terms:
- id: agent
  forms: {en: [agent, assistant], zh: 智能体}
  inflections: {en: agents}
  avoid: {zh: [代理人]}
  definition: {en: One that acts., zh: 行事的。}
- forms: {en: The Scaling Law}
  index: {en: Scaling Law}
- forms: {zh: SWE-bench}
  keep: true
  definition: A benchmark.
",
    );
    assert_eq!(told, []);
    let ids: Vec<&str> = value.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(ids, ["agent", "the-scaling-law", "swe-bench"]);
    let names = &value.terms[0].names[&code("en")];
    assert_eq!(names.forms().map(|form| &**form).collect::<Vec<_>>(), ["agent", "assistant", "agents"]);
    assert_eq!(&*value.terms[0].names[&code("zh")].avoided[0], "代理人");
    assert_eq!(&**value.terms[1].names[&code("en")].sorted_by(), "Scaling Law");
    assert!(!value.terms[1].names.contains_key(&code("zh")));
    // What stays as it is has a name everywhere, and one definition serves all.
    assert_eq!(&*value.terms[2].names[&code("en")].preferred, "SWE-bench");
    assert!(value.terms[2].definition.get(&code("zh")).is_some());
    let pairs: Vec<_> = value.pairs(&code("en"), &code("zh")).map(|(idx, ..)| idx.0).collect();
    assert_eq!(pairs, [0, 2]);
}

#[test]
fn faults_are_told_with_their_places() {
    let text = "
terms:
- id: two words
  forms: {en: [one]}
- forms: {en: [agent], fr: [agent]}
- forms: {en: [Agent, '  ']}
- id: other
  forms: {en: [aGENT]}
  avoid: {zh: [代理人]}
- froms: {en: [x]}
- forms: [en]
- forms: {en: []}
";
    let Warned { value, told } = read(text);
    expect![[r#"
        invalid-value "two words": `two words` is no id
          = write it without spaces, for example `scaling-law`
        invalid-value "fr": the book has no locale `fr`
          = its locales are `zh`, `en`
        duplicate-term "Agent": two terms have the id `agent`
          "agent": the other one
        duplicate-term "aGENT": `aGENT` stands for two terms in `en`
          "agent": it stands here first
        invalid-value "代理人": the term has no name in `zh`
          = give it one under `forms`, such as `forms: {zh: …}`
        unknown-key "froms": `terms[4]` has no key `froms`
          = the closest is `forms`
        missing-key "froms": `terms[4]` has no `forms`
        wrong-type "[en]": `terms[5].forms` must be a map with a name or a list of names for each locale, not a list
        invalid-value "en": a term without any name
    "#]]
    .assert_eq(&show(text, &told));
    assert_eq!(value.terms.len(), 2);
}

#[test]
fn words_are_found_whole() {
    let forms: &[&[&str]] = &[&["agent", "agents"], &["IDE"], &["A/B test"]];
    finds(forms, "An [agent], two [agents]; reagents, agentic. [Agent] and [AGENT]’s multi-[agent]");
    finds(forms, "The [IDE] is no ide, and no IDEA. An [A/B\ntest].");
    finds(&[&["агент"]], "[Агент] и [агент]. агентство");
    finds(&[&["智能体"], &["A/B测试"]], "一个[智能体]做[A/B测试]和[A/B 测试]。");
    finds(&[&["后训练"], &["推理"]], "[后训练]之后，然后训练，[推理]用的是[推理]");
    finds(&[&["에이전트"]], "[에이전트]를 쓰다. 새에이전트");
    finds(&[&["وكيل"]], "هذا [وكيل] جديد، لا وكيلة");
    finds(&[&["エージェント"]], "[エージェント]が動く");
}

#[test]
fn of_forms_that_overlap_the_first_and_longest_holds() {
    let forms: &[&[&str]] = &[&["scaling"], &["scaling law", "scaling laws"], &["law of large numbers"]];
    finds(forms, "[scaling] and the [scaling laws], not scalings; [scaling law] of large numbers");
    // A longer form that is no whole word does not hide the shorter one.
    finds(&[&["data"], &["data set"]], "[data] sets");
}

#[test]
fn an_avoided_form_inside_of_one_in_use_is_no_fault() {
    let terms = Terms::with_avoided(&glossary(&[&["缩放定律"]], &["缩放", "定律表"]), &code("en"));
    let avoided = |text: &str| terms.find(text).into_iter().filter(|found| found.is_avoided).count();
    assert_eq!((avoided("缩放定律"), avoided("一次缩放"), avoided("定律表")), (0, 1, 1));
}

/// Every form at every place, by looking.
fn by_looking(forms: &[String], text: &str) -> Vec<(usize, Range<usize>)> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let fits = |form: &&String| {
            let end = at + form.len();
            text.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(form))
                && !(text[..at].ends_with(is_word) && form.starts_with(is_word))
                && !(text[end..].starts_with(is_word) && form.ends_with(is_word))
        };
        let longest = forms.iter().filter(fits).max_by_key(|form| form.len());
        let end = longest.map_or(at + 1, |form| at + form.len());
        found.extend(longest.map(|form| (forms.iter().position(|it| it == form).unwrap(), at..end)));
        at = end;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

proptest! {
    #[test]
    fn the_search_finds_what_looking_finds(
        forms in prop::collection::btree_set("[ab龘]{1,4}( [ab])?", 1..6),
        text in "[abAB龘 .]{0,40}",
    ) {
        // Respelling adds spaces between Han and Latin; that is tested by itself.
        let forms: Vec<String> = forms.into_iter().filter(|form| form.is_ascii() || form.chars().all(|it| it == '龘')).collect();
        let lists: Vec<Vec<&str>> = forms.iter().map(|form| vec![form.as_str()]).collect();
        let lists: Vec<&[&str]> = lists.iter().map(Vec::as_slice).collect();
        let found = Terms::of(&glossary(&lists, &[]), &code("en")).find(&text);
        let found: Vec<_> = found.into_iter().map(|found| (found.term.0, found.range)).collect();
        prop_assert_eq!(found, by_looking(&forms, &text));
    }

    #[test]
    fn no_text_and_no_form_makes_it_fail(forms in prop::collection::vec("\\PC{1,6}", 0..5), text in "\\PC{0,60}") {
        let lists: Vec<Vec<&str>> = forms.iter().map(|form| vec![form.as_str()]).collect();
        let lists: Vec<&[&str]> = lists.iter().map(Vec::as_slice).collect();
        let mut end = 0;
        for found in Terms::with_avoided(&glossary(&lists, &["a"]), &code("en")).find(&text) {
            prop_assert!(found.range.start >= end && text.get(found.range.clone()).is_some());
            prop_assert!(found.term < TermIdx(forms.len()));
            end = found.range.end;
        }
    }
}

fn marks(markdown: &str, expected: &Expect) {
    let terms = Terms::of(&glossary(&[&["agent", "agents"], &["scaling law"]], &[]), &code("en"));
    let page = surroundings::page_with(markdown, "en", MarkdownSettings::default(), &terms);
    assert_eq!(page.told, []);
    expected.assert_eq(&page.value.replace("><", ">\n<").replace(">\n</", "></"));
}

#[test]
fn the_first_use_in_a_section_is_marked() {
    marks(
        "An agent and an agent.\n\n## Next\n\nAn *agent*.\n\n### Deeper\n\n- One agent more, a scaling\n  law & so on",
        &expect![[r##"
            <p>An <a class="dg-term" href="terms#0">agent</a> and an agent.</p>
            <div class="dg-h">
            <h2 id="h-1">Next</h2>
            <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>
            <p>An <em>
            <a class="dg-term" href="terms#0">agent</a></em>.</p>
            <div class="dg-h">
            <h3 id="h-2">Deeper</h3>
            <a class="dg-anchor" href="#h-2" aria-label="# link-to-section">#</a></div>
            <ul>
            <li>One agent more, a <a class="dg-term" href="terms#1">scaling
            law</a> &amp; so on</li></ul>"##]],
    );
}

#[test]
fn nothing_is_marked_where_a_link_cannot_stand() {
    marks(
        "# An agent\n\n[an **agent**](a.md) `agent` <a href=\"b.md\">agent</a> <kbd>agent</kbd>[^n]\n\n| agent |\n| --- |\n\nagent\n: x\n\n[^n]: An agent.\n\nat last an agent",
        &expect![[r##"
            <div class="dg-h">
            <h2 id="h-1">An agent</h2>
            <a class="dg-anchor" href="#h-1" aria-label="# link-to-section">#</a></div>
            <p>
            <a href="a.md">an <strong>agent</strong></a> <code>agent</code> <a href="b.md">agent</a> <kbd>agent</kbd>
            <a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="note 1">1</a></p>
            <aside class="dg-note" role="note" id="fn-1">
            <p>
            <b>1</b> An agent. <a class="dg-note-back" href="#fnref-1" aria-label="↩ footnote-back">↩</a></p></aside>
            <div class="dg-scroll" role="group" tabindex="0" aria-label="table">
            <table>
            <thead>
            <tr>
            <th scope="col">agent</th></tr></thead></table></div>
            <dl>
            <dt>agent</dt>
            <dd>x</dd></dl>
            <p>at last an <a class="dg-term" href="terms#0">agent</a></p>"##]],
    );
}

#[test]
fn an_index_groups_words_as_its_language_does() {
    let grouped = |language: &str, words: &[&str]| {
        let alphabet = Alphabet::of(&LanguageTag::new(language).unwrap());
        let mut words = words.to_vec();
        words.sort_by(|a, b| alphabet.compare_in_index(a, b));
        let words: Vec<String> = words.iter().map(|word| format!("{}:{word}", alphabet.letter(word))).collect();
        words.join(" ")
    };
    assert_eq!(
        grouped("zh-Hans", &["智能体", "A/B测试", "比较优势", "阿尔法", "benchmark", "重庆", "自我博弈", "3D"]),
        "#:3D A:A/B测试 A:阿尔法 B:benchmark B:比较优势 C:重庆 Z:智能体 Z:自我博弈"
    );
    assert_eq!(
        grouped("ja", &["ガード", "すいろん", "エージェント", "API", "がくしゅう", "べんきょう", "推論"]),
        "A:API あ:エージェント か:ガード か:がくしゅう さ:すいろん は:べんきょう :推論"
    );
    assert_eq!(grouped("ko", &["학습", "에이전트", "추론", "까치"]), "ㄱ:까치 ㅇ:에이전트 ㅊ:추론 ㅎ:학습");
    assert_eq!(grouped("en", &["über", "zebra", "Agent", "élan"]), "A:Agent E:élan U:über Z:zebra");
    assert_eq!(grouped("es", &["ñu", "nube", "oro"]), "N:nube Ñ:ñu O:oro");
    assert_eq!(grouped("ru", &["йод", "игра", "ёж"]), "Е:ёж И:игра Й:йод");
    assert_eq!(grouped("ar", &["بحث", "أداة"]), "ا:أداة ب:بحث");
    assert_eq!(grouped("zh-Hant", &["智能體", "人"]), ":人 :智能體");
}

#[test]
fn a_link_may_lead_to_the_glossary_of_a_locale_that_has_one() {
    small_book::check(&expect![[r#"
        //- glossary.yaml
        terms:
        - forms: {en: [agent]}
        //- en/index.md
        # Book
        An agent, see [terms](glossary/).
        //- zh/index.md
        # 书
        见[术语表](glossary/)。
        //~ 7..16 error[broken-link]: no page or file at `zh/glossary`
    "#]]);
}

//! The page of a conversation as a reader gets it: header, player, turns, what follows.

use std::{collections::BTreeMap, fmt::Write};

use diglot::{
    input::Input,
    memo::Memory,
    pipeline::{self, Edition},
    site::Artifact,
    stats::Stats,
};
use expect_test::{Expect, expect};

use crate::{small_book::SmallBook, view::shelf::paper};

/// The pages of a book, by the path of their file.
fn pages(book: &str) -> BTreeMap<String, String> {
    let mut book = SmallBook::read(book);
    book.options.minify = Some(false);
    let site = pipeline::build(&Input { theme: paper(), ..book.input() }, &Memory::default(), &Artifact::Made);
    assert_eq!(site.told, [], "the small book is sound");
    let made = site.value.artifacts.into_iter().filter_map(|(path, artifact)| match artifact {
        Artifact::Made(bytes) if path.as_str().contains(".html") => {
            Some((path.as_str().to_owned(), String::from_utf8(bytes.to_vec()).unwrap()))
        }
        _ => None,
    });
    made.collect()
}

/// What stands between two texts of a page, without icons, a tag after a tag on a new line.
fn part(page: &str, from: &str, to: &str) -> String {
    let start = page.find(from).unwrap_or_else(|| panic!("no `{from}` in {page}"));
    let end = start + page[start..].find(to).unwrap() + to.len();
    let mut text = page[start..end].to_owned();
    while let (Some(start), Some(end)) = (text.find("<svg class=\"dg-icon\""), text.find("</svg>")) {
        text.replace_range(start..end + "</svg>".len(), "");
    }
    let lines: Vec<String> = text.replace("><", ">\n<").lines().map(|line| line.trim().to_owned()).collect();
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn check(page: &str, from: &str, to: &str, expected: &Expect) {
    expected.assert_eq(&part(page, from, to));
}

const TALK: &str = r"
//- site.yaml
title: {en: Book, zh: 书}
locales: [{code: zh, tag: zh-Hans, name: 简体中文}, {code: en, name: English}]
original: en
//- en/01-talk.md
---
title: The Talk
kind: interview
date: 2026-11-23
updated: 2026-11-24
location: Tromsø
authors: [Ada Alm, Bo Berg]
editors: [Cy Cole]
tags: [talk]
audio: {src: ../_assets/talk.mp3, duration: '1:14:10', size: 20 MB, start: 7}
source: {title: A Film, url: 'https://www.youtube.com/watch?v=x&t=5', locale: en, published: 2024-11-11, start: '38:06', abridged: true}
speakers:
  - {id: h, name: Ruth, names: [露丝], role: host}
  - {id: g, name: Shen, names: [沈砚], role: guest}
---
[00:00:05] **Ruth:** One two.

[00:38:06] **Shen:** One two three four five six.[^1]

**Shen:** Seven eight (Editor's note: nine).

[^1]: A note.
//- zh/01-talk.md
---
title: 谈话
translators: [丁]
speakers:
  - {id: h, name: 露丝}
  - {id: g, name: 沈砚}
---
[00:00:05] 露丝：一二。

[00:38:06] 沈砚：一二三四五六。
//- _assets/talk.mp3
0123456789abcdef
";

#[test]
fn the_header_says_who_where_when_and_how_long() {
    let pages = pages(TALK);
    check(
        &pages["en/talk/index.html"],
        "<ul class=\"dg-meta\">",
        "</ul>",
        &expect![[r#"
        <ul class="dg-meta">
        <li>By Ada Alm and Bo Berg</li>
        <li>Edited by Cy Cole</li>
        <li>Tromsø</li>
        <li>
        <time datetime="2026-11-23">23 November 2026</time>
        </li>
        <li>Updated <time datetime="2026-11-24">24 November 2026</time>
        </li>
        <li>1 min read</li>
        <li>18 words</li>
        <li>
        <span class="dg-vh">Audio </span>75 minutes</li>
        </ul>"#]],
    );
    check(
        &pages["zh/talk/index.html"],
        "<h1",
        "</header>",
        &expect![[r#"
            <h1>谈话</h1>
            <p class="dg-chap-alt" lang="en">
            <a href="../../en/talk/" hreflang="en">
            <bdi>The Talk</bdi>
            </a>
            </p>
            <ul class="dg-meta">
            <li>作者：Ada Alm、Bo Berg</li>
            <li>译者：丁</li>
            <li>
            <time datetime="2026-11-23">2026 年 11 月 23 日</time>
            </li>
            <li>更新于：<time datetime="2026-11-24">2026 年 11 月 24 日</time>
            </li>
            <li>约 1 分钟</li>
            <li>16 字</li>
            <li>
            <span class="dg-vh">音频：</span>75 分钟</li>
            </ul>
            <p class="dg-beside">
            <a href="with-en/">
            <span>与 <bdi lang="en">English</bdi> 对照</span>
            </a>
            </p>
            </header>"#]],
    );
}

#[test]
fn turns_have_names_times_and_links() {
    let page = &pages(TALK)["en/talk/index.html"];
    check(
        page,
        "<div class=\"dg-prose\">",
        "<section",
        &expect![[r##"
            <div class="dg-prose">
            <div class="dg-turn" id="t-00-00-05" data-role="host">
            <p class="dg-turn-who">
            <b>Ruth</b> <a class="dg-turn-time" href="../../assets/talk.01234567.mp3#t=5" data-t="5" aria-label="Play from 00:05">00:05</a> <a class="dg-anchor" href="#t-00-00-05" aria-label="# Link to this turn">#</a>
            </p>
            <div class="dg-turn-say">
            <p id="p1">One two.</p>
            </div>
            </div>
            <div class="dg-turn" id="t-00-38-06" data-role="guest">
            <p class="dg-turn-who">
            <b>Shen</b> <a class="dg-turn-time" href="../../assets/talk.01234567.mp3#t=2286" data-t="2286" aria-label="Play from 38:06">38:06</a> <a class="dg-anchor" href="#t-00-38-06" aria-label="# Link to this turn">#</a>
            </p>
            <div class="dg-turn-say">
            <p id="p2">One two three four five six.<a class="dg-ref" id="fnref-1" href="#fn-1" aria-label="Note 1">1</a>
            </p>
            <aside class="dg-note" role="note" id="fn-1">
            <p>
            <b>1</b> A note. <a class="dg-note-back" href="#fnref-1" aria-label="↩ Back to the text">↩</a>
            </p>
            </aside>
            </div>
            </div>
            <div class="dg-turn" id="turn-50d16d" data-role="guest">
            <p class="dg-turn-who">
            <b class="dg-vh">Shen</b> <a class="dg-anchor" href="#turn-50d16d" aria-label="# Link to this turn">#</a>
            </p>
            <div class="dg-turn-say">
            <p id="p3">Seven eight<a class="dg-ref" id="fnref-2" href="#fn-2" aria-label="Note 2">2</a>.</p>
            <aside class="dg-note" role="note" data-kind="editor" id="fn-2">
            <p>
            <b>2</b> <small>Editor’s note</small> nine <a class="dg-note-back" href="#fnref-2" aria-label="↩ Back to the text">↩</a>
            </p>
            </aside>
            </div>
            </div>
            </div>
            <section"##]],
    );
}

#[test]
fn a_conversation_says_who_speaks_how_much() {
    let pages = pages(TALK);
    check(
        &pages["zh/talk/index.html"],
        "<div class=\"dg-voices\">",
        "</div>",
        &expect![[r#"
        <div class="dg-voices">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect x="0" width="30" height="1" data-role="host"/>
        <rect x="30" width="70" height="1" data-role="guest"/>
        </svg>
        <ul class="dg-voices-list" aria-label="发言者">
        <li data-role="host">
        <b>露丝</b> 主持 30%</li>
        <li data-role="guest">
        <b>沈砚</b> 嘉宾 70%</li>
        </ul>
        </div>"#]],
    );
}

#[test]
fn a_recording_has_a_player_that_needs_no_script() {
    let page = &pages(TALK)["zh/talk/index.html"];
    check(
        page,
        "<figure class=\"dg-player\">",
        "</figure>",
        &expect![[r#"
        <figure class="dg-player">
        <audio class="dg-audio" controls preload="none" src="../../assets/talk.01234567.mp3#t=7" aria-label="音频">
        </audio>
        <figcaption>
        <span>1:14:10</span>
        <a href="../../assets/talk.01234567.mp3" download>下载 (20 MB)</a>
        </figcaption>
        </figure>"#]],
    );
}

#[test]
fn the_colophon_says_what_the_page_is_made_from() {
    let pages = pages(TALK);
    check(
        &pages["en/talk/index.html"],
        "<ul class=\"dg-colophon\">",
        "</ul>",
        &expect![[r#"
        <ul class="dg-colophon">
        <li>Based on <a href="https://www.youtube.com/watch?v=x&amp;t=5" lang="en" hreflang="en" rel="noopener">A Film</a> <small lang="en">English</small>
        </li>
        <li>By Ada Alm and Bo Berg</li>
        <li>Edited by Cy Cole</li>
        <li>Published <time datetime="2024-11-11">11 November 2024</time>
        </li>
        <li>Length of the original 75 minutes</li>
        <li>Begins at <a href="https://www.youtube.com/watch?v=x&amp;t=2286" rel="noopener">38:06</a>
        </li>
        <li>This text is abridged.</li>
        </ul>"#]],
    );
    check(
        &pages["zh/talk/index.html"],
        "<ul class=\"dg-colophon\">",
        "</ul>",
        &expect![[r#"
        <ul class="dg-colophon">
        <li>译自：<a href="../../en/talk/" lang="en" hreflang="en">The Talk</a> <small lang="en">English</small>
        </li>
        <li>作者：Ada Alm、Bo Berg</li>
        <li>译者：丁</li>
        <li>原作篇幅：18 词</li>
        </ul>"#]],
    );
}

#[test]
fn a_work_that_is_named_in_the_words_of_the_page_is_not_marked_as_foreign() {
    let cases = [
        ("en", "zh", "An abridged translation"),
        ("en", "zh", "一次谈话"),
        ("zh", "en", "一次谈话的实录"),
        ("zh", "en", "A Talk"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(page, work, title)| {
            let book = format!(
                "//- {page}/a.md\n---\ntitle: A\nsource: {{title: {title}, locale: {work}}}\n---\nText.\n//- site.yaml\ntitle: B\nlocales: [{{code: en}}, {{code: zh, tag: zh-Hans}}]\n"
            );
            let html = pages(&book).remove(&format!("{page}/a/index.html")).unwrap();
            let (_, cite) = html.split_once("<cite").unwrap();
            format!("<cite{}", cite.split("</li>").next().unwrap())
        })
        .collect();
    expect![[r#"
        <cite>An abridged translation</cite> <small lang="zh-Hans">简体中文</small>
        <cite lang="zh-Hans">一次谈话</cite> <small lang="zh-Hans">简体中文</small>
        <cite>一次谈话的实录</cite> <small lang="en">English</small>
        <cite lang="en">A Talk</cite> <small lang="en">English</small>"#]]
    .assert_eq(&shown.join("\n"));
}

/// The addresses of the times of a chapter with this front matter, and the hosts that its
/// policy names.
fn moment(front: &str) -> String {
    let book = format!(
        "//- en/a.md\n---\ntitle: A\n{front}\n---\n[1:02:03] Now.\n//- _assets/a.mp3\n0\n//- site.yaml\ntitle: B\nlocales: [{{code: en}}]\n"
    );
    let page = pages(&book).remove("en/a/index.html").unwrap();
    let (_, time) = page.split_once("dg-turn-time\"").unwrap();
    let href = time.strip_prefix(" href=\"").and_then(|rest| rest.split('"').next()).unwrap_or("none");
    let (_, media) = page.split_once("media-src &#39;self&#39;").unwrap();
    format!("{href} |{}", media.split(';').next().unwrap())
}

#[test]
fn a_time_leads_into_the_recording_wherever_it_is() {
    let cases = [
        "audio: {src: /_assets/a.mp3}",
        "audio: {url: 'https://cdn.example.org/a.mp3?v=1'}",
        "video: {url: 'https://youtu.be/x?si=y'}",
        "video: {url: 'https://www.youtube.com/watch?v=x&t=9#c'}",
        "video: {url: 'https://www.bilibili.com/video/BV1/'}",
        "video: {url: 'https://example.org/film/'}",
        "video: {url: 'https://example.org/film.mp4'}\naudio: {url: 'https://example.org/page'}",
        "kind: interview\nsource: {url: 'https://youtube.com/watch?v=x', start: 5}",
        "kind: interview\nsource: {url: 'https://example.org/article'}",
    ];
    let shown: Vec<String> = cases.iter().map(|front| moment(front)).collect();
    expect![[r#"
        ../../assets/a.00000000.mp3#t=3723 |
        https://cdn.example.org/a.mp3?v=1#t=3723 | https://cdn.example.org
        https://youtu.be/x?si=y&amp;t=3723 |
        https://www.youtube.com/watch?v=x&amp;t=3723 |
        https://www.bilibili.com/video/BV1/?t=3723 |
        https://example.org/film/#t=3723 |
        https://example.org/film.mp4#t=3723 | https://example.org
        https://youtube.com/watch?v=x&amp;t=3723 |
        none |"#]]
    .assert_eq(&shown.join("\n"));
}

#[test]
fn related_chapters_share_what_is_rare() {
    let tags = ["a, all", "b, all", "all", "b, a, all", "c, all", "all", "c, b, all"];
    let mut book = String::from("//- site.yaml\ntitle: B\nlocales: [{code: en}]\n");
    for (idx, tags) in tags.iter().enumerate() {
        let further = if idx == 3 { "further: [{title: F, url: 01-c1.md}]\n" } else { "" };
        write!(book, "//- en/0{idx}-c{idx}.md\n---\ntitle: C{idx}\ntags: [{tags}]\n{further}---\nText.\n").unwrap();
    }
    let pages = pages(&book);
    let related = |idx: usize| {
        let page = &pages[&format!("en/c{idx}/index.html")];
        let list = if page.contains("dg-related\">") {
            part(page, "<ul class=\"dg-related\">", "</ul>")
        } else {
            String::new()
        };
        let titles: Vec<&str> = list.split("/\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        format!("C{idx}: {}", titles.join(" "))
    };
    let shown: Vec<String> = (0..tags.len()).map(related).collect();
    expect![[r#"
        C0: C3
        C1: C3 C6
        C2: 
        C3: C0 C6
        C4: C6
        C5: 
        C6: C4 C3 C1"#]]
    .assert_eq(&shown.join("\n"));
}

#[test]
fn chapters_that_speak_of_one_term_are_related() {
    let mut book = String::from("//- site.yaml\ntitle: B\nlocales: [{code: en}]\n//- glossary.yaml\nterms:\n");
    book.push_str("  - {id: fox, forms: {en: [fox]}, definition: {en: An animal.}}\n");
    for (idx, word) in ["fox", "hen", "hen", "fox", "hen", "hen"].iter().enumerate() {
        write!(book, "//- en/0{idx}-c{idx}.md\n# C{idx}\n\nA {word}.\n").unwrap();
    }
    let pages = pages(&book);
    let list = part(&pages["en/c0/index.html"], "<ul class=\"dg-related\">", "</ul>");
    assert!(list.contains("href=\"../c3/\"") && list.matches("<li>").count() == 1, "{list}");
    assert!(!pages["en/c1/index.html"].contains("dg-related"));
}

/// A reader who is shown an original for want of a translation stays in the own language
/// where it goes on.
#[test]
fn related_chapters_are_those_of_the_reader() {
    let mut book = String::from("//- site.yaml\ntitle: B\noriginal: en\nlocales: [{code: en}, {code: zh}]\n");
    for (idx, tag) in ["x", "a", "b", "x", "c", "d", "x"].iter().enumerate() {
        write!(book, "//- en/0{idx}-c{idx}.md\n---\ntags: [{tag}]\n---\n# C{idx}\n\nText.\n").unwrap();
    }
    book.push_str("//- zh/03-c3.md\n# 三\n\n正文。\n");
    let pages = pages(&book);
    let list = part(&pages["zh/c0/index.html"], "<ul class=\"dg-related\">", "</ul>");
    assert!(list.contains("<a href=\"../c3/\">三</a>"), "{list}");
    assert!(list.contains("<a href=\"../c6/\" lang=\"en\" hreflang=\"en\">C6</a>"), "{list}");
}

#[test]
fn comments_are_there_when_asked_for_and_only_their_host_is_let_in() {
    let book = "//- en/01-a.md\n# A & b\n//- en/02-c.md\n---\ntitle: C\nkind: page\n---\nText\n//- zh/01-a.md\n# 甲\n";
    let site = "//- site.yaml\ntitle: B\nlocales: [{code: zh, tag: zh-Hant}, {code: en}]\noriginal: en\n";
    let comments = "comments: {provider: giscus, repo: own/er, repo_id: 'R_1', category_id: 'D=2'}\n";
    let without = pages(&format!("{book}{site}"));
    assert!(without.values().all(|page| !page.contains("giscus") && !page.contains("frame-src")));

    let with = pages(&format!("{book}{site}{comments}"));
    let of: Vec<&str> = with.iter().filter(|(_, page)| page.contains("frame-src")).map(|(path, _)| &**path).collect();
    assert_eq!(of, ["en/a/index.html", "zh/a/index.html"]);
    let page = &with["zh/a/index.html"];
    assert!(part(page, "frame-src", "\"").starts_with("frame-src https://giscus.app\""));
    assert!(!page.contains("<iframe"), "nothing is loaded before the reader asks");
    check(
        page,
        "<section class=\"dg-end dg-comments\"",
        "</section>",
        &expect![[r#"
        <section class="dg-end dg-comments" aria-labelledby="dg-comments">
        <h2 id="dg-comments">留言</h2>
        <p>留言存放在 GitHub 上；你點開之前，不會從那裡載入任何內容。</p>
        <p>
        <button type="button" class="dg-btn" data-needs-js data-src="https://giscus.app/zh-TW/widget?repo=own%2Fer&amp;repoId=R%5F1&amp;categoryId=D%3D2&amp;term=en%2Fa&amp;description=%E7%94%B2&amp;strict=1&amp;reactionsEnabled=1&amp;emitMetadata=0&amp;inputPosition=top" data-title="留言">顯示留言</button> <a href="https://github.com/own/er/discussions" rel="noopener">own/er</a>
        </p>
        </section>"#]],
    );
}

#[test]
fn the_book_is_counted_by_locale_chapter_and_speaker() {
    let book = SmallBook::read(TALK);
    let edition = Edition::open(&Input { theme: paper(), ..book.input() }, &Memory::default()).value;
    let stats = serde_json::to_string(&Stats::of(edition.book())).unwrap().replace("{\"", "\n{\"");
    expect![[r#"

        {"locales":[
        {"locale":"zh","name":"简体中文","measure":"characters","n_chapters":1,"characters":16,"words":0,"code_lines":0,"minutes":1,"speakers":[
        {"id":"h","name":"露丝","characters":3,"words":0,"code_lines":0,"minutes":1,"share":0.3},
        {"id":"g","name":"沈砚","characters":7,"words":0,"code_lines":0,"minutes":1,"share":0.7}],"chapters":[
        {"path":"zh/01-talk.md","title":"谈话","characters":16,"words":0,"code_lines":0,"minutes":1,"speakers":[
        {"id":"h","name":"露丝","characters":3,"words":0,"code_lines":0,"minutes":1,"share":0.3},
        {"id":"g","name":"沈砚","characters":7,"words":0,"code_lines":0,"minutes":1,"share":0.7}]}]},
        {"locale":"en","name":"English","measure":"words","n_chapters":1,"characters":70,"words":18,"code_lines":0,"minutes":1,"speakers":[
        {"id":"h","name":"Ruth","characters":6,"words":2,"code_lines":0,"minutes":1,"share":0.2},
        {"id":"g","name":"Shen","characters":32,"words":8,"code_lines":0,"minutes":1,"share":0.8}],"chapters":[
        {"path":"en/01-talk.md","title":"The Talk","characters":70,"words":18,"code_lines":0,"minutes":1,"speakers":[
        {"id":"h","name":"Ruth","characters":6,"words":2,"code_lines":0,"minutes":1,"share":0.2},
        {"id":"g","name":"Shen","characters":32,"words":8,"code_lines":0,"minutes":1,"share":0.8}]}]}]}"#]]
    .assert_eq(&stats);
}

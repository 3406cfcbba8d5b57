//! Charts: what is drawn of a fence, and what is told of one that cannot be drawn.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use diglot::{
    chart::{Body, Chart, Manner},
    locale::LocaleCode,
    parse::{self, Source},
    path::{ContentPath, ProjectPath},
    settings::MarkdownSettings,
    span::Span,
    terms::Terms,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::surroundings;

fn read(text: &str) -> Chart {
    let file = ProjectPath::new("content/a.md").unwrap();
    let read = Chart::read(&file, text);
    assert_eq!(read.told, [], "{text}");
    read.value.unwrap()
}

/// The picture, a line for each element.
fn svg(text: &str, is_rtl: bool) -> String {
    let Body::Plot(plot) = read(text).body else { panic!("{text} has no picture") };
    let number = |number: f64| number.to_string();
    plot.svg("Name", "Told", &Manner { is_rtl, number: &number }).replace("><", ">\n<")
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&svg(text, false));
}

/// The texts of a picture with a class.
fn texts(svg: &str, class: &str) -> Vec<String> {
    let lines = svg.lines().filter(|line| line.starts_with(&format!("<text class=\"{class}\"")));
    lines.map(|line| line.split(['<', '>']).nth(2).unwrap().to_owned()).collect()
}

#[test]
fn a_line_leads_through_its_points_in_the_order_of_time() {
    check(
        "kind: line\ntitle: Share\nunit: \"%\"\npoints:\n  2024-01: 3\n  2024-10: 50\n  2025: {value: 90, guess: true}",
        &expect![[r#"
            <svg class="dg-plot" role="img" width="100%" height="18em">
            <title>Name</title>
            <desc>Told</desc>
            <svg y="2em" width="100%" height="14em">
            <line class="dg-plot-grid" x1="0" y1="100%" x2="100%" y2="100%"/>
            <text class="dg-plot-tick" x="0" y="100%" dy="-0.3em">0%</text>
            <line class="dg-plot-grid" x1="0" y1="80%" x2="100%" y2="80%"/>
            <text class="dg-plot-tick" x="0" y="80%" dy="-0.3em">20%</text>
            <line class="dg-plot-grid" x1="0" y1="60%" x2="100%" y2="60%"/>
            <text class="dg-plot-tick" x="0" y="60%" dy="-0.3em">40%</text>
            <line class="dg-plot-grid" x1="0" y1="40%" x2="100%" y2="40%"/>
            <text class="dg-plot-tick" x="0" y="40%" dy="-0.3em">60%</text>
            <line class="dg-plot-grid" x1="0" y1="20%" x2="100%" y2="20%"/>
            <text class="dg-plot-tick" x="0" y="20%" dy="-0.3em">80%</text>
            <line class="dg-plot-grid" x1="0" y1="0" x2="100%" y2="0"/>
            <text class="dg-plot-tick" x="0" y="0" dy="-0.3em">100%</text>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none">
            <path class="dg-plot-line" data-series="1" vector-effect="non-scaling-stroke" d="M16.53 97L57.36 50"/>
            </svg>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none">
            <path class="dg-plot-line" data-series="1" data-guess="" vector-effect="non-scaling-stroke" d="M57.36 50L96 10"/>
            </svg>
            <svg x="16.53%" y="97%">
            <path class="dg-plot-mark" data-series="1" d="M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"/>
            </svg>
            <svg x="57.36%" y="50%">
            <path class="dg-plot-mark" data-series="1" d="M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"/>
            </svg>
            <svg x="96%" y="10%">
            <path class="dg-plot-mark" data-series="1" data-guess="" d="M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"/>
            </svg>
            <text class="dg-plot-figure" x="96%" y="10%" text-anchor="middle" dy="-0.7em">90%</text>
            <text class="dg-plot-figure" x="16.53%" y="97%" text-anchor="middle" dy="-0.7em">3%</text>
            <text class="dg-plot-figure" x="57.36%" y="50%" text-anchor="middle" dy="-0.7em">50%</text>
            </svg>
            <text class="dg-plot-label" x="96%" y="17.4em" text-anchor="middle">2025</text>
            <text class="dg-plot-label" x="16.53%" y="17.4em" text-anchor="middle">2024-01</text>
            <text class="dg-plot-label" x="57.36%" y="17.4em" text-anchor="middle">2024-10</text>
            </svg>"#]],
    );
}

#[test]
fn bars_have_a_line_for_each_label() {
    check(
        "kind: bar\ntitle: Cost\ny: Cost\nunit: billion USD\nscale: log\npoints:\n  2024: {value: 1, text: about 1}\n  2025: {low: 2, high: 5}\n  2026: {value: 100, guess: true}\nbands:\n  - {name: Wide, from: 10, to: 20}",
        &expect![[r#"
            <svg class="dg-plot" role="img" width="100%" height="14.2em">
            <title>Name</title>
            <desc>Told</desc>
            <text class="dg-plot-name" x="0" y="1em">Cost · billion USD</text>
            <rect class="dg-plot-band" x="66.67%" y="1.9em" width="10.03%" height="10.5em"/>
            <line class="dg-plot-grid" x1="0" y1="1.9em" x2="0" y2="12.4em"/>
            <line class="dg-plot-grid" x1="33.33%" y1="1.9em" x2="33.33%" y2="12.4em"/>
            <line class="dg-plot-grid" x1="66.67%" y1="1.9em" x2="66.67%" y2="12.4em"/>
            <line class="dg-plot-grid" x1="100%" y1="1.9em" x2="100%" y2="12.4em"/>
            <text class="dg-plot-tick" x="100%" y="13.6em" text-anchor="end">100</text>
            <text class="dg-plot-tick" x="0" y="13.6em">0.1</text>
            <text class="dg-plot-tick" x="33.33%" y="13.6em" text-anchor="middle">1</text>
            <text class="dg-plot-tick" x="66.67%" y="13.6em" text-anchor="middle">10</text>
            <text class="dg-plot-label" x="0" y="2.9em">2024</text>
            <text class="dg-plot-figure" x="100%" y="2.9em" text-anchor="end">about 1</text>
            <rect class="dg-plot-bar" data-series="1" x="0" y="3.4em" width="33.33%" height="1.1em"/>
            <text class="dg-plot-label" x="0" y="6.4em">2025</text>
            <text class="dg-plot-figure" x="100%" y="6.4em" text-anchor="end">2–5 billion USD</text>
            <rect class="dg-plot-bar" data-series="1" x="43.37%" y="6.9em" width="13.26%" height="1.1em"/>
            <line class="dg-plot-range" data-series="1" x1="50%" y1="6.7em" x2="50%" y2="8.2em"/>
            <text class="dg-plot-label" x="0" y="9.9em">2026</text>
            <text class="dg-plot-figure" x="100%" y="9.9em" text-anchor="end">100 billion USD</text>
            <rect class="dg-plot-bar" data-series="1" data-guess="" x="0" y="10.4em" width="100%" height="1.1em"/>
            </svg>"#]],
    );
}

#[test]
fn a_language_from_right_to_left_mirrors_the_picture() {
    let text = "kind: bar\ntitle: A\npoints: {one: 25, two: 100}";
    let (ltr, rtl) = (svg(text, false), svg(text, true));
    let bars =
        |svg: &str| svg.lines().filter(|line| line.contains("dg-plot-bar")).map(str::to_owned).collect::<Vec<_>>();
    assert!(bars(&ltr)[0].contains(" x=\"0\"") && bars(&ltr)[0].contains("width=\"25%\""), "{ltr}");
    assert!(bars(&rtl)[0].contains(" x=\"75%\"") && bars(&rtl)[0].contains("width=\"25%\""), "{rtl}");
}

#[test]
fn scales_end_at_round_numbers_and_begin_at_zero() {
    let ticks = |text: &str| texts(&svg(text, false), "dg-plot-tick").join(" ");
    assert_eq!(ticks("kind: line\ntitle: A\npoints: {a: 7, b: 42}"), "0 10 20 30 40 50");
    assert_eq!(ticks("kind: line\ntitle: A\npoints: {a: -0.3, b: 0.1}"), "-0.3 -0.2 -0.1 0 0.1");
    assert_eq!(ticks("kind: line\ntitle: A\npoints: {a: 990, b: 1010}\nfrom: 980\nto: 1020"), "980 990 1000 1010 1020");
    assert_eq!(ticks("kind: line\ntitle: A\nscale: log\npoints: {a: 3, b: 20000}"), "1 10 100 1000 10000 100000");
    assert_eq!(ticks("kind: line\ntitle: A\npoints: {a: 0}"), "0 0.2 0.4 0.6 0.8 1");
}

#[test]
fn labels_that_would_meet_on_a_phone_are_left_out_but_the_ends_stay() {
    let points: Vec<String> = (1..=20).map(|month| format!("Month number {month}: {month}")).collect();
    let svg = svg(&format!("kind: line\ntitle: A\npoints:\n  {}", points.join("\n  ")), false);
    let labels = texts(&svg, "dg-plot-label");
    assert!(
        labels.contains(&"Month number 1".to_owned()) && labels.contains(&"Month number 20".to_owned()),
        "{labels:?}"
    );
    assert!(labels.len() < 4, "{labels:?}");
}

#[test]
fn the_figure_holds_its_caption_its_key_its_source_and_a_table() {
    let text = "```chart\nkind: line\ntitle: A & B\nx: Day\nunit: km\nsource: the log\nseries:\n- {name: Out, points: {Mon: 1, Tue: {value: 2, guess: true}}}\n- {name: Back, points: {Mon: 3}}\nbands:\n- {name: Far, from: 2, to: 3}\n```";
    let page = surroundings::page(text, "en", MarkdownSettings::default());
    assert_eq!(page.told, []);
    let html = page.value.replace("><", ">\n<").replace(">\n</", "></");
    let (before, after) = (html.find("<svg").unwrap(), html.rfind("</svg>").unwrap() + "</svg>".len());
    let without = format!("{}…{}", &html[..before], &html[after..]);
    expect![[r#"
        <figure class="dg-chart" data-kind="line">
        <figcaption>A &amp; B</figcaption>
        …
        <ul class="dg-chart-key">
        <li data-series="1">Out</li>
        <li data-series="2">Back</li>
        <li data-guess>chart-guess</li>
        <li data-band>Far (2–3 km)</li></ul>
        <p class="dg-chart-source">chart-source</p>
        <details class="dg-chart-data">
        <summary>chart-data</summary>
        <div class="dg-scroll" role="group" tabindex="0" aria-label="table">
        <table>
        <thead>
        <tr>
        <th scope="col">Day</th>
        <th scope="col">Out</th>
        <th scope="col">Back</th></tr></thead>
        <tbody>
        <tr>
        <th scope="row">Mon</th>
        <td data-align="right">1 km</td>
        <td data-align="right">3 km</td></tr>
        <tr>
        <th scope="row">Tue</th>
        <td data-align="right">2 km (chart-guess)</td>
        <td data-align="right"></td></tr></tbody></table></div></details></figure>"#]]
    .assert_eq(&without);
    assert!(
        html.contains(
            "<desc>chart-line. Out: Mon: 1\u{a0}km; Tue: 2\u{a0}km (chart-guess). Back: Mon: 3\u{a0}km</desc>"
        ),
        "{html}"
    );
}

#[test]
fn a_flow_is_a_list() {
    let text = "```chart\nkind: flow\ntitle: How\nstages:\n- {name: One, text: first}\n- {name: Two}\n```";
    let page = surroundings::page(text, "zh-Hans", MarkdownSettings::default());
    expect![[r#"
        <figure class="dg-chart" data-kind="flow">
        <figcaption>How</figcaption>
        <ol class="dg-flow" aria-label="chart-flow">
        <li>
        <strong>One</strong> <span>first</span></li>
        <li>
        <strong>Two</strong></li></ol></figure>"#]]
    .assert_eq(&page.value.replace("><", ">\n<").replace(">\n</", "></"));
}

#[test]
fn units_stand_as_they_are_written() {
    let figures = |unit: &str| {
        let text = format!("kind: bar\ntitle: A\nunit: \"{unit}\"\npoints: {{a: 5}}");
        texts(&svg(&text, false), "dg-plot-figure").join(" ")
    };
    assert_eq!(figures("%"), "5%");
    assert_eq!(figures("亿美元"), "5亿美元");
    assert_eq!(figures("km"), "5\u{a0}km");
    assert_eq!(figures("${n} bn"), "$5 bn");
}

/// What is told of a chapter: name, line, and the text meant, then the message.
fn told(text: &str) -> String {
    let path = ContentPath::new("en/a.md").unwrap();
    let (locale, text): (_, Arc<str>) = (LocaleCode::new("en").unwrap(), text.into());
    let includes = BTreeMap::new();
    let source = Source {
        path: &path,
        text: &text,
        locale: &locale,
        tree_path: "a.md",
        markdown: MarkdownSettings::default(),
        includes: &includes,
        terms: &Terms::default(),
    };
    let line = |span: Span| text[..span.range().start].matches('\n').count() + 1;
    let told = parse::chapter(source).told.into_iter().map(|fault| {
        let span = fault.place.unwrap().span;
        format!("{} {} `{}`: {}\n", fault.code.name(), line(span), span.of(&text), fault.message)
    });
    told.collect()
}

#[test]
fn faults_are_told_at_their_places() {
    let text = "# T\n\n```chart\nkind: pie\ntitle: A\n```\n\n> - ```chart\n>   kind: line\n>   title: B\n>   scale: log\n>   points:\n>     a: 0\n>     b: much\n>     c: {valu: 3}\n>   ```\n\n```chart\n```\n\n```chart\nkind: bar\ntitle: [\n```\n\n```chart\nkind: flow\ntitle: C\nstages: []\n```\n\n```chart\nkind: bar\ntitle: D\npoints: {a: 1}\nfrom: 5\nto: 2\nbands: [{name: x, from: 3, to: 1}]\n```\n";
    expect![[r#"
        invalid-value 4 `pie`: `kind` must be one of `line`, `bar`, `flow`, not `pie`
        invalid-value 13 `0`: a log scale has no place for 0
        wrong-type 14 `much`: `points.b` must be a number or a map, not the text `much`
        invalid-value 15 `{valu: 3}`: `points.c` needs `value`, or `low` and `high`
        unknown-key 15 `valu`: `points.c` has no key `valu`
        missing-key 18 ``: the chart has no `kind`
        missing-key 18 ``: the chart has no `title`
        invalid-yaml 24 ``: a value is missing here
        invalid-value 29 `[]`: `stages` holds no stage
        invalid-value 37 `2`: `to` must be above `from`
        invalid-value 38 `{name: x, from: 3, to: 1}`: `to` must not be below `from`
    "#]]
    .assert_eq(&told(text));
}

#[test]
fn a_chart_with_a_fault_is_shown_as_its_data() {
    let page = surroundings::page("```chart\nkind: pie\n```", "en", MarkdownSettings::default());
    assert!(page.value.contains("dg-code") && page.value.contains("kind: pie"), "{}", page.value);
}

proptest! {
    /// Whatever the figures, the picture is whole and keeps within its bounds.
    #[test]
    fn every_picture_is_whole(
        figures in prop::collection::vec((0.001_f64..1e12, prop::bool::ANY, "[a-z甲-癿\u{627}-\u{62f}<&\"]{1,12}"), 1..12),
        is_bar in prop::bool::ANY,
        is_log in prop::bool::ANY,
        is_rtl in prop::bool::ANY,
    ) {
        let mut text = format!("kind: {}\ntitle: A\nscale: {}\npoints:\n", if is_bar { "bar" } else { "line" }, if is_log { "log" } else { "linear" });
        for (idx, (figure, is_negative, label)) in figures.iter().enumerate() {
            let sign = if *is_negative && !is_log { "-" } else { "" };
            let label = label.replace('"', "\\\"");
            let _ = writeln!(text, "  k{idx}: {{value: {sign}{figure}, label: \"{label}\"}}");
        }
        let svg = svg(&text, is_rtl);
        prop_assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
        for letters in svg.split('"').filter_map(|value| value.strip_suffix("em")).filter_map(|it| it.parse::<f64>().ok()) {
            prop_assert!(letters.abs() < 100.0, "{svg}");
        }
        for share in svg.split('"').filter_map(|value| value.strip_suffix('%')) {
            let share: f64 = share.parse().unwrap();
            prop_assert!((0.0..=100.5).contains(&share), "{svg}");
        }
    }

    /// No text between the fences stops the program.
    #[test]
    fn no_data_stops_the_program(text in "(kind: (line|bar|flow)\n)?(title: [a-z]*\n)?(scale: log\n)?(points|series|stages|bands): [\\[\\]{}a-z0-9:, .-]{0,40}\n?") {
        let file = ProjectPath::new("content/a.md").unwrap();
        let _ = Chart::read(&file, &text);
        let fence = format!("- ```chart\n  {}\n  ```\n", text.replace('\n', "\n  "));
        let _ = told(&fence);
    }
}

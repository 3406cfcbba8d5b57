//! What is told when a template is wrong.

use diglot::{diag::Diagnostic, view::Place};
use expect_test::{Expect, expect};

use super::{
    lines,
    shelf::{chapter, front_of, press, settings, theme},
};

/// What is told of a theme whose `chapter.html` is `template`, when a chapter is printed.
fn faults(template: &str, expected: &Expect) {
    let theme = theme(&[("chapter.html", template), ("parts/toc.html", ""), ("other.html", "")]);
    let mut settings = settings();
    settings.output.minify = false;
    let printed = press(settings, vec![chapter("en/one.md", "One")], &theme);
    let place = &printed.press.places()[0];
    let mut told = printed.told.clone();
    told.extend(printed.page(place).told);
    // A page has many fields; the first two stand for all.
    let cut = |line: &str| {
        let fields: Vec<&str> = line.split(", ").take(2).collect();
        if line.trim_start().starts_with("there are") {
            format!("{}, …\n", fields.join(", "))
        } else {
            line.to_owned()
        }
    };
    expected.assert_eq(&lines(&told).split_inclusive('\n').map(cut).collect::<String>());
}

#[test]
fn a_template_that_fails_is_told_with_its_place_and_page() {
    faults(
        "<p>{{ page.titel }}</p>",
        &expect![[r#"
        failed-template templates/chapter.html:11..16: field `titel` is not defined
          there are `beside`, `body`, …
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "<p>{{ pgae.title }}</p>",
        &expect![[r#"
        failed-template templates/chapter.html:6..10: variable `pgae` is not defined
          did you mean `page`?
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% if page.x.y %}{% endif %}",
        &expect![[r#"
        failed-template templates/chapter.html:11..12: field `x` is not defined
          there are `beside`, `body`, …
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{{ throw(message=\"No.\") }}",
        &expect![[r#"
        failed-template templates/chapter.html:3..23: no
          it happened on `/en/one/`
    "#]],
    );
}

#[test]
fn a_template_that_cannot_be_read_is_told_with_its_place() {
    faults(
        "{{ page.lang | uper }}",
        &expect![[r#"
        invalid-template templates/chapter.html:15..19: unknown filter `uper`
    "#]],
    );
    faults(
        "a\n{% include \"othr.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:13..24: unknown template `othr.html`
          did you mean `other.html`?
    "#]],
    );
    faults(
        "{% extends \"othr.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:12..21: there is no template `othr.html` to extend
          did you mean `other.html`?
    "#]],
    );
    faults(
        "{% extends \"chapter.html\" %}",
        &expect![[r#"
        invalid-template templates/chapter.html:0..0: `chapter.html` comes back to itself
          by way of `chapter.html`
    "#]],
    );
    faults(
        "一\n{% for %}",
        &expect![[r#"
        invalid-template templates/chapter.html:11..13: found `%}` but expected identifier
    "#]],
    );
    faults(
        "{{ <nothing /> }}",
        &expect![[r#"
        invalid-template templates/chapter.html:3..14: unknown component `nothing`
    "#]],
    );
}

#[test]
fn no_template_runs_for_ever() {
    faults(
        "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}",
        &expect![[r#"
        failed-template templates/chapter.html:0..0: maximum render recursion depth for components exceeded
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=100000000000) %}{% endfor %}",
        &expect![[r#"
        failed-template templates/chapter.html:12..35: `range` counts further than 1000000 on one page
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=2000) %}{% for k in range(end=2000) %}{% endfor %}{% endfor %}",
        &expect![[r#"
        failed-template templates/chapter.html:42..57: `range` counts further than 1000000 on one page
          it happened on `/en/one/`
    "#]],
    );
    faults(
        "{% for i in range(end=1000) %}{% for a in page.languages %}{% for k in page.lang %}\
         {{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}\
         {{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}{{ page | str }}\
         {% endfor %}{% endfor %}{% endfor %}",
        &expect![[r#"
            failed-template templates/chapter.html:0..0: `chapter.html` prints more than 64 MiB and is stopped
              look for a loop or a component that repeats itself
              it happened on `/en/one/`
        "#]],
    );
}

#[test]
fn one_fault_of_a_template_is_told_once() {
    let theme = theme(&[("chapter.html", "{{ page.titel }}"), ("parts/toc.html", "")]);
    let chapters = vec![chapter("en/one.md", "One"), chapter("en/two.md", "Two")];
    let printed = press(settings(), chapters, &theme);
    let told: Vec<Diagnostic> = printed.press.places()[..2].iter().flat_map(|place| printed.page(place).told).collect();
    assert_eq!(told.len(), 2);
    assert_eq!(diglot::view::once(told).len(), 1);
}

/// YAML with such a key is refused where it is read, so that only a book made by hand has one.
#[test]
fn what_no_template_can_be_given_is_told_at_its_key() {
    let list = serde_yaml::Value::Sequence(vec![1.into()]);
    let extra = serde_yaml::Mapping::from_iter([(list, "one".into())]);
    let theme = theme(&[("chapter.html", ""), ("parts/toc.html", "")]);
    let told = |has_own: bool| {
        let mut chapters = vec![chapter("en/one.md", "One"), chapter("zh/one.md", "一"), chapter("en/two.md", "Two")];
        front_of(&mut chapters[usize::from(has_own)]).extra = Some(extra.clone());
        let printed = press(settings(), chapters, &theme);
        let pages = printed.press.places().into_iter().filter(|place| matches!(place, Place::Entry(_)));
        lines(&pages.flat_map(|place| printed.page(&place).told).collect::<Vec<_>>())
    };
    expect![[r#"
        invalid-value content/zh/one.md:11..11: `extra` holds what no template can be given: serialization failed: map key must be string, integer, or bool
    "#]]
    .assert_eq(&told(true));
    // What a translation inherits is told where its original says it.
    expect![[r#"
        invalid-value content/en/one.md:11..11: `extra` holds what no template can be given: serialization failed: map key must be string, integer, or bool
        invalid-value content/en/one.md:11..11: `extra` holds what no template can be given: serialization failed: map key must be string, integer, or bool
    "#]]
    .assert_eq(&told(false));
}

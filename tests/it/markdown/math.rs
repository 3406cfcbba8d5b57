//! Formulas over several lines, and what is made of functions and styles in them.

use std::fmt::Write;

use expect_test::expect;

use super::{check, read};

#[test]
fn a_formula_of_its_own_lines_may_be_indented() {
    check(
        r"1. Step:

   $$
   a = b
   $$

   and $x$.

A note[^n].

Term
:   $$
    c
    $$

> $$
> d
> $$

  $$
  e
  $$

[^n]: See

    $$
    f
    $$
",
        &expect![[r#"
            <ol 1>
            <li>
            <p>Step:</p>
            <block math "\na = b\n": <math display="block"><mi>a</mi><mo>=</mo><mi>b</mi></math>>
            <p>and <math "x": <math display="inline"><mi>x</mi></math>>.</p>
            </li>
            </ol>
            <p>A note[^0/0].</p>
            <dt>Term</dt>
            <dd>
            <block math "\nc\n": <math display="block"><mi>c</mi></math>>
            </dd>
            <quote>
            <block math "\nd\n": <math display="block"><mi>d</mi></math>>
            </quote>
            <block math "\n  e\n  ": <math display="block"><mi>e</mi></math>>
            <note 0 "n" marks=1>
            <p>See</p>
            <block math "\nf\n": <math display="block"><mi>f</mi></math>>
            </note>
        "#]],
    );
}

#[test]
fn an_empty_line_ends_the_paragraph_and_with_it_what_may_be_a_formula() {
    check(
        r"$$
a

b
$$

1. $$
   a

   $$
",
        &expect![[r#"
            <p>$$
            a</p>
            <p>b
            $$</p>
            <ol 1>
            <li>
            <p>$$
            a</p>
            <p>$$</p>
            </li>
            </ol>
        "#]],
    );
}

/// Formulas with what is made of each, as [`formula`] shows it.
fn formulas(list: &[&str]) -> String {
    let mut shown = String::new();
    for tex in list {
        writeln!(shown, "{tex}\n  {}", formula(tex)).unwrap();
    }
    shown
}

/// The formula of a text without the `<math>` around it, and its spaces written `_`.
fn formula(tex: &str) -> String {
    let told = read(&format!("${tex}$")).told;
    assert_eq!(told, [], "{tex}");
    let shown = super::show(&format!("${tex}$"));
    let inner = shown.split_once("<math display=\"inline\">").and_then(|(_, rest)| rest.split_once("</math>"));
    inner.map_or(shown.clone(), |(inner, _)| {
        inner.replace("<mspace width=\"0.1667em\" />", "_").replace("<mo>\u{2061}</mo>", "()")
    })
}

#[test]
fn the_space_before_a_function_stands_before_its_index() {
    let shown = formulas(&[
        r"n \log_2 n",
        r"a\sin^2 x",
        r"2\lim_{x\to0} f",
        r"x \max_i^n y",
        r"\min_x \max_y f",
        r"a\log\log_2 b",
        r"a\frac\log 2",
        r"x_\log n",
        r"a\,_\log b",
    ]);
    expect![[r#"
        n \log_2 n
          <mi>n</mi>_<msub><mi>log</mi><mn>2</mn></msub>()_<mi>n</mi>
        a\sin^2 x
          <mi>a</mi>_<msup><mi>sin</mi><mn>2</mn></msup>()_<mi>x</mi>
        2\lim_{x\to0} f
          <mn>2</mn>_<msub><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></msub>()_<mi>f</mi>
        x \max_i^n y
          <mi>x</mi>_<msubsup><mi>max</mi><mi>i</mi><mi>n</mi></msubsup>()_<mi>y</mi>
        \min_x \max_y f
          <msub><mi>min</mi><mi>x</mi></msub>()_<msub><mi>max</mi><mi>y</mi></msub>()_<mi>f</mi>
        a\log\log_2 b
          <mi>a</mi>_<mi>log</mi>()_<msub><mi>log</mi><mn>2</mn></msub>()_<mi>b</mi>
        a\frac\log 2
          <mi>a</mi><mfrac><mi>log</mi><mn>2</mn></mfrac>
        x_\log n
          <msub><mi>x</mi><mi>log</mi></msub>()_<mi>n</mi>
        a\,_\log b
          <mi>a</mi><msub><mspace width="0.16666667em" /><mi>log</mi></msub>()_<mi>b</mi>
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_style_is_said_by_the_element_that_may_say_it() {
    let shown = formulas(&[
        r"\dbinom{n}{k}",
        r"\tfrac12_i",
        r"\displaystyle a + \sum_i b",
        r"{\color{red}\scriptstyle x+y}",
        r"x^{\dfrac12}",
    ]);
    expect![[r##"
        \dbinom{n}{k}
          <mstyle displaystyle="true" scriptlevel="0"><mrow><mo stretchy="true">(</mo><mfrac linethickness="0em"><mrow><mi>n</mi></mrow><mrow><mi>k</mi></mrow></mfrac><mo stretchy="true">)</mo></mrow></mstyle>
        \tfrac12_i
          <msub><mstyle displaystyle="false" scriptlevel="0"><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></mstyle><mi>i</mi></msub>
        \displaystyle a + \sum_i b
          <mstyle displaystyle="true" scriptlevel="0"><mi>a</mi><mo>+</mo><munder><mstyle displaystyle="true" scriptlevel="0"><mo movablelimits="false">∑</mo></mstyle><mi>i</mi></munder><mi>b</mi></mstyle>
        {\color{red}\scriptstyle x+y}
          <mstyle displaystyle="false" scriptlevel="1"><mrow mathcolor="#ff0000"><mi>x</mi><mo>+</mo><mi>y</mi></mrow></mstyle>
        x^{\dfrac12}
          <msup><mi>x</mi><mrow><mstyle displaystyle="true" scriptlevel="0"><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow></mstyle></mrow></msup>
    "##]].assert_eq(&shown);
}

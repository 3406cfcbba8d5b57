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

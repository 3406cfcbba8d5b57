//! Faults of front matter that are found late, each told at its own place.

use expect_test::expect;

use super::small_book::check;

#[test]
fn a_fault_in_a_list_or_map_is_told_where_it_stands() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        aliases:
          - old
          - https://x.org/y
        //~ 4..19 error[invalid-value]: the alias `https://x.org/y` is no address in the site; write it from the locale's folder, `old-name/`, or from the root, `/book/old-name.html`
        further:
          - {title: nope.md, url: 02-b.md}
          - title: Two
            url: nope.md
        //~ 9..16 error[broken-link]: no page or file at `en/nope.md`
          - {title: Three, url: nope.md}
        //~ 24..31 error[broken-link]: no page or file at `en/nope.md`
        audio:
          duration: 1:00
          src: a.mp3
        //~ 7..12 error[missing-image]: no recording at `en/a.mp3`
        cover: a.png
        //~ 7..12 error[missing-image]: no picture at `en/a.png`
        ---
        # A
        //- en/02-b.md
        # B
    "#]]);
}

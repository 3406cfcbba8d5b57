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

#[test]
fn the_address_of_a_source_or_recording_is_one_on_the_web() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        source: {title: T, url: not a url}
        //~ 24..33 error[invalid-value]: `source.url` must be an address that begins with `https://` or `http://`, without spaces
        audio: {url: a.mp3}
        //~ 13..18 error[invalid-value]: `audio.url` must be an address that begins with `https://` or `http://`, without spaces
        video: {url: "https://x.org/v.mp4"}
        ---
        # A
        //- en/02-b.md
        ---
        source: {title: T, url: "javascript:alert(1)"}
        //~ 24..45 error[invalid-value]: `source.url` must be an address that begins with `https://` or `http://`, without spaces
        ---
        # B
    "#]]);
}

#[test]
fn two_speakers_have_two_ids() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        speakers:
          - {id: a, name: Ann}
          - {id: b, name: Bob}
          - {id: a, name: Carol}
        //~ 4..24 error[invalid-value]: two speakers have the `id` `a`
        ---
        # A

        **Ann**: Hello.

        **Bob**: Hello.
    "#]]);
}

#[test]
fn a_chapter_may_say_which_version_was_written_first() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        original: zh
        tags: [one]
        ---
        # A
        ## First
        See [b](02-b.md#second).
        //- zh/01-a.md
        # 甲
        ## 一
        //- en/02-b.md
        ---
        original: en
        ---
        # B
        ## Second
        //- zh/02-b.md
        ---
        original: zh
        //~ 10..12 error[invalid-value]: another version of this chapter names another original; it is enough if one of them says which was written first
        ---
        # 乙
        ## 二
        //- en/03-c.md
        ---
        original: fr
        //~ 10..12 error[invalid-value]: the book has no locale `fr`; its locales are `zh`, `en`
        ---
        # C
        //- en/04-d.md
        ---
        original: zh
        //~ 10..12 error[invalid-value]: this chapter has no text in `zh` to be its original; write that, or leave `original` out, and the chapter in `en` is the original
        ---
        # D
    "#]]);
}

#[test]
fn names_that_readers_see_are_not_empty() {
    check(&expect![[r#"
        //- en/01-a.md
        ---
        authors: ["", Ann]
        //~ 10..12 error[invalid-value]: `authors[0]` is empty
        translators: [" "]
        //~ 14..17 error[invalid-value]: `translators[0]` is empty
        speakers:
          - {id: "", name: ""}
        //~ 9..11 error[invalid-value]: `speakers[0].id` is empty
        //~ 19..21 error[invalid-value]: `speakers[0].name` is empty
        further:
          - {title: "", url: "https://example.org/"}
        //~ 12..14 error[invalid-value]: `further[0].title` is empty
        ---
        # A
    "#]]);
}

//! Pages that are printed before the book is read: the same, to the byte.

use std::{path::Path, sync::Arc};

use diglot::{
    book::{EntryIdx, EntryRole},
    date::Date,
    edge::{load, project::Project},
    input::{Input, Options},
    memo::Memory,
    path::OutPath,
    pipeline::{Edition, Glance},
    view::{Place, Printed},
};

use crate::{shared, small_book::SmallBook, view::shelf::paper};

/// The bytes of a page.
fn printed(edition: &Edition, place: &Place) -> Vec<u8> {
    match edition.page(place).value {
        Printed::Made { bytes, .. } => bytes,
        other => panic!("{place:?} is not printed: {other:?}"),
    }
}

/// Compares each `step`th chapter's page, printed at a glance, with the same of the book
/// that was read; gives the paths of those that were printed.
fn compared(input: Input, step: usize) -> Vec<OutPath> {
    let input = Arc::new(input);
    let whole = Edition::open(&input, &Memory::default()).value;
    let glance = Glance::of(&input, &Memory::of_preview()).expect("a book without a glossary");
    let entries = (0..whole.book().entries.len()).map(EntryIdx).step_by(step);
    let mut pages = Vec::new();
    for idx in entries {
        let entry = whole.book().entry(idx);
        let path = entry.permalink.out_path();
        let Some((edition, place)) = glance.page(&path) else { continue };
        assert_eq!(entry.role, EntryRole::Chapter, "{path}: a part tells how long its chapters are");
        assert!(printed(&edition, &place) == printed(&whole, &Place::Entry(idx)), "{path} is another page");
        pages.push(path);
    }
    pages
}

const BOOK: &str = r"
//- en/index.md
# Home
//- en/01-part/index.md
---
title: Part
---
//- en/01-part/01-one.md
---
tags: [first]
---

# One *and* only

Much to say, [elsewhere](../02-end/03-three.md#alpha) and [here](02-two.md).
//- en/01-part/02-two.md
---
title: Two, by its front matter
---
Text, and [what no path leads to](/en/part/one/#top).
//- en/02-end/03-three.md
Three
=====

## Alpha

Words.
//- en/02-end/04-four.md
<!-- a remark --> <a id='old'></a>

# Four [with](https://example.org/) a link
//- zh/01-part/01-one.md
# 一

许多话，[在别处](../02-end/03-three.md#阿尔法)。
//- zh/02-end/03-three.md
# 三

## 阿尔法

话。
";

#[test]
fn a_page_needs_no_more_than_the_titles_of_others() {
    let input = Input { theme: paper(), ..SmallBook::read(BOOK).input() };
    let pages: Vec<String> = compared(input, 1).iter().map(ToString::to_string).collect();
    // The second chapter names a heading by the address of its page, which takes the book.
    let expected = ["en/end/four", "en/end/three", "en/part/one", "zh/end/three", "zh/part/one"];
    let mut found: Vec<&str> = pages.iter().map(|page| page.trim_end_matches("/index.html")).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_glossary_takes_the_whole_book() {
    let book = SmallBook::read("//- glossary.yaml\n- term: {en: model}\n//- en/index.md\n# Home\n");
    assert!(Glance::of(&Arc::new(book.input()), &Memory::of_preview()).is_none());
}

#[test]
fn the_pages_of_the_corpus_are_those_of_the_book() {
    let Some(root) = shared("corpora/trpl/book") else { return };
    let project = Project::find(Some(Path::new(&root))).unwrap();
    let today = "2026-01-01".parse::<Date>().unwrap();
    let options = Options { with_drafts: false, base_url: None, minify: None, today };
    let input = load::load(&project, options, &load::Remembered::default()).unwrap().input.value;
    let pages = compared(input, 7);
    assert!(pages.len() > 20, "only {} pages are printed at a glance", pages.len());
}

//! The page of the whole book: one `id` for everything, links that stay on the page.

use std::fs;

use crate::on_disk::OnDisk;

/// Builds a small book and gives its printed page in English.
fn printed(settings: &str) -> Option<String> {
    let book = OnDisk::new(&[]);
    let write = |path: &str, text: &str| book.write(&format!("content/{path}"), text);
    let head = "title: Book\nlocales:\n  - {code: en, name: English}\n  - {code: zh, tag: zh-Hans, name: 中文}\n";
    write("site.yaml", &format!("{head}{settings}"));
    write("en/index.md", "# Book\n\nBegin [here](01-part/01-one.md).\n");
    write("zh/index.md", "# 书\n");
    write("en/01-part/index.md", "# Part\n\nWhat the part says.\n");
    write(
        "en/01-part/01-one.md",
        concat!(
            "# One {#first}\n\n## Same\n\nA note[^n] and [below](#same), [two](02-two.md#same), [all of it](02-two.md),\n",
            "[contents](/en/contents/), [elsewhere](https://example.org/#same).\n\n[^n]: Said here.\n\n",
            "<p id='own' title=\"a > b\">HTML</p>\n\n<!-- <p id=\"no\"> -->\n\n",
            "::::tabs\n:::tab A\n```\n<h2 id=\"code\">\n```\n:::\n:::tab B\nb\n:::\n::::\n"
        ),
    );
    write("en/01-part/02-two.md", "# Two\n\n## Same\n\nBack to [one](01-one.md#first).\n\n###### Deep\n");
    book.build(&["--no-minify"]);
    fs::read_to_string(book.path("dist/en/print/index.html")).ok()
}

#[test]
fn every_chapter_has_its_own_ids_and_links_stay_on_the_page() {
    let page = printed("").unwrap();
    for wanted in [
        // The home page, the part, then the chapters.
        "<a href=\"#c3\">here</a>",
        "<section class=\"dg-book-chapter\" id=\"c2\" data-part>",
        "<h2 id=\"c3-first\">One</h2>",
        "<h3 id=\"c3-same\">Same</h3>",
        "<h3 id=\"c4-same\">Same</h3>",
        "<a href=\"#c3-same\">below</a>",
        "<a href=\"#c4-same\">two</a>",
        "<a href=\"#c4\">all of it</a>",
        "<a href=\"#c3-first\">one</a>",
        "<a href=\"../contents/\">contents</a>",
        "<a href=\"https://example.org/#same\" rel=\"noopener\">elsewhere</a>",
        "id=\"c3-fnref-1\" href=\"#c3-fn-1\"",
        "id=\"c3-fn-1\"",
        "<p id='c3-own' title=\"a > b\">",
        "<details class=\"dg-tab\" name=\"c3-tabs-1\" open>",
        // Code shows what it says.
        "&lt;h2 id=\"code\"&gt;",
        "name=\"robots\" content=\"noindex\"",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
    assert!(!page.contains("c3-no") && !page.contains("c3-code"), "what is no attribute stays as it is");
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn a_book_may_do_without() {
    assert_eq!(printed("output: {print: false}\n"), None);
}

#[test]
fn what_scripts_and_style_sheets_hold_stays_as_it_is() {
    let shortcode = concat!(
        "<svg viewBox='0 0 1 1'><style/><rect id='r' width='1' height='1'/></svg>",
        "<script type='text/plain'>\"<p id=x>\"</script><i id='after'>after</i>"
    );
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales:\n  - {code: en, name: English}\n"),
        ("content/en/index.md", "# Book\n"),
        ("content/en/01-one.md", "# One\n\n{{ own() }}\n\n## Below\n"),
        ("templates/shortcodes/own.html", shortcode),
    ]);
    book.build(&["-q", "--no-minify"]);
    let page = book.page("en/print/index.html");
    for wanted in ["<rect id='c2-r' ", "\"<p id=x>\"", "<i id='c2-after'>", "<h3 id=\"c2-below\">"] {
        assert!(page.contains(wanted), "`{wanted}` is missing in {page}");
    }
}

#[test]
fn a_note_leads_back_to_marks_that_are_printed() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [en]\n"),
        ("content/en/index.md", "# Book[^a]\n\nWords.[^b] More.[^a]\n\n[^a]: Of the title.\n\n[^b]: Of the text.\n"),
        ("content/en/01-one.md", "# One[^c]\n\nText.\n\n[^c]: Of a chapter.\n"),
    ]);
    book.build(&["--no-minify"]);
    let page = book.page("en/print/index.html");
    let ways: Vec<&str> =
        page.split("class=\"dg-note-back\" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ways, ["c1-fnref-1-2", "c1-fnref-2", "c2-fnref-1"], "{page}");
    for way in ways {
        assert!(page.contains(&format!("id=\"{way}\"")), "{way} is not in {page}");
    }
}

#[test]
fn the_top_of_a_page_is_the_beginning_of_its_part() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [en]\n"),
        ("content/en/index.md", "# Book\n"),
        ("content/en/01-one.md", "# One\n\n[up](#top) and [on](02-two.md?x=1&y#top), [two](02-two.md#top).\n"),
        ("content/en/02-two.md", "# Two\n\n## Top\n\n[here](#top)\n"),
    ]);
    book.build(&["--no-minify"]);
    let page = book.page("en/print/index.html");
    for wanted in ["<a href=\"#c2\">up</a>", "<a href=\"#c3-top\">here</a>", "<a href=\"#c3-top\">two</a>"] {
        assert!(page.contains(wanted), "`{wanted}` is missing in {page}");
    }
    let page = book.page("en/one/index.html");
    for wanted in ["<a href=\"#top\">up</a>", "<a href=\"../two/?x=1&amp;y#top\">on</a>"] {
        assert!(page.contains(wanted), "`{wanted}` is missing in {page}");
    }
}

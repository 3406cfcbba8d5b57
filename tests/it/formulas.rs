//! Formulas and drawings as they stand on a page that was minified.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::on_disk::OnDisk;

/// The page of a chapter with this text, in a book with a shortcode and a foot of its own.
fn page(text: &str) -> String {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\n"),
        ("content/index.md", "# Book\n"),
        ("content/01-one.md", text),
        ("content/02-two.md", "# Two\n"),
        (
            "templates/shortcodes/own.html",
            "<b><math><mi>x</mi><mspace width=\"1em\"/></math><svg><path d=\"M0 0\"/></svg></b>",
        ),
        (
            "templates/parts/footer.html",
            "<footer><svg><use href=\"#i\"/></svg><math><mspace/></math><p>End</p></footer>",
        ),
    ]);
    book.build(&["-q"]);
    book.page("en/one/index.html")
}

/// Elements that have no end, by the HTML standard.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Every element of a page has its end where it belongs.
fn assert_closed(html: &str) {
    let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) if !tag.self_closing && !VOID.contains(&&*name(&tag.name)) => {
                open.push(name(&tag.name));
            }
            Token::EndTag(tag) => assert_eq!(open.pop(), Some(name(&tag.name)), "{html}"),
            _ => {}
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{html}");
}

#[test]
fn a_space_in_the_formula_of_a_title_ends_there() {
    let page = page("# Sorting in $O(n \\log n)$\n\nWords.\n\n## And $a\\,b$\n");
    assert!(page.contains("<mspace width=0.1667em></mspace>"), "{page}");
    assert!(page.contains("</math></h1>"), "{page}");
    assert_closed(&page);
}

#[test]
fn a_short_text_may_have_a_formula_a_drawing_and_html_of_a_shortcode() {
    for text in [
        "# One\n\nBefore $2\\,x + y$ after.\n",
        "# One\n\nA {{ own() }} b.\n",
        "# One\n\nA <svg width=\"1\" height=\"1\"><path d=\"M0 0\"/></svg> b <math><mspace width=\"1em\"/><mi>x</mi></math> c.\n",
        "# <svg width=\"1\" height=\"1\"><circle r=\"1\"/></svg> One\n\nShort.\n",
    ] {
        let page = page(text);
        assert_closed(&page);
        assert!(page.contains("<p>End</p></footer>"), "{page}");
    }
}

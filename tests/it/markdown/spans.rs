//! Where links and complaints are said to stand.

use diglot::{
    doc::{Link, Origin, Stretch},
    markdown,
    settings::MarkdownSettings,
};

use super::{file, read};

/// The bytes each link is said to stand at.
fn places(text: &str) -> Vec<&str> {
    read(text).value.links.iter().map(|link: &Link| link.span.of(text)).collect()
}

#[test]
fn an_address_is_pointed_at_exactly() {
    for (text, expected) in [
        ("[a](b.md#c)", vec!["b.md#c"]),
        ("**注意：**参见[缩放`x`](中文.md#定律 \"标题\")。", vec!["中文.md#定律"]),
        ("[a *b* ](<b c.md>) ![x\\]](y(1).png 't')", vec!["b c.md", "y(1).png"]),
        ("[![p](p.png)](b.md)", vec!["b.md", "p.png"]),
        ("[a\n](\n  b.md )", vec!["b.md"]),
        ("> [a](\n> b.md)", vec!["b.md"]),
        ("[a][r] [r]\n\n[r]: x", vec!["[a][r]", "[r]"]),
        ("<https://a.b> <a@b.c>", vec!["https://a.b", "a@b.c"]),
        ("[]() [a]()", vec!["", ""]),
        ("![a [b](c.md)](d.png)", vec!["d.png"]),
        (":::note 参见 **[甲](a.md)。**乙\n[b](b.md)\n:::", vec!["a.md", "b.md"]),
        ("> 字<a href='a.md'>\n> <div>\n> <img src=\"b&amp;c.png\"\n>  alt=''>\n", vec!["a.md", "b&amp;c.png"]),
        ("{{ f(a=\"[x](no)\") }} [y](yes)", vec!["yes"]),
    ] {
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn a_complaint_is_told_where_the_author_wrote_it() {
    let origin = Origin::joined(vec![
        Stretch { start: 0, file: file("content/en/one.md"), file_start: 10, is_point: false },
        Stretch { start: 6, file: file("code/a.md"), file_start: 100, is_point: false },
    ]);
    let told = markdown::read("text\n\nand $\\foo$", &origin, MarkdownSettings::default()).told;
    let place = told[0].place.as_ref().expect("a formula has a place");
    assert_eq!((place.file.as_str(), place.span.range()), ("code/a.md", 105..109));
}

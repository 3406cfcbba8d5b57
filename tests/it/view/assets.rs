//! Scripts, style sheets and what the minifier makes of pages.

use std::fmt::Write;

use diglot::{
    path::{OutPath, ProjectPath},
    theme::{ThemeAsset, ThemeFiles},
    view::{Features, Look, Pieces, minify},
};
use expect_test::expect;

use super::{
    lines,
    shelf::{chapter, file, paper, press, settings},
};

#[test]
fn the_minifier_keeps_what_means_something() {
    let table = [
        "<div><a href=\"x\">a</a> <a href=\"y\">b</a></div>",
        "<DIV><A HREF=\"x\">a</A> <IMG SRC=\"y.png\" ALT=\"\"> <B>b</B></DIV>",
        "<div> <p> a  <b>b</b> c </p> </div>",
        "<pre>  a\n\n  b </pre>",
        "<p>中文\n中文</p>",
        "<p>a<wbr>b</p><p>c</p>",
        "<input type=\"radio\" name=\"a\" value=\"\" checked>",
        "<button type=\"button\" popovertarget=\"a\">a</button><nav popover id=\"a\"></nav>",
        "<svg class=\"i\" viewBox=\"0 0 24 24\"><path d=\"M4 6h16\"/><linearGradient id=\"g\"/></svg>",
        "<math display=\"block\"><mrow><mi>x</mi> <mo>=</mo> <mn>1</mn></mrow></math>",
        "<math><mi>n</mi><mspace width=\"1em\" /><mmultiscripts><mi>X</mi><none/><mprescripts/></mmultiscripts><mo>+</mo></math><i>b</i>",
        "<MATH alttext=\"a > b\"><mtext>a<br/>b <i>c</i><mglyph src='m.png'/></mtext><malignmark edge=\"left\"/></MATH><math/><i>d</i>",
        "<script>let a = \"<math><mspace/></math>\"</script>",
        "<h1><svg><g><path d=\"M4 6\"/><use href=\"#a\" /><circle r=1 /></g><foreignObject><p>a<br>b</p></foreignObject></svg> b</h1>",
        "<table><thead><tr><th scope=\"col\">a</th></tr></thead></table>",
        "<script type=\"application/ld+json\">{\"a\": \"b\"}</script><script>let a = 1</script>",
        "<details open><summary>a</summary> <p>b</p></details>",
        "<p>a &lt; b &amp;&amp; c &nbsp; &quot;</p>",
        "<img src=\"a.png\" alt=\"\"> <span>a</span>",
        "<code>a  b</code>",
    ];
    let minified: String = table.iter().map(|html| minify::fragment(html) + "\n").collect();
    expect![[r#"
        <div><a href=x>a</a> <a href=y>b</a></div>
        <div><a href=x>a</a> <img alt="" src=y.png> <b>b</b></div>
        <div><p>a <b>b</b> c</p></div>
        <pre>  a

          b </pre>
        <p>中文 中文</p>
        <p>a<wbr>b</p><p>c</p>
        <input checked name=a type=radio value="">
        <button popovertarget=a type=button>a</button><nav id=a popover></nav>
        <svg viewbox="0 0 24 24" class=i><path d="M4 6h16"/><lineargradient id=g /></svg>
        <math display=block><mrow><mi>x</mi> <mo>=</mo> <mn>1</mn></mrow></math>
        <math><mi>n</mi><mspace width=1em></mspace><mmultiscripts><mi>X</mi><none></none><mprescripts></mprescripts></mmultiscripts><mo>+</mo></math><i>b</i>
        <math alttext="a > b"><mtext>a<br>b <i>c</i><mglyph src=m.png></mglyph></mtext><malignmark edge=left></malignmark></math><math></math><i>d</i>
        <script>let a = "<math><mspace/></math>"</script>
        <h1><svg><g><path d="M4 6"/><use href=#a /><circle r=1 /></g><foreignobject><p>a<br>b</p></foreignobject></svg> b</h1>
        <table><thead><tr><th scope=col>a</th></tr></thead></table>
        <script type=application/ld+json>{"a": "b"}</script><script>let a = 1</script>
        <details open><summary>a</summary> <p>b</p></details>
        <p>a &lt; b && c   "</p>
        <img alt="" src=a.png> <span>a</span>
        <code>a  b</code>
    "#]]
    .assert_eq(&minified);
}

/// A page of which the same stands on other pages comes out as if there were no others.
#[test]
fn what_pages_have_in_common_changes_nothing_of_them() {
    let pieces = [
        "<button type=\"button\" aria-label=\"a > b </button>\" value=\"\">  a <i>b</i>  c </button>",
        "<svg viewBox=\"0 0 24 24\"><title>a <svg> b</title><svg><path d=\"M4 6h16\"/></svg></svg>",
        "<svg viewBox=\"0 0 24 24\" data-long=\"so that it pays to keep it\"/>",
        "<form action=\"x\"><!-- </form> --><label>a <input name=\"b\" value=\"\"></label> <select><option>c</select></form>",
        "<footer> <a href=\"x\">a</a> <a href=\"y\">b</a><script>\"</footer>\"</script> </footer>",
        "<meta name=\"description\" content=\"it's \"  data-x='\"long enough\"'>",
        "<dialog aria-label=\"never closed, and long enough\"><p>a",
    ];
    let around = [
        "<p>a {} b</p>",
        "<p>a\n{}\nb {} c</p>",
        "<div>\n{}\n<span>a</span>\n{}\n</div>",
        "<pre>\n {} \n</pre>",
        "{}{}",
    ];
    let heads = [
        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n",
        "<title>a  b</title>\n<link rel=\"stylesheet\" href=\"../a/style.css?a=b\">\n\n",
        "<script>let a = \"</p>\"; // long enough to be kept</script>\n",
        "<script src=\"../a/script.js?of=this-book\" defer></script> <link rel=\"icon\" href=\"../a/icon.svg\">\n",
        "<script type=\"application/ld+json\">{\"a\": \"<b> and long enough\"}</script>",
    ];
    let common = Pieces::default();
    for _ in 0..3 {
        for (piece, around) in pieces.iter().flat_map(|piece| around.map(|around| (piece, around))) {
            let page = format!(
                "<!DOCTYPE html><html lang=\"en\"><head>\n{}\n</head>\n<body>\n{}\n</body></html>",
                heads.concat(),
                around.replace("{}", piece)
            );
            assert_eq!(minify::page(&page, &common), minify::fragment(&page), "{page}");
        }
    }
}

fn scripts(files: &[(&str, &str)]) -> String {
    let js = files.iter().map(|(name, text)| ((*name).into(), file(&format!("js/{name}"), text))).collect();
    let look = Look::new(&ThemeFiles { js, ..ThemeFiles::default() }, &[], Features::default());
    let script = look.value.files().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    script.collect::<String>() + &lines(&look.told)
}

#[test]
fn modules_become_one_script() {
    let joined = scripts(&[
        ("a.js", "import { two } from './b.js';\nexport function one() { return two + 1; }\none();\n"),
        ("b.js", "// After one.\nexport const two = 2;\n/**\n * A text.\n */\nconst text = `\n// kept\n`;\n"),
        ("boot.js", "boot()"),
    ]);
    expect![[r#"
        (() => {
        'use strict';
        const two = 2;
        const text = `
        // kept
        `;
        function one() { return two + 1; }
        one();
        })();
    "#]]
    .assert_eq(&joined);
}

#[test]
fn a_book_has_no_script_of_what_is_switched_off() {
    let names = ["comments/a.js", "maps/b.js", "search/c.js"];
    let js = names.map(|name| (name.into(), file(&format!("js/{name}"), &format!("use('{name}');\n")))).into();
    let theme = ThemeFiles { js, ..ThemeFiles::default() };
    let scripts = |features| {
        let look = Look::new(&theme, &[], features).value;
        let name = |path: &OutPath| path.as_str().split(['/', '.']).nth(1).unwrap().to_owned();
        look.files().map(|(path, _)| name(path)).collect::<Vec<_>>()
    };
    assert_eq!(scripts(Features::default()), ["maps"]);
    assert_eq!(scripts(Features { has_search: true, ..Features::default() }), ["maps", "search"]);
    assert_eq!(scripts(Features { has_comments: true, ..Features::default() }), ["comments", "maps"]);
}

#[test]
fn a_folder_becomes_a_script_of_its_own_with_what_it_shares() {
    let joined = scripts(&[
        ("a.js", "export const one = 1;\n"),
        ("more/b.js", "import { one } from '../a.js';\nimport { two } from './c.js';\nuse(one, two);\n"),
        ("more/c.js", "export const two = 2;\nimport './a.js';\n"),
    ]);
    expect![[r#"
        (() => {
        'use strict';
        const one = 1;
        const two = 2;
        use(one, two);
        })();
        (() => {
        'use strict';
        const one = 1;
        })();
        invalid-theme js/more/c.js:22..38: the theme has no script `more/a.js`
          did you mean `./b.js`?
    "#]]
    .assert_eq(&joined);
}

#[test]
fn scripts_that_cannot_be_joined_are_told() {
    let told = scripts(&[
        ("a.js", "import { tow } from './b.js';\nimport x from './b.js';\nexport default 1;\n"),
        ("b.js", "export const two = 2;\nimport './d.js';\n"),
        ("c.js", "const two = 3;\nimport './c.js';\n"),
    ]);
    expect![[r#"
        (() => {
        'use strict';
        const two = 2;
        const two = 3;
        })();
        invalid-theme js/a.js:30..53: this form of `import` cannot be joined
        invalid-theme js/a.js:54..71: this form of `export` cannot be joined
        invalid-theme js/a.js:0..29: `b.js` does not export `tow`
          did you mean `two`?
        invalid-theme js/b.js:22..38: the theme has no script `d.js`
          did you mean `./a.js`?
        invalid-theme js/c.js:15..31: `c.js` and `c.js` import each other
        invalid-theme js/c.js:0..14: `two` is the name of something in another script, with which this one is joined
    "#]]
    .assert_eq(&told);
}

/// The style sheet of a theme with these sheets and pictures, and what is told of it.
fn sheets(sheets: &[(&str, &str)], pictures: &[&str]) -> String {
    let css = sheets.iter().map(|(name, text)| ((*name).into(), file(&format!("css/{name}"), text))).collect();
    let picture = |name: &&str| {
        let file = ProjectPath::new(&format!("assets/{name}")).unwrap();
        ((*name).into(), ThemeAsset { file, bytes: (*name).to_owned().into() })
    };
    let assets = pictures.iter().map(picture).collect();
    let look = Look::new(&ThemeFiles { css, assets, ..ThemeFiles::default() }, &[], Features::default());
    let (mut sheet, mut files) = (String::new(), String::new());
    for (path, bytes) in look.value.files() {
        if path.as_str().starts_with("a/style.") {
            writeln!(sheet, "{}", String::from_utf8_lossy(bytes)).unwrap();
        } else {
            writeln!(files, "{path}").unwrap();
        }
    }
    sheet + &files + &lines(&look.told)
}

#[test]
fn a_style_sheet_names_pictures_as_they_lie_beside_it() {
    let named = "a{b:url(../assets/p.png);c:url( ../assets/p.png.webp );d:url('../assets/icons/x.svg?v#y')}\n\
                 /* ../assets/p.png */ e{f:url(\"../assets/a b (1).png\");g:url(../assets/a%20b%20\\(1\\).png)}\n\
                 h{i:URL(../assets/no.svg);j:url(../assets/p.pnk);k:url(\"../assets/x.svg\");l:url(data:x,{)}";
    let told = sheets(&[("1.css", named)], &["p.png", "p.png.webp", "icons/x.svg", "a b (1).png"]);
    expect![[r#"
        a{b:url(p.f1c9642c.png);c:url( p.png.3398db88.webp );d:url('icons/x.552e193f.svg?v#y')}
        /* ../assets/p.png */ e{f:url("a%20b%20%281%29.5eba9864.png");g:url(a%20b%20%281%29.5eba9864.png)}
        h{i:URL(../assets/no.svg);j:url(../assets/p.pnk);k:url("../assets/x.svg");l:url(data:x,{)}
        a/a b (1).5eba9864.png
        a/icons/x.552e193f.svg
        a/p.f1c9642c.png
        a/p.png.3398db88.webp
        invalid-theme css/1.css:190..206: the theme has no picture `no.svg`
        invalid-theme css/1.css:214..229: the theme has no picture `p.pnk`
          did you mean `../assets/p.png`?
        invalid-theme css/1.css:238..253: the theme has no picture `x.svg`
          did you mean `../assets/icons/x.svg`?
    "#]]
    .assert_eq(&told);
}

#[test]
fn what_a_style_sheet_leaves_open_is_told_and_harms_no_other() {
    let told = sheets(
        &[
            ("10.css", "a { color: red\n"),
            ("20.css", "b { c: calc((1px); }\nd { e: f } }\n"),
            ("30.css", "g { h: \"it's }\n\" }"),
            ("40.css", "i {} /* j"),
            ("50.css", "k { l: url(m }"),
            ("60.css", "n:is([o=\"}\\\"{\"])::before { content: '/*'; p: \\{; q: url(}{); } /* { */"),
        ],
        &[],
    );
    expect![[r#"
        n:is([o="}\"{"])::before { content: '/*'; p: \{; q: url(}{); } /* { */
        invalid-theme css/10.css:2..3: nothing closes this `{`
        invalid-theme css/20.css:11..12: nothing closes this `(`
        invalid-theme css/20.css:32..33: `}` closes nothing
        invalid-theme css/30.css:7..8: the text that begins here has no second `"` in its line
        invalid-theme css/40.css:5..7: the comment that begins here has no `*/`
        invalid-theme css/50.css:10..11: nothing closes this `(`
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_script_that_cannot_be_read_is_told_and_harms_no_other() {
    let told = scripts(&[
        ("a.js", "import './b.js';\nexport let one = ;\n"),
        ("b.js", "export const two = 2;\n"),
        ("boot.js", "export const three = 3;\n"),
        ("c.js", "const four = await fetch('x');\n"),
        ("d.js", "const five = () => {\n"),
        ("more/e.js", "if (1) {\n  use('中', 1 2);\n}\n"),
    ]);
    expect![[r#"
        (() => {
        'use strict';

        })();
        (() => {
        'use strict';
        const two = 2;
        })();
        invalid-theme js/a.js:34..35: the script cannot be read: unexpected token
        invalid-theme js/c.js:13..18: the script cannot be read: `await` is only allowed within async functions and at the top levels of modules
        invalid-theme js/d.js:21..21: the script cannot be read: expected `}` but found `EOF`
        invalid-theme js/more/e.js:24..25: the script cannot be read: expected `,` but found `decimal`
        invalid-theme js/boot.js:0..6: `js/boot.js` stands inline in pages, so it can neither import nor export
    "#]].assert_eq(&told);
}

#[test]
fn the_policy_knows_each_inline_script() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let page = press(settings(), vec![chapter("en/one.md", "One")], &paper()).at("/en/one/");
    let inline = page.split("<script").skip(1).filter(|script| !script.contains("src=") && !script.contains("ld+json"));
    let bodies: Vec<&str> =
        inline.map(|script| script.split_once('>').unwrap().1.split_once("</script>").unwrap().0).collect();
    assert_eq!(bodies.len(), 2, "one that runs before the body, and the speculation rules");
    for body in bodies {
        let hash = base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(body));
        assert!(page.contains(&format!("'sha256-{hash}'")), "no hash for {body}");
    }
    assert!(!page.contains("style="), "the policy forbids it");
}

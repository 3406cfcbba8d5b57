//! Code, coloured.

use diglot::{
    doc::{CodeBlock, CodeInfo},
    highlight::{complaint, highlight, names},
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn listing(language: &str, text: &str) -> CodeBlock {
    CodeBlock { info: CodeInfo { language: language.into(), ..CodeInfo::default() }, text: text.into() }
}

fn check(code: &CodeBlock, expected: &Expect) {
    expected.assert_eq(&highlight(code).html);
}

/// What a reader copies.
fn copied(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn words_get_the_class_of_what_they_are() {
    let code = "// Greets <you>.\n#[must_use]\npub fn greet<'a>(n: u8) -> &'a str {\n    println!(\"{n}\\n\");\n}\n";
    check(
        &listing("rust", code),
        &expect![[r#"
            <span class="dg-line"><span class="dg-c">// Greets &lt;you&gt;.</span>
            </span><span class="dg-line"><span class="dg-a">#[must_use]</span>
            </span><span class="dg-line"><span class="dg-k">pub fn</span> <span class="dg-f">greet</span>&lt;<span class="dg-l">'a</span>&gt;(n: <span class="dg-k">u8</span>) -&gt; &amp;<span class="dg-l">'a</span> <span class="dg-k">str</span> {
            </span><span class="dg-line">    <span class="dg-m">println!</span>(<span class="dg-s">"</span><span class="dg-e">{n}\n</span><span class="dg-s">"</span>);
            </span><span class="dg-line">}
            </span>"#]],
    );
}

#[test]
fn a_console_colours_what_is_typed() {
    let code = "$ echo \"hi\" \\\n  > out # once\nwrote <out>\nPS C:\\> cd x\n(env) me@host:~$ ls\n5 > 3\n";
    check(
        &listing("console", code),
        &expect![[r#"
            <span class="dg-line"><span class="dg-x">$</span> <span class="dg-f">echo</span> <span class="dg-s">"hi"</span> \
            </span><span class="dg-line">  &gt; out <span class="dg-c"># once</span>
            </span><span class="dg-line">wrote &lt;out&gt;
            </span><span class="dg-line"><span class="dg-x">PS C:\&gt;</span> <span class="dg-f">cd</span> x
            </span><span class="dg-line"><span class="dg-x">(env) me@host:~$</span> <span class="dg-f">ls</span>
            </span><span class="dg-line">5 &gt; 3
            </span>"#]],
    );
}

#[test]
fn lines_are_numbered_and_marked_as_they_are_shown() {
    let info = CodeInfo {
        language: "text".into(),
        numbers: Some(9),
        marked: vec![(2, 3)],
        hidden: Some("# ".into()),
        ..CodeInfo::default()
    };
    let code = CodeBlock { info, text: "one\n# folded\n  # indented\n#\n## sign\nthree\nfour\n".into() };
    check(
        &code,
        &expect![[r#"
            <span class="dg-line" data-n="9">one
            </span><span class="dg-line" data-hidden>folded
            </span><span class="dg-line" data-hidden>  indented
            </span><span class="dg-line" data-hidden>
            </span><span class="dg-line" data-n="10" data-hl># sign
            </span><span class="dg-line" data-n="11" data-hl>three
            </span><span class="dg-line" data-n="12">four
            </span>"#]],
    );
    assert_eq!(highlight(&code).n_hidden, 3);
}

#[test]
fn changed_lines_lose_their_sign_and_keep_their_colours() {
    let info = CodeInfo { language: "toml".into(), diff: true, ..CodeInfo::default() };
    check(
        &CodeBlock { info, text: " [book]\n-year = 1\n+year = 2\n".into() },
        &expect![[r#"
            <span class="dg-line">[<span class="dg-b">book</span>]
            </span><span class="dg-line" data-diff="del"><span class="dg-y">year</span> = <span class="dg-n">1</span>
            </span><span class="dg-line" data-diff="add"><span class="dg-y">year</span> = <span class="dg-n">2</span>
            </span>"#]],
    );
}

#[test]
fn the_languages_of_the_manual_are_coloured() {
    let samples = [
        ("rust rs", "pub fn main() { let x = \"s\"; }", "k f s"),
        ("sh bash shell zsh", "for f in a; do echo \"x\"; done # why", "k f s c"),
        ("console shell-session", "$ cargo new \"x\"", "x f s"),
        ("powershell ps1", "Get-Item -Path \"x\" # why", "f s c"),
        ("cmd bat", "set X=1\nrem why", "k c"),
        ("js javascript mjs", "const f = () => \"x\"; // why", "k s c"),
        ("ts typescript", "interface A { b: string } const x: number = 1;", "k t n"),
        ("tsx", "const A = () => <div className=\"x\">{1}</div>;", "k g a s n"),
        ("jsx", "const A = () => <div className=\"x\">{1}</div>;", "k g a s n"),
        ("vue", "<script setup lang=\"ts\">\nconst x: number = 1\n</script>", "g a s k t n"),
        ("svelte", "<script>let n = 1;</script>\n{#if n}<p>x</p>{/if}", "g k n"),
        ("toml", "# why\n[a]\nb = \"c\"\nd = 1", "c b y s n"),
        ("json", "{\"a\": [1, true, \"x\"]}", "y n s"),
        ("yaml yml", "a: 1 # why\nb: \"x\"", "y n c s"),
        ("dockerfile docker", "FROM a AS b\nRUN echo \"x\"\n# why", "k s c"),
        ("kotlin kt", "fun main() { val x = \"s\" } // why", "k f s c"),
        ("swift", "struct P { let x: Int = 1 } // why", "k t n c"),
        ("zig", "pub fn main() void { const x = \"s\"; } // why", "k f s c"),
        ("nix", "let x = 1; in \"s\" # why", "k n s c"),
        ("html", "<a href=\"x\">y</a><!-- why -->", "g a s c"),
        ("css scss", "a { color: #fff } /* why */", "g y n c"),
        ("python py", "def f():\n    return \"x\" # why", "k f s c"),
        ("go", "func f() string { return \"x\" } // why", "k f t s c"),
        ("c", "#include <a.h>\nint f(void) { return 1; } // why", "k s f n c"),
        ("cpp c++", "class A { int f() { return 1; } }; // why", "k t f n c"),
        ("java", "class A { int f() { return 1; } } // why", "k t f n c"),
        ("ruby rb", "def f; \"x\"; end # why", "k f s c"),
        ("sql", "SELECT count(*) FROM t WHERE a = 'x'; -- why", "k f s c"),
        ("diff patch", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y", "b d i"),
    ];
    for (names, code, classes) in samples {
        for name in names.split(' ') {
            let html = highlight(&listing(name, code)).html;
            assert_eq!(complaint(name), None, "{name}");
            for class in classes.split(' ') {
                assert!(html.contains(&format!("<span class=\"dg-{class}\">")), "{name}: no `dg-{class}` in {html}");
            }
        }
    }
}

#[test]
fn a_language_nobody_knows_is_told() {
    for plain in ["", "text", "txt", "plain", "none"] {
        assert_eq!(complaint(plain), None, "{plain}");
    }
    let told = |name| complaint(name).map(|(code, message)| format!("{}: {message}", code.name()));
    expect!["unknown-language: code in `pyhton` cannot be coloured, the closest is `python`"]
        .assert_eq(&told("pyhton").unwrap());
    expect!["unknown-language: code in `zzzzzzzz` cannot be coloured"].assert_eq(&told("zzzzzzzz").unwrap());
    assert_eq!(&*highlight(&listing("zzzzzzzz", "<x>\n")).html, "<span class=\"dg-line\">&lt;x&gt;\n</span>");
}

#[test]
fn readers_see_the_language_and_how_wide_the_code_is() {
    let shown = |language, text| {
        let listing = highlight(&listing(language, text));
        (listing.language.to_string(), listing.n_columns)
    };
    assert_eq!(shown("rs", "let x;\n"), ("Rust".into(), 6));
    assert_eq!(shown("sh", "\tx\n汉字\n"), ("Shell".into(), 5));
    assert_eq!(shown("text", "汉字\n"), (String::new(), 4));
    assert_eq!(shown("zzz", ""), ("zzz".into(), 0));
}

#[test]
fn an_endless_line_or_listing_stays_plain() {
    let line = format!("let x = \"{}\";", "a".repeat(1_000_000));
    let html = highlight(&listing("js", &line)).html;
    assert_eq!(*html, *format!("<span class=\"dg-line\">{line}\n</span>"));

    // As deep as code made to be deep: the states of a grammar are not kept without end.
    let deep = highlight(&listing("js", &"(\n".repeat(100_000))).html;
    assert!(deep.starts_with("<span class=\"dg-line\">(\n</span>"));

    let lines = "let x = 1;\n".repeat(100_000);
    assert!(!highlight(&listing("js", &lines)).html.contains("dg-k"));
    assert!(highlight(&listing("js", &lines[..11_000])).html.contains("dg-k"));
}

/// A listing as a thread colours it that has coloured nothing before.
fn afresh(code: &CodeBlock) -> String {
    let code = code.clone();
    std::thread::spawn(move || highlight(&code).html.into_string()).join().unwrap()
}

#[test]
fn what_was_coloured_before_changes_no_listing() {
    // Lines that are equal, in states that are not: within a string, a comment, a heredoc.
    let texts = [
        ("rust", "let a = \"\nlet b = 1;\n\";\nlet b = 1;\n"),
        ("rust", "/*\nlet b = 1;\n*/\nlet b = 1;\n"),
        ("rust", "let b = 1;\nlet a = r#\"\nlet b = 1;\n\"#;\nlet b = 1;\n"),
        ("sh", "cat <<A\nlet b = 1;\nB\nA\nB\n"),
        ("sh", "cat <<B\nlet b = 1;\nA\nB\nA\n"),
        ("js", "let b = 1;\n`${a\nlet b = 1;\n}`\n"),
        ("console", "$ echo \\\nlet b = 1;\nlet b = 1;\n$ let b = 1;\n"),
    ];
    let listings = texts.map(|(language, text)| listing(language, text));
    let alone: Vec<String> = listings.iter().map(afresh).collect();
    for _ in 0..2 {
        for (listing, alone) in listings.iter().zip(&alone) {
            assert_eq!(&*highlight(listing).html, alone);
        }
    }
}

/// Text such as code is made of, and such as trips up grammars.
fn code() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "fn ",
        "\"",
        "'",
        "`",
        "/*",
        "*/",
        "//",
        "#",
        "<",
        "</a>",
        ">",
        "&",
        "&amp;",
        "{",
        "}",
        "${",
        "(",
        ")",
        "\n",
        "  ",
        "\t",
        "\\",
        "汉",
        "“",
        "x",
        "class ",
        "1.5",
        "=",
        "<<EOF",
        "@",
        "$ ",
        "- ",
        "--",
        "+",
        "\u{a0}",
        "\u{1f600}",
        "\r",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn colours_change_no_character(
        language in prop::sample::select(vec!["rust", "ts", "console", "vue", "yaml", "sh", "md", "c", "php", "text", "zzz"]),
        text in code(),
    ) {
        let html = highlight(&listing(language, &text)).html;
        let lines = text.lines().flat_map(|line| [line, "\n"]).collect::<String>();
        prop_assert_eq!(copied(&html), lines);

        let inside = html.replace("<span class=\"dg-line\">", "");
        let n_lines = text.lines().count();
        prop_assert_eq!(inside.matches("<span").count() + n_lines, inside.matches("</span>").count());
        prop_assert!(!inside.contains("\"> ") && !inside.contains(" </span>"), "white space is coloured: {}", inside);
    }
}

#[test]
fn every_known_name_means_one_language() {
    let mut known: Vec<_> = names().collect();
    for name in &known {
        assert_eq!(complaint(name), None, "`{name}` has no grammar");
    }
    let n_names = known.len();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), n_names);
}

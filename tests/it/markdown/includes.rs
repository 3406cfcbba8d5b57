//! Includes.

use std::{collections::BTreeMap, sync::Arc};

use diglot::{
    diag::Diagnostic,
    markdown::include::{expand, wanted},
    path::ProjectPath,
    span::Span,
};
use expect_test::{Expect, expect};

use super::{file, read, show_told};

const CODE: &str = "use a;\n// ANCHOR: main\nfn main() {\n    // ANCHOR: body\n    run();\n    // ANCHOR_END: body\n}\n// ANCHOR_END: main\n";

fn files() -> BTreeMap<ProjectPath, Arc<str>> {
    [
        ("code/a.rs", CODE),
        ("content/en/part.md", "Part\n{{#include sub/deep.md}}\nend\n"),
        ("content/en/sub/deep.md", "deep {{#include ../../../code/a.rs:1}}\n"),
        ("content/en/loop.md", "{{#include loop.md}}"),
        ("content/en/tick.md", "{{#include tock.md}}"),
        ("content/en/tock.md", "{{#include tick.md}}"),
    ]
    .into_iter()
    .map(|(path, text)| (file(path), text.into()))
    .collect()
}

/// The text with its includes, then what is told.
fn check(text: &str, expected: &Expect) {
    let chapter = file("content/en/one.md");
    let expanded = expand(&chapter, text, 0, &files());
    let told: String = expanded.told.iter().map(show).collect();
    expected.assert_eq(&format!("{}{told}", expanded.value.0));
}

fn show(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref().expect("includes have a place");
    let help: String = diagnostic.help.iter().flat_map(|help| [" (", help, ")"]).collect();
    format!("! {} {}:{:?}: {}{help}\n", diagnostic.code.name(), place.file, place.span.range(), diagnostic.message)
}

#[test]
fn parts_of_files_are_included() {
    check(
        "whole:\n{{#include ../../code/a.rs}}\n\none: {{#include ../../code/a.rs:1}}.\nlines:\n{{#include /code/a.rs:3:5}}\n\
         from:\n{{#include /code/a.rs:7:}}\nto:\n{{#include /code/a.rs::3}}\nanchor:\n{{#include /code/a.rs:main}}\n",
        &expect![[r#"
            whole:
            use a;
            fn main() {
                run();
            }

            one: use a;.
            lines:
            fn main() {
                run();
            from:
            }
            to:
            use a;
            fn main() {
            anchor:
            fn main() {
                run();
            }
        "#]],
    );
}

#[test]
fn markdown_includes_markdown() {
    check(
        "{{#include part.md}}\n",
        &expect![["
        Part
        deep use a;
        end
    "]],
    );
}

#[test]
fn an_included_text_stands_where_its_call_does() {
    check(
        "- item\n\n  ```rust\n  {{#include /code/a.rs:main}}\n  ```\n\n> {{#include part.md}}\n",
        &expect![["
        - item

          ```rust
          fn main() {
              run();
          }
          ```

        > Part
        > deep use a;
        > end
    "]],
    );
}

#[test]
fn a_backslash_makes_it_text() {
    check(
        "\\{{#include a.rs}} and {{#title x}} and {{#include\n",
        &expect![["
        {{#include a.rs}} and {{#title x}} and {{#include
    "]],
    );
}

#[test]
fn a_path_is_written_with_slashes() {
    check(
        r"{{#include sub\deep.md}} {{#include ..\..\..\x}} {{#include \\server\share\x}} {{#include C:\x}} {{#include C:/x}}",
        &expect![[r#"
                ! missing-include content/en/one.md:0..24: `sub\deep.md` is not there (paths are written with `/` on every system: `sub/deep.md`)
            ! missing-include content/en/one.md:25..48: `..\..\..\x` is not there (paths are written with `/` on every system: `../../../x`)
            ! missing-include content/en/one.md:49..78: `\\server\share\x` is not there (paths are written with `/` on every system: `//server/share/x`)
            ! missing-include content/en/one.md:79..96: `content/en/C` is not there
            ! missing-include content/en/one.md:97..114: `content/en/C` is not there
        "#]],
    );
    assert!(wanted(&file("a.md"), r"{{#include sub\deep.md}}{{#include \\server\share\x}}").is_empty());
}

#[test]
fn faults_are_told() {
    check(
        "{{#include ../../code/b.rs}}{{#include ../../../x}}{{#include /code/a.rs:boddy}}{{#include /code/a.rs:7:20}}\n\
         {{#include /code/a.rs:0}}{{#include /code/a.rs:5:2}}{{#include loop.md}}{{#include tick.md}}{{#include one.md}}\n",
        &expect![["
            }

            ! missing-include content/en/one.md:0..28: `code/b.rs` is not there (the closest is `code/a.rs`)
            ! include-outside content/en/one.md:28..51: `../../../x` leads out of the project
            ! missing-include content/en/one.md:51..80: `code/a.rs` has no anchor `boddy` (the closest is `body`)
            ! missing-include content/en/one.md:80..108: `code/a.rs` has no line 20 (it has 8 lines)
            ! missing-include content/en/one.md:109..134: `0` is neither lines such as `2:10` nor an anchor
            ! missing-include content/en/one.md:134..161: `5:2` is neither lines such as `2:10` nor an anchor
            ! include-cycle content/en/loop.md:0..20: `content/en/loop.md` includes itself (the way back: content/en/loop.md → content/en/loop.md)
            ! include-cycle content/en/tock.md:0..20: `content/en/tick.md` includes itself (the way back: content/en/tick.md → content/en/tock.md → content/en/tick.md)
            ! include-cycle content/en/one.md:201..220: `content/en/one.md` includes itself (the way back: content/en/one.md → content/en/one.md)
        "]],
    );
}

#[test]
fn what_reads_like_an_include_and_is_none_is_told() {
    let text = "{{#inlcude ../a_b_c.rs:4:12}} and {{# include a.rs}}, {{ #include a.rs }}\n\n> {{#Include a.rs}}\n\n\
                {{#include}} {{#include: \"a.rs\"}} {{#rustdoc_include a.rs}} {{include a.rs}}\n\n- {{#include a.rs\n\n\
                ```rust\n{{#rustdoc_include a.rs:5}}\n  {{ #include a.rs }}\n```\n\n> ~~~\n> {{#playground a.rs}}\n> ~~~\n";
    expect![[r#"
        ! misspelt-include "{{#inlcude ../a_b_c.rs:4:12}}": this is no include and is shown as text (write `{{#include ../a_b_c.rs:4:12}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{# include a.rs}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{ #include a.rs }}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#Include a.rs}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#include}}": this is no include and is shown as text (write `{{#include path}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#include: \"a.rs\"}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#rustdoc_include a.rs}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{include a.rs}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#include a.rs": this is no include and is shown as text (write `{{#include a.rs}}` in one line, or `\{{` when no include is meant)
        ! misspelt-include "{{#rustdoc_include a.rs:5}}": this is no include and is shown as text (write `{{#include a.rs:5}}` in one line)
        ! misspelt-include "{{ #include a.rs }}": this is no include and is shown as text (write `{{#include a.rs}}` in one line)
        ! misspelt-include "{{#playground a.rs}}": this is no include and is shown as text (write `{{#include a.rs}}` in one line)
    "#]]
    .assert_eq(&show_told(text, &read(text).told));

    for other in [
        "`{{#inlcude a.rs}}`",
        "```\n{{#inlcude a.rs}}\n```",
        "    {{#inlcude a.rs}}",
        "<!-- {{#inlcude a.rs}} -->",
        "\\{{#inlcude a.rs}}",
        "{{#include a.rs}}",
        "{{ count }} {{#if a}} {{/if}} {{#each list}} {{#inline x}} {{#includes}}",
        "{{ include \"chart.name\" . }} {% include nav.html %} {# include a.rs #}",
    ] {
        assert_eq!(read(other).told, [], "{other}");
    }
}

/// A hundred thousand calls of which each would look for its end to the end of the text.
#[test]
fn calls_without_end_are_read_in_time() {
    for text in ["{{#include a ".repeat(100_000), "{{#include a }".repeat(100_000) + "\n{{#include ../../code/a.rs:1}}"]
    {
        let expanded = expand(&file("content/en/one.md"), &text, 0, &files());
        assert!(expanded.told.is_empty());
        assert_eq!(expanded.value.0.ends_with("\nuse a;"), text.ends_with("}}"));
    }
}

#[test]
fn front_matter_is_passed_over_and_files_are_asked_for() {
    let chapter = file("content/en/one.md");
    let text =
        "---\n---\n{{#include part.md}} \\{{#include no.md}} {{#include ../../../no.md}} {{#include /code/a.rs:2}}";
    let wanted: Vec<_> = wanted(&chapter, text).iter().map(ToString::to_string).collect();
    assert_eq!(wanted, ["content/en/part.md", "code/a.rs"]);
    assert!(expand(&chapter, text, 8, &files()).value.0.starts_with("Part\n"));
}

#[test]
fn every_byte_leads_to_its_file() {
    let chapter = file("content/en/one.md");
    let text = "---\n---\nfirst {{#include part.md}} last\n\n> {{#include /code/a.rs}}\n";
    let mut sources = files();
    let (expanded, origin) = expand(&chapter, text, 8, &sources).value;
    sources.insert(chapter, text.into());
    for (at, letter) in expanded.char_indices() {
        let (file, span) = origin.locate(Span::new(at..at + 1));
        // Text that was made, such as the mark of a quotation, points between two bytes.
        if span.start < span.end {
            assert_eq!(span.of(&sources[file]), letter.to_string(), "byte {at} of {expanded:?}");
        } else {
            assert!(matches!(letter, '>' | ' '));
        }
    }
}

#[test]
fn files_that_multiply_are_stopped() {
    let mut sources = BTreeMap::new();
    for depth in 0..40 {
        let next = depth + 1;
        let text = format!("{{{{#include {next}.md}}}}\n{{{{#include {next}.md}}}}\n");
        sources.insert(file(&format!("{depth}.md")), text.into());
    }
    sources.insert(file("40.md"), "x".repeat(1000).into());
    let expanded = expand(&file("a.md"), "{{#include 0.md}}", 0, &sources);
    assert!(expanded.told.iter().any(|told| told.code.name() == "file-too-large"));
}

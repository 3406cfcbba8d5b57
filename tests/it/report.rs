//! What an author reads when something is wrong with the book.

use std::sync::Arc;

use diglot::{
    diag::{Code, Diagnostic, Level, nearest},
    edge::{
        failure::{Failure, reason},
        report::{Fault, github, human, human_failure},
    },
    path::{ProjectPath, slashed},
    span::Span,
};
use expect_test::{Expect, expect};
use proptest::prelude::*;

const TEXT: &str = "# 缩放\n\n参见[缩放定律](02-ceiling.md#scaling-laws)。\r\n\tend\n";

fn file() -> ProjectPath {
    ProjectPath::new("content/zh/01-scaling.md").unwrap()
}

/// The bytes of `part` in the text.
fn span(part: &str) -> Span {
    let start = TEXT.find(part).unwrap();
    Span::new(start..start + part.len())
}

fn text(path: &ProjectPath) -> Option<Arc<str>> {
    (*path == file()).then(|| TEXT.into())
}

fn plain(rendered: &str) -> String {
    anstream::adapter::strip_str(rendered).to_string()
}

fn check(diagnostic: Diagnostic, expected: &Expect) {
    expected.assert_eq(&plain(&human(&Fault { level: diagnostic.code.level(), diagnostic }, &text)));
}

#[test]
fn a_fault_has_a_name_a_place_and_a_way_out() {
    let link = Diagnostic::new(
        Code::BrokenLink,
        &file(),
        span("02-ceiling.md#scaling-laws"),
        "`zh/02-ceiling.md` is not there",
    );
    check(
        link.help("the closest is `zh/02-ceilings.md`"),
        &expect![[r"
            error[broken-link]: `zh/02-ceiling.md` is not there
             --> content/zh/01-scaling.md:3:10
              |
            3 | 参见[缩放定律](02-ceiling.md#scaling-laws)。
              |                ^^^^^^^^^^^^^^^^^^^^^^^^^^
              = help: the closest is `zh/02-ceilings.md`"]],
    );
}

#[test]
fn odd_places_are_told_as_well_as_they_can_be() {
    let at = |span| Diagnostic::new(Code::MissingAlt, &file(), span, "a picture without text");
    check(
        at(Span::new(2..9_000)),
        &expect![[r"
            warning[missing-alt]: a picture without text
             --> content/zh/01-scaling.md:1:3
              |
            1 | # 缩放
              |   ^^^^"]],
    );
    check(
        at(Span::new(9_000..9_001)),
        &expect![[r"
            warning[missing-alt]: a picture without text
             --> content/zh/01-scaling.md:5:1
              |
            5 |
              | ^"]],
    );
    let gone = ProjectPath::new("content/gone.md").unwrap();
    check(
        Diagnostic::new(Code::UnreadableFile, &gone, Span::default(), "cannot read\u{1b}[31m it")
            .help("one")
            .help("two"),
        &expect![[r"
            error[unreadable-file]: cannot read␛[31m it
            --> content/gone.md
             = help: one
             = help: two"]],
    );
    check(
        Diagnostic::general(Code::NoContent, "the book has no chapter").help("`diglot new` makes one"),
        &expect![[r"
            error[no-content]: the book has no chapter
             = help: `diglot new` makes one"]],
    );
}

#[test]
fn another_place_is_shown_with_what_it_is() {
    let twice = Diagnostic::new(Code::DuplicateAnchor, &file(), span("end"), "`#end` is there twice");
    check(
        twice.related(&file(), span("缩放"), "the first is here"),
        &expect![[r"
            warning[duplicate-anchor]: `#end` is there twice
             --> content/zh/01-scaling.md:4:2
              |
            4 |     end
              |     ^^^
              |
            note: the first is here
             --> content/zh/01-scaling.md:1:3
              |
            1 | # 缩放
              |   ^^^^"]],
    );
}

#[test]
fn github_gets_one_line() {
    let diagnostic = Diagnostic::new(Code::BrokenLink, &file(), span("缩放定律"), "100% gone").help("a\nb");
    let expected = "::error file=content/zh/01-scaling.md,line=3,endLine=3,col=4,endColumn=8,title=broken-link::\
                    100%25 gone%0Ahelp: a%0Ab";
    assert_eq!(github(&Fault { level: Level::Error, diagnostic }, &text), expected);
}

#[test]
fn a_failure_has_the_same_form() {
    let failure = Failure::usage("no `content/site.yaml` here").help("`diglot init` makes a new book");
    expect![[r"
        error: no `content/site.yaml` here
         = help: `diglot init` makes a new book"]]
    .assert_eq(&plain(&human_failure(&failure)));
}

#[test]
fn what_the_system_said_begins_small_and_ends_without_a_stop() {
    for said in ["The file is gone. (os error 2)", "The file is gone.", "the file is gone"] {
        assert_eq!(reason(&std::io::Error::other(said)), "the file is gone");
    }
    assert_eq!(reason(&std::io::Error::other("系统找不到指定的文件。 (os error 2)")), "系统找不到指定的文件");
}

#[test]
fn a_path_is_written_with_slashes_on_every_system() {
    let cases = [
        (r"content\zh\01-scaling.md", "content/zh/01-scaling.md"),
        (r"book/content\zh", "book/content/zh"),
        (r"\\?\C:\book\dist", "C:/book/dist"),
        (r"\\?\UNC\server\share\dist", "//server/share/dist"),
        (r"\\server\share", "//server/share"),
    ];
    for (path, expected) in cases {
        assert_eq!(slashed(path, '\\'), expected);
        assert_eq!(slashed(path, '/'), path);
    }
}

proptest! {
    #[test]
    fn no_text_and_no_place_is_too_odd_to_tell(text: String, start in 0..200_usize, length in 0..200_usize, message: String) {
        let text: Arc<str> = text.into();
        let span = Span::new(start..start + length);
        let diagnostic = Diagnostic::new(Code::BrokenLink, &file(), span, message).related(&file(), span, "here");
        let fault = Fault { level: Level::Warn, diagnostic };
        let texts = |_: &ProjectPath| Some(text.clone());
        prop_assert!(human(&fault, &texts).contains("broken-link"));
        prop_assert!(!github(&fault, &texts).contains('\n'));
    }

    /// What is passed over because it cannot be near is never what would have been found.
    #[test]
    fn the_nearest_is_the_first_of_the_least_distance(
        wrong in "[abc汉字é]{0,9}",
        candidates in prop::collection::vec("[abc汉字é]{0,9}", 0..12),
    ) {
        let limit = wrong.chars().count().max(3) / 3 + 1;
        let distances = candidates.iter().map(|it| (strsim::damerau_levenshtein(&wrong, it), it.as_str()));
        let expected = distances.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance);
        let found = nearest(&wrong, candidates.iter().map(String::as_str));
        prop_assert_eq!(found, expected.map(|(_, candidate)| candidate));
    }
}

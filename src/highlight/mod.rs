//! Colours code: one listing in, lines of HTML with classes out.
//!
//! The grammars are those of Sublime Text as `bat` collects them. They name the scope of
//! every word, thousands of scopes in all; a page needs few colours, so a word gets one
//! of these classes or none:
//!
//! | class | what it marks | examples |
//! | --- | --- | --- |
//! | `dg-k` | keyword, storage, `self` | `fn`, `let`, `import`, `and` |
//! | `dg-s` | string, regular expression, verbatim text | `"hello"`, `/a+/` |
//! | `dg-e` | escape or substitution within a string | `\n`, `{name}` |
//! | `dg-n` | number, constant, unit | `42`, `true`, `12px` |
//! | `dg-c` | comment, quotation | `// why` |
//! | `dg-f` | function where it is named or called | `main`, `push` |
//! | `dg-t` | type, class, module | `String`, `interface` names |
//! | `dg-a` | attribute, annotation | `#[derive(Debug)]`, `href=` |
//! | `dg-m` | macro, preprocessor | `println!`, `#define` |
//! | `dg-g` | tag of a markup language | `div` |
//! | `dg-y` | key or property | the names in JSON, YAML, TOML, CSS |
//! | `dg-l` | label, lifetime, anchor | `'a`, `&anchor` |
//! | `dg-b` | heading or head of a section | `# Title`, `[package]`, `@@ -1 +1 @@` |
//! | `dg-i` | line that was added | `+ new` in a `diff` |
//! | `dg-d` | line that was taken away | `- old` in a `diff` |
//! | `dg-x` | prompt of a console | `$` |
//!
//! Operators, punctuation and plain variables have none: they keep the colour of the
//! text, and the page stays small. White space at the ends of a coloured run is left
//! outside of it; neighbours of one class share an element.
//!
//! Each line is `<span class="dg-line">…\n</span>` with every element closed, so that a
//! style sheet can number, mark and wrap lines. What is said of a line is an attribute:
//!
//! | attribute | means |
//! | --- | --- |
//! | `data-n="12"` | its number, on every line of a listing with numbers |
//! | `data-hl` | the author marked it |
//! | `data-diff="add"`, `"del"` | it was added, taken away; the sign itself is left to the style sheet, so that copied code is code |
//! | `data-hidden` | context that is folded away: style sheets leave it out, unless the reader opens it by script |
//!
//! Endless lines and listings stay plain: grammars are regular expressions with
//! backtracking, and nothing an author writes may hold up the build.
//!
//! Floor 2. Knows no page; equal listings give equal HTML.

mod classes;
mod grammar;
mod languages;
mod lines;
mod paint;

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::{
    diag::{self, Code},
    doc::CodeBlock,
};

pub use self::languages::names;
use self::{grammar::Reader, languages::Grammar, lines::Extent, paint::Painter};

/// A listing, coloured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlighted {
    /// What goes into `<code>`: one `<span class="dg-line">` a line.
    pub html: Box<str>,
    /// The language's name for readers, for example `Rust`; empty when none was given or
    /// the listing is plain text.
    pub language: Box<str>,
    /// How wide the widest line shown is, in cells of a terminal (Han counts two).
    pub n_columns: u32,
    /// How many lines are folded away.
    pub n_hidden: u32,
}

/// Listings of more bytes stay plain.
const MAX_LISTING_BYTES: usize = 256 * 1024;

thread_local! {
    /// What this thread read before. A grammar's state holds what only one thread may touch.
    static READER: RefCell<Reader> = RefCell::default();
}

/// Colours a listing. Never fails: one of an unknown language, and what is too long, stays
/// plain. Lines that come again are looked up.
#[must_use]
pub fn highlight(code: &CodeBlock) -> Highlighted {
    READER.with_borrow_mut(|reader| {
        reader.tidy();
        highlighted(code, reader)
    })
}

fn highlighted(code: &CodeBlock, reader: &mut Reader) -> Highlighted {
    let grammar = languages::find(&code.info.language).map_or(Grammar::Plain, |language| language.grammar);
    let is_bounded = code.text.len() <= MAX_LISTING_BYTES;
    let mut painter = Painter::new(if is_bounded { grammar } else { Grammar::Plain }, reader);
    let mut html = String::with_capacity(code.text.len() * 3);
    let mut extent = Extent::default();
    for line in lines::split(code) {
        extent.add(&line);
        line.open(&mut html);
        painter.paint(&line.text, &mut html);
        html.push_str("\n</span>");
    }
    described(code, html, extent)
}

/// A listing without its lines: what can be said of it at once, while colouring takes its
/// time.
#[must_use]
pub fn measure(code: &CodeBlock) -> Highlighted {
    let mut extent = Extent::default();
    lines::split(code).for_each(|line| extent.add(&line));
    described(code, String::new(), extent)
}

fn described(code: &CodeBlock, html: String, Extent { n_columns, n_hidden }: Extent) -> Highlighted {
    let language = languages::find(&code.info.language);
    let language = language.map_or_else(|| code.info.language.clone(), |language| language.name.into());
    Highlighted { html: html.into(), language, n_columns, n_hidden }
}

/// What to tell of a listing's language, if it cannot be coloured. A listing without a
/// language and plain text are as they should be.
#[must_use]
pub fn complaint(language: &str) -> Option<(Code, String)> {
    if languages::is_known(language) {
        return None;
    }
    let nearest = diag::nearest(language, names());
    let hint = nearest.map(|name| format!(", the closest is `{name}`")).unwrap_or_default();
    Some((Code::UnknownLanguage, format!("code in `{language}` cannot be coloured{hint}")))
}

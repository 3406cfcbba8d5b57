//! Puts included files in their place: `{{#include path}}`, a range of its lines, or what
//! lies between its anchors.
//!
//! Includes are text in, text out, before anything is read as Markdown, because listings
//! live in their own files so that a compiler can check them, and a listing stands inside
//! a code fence. The [`Origin`] that comes with the text leads every later complaint to
//! the file an author opens. Where an included text stands indented or quoted, each of
//! its lines gets what stands before the call, so that a listing stays in its list item.
//!
//! Floor 2. Touches no file: the edge asks what is [`wanted`] and brings it.

use std::{borrow::Cow, collections::BTreeMap, ops::Range, sync::Arc};

use memchr::memmem;

use super::excerpt::{self, Excerpt, Piece};
use crate::{
    diag::{Code, Diagnostic, Warned, nearest},
    doc::{Origin, Stretch},
    path::ProjectPath,
    span::Span,
};

/// How an include begins.
const OPENING: &str = "{{#include";

/// How many bytes are looked at to tell what a call that is none was meant to be.
const MAX_CALL: usize = 512;

/// The most that a chapter's includes may grow to, so that files that include each other
/// twice over do not fill the memory.
const MAX_BYTES: usize = 16 << 20;

/// How many files a chapter may include, so that those which add nothing but others do not
/// take for ever.
const MAX_INCLUDES: usize = 10_000;

/// What separates the parts of a path on Windows alone. A path that holds one is none: there
/// it might lead anywhere, to another machine too, and elsewhere it leads nowhere.
const BACKSLASH: char = '\\';

/// The files that `text`, lying in `file`, includes directly; paths out of the project
/// are left out.
#[must_use]
pub fn wanted(file: &ProjectPath, text: &str) -> Vec<ProjectPath> {
    let paths = directives(text, 0).filter(|it| !it.is_escaped && !it.path.contains(BACKSLASH));
    paths.filter_map(|it| file.sibling(it.path)).collect()
}

/// The body of `file` (from byte `body_start` of its text on) with every include in place.
///
/// Markdown files may include further files, each path written from the file it stands in.
/// What cannot be included is left out and told.
#[must_use]
pub fn expand<'a>(
    file: &ProjectPath,
    text: &'a str,
    body_start: usize,
    includes: &BTreeMap<ProjectPath, Arc<str>>,
) -> Warned<(Cow<'a, str>, Origin)> {
    let body_start = text.ceil_char_boundary(body_start.min(text.len()));
    if directives(text, body_start).next().is_none() {
        let origin = Origin::file(file.clone(), offset(body_start));
        return Warned::fine((Cow::Borrowed(&text[body_start..]), origin));
    }
    let mut joiner = Joiner {
        includes,
        open: vec![file.clone()],
        n_included: 0,
        text: String::new(),
        stretches: Vec::new(),
        told: Vec::new(),
    };
    joiner.file(file, text, body_start..text.len(), "");
    if joiner.stretches.is_empty() {
        joiner.stretches.push(Stretch {
            start: 0,
            file: file.clone(),
            file_start: offset(body_start),
            is_point: false,
        });
    }
    Warned { value: (Cow::Owned(joiner.text), Origin::joined(joiner.stretches)), told: joiner.told }
}

/// An include as written.
struct Directive<'a> {
    /// The whole call, from a backslash before it to its last brace.
    span: Range<usize>,
    /// Whether a backslash before it makes it text.
    is_escaped: bool,
    /// The path, without the excerpt.
    path: &'a str,
    /// What follows the path and its first colon; `None` for the whole file.
    excerpt: Option<&'a str>,
}

/// The includes of `text` from byte `from` on, in order. A call must end in its own line.
/// O(length), however many calls have no end.
fn directives(text: &str, from: usize) -> impl Iterator<Item = Directive<'_>> {
    let next =
        |sign: &str, at: usize| memmem::find(&text.as_bytes()[at..], sign.as_bytes()).map_or(text.len(), |n| at + n);
    let (mut line_end, mut closing) = (from, from);
    memmem::find_iter(&text.as_bytes()[from..], OPENING).filter_map(move |found| {
        let start = from + found;
        let inner = start + OPENING.len();
        if line_end < inner {
            line_end = next("\n", inner);
        }
        if closing < inner {
            closing = next("}}", inner);
        }
        let inside = (closing < line_end).then(|| &text[inner..closing])?;
        let argument = inside.strip_prefix([' ', '\t'])?.trim();
        let (path, excerpt) = argument.split_once(':').map_or((argument, None), |(path, rest)| (path, Some(rest)));
        let is_escaped = text[from..start].ends_with('\\');
        let span = start - usize::from(is_escaped)..start + OPENING.len() + inside.len() + 2;
        (!path.is_empty()).then_some(Directive { span, is_escaped, path, excerpt })
    })
}

/// What reads like an include and is none.
pub(super) struct Misspelt {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// How it is written right.
    pub(super) right: String,
}

/// What begins with `{{` at byte `at` of a text whose includes are in place, when it reads
/// like an include; `None` for calls in other languages, and for one that was escaped.
pub(super) fn misspelt(text: &str, at: usize) -> Option<Misspelt> {
    let rest = &text[at..text.floor_char_boundary(text.len().min(at + MAX_CALL))];
    let line = rest.lines().next().unwrap_or_default();
    let call = line[2..].trim_start();
    let marked = call.strip_prefix('#').map(str::trim_start);
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let named = marked.unwrap_or(call);
    let (name, behind) = named.split_at(named.find(|letter| !is_of_name(letter)).unwrap_or(named.len()));
    if !(marked.is_some() && is_near(name) || name == "include") {
        return None;
    }

    let length = line.find("}}").map_or(line.len(), |end| end + 2);
    let argument = behind.split("}}").next().unwrap_or_default();
    let path = argument.trim_start_matches([' ', '\t', ':', '=', '(', '"', '\'']);
    let path = path.split([' ', '\t', ')', '"', '\'']).next().filter(|path| !path.is_empty());
    let is_meant = match marked {
        Some(_) if name == "include" => directives(&line[..length], 0).next().is_none(),
        Some(_) => path.is_some(),
        // What others call so has a text in quotes, or a word.
        None => argument.contains('.') && !argument.contains(['"', '\'']),
    };
    is_meant.then(|| Misspelt { range: at..at + length, right: format!("{OPENING} {}}}}}", path.unwrap_or("path")) })
}

/// What mdBook has besides `include` that puts a file in its place.
const LIKE_INCLUDE: [&str; 2] = ["rustdoc_include", "playground"];

/// Whether what stands between `{{` and `}}` puts a file in its place in mdBook.
pub(super) fn is_of_mdbook(call: &str) -> bool {
    let named = call.trim_start().strip_prefix('#').unwrap_or_default();
    let name = named.split_whitespace().next().unwrap_or_default();
    name == "include" || LIKE_INCLUDE.contains(&name)
}

/// Whether a name is a slip of the pen for `include`, or one that mdBook has for its like.
fn is_near(name: &str) -> bool {
    LIKE_INCLUDE.contains(&name) || strsim::damerau_levenshtein(&name.to_lowercase(), "include") <= 2
}

/// A text that grows out of files.
struct Joiner<'a> {
    includes: &'a BTreeMap<ProjectPath, Arc<str>>,
    /// The files being included, the chapter first.
    open: Vec<ProjectPath>,
    /// How many were included so far.
    n_included: usize,
    text: String,
    stretches: Vec<Stretch>,
    told: Vec<Diagnostic>,
}

impl Joiner<'_> {
    /// Appends `range` of a Markdown file with its includes in place; `indent` stands
    /// before every line but the first.
    fn file(&mut self, file: &ProjectPath, text: &str, range: Range<usize>, indent: &str) {
        let mut done = range.start;
        for directive in directives(text, range.start) {
            if directive.span.end > range.end {
                break;
            }
            self.copy(file, text, done..directive.span.start, indent);
            done = directive.span.end;
            if directive.is_escaped {
                self.copy(file, text, directive.span.start + 1..directive.span.end, indent);
            } else if let Err(fault) = self.include(file, text, &directive, indent) {
                self.told.push(*fault);
            }
        }
        self.copy(file, text, done..range.end, indent);
    }

    /// Appends what a directive asks for.
    fn include(
        &mut self,
        file: &ProjectPath,
        text: &str,
        directive: &Directive<'_>,
        indent: &str,
    ) -> Result<(), Box<Diagnostic>> {
        let span = Span::new(directive.span.clone());
        let (target, source) = self.find(file, directive.path, span)?;
        let excerpt = directive.excerpt.map_or(Ok(Excerpt::Whole), Excerpt::parse);
        let excerpt =
            excerpt.map_err(|problem| Box::new(Diagnostic::new(Code::MissingInclude, file, span, problem)))?;
        let cut = excerpt::cut(&source, &excerpt);
        if let Some(missing) = cut.missing {
            let message = format!("`{target}` has no {}", missing.what);
            self.told.push(Diagnostic::new(Code::MissingInclude, file, span, message).maybe_help(missing.help));
        }
        let before = line_before(text, directive.span.start);
        let indent = format!("{indent}{before}");
        let n_pieces = cut.pieces.len();
        self.n_included += 1;
        self.open.push(target.clone());
        for (piece_idx, Piece { mut range }) in cut.pieces.into_iter().enumerate() {
            // The line of the call has a line break of its own.
            if piece_idx + 1 == n_pieces {
                range.end = range.start + without_line_break(&source[range.clone()]).len();
            }
            if is_markdown(&target) {
                self.file(&target, &source, range, &indent);
            } else {
                self.copy(&target, &source, range, &indent);
            }
        }
        self.open.pop();
        Ok(())
    }

    /// The file at `path` as written in `file`.
    fn find(&self, file: &ProjectPath, path: &str, span: Span) -> Result<(ProjectPath, Arc<str>), Box<Diagnostic>> {
        let fault = |code, message: String| Diagnostic::new(code, file, span, message);
        if path.contains(BACKSLASH) {
            let help = format!("paths are written with `/` on every system: `{}`", path.replace(BACKSLASH, "/"));
            return Err(Box::new(fault(Code::MissingInclude, format!("`{path}` is not there")).help(help)));
        }
        let Some(target) = file.sibling(path) else {
            return Err(Box::new(fault(Code::IncludeOutside, format!("`{path}` leads out of the project"))));
        };
        if self.open.contains(&target) {
            let chain: Vec<_> = self.open.iter().skip_while(|open| **open != target).map(ProjectPath::as_str).collect();
            let message = format!("`{target}` includes itself");
            let help = format!("the way back: {} → {target}", chain.join(" → "));
            return Err(Box::new(fault(Code::IncludeCycle, message).help(help)));
        }
        let Some(source) = self.includes.get(&target) else {
            let near = nearest(target.as_str(), self.includes.keys().map(ProjectPath::as_str));
            let help = near.map(|near| format!("the closest is `{near}`"));
            return Err(Box::new(fault(Code::MissingInclude, format!("`{target}` is not there")).maybe_help(help)));
        };
        if self.text.len() + source.len() > MAX_BYTES {
            let message = format!("the includes of this chapter are larger than {} MiB", MAX_BYTES >> 20);
            return Err(Box::new(fault(Code::FileTooLarge, message)));
        }
        if self.n_included >= MAX_INCLUDES {
            let message = format!("this chapter includes more than {MAX_INCLUDES} files");
            return Err(Box::new(fault(Code::FileTooLarge, message)));
        }
        Ok((target, Arc::clone(source)))
    }

    /// Appends a part of a file as it is, with `indent` before every line but the first.
    fn copy(&mut self, file: &ProjectPath, text: &str, range: Range<usize>, indent: &str) {
        let mut start = range.start;
        while start < range.end {
            let rest = &text[start..range.end];
            let line_end = if indent.is_empty() { None } else { memchr::memchr(b'\n', rest.as_bytes()) };
            let end = line_end.map_or(range.end, |line_end| start + line_end + 1);
            self.stretch(file, start, false);
            self.text.push_str(&text[start..end]);
            if line_end.is_some() {
                self.stretch(file, end, true);
                self.text.push_str(indent);
            }
            start = end;
        }
    }

    /// Begins a stretch here, unless it only continues the one before.
    fn stretch(&mut self, file: &ProjectPath, file_start: usize, is_point: bool) {
        let start = offset(self.text.len());
        let file_start = offset(file_start);
        if let Some(last) = self.stretches.last_mut() {
            let continues =
                !is_point && !last.is_point && start - last.start == file_start.wrapping_sub(last.file_start);
            if continues && last.file == *file {
                return;
            }
            if last.start == start {
                *last = Stretch { start, file: file.clone(), file_start, is_point };
                return;
            }
        }
        self.stretches.push(Stretch { start, file: file.clone(), file_start, is_point });
    }
}

/// What stands before `at` in its line, when that is only indentation and quote marks.
fn line_before(text: &str, at: usize) -> &str {
    let line_start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |newline| newline + 1);
    let before = &text[line_start..at];
    if before.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) { before } else { "" }
}

/// Whether a file may hold includes of its own.
fn is_markdown(file: &ProjectPath) -> bool {
    file.as_str().rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "md" | "markdown"))
}

/// The text without one line break at its end.
fn without_line_break(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

/// An offset as an origin keeps it; a text of more than 4 GiB is never loaded.
fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

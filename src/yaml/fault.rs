//! What the YAML parser complains of, in an author's words.
//!
//! The parser speaks of tokens and nodes. The table below says what an author did; a
//! complaint that is not in it is passed on as it is.

use crate::diag::{Code, Diagnostic};

use super::{Bounds, Yaml, locate, locate::Second, node::Excess};

/// Why a text is no tree.
pub(super) struct Fault {
    /// What the parser says, its places cut off.
    problem: String,
    /// The byte of the text at which it stopped, when it says so.
    offset: Option<usize>,
    /// The byte at which the thing that it could not read begins.
    began: Option<usize>,
    /// What our own visitor refused.
    excess: Option<Excess>,
}

/// What an author did, by a part of the parser's complaint: message and way out.
const PROBLEMS: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a `:` stands here where YAML expects no key",
        "text that holds `: ` needs quotes around it; a key needs the indent of its neighbours",
    ),
    (
        "found unexpected end of stream",
        "quotes are opened and not closed",
        "close the quotes; inside of double quotes write `\\\"` for a quotation mark",
    ),
    (
        "did not find expected ',' or ']'",
        "a list in `[` and `]` is not closed, or a comma is missing",
        "write `[one, two]`; text that holds `[`, `]` or `,` needs quotes around it",
    ),
    (
        "did not find expected ',' or '}'",
        "a map in `{` and `}` is not closed, or a comma is missing",
        "write `{zh: one, en: two}`; text that holds `{`, `}` or `,` needs quotes around it",
    ),
    (
        "found character that cannot start any token",
        "a value cannot begin with this character",
        "indent with spaces, not tabs; text that begins with `@`, a backtick or `%` needs quotes around it",
    ),
    (
        "did not find expected key",
        "YAML expects a key here",
        "a key needs the indent of its neighbours; text after a closing quotation mark must be inside of it",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "text that begins with `]`, `}` or `,` needs quotes around it; each `[` and `{` needs its end",
    ),
    ("could not find expected ':'", "a key without its `:`", "write `key: value`, with a space behind the colon"),
    (
        "did not find expected '-' indicator",
        "YAML expects another item of the list here",
        "begin each item with `- `, all with the same indent",
    ),
    (
        "unknown escape character",
        "a backslash before a character that needs none",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    ("unknown anchor", "`*` refers to an anchor that is not there", "text that begins with `*` needs quotes around it"),
];

/// What the parser says of a text of which it has read the first document.
const SECOND: &str = "more than one document";

impl Fault {
    /// What went wrong while `text` was read.
    pub(super) fn of(text: &str, error: &serde_yaml::Error, excess: Option<Excess>) -> Self {
        let message = error.to_string();
        let offset = error.location().map(|location| location.index());
        let began = message.rsplit_once(" at line ").and_then(|(_, place)| line_and_column(text, place));
        let problem = message.split(" at line ").next().unwrap_or_default().to_owned();
        Self { problem, offset, began: began.filter(|began| Some(*began) != offset), excess }
    }

    /// The same as something to tell; `what` names the whole text.
    pub(super) fn diagnostic(&self, yaml: Yaml<'_>, what: &str) -> Diagnostic {
        if self.problem.contains(SECOND) {
            return second(yaml, what);
        }
        let offset = self.offset.unwrap_or(0).min(yaml.text.len());
        let span = locate::token(yaml.text, offset).shift(yaml.start);
        let tell = |code, message: String| Diagnostic::new(code, yaml.file, span, message);
        let excess = if self.problem.contains("limit exceeded") { Some(Excess::Size) } else { self.excess };
        match excess {
            Some(Excess::Depth) => return tell(Code::YamlTooComplex, format!("{what} is nested too deep to be read")),
            Some(Excess::Size) => {
                return tell(Code::YamlTooComplex, format!("{what} grows too large as its aliases are followed"));
            }
            Some(Excess::Tag) => {
                return tell(Code::InvalidYaml, "YAML tags are not read here".to_owned())
                    .help("text that begins with `!` needs quotes around it");
            }
            Some(Excess::Key) => {
                return tell(Code::InvalidYaml, "a list or map cannot be a key".to_owned())
                    .help("text that begins with `[` or `{` needs quotes around it");
            }
            None => {}
        }
        let known = PROBLEMS.iter().find(|(problem, ..)| self.problem.contains(problem));
        let told = match known {
            Some((_, message, help)) => tell(Code::InvalidYaml, (*message).to_owned()).help(*help),
            None => tell(Code::InvalidYaml, format!("this is not YAML: {}", self.problem)),
        };
        match self.began {
            Some(began) => told.related(yaml.file, locate::token(yaml.text, began).shift(yaml.start), "it begins here"),
            None => told,
        }
    }
}

/// Tells that a text goes on behind its first document. Where, the parser does not say.
fn second(yaml: Yaml<'_>, what: &str) -> Diagnostic {
    let is_one = |line: &str| format!("take {line} away, or what follows it: {what} is one document");
    let begins = "a second document begins here";
    let (at, message, help) = match locate::second_document(yaml.text) {
        Some(Second::Marked(at)) => (at, begins, is_one("the line")),
        Some(Second::Ended(at)) => (at, begins, is_one("the line `...` above")),
        Some(Second::Loose(at)) => {
            (at, "the text goes on after its end", "give all keys at the top the same indent".to_owned())
        }
        None => (0, "the text goes on after its end", is_one("the line `---`")),
    };
    let span = locate::token(yaml.text, at).shift(yaml.start);
    Diagnostic::new(Code::InvalidYaml, yaml.file, span, message).help(help)
}

/// The byte offset of `3 column 5`, which counts characters from 1.
fn line_and_column(text: &str, place: &str) -> Option<usize> {
    let (line, column) = place.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let offset = text[start..].char_indices().nth(column.checked_sub(1)?).map_or(text.len() - start, |(at, _)| at);
    Some(start + offset)
}

/// Why a text is refused before it is parsed; `None` when it may be.
///
/// The parser takes quadratic time for brackets that stay open and for directives.
/// Brackets are counted without regard to quotes, which is why so many may be open.
pub(super) fn refusal(text: &str, bounds: Bounds) -> Option<String> {
    /// How many brackets may be open at once, those in quotes included.
    const OPEN: u32 = 200;
    /// How many lines may begin with `%`.
    const DIRECTIVES: usize = 8;

    if text.len() > bounds.size_bytes {
        return Some(format!("is larger than {} KiB", bounds.size_bytes >> 10));
    }
    let (mut open, mut most) = (0_u32, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = open.max(most);
    }
    if most > OPEN {
        return Some("opens too many brackets".to_owned());
    }
    let n_directives = text.lines().filter(|line| line.starts_with('%')).count();
    (n_directives > DIRECTIVES).then(|| "has too many directives".to_owned())
}

/// Whether YAML forbids a character: controls but tab, line feed and carriage return.
///
/// The parser forbids them too, but does not say where.
pub(super) fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\x7f'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

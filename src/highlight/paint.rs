//! Writes lines as HTML with the classes that a grammar gives.
//!
//! Floor 2.

use std::collections::BTreeMap;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference};

use crate::escape;

use super::{
    classes::{self, Class, Verdict},
    languages::{Grammar, SYNTAXES},
};

/// Lines of more bytes stay plain. The time that some grammars take grows with the square
/// of a line's length and worse: the slowest ones (`SystemVerilog`, Typst, INI) take about a
/// second for a line of this length made to slow them, and a minute for four times as much.
const MAX_LINE_BYTES: usize = 1_000;

/// The class of a console's prompt.
const PROMPT: Class = Class("x");

/// Writes the lines of one listing, one after the other.
pub(super) enum Painter {
    /// Without colours.
    Plain,
    /// By a grammar.
    Grammar(Scopes),
    /// What is typed by the grammar of a shell, what is answered without colours.
    Console {
        /// The grammar of what is typed.
        shell: &'static SyntaxReference,
        /// The command that goes on in the next line.
        command: Option<Scopes>,
    },
}

impl Painter {
    /// A painter at the start of a listing.
    pub(super) fn new(grammar: Grammar) -> Self {
        match grammar {
            Grammar::Plain => Self::Plain,
            Grammar::Syntax(syntax) => Self::Grammar(Scopes::new(syntax)),
            Grammar::Console(shell) => Self::Console { shell, command: None },
        }
    }

    /// Writes the next line, without its end.
    pub(super) fn paint(&mut self, line: &str, html: &mut String) {
        match self {
            Self::Plain => escape::push_text(html, line),
            Self::Grammar(scopes) => {
                let mut runs = Runs::new(html);
                scopes.read(line, &mut runs);
                runs.end();
            }
            Self::Console { shell, command } => console(line, shell, command, html),
        }
    }
}

/// Writes a line of a console: a command behind its prompt, the rest of a command that
/// goes on, or an answer.
fn console(line: &str, shell: &'static SyntaxReference, command: &mut Option<Scopes>, html: &mut String) {
    let n_prompt = n_prompt_bytes(line);
    if n_prompt == 0 && command.is_none() {
        escape::push_text(html, line);
        return;
    }
    let (prompt, typed) = line.split_at(n_prompt);
    let mut runs = Runs::new(html);
    runs.push(prompt, Some(PROMPT));
    let mut scopes = command.take().unwrap_or_else(|| Scopes::new(shell));
    scopes.read(typed, &mut runs);
    runs.end();
    if typed.ends_with('\\') {
        *command = Some(scopes);
    }
}

/// How many bytes of a console's line are its prompt, white space after it included.
///
/// A prompt begins the line. It is a sign of its own (`$ `, `# `, `% `, `> `, `❯ `), perhaps behind the name
/// of an environment in parentheses and one word (`(venv) me@host:~/src$ `), or a folder
/// of Windows (`PS C:\> `).
fn n_prompt_bytes(line: &str) -> usize {
    const SIGNS: [char; 5] = ['$', '#', '%', '>', '❯'];
    let mut rest = line;
    if let Some((_, after)) = rest.strip_prefix('(').and_then(|inside| inside.split_once(") ")) {
        rest = after;
    }
    if let Some(after) = rest.strip_prefix("PS ") {
        rest = after;
    }
    let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_prompt = word.strip_suffix(SIGNS).is_some_and(|place| {
        let is_windows = place.as_bytes().get(1) == Some(&b':') && word.ends_with('>');
        place.is_empty() || is_windows || (place.contains('@') && place.contains(':'))
    });
    if is_prompt { line.len() - after.len() } else { 0 }
}

/// A grammar at some place of a listing.
pub(super) struct Scopes {
    state: ParseState,
    stack: ScopeStack,
    /// What counts at each depth of the stack.
    verdicts: Vec<Verdict>,
    /// What was found for scopes seen before; a listing has few of them.
    seen: BTreeMap<Scope, Option<Verdict>>,
    /// The line with its end, as the grammars want it.
    line: String,
}

impl Scopes {
    fn new(syntax: &SyntaxReference) -> Self {
        Self {
            state: ParseState::new(syntax),
            stack: ScopeStack::new(),
            verdicts: Vec::new(),
            seen: BTreeMap::new(),
            line: String::new(),
        }
    }

    /// Reads a line and gives its runs, in order. A line that the grammar fails on, or that
    /// is too long, is plain.
    fn read(&mut self, text: &str, runs: &mut Runs<'_>) {
        if text.len() > MAX_LINE_BYTES {
            runs.push(text, None);
            return;
        }
        self.line.clear();
        self.line.push_str(text);
        self.line.push('\n');
        let changes = self.state.parse_line(&self.line, &SYNTAXES).unwrap_or_default();
        let mut done = 0;
        for (at, change) in &changes {
            let at = text.floor_char_boundary((*at).min(text.len()));
            if at > done {
                runs.push(&text[done..at], self.class(&text[done..at]));
                done = at;
            }
            self.apply(change);
        }
        runs.push(&text[done..], self.class(&text[done..]));
    }

    /// The class of a run at the present place. Grammars call operators keywords, and
    /// brackets functions: these are made of words only.
    fn class(&self, run: &str) -> Option<Class> {
        match *self.verdicts.last()? {
            Verdict::Class(Class("k" | "f")) if !run.contains(char::is_alphabetic) => None,
            Verdict::Class(class) | Verdict::All(class) => Some(class),
            Verdict::Plain => None,
        }
    }

    fn apply(&mut self, change: &ScopeStackOp) {
        let Self { stack, verdicts, seen, .. } = self;
        // It fails only when it restores what nobody cleared; then nothing has changed.
        let _ = stack.apply_with_hook(change, |change, _| match change {
            BasicScopeStackOp::Push(scope) => {
                let found = *seen.entry(scope).or_insert_with(|| classes::verdict(scope));
                let around = verdicts.last().copied().unwrap_or(Verdict::Plain);
                verdicts.push(around.and(found));
            }
            BasicScopeStackOp::Pop => {
                verdicts.pop();
            }
        });
    }
}

/// Writes the runs of one line, neighbours of one class as one element and white space
/// outside of elements where it can be.
struct Runs<'h> {
    html: &'h mut String,
    /// The class of the element that is open.
    open: Option<Class>,
    /// White space that belongs to the open element only if more of its class follows.
    space: String,
}

impl<'h> Runs<'h> {
    fn new(html: &'h mut String) -> Self {
        Self { html, open: None, space: String::new() }
    }

    fn push(&mut self, run: &str, class: Option<Class>) {
        let without_indent = run.trim_start();
        self.space.push_str(&run[..run.len() - without_indent.len()]);
        let words = without_indent.trim_end();
        if words.is_empty() {
            return;
        }
        if class != self.open {
            self.close();
            self.flush_space();
            if let Some(Class(letter)) = class {
                self.html.push_str("<span class=\"dg-");
                self.html.push_str(letter);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        self.flush_space();
        escape::push_text(self.html, words);
        self.space.push_str(&without_indent[words.len()..]);
    }

    fn end(mut self) {
        self.close();
        self.flush_space();
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn flush_space(&mut self) {
        self.html.push_str(&self.space);
        self.space.clear();
    }
}

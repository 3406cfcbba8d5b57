//! Writes lines as HTML with the classes that a grammar gives.
//!
//! Floor 2.

use syntect::parsing::SyntaxReference;

use super::{
    classes::Class,
    grammar::{Place, Reader},
    languages::Grammar,
};
use crate::escape;

/// The class of a console's prompt.
const PROMPT: Class = Class("x");

/// Writes the lines of one listing, one after the other.
pub(super) struct Painter<'r> {
    reader: &'r mut Reader,
    way: Way,
}

/// How the lines of a listing are written.
enum Way {
    /// Without colours.
    Plain,
    /// By a grammar.
    Grammar(Place),
    /// What is typed by the grammar of a shell, what is answered without colours.
    Console {
        /// The grammar of what is typed.
        shell: &'static SyntaxReference,
        /// Where the command is that goes on in the next line.
        command: Option<Place>,
    },
}

impl<'r> Painter<'r> {
    /// A painter at the start of a listing.
    pub(super) fn new(grammar: Grammar, reader: &'r mut Reader) -> Self {
        let way = match grammar {
            Grammar::Plain => Way::Plain,
            Grammar::Syntax(syntax) => Way::Grammar(reader.start(syntax)),
            Grammar::Console(shell) => Way::Console { shell, command: None },
        };
        Self { reader, way }
    }

    /// Writes the next line, without its end.
    pub(super) fn paint(&mut self, line: &str, html: &mut String) {
        match &mut self.way {
            Way::Plain => escape::push_text(html, line),
            Way::Grammar(place) => self.reader.paint(place, line, html),
            Way::Console { shell, command } => *command = console(self.reader, shell, command.take(), line, html),
        }
    }
}

/// Writes a line of a console: a command behind its prompt, the rest of a `command` that
/// goes on, or an answer. Gives the place of a command that goes on.
fn console(
    reader: &mut Reader,
    shell: &SyntaxReference,
    command: Option<Place>,
    line: &str,
    html: &mut String,
) -> Option<Place> {
    let n_prompt = n_prompt_bytes(line);
    if n_prompt == 0 && command.is_none() {
        escape::push_text(html, line);
        return None;
    }
    let (prompt, typed) = line.split_at(n_prompt);
    let mut runs = Runs::new(html);
    runs.push(prompt, Some(PROMPT));
    runs.end();
    let mut place = command.unwrap_or_else(|| reader.start(shell));
    reader.paint(&mut place, typed, html);
    typed.ends_with('\\').then_some(place)
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

/// Writes the runs of one line, neighbours of one class as one element and white space
/// outside of elements where it can be.
pub(super) struct Runs<'h> {
    html: &'h mut String,
    /// The class of the element that is open.
    open: Option<Class>,
    /// White space that belongs to the open element only if more of its class follows.
    space: String,
}

impl<'h> Runs<'h> {
    pub(super) fn new(html: &'h mut String) -> Self {
        Self { html, open: None, space: String::new() }
    }

    pub(super) fn push(&mut self, run: &str, class: Option<Class>) {
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

    pub(super) fn end(mut self) {
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

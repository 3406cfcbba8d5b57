//! Writes lines by a grammar, each line in each state once.
//!
//! A grammar finds the classes of a line from the line and the state in which the line
//! before has left it, and from nothing else. Books show the same lines again and again:
//! a listing grows from section to section, and translations show the original's. So
//! what came of a line is kept by state and text, and most lines are looked up, which is
//! far less work than the regular expressions of a grammar.
//!
//! Floor 2.

use std::collections::BTreeMap;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference};

use super::{
    classes::{self, Class, Verdict},
    languages::SYNTAXES,
    paint::Runs,
};
use crate::escape;

/// Lines of more bytes stay plain. The time that some grammars take grows with the square
/// of a line's length and worse: the slowest ones (`SystemVerilog`, Typst, INI) take about a
/// second for a line of this length made to slow them, and a minute for four times as much.
const MAX_LINE_BYTES: usize = 1_000;

/// Scopes deeper than this are those of code made to be deep; their states are not kept,
/// for each would hold all that is around it.
const MAX_KEPT_SCOPES: usize = 64;

/// From how many bytes on nothing more is kept.
const MAX_KEPT_BYTES: usize = 8 << 20;

/// About what a state takes besides its lines.
const STATE_BYTES: usize = 1_024;

/// Reads lines of any grammar and keeps what came of them.
#[derive(Debug, Default)]
pub(super) struct Reader {
    states: Vec<Kept>,
    /// Which states have these scopes around them; they may differ in what closes them.
    by_scopes: BTreeMap<Vec<Scope>, Vec<usize>>,
    /// What is said of scopes seen before; a book has few of them.
    verdicts: BTreeMap<Scope, Option<Verdict>>,
    /// About how much is kept.
    n_bytes: usize,
}

/// Where a grammar is between two lines: at a state that is kept, or at one of its own.
#[derive(Debug)]
pub(super) enum Place {
    /// By its index in [`Reader::states`].
    Kept(usize),
    /// One that it would not pay to keep.
    Own(Box<State>),
}

/// All that a grammar knows between two lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    parse: ParseState,
    stack: ScopeStack,
    /// What counts at each depth of the stack.
    verdicts: Vec<Verdict>,
}

/// A state and the lines that were read in it.
#[derive(Debug)]
struct Kept {
    state: State,
    /// What each is as HTML, and at which state it ends.
    lines: BTreeMap<Box<str>, (Box<str>, usize)>,
}

impl Reader {
    /// Forgets everything once it is much. The places it gave are void then.
    pub(super) fn tidy(&mut self) {
        if self.n_bytes >= MAX_KEPT_BYTES {
            *self = Self::default();
        }
    }

    /// The start of a listing.
    pub(super) fn start(&mut self, syntax: &SyntaxReference) -> Place {
        self.place(State { parse: ParseState::new(syntax), stack: ScopeStack::new(), verdicts: Vec::new() })
    }

    /// Writes a line and moves the place behind it. A line that the grammar fails on, or
    /// that is too long, is plain.
    pub(super) fn paint(&mut self, place: &mut Place, line: &str, html: &mut String) {
        if line.len() > MAX_LINE_BYTES {
            escape::push_text(html, line);
            return;
        }
        match place {
            // Code made to be deep has a large state: it is changed where it is, not copied.
            Place::Own(state) => {
                self.read(state, line, html);
                if let Some(idx) = self.kept(state) {
                    *place = Place::Kept(idx);
                }
            }
            Place::Kept(from) => *place = self.paint_kept(*from, line, html),
        }
    }

    /// Writes a line that follows a state that is kept, and gives the place behind it.
    fn paint_kept(&mut self, from: usize, line: &str, html: &mut String) -> Place {
        let kept = &self.states[from];
        if let Some((known, next)) = kept.lines.get(line) {
            html.push_str(known);
            return Place::Kept(*next);
        }
        let mut state = kept.state.clone();
        let start = html.len();
        self.read(&mut state, line, html);
        let next = self.place(state);
        if let Place::Kept(next) = next {
            self.n_bytes += line.len() + html.len() - start;
            self.states[from].lines.insert(line.into(), (html[start..].into(), next));
        }
        next
    }

    /// The place of a state, which is kept if it is worth it.
    fn place(&mut self, state: State) -> Place {
        self.kept(&state).map_or_else(|| Place::Own(Box::new(state)), Place::Kept)
    }

    /// The index of a state; `None` for one that it would not pay to keep.
    fn kept(&mut self, state: &State) -> Option<usize> {
        let scopes = state.stack.as_slice();
        if scopes.len() > MAX_KEPT_SCOPES {
            return None;
        }
        let alike = self.by_scopes.get(scopes).map_or(&[][..], Vec::as_slice);
        if let Some(known) = alike.iter().find(|idx| self.states[**idx].state == *state) {
            return Some(*known);
        }
        if self.n_bytes >= MAX_KEPT_BYTES {
            return None;
        }
        let idx = self.states.len();
        self.n_bytes += STATE_BYTES;
        self.by_scopes.entry(scopes.to_vec()).or_default().push(idx);
        self.states.push(Kept { state: state.clone(), lines: BTreeMap::new() });
        Some(idx)
    }

    /// Has the grammar read a line.
    fn read(&mut self, state: &mut State, text: &str, html: &mut String) {
        // The grammars want a line with its end.
        let changes = state.parse.parse_line(&format!("{text}\n"), &SYNTAXES).unwrap_or_default();
        let mut runs = Runs::new(html);
        let mut done = 0;
        for (at, change) in &changes {
            let at = text.floor_char_boundary((*at).min(text.len()));
            if at > done {
                runs.push(&text[done..at], state.class(&text[done..at]));
                done = at;
            }
            state.apply(change, &mut self.verdicts);
        }
        runs.push(&text[done..], state.class(&text[done..]));
        runs.end();
    }
}

impl State {
    /// The class of a run at the present place. Grammars call operators keywords, and
    /// brackets functions: these are made of words only.
    fn class(&self, run: &str) -> Option<Class> {
        match *self.verdicts.last()? {
            Verdict::Class(Class("k" | "f")) if !run.contains(char::is_alphabetic) => None,
            Verdict::Class(class) | Verdict::All(class) => Some(class),
            Verdict::Plain => None,
        }
    }

    fn apply(&mut self, change: &ScopeStackOp, seen: &mut BTreeMap<Scope, Option<Verdict>>) {
        let Self { stack, verdicts, .. } = self;
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

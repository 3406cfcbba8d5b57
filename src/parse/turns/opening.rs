//! Reads how a paragraph opens: with a time, a name and a colon, or neither.
//!
//! ```text
//! [00:38:06] **Shen Yan:** I count them.      **Shen Yan**: I count them.
//! 沈砚：我数一数。    Shen Yan:I count them.    [38:06] I count them.
//! ```

use std::sync::Arc;

use super::names::Names;
use crate::{
    doc::{Inline, plain},
    front_matter::{Speaker, Timecode},
};

/// How many characters a name may have; a colon further on belongs to a sentence.
const MAX_NAME_LETTERS: usize = 60;

/// What emphasizes a name.
const STARS: [char; 2] = ['*', '_'];

/// What the beginning of a paragraph comes to.
pub(super) struct Reading {
    /// The turn it opens, if it opens one.
    pub(super) opening: Option<Opening>,
    /// What is not quite right.
    pub(super) fault: Option<Fault>,
}

/// The beginning of a turn.
pub(super) struct Opening {
    pub(super) time: Option<Timecode>,
    pub(super) speaker: Speaking,
    /// The paragraph without time and name; empty when there is nothing else in it.
    pub(super) words: Vec<Inline>,
}

/// Who speaks in a turn, as far as its opening says.
pub(super) enum Speaking {
    /// Who is named.
    Named(Arc<Speaker>),
    /// Who spoke before, since nobody is named.
    Same,
    /// Somebody who is none of the speakers.
    Unknown,
}

/// What is not quite right with an opening. Each holds the name as it is written.
pub(super) enum Fault {
    MissingColon { written: String, is_turn: bool },
    UnknownSpeaker { written: String, near: Option<String> },
}

impl Fault {
    pub(super) fn written(&self) -> &str {
        match self {
            Self::MissingColon { written, .. } | Self::UnknownSpeaker { written, .. } => written,
        }
    }
}

/// What stands before a paragraph; the further down, the likelier a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Before {
    /// Nobody has spoken yet.
    Silence,
    /// Somebody has, but then came a heading.
    Pause,
    /// Somebody speaks.
    Turn,
    /// A time, in the paragraph itself.
    Time,
}

/// Reads the beginning of a paragraph. What is not quite right is told where a turn is
/// likely.
pub(super) fn read(inlines: &[Inline], names: &Names<'_>, before: Before) -> Reading {
    let (time, rest) = Rest::of(inlines).time();
    let before = if time.is_some() { Before::Time } else { before };
    match rest.name(names, before) {
        Named::By(speaker, fault, rest) => {
            let (later_time, rest) = if time.is_none() { rest.time() } else { (None, rest) };
            let opening = Opening {
                time: time.or(later_time),
                speaker: Speaking::Named(Arc::clone(speaker)),
                words: rest.inlines(),
            };
            Reading { opening: Some(opening), fault }
        }
        Named::Nobody(fault) => {
            let is_told = |fault: &Fault| match fault {
                Fault::UnknownSpeaker { near, .. } => !names.is_empty() && (near.is_some() || time.is_some()),
                Fault::MissingColon { .. } => true,
            };
            let fault = fault.filter(is_told);
            let is_unknown = matches!(fault, Some(Fault::UnknownSpeaker { .. }));
            let speaker = if is_unknown { Speaking::Unknown } else { Speaking::Same };
            let opening = time.map(|time| Opening { time: Some(time), speaker, words: rest.inlines() });
            Reading { opening, fault }
        }
    }
}

/// Whether a line of Markdown would open a turn if it stood by itself.
pub(super) fn is_line_of_turn(line: &str, names: &Names<'_>) -> bool {
    let (_, line) = time(line.trim_start());
    names.mark(line).is_some() || colon(line).is_some_and(|(name, _)| names.find(name.trim_matches(STARS)).is_some())
}

/// Whose turn it is.
enum Named<'a, 't> {
    By(&'a Arc<Speaker>, Option<Fault>, Rest<'t>),
    Nobody(Option<Fault>),
}

/// What of a paragraph was not read yet.
#[derive(Clone, Copy)]
struct Rest<'t> {
    /// Text that stands first.
    text: &'t str,
    others: &'t [Inline],
}

impl<'t> Rest<'t> {
    /// The inlines without white space at their beginning.
    fn of(inlines: &'t [Inline]) -> Self {
        Self { text: "", others: inlines }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        loop {
            self.text = self.text.trim_start();
            match self.others.split_first() {
                Some((Inline::Text(text), others)) if self.text.is_empty() => (self.text, self.others) = (text, others),
                Some((Inline::SoftBreak | Inline::HardBreak, others)) if self.text.is_empty() => self.others = others,
                _ => return self,
            }
        }
    }

    fn inlines(self) -> Vec<Inline> {
        let text = (!self.text.is_empty()).then(|| Inline::Text(self.text.into()));
        text.into_iter().chain(self.others.iter().cloned()).collect()
    }

    /// The time it begins with, and what follows.
    fn time(self) -> (Option<Timecode>, Self) {
        let (time, text) = time(self.text);
        (time, Self { text, ..self }.trimmed())
    }

    /// The speaker it begins with.
    fn name<'a>(self, names: &Names<'a>, before: Before) -> Named<'a, 't> {
        match self.others.split_first() {
            Some((Inline::Strong(inner) | Inline::Emphasis(inner), others)) if self.text.is_empty() => {
                marked_name(&plain(inner), Self { text: "", others }, names, before)
            }
            _ => self.plain_name(names, before),
        }
    }

    /// The speaker whose name stands in plain text.
    fn plain_name<'a>(self, names: &Names<'a>, before: Before) -> Named<'a, 't> {
        if let Some((speaker, text)) = names.mark(self.text) {
            return Named::By(speaker, None, Self { text, ..self }.trimmed());
        }
        if let Some((name, text)) = colon(self.text)
            && let Some(speaker) = names.find(name.trim_matches(STARS))
        {
            // Without a space behind them, stars after a colon are text.
            let text = if name.starts_with(STARS) { text.trim_start_matches(STARS) } else { text };
            return Named::By(speaker, None, Self { text, ..self }.trimmed());
        }
        if before < Before::Turn {
            return Named::Nobody(None);
        }
        Named::Nobody(match (names.leading(self.text, before == Before::Time), colon(self.text)) {
            (Some(written), None) => Some(Fault::MissingColon { written: written.to_owned(), is_turn: false }),
            (None, Some((name, _))) => Some(unknown(name, names)),
            _ => None,
        })
    }
}

/// The speaker whose name is emphasized; its colon stands within the emphasis or behind.
fn marked_name<'a, 't>(written: &str, behind: Rest<'t>, names: &Names<'a>, before: Before) -> Named<'a, 't> {
    let is_expected = before > Before::Silence;
    let behind = behind.trimmed();
    let (name, rest) = match written.trim_end().strip_suffix(is_colon) {
        Some(name) => (name, Some(behind)),
        None => (written, behind.text.strip_prefix(is_colon).map(|text| Rest { text, ..behind }.trimmed())),
    };
    match (names.find(name), rest) {
        (Some(speaker), Some(rest)) => Named::By(speaker, None, rest),
        // A name that stands alone in its paragraph is a line of its own above the words.
        (Some(speaker), None) if is_expected && behind.inlines().is_empty() => Named::By(speaker, None, behind),
        (Some(speaker), None) if is_expected => {
            let fault = Fault::MissingColon { written: name.trim().to_owned(), is_turn: true };
            Named::By(speaker, Some(fault), behind)
        }
        (None, Some(_)) => Named::Nobody(Some(unknown(name, names))),
        (_, None) => Named::Nobody(None),
    }
}

fn unknown(name: &str, names: &Names<'_>) -> Fault {
    Fault::UnknownSpeaker { written: name.trim().to_owned(), near: names.nearest(name).map(str::to_owned) }
}

/// The time in brackets that a text begins with, and what follows it.
pub(super) fn time(text: &str) -> (Option<Timecode>, &str) {
    let read = || {
        let inside = text.strip_prefix(['[', '［', '【'])?;
        let (written, rest) = inside.split_once([']', '］', '】'])?;
        let time = Timecode::read(&written.trim().replace('：', ":"))?;
        Some((time, rest.trim_start()))
    };
    read().map_or((None, text), |(time, rest)| (Some(time), rest))
}

/// What stands before and behind the first colon, when that is near enough.
fn colon(text: &str) -> Option<(&str, &str)> {
    let (at, colon) = text.char_indices().take(MAX_NAME_LETTERS).find(|(_, letter)| is_colon(*letter))?;
    Some((&text[..at], &text[at + colon.len_utf8()..]))
}

fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：' | '﹕' | '︰')
}

//! Reads a ledger, and says where one is damaged.
//!
//! A ledger is merged by people and by git, so it is read with care: a pair that cannot
//! be read is told and left out, and the rest holds.

use std::{collections::BTreeSet, sync::Arc};

use super::{Ledger, Mark, Record, Seal, highest};
use crate::{
    diag::{Code, Diagnostic, Warned},
    path::{ContentPath, ProjectPath},
    span::Span,
    translation::PairId,
    yaml::{At, Bounds, Node, Read, Reader, Yaml, keys},
};

/// The version of the format that is read and written.
pub(super) const VERSION: u32 = 1;

/// How much of a ledger is read. It keeps the original's text, which may be as large as a
/// source.
const BOUNDS: Bounds = Bounds { size_bytes: 16 << 20, depth: 8, n_nodes: 1_000_000 };

/// Reads a ledger; `None` when it is none at all, which has been told.
#[must_use]
pub fn read(file: &ProjectPath, text: &str) -> Warned<Option<Ledger>> {
    if let Some(conflict) = conflict(file, text) {
        return Warned { value: None, told: vec![conflict] };
    }
    let read = |node: &Node, reader: &mut Reader<'_>| {
        let written: Written = Read::read(node, reader)?;
        written.understood(reader)
    };
    Yaml::file(file, text).read_with("the ledger", BOUNDS, read)
}

/// A place where git left both sides of a merge.
fn conflict(file: &ProjectPath, text: &str) -> Option<Diagnostic> {
    let marks = ["<<<<<<< ", ">>>>>>> "];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if marks.iter().any(|mark| line.starts_with(mark)) {
            let span = Span::new(start..start + line.trim_end().len());
            let told = Diagnostic::new(Code::UnmergedLedger, file, span, "a merge of this ledger was not finished");
            return Some(told.help("keep the pairs of both sides and remove the marks; equal ids are mended"));
        }
        start += line.len();
    }
    None
}

/// A ledger as it is written.
#[derive(Default)]
struct Written {
    diglot: u32,
    source: Arc<str>,
    rev: Option<Arc<str>>,
    last: u32,
    pairs: Vec<WrittenRecord>,
}

keys! {
    Written {
        #[needed] diglot = version, "The version of the format.";
        #[needed] source, "The original's path under `content/`.";
        rev, "The commit of the original that the translation was first held to follow.";
        last, "The highest number that an id ever had, when no pair has it any more.";
        pairs, "The pairs, in the translation's order.";
    }
}

/// A pair as it is written.
#[derive(Default)]
struct WrittenRecord {
    id: Option<At<PairId>>,
    s: Vec<Seal>,
    t: Vec<Seal>,
    was: Vec<Arc<str>>,
    note: Option<Arc<str>>,
    omit: Option<Arc<str>>,
    machine: bool,
    placed: bool,
}

keys! {
    WrittenRecord {
        #[needed] id, "The pair's name.";
        s, "The prints of the original's blocks.";
        t, "The prints of the translation's blocks.";
        was, "What the original's blocks said.";
        note, "Why only the translation has it.";
        omit, "Why the translation leaves it out.";
        machine, "Whether a machine translated it and nobody accepted that.";
        placed, "Whether it was accepted at another place than the original's.";
    }
}

impl Written {
    fn understood(self, reader: &mut Reader<'_>) -> Option<Ledger> {
        let Some(source) = ContentPath::new(&self.source) else {
            let help = Some("`source` is a path such as `en/04-ownership/index.md`".to_owned());
            return reader.tell(Code::InvalidValue, "`source` leads out of `content/`", help);
        };
        let mut seen = BTreeSet::new();
        let mut records = Vec::new();
        let mut repeated = Vec::new();
        for written in self.pairs {
            let Some(id) = written.id.clone() else { continue };
            let record = written.understood(id.value.clone());
            if seen.insert(id.value.clone()) {
                records.push(record);
            } else {
                tell_repeated(&id, reader);
                repeated.push(record);
            }
        }
        let mut last = self.last.max(highest(seen.iter()));
        // Two branches that each added a pair gave both the same number: one keeps it.
        for record in repeated {
            last += 1;
            records.push(Record { id: PairId::numbered(last), ..record });
        }
        Some(Ledger { source, rev: self.rev, last, records })
    }
}

fn tell_repeated(id: &At<PairId>, reader: &mut Reader<'_>) {
    let message = format!("another pair has the id `{}` too", id.value);
    let help = "the second one gets a new id with the next `diglot accept` of the page";
    reader.tell_at(id, Code::RepeatedPair, message, Some(help.to_owned()));
}

impl WrittenRecord {
    fn understood(self, id: PairId) -> Record {
        let why = self.note.or(self.omit).filter(|why| !why.is_empty());
        let mark = match why {
            Some(why) => Mark::Why(why),
            None if self.machine => Mark::Machine,
            None if self.placed => Mark::Placed,
            None => Mark::None,
        };
        // Texts that do not answer the prints one by one would be compared with the wrong ones.
        let was = if self.was.len() == self.s.len() { self.was } else { Vec::new() };
        Record { id, source: self.s, target: self.t, was, mark }
    }
}

/// The version of the format, which must be the one that is known.
fn version(node: &Node, reader: &mut Reader<'_>) -> Option<u32> {
    let version: u32 = Read::read(node, reader)?;
    if version == VERSION {
        return Some(version);
    }
    let help = format!("this program reads version {VERSION}; a later diglot wrote it");
    reader.invalid(&format!("must be {VERSION}, not {version}"), Some(help))
}

impl Read for PairId {
    const EXPECTED: &'static str = "the id of a pair";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text: Arc<str> = Read::read(node, reader)?;
        Self::new(&text)
            .or_else(|| reader.invalid("must be an id: no white space, no quotes, no `<`, `>` or `#`", None))
    }
}

impl Read for Seal {
    const EXPECTED: &'static str = "two prints such as `7k2m9qfa-x1p0d3we`";
    const EXPECTED_LIST: &'static str = "a list of prints";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text: Arc<str> = Read::read(node, reader)?;
        let prints = text.split_once('-').and_then(|(text, shape)| Some((text.parse().ok()?, shape.parse().ok()?)));
        match prints {
            Some((text, shape)) => Some(Self { text, shape }),
            None => reader.invalid(&format!("must be {}", Self::EXPECTED), None),
        }
    }
}

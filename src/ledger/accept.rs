//! Writes down that a translation follows its original now.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Ledger, Mark, Record, Sealed,
    change::{similarity, words},
    highest,
    join::{self, Join, out_of_order},
};
use crate::{
    doc::one_line,
    path::ContentPath,
    translation::{Pair, PairId, State},
    unit::UnitKind,
};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The pairs; `None` for all of the page.
    pub ids: Option<&'a BTreeSet<PairId>>,
    /// Whether a translation that was not edited may be accepted too.
    pub even_unchanged: bool,
    /// Whether it is a machine's work, which a person is still to accept.
    pub is_machine: bool,
    /// Whether the original's text is kept beside its prints.
    pub keep_source: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The ledger from now on.
    pub ledger: Ledger,
    /// What was accepted that was not before.
    pub accepted: Vec<PairId>,
    /// What was refused, since the translation is what it was before the original changed.
    pub unchanged: Vec<PairId>,
    /// What was asked for and is not there.
    pub unknown: Vec<PairId>,
}

/// A ledger that holds everything that is paired, for a translation that has none.
///
/// What only the original has stays out of it, and so is missing.
#[must_use]
pub fn begin(
    join: &Join<'_>,
    pairs: &[Pair],
    source: &ContentPath,
    rev: Option<Arc<str>>,
    keep_source: bool,
) -> Ledger {
    let asked = Asked { ids: None, even_unchanged: true, is_machine: false, keep_source };
    let moved = out_of_order(pairs);
    let wanted = pairs.iter().enumerate().filter(|(_, pair)| pair.state != State::Missing);
    let records: Vec<Record> = wanted.map(|(idx, pair)| record(join, pair, moved.contains(&idx), &asked)).collect();
    let last = highest(records.iter().map(|record| &record.id));
    Ledger { source: source.clone(), rev, last, records }
}

/// How often at most what was written down is looked at again.
const MOST_LOOKS: usize = 8;

/// Accepts what is asked for. Everything else stays as the ledger had it; what both texts
/// have given up is dropped.
///
/// Where several blocks say the same, a ledger cannot tell which is whose, and the next look
/// may share them out otherwise. What was accepted is therefore looked at again, until the
/// next look finds it as it was written.
#[must_use]
pub fn accept(
    join: &Join<'_>,
    pairs: &[Pair],
    source: &ContentPath,
    ledger: Option<&Ledger>,
    asked: &Asked<'_>,
) -> Accepted {
    let mut accepted = once(join, pairs, source, ledger, asked);
    for _ in 0..MOST_LOOKS {
        let pairs = join::join(join, Some(&accepted.ledger));
        let again = once(join, &pairs, source, Some(&accepted.ledger), asked);
        if again.ledger == accepted.ledger {
            break;
        }
        let is_new = |id: &PairId| !accepted.accepted.contains(id);
        let more: Vec<PairId> = again.accepted.into_iter().filter(is_new).collect();
        accepted.accepted.extend(more);
        accepted.ledger = again.ledger;
    }
    accepted
}

/// Accepts what is asked for of the pairs as they are seen now.
fn once(join: &Join<'_>, pairs: &[Pair], source: &ContentPath, ledger: Option<&Ledger>, asked: &Asked<'_>) -> Accepted {
    let old: BTreeMap<&PairId, &Record> =
        ledger.iter().flat_map(|ledger| &ledger.records).map(|record| (&record.id, record)).collect();
    let (mut accepted, mut unchanged, mut records) = (Vec::new(), Vec::new(), Vec::new());
    let moved = out_of_order(pairs);
    for (idx, pair) in pairs.iter().enumerate() {
        let known = old.get(&pair.id).map(|record| (*record).clone());
        match verdict(pair, known.is_some(), asked) {
            Verdict::Leave => records.extend(known),
            Verdict::Refuse => {
                unchanged.push(pair.id.clone());
                records.extend(known);
            }
            Verdict::Accept => {
                let mut record = record(join, pair, moved.contains(&idx), asked);
                if let (Some(Record { mark: why @ Mark::Why(_), .. }), Mark::None) = (&known, &record.mark) {
                    record.mark = why.clone();
                }
                if known.as_ref() != Some(&record) {
                    accepted.push(pair.id.clone());
                }
                records.push(record);
            }
        }
    }
    let there: BTreeSet<&PairId> = pairs.iter().map(|pair| &pair.id).collect();
    let unknown = asked.ids.into_iter().flatten().filter(|id| !there.contains(id)).cloned().collect();
    let last = ledger.map_or(0, |ledger| ledger.last).max(highest(records.iter().map(|record| &record.id)));
    let rev = ledger.and_then(|ledger| ledger.rev.clone());
    Accepted { ledger: Ledger { source: source.clone(), rev, last, records }, accepted, unchanged, unknown }
}

enum Verdict {
    Leave,
    Refuse,
    Accept,
}

fn verdict(pair: &Pair, is_known: bool, asked: &Asked<'_>) -> Verdict {
    let is_named = asked.ids.is_some_and(|ids| ids.contains(&pair.id));
    if asked.ids.is_some() && !is_named {
        return Verdict::Leave;
    }
    let may = pair.is_touched || asked.even_unchanged;
    match pair.state {
        // That one side gave a text up is said of that text alone, never of a whole page.
        State::Missing | State::Removed if !is_named => Verdict::Leave,
        State::Missing | State::Removed if asked.even_unchanged => Verdict::Accept,
        State::Missing | State::Removed => Verdict::Refuse,
        State::Stale | State::Mechanical if !may => Verdict::Refuse,
        State::Current | State::Omitted | State::Extra if is_known && !pair.is_touched => Verdict::Leave,
        _ => Verdict::Accept,
    }
}

/// A pair as it is now.
fn record(join: &Join<'_>, pair: &Pair, is_moved: bool, asked: &Asked<'_>) -> Record {
    let original = &join.original[pair.left.clone()];
    let translation = &join.translation[pair.right.clone()];
    let seals = |blocks: &[Sealed<'_>]| blocks.iter().map(Sealed::seal).collect();
    let mark = match pair.state {
        _ if asked.is_machine => Mark::Machine,
        _ if is_moved => Mark::Placed,
        _ => Mark::None,
    };
    // A text that the original has given up is the translation's own from now on.
    Record {
        id: pair.id.clone(),
        source: seals(original),
        target: seals(translation),
        was: if asked.keep_source { original.iter().map(text).collect() } else { Vec::new() },
        mark,
    }
}

/// What a block says, the same however its source is wrapped.
fn text(block: &Sealed<'_>) -> Arc<str> {
    if matches!(block.unit.kind, UnitKind::Code | UnitKind::Math) {
        return block.unit.text.as_ref().into();
    }
    let lines = block.unit.text.lines().map(one_line);
    lines.collect::<Vec<_>>().join("\n").into()
}

/// How much a comment must have in common with the original that it is held to quote.
const QUOTES: f64 = 0.3;

/// Puts into a record what the original said by the translation's own account. Whether it
/// did: a comment that has little in common with the original quotes something else.
#[must_use]
pub fn was_told(record: &mut Record, said: &[Sealed<'_>]) -> bool {
    let was = words(&record.was.join(" "));
    let quoted: Vec<&str> = said.iter().map(|sealed| &*sealed.unit.text).collect();
    if record.source.is_empty() || similarity(&was, &words(&quoted.join(" "))) < QUOTES {
        return false;
    }
    record.source = said.iter().map(Sealed::seal).collect();
    record.was = said.iter().map(text).collect();
    true
}

//! `diglot accept`: records that translations follow their originals now.
//!
//! Edge. Writes ledgers and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    args::AcceptArgs,
    failure::{Exit, Failure},
    files::replace,
    pool::in_pool,
    project::Project,
    reading::{AskedPage, Reading, ledger_path},
    report::counted,
    terminal::Terminal,
};
use crate::{
    book::EntryIdx,
    ledger::{self, Accepted, Asked},
    pipeline::Edition,
    translation::PairId,
};

/// Accepts what is named.
///
/// # Errors
///
/// Wrong usage, when something named is not there; the system's, when a ledger cannot be
/// written.
pub fn accept(project: &Project, args: &AcceptArgs, terminal: Terminal) -> Result<Exit, Failure> {
    in_pool(None, || {
        let reading = Reading::of(project, true)?;
        let edition = reading.edition(terminal)?;
        let mut done: Vec<(EntryIdx, Accepted)> = Vec::new();
        for (entry, ids) in asked(&edition, &args.pages)? {
            reading.check_ledger(&edition, entry)?;
            let accepted = accepted(&edition, entry, ids.as_ref(), args.unchanged);
            let path = &edition.book().entry(entry).card.path;
            if let Some(unknown) = accepted.unknown.first() {
                return Err(Failure::usage(format!("`{path}` has no paragraph `#{unknown}`"))
                    .help(format!("`diglot status {path}` lists those that ask for attention")));
            }
            done.push((entry, accepted));
        }
        // Nothing is written before all of it is known to be right.
        let mut exit = Exit::Done;
        for (entry, accepted) in &done {
            let path = &edition.book().entry(*entry).card.path;
            let file = ledger_path(edition.book(), *entry);
            let text = ledger::write(&accepted.ledger);
            if reading.input.ledgers.get(&file).map(|text| &**text) != Some(text.as_str()) {
                replace(&project.content_on_disk(&file), text.as_bytes())?;
            }
            terminal.say(&format!("accepted {} of `{path}`", counted(accepted.accepted.len(), "paragraph")));
            if !accepted.unchanged.is_empty() {
                terminal.complain(&refused(path.as_str(), &accepted.unchanged));
                exit = Exit::Faults;
            }
        }
        Ok(exit)
    })
}

/// What is named, by page; `None` for a whole one.
fn asked(edition: &Edition, pages: &[String]) -> Result<BTreeMap<EntryIdx, Option<BTreeSet<PairId>>>, Failure> {
    let mut asked: BTreeMap<EntryIdx, Option<BTreeSet<PairId>>> = BTreeMap::new();
    for page in pages {
        let found = AskedPage::find(edition.book(), page)?;
        if edition.original(found.entry).is_none() {
            let names: Vec<String> = found
                .translations(edition)
                .into_iter()
                .map(|entry| format!("`{}`", edition.book().entry(entry).card.path))
                .collect();
            let failure = Failure::usage(format!("`{page}` is an original; what is accepted is a translation"));
            return Err(if names.is_empty() { failure } else { failure.help(format!("name {}", names.join(" or "))) });
        }
        match (asked.get_mut(&found.entry), found.id) {
            (None, id) => drop(asked.insert(found.entry, id.map(|id| BTreeSet::from([id])))),
            (Some(Some(ids)), Some(id)) => drop(ids.insert(id)),
            (Some(whole), None) => *whole = None,
            (Some(None), Some(_)) => {}
        }
    }
    Ok(asked)
}

fn accepted(edition: &Edition, entry: EntryIdx, ids: Option<&BTreeSet<PairId>>, even_unchanged: bool) -> Accepted {
    let (bench, translation) =
        edition.bench(entry).zip(edition.translation(entry)).expect("only translations are asked");
    let keep_source = edition.book().settings.ledger.keep_source;
    let asked = Asked { ids, even_unchanged, is_machine: false, keep_source };
    let source = &edition.book().entry(translation.original).card.path;
    ledger::accept(&bench.join(), &translation.pairs, source, bench.ledger, &asked)
}

/// What was not accepted, and how it would be.
fn refused(path: &str, ids: &[PairId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| format!("`#{id}`")).collect();
    let (is, it) = if ids.len() == 1 { ("is", "it") } else { ("are", "they") };
    format!(
        "warning: not accepted: {names} of `{path}` {is} what {it} {was} before the original changed\n  = help: edit the translation, or say `--unchanged` where it needs no change\n",
        names = names.join(", "),
        was = if ids.len() == 1 { "was" } else { "were" },
    )
}

//! `diglot export todo` and `diglot import todo`: what is to be translated goes out to any
//! translator, person or machine, and comes back.
//!
//! Edge. Import writes chapters and ledgers.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{
    args::{ExportTodoArgs, ImportTodoArgs, TodoFormat},
    failure::{Exit, Failure},
    files::replace,
    load,
    pool::in_pool,
    project::Project,
    reading::{Reading, asked_translations, ledger_path},
    report::counted,
    shown::shown,
    terminal::Terminal,
};
use crate::{book::EntryIdx, ledger, pipeline::Intake, todo};

/// Hands out what is stale or missing.
///
/// # Errors
///
/// When the project cannot be read or the list cannot be written.
pub fn export(project: &Project, args: &ExportTodoArgs, terminal: Terminal) -> Result<Exit, Failure> {
    in_pool(None, || {
        let reading = Reading::of(project, true)?;
        let edition = reading.edition(terminal)?;
        let todo = edition.todo(&reading.input, &asked_translations(&edition, &args.pages, &args.locale)?);
        let text = match args.format {
            TodoFormat::Json => todo::to_json(&todo),
            TodoFormat::Xliff => {
                if let Some(other) = todo.items.iter().find(|it| it.target_language != todo.items[0].target_language) {
                    return Err(Failure::usage("an XLIFF file is for one language to translate into").help(format!(
                        "`--locale` chooses one; there are `{}` and `{}`",
                        todo.items[0].target_language, other.target_language
                    )));
                }
                todo::to_xliff(&todo)
            }
        };
        match &args.out {
            None => terminal.print(text.trim_end()),
            Some(out) => {
                replace(out, text.as_bytes())?;
                terminal.say(&format!("wrote {} to `{}`", counted(todo.items.len(), "paragraph"), shown(out)));
            }
        }
        Ok(Exit::Done)
    })
}

/// Takes in what was translated: puts each text in its place and accepts it.
///
/// # Errors
///
/// When the list is none, or a file cannot be written.
pub fn import(project: &Project, args: &ImportTodoArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let returned = todo::read(&list(&args.file)?)
        .map_err(|why| Failure::usage(format!("`{}` is no list from `export todo`: {why}", shown(&args.file))))?;
    in_pool(None, || {
        let mut reading = Reading::of(project, true)?;
        let edition = reading.edition(terminal)?;
        let intake = edition.take_in(&reading.input, &returned);
        let pages = (0..edition.book().entries.len()).map(EntryIdx);
        for entry in pages.filter(|entry| intake.files.contains_key(&edition.book().entry(*entry).card.path)) {
            reading.check_ledger(&edition, entry)?;
        }
        drop(edition);
        for (page, text) in &intake.files {
            let file = project.content_on_disk(page);
            let there = fs::read_to_string(&file).unwrap_or_default();
            replace(&file, load::with_line_ends_of(&there, text).as_bytes())?;
            reading.input.sources.insert(page.clone(), text.clone().into());
        }

        let edition = reading.edition(terminal)?;
        let mut n_taken = 0;
        for (entry, accepted) in edition.settle(&intake.pins, args.machine) {
            n_taken += accepted.accepted.len();
            let file = ledger_path(edition.book(), entry);
            replace(&project.content_on_disk(&file), ledger::write(&accepted.ledger).as_bytes())?;
        }
        Ok(say(&intake, n_taken, terminal))
    })
}

/// The text of a list; `-` is standard input.
fn list(file: &Path) -> Result<String, Failure> {
    let refused = |error: &io::Error| Failure::system("read", file, error);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(load::TEXT_LIMIT_BYTES).read_to_end(&mut bytes).map_err(|error| refused(&error))?;
    } else {
        bytes = fs::read(file).map_err(|error| refused(&error))?;
    }
    String::from_utf8(bytes).map_err(|_| Failure::usage(format!("`{}` is not UTF-8", shown(file))))
}

/// Says what came of it.
fn say(intake: &Intake, n_taken: usize, terminal: Terminal) -> Exit {
    let unchanged = counted(intake.n_unchanged, "paragraph");
    match (n_taken, intake.n_unchanged) {
        (0, 0) => terminal.say("nothing to take in"),
        (0, _) => terminal.say(&format!("nothing to take in: {unchanged} came back as they went")),
        (n, 0) => terminal.say(&format!("took in {}", counted(n, "paragraph"))),
        (n, _) => terminal.say(&format!("took in {}; {unchanged} came back as they went", counted(n, "paragraph"))),
    }
    for why in &intake.refused {
        terminal.complain(&format!("warning: not taken in: {why}"));
    }
    if intake.refused.is_empty() { Exit::Done } else { Exit::Faults }
}

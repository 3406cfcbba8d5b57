//! `diglot ledger init`: begins the ledgers of translations that have none.
//!
//! What a translation was made from is looked for in this order: the version that the page
//! itself names, the original as it was when the translation was last changed, the original
//! as it is now.
//!
//! Edge. Writes ledgers and nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    args::{LedgerInitArgs, Since},
    failure::{Exit, Failure},
    files::replace,
    git::Git,
    pool::in_pool,
    project::Project,
    reading::{Reading, asked_translations, ledger_path},
    report::counted,
    shown::shown,
    terminal::Terminal,
};
use crate::{
    book::EntryIdx,
    input::SourceText,
    ledger,
    markdown::include,
    path::{ContentPath, ProjectPath},
    pipeline::{Edition, Past},
};

/// Where versions are looked for.
struct History {
    /// The repository of the original, where that is another.
    given: Option<Git>,
    /// The project's own.
    own: Option<Git>,
}

/// How many pages were found to be what, and how many paragraphs.
#[derive(Default)]
struct Tally {
    begun: usize,
    kept: usize,
    marked: usize,
    named: usize,
    dated: usize,
    told: usize,
}

/// Begins ledgers.
///
/// # Errors
///
/// Wrong usage, when a page is not there; the system's, when a ledger cannot be written.
pub fn init(project: &Project, args: &LedgerInitArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let given = match &args.history {
        None => None,
        Some(folder) => Some(Git::at(folder).ok_or_else(|| {
            Failure::usage(format!("`{}` is not in a git repository", shown(folder)))
                .help("`--history` names a clone of the repository that holds the original")
        })?),
    };
    let history = History { given, own: Git::at(project.root()) };
    in_pool(None, || {
        let reading = Reading::of(project, true)?;
        let edition = reading.edition(terminal)?;
        let mut tally = Tally::default();
        // A page that is named twice begins once.
        for entry in BTreeSet::from_iter(asked_translations(&edition, &args.pages, &args.locale)?) {
            let file = ledger_path(edition.book(), entry);
            if reading.input.ledgers.contains_key(&file) && !args.force {
                tally.kept += 1;
                continue;
            }
            let text = reading.input.sources.get(&edition.book().entry(entry).card.path).map(SourceText::open);
            let (rev, past) = found(&edition, entry, text.as_deref(), &history, args.since, &mut tally);
            let Some((ledger, told)) = edition.begin(entry, rev, past.as_ref()) else { continue };
            replace(&project.content_on_disk(&file), ledger::write(&ledger).as_bytes())?;
            tally.begun += 1;
            tally.told += told;
        }
        tally.say(terminal);
        Ok(Exit::Done)
    })
}

/// The version that a translation was made from, and the original as it was then.
fn found(
    edition: &Edition,
    entry: EntryIdx,
    text: Option<&str>,
    history: &History,
    since: Since,
    tally: &mut Tally,
) -> (Option<Arc<str>>, Option<Past>) {
    let original = edition.original(entry).unwrap_or(entry);
    let original = &edition.book().entry(original).card.path;
    if let Some(mark) = text.and_then(ledger::mark) {
        tally.marked += 1;
        let own_path = original.in_project();
        let paths = mark.path.as_deref().into_iter().chain([own_path.as_str()]);
        let past = paths.flat_map(|path| history.all().map(move |git| (git, path)));
        let past = past.filter(|_| since != Since::Now).find_map(|(git, path)| past_of(git, &mark.rev, path, original));
        tally.named += usize::from(past.is_some());
        return (Some(mark.rev), past);
    }
    let Some(git) = history.own.as_ref().filter(|_| since != Since::Now) else { return (None, None) };
    let translation = edition.book().entry(entry).card.path.in_project();
    let Some(rev) = git.last_change(translation.as_str()) else { return (None, None) };
    let past = past_of(git, &rev, original.in_project().as_str(), original);
    tally.dated += usize::from(past.is_some());
    (Some(rev), past)
}

impl History {
    fn all(&self) -> impl Iterator<Item = &Git> + Clone {
        self.given.iter().chain(&self.own)
    }
}

/// The original at a commit, with what it included there.
fn past_of(git: &Git, rev: &str, path: &str, original: &ContentPath) -> Option<Past> {
    let text = git.text(rev, path)?;
    let mut includes = BTreeMap::new();
    let mut open: Vec<ProjectPath> = include::wanted(&original.in_project(), &text).into_iter().collect();
    while let Some(file) = open.pop() {
        if includes.contains_key(&file) {
            continue;
        }
        if let Some(text) = git.text(rev, file.as_str()) {
            open.extend(include::wanted(&file, &text));
            includes.insert(file, text);
        }
    }
    Some(Past { text, includes })
}

impl Tally {
    fn say(&self, terminal: Terminal) {
        let Self { begun, kept, marked, named, dated, told } = *self;
        let n_now = begun - named - dated;
        terminal.say(&format!("began {}", counted(begun, "ledger")));
        let lines = [
            (named, "against the version that the page names"),
            (dated, "against the original as it was when the translation last changed"),
            (n_now, "against the original as it is now"),
        ];
        for (n, how) in lines.into_iter().filter(|(n, _)| *n > 0) {
            terminal.say(&format!("  {n} {how}"));
        }
        if told > 0 {
            terminal.say(&format!("  {} with the original in a comment above", counted(told, "paragraph")));
        }
        if kept > 0 {
            terminal.say(&format!("  {kept} were there already; `--force` begins them anew"));
        }
        if marked > named {
            let n = marked - named;
            terminal.say(&format!(
                "  {} a version that is not in the history here; `--history DIR` names a clone that has it",
                if n == 1 { "1 page names".to_owned() } else { format!("{n} pages name") },
            ));
        }
    }
}

//! The book as the preview has it now, and its pages as they are asked for.
//!
//! Every change makes a new [`Shown`]; whoever is in the middle of answering keeps the one
//! before. A page is printed when it is first asked for. One that has faults is answered
//! with its last good state, as long as there is one: the faults are told over it.
//!
//! Edge. Knows no connection.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use tokio::sync::watch;

use super::told::Told;
use crate::{
    diag::{Diagnostic, Level},
    edge::{build, project::Project, report::Verdict, terminal::Terminal},
    input::Input,
    parse,
    path::{OutPath, ProjectPath},
    pipeline::Edition,
    settings::Settings,
    view::{Place, Printed},
};

/// How many pages are kept as they were printed. Printing one again costs a millisecond.
const MAX_KEPT: usize = 256;

/// The preview of a book.
pub(super) struct Preview {
    project: Project,
    terminal: Terminal,
    now: watch::Sender<Arc<Shown>>,
    /// Pages as they last were without a fault.
    good: Mutex<BTreeMap<OutPath, Arc<[u8]>>>,
    /// The faults of single pages that the terminal was told.
    spoken: Mutex<BTreeMap<OutPath, BTreeSet<Told>>>,
}

/// A state of the book.
pub(super) struct Shown {
    /// The book, ready to be printed.
    pub edition: Arc<Edition>,
    /// What is wrong with the book as a whole, or with files that were read.
    pub faults: Vec<Told>,
    input: Arc<Input>,
    settings: Settings,
    /// The files that have errors.
    spoiled: BTreeSet<ProjectPath>,
    pages: Mutex<BTreeMap<OutPath, Arc<OnceLock<Arc<Page>>>>>,
}

/// A page as it is answered.
pub(super) struct Page {
    /// Its bytes, as a build has them; `None` for one that could never be printed.
    pub bytes: Option<Arc<[u8]>>,
    /// A hash of them.
    pub seen: String,
    /// What is wrong with this page alone.
    pub faults: Vec<Told>,
}

impl Shown {
    /// The state of a book that was read: what was told of it weighs as its settings say.
    pub(super) fn new(project: &Project, edition: Arc<Edition>, input: Arc<Input>, told: Vec<Diagnostic>) -> Self {
        let settings = parse::settings(&input.settings, &input.options).value;
        let verdict = Verdict::new(told, &settings);
        let is_error = |level: Level| level == Level::Error;
        let errors = verdict.faults.iter().filter(|fault| is_error(fault.level));
        let spoiled = errors.filter_map(|fault| Some(fault.diagnostic.place.as_ref()?.file.clone())).collect();
        let texts = |file: &ProjectPath| build::text(project, &input, file);
        let faults = verdict.faults.iter().map(|fault| Told::of(fault, &texts)).collect();
        Self { edition, faults, settings, spoiled, pages: Mutex::default(), input }
    }

    /// The same book with one more fault, which kept its next state from being read.
    pub(super) fn spoiled_by(&self, faults: Vec<Told>) -> Self {
        Self {
            edition: Arc::clone(&self.edition),
            faults,
            input: Arc::clone(&self.input),
            settings: self.settings.clone(),
            spoiled: self.spoiled.clone(),
            pages: Mutex::default(),
        }
    }

    /// Whether a file has errors.
    pub(super) fn is_spoiled(&self, file: &ProjectPath) -> bool {
        self.spoiled.contains(file)
    }

    /// How many of the faults are errors, and how many are not.
    pub(super) fn n_faults(&self) -> (usize, usize) {
        let n_errors = self.faults.iter().filter(|fault| fault.is_error).count();
        (n_errors, self.faults.len() - n_errors)
    }
}

impl Preview {
    /// A preview that shows a book.
    pub(super) fn new(project: Project, terminal: Terminal, first: Shown) -> Self {
        let now = watch::Sender::new(Arc::new(first));
        Self { project, terminal, now, good: Mutex::default(), spoken: Mutex::default() }
    }

    /// The project that is shown.
    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// What is shown now.
    pub(super) fn now(&self) -> Arc<Shown> {
        self.now.borrow().clone()
    }

    /// Tells of each change of what is shown.
    pub(super) fn watch(&self) -> watch::Receiver<Arc<Shown>> {
        self.now.subscribe()
    }

    /// Shows another state of the book from now on.
    pub(super) fn show(&self, next: Shown) {
        self.now.send_replace(Arc::new(next));
    }

    /// The page at a path of the output folder; printed now if nobody asked for it since
    /// the last change.
    pub(super) fn page(&self, shown: &Shown, path: &OutPath) -> Option<Arc<Page>> {
        let place = shown.edition.place(path)?;
        let cell = {
            let mut pages = locked(&shown.pages);
            if pages.len() >= MAX_KEPT {
                pages.clear();
            }
            Arc::clone(pages.entry(path.clone()).or_default())
        };
        Some(Arc::clone(cell.get_or_init(|| Arc::new(self.print(shown, path, place)))))
    }

    fn print(&self, shown: &Shown, path: &OutPath, place: &Place) -> Page {
        let printed = shown.edition.page(place);
        let verdict = Verdict::new(printed.told, &shown.settings);
        let texts = |file: &ProjectPath| build::text(&self.project, &shown.input, file);
        let faults: Vec<Told> = verdict.faults.iter().map(|fault| Told::of(fault, &texts)).collect();
        self.tell(path, &faults);

        let is_spoiled = shown.edition.source(place).is_some_and(|source| shown.is_spoiled(&source.in_project()));
        let is_good = !is_spoiled && verdict.n_errors() == 0;
        let bytes: Option<Arc<[u8]>> = match printed.value {
            Printed::Made { bytes, .. } => Some(bytes.into()),
            Printed::AsBefore | Printed::Failed => None,
        };
        let mut good = locked(&self.good);
        let bytes = match bytes {
            Some(bytes) if is_good => {
                if good.len() >= MAX_KEPT {
                    good.pop_first();
                }
                good.insert(path.clone(), Arc::clone(&bytes));
                Some(bytes)
            }
            bytes => good.get(path).cloned().or(bytes),
        };
        let seen = seen(bytes.as_deref().unwrap_or_default());
        Page { bytes, seen, faults }
    }

    /// Tells the terminal what is wrong with a page, unless it knows.
    fn tell(&self, path: &OutPath, faults: &[Told]) {
        let now: BTreeSet<Told> = faults.iter().cloned().collect();
        let mut spoken = locked(&self.spoken);
        let before = if now.is_empty() { spoken.remove(path) } else { spoken.insert(path.clone(), now.clone()) };
        let before = before.unwrap_or_default();
        for fault in now.difference(&before) {
            self.terminal.complain(&format!("{}\n", fault.colored));
        }
    }
}

/// A hash that tells one state of a page from another.
pub(super) fn seen(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// A lock whose holder cannot have left anything half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

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

use bytes::Bytes;
use tokio::sync::watch;

use super::{
    desk::Token,
    told::{MAX_TOLD, Spoken, Told},
};
use crate::{
    diag::{Diagnostic, Level},
    edge::{
        build,
        failure::Failure,
        project::Project,
        report::{Fault, Texts, Verdict},
        terminal::Terminal,
    },
    input::Input,
    parse,
    path::{OutPath, ProjectPath},
    pipeline::Edition,
    settings::Settings,
    view::{Place, Printed},
};

/// How many pages are kept as they were printed. Printing one again costs a millisecond.
const MAX_KEPT: usize = 256;

/// How much text is held of chapters that were read to be shown; a search index reads all
/// of them.
const MAX_HELD_BYTES: usize = 16 << 20;

/// The preview of a book.
pub(super) struct Preview {
    project: Project,
    terminal: Terminal,
    token: Token,
    now: watch::Sender<Arc<Shown>>,
    /// Pages as they last were without a fault.
    good: Mutex<BTreeMap<OutPath, Bytes>>,
    /// The faults of the book that the terminal was told.
    spoken: Mutex<Spoken>,
    /// The faults of single pages that the terminal was told.
    spoken_of: Mutex<BTreeMap<OutPath, Spoken>>,
}

/// A state of the book.
pub(super) struct Shown {
    /// The book, ready to be printed.
    pub edition: Arc<Edition>,
    /// The book as it was last read: another one while that is too broken to be shown.
    pub latest: Arc<Edition>,
    /// What is wrong with the book as a whole, or with files that were read.
    faults: Vec<Fault>,
    /// What keeps the files from being read as they are now.
    failure: Option<Told>,
    /// The first faults, said, errors in front.
    told: OnceLock<Vec<Told>>,
    input: Arc<Input>,
    settings: Settings,
    /// The files that have errors.
    spoiled: BTreeSet<ProjectPath>,
    pages: Mutex<BTreeMap<OutPath, Arc<OnceLock<Arc<Page>>>>>,
}

/// A page as it is answered.
pub(super) struct Page {
    /// Its bytes, as a build has them; `None` for one that could never be printed.
    pub bytes: Option<Bytes>,
    /// A hash of them.
    pub seen: String,
    /// What is wrong with this page alone.
    pub faults: Vec<Told>,
}

impl Shown {
    /// The state of a book that was read: what was told of it weighs as its settings say.
    pub(super) fn new(edition: Arc<Edition>, input: Arc<Input>, told: Vec<Diagnostic>) -> Self {
        let settings = parse::settings_of(&input).value;
        let verdict = Verdict::new(told, &settings);
        let is_error = |level: Level| level == Level::Error;
        let errors = verdict.faults.iter().filter(|fault| is_error(fault.level));
        let spoiled = errors.filter_map(|fault| Some(fault.diagnostic.place.as_ref()?.file.clone())).collect();
        Self {
            latest: Arc::clone(&edition),
            edition,
            settings,
            spoiled,
            input,
            faults: verdict.faults,
            failure: None,
            told: OnceLock::new(),
            pages: Mutex::default(),
        }
    }

    /// The book as it is here, since its next state is `broken`.
    pub(super) fn in_place_of(&self, broken: Self) -> Self {
        Self { edition: Arc::clone(&self.edition), settings: self.settings.clone(), ..broken }
    }

    /// The book as it is here, since its next state cannot be read.
    pub(super) fn unread(&self, failure: &Failure) -> Self {
        Self {
            edition: Arc::clone(&self.edition),
            latest: Arc::clone(&self.latest),
            settings: self.settings.clone(),
            spoiled: self.spoiled.clone(),
            input: Arc::clone(&self.input),
            faults: self.faults.clone(),
            failure: Some(Told::failure(failure)),
            told: OnceLock::new(),
            pages: Mutex::default(),
        }
    }

    /// The same without what was read only because someone asked for it.
    fn lightened(&self) -> Self {
        let edition = Arc::new(self.edition.renewed());
        let is_latest = Arc::ptr_eq(&self.edition, &self.latest);
        let latest = if is_latest { Arc::clone(&edition) } else { Arc::clone(&self.latest) };
        Self {
            edition,
            latest,
            settings: self.settings.clone(),
            spoiled: self.spoiled.clone(),
            input: Arc::clone(&self.input),
            faults: self.faults.clone(),
            failure: self.failure.clone(),
            told: self.told.clone(),
            pages: Mutex::new(locked(&self.pages).clone()),
        }
    }

    /// What it was made from.
    pub(super) fn input(&self) -> &Input {
        &self.input
    }

    /// Whether a file has errors.
    pub(super) fn is_spoiled(&self, file: &ProjectPath) -> bool {
        self.spoiled.contains(file)
    }

    /// How many of the faults are errors, and how many are not.
    pub(super) fn n_faults(&self) -> (usize, usize) {
        let n_errors = self.faults.iter().filter(|fault| fault.level == Level::Error).count();
        (n_errors + usize::from(self.failure.is_some()), self.faults.len() - n_errors)
    }
}

impl Preview {
    /// A preview that shows a book.
    pub(super) fn new(project: Project, terminal: Terminal, token: Token, first: Shown) -> Self {
        let now = watch::Sender::new(Arc::new(first));
        let preview = Self {
            project,
            terminal,
            token,
            now,
            good: Mutex::default(),
            spoken: Mutex::default(),
            spoken_of: Mutex::default(),
        };
        preview.tell(&preview.now());
        preview
    }

    /// The project that is shown.
    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// The word that only pages of this preview know.
    pub(super) fn token(&self) -> &Token {
        &self.token
    }

    /// What is shown now.
    pub(super) fn now(&self) -> Arc<Shown> {
        self.now.borrow().clone()
    }

    /// Tells of each change of what is shown.
    pub(super) fn watch(&self) -> watch::Receiver<Arc<Shown>> {
        self.now.subscribe()
    }

    /// Shows another state of the book from now on, and tells what is newly wrong with it.
    pub(super) fn show(&self, next: Shown) {
        let next = Arc::new(next);
        self.now.send_replace(Arc::clone(&next));
        self.tell(&next);
    }

    /// Lets go of the texts of chapters when so many were read that they weigh. Open pages
    /// are not told: nothing that they show has changed.
    pub(super) fn lighten(&self) {
        self.now.send_if_modified(|shown| {
            if shown.edition.held_bytes() > MAX_HELD_BYTES {
                *shown = Arc::new(shown.lightened());
            }
            false
        });
    }

    fn tell(&self, shown: &Shown) {
        if let Some(failure) = &shown.failure {
            self.terminal.complain(&format!("{}\n", failure.colored));
        }
        locked(&self.spoken).tell(&shown.faults, &self.texts(shown), self.terminal);
    }

    /// The first faults of the book, errors in front.
    pub(super) fn told<'a>(&self, shown: &'a Shown) -> &'a [Told] {
        shown.told.get_or_init(|| {
            let mut faults: Vec<&Fault> = shown.faults.iter().collect();
            faults.sort_by_key(|fault| fault.level != Level::Error);
            let texts = self.texts(shown);
            let told = faults.into_iter().take(MAX_TOLD).map(|fault| Told::of(fault, &texts));
            shown.failure.iter().cloned().chain(told).collect()
        })
    }

    /// The texts that faults of a state of the book point into.
    fn texts<'a>(&'a self, shown: &'a Shown) -> impl Fn(&ProjectPath) -> Option<Arc<str>> + 'a {
        |file| build::text(&self.project, &shown.input, file)
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
        let texts = self.texts(shown);
        let faults: Vec<Told> = verdict.faults.iter().take(MAX_TOLD).map(|fault| Told::of(fault, &texts)).collect();
        self.tell_of(path, &verdict.faults, &texts);

        let is_spoiled = shown.edition.source(place).is_some_and(|source| shown.is_spoiled(&source.in_project()));
        let is_good = !is_spoiled && verdict.n_errors() == 0;
        let bytes: Option<Bytes> = match printed.value {
            Printed::Made { bytes, .. } => Some(bytes.into_boxed_slice().into()),
            Printed::AsBefore | Printed::Failed => None,
        };
        let mut good = locked(&self.good);
        let bytes = match bytes {
            Some(bytes) if is_good => {
                if good.len() >= MAX_KEPT {
                    good.pop_first();
                }
                good.insert(path.clone(), bytes.clone());
                Some(bytes)
            }
            bytes => good.get(path).cloned().or(bytes),
        };
        let seen = seen(bytes.as_deref().unwrap_or_default());
        Page { bytes, seen, faults }
    }

    /// Tells the terminal what is newly wrong with a page.
    fn tell_of(&self, path: &OutPath, faults: &[Fault], texts: &Texts<'_>) {
        let mut spoken = locked(&self.spoken_of);
        if faults.is_empty() {
            spoken.remove(path);
        } else {
            spoken.entry(path.clone()).or_default().tell(faults, texts, self.terminal);
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

//! Answers while a long book is still being read.
//!
//! The page that an author looks at first is printed from its own text and what a glance at
//! the others tells; reading all of them goes on behind it. What cannot be answered that
//! way waits.
//!
//! Edge. Knows no connection.

use std::{
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};

use hyper::StatusCode;

use super::{
    address::Asked,
    deep,
    preview::{Page, seen},
    site::Found,
};
use crate::{
    diag::Level,
    edge::report::Verdict,
    input::Input,
    memo::Memory,
    parse,
    path::OutPath,
    pipeline::{Edition, Glance},
    settings::Settings,
    view::Printed,
};

/// How much text a book has that is read before anything is answered, in bytes: a blink.
const BLINK_BYTES: usize = 256 << 10;

/// For how long the first request is waited for before all of the book is read anyway.
const GRACE: Duration = Duration::from_millis(300);

/// How long a page may be in the making before the book is read all the same.
const PATIENCE: Duration = Duration::from_secs(10);

/// What can be answered before the book is read.
pub(super) struct Early {
    input: Arc<Input>,
    memory: Memory,
    settings: Settings,
    glance: OnceLock<Option<Glance>>,
    /// The book that the last page was printed of: to let go of it takes longer than to
    /// print the page, so nobody waits for that.
    last: Mutex<Option<Edition>>,
    begin: mpsc::SyncSender<()>,
    is_asked: Arc<AtomicBool>,
}

/// Says when to read the book: when the first page was answered, or nobody asks for one.
pub(super) struct Begin {
    answered: mpsc::Receiver<()>,
    is_asked: Arc<AtomicBool>,
}

impl Begin {
    /// Waits for that.
    pub(super) fn wait(self) {
        // Who is at work on a page says when it is done; reading would only be in the way.
        if self.answered.recv_timeout(GRACE).is_err() && self.is_asked.load(Ordering::Relaxed) {
            let _ = self.answered.recv_timeout(PATIENCE);
        }
    }
}

impl Early {
    /// What can be answered of a book, and when to read the rest; nothing of one that is
    /// read as quickly.
    pub(super) fn of(input: &Arc<Input>, memory: &Memory) -> Option<(Self, Begin)> {
        if input.n_source_bytes() < BLINK_BYTES {
            return None;
        }
        let settings = parse::settings_of(input).value;
        let (begin, answered) = mpsc::sync_channel(1);
        let is_asked = Arc::new(AtomicBool::new(false));
        let wait = Begin { answered, is_asked: Arc::clone(&is_asked) };
        let (input, memory) = (Arc::clone(input), memory.clone());
        Some((Self { input, memory, settings, glance: OnceLock::new(), last: Mutex::default(), begin, is_asked }, wait))
    }

    /// The path of the site below its host, `/` or `/repo/`.
    pub(super) fn base_path(&self) -> &str {
        self.settings.base_path()
    }

    /// What lies at an address, if that can be told already.
    pub(super) fn find(&self, asked: Option<&Asked>) -> Option<Found> {
        self.is_asked.store(true, Ordering::Relaxed);
        let found = match asked {
            Some(Asked::Folder(path) | Asked::File(path)) => {
                // The cell is held from outside the pool: a thread of it that waits for others
                // may take up another request, and would wait for itself.
                let glance = self.glance.get_or_init(|| deep(|| Glance::of(&self.input, &self.memory)));
                glance.as_ref().and_then(|glance| deep(|| self.look(glance, path)))
            }
            _ => None,
        };
        // Of several requests the first begins.
        let _ = self.begin.try_send(());
        found
    }

    fn look(&self, glance: &Glance, path: &OutPath) -> Option<Found> {
        if let Some(bytes) = glance.file(path) {
            return Some(Found::Made(bytes, path.clone()));
        }
        let (edition, place) = glance.page(path)?;
        let printed = edition.page(&place);
        self.last.lock().unwrap_or_else(PoisonError::into_inner).replace(edition);
        let faults = Verdict::new(printed.told, &self.settings).faults;
        let Printed::Made { bytes, .. } = printed.value else { return None };
        let is_fit = faults.iter().all(|fault| fault.level != Level::Error);
        let page = || Page { seen: seen(&bytes), bytes: Some(bytes.into()), faults: Vec::new() };
        is_fit.then(|| Found::Page(Arc::new(page()), StatusCode::OK))
    }
}

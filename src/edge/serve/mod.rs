//! `diglot serve`: a preview that follows every edit.
//!
//! | part | does |
//! | --- | --- |
//! | `watch` | says which files changed |
//! | `early` | prints the first pages of a long book before it is read |
//! | `preview` | keeps the book as it is now; prints a page when it is asked for |
//! | `http`, `address` | take requests, and turn away what is none of ours |
//! | `site` | answers what a static host would |
//! | `events`, `client/` | tell open pages what an edit means to them |
//! | `desk` | shows what of translations asks for attention, and accepts it |
//!
//! Everything is answered from memory, through the same functions as a build; nothing is
//! written to the output folder.
//!
//! Edge.

mod address;
mod desk;
mod early;
mod events;
mod http;
mod own;
mod preview;
mod reply;
mod site;
mod told;
mod watch;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    thread,
};

use tokio::{net::TcpListener, runtime::Runtime};

use self::{
    early::{Begin, Early},
    http::Server,
    preview::{Preview, Shown},
    watch::{Change, Watch},
};
use super::{
    args::ServeArgs,
    clock::{Start, today},
    failure::{Exit, Failure, reason},
    load::{Followed, Kept},
    pool::STACK_BYTES,
    progress::Progress,
    project::{Project, SETTINGS},
    report,
    terminal::Terminal,
};
use crate::{
    diag::{Diagnostic, Warned},
    input::Options,
    memo::Memory,
    path::ProjectPath,
    pipeline::{Edition, News},
};

/// How many ports are tried after the one that was asked for.
const N_PORTS: u16 = 100;

/// After how many changes what was not used since is forgotten: pages that someone goes
/// back to are quick for a while, and memory stays bounded by the book.
const TIDY_EVERY: usize = 16;

/// Previews a book until the program is told to end.
///
/// # Errors
///
/// When the project cannot be read, or no port is free.
pub fn serve(project: &Project, args: &ServeArgs, terminal: Terminal) -> Result<Exit, Failure> {
    let start = Start::now();
    let options = Options { with_drafts: args.drafts, base_url: None, minify: None, today: today()? };
    let token = desk::Token::new()?;
    let runtime = runtime()?;
    let listener = runtime.block_on(listen(&args.host, args.port))?;
    let address = listener.local_addr().map_err(|error| unheard(&args.host, args.port, &error))?;
    // Watched before it is read, so that no edit falls between.
    let watch = Watch::start(project)?;

    let progress = Progress::start(terminal);
    progress.stage("reading the book …");
    let work = Work::new(project, options)?;
    let opening = Opening { project: project.clone(), terminal, token, watch, start };
    let (ready, preview) = tokio::sync::watch::channel(None);
    let (early, begin) = Early::of(work.kept.input(), &work.memory).unzip();
    let first = begin.is_none().then(|| work.shown());
    drop(progress);

    if args.port != 0 && address.port() != args.port {
        terminal.say(&format!("port {} is in use; this is the next one that is free", args.port));
    }
    let url = url(&args.host, address);
    let so_far = first.as_ref().map_or_else(|| "reading the book …".to_owned(), told);
    terminal.say(&format!("serving {url} after {} s: {so_far}", opening.start.seconds()));
    let server = Server { preview, early: Mutex::new(early.map(Arc::new)), host: args.host.clone() };
    thread::spawn(move || opening.open(work, first, begin, &ready));
    if args.open && open::that_detached(&url).is_err() {
        terminal.complain(&format!("cannot open a browser; the book is at {url}"));
    }
    runtime.block_on(async {
        tokio::select! {
            () = http::accept(listener, Arc::new(server)) => {}
            () = told_to_end() => {}
        }
    });
    // Pages that are open wait for events that will not come any more.
    runtime.shutdown_background();
    Ok(Exit::Done)
}

/// What a preview begins with.
struct Opening {
    project: Project,
    terminal: Terminal,
    token: desk::Token,
    watch: Watch,
    start: Start,
}

impl Opening {
    /// Shows the book, which is read now unless it is there, and follows every change.
    fn open(
        self,
        work: Work,
        first: Option<Shown>,
        begin: Option<Begin>,
        ready: &tokio::sync::watch::Sender<Option<Arc<Preview>>>,
    ) {
        let Self { project, terminal, token, watch, start } = self;
        let is_read = first.is_none();
        let first = first.unwrap_or_else(|| {
            begin.into_iter().for_each(Begin::wait);
            work.read()
        });
        if is_read {
            let n_chapters = report::counted(first.edition.book().entries.len(), "chapter");
            terminal.say(&format!("read {n_chapters} after {} s: {}", start.seconds(), told(&first)));
        }
        // Faults come after the address: there may be many.
        let preview = Arc::new(Preview::new(project, terminal, token, first));
        ready.send_replace(Some(Arc::clone(&preview)));
        work.follow(watch, &preview, terminal);
    }
}

/// What makes a new state of the book after each change.
struct Work {
    kept: Kept,
    memory: Memory,
}

impl Work {
    fn new(project: &Project, options: Options) -> Result<Self, Failure> {
        // Whoever is asked for a page may need them, so they are everybody's.
        let threads = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build_global();
        threads.map_err(|error| Failure::usage(format!("cannot start threads: {error}")))?;
        let kept = deep(|| Kept::open(project.clone(), options))?;
        Ok(Self { kept, memory: Memory::of_preview() })
    }

    /// The book as it was last read.
    fn shown(&self) -> Shown {
        self.shown_as(deep(|| Edition::open(self.kept.input(), &self.memory)))
    }

    /// The same on threads of its own, so that whoever prints a page meanwhile does not wait
    /// for a thread.
    fn read(&self) -> Shown {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build();
        match pool {
            Ok(pool) => self.shown_as(pool.install(|| Edition::open(self.kept.input(), &self.memory))),
            Err(_) => self.shown(),
        }
    }

    fn shown_as(&self, edition: Warned<Edition>) -> Shown {
        let told: Vec<Diagnostic> = self.kept.told().iter().cloned().chain(edition.told).collect();
        Shown::new(Arc::new(edition.value), Arc::clone(self.kept.input()), told)
    }

    /// Makes the preview follow every change.
    fn follow(mut self, watch: Watch, preview: &Preview, terminal: Terminal) {
        let mut watch = watch;
        let mut n_changes: usize = 0;
        loop {
            watch.follow(self.kept.sources());
            let Some(change) = watch.next() else { return };
            let start = Start::now();
            let before = preview.now();
            let Some(next) = self.next(&before, &change) else { continue };
            n_changes += 1;
            if n_changes.is_multiple_of(TIDY_EVERY) {
                self.memory.tidy();
            }
            let made = made(next.latest.news(&before.latest));
            let line = format!("{}: {made} in {} ms: {}", changed(&change), start.millis(), told(&next));
            preview.show(next);
            terminal.say(&line);
        }
    }

    /// The state of the book after a change; `None` after one that has nothing to do with
    /// it. While the settings are broken the book stays as it was.
    fn next(&mut self, before: &Shown, change: &Change) -> Option<Shown> {
        let read = deep(|| match change {
            Change::Paths(paths) => self.kept.follow(paths),
            Change::Everything => self.kept.reread().map(|()| Followed::More),
        });
        let edited = match read {
            Ok(Followed::Nothing) => return None,
            Ok(Followed::Texts(paths)) => deep(|| before.latest.edited(self.kept.input(), &paths)),
            Ok(Followed::More) => None,
            Err(failure) => return Some(before.unread(&failure)),
        };
        let next = edited.map_or_else(|| self.shown(), |edition| self.shown_as(edition));
        let is_settings = ProjectPath::new(SETTINGS).is_some_and(|file| next.is_spoiled(&file));
        Some(if is_settings { before.in_place_of(next) } else { next })
    }
}

/// Does `work` on a thread whose stack is deep enough for what nests in texts.
fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::scope(|_| work())
}

/// What changed, in a few words.
fn changed(change: &Change) -> String {
    match change {
        Change::Everything => "read everything again".to_owned(),
        Change::Paths(paths) => {
            let first = paths.iter().next().map_or_else(String::new, ToString::to_string);
            match paths.len() {
                0 | 1 => format!("{first} changed"),
                n => format!("{first} and {} more changed", n - 1),
            }
        }
    }
}

/// What was made new, in a few words: `1 chapter read, the book bound`.
fn made(news: News) -> String {
    let read = (news.n_read > 0).then(|| format!("{} read", report::counted(news.n_read, "chapter")));
    let bound = news.is_bound.then(|| "the book bound".to_owned());
    let look = news.is_look.then(|| "the look made ready".to_owned());
    let made: Vec<String> = [read, bound, look].into_iter().flatten().collect();
    if made.is_empty() { "nothing made new".to_owned() } else { made.join(", ") }
}

/// How many faults there are: `no errors, 1 warning`.
fn told(shown: &Shown) -> String {
    let (n_errors, n_warnings) = shown.n_faults();
    format!("{}, {}", report::or_none(n_errors, "error"), report::or_none(n_warnings, "warning"))
}

fn runtime() -> Result<Runtime, Failure> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    // Pages are printed on these threads.
    let runtime = runtime.worker_threads(2).thread_stack_size(STACK_BYTES).enable_all().build();
    runtime.map_err(|error| Failure::usage(format!("cannot start threads: {}", reason(&error))))
}

/// Listens on a port, or on the next one that is free.
async fn listen(host: &str, port: u16) -> Result<TcpListener, Failure> {
    let ports = if port == 0 { 0..=0 } else { port..=port.saturating_add(N_PORTS) };
    let mut first = None;
    for port in ports {
        match TcpListener::bind((host.trim_matches(['[', ']']), port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                first.get_or_insert(error);
            }
            Err(error) => return Err(unheard(host, port, &error)),
        }
    }
    let error = first.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into());
    Err(unheard(host, port, &error))
}

fn unheard(host: &str, port: u16, error: &std::io::Error) -> Failure {
    let message = format!("cannot listen on `{host}`, port {port}: {}", reason(error));
    Failure { exit: Exit::System, code: None, message, help: None }.help("`--port` names another port")
}

/// The address of the preview, as a browser on this machine reaches it.
fn url(host: &str, address: SocketAddr) -> String {
    let port = address.port();
    match address {
        _ if address.ip().is_unspecified() => format!("http://localhost:{port}/"),
        _ if host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('[') => format!("http://{host}:{port}/"),
        _ => format!("http://{address}/"),
    }
}

/// Returns when the user, or the system, asks the program to end.
async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        return;
    }
    let _ = interrupted.await;
}

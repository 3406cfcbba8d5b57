//! Tells open pages what an edit means to them, by server-sent events.
//!
//! A page says where it is and which state of itself it shows. After each change it is
//! printed again and compared: an edit that does not show on it does not reload it, and
//! one of the style sheet alone swaps the sheet. Nothing has to be known of what depends
//! on what, and a page that was away for a while catches up as soon as it asks.
//!
//! Edge. The form of the events is that of <https://html.spec.whatwg.org/#server-sent-events>.

use std::{sync::Arc, time::Duration};

use hyper::{StatusCode, body::Bytes};
use serde::Serialize;
use tokio::sync::mpsc;

use super::{
    address::{self, Asked},
    desk,
    preview::{Page, Preview, Shown, seen},
    reply::{self, Content, Reply},
    site::{self, Found},
    told::{MAX_TOLD, Told},
};
use crate::path::OutPath;

/// How many events wait for a slow page.
const N_WAITING: usize = 4;

/// How often a page that nothing happens to is told that the connection is alive.
const PULSE: Duration = Duration::from_secs(20);

/// A page that someone looks at.
struct Open {
    /// Its address, as the browser has it.
    at: String,
    /// Which state of it the browser shows.
    seen: String,
    /// The style sheets of the book when it was printed.
    styles: Vec<OutPath>,
    /// What it was told to be wrong.
    faults: Option<String>,
    /// Whether it is open on this machine.
    is_near: bool,
}

/// What is wrong, as a page is told.
#[derive(Serialize)]
struct Faults<'a> {
    n_errors: usize,
    n_warnings: usize,
    told: &'a [&'a Told],
}

/// A style sheet that takes the place of another.
#[derive(Serialize)]
struct Style<'a> {
    from: &'a str,
    to: &'a str,
    seen: &'a str,
}

/// Follows the page at the address `at`, of which the browser shows the state `seen`.
pub(super) fn follow(preview: Arc<Preview>, at: String, seen: String, is_near: bool) -> Reply {
    let (sender, events) = mpsc::channel(N_WAITING);
    let styles = preview.now().edition.styles();
    tokio::spawn(send(preview, Open { at, seen, styles, faults: None, is_near }, sender));
    reply::reply(StatusCode::OK, "text/event-stream", Content::Pieces(events))
}

async fn send(preview: Arc<Preview>, open: Open, events: mpsc::Sender<Bytes>) {
    let mut changes = preview.watch();
    let mut open = open;
    loop {
        let shown = changes.borrow_and_update().clone();
        let work = {
            let preview = Arc::clone(&preview);
            tokio::task::spawn_blocking(move || news(&preview, &shown, open))
        };
        let Ok((text, next)) = work.await else { return };
        open = next;
        if !text.is_empty() && events.send(text.into()).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                change = changes.changed() => match change {
                    Ok(()) => break,
                    Err(_) => return,
                },
                () = tokio::time::sleep(PULSE) => {
                    if events.send(Bytes::from_static(b": here\n\n")).await.is_err() {
                        return;
                    }
                }
                () = events.closed() => return,
            }
        }
    }
}

/// What a page is told of the state that is shown now.
fn news(preview: &Preview, shown: &Shown, open: Open) -> (String, Open) {
    let mut open = open;
    let mut text = String::new();
    let (path, query) = open.at.split_once('?').unwrap_or((&open.at, ""));
    let page = match address::asked(path, shown.edition.base_path()) {
        Some(Asked::Own(own)) if own.is_empty() => {
            Some(Arc::new(desk::page(shown, query, open.is_near.then(|| preview.token()))))
        }
        asked => match site::find(preview, asked.as_ref()) {
            Found::Page(page, _) => Some(page),
            _ => None,
        },
    };
    let faults = faults(preview, shown, page.as_deref());
    if open.faults.as_ref() != Some(&faults) {
        text.push_str(&event("faults", &faults));
        open.faults = Some(faults);
    }
    let Some(page) = page else { return (text, open) };
    let styles = shown.edition.styles();
    if page.seen != open.seen {
        match swapped(&page, &open, &styles) {
            Some((from, to)) => {
                let style = Style { from: name(from), to: name(to), seen: &page.seen };
                text.push_str(&event("style", &json(&style)));
            }
            None => text.push_str(&event("reload", "")),
        }
        open.seen.clone_from(&page.seen);
    }
    open.styles = styles;
    (text, open)
}

/// The style sheet that is all that changed on a page, and the one that was in its place.
fn swapped<'a>(page: &Page, open: &'a Open, styles: &'a [OutPath]) -> Option<(&'a OutPath, &'a OutPath)> {
    let [from] = &*open.styles else { return None };
    let [to] = styles else { return None };
    let html = std::str::from_utf8(page.bytes.as_deref()?).ok()?;
    (from != to && seen(html.replace(name(to), name(from)).as_bytes()) == open.seen).then_some((from, to))
}

/// The last part of a path.
fn name(path: &OutPath) -> &str {
    path.as_str().rsplit('/').next().unwrap_or_default()
}

/// Everything that is wrong with the book and the page, errors first.
fn faults(preview: &Preview, shown: &Shown, page: Option<&Page>) -> String {
    let own = page.map_or(&[][..], |page| &page.faults);
    let mut told: Vec<&Told> = preview.told(shown).iter().chain(own).collect();
    told.sort_by_key(|fault| !fault.is_error);
    let (n_errors, n_warnings) = shown.n_faults();
    let n_own_errors = own.iter().filter(|fault| fault.is_error).count();
    let (n_errors, n_warnings) = (n_errors + n_own_errors, n_warnings + own.len() - n_own_errors);
    told.truncate(MAX_TOLD);
    json(&Faults { n_errors, n_warnings, told: &told })
}

fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("plain data can be said in JSON")
}

fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

//! The translator's desk: what is stale or missing, with both texts and what changed in the
//! original, and a button that accepts it.
//!
//! What is shown is the report of `diglot status`; what is accepted is written as `diglot
//! accept` writes it. Whoever wants to write has to sit at this machine, on a page of this
//! preview, which knows a word that is new each time the preview is started.
//!
//! Edge. Knows no connection.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

mod html;

use std::{collections::BTreeSet, fmt, fs};

use hyper::StatusCode;
use serde::Deserialize;

use super::{
    own::field,
    preview::{Page, Preview, Shown, seen},
    reply::{self, Reply},
};
use crate::{
    book::EntryIdx,
    edge::{failure::Failure, files::replace, load::with_newlines, reading::ledger_path},
    ledger::{self, Asked},
    path::ContentPath,
    translation::PairId,
};

/// Where a page sends what it accepts.
pub(super) const ACCEPT: &str = "accept";

/// The header that carries the word.
pub(super) const TOKEN: &str = "x-diglot-token";

/// The most that a request to accept may hold, in bytes.
pub(super) const MAX_BYTES: usize = 64 << 10;

/// What the desk's pages may do; no other page may show them in a frame, where a click on
/// something else would accept.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A word that only pages of this preview know.
pub(super) struct Token(String);

impl Token {
    /// A new word.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub(super) fn new() -> Result<Self, Failure> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| Failure::usage(format!("no random numbers: {error}")))?;
        Ok(Self(blake3::hash(&bytes).to_hex()[..32].to_owned()))
    }

    /// Whether someone knows the word. Takes as long for one that is nearly right.
    pub(super) fn is(&self, said: &str) -> bool {
        blake3::hash(said.as_bytes()) == blake3::hash(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// A page of the desk: that of the translation which the query names, else the list of all.
pub(super) fn page(shown: &Shown, query: &str, token: Option<&Token>) -> Page {
    let book = shown.edition.book();
    let wanted = field(query, "page");
    let entry = find(shown, &wanted);
    let locales: Vec<_> = match entry {
        Some(entry) => vec![book.entry(entry).locale],
        None => book.locale_idxs().collect(),
    };
    let status = shown.edition.status(shown.input(), &locales, entry.as_slice());
    let desk = html::Desk { book, token: token.map(|token| &*token.0) };
    let text = match entry.and(status.locales.first()).and_then(|locale| locale.pages.first()) {
        Some(page) => desk.page(page),
        None if wanted.is_empty() => desk.list(&status),
        None => desk.nothing(&wanted),
    };
    let bytes = text.into_bytes();
    Page { seen: seen(&bytes), bytes: Some(bytes.into()), faults: Vec::new() }
}

/// Adds to an answer what the desk's pages may do.
pub(super) fn protected(mut reply: Reply) -> Reply {
    reply::set(&mut reply, hyper::header::CONTENT_SECURITY_POLICY, POLICY);
    reply::set(&mut reply, hyper::header::REFERRER_POLICY, "no-referrer");
    reply
}

/// The translation with this path.
fn find(shown: &Shown, path: &str) -> Option<EntryIdx> {
    let mut translated = shown.edition.translated().map(|(_, entry)| entry);
    translated.find(|entry| shown.edition.book().entry(*entry).card.path.as_str() == path)
}

/// What a page asks to accept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    /// The path of the translation.
    page: String,
    /// The pairs; all that were edited when there is none.
    ids: Vec<String>,
    /// Which state of the desk's page it was decided on.
    seen: String,
}

/// Accepts what a page asks for.
pub(super) fn accept(preview: &Preview, body: &[u8]) -> Reply {
    let Ok(wish) = serde_json::from_slice::<Wish>(body) else {
        return reply::plain(StatusCode::BAD_REQUEST, "this is not what the desk sends");
    };
    let shown = preview.now();
    let Some(entry) = find(&shown, &wish.page) else {
        return reply::plain(StatusCode::NOT_FOUND, format!("the book has no translation {}", wish.page));
    };
    let query = format!("page={}", crate::path::encode(&wish.page));
    if page(&shown, &query, Some(preview.token())).seen != wish.seen {
        return reply::plain(StatusCode::CONFLICT, "the texts have changed since; look again");
    }
    match write(preview, &shown, entry, &wish) {
        Ok(n) => reply::whole(StatusCode::OK, "application/json", format!("{{\"accepted\":{n}}}")),
        Err(refusal) => reply::plain(StatusCode::CONFLICT, refusal),
    }
}

/// Writes the ledger; how many pairs were accepted, or why none was.
fn write(preview: &Preview, shown: &Shown, entry: EntryIdx, wish: &Wish) -> Result<usize, String> {
    let edition = &shown.edition;
    let (Some(bench), Some(translation)) = (edition.bench(entry), edition.translation(entry)) else {
        return Err("it is an original".to_owned());
    };
    let file: ContentPath = ledger_path(edition.book(), entry);
    let known = shown.input().ledgers.get(&file);
    if bench.ledger.is_none() && known.is_some() {
        return Err(format!("`{}` cannot be read, so it is left as it is", file.in_project()));
    }
    let on_disk = preview.project().content_on_disk(&file);
    let there = fs::read_to_string(&on_disk).ok();
    if there.as_deref().map(with_newlines).as_deref() != known.map(|text| &**text) {
        return Err(format!("`{}` has just been changed; look again", file.in_project()));
    }
    let ids: Option<BTreeSet<PairId>> = wish.ids.iter().map(|id| PairId::new(id)).collect();
    let ids = ids.ok_or("that names no paragraph")?;
    let asked = Asked {
        ids: (!ids.is_empty()).then_some(&ids),
        // Who asks for a pair by its name has looked at both texts.
        even_unchanged: !ids.is_empty(),
        is_machine: false,
        keep_source: edition.book().settings.ledger.keep_source,
    };
    let source = &edition.book().entry(translation.original).card.path;
    let accepted = ledger::accept(&bench.join(), &translation.pairs, source, bench.ledger, &asked);
    if let Some(unknown) = accepted.unknown.first() {
        return Err(format!("there is no paragraph `#{unknown}`"));
    }
    let text = ledger::write(&accepted.ledger);
    replace(&on_disk, text.as_bytes()).map_err(|failure| failure.message)?;
    Ok(accepted.accepted.len())
}

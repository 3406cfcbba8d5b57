//! Answers what the site has at its addresses, as a static host would.
//!
//! Edge. Knows no connection.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use hyper::{HeaderMap, StatusCode, body::Bytes, header};
use tokio::{
    io::{AsyncReadExt, AsyncSeekExt},
    sync::mpsc,
};

use super::{
    address::{self, Asked},
    preview::{Page, Preview},
    reply::{self, Content, Part, Reply},
};
use crate::{
    edge::load,
    path::{OutPath, encode},
    site::Artifact,
};

/// How much of a file is read at once.
const CHUNK_BYTES: usize = 64 << 10;

/// How many pieces of a file wait for a slow reader.
const N_WAITING: usize = 2;

/// The page of a host that has nothing at an address.
const NOT_FOUND: &str = "404.html";

/// What the site has at an address.
pub(super) enum Found {
    /// A page, with its status: that of `404.html` says that there is nothing.
    Page(Arc<Page>, StatusCode),
    /// A file that the build makes, with its path.
    Made(Bytes, OutPath),
    /// A file of the author's, where it lies on the disk.
    Copied(PathBuf, OutPath),
    /// A page's address lacks its last `/`.
    Moved(String),
    /// Nothing, and no page that says so.
    Nothing,
}

/// Finds what lies at an address; prints it if it is a page.
pub(super) fn find(preview: &Preview, asked: Option<&Asked>) -> Found {
    let found = look(preview, asked);
    preview.lighten();
    found
}

fn look(preview: &Preview, asked: Option<&Asked>) -> Found {
    let shown = preview.now();
    let Some(Asked::Folder(path) | Asked::File(path)) = asked else { return not_found(preview) };
    if let Some(page) = preview.page(&shown, path) {
        return Found::Page(page, if path.as_str() == NOT_FOUND { StatusCode::NOT_FOUND } else { StatusCode::OK });
    }
    match shown.edition.file(path) {
        Some(Artifact::Made(bytes)) => return Found::Made(bytes, path.clone()),
        Some(Artifact::Copied(file)) => {
            let on_disk = preview.project().content_on_disk(&file);
            // It was a file of the project when the book was read; it may be a link by now.
            if load::holds(preview.project(), &on_disk) {
                return Found::Copied(on_disk, path.clone());
            }
        }
        // A preview publishes nothing, so nothing is kept from before.
        Some(Artifact::Kept | Artifact::Stored(_)) | None => {}
    }
    let is_folder = address::index(path.as_str()).is_some_and(|index| shown.edition.place(&index).is_some());
    if is_folder && matches!(asked, Some(Asked::File(_))) {
        return Found::Moved(format!("/{}/", encode(path.as_str())));
    }
    not_found(preview)
}

fn not_found(preview: &Preview) -> Found {
    let page = OutPath::new(NOT_FOUND).and_then(|path| preview.page(&preview.now(), &path));
    page.map_or(Found::Nothing, |page| Found::Page(page, StatusCode::NOT_FOUND))
}

/// Answers with what was found.
pub(super) async fn answer(found: Found, headers: &HeaderMap) -> Reply {
    match found {
        Found::Page(page, status) => page_reply(&page, status, headers),
        Found::Made(bytes, path) => made(bytes, &path, headers),
        Found::Copied(on_disk, path) => match copied(&on_disk, &path, headers).await {
            Ok(reply) => reply,
            Err(error) if error.kind() == io::ErrorKind::NotFound => nothing(),
            Err(error) => reply::plain(StatusCode::INTERNAL_SERVER_ERROR, format!("cannot read {path}: {error}")),
        },
        Found::Moved(to) => reply::moved(&to),
        Found::Nothing => nothing(),
    }
}

fn nothing() -> Reply {
    reply::plain(StatusCode::NOT_FOUND, "there is nothing here")
}

/// A page with the script that reloads it. One that was never printed is a page with the
/// script alone, which shows why.
pub(super) fn page_reply(page: &Page, status: StatusCode, headers: &HeaderMap) -> Reply {
    let bare = b"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>diglot</title><body></body></html>";
    let bytes = page.bytes.as_deref().unwrap_or(bare);
    let status = if page.bytes.is_some() { status } else { StatusCode::INTERNAL_SERVER_ERROR };
    let html = with_script(bytes, &page.seen);
    tagged(status, "text/html; charset=utf-8", html.into(), headers)
}

/// A page with the script at the end of its body.
fn with_script(page: &[u8], seen: &str) -> Vec<u8> {
    let script = format!(r#"<script type="module" src="/{}/preview.js?seen={seen}"></script>"#, address::OWN);
    let end = memchr::memmem::rfind(page, b"</body>").unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

fn made(bytes: Bytes, path: &OutPath, headers: &HeaderMap) -> Reply {
    let kind = reply::kind_of(path.as_str());
    let size_bytes = bytes.len() as u64;
    match reply::part(reply::text_of(headers, header::RANGE), size_bytes) {
        Part::Of(range) => {
            let part = usize::try_from(*range.start()).ok().zip(usize::try_from(*range.end()).ok());
            let part = part.filter(|(first, last)| first <= last && *last < bytes.len());
            let part = part.map(|(first, last)| bytes.slice(first..=last)).unwrap_or_default();
            partial(&kind, Content::Whole(Some(part)), range, size_bytes)
        }
        Part::None => unsatisfied(size_bytes),
        Part::Whole => {
            let mut reply = tagged(StatusCode::OK, &kind, bytes, headers);
            reply::set(&mut reply, header::ACCEPT_RANGES, "bytes");
            reply
        }
    }
}

/// An answer that a browser need not fetch again when it has the same.
fn tagged(status: StatusCode, kind: &str, bytes: Bytes, headers: &HeaderMap) -> Reply {
    let tag = format!("\"{}\"", super::preview::seen(&bytes));
    let has_it = status == StatusCode::OK && matches(headers, &tag);
    let mut reply = if has_it {
        reply::reply(StatusCode::NOT_MODIFIED, kind, Content::Whole(None))
    } else {
        reply::whole(status, kind, bytes)
    };
    reply::set(&mut reply, header::ETAG, &tag);
    reply
}

/// Whether the browser says that it has what a tag names.
fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let has = reply::text_of(headers, header::IF_NONE_MATCH);
    has.is_some_and(|tags| tags.split(',').any(|it| it.trim().trim_start_matches("W/") == tag))
}

/// A file from the disk, as fast as its reader takes it.
async fn copied(on_disk: &Path, path: &OutPath, headers: &HeaderMap) -> io::Result<Reply> {
    let mut file = tokio::fs::File::open(on_disk).await?;
    let metadata = file.metadata().await?;
    let (kind, size_bytes) = (reply::kind_of(path.as_str()), metadata.len());
    let tag = tag(&metadata);
    if matches(headers, &tag) {
        let mut reply = reply::reply(StatusCode::NOT_MODIFIED, &kind, Content::Whole(None));
        reply::set(&mut reply, header::ETAG, &tag);
        return Ok(reply);
    }
    // A part is only of use to who has the rest of the same file.
    let is_same = reply::text_of(headers, header::IF_RANGE).is_none_or(|wanted| wanted == tag);
    let range = reply::text_of(headers, header::RANGE).filter(|_| is_same);
    let (first, n_bytes, range) = match reply::part(range, size_bytes) {
        Part::None => return Ok(unsatisfied(size_bytes)),
        Part::Whole => (0, size_bytes, None),
        Part::Of(range) => (*range.start(), range.end() - range.start() + 1, Some(range)),
    };
    file.seek(io::SeekFrom::Start(first)).await?;
    let (sender, pieces) = mpsc::channel(N_WAITING);
    tokio::spawn(send(file, n_bytes, sender));
    let content = Content::Pieces(pieces);
    let mut reply = match range {
        Some(range) => partial(&kind, content, range, size_bytes),
        None => reply::reply(StatusCode::OK, &kind, content),
    };
    reply::set(&mut reply, header::CONTENT_LENGTH, &n_bytes.to_string());
    reply::set(&mut reply, header::ACCEPT_RANGES, "bytes");
    reply::set(&mut reply, header::ETAG, &tag);
    Ok(reply)
}

/// Sends the next `n_bytes` of a file; ends early when the reader has gone, or the file is
/// shorter than it was.
async fn send(mut file: tokio::fs::File, n_bytes: u64, pieces: mpsc::Sender<Bytes>) {
    let mut left = n_bytes;
    let mut chunk = vec![0; CHUNK_BYTES];
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
        match file.read(&mut chunk[..wanted]).await {
            Ok(n_read @ 1..) => {
                left -= n_read as u64;
                if pieces.send(Bytes::copy_from_slice(&chunk[..n_read])).await.is_err() {
                    return;
                }
            }
            _ => return,
        }
    }
}

/// Tells one state of a file from another by its size and the time it was changed.
fn tag(metadata: &fs::Metadata) -> String {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("\"{:x}-{:x}\"", metadata.len(), changed.unwrap_or_default().as_nanos())
}

fn partial(kind: &str, content: Content, range: std::ops::RangeInclusive<u64>, size_bytes: u64) -> Reply {
    let mut reply = reply::reply(StatusCode::PARTIAL_CONTENT, kind, content);
    let said = format!("bytes {}-{}/{size_bytes}", range.start(), range.end());
    reply::set(&mut reply, header::CONTENT_RANGE, &said);
    reply::set(&mut reply, header::ACCEPT_RANGES, "bytes");
    reply
}

fn unsatisfied(size_bytes: u64) -> Reply {
    let mut reply = reply::plain(StatusCode::RANGE_NOT_SATISFIABLE, "the file has no such part");
    reply::set(&mut reply, header::CONTENT_RANGE, &format!("bytes */{size_bytes}"));
    reply
}

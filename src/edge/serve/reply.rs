//! Answers as they go over the line.
//!
//! Every answer says that it is to be asked for again the next time, so that no browser
//! shows what an edit has changed, and that no other site may make use of it.
//!
//! Edge. Knows no page.

use std::{
    convert::Infallible,
    ops::RangeInclusive,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::{
    HeaderMap, Response, StatusCode,
    body::{Body, Bytes, Frame, SizeHint},
    header::{self, HeaderName, HeaderValue},
};
use tokio::sync::mpsc;

/// An answer.
pub(super) type Reply = Response<Content>;

/// What an answer holds.
#[derive(Debug)]
pub(super) enum Content {
    /// All of it, until it is sent.
    Whole(Option<Bytes>),
    /// Pieces, as someone makes them.
    Pieces(mpsc::Receiver<Bytes>),
}

impl Body for Content {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, ctx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Pieces(coming) => coming.poll_recv(ctx).map(|piece| piece.map(|bytes| Ok(Frame::data(bytes)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Pieces(_) => SizeHint::default(),
        }
    }
}

/// An answer of a type, with everything that all answers say.
pub(super) fn reply(status: StatusCode, kind: &str, content: Content) -> Reply {
    let mut reply = Response::new(content);
    *reply.status_mut() = status;
    set(&mut reply, header::CONTENT_TYPE, kind);
    set(&mut reply, header::CACHE_CONTROL, "no-cache");
    set(&mut reply, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut reply, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    reply
}

/// An answer of a type that is all there.
pub(super) fn whole(status: StatusCode, kind: &str, bytes: impl Into<Bytes>) -> Reply {
    reply(status, kind, Content::Whole(Some(bytes.into())))
}

/// An answer in a sentence.
pub(super) fn plain(status: StatusCode, text: impl Into<String>) -> Reply {
    whole(status, "text/plain; charset=utf-8", text.into() + "\n")
}

/// Sends a browser to another address of this site.
pub(super) fn moved(to: &str) -> Reply {
    let mut reply = plain(StatusCode::FOUND, format!("it is at {to}"));
    set(&mut reply, header::LOCATION, to);
    reply
}

/// Sets a header; a value that no header can hold is left out.
pub(super) fn set(reply: &mut Reply, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}

/// A header that is text.
pub(super) fn text_of(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// The type of a file, by the end of its name; text is UTF-8.
pub(super) fn kind_of(path: &str) -> String {
    let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
        // What the list below does not know, or knows by an older name.
        Some("js" | "mjs") => return "text/javascript; charset=utf-8".to_owned(),
        Some("md") => return "text/markdown; charset=utf-8".to_owned(),
        Some("webmanifest") => return "application/manifest+json".to_owned(),
        Some("opus") => return "audio/ogg".to_owned(),
        _ => mime_guess::from_path(path).first_or_octet_stream(),
    };
    let is_text = kind.type_() == "text" || matches!(kind.subtype().as_str(), "json" | "xml");
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}

/// What part of a file a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: no part was asked for, or in words that need not be understood.
    Whole,
    /// From the first byte to the last.
    Of(RangeInclusive<u64>),
    /// A part that the file does not have.
    None,
}

/// Reads a `Range` header for a file of `size_bytes`, by RFC 9110, section 14. Several
/// parts at once are answered with the whole, which the RFC allows.
pub(super) fn part(range: Option<&str>, size_bytes: u64) -> Part {
    let Some(range) = range.and_then(|range| range.trim().strip_prefix("bytes=")) else { return Part::Whole };
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let is_empty = |text: &str| text.trim().is_empty();
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Part::Whole,
        (Some(first), _) if first >= size_bytes => Part::None,
        (Some(first), Some(last)) => Part::Of(first..=last.min(size_bytes - 1)),
        (Some(first), None) if is_empty(last) => Part::Of(first..=size_bytes - 1),
        (None, Some(0)) if is_empty(first) => Part::None,
        (None, Some(_)) if is_empty(first) && size_bytes == 0 => Part::None,
        (None, Some(n)) if is_empty(first) => Part::Of(size_bytes.saturating_sub(n)..=size_bytes - 1),
        _ => Part::Whole,
    }
}

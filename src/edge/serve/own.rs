//! What the preview adds to a site: the script that reloads a page and shows its faults.
//!
//! Edge. Knows no book.

use hyper::StatusCode;
use percent_encoding::percent_decode_str;

use super::reply::{self, Reply};

/// The files, by name.
const FILES: [(&str, &str); 5] = [
    ("preview.js", include_str!("client/preview.js")),
    ("place.js", include_str!("client/place.js")),
    ("preview.css", include_str!("client/preview.css")),
    ("desk.js", include_str!("client/desk.js")),
    ("desk.css", include_str!("client/desk.css")),
];

/// A file of the preview's own; `None` when there is none of that name.
pub(super) fn file(name: &str) -> Option<Reply> {
    let (_, text) = FILES.iter().find(|(it, _)| *it == name)?;
    Some(reply::whole(StatusCode::OK, &reply::kind_of(name), *text))
}

/// A field of a query; empty when it is not there.
pub(super) fn field(query: &str, name: &str) -> String {
    let fields = query.split('&').filter_map(|field| field.split_once('='));
    let value = fields.into_iter().find(|(it, _)| *it == name).map_or("", |(_, value)| value);
    percent_decode_str(&value.replace('+', "%20")).decode_utf8_lossy().into_owned()
}

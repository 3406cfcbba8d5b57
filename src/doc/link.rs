//! The uses of addresses in a text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The number of a link: its place in [`super::Doc::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkIdx(pub u32);

/// One use of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The address as written, with escapes and entities undone.
    pub target: Arc<str>,
    /// What the address is for.
    pub role: LinkRole,
    /// Where the address stands (for a reference link, where it is used).
    pub span: Span,
}

/// What an address is for, and so what must be at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkRole {
    /// A link to follow: a page, a heading, a file to open.
    Follow,
    /// Something shown in the page: a picture, a recording.
    Show,
    /// A document of its own, shown in a frame of the page.
    Frame,
    /// A file that the browser shows by its own means, as a PDF.
    Object,
}

impl LinkRole {
    /// Whether the page itself shows what is at the end.
    #[must_use]
    pub fn is_shown(self) -> bool {
        self != Self::Follow
    }
}

/// Whether an address names a host, or a scheme by RFC 3986, section 3.1, and so leads out of
/// the site.
#[must_use]
pub fn leads_out(address: &str) -> bool {
    let is_of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic()) && scheme.bytes().all(is_of_scheme)
    };
    address.starts_with("//") || address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// Addresses that are a program or a page themselves, by how they begin in lower case.
const SCRIPTS: &[&str] = &["javascript:", "vbscript:", "data:text/html", "data:application/xhtml+xml"];

/// Whether an address is a program or a page itself instead of leading to one. No browser
/// lets it run or open from a page of the site.
#[must_use]
pub fn is_script(address: &str) -> bool {
    // Browsers pass over white space and control characters, wherever they stand.
    let letters = address.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control());
    let start: String = letters.take(32).map(|letter| letter.to_ascii_lowercase()).collect();
    SCRIPTS.iter().any(|script| start.starts_with(script))
}

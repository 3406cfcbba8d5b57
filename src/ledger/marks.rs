//! Marks by which translators without a ledger note what a page was translated from.
//!
//! Read once, when a ledger begins; afterwards they may be removed. Four habits are
//! known: a link to `…/blob/<commit>/<path>` near the top of the page, `sourceCommit` in
//! the front matter, and in an HTML comment above a paragraph the original's or a note that
//! it is to be translated.

use std::sync::Arc;

/// The version of the original that a page says it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The commit.
    pub rev: Arc<str>,
    /// The original's path at that commit, where the mark tells it.
    pub path: Option<Arc<str>>,
}

/// How many lines from the top a mark may stand.
const NEAR_THE_TOP: usize = 40;

/// The mark of a page, by its whole text.
#[must_use]
pub fn mark(text: &str) -> Option<Mark> {
    text.lines().take(NEAR_THE_TOP).find_map(|line| blob(line).or_else(|| source_commit(line)))
}

/// A link such as `https://github.com/owner/repo/blob/05d1142…/src/ch04.md`.
fn blob(line: &str) -> Option<Mark> {
    let (_, behind) = line.split_once("/blob/")?;
    let (rev, path) = behind.split_once('/')?;
    let path = path.split([')', '>', ' ', '"', '#', '?']).next().filter(|path| !path.is_empty());
    is_commit(rev).then(|| Mark { rev: rev.into(), path: path.map(Arc::from) })
}

/// `sourceCommit: 05d1142…`, as it stands under `l10n:`.
fn source_commit(line: &str) -> Option<Mark> {
    let value = line.trim().strip_prefix("sourceCommit:")?.trim().trim_matches(['"', '\'']);
    is_commit(value).then(|| Mark { rev: value.into(), path: None })
}

/// Whether a text is the name of a commit: 7 to 64 hexadecimal digits.
fn is_commit(text: &str) -> bool {
    (7..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a comment above a paragraph says that it is still to be translated, as in
/// `<!-- TODO: translation -->`.
#[must_use]
pub fn is_to_do(comment: &str) -> bool {
    let lower = comment.to_ascii_lowercase();
    lower.strip_prefix("todo").is_some_and(|what| what.contains("translat"))
}

/// What the HTML comment says that stands right above a place in a file; `None` without
/// one. What else stands in the comment's lines keeps it from being one, and a
/// hint of how blocks are paired is none.
#[must_use]
pub fn comment_above(text: &str, place: usize) -> Option<&str> {
    let before = text.get(..place)?.trim_end();
    let comment = before.strip_suffix("-->")?;
    let start = comment.rfind("<!--")?;
    let is_alone = comment[..start].ends_with('\n') || start == 0;
    Some(comment[start + "<!--".len()..].trim())
        .filter(|inner| is_alone && !inner.is_empty() && !inner.starts_with("sync:"))
}

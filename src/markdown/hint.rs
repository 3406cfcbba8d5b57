//! Reads hints for the translation: `<!-- sync: … -->`.
//!
//! Floor 2.

use crate::doc::HintKind;

/// What may stand in a hint.
pub(super) const FORMS: &str =
    "`note`, `= #anchor`, `= #anchor +2`, `covers 3` and `join` in a translation, `untranslated` in an original";

/// What a piece of HTML says that is a hint, behind `sync:`; `None` when it is none.
pub(super) fn body(html: &str) -> Option<&str> {
    let comment = html.trim_start().strip_prefix("<!--")?;
    let comment = comment.split_once("-->").map_or(comment, |(comment, _)| comment);
    comment.trim().strip_prefix("sync:").map(str::trim)
}

/// Reads what stands behind `sync:`; `None` when it cannot be read.
pub(super) fn kind(body: &str) -> Option<HintKind> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let kind = match words[..] {
        ["note"] => HintKind::Note,
        ["join"] => HintKind::Join,
        ["untranslated"] => HintKind::Untranslated,
        ["covers", n] => HintKind::Covers(number(n).filter(|n| *n > 0)?),
        ["=", id] => HintKind::Answers { id: anchor(id)?.into(), n_on: 0 },
        ["=", id, n] => HintKind::Answers { id: anchor(id)?.into(), n_on: number(n.strip_prefix('+')?)? },
        _ => return None,
    };
    Some(kind)
}

fn anchor(word: &str) -> Option<&str> {
    word.strip_prefix('#').filter(|id| !id.is_empty())
}

/// A number in digits alone.
fn number(word: &str) -> Option<u32> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

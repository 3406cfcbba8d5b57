//! Tells Latin words in Chinese and Japanese text.
//!
//! Floor 3.

use crate::locale::is_cjk;

/// A stretch of text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::view) enum Part<'a> {
    /// A Latin word with an apostrophe in it, such as `don’t`.
    Word(&'a str),
    /// Anything else.
    Text(&'a str),
}

/// Whether a text has letters, and none of them is Chinese, Japanese or Korean.
pub(in crate::view) fn is_only_latin(text: &str) -> bool {
    text.contains(is_latin) && !text.contains(is_cjk)
}

/// Cuts a text around its Latin words with an apostrophe. The parts tile the text.
pub(in crate::view) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut done = 0;
    for (at, apostrophe) in text.match_indices('’') {
        if at < done {
            continue;
        }
        let after = at + apostrophe.len();
        let start = text[done..at].rfind(|letter| !is_latin(letter)).map_or(done, |found| {
            let found = done + found;
            found + text[found..].chars().next().map_or(0, char::len_utf8)
        });
        let end = text[after..].find(|letter| !is_latin(letter) && letter != '’').map_or(text.len(), |n| after + n);
        // A quotation's end is no part of the word before it.
        let end = start + text[start..end].trim_end_matches('’').len();
        if start < at && end > after {
            parts.extend((done < start).then(|| Part::Text(&text[done..start])));
            parts.push(Part::Word(&text[start..end]));
            done = end;
        }
    }
    parts.extend((done < text.len()).then(|| Part::Text(&text[done..])));
    parts
}

fn is_latin(letter: char) -> bool {
    letter.is_alphanumeric() && !is_cjk(letter)
}

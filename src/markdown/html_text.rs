//! Finds the running text in HTML that stands among blocks, where a shortcode may be called.
//!
//! What stands in a tag or a comment is none, nor what is to be seen as it is written:
//! listings, drawings, scripts.
//!
//! Floor 2. Tells nothing: that is for [`super::raw_html`].

use std::ops::Range;

use html5gum::Token;

use super::html_tokens;

/// Elements whose text is shown as it is, or is for no reader.
const VERBATIM: &[&[u8]] =
    &[b"code", b"math", b"pre", b"samp", b"script", b"style", b"svg", b"template", b"textarea", b"title"];

/// The parts of `text` that are running text in a block of HTML, ascending. `lines` are the
/// parts of `text` that make up the block. O(length of the block).
pub(super) fn ranges(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let html: String = lines.iter().map(|line| &text[line.clone()]).collect();
    let mut ranges = Vec::new();
    if !html.contains("{{") && !html.contains("{%") {
        return ranges;
    }
    let mut verbatim: Option<Vec<u8>> = None;
    let mut rest = Rest { lines, before: 0 };
    for token in html_tokens::tokens(&html) {
        match token {
            Token::StartTag(tag) if verbatim.is_none() && !tag.self_closing && VERBATIM.contains(&&**tag.name) => {
                verbatim = Some(tag.name.to_vec());
            }
            Token::EndTag(tag) if verbatim.as_deref() == Some(&**tag.name) => verbatim = None,
            Token::String(found) if verbatim.is_none() => rest.find(found.span.start..found.span.end, &mut ranges),
            _ => {}
        }
    }
    ranges
}

/// The lines of a block that are not behind what was found last.
struct Rest<'l> {
    lines: &'l [Range<usize>],
    /// How many bytes the lines before them have.
    before: usize,
}

impl Rest<'_> {
    /// Adds the places in the text of a range of all lines joined; ranges ascend.
    fn find(&mut self, range: Range<usize>, ranges: &mut Vec<Range<usize>>) {
        while let Some((line, rest)) = self.lines.split_first() {
            let (start, end) = (range.start.max(self.before), range.end.min(self.before + line.len()));
            if start < end {
                ranges.push(line.start + start - self.before..line.start + end - self.before);
            }
            if range.end < self.before + line.len() {
                return;
            }
            self.before += line.len();
            self.lines = rest;
        }
    }
}

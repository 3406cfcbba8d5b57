//! Finds the running text in HTML that stands among blocks, where a shortcode may be called.
//!
//! What stands in a tag or a comment is none, nor what is to be seen as it is written:
//! listings, drawings, scripts.
//!
//! Floor 2. Tells nothing: that is for [`super::raw_html`].

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

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
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut verbatim: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new_with_emitter(&html, emitter) {
        match token {
            Token::StartTag(tag) if verbatim.is_none() && !tag.self_closing && VERBATIM.contains(&&**tag.name) => {
                verbatim = Some(tag.name.to_vec());
            }
            Token::EndTag(tag) if verbatim.as_deref() == Some(&**tag.name) => verbatim = None,
            Token::String(found) if verbatim.is_none() => push(found.span.start..found.span.end, lines, &mut ranges),
            _ => {}
        }
    }
    ranges
}

/// Adds the places in the text of a range of the lines joined.
fn push(range: Range<usize>, lines: &[Range<usize>], ranges: &mut Vec<Range<usize>>) {
    let mut before = 0;
    for line in lines {
        let (start, end) = (range.start.max(before), range.end.min(before + line.len()));
        if start < end {
            ranges.push(line.start + start - before..line.start + end - before);
        }
        before += line.len();
    }
}

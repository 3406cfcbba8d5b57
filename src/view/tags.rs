//! Finds the tags in HTML as templates and authors write it.
//!
//! Floor 3. Knows tags, and neither elements nor pages.

/// A tag where it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, its `>` included.
    pub end: usize,
    /// The element's name as it is written; empty for what is no element's.
    pub name: &'a str,
    /// Whether it ends its element.
    pub is_closing: bool,
}

impl Tag<'_> {
    /// Whether it says more than the element's name.
    pub(super) fn has_attributes(&self) -> bool {
        self.end - self.start > "<>".len() + usize::from(self.is_closing) + self.name.len()
    }
}

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea"];

/// The first tag from a place on. Comments are passed over.
pub(super) fn next_tag(html: &str, from: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let mut at = from;
    loop {
        let start = at + memchr::memchr(b'<', bytes.get(at..)?)?;
        let next = bytes.get(start + 1);
        if next == Some(&b'!') && bytes[start..].starts_with(b"<!--") {
            at = start + comment_end(&html[start..]);
            continue;
        }
        let is_closing = next == Some(&b'/');
        let name_start = start + 1 + usize::from(is_closing);
        let n_letters = bytes[name_start..].iter().take_while(|byte| OF_NAME[usize::from(**byte)]).count();
        let name_end = name_start + n_letters;
        // Most tags say their name and no more.
        let has_name_alone = bytes.get(name_end) == Some(&b'>');
        let end = if has_name_alone { name_end + 1 } else { start + tag_end(&html[start..]) };
        return Some(Tag { start, end, name: &html[name_start..name_end], is_closing });
    }
}

/// The bytes of which names of elements are made: ASCII letters, digits and `-`.
const OF_NAME: [bool; 256] = {
    let mut is_of_name = [false; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        is_of_name[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-';
        byte += 1;
    }
    is_of_name
};

/// Whether an element ends with its tag, as those of SVG may.
fn ends_at_once(html: &str, tag: &Tag<'_>) -> bool {
    html[..tag.end].ends_with("/>")
}

/// Where the content of the element that a tag begins goes on with markup.
pub(super) fn content_start(html: &str, tag: &Tag<'_>) -> usize {
    let is_raw = || RAW.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
    if tag.is_closing || !is_raw() || ends_at_once(html, tag) {
        return tag.end;
    }
    let ends = |at: &usize| {
        let after = html.as_bytes().get(at + 2..at + 2 + tag.name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(tag.name.as_bytes()))
    };
    let content = &html[tag.end..];
    let mut ending = memchr::memmem::find_iter(content.as_bytes(), "</").map(|at| tag.end + at);
    ending.find(ends).unwrap_or(html.len())
}

/// Where the element ends that a tag begins: behind its closing tag. `None` where that is
/// missing, or where one like it inside may have none.
pub(super) fn element_end(html: &str, first: &Tag<'_>) -> Option<usize> {
    if ends_at_once(html, first) {
        return None;
    }
    let mut depth = 1;
    let mut at = content_start(html, first);
    while let Some(tag) = next_tag(html, at) {
        at = content_start(html, &tag);
        if !tag.name.eq_ignore_ascii_case(first.name) {
            continue;
        }
        if !tag.is_closing {
            if ends_at_once(html, &tag) {
                return None;
            }
            depth += 1;
        } else if depth > 1 {
            depth -= 1;
        } else {
            return Some(tag.end);
        }
    }
    None
}

/// Where the comment ends that a text begins with.
fn comment_end(text: &str) -> usize {
    memchr::memmem::find(text.as_bytes(), b"-->").map_or(text.len(), |end| end + "-->".len())
}

/// Where the tag ends that a text begins with; at its end when it does not.
fn tag_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(n) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest)) {
        at += n;
        let byte = bytes[at];
        if byte == b'>' {
            return at + 1;
        }
        let Some(n) = memchr::memchr(byte, &bytes[at + 1..]) else { break };
        at += n + 2;
    }
    text.len()
}

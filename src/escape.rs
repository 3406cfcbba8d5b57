//! Makes any text fit to stand in HTML or XML.
//!
//! Floor 0. Knows no element.

/// Appends `text` so that it reads as itself between tags.
pub fn push_text(html: &mut String, text: &str) {
    push(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends `text` so that it reads as itself between the double quotes of an attribute.
pub fn push_attribute(html: &mut String, text: &str) {
    push(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
}

/// `text` so that it reads as itself anywhere in XML, without the control characters that
/// XML cannot hold.
#[must_use]
pub fn text(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\t' | '\n')).collect();
    let mut escaped = String::with_capacity(kept.len());
    push_attribute(&mut escaped, &kept);
    escaped
}

/// Appends `text` with some ASCII bytes replaced, in runs as long as can be.
fn push(html: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(escape) = replacement(byte) {
            html.push_str(&text[copied..at]);
            html.push_str(escape);
            copied = at + 1;
        }
    }
    html.push_str(&text[copied..]);
}

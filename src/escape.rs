//! Makes any text fit to stand in HTML or XML.
//!
//! Floor 0. Knows no element.

/// Appends `text` so that it reads as itself between tags.
pub fn push_text(html: &mut String, text: &str) {
    let mut copied = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        html.push_str(&text[copied..at]);
        html.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        copied = at + 1;
    }
    html.push_str(&text[copied..]);
}

/// Appends `text` so that it reads as itself between the double quotes of an attribute.
pub fn push_attribute(html: &mut String, text: &str) {
    let mut pieces = text.split('"');
    push_text(html, pieces.next().unwrap_or_default());
    for piece in pieces {
        html.push_str("&quot;");
        push_text(html, piece);
    }
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

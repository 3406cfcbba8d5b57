//! The order of terms.

use std::cmp::Ordering;

/// Compares texts by their UTF-16 units, as a browser compares strings.
///
/// That is the order of their bytes in UTF-8, but that characters above U+FFFF, which are
/// written as surrogates (U+D800 to U+DFFF), come before those from U+E000 on.
pub(super) fn by_units(a: &str, b: &str) -> Ordering {
    // Only the first byte of a character tells which of the two it is.
    let rank = |byte: u8| if byte >= 0xf0 { 0xed00 | u16::from(byte) } else { u16::from(byte) << 8 };
    match a.bytes().zip(b.bytes()).find(|(a, b)| a != b) {
        Some((a, b)) => rank(a).cmp(&rank(b)),
        None => a.len().cmp(&b.len()),
    }
}

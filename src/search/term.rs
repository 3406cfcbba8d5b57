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

/// How a text begins, as a number: those of two texts are in the order of [`by_units`] where
/// they differ. Texts hold no zero byte.
pub(super) fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, first) in bytes.iter_mut().zip(text.bytes()) {
        // Those that begin a character from U+E000 on go behind those above U+FFFF.
        *byte = if matches!(first, 0xee | 0xef) { first + 0x10 } else { first };
    }
    u64::from_be_bytes(bytes)
}

//! How an index is written down: numbers, texts, and the script around them.
//!
//! Numbers are LEB128, texts their length and UTF-8. A file is a script that calls one
//! function with its bytes, deflated and in base64: a page opened from disk may run
//! scripts but read no files, and many hosts compress nothing.

use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The function that a file of the index calls.
const FUNCTION: &str = "diglotIndex";

/// Bytes being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, number: u32) {
        leb128(number, |byte| self.bytes.push(byte));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(size(text.len()));
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A text of a sorted list: how many UTF-16 units it shares with the one before it, and
    /// the rest.
    pub(super) fn next_text(&mut self, before: &str, text: &str) {
        let (mut shared, mut at) = (0, 0);
        for (left, right) in before.chars().zip(text.chars()).take_while(|(left, right)| left == right) {
            debug_assert_eq!(left, right);
            shared += left.len_utf16();
            at += left.len_utf8();
        }
        self.number(size(shared));
        self.text(&text[at..]);
    }
}

/// Gives the bytes of a number to `push`.
pub(super) fn leb128(number: u32, mut push: impl FnMut(u8)) {
    let mut rest = number;
    loop {
        let [low, ..] = (rest & 0x7f).to_le_bytes();
        rest >>= 7;
        push(if rest > 0 { low | 0x80 } else { low });
        if rest == 0 {
            return;
        }
    }
}

/// A count or length as the format has it.
///
/// # Panics
///
/// For more than four thousand million, which no book has.
pub(super) fn size(n: usize) -> u32 {
    u32::try_from(n).expect("no book has so much of anything")
}

/// Bytes being read. What is cut short reads as zeros and empty texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn is_at_end(self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            number |= u32::from(byte & 0x7f).wrapping_shl(shift);
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    pub(super) fn text(&mut self) -> &'a str {
        let len = (self.number() as usize).min(self.bytes.len());
        let (text, rest) = self.bytes.split_at(len);
        self.bytes = rest;
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// The next text of a sorted list, in place of the one before it.
    pub(super) fn next_text(&mut self, text: &mut String) {
        let mut shared = self.number() as usize;
        let is_kept = |letter: &char| {
            let is_kept = shared > 0;
            shared = shared.saturating_sub(letter.len_utf16());
            is_kept
        };
        let n_kept = text.chars().take_while(is_kept).map(char::len_utf8).sum();
        text.truncate(n_kept);
        text.push_str(self.text());
    }
}

/// The script that holds a file of the index of a locale.
///
/// `stamp` tells which numbering of sections it belongs to, so that files of two builds are
/// never read together.
pub(super) fn script(locale: &str, name: &str, stamp: &str, deflated: &[u8]) -> Vec<u8> {
    let text = BASE64_STANDARD.encode(deflated);
    format!("{FUNCTION}(\"{locale}\",\"{name}\",\"{stamp}\",\"{text}\")\n").into_bytes()
}

/// FNV-1a over UTF-16 units, which is short to write in a browser.
pub(super) fn hash(text: &str) -> u32 {
    text.encode_utf16().fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// A number in the digits that the browser's `toString(36)` writes.
pub(super) fn base36(number: u32) -> String {
    let (mut digits, mut rest) = (Vec::new(), number);
    loop {
        digits.push(char::from_digit(rest % 36, 36).expect("a digit is below its base"));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

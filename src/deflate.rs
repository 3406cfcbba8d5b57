//! Bytes made small, and made what they were again: DEFLATE, RFC 1951.
//!
//! Floor 0.

use std::{cell::RefCell, io::Read as _};

use flate2::{Compress, Compression, FlushCompress, Status, read::DeflateDecoder};

/// Deflates bytes as far as is worth the time, for those that travel.
#[must_use]
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        /// What deflates is some hundred kilobytes large, and most files are a few.
        static THOROUGH: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    }
    THOROUGH.with_borrow_mut(|deflate| with(deflate, bytes))
}

/// The same in a hurry, for bytes that are only kept for a while.
#[must_use]
pub fn folded(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        static HASTY: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
    }
    HASTY.with_borrow_mut(|deflate| with(deflate, bytes))
}

fn with(deflate: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    deflate.reset();
    let mut deflated = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let n_read = usize::try_from(deflate.total_in()).expect("it was in memory");
        let status = deflate.compress_vec(&bytes[n_read..], &mut deflated, FlushCompress::Finish);
        if status.expect("any bytes can be deflated") == Status::StreamEnd {
            // What is kept is kept ten thousand times.
            deflated.shrink_to_fit();
            return deflated;
        }
        deflated.reserve(bytes.len() / 2 + 64);
    }
}

/// Bytes that were deflated, as they were before.
///
/// # Panics
///
/// For bytes that were not.
#[must_use]
pub fn inflated(deflated: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(3 * deflated.len());
    DeflateDecoder::new(deflated).read_to_end(&mut bytes).expect("the program reads what it wrote");
    bytes
}

//! Bytes made small, and made what they were again: DEFLATE, RFC 1951.
//!
//! Floor 0.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

thread_local! {
    /// What deflates is some hundred kilobytes large, and most files are a few.
    static DEFLATE: RefCell<Compressor> = RefCell::new(Compressor::new(level()));
    static INFLATE: RefCell<Decompressor> = RefCell::new(Decompressor::new());
}

/// The first level that deflates at all: the sixth makes an index a thirtieth smaller, in
/// twice the time.
fn level() -> CompressionLvl {
    CompressionLvl::new(1).expect("levels go from 0 to 12")
}

/// Deflates bytes.
///
/// # Panics
///
/// Never: there is room for the worst case.
#[must_use]
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    DEFLATE.with_borrow_mut(|deflate| {
        let mut deflated = vec![0; deflate.deflate_compress_bound(bytes.len())];
        let n_bytes = deflate.deflate_compress(bytes, &mut deflated).expect("there is room for the worst case");
        deflated.truncate(n_bytes);
        // What is kept is kept ten thousand times.
        deflated.shrink_to_fit();
        deflated
    })
}

/// Bytes that were deflated, as they were before.
///
/// # Panics
///
/// For bytes that were not.
#[must_use]
pub fn inflated(deflated: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; 4 * deflated.len()];
    loop {
        match INFLATE.with_borrow_mut(|inflate| inflate.deflate_decompress(deflated, &mut bytes)) {
            Ok(n_bytes) => {
                bytes.truncate(n_bytes);
                return bytes;
            }
            Err(DecompressionError::InsufficientSpace) => bytes.resize(2 * bytes.len() + 64, 0),
            Err(DecompressionError::BadData) => panic!("the program reads what it wrote"),
        }
    }
}

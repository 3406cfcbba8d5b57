//! Bytes made small, and made what they were again: DEFLATE, RFC 1951.
//!
//! Floor 0.

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor, DecompressionError, Decompressor};

thread_local! {
    static DEFLATE: RefCell<Deflate> = RefCell::new(Deflate { compressor: Compressor::new(level()), room: Vec::new() });
    static INFLATE: RefCell<Decompressor> = RefCell::new(Decompressor::new());
}

/// What deflates is some hundred kilobytes large, and most files are a few: a thread makes
/// one, and room for what comes of a file.
struct Deflate {
    compressor: Compressor,
    room: Vec<u8>,
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
    DEFLATE.with_borrow_mut(|Deflate { compressor, room }| {
        let n_most = compressor.deflate_compress_bound(bytes.len());
        room.resize(room.len().max(n_most), 0);
        let n_bytes = compressor.deflate_compress(bytes, room).expect("there is room for the worst case");
        // What is kept is kept ten thousand times: it takes no more than it has.
        room[..n_bytes].to_vec()
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

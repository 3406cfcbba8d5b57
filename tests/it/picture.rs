//! How large pictures are.

use diglot::{book::PictureSize, picture};

/// The bytes of a file, and width and height.
type Case<'a> = (&'a [u8], Option<(u32, u32)>);

#[test]
fn pictures_have_sizes() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";
    let cases: &[Case] = &[
        (png, Some((32, 16))),
        (b"GIF89a\x03\0\x02\0\0\0\0", Some((3, 2))),
        (b"<svg xmlns='x' width='200' height='100px'/>", Some((200, 100))),
        (b"<?xml version='1.0'?><!-- a > b --><svg viewBox='0 0 24 12.4'>", Some((24, 12))),
        (b"<svg width=\"50\" viewBox=\"0,0,100,40\">", Some((50, 20))),
        (b"<svg width='100%' height='100%' viewBox='0 0 640 480'>", Some((640, 480))),
        (b"<svg width='1in' height='2.54cm'>", Some((96, 96))),
        (b"<svg width='0' height='5'>", None),
        (b"<svg width='1e9999' height='5'>", None),
        (b"<html><svg width='1' height='1'>", None),
        (b"P1 not a picture", None),
        (b"", None),
    ];
    for (bytes, expected) in cases {
        let expected = expected.map(|(width, height)| PictureSize { width, height });
        assert_eq!(picture::size(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_picture_reader_panic(start in 0_usize..6, tail in proptest::collection::vec(0_u8.., 0..200)) {
        let heads: [&[u8]; 6] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF....WEBP", b"<svg viewBox='", b"\0\0\0\x20ftypavif"];
        let bytes = [heads[start], &tail[..]].concat();
        let _ = picture::size(&bytes);
    }
}

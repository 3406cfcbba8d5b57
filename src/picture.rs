//! Reads how large a picture is, so that a page can keep its place before it loads.
//!
//! Formats that browsers show: PNG, JPEG, GIF, WebP, AVIF, JPEG XL, BMP, ICO and SVG. The
//! head of a file is enough, but for JPEG with large metadata before its frame.
//!
//! Floor 2. Knows no file and no page; does not look at how a camera was held (EXIF).

use html5gum::{StartTag, Token, Tokenizer};
use imagesize::{Compression, ImageType};

use crate::book::PictureSize;

/// How many bytes of an SVG are searched for its root element.
const SVG_HEAD_BYTES: usize = 64 * 1024;

/// What some editors write before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The size of a picture in CSS pixels; `None` for anything else, for a picture that does
/// not say, and for one without width or height.
///
/// Looks at the bytes, not at a name. `bytes` may be the head of a longer file.
#[must_use]
pub fn size(bytes: &[u8]) -> Option<PictureSize> {
    let (width, height) = raster_size(bytes).or_else(|| svg_size(bytes))?;
    (width > 0 && height > 0).then_some(PictureSize { width, height })
}

fn raster_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let is_shown = match imagesize::image_type(bytes).ok()? {
        ImageType::Bmp
        | ImageType::Gif
        | ImageType::Ico
        | ImageType::Jpeg
        | ImageType::Jxl
        | ImageType::Png
        | ImageType::Webp => true,
        ImageType::Heif(compression) => compression == Compression::Av1,
        _ => false,
    };
    let size = is_shown.then(|| imagesize::blob_size(bytes).ok()).flatten()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The size of an SVG: `width` and `height` of its root, one of them and the shape of the
/// `viewBox`, or the `viewBox` alone.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let root = svg_root(bytes)?;
    let attribute = |name: &[u8]| root.attributes.get(name).map(|value| String::from_utf8_lossy(value));
    let shape = attribute(b"viewbox").and_then(|value| view_box(&value));
    let length = |name: &[u8]| attribute(name).and_then(|value| pixels(&value));
    let (width, height) = match (length(b"width"), length(b"height"), shape) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width / across * down),
        (None, Some(height), Some((across, down))) => (height / down * across, height),
        (None, None, Some(shape)) => shape,
        _ => return None,
    };
    Some((whole(width)?, whole(height)?))
}

/// The root element of an SVG; `None` when the first element is another.
fn svg_root(bytes: &[u8]) -> Option<StartTag<()>> {
    let head = &bytes[..bytes.len().min(SVG_HEAD_BYTES)];
    let markup = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head).trim_ascii_start();
    if !markup.starts_with(b"<") {
        return None;
    }
    let first = Tokenizer::new(markup).flatten().find_map(|token| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    })?;
    let name: &[u8] = &first.name;
    name.rsplit(|byte| *byte == b':').next().is_some_and(|name| name == b"svg").then_some(first)
}

/// Width and height of a `viewBox`, both above zero.
fn view_box(value: &str) -> Option<(f64, f64)> {
    let separator = |letter: char| letter.is_ascii_whitespace() || letter == ',';
    let numbers: Vec<f64> =
        value.split(separator).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [_, _, across, down] if across > 0.0 && down > 0.0 => Some((across, down)),
        _ => None,
    }
}

/// A length in CSS pixels; `None` for one that depends on its surroundings, such as `50%`
/// or `10em`. The factors are those of CSS Values and Units.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit_start = length.find(|letter: char| letter.is_ascii_alphabetic() && letter != 'e' || letter == '%');
    let (number, unit) = length.split_at(unit_start.unwrap_or(length.len()));
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "Q" => 2.4 / 2.54,
        _ => return None,
    };
    number.trim().parse().ok().map(|number: f64| number * factor)
}

/// A length as an attribute of `<img>` wants it: whole, and 1 rather than 0.
fn whole(length: f64) -> Option<u32> {
    let is_sound = length.is_finite() && length > 0.0 && length < f64::from(u32::MAX);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the bounds are checked above")]
    is_sound.then(|| length.round().max(1.0) as u32)
}

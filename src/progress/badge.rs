//! A badge: a word and a share, for the first page of a repository.
//!
//! Floor 3.

use unicode_width::UnicodeWidthStr;

/// How wide a column of text is in the badge's type, in pixels; a Han character has two.
const COLUMN: usize = 7;

/// From how many tenths of a percent on a translation is good, and from how many it is
/// usable.
const GOOD: u64 = 950;
const USABLE: u64 = 700;

/// The badge of a text of which so many tenths of a percent follow the original.
pub(super) fn svg(label: &str, per_mille: u64) -> String {
    let share = format!("{}%", per_mille / 10);
    let colour = match per_mille {
        GOOD.. => "#2b6a2f",
        USABLE.. => "#7a5200",
        _ => "#951d0c",
    };
    let width = |text: &str| text.width() * COLUMN + 12;
    let (left, right) = (width(label), width(&share));
    let label = crate::escape::text(label);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" role=\"img\" aria-label=\"{label}: {share}\">\
         <title>{label}: {share}</title>\
         <path fill=\"#3a3c40\" d=\"M4 0h{left}v20H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z\"/>\
         <path fill=\"{colour}\" d=\"M{left} 0h{edge}a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H{left}z\"/>\
         <g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\" text-anchor=\"middle\">\
         <text x=\"{mid_left}\" y=\"14\">{label}</text><text x=\"{mid_right}\" y=\"14\">{share}</text></g></svg>\n",
        all = left + right,
        edge = right - 4,
        mid_left = left / 2,
        mid_right = left + right / 2,
    )
}

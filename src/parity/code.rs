//! Listings and code within lines.

use std::collections::BTreeMap;

use crate::unit::{Unit, UnitKind};

/// How the code of two runs differs; `None` when a translator has changed nothing that
/// runs.
pub(super) fn difference(left: &[Unit], right: &[Unit]) -> Option<String> {
    let is_listing = |unit: &Unit| unit.kind == UnitKind::Code;
    if left.iter().all(is_listing) && right.iter().all(is_listing) {
        // What is drawn is data with words in it.
        let is_drawn = |unit: &Unit| matches!(language(unit), "chart" | "mermaid");
        return if left.iter().any(is_drawn) { None } else { listing(left, right) };
    }
    spans(left, right)
}

/// Code within lines that the translation does not have. A name may stand once where the
/// original has it twice; one in the place of another, such as the path of the language's
/// own folder, was put there on purpose.
fn spans(left: &[Unit], right: &[Unit]) -> Option<String> {
    let own: String = right.iter().map(|unit| tight(&unit.text).to_lowercase()).collect();
    let n_codes = |units: &[Unit]| units.iter().map(|unit| unit.codes.len()).sum::<usize>();
    if n_codes(right) >= n_codes(left) {
        return None;
    }
    let codes = left.iter().flat_map(Unit::code_texts);
    // Prose that is only set like code is translated.
    let mut lacking = codes.filter(|code| is_name(code) && !own.contains(&tight(code).to_lowercase()));
    let first = lacking.next()?;
    Some(format!("`{}` of the original is not in the translation", first.trim()))
}

/// Whether code within a line is a name rather than a phrase: one word of ASCII.
fn is_name(code: &str) -> bool {
    let code = code.trim();
    code.is_ascii()
        && code.len() > 1
        && !code.contains(' ')
        && code.contains(|letter: char| letter.is_ascii_alphabetic())
}

/// A text without white space.
fn tight(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Lines of a listing that only one side has. Lines with letters beyond ASCII are taken to
/// be translated, each of one line of the other side.
fn listing(left: &[Unit], right: &[Unit]) -> Option<String> {
    let (original, own) = (Lines::of(left), Lines::of(right));
    let only_left = original.without(&own);
    let only_right = own.without(&original);
    if only_left.len() > own.n_translated {
        return Some(format!("the listing lacks `{}` of the original", only_left[0]));
    }
    if only_right.len() > original.n_translated {
        return Some(format!("the listing has `{}`, which the original has not", only_right[0]));
    }
    None
}

/// The lines of a listing.
struct Lines {
    /// How often each line is there that both sides should have, without white space, with
    /// the line as it is written.
    plain: BTreeMap<String, (usize, String)>,
    /// How many others there are.
    n_translated: usize,
}

impl Lines {
    fn of(units: &[Unit]) -> Self {
        let mut lines = Self { plain: BTreeMap::new(), n_translated: 0 };
        let shown = units.iter().flat_map(|unit| unit.text.lines().filter(|line| !is_output(unit, line)));
        for line in shown {
            let code = without_comment(line);
            let key = tight(code);
            // Braces and the like may be set as anyone likes.
            if !key.contains(|letter: char| letter.is_alphanumeric()) {
                continue;
            }
            if code.contains(|letter: char| !letter.is_ascii() && letter.is_alphabetic()) {
                lines.n_translated += 1;
            } else {
                lines.plain.entry(key).or_insert_with(|| (0, code.trim().to_owned())).0 += 1;
            }
        }
        lines
    }

    /// The lines that the other side does not have, or not as often.
    fn without(&self, other: &Self) -> Vec<&str> {
        let lacking = self.plain.iter().flat_map(|(key, (n, line))| {
            let n_other = other.plain.get(key).map_or(0, |(n, _)| *n);
            std::iter::repeat_n(line.as_str(), n.saturating_sub(n_other))
        });
        lacking.collect()
    }
}

/// The language of a listing.
fn language(unit: &Unit) -> &str {
    unit.options.first().map_or("", |language| &**language)
}

/// Whether a line of a listing is what a program printed: it differs from day to day and
/// from language to language.
fn is_output(unit: &Unit, line: &str) -> bool {
    let is_session = matches!(language(unit), "console" | "text" | "shell-session" | "plain" | "output");
    is_session && !line.trim_start().starts_with(['$', '>', '%'])
}

/// A line without the comment at its end, in any of the usual languages.
fn without_comment(line: &str) -> &str {
    let trimmed = line.trim_start();
    let is_comment = ["//", "#", "--", ";", "%", "/*", "*", "<!--"].iter().any(|sign| trimmed.starts_with(sign));
    if is_comment {
        return "";
    }
    let cut = [" // ", " # ", " -- ", " /* ", "\t// ", "\t# "].iter().filter_map(|sign| line.find(sign)).min();
    &line[..cut.unwrap_or(line.len())]
}

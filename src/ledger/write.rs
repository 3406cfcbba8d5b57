//! Writes a ledger, always in the same way: equal ledgers are equal bytes.

use std::fmt::Write;

use super::{Ledger, Mark, Record, Seal, highest, read::VERSION};

/// What stands above every ledger.
const HEAD: &str = "# What each paragraph of this translation was accepted against; written by `diglot accept`.\n";

/// The text of a ledger.
#[must_use]
pub fn write(ledger: &Ledger) -> String {
    let mut text = String::from(HEAD);
    line(&mut text, "diglot", &VERSION.to_string());
    line(&mut text, "source", &scalar(ledger.source.as_str()));
    if let Some(rev) = &ledger.rev {
        line(&mut text, "rev", &scalar(rev));
    }
    // Kept only when it cannot be seen from the pairs, so that it seldom stands in the way
    // of a merge.
    if ledger.last > highest(ledger.records.iter().map(|record| &record.id)) {
        line(&mut text, "last", &ledger.last.to_string());
    }
    if ledger.records.is_empty() {
        text.push_str("pairs: []\n");
    } else {
        text.push_str("pairs:\n");
        ledger.records.iter().for_each(|record| self::record(&mut text, record));
    }
    text
}

fn record(text: &mut String, record: &Record) {
    line(text, "- id", &scalar(record.id.as_str()));
    seals(text, "  s", &record.source);
    seals(text, "  t", &record.target);
    match &record.mark {
        Mark::None => {}
        Mark::Machine => line(text, "  machine", "true"),
        Mark::Placed => line(text, "  placed", "true"),
        Mark::Why(why) => line(text, if record.source.is_empty() { "  note" } else { "  omit" }, &quoted(why)),
    }
    if !record.was.is_empty() {
        text.push_str("  was:\n");
        for was in &record.was {
            text.push_str("  - ");
            text.push_str(&quoted(was));
            text.push('\n');
        }
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key}: {value}");
}

fn seals(text: &mut String, key: &str, seals: &[Seal]) {
    if !seals.is_empty() {
        let seals: Vec<String> = seals.iter().map(Seal::to_string).collect();
        line(text, key, &format!("[{}]", seals.join(", ")));
    }
}

impl std::fmt::Display for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.text, self.shape)
    }
}

/// A text as YAML, without quotes where it needs none: a letter first, then what cannot
/// be taken for anything else, and none of YAML's own words.
fn scalar(text: &str) -> String {
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    let is_inner = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/' | '.');
    let is_plain = !is_word && text.starts_with(char::is_alphabetic) && text.chars().all(is_inner);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes, on one line whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What YAML forbids or takes for the end of a line.
            '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", letter as u32);
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

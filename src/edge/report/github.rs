//! Faults as GitHub's runners read them: notes beside the lines of a change.
//!
//! The form is that of workflow commands:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
//!
//! Edge. Pure.

use super::{Fault, Texts, level_word, locate::Spot};

/// A fault as one workflow command.
#[must_use]
pub fn github(fault: &Fault, texts: &Texts<'_>) -> String {
    let diagnostic = &fault.diagnostic;
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", property(place.file.as_str())));
        if let Some(Spot { start, end, .. }) = Spot::find(place, texts) {
            properties.push(format!("line={},endLine={}", start.line, end.line));
            // Columns may only be given for a place within one line.
            if start.line == end.line {
                properties.push(format!("col={},endColumn={}", start.column, end.column));
            }
        }
    }
    properties.push(format!("title={}", diagnostic.code.name()));
    let mut message = diagnostic.message.to_string();
    for help in &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    format!("::{} {}::{}", level_word(fault.level), properties.join(","), data(&message))
}

/// Escapes what would end a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! Finds what keeps a browser from reading a script, before the script is joined to others
//! that it would take with it.
//!
//! Floor 3. Knows neither what a script does nor which other scripts there are.

use oxc_allocator::Allocator;
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::{faults, modules};
use crate::{
    diag::{Code, Diagnostic},
    span::Span,
    theme::ThemeFile,
};

/// What is wrong in a script that pages hold as it is.
pub(super) fn faults(file: &ThemeFile) -> Vec<Diagnostic> {
    let faults = parsed(file, &file.text, SourceType::cjs().with_script(true));
    if !faults.is_empty() {
        return faults;
    }
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let word = ["import", "export"].into_iter().find(|word| modules::is_word(line, word));
        // What follows is the call `import(`, which any script may make.
        if let Some(word) = word.filter(|word| !line[word.len()..].trim_start().starts_with('(')) {
            let span = Span::new(start..start + word.len());
            let message = format!("`{}` stands inline in pages, so it can neither import nor export", file.file);
            return vec![Diagnostic::new(Code::InvalidTheme, &file.file, span, message)];
        }
        start += line.len();
    }
    Vec::new()
}

/// What is wrong in a module by itself, and in what it becomes when it is joined: a module may
/// wait at its top (`await`), a function such as the joined script's may not.
pub(super) fn module_faults(file: &ThemeFile) -> Vec<Diagnostic> {
    let faults = parsed(file, &file.text, SourceType::mjs());
    if faults.is_empty() { parsed(file, &without_modules(&file.text), SourceType::cjs()) } else { faults }
}

/// A module with spaces for its imports and for the word `export`, so that everything else
/// stands where it stood.
fn without_modules(text: &str) -> String {
    let mut script = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let n_blank = match () {
            () if modules::is_word(line, "import") => line.trim_end().len(),
            () if modules::is_word(line, "export") => "export".len(),
            () => 0,
        };
        script.extend(std::iter::repeat_n(' ', n_blank));
        script.push_str(&line[n_blank..]);
    }
    script
}

/// The faults of a text that stands for a file's, place by place.
fn parsed(file: &ThemeFile, text: &str, source_type: SourceType) -> Vec<Diagnostic> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, source_type).parse();
    let faults = parsed.errors.iter().map(|error| {
        let place = error.labels.iter().flatten().next();
        let span = place.map_or(faults::START, |place| Span::new(place.offset()..place.offset() + place.len()));
        let message = format!("the script cannot be read: {}", faults::sentence(&error.message));
        Diagnostic::new(Code::InvalidTheme, &file.file, span, message)
            .maybe_help(error.help.as_deref().map(faults::sentence))
    });
    faults.collect()
}

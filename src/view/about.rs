//! Reads what a theme says of itself, `theme.yaml`.
//!
//! It is for whoever finds the theme: pages show nothing of it, and nothing depends on it.
//!
//! Floor 3. Knows no other file of the theme.

use std::sync::Arc;

use crate::{
    diag::Diagnostic,
    theme::{ThemeFile, ThemeFiles},
    yaml::{Bounds, Yaml, keys},
};

/// What a theme says of itself.
#[derive(Debug, Default)]
struct About {
    name: Arc<str>,
    description: Arc<str>,
    license: Arc<str>,
}

keys! { About {
    name, "What the theme is called.";
    description, "What it is for, in a sentence.";
    license, "On which terms others may use it.";
} }

/// What is wrong in a theme's `theme.yaml`.
pub(super) fn faults(theme: &ThemeFiles) -> Vec<Diagnostic> {
    let read = |file: &ThemeFile| Yaml::file(&file.file, &file.text).read::<About>("`theme.yaml`", Bounds::FILE).told;
    theme.about.as_ref().map(read).unwrap_or_default()
}

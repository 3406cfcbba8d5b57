//! The built-in theme, carried in the program so that an installed diglot needs nothing
//! else.
//!
//! Edge. Knows no template engine.

use include_dir::{Dir, include_dir};

use super::shown::shown;

/// The built-in theme's name.
pub const THEME: &str = "paper";

/// The built-in theme's folder as it was when the program was built.
static PAPER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/paper");

/// Every file of the built-in theme: its path in the theme, with `/`, and its bytes.
pub fn theme() -> impl Iterator<Item = (String, &'static [u8])> {
    let mut files = Vec::new();
    gather(&PAPER, &mut files);
    files.into_iter()
}

fn gather(folder: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        files.push((shown(file.path()), file.contents()));
    }
    for folder in folder.dirs() {
        gather(folder, files);
    }
}

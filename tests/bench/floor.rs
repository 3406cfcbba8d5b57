//! The least that any generator must do: read, parse with every option, write.

use std::{error::Error, fs, path::Path};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// The first argument that makes this program the floor.
pub(crate) const MODE: &str = "floor";

/// Writes one HTML file for each Markdown file below `content`, in parallel.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(crate) fn run(content: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let sources: Vec<_> = WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
        .map(walkdir::DirEntry::into_path)
        .collect();
    sources.par_iter().try_for_each(|source| {
        let text = fs::read_to_string(source)?;
        let mut page = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut page, Parser::new_ext(&text, Options::all()));
        let target = out.join(source.strip_prefix(content).expect("found below it")).with_extension("html");
        fs::create_dir_all(target.parent().expect("a file lies in a folder"))?;
        fs::write(target, page)
    })?;
    Ok(())
}

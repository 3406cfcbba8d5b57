//! Books of any size, made from the real one.
//!
//! A larger book is the real book several times over, each copy a part of its own with
//! its number in every code listing and in every first paragraph, so that nothing that
//! is remembered by content makes a copy cheaper than it would be.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

/// The real book, if it is at hand.
pub(crate) fn find() -> Option<PathBuf> {
    let shared = env::var_os("DIGLOT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let book = shared.join("corpora/trpl/book");
    book.join("content/site.yaml").is_file().then_some(book)
}

/// Writes a book of at least `n_wanted` chapters to `book`, the real one as often as it
/// takes: within a part of it links would lead nowhere. The number there are.
///
/// # Errors
///
/// When a file cannot be read or written.
pub(crate) fn generate(original: &Path, book: &Path, n_wanted: usize) -> io::Result<usize> {
    let content = original.join("content");
    fs::create_dir_all(book.join("content"))?;
    fs::copy(content.join("site.yaml"), book.join("content/site.yaml"))?;
    let chapters = chapters(&content);
    let mut n_made = 0;
    for copy in 0.. {
        if n_made >= n_wanted {
            return Ok(n_made);
        }
        for chapter in &chapters {
            n_made += usize::from(write_copy(&content, book, chapter, copy)?);
        }
    }
    Ok(n_made)
}

/// Writes the same book to `variant` with other settings: `lines` in place of those that
/// begin with the same key. Each setting is one line.
///
/// # Errors
///
/// When a file cannot be read or linked.
pub(crate) fn with_settings(book: &Path, variant: &Path, lines: &[&str]) -> io::Result<()> {
    let (content, target) = (book.join("content"), variant.join("content"));
    fs::create_dir_all(&target)?;
    let key = |line: &str| line.split(':').next().map(str::to_owned);
    let settings = fs::read_to_string(content.join("site.yaml"))?;
    let kept = settings.lines().filter(|line| !lines.iter().any(|other| key(other) == key(line)));
    let settings: Vec<&str> = kept.chain(lines.iter().copied()).collect();
    fs::write(target.join("site.yaml"), settings.join("\n"))?;
    for file in chapters(&content) {
        let linked = target.join(&file);
        fs::create_dir_all(linked.parent().expect("a file lies in a folder"))?;
        fs::hard_link(content.join(&file), linked)?;
    }
    Ok(())
}

/// Every file of the book below its locale folders, both languages of a chapter together.
fn chapters(content: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| entry.path().strip_prefix(content).ok().map(Path::to_owned))
        .filter(|path| path.components().count() > 1)
        .collect();
    // Pictures first, then chapters by their path below the locale's folder.
    files.sort_by_key(|path| {
        let below: PathBuf = path.components().skip(1).collect();
        (path.extension().is_some_and(|extension| extension == "md"), below, path.clone())
    });
    files
}

/// Writes one file of one copy; whether it is a chapter.
fn write_copy(content: &Path, book: &Path, path: &Path, copy: usize) -> io::Result<bool> {
    let mut parts = path.components();
    let locale = parts.next().expect("more than one part");
    let below = parts.as_path();
    let target = match copy {
        0 => book.join("content").join(path),
        copy => book.join("content").join(locale).join(format!("{:03}-copy-{copy}", 100 + copy)).join(below),
    };
    fs::create_dir_all(target.parent().expect("a file lies in a folder"))?;
    if path.extension().is_none_or(|extension| extension != "md") {
        fs::copy(content.join(path), target)?;
        return Ok(false);
    }
    let text = fs::read_to_string(content.join(path))?;
    fs::write(target, if copy == 0 { text } else { renumbered(&text, copy) })?;
    Ok(true)
}

/// The text with the number of the copy in each listing and after its title.
fn renumbered(text: &str, copy: usize) -> String {
    let mut out = String::with_capacity(text.len() + 1024);
    let mut is_code = false;
    for line in text.split_inclusive('\n') {
        out.push_str(line);
        if line.starts_with("```") {
            is_code = !is_code;
            if is_code && line.starts_with("```rust") {
                out.extend(["// copy ", &copy.to_string(), "\n"]);
            }
        }
    }
    out.extend(["\nCopy ", &copy.to_string(), ".\n"]);
    out
}

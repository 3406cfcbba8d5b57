//! `diglot check --fix-punctuation`: writes Chinese punctuation as an editor would.
//!
//! Edge.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{fs, io, sync::Arc};

use super::{failure::Failure, files::replace, load, project::Project};
use crate::{
    input::{Input, SourceText},
    markdown::Slip,
    pipeline,
};

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mended {
    /// How many places.
    pub(super) n_slips: usize,
    /// In how many chapters.
    pub(super) n_chapters: usize,
}

/// Mends what can be mended in a book that was read, on the disk and in `input`. A file that
/// is no text, or changed meanwhile, stays as it is.
///
/// # Errors
///
/// The system's, when it refuses to read or write a chapter.
pub(super) fn mend(project: &Project, input: &mut Input) -> Result<Mended, Failure> {
    let mut mended = Mended::default();
    for (path, slips) in pipeline::punctuation(input) {
        let Some(text) = input.sources.get(&path).map(SourceText::open) else { continue };
        let file = project.content_on_disk(&path);
        let there = match fs::read_to_string(&file) {
            Ok(there) => there,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => continue,
            Err(error) => return Err(Failure::system("read", &file, &error)),
        };
        let n_slips = slips.iter().filter(|slip| slip.right.is_some()).count();
        if n_slips == 0 || load::with_newlines(&there) != *text {
            continue;
        }
        let right = corrected(&text, &slips);
        replace(&file, with_each_end_of(&there, &right).as_bytes())?;
        input.sources.insert(path, Arc::<str>::from(right).into());
        mended.n_slips += n_slips;
        mended.n_chapters += 1;
    }
    Ok(mended)
}

/// A text of as many lines as another, each with the end that it has there.
fn with_each_end_of(there: &str, text: &str) -> String {
    let mut ends = ends(there);
    text.split('\n').map(|line| [line, ends.next().unwrap_or_default()].concat()).collect()
}

/// The ends of a text's lines as they are written.
fn ends(text: &str) -> impl Iterator<Item = &str> {
    const RETURN: &str = "\r\n";
    let is_second = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    let ends = text.match_indices(['\r', '\n']).filter(move |(at, _)| !is_second(*at));
    ends.map(|(at, end)| if text[at..].starts_with(RETURN) { RETURN } else { end })
}

/// A text with everything right that is known; slips ascend.
fn corrected(text: &str, slips: &[Slip]) -> String {
    let mut corrected = String::with_capacity(text.len() + slips.len());
    let mut done = 0;
    for Slip { span, right, .. } in slips {
        let (start, end) = (span.start as usize, span.end as usize);
        // What overlaps is for the next time.
        if let Some(right) = right.as_ref().filter(|_| start >= done) {
            corrected.push_str(&text[done..start]);
            corrected.push_str(right);
            done = end;
        }
    }
    corrected.push_str(&text[done..]);
    corrected
}

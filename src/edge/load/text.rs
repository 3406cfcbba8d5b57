//! Reads one text file.
//!
//! A text that is not UTF-8 is told once, at its first bad byte, and is then read with
//! marks in place of what is not text, so that links to the chapter do not seem broken.
//! Its lines end with `\n`, whatever they end with on the disk.
//!
//! Edge. Knows no Markdown.

#![expect(clippy::disallowed_methods, reason = "the edge reads files")]

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use crate::{
    diag::{Code, Diagnostic, Warned},
    edge::failure::reason,
    path::ProjectPath,
    span::Span,
};

/// The largest text that is read. Far above any chapter: what is larger was put there
/// by mistake, and spans are 32 bits wide.
pub const LIMIT_BYTES: u64 = 64 << 20;

/// The end of a line on Windows.
const RETURN: &str = "\r\n";

/// Why a file could not be read.
pub(super) enum Fault {
    /// The system refused.
    System(io::Error),
    /// It is larger than [`LIMIT_BYTES`].
    TooLarge,
}

impl Fault {
    /// The fault of `file`, as an author reads it.
    pub(super) fn tell(&self, file: &ProjectPath) -> Diagnostic {
        match self {
            Self::System(error) => unreadable(file, error),
            Self::TooLarge => too_large(file),
        }
    }
}

/// Reads a file that is not too large.
pub(super) fn read(on_disk: &Path) -> Result<Vec<u8>, Fault> {
    let mut file = File::open(on_disk).map_err(Fault::System)?;
    let size_bytes = file.metadata().map_err(Fault::System)?.len();
    if size_bytes > LIMIT_BYTES {
        return Err(Fault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size_bytes).unwrap_or_default());
    file.read_to_end(&mut bytes).map_err(Fault::System)?;
    Ok(bytes)
}

/// Reads a text; `None` when there is none to use.
pub(super) fn load(file: &ProjectPath, on_disk: &Path) -> Warned<Option<Arc<str>>> {
    match read(on_disk) {
        Ok(bytes) => decode(file, &bytes).map(Some),
        Err(fault) => Warned { value: None, told: vec![fault.tell(file)] },
    }
}

/// Makes text of bytes.
pub(super) fn decode(file: &ProjectPath, bytes: &[u8]) -> Warned<Arc<str>> {
    match simdutf8::compat::from_utf8(bytes) {
        // As CommonMark has it: no page may hold this character.
        Ok(text) if text.contains('\0') => Warned::fine(with_newlines(&text.replace('\0', "\u{fffd}")).into()),
        Ok(text) => Warned::fine(with_newlines(text).into()),
        Err(error) => {
            let text = String::from_utf8_lossy(bytes).into();
            Warned { value: text, told: vec![not_utf8(file, bytes, error.valid_up_to())] }
        }
    }
}

/// A text with `\n` at the end of each line, whichever system it was written on: one book makes
/// one site, also where git gives its files Windows' line ends. A carriage return alone ends a
/// line too, as `CommonMark` has it.
#[must_use]
pub fn with_newlines(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(RETURN, "\n").replace('\r', "\n"))
}

/// A text for the place of another, with the line ends that this one has.
#[must_use]
pub fn with_line_ends_of<'a>(there: &str, text: &'a str) -> Cow<'a, str> {
    if there.contains(RETURN) { Cow::Owned(text.replace('\n', RETURN)) } else { Cow::Borrowed(text) }
}

/// A file or folder that the system does not let us read.
pub(super) fn unreadable(file: &ProjectPath, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, file, Span::default(), format!("cannot read `{file}`: {}", reason(error)))
}

fn too_large(file: &ProjectPath) -> Diagnostic {
    let limit = LIMIT_BYTES >> 20;
    Diagnostic::new(Code::FileTooLarge, file, Span::default(), format!("`{file}` is larger than {limit} MiB"))
        .help("split it into chapters, or give it a name that starts with `_` so that it is left out")
}

fn not_utf8(file: &ProjectPath, bytes: &[u8], at: usize) -> Diagnostic {
    let message = format!("`{file}` is not UTF-8: the byte 0x{:02X} begins no character", bytes[at]);
    let encoding = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "UTF-16",
        _ => "GB18030",
    };
    // The mark that stands for the bad byte is three bytes long.
    let span = Span::new(at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    Diagnostic::new(Code::InvalidUtf8, file, span, message)
        .help(format!("save it as UTF-8; if it was written as {encoding}, `iconv -f {encoding} -t UTF-8` converts it"))
}

//! The words for places: in the project, in the site, in an address.
//!
//! | type | written from | example |
//! | --- | --- | --- |
//! | [`ProjectPath`] | the project's folder | `content/zh/01-scaling/02-ceiling.md` |
//! | [`ContentPath`] | `content/` | `zh/01-scaling/02-ceiling.md` |
//! | [`Permalink`] | the site's root | `/zh/scaling/ceiling/` |
//! | [`OutPath`] | the output folder | `zh/scaling/ceiling/index.html` |
//!
//! All use `/` on every system. None can lead outside of the folder it is written
//! from, since `..` is resolved when they are made.
//!
//! Floor 0. Touches no file.

mod permalink;

use std::{fmt, sync::Arc};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Makes a path word: a shared string that prints itself.
macro_rules! path_word {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text of it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

path_word! {
    /// A file's path from the project's folder; what a diagnostic prints.
    ProjectPath
}

path_word! {
    /// A source file's path from `content/`.
    ContentPath
}

path_word! {
    /// A page's or asset's address from the site's root: starts with `/`; a page's ends
    /// with `/` too. Not percent-encoded.
    Permalink
}

path_word! {
    /// A file's path from the output folder. Not percent-encoded.
    OutPath
}

path_word! {
    /// The last part of a chapter's address: lower case, no `/`, never empty.
    Slug
}

path_word! {
    /// The `id` of a heading or another place on a page: never empty, no white space.
    Anchor
}

/// Resolves `path` against `folder`; `None` when it leads above the root.
///
/// Both are `/`-separated and without a leading `/`; a `path` that starts with `/` is
/// taken from the root.
fn resolve(folder: &str, path: &str) -> Option<String> {
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a path, without the last `/` and empty at the root, and the last part of it.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

impl ProjectPath {
    /// Makes a path from text with `/`; `None` when it leads out of the project.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        resolve("", path).map(|path| Self(path.into()))
    }

    /// The path of `path` as written in this file; `None` when it leads out of the project.
    #[must_use]
    pub fn sibling(&self, path: &str) -> Option<Self> {
        resolve(split(&self.0).0, path).map(|path| Self(path.into()))
    }

    /// The same file seen from `content/`, when it lies there.
    #[must_use]
    pub fn in_content(&self) -> Option<ContentPath> {
        self.0.strip_prefix("content/").map(|path| ContentPath(path.into()))
    }
}

impl ContentPath {
    /// Makes a path from text with `/`; `None` when it leads out of the content folder.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        resolve("", path).map(|path| Self(path.into()))
    }

    /// The path of `path` as written in this file; `None` when it leads out of the
    /// content folder. A leading `/` starts from `content/`.
    #[must_use]
    pub fn sibling(&self, path: &str) -> Option<Self> {
        resolve(self.folder(), path).map(|path| Self(path.into()))
    }

    /// The folder the file lies in; empty for `content/` itself.
    #[must_use]
    pub fn folder(&self) -> &str {
        split(&self.0).0
    }

    /// The last part, for example `02-ceiling.md`.
    #[must_use]
    pub fn file_name(&self) -> &str {
        split(&self.0).1
    }

    /// What follows the last dot of the file name, in lower case; empty without a dot.
    #[must_use]
    pub fn extension(&self) -> String {
        let name = self.file_name();
        name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
    }

    /// The same file seen from the project's folder.
    #[must_use]
    pub fn in_project(&self) -> ProjectPath {
        ProjectPath(format!("content/{}", self.0).into())
    }
}

/// What an address must not hold as it is: the path set of the WHATWG URL standard,
/// and what would end an attribute or a fragment.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\')
    .add(b'^')
    .add(b'|')
    .add(b'\'')
    .add(b'&');

/// Percent-encodes the parts of a path, keeping `/`.
#[must_use]
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Undoes percent-encoding; what is not UTF-8 stays as it was written.
#[must_use]
pub fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), std::borrow::Cow::into_owned)
}

impl OutPath {
    /// Makes a path from text with `/`; `None` when it is empty or leads outside.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        resolve("", path).filter(|path| !path.is_empty()).map(|path| Self(path.into()))
    }

    /// The same path with `.hash` before its extension: `a/b.css` and `1f0c` give
    /// `a/b.1f0c.css`.
    #[must_use]
    pub fn hashed(&self, hash: &str) -> Self {
        let name_start = self.0.len() - split(&self.0).1.len();
        match self.0[name_start..].rfind('.') {
            Some(dot) if dot > 0 => {
                let (stem, extension) = self.0.split_at(name_start + dot);
                Self(format!("{stem}.{hash}{extension}").into())
            }
            _ => Self(format!("{}.{hash}", self.0).into()),
        }
    }
}

impl Slug {
    /// Makes a slug from any text; `None` if it has no letter or digit of any script.
    ///
    /// Letters and digits of every script and `_` stay, in NFC and lower case; runs of
    /// anything else become one `-`, and none stands at either end.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut slug = String::with_capacity(text.len());
        for letter in caseless(text).chars() {
            if letter.is_alphanumeric() || letter == '_' || is_mark(letter) {
                slug.push(letter);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        slug.contains(char::is_alphanumeric).then(|| Self(slug.into()))
    }

    /// The slug of a tag, in which signs behind a letter are spelled out: `C`, `C++` and `C#`
    /// are three things.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let first = tag.find(char::is_alphanumeric)?;
        Self::new(&tag[first..].replace('+', " plus ").replace('#', " sharp "))
    }

    /// The slug of a file or folder name: its `NN-` and its extension do not count.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        Self::new(number_prefix(stem).map_or(stem, |(_, rest)| rest)).or_else(|| Self::new(stem))
    }
}

/// Whether a file may bear this name on every system: Windows keeps some signs and names for
/// itself.
#[must_use]
pub fn is_portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_numbered = |device: &str| stem.strip_prefix(device).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    let is_device = matches!(&*stem, "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt");
    let is_kept = |letter: char| letter.is_control() || "<>:\"|?*\\".contains(letter);
    !is_device && !name.ends_with(['.', ' ']) && !name.contains(is_kept)
}

/// A text as a disk without regard to case compares it: in NFC and lower case.
#[must_use]
pub fn caseless(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// A path as the system writes it, with `/` in place of the system's own `separator`, and
/// without the mark that Windows puts before a path that is to be taken to the letter.
#[must_use]
pub fn slashed(on_disk: &str, separator: char) -> String {
    if separator == '/' {
        return on_disk.to_owned();
    }
    let path = on_disk.replace(separator, "/");
    match (path.strip_prefix("//?/UNC/"), path.strip_prefix("//?/")) {
        (Some(share), _) => format!("//{share}"),
        (None, Some(path)) => path.to_owned(),
        (None, None) => path,
    }
}

/// Marks that belong to the letter before them, as in Devanagari or Arabic.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Splits `02-ceiling` into its number and the rest; `None` without a number.
///
/// The number is one to nine digits followed by `-`.
#[must_use]
pub fn number_prefix(name: &str) -> Option<(u32, &str)> {
    let (digits, rest) = name.split_once('-')?;
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| digits.parse().ok()).flatten()?;
    (!rest.is_empty()).then_some((number, rest))
}

/// The title that a file or folder name gives when nothing better is known: `02-the_end.md`
/// gives `The end`.
#[must_use]
pub fn title_of_name(name: &str) -> String {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let words = number_prefix(stem).map_or(stem, |(_, rest)| rest).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(|| stem.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

impl Anchor {
    /// Makes an anchor from an author's own `{#id}`; `None` if empty or with white space.
    #[must_use]
    pub fn explicit(id: &str) -> Option<Self> {
        (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| Self(id.into()))
    }

    /// The anchor of a heading's text, by the rule that mdBook and GitHub share in
    /// spirit and that translators' links therefore expect.
    ///
    /// NFKC and lower case; letters, digits and `_` of every script stay, `-` too; white
    /// space becomes `-`; the rest is dropped. Text of which nothing remains gives
    /// `section`.
    #[must_use]
    pub fn of_heading(text: &str) -> Self {
        let mut id = String::with_capacity(text.len());
        for letter in text.trim().nfkc().flat_map(char::to_lowercase) {
            if letter.is_alphanumeric() || matches!(letter, '_' | '-') || is_mark(letter) {
                id.push(letter);
            } else if letter.is_whitespace() {
                id.push('-');
            }
        }
        if id.chars().any(|letter| letter != '-') { Self(id.into()) } else { Self("section".into()) }
    }

    /// The same anchor with `-n` behind it, for the n-th heading of the same text.
    #[must_use]
    pub fn repeated(&self, n: usize) -> Self {
        Self(format!("{}-{n}", self.0).into())
    }

    /// The anchor as the fragment of an address, without `#`.
    #[must_use]
    pub fn fragment(&self) -> String {
        encode(&self.0)
    }
}

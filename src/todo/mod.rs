//! What is to be translated, as a list that leaves the project and comes back.
//!
//! Only paragraphs that are stale or missing are on it, each with all that whoever
//! translates it needs: the original as it is and as it was, the translation so far, what
//! stands before and behind, the glossary's terms. Texts are Markdown, byte for byte those
//! of the files but for line endings; what comes back unchanged changes nothing.
//!
//! Floor 3. Knows no file; taking a list in is [`splice`]'s and the pipeline's.

mod splice;
mod xliff;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::{
    splice::{Edit, Host, insertion, splice, trimmed},
    xliff::{from_xliff, to_xliff},
};
use crate::{locale::LanguageTag, path::ContentPath, translation::State};

/// The version of the list's format.
pub const VERSION: u32 = 1;

/// What is to be translated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Todo {
    /// The version of the format.
    pub diglot: u32,
    /// The paragraphs, page by page.
    pub items: Vec<Item>,
}

/// A paragraph that is to be translated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The translation's path under `content/`.
    pub page: ContentPath,
    /// The name of the pair.
    pub id: Arc<str>,
    /// Why it is here.
    pub state: State,
    /// The prints of the original, by which one that changed meanwhile is known.
    pub seal: String,
    /// The language to translate from.
    pub source_language: LanguageTag,
    /// The language to translate into.
    pub target_language: LanguageTag,
    /// The original's path under `content/`.
    pub original: ContentPath,
    /// The original, in Markdown.
    pub source: String,
    /// What the original said when the translation was accepted, as plain text.
    pub was: Option<Arc<str>>,
    /// The translation so far, in Markdown; empty where there is none. This is what whoever
    /// translates it writes anew.
    pub target: String,
    /// What stands before it.
    pub before: Option<Neighbour>,
    /// What stands behind it.
    pub after: Option<Neighbour>,
    /// Terms of the glossary that the original uses.
    pub terms: Vec<Term>,
}

/// What stands beside a paragraph, as plain text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    /// In the original.
    pub source: String,
    /// In the translation.
    pub target: String,
}

/// How a term is rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Its forms in the original's language, the preferred one first.
    pub source: Vec<Arc<str>>,
    /// Its forms in the translation's, the preferred one first.
    pub target: Vec<Arc<str>>,
    /// Renderings that the book does not use.
    pub avoid: Vec<Arc<str>>,
}

/// A paragraph that came back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Returned {
    /// The translation's path under `content/`.
    pub page: Arc<str>,
    /// The name of the pair.
    pub id: Arc<str>,
    /// The prints of the original that was translated.
    pub seal: Arc<str>,
    /// The translation, in Markdown.
    pub target: String,
}

/// A list that came back.
#[derive(Deserialize)]
struct ReturnedTodo {
    diglot: u32,
    items: Vec<Returned>,
}

/// The list as JSON.
///
/// # Panics
///
/// Never: texts and numbers have a JSON form.
#[must_use]
pub fn to_json(todo: &Todo) -> String {
    let mut text = serde_json::to_string_pretty(todo).expect("texts and numbers have a JSON form");
    text.push('\n');
    text
}

/// Reads a list of either form; what is wrong with it, as the end of a sentence.
///
/// # Errors
///
/// When it is no such list.
pub fn read(text: &str) -> Result<Vec<Returned>, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('<') {
        return from_xliff(text);
    }
    let todo: ReturnedTodo = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if todo.diglot != VERSION {
        return Err(format!("its version is {}, and {VERSION} is read", todo.diglot));
    }
    Ok(todo.items)
}

/// A text as it travels: lines end in `\n`, and what XML cannot hold is left out.
#[must_use]
pub fn portable(text: &str) -> String {
    let is_held = |letter: &char| matches!(letter, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(is_held).collect()
}

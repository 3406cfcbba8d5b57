//! Who speaks in a chapter, and who speaks about it.

use serde::Serialize;

use crate::front_matter::Role;

/// A speaker.
#[derive(Clone, Debug, Serialize)]
pub struct VoiceView<'a> {
    /// The name as printed.
    pub name: &'a str,
    /// Whether the speaker asks or answers, for `data-role`: `host`, `guest`.
    pub role: Option<Role>,
    /// The same in words.
    pub role_text: Option<&'a str>,
    /// The speaker's part of what is said, in words: `71 %`.
    pub share: String,
    /// The same as a number; all parts together are 100.
    pub percent: u32,
    /// The parts of the speakers before, together.
    pub start: u32,
}

/// `page.comments`: where a chapter's comments are.
#[derive(Clone, Debug, Serialize)]
pub struct CommentsView<'a> {
    /// The address of a frame that shows them; script adds the reader's colours.
    pub frame: String,
    /// Where they are to be found without script.
    pub elsewhere: String,
    /// The repository that keeps them, `owner/name`.
    pub repo: &'a str,
}

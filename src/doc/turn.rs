//! What is said in a conversation, turn by turn.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Block;
use crate::{
    front_matter::{Speaker, Timecode},
    path::Anchor,
};

/// What one speaker says at a stretch, or a passage that begins at a time of a recording.
///
/// The name and the time that the author wrote before the text are taken out of it; the
/// span of the turn's first block still covers them. A turn stands at the top of a text,
/// never in a list, a quotation or another turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// Its `id` on the page. It holds the time when there is one, and is then the same in
    /// every language; else it follows from who speaks and the first words.
    pub id: Anchor,
    /// Who speaks; `None` for a passage of which only the time is known.
    pub speaker: Option<Arc<Speaker>>,
    /// When it begins in the recording.
    pub time: Option<Timecode>,
    /// Whether the same speaker spoke just before, so that the name need not be seen again.
    pub is_continued: bool,
    /// What is said, with what stands between its first words and its last.
    pub blocks: Vec<Block>,
}

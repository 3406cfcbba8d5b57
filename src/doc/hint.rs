//! What an author says of the block that comes next, for the sake of the translation.
//!
//! Floor 1.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A comment that says how the next block is to be paired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// What it says.
    pub kind: HintKind,
    /// Where the comment stands in the chapter's text.
    pub span: Span,
}

/// What a hint says of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HintKind {
    /// Of a translation's: it answers nothing.
    Note,
    /// Of a translation's: it answers the block of the original that has this id, or the
    /// one so many blocks behind that.
    Answers {
        /// The id, without `#`.
        id: Arc<str>,
        /// How many blocks to count on.
        n_on: u32,
    },
    /// Of a translation's: it renders so many blocks of the original, at least one, that
    /// follow what the block before it renders.
    Covers(u32),
    /// Of a translation's: it goes on with what the block before it renders.
    Join,
    /// Of an original's: nothing answers it.
    Untranslated,
}

//! The translation ledger: what was accepted of a translation, block by block.
//!
//! One file for each translated chapter, `content/_sync/<locale>/<path>.yaml`, written by
//! the program only and only when a person accepts something. For each pair it keeps the
//! prints of the original's blocks and of the translation's, so that a rewrapped or
//! reordered source changes nothing and a changed word is found:
//!
//! ```yaml
//! diglot: 1
//! source: en/04-ownership/index.md
//! pairs:
//! - id: what-is-ownership
//!   s: [7k2m9qfa-x1p0d3we]
//!   t: [mm20dk1s-00b1qq7h]
//!   was:
//!   - "What Is Ownership?"
//! ```
//!
//! A pair takes lines of its own, so that two people who accept neighbouring paragraphs
//! can merge their work. Its `id` stays while either text is edited. What has become of a
//! pair is never stored: [`join`] computes it from the texts as they are.
//!
//! Floor 3. Knows no file; which blocks answer which is [`crate::align`]'s to say.

mod accept;
mod change;
mod claims;
mod headings;
mod join;
mod marks;
mod names;
mod read;
mod trace;
mod write;

use std::{cell::OnceCell, sync::Arc};

pub use self::{
    accept::{Accepted, Asked, accept, begin, was_told},
    headings::{heading_ids, heading_places},
    join::{Join, join, pinned},
    marks::{comment_above, is_to_do, mark},
    read::read,
    write::write,
};
use crate::{
    locale::{beyond_ascii, count_bytes},
    path::ContentPath,
    translation::PairId,
    unit::{Print, Unit},
};

/// What was accepted of one translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The original that the translation was accepted against.
    pub source: ContentPath,
    /// The commit of the original that the translation was first held to follow.
    pub rev: Option<Arc<str>>,
    /// The highest number that an id ever had, so that none is given twice.
    pub last: u32,
    /// What was accepted, in the translation's order.
    pub records: Vec<Record>,
}

/// A pair as it was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The pair's name.
    pub id: PairId,
    /// The blocks of the original; empty for what is the translation's own.
    pub source: Vec<Seal>,
    /// The blocks of the translation; empty for what it leaves out on purpose.
    pub target: Vec<Seal>,
    /// What the original's blocks said, one by one; empty where that is not kept.
    pub was: Vec<Arc<str>>,
    /// What there is to say of it.
    pub mark: Mark,
}

/// What a ledger says of a pair besides what it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    None,
    /// A machine translated it, and nobody has accepted that.
    Machine,
    /// It stands at another place than in the original, and that was accepted.
    Placed,
    /// Why only one side has it, in a person's words.
    Why(Arc<str>),
}

/// Both prints of a block: of what it says and of how it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seal {
    /// What it says.
    pub text: Print,
    /// Everything else: code, numbers, links, pictures.
    pub shape: Print,
}

/// A block as the ledger sees it.
#[derive(Clone, Debug)]
pub struct Sealed<'a> {
    /// Its prints, once they are asked for: where nothing was accepted none are.
    seal: OnceCell<Seal>,
    /// The block.
    pub unit: &'a Unit,
}

impl<'a> Sealed<'a> {
    /// Seals a block.
    #[must_use]
    pub fn of(unit: &'a Unit) -> Self {
        Self { seal: OnceCell::new(), unit }
    }

    /// Its prints. O(text) for the first time.
    #[must_use]
    pub fn seal(&self) -> Seal {
        *self.seal.get_or_init(|| Seal { text: self.unit.text_print(), shape: self.unit.shape_print() })
    }

    /// Seals the blocks of a chapter.
    #[must_use]
    pub fn all(units: &'a [Unit]) -> Vec<Self> {
        units.iter().map(Self::of).collect()
    }

    /// How much text it is: letters and signs, white space left out.
    #[must_use]
    pub fn n_characters(&self) -> u32 {
        let text = &self.unit.text;
        let n_ascii_spaces = count_bytes(text, |byte| matches!(byte, b' ' | b'\t'..=b'\r'));
        let n_spaces = n_ascii_spaces + beyond_ascii(text).filter(|letter| letter.is_whitespace()).count();
        let n = text.chars().count() - n_spaces;
        u32::try_from(n).unwrap_or(u32::MAX)
    }
}

/// The highest number among ids.
fn highest<'a>(ids: impl IntoIterator<Item = &'a PairId>) -> u32 {
    ids.into_iter().filter_map(PairId::number).max().unwrap_or(0)
}

/// Where the ledger of a translation lies, by the translation's path: `zh/04/index.md`
/// has `_sync/zh/04/index.yaml`.
///
/// # Panics
///
/// Never: a path within the content folder stays in it.
#[must_use]
pub fn path(translation: &ContentPath) -> ContentPath {
    let path = translation.as_str();
    let stem = path.strip_suffix(".md").unwrap_or(path);
    ContentPath::new(&format!("_sync/{stem}.yaml")).expect("a path within the content folder stays in it")
}

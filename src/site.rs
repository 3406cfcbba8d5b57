//! The finished site, before it is written: pages, assets and what to copy.
//!
//! Floor 1. Plain data.

use std::{collections::BTreeMap, io, sync::Arc};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::path::{ContentPath, OutPath};

/// Every file of the site, by its path in the output folder.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files, in order.
    pub artifacts: BTreeMap<OutPath, Artifact>,
    /// What pages were made from, for the next build; a page that had something to tell has
    /// none, so that it tells it again.
    pub recipes: BTreeMap<OutPath, Recipe>,
    /// What was made and checked, for the summary.
    pub counts: Counts,
}

/// Everything a page is made from, hashed: equal recipes make equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe([u8; blake3::OUT_LEN]);

impl Recipe {
    /// The recipe of what is made from `ingredients` and long `texts` alone; `None` for data
    /// that cannot be written down, such as a map with lists as its keys.
    ///
    /// Ingredients are hashed as JSON, which says of each value what it is; texts as they
    /// are, each behind its length.
    #[must_use]
    pub fn of<T: AsRef<str>>(ingredients: &impl Serialize, texts: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut hasher = blake3::Hasher::new();
        serde_json::to_writer(io::BufWriter::new(&mut hasher), ingredients).ok()?;
        for text in texts {
            let text = text.as_ref().as_bytes();
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text);
        }
        Some(Self(hasher.finalize().into()))
    }
}

/// What is known of a page from the build before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Nothing, and nobody will know anything of this one.
    Untracked,
    /// What the published page was made from, if there is one of which that is known.
    Tracked(Option<&'a Recipe>),
}

impl<'a> Known<'a> {
    /// What the published page was made from, as far as that is known.
    pub(crate) fn published(self) -> Option<&'a Recipe> {
        if let Self::Tracked(recipe) = self { recipe } else { None }
    }

    /// What a page is made from, where somebody wants to know.
    pub(crate) fn recipe(self, make: impl FnOnce() -> Option<Recipe>) -> Option<Recipe> {
        if self == Known::Untracked { None } else { make() }
    }

    /// Whether the published page was made from the same.
    pub(crate) fn is(self, recipe: Option<&Recipe>) -> bool {
        recipe.is_some() && self.published() == recipe
    }
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Made by the build.
    Made(Bytes),
    /// Made by the build, and laid down where whoever keeps files knows it again.
    Stored(Stored),
    /// A file of the book, copied as it is.
    Copied(ContentPath),
    /// The file that the output folder holds already: it was made from the same.
    Kept,
}

/// Where a file lies that was made and is not held: a stretch of what was laid down so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// How many bytes lie before it.
    pub start: u64,
    /// How many bytes it has.
    pub n_bytes: usize,
}

/// Takes the bytes of a file that was made, and says where they are from then on.
pub type Keep<'a> = &'a (dyn Fn(Bytes) -> Artifact + Sync);

/// What was made and what was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Pages by locale code, in the settings' order.
    pub n_pages: Vec<(Arc<str>, usize)>,
    /// Pages that show two languages side by side.
    pub n_facing: usize,
    /// Links followed.
    pub n_links: usize,
    /// Links that named a heading.
    pub n_anchors: usize,
    /// Pictures looked for.
    pub n_images: usize,
    /// Terms of the glossary.
    pub n_terms: usize,
}

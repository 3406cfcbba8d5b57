//! The finished site, before it is written: pages, assets and what to copy.
//!
//! Floor 1. Plain data.

use std::{collections::BTreeMap, sync::Arc};

use crate::path::{ContentPath, OutPath};

/// Every file of the site, by its path in the output folder.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The files, in order.
    pub artifacts: BTreeMap<OutPath, Artifact>,
    /// What was made and checked, for the summary.
    pub counts: Counts,
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Made by the build.
    Made(Arc<[u8]>),
    /// A file of the book, copied as it is.
    Copied(ContentPath),
}

/// What was made and what was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages by locale code, in the settings' order.
    pub n_pages: Vec<(Arc<str>, usize)>,
    /// Links followed.
    pub n_links: usize,
    /// Links that named a heading.
    pub n_anchors: usize,
    /// Pictures looked for.
    pub n_images: usize,
}

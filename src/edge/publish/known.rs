//! Knows again the pages that were published before, so that they need not be made again.
//!
//! Of each page is kept what it was made from, and size and time of its file. A page is
//! known if its file still has both. They are taken while nobody else publishes; a file
//! that another build wrote has another time.
//!
//! Edge. Knows no page's content.

#![expect(clippy::disallowed_methods, reason = "the edge reads files' times")]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    edge::{cache::Cache, stamp::Stamp},
    path::OutPath,
    site::{Recipe, Site},
};

/// Its name in the cache.
const PAGES: &str = "pages";

/// The pages in an output folder.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Known {
    out: PathBuf,
    pages: BTreeMap<OutPath, (Stamp, Recipe)>,
}

impl Known {
    /// What the cache knows of this folder.
    pub(super) fn load(cache: &Cache, out: &Path) -> Self {
        cache.load(PAGES).filter(|known: &Self| known.out == out).unwrap_or_default()
    }

    /// Remembers a site that lies in its folder now.
    pub(super) fn store(self, cache: &Cache, site: &Site, out: &Path) {
        let stamped = site
            .recipes
            .par_iter()
            .filter_map(|(path, recipe)| Some((path.clone(), (stamp(&out.join(path.as_str())).ok()?, *recipe))));
        let known = Self { out: out.to_owned(), pages: stamped.collect() };
        if known != self {
            cache.store(PAGES, &known);
        }
    }

    /// The pages whose files are as they were.
    pub(super) fn unchanged(&self) -> BTreeMap<OutPath, Recipe> {
        let pages = self.pages.par_iter();
        pages.filter(|(path, _)| self.is_unchanged(path)).map(|(path, (_, recipe))| (path.clone(), *recipe)).collect()
    }

    /// Whether the file of a page is as it was, and made from what `recipe` says: another build
    /// may have published since this one looked.
    pub(super) fn holds(&self, path: &OutPath, recipe: Option<&Recipe>) -> bool {
        self.is_unchanged(path) && self.pages.get(path).map(|(_, recipe)| recipe) == recipe
    }

    /// Whether the file of a page is as it was.
    fn is_unchanged(&self, path: &OutPath) -> bool {
        let now = stamp(&self.out.join(path.as_str()));
        self.pages.get(path).zip(now.ok()).is_some_and(|((then, _), now)| now.is_still(*then))
    }
}

/// Size and time of a file; an error for what is none.
pub(super) fn stamp(file: &Path) -> io::Result<Stamp> {
    let metadata = fs::symlink_metadata(file)?;
    if metadata.is_file() { Ok(Stamp::of(&metadata)) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

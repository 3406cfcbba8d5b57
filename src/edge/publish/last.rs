//! Knows a whole site again: where neither what it is made from nor a file of it has
//! changed, there is nothing to make.
//!
//! Edge. Knows no page.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{files, known::stamp, real};
use crate::{
    diag::Diagnostic,
    edge::{cache::Cache, stamp::Stamp},
    site::{Counts, Recipe},
};

/// Its name in the cache.
const SITE: &str = "site";

/// A site that was published, and what came of making it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// What it was made from.
    pub origin: Recipe,
    /// What was made and checked.
    pub counts: Counts,
    /// What there was to tell.
    pub told: Vec<Diagnostic>,
}

/// The same, with the files that it lies in.
#[derive(Serialize, Deserialize)]
struct Laid {
    out: PathBuf,
    last: Last,
    /// By their paths in the folder.
    files: BTreeMap<PathBuf, Stamp>,
}

impl Last {
    /// The site in `out`, with how many files it has, if it was made from the same and each
    /// file is as it was; another file makes it another site.
    #[must_use]
    pub fn find(out: &Path, cache: &Cache, origin: &Recipe) -> Option<(Self, usize)> {
        let laid: Laid = cache.load(SITE)?;
        if laid.last.origin != *origin || laid.out != real(out)? {
            return None;
        }
        let is_still = |(path, now): (PathBuf, Option<Stamp>)| {
            laid.files.get(&path).zip(now).is_some_and(|(then, now)| now.is_still(*then))
        };
        let files = files(&laid.out).ok()?;
        let n_files = files.len();
        let is_same = n_files == laid.files.len() && files.into_par_iter().map(stamped(&laid.out)).all(is_still);
        is_same.then_some((laid.last, n_files))
    }

    /// Remembers the site, which lies in its folder now.
    pub(super) fn store(self, out: &Path, cache: &Cache) {
        let Ok(files) = files(out) else { return };
        let stamps = files.into_par_iter().map(stamped(out)).filter_map(|(path, stamp)| Some((path, stamp?)));
        cache.store(SITE, &Laid { files: stamps.collect(), last: self, out: out.to_owned() });
    }
}

fn stamped(folder: &Path) -> impl Fn(PathBuf) -> (PathBuf, Option<Stamp>) {
    move |path| {
        let stamp = stamp(&folder.join(&path)).ok();
        (path, stamp)
    }
}

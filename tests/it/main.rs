//! What a user gets, tested through the library and the program.

#![expect(clippy::disallowed_methods, reason = "tests read and write files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod addresses;
mod align;
mod bind;
mod bind_addresses;
mod bind_front;
mod body;
mod books;
mod chapter;
mod chart;
mod cli;
mod conversation;
mod facing;
mod follow;
mod formulas;
mod glance;
mod glossary;
#[path = "../gold/mod.rs"]
mod gold;
mod highlight;
mod hints;
mod ids;
mod ledger;
mod make;
mod manual;
mod markdown;
mod notes;
mod on_disk;
#[path = "../bench/perturb.rs"]
mod perturb;
mod picture;
mod print;
mod publish;
mod punctuation;
mod report;
mod search;
mod serve;
mod settings;
mod shared_ids;
mod site_folder;
mod small_book;
mod spec;
mod surroundings;
mod texts;
mod theme;
mod tidy;
mod translate;
mod turns;
mod unit;
mod view;
mod warm;
mod words;

use std::path::{Path, PathBuf};

/// A file or folder of the shared corpus, `None` with a note when there is none here.
///
/// # Panics
///
/// Under `DIGLOT_DEMAND_ALL`, where everything must be at hand.
fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DIGLOT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = root.join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var_os("DIGLOT_DEMAND_ALL").is_none(), "{} must be there", found.display());
    eprintln!("ignored: needs ../shared/{path}, which is not here");
    None
}

//! The whole site: the same at any pace, wherever its files wait.

use std::path::Path;

use diglot::{
    date::Date,
    edge::{
        depot::Depot,
        load::{self, Remembered},
        project::Project,
    },
    input::{Input, Options},
    memo::Memory,
    pipeline::{self, Pace},
    site::{Artifact, Site},
};
use proptest::prelude::*;

use crate::shared;

fn book(root: &Path) -> Input {
    let project = Project::find(Some(root)).unwrap();
    let today = "2026-01-01".parse::<Date>().unwrap();
    let options = Options { with_drafts: false, base_url: Some("https://example.org/b/".into()), minify: None, today };
    load::load(&project, options, &Remembered::default()).unwrap().input.value
}

/// Builds a book all at once, and a few chapters at a time with its texts folded, and
/// compares all there is to compare.
fn compare(root: &Path, n_chapters: usize) {
    let mut input = book(root);
    let at_once = pipeline::build_with(&input, &Memory::default(), &Artifact::Made, Pace::AtOnce);
    let (open, recipe) = (input.sources.clone(), input.recipe());
    input.fold_sources();
    assert!(open == input.sources && recipe == input.recipe(), "a folded text says something else");
    let by_few = pipeline::build_with(&input, &Memory::default(), &Artifact::Made, Pace::Few(n_chapters));
    assert_eq!(at_once.told, by_few.told);
    let (Site { artifacts, recipes, counts }, site) = (at_once.value, by_few.value);
    assert!(artifacts.keys().eq(site.artifacts.keys()));
    for (path, artifact) in &artifacts {
        assert!(site.artifacts[path] == *artifact, "{path} is another file");
    }
    assert!(recipes == site.recipes, "what pages were made from differs");
    assert_eq!(counts, site.counts);
}

#[test]
fn a_long_book_is_made_a_few_chapters_at_a_time_and_is_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    compare(root, 3);
    compare(&root.join("docs"), 1);
}

#[test]
fn the_corpus_is_the_same_a_few_chapters_at_a_time() {
    let Some(root) = shared("corpora/trpl/book") else { return };
    compare(Path::new(&root), 40);
}

proptest! {
    #[test]
    fn what_is_laid_down_is_given_back(
        files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..20),
        n_bytes in 0_usize..200,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let depot = Depot::with_room(&folder.path().join("dist"), n_bytes);
        let kept: Vec<Artifact> = files.iter().map(|bytes| depot.keep(bytes.clone().into())).collect();
        for (bytes, artifact) in files.iter().zip(kept) {
            let given = match artifact {
                Artifact::Made(held) => held.to_vec(),
                Artifact::Stored(stored) => depot.read(stored).unwrap(),
                other => panic!("{other:?} is no file that was made"),
            };
            prop_assert_eq!(bytes, &given);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_depot_that_cannot_lay_down_holds() {
    // Not even the superuser makes a file there.
    let depot = Depot::with_room(Path::new("/proc/none/dist"), 0);
    assert_eq!(depot.keep(vec![1, 2].into()), Artifact::Made(vec![1, 2].into()));
    assert!(depot.read(diglot::site::Stored { start: 0, n_bytes: 1 }).is_err());
}

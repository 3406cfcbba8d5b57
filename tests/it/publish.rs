//! The output folder: whole or as it was, and never someone else's.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
};

use diglot::{
    diag::Code,
    edge::{
        cache::Cache,
        depot::Depot,
        failure::{Exit, Failure},
        project::Project,
        publish::{MARK, Published, publish, unpublish},
    },
    path::{ContentPath, OutPath},
    site::{Artifact, Recipe, Site},
};
use proptest::prelude::*;

/// A project with an output folder, gone with the test.
struct Fixture {
    folder: tempfile::TempDir,
    project: Project,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content/site.yaml"), "title: T\n").unwrap();
        let project = Project::find(Some(folder.path())).unwrap();
        Self { folder, project }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn publish(&self, site: &Site) -> Result<Published, Failure> {
        publish(site, None, &Depot::beside(&self.path("dist")), &self.project, &self.path("dist"), &Cache::off())
    }

    /// The same with the site before kept for the next.
    fn publish_keeping(&self, site: &Site) -> Result<Published, Failure> {
        publish(
            site,
            None,
            &Depot::beside(&self.path("dist")),
            &self.project,
            &self.path("dist"),
            &Cache::at(self.path(".diglot")),
        )
    }

    /// The files of the output folder but the two that every one has.
    fn dist(&self) -> BTreeMap<String, String> {
        let mut files = self.everything("dist");
        assert!(files.remove(MARK).is_some() && files.remove(".nojekyll").is_some(), "a mark is missing");
        files
    }

    /// Every file below a folder, with what it says.
    fn everything(&self, folder: &str) -> BTreeMap<String, String> {
        let top = fs::canonicalize(self.path(folder)).unwrap();
        let files =
            walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                (path, fs::read_to_string(entry.path()).unwrap())
            })
            .collect()
    }

    /// What lies in the project beside `content`.
    fn neighbours(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.retain(|name| name != "content");
        names.sort();
        names
    }
}

fn site<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Site {
    let artifacts =
        files.into_iter().map(|(path, text)| (OutPath::new(path).unwrap(), Artifact::Made(text.to_owned().into())));
    Site { artifacts: artifacts.collect(), ..Site::default() }
}

/// Files as [`Fixture::everything`] lists them.
fn listing<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn copying(mut site: Site, to: &str, from: &str) -> Site {
    site.artifacts.insert(OutPath::new(to).unwrap(), Artifact::Copied(ContentPath::new(from).unwrap()));
    site
}

/// What tells one file on the disk from another that has the same bytes.
#[cfg(unix)]
fn identity(path: &Path) -> (u64, std::time::SystemTime) {
    use std::os::unix::fs::MetadataExt;

    let metadata = fs::metadata(path).unwrap();
    (metadata.ino(), metadata.modified().unwrap())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> std::time::SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn files_that_were_laid_down_are_published_as_those_that_are_held() {
    let fixture = Fixture::new();
    let out = fixture.path("dist");
    let depot = Depot::with_room(&out, 0);
    let mut laid = site([]);
    laid.artifacts.insert(OutPath::new("a.html").unwrap(), depot.keep(b"a".as_slice().into()));
    let publish = |site: &Site| publish(site, None, &depot, &fixture.project, &out, &Cache::off()).unwrap();
    assert_eq!(publish(&laid), Published { n_written: 3, n_unchanged: 0, n_removed: 0 });
    assert_eq!(fs::read(fixture.path("dist/a.html")).unwrap(), b"a");
    assert_eq!(publish(&laid), Published { n_written: 0, n_unchanged: 3, n_removed: 0 });
    assert_eq!(publish(&site([("a.html", "a")])), Published { n_written: 0, n_unchanged: 3, n_removed: 0 });
}

#[test]
fn the_folder_holds_the_site_and_nothing_else() {
    let fixture = Fixture::new();
    fixture.write("content/_assets/a.mp3", "sound");
    let one =
        copying(site([("index.html", "1"), ("en/a/index.html", "a"), ("old/b.html", "b")]), "a.mp3", "_assets/a.mp3");
    let published = fixture.publish(&one).unwrap();
    assert_eq!(published, Published { n_written: 6, n_unchanged: 0, n_removed: 0 });

    let two = copying(site([("index.html", "2"), ("en/a/index.html", "a")]), "a.mp3", "_assets/a.mp3");
    let kept = [fixture.path("dist/en/a/index.html"), fixture.path("dist/a.mp3")];
    let before = kept.each_ref().map(|path| identity(path));
    let published = fixture.publish(&two).unwrap();
    assert_eq!(published, Published { n_written: 1, n_unchanged: 4, n_removed: 1 });
    assert_eq!(kept.each_ref().map(|path| identity(path)), before, "unchanged files keep their identity");
    let wanted = [("a.mp3", "sound"), ("en/a/index.html", "a"), ("index.html", "2")];
    assert_eq!(fixture.dist(), listing(wanted));
    assert_eq!(fixture.neighbours(), ["dist"], "nothing is left beside the folder");
}

#[test]
fn the_same_site_again_touches_nothing() {
    let fixture = Fixture::new();
    fixture.write("content/a.png", "picture");
    let site = copying(site([("index.html", "1")]), "a.png", "a.png");
    fixture.publish(&site).unwrap();
    let before = ["dist", "dist/index.html", "dist/a.png"].map(|path| identity(&fixture.path(path)));
    assert_eq!(fixture.publish(&site).unwrap(), Published { n_written: 0, n_unchanged: 4, n_removed: 0 });
    assert_eq!(["dist", "dist/index.html", "dist/a.png"].map(|path| identity(&fixture.path(path))), before);
}

#[test]
fn the_site_before_becomes_the_next_and_is_never_written_through() {
    let fixture = Fixture::new();
    let page = "page ".repeat(100);
    for n in 0..5 {
        let text = n.to_string();
        fixture.publish_keeping(&site([("index.html", text.as_str()), ("a/same.html", page.as_str())])).unwrap();
        assert_eq!(fixture.dist(), listing([("index.html", text.as_str()), ("a/same.html", page.as_str())]));
    }
    assert_eq!(fixture.neighbours(), [".diglot", "dist"]);
    // Whatever becomes of the spare site, the next one is right.
    let spare = fixture.path(".diglot/spare/new");
    fs::write(spare.join("index.html.tmp"), "left by a killed build").unwrap();
    fs::remove_file(spare.join("index.html")).unwrap();
    fs::create_dir(spare.join("index.html")).unwrap();
    fixture.publish_keeping(&site([("index.html", "6")])).unwrap();
    assert_eq!(fixture.dist(), listing([("index.html", "6")]));
}

#[test]
fn a_failure_leaves_the_old_site_as_it_was() {
    let fixture = Fixture::new();
    fixture.publish(&site([("index.html", "1"), ("a.html", "a")])).unwrap();
    let before = (identity(&fixture.path("dist/index.html")), fixture.everything("dist"));
    let failing = copying(site([("index.html", "2")]), "a.mp3", "gone.mp3");
    assert_eq!(fixture.publish(&failing).unwrap_err().exit, Exit::System);
    assert_eq!((identity(&fixture.path("dist/index.html")), fixture.everything("dist")), before);
    assert_eq!(fixture.neighbours(), ["dist"]);
}

#[test]
fn a_folder_that_diglot_did_not_make_is_never_touched() {
    let fixture = Fixture::new();
    fixture.write("dist/thesis.txt", "three years of work");
    for refused in [
        fixture.publish(&site([("index.html", "1")])).map(|_| ()),
        unpublish(&fixture.project, &fixture.path("dist")).map(|_| ()),
    ] {
        let failure = refused.unwrap_err();
        assert_eq!((failure.exit, failure.code), (Exit::Usage, Some(Code::BlockedOutput)));
    }
    assert_eq!(fixture.everything("dist"), listing([("thesis.txt", "three years of work")]));
}

#[test]
fn the_books_own_folders_are_no_place_for_its_site() {
    let fixture = Fixture::new();
    for out in ["", "content", "content/dist", "templates", "themes/mine"] {
        let failure = publish(
            &site([("index.html", "1")]),
            None,
            &Depot::beside(&fixture.path(out)),
            &fixture.project,
            &fixture.path(out),
            &Cache::off(),
        )
        .unwrap_err();
        assert_eq!((failure.exit, failure.code), (Exit::Usage, Some(Code::BlockedOutput)), "{out}");
    }
    assert!(fixture.path("content/site.yaml").is_file());
}

#[test]
fn a_checkout_in_the_folder_stays() {
    let fixture = Fixture::new();
    fixture.write("dist/.git/HEAD", "ref: refs/heads/gh-pages");
    fixture.publish(&site([("index.html", "1"), ("a", "file")])).unwrap();
    fixture.publish(&site([("index.html", "2"), ("a/index.html", "page")])).unwrap();
    fixture.publish(&site([("index.html", "3"), ("a", "file again")])).unwrap();
    let wanted = [(".git/HEAD", "ref: refs/heads/gh-pages"), ("a", "file again"), ("index.html", "3")];
    assert_eq!(fixture.dist(), listing(wanted));

    assert!(unpublish(&fixture.project, &fixture.path("dist")).unwrap());
    assert_eq!(fixture.everything("dist").into_keys().collect::<Vec<_>>(), [".git/HEAD"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let fixture = Fixture::new();
    fs::create_dir_all(fixture.path("www/book")).unwrap();
    std::os::unix::fs::symlink(fixture.path("www/book"), fixture.path("dist")).unwrap();
    fixture.publish(&site([("index.html", "1")])).unwrap();
    fixture.publish(&site([("index.html", "2")])).unwrap();
    assert!(fixture.path("dist").is_symlink());
    assert_eq!(fs::read_to_string(fixture.path("www/book/index.html")).unwrap(), "2");

    // What the link leads to may be gone; a link that leads to itself leads nowhere.
    assert!(unpublish(&fixture.project, &fixture.path("dist")).unwrap());
    assert!(fixture.path("dist").is_symlink() && !fixture.path("www/book").exists());
    fixture.publish(&site([("index.html", "3")])).unwrap();
    assert_eq!(fs::read_to_string(fixture.path("www/book/index.html")).unwrap(), "3");
    fs::remove_file(fixture.path("dist")).unwrap();
    std::os::unix::fs::symlink("dist", fixture.path("dist")).unwrap();
    assert_eq!(fixture.publish(&site([("index.html", "4")])).unwrap_err().exit, Exit::System);
}

/// Another build may have published since this one looked at what there is.
#[test]
fn a_page_is_kept_only_if_it_is_made_from_the_same() {
    let fixture = Fixture::new();
    let page = OutPath::new("index.html").unwrap();
    let made_from = |text: &str, artifact: Artifact| {
        let recipe = Recipe::of(&text, [""; 0]).unwrap();
        Site {
            artifacts: [(page.clone(), artifact)].into(),
            recipes: [(page.clone(), recipe)].into(),
            ..Site::default()
        }
    };
    fixture.publish_keeping(&made_from("a", Artifact::Made(b"1".to_vec().into()))).unwrap();
    fixture.publish_keeping(&made_from("a", Artifact::Kept)).unwrap();
    let refused = fixture.publish_keeping(&made_from("b", Artifact::Kept)).unwrap_err();
    assert!(refused.message.contains("changed during the build"), "{}", refused.message);
    assert_eq!(fixture.dist(), listing([("index.html", "1")]));
}

#[test]
fn the_cache_is_no_output_folder() {
    let fixture = Fixture::new();
    for folder in [".diglot", ".diglot/site"] {
        let out = fixture.path(folder);
        let refused =
            publish(&site([]), None, &Depot::beside(&out), &fixture.project, &out, &Cache::off()).unwrap_err();
        assert_eq!(refused.code, Some(Code::BlockedOutput));
        assert!(!out.exists());
    }
}

#[test]
fn what_a_killed_build_left_is_put_right() {
    let fixture = Fixture::new();
    fixture.publish(&site([("index.html", "1")])).unwrap();
    // As a build leaves it that is killed between the two moves of a system that cannot
    // exchange folders, with half a new site staged.
    fs::create_dir(fixture.path(".dist.diglot-new")).unwrap();
    fixture.write(".dist.diglot-new/new/index.html", "half");
    fs::rename(fixture.path("dist"), fixture.path(".dist.diglot-new/old")).unwrap();

    let published = fixture.publish(&site([("index.html", "1")])).unwrap();
    assert_eq!(published, Published { n_written: 0, n_unchanged: 3, n_removed: 0 });
    assert_eq!(fixture.neighbours(), ["dist"]);
}

/// Windows takes them for devices, in whatever folder, unless the whole path is given.
#[test]
fn a_page_may_be_named_like_a_device() {
    let fixture = Fixture::new();
    let pages = |text: &'static str| [("con/index.html", text), ("tags/aux/index.html", text), ("nul", text)];
    for text in ["1", "2"] {
        fixture.publish(&site(pages(text))).unwrap();
        assert_eq!(fixture.dist(), listing(pages(text)));
    }
    assert!(unpublish(&fixture.project, &fixture.path("dist")).unwrap());
    assert!(fixture.neighbours().is_empty());
}

#[test]
fn two_builds_do_not_mix() {
    let fixture = Fixture::new();
    fs::create_dir(fixture.path(".dist.diglot-new")).unwrap();
    let lock = fs::File::create(fixture.path(".dist.diglot-new/lock")).unwrap();
    lock.lock().unwrap();
    let failure = fixture.publish(&site([("index.html", "1")])).unwrap_err();
    assert_eq!(failure.exit, Exit::System);
    assert!(failure.message.contains("another build"), "{failure}");
    drop(lock);
    fixture.publish(&site([("index.html", "1")])).unwrap();
}

/// Windows lets nobody move a file, nor a folder that holds it, that a program has opened
/// without a thought for others.
#[cfg(windows)]
#[test]
fn a_file_that_someone_holds_stops_nothing_that_does_not_touch_it() {
    use std::os::windows::fs::OpenOptionsExt;

    const FOR_READERS_ONLY: u32 = 1;
    let open_alone = |path: &Path| fs::File::options().read(true).share_mode(FOR_READERS_ONLY).open(path).unwrap();
    let fixture = Fixture::new();
    fixture.publish(&site([("index.html", "1"), ("other.html", "1")])).unwrap();

    let held = open_alone(&fixture.path("dist/other.html"));
    fixture.publish(&site([("index.html", "2"), ("other.html", "1")])).unwrap();
    assert_eq!(fixture.dist(), listing([("index.html", "2"), ("other.html", "1")]));
    drop(held);

    let held = open_alone(&fixture.path("dist/index.html"));
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(std::time::Duration::from_millis(50));
            drop(held);
        });
        fixture.publish(&site([("index.html", "3"), ("other.html", "1")])).unwrap();
    });
    assert_eq!(fixture.dist(), listing([("index.html", "3"), ("other.html", "1")]));
    assert_eq!(fixture.neighbours(), ["dist"]);
}

/// Holds where the system can exchange two folders in one step.
#[cfg(target_os = "linux")]
#[test]
fn a_reader_always_finds_a_site() {
    use std::sync::atomic::{AtomicBool, Ordering};

    let fixture = Fixture::new();
    fixture.publish(&site([("index.html", "0")])).unwrap();
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let page = fixture.path("dist/index.html");
        let is_done = &is_done;
        let reader = scope.spawn(move || {
            let mut n_read = 0;
            while !is_done.load(Ordering::Relaxed) {
                let text = fs::read_to_string(&page).expect("the page is always there");
                assert!(!text.is_empty(), "and always whole");
                n_read += 1;
            }
            n_read
        });
        for n in 1..100 {
            fixture.publish(&site([("index.html", n.to_string().as_str())])).unwrap();
        }
        is_done.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
}

#[test]
fn cleaning_removes_what_was_made() {
    let fixture = Fixture::new();
    fixture.publish(&site([("index.html", "1")])).unwrap();
    assert!(unpublish(&fixture.project, &fixture.path("dist")).unwrap());
    assert!(fixture.neighbours().is_empty());
    assert!(!unpublish(&fixture.project, &fixture.path("dist")).unwrap(), "there is nothing to remove now");
}

/// Sites of a few files whose names get into each other's way.
fn any_site() -> impl Strategy<Value = BTreeMap<&'static str, &'static str>> {
    let paths = prop::sample::subsequence(vec!["a", "a/b", "a/b/c.html", "d.html", "e/f.html"], 0..=5);
    let texts = prop::collection::vec(prop::sample::select(vec!["", "1", "2"]), 5);
    (paths, texts).prop_map(|(paths, texts)| {
        let mut site: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, text) in paths.into_iter().zip(texts) {
            // A site never has a file and a folder of one name.
            if !site.keys().any(|other| path.starts_with(&format!("{other}/"))) {
                site.insert(path, text);
            }
        }
        site
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_there_the_folder_holds_the_new_site(
        sites in prop::collection::vec(any_site(), 1..5),
        is_checkout: bool,
        is_kept: bool,
    ) {
        let fixture = Fixture::new();
        if is_checkout {
            fixture.write("dist/.git", "gitdir: elsewhere");
        }
        for files in sites {
            let new = site(files.clone());
            let published = if is_kept { fixture.publish_keeping(&new) } else { fixture.publish(&new) }.unwrap();
            prop_assert_eq!(published.n_written + published.n_unchanged, files.len() + 2);
            let mut dist = fixture.dist();
            dist.remove(".git");
            prop_assert_eq!(dist, listing(files));
        }
    }
}

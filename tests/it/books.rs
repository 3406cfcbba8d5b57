//! The two real books, built whole: this repository's own and the Rust book of the
//! shared corpus. What holds on every page of both is asked here.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::{shared, site_folder::SiteFolder};

/// A book, built once for all tests.
struct Built {
    folder: tempfile::TempDir,
    stderr: String,
}

impl Built {
    /// Builds the project at `root` into a temporary folder.
    fn new(root: &Path) -> Self {
        Self::with(root, &[])
    }

    /// The same with further flags.
    fn with(root: &Path, flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .args(["build", "--no-cache", "--root"])
            .arg(root)
            .arg("--out")
            .arg(folder.path().join("dist"))
            .args(flags)
            .env_remove("DIGLOT_BASE_URL")
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{} does not build:\n{stderr}", root.display());
        Self { folder, stderr }
    }

    fn site(&self) -> SiteFolder {
        SiteFolder::read(&self.folder.path().join("dist"))
    }
}

fn own() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| Built::new(Path::new(env!("CARGO_MANIFEST_DIR"))))
}

/// The manual.
fn manual() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| Built::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")))
}

/// The Rust book, two hundred and twenty-two chapters in two languages, if it is at hand.
fn corpus() -> Option<&'static Built> {
    static BUILT: OnceLock<Option<Built>> = OnceLock::new();
    BUILT.get_or_init(|| shared("corpora/trpl/book").map(|root: PathBuf| Built::new(&root))).as_ref()
}

/// What follows the last dot of a file's name.
fn extension(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Both books, or the own one alone.
fn both() -> impl Iterator<Item = (&'static str, &'static Built)> {
    [("own book", Some(own())), ("corpus", corpus())].into_iter().filter_map(|(name, built)| Some((name, built?)))
}

#[test]
fn one_thread_and_eight_make_equal_bytes() {
    let bytes = |built: &Built| {
        let root = built.folder.path().join("dist");
        let site = built.site();
        site.files().map(|file| (file.to_owned(), std::fs::read(root.join(file)).unwrap())).collect::<Vec<_>>()
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (one, eight) = (Built::with(root, &["--jobs", "1"]), Built::with(root, &["--jobs", "8"]));
    assert!(bytes(&one) == bytes(&eight), "the site depends on how many threads make it");
    assert!(bytes(&one) == bytes(own()), "the site depends on more than its input");
}

#[test]
fn every_address_leads_somewhere_at_the_root_and_below_a_path() {
    for (name, built) in both() {
        let site = built.site();
        for base in ["/", "/repo/"] {
            let broken: Vec<String> =
                site.broken(base).into_iter().filter(|fault| !fault.starts_with("404.html")).collect();
            assert!(broken.is_empty(), "{name} below {base}:\n{}", broken.join("\n"));
        }
    }
}

#[test]
fn every_page_has_one_title_heading_a_language_and_unique_ids() {
    for (name, built) in both() {
        for (path, page) in built.site().pages {
            let n_titles = page.tags.get("h1").copied().unwrap_or_default();
            let is_redirect = !page.tags.contains_key("main");
            assert!(n_titles == 1 || is_redirect, "{name}: {path} has {n_titles} <h1>");
            assert!(page.html.contains_key("lang"), "{name}: {path} has no lang");
            let mut ids = page.ids.clone();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), page.ids.len(), "{name}: {path} has an id twice");
            assert!(
                page.bare_images.is_empty(),
                "{name}: {path} has pictures without alt or size: {:?}",
                page.bare_images
            );
        }
    }
}

/// What a link to a paragraph was made with on a page stays true where the reader sets the
/// other language beside it.
#[test]
fn a_facing_page_has_the_pair_ids_of_the_page() {
    for (name, built) in [("manual", manual())].into_iter().chain(both()) {
        let site = built.site();
        let mut n_met = 0;
        for (path, page) in &site.pages {
            let Some(facing) = path.strip_suffix("index.html").and_then(|folder| {
                let beside = ["zh", "en"].map(|other| format!("{folder}with-{other}/index.html"));
                beside.iter().find_map(|beside| site.pages.get(beside))
            }) else {
                continue;
            };
            let is_of_pair = |id: &&String| id.strip_prefix('p').is_some_and(|number| number.parse::<u32>().is_ok());
            let lost: Vec<_> = page.ids.iter().filter(is_of_pair).filter(|id| !facing.ids.contains(id)).collect();
            assert!(lost.is_empty(), "{name}: beside another language {path} lacks {lost:?}");
            n_met += page.ids.iter().filter(is_of_pair).count();
        }
        assert!(n_met > 100, "{name}: {n_met} paragraphs with an id");
    }
}

#[test]
fn no_mark_of_emphasis_is_left_on_a_chinese_page() {
    for (name, built) in both() {
        for (path, page) in built.site().pages.iter().filter(|(path, _)| path.starts_with("zh/")) {
            let left: Vec<&str> = page.text.lines().filter(|line| line.contains("**")).collect();
            assert!(left.is_empty(), "{name}: {path} shows `**`: {left:?}");
        }
    }
}

#[test]
fn the_corpus_has_a_page_for_every_chapter() {
    let Some(built) = corpus() else { return };
    let site = built.site();
    let n_sources = walkdir::WalkDir::new(shared("corpora/trpl/book/content").unwrap())
        .into_iter()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "md"))
        .count();
    let n_pages = site.pages.keys().filter(|path| path.starts_with("zh/") || path.starts_with("en/")).count();
    assert!(n_pages >= n_sources, "{n_pages} pages of {n_sources} chapters");
    for path in
        ["index.html", "404.html", ".nojekyll", "robots.txt", "sitemap.xml", "zh/index.html", "en/contents/index.html"]
    {
        assert!(site.has(path), "{path} is missing");
    }
}

#[test]
fn alternates_of_the_corpus_answer_one_another() {
    let Some(built) = corpus() else { return };
    let site = built.site();
    let html = site.text("zh/understanding-ownership/what-is-ownership/index.html");
    for wanted in [
        "https://example.org/trpl/zh/understanding-ownership/what-is-ownership/",
        "https://example.org/trpl/en/understanding-ownership/what-is-ownership/",
        "x-default",
    ] {
        assert!(html.contains(wanted), "the page does not name {wanted}");
    }
}

#[test]
fn faults_of_the_corpus_are_told_at_their_place() {
    let Some(built) = corpus() else { return };
    // A link of the English text that has led nowhere since its chapter was renamed.
    for line in built.stderr.lines().filter(|line| line.trim_start().starts_with("--> ")) {
        assert!(line.contains(".md:") || line.contains(".yaml:"), "a diagnostic without a place: {line}");
    }
}

#[test]
fn theme_files_carry_a_hash_and_nothing_is_foreign() {
    for (name, built) in both() {
        let site = built.site();
        // An author's file that a template of the book links to keeps its name; the files of
        // the search index are named by what they begin with.
        let is_named = |file: &&str| file.starts_with("assets/") || file.contains("/_s/");
        let of_theme = |file: &&str| !is_named(file) && matches!(extension(file), "css" | "js");
        for file in site.files().filter(of_theme) {
            let stem = file.rsplit_once('.').unwrap().0;
            let hash = stem.rsplit_once('.').map_or("", |(_, hash)| hash);
            assert!(
                hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{name}: {file} has no hash in its name"
            );
        }
        for (path, page) in &site.pages {
            for (attribute, address) in page
                .addresses
                .iter()
                .filter(|(attribute, _)| !attribute.starts_with("a ") && !attribute.starts_with("link "))
            {
                assert!(!address.contains("://"), "{name}: {path} asks another host for {attribute} {address}");
            }
        }
    }
}

//! The rules of the house, kept by a test.
//!
//! What `rustc` and `clippy` cannot check: that modules import only downward, that files
//! stay small enough to see, and that nothing unfinished is left lying about.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The floors, lowest first, with the modules that live on each.
///
/// A module is named by its first path segment: `view` stands for all of `src/view/`.
/// Floors 0 and 1 are words and plain data: their modules may build on one another as
/// long as no circle comes of it. Higher up neighbours do not meet, but through [`DOORS`].
const FLOORS: &[&[&str]] = &[
    &["date", "deflate", "diag", "escape", "locale", "path", "span"],
    &[
        "alignment",
        "book",
        "chapter",
        "doc",
        "front_matter",
        "glossary",
        "input",
        "origin",
        "outline",
        "settings",
        "site",
        "standing",
        "theme",
        "translation",
    ],
    &[
        "align",
        "alphabet",
        "catalogue",
        "chart",
        "diff",
        "feed",
        "highlight",
        "markdown",
        "picture",
        "terms",
        "unit",
        "words",
        "yaml",
    ],
    &["bind", "ledger", "parity", "parse", "progress", "search", "sitemap", "stats", "status", "texts", "todo", "view"],
    &["memo", "pipeline"],
    &["edge"],
];

/// Neighbours above floor 1 that may meet: who, whom, and why.
const DOORS: &[(&str, &str, &str)] = &[
    ("align", "unit", "units are what is paired"),
    ("catalogue", "yaml", "interface strings are YAML files"),
    ("chart", "yaml", "a chart's data is YAML"),
    ("pipeline", "memo", "only the pipeline remembers"),
];

/// The longest source file we want to read, in lines; tables of data may be listed here.
const MAX_LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with one of `extensions`, in order.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| extensions.iter().any(|wanted| ext == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The module a source file belongs to: `view` for `src/view/page.rs`.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The modules of this crate that a source text names after `crate::`, comments aside.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            found.extend(names_of_group(group));
        } else {
            found.insert(first_name(rest));
        }
    }
    found.remove("");
    found
}

fn first_name(text: &str) -> String {
    text.trim_start().chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
}

/// The first name of each member of `{a::b, c::{d, e}, f}`, the `{` already read.
fn names_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut is_start, mut names) = (0, true, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_start = true,
            letter if is_start && !letter.is_whitespace() => {
                names.push(first_name(&group[at..]));
                is_start = false;
            }
            _ => {}
        }
    }
    names
}

/// Which modules each module imports.
fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&root().join("src"), &["rs"]) {
        let name = module(&file);
        if name == "lib" || name == "main" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        graph.entry(name).or_default().extend(imports(&text));
    }
    graph
}

#[test]
fn every_module_has_a_floor() {
    let placed: BTreeSet<&str> = FLOORS.iter().flat_map(|floor| floor.iter().copied()).collect();
    let found = graph();
    for name in found.keys() {
        assert!(placed.contains(name.as_str()), "`src/{name}` has no floor: give it one in FLOORS");
    }
    for name in placed {
        assert!(found.contains_key(name), "FLOORS names `{name}`, which is not there");
    }
}

#[test]
fn imports_lead_downward() {
    let floor_of = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let mut used_doors = BTreeSet::new();
    for (name, imports) in graph() {
        let own = floor_of(&name).unwrap_or_else(|| panic!("`{name}` has no floor"));
        for import in imports.iter().filter(|import| **import != name) {
            let Some(other) = floor_of(import) else { panic!("`{name}` imports `{import}`, which has no floor") };
            assert!(other <= own, "`{name}` on floor {own} imports `{import}` on floor {other} above it");
            if other == own && own > 1 {
                let door = DOORS.iter().position(|(who, whom, _)| *who == name && *whom == import.as_str());
                used_doors
                    .insert(door.unwrap_or_else(|| panic!("`{name}` and `{import}` are neighbours on floor {own}")));
            }
        }
    }
    assert_eq!(used_doors.len(), DOORS.len(), "a door that nobody uses stands open");
}

#[test]
fn imports_make_no_circle() {
    let mut graph = graph();
    for (name, imports) in &mut graph {
        imports.remove(name);
    }
    while let Some(free) = graph.iter().find(|(_, imports)| imports.is_empty()).map(|(name, _)| name.clone()) {
        graph.remove(&free);
        for imports in graph.values_mut() {
            imports.remove(&free);
        }
    }
    assert!(graph.is_empty(), "these import one another in a circle: {graph:#?}");
}

#[test]
fn files_are_small_enough_to_see() {
    let sources =
        files(&root().join("src"), &["rs"]).into_iter().chain(files(&root().join("themes"), &["css", "js", "html"]));
    for file in sources {
        let n_lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(n_lines <= MAX_LINES, "{} has {n_lines} lines; {MAX_LINES} is the most", file.display());
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for file in files(&root().join("src"), &["rs"]) {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with what it is for", file.display());
    }
}

#[test]
fn nothing_unfinished_is_left() {
    let wanted = ["rs", "css", "js", "mjs", "html", "toml", "yml", "yaml"];
    let unfinished = ["todo!", "unimplemented!", "dbg!", "FIXME", "XXX", "console.log("];
    let folders = ["src", "themes", "tests", "templates"];
    for file in folders
        .iter()
        .filter(|folder| root().join(folder).is_dir())
        .flat_map(|folder| files(&root().join(folder), &wanted))
    {
        if file.ends_with("tests/it/tidy.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for mark in unfinished {
            assert!(!text.contains(mark), "{} holds `{mark}`", file.display());
        }
    }
}

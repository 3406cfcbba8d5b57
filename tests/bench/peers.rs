//! Other generators on the same chapters, where they are installed.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use walkdir::WalkDir;

/// A generator with a project of its own, made from the book's chapters.
pub(crate) struct Peer {
    /// What the table calls it.
    pub name: &'static str,
    /// Its own project.
    pub project: PathBuf,
    make: fn(&Path, &Path) -> Command,
}

impl Peer {
    /// The command that builds the peer's project into `out`.
    pub(crate) fn command(&self, out: &Path) -> Command {
        (self.make)(&self.project, out)
    }
}

/// The peers that this machine has; tells which it has not.
///
/// # Errors
///
/// When a project cannot be written.
pub(crate) fn installed(book: &Path, scratch: &Path) -> io::Result<Vec<Peer>> {
    let mut peers = Vec::new();
    if has("hugo", "version") {
        peers.push(Peer { name: "hugo", project: hugo_book(book, scratch)?, make: hugo });
        peers.push(Peer { name: "hugo, texts and an index", project: hugo_texts(book, scratch)?, make: hugo });
        peers.push(Peer { name: "hugo, texts", project: leanest_hugo_project(book, scratch)?, make: hugo });
    }
    if has("mdbook", "--version") {
        peers.push(Peer { name: "mdbook", project: mdbook_project(book, scratch)?, make: mdbook });
    }
    if has("zola", "--version") {
        peers.push(Peer { name: "zola", project: zola_project(book, scratch)?, make: zola });
    }
    Ok(peers)
}

fn has(program: &str, flag: &str) -> bool {
    let is_there = Command::new(program)
        .arg(flag)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("note: {program} is not installed; its rows are left out");
    }
    is_there
}

fn hugo(project: &Path, out: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.args(["--quiet", "--minify", "--source"]).arg(project).arg("--destination").arg(out);
    command
}

fn mdbook(project: &Path, out: &Path) -> Command {
    let mut command = Command::new("mdbook");
    command.arg("build").arg(project).arg("--dest-dir").arg(out);
    command
}

fn zola(project: &Path, out: &Path) -> Command {
    let mut command = Command::new("zola");
    command.arg("--root").arg(project).args(["build", "--force", "--output-dir"]).arg(out);
    command
}

/// The book's chapters as `(path below content/, text)`.
fn chapters(book: &Path) -> Vec<(PathBuf, String)> {
    let content = book.join("content");
    let mut chapters: Vec<_> = WalkDir::new(&content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(&content).ok()?.to_owned();
            Some((path, fs::read_to_string(entry.path()).ok()?))
        })
        .collect();
    chapters.sort();
    chapters
}

/// A project folder for a peer, empty.
fn project(book: &Path, scratch: &Path, name: &str) -> io::Result<PathBuf> {
    let size = book.file_name().expect("a book has a name").to_string_lossy().into_owned();
    let project = scratch.join(format!("{name}-{size}"));
    fs::create_dir_all(&project)?;
    Ok(project)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().expect("a file lies in a folder"))?;
    fs::write(path, text)
}

/// The least page: title, outline, text.
const HUGO_TEXT: &str = "<!doctype html><html lang={{ site.Language.Lang }}><title>{{ .Title }}</title>\
    <nav>{{ .TableOfContents }}</nav><main>{{ .Content }}</main></html>";

/// A page as readers of a book get it: languages, contents of the book beside the text, the way
/// to the page, its outline, the pages before and after it.
const HUGO_PAGE: &str = r#"<!doctype html><html lang="{{ site.Language.Lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body><header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
{{ range .Translations }}<a lang="{{ .Language.Lang }}" href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}</header>
<nav>{{ partialCached "contents.html" . .Section site.Language.Lang }}</nav>
<main><nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ .Content }}
<footer>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</footer></main>
<aside>{{ .TableOfContents }}</aside></body></html>"#;

/// The parts of the book and the chapters of the part where the page stands; Hugo makes it once
/// for each part.
const HUGO_CONTENTS: &str = r#"{{ $here := .Section }}<ol>{{ range site.Home.Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>
{{ if eq .Section $here }}<ol>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ol>{{ end }}</li>{{ end }}</ol>"#;

/// The whole book on one page, to print.
const HUGO_PRINT: &str = r#"<!doctype html><html lang="{{ site.Language.Lang }}"><title>{{ site.Title }}</title>
{{ range site.Pages }}<article><h1>{{ .Title }}</h1>{{ .Content }}</article>{{ end }}</html>"#;

/// What a search in a browser needs, as books made with Hugo have it: all texts of a language.
const HUGO_INDEX: &str = r#"[{{ range $i, $page := site.Pages }}{{ if $i }},{{ end }}{{ dict "title" .Title "url" .RelPermalink "text" .Plain | jsonify }}{{ end }}]"#;

/// What all projects say of Markdown.
const HUGO_MARKUP: &str = "[markup.goldmark.renderer]\nunsafe = true\n[markup.highlight]\nnoClasses = false\n";

/// Two languages.
const HUGO_LANGUAGES: &str = "baseURL = \"https://example.org/\"\ndefaultContentLanguage = \"en\"\n\
    defaultContentLanguageInSubdir = true\n\
    [languages.en]\ncontentDir = \"content/en\"\n[languages.zh]\ncontentDir = \"content/zh\"\n";

/// The book as Hugo makes one for readers: pages that lead to one another in two languages, an
/// index of all that each says, and each whole on one page.
fn hugo_book(book: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let outputs = "[outputs]\nhome = [\"HTML\", \"JSON\", \"print\"]\n[outputFormats.print]\n\
        mediaType = \"text/html\"\npath = \"print\"\nbaseName = \"index\"\nisHTML = true\n";
    let settings = format!("{HUGO_LANGUAGES}{outputs}{HUGO_MARKUP}");
    let project = hugo_project(book, scratch, "hugo", &settings, HUGO_PAGE)?;
    write(&project.join("layouts/partials/contents.html"), HUGO_CONTENTS)?;
    write(&project.join("layouts/index.print.html"), HUGO_PRINT)?;
    write(&project.join("layouts/index.json"), HUGO_INDEX)?;
    Ok(project)
}

/// The texts in two languages, each with an index of all that it says.
fn hugo_texts(book: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let settings = format!("{HUGO_LANGUAGES}[outputs]\nhome = [\"HTML\", \"JSON\"]\n{HUGO_MARKUP}");
    let project = hugo_project(book, scratch, "hugo-texts", &settings, HUGO_TEXT)?;
    write(&project.join("layouts/index.json"), HUGO_INDEX)?;
    Ok(project)
}

/// The least that Hugo can be asked for: every chapter a page, in one language, and nothing more.
fn leanest_hugo_project(book: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let settings = format!("baseURL = \"https://example.org/\"\n{HUGO_MARKUP}");
    hugo_project(book, scratch, "leanest-hugo", &settings, HUGO_TEXT)
}

fn hugo_project(book: &Path, scratch: &Path, name: &str, settings: &str, page: &str) -> io::Result<PathBuf> {
    let project = project(book, scratch, name)?;
    write(&project.join("hugo.toml"), settings)?;
    write(&project.join("layouts/_default/single.html"), page)?;
    write(&project.join("layouts/_default/list.html"), page)?;
    for (path, text) in chapters(book) {
        let path = if path.ends_with("index.md") { path.with_file_name("_index.md") } else { path };
        write(&project.join("content").join(path), &format!("---\ntitle: x\n---\n{text}"))?;
    }
    Ok(project)
}

fn mdbook_project(book: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let project = project(book, scratch, "mdbook")?;
    write(&project.join("book.toml"), "[book]\ntitle = \"x\"\n")?;
    let mut summary = String::from("# Summary\n\n");
    for (path, text) in chapters(book) {
        let path_text = path.display().to_string();
        summary.extend(["- [", &path_text, "](", &path_text, ")\n"]);
        write(&project.join("src").join(path), &text)?;
    }
    write(&project.join("src/SUMMARY.md"), &summary)?;
    Ok(project)
}

fn zola_project(book: &Path, scratch: &Path) -> io::Result<PathBuf> {
    let project = project(book, scratch, "zola")?;
    write(
        &project.join("config.toml"),
        "base_url = \"https://example.org\"\nminify_html = true\n[markdown.highlighting]\ntheme = \"github-light\"\nstyle = \"class\"\n[link_checker]\ninternal_level = \"warn\"\n",
    )?;
    let page =
        "<!doctype html><html lang=en><title>{{ page.title }}</title><main>{{ page.content | safe }}</main></html>";
    write(&project.join("templates/page.html"), page)?;
    write(&project.join("templates/section.html"), &page.replace("page.", "section."))?;
    write(&project.join("templates/index.html"), &page.replace("page.", "section."))?;
    for (path, text) in chapters(book) {
        // Braces in listings would be read as shortcodes.
        let text = text.replace("{{", "{ {").replace("{%", "{ %");
        let path = if path.ends_with("index.md") { path.with_file_name("_index.md") } else { path };
        write(&project.join("content").join(path), &format!("+++\ntitle = \"x\"\n+++\n{text}"))?;
    }
    Ok(project)
}

//! Books written as one text, for tests.
//!
//! ```text
//! //- zh/one.md
//! # One
//! See [two](two.md#alpha).
//! //~ 10..22 error[broken-anchor]: `zh/two.md` has no heading `#alpha`
//! //- zh/two.md
//! # Two
//! ```
//!
//! A `//-` line names a file under `content/`. A `//~` line says what the program tells of
//! the line above it: the characters from 0, what is wrong, the way out. [`check`] writes
//! these lines anew and compares, so that a text is at once input and expectation and
//! `UPDATE_EXPECT=1` brings it up to date. Without a `site.yaml` the book has the locales
//! `zh` and `en`, `en` the original.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use diglot::{
    bind::{self, Bound},
    book::{Book, EntryIdx, Target, TocItem},
    chapter::{Card, Chapter},
    date::Date,
    diag::{Diagnostic, Warned},
    doc::Link,
    front_matter::Voices,
    glossary::Glossary,
    input::{FileFacts, Input, Options, SourceText, Text},
    memo::Memory,
    parse::{self, Source},
    path::{ContentPath, OutPath, ProjectPath},
    pipeline,
    settings::{MarkdownSettings, Settings},
    site::Artifact,
    terms::Terms,
    theme::ThemeFiles,
};
use expect_test::Expect;

/// The settings of a book that has none.
const SITE: &str = "title: Book\nlocales: [{code: zh}, {code: en}]\noriginal: en\n";

/// The files of a book, in the order written.
pub(crate) struct SmallBook {
    files: Vec<(ContentPath, String)>,
    pub(crate) options: Options,
}

/// Binds the book in `expected` and compares what is told with its `//~` lines.
pub(crate) fn check(expected: &Expect) {
    let book = SmallBook::read(expected.data());
    expected.assert_eq(&book.with_told(&book.bind().told));
}

impl SmallBook {
    /// Reads a text; `//~` lines are left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut files: Vec<(ContentPath, String)> = Vec::new();
        let margin =
            text.lines().find(|line| !line.trim().is_empty()).map_or(0, |line| line.len() - line.trim_start().len());
        for line in text.trim_end().lines().map(|line| line.get(margin..).unwrap_or_default()) {
            if let Some(path) = line.strip_prefix("//- ") {
                files.push((ContentPath::new(path.trim()).unwrap(), String::new()));
            } else if let Some((_, file)) = files.last_mut().filter(|_| !line.starts_with("//~")) {
                file.push_str(line);
                file.push('\n');
            }
        }
        let today = Date::new(2026, 11, 23).unwrap();
        Self { files, options: Options { with_drafts: false, base_url: None, minify: None, today } }
    }

    /// The same with drafts.
    pub(crate) fn with_drafts(mut self) -> Self {
        self.options.with_drafts = true;
        self
    }

    /// What a build of it starts from, without a theme.
    pub(crate) fn input(&self) -> Input {
        Input {
            settings: self.settings_text(),
            glossary: self.glossary_text(),
            sources: self.sources(),
            files: self.copied(),
            ledgers: BTreeMap::new(),
            includes: BTreeMap::new(),
            theme: ThemeFiles::default(),
            options: self.options.clone(),
        }
    }

    /// Reads and binds it.
    pub(crate) fn bind(&self) -> Warned<Book> {
        self.bind_in(|order| order.sort())
    }

    /// The same with the chapters given in another order.
    pub(crate) fn bind_in(&self, arrange: impl FnOnce(&mut [&ContentPath])) -> Warned<Book> {
        let mut told = Vec::new();
        let settings = Arc::new(self.settings().tell(&mut told));
        let sources: BTreeMap<ContentPath, SourceText> = self.sources();
        let has_folders = bind::has_locale_folders(&settings, sources.keys());
        told.extend(bind::misnamed_chapters(&settings, self.copied().keys(), has_folders));
        let glossary = Arc::new(self.glossary(&settings).tell(&mut told));
        let chapters = read_in(&settings, &glossary, &sources, arrange, &mut told);
        let shared: Vec<_> = chapters.iter().map(|chapter| Arc::clone(&chapter.card)).collect();
        let bound = bounds(&chapters, &shared, &sources);
        let book = bind::bind(&settings, &glossary, &bound, &self.copied(), &self.options).tell(&mut told);
        Warned { value: book, told }
    }

    /// Its chapters, in the order of their paths.
    pub(crate) fn chapters(&self) -> Vec<Chapter> {
        let settings = self.settings().value;
        read_in(&settings, &Glossary::default(), &self.sources(), |order| order.sort(), &mut Vec::new())
    }

    fn settings(&self) -> Warned<Settings> {
        parse::settings(&self.settings_text(), &self.options, self.sources().keys())
    }

    fn settings_text(&self) -> Text {
        let site = self.files.iter().find(|(path, _)| path.as_str() == "site.yaml");
        let text = site.map_or(SITE, |(_, text)| text.as_str()).into();
        Text { file: ProjectPath::new("content/site.yaml").unwrap(), text }
    }

    fn glossary(&self, settings: &Settings) -> Warned<Glossary> {
        let text = self.glossary_text();
        text.map_or_else(|| Warned::fine(Glossary::default()), |text| parse::glossary(&text, settings))
    }

    fn glossary_text(&self) -> Option<Text> {
        let (path, text) = self.files.iter().find(|(path, _)| path.as_str() == "glossary.yaml")?;
        Some(Text { file: path.in_project(), text: text.as_str().into() })
    }

    /// The links of a chapter.
    fn links(&self, card: &Card) -> Vec<Link> {
        let source = Source {
            path: &card.path,
            text: &self.sources()[&card.path].open(),
            locale: &card.locale,
            tree_path: &card.tree_path,
            markdown: MarkdownSettings::default(),
            includes: &BTreeMap::new(),
            terms: &Terms::default(),
        };
        parse::chapter(source).value.doc.links
    }

    fn sources(&self) -> BTreeMap<ContentPath, SourceText> {
        let markdown = self.files.iter().filter(|(path, _)| is_chapter(path));
        markdown.map(|(path, text)| (path.clone(), Arc::<str>::from(text.as_str()).into())).collect()
    }

    /// The files beside chapters; a file's text stands for its hash.
    fn copied(&self) -> BTreeMap<ContentPath, FileFacts> {
        let facts = |text: &str| FileFacts {
            hash: format!("{:0>16}", text.trim()).into(),
            size_bytes: text.len() as u64,
            picture: None,
        };
        let others = self.files.iter().filter(|(path, _)| !is_chapter(path) && path.extension() != "yaml");
        others.map(|(path, text)| (path.clone(), facts(text))).collect()
    }

    /// The text again, each diagnostic below its line; those without a line at the end.
    fn with_told(&self, told: &[Diagnostic]) -> String {
        let mut text = String::new();
        let mut rest: Vec<&Diagnostic> = told.iter().collect();
        for (path, content) in &self.files {
            writeln!(text, "//- {path}").unwrap();
            let file = path.in_project();
            let mut start = 0;
            for line in content.split_inclusive('\n') {
                let end = start + line.len();
                text.push_str(line);
                rest.retain(|diagnostic| {
                    let span = diagnostic.place.as_ref().filter(|place| place.file == file).map(|place| place.span);
                    let Some(span) = span.filter(|span| (start..end).contains(&(span.start as usize))) else {
                        return true;
                    };
                    let column = |offset: u32| line[..(offset as usize - start).min(line.len())].chars().count();
                    writeln!(text, "//~ {}..{} {}", column(span.start), column(span.end), said(diagnostic)).unwrap();
                    false
                });
                start = end;
            }
        }
        for diagnostic in rest {
            let place = diagnostic.place.as_ref().map_or_else(String::new, |place| format!("{} ", place.file));
            writeln!(text, "//~ {place}{}", said(diagnostic)).unwrap();
        }
        text
    }
}

fn is_chapter(path: &ContentPath) -> bool {
    path.as_str().strip_suffix(".md").is_some()
}

/// Reads every chapter, those that inherit their speakers with these.
fn read_in(
    settings: &Settings,
    glossary: &Glossary,
    sources: &BTreeMap<ContentPath, SourceText>,
    arrange: impl FnOnce(&mut [&ContentPath]),
    told: &mut Vec<Diagnostic>,
) -> Vec<Chapter> {
    let has_folders = bind::has_locale_folders(settings, sources.keys());
    told.extend(bind::stray_sources(settings, sources.keys(), has_folders));
    let mut order: Vec<&ContentPath> = sources.keys().collect();
    arrange(&mut order);
    let read = |path: &ContentPath, voices: Option<&Voices>| {
        let (locale, tree_path) = bind::tree_path(settings, path, has_folders)?;
        let source = Source {
            path,
            text: &sources[path].open(),
            locale: &locale,
            tree_path,
            markdown: settings.markdown,
            includes: &BTreeMap::new(),
            terms: &Terms::of(glossary, &locale),
        };
        Some(parse::spoken_chapter(source, voices))
    };
    let first: Vec<Warned<Chapter>> = order.into_iter().filter_map(|path| read(path, None)).collect();
    let chapters: Vec<Chapter> = first.iter().map(|chapter| chapter.value.clone()).collect();
    let shared: Vec<_> = chapters.iter().map(|chapter| Arc::clone(&chapter.card)).collect();
    let voices = bind::inherited_voices(settings, &bounds(&chapters, &shared, sources));
    let again = first.into_iter().zip(voices).map(|(chapter, voices)| match voices {
        Some(voices) => read(&chapter.value.card.path, Some(&voices)).unwrap(),
        None => chapter,
    });
    again.map(|chapter| chapter.tell(told)).collect()
}

fn bounds<'a>(
    chapters: &'a [Chapter],
    cards: &'a [Arc<Card>],
    sources: &'a BTreeMap<ContentPath, SourceText>,
) -> Vec<Bound<'a>> {
    let chapters = chapters.iter().zip(cards);
    chapters
        .map(|(chapter, card)| Bound {
            card,
            links: &chapter.doc.links,
            origin: &chapter.origin,
            text: &sources[&card.path],
        })
        .collect()
}

fn said(diagnostic: &Diagnostic) -> String {
    let level = format!("{:?}", diagnostic.code.level()).to_lowercase();
    let mut text = format!("{level}[{}]: {}", diagnostic.code.name(), diagnostic.message);
    for help in &diagnostic.help {
        write!(text, "; {help}").unwrap();
    }
    text
}

/// The table of contents of a locale as a reader sees it: number, title, address.
pub(crate) fn toc(book: &Book, code: &str) -> String {
    fn list(book: &Book, items: &[TocItem], depth: usize, text: &mut String) {
        for item in items {
            let address = item.entry.map_or_else(String::new, |entry| format!(" {}", book.entry(entry).permalink));
            let number = if item.number.is_empty() { String::new() } else { format!("{} ", item.number) };
            writeln!(text, "{}{number}{}{address}", "  ".repeat(depth), item.title).unwrap();
            list(book, &item.children, depth + 1, text);
        }
    }
    let mut text = String::new();
    list(book, &book.tree(locale(book, code)).toc, 0, &mut text);
    text
}

/// The addresses that a reader passes from the home page on by going to the next page.
pub(crate) fn walk(book: &Book, code: &str) -> String {
    let mut at = book.tree(locale(book, code)).reading.first().copied();
    let mut text = String::new();
    while let Some(entry) = at {
        writeln!(text, "{}", book.entry(entry).permalink).unwrap();
        at = book.entry(entry).next;
    }
    text
}

/// Every link of a chapter with what it leads to.
pub(crate) fn targets(small: &SmallBook, book: &Book, path: &str) -> String {
    let entry = book.entries.iter().find(|entry| entry.card.path.as_str() == path).unwrap();
    let links = small.links(&entry.card);
    let mut out = String::new();
    for (link, target) in links.iter().zip(&entry.links) {
        writeln!(out, "{} -> {}", link.target, target_text(book, target)).unwrap();
    }
    out
}

/// A target as its address.
pub(crate) fn target_text(book: &Book, target: &Target) -> String {
    match target {
        Target::Page { entry, anchor } => {
            let anchor = anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
            format!("{}{anchor}", book.entry(*entry).permalink)
        }
        Target::Here(anchor) => format!("#{anchor}"),
        Target::File(path) => format!("{}", book.files[path].permalink),
        Target::Site(address) => format!("site {address}"),
        Target::Elsewhere => "elsewhere".to_owned(),
        Target::Broken => "broken".to_owned(),
    }
}

/// The number of a chapter by its source.
pub(crate) fn entry(book: &Book, path: &str) -> EntryIdx {
    EntryIdx(book.entries.iter().position(|entry| entry.card.path.as_str() == path).unwrap())
}

fn locale(book: &Book, code: &str) -> diglot::book::LocaleIdx {
    book.locale_idxs().find(|idx| book.settings.locales[idx.0].code.as_str() == code).unwrap()
}

/// Every text that a build makes, by its path; it must have nothing to tell.
pub(crate) fn texts(input: &Input) -> BTreeMap<String, String> {
    let built = pipeline::build(input, &Memory::default(), &Artifact::Made);
    assert_eq!(built.told, []);
    let text = |(path, artifact): (&OutPath, &Artifact)| match artifact {
        Artifact::Made(bytes) => Some((path.to_string(), String::from_utf8(bytes.to_vec()).ok()?)),
        _ => None,
    };
    built.value.artifacts.iter().filter_map(text).collect()
}

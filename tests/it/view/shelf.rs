//! Small books and themes to print, made by hand.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use diglot::{
    bind,
    book::Book,
    chapter::{Card, Chapter, Length},
    diag::{Diagnostic, Warned},
    doc::{Block, BlockKind, CodeBlock, Doc, Inline, Origin},
    front_matter::FrontMatter,
    highlight::{Highlighted, highlight},
    input::{Options, SourceText},
    locale::{LanguageTag, Locale, LocaleCode},
    outline::Outline,
    path::{ContentPath, Permalink, ProjectPath},
    settings::{LedgerSettings, Localized, MarkdownSettings, OutputSettings, Root, SearchSettings, Settings},
    site::Known,
    span::Span,
    theme::{ThemeAsset, ThemeFile, ThemeFiles},
    view::{self, Features, Look, Place, Press, Shown, Text},
};

/// A book of Chinese and English, both with a home page.
pub(super) fn settings() -> Settings {
    let locale = |code: &str, tag: &str, name: &str| Locale {
        code: LocaleCode::new(code).unwrap(),
        tag: LanguageTag::new(tag).unwrap(),
        name: name.into(),
    };
    let by = |zh: &str, en: &str| {
        let texts = [("zh", zh), ("en", en)];
        Localized::By(texts.into_iter().map(|(code, text)| (LocaleCode::new(code).unwrap(), text.into())).collect())
    };
    Settings {
        title: by("书", "Book"),
        description: by("一本书。", "A book."),
        authors: Vec::new(),
        base_url: None,
        locales: vec![locale("zh", "zh-Hans", "简体中文"), locale("en", "en", "English")],
        original: LocaleCode::new("en").unwrap(),
        root: Root::Chooser,
        parallel: Vec::new(),
        theme: "paper".into(),
        markdown: MarkdownSettings::default(),
        search: SearchSettings::default(),
        ledger: LedgerSettings::default(),
        stale: diglot::settings::StaleText::default(),
        output: OutputSettings::default(),
        check: BTreeMap::new(),
        edit_url: None,
        announcement: Localized::default(),
        comments: None,
        license: Localized::default(),
        extra: serde_yaml::Mapping::new(),
    }
}

/// A chapter whose text is one paragraph, its own title.
pub(super) fn chapter(path: &str, title: &str) -> Chapter {
    let path = ContentPath::new(path).unwrap();
    let (locale, tree_path) = path.as_str().split_once('/').unwrap();
    let card = Card {
        locale: LocaleCode::new(locale).unwrap(),
        tree_path: tree_path.into(),
        front: Arc::default(),
        title: title.into(),
        title_anchor: None,
        outline: Outline::default(),
        ids: BTreeMap::new(),
        length: Length { n_characters: 500, n_words: 100, ..Length::default() },
        speech: Vec::new(),
        opening: title.into(),
        terms: Vec::new(),
        path: path.clone(),
    };
    let text = BlockKind::Paragraph(vec![Inline::Text(title.into())]);
    Chapter {
        card: card.into(),
        doc: Doc { blocks: vec![Block { kind: text, span: Span::default() }], ..Doc::default() },
        title: Vec::new(),
        title_anchor: None,
        anchors: Vec::new(),
        level_shift: 0,
        origin: Origin::file(path.in_project(), 0),
    }
}

/// The front matter of a chapter, to be changed.
pub(super) fn front_of(chapter: &mut Chapter) -> &mut FrontMatter {
    Arc::make_mut(&mut Arc::make_mut(&mut chapter.card).front)
}

/// Where the value of a key would stand in the front matter of a chapter made by hand, which
/// has no text: behind `---` and the key.
fn in_front(key: &str) -> Span {
    let start = "---\n".len() + key.len() + ": ".len();
    Span::new(start..start)
}

/// A printed site and how it was printed.
pub(super) struct Printed {
    pub press: Press,
    pub chapters: BTreeMap<ContentPath, Chapter>,
    pub book: Arc<Book>,
    pub told: Vec<Diagnostic>,
}

/// Binds chapters and makes ready to print them.
pub(super) fn press(settings: Settings, chapters: Vec<Chapter>, theme: &ThemeFiles) -> Printed {
    let settings = Arc::new(settings);
    let cards: Vec<Arc<Card>> = chapters.iter().map(|chapter| Arc::clone(&chapter.card)).collect();
    let text = SourceText::from(Arc::<str>::from(""));
    let bound: Vec<bind::Bound<'_>> = chapters
        .iter()
        .zip(&cards)
        .map(|(chapter, card)| bind::Bound { card, links: &chapter.doc.links, origin: &chapter.origin, text: &text })
        .collect();
    let options = Options { with_drafts: false, base_url: None, minify: None, today: "2026-01-01".parse().unwrap() };
    let mut told = Vec::new();
    let book = bind::bind(&settings, &Arc::default(), &bound, &BTreeMap::new(), &options).tell(&mut told);
    assert_eq!(told, [], "the small book is sound");
    let look = Look::new(theme, &settings.locales, Features::of(&settings)).tell(&mut told);
    let book = Arc::new(book);
    let press = Press::new(Arc::clone(&book), Arc::new(look)).tell(&mut told);
    let chapters = chapters.into_iter().map(|chapter| (chapter.card.path.clone(), chapter)).collect();
    Printed { press, chapters, book, told }
}

impl Printed {
    pub(super) fn page(&self, place: &Place) -> Warned<Option<String>> {
        let chapter = |idx| &self.chapters[&self.book.entry(idx).card.path];
        let text = |idx| Text { chapter: chapter(idx), units: &[], ids: &[], follows: None };
        let shown = match place {
            Place::Entry(idx) | Place::Untranslated(idx, _) => Shown::Chapter(text(*idx)),
            Place::Status(_) => Shown::Standings(&[]),
            _ => Shown::Nothing,
        };
        let paint = |code: &CodeBlock| -> Arc<Highlighted> { Arc::new(highlight(code)) };
        let in_front = |_, key: &str| in_front(key);
        self.press.page(place, &shown, &paint, &in_front, Known::Untracked).map(|page| match page {
            view::Printed::Made { bytes, .. } => Some(String::from_utf8(bytes).unwrap()),
            view::Printed::AsBefore | view::Printed::Failed => None,
        })
    }

    /// The page at an address, which must be there and without fault.
    pub(super) fn at(&self, address: &str) -> String {
        let place = self.press.places().into_iter().find(|place| self.press.permalink(place).as_str() == address);
        let page = self.page(&place.unwrap_or_else(|| panic!("nothing lies at {address}")));
        assert_eq!(page.told, [], "{address}");
        page.value.unwrap()
    }

    /// Every page by its address.
    pub(super) fn all(&self) -> BTreeMap<Permalink, String> {
        let places = self.press.places();
        let page = |place: &Place| {
            let page = self.page(place);
            assert_eq!(page.told, [], "{}", self.press.permalink(place));
            (self.press.permalink(place).clone(), page.value.unwrap())
        };
        places.iter().map(page).collect()
    }
}

/// A theme whose pages of these templates are `body`, all others being empty.
pub(crate) fn only(names: &[&str], body: &str) -> ThemeFiles {
    const ALL: [&str; 12] = [
        "chapter.html",
        "facing.html",
        "part.html",
        "page.html",
        "home.html",
        "contents.html",
        "status.html",
        "root.html",
        "404.html",
        "redirect.html",
        "print.html",
        "parts/toc.html",
    ];
    theme(&ALL.map(|name| (name, if names.contains(&name) { body } else { "" })))
}

/// A theme of templates alone, with the interface words of the built-in one.
pub(crate) fn theme(templates: &[(&str, &str)]) -> ThemeFiles {
    let templates = templates.iter().map(|(name, text)| (Arc::from(*name), file(&format!("templates/{name}"), text)));
    ThemeFiles { templates: templates.collect(), i18n: paper().i18n, ..ThemeFiles::default() }
}

pub(super) fn file(path: &str, text: &str) -> ThemeFile {
    ThemeFile { file: ProjectPath::new(path).unwrap(), text: text.into() }
}

/// The built-in theme, from its folder.
pub(crate) fn paper() -> ThemeFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/paper");
    let texts = |folder: &str| -> BTreeMap<Arc<str>, ThemeFile> {
        let read = |(name, path): (String, std::path::PathBuf)| {
            let file = file(&format!("themes/paper/{folder}/{name}"), &fs::read_to_string(path).unwrap());
            (Arc::from(name), file)
        };
        files(&root.join(folder), "").into_iter().map(read).collect()
    };
    let words = texts("i18n").into_iter().map(|(name, file)| (Arc::from(name.trim_end_matches(".yaml")), vec![file]));
    let asset = |(name, path): (String, std::path::PathBuf)| {
        let file = ProjectPath::new(&format!("themes/paper/assets/{name}")).unwrap();
        (Arc::from(name), ThemeAsset { file, bytes: fs::read(path).unwrap().into() })
    };
    let builtin = ["templates", "css", "js"]
        .into_iter()
        .flat_map(|folder| texts(folder).into_keys().map(move |name| format!("{folder}/{name}")));
    ThemeFiles {
        name: "paper".into(),
        about: None,
        templates: texts("templates"),
        builtin: builtin.map(Arc::from).collect(),
        css: texts("css"),
        js: texts("js"),
        i18n: words.collect(),
        assets: files(&root.join("assets"), "").into_iter().map(asset).collect(),
    }
}

/// Every file below a folder by its path from there.
fn files(folder: &Path, prefix: &str) -> Vec<(String, std::path::PathBuf)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            found.extend(files(&path, &format!("{name}/")));
        } else {
            found.push((name, path));
        }
    }
    found.sort();
    found
}

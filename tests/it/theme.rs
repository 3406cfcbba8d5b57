//! The built-in theme: its words in every language, and how little it takes to change it.

use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::Arc};

use diglot::{catalogue::Catalogue, locale::LanguageTag, path::ProjectPath, theme::ThemeFile};
use walkdir::WalkDir;

fn paper() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/paper")
}

/// A word list of the theme.
fn words(language: &str) -> ThemeFile {
    let name = format!("themes/paper/i18n/{language}.yaml");
    let text: Arc<str> = fs::read_to_string(paper().join(format!("i18n/{language}.yaml"))).unwrap().into();
    ThemeFile { file: ProjectPath::new(&name).unwrap(), text }
}

/// The keys of a word list, in the order written.
fn keys(list: &ThemeFile) -> Vec<String> {
    let is_key = |line: &&str| !line.starts_with(['#', ' ']);
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
    list.text.lines().filter(is_key).filter_map(key).collect()
}

#[test]
fn every_language_says_every_word_in_every_plural_form() {
    let reference = words("en");
    for language in ["zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ru", "ar"] {
        let list = words(language);
        assert_eq!(keys(&list), keys(&reference), "{language}");
        let tag = LanguageTag::new(language).unwrap();
        let told = Catalogue::read(&tag, &[list], std::slice::from_ref(&reference)).told;
        assert!(told.is_empty(), "{language}: {told:#?}");
    }
}

/// Who speaks to the machine asks for what stands on the button.
#[test]
fn the_name_of_the_search_holds_the_word_that_is_seen() {
    for language in ["zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ru", "ar"] {
        let tag = LanguageTag::new(language).unwrap();
        let words = Catalogue::read(&tag, &[words(language)], &[words("en")]).value;
        let (seen, heard) = (words.word("search").to_lowercase(), words.word("search-book").to_lowercase());
        assert!(heard.contains(&seen), "{language}: `{seen}` is not in `{heard}`");
    }
}

#[test]
fn templates_ask_only_for_words_that_there_are() {
    let known: BTreeSet<String> = keys(&words("en")).into_iter().collect();
    let mut asked = BTreeSet::new();
    for entry in WalkDir::new(paper().join("templates")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap();
            asked.extend(asked_for(&text));
        }
    }
    let unknown: Vec<_> = asked.difference(&known).collect();
    assert!(asked.len() > 30, "the templates ask for {} words: are they read at all?", asked.len());
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// The words that a template asks for, as `t.key` or `t["key"]`.
fn asked_for(template: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for (place, _) in template.match_indices('t') {
        let is_whole = !template[..place].ends_with(|before: char| before.is_alphanumeric() || "_.-/".contains(before));
        let rest = &template[place + 1..];
        let key = match (rest.strip_prefix("[\""), rest.strip_prefix('.')) {
            (Some(rest), _) => rest.split('"').next(),
            (_, Some(rest)) => rest.split(|after: char| !after.is_ascii_alphanumeric() && after != '_').next(),
            _ => None,
        };
        keys.extend(key.filter(|key| is_whole && !key.is_empty()).map(str::to_owned));
    }
    keys
}

#[test]
fn one_colour_one_part_and_one_word_take_three_lines_each() {
    let book = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = book.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("content/site.yaml", "title: Book\nlocales:\n  - {code: en, name: English}\n");
    write("content/en/index.md", "# Book\n");
    write("content/en/01-one.md", "# One\n\nText.\n");
    write("themes/paper/css/99-own.css", ":root {\n  --dg-c-accent: #006644;\n}\n");
    write("templates/parts/footer.html", "<footer class=\"dg-foot\">\n<p>Set in our own house.</p>\n</footer>\n");
    write("themes/paper/i18n/en.yaml", "start-reading: Open the book\n");

    let dist = book.path().join("dist");
    let run = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["build", "--strict", "--no-minify", "--root"])
        .arg(book.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));

    let home = fs::read_to_string(dist.join("en/index.html")).unwrap();
    let chapter = fs::read_to_string(dist.join("en/one/index.html")).unwrap();
    assert!(home.contains("Open the book") && !home.contains("Start reading"), "{home}");
    assert!(home.contains("Set in our own house.") && chapter.contains("Set in our own house."), "{chapter}");
    let sheet = fs::read_dir(dist.join("a")).unwrap().map(|entry| entry.unwrap().path());
    let sheet = sheet.into_iter().find(|path| path.extension().is_some_and(|name| name == "css")).unwrap();
    let css = fs::read_to_string(sheet).unwrap();
    let (own, layers) = (css.find("--dg-c-accent: #006644").unwrap(), css.rfind("@layer").unwrap());
    assert!(own > layers, "a book's own rules come after the theme's, and in no layer");
}

#[test]
fn a_template_extends_the_one_that_it_hides() {
    let book = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = book.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    let build =
        || Command::new(env!("CARGO_BIN_EXE_diglot")).arg("build").arg("--root").arg(book.path()).output().unwrap();
    write("content/site.yaml", "title: Book\nlocales:\n  - {code: en, name: English}\n");
    write("content/en/index.md", "# Book\n");
    write("content/en/01-one.md", "# One\n\nText.\n");
    let block = "{% block chapter_end %}<p>Thanks.</p>{{ super() }}{% endblock chapter_end %}\n";
    write("templates/chapter.html", &format!("{{% extends \"paper/chapter.html\" %}}\n{block}"));
    let run = build();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let chapter = fs::read_to_string(book.path().join("dist/en/one/index.html")).unwrap();
    assert!(chapter.contains("<p>Thanks.") && chapter.contains("dg-pager"), "{chapter}");

    write("templates/chapter.html", &format!("{{% extends \"chapter.html\" %}}\n{block}"));
    let run = build();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && told.contains("the theme's own is `paper/chapter.html`"), "{told}");
}

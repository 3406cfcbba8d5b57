//! The built-in theme: its words in every language, and how little it takes to change it.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use diglot::{
    catalogue::Catalogue,
    locale::LanguageTag,
    path::ProjectPath,
    theme::{ThemeFile, ThemeFiles},
    view::engine::Engine,
};
use expect_test::expect;
use walkdir::WalkDir;

use crate::on_disk::OnDisk;

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
        let told = Catalogue::read(&tag, &[list], std::slice::from_ref(&reference), |_| false).told;
        assert!(told.is_empty(), "{language}: {told:#?}");
    }
}

/// Who speaks to the machine asks for what stands on the button.
#[test]
fn the_name_of_the_search_holds_the_word_that_is_seen() {
    for language in ["zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ru", "ar"] {
        let tag = LanguageTag::new(language).unwrap();
        let words = Catalogue::read(&tag, &[words(language)], &[words("en")], |_| false).value;
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

/// A book of one chapter.
const BOOK: &[(&str, &str)] = &[
    ("content/site.yaml", "title: Book\nlocales:\n  - {code: en, name: English}\n"),
    ("content/en/index.md", "# Book\n"),
    ("content/en/01-one.md", "# One\n\nText.\n"),
];

#[test]
fn one_colour_one_part_and_one_word_take_three_lines_each() {
    let book = OnDisk::new(BOOK);
    book.write("themes/paper/css/99-own.css", ":root {\n  --dg-c-accent: #006644;\n}\n");
    book.write("templates/parts/footer.html", "<footer class=\"dg-foot\">\n<p>Set in our own house.</p>\n</footer>\n");
    book.write("themes/paper/i18n/en.yaml", "start-reading: Open the book\n");

    book.build(&["--strict", "--no-minify"]);
    let (home, chapter) = (book.page("en/index.html"), book.page("en/one/index.html"));
    assert!(home.contains("Open the book") && !home.contains("Start reading"), "{home}");
    assert!(home.contains("Set in our own house.") && chapter.contains("Set in our own house."), "{chapter}");
    let sheet = fs::read_dir(book.path("dist/a")).unwrap().map(|entry| entry.unwrap().path());
    let sheet = sheet.into_iter().find(|path| path.extension().is_some_and(|name| name == "css")).unwrap();
    let css = fs::read_to_string(sheet).unwrap();
    let (own, layers) = (css.find("--dg-c-accent: #006644").unwrap(), css.rfind("@layer").unwrap());
    assert!(own > layers, "a book's own rules come after the theme's, and in no layer");
}

#[test]
fn a_template_that_is_not_there_is_told_where_front_matter_names_it() {
    let settings = "title: Book\noriginal: en\nlocales:\n  - {code: zh, name: 中文}\n  - {code: en, name: English}\n";
    let front = "---\nslug: one\ntemplate: lettre\n---\n";
    let book = OnDisk::new(&[
        ("content/site.yaml", settings),
        ("content/zh/01-one.md", "# 一\n"),
        ("content/en/01-one.md", &format!("{front}# One\n")),
        ("templates/letter.html", "{{ page.title }}"),
    ]);
    let told = |book: &OnDisk| {
        let run = book.try_build(&[]);
        assert!(!run.status.success());
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    // What a translation inherits is told where its original says it.
    let inherited = told(&book);
    assert_eq!(inherited.matches("error[unknown-template]: there is no template `lettre`\n").count(), 1, "{inherited}");
    assert!(inherited.contains("--> content/en/01-one.md:3:11\n"), "{inherited}");
    assert!(inherited.contains("= help: did you mean `letter.html`?\n"), "{inherited}");

    book.write("content/zh/01-one.md", "---\ntemplate: \"Letter.html\"\n---\n# 一\n");
    let own = told(&book);
    assert!(own.contains("--> content/zh/01-one.md:2:11\n"), "{own}");
}

#[test]
fn a_block_that_the_theme_fills_is_told_where_it_is_lacking() {
    let book = OnDisk::new(BOOK);
    let told = |template: &str| {
        book.write("templates/chapter.html", template);
        let run = book.try_build(&[]);
        assert!(!run.status.success());
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    let bare = told("<p>{{ page.title }}</p>");
    let blocks = "`chapter_end`, `chapter_header`, `text`";
    let message = format!("error[invalid-template]: `chapter.html` lacks the blocks {blocks} that the theme fills");
    assert!(bare.contains(&message) && bare.contains("--> templates/chapter.html:1:1\n"), "{bare}");
    assert!(bare.contains("`{% extends \"paper/chapter.html\" %}`"), "{bare}");
    assert_eq!(bare.matches("error[").count(), 1, "{bare}");

    let own = fs::read_to_string(paper().join("templates/chapter.html")).unwrap();
    let misspelt = told(&own.replace("block text %}", "block txet %}"));
    assert!(misspelt.contains("lacks the block `text` that") && misspelt.contains("is `txet` meant to be `text`?"));
    assert_eq!(misspelt.matches("error[").count(), 1, "{misspelt}");
}

#[test]
fn a_template_extends_the_one_that_it_hides() {
    let book = OnDisk::new(BOOK);
    let block = "{% block chapter_end %}<p>Thanks.</p>{{ super() }}{% endblock chapter_end %}\n";
    book.write("templates/chapter.html", &format!("{{% extends \"paper/chapter.html\" %}}\n{block}"));
    book.build(&[]);
    let chapter = book.page("en/one/index.html");
    assert!(chapter.contains("<p>Thanks.") && chapter.contains("dg-pager"), "{chapter}");

    let told = |name: &str, template: &str| {
        book.write(&format!("templates/{name}"), template);
        let run = book.try_build(&[]);
        assert!(!run.status.success());
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    let of_chapter = told("chapter.html", &format!("{{% extends \"chapter.html\" %}}\n{block}"));
    assert!(of_chapter.contains("the theme's own is `paper/chapter.html`"), "{of_chapter}");
    // A block that nothing prints is told, with the nearest that there is.
    let of_block = told("chapter.html", "{% extends \"paper/chapter.html\" %}\n{% block heda_more %}{% endblock %}\n");
    assert!(of_block.contains("block `heda_more` is not defined in any parent template\n"), "{of_block}");
    assert!(of_block.contains("--> templates/chapter.html:2:10\n"), "{of_block}");
    assert!(of_block.contains("= help: did you mean `head_more`?\n"), "{of_block}");
    // A part of the theme is not what a template of that name hides.
    book.write("templates/chapter.html", "{% extends \"paper/chapter.html\" %}\n");
    let of_toc = told("toc.html", "{% extends \"toc.html\" %}\n");
    assert!(of_toc.contains("`toc.html` comes back to itself") && !of_toc.contains("parts/toc.html"), "{of_toc}");
}

/// Signs behind a letter tell tags apart; those before one, spaces and case do not.
#[test]
fn each_tag_has_a_page_of_its_own() {
    let chapter = |tags: &str| format!("---\ntags: [{tags}]\n---\n# A\n");
    let (one, two) = (chapter("C, '#Rust', .NET"), chapter("C++, 'C#', rust, net"));
    let book = OnDisk::new(&[BOOK[0], BOOK[1], ("content/en/01-one.md", &one), ("content/en/02-two.md", &two)]);
    book.build(&[]);
    for (slug, title) in [("c", "C"), ("c-plus-plus", "C++"), ("c-sharp", "C#"), ("rust", "#Rust"), ("net", ".NET")] {
        let page = book.page(&format!("en/tags/{slug}/index.html"));
        assert!(page.contains(&format!(">{title}</h1>")), "{page}");
    }
    assert!(book.page("en/two/index.html").contains("href=../tags/c-plus-plus/"));
}

/// Templates share their components, and what hides a template is often a copy of it.
#[test]
fn a_template_defines_anew_what_the_one_that_it_hides_defines() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/paper/templates");
    let text = |name: &str| fs::read_to_string(templates.join(name)).unwrap();
    // A copy of every template of the theme changes nothing.
    let book = OnDisk::new(BOOK);
    book.build(&[]);
    let before = book.page("en/one/index.html");
    for folder in ["", "parts"] {
        for file in fs::read_dir(templates.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            if file.is_file() {
                let name = format!("{folder}/{}", file.file_name().unwrap().to_str().unwrap());
                book.write(&format!("templates/{}", name.trim_start_matches('/')), &text(name.trim_start_matches('/')));
            }
        }
    }
    book.build(&[]);
    assert_eq!(book.page("en/one/index.html"), before);

    let book = OnDisk::new(BOOK);
    // Through the theme of the book, which hides that of the program in turn.
    let own = |list: &str| {
        format!("{{% component toc_list(items: array, class: string = \"\") %}}{list}{{% endcomponent %}}")
    };
    book.write("themes/paper/templates/parts/toc.html", &text("parts/toc.html").replace("dg-toc-name", "of-theme"));
    book.write("templates/parts/toc.html", &format!("{{% include \"paper/parts/toc.html\" %}}{}", own("<p>Mine</p>")));
    book.build(&[]);
    let page = book.page("en/one/index.html");
    assert!(page.contains("<p>Mine</p>") && page.contains("dg-toc-all"), "{page}");

    // Copies may lie under what has no component of its own, in the program and in a theme.
    let lone = OnDisk::new(&[("content/site.yaml", "title: Book\ntheme: mine\nlocales: [en]\n"), BOOK[1]]);
    lone.write("themes/mine/templates/parts/toc.html", &text("parts/toc.html").replace("dg-toc-name", "of-theme"));
    lone.write("templates/parts/toc.html", "{% include \"mine/parts/toc.html\" %}");
    lone.build(&[]);

    // Who takes a name that another template has is told, at the name.
    book.write("templates/parts/mine.html", &format!("{{# component #}}\n{}", own("").replace("toc_list", "icon")));
    let run = book.try_build(&[]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        told.contains("error[invalid-template]: there is a component `icon` in `parts/icons.html` already"),
        "{told}"
    );
    assert!(told.contains("--> templates/parts/mine.html:2:14\n"), "{told}");
    assert!(told.contains("--> themes/paper/templates/parts/icons.html:3:14\n"), "{told}");
}

/// The warnings of a book that has these files too, by their first lines, places and ways out.
fn warned(files: &[(&str, &str)]) -> String {
    let book = OnDisk::new(BOOK);
    for (path, text) in files {
        book.write(path, text);
    }
    let run = book.try_build(&[]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{told}");
    let wanted = |line: &&str| ["warning[", " --> ", "= help"].iter().any(|mark| line.contains(mark));
    told.lines().filter(wanted).flat_map(|line| [line.trim(), "\n"]).collect()
}

#[test]
fn a_part_that_nothing_uses_is_told_with_the_one_that_it_nearly_names() {
    let expected = expect![[r#"
        warning[misnamed-template]: nothing uses the template `parts/foter.html`
        --> templates/parts/foter.html:1:1
        = help: did you mean `parts/footer.html`?
    "#]];
    let part = ("templates/parts/foter.html", "<p>Own</p>\n");
    // What is said in a comment uses nothing.
    let comment = "{# {% include \"parts/foter.html\" %} #}\n{% extends \"paper/page.html\" %}\n";
    for files in [&[part][..], &[part, ("templates/page.html", comment)]] {
        expected.assert_eq(&warned(files));
    }
    expect![[r#"
        warning[misnamed-template]: nothing uses the template `parts/chapter_headr.html`
        --> templates/parts/chapter_headr.html:1:1
        = help: did you mean `parts/chapter-header.html`?
        warning[misnamed-template]: nothing uses the template `parts/footer.htm`
        --> templates/parts/footer.htm:1:1
        = help: did you mean `parts/footer.html`?
        warning[misnamed-template]: nothing uses the template `parts/Header.html`
        --> themes/paper/templates/parts/Header.html:1:1
        = help: did you mean `parts/header.html`?
    "#]]
    .assert_eq(&warned(&[
        ("themes/paper/templates/parts/Header.html", ""),
        ("templates/parts/chapter_headr.html", ""),
        ("templates/parts/footer.htm", ""),
    ]));
}

#[test]
fn a_part_that_is_new_or_used_is_not_told() {
    let silent = |files: &[(&str, &str)]| assert_eq!(warned(files), "", "{files:?}");
    let part = ("templates/parts/foter.html", "<p>Own</p>");
    silent(&[("templates/parts/letter.html", "new"), ("templates/parts/banner.html", "new")]);
    silent(&[("templates/parts/footer.html", "an override"), ("templates/foter.html", "no part")]);
    // Beside what hides the theme's own it is another version.
    silent(&[("templates/parts/footer.html", "an override"), part]);
    for tag in
        ["{% include \"parts/foter.html\" %}", "{%- include 'parts/foter.html' -%}", "{%include `parts/foter.html`%}"]
    {
        let page = format!("{{% extends \"paper/chapter.html\" %}}{{% block pager %}}{tag}{{% endblock pager %}}");
        silent(&[part, ("templates/chapter.html", &page)]);
        silent(&[part, ("templates/parts/pager.html", tag)]);
        silent(&[part, ("templates/shortcodes/own.html", tag)]);
    }
    silent(&[part, ("templates/letter.html", "{% extends \"parts/foter.html\" %}")]);
    for name in ["parts/foter", "parts/foter.html"] {
        silent(&[part, ("content/en/02-two.md", &format!("---\ntemplate: {name}\n---\n# Two\n"))]);
    }
    // Components are known by their own names.
    let component = "{% component own(text: string) %}{{ text }}{% endcomponent own %}";
    silent(&[("templates/parts/foter.html", component), ("templates/parts/pager.html", "{{ <own text=\"x\" /> }}")]);
}

#[test]
fn the_theme_only_prints_the_texts_of_pages() {
    let template = |path: &Path| {
        let name = path.strip_prefix(paper().join("templates")).unwrap().to_str().unwrap().replace('\\', "/");
        let file = ProjectPath::new(&format!("themes/paper/templates/{name}")).unwrap();
        (Arc::from(name), ThemeFile { file, text: fs::read_to_string(path).unwrap().into() })
    };
    let files = WalkDir::new(paper().join("templates")).into_iter().map(Result::unwrap);
    let templates = files.filter(|entry| entry.file_type().is_file()).map(|entry| template(entry.path())).collect();
    let theme = ThemeFiles { templates, ..ThemeFiles::default() };
    assert!(Engine::new(&theme).value.only_prints());
}

/// Long texts are kept aside while a template is rendered, unless it looks into them: then
/// it finds the text, however it asks.
#[test]
fn a_template_does_what_it_likes_with_a_text() {
    let book = OnDisk::new(&[BOOK[0], BOOK[1]]);
    book.write("content/en/01-one.md", &format!("# One\n\n{}\n", "A word. ".repeat(60)));
    let built = |part: &str, code: &str| {
        book.write("templates/chapter.html", &format!("{{% extends \"paper/chapter.html\" %}}\n{code}"));
        book.write("templates/print.html", &format!("{{% extends \"paper/print.html\" %}}\n{part}"));
        book.build(&["--strict"]);
        let (chapter, print) = (book.page("en/one/index.html"), book.page("en/print/index.html"));
        let marks = |page: &str| page.contains(|letter| matches!(letter, '\u{fdd0}'..='\u{fdef}'));
        assert!(!marks(&chapter) && !marks(&print), "{code}: {chapter}\n{print}");
        (chapter, print)
    };
    let text = format!("<p>{}</p>", "A word. ".repeat(60).trim_end());
    let of_chapter = |code: &str| built("", &format!("{{% block text %}}<i>{code}</i>{{% endblock text %}}\n")).0;

    for (code, expected) in [
        ("{{ page.body | safe }}", text.clone()),
        ("{{- page.body|safe -}}", text.clone()),
        ("{% if not page.body %}none{% elif page.body %}{{ page.body | safe }}{% endif %}", text.clone()),
        ("{{ page.body | safe }}{{ page.body | safe }}", text.repeat(2)),
        ("{{ page.body | upper | safe }}", text.to_uppercase()),
        ("{{ page.body | length }}", text.len().to_string()),
        ("{{ page[\"body\"] | length }}", text.len().to_string()),
        ("{% set text = page.body %}{{ text | length }}", text.len().to_string()),
        ("{% set all = page %}{{ all.body | length }}", text.len().to_string()),
        (
            "{% for key, value in page %}{% if key == \"body\" %}{{ value | length }}{% endif %}{% endfor %}",
            text.len().to_string(),
        ),
        ("{% if \"word\" in page.body %}found{% endif %}", "found".to_owned()),
        ("{{ page . body | length }}", text.len().to_string()),
        ("{% filter upper %}{{ page.body | safe }}{% endfilter %}", text.to_uppercase()),
        ("{% set all %}{{ page.body | safe }}{% endset %}{{ all | length }}", text.len().to_string()),
        ("{{ page.body }}", text.replace('<', "&lt;")),
    ] {
        let chapter = of_chapter(code);
        // What the minifier has seen is spelled differently, and says the same.
        let plain =
            |html: &str| html.replace("&gt;", ">").replace("&lt;", "<").replace("</P>", "</p>").replace("<P>", "<p>");
        assert!(plain(&chapter).contains(&format!("<i>{}</i>", plain(&expected))), "{code}: {chapter}");
    }

    let lengths =
        "{% block main %}<i>{% for it in page.chapters %}{{ it.body | length }} {% endfor %}</i>{% endblock main %}\n";
    let (_, print) = built(lengths, "");
    assert!(
        print.contains(&format!(" {} </i>", text.len())) || print.contains(&format!(" {}</i>", text.len())),
        "{print}"
    );
    let (chapter, print) = built("", "");
    assert!(chapter.contains(&text) && print.contains(&text), "{chapter}\n{print}");
}

#[test]
fn faults_of_a_books_own_scripts_and_sheets_are_told_where_they_stand() {
    let book = OnDisk::new(BOOK);
    book.write("content/site.yaml", &format!("{}theme: mine\n", BOOK[0].1));
    book.write("themes/mine/js/own.js", "// Mine.\nlet a = ;\n");
    book.write("themes/mine/js/maps/map.js", "map(;\n");
    book.write("themes/mine/js/boot.js", "boot());\n");
    book.write("themes/mine/css/50-x.css", "a { color: red\n");
    book.write("themes/mine/css/60-y.css", "a { background: url(\"../assets/icn.svg\") }\n");
    for flags in [&[][..], &["--no-minify"]] {
        let run = book.try_build(flags);
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{told}");
        let places = ["js/own.js:2:9", "js/maps/map.js:1:5", "js/boot.js:1:7", "css/50-x.css:1:3", "css/60-y.css:1:22"];
        for place in places {
            assert!(told.contains(&format!("--> themes/mine/{place}\n")), "{place}: {told}");
        }
        assert_eq!(told.matches("error[invalid-theme]").count(), places.len(), "{told}");
        assert!(told.contains("did you mean `../assets/icon.svg`?"), "{told}");
    }
}

/// The program's own files are not read again at every start, so they are read here.
#[test]
fn the_built_in_scripts_and_sheets_have_no_fault() {
    let mut theme = crate::view::shelf::paper();
    theme.builtin.clear();
    assert!(theme.js.len() > 20 && theme.css.len() > 20);
    let features = diglot::view::Features { is_minified: false, has_search: true, has_comments: true };
    assert_eq!(diglot::view::Look::new(&theme, &[], features).told, []);
}

#[test]
fn a_theme_says_what_it_is() {
    let book = OnDisk::new(BOOK);
    book.write("content/site.yaml", &format!("{}theme: mine\n", BOOK[0].1));
    book.write("themes/mine/theme.yaml", "name: Mine\ndescription: All mine.\nlicense: MIT\n");
    book.build(&["--strict"]);

    let told = |text: &str| {
        book.write("themes/mine/theme.yaml", text);
        let run = book.try_build(&[]);
        assert_eq!(run.status.code(), Some(1));
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    let of_keys = told("name: [a]\nlicence: MIT\n");
    for expected in [
        "error[wrong-type]: `name` must be a text, not a list\n --> themes/mine/theme.yaml:1:7\n",
        "error[unknown-key]: `theme.yaml` has no key `licence`\n --> themes/mine/theme.yaml:2:1\n",
        "the closest is `license`",
    ] {
        assert!(of_keys.contains(expected), "{expected}: {of_keys}");
    }
    let of_yaml = told("name: Mine\nlicense: [\n");
    assert!(of_yaml.contains("error[invalid-yaml]") && of_yaml.contains("--> themes/mine/theme.yaml:"), "{of_yaml}");
}

#[test]
fn a_fault_in_a_books_own_words_is_told_once_and_where_it_is() {
    let settings = "title: Book\nlocales: [en, zh]\n";
    let book = OnDisk::new(&[
        ("content/site.yaml", settings),
        ("content/en/index.md", "# Book\n"),
        ("content/zh/index.md", "# 书\n"),
    ]);
    let told = |text: &str| {
        book.write("themes/paper/i18n/en.yaml", text);
        String::from_utf8_lossy(&book.try_build(&[]).stderr).into_owned()
    };
    for (text, place) in [
        ("date: \"{dy}\"\n", "1:7"),
        ("# Mine.\ncontents: {one: a, other: b}\n", "2:11"),
        ("untranslated: Not in English; {language\n", "1:15"),
        ("minutes: {one: \"{n} m\", other: \"{x} ms\"}\n", "1:32"),
    ] {
        let told = told(text);
        assert_eq!(told.matches("error[").count(), 1, "{told}");
        assert!(told.contains(&format!("--> themes/paper/i18n/en.yaml:{place}\n")), "{told}");
    }
    let fine = told("minutes: x\n");
    assert!(!fine.contains("error["), "{fine}");
}

#[test]
fn a_slip_in_a_key_of_a_books_own_english_words_is_told() {
    let book =
        OnDisk::new(&[("content/site.yaml", "title: Book\nlocales: [en]\n"), ("content/en/index.md", "# Book\n")]);
    book.write("themes/paper/i18n/en.yaml", "start-raeding: Open the book\ncolour-of-ink: Ink\n");
    let told = || String::from_utf8_lossy(&book.try_build(&[]).stderr).into_owned();
    let slip =
        "error[unknown-key]: the English word list has no key `start-raeding`\n --> themes/paper/i18n/en.yaml:1:1\n";
    let first = told();
    assert!(first.contains(slip) && first.contains("the closest is `start-reading`"), "{first}");
    assert_eq!(first.matches("unknown-key").count(), 1, "{first}");
    // A key that the book's own templates name is one of the book's own.
    for template in ["{{ t['start-raeding'] }}", "{{ t[`start-` ~ page.kind] }}"] {
        book.write("templates/parts/own.html", template);
        let told = told();
        assert!(!told.contains("unknown-key"), "{told}");
    }
}

#[test]
fn a_language_that_the_theme_does_not_speak_is_told_with_the_file_to_write() {
    let book = OnDisk::new(&[
        ("content/site.yaml", "title: Book\nlocales: [it]\ntheme: mine\n"),
        ("content/it/index.md", "# Libro\n"),
    ]);
    book.write("themes/mine/css/99-own.css", "");
    let told = String::from_utf8_lossy(&book.try_build(&[]).stderr).into_owned();
    assert!(told.contains("write `themes/mine/i18n/it.yaml`; the theme speaks `ar`, "), "{told}");
    let english = fs::read_to_string(paper().join("i18n/en.yaml")).unwrap();
    book.write("themes/mine/i18n/it.yaml", &english);
    book.build(&["--strict"]);
}

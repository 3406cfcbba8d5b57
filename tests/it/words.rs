//! How long texts are said to take, and how the interface says it in each language.

use std::{fmt::Write, fs, path::Path};

use diglot::{
    catalogue::Catalogue, chapter::Length, date::Date, diag::Warned, locale::LanguageTag, path::ProjectPath,
    theme::ThemeFile, words,
};
use expect_test::expect;

use super::{settings::show, shared};

fn tag(tag: &str) -> LanguageTag {
    LanguageTag::new(tag).unwrap()
}

fn counted(text: &str) -> Length {
    let mut length = Length::default();
    words::count(text, &mut length);
    length
}

#[test]
fn texts_are_counted_by_script() {
    let cases = [
        // Text, characters, words, Chinese and Japanese characters.
        ("", 0, 0, 0),
        ("Hello, world!", 10, 2, 0),
        ("don’t re-read e.g. 3.14", 16, 4, 0),
        ("“Yes,” she said — twice.", 18, 4, 0),
        ("汉字，不是 letters。", 13, 1, 6),
        ("用Rust语言", 7, 1, 3),
        ("カタカナとひらがな", 9, 0, 9),
        ("한국어 문장", 5, 2, 0),
        ("два слова", 8, 2, 0),
        ("كلمة واحدة", 9, 2, 0),
        ("a\u{a0}b", 2, 2, 0),
        ("𠮷野家", 3, 0, 3),
        ("é e\u{301}t\u{301}", 5, 2, 0),
    ];
    for (text, n_characters, n_words, n_cjk) in cases {
        let length = counted(text);
        assert_eq!((length.n_characters, length.n_words, length.n_cjk), (n_characters, n_words, n_cjk), "{text}");
    }
}

#[test]
fn reading_takes_as_long_as_published_articles_say() {
    let Some(cases) = shared("data/cjk/typography-cases.json") else { return };
    let cases: serde_json::Value = serde_json::from_str(&fs::read_to_string(cases).unwrap()).unwrap();
    let pages = cases["reading_time"]["infoq_pages"].as_array().unwrap();
    assert!(pages.len() >= 11);
    for page in pages {
        let n_characters = u32::try_from(page[0].as_u64().unwrap()).unwrap();
        let length = Length { n_characters, n_cjk: n_characters, ..Length::default() };
        assert_eq!(u64::from(words::minutes(&length, &tag("zh-Hans"))), page[1].as_u64().unwrap(), "{page}");
    }
}

#[test]
fn reading_time_depends_on_the_language() {
    let length =
        |n_characters, n_words, n_cjk, n_code_lines| Length { n_characters, n_words, n_cjk, n_code_lines, n_images: 3 };
    let cases = [
        ("zh-Hans", length(26_805, 0, 26_805, 0), 88),
        ("zh-Hant", length(26_805, 0, 26_805, 0), 88),
        ("ja", length(4_000, 0, 4_000, 0), 10),
        ("en", length(11_900, 2_380, 0, 0), 10),
        ("en", length(12_510, 2_380, 610, 0), 12),
        ("ko", length(10_000, 2_300, 0, 0), 10),
        ("fr", length(10_000, 2_200, 0, 0), 10),
        ("en", length(0, 0, 0, 60), 2),
        ("en", Length::default(), 1),
    ];
    for (language, length, minutes) in cases {
        assert_eq!(words::minutes(&length, &tag(language)), minutes, "{language} {length:?}");
    }
}

/// The languages that the built-in theme speaks.
const LANGUAGES: [&str; 10] = ["zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es", "ru", "ar"];

/// The word list of the built-in theme.
fn built_in(language: &str) -> ThemeFile {
    let path = format!("themes/paper/i18n/{language}.yaml");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
    ThemeFile { file: ProjectPath::new(&path).unwrap(), text: text.into() }
}

/// What a language says where a template names the key `new` and no other that the theme lacks.
fn read(language: &LanguageTag, layers: &[ThemeFile], reference: &[ThemeFile]) -> Warned<Catalogue> {
    Catalogue::read(language, layers, reference, |key| key == "new")
}

fn own(text: &str) -> ThemeFile {
    ThemeFile { file: ProjectPath::new("themes/mine/i18n/en.yaml").unwrap(), text: text.into() }
}

#[test]
fn every_language_of_the_theme_is_whole() {
    for language in LANGUAGES {
        let told = read(&tag(language), &[built_in(language)], &[built_in("en")]).told;
        assert_eq!(told, [], "{language}");
    }
}

#[test]
fn days_numbers_and_counts_are_said_in_each_language() {
    let day = Date::new(2026, 7, 13).unwrap();
    let mut said = String::new();
    for language in LANGUAGES {
        let words = read(&tag(language), &[built_in(language)], &[built_in("en")]).value;
        let (small, large) = (words.number(1_234), words.number(26_805));
        let counts = [1, 2, 3, 11, 21, 100].map(|n| words.count("minutes", n)).join(", ");
        writeln!(said, "{language}: {}; {small}; {large}; {counts}", words.date(day)).unwrap();
    }
    expect![[r#"
        zh-Hans: 2026 年 7 月 13 日; 1,234; 26,805; 约 1 分钟, 约 2 分钟, 约 3 分钟, 约 11 分钟, 约 21 分钟, 约 100 分钟
        zh-Hant: 2026 年 7 月 13 日; 1,234; 26,805; 約 1 分鐘, 約 2 分鐘, 約 3 分鐘, 約 11 分鐘, 約 21 分鐘, 約 100 分鐘
        en: 13 July 2026; 1,234; 26,805; 1 min read, 2 min read, 3 min read, 11 min read, 21 min read, 100 min read
        ja: 2026年7月13日; 1,234; 26,805; 約 1 分, 約 2 分, 約 3 分, 約 11 分, 約 21 分, 約 100 分
        ko: 2026년 7월 13일; 1,234; 26,805; 약 1분, 약 2분, 약 3분, 약 11분, 약 21분, 약 100분
        de: 13. Juli 2026; 1.234; 26.805; 1 Minute Lesezeit, 2 Minuten Lesezeit, 3 Minuten Lesezeit, 11 Minuten Lesezeit, 21 Minuten Lesezeit, 100 Minuten Lesezeit
        fr: 13 juillet 2026; 1 234; 26 805; 1 minute de lecture, 2 minutes de lecture, 3 minutes de lecture, 11 minutes de lecture, 21 minutes de lecture, 100 minutes de lecture
        es: 13 de julio de 2026; 1234; 26 805; 1 minuto de lectura, 2 minutos de lectura, 3 minutos de lectura, 11 minutos de lectura, 21 minutos de lectura, 100 minutos de lectura
        ru: 13 июля 2026 г.; 1 234; 26 805; 1 минута чтения, 2 минуты чтения, 3 минуты чтения, 11 минут чтения, 21 минута чтения, 100 минут чтения
        ar: 13 يوليو 2026; 1,234; 26,805; دقيقة قراءة, دقيقتا قراءة, 3 دقائق قراءة, 11 دقيقة قراءة, 21 دقيقة قراءة, 100 دقيقة قراءة
    "#]].assert_eq(&said);
}

#[test]
fn plural_forms_are_those_of_the_languages() {
    let forms = "k: {zero: zero, one: one, two: two, few: few, many: many, other: other}";
    let cases: &[(&str, &[(u64, &str)])] = &[
        ("en", &[(0, "other"), (1, "one"), (2, "other"), (101, "other")]),
        ("fr", &[(0, "one"), (1, "one"), (2, "other"), (1_000_000, "many"), (1_000_001, "other")]),
        ("es", &[(0, "other"), (1, "one"), (2_000_000, "many")]),
        (
            "ru",
            &[(0, "many"), (1, "one"), (2, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (112, "many")],
        ),
        (
            "ar",
            &[
                (0, "zero"),
                (1, "one"),
                (2, "two"),
                (3, "few"),
                (11, "many"),
                (100, "other"),
                (102, "other"),
                (103, "few"),
            ],
        ),
        ("zh-Hans", &[(1, "other"), (2, "other")]),
    ];
    for (language, counts) in cases {
        let words = read(&tag(language), &[own(forms)], &[]).value;
        for (n, form) in *counts {
            assert_eq!(words.count("k", *n), *form, "{n} in {language}");
        }
    }
}

#[test]
fn a_book_replaces_single_words_and_hears_of_faults() {
    let text = "close: Shut\nclos: x\nminutes: {one: '{m} minute', others: x}\nsearch: {other: y}\ntheme: [a]\n";
    let Warned { value, told } = read(&tag("en"), &[built_in("en"), own(text)], &[built_in("en")]);
    assert_eq!((value.word("close"), value.word("language"), value.word("no-such")), ("Shut", "Language", ""));
    assert_eq!(value.fill("tagged", &[("tag", "{tag}")]), "Chapters tagged “{tag}”");
    expect![[r#"
        unknown-key "clos": the English word list has no key `clos`
          = the closest is `close`
        missing-string "minutes": `minutes` has no form `other`, which `en` needs
        invalid-value "'{m} minute'": nothing is put in the place of `{m}`
          = its places are `{n}`
        unknown-key "others": there is no plural form `others`
          = the forms are `zero`, `one`, `two`, `few`, `many` and `other`
        wrong-type "{other: y}": `search` must be a text, not a map
        wrong-type "[a]": `theme` must be a text, not a list
    "#]]
    .assert_eq(&show(text, &told));

    let told = read(&tag("de"), &[own("close: Zu")], &[built_in("en")]).told;
    assert!(told.len() > 50 && told.iter().all(|told| told.code.name() == "missing-string"));
}

#[test]
fn what_a_book_says_in_english_is_measured_by_the_theme_and_measures_nothing() {
    let text = "contents: {one: a, other: b}\ndate: '{dy}'\nminutes: x\nnew: '{z}'\n\
                untranslated: Not in English; {lang} {language} {language\nwords: {one: '{n} w', other: '{x} ws}'}\n";
    let english = [built_in("en"), own(text)];
    let Warned { value, told } = read(&tag("en"), &english, &english);
    expect![[r#"
        wrong-type "{one: a, other: b}": `contents` must be a text, not a map
        invalid-value "'{dy}'": nothing is put in the place of `{dy}`
          = its places are `{day}`, `{month}`, `{year}`
        invalid-value "Not in English; {lang} {language} {language": nothing is put in the place of `{lang}`
          = its places are `{language}`
        invalid-value "Not in English; {lang} {language} {language": the text has a `{` without its `}`
          = its places are `{language}`
        invalid-value "'{x} ws}'": nothing is put in the place of `{x}`
          = its places are `{n}`
        invalid-value "'{x} ws}'": the text has a `}` without its `{`
          = its places are `{n}`
    "#]]
    .assert_eq(&show(text, &told));
    assert_eq!((value.word("contents"), &*value.count("minutes", 2)), ("Contents", "x"));

    let Warned { value, told } = read(&tag("zh-Hans"), &[built_in("zh-Hans")], &english);
    let told: Vec<&str> = told.iter().map(|told| &*told.message).collect();
    assert_eq!(told, ["`zh-Hans` has no text for `new`, which is said in English instead"]);
    assert_eq!(value.word("new"), "{z}");
}

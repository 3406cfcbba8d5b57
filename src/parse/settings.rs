//! What `content/site.yaml` means, once its keys are read.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::Arc,
};

use crate::{
    diag::{Code, Diagnostic, Warned},
    input::{Input, Options, Text},
    locale::{LanguageTag, Locale, LocaleCode},
    path::ContentPath,
    settings::{Localized, Root, Settings, said_locales},
    yaml::{At, Bounds, Keyed, Reader, Yaml},
};

use super::settings_keys::{Site, WrittenLocale, WrittenPair, WrittenText};

/// What messages call the whole.
const WHAT: &str = "`site.yaml`";

/// The theme of a book that names none.
const THEME: &str = "paper";

/// The title of a book that has none, so that a build goes on to find more faults.
const TITLE: &str = "Untitled";

/// The settings of a book that was read, as [`settings`] gives them.
#[must_use]
pub fn settings_of(input: &Input) -> Warned<Settings> {
    settings(&input.settings, &input.options, input.sources.keys())
}

/// Reads `content/site.yaml`. Faulty keys have their defaults in the value.
///
/// A book whose settings name no locale has those that its folders are named by, as
/// `sources`, the paths of its chapters, say; without such folders that of `original`, else
/// the language that the title is written in, as far as letters tell it, else English. The only locale's home is the first page by itself; of several a reader
/// chooses.
#[must_use]
pub fn settings<'a>(
    text: &Text,
    options: &Options,
    sources: impl IntoIterator<Item = &'a ContentPath>,
) -> Warned<Settings> {
    let folders = Folders::of(sources);
    let Warned { value: mut settings, mut told } = read(Yaml::file(&text.file, &text.text), &folders);
    if let Some(url) = &options.base_url {
        match base_url(url) {
            Ok(url) => settings.base_url = Some(url),
            Err(why) => {
                let message = format!("the base address `{url}` {why}");
                told.push(Diagnostic::general(Code::InvalidValue, message));
            }
        }
    }
    settings.output.minify = options.minify.unwrap_or(settings.output.minify);
    Warned { value: settings, told }
}

/// Reads settings, those of an empty text when they are no map.
fn read(yaml: Yaml<'_>, folders: &Folders) -> Warned<Settings> {
    let mut empty = Reader::new(yaml, WHAT);
    yaml.read_with(WHAT, Bounds::FILE, |node, reader| {
        let (site, _) = Site::read_keys(node, reader)?;
        Some(understand(site, folders, reader))
    })
    // What is no map is told once; that it has no title as well helps nobody.
    .map(|settings| settings.unwrap_or_else(|| understand(Site::unreadable(), folders, &mut empty)))
}

/// An address that begins with a scheme of the web and ends in `/`, without empty folders: a
/// path that begins with `//` is another host's.
///
/// # Errors
///
/// Why it is none, as a sentence about it ends.
pub fn base_url(url: &str) -> Result<Arc<str>, &'static str> {
    if !is_on_the_web(url) {
        return Err("must begin with `https://` or `http://` and a host");
    }
    if url.contains(['?', '#', '\\']) || url.contains(char::is_whitespace) {
        return Err("must be an address without spaces, `?` or `#`");
    }
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let folders = rest.split('/').filter(|folder| !folder.is_empty()).flat_map(|folder| [folder, "/"]);
    Ok(format!("{scheme}://{}", folders.collect::<String>()).into())
}

/// Whether an address begins with a scheme of the web and a host.
pub(super) fn is_on_the_web(url: &str) -> bool {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
}

/// Compares the keys with one another and fills in what was not given.
fn understand(site: Site, folders: &Folders, reader: &mut Reader<'_>) -> Settings {
    let locales = Locales::of(&site, folders, reader);
    let original = locales.original(&site, reader);
    let title = match site.title {
        WrittenText::None => Localized::One(TITLE.into()),
        title => locales.text(title, reader),
    };
    Settings {
        title,
        description: locales.text(site.description, reader),
        authors: site.authors,
        base_url: site.base_url,
        root: locales.root(site.root.as_ref(), reader),
        parallel: locales.parallel(site.parallel, &original, reader),
        theme: site.theme.unwrap_or_else(|| THEME.into()),
        markdown: site.markdown,
        search: site.search,
        ledger: site.ledger,
        stale: site.stale,
        output: site.output,
        check: site.check,
        edit_url: site.edit_url,
        announcement: locales.text(site.announcement, reader),
        comments: site.comments,
        license: locales.text(site.license, reader),
        extra: site.extra,
        original,
        locales: locales.list,
    }
}

/// The folders straight below `content/` that may be those of locales.
struct Folders {
    /// Those whose names have the form of a code.
    codes: BTreeSet<LocaleCode>,
    /// Whether a chapter lies beside them.
    has_neighbours: bool,
}

impl Folders {
    /// Looks at the paths of chapters.
    fn of<'a>(sources: impl IntoIterator<Item = &'a ContentPath>) -> Self {
        let mut folders = Self { codes: BTreeSet::new(), has_neighbours: false };
        for path in sources {
            match path.as_str().split_once('/') {
                None => folders.has_neighbours = true,
                Some((name, _)) if folders.codes.iter().any(|code| code.as_str() == name) => {}
                Some((name, _)) => folders.codes.extend(LocaleCode::new(name)),
            }
        }
        folders
    }

    /// The locales that they imply, where `only` is the one of a book without such folders
    /// and the names of languages have as many letters as `n_letters` says.
    ///
    /// A book with chapters straight in `content/` has no such folders, unless it has one
    /// for `only`.
    fn implied(&self, only: &LocaleCode, n_letters: RangeInclusive<usize>) -> impl Iterator<Item = &LocaleCode> {
        let count = !self.has_neighbours || self.codes.contains(only);
        let is_language = move |code: &LocaleCode| {
            let language = code.as_str().split('-').next().unwrap_or_default();
            n_letters.contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        self.codes.iter().filter(move |code| count && (*code == only || is_language(code)))
    }
}

/// The book's languages.
struct Locales {
    /// Never empty.
    list: Vec<Locale>,
    /// Whether all that were given could be read. If not, a code that is not in the list
    /// may be one of those, and nothing is told of it.
    is_whole: bool,
}

impl Locales {
    /// The locales that the settings list, else those that the folders or, at last, the
    /// settings imply. Where not all that are listed can be read, the folders say the rest.
    fn of(site: &Site, folders: &Folders, reader: &mut Reader<'_>) -> Self {
        let mut list: Vec<Locale> = Vec::new();
        let given = site.locales.as_ref();
        for locale in given.map_or(&[][..], |given| &given.locales) {
            let code = &locale.code.value;
            // Folders and addresses of `EN` and `en` are the same on many systems.
            if list.iter().any(|before| before.code.as_str().eq_ignore_ascii_case(code.as_str())) {
                reader.tell_at(&locale.code, Code::InvalidValue, format!("the locale `{code}` is listed twice"), None);
            } else {
                list.push(complete(locale));
            }
        }
        let is_whole = given.is_none_or(|given| given.is_whole);
        let original = site.original.as_ref().map(|original| original.value.clone());
        let only = original.or_else(|| LocaleCode::new(site.title.language())).expect("it is a language code");
        if list.is_empty() || !is_whole {
            let is_new = |code: &&LocaleCode| !list.iter().any(|locale| locale.code == **code);
            // Folders of three letters, such as `api`, mostly hold something else than a
            // language; but where it is not known, nothing false is to be told of them.
            let n_letters = 2..=if is_whole { 2 } else { 3 };
            let implied: Vec<Locale> = folders.implied(&only, n_letters).filter(is_new).map(of_code).collect();
            list.extend(implied);
        }
        if list.is_empty() {
            list.push(of_code(&only));
        }
        tell_apart(&mut list, given.map_or(&[][..], |given| &given.locales), reader);
        Self { list, is_whole }
    }

    /// The code of the locale that is named; told when there is none.
    fn named(&self, name: &At<Arc<str>>, reader: &mut Reader<'_>) -> Option<LocaleCode> {
        let found = self.list.iter().find(|locale| locale.code.as_str() == &*name.value);
        if found.is_none() && self.is_whole {
            let help = said_locales(&self.list);
            let message = format!("the book has no locale `{}`", name.value);
            reader.tell_at(name, Code::InvalidValue, message, Some(help));
        }
        found.map(|locale| locale.code.clone())
    }

    /// The locale written first.
    fn original(&self, site: &Site, reader: &mut Reader<'_>) -> LocaleCode {
        let given = site
            .original
            .as_ref()
            .and_then(|original| self.named(&original.with(original.value.as_str().into()), reader));
        given.unwrap_or_else(|| self.list[0].code.clone())
    }

    /// What the first page is.
    fn root(&self, given: Option<&At<Arc<str>>>, reader: &mut Reader<'_>) -> Root {
        let chosen = given.and_then(|root| match &*root.value {
            "chooser" => Some(Root::Chooser),
            _ => self.named(root, reader).map(Root::Locale),
        });
        chosen.unwrap_or_else(|| match &self.list[..] {
            [only] => Root::Locale(only.code.clone()),
            _ => Root::Chooser,
        })
    }

    /// The pairs that get a facing-page edition; each once, whichever way round.
    fn parallel(
        &self,
        given: Option<Vec<WrittenPair>>,
        original: &LocaleCode,
        reader: &mut Reader<'_>,
    ) -> Vec<(LocaleCode, LocaleCode)> {
        let Some(given) = given else {
            let others = self.list.iter().filter(|locale| locale.code != *original);
            return others.map(|locale| (locale.code.clone(), original.clone())).collect();
        };
        let mut pairs: Vec<(LocaleCode, LocaleCode)> = Vec::new();
        for pair in given {
            let [left, right] = &pair.value;
            let (left, right) = (self.named(left, reader), self.named(right, reader));
            let (Some(left), Some(right)) = (left, right) else { continue };
            if left == right {
                reader.tell_at(&pair, Code::InvalidValue, format!("`{left}` cannot be paired with itself"), None);
            } else if pairs.iter().any(|(a, b)| (a, b) == (&left, &right) || (a, b) == (&right, &left)) {
                let message = format!("`{left}` and `{right}` are paired twice");
                reader.tell_at(&pair, Code::InvalidValue, message, None);
            } else {
                pairs.push((left, right));
            }
        }
        pairs
    }

    /// A text for readers, without what it says for locales that are not there.
    fn text(&self, written: WrittenText, reader: &mut Reader<'_>) -> Localized<Arc<str>> {
        match written {
            WrittenText::None => Localized::default(),
            WrittenText::One(text) => Localized::One(text),
            WrittenText::By(texts) => {
                let mut by = BTreeMap::new();
                for (code, text) in texts {
                    by.extend(self.named(&code, reader).map(|code| (code, text)));
                }
                Localized::By(by)
            }
        }
    }
}

/// Gives locales whose codes mean one language tag their regions. Tells of those that are left
/// with one tag, by which nobody could tell their pages apart.
fn tell_apart(list: &mut [Locale], written: &[WrittenLocale], reader: &mut Reader<'_>) {
    let written = |code: &LocaleCode| written.iter().find(|written| written.code.value == *code);
    let given: Vec<_> = list
        .iter()
        .map(|locale| (&locale.code, written(&locale.code).and_then(|written| written.tag.as_ref())))
        .collect();
    let tags = LanguageTag::of_all(&given);
    for (locale, tag) in list.iter_mut().zip(tags).filter(|(locale, tag)| locale.tag != *tag) {
        if written(&locale.code).is_none_or(|written| written.name.is_none()) {
            locale.name = tag.with_region(&locale.name).into();
        }
        locale.tag = tag;
    }
    for (idx, locale) in list.iter().enumerate() {
        let first = list[..idx].iter().find(|first| first.tag.is_same(&locale.tag));
        if let (Some(first), Some(written)) = (first, written(&locale.code)) {
            let message =
                format!("the locales `{}` and `{}` have one language tag, `{}`", first.code, locale.code, first.tag);
            let help = format!("give one of them a `tag` of its own, such as `{}-x-other`", locale.tag.language());
            reader.tell_at(&written.code, Code::InvalidValue, message, Some(help));
        }
    }
}

/// The locale that its code alone says.
fn of_code(code: &LocaleCode) -> Locale {
    let tag = LanguageTag::of_code(code);
    Locale { name: endonym(&tag, code), tag, code: code.clone() }
}

/// A locale with its tag and name filled in.
fn complete(written: &WrittenLocale) -> Locale {
    let code = written.code.value.clone();
    let tag = written.tag.clone().unwrap_or_else(|| LanguageTag::of_code(&code));
    let name = written.name.clone().unwrap_or_else(|| endonym(&tag, &code));
    Locale { code, tag, name }
}

/// The name of a language in itself; its code, for one that we have no words of.
fn endonym(tag: &LanguageTag, code: &LocaleCode) -> Arc<str> {
    let name = match (tag.language().as_str(), tag.script()) {
        ("zh", Some("Hant")) => "繁體中文",
        ("zh", _) => "简体中文",
        ("en", _) => "English",
        ("ja", _) => "日本語",
        ("ko", _) => "한국어",
        ("de", _) => "Deutsch",
        ("fr", _) => "français",
        ("es", _) => "español",
        ("ru", _) => "русский",
        ("ar", _) => "العربية",
        _ => code.as_str(),
    };
    name.into()
}

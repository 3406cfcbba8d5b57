//! The keys of `content/site.yaml`, as an author writes them.
//!
//! What depends on other keys (which locales there are, above all) is kept with its place
//! and understood by [`super::settings`].

use std::{collections::BTreeMap, sync::Arc};

use serde_yaml::Mapping;

use crate::{
    diag::{Code, Level, nearest},
    locale::{LanguageTag, LocaleCode, is_han, is_hangul},
    settings::{
        CommentProvider, Comments, LedgerSettings, MarkdownSettings, OutputSettings, SearchSettings, StaleText,
    },
    yaml::{At, Node, Read, Reader, keys, word},
};

/// The locale of a book that names none and whose title tells of none.
const LOCALE: &str = "en";

/// `content/site.yaml`, its keys read and not yet compared with one another.
#[derive(Default)]
pub(super) struct Site {
    pub(super) title: WrittenText,
    pub(super) description: WrittenText,
    pub(super) authors: Vec<Arc<str>>,
    pub(super) base_url: Option<Arc<str>>,
    pub(super) locales: Option<WrittenLocales>,
    pub(super) original: Option<At<LocaleCode>>,
    pub(super) root: Option<At<Arc<str>>>,
    pub(super) parallel: Option<Vec<WrittenPair>>,
    pub(super) theme: Option<Arc<str>>,
    pub(super) markdown: MarkdownSettings,
    pub(super) search: SearchSettings,
    pub(super) ledger: LedgerSettings,
    pub(super) stale: StaleText,
    pub(super) output: OutputSettings,
    pub(super) check: BTreeMap<Code, Level>,
    pub(super) edit_url: Option<Arc<str>>,
    pub(super) announcement: WrittenText,
    pub(super) comments: Option<Comments>,
    pub(super) license: WrittenText,
    pub(super) extra: Mapping,
}

impl Site {
    /// What is known of settings that cannot be read.
    pub(super) fn unreadable() -> Self {
        Self { locales: Some(WrittenLocales::UNREADABLE), ..Self::default() }
    }
}

keys! {
    Site {
        #[needed] title = title, "The book's title.";
        description, "What the book is, in a sentence or two.";
        authors, "Who wrote it.";
        base_url = base_url, "Where the site will be; feeds, site map and previews need it, pages do not.";
        locales, "The book's languages, in the order of the language switch.";
        original, "The locale that chapters are written in first; the first of `locales` if not given.";
        root, "What the first page is: `chooser`, or the code of a locale.";
        parallel, "Pairs of locales that get a facing-page edition; if not given, every locale with the original.";
        theme = theme, "The theme's name; `paper` if not given.";
        markdown, "How Markdown is read.";
        search, "Whether pages get a search.";
        ledger, "What is kept of accepted translations.";
        stale, "Where the original has changed since: `mark` the translation, show the `original`, or `hide-mark`.";
        output, "What is written besides pages.";
        check, "How much each fault weighs: `allow`, `warn` or `error` by the fault's name.";
        edit_url = edit_url, "The address of a chapter's source, with `{path}` for its path in the project.";
        announcement, "A line above every page.";
        comments, "Comments under chapters; none if not given.";
        license, "The book's licence, for the foot of the page.";
        extra, "Anything for the project's own templates.";
    }
}

keys! {
    MarkdownSettings {
        math, "Whether `$…$` and `$$…$$` are formulas; on if not given.";
        smart_punctuation, "Whether straight quotes, `--` and `...` become typographic ones; off if not given.";
        raw_html, "Whether the author's own HTML is kept; on if not given.";
    }
}

keys! {
    SearchSettings {
        enabled, "Whether pages get a search; on if not given.";
    }
}

keys! {
    LedgerSettings {
        keep_source, "Whether the original's text is kept beside its prints, for a look at what changed; on if not given.";
    }
}

keys! {
    OutputSettings {
        epub, "E-books; off if not given.";
        feed, "News feeds; on if not given.";
        llms, "Texts for language models; on if not given.";
        print, "The whole book on one page; on if not given.";
        minify, "Whether HTML, style sheets and scripts are minified; on if not given.";
    }
}

keys! {
    Comments {
        provider, "Who keeps the comments; only `giscus` is known.";
        #[needed] repo, "The repository, as `owner/name`.";
        #[needed] repo_id, "The repository's id at the provider.";
        #[needed] category_id, "The discussion category's id at the provider.";
    }
}

/// The codes of two locales.
pub(super) type WrittenPair = At<[At<Arc<str>>; 2]>;

impl Read for [At<Arc<str>>; 2] {
    const EXPECTED: &'static str = "a pair of locales such as `[zh, en]`";
    const EXPECTED_LIST: &'static str = "a list of pairs such as `[[zh, en]]`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::List(codes) if codes.len() == 2 => {
                let codes: Vec<At<Arc<str>>> = Read::read(node, reader)?;
                codes.try_into().ok()
            }
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }
}

/// A text for readers: one for all locales, or one for each that is named.
#[derive(Default)]
pub(super) enum WrittenText {
    /// None was given.
    #[default]
    None,
    /// The same in every locale.
    One(Arc<str>),
    /// By the code of the locale.
    By(Vec<(At<Arc<str>>, Arc<str>)>),
}

impl WrittenText {
    /// The code of the language that it is written in: that of Chinese, Japanese, Korean or
    /// Arabic where its letters tell, else that of English.
    pub(super) fn language(&self) -> &'static str {
        let Self::One(text) = self else { return LOCALE };
        let has = |is_such: fn(char) -> bool| text.contains(is_such);
        // The dot between them stands in Chinese names too.
        let is_kana = |letter: char| matches!(letter, '\u{3041}'..='\u{30ff}') && letter != '・';
        match () {
            () if has(is_kana) => "ja",
            () if has(is_hangul) => "ko",
            () if has(is_han) => "zh",
            () if has(|letter| matches!(letter, '\u{620}'..='\u{64a}')) => "ar",
            () => LOCALE,
        }
    }
}

impl Read for WrittenText {
    const EXPECTED: &'static str = "a text, or a map with a text for each locale";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Map(entries) => {
                let read = |(idx, (code, node)): (usize, &(Arc<str>, Node))| {
                    reader.in_entry(idx, code, |reader| {
                        let text = Read::read(node, reader)?;
                        Some((reader.key_here(code.clone()), text))
                    })
                };
                Some(Self::By(entries.iter().enumerate().filter_map(read).collect()))
            }
            Node::Text(_) | Node::Integer(_) | Node::Float(_) => Read::read(node, reader).map(Self::One),
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }
}

/// The book's languages, with whether all that were given could be read.
pub(super) struct WrittenLocales {
    pub(super) locales: Vec<WrittenLocale>,
    pub(super) is_whole: bool,
}

impl WrittenLocales {
    /// Some were given, and none could be read.
    const UNREADABLE: Self = Self { locales: Vec::new(), is_whole: false };
}

impl Read for WrittenLocales {
    const EXPECTED: &'static str = "a list of locales, each with its `code`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Node::List(items) = node else {
            let _: Option<Self> = reader.wrong_type(node, Self::EXPECTED);
            return Some(Self::UNREADABLE);
        };
        let locales: Vec<WrittenLocale> = Read::read(node, reader)?;
        Some(Self { is_whole: locales.len() == items.len(), locales })
    }
}

/// One of the book's languages.
pub(super) struct WrittenLocale {
    pub(super) code: At<LocaleCode>,
    pub(super) tag: Option<LanguageTag>,
    pub(super) name: Option<Arc<str>>,
}

impl Read for WrittenLocale {
    const EXPECTED: &'static str = "a locale, such as `{code: en, name: English}`";

    /// A code alone stands for a locale too: `locales: [zh, en]`.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Text(_) => Read::read(node, reader).map(|code| Self { code, tag: None, name: None }),
            Node::Map(_) => {
                let LocaleKeys { code, tag, name } = Read::read(node, reader)?;
                code.map(|code| Self { code, tag, name })
            }
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }
}

/// The keys of a locale.
#[derive(Default)]
struct LocaleKeys {
    code: Option<At<LocaleCode>>,
    tag: Option<LanguageTag>,
    name: Option<Arc<str>>,
}

keys! {
    LocaleKeys {
        #[needed] code, "The name of its folder under `content/` and in addresses, such as `zh`.";
        tag, "Its language tag, such as `zh-Hans`; from the code if not given.";
        name, "Its name in itself, such as `简体中文`, for the language switch.";
    }
}

impl Read for BTreeMap<Code, Level> {
    const EXPECTED: &'static str = "a map from the names of faults to `allow`, `warn` or `error`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        const LEVELS: &[(&str, Level)] = &[("allow", Level::Allow), ("warn", Level::Warn), ("error", Level::Error)];

        let Some(entries) = node.entries() else { return reader.wrong_type(node, Self::EXPECTED) };
        let read = |(idx, (name, node)): (usize, &(Arc<str>, Node))| {
            reader.in_entry(idx, name, |reader| {
                let code = Code::named(name);
                if code.is_none() {
                    let names = Code::ALL.iter().map(|code| code.name());
                    let help = nearest(name, names).map(|near| format!("the closest is `{near}`"));
                    reader.tell_key(Code::UnknownKey, format!("there is no fault of the name `{name}`"), help);
                }
                Some((code?, word(node, reader, LEVELS)?))
            })
        };
        Some(entries.iter().enumerate().filter_map(read).collect())
    }
}

impl Read for StaleText {
    const EXPECTED: &'static str = "`mark`, `original` or `hide-mark`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let words = [("mark", Self::Mark), ("original", Self::Original), ("hide-mark", Self::HideMark)];
        word(node, reader, &words)
    }
}

impl Read for CommentProvider {
    const EXPECTED: &'static str = "`giscus`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        word(node, reader, &[("giscus", Self::Giscus)])
    }
}

/// The book's title; one without a letter is none.
fn title(node: &Node, reader: &mut Reader<'_>) -> Option<WrittenText> {
    let is_blank = |text: &str| text.trim().is_empty();
    match Read::read(node, reader)? {
        WrittenText::One(text) if is_blank(&text) => blank_title(reader),
        WrittenText::By(texts) if texts.is_empty() && node.entries().is_some_and(<[_]>::is_empty) => {
            blank_title(reader)
        }
        WrittenText::By(texts) => {
            let (blank, said): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(_, text)| is_blank(text));
            for (code, _) in blank {
                reader.tell_at(&code, Code::MissingKey, format!("`title.{}` is empty", code.value), None);
            }
            (!said.is_empty()).then_some(WrittenText::By(said))
        }
        written => Some(written),
    }
}

/// Tells that the title says nothing.
fn blank_title(reader: &mut Reader<'_>) -> Option<WrittenText> {
    let help = "a book needs a title: tabs, search engines and feeds show it".to_owned();
    reader.tell(Code::MissingKey, "`title` is empty", Some(help))
}

/// An address on the web that ends in `/`.
fn base_url(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let text: Arc<str> = Read::read(node, reader)?;
    match super::settings::base_url(&text) {
        Ok(url) => Some(url),
        Err(why) => reader.invalid(why, Some("write it as `https://user.github.io/book/`".to_owned())),
    }
}

/// The name of a folder in `themes/`, or of a built-in theme.
fn theme(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let name: Arc<str> = Read::read(node, reader)?;
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        return reader.invalid("must be the name of a theme, not a path", None);
    }
    Some(name)
}

/// An address with a place for the path of a chapter.
fn edit_url(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let url: Arc<str> = Read::read(node, reader)?;
    if !super::settings::is_on_the_web(&url) {
        return reader.invalid("must begin with `https://` or `http://`", None);
    }
    if !url.contains("{path}") {
        let help = "write it as `https://github.com/user/book/edit/main/{path}`".to_owned();
        return reader.invalid("must hold `{path}`, where the path of the chapter goes", Some(help));
    }
    Some(url)
}

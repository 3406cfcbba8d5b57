//! The book for programs that read text: `llms.txt`, a Markdown file beside each page, and
//! a news feed for each locale.
//!
//! `llms.txt` is the list of all texts in the form of <https://llmstxt.org>. A page's
//! Markdown is what its author wrote, with includes in place and links to other chapters
//! led to their Markdown, under the title when the text does not begin with it.
//!
//! Floor 3. Knows no HTML.

use std::{collections::BTreeMap, fmt::Write, ops::Range, sync::Arc};

use bytes::Bytes;

use crate::{
    book::{Book, Entry, EntryIdx, LLMS, LocaleIdx, MARKDOWN, Target, TocItem, beyond_path},
    chapter::Chapter,
    doc::one_line,
    feed::{self, Feed, Item},
    markdown,
    path::{OutPath, Permalink},
};

/// How many chapters a feed tells of.
const MAX_NEWS: usize = 30;

/// The Markdown of a chapter. `text` is what its `doc` was read from.
#[must_use]
pub fn markdown(book: &Book, entry: &Entry, chapter: &Chapter, text: &str) -> (OutPath, Bytes) {
    let here = markdown_address(entry);
    let mut written = String::with_capacity(text.len() + entry.card.title.len() + 8);
    if chapter.title.is_empty() {
        let _ = write!(written, "# {}\n\n", one_line(&entry.card.title));
    }
    let mut at = text.len() - text.trim_start_matches(['\n', '\r']).len();
    for (range, link, target) in written_addresses(book, entry, chapter, text) {
        if let (true, Some(address)) = (range.start >= at, address(book, &here, target, link)) {
            written.push_str(&text[at..range.start]);
            written.push_str(&address);
            at = range.end;
        }
    }
    written.push_str(text[at..].trim_end());
    written.push('\n');
    (here.out_path(), written.into_bytes().into())
}

/// Where in a text the addresses of its links stand, ascending, with what is written there
/// and what each leads to. One that is spelled with escapes is left out.
fn written_addresses<'a>(
    book: &Book,
    entry: &'a Entry,
    chapter: &'a Chapter,
    text: &str,
) -> Vec<(Range<usize>, &'a str, &'a Target)> {
    let links = || chapter.doc.links.iter().zip(&entry.links);
    let in_place =
        links().map(|(link, target)| (link.span.start as usize..link.span.end as usize, &*link.target, target));
    // Those of references stand where these are defined.
    let defined = markdown::reference_addresses(text, &chapter.origin, book.settings.markdown);
    let targets: BTreeMap<&str, &Target> =
        links().filter(|_| !defined.is_empty()).map(|(link, target)| (&*link.target, target)).collect();
    let defined = defined.iter().filter_map(|(range, address)| {
        let (written, target) = targets.get_key_value(&**address)?;
        Some((range.clone(), *written, *target))
    });
    let mut all: Vec<_> =
        in_place.chain(defined).filter(|(range, link, _)| text.get(range.clone()) == Some(*link)).collect();
    all.sort_by_key(|(range, ..)| range.start);
    all
}

/// Where the Markdown of a page lies.
fn markdown_address(entry: &Entry) -> Permalink {
    entry.permalink.with_file(MARKDOWN)
}

/// What a link leads to, seen from the Markdown at `here`; `None` for an address to leave as
/// it is. `written` is the address as the author wrote it.
fn address(book: &Book, here: &Permalink, target: &Target, written: &str) -> Option<String> {
    match target {
        Target::Page { entry, anchor } => {
            let href = here.href(&markdown_address(book.entry(*entry)));
            Some(anchor.as_ref().map_or_else(|| href.clone(), |anchor| format!("{href}#{}", anchor.fragment())))
        }
        Target::File(path) => {
            let card = book.files.get(path)?;
            let file = if card.picture.is_some() { &card.shown_permalink } else { &card.permalink };
            Some(here.href(file) + beyond_path(written))
        }
        Target::Site(permalink) => Some(here.href(permalink) + beyond_path(written)),
        Target::Here(_) | Target::Elsewhere | Target::Broken => None,
    }
}

/// The list of all texts. O(chapters).
#[must_use]
pub fn list(book: &Book) -> (OutPath, Bytes) {
    let settings = &book.settings;
    let original = &settings.original;
    let title = settings.title.near(original, original).map_or("", |title| title);
    let mut text = format!("# {}\n", one_line(title));
    if let Some(description) = settings.description.near(original, original) {
        let _ = write!(text, "\n> {}\n", one_line(description));
    }
    for locale in book.locale_idxs() {
        let _ = write!(text, "\n## {}\n\n", settings.locales[locale.0].name);
        let tree = book.tree(locale);
        if let Some(home) = tree.home {
            line(book, home, &mut text);
        }
        lines(book, locale, &tree.toc, &mut text);
    }
    (Permalink::page([]).with_file(LLMS).out_path(), text.into_bytes().into())
}

fn lines(book: &Book, locale: LocaleIdx, items: &[TocItem], text: &mut String) {
    for item in items {
        // A chapter that is not translated stands under its own language.
        if let Some(idx) = item.entry.filter(|idx| book.entry(*idx).locale == locale) {
            line(book, idx, text);
        }
        lines(book, locale, &item.children, text);
    }
}

fn line(book: &Book, idx: EntryIdx, text: &mut String) {
    let entry = book.entry(idx);
    if !entry.has_markdown(&book.settings) {
        return;
    }
    let href = match base(book) {
        Some(base) => markdown_address(entry).below(&base),
        None => Permalink::page([]).href(&markdown_address(entry)),
    };
    let _ = write!(text, "- [{}]({href})", in_brackets(&one_line(&entry.card.title)));
    if let Some(description) = entry.front.description.as_deref().map(one_line).filter(|text| !text.is_empty()) {
        let _ = write!(text, ": {description}");
    }
    text.push('\n');
}

/// A text that ends no link whose text it is, and begins none in it. A backslash before a
/// letter is one already, as in the formulas of titles.
fn in_brackets(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_escape = || text[at + 1..].chars().next().is_none_or(|next| next.is_ascii_punctuation());
        if matches!(letter, '[' | ']') || letter == '\\' && is_escape() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A feed for each locale with dated chapters, in a book that says where it will be.
/// O(chapters).
#[must_use]
pub fn feeds(book: &Book) -> BTreeMap<OutPath, Bytes> {
    let Some(base) = base(book) else { return BTreeMap::new() };
    let feeds = book.locale_idxs().filter_map(|locale| {
        let permalink = book.tree(locale).feed.as_ref()?;
        let text = feed::write(&feed(book, locale, permalink, &base))?;
        Some((permalink.out_path(), text.into_bytes().into()))
    });
    feeds.collect()
}

fn feed<'a>(book: &'a Book, locale: LocaleIdx, permalink: &Permalink, base: &str) -> Feed<'a> {
    let settings = &book.settings;
    let tree = book.tree(locale);
    let language = &settings.locales[locale.0];
    let text = |texts: &'a crate::settings::Localized<Arc<str>>| texts.near(&language.code, &settings.original);
    let own = tree.reading.iter().map(|idx| book.entry(*idx)).filter(|entry| entry.locale == locale);
    let mut items: Vec<Item<'_>> = own.filter_map(|entry| item(entry, base)).collect();
    items.sort_by(|a, b| (b.updated, &a.address).cmp(&(a.updated, &b.address)));
    items.truncate(MAX_NEWS);
    Feed {
        address: permalink.below(base),
        page: tree.home_permalink.below(base),
        title: text(&settings.title).map_or("", |title| title),
        subtitle: text(&settings.description).map(|text| &**text),
        language: &language.tag,
        authors: &settings.authors,
        items,
        day_when_empty: None,
    }
}

fn item<'a>(entry: &'a Entry, base: &str) -> Option<Item<'a>> {
    if !entry.is_news() {
        return None;
    }
    let front = &entry.front;
    Some(Item {
        identity: None,
        address: entry.permalink.below(base),
        title: &entry.card.title,
        summary: front.description.as_deref().unwrap_or(&entry.card.opening),
        published: front.date,
        updated: front.updated.or(front.date)?,
        authors: front.authors.as_deref().unwrap_or_default(),
    })
}

/// Scheme, host and base path of the site, with a slash at the end.
fn base(book: &Book) -> Option<String> {
    let settings = &book.settings;
    Some(format!("{}{}", settings.origin()?, settings.base_path()))
}

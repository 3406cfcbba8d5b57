//! The table of contents as pages show it.
//!
//! A page shows the lines of the part it lies in and, above them, the lines around that
//! part; other parts are closed. Where very many lines stand side by side, it shows those
//! around its own. So a page's share of the table is bounded, however long the book is.
//!
//! All pages that show the same lines share one rendering, a [`Fragment`], which is made
//! when the first of them is, and gone when the tables are renewed. What differs between
//! them is marked in it: the way to the site's root, and which line is the page's own.
//! Filling in a mark is copying text.
//!
//! Floor 3. Knows no template; rendering is given.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::data::{TocLine, TocView};
use crate::{
    book::{Book, EntryIdx, LocaleIdx, TocItem},
    diag::Warned,
    path::{Permalink, encode},
};

/// How many lines side by side are shown whole.
const MAX_LINES: usize = 100;

/// Of more lines, how many form a window that its pages share.
const WINDOW: usize = 60;

/// How many lines a window shows beyond itself at either end.
const MARGIN: usize = 10;

/// Stands for the way to the site's root: a noncharacter, which no text may hold.
const ROOT: char = '\u{FDD2}';

/// Stand before and after the number of the entry that is current there.
const CURRENT: (char, char) = ('\u{FDD3}', '\u{FDD4}');

/// Which lines a fragment shows: the way down to the list that is open, as places in the
/// lists above it, and which window of that list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct View {
    path: Vec<usize>,
    window: usize,
}

/// The tables of contents of a book.
#[derive(Debug)]
pub(super) struct Tocs {
    /// One for each locale, in the settings' order.
    own: Vec<Toc>,
    /// Those of facing pages, by the reader's locale and the other.
    facing: BTreeMap<(LocaleIdx, LocaleIdx), Toc>,
}

impl Tocs {
    /// Finds out which page shows what. Renders nothing yet. O(lines).
    pub(super) fn of(book: &Book, facing: &BTreeSet<(LocaleIdx, LocaleIdx)>) -> Self {
        let own: Vec<Toc> = book.locale_idxs().map(|locale| Toc::of(&book.tree(locale).toc)).collect();
        let facing = facing.iter().map(|pair| (*pair, own[pair.0.0].renewed())).collect();
        Self { own, facing }
    }

    /// The same tables, of which nothing is rendered.
    pub(super) fn renewed(&self) -> Self {
        let facing = self.facing.iter().map(|(pair, toc)| (*pair, toc.renewed())).collect();
        Self { own: self.own.iter().map(Toc::renewed).collect(), facing }
    }

    /// The table on the pages of a locale, or on those where `other` stands beside it.
    pub(super) fn toc(&self, locale: LocaleIdx, other: Option<LocaleIdx>) -> &Toc {
        let facing = other.and_then(|other| self.facing.get(&(locale, other)));
        facing.unwrap_or(&self.own[locale.0])
    }
}

/// The table of contents of one locale.
#[derive(Debug)]
pub(super) struct Toc {
    views: Arc<[View]>,
    by_entry: Arc<BTreeMap<EntryIdx, usize>>,
    fragments: Vec<OnceLock<Warned<Fragment>>>,
}

impl Toc {
    fn of(items: &[TocItem]) -> Self {
        let mut numbers: BTreeMap<View, usize> = BTreeMap::new();
        let mut by_entry = BTreeMap::new();
        numbers.insert(View { path: Vec::new(), window: 0 }, 0);
        assign(items, &mut Vec::new(), &mut |entry, view| {
            let next = numbers.len();
            by_entry.insert(entry, *numbers.entry(view).or_insert(next));
        });
        let mut views: Vec<(usize, View)> = numbers.into_iter().map(|(view, number)| (number, view)).collect();
        views.sort_unstable();
        let fragments = views.iter().map(|_| OnceLock::new()).collect();
        Self { views: views.into_iter().map(|(_, view)| view).collect(), by_entry: Arc::new(by_entry), fragments }
    }

    fn renewed(&self) -> Self {
        let fragments = self.views.iter().map(|_| OnceLock::new()).collect();
        Self { views: Arc::clone(&self.views), by_entry: Arc::clone(&self.by_entry), fragments }
    }

    /// The line of an entry that has lines below it.
    pub(super) fn item<'a>(&self, items: &'a [TocItem], entry: EntryIdx) -> Option<&'a TocItem> {
        let view = &self.views[*self.by_entry.get(&entry)?];
        let (last, above) = view.path.split_last()?;
        let siblings = above.iter().try_fold(items, |items, place| Some(&*items.get(*place)?.children))?;
        siblings.get(*last).filter(|item| item.entry == Some(entry))
    }

    /// The fragment for the page of an entry, or for a page that is in no table (`None`).
    /// An entry that is not in the table shows what the part above it shows.
    ///
    /// `render` is called when the fragment was not asked for before.
    pub(super) fn fragment(
        &self,
        scope: &Scope<'_>,
        entry: Option<EntryIdx>,
        render: impl FnOnce(&TocView<'_>) -> Warned<String>,
    ) -> &Warned<Fragment> {
        let mut at = entry;
        while let Some(idx) = at.filter(|idx| !self.by_entry.contains_key(idx)) {
            at = scope.book.entry(idx).parent;
        }
        let number = at.and_then(|idx| self.by_entry.get(&idx).copied()).unwrap_or(0);
        self.fragments[number].get_or_init(|| render(&scope.view(&self.views[number])).map(|html| Fragment::cut(&html)))
    }
}

/// Gives each line's entry the view that its page shows: the list below it, if it has one,
/// else the window of its own list.
fn assign(items: &[TocItem], path: &mut Vec<usize>, give: &mut impl FnMut(EntryIdx, View)) {
    for (place, item) in items.iter().enumerate() {
        path.push(place);
        let own = if item.children.is_empty() {
            View { path: path[..path.len() - 1].to_vec(), window: window_of(place, items.len()) }
        } else {
            View { path: path.clone(), window: 0 }
        };
        if let Some(entry) = item.entry {
            give(entry, own);
        }
        assign(&item.children, path, give);
        path.pop();
    }
}

/// The window that the line at `place` of a list of `n` lies in.
fn window_of(place: usize, n: usize) -> usize {
    if n > MAX_LINES { place / WINDOW } else { 0 }
}

/// The places of a list of `n` that a window shows.
fn shown(window: usize, n: usize) -> Range<usize> {
    if n <= MAX_LINES {
        return 0..n;
    }
    let start = window * WINDOW;
    start.saturating_sub(MARGIN)..(start + WINDOW + MARGIN).min(n)
}

/// What the lines of a table are made from.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The book.
    pub book: &'a Book,
    /// The locale whose table it is.
    pub locale: LocaleIdx,
    /// The locale's contents page.
    pub contents: &'a Permalink,
    /// Where the line of a chapter leads.
    pub address: &'a dyn Fn(EntryIdx) -> &'a Permalink,
    /// Which locales can stand beside a chapter, as their codes.
    pub with: &'a dyn Fn(EntryIdx) -> String,
    /// Says that `n` more lines are left out.
    pub more: &'a dyn Fn(usize) -> String,
}

impl<'a> Scope<'a> {
    fn view(&self, view: &View) -> TocView<'a> {
        let items = &self.book.tree(self.locale).toc;
        TocView { items: self.lines(items, &view.path, view.window), contents: to(self.contents) }
    }

    /// The lines of a list: those around the first place of `path`, which is open, or, at
    /// the end of the path, those of `window`.
    fn lines(&self, items: &'a [TocItem], path: &[usize], window: usize) -> Vec<TocLine<'a>> {
        let below = window;
        let (open, window) = match path.first() {
            Some(place) => (Some(*place), window_of(*place, items.len())),
            None => (None, window),
        };
        let range = shown(window, items.len());
        let mut lines = Vec::with_capacity(range.len() + 2);
        lines.extend(self.left_out(range.start));
        for place in range.clone() {
            let item = &items[place];
            let children = match open {
                Some(open) if open == place => self.lines(&item.children, &path[1..], below),
                _ => Vec::new(),
            };
            lines.push(self.line(item, children));
        }
        lines.extend(self.left_out(items.len() - range.end));
        lines
    }

    fn line(&self, item: &'a TocItem, children: Vec<TocLine<'a>>) -> TocLine<'a> {
        let entry = item.entry.map(|idx| (idx, self.book.entry(idx)));
        let other = entry.filter(|(_, entry)| entry.locale != self.locale);
        let other = other.map(|(_, entry)| &self.book.settings.locales[entry.locale.0]);
        TocLine {
            href: item.entry.map(|idx| to((self.address)(idx))),
            current: item
                .entry
                .map_or_else(String::new, |EntryIdx(number)| format!("{}{number}{}", CURRENT.0, CURRENT.1)),
            text: (&*item.title).into(),
            number: &item.number,
            lang: other.map(|locale| locale.tag.as_str()),
            language: other.map(|locale| &*locale.name),
            is_part: !item.children.is_empty(),
            is_more: false,
            with: item.entry.map_or_else(String::new, self.with),
            children,
        }
    }

    /// The line that stands for `n` others.
    fn left_out(&self, n: usize) -> Option<TocLine<'a>> {
        (n > 0).then(|| TocLine {
            href: Some(to(self.contents)),
            current: String::new(),
            text: (self.more)(n).into(),
            number: "",
            lang: None,
            language: None,
            is_part: false,
            is_more: true,
            with: String::new(),
            children: Vec::new(),
        })
    }
}

/// An address from the site's root, with the mark that becomes the way there.
fn to(permalink: &Permalink) -> String {
    format!("{ROOT}{}", encode(permalink.as_str().trim_start_matches('/')))
}

/// A rendered table, with the places at which pages differ.
#[derive(Debug)]
pub(super) struct Fragment {
    html: Box<str>,
    /// In the order of their places.
    marks: Box<[Mark]>,
}

/// A place in the HTML of a fragment.
#[derive(Debug)]
struct Mark {
    at: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    /// The way to the site's root goes here.
    Root,
    /// From here to `end` stands an attribute, with the space before it, that only the line
    /// of this entry has; its value goes into `value`.
    Current { entry: EntryIdx, value: usize, end: usize },
}

impl Fragment {
    /// Takes the marks out of HTML.
    fn cut(marked: &str) -> Self {
        let mut html = String::with_capacity(marked.len());
        let mut marks = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find([ROOT, CURRENT.0]) {
            let (text, mark) = rest.split_at(at);
            if let Some(after) = mark.strip_prefix(ROOT) {
                html.push_str(text);
                marks.push(Mark { at: html.len(), what: What::Root });
                rest = after;
                continue;
            }
            let mark = &mark[CURRENT.0.len_utf8()..];
            let (number, after) = mark.split_once(CURRENT.1).unwrap_or((mark, ""));
            let start = attribute_start(text);
            let quote =
                text.chars().next_back().filter(|letter| matches!(letter, '"' | '\'')).filter(|_| start < text.len());
            let end = quote.map_or(0, char::len_utf8).min(after.len());
            html.push_str(&text[..start]);
            if let Ok(number) = number.parse() {
                let (at, value) = (html.len(), html.len() + text.len() - start);
                html.extend([&text[start..], &after[..end]]);
                marks.push(Mark { at, what: What::Current { entry: EntryIdx(number), value, end: html.len() } });
            }
            rest = &after[end..];
        }
        html.push_str(rest);
        Self { html: html.into(), marks: marks.into() }
    }

    /// The table on a page: `root` is the way from there to the site's root, `current` the
    /// page's own entry.
    pub(super) fn fill(&self, root: &str, current: Option<EntryIdx>) -> String {
        let mut html = String::with_capacity(self.html.len() + self.marks.len() * root.len());
        let mut done = 0;
        for Mark { at, what } in &self.marks {
            html.push_str(&self.html[done..*at]);
            done = *at;
            match *what {
                What::Root => html.push_str(root),
                What::Current { entry, value, end } => {
                    if current == Some(entry) {
                        html.extend([&self.html[*at..value], "page", &self.html[value..end]]);
                    }
                    done = end;
                }
            }
        }
        html.push_str(&self.html[done..]);
        html
    }
}

/// Where the attribute begins, space included, whose value follows `text`; its end when
/// none does.
fn attribute_start(text: &str) -> usize {
    let named = text.strip_suffix(['"', '\'']).unwrap_or(text).strip_suffix('=');
    let name =
        named.map(|named| named.trim_end_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '-'));
    match name {
        Some(before) if before.ends_with(|letter: char| letter.is_ascii_whitespace()) => before.trim_ascii_end().len(),
        _ => text.len(),
    }
}

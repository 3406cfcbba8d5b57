//! What every part of a page is made with: the book, the look, where the page lies.
//!
//! Floor 3.

use super::{
    data::{DateView, LinkView, NeighbourView},
    look::Look,
    place::Places,
    toc::Toc,
    way::Way,
};
use crate::{
    book::{Book, Entry, EntryIdx, LocaleIdx, Target, beyond_path},
    catalogue::Catalogue,
    date::Date,
    locale::{Locale, Measure},
    path::{Anchor, Permalink},
    words,
};

/// The surroundings of one page.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub book: &'a Book,
    pub look: &'a Look,
    pub places: &'a Places,
    /// The table of contents of the page's locale.
    pub toc: &'a Toc,
    /// The page's locale.
    pub locale: LocaleIdx,
    /// The locale that stands beside it on a facing page.
    pub other: Option<LocaleIdx>,
    /// Whether the page shows an original that its locale does not translate.
    pub is_fallback: bool,
    /// The page's address.
    pub permalink: &'a Permalink,
    /// How the page reaches others.
    pub way: Way<'a>,
}

impl<'a> Ctx<'a> {
    /// The page's locale as the settings have it.
    pub(super) fn own_locale(&self) -> &'a Locale {
        self.a_locale(self.locale)
    }

    pub(super) fn a_locale(&self, idx: LocaleIdx) -> &'a Locale {
        &self.book.settings.locales[idx.0]
    }

    /// The interface words of the page.
    pub(super) fn words(&self) -> &'a Catalogue {
        self.words_of(self.locale)
    }

    pub(super) fn words_of(&self, idx: LocaleIdx) -> &'a Catalogue {
        &self.look.tongues[idx.0].catalogue
    }

    /// The book's title in a locale.
    pub(super) fn book_title(&self, idx: LocaleIdx) -> &'a str {
        let settings = &self.book.settings;
        settings.title.near(&settings.locales[idx.0].code, &settings.original).map_or("", |title| title)
    }

    /// The book's description in a locale, if it has one in that locale.
    pub(super) fn book_description(&self, idx: LocaleIdx) -> Option<&'a str> {
        self.book.settings.description.get(&self.a_locale(idx).code).map(|text| &**text)
    }

    /// A locale's language, when it is not the page's.
    pub(super) fn other_lang(&self, idx: LocaleIdx) -> Option<&'a str> {
        (idx != self.locale).then(|| self.a_locale(idx).tag.as_str())
    }

    /// The name of a locale's language, when it is not the page's.
    pub(super) fn other_language(&self, idx: LocaleIdx) -> Option<&'a str> {
        (idx != self.locale).then(|| &*self.a_locale(idx).name)
    }

    /// The chapter that a reader of this page is to get for a chapter: on the page of an
    /// original that the locale does not translate, what it does translate.
    pub(super) fn version(&self, idx: EntryIdx) -> EntryIdx {
        let own = self.is_fallback.then(|| self.book.translation(idx, self.locale)).flatten();
        own.unwrap_or(idx)
    }

    /// Where this page leads for a chapter: to the chapter's own page, and from a facing
    /// page to a facing page of the same two languages, so that the reader keeps both;
    /// for an original that the page's locale does not translate, to its page in that locale.
    pub(super) fn address(&self, idx: EntryIdx) -> &'a Permalink {
        if let Some(facing) = self.facing(idx) {
            return facing;
        }
        let entry: &'a Entry = self.book.entry(idx);
        let is_foreign = entry.locale != self.locale && self.other.is_none();
        let fallback = is_foreign.then(|| self.places.fallback(self.locale, idx)).flatten();
        fallback.map_or(&entry.permalink, |page| &page.permalink)
    }

    /// On a facing page, the facing page of a chapter in the same two languages.
    fn facing(&self, idx: EntryIdx) -> Option<&'a Permalink> {
        let locale = self.book.entry(idx).locale;
        let other = self.other.filter(|other| locale == self.locale || locale == *other)?;
        self.places.facing(self.book.translation(idx, self.locale)?, other)
    }

    /// The language of what a reader of this page gets for a chapter, when it is not the
    /// page's. A page in both languages is for readers of either.
    pub(super) fn lang_beyond(&self, idx: EntryIdx) -> Option<&'a str> {
        let idx = self.version(idx);
        self.other_lang(self.book.entry(idx).locale).filter(|_| self.facing(idx).is_none())
    }

    /// A link to the chapter before or after, or to begin with.
    pub(super) fn neighbour(&self, idx: EntryIdx) -> NeighbourView<'a> {
        let idx = self.version(idx);
        let link = LinkView { href: Some(self.way.to(self.address(idx))), ..self.entry_link(idx) };
        NeighbourView { link, with: self.with(idx) }
    }

    /// The codes of the locales that a chapter's facing pages show beside it, for the
    /// script; empty on a facing page, whose links lead to such pages already.
    pub(super) fn with(&self, idx: EntryIdx) -> String {
        let beside = self.places.beside(idx).filter(|_| self.other.is_none());
        let codes: Vec<&str> = beside.map(|(other, _)| self.a_locale(other).code.as_str()).collect();
        codes.join(" ")
    }

    /// A link to a chapter's own page, by its title.
    pub(super) fn entry_link(&self, idx: EntryIdx) -> LinkView<'a> {
        let entry: &'a Entry = self.book.entry(idx);
        LinkView {
            href: Some(self.way.to(&entry.permalink)),
            text: &entry.card.title,
            number: &entry.number,
            lang: self.other_lang(entry.locale),
        }
    }

    /// The address of what a link leads to; `None` for one that leads nowhere. `written` is
    /// the address as the author wrote it, `is_shown` whether the page shows what is there.
    pub(super) fn target(&self, target: &Target, written: &str, is_shown: bool) -> Option<String> {
        match target {
            Target::Page { entry, anchor } => {
                let version = self.version(*entry);
                // A translation may lack the id that the original has.
                let is_there =
                    |anchor: &&Anchor| version == *entry || self.book.entry(version).card.ids.contains_key(*anchor);
                let query = beyond_path(written).split('#').next().unwrap_or_default();
                Some(self.way.to_place(self.address(version), query, anchor.as_ref().filter(is_there)))
            }
            Target::Here(anchor) => Some(format!("#{}", anchor.fragment())),
            Target::File(path) => {
                let card = self.book.files.get(path)?;
                let file = if is_shown { &card.shown_permalink } else { &card.permalink };
                Some(self.way.to(file) + beyond_path(written))
            }
            Target::Site(permalink) => Some(self.way.to(permalink) + beyond_path(written)),
            Target::Elsewhere => Some(written.to_owned()),
            Target::Broken => None,
        }
    }

    /// A day, for people and for programs.
    pub(super) fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: self.words().date(date) }
    }

    /// How long a text in a locale takes to read, in the page's words; `None` for a text
    /// without words.
    pub(super) fn minutes(&self, length: &crate::chapter::Length, locale: LocaleIdx) -> Option<String> {
        let is_empty = length.n_characters == 0 && length.n_words == 0;
        let minutes = || words::minutes(length, &self.a_locale(locale).tag);
        (!is_empty).then(|| self.words().count("minutes", u64::from(minutes())))
    }

    /// How long a text in a locale is, counted as its language does, in the page's words.
    pub(super) fn length_in(&self, length: &crate::chapter::Length, locale: LocaleIdx) -> Option<String> {
        let (key, n) = match self.a_locale(locale).tag.measure() {
            Measure::Characters => ("characters", length.n_characters),
            Measure::Words => ("words", length.n_words),
        };
        (n > 0).then(|| self.words().count(key, u64::from(n)))
    }
}

//! Prints pages: a book and a look in, the bytes of a page out.
//!
//! Floor 3. The entry of [`crate::view`].

use std::sync::Arc;

use super::{
    around::Paint,
    ctx::Ctx,
    data::{PageView, SiteView, TocView},
    engine::{Shared, Variables},
    held::Held,
    listings::Listings,
    look::Look,
    minify, misnamed, page,
    page::Written,
    place::{self, Place, Places},
    text::{Desk, Shown, Text},
    toc::{Scope, Tocs},
    way::Way,
};
use crate::{
    book::{Book, Entry, EntryIdx, EntryRole, LocaleIdx},
    catalogue::Catalogue,
    chapter::Chapter,
    diag::{Code, Diagnostic, Warned},
    front_matter::FrontMatter,
    path::{Permalink, ProjectPath},
    site::{Known, Recipe},
    span::Span,
    terms::Terms,
};

/// The template of the table of contents.
const TOC: &str = "parts/toc.html";

/// Where in a chapter's file a key of the front matter has its value.
pub type PlaceInFront<'a> = &'a dyn Fn(EntryIdx, &str) -> Span;

/// What came of printing a page.
#[derive(Debug)]
pub enum Printed {
    /// A page, with what it was made from unless it had something to tell.
    Made {
        /// The page.
        bytes: Vec<u8>,
        /// What it was made from.
        recipe: Option<Recipe>,
    },
    /// It is the page that was known.
    AsBefore,
    /// Its template failed; why is told, with the page or with the look.
    Failed,
}

/// Everything that pages share.
#[derive(Clone, Debug)]
pub struct Press {
    book: Arc<Book>,
    look: Arc<Look>,
    places: Arc<Places>,
    /// One for each locale, in the settings' order.
    editions: Arc<Vec<Edition>>,
    tocs: Arc<Tocs>,
}

/// What the pages of one locale share.
#[derive(Debug)]
struct Edition {
    /// The variables `site` and `t`.
    shared: Variables,
    /// What `site` was made from.
    site: Option<Recipe>,
    /// The terms that its chapters mark.
    terms: Terms,
}

impl Press {
    /// Makes ready to print. Renders no page yet.
    #[must_use]
    pub fn new(book: Arc<Book>, look: Arc<Look>) -> Warned<Self> {
        let places = Places::of(&book);
        let mut told = places.too_long(&book);
        told.extend(misnamed::told(&look.misnamed, &book));
        let editions = book.locale_idxs().map(|locale| edition(&book, &look, locale).tell(&mut told)).collect();
        let tocs = Arc::new(Tocs::of(&book, &places.facing_pairs(&book)));
        let (places, editions) = (Arc::new(places), Arc::new(editions));
        Warned { value: Self { book, look, places, editions, tocs }, told }
    }

    /// The same press, without the tables of contents that were rendered because a page
    /// showed them.
    #[must_use]
    pub fn renewed(&self) -> Self {
        Self { tocs: Arc::new(self.tocs.renewed()), ..self.clone() }
    }

    /// A press for a book that differs from this one's in texts alone: not in titles,
    /// addresses, front matter, nor in the terms that chapters speak of.
    #[must_use]
    pub fn with_texts_of(&self, book: Arc<Book>) -> Self {
        Self { book, ..self.clone() }
    }

    /// Every page of the site, chapters first. O(pages).
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        self.places.all(&self.book)
    }

    /// The address of a page.
    #[must_use]
    pub fn permalink<'a>(&'a self, place: &'a Place) -> &'a Permalink {
        self.places.permalink(&self.book, place)
    }

    /// The locale of a page, `None` for one that belongs to all.
    #[must_use]
    pub fn locale(&self, place: &Place) -> Option<LocaleIdx> {
        match place {
            Place::Root | Place::NotFound => None,
            Place::Entry(idx) | Place::Facing(idx, _) => Some(self.book.entry(*idx).locale),
            Place::Untranslated(_, locale)
            | Place::Home(locale)
            | Place::Contents(locale)
            | Place::Status(locale)
            | Place::Search(locale)
            | Place::Print(locale)
            | Place::Glossary(locale)
            | Place::Tags(locale)
            | Place::Tag(locale, _) => Some(*locale),
            Place::Redirect(old) => self.book.redirects.get(old).map(|idx| self.book.entry(*idx).locale),
        }
    }

    /// Prints a page, unless it is made from the same as the one that is `known`. `shown` is
    /// its text. `paint` colours a listing, `in_front` finds what is wrong in front matter.
    #[must_use]
    pub fn page(
        &self,
        place: &Place,
        shown: &Shown<'_>,
        paint: Paint<'_>,
        in_front: PlaceInFront<'_>,
        known: Known<'_>,
    ) -> Warned<Printed> {
        let mut told = Vec::new();
        let ctx = self.ctx(place);
        let listings = Listings::default();
        let tools = |locale| self.tools(locale);
        let desk = Desk { ctx, paint, listings: &listings, tools: &tools };
        let body = desk.write(place, shown).tell(&mut told);
        let root = ctx.way.root();
        let toc = self.toc(&ctx, place, &root).tell(&mut told);
        let written = Written { shown: *shown, root: &root };
        let view = page::view(&ctx, place, &written);
        let named = self.named_template(place, in_front);
        let template = match named.unwrap_or_else(|| Ok(self.template(&ctx, place))) {
            Ok(template) => template,
            Err(fault) => {
                told.push(fault);
                return Warned { value: Printed::Failed, told };
            }
        };

        let ingredients = |from| Recipe::of(&(from, &template, &listings, &view), [&*body, &*toc]);
        let recipe = known.recipe(|| self.origin(ctx.locale).and_then(ingredients)).filter(|_| told.is_empty());
        if known.is(recipe.as_ref()) {
            return Warned { value: Printed::AsBefore, told };
        }

        let full = listings.fill(&body, paint);
        let mut held = self.look.engine.holder();
        let view = PageView { toc: held.keep(&toc), body: held.keep(&full), ..view };
        let bytes = match Shared::of(&view) {
            Ok(page) => self.rendered(&ctx, &template, page, &held).tell(&mut told),
            Err(error) => {
                told.push(self.unspeakable(place, &error, in_front));
                None
            }
        };
        let recipe = recipe.filter(|_| told.is_empty());
        Warned { value: bytes.map_or(Printed::Failed, |bytes| Printed::Made { bytes, recipe }), told }
    }

    /// What texts of a locale are written with.
    fn tools(&self, locale: LocaleIdx) -> (&Variables, &Terms) {
        let edition = &self.editions[locale.0];
        (&edition.shared, &edition.terms)
    }

    /// The text of a chapter as HTML, with marks for its listings.
    pub(super) fn body(
        &self,
        ctx: Ctx<'_>,
        idx: EntryIdx,
        chapter: &Chapter,
        paint: Paint<'_>,
    ) -> Warned<(String, Listings)> {
        let listings = Listings::default();
        let tools = |locale| self.tools(locale);
        let desk = Desk { ctx, paint, listings: &listings, tools: &tools };
        let text = Text { chapter, units: &[], ids: &[], follows: None };
        let body = desk.write(&Place::Entry(idx), &Shown::Chapter(text));
        body.map(|html| (html, listings))
    }

    /// What files about the state of a locale's translations say in its language.
    #[must_use]
    pub fn status_words(&self, locale: LocaleIdx) -> &Catalogue {
        &self.look.tongues[locale.0].catalogue
    }

    pub(super) fn book(&self) -> &Book {
        &self.book
    }

    /// What all pages of a locale are made from beside their own texts; `None` when that
    /// cannot be told.
    pub(super) fn origin(&self, locale: LocaleIdx) -> Option<(Recipe, Recipe)> {
        self.editions[locale.0].site.zip(self.look.id)
    }

    pub(super) fn ctx<'a>(&'a self, place: &'a Place) -> Ctx<'a> {
        let permalink = self.permalink(place);
        let settings = &self.book.settings;
        let way = match place {
            Place::NotFound => Way::from_anywhere(permalink, settings),
            _ => Way::from(permalink, settings),
        };
        let locale = self.locale(place).unwrap_or_else(|| place::root_locale(&self.book));
        let other = match place {
            Place::Facing(_, other) => Some(*other),
            _ => None,
        };
        Ctx {
            book: &self.book,
            look: &self.look,
            places: &self.places,
            toc: self.tocs.toc(locale, other),
            locale,
            other,
            is_fallback: matches!(place, Place::Untranslated(..)),
            permalink,
            way,
        }
    }

    /// The table of contents as a page shows it; empty on pages that belong to no locale or
    /// show the whole of it.
    fn toc(&self, ctx: &Ctx<'_>, place: &Place, root: &str) -> Warned<String> {
        let entry = match place {
            Place::Entry(idx) | Place::Untranslated(idx, _) if shows_all(ctx.book.entry(*idx)) => {
                return Warned::fine(String::new());
            }
            Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => Some(*idx),
            Place::Glossary(_) | Place::Tags(_) | Place::Tag(..) => None,
            Place::Root
            | Place::NotFound
            | Place::Redirect(_)
            | Place::Home(_)
            | Place::Contents(_)
            | Place::Status(_)
            | Place::Search(_)
            | Place::Print(_) => {
                return Warned::fine(String::new());
            }
        };
        let more = |n: usize| ctx.words().count("contents-more", n as u64);
        let contents = ctx.places.contents(ctx.locale);
        let (address, with) = (|idx| ctx.address(idx), |idx| ctx.with(idx));
        let scope = Scope { book: ctx.book, locale: ctx.locale, contents, address: &address, with: &with, more: &more };
        let edition = &self.editions[ctx.locale.0];
        let fragment = ctx.toc.fragment(&scope, entry, |view| self.toc_html(edition, ctx.permalink, view));
        Warned { value: fragment.value.fill(root, entry), told: fragment.told.clone() }
    }

    fn toc_html(&self, edition: &Edition, permalink: &Permalink, view: &TocView<'_>) -> Warned<String> {
        if !self.look.engine.has(TOC) {
            return Warned::fine(String::new());
        }
        let toc = Shared::of(view).expect("the data of a table can be said in a template");
        let variables = edition.shared.clone().with("toc", toc);
        match self.look.engine.render(TOC, &variables, &format!("`{permalink}`")) {
            Some(Ok(html)) if self.look.is_minified => Warned::fine(minify::page(&html, &self.look.pieces)),
            Some(Ok(html)) => Warned::fine(html),
            Some(Err(fault)) => Warned { value: String::new(), told: vec![fault] },
            None => Warned::fine(String::new()),
        }
    }

    /// A page by its template, with the texts that are `held` back.
    pub(super) fn rendered(
        &self,
        ctx: &Ctx<'_>,
        template: &str,
        page: Shared,
        held: &Held<'_>,
    ) -> Warned<Option<Vec<u8>>> {
        let variables = self.editions[ctx.locale.0].shared.clone().with("page", page);
        match self.look.engine.render_frame(template, &variables, &format!("`{}`", ctx.permalink), held) {
            Some(Ok(html)) if self.look.is_minified => {
                Warned::fine(Some(held.fill(&minify::page(&html, &self.look.pieces))))
            }
            Some(Ok(html)) => Warned::fine(Some(held.fill(&html))),
            Some(Err(fault)) => Warned { value: None, told: vec![fault] },
            None => Warned::fine(None),
        }
    }

    /// The template that a page's front matter names.
    fn named_template(&self, place: &Place, in_front: PlaceInFront<'_>) -> Option<Result<String, Diagnostic>> {
        let (Place::Entry(idx) | Place::Untranslated(idx, _)) = place else { return None };
        let name = self.book.entry(*idx).front.template.as_deref()?;
        let spelled = [name.to_owned(), format!("{name}.html")];
        let found = spelled.into_iter().find(|name| self.look.engine.has(name));
        Some(found.ok_or_else(|| self.unknown_template(*idx, name, in_front)))
    }

    /// Tells that there is no such template, where it is named.
    fn unknown_template(&self, entry: EntryIdx, name: &str, in_front: PlaceInFront<'_>) -> Diagnostic {
        let (file, span) = self.written(entry, "template", |front| front.template.is_some(), in_front);
        let spelled = format!("{}.html", name.trim_end_matches(".html"));
        let near =
            crate::diag::nearest(&spelled, self.look.engine.names()).map(|near| format!("did you mean `{near}`?"));
        let message = format!("there is no template `{name}`");
        Diagnostic::new(Code::UnknownTemplate, &file, span, message).maybe_help(near)
    }

    /// Tells that front matter holds what no template can be given, where it does.
    fn unspeakable(&self, place: &Place, error: &str, in_front: PlaceInFront<'_>) -> Diagnostic {
        let message = format!("`extra` holds what no template can be given: {error}");
        let (Place::Entry(entry) | Place::Facing(entry, _) | Place::Untranslated(entry, _)) = place else {
            return Diagnostic::general(Code::InvalidValue, message);
        };
        let (file, span) = self.written(*entry, "extra", |front| front.extra.is_some(), in_front);
        Diagnostic::new(Code::InvalidValue, &file, span, message)
    }

    /// Where a key of a chapter's front matter has its value: in the chapter's own file or,
    /// where that does not have it, in the one that it inherits from.
    fn written(
        &self,
        entry: EntryIdx,
        key: &str,
        has: impl Fn(&FrontMatter) -> bool,
        in_front: PlaceInFront<'_>,
    ) -> (ProjectPath, Span) {
        let is_own = has(&self.book.entry(entry).card.front);
        let written = if is_own { entry } else { self.book.leading_version(entry) };
        (self.book.entry(written).card.path.in_project(), in_front(written, key))
    }

    /// The template of a page's kind.
    pub(super) fn template(&self, ctx: &Ctx<'_>, place: &Place) -> String {
        let names = page::templates(ctx, place);
        let found = names.iter().find(|name| self.look.engine.has(name)).cloned();
        found.unwrap_or_else(|| names.into_iter().next().unwrap_or_default())
    }
}

/// Whether the page of a chapter shows all that there is to read, unless it asks for a
/// template of its own.
fn shows_all(entry: &Entry) -> bool {
    entry.role == EntryRole::Home && entry.front.template.is_none()
}

/// What the pages of a locale share.
fn edition(book: &Book, look: &Look, locale: LocaleIdx) -> Warned<Edition> {
    let settings = &book.settings;
    let code = &settings.locales[locale.0].code;
    let announcement = settings.announcement.get(code).cloned();
    let site = SiteView {
        title: settings.title.near(code, &settings.original).cloned().unwrap_or_default(),
        description: settings.description.get(code).cloned(),
        authors: settings.authors.clone(),
        license: settings.license.near(code, &settings.original).cloned(),
        announcement_id: announcement.as_ref().map(|text| blake3::hash(text.as_bytes()).to_hex()[..8].into()),
        announcement,
        extra: settings.extra.clone(),
    };
    let recipe = Recipe::of(&site, [""; 0]);
    let (site, told) = match Shared::of(&site) {
        Ok(site) => (site, Vec::new()),
        Err(error) => {
            let message = format!("`extra` of the settings holds what no template can be given: {error}");
            let plain = SiteView { extra: serde_yaml::Mapping::new(), ..site };
            let plain = Shared::of(&plain).expect("texts can be said in a template");
            (plain, vec![Diagnostic::general(Code::InvalidValue, message)])
        }
    };
    let words = look.tongues[locale.0].words.clone();
    let shared = Variables::default().with("site", site).with("t", words);
    let terms = Terms::of(&book.glossary, code);
    Warned { value: Edition { shared, site: recipe, terms }, told }
}

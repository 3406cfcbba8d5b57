//! The whole book of a locale on one page, for paper.
//!
//! Floor 3.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use super::{
    body::notes::without_lost_ways,
    ctx::Ctx,
    data::{HeadView, HeaderView, PageView, PrintedView},
    engine::Shared,
    header,
    let_in::LetIn,
    listings::Listings,
    merge::Merge,
    page,
    page::Written,
    place::Place,
    press::{Press, Printed},
    text::Shown,
};
use crate::{
    book::{EntryIdx, EntryRole, LocaleIdx},
    chapter::Chapter,
    diag::Warned,
    doc::CodeBlock,
    highlight::Highlighted,
    site::{Known, Recipe},
};

/// Gives a listing its colours, from any thread.
pub type SharedPaint<'a> = &'a (dyn Fn(&CodeBlock) -> Arc<Highlighted> + Sync);

/// A chapter of the page in the making.
struct Part<'a> {
    entry: EntryIdx,
    chapter: &'a Chapter,
    /// Its text, with marks for its listings.
    body: String,
    listings: Listings,
}

impl Press {
    /// Prints the page of a whole book, unless it is made from the same as the one that is
    /// `known`. `chapter` gives the text of an entry. O(length of the book).
    #[must_use]
    pub fn book_page<'c>(
        &self,
        place: &Place,
        locale: LocaleIdx,
        chapter: &(dyn Fn(EntryIdx) -> &'c Chapter + Sync),
        paint: SharedPaint<'_>,
        known: Known<'_>,
    ) -> Warned<Printed> {
        let mut told = Vec::new();
        let ctx = self.ctx(place);
        // What is wrong with a chapter is told with its own page.
        let parts = self.parts(ctx, locale, chapter, paint);
        let root = ctx.way.root();
        let written = Written { shown: Shown::Nothing, root: &root };
        let view = page::view(&ctx, place, &written);
        let mut let_in = LetIn::default();
        for part in &parts {
            let_in.add_chapter(self.book().entry(part.entry), part.chapter);
        }
        let head = HeadView { csp: ctx.look.assets.csp_with(&let_in), ..view.head };
        let chapters = (1..).zip(&parts).map(|(number, part)| printed(&ctx, part, &mark(number))).collect();
        let view = PageView { head, chapters, ..view };
        let template = self.template(&ctx, place);
        let listings: Vec<&Listings> = parts.iter().map(|part| &part.listings).collect();
        let texts = parts.iter().map(|part| &*part.body);
        let ingredients = |from| Recipe::of(&(from, &template, listings, &view), texts);
        let recipe = known.recipe(|| self.origin(ctx.locale).and_then(ingredients));
        if known.is(recipe.as_ref()) {
            return Warned { value: Printed::AsBefore, told };
        }

        let bodies = merged(&ctx, parts, paint);
        let mut holder = ctx.look.engine.holder();
        let texts = bodies.iter().map(String::as_str);
        let with_text = |(it, body)| PrintedView { body: holder.keep(body), ..it };
        let chapters = view.chapters.into_iter().zip(texts).map(with_text).collect();
        let view = PageView { chapters, ..view };
        let bytes = self.rendered(&ctx, &template, variable(&view), &holder).tell(&mut told);
        let recipe = recipe.filter(|_| told.is_empty());
        Warned { value: bytes.map_or(Printed::Failed, |bytes| Printed::Made { bytes, recipe }), told }
    }

    /// The texts of a locale's chapters in reading order, written for this page.
    fn parts<'c>(
        &self,
        ctx: Ctx<'_>,
        locale: LocaleIdx,
        chapter: &(dyn Fn(EntryIdx) -> &'c Chapter + Sync),
        paint: SharedPaint<'_>,
    ) -> Vec<Part<'c>> {
        let write = |entry: &EntryIdx| {
            let chapter = chapter(*entry);
            let (body, listings) = self.body(ctx, *entry, chapter, &|code| paint(code)).value;
            Part { entry: *entry, chapter, body, listings }
        };
        ctx.book.tree(locale).reading.par_iter().map(write).collect()
    }
}

/// What the template is given.
fn variable(view: &PageView<'_>) -> Shared {
    Shared::of(view).expect("a page without `extra` can be said in a template")
}

/// The mark of the chapter with a number, from 1.
fn mark(number: usize) -> String {
    format!("c{number}")
}

/// The texts as parts of one page, their listings coloured.
fn merged(ctx: &Ctx<'_>, parts: Vec<Part<'_>>, paint: SharedPaint<'_>) -> Vec<String> {
    let address = |part: &Part<'_>| ctx.way.to(&ctx.book.entry(part.entry).permalink);
    let marks: BTreeMap<String, String> =
        (1..).zip(&parts).map(|(number, part)| (address(part), mark(number))).collect();
    let merge = |(idx, part): (usize, Part<'_>)| {
        // The lines of a listing have no ids, so that only what is around them is looked at.
        let mark = mark(idx + 1);
        let mut merged = Merge { mark: &mark, depth: 1, marks: &marks }.html(&part.body);
        if ctx.book.entry(part.entry).role == EntryRole::Home {
            // The cover stands in place of its title, so that the marks there are not printed.
            merged = without_lost_ways(&merged, &format!("{mark}-"));
        }
        part.listings.fill(&merged, &|code| paint(code))
    };
    parts.into_par_iter().enumerate().map(merge).collect()
}

/// What the page shows of a chapter besides its text.
fn printed<'a>(ctx: &Ctx<'a>, part: &Part<'_>, mark: &str) -> PrintedView<'a> {
    let entry = ctx.book.entry(part.entry);
    let header = header::of_entry(ctx, part.entry, Some(part.chapter));
    // The marks of its notes lead to places of this page.
    let title_html = Merge { mark, depth: 1, marks: &BTreeMap::new() }.html(&header.title_html);
    PrintedView {
        id: mark.into(),
        is_home: entry.role == EntryRole::Home,
        is_part: entry.role == EntryRole::Part,
        header: HeaderView { title_html, ..header },
        body: "".into(),
    }
}

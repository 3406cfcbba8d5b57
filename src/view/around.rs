//! What a chapter's text needs of the page around it: where links lead, how listings are
//! coloured, what shortcodes print.
//!
//! Floor 3.

use std::{cell::RefCell, sync::Arc};

use super::{
    body::{LinkView, Moment, Surroundings},
    ctx::Ctx,
    data::ShortcodePage,
    engine::{Shared, Variables},
    listings::Listings,
    recordings,
};
use crate::{
    book::{Entry, Target},
    chapter::Chapter,
    diag::{Code, Diagnostic, nearest},
    doc::{CodeBlock, LinkIdx, Shortcode, Value, is_script},
    front_matter::Timecode,
    glossary::TermIdx,
    highlight::Highlighted,
    locale::Locale,
    terms::Terms,
};

/// Gives a listing its colours.
pub type Paint<'a> = &'a dyn Fn(&CodeBlock) -> Arc<Highlighted>;

/// The page around a chapter's text.
pub(super) struct Around<'a> {
    pub ctx: Ctx<'a>,
    pub entry: &'a Entry,
    pub chapter: &'a Chapter,
    pub paint: Paint<'a>,
    /// The terms of the text's locale.
    pub terms: &'a Terms,
    /// The listings whose marks stand in the text.
    pub listings: &'a Listings,
    /// `site` and `t` of the text's locale, which on a facing page need not be the page's.
    pub shared: &'a Variables,
    /// What shortcodes had to tell.
    pub told: RefCell<Vec<Diagnostic>>,
}

impl Surroundings for Around<'_> {
    fn link(&self, link: LinkIdx) -> LinkView {
        let number = link.0 as usize;
        let (Some(target), Some(link)) = (self.entry.links.get(number), self.chapter.doc.links.get(number)) else {
            return LinkView::default();
        };
        let is_shown = link.role.is_shown();
        let picture = match target {
            Target::File(path) if is_shown => self.ctx.book.files.get(path).and_then(|card| card.picture),
            _ => None,
        };
        let hreflang = match target {
            // Where an original is shown for want of a translation, its own language is no news.
            Target::Page { entry, .. } => self.ctx.lang_beyond(*entry).filter(|lang| {
                let own = self.locale().tag.as_str();
                !self.ctx.is_fallback || *lang != own
            }),
            _ => None,
        };
        LinkView {
            href: self.ctx.target(target, &link.target, is_shown),
            hreflang: hreflang.map(Arc::from),
            is_external: *target == Target::Elsewhere && !is_shown,
            picture,
        }
    }

    fn code(&self, code: &CodeBlock) -> Arc<Highlighted> {
        self.listings.keep(code)
    }

    fn shortcode(&self, call: &Shortcode, body: Option<&str>) -> String {
        let template = format!("shortcodes/{}.html", call.name);
        if !self.ctx.look.engine.has(&template) {
            self.told.borrow_mut().push(self.unknown(call));
            return String::new();
        }
        let page = format!("`{}`", self.entry.permalink);
        // A template may look into what the call encloses, and must not find marks.
        let body = body.map(|body| self.listings.fill(body, self.paint));
        match self.ctx.look.engine.render(&template, &self.variables(call, body.as_deref()), &page) {
            Some(Ok(html)) => html.trim().to_owned(),
            Some(Err(fault)) => {
                let (file, span) = self.chapter.origin.locate(call.span);
                self.told.borrow_mut().push(fault.related(file, span, "called here"));
                String::new()
            }
            None => String::new(),
        }
    }

    fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.ctx.words_of(self.entry.locale).word(key)
    }

    fn terms(&self) -> &Terms {
        self.terms
    }

    fn term_href(&self, term: TermIdx) -> Option<String> {
        let page = self.ctx.places.glossary(self.entry.locale)?;
        Some(self.ctx.way.to_anchor(page, Some(&self.ctx.book.glossary.term(term).id)))
    }

    fn number(&self, number: f64) -> String {
        self.ctx.words_of(self.entry.locale).decimal(number)
    }

    fn moment(&self, time: Timecode) -> Option<Moment> {
        recordings::moment(&self.ctx, self.entry, time)
    }

    fn icon(&self, name: &str) -> &str {
        self.ctx.look.icons.get(name).map_or("", |icon| icon)
    }
}

impl<'a> Around<'a> {
    /// The locale of the text.
    pub(super) fn locale(&self) -> &'a Locale {
        self.ctx.a_locale(self.entry.locale)
    }

    /// The variables of a shortcode: its arguments, what it encloses, and the page.
    fn variables(&self, call: &Shortcode, body: Option<&str>) -> Variables {
        let mut variables = self.shared.clone();
        for (name, value) in &call.args {
            if let Ok(value) = self.argument(value) {
                variables = variables.with(&**name, value);
            }
        }
        let root = self.ctx.way.root();
        let page = ShortcodePage {
            lang: self.locale().tag.as_str(),
            locale: self.locale().code.as_str(),
            root: &root,
            permalink: self.entry.permalink.as_str(),
            title: &self.entry.card.title,
            source: self.entry.card.path.as_str(),
            extra: self.entry.front.extra.as_ref(),
        };
        let variables = match Shared::of(&page) {
            Ok(page) => variables.with("page", page),
            Err(_) => variables,
        };
        variables.with("body", Shared::html(body.unwrap_or_default()))
    }

    /// An argument as a template gets it: an address as it leads from the page, one that leads
    /// nowhere as it was written, unless it is a script.
    fn argument(&self, value: &Value) -> Result<Shared, String> {
        let Value::Address { link } = value else { return Shared::of(value) };
        let written = || {
            let target = &*self.chapter.doc.links.get(link.0 as usize)?.target;
            (!is_script(target)).then(|| target.to_owned())
        };
        Shared::of(&self.link(*link).href.or_else(written).unwrap_or_default())
    }

    fn unknown(&self, call: &Shortcode) -> Diagnostic {
        let known = |name: &'_ str| {
            name.strip_prefix("shortcodes/").and_then(|name| name.strip_suffix(".html")).map(str::to_owned)
        };
        let known: Vec<String> = self.ctx.look.engine.names().filter_map(known).collect();
        let near = nearest(&call.name, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let (file, span) = self.chapter.origin.locate(call.span);
        let message = format!("there is no shortcode `{}`", call.name);
        let help = format!("write `templates/shortcodes/{}.html`", call.name);
        Diagnostic::new(Code::UnknownShortcode, file, span, message).maybe_help(near).help(help)
    }
}

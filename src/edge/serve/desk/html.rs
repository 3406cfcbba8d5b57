//! The desk's pages as HTML.
//!
//! They are for who writes the book, like the messages of the terminal, and in the same
//! language as these. Nothing of a theme is in them, so that a broken one does not matter.
//!
//! Pure.

use std::fmt::Write;

use crate::{
    book::Book,
    diff::Piece,
    escape::{push_attribute, push_text},
    locale::Locale,
    path::{ContentPath, encode},
    status::{PageStatus, PairStatus, Spot, Status, listed, percent},
    translation::State,
};

/// What pages are made from.
pub(super) struct Desk<'a> {
    pub book: &'a Book,
    /// The word that accepts; `None` for who may only look.
    pub token: Option<&'a str>,
}

impl Desk<'_> {
    /// The list of all translations.
    pub(super) fn list(&self, status: &Status) -> String {
        let mut html = self.head("Translator’s desk", "");
        html.push_str("<h1>Translator’s desk</h1>");
        if status.locales.is_empty() {
            html.push_str(
                "<p>The book has no translation yet: a chapter of the same path in another language is one.</p>",
            );
        }
        for locale in &status.locales {
            html.push_str("<section><h2>");
            push_text(&mut html, self.locale(locale.locale.as_str()).map_or(locale.locale.as_str(), |it| &it.name));
            let _ = write!(html, " <small>{}</small></h2>", percent(locale.per_mille));
            html.push_str("<table><thead><tr><th>Page<th>Follows<th>Asks for attention</thead><tbody>");
            for page in &locale.pages {
                Self::line(&mut html, page);
            }
            html.push_str("</tbody></table>");
            if !locale.untranslated.is_empty() {
                let _ = write!(html, "<details><summary>Not translated: {}</summary><ul>", locale.untranslated.len());
                for chapter in &locale.untranslated {
                    html.push_str("<li>");
                    push_text(&mut html, chapter.original.as_str());
                }
                html.push_str("</ul></details>");
            }
            html.push_str("</section>");
        }
        html + "</main></body></html>"
    }

    /// A translation in the list.
    fn line(html: &mut String, page: &PageStatus) {
        let n = page.pairs.len();
        let _ = write!(html, "<tr{}><td>", if n == 0 { " class=\"done\"" } else { "" });
        let _ = write!(html, "<a href=\"?page={}\">", encode(page.path.as_str()));
        push_text(html, page.path.as_str());
        let _ = write!(html, "</a><td>{}<td>", percent(page.per_mille));
        push_text(html, &listed(&page.totals));
        if !page.has_ledger {
            html.push_str(" <small>nothing was accepted yet</small>");
        }
    }

    /// What asks for attention in one translation.
    pub(super) fn page(&self, page: &PageStatus) -> String {
        let mut html = self.head(page.path.as_str(), page.path.as_str());
        html.push_str("<p><a href=\"./\">All translations</a></p><h1>");
        push_text(&mut html, page.path.as_str());
        let _ = write!(html, " <small>{}</small></h1><p>", percent(page.per_mille));
        push_text(&mut html, &listed(&page.totals));
        html.push_str("</p>");
        if self.token.is_none() {
            html.push_str("<p class=\"note\">What is here is accepted at the machine that the preview runs on.</p>");
        }
        if page.pairs.is_empty() {
            html.push_str("<p class=\"done\">This translation follows its original.</p>");
        } else if self.token.is_some() && page.pairs.iter().any(accepts_with_page) {
            html.push_str(
                "<p><button type=\"button\" data-ids=\"\">Accept everything that was edited or is paired</button></p>",
            );
        }
        html.push_str("<p id=\"said\" role=\"status\"></p>");
        let (from, to) = (self.locale_of(&page.original), self.locale_of(&page.path));
        for pair in &page.pairs {
            self.pair(&mut html, page, pair, from, to);
        }
        html + "</main></body></html>"
    }

    /// One pair: both texts, what changed in the original, and the button.
    fn pair(
        &self,
        html: &mut String,
        page: &PageStatus,
        pair: &PairStatus,
        from: Option<&Locale>,
        to: Option<&Locale>,
    ) {
        html.push_str("<article id=\"");
        push_attribute(html, pair.id.as_str());
        let _ = write!(html, "\" data-state=\"{}\"><header><h2>", pair.state.name());
        push_text(html, pair.id.as_str());
        let _ = write!(html, "</h2><span class=\"state\">{}</span>", pair.state.name());
        if pair.is_touched {
            html.push_str("<span class=\"state\">edited since</span>");
        }
        if let Some(href) = self.address(&page.path) {
            let _ = write!(html, "<a href=\"{href}#");
            push_attribute(html, &encode(pair.id.as_str()));
            html.push_str("\">on its page</a>");
        }
        html.push_str("</header><div class=\"texts\">");
        side(html, "Original", from, pair.source.as_ref(), pair.changes().as_deref());
        side(html, "Translation", to, pair.target.as_ref(), None);
        html.push_str("</div>");
        if self.token.is_some() {
            html.push_str("<p><button type=\"button\" data-ids=\"");
            push_attribute(html, pair.id.as_str());
            let _ = write!(html, "\">{}</button></p>", wish(pair));
        }
        html.push_str("</article>");
    }

    /// A page that says that there is no such translation.
    pub(super) fn nothing(&self, path: &str) -> String {
        let mut html = self.head("Translator’s desk", "");
        html.push_str("<p><a href=\"./\">All translations</a></p><h1>No translation ");
        push_text(&mut html, path);
        html + "</h1></main></body></html>"
    }

    fn head(&self, title: &str, page: &str) -> String {
        let mut html = String::from(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>",
        );
        push_text(&mut html, title);
        html.push_str("</title><link rel=\"stylesheet\" href=\"desk.css\">");
        html.push_str("<script type=\"module\" src=\"desk.js\"></script></head><body data-page=\"");
        push_attribute(&mut html, page);
        html.push_str("\" data-token=\"");
        push_attribute(&mut html, self.token.unwrap_or_default());
        html + "\"><main>"
    }

    fn locale(&self, code: &str) -> Option<&Locale> {
        self.book.settings.locales.iter().find(|locale| locale.code.as_str() == code)
    }

    fn locale_of(&self, path: &ContentPath) -> Option<&Locale> {
        let entry = self.book.entries.iter().find(|entry| entry.card.path == *path)?;
        self.book.settings.locales.get(entry.locale.0)
    }

    /// The address of a chapter's page.
    fn address(&self, path: &ContentPath) -> Option<String> {
        let entry = self.book.entries.iter().find(|entry| entry.card.path == *path)?;
        Some(encode(entry.permalink.as_str()))
    }
}

/// One side of a pair.
fn side(html: &mut String, title: &str, locale: Option<&Locale>, spot: Option<&Spot>, changes: Option<&[Piece<'_>]>) {
    let _ = write!(html, "<section><h3>{title}");
    if let Some(spot) = spot {
        html.push_str(" <small>");
        push_text(html, &format!("{}:{}", spot.file, spot.line));
        html.push_str("</small>");
    }
    html.push_str("</h3><p class=\"text\"");
    if let Some(locale) = locale {
        // Which way it runs is found from the text itself.
        let _ = write!(html, " lang=\"{}\" dir=\"auto\"", locale.tag.as_str());
    }
    html.push('>');
    match (spot, changes) {
        (_, Some(pieces)) => pieces.iter().for_each(|piece| push_piece(html, *piece)),
        (Some(spot), None) => push_text(html, &spot.text),
        (None, None) => html.push_str("<em>nothing</em>"),
    }
    html.push_str("</p></section>");
}

fn push_piece(html: &mut String, piece: Piece<'_>) {
    let (open, text, close) = match piece {
        Piece::Same(text) => ("", text, ""),
        Piece::Gone(text) => ("<del>", text, "</del>"),
        Piece::New(text) => ("<ins>", text, "</ins>"),
    };
    html.push_str(open);
    push_text(html, text);
    html.push_str(close);
}

/// What a button offers for a pair.
fn wish(pair: &PairStatus) -> &'static str {
    match pair.state {
        State::Missing => "Leave it out on purpose",
        State::Removed => "Keep it as the translation’s own",
        State::Stale | State::Mechanical if !pair.is_touched => "It needs no change: accept it as it is",
        _ => "Accept",
    }
}

/// Whether a pair is accepted with its page: what was given up on one side is not.
fn accepts_with_page(pair: &PairStatus) -> bool {
    match pair.state {
        State::Missing | State::Removed => false,
        State::Stale | State::Mechanical => pair.is_touched,
        _ => true,
    }
}

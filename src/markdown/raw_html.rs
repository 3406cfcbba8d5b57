//! Reads the author's own HTML, so that it can stand in a page and break nothing there.
//!
//! Markdown hands HTML over in pieces: a tag within a line, a few lines of a block. An
//! element may begin in one piece and end in another, with Markdown between, as
//! `<figure>` around a listing does. A [`Scope`] therefore remembers what is open in one
//! place of the tree, a paragraph or the blocks of a list item; there, elements are closed
//! in order, what is never closed is closed at the end, and an end tag without its start
//! is left out. Elements that HTML does not have, or no longer has, become a `div` or
//! `span` whose class is the old name and whose attributes are `data-…`, so that
//! `<Listing caption="…">` keeps what it says. Comments are for the author and left out.
//! What needs no change is kept byte for byte.
//!
//! Floor 2. Knows no Markdown.

use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

use html5gum::{EndTag, StartTag, Token};

use super::{
    MAX_DEPTH,
    attributes::{self, Attribute, Fate},
    elements, html_tokens,
    shortcode::{self, Tag},
    told::{MISSING_ALT, Told},
};
use crate::{
    diag::Code,
    doc::{HtmlPiece, Link, LinkIdx, LinkRole},
    path::Anchor,
    span::Span,
};

/// What is open in one place of the tree.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The open elements, outermost first.
    open: Vec<Open>,
    /// How many of them are drawings or formulas.
    n_foreign: usize,
    /// The name of an element that is left out with all it holds.
    omitted: Option<String>,
}

/// An open element.
#[derive(Debug)]
struct Open {
    /// Its name as the author wrote it, in lower case.
    name: String,
    /// The name it is printed with.
    printed: &'static str,
}

impl Scope {
    /// Whether what comes now is left out.
    pub(super) fn is_omitting(&self) -> bool {
        self.omitted.is_some()
    }

    /// The end tags of everything open, which then no longer is.
    pub(super) fn close(&mut self) -> String {
        let mut tags = String::new();
        while let Some(open) = self.pop() {
            push_end(&mut tags, &open);
        }
        self.omitted = None;
        tags
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop();
        self.n_foreign -= usize::from(open.as_ref().is_some_and(|open| elements::is_foreign(&open.name)));
        open
    }

    fn push(&mut self, name: &str, printed: &'static str) {
        self.n_foreign += usize::from(elements::is_foreign(name));
        self.open.push(Open { name: name.to_owned(), printed });
    }
}

fn push_end(out: &mut String, open: &Open) {
    let name = if open.printed.is_empty() { &open.name } else { open.printed };
    // Writing to a string cannot fail.
    let _ = write!(out, "</{name}>");
}

/// Where what is found in HTML is kept.
pub(super) struct Finds<'f, 'o> {
    pub(super) links: &'f mut Vec<Link>,
    /// The ids given, each with the place where it was given first.
    pub(super) ids: &'f mut BTreeMap<Anchor, Span>,
    pub(super) told: &'f mut Told<'o>,
}

/// Where a piece of HTML stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Within a line.
    Line,
    /// Among blocks, and more of the same block follows.
    Begins,
    /// Among blocks.
    Block,
}

/// Reads a piece of HTML. `place` leads from a range of `html` to its place in the chapter's
/// text.
pub(super) fn read(
    html: &str,
    stand: Stand,
    scope: &mut Scope,
    finds: &mut Finds<'_, '_>,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Vec<HtmlPiece> {
    let is_block = stand != Stand::Line;
    let mut reader = Reader { html, is_block, scope, finds, place, pieces: Vec::new(), text: String::new() };
    for token in html_tokens::tokens(html) {
        reader.token(&token);
    }
    if stand == Stand::Block {
        // A block's own paragraph ends with it: what follows begins one of its own.
        while reader.scope.open.last().is_some_and(|open| open.name == "p") {
            reader.end_innermost();
        }
        reader.scope.omitted = None;
    }
    reader.finish()
}

struct Reader<'r, 'f, 'o> {
    html: &'r str,
    is_block: bool,
    scope: &'r mut Scope,
    finds: &'r mut Finds<'f, 'o>,
    place: &'r dyn Fn(Range<usize>) -> Span,
    pieces: Vec<HtmlPiece>,
    /// What comes after the last piece.
    text: String,
}

impl Reader<'_, '_, '_> {
    fn finish(mut self) -> Vec<HtmlPiece> {
        self.end_text();
        self.pieces
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(HtmlPiece::Text(std::mem::take(&mut self.text).into()));
        }
    }

    fn token(&mut self, token: &Token<usize>) {
        match token {
            Token::EndTag(tag) => self.end_tag(tag),
            _ if self.scope.is_omitting() => {}
            Token::StartTag(tag) => self.start_tag(tag),
            Token::String(text) => {
                // Entities stay as they are; a lone `<` is the one sign that may mislead.
                let source = &self.html[text.span.start..text.span.end];
                self.text.push_str(&source.replace('<', "&lt;"));
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let span = tag.span.start..tag.span.end;
        if elements::is_forbidden(&name) {
            let code = if name == "style" { Code::InlineStyle } else { Code::InlineScript };
            let message = format!("a `{name}` element cannot run on the page and is left out");
            self.finds.told.tell(code, (self.place)(span), message, None);
            self.scope.omitted = Some(name.into_owned());
            return;
        }
        if elements::is_of_the_page(&name) {
            let message = format!("a `{name}` element does nothing in a chapter and is left out");
            return self.finds.told.tell(Code::DeadHtml, (self.place)(span), message, elements::way_out(&name));
        }
        if self.scope.open.len() >= MAX_DEPTH {
            let message = format!("elements are nested deeper than {MAX_DEPTH}");
            return self.finds.told.tell(Code::NestedTooDeep, (self.place)(span), message, None);
        }
        while self.scope.open.last().is_some_and(|open| elements::ends(&name, &open.name)) {
            self.end_innermost();
        }
        let is_foreign = self.scope.n_foreign > 0;
        let printed = match elements::is_known(&name) || is_foreign {
            true => "",
            false if self.is_block => "div",
            false => "span",
        };
        self.print_start(tag, &name, printed, is_foreign || elements::is_foreign(&name));
        let is_closed = tag.self_closing && (is_foreign || elements::is_foreign(&name));
        if elements::is_void(&name) || is_closed {
            return;
        }
        self.scope.push(&name, printed);
        if tag.self_closing {
            self.end_innermost();
        }
    }

    fn end_tag(&mut self, tag: &EndTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        if self.scope.omitted.as_deref() == Some(&*name) {
            self.scope.omitted = None;
            return;
        }
        if self.scope.is_omitting() || !self.scope.open.iter().any(|open| open.name == name) {
            return;
        }
        while self.scope.open.last().is_some_and(|open| open.name != name) {
            self.end_innermost();
        }
        let is_as_written = self.scope.open.last().is_some_and(|open| open.printed.is_empty());
        if is_as_written {
            self.scope.pop();
            self.text.push_str(&self.html[tag.span.start..tag.span.end]);
        } else {
            self.end_innermost();
        }
    }

    fn end_innermost(&mut self) {
        if let Some(open) = self.scope.pop() {
            push_end(&mut self.text, &open);
        }
    }

    /// Prints a start tag: as it is, or attribute by attribute when one has to change.
    fn print_start(&mut self, tag: &StartTag<usize>, name: &str, printed: &'static str, is_foreign: bool) {
        let attributes = self.attributes(tag, name, is_foreign);
        let is_kept = attributes.iter().all(|attribute| match attribute.fate {
            Fate::Keep | Fate::Dead => true,
            Fate::Id => attribute.name == "id",
            _ => false,
        });
        self.keep_ids(&attributes);
        self.check_picture(tag, name);
        self.check_forms(&attributes);
        self.check_calls(&attributes);
        let needs_end = tag.self_closing && !is_foreign && !elements::is_void(name);
        if is_kept && printed.is_empty() && !needs_end {
            self.text.push_str(&self.html[tag.span.start..tag.span.end]);
            return;
        }
        self.text.push('<');
        self.text.push_str(if printed.is_empty() { name } else { printed });
        if !printed.is_empty() {
            let class =
                attributes.iter().find(|attribute| attribute.name == "class").map_or("", |it| it.value.as_str());
            // What a slip of the pen made of a name is no use as a class.
            let name = if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) { name } else { "" };
            self.print_attribute("class", format!("{name} {class}").trim());
        }
        for attribute in &attributes {
            if printed.is_empty() || attribute.name != "class" {
                self.print_changed(attribute, &attributes);
            }
        }
        self.text.push_str(if tag.self_closing && !needs_end { " />" } else { ">" });
    }

    /// The attributes of a tag in the order written, with what becomes of each.
    fn attributes(&self, tag: &StartTag<usize>, element: &str, is_foreign: bool) -> Vec<Attribute> {
        let mut attributes: Vec<Attribute> = tag
            .attributes
            .iter()
            .map(|(name, value)| {
                let name = String::from_utf8_lossy(name).into_owned();
                let start = value.span.start;
                let name_end = attributes::name_end(self.html, start, tag.span.end);
                let range = attributes::value_range(self.html, name_end, tag.span.end);
                let end = range.end + usize::from(self.html[range.end..].starts_with(['"', '\'']));
                let value = String::from_utf8_lossy(value).into_owned();
                Attribute {
                    fate: attributes::fate(element, is_foreign, &name, &value),
                    name,
                    name_end,
                    value,
                    whole: start..end,
                    range,
                }
            })
            .collect();
        attributes.sort_by_key(|attribute| attribute.whole.start);
        attributes
    }

    /// Keeps the places of the page that a tag names, and tells of a name that another tag
    /// has.
    fn keep_ids(&mut self, attributes: &[Attribute]) {
        // The old `name` may stand beside an equal `id`.
        let mut own: Option<Anchor> = None;
        for attribute in attributes.iter().filter(|attribute| attribute.fate == Fate::Id) {
            let Some(id) = Anchor::explicit(&attribute.value).filter(|id| own.as_ref() != Some(id)) else { continue };
            let span = (self.place)(attribute.whole.clone());
            if self.finds.ids.contains_key(&id) {
                let message = format!("the id `{id}` is given twice");
                let help = "a link to it leads to the first; give this element an id of its own".to_owned();
                self.finds.told.tell(Code::DuplicateAnchor, span, message, Some(help));
            } else {
                self.finds.ids.insert(id.clone(), span);
            }
            own = Some(id);
        }
    }

    /// Tells of a picture without a text. An empty one says that there is nothing to see.
    fn check_picture(&mut self, tag: &StartTag<usize>, name: &str) {
        if name == "img" && !tag.attributes.contains_key(b"alt".as_slice()) {
            let help = "say in `alt` what it shows; `alt=\"\"` is for an ornament".to_owned();
            let span = (self.place)(tag.span.start..tag.span.end);
            self.finds.told.tell(Code::MissingAlt, span, MISSING_ALT, Some(help));
        }
    }

    /// Tells of a form that no browser sends.
    fn check_forms(&mut self, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.fate == Fate::Dead) {
            let message = "the page's security policy keeps a form from being sent to another site";
            let help = "link to the form where it is".to_owned();
            self.finds.told.tell(Code::DeadHtml, (self.place)(attribute.whole.clone()), message, Some(help));
        }
    }

    /// Tells of shortcodes that are called in a tag. One in an address leads nowhere, which is
    /// told with it.
    fn check_calls(&mut self, attributes: &[Attribute]) {
        for Attribute { range, .. } in attributes.iter().filter(|it| !matches!(it.fate, Fate::Address(_))) {
            for (at, _) in self.html[range.clone()].match_indices("{{") {
                if let Some(Ok((Tag::Call(_), end))) = shortcode::tag(self.html, range.start + at) {
                    let message = "a shortcode cannot stand in a tag and is shown as text";
                    let help = "let the shortcode write the whole element".to_owned();
                    let span = (self.place)(range.start + at..end);
                    self.finds.told.tell(Code::InvalidShortcode, span, message, Some(help));
                }
            }
        }
    }

    fn print_changed(&mut self, attribute: &Attribute, all: &[Attribute]) {
        let Attribute { name, value, whole, range, name_end, .. } = attribute;
        let written = &self.html[whole.start..*name_end];
        match &attribute.fate {
            Fate::Keep | Fate::Dead => self.print_attribute(written, value),
            // The old `name` of a link's end, when there is no `id` beside it.
            Fate::Id if name == "name" && all.iter().any(|other| other.name == "id") => {}
            Fate::Id => self.print_attribute("id", value),
            Fate::Drop => {}
            Fate::Replace(others) => others.iter().for_each(|(name, value)| self.print_attribute(name, value)),
            Fate::Style(known) => {
                let message = "a `style` attribute has no effect on the page and is left out";
                let help = "give it a class, and the class a style in the theme".to_owned();
                self.finds.told.tell(Code::InlineStyle, (self.place)(whole.clone()), message, Some(help));
                for (name, value) in known {
                    self.print_attribute(name, value);
                }
            }
            Fate::Script => {
                let message = format!("the script in `{name}` cannot run on the page and is left out");
                self.finds.told.tell(Code::InlineScript, (self.place)(whole.clone()), message, None);
            }
            Fate::Address(role) => {
                let _ = write!(self.text, " {written}=\"");
                self.address(value.trim(), *role, range.clone());
                self.text.push('"');
            }
            Fate::Pictures => {
                let _ = write!(self.text, " {written}=\"");
                for (idx, (address, size)) in attributes::pictures(value).into_iter().enumerate() {
                    self.text.push_str(if idx == 0 { "" } else { ", " });
                    self.address(address, LinkRole::Show, range.clone());
                    self.text.push_str(&escaped(size));
                }
                self.text.push('"');
            }
        }
    }

    fn print_attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.text, " {name}=\"{}\"", escaped(value));
    }

    fn address(&mut self, target: &str, role: LinkRole, range: Range<usize>) {
        self.end_text();
        let link = LinkIdx(u32::try_from(self.finds.links.len()).unwrap_or(u32::MAX));
        self.finds.links.push(Link { target: target.into(), role, span: (self.place)(range) });
        self.pieces.push(HtmlPiece::Address(link));
    }
}

/// A value as it stands between double quotes.
fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;")
}

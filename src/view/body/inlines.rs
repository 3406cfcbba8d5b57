//! Running text: emphasis, links, pictures, formulas within a line.
//!
//! Floor 3.

use std::fmt::Write;

use crate::doc::{self, AnchorText, Html, HtmlPiece, Image, Inline, Math, Shortcode};

use super::{Writer, ids, latin};

/// From how many bytes of TeX on a formula within a line may be wider than a phone.
const LONG_FORMULA: usize = 32;

impl Writer<'_> {
    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.running_text(text),
            Inline::Code(code) => {
                self.tag("<code>");
                self.text(code);
                self.tag("</code>");
            }
            Inline::SoftBreak => self.tag("\n"),
            Inline::HardBreak => self.tag("<br>"),
            Inline::Emphasis(inner) => self.emphasis(inner),
            Inline::Strong(inner) => self.wrapped("strong", inner),
            Inline::Strike(inner) => self.wrapped("del", inner),
            Inline::Anchor(anchor) => self.anchor(anchor),
            Inline::Image(image) => self.image(image, true),
            Inline::Html(html) => self.raw_html(html),
            Inline::FootnoteMark(note, mark) => self.footnote_mark(*note, *mark),
            Inline::Math(math) => self.math(math),
            Inline::Shortcode(call) => self.shortcode(call),
        }
    }

    /// Text, where in Chinese and Japanese an English word with an apostrophe is marked:
    /// `’` is one character in both, and a Han font would draw it as wide as a Han.
    pub(super) fn running_text(&mut self, text: &str) {
        if !self.is_unspaced || self.is_latin || !text.contains('’') {
            self.words(text);
            return;
        }
        for part in latin::parts(text) {
            match part {
                latin::Part::Word(word) => {
                    self.tag("<span lang=\"en\">");
                    self.text(word);
                    self.tag("</span>");
                }
                latin::Part::Text(text) => self.words(text),
            }
        }
    }

    /// Text whose lines may break between words only where it is a Chinese or Japanese
    /// heading.
    fn words(&mut self, text: &str) {
        match self.breaks.as_mut().map(|breaks| breaks.html(text)) {
            Some(html) => self.tag(&html),
            None => self.text(text),
        }
    }

    /// An address that is its own text: it may break behind each `/`.
    fn address(&mut self, address: &str) {
        let (scheme, rest) = address.split_at(address.find("://").map_or(0, |at| at + "://".len()));
        self.text(scheme);
        let mut parts = rest.split_inclusive('/').peekable();
        while let Some(part) = parts.next() {
            self.text(part);
            if parts.peek().is_some_and(|next| *next != "/") {
                self.tag("<wbr>");
            }
        }
    }

    /// Stressed text. In Chinese and Japanese it has dots and stays upright, unless all of
    /// it is Latin: then it is marked as English, which is set in italics.
    fn emphasis(&mut self, inner: &[Inline]) {
        if !self.is_unspaced || self.is_latin || !latin::is_only_latin(&doc::plain(inner)) {
            self.wrapped("em", inner);
            return;
        }
        self.is_latin = true;
        self.tag("<em lang=\"en\">");
        self.inlines(inner);
        self.tag("</em>");
        self.is_latin = false;
    }

    fn wrapped(&mut self, name: &str, inner: &[Inline]) {
        self.html.push('<');
        self.tag(name);
        self.html.push('>');
        self.inlines(inner);
        self.tag("</");
        self.tag(name);
        self.html.push('>');
    }

    /// A link. One that leads nowhere leaves its text.
    fn anchor(&mut self, anchor: &AnchorText) {
        let link = self.surroundings.link(anchor.link);
        let Some(href) = &link.href else {
            self.inlines(&anchor.text);
            return;
        };
        self.tag("<a");
        self.attribute("href", href);
        if let Some(language) = &link.hreflang {
            self.attribute("hreflang", language);
        }
        if link.is_external {
            self.tag(" rel=\"noopener\"");
        }
        if !anchor.title.is_empty() {
            self.attribute("title", &anchor.title);
        }
        self.tag(">");
        match &*anchor.text {
            [Inline::Text(text)] if is_address(text) => self.address(text),
            text => self.unmarked(|writer| writer.inlines(text)),
        }
        self.tag("</a>");
    }

    /// A picture, with its title unless a caption says it. One that is not there leaves
    /// its description.
    ///
    /// The first picture of a page is likely to be seen at once, so it is not lazy.
    pub(super) fn image(&mut self, image: &Image, has_title: bool) {
        let link = self.surroundings.link(image.link);
        let Some(src) = &link.href else {
            self.text(&image.alt);
            return;
        };
        self.tag("<img");
        self.attribute("src", src);
        self.attribute("alt", &image.alt);
        if has_title && !image.title.is_empty() {
            self.attribute("title", &image.title);
        }
        if let Some(size) = link.picture {
            self.tag(&format!(" width=\"{}\" height=\"{}\"", size.width, size.height));
        }
        if std::mem::replace(&mut self.has_picture, true) {
            self.tag(" loading=\"lazy\"");
        }
        self.tag(" decoding=\"async\">");
    }

    fn math(&mut self, math: &Math) {
        if let Some(mathml) = &math.mathml {
            let may_be_wide = math.source.len() > LONG_FORMULA;
            self.tag(if may_be_wide { "<span class=\"dg-formula\">" } else { "" });
            self.tag(mathml);
            self.tag(if may_be_wide { "</span>" } else { "" });
            return;
        }
        self.tag("<code class=\"dg-math\" translate=\"no\">");
        self.text(&math.source);
        self.tag("</code>");
    }

    /// The author's own HTML. An address that leads nowhere stays as it was written; a
    /// picture that does not say its size gets it, a link that does not say the language of
    /// its page that.
    pub(super) fn raw_html(&mut self, html: &Html) {
        let mut within = ids::Within::default();
        self.met.pass(html);
        for (idx, piece) in html.pieces.iter().enumerate() {
            match piece {
                HtmlPiece::Text(text) if self.body.ids.are_second() => {
                    let text = ids::without(text, &mut within, |id| !self.may_have(id));
                    self.tag(&text);
                }
                HtmlPiece::Text(text) => self.tag(text),
                HtmlPiece::Address(link) => {
                    let view = self.surroundings.link(*link);
                    let written = || self.body.doc.links.get(link.0 as usize).map(|link| link.target.to_string());
                    let address = view.href.or_else(written).unwrap_or_default();
                    crate::escape::push_attribute(&mut self.html, &address);
                    // The next piece closes the quotes of what is written last here.
                    let picture = || quote_in_bare(&html.pieces, idx, "<img", "src=", &["width", "height"]);
                    if let Some((size, quote)) = view.picture.and_then(|size| Some((size, picture()?))) {
                        let (width, height) = (size.width, size.height);
                        let _ = write!(self.html, "{quote} width={quote}{width}{quote} height={quote}{height}");
                    }
                    let link = || quote_in_bare(&html.pieces, idx, "<a", "href=", &["hreflang"]);
                    if let Some((language, quote)) = view.hreflang.and_then(|language| Some((language, link()?))) {
                        let _ = write!(self.html, "{quote} hreflang={quote}{language}");
                    }
                }
            }
        }
    }

    /// A shortcode, after its body.
    pub(super) fn shortcode(&mut self, call: &Shortcode) {
        let body = call.body.as_ref().map(|blocks| self.apart(|writer| writer.held(blocks)));
        let html = self.surroundings.shortcode(call, body.as_deref());
        self.tag(&html);
    }
}

/// Whether a text is an address and nothing else.
fn is_address(text: &str) -> bool {
    let is_whole = ["https://", "http://", "www."].iter().any(|start| text.starts_with(start));
    is_whole && !text.contains(char::is_whitespace)
}

/// The quote around the address at `idx`, when it is the value of `attribute` in a tag that
/// begins with `tag` and has none of the attributes `others`.
fn quote_in_bare(pieces: &[HtmlPiece], idx: usize, tag: &str, attribute: &str, others: &[&str]) -> Option<char> {
    let (HtmlPiece::Text(before), HtmlPiece::Text(after)) = (pieces.get(idx.checked_sub(1)?)?, pieces.get(idx + 1)?)
    else {
        return None;
    };
    let start = &before[before.rfind('<')?..];
    let quote = start.chars().next_back().filter(|letter| matches!(letter, '"' | '\''))?;
    let end = after.split('>').next().unwrap_or_default();
    let (name, rest) = start.split_at_checked(tag.len())?;
    let is_tag = name.eq_ignore_ascii_case(tag) && rest.starts_with(|letter: char| letter.is_ascii_whitespace());
    let is_value = start[..start.len() - 1].trim_end().to_ascii_lowercase().ends_with(attribute);
    let has = |name: &&str| {
        format!("{start}{end}").to_ascii_lowercase().split_ascii_whitespace().any(|word| word.starts_with(*name))
    };
    (is_tag && is_value && !others.iter().any(has)).then_some(quote)
}

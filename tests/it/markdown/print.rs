//! Prints a [`Doc`] as short as it can be read, in the manner of HTML: not what the page
//! shows, but what the reader of Markdown understood.

use std::fmt::Write as _;

use diglot::doc::{
    AnchorText, Aside, Block, BlockKind, CodeBlock, Doc, Html, HtmlPiece, Image, Inline, LinkIdx, LinkRole, List, Math,
    Shortcode, Table, Value,
};

/// The whole of a chapter, a line for each block.
pub(super) fn doc(doc: &Doc) -> String {
    let mut printer = Printer { doc, out: String::new() };
    printer.blocks(&doc.blocks);
    for (idx, footnote) in doc.footnotes.iter().enumerate() {
        printer.line(&format!("<note {idx} {:?} marks={}>", footnote.label, footnote.n_marks));
        printer.blocks(&footnote.blocks);
        printer.line("</note>");
    }
    printer.out
}

struct Printer<'a> {
    doc: &'a Doc,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn within(&mut self, tag: &str, blocks: &[Block]) {
        let name = tag.split(' ').next().unwrap_or_default();
        self.line(&format!("<{tag}>"));
        self.blocks(blocks);
        self.line(&format!("</{name}>"));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Heading(heading) => {
                let mut head = format!("h{}", heading.level);
                head.extend(heading.id.as_ref().map(|id| format!(" id={id}")));
                head.extend(heading.classes.iter().map(|class| format!(" .{class}")));
                let text = self.text(&heading.text);
                self.line(&format!("<{head}>{text}</h{}>", heading.level));
            }
            BlockKind::Paragraph(text) => {
                let text = self.text(text);
                self.line(&format!("<p>{text}</p>"));
            }
            BlockKind::Plain(text) => {
                let text = self.text(text);
                self.line(&text);
            }
            BlockKind::Figure(image) => {
                let image = self.image(image);
                self.line(&format!("<figure>{image}</figure>"));
            }
            BlockKind::Quote(blocks) => self.within("quote", blocks),
            BlockKind::Aside(Aside { kind, id, title, blocks }) => {
                let id = id.as_ref().map(|id| format!(" id={id}")).unwrap_or_default();
                let title = self.text(title);
                let title = if title.is_empty() { title } else { format!(" {title}") };
                self.within(&format!("aside {kind:?}{id}{title}"), blocks);
            }
            BlockKind::List(List { start, items }) => {
                self.line(&start.map_or("<ul>".to_owned(), |start| format!("<ol {start}>")));
                for item in items {
                    let task = item.task.map_or("", |is_ticked| if is_ticked { " [x]" } else { " [ ]" });
                    self.within(&format!("li{task}"), &item.blocks);
                }
                self.line(if start.is_some() { "</ol>" } else { "</ul>" });
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let term = self.text(&definition.term);
                    self.line(&format!("<dt>{term}</dt>"));
                    definition.descriptions.iter().for_each(|blocks| self.within("dd", blocks));
                }
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(CodeBlock { info, text }) => self.line(&format!("<pre {info:?}>{text:?}")),
            BlockKind::Math(math) => self.line(&show_math(math, true)),
            BlockKind::Rule => self.line("<hr>"),
            BlockKind::Turn(_) => panic!("turns are found later"),
            BlockKind::Html(html) => {
                let html = self.html(html);
                self.line(&format!("<html>{}</html>", html.trim_end()));
            }
            BlockKind::Shortcode(call) => {
                let head = self.call(call);
                match &call.body {
                    Some(body) => self.within(&head, body),
                    None => self.line(&format!("<{head}>")),
                }
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let columns: Vec<_> = table.columns.iter().map(|align| format!("{align:?}")).collect();
        self.line(&format!("<table {}>", columns.join(" ")));
        for row in std::iter::once(&table.head).chain(&table.rows) {
            let cells: Vec<_> = row.iter().map(|cell| self.text(cell)).collect();
            self.line(&format!("| {} |", cells.join(" | ")));
        }
    }

    fn text(&self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        let within = |tag: &str, inner: &[Inline]| format!("<{tag}>{}</{tag}>", self.text(inner));
        match inline {
            Inline::Text(text) => escaped(text),
            Inline::Code(code) => format!("<code>{}</code>", escaped(code)),
            Inline::SoftBreak => "\n".to_owned(),
            Inline::HardBreak => "<br />\n".to_owned(),
            Inline::Emphasis(inner) => within("em", inner),
            Inline::Strong(inner) => within("strong", inner),
            Inline::Strike(inner) => within("del", inner),
            Inline::Anchor(AnchorText { link, title, text }) => {
                let target = &self.doc.links[link.0 as usize].target;
                let title = if title.is_empty() { String::new() } else { format!(" title=\"{title}\"") };
                format!("<a href=\"{target}\"{title}>{}</a>", self.text(text))
            }
            Inline::Image(image) => self.image(image),
            Inline::Html(html) => format!("‹{}›", self.html(html)),
            Inline::FootnoteMark(note, nth) => format!("[^{note}/{nth}]"),
            Inline::Math(math) => show_math(math, false),
            Inline::Shortcode(call) => format!("<{}>", self.call(call)),
        }
    }

    fn image(&self, image: &Image) -> String {
        let target = &self.doc.links[image.link.0 as usize].target;
        let title = if image.title.is_empty() { String::new() } else { format!(" title=\"{}\"", image.title) };
        format!("<img src=\"{target}\" alt=\"{}\"{title} />", image.alt)
    }

    fn html(&self, html: &Html) -> String {
        let piece = |piece: &HtmlPiece| match piece {
            HtmlPiece::Text(text) => text.to_string(),
            HtmlPiece::Address(link) => self.address(*link),
        };
        html.pieces.iter().map(piece).collect()
    }

    fn address(&self, link: LinkIdx) -> String {
        let link = &self.doc.links[link.0 as usize];
        let role = match link.role {
            LinkRole::Follow => "→",
            LinkRole::Show => "▣",
            LinkRole::Frame => "▢",
            LinkRole::Object => "▤",
        };
        format!("{role}{}", link.target)
    }

    fn call(&self, call: &Shortcode) -> String {
        let mut out = format!("call {}", call.name);
        for (name, value) in &call.args {
            let _ = write!(out, " {name}={}", self.value(value));
        }
        out
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Bool(it) => it.to_string(),
            Value::Integer(it) => it.to_string(),
            Value::Float(it) => format!("{it:?}"),
            Value::Text(it) => format!("{it:?}"),
            Value::Address { link } => self.address(*link),
            Value::List(values) => {
                format!("[{}]", values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn show_math(math: &Math, is_block: bool) -> String {
    let mathml = math.mathml.as_deref().map_or("no MathML", |mathml| mathml);
    let display = if is_block { "block " } else { "" };
    format!("<{display}math {:?}: {mathml}>", math.source)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

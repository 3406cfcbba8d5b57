//! Brings two pieces of HTML to one form, so that what differs is meaning.
//!
//! Every way in which diglot's markup differs from the specifications' on purpose, and
//! everywhere, is undone here and nowhere else:
//!
//! | diglot | specification |
//! | --- | --- |
//! | a heading stands beside the link to it and has an `id`; the page's title is the `h1` | a bare heading, `h1` too |
//! | a listing is a figure with a bar, lines and colours | `pre` and `code` |
//! | a table scrolls in a `div`, `scope`, `data-align` | a bare table, `align` |
//! | a picture of its own is a figure, its title the caption | a paragraph, a `title` |
//! | pictures have a size and load late | nothing said |
//! | links that lead out of the site say `rel="noopener"` | nothing said |
//! | addresses are encoded by whoever resolves them, also in the author's HTML | in Markdown only |
//! | boxes of tasks have a name | nothing said |
//! | an address that is its own text may break behind a slash: `wbr` | nothing said |
//! | comments of the author are left out | kept |
//! | no white space between blocks | line ends |

use diglot::path;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

/// HTML in its common form: one tag or stretch of text a line.
pub(super) fn common(html: &str) -> String {
    let tokens: Vec<_> = Tokenizer::new(html).map(|token| token.unwrap_or_else(|never| match never {})).collect();
    let mut form = Form::default();
    for token in &tokens {
        match token {
            Token::StartTag(tag) => form.start(tag),
            Token::EndTag(tag) => form.end(&text(&tag.name)),
            Token::String(string) => form.text(&String::from_utf8_lossy(string)),
            Token::Doctype(doctype) => form.line(format!("<!doctype {}>", text(&doctype.name))),
            Token::Comment(_) | Token::Error(_) => {}
        }
    }
    form.finish()
}

fn text(string: &HtmlString) -> String {
    String::from_utf8_lossy(string).into_owned()
}

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    /// Its tags go, what it holds stays.
    Unwrapped,
    /// It goes with all it holds.
    Dropped,
    /// A figure becomes a paragraph.
    Paragraph,
    /// A caption becomes the title of the picture before it.
    Caption,
}

/// Elements that begin and end a line: white space beside their tags means nothing.
const BLOCKS: &[&str] = &[
    "aside",
    "blockquote",
    "br",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether an attribute is one that diglot adds.
fn is_ours(name: &str, key: &str, value: &str) -> bool {
    match (name, key) {
        ("img", "loading" | "decoding" | "width" | "height")
        | ("th", "scope")
        | ("code", "translate")
        | ("input", "aria-label")
        | ("pre", "tabindex" | "role" | "aria-label") => true,
        ("li", "class") => value == "dg-task",
        ("a", "rel") => value == "noopener",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => value.starts_with("h-"),
        _ => false,
    }
}

#[derive(Default)]
struct Form {
    lines: Vec<String>,
    /// The text since the last tag.
    run: String,
    /// Open elements of the names that diglot adds, with their fate.
    open: Vec<(String, Fate)>,
    /// How many `pre` are open: white space counts there.
    n_pre: usize,
    /// Whether the last tag was that of a block.
    after_block: bool,
}

impl Form {
    fn start(&mut self, tag: &StartTag<()>) {
        let mut name = text(&tag.name);
        let attribute = |wanted: &str| {
            tag.attributes.iter().find(|(name, _)| text(name) == wanted).map(|(_, value)| text(&value.value))
        };
        let class = attribute("class").unwrap_or_default();
        let fate = match (name.as_str(), class.as_str()) {
            ("div", "dg-h" | "dg-scroll") | ("figure", "dg-code") | ("wbr", _) => Fate::Unwrapped,
            ("span", class) if class.starts_with("dg-line") || class.len() == 4 && class.starts_with("dg-") => {
                Fate::Unwrapped
            }
            ("a", "dg-anchor") | ("div", "dg-code-top") => Fate::Dropped,
            ("figure", "dg-figure") => Fate::Paragraph,
            ("figcaption", _) => Fate::Caption,
            _ => Fate::Kept,
        };
        let is_dropped = self.is_dropped();
        if ["a", "div", "figure", "figcaption", "span"].contains(&name.as_str()) {
            self.open.push((name.clone(), fate));
        }
        if is_dropped || matches!(fate, Fate::Unwrapped | Fate::Dropped) {
            return;
        }
        if fate == Fate::Caption {
            self.flush(true);
            return;
        }
        if fate == Fate::Paragraph {
            self.flush(true);
            self.line("<p>".into());
            return;
        }
        if name == "h1" {
            name = "h2".into();
        }
        let mut line = format!("<{name}");
        for (key, value) in &tag.attributes {
            let (key, value) = (text(key), text(&value.value));
            if !is_ours(&name, &key, &value) {
                let key = if key == "data-align" { "align" } else { &key };
                let value = if matches!(key, "href" | "src") { path::decode(&value) } else { value };
                line.extend([" ", key, "=", &format!("{value:?}")]);
            }
        }
        self.tag(&name, line + ">");
        self.n_pre += usize::from(name == "pre");
    }

    fn end(&mut self, name: &str) {
        let fate = match self.open.last() {
            Some((open, fate)) if open == name => {
                let fate = *fate;
                self.open.pop();
                fate
            }
            _ => Fate::Kept,
        };
        if self.is_dropped() {
            return;
        }
        match fate {
            Fate::Kept => {
                let name = if name == "h1" { "h2" } else { name };
                self.tag(name, format!("</{name}>"));
                self.n_pre -= usize::from(name == "pre" && self.n_pre > 0);
            }
            Fate::Paragraph => {
                self.flush(true);
                self.line("</p>".into());
                self.after_block = true;
            }
            Fate::Caption => {
                let title = std::mem::take(&mut self.run);
                let image = self.lines.last_mut().unwrap();
                *image = format!("{} title={title:?}>", image.trim_end_matches('>'));
            }
            Fate::Unwrapped | Fate::Dropped => {}
        }
    }

    fn is_dropped(&self) -> bool {
        self.open.iter().any(|(_, fate)| *fate == Fate::Dropped)
    }

    fn text(&mut self, text: &str) {
        if !self.is_dropped() {
            self.run.push_str(text);
        }
    }

    fn tag(&mut self, name: &str, line: String) {
        let is_block = BLOCKS.contains(&name);
        self.flush(is_block);
        self.line(line);
        self.after_block = is_block;
    }

    /// Ends the run of text before a tag, of a block or not.
    fn flush(&mut self, before_block: bool) {
        let run = std::mem::take(&mut self.run);
        if self.n_pre > 0 {
            if !run.is_empty() {
                self.line(format!("{run:?}"));
            }
            return;
        }
        let mut words: String = run
            .split_inclusive(is_space)
            .map(|word| word.trim_end_matches(is_space))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        if !self.after_block && run.starts_with(is_space) {
            words.insert(0, ' ');
        }
        if !before_block && run.ends_with(is_space) && !words.is_empty() && words != " " {
            words.push(' ');
        }
        if !words.trim_matches(' ').is_empty() || !words.is_empty() && !before_block {
            self.line(format!("{words:?}"));
        }
    }

    fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    fn finish(mut self) -> String {
        self.flush(true);
        // `img` carries its attributes in the order of their names, the title among them.
        self.lines.join("\n") + "\n"
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\r')
}

//! The list as XLIFF 2.0, which translators' programs read.
//!
//! The standard is that of OASIS: <https://docs.oasis-open.org/xliff/xliff-core/v2.0/>.
//! Each page is a `file`, each paragraph a `unit` of one segment; what helps to translate
//! it stands in notes. The Markdown is text like any other.

use std::{borrow::Cow, fmt::Write, sync::Arc};

use quick_xml::{Reader, XmlVersion, events::Event};

use super::{Item, Returned, Todo};
use crate::escape;

/// The namespace of XLIFF 2.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// The list as XLIFF. One language pair at a time: items of another than the first are
/// left out.
#[must_use]
pub fn to_xliff(todo: &Todo) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (from, into) = languages(todo);
    let _ = writeln!(text, "<xliff xmlns=\"{NAMESPACE}\" version=\"2.0\" srcLang=\"{from}\" trgLang=\"{into}\">");
    let is_of = |item: &&Item| item.source_language.as_str() == from && item.target_language.as_str() == into;
    let items: Vec<&Item> = todo.items.iter().filter(is_of).collect();
    let mut number = 0;
    for (idx, page) in items.chunk_by(|a, b| a.page == b.page).enumerate() {
        let _ = writeln!(text, "<file id=\"f{}\" original=\"{}\">", idx + 1, attribute(page[0].page.as_str()));
        for item in page {
            number += 1;
            unit(&mut text, number, item);
        }
        text.push_str("</file>\n");
    }
    text.push_str("</xliff>\n");
    text
}

/// The language pair of a list.
fn languages(todo: &Todo) -> (&str, &str) {
    todo.items.first().map_or(("und", "und"), |item| (item.source_language.as_str(), item.target_language.as_str()))
}

fn unit(text: &mut String, number: usize, item: &Item) {
    let _ = writeln!(text, "<unit id=\"u{number}\" name=\"{}\" xml:space=\"preserve\">", attribute(&item.id));
    text.push_str("<notes>\n");
    note(text, "seal", &item.seal);
    note(text, "state", item.state.name());
    if let Some(was) = &item.was {
        note(text, "was", was);
    }
    for (name, neighbour) in [("before", &item.before), ("after", &item.after)] {
        if let Some(neighbour) = neighbour {
            note(text, name, &format!("{}\n→ {}", neighbour.source, neighbour.target));
        }
    }
    for term in &item.terms {
        let not = if term.avoid.is_empty() { String::new() } else { format!(" (not {})", term.avoid.join(", ")) };
        note(text, "term", &format!("{} → {}{not}", term.source.join(", "), term.target.join(", ")));
    }
    text.push_str("</notes>\n");
    let state = if item.target.is_empty() { "initial" } else { "translated" };
    let _ = writeln!(
        text,
        "<segment state=\"{state}\"><source>{}</source><target>{}</target></segment>\n</unit>",
        content(&item.source),
        content(&item.target),
    );
}

fn note(text: &mut String, category: &str, said: &str) {
    let _ = writeln!(text, "<note category=\"{category}\">{}</note>", content(&super::portable(said)));
}

/// Text between tags.
fn content(text: &str) -> String {
    let mut out = String::new();
    escape::push_text(&mut out, text);
    out
}

/// Text in a double-quoted attribute.
fn attribute(text: &str) -> String {
    let mut out = String::new();
    escape::push_attribute(&mut out, text);
    out
}

/// Reads the paragraphs of an XLIFF that was made here.
///
/// # Errors
///
/// When it is no XML, or lacks what was handed out with it; the text tells what.
pub fn from_xliff(text: &str) -> Result<Vec<Returned>, String> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let event = reader.read_event().map_err(|error| wrong(&error.to_string(), text, reader.error_position()))?;
        match event {
            Event::Start(tag) => {
                let name = local(tag.name().as_ref());
                let attribute = |name: &str| -> Result<Option<String>, String> {
                    let found = tag.try_get_attribute(name).map_err(|error| error.to_string())?;
                    let value = found
                        .map(|found| found.decoded_and_normalized_value(XmlVersion::Implicit1_0, reader.decoder()));
                    value.transpose().map(|value| value.map(Cow::into_owned)).map_err(|error| error.to_string())
                };
                let (original, id, category) = (attribute("original")?, attribute("name")?, attribute("category")?);
                reading.open(&name, original, id, category.as_deref());
            }
            Event::End(tag) => reading.close(&local(tag.name().as_ref()))?,
            Event::Text(part) => reading.said(&part.decode().map_err(|error| error.to_string())?),
            Event::CData(part) => reading.said(&part.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(part) => reading.said(&reference(&part.decode().map_err(|error| error.to_string())?)?),
            Event::Eof => return reading.finish(),
            _ => {}
        }
    }
}

/// The name of a tag without its prefix.
fn local(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// The character that `&amp;` or `&#20013;` stands for.
fn reference(name: &str) -> Result<String, String> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name
            .strip_prefix("#x")
            .map(|digits| number(digits, 16))
            .or_else(|| name.strip_prefix('#').map(|digits| number(digits, 10)))
            .flatten(),
    };
    letter.map(String::from).ok_or_else(|| format!("`&{name};` is not known"))
}

/// What is wrong with an XML text, and in which line.
fn wrong(why: &str, text: &str, at: u64) -> String {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    format!("line {}: {why}", crate::span::LineColumn::at(text, at).line)
}

/// What was read of the file so far.
#[derive(Default)]
struct Reading {
    is_xliff: bool,
    page: Arc<str>,
    id: Option<Arc<str>>,
    seal: Option<String>,
    target: Option<String>,
    /// What text belongs to now.
    inside: Inside,
    done: Vec<Returned>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Seal,
    Target,
}

impl Reading {
    fn open(&mut self, name: &str, original: Option<String>, id: Option<String>, category: Option<&str>) {
        match name {
            "xliff" => self.is_xliff = true,
            "file" => self.page = original.unwrap_or_default().into(),
            "unit" => (self.id, self.seal, self.target) = (id.map(Arc::from), None, None),
            "note" if category == Some("seal") => self.inside = Inside::Seal,
            "target" => {
                self.inside = Inside::Target;
                // Programs may split a paragraph into several segments.
                self.target.get_or_insert_default();
            }
            _ => {}
        }
    }

    fn said(&mut self, text: &str) {
        match self.inside {
            Inside::Nothing => {}
            Inside::Seal => self.seal.get_or_insert_default().push_str(text),
            Inside::Target => self.target.get_or_insert_default().push_str(text),
        }
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        match name {
            "note" | "target" => self.inside = Inside::Nothing,
            "unit" => {
                let (Some(id), Some(seal)) = (self.id.take(), self.seal.take()) else {
                    return Err("a `unit` has lost its `name` or its note `seal`".to_owned());
                };
                let target = self.target.take().unwrap_or_default();
                self.done.push(Returned { page: self.page.clone(), id, seal: seal.trim().into(), target });
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<Returned>, String> {
        if self.is_xliff { Ok(self.done) } else { Err("it is no XLIFF".to_owned()) }
    }
}

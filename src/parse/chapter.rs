//! Reads one chapter: front matter, text, and the card that others see of it.

use std::{ops::Range, sync::Arc};

use crate::{
    chapter::{Card, Chapter, Length},
    diag::{Code, Diagnostic, Warned},
    doc::{Doc, Inline, Origin, one_line, plain},
    front_matter::{FrontMatter, Voices},
    markdown::{self, include},
    path::{self, ProjectPath, number_prefix},
    span::Span,
    terms,
    yaml::{Bounds, Keyed, Yaml},
};

use super::{Source, fence, headings, headings::Headings, hints, listings, measure, notes, turns};

/// Reads a chapter. Never fails: what cannot be read is left out and told.
#[must_use]
pub fn chapter(source: Source<'_>) -> Warned<Chapter> {
    spoken_chapter(source, None)
}

/// Reads a chapter in which others speak than its own front matter says: those it inherits
/// from its original.
#[must_use]
pub fn spoken_chapter(source: Source<'_>, voices: Option<&Voices>) -> Warned<Chapter> {
    let mut told = Vec::new();
    let file = source.path.in_project();
    let parts = fence::parts(source.text);
    let front = match &parts.front {
        Some(range) => front_matter(&file, source.text, range.clone()).tell(&mut told),
        None => parts.unclosed.is_none().then(FrontMatter::default),
    };
    // Front matter that cannot be read may hold the title: that is not told as well.
    let is_read = front.is_some();
    let front = front.unwrap_or_default();
    if let Some(opening) = parts.unclosed {
        let message = "the front matter has no closing `---`";
        let told_here = Diagnostic::new(Code::UnclosedFrontMatter, &file, Span::new(opening), message);
        told.push(told_here.help("end it with a line `---`, or begin a text with `***` to draw a rule"));
    }

    let own_voices = front.voices();
    let voices = voices.unwrap_or(&own_voices);
    let mut length = Length::default();
    let mut body = body(source, parts.body, front.title.as_deref(), voices, Some(&mut length)).tell(&mut told);
    let title = match &front.title {
        Some(title) => title.clone(),
        None if !body.title.is_empty() => one_line(&plain(&body.title)).into(),
        None => {
            told.extend(is_read.then(|| missing_title(&file, parts.body)));
            name(source.tree_path).into()
        }
    };
    let card = Card {
        path: source.path.clone(),
        locale: source.locale.clone(),
        tree_path: Arc::from(source.tree_path),
        front: front.into(),
        title,
        title_anchor: body.headings.title_anchor.clone(),
        outline: std::mem::take(&mut body.headings.outline),
        ids: std::mem::take(&mut body.headings.ids),
        length,
        speech: measure::speech(&body.doc, &voices.speakers),
        opening: measure::opening(&body.doc).into(),
        terms: terms::uses(source.terms, &body.doc, &body.headings.anchors),
    };
    Warned { value: body.chapter(card.into()), told }
}

/// Reads a chapter again of which all is known that others see. What there is to tell of it
/// was told.
#[must_use]
pub fn known_chapter(source: Source<'_>, voices: Option<&Voices>, card: &Arc<Card>) -> Chapter {
    let own_voices = card.front.voices();
    let start = fence::parts(source.text).body;
    let title = card.front.title.as_deref();
    body(source, start, title, voices.unwrap_or(&own_voices), None).value.chapter(Arc::clone(card))
}

/// What the text of a chapter comes to.
struct Body {
    doc: Doc,
    /// The title as it is written, when a heading gives it.
    title: Vec<Inline>,
    headings: Headings,
    origin: Origin,
}

/// Reads the text that begins at byte `start` of a chapter's file; `title` is what the front
/// matter says. Says how long it is where that is asked for.
fn body(
    source: Source<'_>,
    start: usize,
    title: Option<&str>,
    voices: &Voices,
    length: Option<&mut Length>,
) -> Warned<Body> {
    let mut told = Vec::new();
    let file = source.path.in_project();
    let (text, origin) = include::expand(&file, source.text, start, source.includes).tell(&mut told);
    let mut doc = markdown::read(&text, &origin, source.markdown).tell(&mut told);
    listings::tell(&doc, &text, &origin, &mut told);

    let mut heading = headings::take_title(&mut doc, title);
    hints::tell_idle(&mut doc, heading.as_ref().map_or(0, |(_, span)| span.start), &origin, &mut told);
    if let Some(length) = length {
        // Before notes and turns are found: brackets and names count, as they are read.
        let title = heading.as_ref().map_or(&[][..], |(heading, _)| &heading.text);
        *length = measure::length(title, &doc, voices.is_spoken);
    }
    let doc = notes::noted(doc, heading.as_mut().map(|(heading, _)| &mut heading.text));
    let doc = turns::turned(doc, voices, &text, &origin).tell(&mut told);
    let headings = headings::headings(&doc, heading.as_ref(), &origin, &mut told);
    let title = heading.map(|(heading, _)| heading.text).unwrap_or_default();
    Warned { value: Body { doc, title, headings, origin }, told }
}

impl Body {
    fn chapter(self, card: Arc<Card>) -> Chapter {
        let Self { doc, title, headings, origin } = self;
        Chapter {
            card,
            doc,
            title,
            title_anchor: headings.title_anchor,
            anchors: headings.anchors,
            level_shift: headings.level_shift,
            origin,
        }
    }
}

/// Reads of a chapter only what a list of chapters shows: its front matter, and the title
/// that its first line gives. `None` when it takes more of the text to know the title.
///
/// Its text is left out, and what follows from that: headings, links, length.
#[must_use]
pub fn head(source: Source<'_>) -> Option<Warned<Chapter>> {
    let text = &source.text[..head_bytes(source.text)?];
    let head = chapter(Source { text, ..source });
    let is_named = head.value.card.front.title.is_some() || !head.value.title.is_empty();
    is_named.then_some(head)
}

/// How far the beginning of a text reaches that is read as it is, whatever follows: its
/// front matter, and a heading with which the text begins, or comments and anchors above a
/// heading. `None` when what follows may matter.
fn head_bytes(text: &str) -> Option<usize> {
    let parts = fence::parts(text);
    if parts.unclosed.is_some() {
        return None;
    }
    let start = parts.body + above_heading(&text[parts.body..]);
    let line = text[start..].split_inclusive('\n').next().unwrap_or_default();
    let n_marks = line.len() - line.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&n_marks) && line[n_marks..].starts_with(' ');
    // What a bracket means, an address further down may decide; braces bring in other texts.
    let is_whole = !line.contains('[') && !["{{", "{%"].iter().any(|mark| text[..start + line.len()].contains(mark));
    match is_heading {
        true if is_whole => Some(start + line.len()),
        true => None,
        false => Some(parts.body),
    }
}

/// How many bytes of a text are empty lines, lines that begin as HTML does, and comments,
/// until the first line that is none. Whether they really are unseen, reading them tells.
fn above_heading(text: &str) -> usize {
    let mut n_bytes = 0;
    let mut is_comment = false;
    for line in text.split_inclusive('\n') {
        let is_html = is_comment || line.starts_with('<');
        if !(is_html || line.trim_end_matches(['\n', '\r']).is_empty()) {
            break;
        }
        is_comment = (is_comment || line.starts_with("<!--")) && !line.contains("-->");
        n_bytes += line.len();
    }
    n_bytes
}

/// Reads the front matter that lies in `range` of a file; `None` when it is no map.
fn front_matter(file: &ProjectPath, text: &str, range: Range<usize>) -> Warned<Option<FrontMatter>> {
    let yaml = Yaml { file, start: range.start, text: &text[range] };
    let read = yaml.read_with("the front matter", Bounds::FRONT_MATTER, FrontMatter::read_keys);
    read.map(|read| read.map(|(front, _)| front))
}

/// Tells that nothing names a chapter.
fn missing_title(file: &ProjectPath, body: usize) -> Diagnostic {
    let message = "the chapter has neither a `title` nor a heading at its beginning";
    Diagnostic::new(Code::MissingTitle, file, Span::new(body..body), message)
        .help("begin the text with `# Title`; until then the file's name stands for it")
}

/// What a file's name says: that of its folder for an `index.md`, without number and
/// extension, in words.
fn name(tree_path: &str) -> String {
    let path = tree_path.strip_suffix("/index.md").unwrap_or(tree_path);
    let (_, name) = path::split(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let name = number_prefix(name).map_or(name, |(_, rest)| rest);
    let words = name.split(['-', '_']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if words.is_empty() { name.to_owned() } else { words }
}

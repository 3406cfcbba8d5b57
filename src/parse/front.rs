//! The keys of front matter.
//!
//! Each table names a type's keys once, with what the manual says of them.

use std::sync::Arc;

use super::settings::is_on_the_web;
use crate::{
    diag::Code,
    front_matter::{FrontMatter, Kind, Reading, Recording, Role, SourceWork, Speaker, Timecode},
    path::Slug,
    yaml::{At, Node, Read, Reader, keys, word},
};

keys! {
    FrontMatter {
        title = title, "The chapter's title; the first heading when it is not given.";
        subtitle, "A second line under the title.";
        description, "A short text about the chapter, for lists, search results and previews.";
        date, "When the chapter was written; one of the future waits as a draft.";
        updated, "When it was last changed in a way that readers should know.";
        slug = slug, "The last part of the chapter's address.";
        aliases, "Old addresses that lead here, from the locale's folder or, with `/`, from the root.";
        key, "A name that binds the chapter to its translations when their paths differ.";
        original, "The locale that it was written in first; that of the book's original if no version says so.";
        order, "Its place among its neighbours, before the number in the file's name.";
        numbered, "Whether it has a number in the table of contents.";
        toc, "Whether it is in the table of contents.";
        toc_depth = toc_depth, "How many levels of headings its outline shows, 0 to 6.";
        draft, "Whether it is left out unless drafts are asked for.";
        template, "The template that renders it, a file of `templates/`.";
        kind, "What kind of page it is: `chapter`, `interview` or `page`.";
        authors = names, "Who wrote it.";
        translators = names, "Who translated it.";
        editors = names, "Who edited it.";
        tags = tags, "What it is about.";
        location, "Where it was written or took place.";
        source, "The work that it renders or accompanies; the colophon names it.";
        audio, "Its recording.";
        video, "Its film.";
        speakers = speakers, "Who speaks in it; turns in the text are known by these names.";
        further, "Further reading.";
        cover, "Its picture, for lists and previews.";
        noindex, "Whether search engines are asked to leave it out.";
        search, "Whether the book's own search finds it.";
        l10n, "What another program noted of the translation: a ledger begins with its `sourceCommit`.";
        extra, "Anything for the project's own templates.";
    }
}

keys! {
    SourceWork {
        title, "The work's title.";
        url = on_the_web, "Where it is.";
        locale, "What language it is in.";
        published, "When it was published.";
        start = seconds, "Where the part rendered here begins, in seconds or as `1:14:10`.";
        abridged, "Whether parts of it were left out.";
    }
}

keys! {
    Recording {
        src, "A file of the book.";
        url = on_the_web, "An address elsewhere.";
        duration, "How long it is, as `1:14:10`.";
        size, "How large it is, as readers should see it.";
        start = seconds, "Where the chapter begins in it, in seconds or as `1:14:10`.";
    }

    fn check(&self, reader: &mut Reader<'_>) {
        if self.src.is_none() && self.url.is_none() {
            reader.tell_missing("src` or `url");
        }
    }
}

keys! {
    Speaker {
        #[needed] id = filled, "What binds the speaker across locales.";
        #[needed] name = filled, "The name as printed.";
        names, "Other spellings found in the text.";
        role, "Whether the speaker asks (`host`) or answers (`guest`).";
    }
}

keys! {
    Reading {
        #[needed] title = filled, "The work's title.";
        #[needed] url, "Its address, or a chapter of the book.";
    }
}

impl Read for Kind {
    const EXPECTED: &'static str = "`chapter`, `interview` or `page`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        word(node, reader, &[("chapter", Self::Chapter), ("interview", Self::Interview), ("page", Self::Page)])
    }
}

impl Read for Role {
    const EXPECTED: &'static str = "`host` or `guest`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        word(node, reader, &[("host", Self::Host), ("guest", Self::Guest)])
    }
}

impl Read for Timecode {
    const EXPECTED: &'static str = "a time such as 1:14:10 or a number of seconds";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let read = match node {
            Node::Integer(seconds) => u32::try_from(*seconds).ok().map(Self),
            Node::Text(text) => Self::read(text),
            _ => return reader.wrong_type(node, Self::EXPECTED),
        };
        read.or_else(|| reader.invalid(&format!("must be {}, not {}", Self::EXPECTED, node.describe()), None))
    }
}

/// A number of seconds, or a timecode in its place.
fn seconds(node: &Node, reader: &mut Reader<'_>) -> Option<u32> {
    <Timecode as Read>::read(node, reader).map(|Timecode(seconds)| seconds)
}

/// A title; one without a letter is none.
fn title(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let text: Arc<str> = Read::read(node, reader)?;
    (!text.trim().is_empty()).then_some(text)
}

/// An address of a page or file that is not the book's. One that is none stays, so that it is
/// not told to be missing as well.
fn on_the_web(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let url: Arc<str> = Read::read(node, reader)?;
    if !is_on_the_web(&url) || url.contains(char::is_whitespace) {
        let why = "must be an address that begins with `https://` or `http://`, without spaces";
        reader.invalid::<()>(why, None);
    }
    Some(url)
}

/// Speakers of whom no two have one `id`, which says who speaks.
fn speakers(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Speaker>> {
    let Node::List(items) = node else { return Read::read(node, reader) };
    let mut speakers = Vec::new();
    let mut ids: Vec<At<Arc<str>>> = Vec::new();
    for (idx, item) in items.iter().enumerate() {
        let read = |reader: &mut Reader<'_>| Some((<Speaker as Read>::read(item, reader)?, reader.here(())));
        let Some((speaker, place)) = reader.in_item(idx, read) else { continue };
        let id = place.with(Arc::clone(&speaker.id));
        if let Some(first) = ids.iter().find(|first| first.value == id.value && !id.value.is_empty()) {
            let message = format!("two speakers have the `id` `{}`", id.value);
            reader.tell_pair(&id, Code::InvalidValue, message, first, "the first one");
        } else {
            speakers.push(speaker);
            ids.push(id);
        }
    }
    Some(speakers)
}

/// A text that a slug can be made of.
fn slug(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let text: Arc<str> = Read::read(node, reader)?;
    if text.contains('/') {
        return reader.invalid("is the last part of an address and holds no `/`", None);
    }
    if Slug::new(&text).is_none() {
        return reader.invalid(&format!("needs a letter or a digit, and `{text}` has none"), None);
    }
    Some(text)
}

/// Texts of which each can have a page of its own.
fn tags(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Arc<str>>> {
    each(node, reader, tag)
}

/// Names of people.
fn names(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Arc<str>>> {
    each(node, reader, filled)
}

/// A list of texts, each read in the same way.
fn each(
    node: &Node,
    reader: &mut Reader<'_>,
    read: fn(&Node, &mut Reader<'_>) -> Option<Arc<str>>,
) -> Option<Vec<Arc<str>>> {
    let Node::List(items) = node else { return Read::read(node, reader) };
    let read = |(idx, item)| reader.in_item(idx, |reader| read(item, reader));
    Some(items.iter().enumerate().filter_map(read).collect())
}

/// A text that is not empty, for what readers see.
fn filled(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let text: Arc<str> = Read::read(node, reader)?;
    if text.trim().is_empty() { reader.invalid("is empty", None) } else { Some(text) }
}

fn tag(node: &Node, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let text: Arc<str> = Read::read(node, reader)?;
    if Slug::of_tag(&text).is_none() {
        return reader.invalid(&format!("needs a letter or a digit, and `{text}` has none"), None);
    }
    Some(text)
}

/// A number of heading levels.
fn toc_depth(node: &Node, reader: &mut Reader<'_>) -> Option<u8> {
    match node {
        Node::Integer(depth @ 0..=6) => u8::try_from(*depth).ok(),
        Node::Integer(depth) => reader.invalid(&format!("must be from 0 to 6, not {depth}"), None),
        _ => reader.wrong_type(node, "a whole number from 0 to 6"),
    }
}

//! What a page lets in beside its own files: hosts whose pictures and recordings it shows, and
//! what stands in its frames and objects.
//!
//! Floor 3.

use std::collections::BTreeSet;

use super::{comments, ctx::Ctx, place::Place, recordings, text::Shown};
use crate::{
    book::{Entry, Target},
    chapter::Chapter,
    doc::LinkRole,
};

/// What the security policy of a page has to name.
#[derive(Debug, Default)]
pub(super) struct LetIn<'a> {
    /// The hosts of pictures and recordings, with their scheme.
    pub shown: BTreeSet<&'a str>,
    /// The hosts of frames, with their scheme, and [`OWN`] when one shows a file of the site.
    pub frames: BTreeSet<&'a str>,
    /// The same of objects. A browser shows what an object holds in a frame, and asks for
    /// leave to do both.
    pub objects: BTreeSet<&'a str>,
}

/// The site itself, in the words of a policy.
const OWN: &str = "'self'";

impl<'a> LetIn<'a> {
    /// What a page lets in for the texts that it shows, and for its comments.
    pub(super) fn of_page(ctx: &Ctx<'a>, place: &Place, shown: &Shown<'a>) -> Self {
        let mut let_in = Self::default();
        let own = place.entry();
        let other = own.zip(ctx.other).and_then(|(idx, other)| ctx.book.translation(idx, other));
        for (idx, chapter) in [(own, shown.chapter()), (other, shown.other())] {
            if let Some((idx, chapter)) = idx.zip(chapter) {
                let_in.add_chapter(ctx.book.entry(idx), chapter);
            }
        }
        if let Some(follows) = shown.followed(ctx.book.settings.stale) {
            let_in.add_text(ctx.book.entry(follows.translation.original), follows.original);
        }
        if matches!(place, Place::Entry(idx) if comments::comments(ctx, *idx).is_some()) {
            let_in.frames.insert(comments::HOST);
        }
        let_in
    }

    /// Adds what a chapter shows: in its text, and as its recordings.
    pub(super) fn add_chapter(&mut self, entry: &'a Entry, chapter: &'a Chapter) {
        self.add_text(entry, chapter);
        self.shown.extend(recordings::hosts(entry).filter_map(host));
    }

    /// Adds what the text of a chapter shows.
    fn add_text(&mut self, entry: &'a Entry, chapter: &'a Chapter) {
        for (link, target) in chapter.doc.links.iter().zip(&entry.links) {
            let source = match target {
                Target::Elsewhere => host(&link.target),
                Target::Page { .. } | Target::Here(_) | Target::File(_) | Target::Site(_) => Some(OWN),
                Target::Broken => None,
            };
            match link.role {
                LinkRole::Follow => {}
                LinkRole::Show => self.shown.extend(source.filter(|source| *source != OWN)),
                LinkRole::Frame => self.frames.extend(source),
                LinkRole::Object => {
                    self.frames.extend(source);
                    self.objects.extend(source);
                }
            }
        }
    }
}

/// The scheme and host of an address, if a policy can name them.
fn host(address: &str) -> Option<&str> {
    let start =
        ["https://", "http://"].iter().find_map(|scheme| address.starts_with(scheme).then_some(scheme.len()))?;
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |end| start + end);
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    (end > start && address[start..end].bytes().all(is_name)).then(|| &address[..end])
}

//! What a page is made from: the work that it renders, the chapter that it translates, by
//! whom, and how long the original is.
//!
//! Floor 3.

use super::{ctx::Ctx, data::ColophonView, header, recordings};
use crate::{
    book::{Entry, EntryIdx, EntryRole},
    front_matter::{SourceWork, Timecode},
    locale::{LocaleCode, is_cjk},
};

/// The colophon of a chapter; `None` for one that is an original of this book and renders
/// nothing else.
pub(super) fn colophon<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Option<ColophonView<'a>> {
    let entry: &'a Entry = ctx.book.entry(idx);
    let source = entry.front.source.as_ref();
    let leading = ctx.book.leading_version(idx);
    let original = Some(leading).filter(|leading| *leading != idx && entry.role == EntryRole::Chapter);
    if source.is_none() && original.is_none() {
        return None;
    }
    let locale = source.and_then(|source| source.locale.as_ref());
    let of_book = locale.and_then(|code| ctx.book.settings.locale(code));
    let start = source.and_then(|source| source.start);
    let title = source.and_then(|source| source.title.as_deref());
    let lang = of_book.map(|locale| locale.tag.as_str()).or(locale.map(LocaleCode::as_str));
    let own = ctx.book.settings.locales[entry.locale.0].tag.as_str();
    Some(ColophonView {
        title,
        title_lang: lang.filter(|lang| title.is_none_or(|title| !is_evidently_in(title, own, lang))),
        href: source.and_then(|source| source.url.as_deref()),
        lang,
        language: of_book.map(|locale| &*locale.name),
        published: source.and_then(|source| source.published).map(|date| ctx.date(date)),
        is_abridged: source.and_then(|source| source.abridged).unwrap_or(false),
        start: start.map(|second| Timecode(second).into()),
        start_href: source.and_then(start_address),
        original: original.map(|original| ctx.entry_link(original)),
        original_language: original.and_then(|original| ctx.other_language(ctx.book.entry(original).locale)),
        original_length: original.and_then(|original| length(ctx, original)).or_else(|| recorded(ctx, entry)),
        people: if original.is_some() || source.is_some() { header::people(ctx, entry) } else { Vec::new() },
    })
}

/// Whether a title is in one language and not in another as far as its letters tell: a
/// title in Latin letters is not in Chinese, and one in Han is not in English.
fn is_evidently_in(title: &str, own: &str, other: &str) -> bool {
    let writes_cjk = |language: &str| matches!(language.split('-').next(), Some("zh" | "ja" | "ko"));
    writes_cjk(own) != writes_cjk(other) && writes_cjk(own) == title.chars().any(is_cjk)
}

/// Where the rendered part begins, when the work lies where a second can be named.
fn start_address(source: &SourceWork) -> Option<String> {
    Some(recordings::at_second(source.url.as_deref()?, source.start?))
}

/// How long the original is, counted as its language does.
fn length(ctx: &Ctx<'_>, original: EntryIdx) -> Option<String> {
    let original = ctx.book.entry(original);
    ctx.length_in(&original.card.length, original.locale)
}

/// How long the recording is that a chapter renders.
fn recorded(ctx: &Ctx<'_>, entry: &Entry) -> Option<String> {
    let recording = entry.front.audio.as_ref().or(entry.front.video.as_ref())?;
    let minutes = u64::from(recording.duration?.0.div_ceil(60));
    Some(ctx.words().count("recording-minutes", minutes))
}

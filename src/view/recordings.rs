//! A chapter's recordings: what a player plays, and where a time in them is.
//!
//! Times in a text count from the beginning of the recording, also when the chapter begins
//! later in it.
//!
//! Floor 3.

use super::{body::Moment, ctx::Ctx, data::RecordingView};
use crate::{
    book::{Entry, Target},
    front_matter::{Recording, Timecode},
};

/// The sites whose addresses take a second as `t` in the query; elsewhere it is a media
/// fragment, `#t=754`.
const SECOND_IN_QUERY: &[&str] =
    &["youtube.com", "youtu.be", "bilibili.com", "youku.com", "nicovideo.jp", "dailymotion.com"];

/// The recording that a page can play; `None` when its file is not there.
pub(super) fn audio<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Option<RecordingView<'a>> {
    view(ctx, entry.front.audio.as_ref()?, entry.front_links.audio.as_ref())
}

/// The film that a page can play; `None` when its file is not there.
pub(super) fn video<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Option<RecordingView<'a>> {
    view(ctx, entry.front.video.as_ref()?, entry.front_links.video.as_ref())
}

fn view<'a>(ctx: &Ctx<'a>, recording: &'a Recording, file: Option<&Target>) -> Option<RecordingView<'a>> {
    let (address, is_page) = match played(ctx, recording, file) {
        Some(address) => (address, false),
        None => (recording.url.as_deref()?.to_owned(), true),
    };
    let minutes = recording.duration.map(|length| u64::from(length.0.div_ceil(60)));
    Some(RecordingView {
        is_external: is_page,
        mime: mime(recording.src.as_deref().unwrap_or(&address)),
        href: recording.start.map_or_else(|| address.clone(), |second| at_second(&address, second)),
        file: address,
        duration: recording.duration.map(String::from),
        minutes: minutes.map(|minutes| ctx.words().count("recording-minutes", minutes)),
        size: recording.size.as_deref(),
        start: recording.start,
    })
}

/// The address of a time of the chapter's recording: the file that the page plays, the
/// recording before the film; else where one of them is to be found; else the work that
/// the chapter renders, when the chapter begins at a second of it.
pub(super) fn moment(ctx: &Ctx<'_>, entry: &Entry, Timecode(second): Timecode) -> Option<Moment> {
    let (front, links) = (&entry.front, &entry.front_links);
    let recordings = [(front.audio.as_ref(), links.audio.as_ref()), (front.video.as_ref(), links.video.as_ref())];
    let mut files = recordings.iter().filter_map(|(recording, file)| played(ctx, (*recording)?, *file));
    if let Some(file) = files.next() {
        return Some(Moment { href: at_second(&file, second), is_external: false });
    }
    let urls = recordings.iter().filter_map(|(recording, _)| (*recording)?.url.as_deref());
    let rendered = front.source.as_ref().filter(|source| source.start.is_some());
    let url = urls.chain(rendered.and_then(|source| source.url.as_deref())).next()?;
    Some(Moment { href: at_second(url, second), is_external: true })
}

/// The hosts, with their scheme, of recordings elsewhere that the page plays.
pub(super) fn hosts(entry: &Entry) -> impl Iterator<Item = &str> {
    let recordings = [&entry.front.audio, &entry.front.video].into_iter().flatten();
    let elsewhere = recordings.filter(|recording| recording.src.is_none());
    elsewhere.filter_map(|recording| recording.url.as_deref().filter(|url| mime(url).is_some()))
}

/// The address of a file that a player can play: one of the book, else one elsewhere that
/// is a recording by its name.
fn played(ctx: &Ctx<'_>, recording: &Recording, file: Option<&Target>) -> Option<String> {
    let of_book = file.zip(recording.src.as_deref()).and_then(|(target, src)| ctx.target(target, src, true));
    let elsewhere = || recording.url.as_deref().filter(|url| mime(url).is_some()).map(str::to_owned);
    of_book.or_else(elsewhere)
}

/// The address of a recording from a second on.
pub(super) fn at_second(address: &str, second: u32) -> String {
    let (page, _) = address.split_once('#').unwrap_or((address, ""));
    if !is_second_in_query(page) {
        return format!("{page}#t={second}");
    }
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let is_other = |part: &&str| !part.is_empty() && !part.starts_with("t=") && !part.starts_with("start=");
    let second = format!("t={second}");
    let parts: Vec<&str> = query.split('&').filter(is_other).chain([&*second]).collect();
    format!("{path}?{}", parts.join("&"))
}

fn is_second_in_query(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let is_of = |site: &&str| host.strip_suffix(*site).is_some_and(|below| below.is_empty() || below.ends_with('.'));
    SECOND_IN_QUERY.iter().any(is_of)
}

/// The media type of a recording by its name.
fn mime(name: &str) -> Option<&'static str> {
    let name = name.split(['?', '#']).next().unwrap_or(name);
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "oga" | "ogg" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        "wav" => "audio/wav",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        _ => return None,
    })
}

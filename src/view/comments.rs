//! Comments under chapters, kept by giscus in the discussions of a GitHub repository.
//!
//! Nothing is asked of another host until the reader wants it. Then a frame is opened in
//! which giscus is alone with itself: its script never runs in the page, so the page's
//! policy names its host for frames and for nothing else. A chapter has one discussion in
//! all its languages.
//!
//! Floor 3.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{ctx::Ctx, data::CommentsView};
use crate::{
    book::{EntryIdx, EntryRole},
    front_matter::Kind,
    locale::LanguageTag,
    settings::{CommentProvider, Comments},
};

/// The host of the frame, with its scheme.
pub(super) const HOST: &str = "https://giscus.app";

/// The languages that giscus has, by ours.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "ar"),
    ("de", "de"),
    ("en", "en"),
    ("es", "es"),
    ("fr", "fr"),
    ("ja", "ja"),
    ("ko", "ko"),
    ("ru", "ru"),
    ("zh-hans", "zh-CN"),
    ("zh-hant", "zh-TW"),
    ("zh", "zh-CN"),
];

/// The comments of a chapter; `None` unless the settings ask for them.
pub(super) fn comments<'a>(ctx: &Ctx<'a>, idx: EntryIdx) -> Option<CommentsView<'a>> {
    let settings = ctx.book.settings.comments.as_ref()?;
    let entry = ctx.book.entry(idx);
    if entry.role != EntryRole::Chapter || entry.kind() == Kind::Page {
        return None;
    }
    let CommentProvider::Giscus = settings.provider;
    Some(CommentsView { frame: frame(ctx, settings, idx), elsewhere: elsewhere(settings), repo: &settings.repo })
}

/// The frame's address but for what only the script knows: the reader's colours, the page
/// to come back to after signing in.
fn frame(ctx: &Ctx<'_>, settings: &Comments, idx: EntryIdx) -> String {
    let leading = ctx.book.entry(ctx.book.leading_version(idx));
    let term = leading.permalink.as_str().trim_matches('/');
    let title: &str = &ctx.book.entry(idx).card.title;
    let values = [
        ("repo", &*settings.repo),
        ("repoId", &settings.repo_id),
        ("categoryId", &settings.category_id),
        ("term", term),
        ("description", title),
        ("strict", "1"),
        ("reactionsEnabled", "1"),
        ("emitMetadata", "0"),
        ("inputPosition", "top"),
    ];
    let query: Vec<String> =
        values.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))).collect();
    format!("{HOST}/{}/widget?{}", language(&ctx.own_locale().tag), query.join("&"))
}

/// Where a reader without script finds the comments.
fn elsewhere(settings: &Comments) -> String {
    format!("https://github.com/{}/discussions", settings.repo)
}

fn language(tag: &LanguageTag) -> &'static str {
    let tag = tag.as_str().to_ascii_lowercase();
    let is_of = |known: &str| tag.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    // The longest name that fits: `zh-hant` before `zh`.
    let fitting = LANGUAGES.iter().filter(|(known, _)| is_of(known));
    fitting.max_by_key(|(known, _)| known.len()).map_or("en", |(_, theirs)| theirs)
}

//! Which version of a chapter was written first.
//!
//! That is the one in the original's locale of the book, unless the front matter of a
//! version says otherwise: a book in English may render one conversation that was held in
//! Chinese.

use super::{
    Bound, ChapterIdx, front,
    manuscript::locale_of,
    spine::{Node, leading_order},
};
use crate::{
    book::LocaleIdx,
    diag::{Code, Diagnostic},
    settings::{Settings, said_locales},
};

/// Says of each node which locale its original is in, and which version leads: that one or,
/// where it is not there, the first in the book's order. Tells of what cannot be.
pub(super) fn find(settings: &Settings, chapters: &[Bound<'_>], nodes: &mut [Node<'_>]) -> Vec<Diagnostic> {
    let order = leading_order(settings);
    let mut told = Vec::new();
    for node in nodes {
        let versions = || order.iter().filter_map(|locale| node.versions[locale.0]);
        let mut said = versions().filter_map(|chapter| named(settings, chapters, &node.versions, chapter, &mut told));
        let first = said.next();
        if let Some((chapter, locale)) = first {
            let others = said.filter(|(_, other)| *other != locale);
            let others: Vec<_> = others.map(|(other, _)| contradiction(chapters, chapter, other)).collect();
            told.extend(others);
        }
        node.original = first.map_or(order[0], |(_, locale)| locale);
        node.lead = node.versions[node.original.0].or_else(|| versions().next());
    }
    told
}

/// The locale that a chapter names as that of its original.
fn named(
    settings: &Settings,
    chapters: &[Bound<'_>],
    versions: &[Option<ChapterIdx>],
    chapter: ChapterIdx,
    told: &mut Vec<Diagnostic>,
) -> Option<(ChapterIdx, LocaleIdx)> {
    let bound = chapters[chapter.0];
    let code = bound.card.front.original.as_deref()?;
    let mut refuse = |message: String, help: String| {
        let (file, span) = front::place(&bound, "original");
        told.push(Diagnostic::new(Code::InvalidValue, &file, span, message).help(help));
        None
    };
    let Some(locale) = settings.locales.iter().position(|locale| locale.code.as_str() == code) else {
        return refuse(format!("the book has no locale `{code}`"), said_locales(&settings.locales));
    };
    if versions[locale].is_none() {
        let own = &settings.locales[locale_of(settings, &bound).0].code;
        let help = format!("write that, or leave `original` out, and the chapter in `{own}` is the original");
        return refuse(format!("this chapter has no text in `{code}` to be its original"), help);
    }
    Some((chapter, LocaleIdx(locale)))
}

/// Tells that a version names another original than the `first` that names one.
fn contradiction(chapters: &[Bound<'_>], first: ChapterIdx, other: ChapterIdx) -> Diagnostic {
    let place = |chapter: ChapterIdx| front::place(&chapters[chapter.0], "original");
    let ((first_file, first_span), (file, span)) = (place(first), place(other));
    Diagnostic::new(Code::InvalidValue, &file, span, "another version of this chapter names another original")
        .help("it is enough if one of them says which was written first")
        .related(&first_file, first_span, "here")
}

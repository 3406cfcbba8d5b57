//! What a page tells the script of the search: where the indexes lie, and how to speak.
//!
//! Floor 3.

use super::{assets, ctx::Ctx, data::SearchView};
use crate::book::LocaleIdx;

/// The search of a page; `None` in a book without one, and in a theme without its script.
pub(super) fn view(ctx: &Ctx<'_>) -> Option<SearchView> {
    let script = ctx.look.assets.scripts.get(assets::SEARCH)?;
    let locale = |idx: LocaleIdx| {
        let locale = ctx.a_locale(idx);
        let folder = ctx.way.to(&ctx.book.tree(idx).index());
        (locale.code.as_str(), locale.tag.as_str(), &*locale.name, folder)
    };
    let locales: Vec<_> = ctx.book.locale_idxs().map(locale).collect();
    Some(SearchView {
        script: ctx.way.to(script),
        locales: serde_json::to_string(&locales).expect("texts can be written"),
        counts: serde_json::to_string(&ctx.words().forms("search-hits")).expect("texts can be written"),
    })
}

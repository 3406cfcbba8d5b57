//! What the page shows that says how far the translations of a locale are.
//!
//! Floor 3.

use super::{
    ctx::Ctx,
    data::{ChapterStatusView, LinkView, LocaleStatusView, OpenView, ShareView, StateView, StatusView},
};
use crate::{
    book::{EntryIdx, LocaleIdx},
    path::{OutPath, Permalink},
    standing::{ChapterStanding, Standing},
    translation::{State, Totals},
};

/// How many paragraphs of a chapter are listed.
const MAX_OPEN: usize = 20;

/// The status page of the page's locale.
pub(super) fn view<'a>(ctx: &Ctx<'a>, standings: &'a [Standing]) -> StatusView<'a> {
    let own = standings.iter().find(|standing| standing.locale == ctx.locale);
    let mut totals = Totals::default();
    own.into_iter().chain(standings.iter().filter(|_| own.is_none())).for_each(|it| totals.join(&it.totals));
    let file = |name: &str| OutPath::new(name).map(|path| ctx.way.to(&Permalink::file(&path))).unwrap_or_default();
    let home = &ctx.book.tree(ctx.locale).home_permalink;
    let feed = own.filter(|_| ctx.book.settings.origin().is_some()).map(|_| file(&format!("{home}status.xml")));
    StatusView {
        locales: standings.iter().map(|standing| locale(ctx, standing)).collect(),
        chapters: own.map_or_else(Vec::new, |standing| chapters(ctx, standing)),
        legend: states(ctx, &totals),
        report: file("status.json"),
        feed,
    }
}

fn locale<'a>(ctx: &Ctx<'a>, standing: &Standing) -> LocaleStatusView<'a> {
    let locale = ctx.a_locale(standing.locale);
    LocaleStatusView {
        href: ctx.way.to(ctx.places.status(standing.locale)),
        lang: locale.tag.as_str(),
        name: &locale.name,
        is_current: standing.locale == ctx.locale,
        share: share(ctx, &standing.totals),
    }
}

/// Translated chapters, and the originals without a translation behind them.
fn chapters<'a>(ctx: &Ctx<'a>, standing: &'a Standing) -> Vec<ChapterStatusView<'a>> {
    let translated = standing.chapters.iter().map(|chapter| ChapterStatusView {
        link: ctx.entry_link(chapter.entry),
        is_translated: true,
        share: share(ctx, &chapter.totals),
        open: open(ctx, standing.locale, chapter),
    });
    let missing = standing.untranslated.iter().map(|original| ChapterStatusView {
        link: untranslated(ctx, *original),
        is_translated: false,
        share: ShareView { per_mille: 0, percent: percent(ctx, 0), states: Vec::new() },
        open: Vec::new(),
    });
    translated.chain(missing).collect()
}

fn untranslated<'a>(ctx: &Ctx<'a>, original: EntryIdx) -> LinkView<'a> {
    ctx.entry_link(original)
}

fn open<'a>(ctx: &Ctx<'a>, locale: LocaleIdx, chapter: &'a ChapterStanding) -> Vec<OpenView<'a>> {
    let page = &ctx.book.entry(chapter.entry).permalink;
    let original = ctx.book.entry(chapter.original).locale;
    let view = |open: &'a crate::standing::Open| OpenView {
        href: ctx.way.to_anchor(page, open.anchor.as_ref()),
        state: open.state.name(),
        text: &open.opening,
        lang: ctx.a_locale(if open.state == State::Removed { locale } else { original }).tag.as_str(),
    };
    chapter.open.iter().take(MAX_OPEN).map(view).collect()
}

fn share<'a>(ctx: &Ctx<'a>, totals: &Totals) -> ShareView<'a> {
    let per_mille = totals.per_mille();
    let states = states(ctx, totals).into_iter().filter(|it| it.state != State::Current.name()).collect();
    ShareView { per_mille, percent: percent(ctx, per_mille), states }
}

fn percent(ctx: &Ctx<'_>, per_mille: u64) -> String {
    ctx.words().count("percent", per_mille / 10)
}

/// The states that occur, in the order of reports.
fn states<'a>(ctx: &Ctx<'a>, totals: &Totals) -> Vec<StateView<'a>> {
    let words = ctx.words();
    let view = |state: State| {
        let n_pairs = totals.of(state).n_pairs as u64;
        (n_pairs > 0).then(|| StateView {
            state: state.name(),
            name: words.word(&format!("state-{}", state.name())),
            about: words.word(&format!("state-{}-text", state.name())),
            n: words.number(n_pairs),
        })
    };
    State::ALL.into_iter().filter_map(view).collect()
}

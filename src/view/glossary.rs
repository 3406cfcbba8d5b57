//! The page of the glossary: every term under its letter, with the chapters that use it.
//!
//! Floor 3.

use super::{
    ctx::Ctx,
    data::{LetterView, LinkView, NameView, TermView},
};
use crate::{
    alphabet::Alphabet,
    book::{Entry, EntryIdx, LocaleIdx},
    glossary::{Names, Term, TermIdx, TermUse},
    path::Anchor,
};

/// How many chapters a term lists, so that the page grows with the terms alone.
const MOST_USES: usize = 6;

/// Where a chapter speaks of a term.
type Use<'a> = (EntryIdx, Option<&'a Anchor>);

/// The letters of the page's locale. O(n log n) for n terms and uses.
pub(super) fn view<'a>(ctx: &Ctx<'a>) -> Vec<LetterView<'a>> {
    let alphabet = Alphabet::of(&ctx.own_locale().tag);
    let uses = uses(ctx);
    let mut terms: Vec<_> = ctx.book.glossary.in_locale(&ctx.own_locale().code).collect();
    terms.sort_by(|(_, a, a_names), (_, b, b_names)| {
        let by_name = alphabet.compare_in_index(a_names.sorted_by(), b_names.sorted_by());
        by_name.then_with(|| a.id.cmp(&b.id))
    });
    let mut letters: Vec<LetterView<'a>> = Vec::new();
    for (idx, term, names) in terms {
        let letter = alphabet.letter(names.sorted_by());
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(LetterView { id: format!("dg-letter-{}", letters.len() + 1), letter, terms: Vec::new() });
        }
        let view = self::term(ctx, term, names, &uses[idx.0]);
        letters.last_mut().expect("there is the one just found or made").terms.push(view);
    }
    letters
}

fn term<'a>(ctx: &Ctx<'a>, term: &'a Term, names: &'a Names, uses: &[Use<'a>]) -> TermView<'a> {
    let (definition, locale) = match definition(ctx, term) {
        Some((definition, locale)) => (Some(definition), Some(locale)),
        None => (None, None),
    };
    let n_more = uses.len().saturating_sub(MOST_USES);
    TermView {
        id: term.id.as_str(),
        text: &names.preferred,
        others: names.others.iter().map(|name| &**name).collect(),
        versions: versions(ctx, term),
        definition,
        definition_lang: locale.and_then(|locale| ctx.other_lang(locale)),
        uses: uses.iter().take(MOST_USES).map(|(entry, section)| place(ctx, *entry, *section)).collect(),
        more: (n_more > 0).then(|| ctx.words().count("glossary-more", n_more as u64)),
    }
}

/// What a term means, in the page's language, else in the original's, else in any.
fn definition<'a>(ctx: &Ctx<'a>, term: &'a Term) -> Option<(&'a str, LocaleIdx)> {
    let original = ctx.book.locale_idx(&ctx.book.settings.original);
    let order = std::iter::once(ctx.locale).chain(original).chain(ctx.book.locale_idxs());
    let mut found = order.filter_map(|locale| Some((&**term.definition.get(&ctx.a_locale(locale).code)?, locale)));
    found.next()
}

/// What a term is called in the other languages. A name that stays as it is says nothing.
fn versions<'a>(ctx: &Ctx<'a>, term: &'a Term) -> Vec<NameView<'a>> {
    let others = ctx.book.locale_idxs().filter(|locale| *locale != ctx.locale && !term.is_kept);
    let view = |locale: LocaleIdx| {
        let names = term.names.get(&ctx.a_locale(locale).code)?;
        let page = ctx.places.glossary(locale);
        Some(NameView {
            href: page.map(|page| ctx.way.to_anchor(page, Some(&term.id))),
            text: &names.preferred,
            lang: ctx.a_locale(locale).tag.as_str(),
        })
    };
    others.filter_map(view).collect()
}

/// A link to the section of a chapter that speaks of a term.
fn place<'a>(ctx: &Ctx<'a>, idx: EntryIdx, section: Option<&Anchor>) -> LinkView<'a> {
    let entry: &'a Entry = ctx.book.entry(idx);
    LinkView { href: Some(ctx.way.to_anchor(&entry.permalink, section)), ..ctx.entry_link(idx) }
}

/// For each term the chapters of the page's locale that speak of it, in reading order.
fn uses<'a>(ctx: &Ctx<'a>) -> Vec<Vec<Use<'a>>> {
    let mut uses = vec![Vec::new(); ctx.book.glossary.terms.len()];
    for idx in &ctx.book.tree(ctx.locale).reading {
        let entry: &'a Entry = ctx.book.entry(*idx);
        if entry.locale != ctx.locale {
            continue;
        }
        for TermUse { term: TermIdx(term), section } in &entry.card.terms {
            uses[*term].push((*idx, section.as_ref()));
        }
    }
    uses
}

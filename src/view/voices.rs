//! Who speaks in a chapter, and how much of it.
//!
//! Floor 3.

use super::{ctx::Ctx, data::VoiceView};
use crate::{book::Entry, chapter::Speech, front_matter::Role};

/// The speakers of a chapter with their shares, in the order of the front matter; those
/// who say nothing have none.
pub(super) fn voices<'a>(ctx: &Ctx<'a>, entry: &'a Entry) -> Vec<VoiceView<'a>> {
    let speech = &entry.card.speech;
    let measure = ctx.own_locale().tag.measure();
    let weights: Vec<u64> = speech.iter().map(|it| it.length.amount(measure).into()).collect();
    let mut start = 0;
    let view = |(it, percent): (&'a Speech, u32)| {
        let view = VoiceView {
            name: &it.speaker.name,
            role: it.speaker.role,
            role_text: it.speaker.role.map(|role| ctx.words().word(role_word(role))),
            share: ctx.words().fill("percent", &[("n", &percent.to_string())]),
            percent,
            start,
        };
        start += percent;
        view
    };
    speech.iter().zip(percents(&weights)).map(view).collect()
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Host => "speaker-host",
        Role::Guest => "speaker-guest",
    }
}

/// Whole percents that are 100 together: the largest remainders are rounded up. All are 0
/// when the weights are.
fn percents(weights: &[u64]) -> Vec<u32> {
    let total: u64 = weights.iter().sum();
    if total == 0 {
        return vec![0; weights.len()];
    }
    let mut percents: Vec<u64> = weights.iter().map(|weight| weight * 100 / total).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|idx| std::cmp::Reverse(weights[*idx] * 100 % total));
    let n_missing = 100 - percents.iter().sum::<u64>();
    for idx in by_remainder.into_iter().take(usize::try_from(n_missing).unwrap_or(0)) {
        percents[idx] += 1;
    }
    percents.into_iter().map(|percent| u32::try_from(percent).unwrap_or(100)).collect()
}

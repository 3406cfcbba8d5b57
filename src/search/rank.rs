//! Orders the sections that have the parts of a query, before any text is read.

use std::collections::BTreeMap;

use super::{
    lookup::{Group, Match},
    weigh::whole,
};

/// What it is worth that the heading has every part.
const IN_HEADING: u32 = 7680;

/// How much it says that a section has a part: the less the more sections have it. In
/// sixteenths.
fn rarity(n_sections: u32, n_found: usize) -> u32 {
    let (n, found) = (f64::from(n_sections), f64::from(u32::try_from(n_found).unwrap_or(u32::MAX)));
    whole((16.0 * (1.0 + (n - found + 0.5).max(0.0) / (found + 0.5)).ln()).round())
}

/// The sections that have every part, with what they are worth.
pub(super) fn all(groups: &[Group], n_sections: u32) -> Vec<(u32, u32)> {
    let rarities: Vec<u32> = groups.iter().map(|group| rarity(n_sections, group.sections.len())).collect();
    let Some(smallest) = groups.iter().min_by_key(|group| (group.is_cut, group.sections.len())) else {
        return Vec::new();
    };
    let worth = |found: &Match| {
        let (mut score, mut is_heading) = (0, true);
        for (group, rarity) in groups.iter().zip(&rarities) {
            match group.get(found.section) {
                Some(found) => {
                    score += rarity * found.worth;
                    is_heading &= found.is_heading;
                }
                None if group.is_cut => is_heading = false,
                None => return None,
            }
        }
        Some((score + IN_HEADING * u32::from(is_heading), found.section))
    };
    smallest.sections.iter().filter_map(worth).collect()
}

/// The sections that have any part, with what they are worth.
pub(super) fn any(groups: &[Group], n_sections: u32) -> Vec<(u32, u32)> {
    let mut scores: BTreeMap<u32, u32> = BTreeMap::new();
    for group in groups {
        let rarity = rarity(n_sections, group.sections.len());
        for found in &group.sections {
            *scores.entry(found.section).or_default() += rarity * found.worth;
        }
    }
    scores.into_iter().map(|(section, score)| (score, section)).collect()
}

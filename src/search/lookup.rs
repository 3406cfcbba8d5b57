//! Looks up one part of a query: which sections have it, and how well.

use std::collections::BTreeSet;

use super::{
    parts,
    query::{Query, Wanted},
    shelf::{List, Visit, last_before},
    word::{is_near, stem},
};

/// What a match is worth, in twentieths.
const EXACT: u32 = 20;
const FORM: u32 = 16;
const SLIP: u32 = 10;
const BEGINNING: u32 = 9;
const INSIDE: u32 = 12;

/// How many chunks one part of a query may ask for.
const MAX_CHUNKS: usize = 3;

/// How many shares of words are read whole; of more only those of a word's first letters.
const MAX_SHARES: usize = 3;

/// How many words that are not the one typed are tried for it.
const MAX_TRIES: usize = 8;

/// How many pairs of a run are looked up; the text of a result decides in the end.
const MAX_PAIRS: usize = 8;

/// The sections that have a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    /// The sections, in order.
    pub sections: Vec<Match>,
    /// Whether further sections have it.
    pub is_cut: bool,
}

/// A section that has a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub section: u32,
    /// What the match is worth.
    pub worth: u32,
    /// Whether the heading has it.
    pub is_heading: bool,
}

impl Group {
    /// How a section has the part.
    pub(super) fn get(&self, section: u32) -> Option<Match> {
        let place = self.sections.binary_search_by_key(&section, |found| found.section).ok()?;
        Some(self.sections[place])
    }

    fn add(&mut self, list: &List, worth: u32) {
        self.add_with(list, worth, true);
    }

    /// Adds a list; `heeds_headings` says whether it counts that headings have the term.
    /// O(sections of both).
    fn add_with(&mut self, list: &List, worth: u32, heeds_headings: bool) {
        self.is_cut |= list.is_cut;
        let found = list.postings.iter().map(|(section, bits)| Match {
            section: *section,
            worth: worth * (1 + u32::from(bits & 7)),
            is_heading: heeds_headings && bits & 8 != 0,
        });
        if self.sections.is_empty() {
            self.sections.extend(found);
            return;
        }
        let known = std::mem::take(&mut self.sections);
        self.sections.reserve(known.len() + list.postings.len());
        let mut known = known.into_iter().peekable();
        for found in found {
            while let Some(before) = known.next_if(|it| it.section < found.section) {
                self.sections.push(before);
            }
            let both = known.next_if(|it| it.section == found.section).map(|it| Match {
                worth: it.worth.max(found.worth),
                is_heading: it.is_heading | found.is_heading,
                ..it
            });
            self.sections.push(both.unwrap_or(found));
        }
        self.sections.extend(known);
    }
}

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Sections that have every part.
    Strict,
    /// Those in which the parts meet as they do in the query; what stands at its ends may be
    /// the rest of a longer word.
    Seams,
    /// Those that have all letters, be it within other words or a slip away; one or two
    /// letters need not be there.
    Wide,
    /// Sections that have some part, as widely.
    Some,
}

/// Looks up the part at a place of a query.
pub(super) fn look_up(visit: &Visit<'_>, query: &Query, place: usize, reach: Reach) -> Group {
    let wanted = &query.parts[place];
    if reach == Reach::Seams && query.is_rest(place) {
        return Group { is_cut: true, ..Group::default() };
    }
    if wanted.is_run {
        return run(visit, &wanted.text);
    }
    // A lone word was looked for as it is before; what has its letters must not drown.
    let is_lone = query.parts.len() == 1 && reach == Reach::Wide;
    let mut group = if is_lone { Group::default() } else { word(visit, wanted, place + 1 == query.parts.len()) };
    let is_wide = matches!(reach, Reach::Wide | Reach::Some);
    if !wanted.is_exact && (is_wide || group.sections.is_empty()) {
        for (word, worth) in tries(visit, &wanted.text) {
            visit.list(&word).into_iter().for_each(|list| group.add(list, worth));
        }
        group.is_cut |= is_wide && wanted.text.chars().nth(2).is_none();
    }
    group
}

/// The sections in which parts meet so.
pub(super) fn look_up_seam(visit: &Visit<'_>, seam: &str) -> Group {
    let mut group = Group::default();
    visit.list(seam).into_iter().for_each(|list| group.add(list, EXACT));
    group
}

/// A word, its forms, and words that it begins.
fn word(visit: &Visit<'_>, wanted: &Wanted, is_last: bool) -> Group {
    let mut group = Group::default();
    let text = &*wanted.text;
    let own_stem = stem(text);
    let prefix = if wanted.is_exact || own_stem.len() < 3 { text } else { own_stem };
    let mut longer = Vec::new();
    for (term, list) in beginning_with(visit, prefix, text) {
        if term == text {
            group.add(list, EXACT);
        } else if !wanted.is_exact && stem(term) == own_stem {
            group.add(list, FORM);
        } else if !wanted.is_exact && is_last && text.chars().nth(1).is_some() && term.starts_with(text) {
            longer.push(list);
        }
    }
    // A heading with a longer word says little where the word itself stands elsewhere.
    let is_known = !group.sections.is_empty();
    for list in longer {
        group.add_with(list, BEGINNING, !is_known);
    }
    group
}

/// The terms that begin with a prefix, from at most [`MAX_CHUNKS`] chunks, `near` among
/// them.
fn beginning_with<'s>(visit: &Visit<'s>, prefix: &str, near: &str) -> Vec<(&'s str, &'s List)> {
    let mut first = visit.chunk_of(prefix);
    let mut last = visit.chunk_of(&format!("{prefix}\u{ffff}")).max(first);
    if last - first >= MAX_CHUNKS {
        first = first.max(visit.chunk_of(near).saturating_sub(1));
        last = (first + MAX_CHUNKS - 1).min(last);
    }
    let chunks = (first..=last.min(visit.n_chunks().saturating_sub(1))).map(|number| visit.chunk(number));
    let terms = chunks.flatten().filter(|(term, _)| term.starts_with(prefix));
    terms.map(|(term, list)| (&**term, list)).collect()
}

/// Words to try for one that no section has, with what each is worth: those that hold its
/// letters, then those a slip away, the shortest first, some of each.
fn tries(visit: &Visit<'_>, text: &str) -> Vec<(String, u32)> {
    let n_letters = text.chars().count();
    if n_letters < 2 {
        return Vec::new();
    }
    let (mut holding, mut slips) = (Vec::new(), Vec::new());
    for share in shares(visit, text) {
        for word in visit.word_share(share).iter().filter(|word| *word != text) {
            if word.contains(text) {
                holding.push(word);
            } else if n_letters > 3 && is_near(text, word) {
                slips.push(word);
            }
        }
    }
    let first = |mut words: Vec<&String>, worth: u32| {
        // Equal ones keep the order of the index.
        words.sort_by_key(|word| word.encode_utf16().count());
        words.into_iter().take(MAX_TRIES).map(move |word| (word.clone(), worth)).collect::<Vec<_>>()
    };
    [first(holding, INSIDE), first(slips, SLIP)].concat()
}

/// The shares of words to read for a word: all where they are few, else those where words
/// begin as it does, or as it would if its first two letters changed places.
fn shares(visit: &Visit<'_>, text: &str) -> Vec<usize> {
    let words = visit.words();
    if words.len() <= MAX_SHARES {
        return (0..words.len()).collect();
    }
    let mut letters = text.chars();
    let (first, second) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
    let prefixes = [format!("{first}{second}"), format!("{second}{first}")];
    let share = |prefix: &str| last_before(words, prefix).unwrap_or(0);
    prefixes.iter().map(|prefix| share(prefix)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A run: the sections that have all its pairs.
fn run(visit: &Visit<'_>, text: &str) -> Group {
    let pairs: Vec<&str> = parts::pairs(text).collect();
    if pairs.is_empty() {
        let mut group = Group::default();
        for (_, list) in beginning_with(visit, text, text) {
            group.add(list, EXACT);
        }
        return group;
    }
    // All of them, as a browser asks for all at once.
    let lists: Vec<Option<&List>> = chosen(&pairs).map(|pair| visit.list(pair)).collect();
    let Some(mut lists) = lists.into_iter().collect::<Option<Vec<&List>>>() else { return Group::default() };
    // Those that list every section first, the shortest in front: it bounds all others.
    lists.sort_by_key(|list| (list.is_cut, list.postings.len()));
    let mut both: Vec<(u32, u8)> = lists[0].postings.clone();
    for list in &lists[1..] {
        let by_section = |section: u32| list.postings.binary_search_by_key(&section, |(section, _)| *section);
        both.retain_mut(|(section, bits)| {
            let other = by_section(*section).map(|place| list.postings[place].1);
            *bits = other.map_or(*bits & 7, |other| (*bits & 7).min(other & 7) | (*bits & other & 8));
            other.is_ok() || list.is_cut
        });
    }
    let mut group = Group::default();
    group.add(&List { postings: both, is_cut: lists[0].is_cut }, EXACT);
    group
}

/// Which pairs of a run are looked up: all of a short one, of a longer one every second and
/// the last, of a long one [`MAX_PAIRS`] from all over it.
fn chosen<'p>(pairs: &'p [&'p str]) -> impl Iterator<Item = &'p str> {
    let n = pairs.len();
    let n_chosen = if n <= 6 { n } else { n.div_ceil(2).min(MAX_PAIRS - 1) + 1 };
    (0..n_chosen).map(move |place| pairs[place * (n - 1) / (n_chosen - 1).max(1)])
}

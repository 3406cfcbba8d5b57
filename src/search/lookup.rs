//! Looks up one part of a query: which sections have it, and how well.

use std::collections::BTreeSet;

use super::{
    parts,
    query::{Query, Wanted},
    shelf::{Chunk, List, Visit, last_before},
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

    /// Takes in lists, each with what it is worth. O(n · log lists) for n sections in all.
    fn of<'s>(lists: impl IntoIterator<Item = Weighed<'s>>) -> Self {
        let mut group = Self::default();
        let mut n_lists = 0;
        for Weighed { list, worth, heeds_headings } in lists {
            n_lists += 1;
            group.is_cut |= list.is_cut;
            group.sections.extend(list.postings.iter().map(|(section, bits)| Match {
                section: *section,
                worth: worth * (1 + u32::from(bits & 7)),
                is_heading: heeds_headings && bits & 8 != 0,
            }));
        }
        if n_lists > 1 {
            // A stable sort finds the lists in order and merges them.
            group.sections.sort_by_key(|found| found.section);
            group.sections.dedup_by(|found, first| {
                let is_same = found.section == first.section;
                if is_same {
                    first.worth = first.worth.max(found.worth);
                    first.is_heading |= found.is_heading;
                }
                is_same
            });
        }
        group
    }
}

/// A list that has the part, and what its sections are worth.
#[derive(Clone, Copy, Debug)]
struct Weighed<'s> {
    list: List<'s>,
    worth: u32,
    /// Whether it counts that headings have the term.
    heeds_headings: bool,
}

impl<'s> Weighed<'s> {
    fn new(list: List<'s>, worth: u32) -> Self {
        Self { list, worth, heeds_headings: true }
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
    let is_wide = matches!(reach, Reach::Wide | Reach::Some);
    // A lone word was looked for in its forms before, in which the word itself may drown.
    let is_typed = query.parts.len() == 1 && is_wide;
    let mut lists = word(visit, wanted, is_typed, place + 1 == query.parts.len());
    let is_tried = !wanted.is_exact && (is_wide && !is_typed || lists.is_empty());
    if is_tried {
        let tries = tries(visit, &wanted.text).into_iter();
        lists.extend(tries.filter_map(|(word, worth)| Some(Weighed::new(visit.list(&word)?, worth))));
    }
    let mut group = Group::of(lists);
    group.is_cut |= is_tried && is_wide && wanted.text.chars().nth(2).is_none();
    group
}

/// The sections that have a term that begins so.
pub(super) fn look_up_beginning(visit: &Visit<'_>, beginning: &str) -> Group {
    Group::of(beginning_with(visit, beginning, beginning).map(|(_, list)| Weighed::new(list, EXACT)))
}

/// The lists of a word, of its forms, and of words that it begins; `is_typed` leaves out
/// forms that do not begin with it.
fn word<'s>(visit: &Visit<'s>, wanted: &Wanted, is_typed: bool, is_last: bool) -> Vec<Weighed<'s>> {
    let text = &*wanted.text;
    let own_stem = stem(text);
    let prefix = if is_typed || wanted.is_exact || own_stem.len() < 3 { text } else { own_stem };
    let (mut lists, mut longer) = (Vec::new(), Vec::new());
    for (term, list) in beginning_with(visit, prefix, text) {
        if term == text {
            lists.push(Weighed::new(list, EXACT));
        } else if !wanted.is_exact && stem(term) == own_stem {
            lists.push(Weighed::new(list, FORM));
        } else if !wanted.is_exact && is_last && text.chars().nth(1).is_some() && term.starts_with(text) {
            longer.push(list);
        }
    }
    // A heading with a longer word says little where the word itself stands elsewhere.
    let heeds_headings = lists.is_empty();
    lists.extend(longer.into_iter().map(|list| Weighed { list, worth: BEGINNING, heeds_headings }));
    lists
}

/// The terms that begin with a prefix, from at most [`MAX_CHUNKS`] chunks, `near` among
/// them.
fn beginning_with<'s>(visit: &Visit<'s>, prefix: &str, near: &str) -> impl Iterator<Item = (&'s str, List<'s>)> {
    let mut first = visit.chunk_of(prefix);
    let mut last = visit.chunk_of(&format!("{prefix}\u{ffff}")).max(first);
    if last - first >= MAX_CHUNKS {
        first = first.max(visit.chunk_of(near).saturating_sub(1));
        last = (first + MAX_CHUNKS - 1).min(last);
    }
    // All are asked for, as a browser asks for them at once.
    let chunks: Vec<&Chunk> = (first..=last).filter_map(|number| visit.chunk(number)).collect();
    chunks.into_iter().flat_map(move |chunk| chunk.from(prefix).take_while(move |(term, _)| term.starts_with(prefix)))
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
        return look_up_beginning(visit, text);
    }
    // All of them, as a browser asks for all at once.
    let lists: Vec<Option<List<'_>>> = chosen(&pairs).map(|pair| visit.list(pair)).collect();
    let Some(mut lists) = lists.into_iter().collect::<Option<Vec<List<'_>>>>() else { return Group::default() };
    // Those that list every section first, the shortest in front: it bounds all others.
    lists.sort_by_key(|list| (list.is_cut, list.postings.len()));
    let mut both = lists[0].postings.to_vec();
    for list in &lists[1..] {
        let by_section = |section: u32| list.postings.binary_search_by_key(&section, |(section, _)| *section);
        both.retain_mut(|(section, bits)| {
            let other = by_section(*section).map(|place| list.postings[place].1);
            *bits = other.map_or(*bits & 7, |other| (*bits & 7).min(other & 7) | (*bits & other & 8));
            other.is_ok() || list.is_cut
        });
    }
    Group::of([Weighed::new(List { postings: &both, is_cut: lists[0].is_cut }, EXACT)])
}

/// Which pairs of a run are looked up: all of a short one, of a longer one every second and
/// the last, of a long one [`MAX_PAIRS`] from all over it.
fn chosen<'p>(pairs: &'p [&'p str]) -> impl Iterator<Item = &'p str> {
    let n = pairs.len();
    let n_chosen = if n <= 6 { n } else { n.div_ceil(2).min(MAX_PAIRS - 1) + 1 };
    (0..n_chosen).map(move |place| pairs[place * (n - 1) / (n_chosen - 1).max(1)])
}

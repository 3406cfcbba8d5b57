//! Finds sections, best first: what the browser does, for the terminal and for the proof
//! that a build makes of its own index.
//!
//! Sections that have every part come first by what their matches are worth; then the texts
//! of the first few are read. They decide whether a phrase is really there, and move up
//! sections whose heading is or holds the query. All numbers are whole, so that both
//! programs order alike; `tests/vectors/search/` holds them to it.
//!
//! Each file that a query reads is a request of a browser. Their number is bounded: a list
//! ends sooner rather than that its last entries are waited for.

use std::collections::BTreeSet;

use super::{
    filters::Filters,
    fold::Han,
    found::{Found, Hit},
    index::Index,
    look::Look,
    lookup::{Group, Reach, look_up, look_up_beginning},
    page::SectionRecord,
    query::{Query, Wanted},
    rank::{all, any},
    shelf::{Seen, Shelf, Visit},
};

/// Searches an index.
#[derive(Debug)]
pub struct Engine<'a> {
    shelf: Shelf<'a>,
    han: Han,
}

/// What a search is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// The part of this title.
    pub part: Option<String>,
    /// Pages on which the speaker of this name speaks.
    pub speaker: Option<String>,
}

impl<'a> Engine<'a> {
    /// Makes ready to search.
    #[must_use]
    pub fn new(index: &'a Index) -> Self {
        Self { shelf: Shelf::new(index), han: index.han }
    }

    /// The best `limit` sections for a query. Where fewer have it, those follow that have it
    /// by other names of its terms; they stand alone where none has it as it was typed.
    #[must_use]
    pub fn search(&self, query: &str, narrow: &Narrow, limit: usize) -> Found {
        let found = self.answer(|han| Query::new(query, han), narrow, limit);
        if found.hits.len() >= limit {
            return found;
        }
        // A browser has the table of simplified forms only where the index has one.
        let han = if self.shelf.can_simplify { self.han } else { Han::Kept };
        let Some(name) = self.shelf.names.preferred(query, han) else { return found };
        let named = self.answer(|han| Query::new(&name, han), narrow, limit);
        if named.is_partial || named.hits.is_empty() { found } else { found.with(named, &name.into(), limit) }
    }

    /// The titles of the parts and the names of the speakers that a search can be narrowed
    /// to.
    pub fn filters(&self) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
        let filters = &self.shelf.filters;
        (filters.parts.iter().map(|part| &*part.title), filters.speakers.iter().map(|(name, _)| &**name))
    }

    /// The best `limit` sections for words among which quotation marks and `-` mean
    /// nothing.
    #[must_use]
    pub fn search_plain(&self, words: &str, limit: usize) -> Found {
        self.answer(|han| Query::plain(words, han), &Narrow::default(), limit)
    }

    /// The sections of which the texts are surely read for words that are a heading. Those of
    /// them that have it lead the list: a section whose heading is the query goes before all
    /// others of which the texts are read. None is read for that.
    #[must_use]
    pub(super) fn leads_to(&self, heading: &str, limit: usize) -> Vec<u32> {
        let query = Query::plain(heading, self.han);
        let search = Search { visit: self.shelf.visit(), query, narrow: &Narrow::default(), limit };
        let groups = search.strictly(|han| Query::plain(heading, han));
        let candidates = search.ranked(&groups, false);
        let look = if search.query.seams().is_some() { Look::First } else { Look::Bounded };
        let read = candidates.iter().take(limit).map(|(_, section)| *section);
        read.take_while(|it| search.visit.reaches(*it, look.n_files())).collect()
    }

    /// Answers a query as it is. `understand` reads it, traditional characters being one
    /// with simplified ones or not.
    fn answer(&self, understand: impl Fn(Han) -> Query, narrow: &Narrow, limit: usize) -> Found {
        let query = understand(self.han);
        if query.parts.is_empty() {
            return Found::default();
        }
        let has_phrases = !query.phrases.is_empty();
        let mut found = Search { visit: self.shelf.visit(), query, narrow, limit }.answer(understand);
        if has_phrases {
            found.n_sections = found.hits.len();
        }
        found
    }
}

/// A query on its way through an index.
struct Search<'s> {
    visit: Visit<'s>,
    query: Query,
    narrow: &'s Narrow,
    limit: usize,
}

impl<'s> Search<'s> {
    /// The sections that have each part. A browser asks for the query as it was typed before
    /// it asks which characters are traditional, unless the book is written in them; both
    /// counts.
    fn strictly(&self, understand: impl Fn(Han) -> Query) -> Vec<Group> {
        let Shelf { simplifies_first, can_simplify, .. } = *self.visit.shelf;
        if simplifies_first {
            self.visit.simplify();
            return self.groups(&self.query, Reach::Strict);
        }
        let typed = understand(Han::Kept);
        let groups = self.groups(&typed, Reach::Strict);
        let is_missed = |(part, group): (&Wanted, &Group)| part.is_run && group.sections.is_empty();
        if can_simplify && typed.parts.iter().zip(&groups).any(is_missed) {
            self.visit.simplify();
        }
        if typed == self.query { groups } else { self.groups(&self.query, Reach::Strict) }
    }

    fn answer(&self, understand: impl Fn(Han) -> Query) -> Found {
        let query = &self.query;
        let is_lone = query.parts.len() == 1;
        let groups = self.strictly(understand);
        let seams = query.seams();
        let look = if seams.is_some() { Look::First } else { Look::of(query.parts.len()) };
        let strict = self.attempt(&groups, false, look);
        if let Some(seams) = seams.as_ref().filter(|_| !strict.has_whole()) {
            // What stands anywhere as it was typed has all its parts meet there.
            let look = Look::of_seams(query.is_copied(), self.visit.shelf.n_sections);
            let seamed = self.attempt(&self.seamed(seams), false, look);
            if seamed.has_whole() {
                return seamed;
            }
        }
        let has_words = query.parts.iter().any(|part| !part.is_run && !part.is_exact);
        if has_words && (strict.n_sections == 0 || is_lone && !strict.has_whole()) {
            let wide = self.attempt(&self.groups(query, Reach::Wide), false, Look::Last);
            if wide.n_sections > 0 && (strict.n_sections == 0 || wide.has_whole()) {
                return wide;
            }
        }
        if strict.n_sections == 0 && query.parts.len() > 1 && query.phrases.is_empty() {
            return self.attempt(&self.groups(query, Reach::Some), true, Look::Last);
        }
        let n_hits = strict.hits.len();
        // All were read, or there is no room for more.
        let is_settled = n_hits == strict.n_sections || strict.has_whole() && n_hits >= self.limit;
        if seams.is_none() || is_settled {
            return strict;
        }
        self.attempt(&groups, false, Look::Bounded).or_whole(strict, self.limit)
    }

    /// The best sections of those that have all parts, or any of them.
    fn attempt(&self, groups: &[Group], is_partial: bool, look: Look) -> Found {
        let candidates = self.ranked(groups, is_partial);
        let n_sections = candidates.len();
        let hits = self.borne_out(candidates, is_partial, look);
        Found { hits, n_sections, is_partial }
    }

    /// The sections that have all parts, or any of them, with what they are worth, best
    /// first.
    fn ranked(&self, groups: &[Group], is_partial: bool) -> Vec<(u32, u32)> {
        let n_sections = self.visit.shelf.n_sections;
        let mut candidates = if is_partial { any(groups, n_sections) } else { all(groups, n_sections) };
        let without = self.without();
        candidates.retain(|(_, section)| !without.contains(section) && self.is_within(*section));
        candidates.sort_by_key(|(score, section)| (std::cmp::Reverse(*score), *section));
        candidates
    }

    fn groups(&self, query: &Query, reach: Reach) -> Vec<Group> {
        (0..query.parts.len()).map(|place| look_up(&self.visit, query, place, reach)).collect()
    }

    /// Where all parts are, and meet as they do in the query.
    fn seamed(&self, seams: &[String]) -> Vec<Group> {
        let mut groups = self.groups(&self.query, Reach::Seams);
        groups.extend(seams.iter().map(|seam| look_up_beginning(&self.visit, seam)));
        groups
    }

    /// Whether a section lies in the part, and is one of the speaker's.
    fn is_within(&self, section: u32) -> bool {
        let Narrow { part, speaker } = self.narrow;
        let Filters { parts, speakers } = &self.visit.shelf.filters;
        let is_in_part =
            |title: &String| parts.iter().any(|part| part.title == *title && (part.start..part.end).contains(&section));
        let is_speakers = |name: &String| {
            let term = speakers.iter().find(|(known, _)| known == name).map(|(_, term)| term);
            term.is_some_and(|term| self.visit.has(term, section))
        };
        part.as_ref().is_none_or(is_in_part) && speaker.as_ref().is_none_or(is_speakers)
    }

    /// The sections that have what the query does not want.
    fn without(&self) -> BTreeSet<u32> {
        let mut unwanted = BTreeSet::new();
        for parts in &self.query.without {
            let groups = self.groups(&Query { parts: parts.clone(), ..Query::default() }, Reach::Strict);
            unwanted.extend(all(&groups, self.visit.shelf.n_sections).into_iter().map(|(_, section)| section));
        }
        unwanted
    }

    /// Reads the texts of the best candidates, drops those that only seemed to have a
    /// phrase, and orders the others.
    fn borne_out(&self, candidates: Vec<(u32, u32)>, is_partial: bool, look: Look) -> Vec<Hit> {
        let (mut good, mut rest) = (Vec::<Candidate<'_>>::new(), Vec::new());
        let mut left = candidates;
        for round in 0..look.n_rounds() {
            let is_open = look.is_open() && !good.iter().any(|candidate| candidate.is_whole);
            let most = if is_open && round > 0 { usize::MAX } else { look.n_files() };
            // As many as are still missing: each may be a request of a browser. A last look
            // takes them in order until something is found as it was typed; elsewhere what is
            // at hand will do.
            let n_found = if is_open && look == Look::Copied { 0 } else { good.len() };
            let mut n_free = self.limit.saturating_sub(n_found);
            let wanted: Vec<(u32, u32)> = left
                .extract_if(.., |(_, section)| {
                    let is_taken = n_free > 0 && self.visit.reaches(*section, most);
                    n_free = if is_taken {
                        n_free - 1
                    } else if is_open {
                        0
                    } else {
                        n_free
                    };
                    is_taken
                })
                .collect();
            for (score, section) in wanted {
                let Some(candidate) = self.candidate(score, section) else { continue };
                let is_good = is_partial || candidate.seen.texts.bears_out(&self.query);
                if is_good { good.push(candidate) } else { rest.push(candidate) }
            }
        }
        // Pairs from different places of a text are better than nothing, but not for a
        // reader who asked for a phrase.
        let mut best = if good.is_empty() && self.query.phrases.is_empty() { rest } else { good };
        best.sort_by_key(|it| (std::cmp::Reverse((it.bonus, it.score)), it.section));
        best.iter().take(self.limit).map(Candidate::hit).collect()
    }

    /// Reads a section.
    fn candidate(&self, score: u32, section: u32) -> Option<Candidate<'s>> {
        let seen = self.visit.section(section)?;
        if seen.record.is_foldable {
            self.visit.simplify();
        }
        let is_whole = seen.texts.holds(&self.query);
        let bonus = seen.texts.bonus(&self.query, is_whole);
        Some(Candidate { seen, section, score, is_whole, bonus })
    }
}

/// A section that may be a hit.
struct Candidate<'s> {
    seen: Seen<'s>,
    section: u32,
    /// What its matches are worth.
    score: u32,
    /// Whether the query stands in it as it was typed, white space and quotation marks aside.
    is_whole: bool,
    /// How far its heading and text bear out the query.
    bonus: u32,
}

impl Candidate<'_> {
    fn hit(&self) -> Hit {
        let Seen { record, section: SectionRecord(fragment, heading, above, text, _), .. } = self.seen;
        Hit {
            section: self.section,
            address: record.address.clone(),
            title: record.title.clone(),
            fragment: fragment.clone(),
            heading: heading.clone(),
            above: above.clone(),
            text: text.clone(),
            is_whole: self.is_whole,
            named: None,
        }
    }
}

//! Hands out what is to be translated, and takes it in.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use super::Edition;
use crate::{
    book::EntryIdx,
    chapter::Chapter,
    glossary::{Names, TermIdx},
    input::{Input, SourceText},
    ledger::{self, Accepted, Asked, Sealed},
    path::ContentPath,
    terms::Terms,
    todo::{self, Edit, Host, Item, Neighbour, Returned, Term, Todo},
    translation::{Pair, PairId, State, Translation},
    unit::{Unit, UnitKind},
};

/// What comes of a list that came back.
#[derive(Debug, Default)]
pub struct Intake {
    /// Each file that changes, with its new text.
    pub files: BTreeMap<ContentPath, Arc<str>>,
    /// What was translated, to be accepted once the files are read again.
    pub pins: Vec<Pin>,
    /// How many paragraphs came back as they went out.
    pub n_unchanged: usize,
    /// What cannot be taken in, each with why.
    pub refused: Vec<String>,
}

/// A paragraph that was translated.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The translation.
    pub page: ContentPath,
    /// The name of the pair.
    pub id: PairId,
    /// Its units of the original.
    pub left: Range<usize>,
    /// Where the translation's text is in the new file.
    pub place: Range<usize>,
}

impl Edition {
    /// What is stale or missing in the translations `wanted`.
    #[must_use]
    pub fn todo(&self, input: &Input, wanted: &[EntryIdx]) -> Todo {
        let items = wanted.iter().flat_map(|entry| self.items(input, *entry)).collect();
        Todo { diglot: todo::VERSION, items }
    }

    fn items(&self, input: &Input, entry: EntryIdx) -> Vec<Item> {
        let Some(translation) = self.translation(entry) else { return Vec::new() };
        let terms = Terms::of(&self.book.glossary, &self.book.entry(translation.original).card.locale);
        let item = |idx: usize| {
            let pair = &translation.pairs[idx];
            let is_wanted = matches!(pair.state, State::Stale | State::Mechanical | State::Missing);
            is_wanted.then(|| self.item(input, translation, idx, &terms)).flatten()
        };
        (0..translation.pairs.len()).filter_map(item).collect()
    }

    fn item(&self, input: &Input, translation: &Translation, idx: usize, terms: &Terms) -> Option<Item> {
        let Translation { original, translation: entry, pairs, .. } = translation;
        let pair = &pairs[idx];
        let language = |entry: EntryIdx| {
            let locale = self.book.entry(entry).locale;
            self.book.settings.locales[locale.0].tag.clone()
        };
        let neighbour = |pair: &Pair| Neighbour {
            source: said(&self.units(*original)[pair.left.clone()]),
            target: said(&self.units(*entry)[pair.right.clone()]),
        };
        Some(Item {
            page: self.book.entry(*entry).card.path.clone(),
            id: pair.id.as_str().into(),
            state: pair.state,
            seal: self.seal(*original, pair),
            source_language: language(*original),
            target_language: language(*entry),
            original: self.book.entry(*original).card.path.clone(),
            source: self.markdown(input, *original, &pair.left)?.1,
            was: self.was(*entry, pair),
            target: if pair.right.is_empty() { String::new() } else { self.markdown(input, *entry, &pair.right)?.1 },
            before: idx.checked_sub(1).map(|before| neighbour(&pairs[before])),
            after: pairs.get(idx + 1).map(neighbour),
            terms: self.terms_in(translation, &said(&self.units(*original)[pair.left.clone()]), terms),
        })
    }

    /// The terms that a text of the original uses, for which the translation has a word.
    fn terms_in(&self, translation: &Translation, text: &str, terms: &Terms) -> Vec<Term> {
        let locale = |entry: EntryIdx| &self.book.entry(entry).card.locale;
        let (from, into) = (locale(translation.original), locale(translation.translation));
        let used: BTreeSet<TermIdx> = terms.find(text).into_iter().map(|found| found.term).collect();
        let named = |idx: TermIdx| {
            let names = &self.book.glossary.term(idx).names;
            let (source, target) = (names.get(from)?, names.get(into)?);
            let all = |names: &Names| std::iter::once(&names.preferred).chain(&names.others).cloned().collect();
            Some(Term { source: all(source), target: all(target), avoid: target.avoided.clone() })
        };
        used.into_iter().filter_map(named).collect()
    }

    /// The prints of a pair's original.
    fn seal(&self, original: EntryIdx, pair: &Pair) -> String {
        let units = &self.units(original)[pair.left.clone()];
        units.iter().map(|unit| Sealed::of(unit).seal().to_string()).collect::<Vec<_>>().join("+")
    }

    /// A run of units as it is written, with its bytes in the chapter's own file; `None`
    /// where part of it comes from elsewhere.
    fn markdown(&self, input: &Input, entry: EntryIdx, run: &Range<usize>) -> Option<(Range<usize>, String)> {
        let units = &self.units(entry)[run.clone()];
        let chapter = self.chapter(entry);
        let text = input.sources.get(&chapter.card.path)?.open();
        let (first, last) = (own(chapter, units.first()?)?, own(chapter, units.last()?)?);
        let range = todo::trimmed(&text, first.start..last.end.max(first.end));
        Some((range.clone(), todo::portable(&text[range])))
    }

    /// What comes of a list that came back. Writes nothing.
    #[must_use]
    pub fn take_in(&self, input: &Input, returned: &[Returned]) -> Intake {
        let mut intake = Intake::default();
        let mut edits: BTreeMap<EntryIdx, Vec<(PairId, Range<usize>, Edit)>> = BTreeMap::new();
        for item in returned {
            match self.edit(input, item) {
                Ok(Some((entry, pair, edit))) => {
                    edits.entry(entry).or_default().push((pair.id.clone(), pair.left.clone(), edit));
                }
                Ok(None) => intake.n_unchanged += 1,
                Err(why) => intake.refused.push(format!("`{}#{}` {why}", item.page, item.id)),
            }
        }
        for (entry, edits) in edits {
            let page = &self.book.entry(entry).card.path;
            let only: Vec<Edit> = edits.iter().map(|(_, _, edit)| edit.clone()).collect();
            let (text, places) = todo::splice(&input.sources[page].open(), &only);
            for ((id, left, _), place) in edits.into_iter().zip(places) {
                match place {
                    Some(place) => intake.pins.push(Pin { page: page.clone(), id, left, place }),
                    None => intake.refused.push(format!("`{page}#{id}` is in the way of another paragraph")),
                }
            }
            intake.files.insert(page.clone(), text.into());
        }
        intake
    }

    /// The edit that puts one paragraph in its place; `None` when it is there already.
    fn edit(&self, input: &Input, item: &Returned) -> Result<Option<(EntryIdx, &Pair, Edit)>, String> {
        let entries = (0..self.book.entries.len()).map(EntryIdx);
        let mut found = entries.filter(|entry| *self.book.entry(*entry).card.path.as_str() == *item.page);
        let translation = found.next().and_then(|entry| self.translation(entry)).ok_or("is of no translated page")?;
        let pair = translation.pair(&item.id).ok_or("is not there any more")?;
        let (entry, original) = (translation.translation, translation.original);
        let text = todo::portable(item.target.trim_end());
        if self.seal(original, pair) != *item.seal {
            return Err("has another original by now: export it again".to_owned());
        }
        if pair.right.is_empty() {
            if text.trim().is_empty() {
                return Ok(None);
            }
            let edit = self.insertion(input, translation, pair, &text).ok_or("has no place in the file")?;
            return Ok(Some((entry, pair, edit)));
        }
        let (range, now) = self.markdown(input, entry, &pair.right).ok_or("comes from an included file")?;
        if now.trim_end() == text {
            return Ok(None);
        }
        if text.trim().is_empty() {
            return Err("came back empty; a text is not removed by import".to_owned());
        }
        let edit = Edit { range, before: String::new(), text, after: String::new() };
        Ok(Some((entry, pair, edit)))
    }

    fn insertion(&self, input: &Input, translation: &Translation, pair: &Pair, text: &str) -> Option<Edit> {
        let chapter = self.chapter(translation.translation);
        let units = self.units(translation.translation);
        let like = self.units(translation.original).get(pair.left.start)?;
        let is_note = |unit: &Unit| unit.kind == UnitKind::Footnote;
        let fits = |unit: &&Unit| is_note(unit) == is_note(like) && own(chapter, unit).is_some();
        let idx = translation.pairs.iter().position(|other| other.id == pair.id)?;
        let (behind, ahead) = translation.pairs.split_at(idx);
        let before = behind.iter().rev().find_map(|pair| units[pair.right.clone()].iter().rev().find(fits));
        let after = ahead.iter().find_map(|pair| units[pair.right.clone()].iter().find(fits));
        let file = input.sources.get(&chapter.card.path)?.open();
        let offset = chapter.origin.locate(crate::span::Span::new(0..0)).1.range().start;
        let host = Host { text: &file, doc: &chapter.doc, offset, before, after };
        let prefix = self.prefix(input, translation.original, like);
        Some(todo::insertion(&host, like, &prefix, text))
    }

    /// What stands before a unit in its line.
    fn prefix(&self, input: &Input, entry: EntryIdx, unit: &Unit) -> String {
        let chapter = self.chapter(entry);
        let text = input.sources.get(&chapter.card.path).map(SourceText::open).zip(own(chapter, unit));
        let prefix = text.map(|(text, range)| {
            let start = text.floor_char_boundary(range.start.min(text.len()));
            text[..start].rsplit('\n').next().unwrap_or_default().to_owned()
        });
        prefix.unwrap_or_default()
    }

    /// Accepts what was translated, after the files were read again.
    #[must_use]
    pub fn settle(&self, pins: &[Pin], is_machine: bool) -> Vec<(EntryIdx, Accepted)> {
        let mut by_page: BTreeMap<EntryIdx, Vec<&Pin>> = BTreeMap::new();
        for pin in pins {
            let entry =
                (0..self.book.entries.len()).map(EntryIdx).find(|it| self.book.entry(*it).card.path == pin.page);
            if let Some(entry) = entry {
                by_page.entry(entry).or_default().push(pin);
            }
        }
        by_page
            .into_iter()
            .filter_map(|(entry, pins)| Some((entry, self.settle_page(entry, &pins, is_machine)?)))
            .collect()
    }

    fn settle_page(&self, entry: EntryIdx, pins: &[&Pin], is_machine: bool) -> Option<Accepted> {
        let (bench, translation) = self.bench(entry).zip(self.translation(entry))?;
        let chapter = self.chapter(entry);
        let mut pairs = translation.pairs.clone();
        let mut ids = BTreeSet::new();
        for pin in pins {
            let is_of =
                |unit: &Unit| own(chapter, unit).is_some_and(|it| it.start < pin.place.end && pin.place.start < it.end);
            let units = self.units(entry);
            let Some(start) = units.iter().position(is_of) else { continue };
            let end = units.iter().rposition(is_of).map_or(start + 1, |last| last + 1);
            pairs = ledger::pinned(&bench.join(), pairs, &pin.id, &pin.left, &(start..end));
            ids.insert(pin.id.clone());
        }
        let asked = Asked {
            ids: Some(&ids),
            even_unchanged: true,
            is_machine,
            keep_source: self.book.settings.ledger.keep_source,
        };
        let source = &self.book.entry(translation.original).card.path;
        Some(ledger::accept(&bench.join(), &pairs, source, bench.ledger, &asked))
    }
}

/// Where a unit is in the chapter's own file; `None` when it comes from elsewhere.
pub(super) fn own(chapter: &Chapter, unit: &Unit) -> Option<Range<usize>> {
    let (file, span) = chapter.origin.locate(unit.span);
    let is_whole = span.range().len() == unit.span.range().len();
    (is_whole && *file == chapter.card.path.in_project()).then(|| span.range())
}

/// What units say, as plain text.
fn said(units: &[Unit]) -> String {
    units.iter().map(|unit| unit.text.trim()).collect::<Vec<_>>().join("\n")
}

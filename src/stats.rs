//! How long a book is: characters, words and minutes, by locale, chapter and speaker.
//!
//! Floor 3. Reads cards alone.

use serde::Serialize;

use crate::{
    book::{Book, Entry, EntryRole, LocaleIdx},
    chapter::{Length, Speech},
    front_matter::Speaker,
    locale::{LanguageTag, Measure},
    words,
};

/// The figures of a book.
#[derive(Debug, Serialize)]
pub struct Stats {
    /// One for each locale, in the settings' order.
    pub locales: Vec<LocaleStats>,
}

/// The figures of one locale.
#[derive(Debug, Serialize)]
pub struct LocaleStats {
    /// Its code.
    pub locale: String,
    /// Its name in itself.
    pub name: String,
    /// What its texts are counted in.
    pub measure: Measure,
    /// How many chapters it has, parts and the home page not counted.
    pub n_chapters: usize,
    /// All its texts together.
    #[serde(flatten)]
    pub figures: Figures,
    /// Its speakers over all chapters, in the order of their first appearance.
    pub speakers: Vec<SpeakerStats>,
    /// Every text, in reading order.
    pub chapters: Vec<ChapterStats>,
}

/// The figures of one text.
#[derive(Debug, Serialize)]
pub struct ChapterStats {
    /// Its file below `content/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// How long it is.
    #[serde(flatten)]
    pub figures: Figures,
    /// Those who say something in it.
    pub speakers: Vec<SpeakerStats>,
}

/// The figures of one speaker.
#[derive(Debug, Serialize)]
pub struct SpeakerStats {
    /// The speaker's id.
    pub id: String,
    /// The speaker's name in this locale.
    pub name: String,
    /// How much the speaker says.
    #[serde(flatten)]
    pub figures: Figures,
    /// The part of all that is said in turns, from 0.0 to 1.0.
    pub share: f64,
}

/// How long something is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figures {
    /// Characters as Chinese publishers count: all but ASCII white space and punctuation.
    pub characters: u32,
    /// Words of scripts that write words apart.
    pub words: u32,
    /// Lines of code listings.
    pub code_lines: u32,
    /// Minutes for a reader of the locale's language; 0 for an empty text.
    pub minutes: u32,
}

impl Stats {
    /// The figures of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        Self { locales: book.locale_idxs().map(|locale| of_locale(book, locale)).collect() }
    }
}

fn of_locale(book: &Book, idx: LocaleIdx) -> LocaleStats {
    let locale = &book.settings.locales[idx.0];
    let entries: Vec<&Entry> = book.tree(idx).reading.iter().map(|entry| book.entry(*entry)).collect();
    let mut total = Length::default();
    let mut speech: Vec<Speech> = Vec::new();
    for entry in &entries {
        total += entry.card.length;
        for said in &entry.card.speech {
            match speech.iter_mut().find(|other| is_same(&other.speaker, &said.speaker)) {
                Some(other) => other.length += said.length,
                None => speech.push(said.clone()),
            }
        }
    }
    LocaleStats {
        locale: locale.code.as_str().to_owned(),
        name: locale.name.to_string(),
        measure: locale.tag.measure(),
        n_chapters: entries.iter().filter(|entry| entry.role == EntryRole::Chapter).count(),
        figures: figures(&total, &locale.tag),
        speakers: speakers(&speech, &locale.tag),
        chapters: entries.iter().map(|entry| of_chapter(entry, &locale.tag)).collect(),
    }
}

fn of_chapter(entry: &Entry, tag: &LanguageTag) -> ChapterStats {
    ChapterStats {
        path: entry.card.path.as_str().to_owned(),
        title: entry.card.title.to_string(),
        figures: figures(&entry.card.length, tag),
        speakers: speakers(&entry.card.speech, tag),
    }
}

fn speakers(speech: &[Speech], tag: &LanguageTag) -> Vec<SpeakerStats> {
    let weight = |speech: &Speech| f64::from(speech.length.amount(tag.measure()));
    let total: f64 = speech.iter().map(weight).sum();
    let view = |speech: &Speech| SpeakerStats {
        id: speech.speaker.id.to_string(),
        name: speech.speaker.name.to_string(),
        figures: figures(&speech.length, tag),
        share: if total > 0.0 { weight(speech) / total } else { 0.0 },
    };
    speech.iter().map(view).collect()
}

/// Whether two chapters mean one person: ids such as `host` are given again and again.
fn is_same(one: &Speaker, other: &Speaker) -> bool {
    one.id == other.id && one.name == other.name
}

fn figures(length: &Length, tag: &LanguageTag) -> Figures {
    let is_empty = length.n_characters == 0 && length.n_words == 0 && length.n_code_lines == 0;
    Figures {
        characters: length.n_characters,
        words: length.n_words,
        code_lines: length.n_code_lines,
        minutes: if is_empty { 0 } else { words::minutes(length, tag) },
    }
}

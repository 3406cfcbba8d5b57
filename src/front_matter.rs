//! What the head of a chapter says of it.
//!
//! A value that was not given is `None`, so that a translation can inherit it from its
//! original before defaults are filled in.
//!
//! Floor 1. Knows no YAML and no file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{date::Date, locale::LocaleCode};

/// The front matter of a chapter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrontMatter {
    /// The chapter's title; the first heading when it is not given.
    pub title: Option<Arc<str>>,
    /// A second line under the title.
    pub subtitle: Option<Arc<str>>,
    /// The author's short text about the chapter.
    pub description: Option<Arc<str>>,
    /// When it was written.
    pub date: Option<Date>,
    /// When it was last changed in a way that readers should know.
    pub updated: Option<Date>,
    /// The last part of its address.
    pub slug: Option<Arc<str>>,
    /// Old addresses that lead here, from the locale's folder or, with `/`, the root.
    pub aliases: Vec<Arc<str>>,
    /// What binds it to its translations when their paths differ.
    pub key: Option<Arc<str>>,
    /// The locale that it was written in first, where that is not the book's.
    pub original: Option<Arc<str>>,
    /// Its place among its neighbours.
    pub order: Option<i64>,
    /// Whether it has a number in the table of contents.
    pub numbered: Option<bool>,
    /// Whether it is in the table of contents.
    pub toc: Option<bool>,
    /// How many levels of headings its outline shows.
    pub toc_depth: Option<u8>,
    /// Whether it is left out unless drafts are asked for.
    pub draft: Option<bool>,
    /// The template that renders it.
    pub template: Option<Arc<str>>,
    /// What kind of page it is.
    pub kind: Option<Kind>,
    /// Who wrote it.
    pub authors: Option<Vec<Arc<str>>>,
    /// Who translated it.
    pub translators: Option<Vec<Arc<str>>>,
    /// Who edited it.
    pub editors: Option<Vec<Arc<str>>>,
    /// What it is about.
    pub tags: Option<Vec<Arc<str>>>,
    /// Where it was written or took place.
    pub location: Option<Arc<str>>,
    /// What it renders or accompanies.
    pub source: Option<SourceWork>,
    /// Its recording.
    pub audio: Option<Recording>,
    /// Its film.
    pub video: Option<Recording>,
    /// Who speaks in it.
    pub speakers: Option<Vec<Speaker>>,
    /// Further reading.
    pub further: Vec<Reading>,
    /// Its picture, for lists and for those who share it.
    pub cover: Option<Arc<str>>,
    /// Whether search engines are asked to leave it out.
    pub noindex: Option<bool>,
    /// Whether the book's search finds it.
    pub search: Option<bool>,
    /// What another program noted of the translation.
    pub l10n: Option<serde_yaml::Mapping>,
    /// Anything for the project's own templates.
    pub extra: Option<serde_yaml::Mapping>,
}

impl FrontMatter {
    /// Whether the text is spoken: a conversation, or one that has a recording.
    #[must_use]
    pub fn is_spoken(&self) -> bool {
        let has_speakers = self.speakers.as_ref().is_some_and(|speakers| !speakers.is_empty());
        has_speakers || self.kind == Some(Kind::Interview) || self.audio.is_some() || self.video.is_some()
    }

    /// Whether news feeds tell of the chapter: it has a day, and may be found.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.updated.or(self.date).is_some() && !self.noindex.unwrap_or(false)
    }

    /// Who speaks in the text.
    #[must_use]
    pub fn voices(&self) -> Voices {
        let speakers = self.speakers.iter().flatten().cloned().map(Arc::new).collect();
        Voices { speakers, is_spoken: self.is_spoken() }
    }

    /// The front matter of a translation, with what it does not say and what is marked
    /// as inherited taken from its original's.
    #[must_use]
    pub fn inherit(&self, original: &Self) -> Self {
        /// Names the fields that a translation inherits.
        macro_rules! inherited {
            ($($field:ident)*) => {
                Self { $($field: self.$field.clone().or_else(|| original.$field.clone()),)* ..self.clone() }
            };
        }
        let inherited = inherited! {
            date updated slug order numbered toc toc_depth draft template kind authors tags
            audio video cover noindex search extra
        };
        Self { speakers: inherited_speakers(self.speakers.as_deref(), original.speakers.as_deref()), ..inherited }
    }
}

/// The speakers of a translation: its own, known by the original's spellings too, then
/// those that it does not name.
fn inherited_speakers(own: Option<&[Speaker]>, original: Option<&[Speaker]>) -> Option<Vec<Speaker>> {
    let (own, original) = match (own, original) {
        (None, speakers) | (speakers, None) => return speakers.map(<[_]>::to_vec),
        (Some(own), Some(original)) => (own, original),
    };
    let counterpart = |speaker: &Speaker| original.iter().find(|other| other.id == speaker.id);
    let joined = own.iter().map(|speaker| match counterpart(speaker) {
        None => speaker.clone(),
        Some(other) => {
            let names = speaker.names.iter().chain([&other.name]).chain(&other.names).cloned().collect();
            Speaker { names, role: speaker.role.or(other.role), ..speaker.clone() }
        }
    });
    let is_new = |other: &&Speaker| own.iter().all(|speaker| speaker.id != other.id);
    Some(joined.chain(original.iter().filter(is_new).cloned()).collect())
}

/// Who speaks in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Voices {
    /// In the order of the front matter.
    pub speakers: Vec<Arc<Speaker>>,
    /// Whether turns are looked for: names, and times such as `[00:38:06]` at the start of
    /// a paragraph.
    pub is_spoken: bool,
}

/// What kind of page a chapter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A chapter of the book.
    #[default]
    Chapter,
    /// A conversation.
    Interview,
    /// A page beside the book: about, imprint.
    Page,
}

/// A work that a chapter renders or accompanies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceWork {
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Where it is.
    pub url: Option<Arc<str>>,
    /// What language it is in.
    pub locale: Option<LocaleCode>,
    /// When it was published.
    pub published: Option<Date>,
    /// The second at which the part rendered here begins.
    pub start: Option<u32>,
    /// Whether parts of it were left out.
    pub abridged: Option<bool>,
}

/// A recording, by a file of the book (`src`) or by an address elsewhere (`url`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recording {
    /// A file of the book.
    pub src: Option<Arc<str>>,
    /// An address elsewhere.
    pub url: Option<Arc<str>>,
    /// How long it is, `1:14:10`.
    pub duration: Option<Timecode>,
    /// How large it is, as the author writes it.
    pub size: Option<Arc<str>>,
    /// The second at which the chapter begins in it.
    pub start: Option<u32>,
}

/// Someone who speaks in a chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Speaker {
    /// What binds the speaker across locales.
    pub id: Arc<str>,
    /// The name as printed.
    pub name: Arc<str>,
    /// Other spellings found in the text.
    pub names: Vec<Arc<str>>,
    /// Whether the speaker asks or answers.
    pub role: Option<Role>,
}

/// Whether a speaker asks or answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Asks.
    Host,
    /// Answers.
    Guest,
}

/// A title and an address for further reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its title.
    pub title: Arc<str>,
    /// Where it is: an address, or a chapter of the book.
    pub url: Arc<str>,
}

/// A length or a point of time in a recording, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "TimecodeText", into = "String")]
pub struct Timecode(pub u32);

/// What YAML makes of a timecode: `1:14:10` is text, `754` is a number of seconds.
#[derive(Deserialize)]
#[serde(untagged)]
enum TimecodeText {
    Seconds(u32),
    Text(String),
}

impl TryFrom<TimecodeText> for Timecode {
    type Error = String;

    fn try_from(text: TimecodeText) -> Result<Self, Self::Error> {
        match text {
            TimecodeText::Seconds(seconds) => Ok(Self(seconds)),
            TimecodeText::Text(text) => {
                Self::read(&text).ok_or_else(|| format!("`{text}` is not a time of the form 1:14:10 or 14:10"))
            }
        }
    }
}

impl Timecode {
    /// Reads `1:14:10` or `14:10`; minutes and seconds below 60 unless they come first.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<u32> = text.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        match parts[..] {
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds).map(Self)
            }
            [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds).map(Self),
            _ => None,
        }
    }
}

impl From<Timecode> for String {
    fn from(Timecode(seconds): Timecode) -> Self {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
    }
}

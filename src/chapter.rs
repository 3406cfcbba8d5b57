//! One source file, understood by itself.
//!
//! A [`Chapter`] is a body and a [`Card`]. The card is all that other pages may know of
//! the chapter, so a changed paragraph renders one page and a changed title every page
//! that lists it.
//!
//! Floor 1. Knows no other chapter.

use std::{collections::BTreeMap, ops::AddAssign, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    doc::{Doc, Inline, Origin},
    front_matter::{FrontMatter, Speaker},
    glossary::TermUse,
    locale::{LocaleCode, Measure},
    outline::Outline,
    path::{Anchor, ContentPath},
};

/// A source file, read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chapter {
    /// What others may know of it.
    pub card: Arc<Card>,
    /// Its text, without the heading that became its title.
    pub doc: Doc,
    /// The title as it was written, when a heading gave it; else empty.
    pub title: Vec<Inline>,
    /// The `id` of the title, when a heading gave it.
    pub title_anchor: Option<Anchor>,
    /// The `id` on the page of each heading, in the order of the text, quotations and
    /// asides included.
    pub anchors: Vec<Anchor>,
    /// By how many levels the page moves the text's headings so that the title is the
    /// only one of level 1.
    pub level_shift: i8,
    /// Where each stretch of its text came from.
    pub origin: Origin,
}

/// What others may know of a chapter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The source file.
    pub path: ContentPath,
    /// The locale whose tree it lies in.
    pub locale: LocaleCode,
    /// Its path within that tree: the same for a chapter and its translations.
    pub tree_path: Arc<str>,
    /// What its front matter says, nothing inherited yet.
    pub front: Arc<FrontMatter>,
    /// Its title, from the front matter, the first heading or the file's name.
    pub title: Arc<str>,
    /// The `id` of the title, when a heading gave it.
    pub title_anchor: Option<Anchor>,
    /// Its headings.
    pub outline: Outline,
    /// Every `id` a link may lead to, with whether it is a heading's.
    pub ids: BTreeMap<Anchor, IdKind>,
    /// How long it is.
    pub length: Length,
    /// How much each speaker says, in the order of the front matter; without those who say
    /// nothing.
    pub speech: Vec<Speech>,
    /// The text of its first paragraph, at most some 300 characters.
    pub opening: Arc<str>,
    /// The terms of the glossary it speaks of, each with the place of its first use.
    pub terms: Vec<TermUse>,
}

/// What carries an `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IdKind {
    /// A heading.
    Heading,
    /// An element of the author's own HTML.
    Html,
}

/// How much a speaker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speech {
    /// Who.
    pub speaker: Arc<Speaker>,
    /// How much, in all turns together.
    pub length: Length,
}

/// How long a text is, counted by script.
///
/// The figures are those of `reading time` in the manual: characters are all but ASCII
/// white space and ASCII punctuation, and count for Chinese and Japanese; words are runs
/// of letters and digits of other scripts. Code listings are counted apart, in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// Characters, as Chinese publishers count.
    pub n_characters: u32,
    /// Words of scripts that write words apart.
    pub n_words: u32,
    /// Han, kana and Han punctuation alone.
    pub n_cjk: u32,
    /// Lines of code listings.
    pub n_code_lines: u32,
    /// Pictures.
    pub n_images: u32,
}

impl Length {
    /// How much there is to read, in what a language counts in: characters, or words and
    /// the Han and kana among them.
    #[must_use]
    pub fn amount(&self, measure: Measure) -> u32 {
        match measure {
            Measure::Characters => self.n_characters,
            Measure::Words => self.n_words.saturating_add(self.n_cjk),
        }
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        let Self { n_characters, n_words, n_cjk, n_code_lines, n_images } = other;
        self.n_characters += n_characters;
        self.n_words += n_words;
        self.n_cjk += n_cjk;
        self.n_code_lines += n_code_lines;
        self.n_images += n_images;
    }
}

//! Where the lines of a Chinese or Japanese heading may break.
//!
//! A long heading should break between words. Browsers know words by their spaces, so the
//! style sheet forbids breaks within such text, and here `<wbr>` is put between its words,
//! which a dictionary finds. A dictionary does not know the words that a book is about, and
//! gives their characters one by one: `所有|权`, `闭|包`, `多|线|程`. Therefore of words of one
//! character
//!
//! - one that stands alone stays with the word before it, or with the next where none is;
//! - several in a row are one word;
//! - a particle (`的`, a kana) stays with what is before it;
//! - a preposition or conjunction (`在`, `与`) stays with what comes after.
//!
//! No line begins with punctuation, and none ends with an opening bracket.
//!
//! Floor 3. Knows no page.

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};

use crate::{
    escape,
    locale::{is_han, is_unspaced},
};

/// Those words of one character that lean on the word before them. Kana do so too.
const PARTICLES: &str = "的了着過过們们嗎吗呢吧";

/// Those that lean on the next.
const PREPOSITIONS: &str = "和与與及或在从從把將将被向为為以由于於到是有让讓使给給跟同比而但并並也都";

/// Writes a heading text by text, with its breaks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Breaks {
    /// What the text before ended with.
    last: Option<char>,
}

/// What matters of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Several letters.
    Long,
    /// One letter of a script without spaces.
    Letter,
    /// One that leans on the word before it.
    Particle,
    /// One that leans on the next.
    Preposition,
    /// White space or punctuation.
    Other,
}

impl Breaks {
    /// The next text as HTML.
    pub(super) fn html(&mut self, text: &str) -> String {
        let mut html = String::with_capacity(text.len() * 2);
        let words = words(text);
        let begins = begins(&words, self.last.is_some_and(is_letter));
        for (word, begins) in words.into_iter().zip(begins) {
            if begins && self.last.is_some_and(|last| may_follow(last, word)) {
                html.push_str("<wbr>");
            }
            escape::push_text(&mut html, word);
            self.last = word.chars().next_back();
        }
        html
    }
}

/// The words of a text, and what is between them.
fn words(text: &str) -> Vec<&str> {
    if !text.contains(is_letter) {
        return vec![text];
    }
    let ends = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(text);
    let mut start = 0;
    ends.skip(1).map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

/// Whether a line may begin with each word, as far as words tell; `follows` says whether a
/// letter stands before them.
fn begins(words: &[&str], mut follows: bool) -> Vec<bool> {
    let kinds: Vec<Word> = words.iter().map(|word| kind(word)).collect();
    let mut begins = Vec::with_capacity(kinds.len());
    // Whether the word before stays with the next.
    let mut is_held = false;
    while let Some(kind) = kinds.get(begins.len()) {
        let n_letters = kinds[begins.len()..].iter().take_while(|kind| **kind == Word::Letter).count();
        let is_last = matches!(kinds.get(begins.len() + 1), None | Some(Word::Other));
        let (begins_here, holds) = match kind {
            Word::Long | Word::Other => (true, false),
            Word::Particle => (false, false),
            Word::Preposition if !is_last => (true, true),
            Word::Letter if n_letters > 1 => (true, false),
            Word::Letter | Word::Preposition => (!follows, !follows),
        };
        begins.push(begins_here && !is_held);
        begins.extend((1..n_letters).map(|_| false));
        is_held = holds;
        follows = *kind != Word::Other;
    }
    begins
}

fn kind(word: &str) -> Word {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), _) if !letter.is_alphanumeric() => Word::Other,
        (Some(letter), None) if PREPOSITIONS.contains(letter) => Word::Preposition,
        (Some(letter), None) if PARTICLES.contains(letter) || is_kana(letter) => Word::Particle,
        (Some(letter), None) if is_letter(letter) => Word::Letter,
        _ => Word::Long,
    }
}

/// Whether a character is a letter of a script that is written without spaces.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() && is_unspaced(letter)
}

fn is_kana(letter: char) -> bool {
    is_letter(letter) && !is_han(letter)
}

/// Whether a line may end with `last` and the next begin with `word`: nothing opens there,
/// and white space does not break the line already.
fn may_follow(last: char, word: &str) -> bool {
    let is_beside_letter = is_han(last) || is_unspaced(last) || word.starts_with(is_han);
    word.starts_with(char::is_alphanumeric)
        && !last.is_whitespace()
        && !"“‘（《〈「『【〔([{".contains(last)
        && is_beside_letter
}

//! Makes emphasis work beside Chinese, Japanese and Korean text.
//!
//! CommonMark decides by white space and punctuation whether `**` opens or closes, which
//! presumes spaces between words: in `**注意：**请` the second `**` follows punctuation and
//! precedes a letter, so it opens, and the reader sees asterisks. The amended rule that
//! vitepress and others follow lets a run of `*` beside a CJK character do both. Here that
//! rule is obeyed by the parser as it is: beside such a run we insert a noncharacter,
//! which is neither space nor punctuation and so makes the run open and close. Both
//! neighbours of the run are visible characters of one line, so no line begins or ends
//! with an insertion and the structure of blocks stays the same.
//!
//! | run | beside | inserted |
//! | --- | --- | --- |
//! | `*`, `~~` | a CJK character | the noncharacter, on both sides |
//! | `*`, `~~` | a CJK character, and `_ ~ * " ' ^` on the other side | punctuation on the far side, so that the other mark sees what it saw |
//! | `_` | a variation selector after punctuation | punctuation, since the selector is part of it |
//!
//! [`Passage`] takes the insertions out of every string and every offset again.
//!
//! Floor 2. To go when the parser has the rule in a release.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::CowStr;

/// A text as the parser is shown it, with the way back to the chapter's text.
pub(super) struct Passage<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    /// Where in `text` an insertion begins, ascending.
    inserted: Vec<usize>,
    /// What was inserted, when anything was.
    signs: Option<Signs>,
    /// Where in the chapter's text the passage begins.
    start: usize,
}

/// What is inserted; both are absent from the text.
#[derive(Clone, Copy)]
struct Signs {
    /// Neither space nor punctuation.
    letter: char,
    /// Punctuation of no use in any living script.
    punctuation: char,
}

/// The length in bytes of each sign.
const SIGN_LENGTH: usize = 3;

/// Punctuation that the parser knows as such and authors do not write.
const RARE_PUNCTUATION: [char; 4] = ['\u{2E41}', '\u{2E40}', '\u{2056}', '\u{2E2D}'];

impl Signs {
    /// Signs that `text` does not hold; `None` if it holds all there are.
    fn absent_from(text: &str) -> Option<Self> {
        let letter = ('\u{FDD0}'..='\u{FDEF}').find(|sign| !text.contains(*sign))?;
        let punctuation = RARE_PUNCTUATION.into_iter().find(|sign| !text.contains(*sign))?;
        Some(Self { letter, punctuation })
    }
}

impl<'a> Passage<'a> {
    /// The whole text of a chapter.
    pub(super) fn whole(text: &'a str) -> Self {
        Writer::new(text).finish(0)
    }

    /// A part of one line that is read as running text whatever it begins with, so that
    /// a title such as `1. First steps` is no list. `start` is its place in the chapter.
    pub(super) fn line(text: &'a str, start: usize) -> Self {
        let mut writer = Writer::new(text);
        if let Some(signs) = writer.signs() {
            writer.insert(0, signs.punctuation);
        }
        writer.finish(start)
    }

    /// The range of the chapter's text that a range of [`Self::text`] stands for.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        if self.inserted.is_empty() {
            return range.start + self.start..range.end + self.start;
        }
        let place = |offset: usize| {
            let n_before = self.inserted.partition_point(|inserted| *inserted < offset);
            offset - n_before * SIGN_LENGTH + self.start
        };
        place(range.start)..place(range.end)
    }

    /// A string of the parser's without what was inserted.
    pub(super) fn clean<'s>(&self, text: CowStr<'s>) -> CowStr<'s> {
        match self.signs {
            Some(Signs { letter, punctuation }) if text.contains(letter) || text.contains(punctuation) => {
                CowStr::from(text.replace([letter, punctuation], ""))
            }
            _ => text,
        }
    }
}

/// Signs are not yet looked for.
#[derive(Clone, Copy)]
struct NotLookedFor;

/// Copies a text and inserts into it. Nothing is copied before the first insertion.
struct Writer<'a> {
    text: &'a str,
    /// Looked for once, and only when needed; `Err` until then.
    signs: Result<Option<Signs>, NotLookedFor>,
    out: String,
    done: usize,
    inserted: Vec<usize>,
}

impl<'a> Writer<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, signs: Err(NotLookedFor), out: String::new(), done: 0, inserted: Vec::new() }
    }

    /// The signs for this text, looked for once and only when needed.
    fn signs(&mut self) -> Option<Signs> {
        let signs = self.signs.unwrap_or_else(|NotLookedFor| Signs::absent_from(self.text));
        self.signs = Ok(signs);
        signs
    }

    /// Inserts a sign before byte `at`.
    fn insert(&mut self, at: usize, sign: char) {
        self.out.push_str(&self.text[self.done..at]);
        self.done = at;
        self.inserted.push(self.out.len());
        self.out.push(sign);
    }

    /// Inserts beside every run that needs it.
    fn finish(mut self, start: usize) -> Passage<'a> {
        let bytes = self.text.as_bytes();
        let mut next = 0;
        while let Some(found) = memchr::memchr3(b'*', b'_', b'~', &bytes[next..]) {
            let mark = bytes[next + found];
            let mut run_start = next + found;
            let n_marks = bytes[run_start..].iter().take_while(|byte| **byte == mark).count();
            next = run_start + n_marks;
            // An escaped mark is a letter like any other, and never part of the run.
            if is_escaped(bytes, run_start) {
                run_start += 1;
            }
            self.run(mark, run_start..next);
        }
        if self.inserted.is_empty() {
            return Passage { text: Cow::Borrowed(self.text), inserted: Vec::new(), signs: None, start };
        }
        self.out.push_str(&self.text[self.done..]);
        Passage { text: Cow::Owned(self.out), inserted: self.inserted, signs: self.signs.unwrap_or_default(), start }
    }

    /// Inserts beside one run.
    fn run(&mut self, mark: u8, run: Range<usize>) {
        // Most runs stand between ASCII characters, and a lone `~` follows the rule of `_`.
        let is_ascii_at = |at: Option<&u8>| at.is_none_or(u8::is_ascii);
        let bytes = self.text.as_bytes();
        let is_plain =
            is_ascii_at(run.start.checked_sub(1).and_then(|at| bytes.get(at))) && is_ascii_at(bytes.get(run.end));
        if run.is_empty() || is_plain || (mark == b'~' && run.len() < 2) {
            return;
        }
        let mut before = self.text[..run.start].chars().rev();
        let (previous, earlier) = (before.next(), before.next());
        let (Some(previous), Some(following)) = (previous, self.text[run.end..].chars().next()) else { return };
        if previous.is_whitespace() || following.is_whitespace() {
            return;
        }
        let Some(signs) = self.signs() else { return };
        if mark == b'_' {
            if is_variation(previous) && earlier.is_some_and(is_wide_punctuation) {
                self.insert(run.start, signs.punctuation);
            }
            return;
        }
        let is_after_cjk = is_cjk(previous)
            || is_ideographic_variation(previous)
            || is_variation(previous) && earlier.is_some_and(|earlier| is_cjk(earlier) || is_wide_punctuation(earlier));
        // At the edge of a table's cell the parser already sees the edge of a line.
        if !(is_after_cjk || is_cjk(following)) || previous == '|' || following == '|' {
            return;
        }
        if is_other_mark(following, mark) {
            self.insert(run.start, signs.punctuation);
        } else if is_other_mark(previous, mark) {
            self.insert(run.end, signs.punctuation);
        } else {
            // An ideographic variation sequence is a letter already.
            if !is_ideographic_variation(previous) || is_cjk(following) {
                self.insert(run.start, signs.letter);
            }
            self.insert(run.end, signs.letter);
        }
    }
}

/// Whether a backslash that is not itself escaped stands before byte `at`.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether `letter`, beside a run of `mark`, may be a mark too, whose meaning depends on
/// what stands beside it.
fn is_other_mark(letter: char, mark: u8) -> bool {
    matches!(letter, '_' | '~' | '"' | '\'' | '^') || letter == '*' && mark == b'~'
}

/// A variation selector that belongs to the character before it, punctuation included.
fn is_variation(letter: char) -> bool {
    matches!(letter, '\u{FE00}'..='\u{FE0E}')
}

/// A variation selector that chooses the form of a Han character.
fn is_ideographic_variation(letter: char) -> bool {
    matches!(letter, '\u{E0100}'..='\u{E01EF}')
}

/// Punctuation that a variation selector may follow: CJK punctuation and the quotes that
/// it can make wide.
fn is_wide_punctuation(letter: char) -> bool {
    matches!(letter, '‘' | '’' | '“' | '”') || is_punctuation(letter)
}

/// Quotes, dashes and dots that Chinese shares with English, wide in the one and narrow
/// in the other.
pub(super) fn is_shared_quote(letter: char) -> bool {
    matches!(letter, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Punctuation of Chinese and Japanese.
pub(super) fn is_punctuation(letter: char) -> bool {
    matches!(letter,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{3030}' | '\u{303D}'
        | '\u{30A0}' | '\u{30FB}' | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE52}' | '\u{FE54}'..='\u{FE66}'
        | '\u{FE68}' | '\u{FE6A}'..='\u{FE6B}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
        | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// Hangul, which is written with spaces between words.
pub(super) fn is_hangul(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{3200}'..='\u{321E}' | '\u{3260}'..='\u{327F}'
        | '\u{A960}'..='\u{A97C}' | '\u{AC00}'..='\u{D7A3}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FFA0}'..='\u{FFDC}')
}

/// Whether a character is CJK in the sense of the amended emphasis rule: wide, full- or
/// half-width by UAX #11 without those that are emoji by default, or Hangul.
pub(super) fn is_cjk(letter: char) -> bool {
    letter >= CJK[0].0 && {
        let idx = CJK.partition_point(|(first, _)| *first <= letter);
        letter <= CJK[idx - 1].1
    }
}

/// The ranges of [`is_cjk`], both ends included, ascending. From `EastAsianWidth.txt` and
/// `emoji-data.txt` of Unicode 16.
const CJK: [(char, char); 62] = [
    ('\u{1100}', '\u{11FF}'),
    ('\u{20A9}', '\u{20A9}'),
    ('\u{2329}', '\u{232A}'),
    ('\u{2630}', '\u{2637}'),
    ('\u{268A}', '\u{268F}'),
    ('\u{2E80}', '\u{2E99}'),
    ('\u{2E9B}', '\u{2EF3}'),
    ('\u{2F00}', '\u{2FD5}'),
    ('\u{2FF0}', '\u{303E}'),
    ('\u{3041}', '\u{3096}'),
    ('\u{3099}', '\u{30FF}'),
    ('\u{3105}', '\u{312F}'),
    ('\u{3131}', '\u{318E}'),
    ('\u{3190}', '\u{31E5}'),
    ('\u{31EF}', '\u{321E}'),
    ('\u{3220}', '\u{3247}'),
    ('\u{3250}', '\u{A48C}'),
    ('\u{A490}', '\u{A4C6}'),
    ('\u{A960}', '\u{A97C}'),
    ('\u{AC00}', '\u{D7A3}'),
    ('\u{D7B0}', '\u{D7C6}'),
    ('\u{D7CB}', '\u{D7FB}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FE10}', '\u{FE19}'),
    ('\u{FE30}', '\u{FE52}'),
    ('\u{FE54}', '\u{FE66}'),
    ('\u{FE68}', '\u{FE6B}'),
    ('\u{FF01}', '\u{FFBE}'),
    ('\u{FFC2}', '\u{FFC7}'),
    ('\u{FFCA}', '\u{FFCF}'),
    ('\u{FFD2}', '\u{FFD7}'),
    ('\u{FFDA}', '\u{FFDC}'),
    ('\u{FFE0}', '\u{FFE6}'),
    ('\u{FFE8}', '\u{FFEE}'),
    ('\u{16FE0}', '\u{16FE4}'),
    ('\u{16FF0}', '\u{16FF6}'),
    ('\u{17000}', '\u{187F7}'),
    ('\u{18800}', '\u{18CD5}'),
    ('\u{18CFF}', '\u{18D1E}'),
    ('\u{18D80}', '\u{18DF2}'),
    ('\u{1AFF0}', '\u{1AFF3}'),
    ('\u{1AFF5}', '\u{1AFFB}'),
    ('\u{1AFFD}', '\u{1AFFE}'),
    ('\u{1B000}', '\u{1B122}'),
    ('\u{1B132}', '\u{1B132}'),
    ('\u{1B150}', '\u{1B152}'),
    ('\u{1B155}', '\u{1B155}'),
    ('\u{1B164}', '\u{1B167}'),
    ('\u{1B170}', '\u{1B2FB}'),
    ('\u{1D300}', '\u{1D356}'),
    ('\u{1D360}', '\u{1D376}'),
    ('\u{1F200}', '\u{1F200}'),
    ('\u{1F202}', '\u{1F202}'),
    ('\u{1F210}', '\u{1F219}'),
    ('\u{1F21B}', '\u{1F22E}'),
    ('\u{1F230}', '\u{1F231}'),
    ('\u{1F237}', '\u{1F237}'),
    ('\u{1F23B}', '\u{1F23B}'),
    ('\u{1F240}', '\u{1F248}'),
    ('\u{1F260}', '\u{1F265}'),
    ('\u{20000}', '\u{2FFFD}'),
    ('\u{30000}', '\u{3FFFD}'),
];

//! Finds the punctuation of Chinese text that an editor would mark.
//!
//! | slip | written right |
//! | --- | --- |
//! | `,` `.` `;` `:` `?` `!` behind a Chinese character, before one or at the end | `，` `。` `；` `：` `？` `！` |
//! | `...` or `。。` in Chinese | `……` |
//! | `"…"` around Chinese | `“…”`, in traditional script `「…」` |
//! | full-width digits | `0` to `9` |
//! | `《` or `》` without the other in its paragraph | left to the author |
//!
//! The signs are those of GB/T 15834-2011. Only running text is looked at: no code, formula,
//! address, HTML, nor what a sign stands beside that is not Chinese.
//!
//! Floor 2.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{cjk::Passage, mask, options, told::Told};
use crate::{doc::Origin, locale::is_han, path::ProjectPath, settings::MarkdownSettings, span::Span};

/// Punctuation that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands in the file.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What is right there; `None` where only the author knows.
    pub right: Option<String>,
}

/// What is asked of a text.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How its Markdown is read.
    pub markdown: MarkdownSettings,
    /// Whether it is in traditional script.
    pub is_traditional: bool,
}

/// The slips in a chapter's text, which begins at byte `start` of its file; ascending.
#[must_use]
pub fn slips(file: &ProjectPath, text: &str, start: u32, manner: Manner) -> Vec<Slip> {
    let origin = Origin::file(file.clone(), start);
    let mut slips = Vec::new();
    for run in runs(text, manner.markdown, &origin) {
        Finder { run: &run, manner, slips: &mut slips }.find();
    }
    for slip in &mut slips {
        slip.span = origin.locate(slip.span).1;
    }
    slips.sort_by_key(|slip| slip.span.start);
    slips
}

/// A letter of running text and where it stands.
type Letter = (char, usize);

/// Stands for what is no text: code, a formula, a picture, HTML.
const GAP: char = '\u{FFFC}';

/// The running text of each block.
fn runs(text: &str, settings: MarkdownSettings, origin: &Origin) -> Vec<Vec<Letter>> {
    let options = options(settings);
    let masked = mask::mask(text, options, &mut Told::new(origin));
    let passage = Passage::whole(&masked.text);
    let (mut runs, mut run) = (Vec::new(), Vec::new());
    // How many elements are open in which nothing is running text.
    let mut n_closed = 0_usize;
    for (event, range) in Parser::new_ext(&passage.text, options).into_offset_iter() {
        let place = passage.place(&range);
        match event {
            Event::Start(_) if n_closed > 0 => n_closed += 1,
            Event::End(_) if n_closed > 0 => n_closed -= 1,
            _ if n_closed > 0 => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::TaskListMarker(_) => {}
            Event::Start(Tag::Image { .. }) => {
                n_closed = 1;
                run.push((GAP, place.start));
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                n_closed = 1;
                runs.push(std::mem::take(&mut run));
            }
            Event::Start(_) | Event::End(_) | Event::Rule => runs.push(std::mem::take(&mut run)),
            Event::Text(said) => {
                let written = &text[place.clone()];
                if *passage.clean(said) == *written {
                    run.extend(written.char_indices().map(|(at, letter)| (letter, place.start + at)));
                } else {
                    run.push((GAP, place.start));
                }
            }
            Event::SoftBreak | Event::HardBreak => run.push(('\n', place.start)),
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => run.push((GAP, place.start)),
        }
    }
    runs.push(run);
    runs
}

/// The quotation mark of ASCII.
const QUOTE: char = '"';

/// The signs of Chinese for those of ASCII.
const MARKS: [(char, &str); 6] = [(',', "，"), ('.', "。"), (';', "；"), (':', "："), ('?', "？"), ('!', "！")];

/// Looks through the running text of one block.
struct Finder<'a> {
    run: &'a [Letter],
    manner: Manner,
    slips: &'a mut Vec<Slip>,
}

impl Finder<'_> {
    fn find(&mut self) {
        let mut at = 0;
        while at < self.run.len() {
            at = self.dots(at).or_else(|| self.digits(at)).unwrap_or_else(|| {
                self.mark(at);
                at + 1
            });
        }
        // The parser writes round quotation marks itself if it is asked to.
        if !self.manner.markdown.smart_punctuation {
            self.quotes();
        }
        self.titles();
    }

    /// An ellipsis of dots or full stops; where it ends.
    fn dots(&mut self, at: usize) -> Option<usize> {
        let dot = self.letter(at)?;
        let end = at + self.run[at..].iter().take_while(|(letter, _)| *letter == dot).count();
        let is_ellipsis = match dot {
            '.' => end - at >= 3 && (self.is_chinese_before(at) || self.letter(end).is_some_and(is_han)),
            '。' => end - at >= 2,
            _ => false,
        };
        if !is_ellipsis {
            return None;
        }
        let written: String = self.run[at..end].iter().map(|(letter, _)| letter).collect();
        self.tell(at..end, format!("an ellipsis is written `……` in Chinese, not `{written}`"), Some("……"));
        Some(end)
    }

    /// Full-width digits; where they end.
    fn digits(&mut self, at: usize) -> Option<usize> {
        let digits: String = self.run[at..].iter().map_while(|(letter, _)| narrow_digit(*letter)).collect();
        if digits.is_empty() {
            return None;
        }
        let end = at + digits.len();
        self.tell(at..end, format!("digits are written `{digits}`, not full-width"), Some(&digits));
        Some(end)
    }

    /// A sign of ASCII where Chinese goes on, or ends, after Chinese.
    fn mark(&mut self, at: usize) {
        let Some((mark, right)) = MARKS.into_iter().find(|(mark, _)| self.letter(at) == Some(*mark)) else { return };
        let after = at + 1 + self.run[at + 1..].iter().take_while(|(letter, _)| *letter == ' ').count();
        let next = self.run[after..].iter().map(|(letter, _)| *letter).find(|letter| *letter != '\n');
        if self.is_chinese_before(at) && next.is_none_or(|next| is_chinese(next) || next == QUOTE) {
            self.tell(at..after, format!("`{mark}` between Chinese characters is written `{right}`"), Some(right));
        }
    }

    /// Straight quotation marks in pairs around Chinese.
    fn quotes(&mut self) {
        let places: Vec<usize> = (0..self.run.len()).filter(|at| self.letter(*at) == Some(QUOTE)).collect();
        let (open, close) = if self.manner.is_traditional { ("「", "」") } else { ("“", "”") };
        for pair in places.chunks(2) {
            let [first, last] = pair else {
                let beside = [pair[0].checked_sub(1), Some(pair[0] + 1)].into_iter().flatten();
                if beside.filter_map(|at| self.letter(at)).any(is_han) {
                    self.tell(
                        pair[0]..pair[0] + 1,
                        "a quotation mark has no partner in its paragraph".to_owned(),
                        None,
                    );
                }
                continue;
            };
            let inside = &self.run[first + 1..*last];
            if !inside.iter().any(|(letter, _)| is_han(*letter)) {
                continue;
            }
            let n_before = inside.iter().take_while(|(letter, _)| *letter == ' ').count();
            let n_after = inside.iter().rev().take_while(|(letter, _)| *letter == ' ').count();
            for (range, right) in [(*first..first + 1 + n_before, open), (last - n_after..last + 1, close)] {
                self.tell(range, format!("`\"` around Chinese is written `{right}`"), Some(right));
            }
        }
    }

    /// Title marks without their partners.
    fn titles(&mut self) {
        let mut open = Vec::new();
        let mut lone = Vec::new();
        for at in 0..self.run.len() {
            match self.letter(at) {
                Some('《') => open.push(at),
                Some('》') if open.pop().is_none() => lone.push(at),
                _ => {}
            }
        }
        for at in open.into_iter().chain(lone) {
            let (sign, other) = if self.letter(at) == Some('《') { ('《', '》') } else { ('》', '《') };
            self.tell(at..at + 1, format!("`{sign}` has no `{other}` in its paragraph"), None);
        }
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.run.get(at).map(|(letter, _)| *letter)
    }

    /// Whether Chinese stands before a place, be it within a quotation that ends there.
    fn is_chinese_before(&self, at: usize) -> bool {
        let before = self.run[..at].iter().rev().map(|(letter, _)| *letter);
        before.enumerate().find(|(n, letter)| *n > 0 || *letter != QUOTE).is_some_and(|(_, letter)| is_chinese(letter))
    }

    fn tell(&mut self, letters: Range<usize>, message: String, right: Option<&str>) {
        let (first, last) = (self.run[letters.start], self.run[letters.end - 1]);
        let span = Span::new(first.1..last.1 + last.0.len_utf8());
        self.slips.push(Slip { span, message, right: right.map(str::to_owned) });
    }
}

/// Whether a character is Chinese writing: a character, or a sign that stands around some.
fn is_chinese(letter: char) -> bool {
    is_han(letter)
        || matches!(letter, '“' | '”' | '‘' | '’' | '「'..='』' | '（' | '）' | '《' | '》' | '〈' | '〉' | '【' | '】')
}

fn narrow_digit(letter: char) -> Option<char> {
    ('０'..='９').contains(&letter).then(|| char::from_digit(letter as u32 - '０' as u32, 10)).flatten()
}

//! Texts taken apart by rule, so that which units belong together is known.
//!
//! A chapter and its translation become rows, each a unit and the one that answers it.
//! Then units are left out, added, merged, split, moved, or rewritten as another language
//! would have them, chosen by a generator with a fixed seed, and the aligner is asked to
//! find the rows again. What the aligner costs things is tuned on these, never on what
//! was judged by hand.

use std::collections::BTreeSet;

use diglot::{
    align::align,
    span::Span,
    unit::{Unit, UnitKind},
};

use crate::gold::Score;

/// A unit or several, and what answers them.
#[derive(Clone, Debug, Default)]
struct Row {
    left: Vec<Unit>,
    right: Vec<Unit>,
}

/// A chapter whose units answer one another one to one.
pub(crate) struct Chapter(Vec<Row>);

impl Chapter {
    /// The rows of a chapter and its translation. Captions and notes that one side alone
    /// has are left out; `None` if much is, or if the rest is not of the same kinds in the
    /// same order, which is what shows that the rows are right.
    pub(crate) fn of(left: &[Unit], right: &[Unit]) -> Option<Self> {
        let pairs = align(left, right, &[]).pairs;
        let matched: Vec<_> = pairs.iter().filter(|pair| pair.is_matched()).collect();
        let is_row = |pair: &&diglot::alignment::Pair| {
            let kinds = (left[pair.left.start].kind, right[pair.right.start].kind);
            pair.left.len() == 1 && pair.right.len() == 1 && !pair.is_moved && kinds.0 == kinds.1
        };
        let n_lost = left.len() + right.len() - 2 * matched.len();
        let is_whole = matched.len() > 3 && matched.iter().all(is_row) && n_lost * 5 <= left.len() + right.len();
        let row = |pair: &&diglot::alignment::Pair| Row {
            left: left[pair.left.clone()].to_vec(),
            right: right[pair.right.clone()].to_vec(),
        };
        is_whole.then(|| Self(matched.iter().map(row).collect()))
    }

    pub(crate) fn n_rows(&self) -> usize {
        self.0.len()
    }

    /// Where sections begin, and where the last one ends.
    fn sections(&self) -> Vec<usize> {
        let is_heading = |row: &Row| matches!(row.left.first().map(|unit| unit.kind), Some(UnitKind::Heading(_)));
        let starts = (1..self.0.len()).filter(|idx| is_heading(&self.0[*idx]));
        std::iter::once(0).chain(starts).chain([self.0.len()]).collect()
    }
}

/// Random numbers: splitmix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `n`; 0 below 1.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or(0)
    }

    /// True `n` times of a hundred.
    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }
}

/// What is done to a chapter.
type Rule = fn(&mut Chapter, &[Chapter], &mut Random);

/// Every rule with its name.
pub(crate) const RULES: &[(&str, Rule)] = &[
    ("nothing", |_, _, _| {}),
    ("a tenth of units left out", |chapter, _, random| leave_out(chapter, random, 10)),
    ("a tenth of units added", |chapter, others, random| add(chapter, others, random, 10)),
    ("sections left out on either side", |chapter, _, random| leave_sections_out(chapter, random)),
    ("a tenth merged", |chapter, _, random| merge(chapter, random, 10)),
    ("a tenth split", |chapter, _, random| split(chapter, random, 10)),
    ("neighbours swapped", |chapter, _, random| swap(chapter, random, 5)),
    ("a fifth of sections shuffled", |chapter, _, random| shuffle(chapter, random)),
    ("a section moved", |chapter, _, random| move_section(chapter, random)),
    ("a section split in two", |chapter, _, random| headings(chapter, random)),
    ("half written anew", rewrite),
    ("all of it", everything),
    ("all, twice as long", |chapter, others, random| {
        lengthen(chapter, 200);
        everything(chapter, others, random);
    }),
    ("all, two thirds as long", |chapter, others, random| {
        lengthen(chapter, 66);
        everything(chapter, others, random);
    }),
    ("all, another script without Latin words", |chapter, others, random| {
        everything(chapter, others, random);
        transcribe(chapter);
    }),
    ("all, prose that shares no sign", |chapter, others, random| {
        chapter.0.retain(|row| row.left[0].kind == UnitKind::Paragraph);
        everything(chapter, others, random);
        transcribe(chapter);
        chapter.0.iter_mut().for_each(bare);
    }),
];

/// How well the aligner finds the rows of chapters that a rule was applied to.
pub(crate) fn judge(chapters: &[Chapter], rule: Rule) -> Score {
    let mut all = Score::default();
    for (idx, chapter) in chapters.iter().enumerate() {
        let mut random = Random(idx as u64 * 7919 + 1);
        let mut changed = Chapter(chapter.0.clone());
        rule(&mut changed, chapters, &mut random);
        all += score(&changed);
    }
    all
}

/// Rows stand in the order of the right side; each unit of the left keeps the place that
/// its number says.
fn score(chapter: &Chapter) -> Score {
    let mut links = BTreeSet::new();
    let mut left: Vec<(u32, &Unit)> = Vec::new();
    let mut right: Vec<&Unit> = Vec::new();
    for row in &chapter.0 {
        left.extend(row.left.iter().map(|unit| (unit.span.start, unit)));
    }
    left.sort_by_key(|(at, _)| *at);
    let at = |unit: &Unit| left.iter().position(|(start, _)| *start == unit.span.start).unwrap_or(usize::MAX);
    for row in &chapter.0 {
        for (idx, _) in row.right.iter().enumerate() {
            links.extend(row.left.iter().map(|unit| (at(unit), right.len() + idx)));
        }
        right.extend(&row.right);
    }
    let left: Vec<Unit> = left.into_iter().map(|(_, unit)| unit.clone()).collect();
    let right: Vec<Unit> = right.into_iter().cloned().collect();
    let pairs = align(&left, &right, &[]).pairs;
    let found: BTreeSet<_> =
        pairs.iter().flat_map(|pair| pair.left.clone().flat_map(|a| pair.right.clone().map(move |b| (a, b)))).collect();
    Score { found: found.len(), right: found.intersection(&links).count(), wanted: links.len() }
}

fn everything(chapter: &mut Chapter, others: &[Chapter], random: &mut Random) {
    leave_sections_out(chapter, random);
    merge(chapter, random, 5);
    split(chapter, random, 5);
    leave_out(chapter, random, 5);
    add(chapter, others, random, 5);
    swap(chapter, random, 1);
}

fn leave_out(chapter: &mut Chapter, random: &mut Random, percent: usize) {
    for row in &mut chapter.0 {
        if random.percent(percent) {
            if random.percent(50) { row.right.clear() } else { row.left.clear() }
        }
    }
}

/// Adds units of other chapters to the right side.
fn add(chapter: &mut Chapter, others: &[Chapter], random: &mut Random, percent: usize) {
    let mut rows = Vec::with_capacity(chapter.0.len());
    for row in std::mem::take(&mut chapter.0) {
        if random.percent(percent) {
            let other = &others[random.below(others.len())].0;
            rows.push(Row { left: Vec::new(), right: other[random.below(other.len())].right.clone() });
        }
        rows.push(row);
    }
    chapter.0 = rows;
}

/// Puts text of other chapters in the place of half of the translation's, section by
/// section.
fn rewrite(chapter: &mut Chapter, others: &[Chapter], random: &mut Random) {
    let mut rows = Vec::with_capacity(chapter.0.len());
    for section in chapter.sections().windows(2) {
        let is_anew = random.percent(50);
        for row in &chapter.0[section[0]..section[1]] {
            if !is_anew || matches!(row.left[0].kind, UnitKind::Heading(_)) {
                rows.push(row.clone());
                continue;
            }
            let other = &others[random.below(others.len())].0;
            rows.push(Row { left: Vec::new(), right: other[random.below(other.len())].right.clone() });
            rows.push(Row { right: Vec::new(), ..row.clone() });
        }
    }
    chapter.0 = rows;
}

fn leave_sections_out(chapter: &mut Chapter, random: &mut Random) {
    for section in chapter.sections().windows(2) {
        match random.below(10) {
            0 => chapter.0[section[0]..section[1]].iter_mut().for_each(|row| row.right.clear()),
            1 => chapter.0[section[0]..section[1]].iter_mut().for_each(|row| row.left.clear()),
            _ => {}
        }
    }
}

fn is_prose(row: &Row) -> bool {
    let kind = |units: &[Unit]| units.len() == 1 && units[0].kind == UnitKind::Paragraph;
    kind(&row.left) && kind(&row.right)
}

/// Makes one unit of two paragraphs of the translation, or of the original.
fn merge(chapter: &mut Chapter, random: &mut Random, percent: usize) {
    let mut rows: Vec<Row> = Vec::with_capacity(chapter.0.len());
    for row in std::mem::take(&mut chapter.0) {
        match rows.last_mut() {
            Some(last) if is_prose(last) && is_prose(&row) && random.percent(percent) => {
                let is_right = random.percent(50);
                let (whole, parts) =
                    if is_right { (&mut last.right, &mut last.left) } else { (&mut last.left, &mut last.right) };
                let (more, part) = if is_right { (row.right, row.left) } else { (row.left, row.right) };
                append(&mut whole[0], &more[0]);
                parts.extend(part);
            }
            _ => rows.push(row),
        }
    }
    chapter.0 = rows;
}

fn append(unit: &mut Unit, more: &Unit) {
    let shift = unit.text.len() + 1;
    unit.text = format!("{}\n{}", unit.text, more.text).into();
    let moved = |code: &Span| Span::new(code.range().start + shift..code.range().end + shift);
    unit.codes.extend(more.codes.iter().map(moved));
    unit.links.extend_from_slice(&more.links);
    unit.images.extend_from_slice(&more.images);
}

/// Splits paragraphs of the translation behind a sentence.
fn split(chapter: &mut Chapter, random: &mut Random, percent: usize) {
    for row in &mut chapter.0 {
        if !is_prose(row) || !random.percent(percent) {
            continue;
        }
        let unit = &row.right[0];
        let ends: Vec<usize> = unit.text.match_indices(['。', '！', '？']).map(|(at, end)| at + end.len()).collect();
        let inside: Vec<usize> = ends.into_iter().filter(|end| *end < unit.text.len()).collect();
        if let Some(at) = inside.get(random.below(inside.len())) {
            row.right = vec![part(unit, 0..*at), part(unit, *at..unit.text.len())];
        }
    }
}

/// A part of a unit; links, whose places are not known, stay with the first.
fn part(unit: &Unit, range: std::ops::Range<usize>) -> Unit {
    let is_first = range.start == 0;
    let codes = unit.codes.iter().map(|code| code.range()).filter(|code| range.contains(&code.start));
    let codes = codes.map(|code| Span::new(code.start - range.start..code.end.min(range.end) - range.start)).collect();
    let links = if is_first { unit.links.clone() } else { Vec::new() };
    Unit { text: unit.text[range].trim_end().into(), codes, links, ..unit.clone() }
}

/// Swaps what stands side by side in the translation.
fn swap(chapter: &mut Chapter, random: &mut Random, percent: usize) {
    for idx in 1..chapter.0.len() {
        if is_prose(&chapter.0[idx - 1]) && is_prose(&chapter.0[idx]) && random.percent(percent) {
            chapter.0.swap(idx - 1, idx);
        }
    }
}

/// Puts the text of some sections of the translation into another order.
fn shuffle(chapter: &mut Chapter, random: &mut Random) {
    for section in chapter.sections().windows(2) {
        if random.percent(20) {
            let rows = &mut chapter.0[section[0]..section[1]];
            for idx in (2..rows.len()).rev() {
                rows.swap(idx, 1 + random.below(idx));
            }
        }
    }
}

fn move_section(chapter: &mut Chapter, random: &mut Random) {
    let sections = chapter.sections();
    if sections.len() < 5 {
        return;
    }
    // The first holds what stands before all headings.
    let from = 1 + random.below(sections.len() - 2);
    let moved: Vec<Row> = chapter.0.drain(sections[from]..sections[from + 1]).collect();
    let sections = chapter.sections();
    let to = sections[1 + random.below(sections.len() - 1)];
    chapter.0.splice(to..to, moved);
}

/// Gives some sections of the translation a further heading, and takes that of others.
fn headings(chapter: &mut Chapter, random: &mut Random) {
    let sections = chapter.sections();
    for section in sections.windows(2).rev() {
        let middle = section[0].midpoint(section[1]);
        let is_heading = matches!(chapter.0[section[0]].left.first().map(|unit| unit.kind), Some(UnitKind::Heading(_)));
        match random.below(5) {
            0 if middle > section[0] => {
                let other = sections[random.below(sections.len() - 1)];
                let right = chapter.0[other].right.clone();
                let right =
                    right.into_iter().map(|unit| Unit { kind: UnitKind::Heading(3), id: None, ..unit }).collect();
                chapter.0.insert(middle, Row { left: Vec::new(), right });
            }
            1 if is_heading => chapter.0[section[0]].right.clear(),
            _ => {}
        }
    }
}

/// Makes the translation so many hundredths as long as it was.
fn lengthen(chapter: &mut Chapter, percent: usize) {
    for unit in chapter.0.iter_mut().flat_map(|row| &mut row.right) {
        if matches!(unit.kind, UnitKind::Code | UnitKind::Math) {
            continue;
        }
        // Only letters of the language itself are more or fewer.
        let mut n_due = 0;
        let mut text = String::new();
        for letter in unit.text.chars() {
            n_due += if letter.is_ascii() { 100 } else { percent };
            let n = if letter.is_ascii() { 1 } else { n_due / 100 };
            text.extend(std::iter::repeat_n(letter, n));
            n_due -= 100 * n.min(n_due / 100);
        }
        unit.text = text.into();
        unit.codes.clear();
    }
}

/// Writes the translation in Hangul, names and all.
fn transcribe(chapter: &mut Chapter) {
    let hangul = |letter: char| {
        let is_read = letter.is_alphabetic();
        let syllable = char::from_u32(0xAC00 + u32::from(letter) * 31 % 11172).filter(|_| is_read);
        syllable.unwrap_or(letter)
    };
    for unit in chapter.0.iter_mut().flat_map(|row| &mut row.right) {
        if matches!(unit.kind, UnitKind::Code | UnitKind::Math) {
            continue;
        }
        let mut text = String::new();
        let mut is_word = false;
        for letter in unit.text.chars() {
            // A name is about half as many syllables as letters.
            if letter.is_ascii_alphabetic() && is_word {
                is_word = false;
                continue;
            }
            is_word = letter.is_ascii_alphabetic();
            text.push(hangul(letter));
        }
        unit.text = text.into();
        unit.codes.clear();
    }
}

/// Takes numbers and links out of a row.
fn bare(row: &mut Row) {
    for unit in row.left.iter_mut().chain(&mut row.right) {
        unit.text = unit.text.chars().filter(|letter| !letter.is_numeric()).collect();
        unit.codes.clear();
        unit.links.clear();
        unit.images.clear();
    }
}

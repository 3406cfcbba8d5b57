//! The two columns of a facing page: one row for each pair of blocks.
//!
//! A row is what answers one another in the two languages; what has no answer stands alone
//! in its row, and so does a pair that the aligner is not sure of, since a reader who sees
//! a wrong neighbour trusts no other. What is the same in both languages, such as a
//! listing, is shown once. In the page's source the two sides of a pair follow one another,
//! so that a reader who listens hears them so.
//!
//! Floor 3.

use std::{collections::BTreeSet, ops::Range};

use super::{
    body::{BlockId, run::Runs, seams::Seams},
    follow,
};
use crate::{
    alignment::{Alignment, Pair},
    book::{Book, Entry, Target},
    chapter::Chapter,
    doc::{Block, BlockKind, Doc, HtmlPiece, LinkIdx},
    escape,
    locale::LanguageTag,
    path::Anchor,
    settings::StaleText,
    translation::Translation,
    unit::{self, Unit},
};

/// A column: a chapter in one language.
pub(super) struct Side<'a> {
    pub entry: &'a Entry,
    pub chapter: &'a Chapter,
    /// The units of its body.
    pub units: &'a [Unit],
    /// The id of each unit, where it has one beside those of its own.
    pub ids: &'a [Option<Anchor>],
    pub language: &'a LanguageTag,
}

impl<'a> Side<'a> {
    /// What a link of the chapter leads to.
    fn target(&self, link: LinkIdx) -> Option<&'a Target> {
        self.entry.links.get(link.0 as usize)
    }
}

impl Marks<'_> {
    /// Adds to the translation's cell what has become of its pairs.
    fn push(&self, units: &Range<usize>, cell: &mut String) {
        let pairs = self.translation.pairs.iter().filter(|pair| units.contains(&pair.right.start));
        for pair in pairs.filter(|pair| follow::is_marked(pair, self.stale)) {
            cell.push_str(&follow::state_mark(pair.state, self.word));
        }
    }
}

/// The units of a chapter's body: its first ones. Notes are printed with their marks.
pub(super) fn of_body(units: &[Unit]) -> &[Unit] {
    let n = units.partition_point(|unit| way(unit).is_some());
    &units[..n]
}

/// The way to a unit of the body; that of a box's title is the box's.
pub(super) fn way(unit: &Unit) -> Option<&[u32]> {
    match &unit.place {
        unit::Place::Body(way) | unit::Place::BoxTitle(way) => Some(way),
        unit::Place::Footnote(_) => None,
    }
}

/// For each unit the way to where a text may be parted behind it, if it may.
pub(super) type Ends = Vec<Option<Box<[u32]>>>;

/// What has become of the pairs of a facing page, when one side translates the other.
#[derive(Clone, Copy)]
pub(super) struct Marks<'a> {
    pub translation: &'a Translation,
    /// Whether the translation is the right side.
    pub is_right: bool,
    pub stale: StaleText,
    /// A word in the translation's language by its key.
    pub word: &'a dyn Fn(&str) -> &'a str,
}

/// Numbers of units on the left and on the right; not both are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    left: Range<usize>,
    right: Range<usize>,
}

/// The rows of a page, before their texts are written.
pub(super) struct Rows<'a> {
    left_ends: Ends,
    right_ends: Ends,
    /// Each row with its id.
    list: Vec<(Row, Option<&'a Anchor>)>,
}

impl<'a> Rows<'a> {
    /// Finds the rows of two texts. `taken` is every id that the left one brings to the page.
    pub(super) fn of([left, right]: [&Side<'a>; 2], alignment: &Alignment, taken: &BTreeSet<Anchor>) -> Self {
        let (left_ends, right_ends) = (ends(left), ends(right));
        let rows = whole(rows(alignment, left.units.len(), right.units.len()), &left_ends, &right_ends);
        let with_id = |row: Row| {
            let id = id(left, right, &row, taken);
            (row, id)
        };
        Self { left_ends, right_ends, list: rows.into_iter().map(with_id).collect() }
    }

    /// The ids that the blocks of both sides have: those of a page of their own that no row
    /// has, so that a place has the same id on both pages. What both sides have, the left one
    /// shows.
    pub(super) fn block_ids(&self, [left, right]: [&Side<'a>; 2], taken: &BTreeSet<Anchor>) -> [Vec<BlockId>; 2] {
        let of_rows: BTreeSet<&Anchor> = self.list.iter().filter_map(|(_, id)| *id).collect();
        let is_free = |id: &Anchor| !of_rows.contains(id);
        [block_ids(left, is_free), block_ids(right, |id| is_free(id) && !taken.contains(id))]
    }
}

/// The ids of a side's blocks, in their order, but for those that are not free.
pub(super) fn block_ids(side: &Side<'_>, is_free: impl Fn(&Anchor) -> bool) -> Vec<BlockId> {
    let block_id = |(unit, id): (&Unit, &Option<Anchor>)| {
        Some(BlockId { path: way(unit)?.into(), id: id.clone().filter(|id| is_free(id))? })
    };
    side.units.iter().zip(side.ids).filter_map(block_id).collect()
}

/// Writes the rows. `left_runs` and `right_runs` write the texts of the two sides.
pub(super) fn write<'a>(
    book: &Book,
    sides: [&Side<'a>; 2],
    rows: &Rows<'a>,
    marks: Option<Marks<'_>>,
    [mut left_runs, mut right_runs]: [Runs<'a>; 2],
) -> String {
    let [left, right] = sides;
    let mut html = String::new();
    // The level of the heading that a listener heard last, on whichever side.
    let mut level = 1;
    for (row, id) in &rows.list {
        let mut left_cell = cell(&mut left_runs, &rows.left_ends, &row.left, &mut level);
        let is_shared = is_shown_once(book, left, right, row);
        let mut right_cell = if is_shared {
            pass_over(&mut right_runs, &rows.right_ends, &row.right);
            String::new()
        } else {
            cell(&mut right_runs, &rows.right_ends, &row.right, &mut level)
        };
        if let Some(marks) = marks {
            let (range, cell) =
                if marks.is_right { (&row.right, &mut right_cell) } else { (&row.left, &mut left_cell) };
            marks.push(range, cell);
        }
        html.push_str("<div class=\"dg-pair\"");
        if let Some(id) = id {
            html.push_str(" id=\"");
            escape::push_attribute(&mut html, id.as_str());
            html.push('"');
        }
        html.push_str(if is_shared { " data-shared>" } else { ">" });
        push_cell(&mut html, left.language, &left_cell);
        if !is_shared {
            push_cell(&mut html, right.language, &right_cell);
        }
        html.push_str("</div>");
    }
    let (left_rest, right_rest) = (left_runs.rest(), right_runs.rest());
    if !left_rest.is_empty() || !right_rest.is_empty() {
        html.push_str("<div class=\"dg-pair\">");
        push_cell(&mut html, left.language, &left_rest);
        push_cell(&mut html, right.language, &right_rest);
        html.push_str("</div>");
    }
    html
}

/// For each unit of a side the way to where a row may end behind it; `None` where it must
/// not. The last one ends with the text.
pub(super) fn ends(side: &Side<'_>) -> Ends {
    ends_at(side, &Seams::of(&side.chapter.doc.blocks))
}

/// The same for a side of which pieces are shown, without what folds them.
pub(super) fn ends_of_pieces(side: &Side<'_>) -> Ends {
    ends_at(side, &Seams::unfolded(&side.chapter.doc.blocks))
}

fn ends_at(side: &Side<'_>, seams: &Seams<'_>) -> Ends {
    let between = |pair: &[Unit]| seams.between(way(&pair[0])?, way(&pair[1])?);
    // What stands behind the last unit goes with it.
    let n_blocks = side.chapter.doc.blocks.len();
    let last = u32::try_from(n_blocks.saturating_sub(1)).ok().map(|last| [last].into());
    side.units.windows(2).map(between).chain(side.units.last().map(|_| last)).collect()
}

/// The text of one side of a row; empty when it has none.
fn cell(runs: &mut Runs<'_>, ends: &Ends, range: &Range<usize>, level: &mut i8) -> String {
    let Some(Some(end)) = ends[range.clone()].last() else { return String::new() };
    runs.under(*level);
    let n_before = runs.n_headings_left();
    let html = runs.upto(end);
    if runs.n_headings_left() < n_before {
        *level = runs.level();
    }
    html
}

/// Passes over one side of a row, which is shown on the other. Notes that wait for a text of
/// their own language wait on.
fn pass_over(runs: &mut Runs<'_>, ends: &Ends, range: &Range<usize>) {
    if let Some(Some(end)) = ends[range.clone()].last() {
        runs.pass_over(end);
    }
}

pub(super) fn push_cell(html: &mut String, language: &LanguageTag, text: &str) {
    html.push_str("<div lang=\"");
    escape::push_attribute(html, language.as_str());
    html.push_str("\" dir=\"");
    html.push_str(language.direction().as_str());
    html.push_str("\">");
    html.push_str(text);
    html.push_str("</div>");
}

/// The id of a row: that of its first unit on the left, else on the right, unless the left
/// side has it in another place. A heading brings its own.
fn id<'a>(left: &Side<'a>, right: &Side<'a>, row: &Row, taken: &BTreeSet<Anchor>) -> Option<&'a Anchor> {
    let first = |side: &Side<'a>, range: &Range<usize>| side.ids.get(range.clone())?.first()?.as_ref();
    first(left, &row.left).or_else(|| first(right, &row.right).filter(|id| !taken.contains(*id)))
}

/// The rows of two texts, in an order that is that of both.
///
/// Pairs that lie across others, which one side has in another place, have no row in
/// common; each of their sides stands alone where its own text has it.
fn rows(alignment: &Alignment, n_left: usize, n_right: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut next = (0, 0);
    let is_row =
        |pair: &&Pair| pair.is_matched() && !pair.is_moved && pair.left.end <= n_left && pair.right.end <= n_right;
    for pair in alignment.pairs.iter().filter(is_row) {
        // What does not ascend cannot be shown in rows, whatever made the alignment.
        if pair.left.start >= next.0 && pair.right.start >= next.1 {
            push_alone(&mut rows, next, (pair.left.start, pair.right.start));
            rows.push(Row { left: pair.left.clone(), right: pair.right.clone() });
            next = (pair.left.end, pair.right.end);
        }
    }
    push_alone(&mut rows, next, (n_left, n_right));
    rows
}

/// A row for each unit without an answer from one place in both texts up to another.
fn push_alone(rows: &mut Vec<Row>, from: (usize, usize), to: (usize, usize)) {
    rows.extend((from.0..to.0).map(|unit| Row { left: unit..unit + 1, right: from.1..from.1 }));
    rows.extend((from.1..to.1).map(|unit| Row { left: to.0..to.0, right: unit..unit + 1 }));
}

/// The rows, joined where a row would part what must stay whole on one of the sides.
fn whole(rows: Vec<Row>, left: &Ends, right: &Ends) -> Vec<Row> {
    let ends_at = |ends: &Ends, unit: usize| unit == 0 || ends.get(unit - 1).is_none_or(Option::is_some);
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match joined.last_mut() {
            Some(last) if !(ends_at(left, row.left.start) && ends_at(right, row.right.start)) => {
                last.left.end = row.left.end;
                last.right.end = row.right.end;
            }
            _ => joined.push(row),
        }
    }
    joined
}

/// Whether both sides of a row are the same thing, that reads the same in every language.
fn is_shown_once(book: &Book, left: &Side<'_>, right: &Side<'_>, row: &Row) -> bool {
    let (Some(a), Some(b)) = (only(left, &row.left), only(right, &row.right)) else { return false };
    let is_same_target = |a: LinkIdx, b: LinkIdx| match (left.target(a), right.target(b)) {
        (Some(Target::File(a)), Some(Target::File(b))) => {
            // Each language may have the same picture in its own folder.
            let hash = |path| book.files.get(path).map(|card| &card.hash);
            a == b || hash(a).is_some() && hash(a) == hash(b)
        }
        (a, b) => a.is_some() && a == b,
    };
    match (&a.kind, &b.kind) {
        (BlockKind::Code(a), BlockKind::Code(b)) => a == b,
        (BlockKind::Math(a), BlockKind::Math(b)) => a.source == b.source,
        (BlockKind::Figure(a), BlockKind::Figure(b)) => a.title == b.title && is_same_target(a.link, b.link),
        (BlockKind::Html(a), BlockKind::Html(b)) => {
            let is_same = |(a, b): (&HtmlPiece, &HtmlPiece)| match (a, b) {
                (HtmlPiece::Address(a), HtmlPiece::Address(b)) => is_same_target(*a, *b),
                (a, b) => a == b,
            };
            a.pieces.len() == b.pieces.len() && a.pieces.iter().zip(&b.pieces).all(is_same)
        }
        _ => false,
    }
}

/// The one block that a range holds, when it stands by itself in the text.
fn only<'a>(side: &Side<'a>, range: &Range<usize>) -> Option<&'a Block> {
    let doc: &'a Doc = &side.chapter.doc;
    match side.units.get(range.clone())? {
        [unit] => match way(unit)? {
            [number] => doc.blocks.get(*number as usize),
            _ => None,
        },
        _ => None,
    }
}

//! Writes a text in runs of blocks, one after the other: the cells of a facing page.
//!
//! A run may begin and end within a quotation, a box or a list, which is then opened again
//! in the next run: an item of a list stands in a list of its own, under its own number.
//! Notes stand in the run that has their first mark.
//!
//! Floor 3.

use crate::{
    doc::{Aside, Block, BlockKind, Definition, List, Turn},
    path::Anchor,
};

use super::{Body, Surroundings, Writer, seams::is_folded};

/// Writes a text run by run.
pub struct Runs<'a> {
    writer: Writer<'a>,
    /// The last block of the run before.
    after: Option<Box<[u32]>>,
}

/// A place in a text between two runs.
#[derive(Clone)]
pub struct Bookmark<'a> {
    after: Option<Box<[u32]>>,
    /// The ids of the headings that are to come.
    anchors: std::slice::Iter<'a, Anchor>,
    level: i8,
}

/// The blocks behind one and up to another, both as ways down the tree of blocks.
#[derive(Clone, Copy)]
struct Run<'r> {
    /// Blocks up to this one, with what it holds, belong to earlier runs.
    after: Option<&'r [u32]>,
    /// Blocks behind this one, which with what it holds belongs to the run, belong to
    /// later ones.
    upto: Option<&'r [u32]>,
}

/// How much of a block belongs to a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    Nothing,
    Some,
    All,
}

impl Run<'_> {
    fn share(&self, path: &[u32]) -> Share {
        let is_over =
            self.after.is_some_and(|after| path.starts_with(after) || (path < after && !after.starts_with(path)));
        let is_to_come = self.upto.is_some_and(|upto| path > upto && !path.starts_with(upto));
        let is_cut = |end: Option<&[u32]>| end.is_some_and(|end| end.len() > path.len() && end.starts_with(path));
        match (is_over || is_to_come, is_cut(self.after) || is_cut(self.upto)) {
            (true, _) => Share::Nothing,
            (false, true) => Share::Some,
            (false, false) => Share::All,
        }
    }
}

impl<'a> Runs<'a> {
    /// Makes ready to write; nothing is written yet.
    #[must_use]
    pub fn new(body: Body<'a>, surroundings: &'a dyn Surroundings) -> Self {
        Self { writer: Writer::new(body, surroundings), after: None }
    }

    /// The HTML of what follows the run before, up to the block at the end of `upto`, which
    /// is a way that [`Seams`](super::seams::Seams) found.
    pub fn upto(&mut self, upto: &[u32]) -> String {
        let after = self.after.replace(upto.into());
        self.write(Run { after: after.as_deref(), upto: Some(upto) })
    }

    /// Passes over what [`Self::upto`] would give, and gives that. It is not on the page, so
    /// that notes stand where a later run marks them, and ids are still to be had.
    pub fn pass_over(&mut self, upto: &[u32]) -> String {
        let (notes, given) = (self.writer.notes.clone(), std::mem::take(&mut self.writer.given));
        let html = self.upto(upto);
        (self.writer.notes, self.writer.given) = (notes, given);
        html
    }

    /// Where the next run begins.
    #[must_use]
    pub fn bookmark(&self) -> Bookmark<'a> {
        let Writer { anchors, level, .. } = &self.writer;
        Bookmark { after: self.after.clone(), anchors: anchors.clone(), level: *level }
    }

    /// Goes back to where a run began. What was written is on the page: a note or an id of it
    /// does not come a second time.
    pub fn go_back(&mut self, to: Bookmark<'a>) {
        self.after = to.after;
        self.writer.anchors = to.anchors;
        self.writer.level = to.level;
    }

    /// The HTML of what is left of the text, and of notes that are still to come.
    #[must_use]
    pub fn rest(mut self) -> String {
        let after = self.after.take();
        let mut html = self.write(Run { after: after.as_deref(), upto: None });
        html += &self.writer.apart(Writer::last_notes);
        html
    }

    /// How many headings are still to come.
    #[must_use]
    pub fn n_headings_left(&self) -> usize {
        self.writer.anchors.len()
    }

    /// The level of the last heading, the title's at first.
    #[must_use]
    pub fn level(&self) -> i8 {
        self.writer.level
    }

    /// Lets the next heading be at most one level below `level`, since another text of the
    /// page had a heading of that level in between.
    pub fn under(&mut self, level: i8) {
        self.writer.level = self.writer.level.min(level);
    }

    fn write(&mut self, run: Run<'_>) -> String {
        let doc = self.writer.body.doc;
        self.writer.apart(|writer| {
            writer.blocks_of(&doc.blocks, run);
            // The notes of the title wait for the first block.
            if !writer.html.is_empty() {
                writer.waiting_notes();
            }
        })
    }
}

impl Writer<'_> {
    /// Writes what of blocks belongs to a run.
    fn blocks_of(&mut self, blocks: &[Block], run: Run<'_>) {
        self.each(blocks, |writer, block| match run.share(&writer.path) {
            Share::All => writer.block(block),
            Share::Some if writer.holds_some(block, run) => writer.parted(block, run),
            Share::Some | Share::Nothing => {}
        });
    }

    /// Whether something that a block holds belongs to a run.
    fn holds_some(&self, block: &Block, run: Run<'_>) -> bool {
        let n_members = match &block.kind {
            BlockKind::Quote(blocks) => blocks.len(),
            BlockKind::Aside(aside) => aside.blocks.len(),
            BlockKind::Turn(turn) => turn.blocks.len(),
            BlockKind::List(list) => list.items.len(),
            BlockKind::Definitions(definitions) => definitions.len(),
            _ => return true,
        };
        let mut path = self.path.clone();
        (0..).take(n_members).any(|number| {
            path.push(number);
            let share = run.share(&path);
            path.pop();
            share != Share::Nothing
        })
    }

    /// Writes a block of which only a part belongs to a run.
    fn parted(&mut self, block: &Block, run: Run<'_>) {
        self.take_id();
        match &block.kind {
            BlockKind::Quote(blocks) => {
                self.tag("<blockquote>");
                self.blocks_of(blocks, run);
                self.tag("</blockquote>");
            }
            BlockKind::Aside(aside) => self.parted_aside(aside, run),
            BlockKind::Turn(turn) => self.parted_turn(turn, run),
            BlockKind::List(list) => self.parted_list(list, run),
            BlockKind::Definitions(definitions) => self.parted_definitions(definitions, run),
            _ => self.block(block),
        }
    }

    /// A part of a box; only the first part has its title. A part of what is folded stands
    /// open, under its title as a line of its own.
    fn parted_aside(&mut self, aside: &Aside, run: Run<'_>) {
        let is_first = !run.after.is_some_and(|after| after.starts_with(&self.path));
        if is_folded(aside.kind) {
            if is_first && !aside.title.is_empty() {
                self.open("p");
                self.tag("<strong>");
                self.unmarked(|writer| writer.inlines(&aside.title));
                self.tag("</strong></p>");
            }
            self.blocks_of(&aside.blocks, run);
            return;
        }
        if is_first {
            self.aside_head(aside);
        } else {
            self.aside_start(aside);
            self.tag(">");
        }
        self.blocks_of(&aside.blocks, run);
        self.aside_end(aside);
    }

    /// A part of a turn; only the first part shows who speaks.
    fn parted_turn(&mut self, turn: &Turn, run: Run<'_>) {
        if run.after.is_some_and(|after| after.starts_with(&self.path)) {
            self.turn_rest(turn);
        } else {
            self.turn_head(turn);
        }
        self.blocks_of(&turn.blocks, run);
        self.tag("</div></div>");
    }

    /// Some items of a list. The first keeps its number.
    fn parted_list(&mut self, list: &List, run: Run<'_>) {
        let mut is_open = false;
        let first = list.start;
        self.each(&list.items, |writer, item| {
            if run.share(&writer.path) == Share::Nothing {
                return;
            }
            if !std::mem::replace(&mut is_open, true) {
                let number = writer.path.last().copied().unwrap_or_default();
                writer.list_head(first.map(|first| first.saturating_add(u64::from(number))));
            }
            writer.item(item);
        });
        if is_open {
            self.list_end(list);
        }
    }

    /// Some terms with their descriptions.
    fn parted_definitions(&mut self, definitions: &[Definition], run: Run<'_>) {
        self.tag("<dl>");
        self.each(definitions, |writer, definition| {
            if run.share(&writer.path) != Share::Nothing {
                writer.definition(definition);
            }
        });
        self.tag("</dl>");
    }
}

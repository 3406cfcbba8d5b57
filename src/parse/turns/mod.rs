//! Finds the turns of a conversation in a text.
//!
//! A turn begins with a paragraph that opens with a time of the recording, the name of a
//! speaker and a colon, or both; it goes on over paragraphs, lists, quotations, code and
//! formulas until the next turn, a heading or a rule. Boxes, pictures and HTML within a
//! turn stay in it; those behind its last words stand by themselves.
//!
//! Only what stands at the top of a text is looked at, and only in chapters whose front
//! matter makes them spoken ones.

mod names;
mod opening;

use std::{collections::BTreeMap, sync::Arc};

use self::{
    names::Names,
    opening::{Before, Fault, Opening, Speaking},
};
use crate::{
    diag::{Code, Diagnostic, Warned},
    doc::{Block, BlockKind, Doc, Inline, Origin, Turn, plain},
    front_matter::{Speaker, Timecode, Voices},
    path::Anchor,
    span::Span,
};

/// How many letters and digits of a turn without a time its id is made from.
const N_ID_LETTERS: usize = 48;

/// A text without the time that it begins with.
pub(super) fn without_time(text: &str) -> &str {
    opening::time(text.trim_start()).1
}

/// Puts what is said in `doc` into turns. `text` is what the document was read from. Tells
/// of openings that are not quite right.
pub(super) fn turned(doc: Doc, voices: &Voices, text: &str, origin: &Origin) -> Warned<Doc> {
    if !voices.is_spoken {
        return Warned::fine(doc);
    }
    let names = Names::of(&voices.speakers);
    let Doc { blocks, html_ids, .. } = doc;
    let mut stage = Stage::new(&names, text, origin, html_ids);
    for block in blocks {
        stage.block(block);
    }
    stage.close();
    Warned { value: Doc { blocks: stage.done, html_ids: stage.ids, ..doc }, told: stage.told }
}

/// Goes through a text from top to bottom.
struct Stage<'a> {
    names: &'a Names<'a>,
    text: &'a str,
    origin: &'a Origin,
    done: Vec<Block>,
    /// The turn that goes on.
    open: Option<OpenTurn>,
    /// Who spoke last, while nothing stands between.
    last: Option<Arc<Speaker>>,
    /// The ids of the text and of the turns that are done.
    ids: BTreeMap<Anchor, Span>,
    /// Whether a turn is done.
    has_turn: bool,
    /// How many times each id was asked for, so that a thousand equal turns do not each
    /// try all numbers from 1 on.
    asked: BTreeMap<Anchor, usize>,
    told: Vec<Diagnostic>,
}

/// A turn that may go on.
struct OpenTurn {
    speaker: Option<Arc<Speaker>>,
    time: Option<Timecode>,
    is_continued: bool,
    span: Span,
    blocks: Vec<Block>,
    /// How many of the blocks are the turn's for sure.
    n_said: usize,
}

impl<'a> Stage<'a> {
    fn new(names: &'a Names<'a>, text: &'a str, origin: &'a Origin, ids: BTreeMap<Anchor, Span>) -> Self {
        Self {
            names,
            text,
            origin,
            done: Vec::new(),
            open: None,
            last: None,
            ids,
            has_turn: false,
            asked: BTreeMap::new(),
            told: Vec::new(),
        }
    }

    fn block(&mut self, block: Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => match self.opening(inlines, block.span) {
                Some(opening) => self.begin(opening, block.span),
                None => self.go_on(block, true),
            },
            BlockKind::Heading(_) | BlockKind::Rule => {
                self.close();
                self.stand_alone(block);
            }
            kind => {
                let is_said = is_said(kind);
                self.go_on(block, is_said);
            }
        }
    }

    /// How a paragraph opens, if it opens a turn.
    fn opening(&mut self, inlines: &[Inline], span: Span) -> Option<Opening> {
        let before = match &self.open {
            Some(_) => Before::Turn,
            None if !self.has_turn => Before::Silence,
            None => Before::Pause,
        };
        let read = opening::read(inlines, self.names, before);
        if let Some(fault) = read.fault {
            self.tell(&fault, span);
        }
        if before == Before::Turn || read.opening.is_some() {
            self.tell_joined(span);
        }
        read.opening
    }

    fn begin(&mut self, opening: Opening, span: Span) {
        let speaker = match opening.speaker {
            Speaking::Named(speaker) => Some(speaker),
            Speaking::Same => self.open.as_ref().and_then(|open| open.speaker.clone()),
            Speaking::Unknown => None,
        };
        self.close();
        let is_continued = speaker.is_some() && speaker == self.last;
        let mut blocks = Vec::new();
        if !opening.words.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph(opening.words), span });
        }
        let n_said = blocks.len();
        self.open = Some(OpenTurn { speaker, time: opening.time, is_continued, span, blocks, n_said });
    }

    fn go_on(&mut self, block: Block, is_said: bool) {
        let Some(open) = &mut self.open else { return self.stand_alone(block) };
        open.blocks.push(block);
        if is_said {
            open.n_said = open.blocks.len();
        }
    }

    fn stand_alone(&mut self, block: Block) {
        self.last = None;
        self.done.push(block);
    }

    /// Ends the turn that goes on, before what stands behind its last words.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let behind = open.blocks.split_off(open.n_said);
        let span = open.blocks.last().map_or(open.span, |last| open.span.join(last.span));
        let id = self.id(&open);
        self.ids.insert(id.clone(), span);
        self.has_turn = true;
        self.last.clone_from(&open.speaker);
        let OpenTurn { speaker, time, is_continued, blocks, .. } = open;
        let turn = Turn { id, speaker, time, is_continued, blocks };
        self.done.push(Block { kind: BlockKind::Turn(turn), span });
        for block in behind {
            self.stand_alone(block);
        }
    }

    /// The id of a turn: its time, else who speaks and the first words, so that a turn put
    /// in elsewhere changes nothing.
    fn id(&mut self, open: &OpenTurn) -> Anchor {
        let text = open.time.map_or_else(|| id_of_words(open), id_of_time);
        let id = Anchor::explicit(&text).expect("it holds no white space");
        let n_asked = self.asked.entry(id.clone()).or_default();
        let mut free = id.clone();
        while self.ids.contains_key(&free) {
            *n_asked += 1;
            free = id.repeated(*n_asked);
        }
        free
    }

    fn tell(&mut self, fault: &Fault, paragraph: Span) {
        let written = fault.written();
        let within = paragraph.of(self.text).find(written).map(|at| Span::new(at..at + written.len()));
        let span = within.map_or(first_line(self.text, paragraph), |span| span.shift(paragraph.start as usize));
        let (file, span) = self.origin.locate(span);
        self.told.push(match fault {
            Fault::MissingColon { is_turn: true, .. } => {
                let message = format!("the name `{written}` has no colon behind it");
                Diagnostic::new(Code::MissingColon, file, span, message)
                    .help("the paragraph is taken for a turn; write a colon behind the name")
            }
            Fault::MissingColon { is_turn: false, .. } => {
                let message = format!("this begins with the name `{written}` and has no colon behind it");
                Diagnostic::new(Code::MissingColon, file, span, message)
                    .help("with a colon it is a turn; until then it goes on with the turn before")
            }
            Fault::UnknownSpeaker { near, .. } => {
                let near = near.as_ref().map(|near| format!("did you mean `{near}`?"));
                Diagnostic::new(
                    Code::UnknownSpeaker,
                    file,
                    span,
                    format!("`{written}` is none of the chapter's speakers"),
                )
                .maybe_help(near)
                .help("name them in `speakers`, another spelling in `names`")
            }
        });
    }

    /// Tells of lines of a paragraph that would open a turn if they stood by themselves.
    fn tell_joined(&mut self, paragraph: Span) {
        let text = paragraph.of(self.text);
        let mut start = paragraph.start as usize;
        for (idx, line) in text.split_inclusive('\n').enumerate() {
            if idx > 0 && opening::is_line_of_turn(line, self.names) {
                let (file, span) = self.origin.locate(Span::new(start..start + line.trim_end().len()));
                let message = "a turn begins in the middle of a paragraph";
                self.told.push(
                    Diagnostic::new(Code::JoinedTurns, file, span, message).help("leave an empty line before it"),
                );
            }
            start += line.len();
        }
    }
}

/// Whether a block can be spoken.
fn is_said(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Quote(_)
            | BlockKind::List(_)
            | BlockKind::Definitions(_)
            | BlockKind::Code(_)
            | BlockKind::Math(_)
    )
}

fn id_of_time(Timecode(seconds): Timecode) -> String {
    format!("t-{:02}-{:02}-{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn id_of_words(open: &OpenTurn) -> String {
    let words = open.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(inlines) => Some(plain(inlines)),
        _ => None,
    });
    let words = words.unwrap_or_default();
    let letters =
        words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).take(N_ID_LETTERS);
    let speaker = open.speaker.as_ref().map_or("", |speaker| &speaker.id);
    let hash = blake3::hash(format!("{speaker}\n{}", letters.collect::<String>()).as_bytes());
    format!("turn-{}", &hash.to_hex()[..6])
}

/// The first line of a span.
fn first_line(text: &str, span: Span) -> Span {
    let length = span.of(text).lines().next().map_or(0, str::len);
    Span::new(0..length).shift(span.start as usize)
}

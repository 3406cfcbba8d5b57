//! Blocks: headings, paragraphs, lists, boxes, figures.
//!
//! Floor 3.

use crate::{
    doc::{Aside, AsideKind, Block, BlockKind, Definition, Heading, Image, Item, List, Math},
    terms::Section,
};

use super::{super::breaks::Breaks, Writer};

/// The levels that headings of a body may have: the page's own title is the `h1`.
const LEVELS: std::ops::RangeInclusive<i8> = 2..=6;

impl Writer<'_> {
    /// Writes blocks one under the other, and after each the notes that it marks first.
    pub(super) fn flow(&mut self, blocks: &[Block]) {
        self.each(blocks, |writer, block| {
            writer.block(block);
            writer.waiting_notes();
        });
    }

    /// Writes blocks whose notes wait for the end of what holds them.
    pub(super) fn held(&mut self, blocks: &[Block]) {
        self.each(blocks, Self::block);
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.take_id();
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(text) => {
                self.open("p");
                self.inlines(text);
                self.tag("</p>");
            }
            BlockKind::Plain(text) => self.inlines(text),
            BlockKind::Figure(image) => self.figure(image),
            BlockKind::Quote(blocks) => {
                self.tag("<blockquote>");
                self.held(blocks);
                self.tag("</blockquote>");
            }
            BlockKind::Aside(aside) if aside.kind == AsideKind::Tabs => self.tabs(aside),
            BlockKind::Aside(aside) => self.aside(aside),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code(code) => {
                if !self.chart(code) {
                    self.code(code);
                }
            }
            BlockKind::Math(math) => self.display_math(math),
            BlockKind::Rule => self.tag("<hr>"),
            BlockKind::Html(html) => self.with_id(|writer| writer.raw_html(html)),
            BlockKind::Shortcode(call) => self.with_id(|writer| writer.shortcode(call)),
            BlockKind::Turn(turn) => self.turn(turn),
        }
    }

    /// A heading, beside it the link by which readers share its place. Links in the reader's
    /// own language reach it too, and those to an id that it had. A heading within a note has
    /// no place of its own and is a line of strong text.
    fn heading(&mut self, heading: &Heading) {
        if self.notes.is_inside() {
            self.tag("<p><strong>");
            self.inlines(&heading.text);
            self.tag("</strong></p>");
            return;
        }
        let level = i8::try_from(heading.level).unwrap_or(*LEVELS.end()).saturating_add(self.body.level_shift);
        let deepest = if self.body.is_titled { self.level + 1 } else { *LEVELS.end() };
        self.level = level.min(deepest).clamp(*LEVELS.start(), *LEVELS.end());
        if self.level == *LEVELS.start() {
            self.met = Section::default();
        }
        let name = format!("h{}", self.level);
        let former = self.id.take();
        let own = self.anchors.next();
        let shared = own.and_then(|own| self.body.shared_ids.get(own));
        let anchor = shared.or(own);
        self.tag("<div class=\"dg-h\"><");
        self.tag(&name);
        let anchor = anchor.filter(|anchor| self.may_have(anchor));
        if let Some(anchor) = anchor {
            self.attribute("id", anchor.as_str());
        }
        if !heading.classes.is_empty() {
            self.attribute("class", &heading.classes.join(" "));
        }
        self.tag(">");
        let second = own.filter(|own| shared.is_some() && !self.given_up.contains(own) && self.may_have(own));
        for id in second.into_iter().chain(former) {
            self.tag("<span");
            self.attribute("id", id.as_str());
            self.tag("></span>");
        }
        self.breaks = self.is_unspaced.then(Breaks::default);
        self.unmarked(|writer| writer.inlines(&heading.text));
        self.breaks = None;
        self.tag("</");
        self.tag(&name);
        self.tag(">");
        if let Some(anchor) = anchor.filter(|_| !self.body.ids.are_second()) {
            // The name that is heard begins with the sign that is seen, so that readers
            // who speak to their machine can ask for it.
            let label = format!("# {}", self.surroundings.word("link-to-section"));
            self.tag("<a class=\"dg-anchor\"");
            self.attribute("href", &format!("#{}", anchor.fragment()));
            self.attribute("aria-label", &label);
            self.tag(">#</a>");
        }
        self.tag("</div>");
    }

    /// A picture of its own; its title is its caption. One that is not there leaves its
    /// description.
    fn figure(&mut self, image: &Image) {
        self.tag("<figure class=\"dg-figure\"");
        self.given_id();
        self.tag(">");
        self.image(image, false);
        if !image.title.is_empty() {
            self.tag("<figcaption>");
            self.running_text(&image.title);
            self.tag("</figcaption>");
        }
        self.tag("</figure>");
    }

    fn aside(&mut self, aside: &Aside) {
        self.aside_head(aside);
        self.flow(&aside.blocks);
        self.aside_end(aside);
    }

    /// Opens a box under its title.
    pub(super) fn aside_head(&mut self, aside: &Aside) {
        let kind = name_of(aside.kind);
        let is_folded = aside.kind == AsideKind::Details;
        self.aside_start(aside);
        self.own_id(aside);
        self.tag(if is_folded { "><summary" } else { " role=\"note\"><p class=\"dg-box-title\"" });
        self.given_id();
        self.tag(">");
        if !is_folded {
            let icon = if aside.kind == AsideKind::Translator { "editor" } else { kind };
            self.tag(self.surroundings.icon(icon));
        }
        if aside.title.is_empty() {
            let word = if aside.kind == AsideKind::Translator {
                "note-translator".to_owned()
            } else {
                format!("aside-{kind}")
            };
            self.text(self.surroundings.word(&word));
        } else {
            self.unmarked(|writer| writer.inlines(&aside.title));
        }
        self.tag(if is_folded { "</summary>" } else { "</p>" });
    }

    /// Writes the author's own id of a box, as an attribute.
    pub(super) fn own_id(&mut self, aside: &Aside) {
        if let Some(id) = aside.id.as_ref().filter(|id| self.may_have(id)) {
            self.attribute("id", id.as_str());
        }
    }

    /// Writes the tag of a box up to where its attributes go on.
    pub(super) fn aside_start(&mut self, aside: &Aside) {
        let is_folded = aside.kind == AsideKind::Details;
        self.tag(if is_folded { "<details class=\"dg-box\"" } else { "<div class=\"dg-box\"" });
        self.attribute("data-kind", name_of(aside.kind));
    }

    pub(super) fn aside_end(&mut self, aside: &Aside) {
        self.tag(if aside.kind == AsideKind::Details { "</details>" } else { "</div>" });
    }

    fn list(&mut self, list: &List) {
        self.list_head(list.start);
        self.each(&list.items, Self::item);
        self.list_end(list);
    }

    /// Opens a list whose first item has this number.
    pub(super) fn list_head(&mut self, start: Option<u64>) {
        match start {
            None => self.tag("<ul>"),
            Some(1) => self.tag("<ol>"),
            Some(start) => self.tag(&format!("<ol start=\"{start}\">")),
        }
    }

    pub(super) fn list_end(&mut self, list: &List) {
        self.tag(if list.start.is_some() { "</ol>" } else { "</ul>" });
    }

    /// An item. In a list of paragraphs each item keeps its notes, else a long list would
    /// carry them far; in a list of lines they wait for its end.
    pub(super) fn item(&mut self, item: &Item) {
        self.take_id();
        match item.task {
            None => self.open("li"),
            Some(is_done) => self.task_box(is_done),
        }
        self.held(&item.blocks);
        if item.blocks.iter().any(|block| matches!(block.kind, BlockKind::Paragraph(_))) {
            self.waiting_notes();
        }
        self.tag("</li>");
    }

    /// Opens an item with a box that readers see but cannot tick.
    fn task_box(&mut self, is_done: bool) {
        let word = self.surroundings.word(if is_done { "task-done" } else { "task-open" });
        self.tag("<li class=\"dg-task\"");
        self.given_id();
        self.tag("><input type=\"checkbox\" disabled");
        if is_done {
            self.tag(" checked");
        }
        self.attribute("aria-label", word);
        self.tag("> ");
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.tag("<dl>");
        self.each(definitions, Self::definition);
        self.tag("</dl>");
    }

    pub(super) fn definition(&mut self, definition: &Definition) {
        self.take_id();
        self.open("dt");
        self.unmarked(|writer| writer.inlines(&definition.term));
        self.tag("</dt>");
        for description in &definition.descriptions {
            self.tag("<dd>");
            self.held(description);
            self.waiting_notes();
            self.tag("</dd>");
        }
    }

    /// A formula of its own line, which scrolls by itself when it is too wide.
    fn display_math(&mut self, math: &Math) {
        let Some(mathml) = &math.mathml else {
            self.tag("<pre class=\"dg-math\"");
            self.given_id();
            self.tag("><code translate=\"no\">");
            self.text(&math.source);
            self.tag("</code></pre>");
            return;
        };
        self.scrolling("dg-scroll dg-math", "formula");
        self.tag(mathml);
        self.tag("</div>");
    }

    /// Opens a region that scrolls sideways: reachable by keyboard, so it has a name.
    pub(super) fn scrolling(&mut self, class: &str, word: &str) {
        self.tag("<div");
        self.attribute("class", class);
        self.given_id();
        self.tag(" role=\"group\" tabindex=\"0\"");
        self.attribute("aria-label", self.surroundings.word(word));
        self.tag(">");
    }
}

/// The name of a kind of aside in `data-kind`, in interface words and among icons.
fn name_of(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Note => "note",
        AsideKind::Tip => "tip",
        AsideKind::Important => "important",
        AsideKind::Warn => "warn",
        AsideKind::Danger => "danger",
        AsideKind::Editor => "editor",
        AsideKind::Translator => "translator",
        AsideKind::Key => "key",
        AsideKind::Reading => "reading",
        // A tab is written with its tabs; alone it would be folded likewise.
        AsideKind::Details | AsideKind::Tabs | AsideKind::Tab => "details",
    }
}

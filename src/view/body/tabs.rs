//! Tabs: several texts at one place, of which the reader chooses one.
//!
//! Each is a `<details>` of one group, so the browser opens one at a time without any
//! script, finds words in the closed ones, and a printer gets them all. The style sheet
//! lays their titles side by side.
//!
//! Floor 3.

use crate::doc::{Aside, AsideKind, BlockKind};

use super::Writer;

impl Writer<'_> {
    /// A group of tabs, the first of them open. What stands between them follows.
    pub(super) fn tabs(&mut self, tabs: &Aside) {
        self.n_tabs += 1;
        // Each text of a page counts its own.
        let group = format!("{}tabs-{}", self.body.ids.note_prefix, self.n_tabs);
        let (mut is_first, mut others) = (true, String::new());
        self.tag("<div class=\"dg-tabs\"");
        self.own_id(tabs);
        self.tag(">");
        self.each(&tabs.blocks, |writer, block| match &block.kind {
            BlockKind::Aside(tab) if tab.kind == AsideKind::Tab => {
                writer.take_id();
                writer.tab(tab, &group, std::mem::take(&mut is_first));
            }
            _ => {
                others += &writer.apart(|writer| {
                    writer.block(block);
                    writer.waiting_notes();
                });
            }
        });
        self.tag("</div>");
        self.tag(&others);
    }

    fn tab(&mut self, tab: &Aside, group: &str, is_open: bool) {
        self.tag("<details class=\"dg-tab\"");
        self.attribute("name", group);
        self.own_id(tab);
        self.tag(if is_open { " open><summary" } else { "><summary" });
        self.given_id();
        self.tag(">");
        self.inlines(&tab.title);
        self.tag("</summary>");
        self.flow(&tab.blocks);
        self.tag("</details>");
    }
}

//! Tabs: several texts at one place, of which the reader chooses one.
//!
//! Each is a `<details>` of one group, so the browser opens one at a time without any
//! script, finds words in the closed ones, and a printer gets them all. The style sheet
//! lays their titles side by side.
//!
//! Floor 3.

use crate::doc::{Aside, AsideKind, Block, BlockKind};

use super::Writer;

impl Writer<'_> {
    /// A group of tabs, the first of them open. What stands between them follows.
    pub(super) fn tabs(&mut self, tabs: &Aside) {
        self.n_tabs += 1;
        let group = format!("tabs-{}", self.n_tabs);
        let is_tab = |block: &&Block| matches!(&block.kind, BlockKind::Aside(aside) if aside.kind == AsideKind::Tab);
        let (tabs_of, others): (Vec<&Block>, Vec<&Block>) = tabs.blocks.iter().partition(is_tab);
        self.tag("<div class=\"dg-tabs\"");
        if let Some(id) = &tabs.id {
            self.attribute("id", id.as_str());
        }
        self.tag(">");
        for (idx, block) in tabs_of.iter().enumerate() {
            if let BlockKind::Aside(tab) = &block.kind {
                self.tab(tab, &group, idx == 0);
            }
        }
        self.tag("</div>");
        for block in others {
            self.flow(std::slice::from_ref(block));
        }
    }

    fn tab(&mut self, tab: &Aside, group: &str, is_open: bool) {
        self.tag("<details class=\"dg-tab\"");
        self.attribute("name", group);
        if let Some(id) = &tab.id {
            self.attribute("id", id.as_str());
        }
        self.tag(if is_open { " open><summary>" } else { "><summary>" });
        self.inlines(&tab.title);
        self.tag("</summary>");
        self.flow(&tab.blocks);
        self.tag("</details>");
    }
}

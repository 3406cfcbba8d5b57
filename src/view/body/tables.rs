//! Tables.
//!
//! Floor 3.

use crate::doc::{Align, Inline, Table};

use super::Writer;

impl Writer<'_> {
    /// A table in a region that scrolls by itself when it is too wide for the page.
    pub(super) fn table(&mut self, table: &Table) {
        self.scrolling("dg-scroll", "table");
        self.tag("<table><thead><tr>");
        for (column, cell) in table.head.iter().enumerate() {
            // An empty cell is the head of nothing, such as the corner of a table with
            // names on both sides.
            let name = if cell.is_empty() { "td" } else { "th" };
            self.unmarked(|writer| writer.cell(name, cell, table.columns.get(column).copied()));
        }
        self.tag("</tr></thead>");
        if !table.rows.is_empty() {
            self.tag("<tbody>");
            for row in &table.rows {
                self.row(row, &table.columns);
            }
            self.tag("</tbody>");
        }
        self.tag("</table></div>");
    }

    fn row(&mut self, cells: &[Vec<Inline>], columns: &[Align]) {
        self.tag("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            self.cell("td", cell, columns.get(column).copied());
        }
        self.tag("</tr>");
    }

    fn cell(&mut self, name: &str, cell: &[Inline], align: Option<Align>) {
        self.tag("<");
        self.tag(name);
        if name == "th" {
            self.tag(" scope=\"col\"");
        }
        match align {
            Some(Align::Left) => self.tag(" data-align=\"left\""),
            Some(Align::Center) => self.tag(" data-align=\"center\""),
            Some(Align::Right) => self.tag(" data-align=\"right\""),
            Some(Align::None) | None => {}
        }
        self.tag(">");
        self.inlines(cell);
        self.tag("</");
        self.tag(name);
        self.tag(">");
    }
}

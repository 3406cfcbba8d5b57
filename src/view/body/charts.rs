//! Charts: a caption, the picture, its key, its source, and the figures as a table.
//!
//! The stages of a flow are a list and need no picture: they wrap on a phone, are read in
//! their order, and can be copied.
//!
//! Floor 3.

use crate::{
    chart::{Band, Body, Chart, LANGUAGE, Manner, Plot, Point, Shape, Stage},
    doc::CodeBlock,
    locale::Direction,
    path::ProjectPath,
};

use super::Writer;

impl Writer<'_> {
    /// A chart; a fence that none can be made of, which was told when it was read, is
    /// shown as a listing. Gives whether the code is a chart.
    pub(super) fn chart(&mut self, code: &CodeBlock) -> bool {
        if &*code.info.language != LANGUAGE {
            return false;
        }
        // Where a fault stands is told elsewhere; here the text is all that counts.
        let Some(chart) = ProjectPath::new(LANGUAGE).and_then(|file| Chart::read(&file, &code.text).value) else {
            return false;
        };
        let kind = match &chart.body {
            Body::Plot(plot) if plot.shape == Shape::Line => "line",
            Body::Plot(_) => "bar",
            Body::Flow(_) => "flow",
        };
        self.tag("<figure class=\"dg-chart\"");
        self.attribute("data-kind", kind);
        self.given_id();
        self.tag("><figcaption>");
        self.running_text(&chart.title);
        self.tag("</figcaption>");
        match &chart.body {
            Body::Plot(plot) => self.plot(&chart, plot, kind),
            Body::Flow(stages) => self.stages(stages),
        }
        if let Some(source) = &chart.source {
            self.tag("<p class=\"dg-chart-source\">");
            self.text(&self.surroundings.word("chart-source").replace("{source}", source));
            self.tag("</p>");
        }
        if let Body::Plot(plot) = &chart.body {
            self.figures(&chart, plot);
        }
        self.tag("</figure>");
        true
    }

    /// The picture with what is heard of it, and its key.
    fn plot(&mut self, chart: &Chart, plot: &Plot, kind: &str) {
        let surroundings = self.surroundings;
        let number = |number: f64| surroundings.number(number);
        let is_rtl = self.body.language.direction() == Direction::Rtl;
        let manner = Manner { is_rtl, number: &number };
        let description = match &chart.description {
            Some(description) => description.to_string(),
            None => self.described(plot, kind, &manner),
        };
        let svg = plot.svg(&chart.title, &description, &manner);
        self.tag(&svg);
        self.key(plot, &manner);
    }

    /// What a chart shows, in figures: what it is, then label and figure of each point.
    fn described(&self, plot: &Plot, kind: &str, manner: &Manner<'_>) -> String {
        let word = |key| self.surroundings.word(key);
        let mut text = word(if kind == "line" { "chart-line" } else { "chart-bar" }).to_owned();
        for series in &plot.series {
            text.push_str(". ");
            if !series.name.is_empty() {
                text.push_str(&series.name);
                text.push_str(": ");
            }
            let points = series.points.iter().map(|point| {
                let guess = if point.is_guess { self.in_brackets(word("chart-guess")) } else { String::new() };
                format!("{}: {}{guess}", point.label, plot.figure(point, manner))
            });
            text.push_str(&points.collect::<Vec<_>>().join("; "));
        }
        text
    }

    /// What colours, hollow marks and bands mean, where there are any.
    fn key(&mut self, plot: &Plot, manner: &Manner<'_>) {
        let is_alone = plot.series.len() == 1;
        if is_alone && plot.bands.is_empty() && !plot.has_guess() {
            return;
        }
        self.tag("<ul class=\"dg-chart-key\">");
        for (number, series) in (1..).zip(&plot.series).filter(|_| !is_alone) {
            self.tag(&format!("<li data-series=\"{number}\">"));
            self.text(&series.name);
            self.tag("</li>");
        }
        if plot.has_guess() {
            self.tag("<li data-guess>");
            self.text(self.surroundings.word("chart-guess"));
            self.tag("</li>");
        }
        for band in &plot.bands {
            self.tag("<li data-band>");
            self.band(band, plot, manner);
            self.tag("</li>");
        }
        self.tag("</ul>");
    }

    fn band(&mut self, band: &Band, plot: &Plot, manner: &Manner<'_>) {
        self.text(&band.name);
        let range = plot.with_unit(&manner.range(band.from, band.to));
        self.text(&self.in_brackets(&range));
    }

    /// The figures for those who cannot see the picture, or want to know.
    fn figures(&mut self, chart: &Chart, plot: &Plot) {
        let surroundings = self.surroundings;
        let number = |number: f64| surroundings.number(number);
        let manner = Manner { is_rtl: false, number: &number };
        self.tag("<details class=\"dg-chart-data\"><summary>");
        self.text(surroundings.word("chart-data"));
        self.tag("</summary>");
        self.scrolling("dg-scroll", "table");
        self.tag("<table><thead><tr>");
        self.head(&plot.x);
        for series in &plot.series {
            let name = [&series.name, &plot.y, &chart.title].into_iter().find(|name| !name.is_empty());
            self.head(name.map_or("", |name| name));
        }
        self.tag("</tr></thead><tbody>");
        for (key, label) in plot.keys() {
            self.tag("<tr><th scope=\"row\">");
            self.text(label);
            self.tag("</th>");
            for series in &plot.series {
                self.tag("<td data-align=\"right\">");
                if let Some(point) = series.points.iter().find(|point| &*point.key == key) {
                    self.figure_cell(point, plot, &manner);
                }
                self.tag("</td>");
            }
            self.tag("</tr>");
        }
        self.tag("</tbody></table></div></details>");
    }

    /// The head of a column; an empty one is the head of nothing.
    fn head(&mut self, name: &str) {
        if name.is_empty() {
            self.tag("<td></td>");
            return;
        }
        self.tag("<th scope=\"col\">");
        self.text(name);
        self.tag("</th>");
    }

    fn figure_cell(&mut self, point: &Point, plot: &Plot, manner: &Manner<'_>) {
        self.text(&plot.figure(point, manner));
        if point.is_guess {
            self.text(&self.in_brackets(self.surroundings.word("chart-guess")));
        }
    }

    /// A flow: its stages in order, arrows between them drawn by the style sheet.
    fn stages(&mut self, stages: &[Stage]) {
        self.tag("<ol class=\"dg-flow\"");
        self.attribute("aria-label", self.surroundings.word("chart-flow"));
        self.tag(">");
        for stage in stages {
            self.tag("<li><strong>");
            self.text(&stage.name);
            self.tag("</strong>");
            if let Some(text) = &stage.text {
                self.tag(" <span>");
                self.text(text);
                self.tag("</span>");
            }
            self.tag("</li>");
        }
        self.tag("</ol>");
    }

    /// A text in the brackets of the page's language, to follow another.
    fn in_brackets(&self, text: &str) -> String {
        self.surroundings.word("in-brackets").replace("{text}", text)
    }
}

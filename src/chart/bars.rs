//! Bars, one under the other: a label may then be as long as a line, in any language and
//! on any screen.

use super::{
    Plot, Point, Series,
    axis::Axis,
    labels::{self, Area, Room},
    svg::{At, Down, Manner, Part, Picture, Side},
};

/// Heights, in letters: of a line of text, a bar, and the space below a group.
const LINE: f64 = 1.5;
const BAR: f64 = 1.1;
const SPACE: f64 = 0.9;

/// Draws the picture.
pub(super) fn draw(plot: &Plot, name: &str, description: &str, manner: &Manner<'_>) -> String {
    let sheet = Sheet::of(plot, manner);
    let heading = plot.heading();
    let top = if heading.is_empty() { 0.0 } else { LINE + 0.4 };
    let height = sheet.groups.iter().map(Group::height).sum::<f64>();
    let mut picture = Picture::open(name, description, top + height + LINE + 0.3, manner);
    if !heading.is_empty() {
        picture.text(Part::of("dg-plot-name"), At { along: 0.0, down: Down::Em(1.0) }, Side::Start, 0.0, &heading);
    }
    sheet.grid(&mut picture, top, height);
    let mut base = top;
    for group in &sheet.groups {
        sheet.group(&mut picture, group, base);
        base += group.height();
    }
    picture.close()
}

/// A plot with its scale and its groups of bars.
struct Sheet<'a> {
    plot: &'a Plot,
    axis: Axis,
    groups: Vec<Group<'a>>,
    /// Where bars end at the latest, from 0.0 to 1.0; behind them stand their figures.
    end: f64,
}

/// The bars under one label.
struct Group<'a> {
    label: Vec<String>,
    /// The figure of a bar that is alone: at the end of the label's last line, or on a
    /// line of its own when there is no room.
    figure: Option<(String, bool)>,
    /// The number of each bar's series, from 1.
    bars: Vec<(usize, &'a Point)>,
}

impl Group<'_> {
    /// Its height in letters.
    fn height(&self) -> f64 {
        let own_line = self.figure.as_ref().is_some_and(|(_, is_apart)| *is_apart);
        let n_lines = f64::from(u8::try_from(self.label.len()).unwrap_or(u8::MAX)) + f64::from(u8::from(own_line));
        let n_bars = f64::from(u8::try_from(self.bars.len()).unwrap_or(u8::MAX));
        n_lines * LINE + n_bars * BAR + (n_bars - 1.0).max(0.0) * 0.2 + SPACE
    }
}

impl<'a> Sheet<'a> {
    fn of(plot: &'a Plot, manner: &Manner<'_>) -> Self {
        let find = |series: &'a Series, key: &str| series.points.iter().find(|point| &*point.key == key);
        let is_alone = plot.series.len() == 1;
        let groups: Vec<Group<'a>> = plot
            .keys()
            .into_iter()
            .map(|(key, label)| {
                let bars: Vec<_> =
                    (1..).zip(&plot.series).filter_map(|(number, it)| Some((number, find(it, key)?))).collect();
                let label = labels::lines(label);
                let figure = bars.first().filter(|_| is_alone).map(|(_, point)| {
                    let figure = plot.figure(point, manner);
                    let last = label.last().map_or(0.0, |line| labels::width(line));
                    let is_apart = last + labels::width(&figure) > 0.95;
                    (figure, is_apart)
                });
                Group { label, figure, bars }
            })
            .collect();
        let widest = |group: &Group<'_>| {
            group.bars.iter().map(|(_, point)| labels::width(&plot.short_figure(point, manner))).fold(0.0, f64::max)
        };
        let end = if is_alone { 1.0 } else { (0.97 - groups.iter().map(widest).fold(0.0, f64::max)).max(0.5) };
        Self { plot, axis: Axis::of(plot), groups, end }
    }

    fn along(&self, figure: f64) -> f64 {
        self.axis.place(figure) * self.end
    }

    /// A line down for each round figure, the figures below; and the bands behind all.
    fn grid(&self, picture: &mut Picture<'_>, top: f64, height: f64) {
        let (from, to) = (Down::Em(top), Down::Em(top + height));
        for band in &self.plot.bands {
            let extent = (self.along(band.from), self.along(band.to));
            picture.rect(Part::of("dg-plot-band"), extent, from, Down::Em(height));
        }
        for figure in &self.axis.ticks {
            let along = self.along(*figure);
            picture.line(Part::of("dg-plot-grid"), At { along, down: from }, At { along, down: to });
        }
        let mut room = Room::default();
        for idx in labels::ends_first(self.axis.ticks.len()) {
            let figure = self.axis.ticks[idx];
            let (along, text) = (self.along(figure), self.plot.tick(figure, picture.manner()));
            let width = labels::width(&text);
            let side = labels::side(along, width);
            if room.try_take(Area { along: labels::extent(along, side, width), down: (0.0, 1.0) }) {
                let at = At { along, down: Down::Em(top + height + 1.2) };
                picture.text(Part::of("dg-plot-tick"), at, side, 0.0, &text);
            }
        }
    }

    /// A label with its bars, beginning `base` letters down.
    fn group(&self, picture: &mut Picture<'_>, group: &Group<'_>, base: f64) {
        let mut base = base;
        for line in &group.label {
            let at = At { along: 0.0, down: Down::Em(base + 1.0) };
            picture.text(Part::of("dg-plot-label"), at, Side::Start, 0.0, line);
            base += LINE;
        }
        if let Some((figure, is_apart)) = &group.figure {
            base += if *is_apart { LINE } else { 0.0 };
            let at = At { along: 1.0, down: Down::Em(base - LINE + 1.0) };
            picture.text(Part::of("dg-plot-figure"), at, Side::End, 0.0, figure);
        }
        for (number, point) in &group.bars {
            self.bar(picture, *number, point, base);
            if group.figure.is_none() {
                let (_, to) = self.extent(point);
                let figure = self.plot.short_figure(point, picture.manner());
                let at = At { along: to + 0.015, down: Down::Em(base + 0.9) };
                picture.text(Part::of("dg-plot-figure"), at, Side::Start, 0.0, &figure);
            }
            base += BAR + 0.2;
        }
    }

    /// From where to where a bar runs: from the ground to its figure, or along its range.
    fn extent(&self, point: &Point) -> (f64, f64) {
        if let Some((low, high)) = point.range {
            return (self.along(low), self.along(high));
        }
        let (ground, end) = (self.axis.ground() * self.end, self.along(point.value));
        (ground.min(end), ground.max(end))
    }

    fn bar(&self, picture: &mut Picture<'_>, number: usize, point: &Point, base: f64) {
        let part = Part { class: "dg-plot-bar", series: number, is_guess: point.is_guess };
        picture.rect(part, self.extent(point), Down::Em(base), Down::Em(BAR));
        if point.range.is_some() {
            // Within a range, where the figure itself is.
            let along = self.along(point.value);
            let part = Part { class: "dg-plot-range", ..part };
            let down = |letters| Down::Em(base + letters);
            picture.line(part, At { along, down: down(-0.2) }, At { along, down: down(BAR + 0.2) });
        }
    }
}

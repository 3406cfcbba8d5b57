//! Points joined by lines.

use super::{
    Plot, Point,
    axis::{self, Axis},
    labels::{self, Area, Room},
    svg::{At, Down, Manner, Part, Picture, Side},
};

/// Heights of the parts, in letters.
const HEAD: f64 = 2.0;
const PLOT: f64 = 14.0;
const FOOT: f64 = 2.0;

/// The marks of the series, each a shape of its own: a circle, a square, a diamond and a
/// triangle, ten pixels wide.
const MARKS: [&str; 4] = [
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4-4h8v8h-8z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0z",
    "M0-5.5L5.5 4.5h-11z",
];

/// Draws the picture.
pub(super) fn draw(plot: &Plot, name: &str, description: &str, manner: &Manner<'_>) -> String {
    let axis = Axis::of(plot);
    let keys = plot.keys();
    let ticks: Vec<String> = axis.ticks.iter().map(|tick| plot.tick(*tick, manner)).collect();
    let inset = ticks.iter().map(|tick| labels::width(tick)).fold(0.0, f64::max).min(0.2) + 0.06;
    let frame = Frame { plot, axis: &axis, places: axis::places(&keys), keys, inset };
    let heading = plot.heading();
    let top = if heading.is_empty() { HEAD } else { HEAD + 1.4 };

    let mut picture = Picture::open(name, description, top + PLOT + FOOT, manner);
    if !heading.is_empty() {
        let at = At { along: 0.0, down: Down::Em(1.0) };
        picture.text(Part::of("dg-plot-name"), at, Side::Start, 0.0, &heading);
    }
    let mut room = Room::default();
    picture.room(top, PLOT, |picture| {
        frame.bands(picture);
        frame.grid(picture, &ticks, &mut room);
        frame.lines(picture);
        frame.marks(picture, &mut room);
        frame.figures(picture, &mut room);
    });
    frame.labels(&mut picture, top + PLOT + 1.4);
    picture.close()
}

/// A plot with its scales.
struct Frame<'a> {
    plot: &'a Plot,
    axis: &'a Axis,
    keys: Vec<(&'a str, &'a str)>,
    /// Of each key, from 0.0 to 1.0.
    places: Vec<f64>,
    /// How much of the picture is left free at the start, for the figures of the scale.
    inset: f64,
}

impl Frame<'_> {
    /// How far along a place of the labels' scale is; a little is left free at the end.
    fn along(&self, place: f64) -> f64 {
        self.inset + place * (0.96 - self.inset)
    }

    /// Where a point stands: along, and down in shares of the plot.
    fn place(&self, point: &Point) -> (f64, f64) {
        let idx = self.keys.iter().position(|(key, _)| *key == &*point.key).unwrap_or(0);
        (self.along(self.places[idx]), 1.0 - self.axis.place(point.value))
    }

    fn bands(&self, picture: &mut Picture<'_>) {
        for band in &self.plot.bands {
            let (low, high) = (self.axis.place(band.from), self.axis.place(band.to));
            picture.rect(Part::of("dg-plot-band"), (0.0, 1.0), Down::Share(1.0 - high), Down::Share(high - low));
        }
    }

    /// A line for each round figure, and the figure on it.
    fn grid(&self, picture: &mut Picture<'_>, ticks: &[String], room: &mut Room) {
        for (figure, tick) in self.axis.ticks.iter().zip(ticks) {
            let share = 1.0 - self.axis.place(*figure);
            let down = Down::Share(share);
            picture.line(Part::of("dg-plot-grid"), At { along: 0.0, down }, At { along: 1.0, down });
            picture.text(Part::of("dg-plot-tick"), At { along: 0.0, down }, Side::Start, -0.3, tick);
            room.take(Area { along: (0.0, labels::width(tick)), down: (share * PLOT - 1.2, share * PLOT) });
        }
    }

    /// Strokes from point to point; one that leads to a guess or from one is apart.
    fn lines(&self, picture: &mut Picture<'_>) {
        for (number, series) in (1..).zip(&self.plot.series) {
            let mut points: Vec<(&Point, (f64, f64))> =
                series.points.iter().map(|point| (point, self.place(point))).collect();
            points.sort_by(|(_, one), (_, other)| one.0.total_cmp(&other.0));
            let pairs = || points.windows(2).map(|pair| (pair[0], pair[1]));
            let strokes = |is_guess: bool| -> Vec<[(f64, f64); 2]> {
                pairs()
                    .filter(|((one, _), (other, _))| (one.is_guess || other.is_guess) == is_guess)
                    .map(|((_, from), (_, to))| [from, to])
                    .collect()
            };
            for is_guess in [false, true] {
                let part = Part { class: "dg-plot-line", series: number, is_guess };
                picture.strokes(part, &strokes(is_guess));
            }
        }
    }

    /// The marks of the points, and how far each may be from the truth.
    fn marks(&self, picture: &mut Picture<'_>, room: &mut Room) {
        for (number, series) in (1..).zip(&self.plot.series) {
            for point in &series.points {
                let (along, share) = self.place(point);
                if let Some((low, high)) = point.range {
                    let down = |figure| Down::Share(1.0 - self.axis.place(figure));
                    let part = Part { class: "dg-plot-range", series: number, is_guess: false };
                    picture.line(part, At { along, down: down(high) }, At { along, down: down(low) });
                }
                let part = Part { class: "dg-plot-mark", series: number, is_guess: point.is_guess };
                picture.mark(part, At { along, down: Down::Share(share) }, MARKS[(number - 1) % MARKS.len()]);
                let down = share * PLOT;
                room.take(Area { along: (along - 0.015, along + 0.015), down: (down - 0.4, down + 0.4) });
            }
        }
    }

    /// The figure above each mark or below it, where there is room.
    fn figures(&self, picture: &mut Picture<'_>, room: &mut Room) {
        for series in &self.plot.series {
            for idx in labels::ends_first(series.points.len()) {
                let point = &series.points[idx];
                let figure = self.plot.figure(point, picture.manner());
                if let Some((at, side, shift)) = self.free_place(point, labels::width(&figure), room) {
                    picture.text(Part::of("dg-plot-figure"), at, side, shift, &figure);
                }
            }
        }
    }

    /// A free place for a text `width` wide that belongs to a point.
    fn free_place(&self, point: &Point, width: f64, room: &mut Room) -> Option<(At, Side, f64)> {
        /// How far above or below a mark the foot of a text stands, in letters.
        const ABOVE: f64 = -0.7;
        const BELOW: f64 = 1.6;
        let (along, _) = self.place(point);
        let (low, high) = point.range.unwrap_or((point.value, point.value));
        let ends = [(1.0 - self.axis.place(high), ABOVE), (1.0 - self.axis.place(low), BELOW)];
        let sides = [labels::side(along, width), Side::End, Side::Start];
        let mut wanted = ends.into_iter().flat_map(|end| sides.map(|side| (end, side)));
        wanted.find_map(|((share, shift), side)| {
            let foot = share * PLOT + shift;
            let area = Area { along: labels::extent(along, side, width), down: (foot - 0.9, foot + 0.2) };
            let is_within = foot > 1.0 - HEAD && foot < PLOT;
            (is_within && room.try_take(area)).then_some((At { along, down: Down::Share(share) }, side, shift))
        })
    }

    /// The labels below, where there is room.
    fn labels(&self, picture: &mut Picture<'_>, base: f64) {
        let mut room = Room::default();
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_by(|one, other| self.places[*one].total_cmp(&self.places[*other]));
        for idx in labels::ends_first(order.len()).map(|idx| order[idx]) {
            let label = self.keys[idx].1;
            let (along, width) = (self.along(self.places[idx]), labels::width(label));
            let side = labels::side(along, width);
            if room.try_take(Area { along: labels::extent(along, side, width), down: (0.0, 1.0) }) {
                let at = At { along, down: Down::Em(base) };
                picture.text(Part::of("dg-plot-label"), at, side, 0.0, label);
            }
        }
    }
}

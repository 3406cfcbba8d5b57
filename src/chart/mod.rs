//! Charts from data: a fence `chart` holds YAML, the page shows inline SVG.
//!
//! ````text
//! ```chart
//! kind: line                  # `line`, `bar` or `flow`
//! title: Tasks solved         # the caption, and the name that is heard
//! unit: "%"                   # behind each figure, or around it: `"${n} bn"`
//! points:
//!   2024-01: 3
//!   2024-10: {value: 50, label: Oct. 2024}
//!   2025: {value: 90, guess: true}
//! ```
//! ````
//!
//! | key | what it is |
//! | --- | --- |
//! | `kind`, `title` | needed |
//! | `description` | what the picture shows, for those who cannot see it; else the figures themselves |
//! | `source` | where the figures are from; printed below |
//! | `x`, `y` | what the labels and the figures are: the heads of the table |
//! | `unit` | of the figures |
//! | `scale` | of the figures: `linear` or `log` |
//! | `from`, `to` | the ends of the scale; else round numbers around the figures, and zero |
//! | `points` | label with figure, in the order of the picture |
//! | `series` | several rows of points, each `{name, points}` |
//! | `bands` | ranges that the figures are compared with, each `{name, from, to}` |
//! | `stages` | of a flow, in order, each `{name, text}` |
//!
//! A point is a figure, or a map: `value`, or `low` and `high` for a range, or all three;
//! `label` is printed in place of the key, `text` in place of the figure, and `guess: true`
//! draws it as a guess. Where every label is a number, or a year, month or day (`2024`,
//! `2024-10`, `2024-10-31`), the points of a line stand as far apart as these are; else
//! evenly. The bars of a bar chart always follow one another.
//!
//! The picture has no sizes of its own but those of its text: places along it are
//! percentages, so words stay readable on a phone while lines stretch. Where a label would
//! run into another on a narrow screen it is left out; the table has them all. In a
//! language written from right to left everything begins at the right.
//!
//! Colours and lines are classes for the style sheet: `dg-plot-line`, `-area`, `-bar`,
//! `-mark`, `-grid`, `-band`, each with `data-series` from 1 to [`MAX_SERIES`].
//!
//! Floor 2. Knows no page; equal charts give equal SVG.

mod axis;
mod bars;
mod labels;
mod lines;
mod read;
mod svg;

use std::sync::Arc;

use crate::{
    diag::Warned,
    path::ProjectPath,
    yaml::{Bounds, Yaml},
};

pub use self::svg::Manner;

/// The word behind a fence that makes it a chart.
pub const LANGUAGE: &str = "chart";

/// So many rows of points can be told apart by colour, line and mark.
pub const MAX_SERIES: usize = 4;

/// A chart, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its caption.
    pub title: Arc<str>,
    /// What it shows, in the author's words.
    pub description: Option<Arc<str>>,
    /// Where its figures are from.
    pub source: Option<Arc<str>>,
    /// What it is made of.
    pub body: Body,
}

/// What a chart is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Figures along a line or as bars.
    Plot(Plot),
    /// Stages that lead from one to the next; at least one.
    Flow(Vec<Stage>),
}

/// Figures to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// As lines or as bars.
    pub shape: Shape,
    /// What the labels are; empty when the author did not say.
    pub x: Arc<str>,
    /// What the figures are; empty when the author did not say.
    pub y: Arc<str>,
    /// What stands behind a figure, or around its `{n}`; may be empty.
    pub unit: Arc<str>,
    /// How figures become lengths.
    pub scale: Scale,
    /// The author's ends of the scale.
    pub ends: (Option<f64>, Option<f64>),
    /// At least one row of at least one point, at most [`MAX_SERIES`].
    pub series: Vec<Series>,
    /// Ranges across the whole.
    pub bands: Vec<Band>,
}

/// How figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Points joined by a line.
    Line,
    /// Bars.
    Bar,
}

/// How figures become lengths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences are equally long.
    #[default]
    Linear,
    /// Equal ratios are equally long; every figure is above zero.
    Log,
}

/// A row of points.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What they are figures of; empty for a row that is alone.
    pub name: Arc<str>,
    /// In the author's order.
    pub points: Vec<Point>,
}

/// A figure with its label. All its numbers are finite and far from the ends of what a
/// number can hold; on a log scale they are above zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its key, which says where it stands.
    pub key: Arc<str>,
    /// The label as printed.
    pub label: Arc<str>,
    /// The figure, or the middle of its range.
    pub value: f64,
    /// The lowest and highest it may be.
    pub range: Option<(f64, f64)>,
    /// The figure in the author's words.
    pub text: Option<Arc<str>>,
    /// Whether it is a guess.
    pub is_guess: bool,
}

/// A range that figures are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What it is.
    pub name: Arc<str>,
    /// Its lower end.
    pub from: f64,
    /// Its upper end, not below the lower.
    pub to: f64,
}

/// A stage of a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: Arc<str>,
    /// What happens in it.
    pub text: Option<Arc<str>>,
}

impl Chart {
    /// Reads the text of a fence. `None` when no picture can be made of it, which is told;
    /// places are offsets in `text`.
    #[must_use]
    pub fn read(file: &ProjectPath, text: &str) -> Warned<Option<Self>> {
        Yaml { file, text, start: 0 }.read_with("the chart", Bounds::FRONT_MATTER, read::chart)
    }
}

impl Plot {
    /// The picture: one `<svg>` with its name and its description.
    #[must_use]
    pub fn svg(&self, name: &str, description: &str, manner: &Manner<'_>) -> String {
        match self.shape {
            Shape::Line => lines::draw(self, name, description, manner),
            Shape::Bar => bars::draw(self, name, description, manner),
        }
    }

    /// Whether any of its figures is a guess.
    #[must_use]
    pub fn has_guess(&self) -> bool {
        self.series.iter().flat_map(|series| &series.points).any(|point| point.is_guess)
    }

    /// The labels of all rows, each key once, in the order of the picture.
    #[must_use]
    pub fn keys(&self) -> Vec<(&str, &str)> {
        let mut keys: Vec<(&str, &str)> = Vec::new();
        for point in self.series.iter().flat_map(|series| &series.points) {
            if !keys.iter().any(|(key, _)| *key == &*point.key) {
                keys.push((&point.key, &point.label));
            }
        }
        keys
    }

    /// The figure of a point, as printed: with its range and its unit.
    #[must_use]
    pub fn figure(&self, point: &Point, manner: &Manner<'_>) -> String {
        match (&point.text, point.range) {
            (Some(text), _) => text.to_string(),
            (None, Some((low, high))) => self.with_unit(&manner.range(low, high)),
            (None, None) => self.with_unit(&(manner.number)(point.value)),
        }
    }

    /// A number with the unit, a no-break space between them where the unit is a word.
    #[must_use]
    pub fn with_unit(&self, number: &str) -> String {
        if self.unit.contains("{n}") {
            return self.unit.replace("{n}", number);
        }
        let is_joined = |letter: char| matches!(letter, '%' | '‰' | '°') || crate::locale::is_unspaced(letter);
        match self.unit.chars().next() {
            None => number.to_owned(),
            Some(first) if is_joined(first) => format!("{number}{}", self.unit),
            Some(_) => format!("{number}\u{a0}{}", self.unit),
        }
    }

    /// The figure of a point where there is little room: as a number alone, unless the
    /// unit is a sign.
    fn short_figure(&self, point: &Point, manner: &Manner<'_>) -> String {
        match point.range {
            Some((low, high)) if self.has_short_unit() => self.with_unit(&manner.range(low, high)),
            Some((low, high)) => manner.range(low, high),
            None => self.tick(point.value, manner),
        }
    }

    /// A figure of the scale: with its unit when that is a sign, such as `%`.
    fn tick(&self, figure: f64, manner: &Manner<'_>) -> String {
        let number = (manner.number)(figure);
        if self.has_short_unit() { self.with_unit(&number) } else { number }
    }

    fn has_short_unit(&self) -> bool {
        self.unit.replace("{n}", "").chars().count() <= 2
    }

    /// What is written above the picture: what the figures are, and their unit where the
    /// scale does not name it.
    fn heading(&self) -> String {
        let parts = self.unit.split("{n}").flat_map(str::split_whitespace);
        let unit = if self.has_short_unit() { String::new() } else { parts.collect::<Vec<_>>().join(" ") };
        let between = if self.y.is_empty() || unit.is_empty() { "" } else { " · " };
        format!("{}{between}{unit}", self.y)
    }
}

//! Reads the YAML of a chart and tells what no picture can be made of.

use std::sync::Arc;

use super::{Band, Body, Chart, MAX_SERIES, Plot, Point, Scale, Series, Shape, Stage};
use crate::{
    diag::Code,
    yaml::{At, Keyed, Node, Read, Reader, keys, word},
};

/// Figures beyond this, or nearer to zero than its inverse, are none that a chart shows.
const GREATEST: f64 = 1e15;

/// The keys of a fence, as read.
#[derive(Default)]
struct Fence {
    kind: Option<At<Kind>>,
    title: Arc<str>,
    description: Option<Arc<str>>,
    source: Option<Arc<str>>,
    x: Option<Arc<str>>,
    y: Option<Arc<str>>,
    unit: Option<Arc<str>>,
    scale: Scale,
    from: Option<At<Figure>>,
    to: Option<At<Figure>>,
    points: Option<Points>,
    series: Option<At<Vec<Row>>>,
    bands: Vec<At<RawBand>>,
    stages: Option<At<Vec<RawStage>>>,
}

keys! {
    Fence {
        #[needed] kind, "What is drawn: `line`, `bar` or `flow`.";
        #[needed] title, "The caption.";
        description, "What the picture shows, for those who cannot see it.";
        source, "Where the figures are from.";
        x, "What the labels are.";
        y, "What the figures are.";
        unit, "The unit of the figures, or a text with `{n}` in the figure's place.";
        scale, "How figures become lengths: `linear` or `log`.";
        from, "The lower end of the scale.";
        to, "The upper end of the scale.";
        points, "Labels with their figures.";
        series, "Several rows of points.";
        bands, "Ranges across the picture.";
        stages, "The stages of a flow.";
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Bar,
    Flow,
}

/// A number that can be drawn.
#[derive(Clone, Copy, Default)]
struct Figure(f64);

/// Points with the place of each, and the place of the whole.
struct Points(At<Vec<At<RawPoint>>>);

#[derive(Default)]
struct RawPoint {
    key: Arc<str>,
    value: Option<At<Figure>>,
    low: Option<At<Figure>>,
    high: Option<At<Figure>>,
    label: Option<Arc<str>>,
    text: Option<Arc<str>>,
    guess: bool,
}

keys! {
    RawPoint {
        value, "The figure.";
        low, "The lowest it may be.";
        high, "The highest it may be.";
        label, "The label as printed, in place of the key.";
        text, "The figure as printed.";
        guess, "Whether it is a guess.";
    }
}

#[derive(Default)]
struct Row {
    name: Arc<str>,
    points: Option<Points>,
}

keys! {
    Row {
        #[needed] name, "What the points are figures of.";
        #[needed] points, "Labels with their figures.";
    }
}

#[derive(Default)]
struct RawBand {
    name: Arc<str>,
    from: Figure,
    to: Figure,
}

keys! {
    RawBand {
        #[needed] name, "What the range is.";
        #[needed] from, "Its lower end.";
        #[needed] to, "Its upper end.";
    }
}

#[derive(Default)]
struct RawStage {
    name: Arc<str>,
    text: Option<Arc<str>>,
}

keys! {
    RawStage {
        #[needed] name, "The stage.";
        text, "What happens in it.";
    }
}

impl Read for Kind {
    const EXPECTED: &'static str = "`line`, `bar` or `flow`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        word(node, reader, &[("line", Self::Line), ("bar", Self::Bar), ("flow", Self::Flow)])
    }
}

impl Read for Scale {
    const EXPECTED: &'static str = "`linear` or `log`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        word(node, reader, &[("linear", Self::Linear), ("log", Self::Log)])
    }
}

impl Read for Figure {
    const EXPECTED: &'static str = "a number";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "beyond 53 bits it is refused")]
        let value = match node {
            Node::Integer(value) => *value as f64,
            Node::Float(value) => *value,
            _ => return reader.wrong_type(node, Self::EXPECTED),
        };
        let is_drawable = value == 0.0 || (GREATEST.recip()..=GREATEST).contains(&value.abs());
        if is_drawable { Some(Self(value)) } else { reader.invalid("is too large or too small to draw", None) }
    }
}

impl Read for Points {
    const EXPECTED: &'static str = "a map of labels with figures";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Node::Map(entries) = node else { return reader.wrong_type(node, Self::EXPECTED) };
        if entries.is_empty() {
            return reader.invalid("holds no point", None);
        }
        let mut points = Vec::new();
        for (idx, (key, node)) in entries.iter().enumerate() {
            // A label that stands twice has been told; the last one holds.
            points.retain(|point: &At<RawPoint>| point.value.key != *key);
            points.extend(reader.in_entry(idx, key, |reader| point(key, node, reader)));
        }
        Some(Self(reader.here(points)))
    }
}

/// A point: a figure or a map.
fn point(key: &Arc<str>, node: &Node, reader: &mut Reader<'_>) -> Option<At<RawPoint>> {
    let read = match node {
        Node::Map(_) => RawPoint::read_keys(node, reader)?.0,
        Node::Integer(_) | Node::Float(_) => {
            let value = <At<Figure> as Read>::read(node, reader)?;
            RawPoint { value: Some(value), ..RawPoint::default() }
        }
        _ => return reader.wrong_type(node, "a number or a map"),
    };
    let is_given = read.value.is_some() || (read.low.is_some() && read.high.is_some());
    if !is_given {
        return reader.invalid("needs `value`, or `low` and `high`", None);
    }
    if read.low.is_some() != read.high.is_some() {
        return reader.invalid("needs both `low` and `high`, or none of them", None);
    }
    Some(reader.here(RawPoint { key: Arc::clone(key), ..read }))
}

/// Reads a chart from the tree of its YAML.
pub(super) fn chart(node: &Node, reader: &mut Reader<'_>) -> Option<Chart> {
    let (fence, is_whole) = Fence::read_keys(node, reader)?;
    let kind = fence.kind.clone().filter(|_| is_whole)?;
    let body = match kind.value {
        Kind::Flow => Body::Flow(stages(&fence, &kind, reader)?),
        Kind::Line => Body::Plot(plot(&fence, &kind, Shape::Line, reader)?),
        Kind::Bar => Body::Plot(plot(&fence, &kind, Shape::Bar, reader)?),
    };
    let Fence { title, description, source, .. } = fence;
    Some(Chart { title, description, source, body })
}

fn stages(fence: &Fence, kind: &At<Kind>, reader: &mut Reader<'_>) -> Option<Vec<Stage>> {
    let Some(stages) = &fence.stages else {
        reader.tell_at(kind, Code::MissingKey, "a flow has no `stages`", None);
        return None;
    };
    if stages.value.is_empty() {
        reader.tell_at(stages, Code::InvalidValue, "`stages` holds no stage", None);
        return None;
    }
    Some(stages.value.iter().map(|stage| Stage { name: Arc::clone(&stage.name), text: stage.text.clone() }).collect())
}

fn plot(fence: &Fence, kind: &At<Kind>, shape: Shape, reader: &mut Reader<'_>) -> Option<Plot> {
    let series = rows(fence, kind, reader)?;
    let (from, to) = ends(fence, reader);
    let text = |text: &Option<Arc<str>>| text.clone().unwrap_or_default();
    Some(Plot {
        shape,
        x: text(&fence.x),
        y: text(&fence.y),
        unit: text(&fence.unit),
        scale: fence.scale,
        ends: (from, to),
        series,
        bands: bands(fence, reader),
    })
}

/// The rows of points; `None` when there is no point to draw.
fn rows(fence: &Fence, kind: &At<Kind>, reader: &mut Reader<'_>) -> Option<Vec<Series>> {
    let no_name: Arc<str> = Arc::default();
    let (named, whole) = match (&fence.points, &fence.series) {
        (Some(_), Some(series)) => {
            let message = "a chart has `points` or `series`, not both";
            reader.tell_at(series, Code::InvalidValue, message, None);
            return None;
        }
        (Some(points), None) => (vec![(&no_name, points)], points.0.with(())),
        (None, Some(series)) => {
            let named = series.value.iter().filter_map(|row| Some((&row.name, row.points.as_ref()?)));
            (named.collect(), series.with(()))
        }
        (None, None) => {
            reader.tell_at(kind, Code::MissingKey, "the chart has neither `points` nor `series`", None);
            return None;
        }
    };
    if named.is_empty() && fence.series.as_ref().is_some_and(|series| series.value.is_empty()) {
        reader.tell_at(&whole, Code::InvalidValue, "`series` holds no series", None);
    }
    if named.len() > MAX_SERIES {
        let message = format!("a chart shows at most {MAX_SERIES} series, and here are {}", named.len());
        let help = "make several charts of it".to_owned();
        reader.tell_at(&whole, Code::InvalidValue, message, Some(help));
    }
    let rows: Vec<Series> = named
        .into_iter()
        .take(MAX_SERIES)
        .map(|(name, points)| {
            let drawn = points.0.value.iter().filter_map(|point| drawn(point, fence.scale, reader)).collect();
            Series { name: Arc::clone(name), points: drawn }
        })
        .filter(|row| !row.points.is_empty())
        .collect();
    // Where no point is left, what is wrong with each has been told.
    (!rows.is_empty()).then_some(rows)
}

/// A point as it is drawn; `None` when it cannot be, which is told.
fn drawn(point: &At<RawPoint>, scale: Scale, reader: &mut Reader<'_>) -> Option<Point> {
    let raw = &point.value;
    let figure = |at: &Option<At<Figure>>| at.as_ref().map(|at| at.value.0);
    let range = figure(&raw.low).zip(figure(&raw.high));
    for at in [&raw.value, &raw.low, &raw.high].into_iter().flatten() {
        if scale == Scale::Log && at.value.0 <= 0.0 {
            let message = format!("a log scale has no place for {}", at.value.0);
            reader.tell_at(at, Code::InvalidValue, message, None);
            return None;
        }
    }
    if range.is_some_and(|(low, high)| low > high) {
        reader.tell_at(point, Code::InvalidValue, "`low` is above `high`", None);
        return None;
    }
    let middle = range.map(|(low, high)| match scale {
        Scale::Linear => f64::midpoint(low, high),
        Scale::Log => low.sqrt() * high.sqrt(),
    });
    Some(Point {
        key: Arc::clone(&raw.key),
        label: raw.label.clone().unwrap_or_else(|| Arc::clone(&raw.key)),
        value: figure(&raw.value).or(middle)?,
        range,
        text: raw.text.clone(),
        is_guess: raw.guess,
    })
}

/// The author's ends of the scale, those left out that make no sense.
fn ends(fence: &Fence, reader: &mut Reader<'_>) -> (Option<f64>, Option<f64>) {
    for at in [&fence.from, &fence.to].into_iter().flatten() {
        if fence.scale == Scale::Log && at.value.0 <= 0.0 {
            let message = format!("a log scale has no place for {}", at.value.0);
            reader.tell_at(at, Code::InvalidValue, message, None);
            return (None, None);
        }
    }
    match (&fence.from, &fence.to) {
        (Some(from), Some(to)) if from.value.0 >= to.value.0 => {
            reader.tell_at(to, Code::InvalidValue, "`to` must be above `from`", None);
            (None, None)
        }
        (from, to) => (from.as_ref().map(|at| at.value.0), to.as_ref().map(|at| at.value.0)),
    }
}

/// The bands that can be drawn.
fn bands(fence: &Fence, reader: &mut Reader<'_>) -> Vec<Band> {
    let mut bands = Vec::new();
    for at in &fence.bands {
        let RawBand { name, from: Figure(from), to: Figure(to) } = &at.value;
        if from > to {
            reader.tell_at(at, Code::InvalidValue, "`to` must not be below `from`", None);
        } else if fence.scale == Scale::Log && *from <= 0.0 {
            reader.tell_at(at, Code::InvalidValue, format!("a log scale has no place for {from}"), None);
        } else {
            bands.push(Band { name: Arc::clone(name), from: *from, to: *to });
        }
    }
    bands
}

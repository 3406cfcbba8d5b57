//! Scales: how figures and labels become places along a picture, from 0.0 to 1.0.

use super::{Plot, Scale, Shape};
use crate::date::Date;

/// A scale for figures, with round numbers along it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    scale: Scale,
    from: f64,
    to: f64,
    /// The figures that get a line, ascending; each lies on the scale.
    pub(super) ticks: Vec<f64>,
}

/// More steps than this are no help to the eye.
const MOST_STEPS: f64 = 5.0;

impl Axis {
    /// The scale that shows every figure and band of a plot.
    pub(super) fn of(plot: &Plot) -> Self {
        let points = plot.series.iter().flat_map(|series| &series.points);
        let figures = points.flat_map(|point| {
            let (low, high) = point.range.unwrap_or((point.value, point.value));
            [low, high, point.value]
        });
        let all: Vec<f64> = figures.chain(plot.bands.iter().flat_map(|band| [band.from, band.to])).collect();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        match plot.scale {
            Scale::Linear => Self::linear(least, most, plot),
            Scale::Log => Self::log(least, most, plot),
        }
    }

    /// Zero belongs to it unless the author says where it begins: a line that starts
    /// elsewhere, let alone a bar, makes differences look larger than they are.
    fn linear(least: f64, most: f64, plot: &Plot) -> Self {
        let (own_from, own_to) = plot.ends;
        let (least, most) = (own_from.unwrap_or(least.min(0.0)), own_to.unwrap_or(most.max(0.0)));
        // A bar is as long as its figure is large; it cannot begin above zero.
        let least = if plot.shape == Shape::Bar { least.min(0.0) } else { least };
        let most = if most > least { most } else { least + least.abs().max(1.0) };
        let step = round_step((most - least) / MOST_STEPS);
        let from = if own_from.is_some() { least } else { (least / step).floor() * step };
        let to = if own_to.is_some() { most } else { (most / step).ceil() * step };
        let ticks = multiples(step, from, to);
        Self { scale: Scale::Linear, from, to, ticks }
    }

    fn log(least: f64, most: f64, plot: &Plot) -> Self {
        let (own_from, own_to) = plot.ends;
        let least = own_from.unwrap_or(least);
        let most = own_to.unwrap_or(most).max(least);
        let (low, high) = (least.log10(), most.log10());
        // A bar that begins where the scale does would have no length.
        let least_length = if plot.shape == Shape::Bar { 0.1 } else { 0.0 };
        let from = if own_from.is_some() { low } else { near_floor(low - least_length) };
        let to = if own_to.is_some() { high } else { -near_floor(-high) };
        let to = if to > from { to } else { from + 1.0 };
        let step = ((to - from) / MOST_STEPS).ceil().max(1.0);
        let ticks = multiples(step, from, to).into_iter().map(|power| rounded(10_f64.powf(power))).collect();
        Self { scale: Scale::Log, from, to, ticks }
    }

    /// Where a figure lies, 0.0 at the lower end; what lies beyond an end is at the end.
    pub(super) fn place(&self, figure: f64) -> f64 {
        let figure = match self.scale {
            Scale::Linear => figure,
            Scale::Log => figure.log10(),
        };
        ((figure - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    /// Where bars begin.
    pub(super) fn ground(&self) -> f64 {
        match self.scale {
            Scale::Linear => self.place(0.0),
            Scale::Log => 0.0,
        }
    }
}

/// The next larger of 1, 2, 5, 10 and so on.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().find(|digit| digit * power >= least * (1.0 - 1e-9)).unwrap_or(10.0);
    rounded(step * power)
}

/// The multiples of `step` from `from` to `to`, both included.
fn multiples(step: f64, from: f64, to: f64) -> Vec<f64> {
    let slack = step * 1e-6;
    let first = ((from - slack) / step).ceil();
    let figures = (0..=12).map(|idx| rounded((first + f64::from(idx)) * step));
    figures.take_while(|figure| *figure <= to + slack).collect()
}

/// The largest whole number that is not above `figure`, or above it by less than computing
/// with fractions errs.
fn near_floor(figure: f64) -> f64 {
    if (figure - figure.round()).abs() < 1e-9 { figure.round() } else { figure.floor() }
}

/// A number without the dust of computing with fractions: twelve digits of it.
fn rounded(figure: f64) -> f64 {
    format!("{figure:.11e}").parse().unwrap_or(figure)
}

/// Where labels stand along a line, from 0.0 to 1.0: as far apart as the numbers or days
/// that they name, else evenly. A lone label stands in the middle.
pub(super) fn places(keys: &[(&str, &str)]) -> Vec<f64> {
    let numbers = all(keys, |key| key.parse().ok().filter(|number: &f64| number.is_finite()));
    let named = numbers.or_else(|| all(keys, day));
    let named = named.filter(|places| {
        let (least, most) = ends(places);
        most > least
    });
    #[expect(clippy::cast_precision_loss, reason = "a chart has few labels")]
    let places = named.unwrap_or_else(|| (0..keys.len()).map(|idx| idx as f64).collect());
    let (least, most) = ends(&places);
    if most > least { places.iter().map(|place| (place - least) / (most - least)).collect() } else { vec![0.5] }
}

fn all(keys: &[(&str, &str)], read: impl Fn(&str) -> Option<f64>) -> Option<Vec<f64>> {
    keys.iter().map(|(key, _)| read(key)).collect()
}

fn ends(places: &[f64]) -> (f64, f64) {
    places.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), place| (least.min(*place), most.max(*place)))
}

/// The middle of a year, month or day, in years.
fn day(key: &str) -> Option<f64> {
    let mut parts = key.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<i16>().ok()?;
    let month = match parts.next() {
        None => return Some(f64::from(year) + 0.5),
        Some(month) => month.parse::<i8>().ok()?,
    };
    let (day, is_whole_month) = match parts.next() {
        None => (1, true),
        Some(day) => (day.parse::<i8>().ok()?, false),
    };
    let date = Date::new(year, month, day)?;
    let days = if is_whole_month { 15.0 } else { f64::from(date.day()) - 0.5 };
    Some(f64::from(year) + (f64::from(date.month() - 1) + days / 31.0) / 12.0)
}

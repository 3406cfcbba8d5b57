//! Writes SVG: elements with places in percent along the picture and in `em` down it.

use std::fmt::Write;

use crate::escape;

/// What a picture takes from the language of the page.
pub struct Manner<'a> {
    /// Whether the language is written from right to left.
    pub is_rtl: bool,
    /// A number as the language writes it.
    pub number: &'a dyn Fn(f64) -> String,
}

impl Manner<'_> {
    /// Two numbers as the ends of a range.
    #[must_use]
    pub fn range(&self, low: f64, high: f64) -> String {
        format!("{}–{}", (self.number)(low), (self.number)(high))
    }
}

/// To which side of its place a text runs; `Start` is where the language begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    Middle,
    End,
}

/// A place: how far along, from 0.0 at the start to 1.0, and how far down, with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) along: f64,
    pub(super) down: Down,
}

/// How far down a place is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Down {
    /// In parts of the height.
    Share(f64),
    /// In heights of a letter.
    Em(f64),
}

/// What an element is, for the style sheet: its class, the series it belongs to (0 for
/// none) and whether it stands for a guess.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) class: &'static str,
    pub(super) series: usize,
    pub(super) is_guess: bool,
}

impl Part {
    /// A part that belongs to no series.
    pub(super) fn of(class: &'static str) -> Self {
        Self { class, series: 0, is_guess: false }
    }
}

/// A picture in the making.
pub(super) struct Picture<'a> {
    svg: String,
    is_rtl: bool,
    manner: &'a Manner<'a>,
}

impl<'a> Picture<'a> {
    /// Begins a picture `height` letters high, with what is heard of it.
    pub(super) fn open(name: &str, description: &str, height: f64, manner: &'a Manner<'a>) -> Self {
        let mut svg =
            format!("<svg class=\"dg-plot\" role=\"img\" width=\"100%\" height=\"{}em\"><title>", short(height));
        escape::push_text(&mut svg, name);
        svg.push_str("</title><desc>");
        escape::push_text(&mut svg, description);
        svg.push_str("</desc>");
        Self { svg, is_rtl: manner.is_rtl, manner }
    }

    /// The whole picture.
    pub(super) fn close(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }

    /// How the page writes figures.
    pub(super) fn manner(&self) -> &'a Manner<'a> {
        self.manner
    }

    /// Draws within a room of its own, from `top` on and `height` letters high, in which
    /// places down are shares of that height.
    pub(super) fn room(&mut self, top: f64, height: f64, draw: impl FnOnce(&mut Self)) {
        let _ = write!(self.svg, "<svg y=\"{}em\" width=\"100%\" height=\"{}em\">", short(top), short(height));
        draw(self);
        self.svg.push_str("</svg>");
    }

    /// A line straight along or straight down.
    pub(super) fn line(&mut self, part: Part, from: At, to: At) {
        let (x1, x2) = (self.x(from.along), self.x(to.along));
        let (y1, y2) = (y(from.down), y(to.down));
        self.begin("line", part);
        let _ = write!(self.svg, " x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>");
    }

    /// A rectangle from `from` to `to` along, beginning at `top`.
    pub(super) fn rect(&mut self, part: Part, (from, to): (f64, f64), top: Down, height: Down) {
        let start = if self.is_rtl { to } else { from };
        let (x, width) = (self.x(start), percent((to - from).max(0.0)));
        let (y, height) = (y(top), y(height));
        self.begin("rect", part);
        let _ = write!(self.svg, " x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
    }

    /// A text at a place, moved down by `shift` letters.
    pub(super) fn text(&mut self, part: Part, at: At, side: Side, shift: f64, text: &str) {
        let anchor = match side {
            Side::Start => "",
            Side::Middle => " text-anchor=\"middle\"",
            Side::End => " text-anchor=\"end\"",
        };
        let (x, y) = (self.x(at.along), y(at.down));
        self.begin("text", part);
        let _ = write!(self.svg, " x=\"{x}\" y=\"{y}\"{anchor}");
        if shift != 0.0 {
            let _ = write!(self.svg, " dy=\"{}em\"", short(shift));
        }
        self.svg.push('>');
        escape::push_text(&mut self.svg, text);
        self.svg.push_str("</text>");
    }

    /// Strokes through places given as shares of the room, that stretch with the picture
    /// while their width stays.
    pub(super) fn strokes(&mut self, part: Part, strokes: &[[(f64, f64); 2]]) {
        if strokes.is_empty() {
            return;
        }
        self.svg.push_str("<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">");
        self.begin("path", part);
        self.svg.push_str(" vector-effect=\"non-scaling-stroke\" d=\"");
        let mut end = None;
        for [from, to] in strokes {
            if end != Some(*from) {
                let _ = write!(self.svg, "M{} {}", self.share(from.0), short(from.1 * 100.0));
            }
            let _ = write!(self.svg, "L{} {}", self.share(to.0), short(to.1 * 100.0));
            end = Some(*to);
        }
        self.svg.push_str("\"/></svg>");
    }

    /// A mark of its own size, drawn around a place.
    pub(super) fn mark(&mut self, part: Part, at: At, path: &str) {
        let (x, y) = (self.x(at.along), y(at.down));
        let _ = write!(self.svg, "<svg x=\"{x}\" y=\"{y}\">");
        self.begin("path", part);
        let _ = write!(self.svg, " d=\"{path}\"/></svg>");
    }

    /// Begins an element, with what it is.
    fn begin(&mut self, element: &str, part: Part) {
        let _ = write!(self.svg, "<{element} class=\"{}\"", part.class);
        if part.series > 0 {
            let _ = write!(self.svg, " data-series=\"{}\"", part.series);
        }
        if part.is_guess {
            self.svg.push_str(" data-guess=\"\"");
        }
    }

    /// How far from the left, in hundredths.
    fn share(&self, along: f64) -> String {
        short(if self.is_rtl { 1.0 - along } else { along } * 100.0)
    }

    fn x(&self, along: f64) -> String {
        with_percent(self.share(along))
    }
}

fn y(down: Down) -> String {
    match down {
        Down::Share(share) => percent(share),
        Down::Em(letters) => format!("{}em", short(letters)),
    }
}

fn percent(share: f64) -> String {
    with_percent(short(share * 100.0))
}

fn with_percent(number: String) -> String {
    if number == "0" { number } else { number + "%" }
}

/// A number with at most two digits behind the point: a hundredth of a pixel is not seen.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

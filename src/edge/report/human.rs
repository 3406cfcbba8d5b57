//! Faults as people read them, in the form of the Rust compiler's.
//!
//! Edge. Pure; colour is taken out again by a stream that is no terminal.

use annotate_snippets::{AnnotationKind, Element, Group, Level as Shown, Origin, Renderer, Snippet};

use super::{Fault, Texts, locate::Spot};
use crate::{
    diag::{Level, Place},
    edge::failure::Failure,
};

/// A fault with the line it is in, what it points to and the ways out.
#[must_use]
pub fn human(fault: &Fault, texts: &Texts<'_>) -> String {
    let diagnostic = &fault.diagnostic;
    let level = match fault.level {
        Level::Error => Shown::ERROR,
        Level::Warn | Level::Allow => Shown::WARNING,
    };
    let spot = diagnostic.place.as_ref().map(|place| (place, Spot::find(place, texts)));
    let related = diagnostic.related.iter().map(|(place, what)| (place, Spot::find(place, texts), what));
    let related: Vec<_> = related.collect();

    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.name());
    let place = spot.iter().map(|(place, spot)| point(place, spot.as_ref()));
    let help = diagnostic.help.iter().map(|help| Element::from(Shown::HELP.message(&**help)));
    let mut groups = vec![Group::with_title(title).elements(place).elements(help)];
    for (place, spot, what) in &related {
        groups.push(Shown::NOTE.secondary_title(&***what).element(point(place, spot.as_ref())));
    }
    tighten(&Renderer::styled().render(&groups))
}

/// What kept a command from doing its work, in the same form.
#[must_use]
pub fn human_failure(failure: &Failure) -> String {
    let title = Shown::ERROR.primary_title(&failure.message);
    let title = match failure.code {
        Some(code) => title.id(code.name()),
        None => title,
    };
    let help = failure.help.iter().map(|help| Shown::HELP.message(help));
    tighten(&Renderer::styled().render(&[Group::with_title(title).elements(help)]))
}

/// The line that is meant, or as much of its place as is known.
fn point<'a>(place: &'a Place, spot: Option<&'a Spot>) -> Element<'a> {
    let file = place.file.as_str();
    let Some(spot) = spot else { return Origin::path(file).into() };
    match spot.line() {
        Some((line, mark)) => {
            let mark = AnnotationKind::Primary.span(mark);
            Snippet::source(line).line_start(spot.start.line).path(file).annotation(mark).into()
        }
        None => Origin::path(file).line(spot.start.line).char_column(spot.start.column).into(),
    }
}

/// Leaves out the empty line that the renderer puts before the ways out.
fn tighten(rendered: &str) -> String {
    let plain = |line: &str| anstream::adapter::strip_str(line).to_string();
    let lines: Vec<&str> = rendered.lines().collect();
    let is_gap = |idx: usize| {
        let next = lines.get(idx + 1).map(|line| plain(line));
        plain(lines[idx]).trim() == "|" && next.is_some_and(|next| next.trim_start().starts_with("= "))
    };
    let kept: Vec<&str> = (0..lines.len()).filter(|idx| !is_gap(*idx)).map(|idx| lines[idx]).collect();
    kept.join("\n")
}

//! Settles which template's component is meant where two define one of the same name.
//!
//! All templates of a theme share their components. A template that lies over another is
//! often a copy of it, components and all, while the hidden one stays in reach under the
//! name of its theme: what the upper one defines is taken out of the lower one. Two
//! templates of which neither hides the other are at fault.
//!
//! Floor 3. Knows no page.

use std::{borrow::Cow, collections::BTreeMap, ops::Range, sync::Arc};

use super::template;
use crate::{
    diag::{Code, Diagnostic},
    theme::{ThemeFile, ThemeFiles},
};

/// A component where it is defined.
struct Defined<'a> {
    template: &'a str,
    file: &'a ThemeFile,
    component: template::Component<'a>,
}

impl Defined<'_> {
    /// Whether its template lies over that of another.
    fn hides(&self, other: &Self, theme: &ThemeFiles) -> bool {
        above(theme, other.template, other.file).any(|upper| upper == self.template)
    }
}

/// The texts of a theme's templates, in which no hidden one defines what is defined over it.
pub(super) fn settled(theme: &ThemeFiles) -> Vec<(&Arc<str>, Cow<'_, str>)> {
    let templates = &theme.templates;
    let mut settled = Vec::with_capacity(templates.len());
    for (name, file) in templates {
        let above = above(theme, name, file).filter_map(|upper| templates.get(&*upper));
        let above: Vec<_> = above.flat_map(|file| template::components(&file.text)).collect();
        let mut own = if above.is_empty() { Vec::new() } else { template::components(&file.text) };
        own.retain(|own| above.iter().any(|it| it.name == own.name));
        settled.push((name, blanked(&file.text, own.into_iter().map(|it| it.range).collect())));
    }
    settled
}

/// Tells of components that two templates define, of which neither hides the other: at the
/// project's own, where one of them is the program's.
pub(super) fn told(theme: &ThemeFiles) -> Vec<Diagnostic> {
    let mut by_name: BTreeMap<&str, Vec<Defined<'_>>> = BTreeMap::new();
    for (template, file) in &theme.templates {
        for component in template::components(&file.text) {
            by_name.entry(component.name).or_default().push(Defined { template, file, component });
        }
    }
    let mut told = Vec::new();
    for (name, mut defined) in by_name {
        // The program's come first: whoever follows is at fault.
        defined.sort_by_key(|it| !theme.is_builtin("templates", it.template));
        let mut defined = defined.into_iter();
        let Some(first) = defined.next() else { continue };
        for it in defined.filter(|it| !first.hides(it, theme) && !it.hides(&first, theme)) {
            let message = format!("there is a component `{name}` in `{}` already", first.template);
            let fault = Diagnostic::new(Code::InvalidTemplate, &it.file.file, it.component.name_span(), message)
                .related(&first.file.file, first.component.name_span(), "defined here")
                .help(format!("give it another name, or write it into a `{}` that lies over that one", first.template));
            told.push(fault);
        }
    }
    told
}

/// The names of the templates that lie over one: the project's, and over one of the program
/// that of the book's theme, which is hidden in turn.
fn above<'n>(theme: &ThemeFiles, name: &'n str, file: &ThemeFile) -> impl Iterator<Item = Cow<'n, str>> {
    let upper = hidden_by(name, file);
    let of_theme = upper.map(|upper| format!("{}/{upper}", theme.name)).filter(|it| it != name);
    upper.map(Cow::from).into_iter().chain(of_theme.map(Cow::from))
}

/// The template that lies over the one with a name, which is then in reach as
/// `theme/name.html`; `None` where none does.
pub(super) fn hidden_by<'n>(name: &'n str, file: &ThemeFile) -> Option<&'n str> {
    let (theme, upper) = name.split_once('/')?;
    (file.file.as_str() == format!("themes/{theme}/templates/{upper}")).then_some(upper)
}

/// A text with spaces in place of some of it, so that everything else keeps its line and
/// column.
fn blanked(text: &str, ranges: Vec<Range<usize>>) -> Cow<'_, str> {
    if ranges.is_empty() {
        return text.into();
    }
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        blanked.push_str(&text[done..range.start]);
        blanked.extend(text[range.start..range.end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        done = range.end;
    }
    blanked.push_str(&text[done..]);
    blanked.into()
}

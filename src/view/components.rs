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

/// The texts of a theme's templates, in which no hidden one defines what is defined over it.
pub(super) fn settled(templates: &BTreeMap<Arc<str>, ThemeFile>) -> Vec<(&Arc<str>, Cow<'_, str>)> {
    let defined = defined(templates);
    let mut settled = Vec::with_capacity(templates.len());
    for (name, file) in templates {
        let is_above = |other: &&Defined<'_>| hides(templates, other.template, name);
        let above: Vec<&str> = defined.iter().filter(is_above).map(|it| it.component.name).collect();
        let own = defined.iter().filter(|it| it.template == &**name && above.contains(&it.component.name));
        let hidden: Vec<Range<usize>> = own.map(|it| it.component.range.clone()).collect();
        settled.push((name, blanked(&file.text, &hidden)));
    }
    settled
}

/// Tells of components that two templates define, of which neither hides the other: at the
/// project's own, where one of them is the program's.
pub(super) fn told(theme: &ThemeFiles) -> Vec<Diagnostic> {
    let templates = &theme.templates;
    let mut by_name: BTreeMap<&str, Vec<Defined<'_>>> = BTreeMap::new();
    for it in defined(templates) {
        by_name.entry(it.component.name).or_default().push(it);
    }
    let mut told = Vec::new();
    for (name, mut defined) in by_name {
        // The program's come first: whoever follows is at fault.
        defined.sort_by_key(|it| !theme.is_builtin("templates", it.template));
        let mut defined = defined.into_iter();
        let Some(first) = defined.next() else { continue };
        let is_hidden = |it: &Defined<'_>| {
            hides(templates, first.template, it.template) || hides(templates, it.template, first.template)
        };
        for it in defined.filter(|it| !is_hidden(it)) {
            let message = format!("there is a component `{name}` in `{}` already", first.template);
            let fault = Diagnostic::new(Code::InvalidTemplate, &it.file.file, it.component.name_span(), message)
                .related(&first.file.file, first.component.name_span(), "defined here")
                .help(format!("give it another name, or write it into a `{}` that lies over that one", first.template));
            told.push(fault);
        }
    }
    told
}

/// Every component of a theme.
fn defined(templates: &BTreeMap<Arc<str>, ThemeFile>) -> Vec<Defined<'_>> {
    let mut defined = Vec::new();
    for (template, file) in templates {
        let components = template::components(&file.text).into_iter();
        defined.extend(components.map(|component| Defined { template, file, component }));
    }
    defined
}

/// Whether one template lies over another, which is then in reach as `theme/name.html`.
fn hides(templates: &BTreeMap<Arc<str>, ThemeFile>, upper: &str, lower: &str) -> bool {
    let is_of_theme = |theme: &str| {
        let path = format!("themes/{theme}/templates/{upper}");
        templates.get(lower).is_some_and(|file| file.file.as_str() == path)
    };
    lower.strip_suffix(upper).and_then(|theme| theme.strip_suffix('/')).is_some_and(is_of_theme)
}

/// A text with spaces in place of some of it, so that everything else keeps its line and
/// column.
fn blanked<'t>(text: &'t str, ranges: &[Range<usize>]) -> Cow<'t, str> {
    let Some(last) = ranges.last() else { return text.into() };
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        blanked.push_str(&text[done..range.start]);
        blanked.extend(text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        done = range.end;
    }
    blanked.push_str(&text[last.end..]);
    blanked.into()
}

//! Reads templates as texts, for what their engine does not tell: what their statements say,
//! and whether they look into the long texts of pages.
//!
//! Floor 3. Knows no page.

use std::ops::Range;

use crate::span::Span;

/// The variables of a page that are held back, as its parts are named.
const HELD: &[&str] = &["body", "toc"];

/// The list of a page whose members have such a variable.
const LIST: &str = "chapters";

/// The variable with all that a page shows.
const PAGE: &str = "page";

/// What the template above has printed.
const SUPER: &str = "super";

/// End what takes a part of the page for a text: sections that are filtered or set.
const SECTIONS: [&str; 2] = ["endfilter", "endset"];

/// What texts in templates stand between.
pub(super) const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What stands in tags such as `{% block main %}`, in order; at a glance, which takes what
/// is in comments for tags too.
pub(super) fn statements(template: &str) -> impl Iterator<Item = &str> {
    tags(template).map(|(range, inside)| &template[inside..range.end])
}

/// Where each such tag stands without its `%}`, and where what it says begins.
fn tags(template: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    template.match_indices("{%").map(|(start, opening)| {
        let text = &template[start + opening.len()..];
        // One that does not end ends where the next begins.
        let end = [text.find("%}"), text.find("{%")].into_iter().flatten().min().unwrap_or(text.len());
        let inside = text[..end].trim_start_matches('-').trim_start();
        let end = start + opening.len() + end;
        (start..end, end - inside.len())
    })
}

/// A component that a template defines.
pub(super) struct Component<'t> {
    pub name: &'t str,
    /// Where its name begins.
    start: usize,
    /// Its definition, from the tag that begins it to the one that ends it.
    pub range: Range<usize>,
}

impl Component<'_> {
    /// Where its name stands.
    pub(super) fn name_span(&self) -> Span {
        Span::new(self.start..self.start + self.name.len())
    }
}

/// The components that a template defines, in order. One that does not end is left to the
/// engine.
pub(super) fn components(template: &str) -> Vec<Component<'_>> {
    let comments = comments(template);
    let is_said = |tag: &(Range<usize>, usize)| !comments.iter().any(|comment| comment.contains(&tag.0.start));
    let mut tags = tags(template).filter(is_said);
    let mut components = Vec::new();
    while let Some((tag, inside)) = tags.next() {
        let words = template[inside..tag.end].strip_prefix("component");
        let Some(words) = words.filter(|words| words.starts_with(char::is_whitespace)) else { continue };
        let words = words.trim_start();
        let name = words.split(|letter| !is_of_name(letter)).next().unwrap_or_default();
        let end = tags.find(|(tag, inside)| template[*inside..tag.end].starts_with("endcomponent"));
        let end = end.map(|(tag, _)| tag.end + "%}".len()).filter(|end| *end <= template.len());
        components.extend(end.map(|end| Component { name, start: tag.end - words.len(), range: tag.start..end }));
    }
    components
}

/// Where the comments of a template stand.
fn comments(template: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(start) = template[from..].find("{#").map(|at| from + at) {
        let end = template[start..].find("#}").map_or(template.len(), |end| start + end + "#}".len());
        comments.push(start..end);
        from = end;
    }
    comments
}

/// Whether a template prints the long texts of a page as they are, and does nothing else
/// with them but ask whether there are any.
///
/// Templates that could do more are taken for ones that do.
pub(super) fn only_prints(template: &str) -> bool {
    let code = without_comments(template);
    !code.contains("__tera_context") && !encloses(&code) && members(&code).all(|member| member.is_harmless())
}

/// Whether a part of the page is given to a component: `{% <box> %}…{% </box> %}`.
fn encloses(code: &str) -> bool {
    statements(code).any(|statement| statement.starts_with("</"))
}

/// A template without its comments.
pub(super) fn without_comments(template: &str) -> String {
    let mut code = String::with_capacity(template.len());
    let mut done = 0;
    for comment in comments(template) {
        code.push_str(&template[done..comment.start]);
        done = comment.end;
    }
    code.push_str(&template[done..]);
    code
}

/// Where a template names what holds a long text, or does something with what it prints.
struct Member<'t> {
    name: &'t str,
    /// Its tag before it.
    before: &'t str,
    /// The template behind it.
    after: &'t str,
}

/// Everything in a template that may name a long text, or the page that has it.
fn members(code: &str) -> impl Iterator<Item = Member<'_>> {
    let is_wanted =
        |name: &str| HELD.contains(&name) || SECTIONS.contains(&name) || [LIST, PAGE, SUPER].contains(&name);
    words(code).filter(move |(_, name)| is_wanted(name)).filter_map(|(at, name)| {
        let (before, after) = (tag_before(&code[..at])?, &code[at + name.len()..]);
        Some(Member { name, before, after })
    })
}

/// The words of a text and where each begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|letter: char| !is_of_name(letter))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// What stands in a tag before a place in it; `None` for a place that is in no tag.
fn tag_before(before: &str) -> Option<&str> {
    let start = before.rfind("{{").max(before.rfind("{%"))?;
    let is_closed = before.rfind("}}").max(before.rfind("%}")).is_some_and(|end| end > start);
    (!is_closed).then(|| &before[start..])
}

impl Member<'_> {
    /// Whether nothing but printing can come of it.
    fn is_harmless(&self) -> bool {
        let is_member = self.before.trim_end().ends_with('.');
        if self.is_quoted() {
            // `page["body"]`, but not `"parts/body.html"`.
            return !HELD.contains(&self.name) && self.name != LIST
                || !(self.before.ends_with(QUOTES) && self.after.starts_with(QUOTES));
        }
        match self.name {
            PAGE => is_member || self.after.starts_with('.'),
            SUPER => self.opening() == "{{" && self.after.strip_prefix("()").is_some_and(|rest| ends_tag(rest, "}}")),
            name if SECTIONS.contains(&name) => false,
            LIST => !self.before.ends_with("page.") || self.is_looped_over(),
            // What is nobody's member is a variable of another template.
            _ => !is_member || self.is_printed() || self.is_asked_for(),
        }
    }

    /// Whether it stands in a text between quotes.
    fn is_quoted(&self) -> bool {
        QUOTES.iter().any(|quote| self.before.matches(*quote).count() % 2 == 1)
    }

    /// `{{ page.body | safe }}`.
    fn is_printed(&self) -> bool {
        let filter = self.after.trim_start().strip_prefix('|').and_then(|rest| rest.trim_start().strip_prefix("safe"));
        self.opening() == "{{" && filter.is_some_and(|rest| ends_tag(rest, "}}"))
    }

    /// `{% if page.body %}`.
    fn is_asked_for(&self) -> bool {
        let opening = self.opening();
        let condition = opening.strip_prefix("{%").map(str::trim_start);
        matches!(condition, Some("if" | "elif" | "if not" | "elif not")) && ends_tag(self.after, "%}")
    }

    /// `{% for it in page.chapters %}`.
    fn is_looped_over(&self) -> bool {
        let opening = self.opening();
        opening.starts_with("{%") && opening.ends_with(" in") && ends_tag(self.after, "%}")
    }

    /// The tag before the variable whose member it is.
    fn opening(&self) -> String {
        let opening = self.before.trim_end_matches(|letter| is_of_name(letter) || letter == '.').trim_end();
        // `{{-` takes away the white space before it.
        opening.replacen("{{-", "{{", 1).replacen("{%-", "{%", 1)
    }
}

/// Whether a tag is at its end.
fn ends_tag(rest: &str, end: &str) -> bool {
    let rest = rest.trim_start();
    rest.strip_prefix('-').unwrap_or(rest).starts_with(end)
}

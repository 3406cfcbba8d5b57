//! The order of neighbours, and their numbers.
//!
//! Order: `order`, else the `NN-` of the name; what has neither comes after and is sorted
//! by title. Numbers count on over parts of any depth, `2.3.1`. A chapter or part has one
//! when it says `numbered: true`, or when its place is explicit and above 0: an order by
//! title says nothing that would deserve a number, and `00-` is what comes before the
//! first. Home pages, `kind: page`, what is not in the table of contents and what lies in
//! a part without number have none. The leading version decides for all, and a chapter
//! that a locale lacks keeps its number, so that `2.3` is the same chapter in every
//! language. The number is the count, not the `NN`: gaps do not show.

use std::{cmp::Ordering, sync::Arc};

use super::{
    front,
    manuscript::Manuscript,
    spine::{HOME, NodeIdx},
};
use crate::{
    alphabet::Alphabet,
    diag::{Code, Diagnostic, Warned},
    front_matter::{FrontMatter, Kind},
    locale::LanguageTag,
    path::number_prefix,
    settings::Settings,
};

/// The order of the spine's nodes.
#[derive(Debug)]
pub(super) struct Order {
    /// Each node's children, in order; nodes without a page in any locale are left out.
    pub children: Vec<Vec<NodeIdx>>,
    /// Each node's number, for example `2.3`; empty without one.
    pub numbers: Vec<Arc<str>>,
}

impl Order {
    /// Sorts the nodes. Tells of neighbours with the same explicit number.
    pub(super) fn of(manuscript: &Manuscript<'_>) -> Warned<Self> {
        let mut told = Vec::new();
        let places = Places::of(manuscript);
        let mut children = living_children(manuscript);
        for siblings in &mut children {
            siblings.sort_by(|a, b| places.compare(*a, *b));
            told.extend(siblings.windows(2).filter_map(|pair| duplicate(manuscript, &places, pair[0], pair[1])));
        }
        let numbers = numbers(manuscript, &places, &children);
        Warned { value: Self { children, numbers }, told }
    }
}

/// Each node's children that become a page or hold one, as they were found.
fn living_children(manuscript: &Manuscript<'_>) -> Vec<Vec<NodeIdx>> {
    let nodes = &manuscript.spine.nodes;
    let mut children = vec![Vec::new(); nodes.len()];
    let mut lives = vec![false; nodes.len()];
    for chapter in manuscript.kept() {
        lives[manuscript.spine.of_chapter[chapter.0].0] = true;
    }
    // From the last to the first, so that a node's children come before it.
    for (idx, node) in nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent.filter(|_| lives[idx]) {
            lives[parent.0] = true;
            children[parent.0].push(NodeIdx(idx));
        }
    }
    children
}

/// What nodes are sorted by.
struct Places<'m> {
    manuscript: &'m Manuscript<'m>,
    /// Each node's explicit number.
    numbers: Vec<Option<i64>>,
    /// That of the original's language.
    alphabet: Alphabet,
}

impl<'m> Places<'m> {
    fn of(manuscript: &'m Manuscript<'m>) -> Self {
        let explicit = |node: &super::spine::Node<'_>| {
            let order = node.lead.and_then(|lead| manuscript.front(lead).order);
            order.or_else(|| number_prefix(node.name).map(|(number, _)| i64::from(number)))
        };
        let numbers = manuscript.spine.nodes.iter().map(explicit).collect();
        Self { manuscript, numbers, alphabet: alphabet(manuscript.settings) }
    }

    fn number(&self, node: NodeIdx) -> Option<i64> {
        self.numbers[node.0]
    }

    fn compare(&self, a: NodeIdx, b: NodeIdx) -> Ordering {
        let explicit = match (self.number(a), self.number(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        explicit.then_with(|| self.compare_titles(a, b))
    }

    fn compare_titles(&self, a: NodeIdx, b: NodeIdx) -> Ordering {
        let (title_a, title_b) = (self.manuscript.node_title(a), self.manuscript.node_title(b));
        let by_language = self.alphabet.compare(&title_a, &title_b);
        let name = |node| self.manuscript.spine.node(node).name;
        by_language.then_with(|| name(a).cmp(name(b))).then(a.cmp(&b))
    }
}

/// The alphabet of the original's language.
fn alphabet(settings: &Settings) -> Alphabet {
    match settings.locale(&settings.original) {
        Some(locale) => Alphabet::of(&locale.tag),
        None => Alphabet::of(&LanguageTag::of_code(&settings.original)),
    }
}

/// Tells that two neighbours have the same explicit number in a locale that has both.
fn duplicate(manuscript: &Manuscript<'_>, places: &Places<'_>, a: NodeIdx, b: NodeIdx) -> Option<Diagnostic> {
    let number = places.number(a).filter(|number| places.number(b) == Some(*number))?;
    let (a, b) = (manuscript.spine.node(a), manuscript.spine.node(b));
    let originals = (a.lead, b.lead);
    let of_locales = a.versions.iter().copied().zip(b.versions.iter().copied());
    let (first, second) = std::iter::once(originals).chain(of_locales).find_map(|(a, b)| {
        let (a, b) = (a?, b?);
        let is_pair = manuscript.locales[a.0] == manuscript.locales[b.0];
        (is_pair && manuscript.absences[a.0].is_none() && manuscript.absences[b.0].is_none()).then_some((a, b))
    })?;
    let (first, second) = (manuscript.chapter(first), manuscript.chapter(second));
    let (file, span) = front::place(second, "order");
    let (first_file, first_span) = front::place(first, "order");
    let message = format!(
        "`{}` and `{}` have the same number {number}, so their titles order them",
        first.card.path, second.card.path
    );
    let told = Diagnostic::new(Code::DuplicateOrder, &file, span, message);
    Some(told.help("give one of them another number").related(&first_file, first_span, "the other one"))
}

/// Counts the nodes that have a number, part by part.
fn numbers(manuscript: &Manuscript<'_>, places: &Places<'_>, children: &[Vec<NodeIdx>]) -> Vec<Arc<str>> {
    let none: Arc<str> = "".into();
    let mut numbers = vec![none; children.len()];
    // Parents come before their children.
    for (idx, siblings) in children.iter().enumerate() {
        if idx != HOME.0 && numbers[idx].is_empty() {
            continue;
        }
        let above = if idx == HOME.0 { String::new() } else { format!("{}.", numbers[idx]) };
        let numbered = siblings.iter().filter(|node| is_numbered(manuscript, places, **node));
        for (count, node) in numbered.enumerate() {
            numbers[node.0] = format!("{above}{}", count + 1).into();
        }
    }
    numbers
}

fn is_numbered(manuscript: &Manuscript<'_>, places: &Places<'_>, node: NodeIdx) -> bool {
    let lead = manuscript.spine.node(node).lead.map(|lead| manuscript.front(lead));
    let by_default = |front: Option<&FrontMatter>| {
        let is_listed = front.is_none_or(|front| front.toc != Some(false) && front.kind != Some(Kind::Page));
        is_listed && places.number(node).is_some_and(|number| number > 0)
    };
    lead.and_then(|front| front.numbered).unwrap_or_else(|| by_default(lead))
}

//! What was accepted of a translation, and what is said of it when a text has changed.

mod format;
mod property;
mod states;

use std::{collections::BTreeSet, fmt::Write};

use diglot::{
    align::align,
    alignment::Alignment,
    doc::Origin,
    ledger::{Accepted, Asked, Join, Ledger, Sealed, accept, begin, join},
    markdown,
    path::{ContentPath, ProjectPath},
    settings::MarkdownSettings,
    translation::{Pair, PairId},
    unit::{Unit, UnitKind, units},
};

/// The units of a text.
pub(crate) fn read(text: &str) -> Vec<Unit> {
    let file = ProjectPath::new("content/en/one.md").unwrap();
    units(&markdown::read(text, &Origin::file(file, 0), MarkdownSettings::default()).value)
}

/// An original and its translation, as they are now.
pub(crate) struct Desk {
    left: Vec<Unit>,
    right: Vec<Unit>,
    alignment: Alignment,
    headings: Vec<Option<PairId>>,
}

impl Desk {
    pub(crate) fn new(original: &str, translation: &str) -> Self {
        let (left, right) = (read(original), read(translation));
        let alignment = align(&left, &right, &[]);
        let heading = |unit: &Unit| {
            let is_heading = matches!(unit.kind, UnitKind::Heading(_));
            is_heading.then(|| PairId::new(&unit.text.to_lowercase().replace(' ', "-"))).flatten()
        };
        let headings = left.iter().map(heading).collect();
        Self { left, right, alignment, headings }
    }

    fn with<T>(&self, work: impl FnOnce(&Join<'_>) -> T) -> T {
        let join = Join {
            original: &Sealed::all(&self.left),
            translation: &Sealed::all(&self.right),
            alignment: &self.alignment,
            headings: &self.headings,
            reserved: &BTreeSet::new(),
        };
        work(&join)
    }

    pub(crate) fn pairs(&self, ledger: Option<&Ledger>) -> Vec<Pair> {
        self.with(|desk| join(desk, ledger))
    }

    /// The ledger of everything that is paired.
    pub(crate) fn begin(&self) -> Ledger {
        let source = ContentPath::new("en/one.md").unwrap();
        self.with(|desk| begin(desk, &join(desk, None), &source, None, true))
    }

    /// Accepts pairs, or the page.
    fn accept(&self, ledger: &Ledger, ids: Option<&[&str]>, even_unchanged: bool) -> Accepted {
        let ids = ids.map(|ids| ids.iter().map(|id| PairId::new(id).unwrap()).collect::<BTreeSet<_>>());
        let asked = Asked { ids: ids.as_ref(), even_unchanged, is_machine: false, keep_source: true };
        self.with(|desk| accept(desk, &join(desk, Some(ledger)), &ledger.source, Some(ledger), &asked))
    }

    /// A line for each pair: its name, its blocks of either side, what became of it.
    fn show(&self, ledger: Option<&Ledger>) -> String {
        let mut shown = String::new();
        for pair in self.pairs(ledger) {
            let texts = |units: &[Unit]| units.iter().map(|unit| &*unit.text).collect::<Vec<_>>().join(" + ");
            let touched = if pair.is_touched { ", touched" } else { "" };
            let (left, right) = (texts(&self.left[pair.left.clone()]), texts(&self.right[pair.right.clone()]));
            writeln!(shown, "{} {}{touched}: {left} | {right}", pair.id, pair.state.name()).unwrap();
        }
        shown
    }
}

/// Each unit of either side is in exactly one pair, and no two pairs have one name.
pub(crate) fn tiles(pairs: &[Pair], n_left: usize, n_right: usize) {
    let mut seen = (vec![0; n_left], vec![0; n_right]);
    let mut ids = BTreeSet::new();
    for pair in pairs {
        assert!(!(pair.left.is_empty() && pair.right.is_empty()), "{pair:?} holds nothing");
        assert!(ids.insert(&pair.id), "`{}` stands twice", pair.id);
        pair.left.clone().for_each(|unit| seen.0[unit] += 1);
        pair.right.clone().for_each(|unit| seen.1[unit] += 1);
    }
    assert!(seen.0.iter().chain(&seen.1).all(|n| *n == 1), "each unit is in one pair: {pairs:#?}");
}

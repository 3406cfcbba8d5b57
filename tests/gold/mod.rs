//! Alignments judged by hand, and how near the aligner comes to them.
//!
//! A gold file names two texts, the byte range of each unit in them, and which units
//! answer which. Our units are found in it by the bytes they cover, so that another way
//! of cutting a text into units is judged by the same file.

use std::{
    collections::BTreeSet,
    fs,
    ops::{AddAssign, Range},
    path::{Path, PathBuf},
};

use diglot::{
    align::align,
    doc::Origin,
    markdown,
    path::ProjectPath,
    settings::MarkdownSettings,
    unit::{Unit, units},
};
use serde::Deserialize;

/// Two texts and which units of them answer one another.
pub(crate) struct Gold {
    /// The name of the file, without extension.
    pub name: String,
    pub left: Side,
    pub right: Side,
    /// A number of the left side and one of the right for each two units that belong
    /// together.
    links: BTreeSet<(usize, usize)>,
}

/// One text.
pub(crate) struct Side {
    pub units: Vec<Unit>,
    /// The bytes of each gold unit.
    ranges: Vec<Range<usize>>,
    /// Gold units that cannot be decided.
    undecided: BTreeSet<usize>,
}

#[derive(Deserialize)]
struct File {
    en: String,
    zh: String,
    units_en: Vec<(String, usize, usize, String)>,
    units_zh: Vec<(String, usize, usize, String)>,
    beads: Vec<(Vec<usize>, Vec<usize>)>,
    dont_care: Undecided,
}

#[derive(Deserialize)]
struct Undecided {
    en: BTreeSet<usize>,
    zh: BTreeSet<usize>,
}

/// Every gold file of a folder, by name.
pub(crate) fn read(folder: &Path) -> Vec<Gold> {
    let files = fs::read_dir(folder).expect("the folder of gold files is there");
    let mut paths: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| Gold::read(path)).collect()
}

impl Gold {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a gold file can be read");
        let file: File = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let folder = path.parent().expect("a file lies in a folder");
        let side = |name: &str, units: Vec<(String, usize, usize, String)>, undecided| Side {
            units: units_of(&fs::read_to_string(folder.join(name)).expect("a text can be read")),
            ranges: units.into_iter().map(|(_, start, end, _)| start..end).collect(),
            undecided,
        };
        let links = file.beads.iter().flat_map(|(en, zh)| en.iter().flat_map(|en| zh.iter().map(|zh| (*en, *zh))));
        Self {
            name: path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            left: side(&file.en, file.units_en, file.dont_care.en),
            right: side(&file.zh, file.units_zh, file.dont_care.zh),
            links: links.collect(),
        }
    }

    /// What the aligner finds of it.
    pub(crate) fn judge(&self) -> Score {
        let mut found = BTreeSet::new();
        for pair in align(&self.left.units, &self.right.units, &[]).pairs.iter().filter(|pair| pair.is_matched()) {
            let right = self.right.covered(pair.right.clone());
            found.extend(self.left.covered(pair.left.clone()).flat_map(|en| right.clone().map(move |zh| (en, zh))));
        }
        let is_decided =
            |(en, zh): &&(usize, usize)| !self.left.undecided.contains(en) && !self.right.undecided.contains(zh);
        Score {
            found: found.iter().filter(is_decided).count(),
            right: found.intersection(&self.links).filter(is_decided).count(),
            wanted: self.links.iter().filter(is_decided).count(),
        }
    }
}

impl Side {
    /// The gold units that a run of our units covers.
    fn covered(&self, run: Range<usize>) -> impl Iterator<Item = usize> + Clone {
        let spans: Vec<Range<usize>> = self.units[run].iter().map(|unit| unit.span.range()).collect();
        let is_covered =
            move |gold: &Range<usize>| spans.iter().any(|own| own.start < gold.end && gold.start < own.end);
        (0..self.ranges.len()).filter(move |idx| is_covered(&self.ranges[*idx]))
    }
}

/// How many links were found, how many of them are right, how many there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub found: usize,
    pub right: usize,
    pub wanted: usize,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.right += other.right;
        self.wanted += other.wanted;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of links are far below 2^52")]
impl Score {
    pub(crate) fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    pub(crate) fn recall(self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

pub(crate) fn units_of(text: &str) -> Vec<Unit> {
    let file = ProjectPath::new("content/en/one.md").expect("a path of the test lies in the project");
    units(&markdown::read(text, &Origin::file(file, 0), MarkdownSettings::default()).value)
}

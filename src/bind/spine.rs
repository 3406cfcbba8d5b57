//! Which chapters are one another's translations, and in which part each stands.
//!
//! All locales share one tree, the spine. A node of it is a chapter in all its versions,
//! or a folder without `index.md`. Two versions are one node when their `key` is the
//! same, else when their path is, in whatever form of Unicode each is written; a path
//! counts from the node of its folder, so that the chapters of two parts bound by `key`
//! meet too. The version that was written first, else the one in the first locale that has one,
//! leads: it says where the chapter stands, so that order and numbers are the same in every
//! language.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{Bound, ChapterIdx, composed::composed, front, originals, renumbered};
use crate::{
    book::LocaleIdx,
    diag::{Code, Diagnostic, Warned},
    path::split,
    settings::Settings,
};

/// The place of a node in [`Spine::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeIdx(pub usize);

/// The tree that all locales share.
#[derive(Debug)]
pub(super) struct Spine<'a> {
    /// Parents before children; the first is the home page.
    pub nodes: Vec<Node<'a>>,
    /// The node of each chapter.
    pub of_chapter: Vec<NodeIdx>,
    /// Every folder of every tree that holds chapters, itself or further down; parents
    /// before children. The tree itself has the empty path.
    pub folders: BTreeMap<(LocaleIdx, &'a str), Folder>,
}

/// A chapter in all its versions, or a folder.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// The part it stands in; `None` for the home page.
    pub parent: Option<NodeIdx>,
    /// The name of its file or, for a part, of its folder.
    pub name: &'a str,
    /// Its version in each locale.
    pub versions: Vec<Option<ChapterIdx>>,
    /// The locale that its original is in.
    pub original: LocaleIdx,
    /// The version that leads; `None` for a folder without `index.md` in any locale.
    pub lead: Option<ChapterIdx>,
}

/// A folder of one locale's tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder {
    /// Its node.
    pub node: NodeIdx,
    /// Its `index.md`.
    pub index: Option<ChapterIdx>,
}

/// The home page's node.
pub(super) const HOME: NodeIdx = NodeIdx(0);

impl<'a> Spine<'a> {
    /// Binds chapters across locales. Tells of keys that two chapters of a locale have.
    pub(super) fn of(settings: &Settings, chapters: &[Bound<'a>], locales: &[LocaleIdx]) -> Warned<Self> {
        let mut weaver = Weaver::new(settings.locales.len(), chapters);
        for locale in leading_order(settings) {
            weaver.add_locale(locale, locales);
        }
        let Weaver { mut nodes, of_chapter, folders, mut told, .. } = weaver;
        told.extend(originals::find(settings, chapters, &mut nodes));
        told.extend(renumbered::told(chapters, &nodes));
        Warned { value: Self { nodes, of_chapter, folders }, told }
    }

    /// The node with this number.
    pub(super) fn node(&self, idx: NodeIdx) -> &Node<'a> {
        &self.nodes[idx.0]
    }

    /// The version that leads the versions of a chapter, perhaps itself.
    pub(super) fn lead(&self, chapter: ChapterIdx) -> ChapterIdx {
        self.node(self.of_chapter[chapter.0]).lead.unwrap_or(chapter)
    }
}

/// The locales with the original's first, the others in the settings' order.
pub(super) fn leading_order(settings: &Settings) -> Vec<LocaleIdx> {
    let mut order: Vec<LocaleIdx> = (0..settings.locales.len()).map(LocaleIdx).collect();
    order.sort_by_key(|idx| settings.locales[idx.0].code != settings.original);
    order
}

/// A spine in the making, one locale after the other.
struct Weaver<'a, 'c> {
    chapters: &'c [Bound<'a>],
    nodes: Vec<Node<'a>>,
    of_chapter: Vec<NodeIdx>,
    folders: BTreeMap<(LocaleIdx, &'a str), Folder>,
    /// The nodes by parent and name in NFC.
    children: BTreeMap<(NodeIdx, Cow<'a, str>), NodeIdx>,
    /// The nodes by key.
    keys: BTreeMap<&'a str, NodeIdx>,
    n_locales: usize,
    told: Vec<Diagnostic>,
}

impl<'a, 'c> Weaver<'a, 'c> {
    fn new(n_locales: usize, chapters: &'c [Bound<'a>]) -> Self {
        let home = node(None, "", n_locales);
        Self {
            chapters,
            nodes: vec![home],
            of_chapter: vec![HOME; chapters.len()],
            folders: BTreeMap::new(),
            children: BTreeMap::new(),
            keys: BTreeMap::new(),
            n_locales,
            told: Vec::new(),
        }
    }

    /// Adds the chapters of one locale: first those whose key names a node, so that no
    /// path takes it from them, then folders from the top down, then the rest.
    fn add_locale(&mut self, locale: LocaleIdx, locales: &[LocaleIdx]) {
        let chapters = self.chapters;
        let mut own: Vec<ChapterIdx> = (0..chapters.len()).map(ChapterIdx).collect();
        own.retain(|chapter| locales[chapter.0] == locale);
        own.sort_by_key(|chapter| &chapters[chapter.0].card.tree_path);

        let keyed = self.keyed(&own);
        let mut bound = BTreeSet::new();
        for (key, chapter) in &keyed {
            if let Some(node) = self.keys.get(key).copied() {
                self.claim(node, locale, *chapter);
                bound.insert(*chapter);
            }
        }
        let indexes = self.indexes(&own);
        for (path, index) in &indexes {
            self.add_folder(locale, path, *index, index.is_some_and(|index| bound.contains(&index)));
        }
        for chapter in own {
            let (folder, name) = split(self.tree_path(chapter));
            if name != "index.md" && !bound.contains(&chapter) {
                let parent = self.folders[&(locale, folder)].node;
                let node = self.child(parent, name, locale);
                self.claim(node, locale, chapter);
            }
        }
        for (key, chapter) in keyed {
            self.keys.entry(key).or_insert(self.of_chapter[chapter.0]);
        }
    }

    /// The chapters that have a key, by key; a home page needs none. Tells of keys that
    /// are there twice, of which the first counts.
    fn keyed(&mut self, own: &[ChapterIdx]) -> BTreeMap<&'a str, ChapterIdx> {
        let mut keyed: BTreeMap<&'a str, ChapterIdx> = BTreeMap::new();
        for chapter in own {
            let this = self.chapters[chapter.0];
            let Some(key) = this.card.front.key.as_deref().filter(|_| &*this.card.tree_path != "index.md") else {
                continue;
            };
            if let Some(first) = keyed.get(key) {
                self.told.push(duplicate_key(&this, &self.chapters[first.0], key));
            } else {
                keyed.insert(key, *chapter);
            }
        }
        keyed
    }

    /// Every folder above a chapter, parents first, with its `index.md`.
    fn indexes(&self, own: &[ChapterIdx]) -> BTreeMap<&'a str, Option<ChapterIdx>> {
        let mut indexes = BTreeMap::from([("", None)]);
        for chapter in own {
            let (folder, name) = split(self.tree_path(*chapter));
            let mut above = folder;
            while !above.is_empty() && !indexes.contains_key(above) {
                indexes.insert(above, None);
                above = split(above).0;
            }
            if name == "index.md" {
                indexes.insert(folder, Some(*chapter));
            }
        }
        indexes
    }

    fn add_folder(&mut self, locale: LocaleIdx, path: &'a str, index: Option<ChapterIdx>, is_bound: bool) {
        let node = if path.is_empty() {
            HOME
        } else if let Some(index) = index.filter(|_| is_bound) {
            self.of_chapter[index.0]
        } else {
            let (above, name) = split(path);
            let parent = self.folders[&(locale, above)].node;
            self.child(parent, name, locale)
        };
        if let Some(index) = index.filter(|_| !is_bound) {
            self.claim(node, locale, index);
        }
        self.folders.insert((locale, path), Folder { node, index });
    }

    /// The node of this name in a part; a new one when there is none, or when a key gave
    /// it to another chapter of the locale.
    fn child(&mut self, parent: NodeIdx, name: &'a str, locale: LocaleIdx) -> NodeIdx {
        let key = (parent, composed(name).map_or(Cow::Borrowed(name), Cow::Owned));
        let found = self.children.get(&key).copied();
        if let Some(node) = found.filter(|node| self.nodes[node.0].versions[locale.0].is_none()) {
            return node;
        }
        let node = NodeIdx(self.nodes.len());
        self.nodes.push(self::node(Some(parent), name, self.n_locales));
        self.children.insert(key, node);
        node
    }

    fn claim(&mut self, node: NodeIdx, locale: LocaleIdx, chapter: ChapterIdx) {
        self.nodes[node.0].versions[locale.0] = Some(chapter);
        self.of_chapter[chapter.0] = node;
    }

    fn tree_path(&self, chapter: ChapterIdx) -> &'a str {
        &self.chapters[chapter.0].card.tree_path
    }
}

/// A node without versions.
fn node(parent: Option<NodeIdx>, name: &str, n_locales: usize) -> Node<'_> {
    Node { parent, name, versions: vec![None; n_locales], original: LocaleIdx(0), lead: None }
}

fn duplicate_key(this: &Bound<'_>, first: &Bound<'_>, key: &str) -> Diagnostic {
    let message = format!("`{}` has the key `{key}`, which `{}` has already", this.card.path, first.card.path);
    let (file, span) = front::place(this, "key");
    let (first_file, first_span) = front::place(first, "key");
    Diagnostic::new(Code::DuplicateKey, &file, span, message)
        .help("a key binds a chapter to its translations: give each chapter its own")
        .related(&first_file, first_span, "here first")
}

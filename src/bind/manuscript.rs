//! Every chapter beside its translations: front matter inherited, drafts told apart.
//!
//! A chapter is held back when it is a draft or dated after the day of the build, and
//! when it lies in a part that is; a held-back home page holds back only itself. Whether
//! it is, its original decides unless the translation says otherwise. The files of a part
//! are held back with it.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Bound, ChapterIdx,
    spine::{Folder, HOME, NodeIdx, Spine},
};
use crate::{
    book::{EntryRole, LocaleIdx},
    date::Date,
    diag::Warned,
    front_matter::FrontMatter,
    input::Options,
    path::{split, title_of_name},
    settings::Settings,
};

/// The chapters of a book and what each is to the others.
#[derive(Debug)]
pub(super) struct Manuscript<'a> {
    /// The book's settings.
    pub settings: &'a Settings,
    /// Every chapter, held back or not.
    pub chapters: &'a [Bound<'a>],
    /// The locale of each chapter.
    pub locales: Vec<LocaleIdx>,
    /// The tree they share.
    pub spine: Spine<'a>,
    /// The front matter of each chapter with what it inherits.
    pub fronts: Vec<Arc<FrontMatter>>,
    /// Why each chapter is held back, if it is.
    pub absences: Vec<Option<Absence>>,
    /// The folders of parts that are held back, and those in them.
    pub closed: BTreeSet<(LocaleIdx, &'a str)>,
}

/// Why a chapter is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// It is a draft.
    Draft,
    /// It is dated after the day of the build.
    Dated(Date),
    /// It lies in a part that is held back.
    InPart,
}

impl<'a> Manuscript<'a> {
    /// Puts chapters beside their translations.
    pub(super) fn of(settings: &'a Settings, chapters: &'a [Bound<'a>], options: &Options) -> Warned<Self> {
        let locales: Vec<LocaleIdx> = chapters.iter().map(|chapter| locale_of(settings, chapter)).collect();
        let Warned { value: spine, told } = Spine::of(settings, chapters, &locales);
        let fronts = (0..chapters.len()).map(|idx| inherited(&spine, chapters, ChapterIdx(idx))).collect();
        let absences = vec![None; chapters.len()];
        let mut all = Self { settings, chapters, locales, spine, fronts, absences, closed: BTreeSet::new() };
        if !options.with_drafts {
            all.hold_back(options.today);
        }
        Warned { value: all, told }
    }

    /// The chapter with this number.
    pub(super) fn chapter(&self, idx: ChapterIdx) -> &'a Bound<'a> {
        &self.chapters[idx.0]
    }

    /// The front matter of a chapter, with what it inherits.
    pub(super) fn front(&self, idx: ChapterIdx) -> &FrontMatter {
        &self.fronts[idx.0]
    }

    /// The chapters that become pages.
    pub(super) fn kept(&self) -> impl Iterator<Item = ChapterIdx> + '_ {
        (0..self.chapters.len()).map(ChapterIdx).filter(|idx| self.absences[idx.0].is_none())
    }

    /// Where a chapter stands by its file's name.
    pub(super) fn role(&self, idx: ChapterIdx) -> EntryRole {
        match split(&self.chapter(idx).card.tree_path) {
            ("", "index.md") => EntryRole::Home,
            (_, "index.md") => EntryRole::Part,
            _ => EntryRole::Chapter,
        }
    }

    /// The front matter that speaks for a node in a locale: its version there, else the
    /// leading one. `None` for a folder without `index.md`.
    pub(super) fn node_front(&self, node: NodeIdx, locale: LocaleIdx) -> Option<&FrontMatter> {
        let node = self.spine.node(node);
        node.versions[locale.0].or(node.lead).map(|chapter| self.front(chapter))
    }

    /// The title of a node in its leading version; from its name without one.
    pub(super) fn node_title(&self, idx: NodeIdx) -> std::borrow::Cow<'a, str> {
        let node = self.spine.node(idx);
        match node.lead {
            Some(lead) => (&*self.chapter(lead).card.title).into(),
            None => title_of_name(node.name).into(),
        }
    }

    /// Finds out what is held back.
    fn hold_back(&mut self, today: Date) {
        let own = |front: &FrontMatter| match front.date {
            _ if front.draft == Some(true) => Some(Absence::Draft),
            Some(date) if date > today => Some(Absence::Dated(date)),
            _ => None,
        };
        let mut closed = BTreeSet::new();
        // Parents come before children.
        for ((locale, path), Folder { node, .. }) in &self.spine.folders {
            let is_above_closed = closed.contains(&(*locale, split(path).0));
            let is_closed = *node != HOME && self.node_front(*node, *locale).is_some_and(|front| own(front).is_some());
            if is_above_closed || is_closed {
                closed.insert((*locale, *path));
            }
        }
        let absence = |idx: usize| {
            let (folder, _) = split(&self.chapters[idx].card.tree_path);
            let in_part = || closed.contains(&(self.locales[idx], folder)).then_some(Absence::InPart);
            own(&self.fronts[idx]).or_else(in_part)
        };
        self.absences = (0..self.chapters.len()).map(absence).collect();
        self.closed = closed;
    }
}

pub(super) fn locale_of(settings: &Settings, chapter: &Bound<'_>) -> LocaleIdx {
    let position = settings.locales.iter().position(|locale| locale.code == chapter.card.locale);
    LocaleIdx(position.expect("a chapter lies in the tree of one of the settings' locales"))
}

fn inherited(spine: &Spine<'_>, chapters: &[Bound<'_>], idx: ChapterIdx) -> Arc<FrontMatter> {
    let own = &chapters[idx.0].card.front;
    match &chapters[spine.lead(idx).0].card.front {
        lead if Arc::ptr_eq(lead, own) || **lead == FrontMatter::default() => Arc::clone(own),
        lead => Arc::new(own.inherit(lead)),
    }
}

//! Finds what lies at an address of the site, and makes no more than that.
//!
//! A build makes everything there is; a preview asks here. Pages are found by their
//! addresses and printed one by one. Other files are made in groups, each when one of its
//! files is first asked for, so that a preview does not wait for what nobody looks at.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use super::Edition;
use crate::{
    book::MARKDOWN,
    path::{ContentPath, OutPath},
    search,
    site::Artifact,
    view::Place,
};

/// Files of the site that are made together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Style sheet, script and pictures of the theme.
    Look,
    /// The author's own files.
    Copied,
    /// What search engines read.
    Sitemap,
    /// How far translations are, for programs.
    Status,
    /// What programs read: the list of chapters as Markdown, news feeds.
    Texts,
    /// Each chapter as Markdown; in a preview made one by one.
    Markdown,
    /// What the site's own search reads.
    Search,
}

impl Group {
    /// All groups, those that are quickly made first: an address is sought in this order.
    pub(super) const ALL: [Self; 7] =
        [Self::Look, Self::Copied, Self::Sitemap, Self::Texts, Self::Markdown, Self::Search, Self::Status];

    /// Whether a file of the group may lie at a path, by its name. What costs the text of
    /// the whole book is not made for an address that it cannot have.
    fn may_hold(self, path: &OutPath) -> bool {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        match self {
            Self::Search => search::is_index(path),
            Self::Status => name.starts_with("status."),
            Self::Markdown => false,
            Self::Look | Self::Copied | Self::Sitemap | Self::Texts => true,
        }
    }
}

/// What was made or listed because someone asked for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    places: Arc<OnceLock<BTreeMap<OutPath, Place>>>,
    groups: [Arc<OnceLock<BTreeMap<OutPath, Artifact>>>; Group::ALL.len()],
}

impl Files {
    /// What stays as it is when texts change, but neither addresses nor links.
    pub(super) fn after_edit(&self) -> Self {
        let mut files = Self { places: Arc::clone(&self.places), groups: Default::default() };
        for group in [Group::Look, Group::Copied] {
            files.groups[group as usize] = Arc::clone(&self.groups[group as usize]);
        }
        files
    }
}

impl Edition {
    /// The page that lies at a path of the output folder.
    #[must_use]
    pub fn place(&self, path: &OutPath) -> Option<&Place> {
        self.placed().get(path)
    }

    /// The file, not a page, that lies at a path of the output folder; made now when no
    /// file of its group was asked for before.
    #[must_use]
    pub fn file(&self, path: &OutPath) -> Option<Artifact> {
        let groups = Group::ALL.into_iter().filter(|group| group.may_hold(path));
        let mut found = groups.filter_map(|group| self.made(group).get(path).cloned());
        found.next().or_else(|| self.markdown_at(path))
    }

    /// The Markdown of a chapter, by its path in the output folder.
    fn markdown_at(&self, path: &OutPath) -> Option<Artifact> {
        let folder = path.as_str().strip_suffix(MARKDOWN)?;
        let Place::Entry(idx) = self.place(&OutPath::new(&format!("{folder}index.html"))?)? else { return None };
        let (at, text) = self.text_file(*idx)?;
        (at == *path).then_some(Artifact::Made(text))
    }

    /// The style sheets that pages load.
    #[must_use]
    pub fn styles(&self) -> Vec<OutPath> {
        self.look.styles().collect()
    }

    /// Every path of the output folder at which something lies, in order.
    #[must_use]
    pub fn paths(&self) -> Vec<&OutPath> {
        let files = Group::ALL.into_iter().flat_map(|group| self.made(group).keys());
        let mut paths: Vec<&OutPath> = self.placed().keys().chain(files).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// The chapter that a page shows.
    #[must_use]
    pub fn source(&self, place: &Place) -> Option<&ContentPath> {
        match place {
            Place::Entry(idx) | Place::Facing(idx, _) | Place::Untranslated(idx, _) => {
                Some(&self.book.entry(*idx).card.path)
            }
            _ => None,
        }
    }

    /// The path of the site below its host, `/` or `/repo/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.book.settings.base_path()
    }

    fn placed(&self) -> &BTreeMap<OutPath, Place> {
        self.files.places.get_or_init(|| {
            let places = self.press.places().into_iter();
            places.map(|place| (self.press.permalink(&place).out_path(), place)).collect()
        })
    }

    fn made(&self, group: Group) -> &BTreeMap<OutPath, Artifact> {
        self.files.groups[group as usize].get_or_init(|| self.group(group))
    }
}

//! Gives every chapter and folder its address.
//!
//! `/<locale>/<slug of each folder>/<slug>/`. A slug is the `slug` of the front matter,
//! which translations inherit, else made from the name of the file or folder; so versions
//! of equal path or slug have addresses that differ in the locale alone. A folder takes
//! its slug from its `index.md`, in a locale without one from the leading version's.

use std::collections::BTreeMap;

use super::{Bound, ChapterIdx, front, manuscript::Manuscript, spine::Folder};
use crate::{
    book::{EntryRole, LocaleIdx},
    diag::{Code, Diagnostic, Warned},
    locale::LocaleCode,
    path::{Permalink, Slug, split},
    settings::Settings,
};

/// Addresses that diglot fills itself, below each locale.
const RESERVED: &[&str] = &["contents", "glossary", "print", "search", "status", "tags"];

/// The addresses of a book's chapters and folders.
#[derive(Debug)]
pub(super) struct Addresses<'a> {
    /// Each chapter's, those held back included.
    pub of_chapter: Vec<Permalink>,
    /// Each folder's, by locale and path in its tree; the tree itself has the empty path.
    pub of_folder: BTreeMap<(LocaleIdx, &'a str), Permalink>,
}

impl<'a> Addresses<'a> {
    /// Gives the addresses. Tells of slugs that cannot be, and of addresses that the site
    /// needs itself.
    pub(super) fn of(manuscript: &Manuscript<'a>) -> Warned<Self> {
        let mut told = Vec::new();
        let mut of_folder: BTreeMap<(LocaleIdx, &'a str), Permalink> = BTreeMap::new();
        for ((locale, path), folder) in &manuscript.spine.folders {
            let address = if path.is_empty() {
                Permalink::page([manuscript.settings.locales[locale.0].code.as_str()])
            } else {
                let (above, name) = split(path);
                let slug = folder_slug(manuscript, *folder, name);
                of_folder[&(*locale, above)].child(slug.as_str())
            };
            of_folder.insert((*locale, *path), address);
        }
        let address = |idx: usize| {
            let chapter = ChapterIdx(idx);
            let (folder, name) = split(&manuscript.chapter(chapter).card.tree_path);
            let folder = &of_folder[&(manuscript.locales[idx], folder)];
            match manuscript.role(chapter) {
                EntryRole::Home | EntryRole::Part => folder.clone(),
                EntryRole::Chapter => folder.child(chapter_slug(manuscript, chapter, name).as_str()),
            }
        };
        let of_chapter: Vec<Permalink> = (0..manuscript.chapters.len()).map(address).collect();
        for chapter in manuscript.kept() {
            told.extend(faults(manuscript, chapter, &of_chapter[chapter.0]));
        }
        Warned { value: Self { of_chapter, of_folder }, told }
    }

    /// The address of a locale's home page.
    pub(super) fn home(&self, locale: LocaleIdx) -> &Permalink {
        &self.of_folder[&(locale, "")]
    }
}

fn folder_slug(manuscript: &Manuscript<'_>, folder: Folder, name: &str) -> Slug {
    let lead = || manuscript.spine.node(folder.node).lead;
    let given = folder.index.or_else(lead).and_then(|index| given_slug(manuscript, index));
    given.or_else(|| Slug::of_name(name)).unwrap_or_else(nameless)
}

fn chapter_slug(manuscript: &Manuscript<'_>, chapter: ChapterIdx, name: &str) -> Slug {
    given_slug(manuscript, chapter).or_else(|| Slug::of_name(name)).unwrap_or_else(nameless)
}

fn given_slug(manuscript: &Manuscript<'_>, chapter: ChapterIdx) -> Option<Slug> {
    manuscript.front(chapter).slug.as_deref().and_then(Slug::new)
}

/// The slug of a name without a letter or digit, which is told.
fn nameless() -> Slug {
    Slug::new("chapter").expect("it has letters")
}

/// What is wrong with a chapter's own address.
fn faults(manuscript: &Manuscript<'_>, idx: ChapterIdx, address: &Permalink) -> Vec<Diagnostic> {
    let chapter = manuscript.chapter(idx);
    let role = manuscript.role(idx);
    let mut told = Vec::new();
    match (role, &chapter.card.front.slug) {
        (EntryRole::Home, Some(_)) => told.push(slug_of_home(chapter)),
        (EntryRole::Home, None) => {}
        _ if given_slug(manuscript, idx).is_some() => {}
        _ => told.extend(wrong_name(chapter)),
    }
    if role != EntryRole::Home && is_reserved(manuscript.settings, address) {
        told.push(reserved(chapter, address));
    }
    told
}

/// Whether an address is one that diglot may fill itself: below one of [`RESERVED`] in a
/// locale, or the facing-page edition of a page.
pub(super) fn is_reserved(settings: &Settings, address: &Permalink) -> bool {
    let is_locale = |name: &str| settings.locales.iter().any(|locale| locale.code.as_str().eq_ignore_ascii_case(name));
    let mut parts = address.as_str().trim_matches('/').split('/');
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let last = parts.next_back().or(second);
    is_locale(first) && second.is_some_and(|part| RESERVED.contains(&part))
        || last.and_then(|part| part.strip_prefix("with-")).is_some_and(is_locale)
}

/// The address of a chapter or folder that is to be written, by its path in the tree of a
/// locale, if the site puts pages of its own there.
#[must_use]
pub fn reserved_address(settings: &Settings, locale: &LocaleCode, tree_path: &str) -> Option<Permalink> {
    let inside = tree_path.strip_suffix("/index.md").unwrap_or(tree_path);
    let slugs = inside.split('/').map(|name| Slug::of_name(name).unwrap_or_else(nameless));
    let home = Permalink::page([locale.as_str()]);
    let address = slugs.fold(home, |above, slug| above.child(slug.as_str()));
    is_reserved(settings, &address).then_some(address)
}

/// Why a chapter cannot lie at an address that is reserved.
#[must_use]
pub fn reserved_message(path: &str, address: &Permalink) -> String {
    format!("`{path}` would lie at `{address}`, where the site puts pages of its own")
}

fn slug_of_home(chapter: &Bound<'_>) -> Diagnostic {
    let (file, span) = front::place(chapter, "slug");
    let message = "a home page has no `slug`: its address is that of its locale";
    Diagnostic::new(Code::InvalidValue, &file, span, message)
}

/// Whether a chapter has an address only for want of a name that one can be made of, which is
/// told.
pub(super) fn is_nameless(manuscript: &Manuscript<'_>, chapter: ChapterIdx) -> bool {
    let is_home = manuscript.role(chapter) == EntryRole::Home;
    !is_home
        && given_slug(manuscript, chapter).is_none()
        && Slug::of_name(own_name(manuscript.chapter(chapter))).is_none()
}

/// The name that a chapter's address is made of: its file's, or its folder's.
fn own_name<'a>(chapter: &Bound<'a>) -> &'a str {
    match split(&chapter.card.tree_path) {
        (folder, "index.md") => split(folder).1,
        (_, name) => name,
    }
}

fn wrong_name(chapter: &Bound<'_>) -> Option<Diagnostic> {
    let name = own_name(chapter);
    if Slug::of_name(name).is_some() {
        return None;
    }
    let (file, span) = front::place(chapter, "title");
    let message = format!("no address can be made of the name `{name}`: it has no letter or digit");
    Some(Diagnostic::new(Code::InvalidValue, &file, span, message).help("give the chapter a `slug`"))
}

fn reserved(chapter: &Bound<'_>, address: &Permalink) -> Diagnostic {
    let (file, span) = front::place(chapter, "slug");
    let message = reserved_message(chapter.card.path.as_str(), address);
    Diagnostic::new(Code::ReservedAddress, &file, span, message).help("give it another `slug`")
}

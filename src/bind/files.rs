//! Where the files beside chapters lie in the site.
//!
//! A file stays beside the pages of its folder: folders that hold chapters have their
//! slugs in its address, other folders and the file keep their names. `_assets/` is
//! `/assets/`, for all locales. A file that a page shows also has an address with a hash
//! of its bytes, so that a browser may keep it for good. A part that is held back holds its
//! files back.

use std::collections::BTreeMap;

use super::{address::Addresses, manuscript::Manuscript};
use crate::{
    book::{FileCard, LocaleIdx},
    input::FileFacts,
    path::{ContentPath, OutPath, Permalink, split},
};

/// How much of a file's hash stands in its address, in hexadecimal digits.
const HASH_DIGITS: usize = 8;

/// Makes the card of each file.
pub(super) fn cards(
    files: &BTreeMap<ContentPath, FileFacts>,
    manuscript: &Manuscript<'_>,
    addresses: &Addresses<'_>,
) -> BTreeMap<ContentPath, FileCard> {
    let roots = roots(manuscript);
    let card = |(path, facts): (&ContentPath, &FileFacts)| {
        let out = out_path(path, &roots, manuscript, addresses)?;
        let hash = facts.hash.get(..HASH_DIGITS).unwrap_or(&facts.hash);
        let card = FileCard {
            hash: facts.hash.clone(),
            size_bytes: facts.size_bytes,
            picture: facts.picture,
            permalink: Permalink::file(&out),
            shown_permalink: Permalink::file(&out.hashed(hash)),
        };
        Some((path.clone(), card))
    };
    files.iter().filter_map(card).collect()
}

/// The folder of each locale's tree under `content/`, ending in `/`; empty when the tree
/// is `content/` itself. Locales without a chapter have none.
fn roots(manuscript: &Manuscript<'_>) -> Vec<(LocaleIdx, String)> {
    let mut roots = BTreeMap::new();
    for (idx, chapter) in manuscript.chapters.iter().enumerate() {
        roots.entry(manuscript.locales[idx]).or_insert_with(|| tree_root(chapter).to_owned());
    }
    roots.into_iter().collect()
}

/// The part of a chapter's path that leads to its tree, with the `/`.
pub(super) fn tree_root<'a>(chapter: &super::Bound<'a>) -> &'a str {
    let path = chapter.card.path.as_str();
    path.strip_suffix(&*chapter.card.tree_path).unwrap_or_default()
}

/// Where a file lies in the site; `None` for one of a part that is held back.
fn out_path(
    path: &ContentPath,
    roots: &[(LocaleIdx, String)],
    manuscript: &Manuscript<'_>,
    addresses: &Addresses<'_>,
) -> Option<OutPath> {
    let text = path.as_str();
    if let Some(asset) = text.strip_prefix("_assets/") {
        return OutPath::new(&format!("assets/{asset}"));
    }
    let in_tree = roots.iter().find_map(|(locale, root)| Some((*locale, text.strip_prefix(root)?)));
    let Some((locale, inside)) = in_tree else { return OutPath::new(text) };
    let (mut folder, _) = split(inside);
    loop {
        if manuscript.closed.contains(&(locale, folder)) {
            return None;
        }
        if let Some(address) = addresses.of_folder.get(&(locale, folder)) {
            let rest = inside[folder.len()..].trim_start_matches('/');
            return OutPath::new(&format!("{address}{rest}"));
        }
        folder = split(folder).0;
    }
}

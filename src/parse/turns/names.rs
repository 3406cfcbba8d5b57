//! The names that speakers are known by.

use std::{collections::BTreeMap, sync::Arc};

use unicode_normalization::UnicodeNormalization;

use crate::front_matter::Speaker;

/// The speakers of a chapter by every spelling of their names.
pub(super) struct Names<'a> {
    /// By folded spelling; the first speaker of a spelling has it.
    spellings: BTreeMap<String, Known<'a>>,
    /// Spellings without a letter, such as `――`, which need no colon; longest first.
    marks: Vec<(&'a str, &'a Arc<Speaker>)>,
}

/// A spelling and whose it is.
struct Known<'a> {
    written: &'a str,
    speaker: &'a Arc<Speaker>,
}

impl<'a> Names<'a> {
    pub(super) fn of(speakers: &'a [Arc<Speaker>]) -> Self {
        let all = speakers.iter().flat_map(|speaker| spellings(speaker).map(move |written| (written, speaker)));
        let (mut spellings, mut marks) = (BTreeMap::new(), Vec::new());
        for (written, speaker) in all {
            if written.chars().any(char::is_alphanumeric) {
                spellings.entry(folded(written)).or_insert(Known { written, speaker });
            } else if !written.trim().is_empty() {
                marks.push((written.trim(), speaker));
            }
        }
        marks.sort_by_key(|(written, _)| std::cmp::Reverse(written.len()));
        Self { spellings, marks }
    }

    /// Whether nobody has a name.
    pub(super) fn is_empty(&self) -> bool {
        self.spellings.is_empty() && self.marks.is_empty()
    }

    /// Whose name this is. Case, spaces and middle dots make no difference.
    pub(super) fn find(&self, written: &str) -> Option<&'a Arc<Speaker>> {
        self.spellings.get(&folded(written)).map(|known| known.speaker)
    }

    /// The speaker whose mark a text begins with, and what follows it.
    pub(super) fn mark<'t>(&self, text: &'t str) -> Option<(&'a Arc<Speaker>, &'t str)> {
        self.marks.iter().find_map(|(mark, speaker)| Some((*speaker, text.strip_prefix(mark)?)))
    }

    /// The name that a text begins with when a space or the end follows it: one spelled as
    /// the speaker's own, or in `any` spelling, such as a first name, with which a sentence
    /// may begin as well.
    pub(super) fn leading(&self, text: &str, any: bool) -> Option<&'a str> {
        let known = self.spellings.values().filter(|known| any || known.written == &*known.speaker.name);
        let rest = |known: &Known<'a>| Some((known.written, text.strip_prefix(known.written)?));
        let begins = known.filter_map(rest).filter(|(_, rest)| rest.chars().next().is_none_or(char::is_whitespace));
        begins.map(|(written, _)| written).max_by_key(|written| written.len())
    }

    /// The spelling that `written` is most likely a slip of: a third of its letters may
    /// differ, one of a short name, never all of them.
    pub(super) fn nearest(&self, written: &str) -> Option<&'a str> {
        let folded = folded(written);
        let n_letters = folded.chars().count();
        let limit = (n_letters / 3).max(1).min(n_letters.saturating_sub(1));
        let distances = self.spellings.iter().map(|(key, known)| (strsim::damerau_levenshtein(&folded, key), known));
        let near = distances.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance);
        near.map(|(_, known)| known.written)
    }
}

/// The name of a speaker, then its other spellings.
fn spellings(speaker: &Speaker) -> impl Iterator<Item = &str> {
    std::iter::once(&speaker.name).chain(&speaker.names).map(|name| &**name)
}

/// A name without what writers are not consistent about: case, spaces, the dots between
/// the parts of a foreign name, marks of direction.
fn folded(name: &str) -> String {
    let is_kept = |letter: &char| {
        !letter.is_whitespace()
            && !matches!(
                letter,
                '·' | '•' | '‧' | '・' | '･' | '∙' | '.' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}'
            )
    };
    name.nfkc().filter(is_kept).flat_map(char::to_lowercase).collect()
}

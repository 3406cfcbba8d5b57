//! Makes text comparable: what a reader types and what an author wrote become the same
//! letters.
//!
//! Folding is NFKC (so full width is half width), lower case, and without the marks that
//! readers leave out: accents, Hebrew points, Arabic vowels, soft hyphens. Chinese is
//! folded from traditional to simplified characters, one by one, where the language of
//! the text is not one that keeps both apart ([`Han::Kept`]).
//!
//! The reader in the browser does the same but for the last step, for which it fetches a
//! table when it must. `tests/vectors/search/fold.tsv` holds both to it.

use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::locale::LanguageTag;

/// What becomes of traditional characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Han {
    /// They become simplified ones.
    Simplified,
    /// They stay: in Japanese and Korean another character is another word.
    Kept,
}

impl Han {
    /// What becomes of traditional characters in texts of a language.
    #[must_use]
    pub fn of(language: &LanguageTag) -> Self {
        if matches!(language.language().as_str(), "ja" | "ko") { Self::Kept } else { Self::Simplified }
    }
}

/// The folded form of a text. O(text).
#[must_use]
pub fn fold(text: &str, han: Han) -> String {
    fold_noting(text, han, &mut false)
}

/// The same; notes whether a traditional character was changed.
pub(super) fn fold_noting(text: &str, han: Han, is_traditional: &mut bool) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Most texts hold no letter that needs the tables of Unicode, and none that joins with
    // the one before it.
    if push_simple(text, han, &mut folded, is_traditional) {
        return folded;
    }
    folded.clear();
    let composed: String;
    let text = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        composed = text.nfc().collect();
        &composed
    };
    let mut rest = String::new();
    for letter in text.chars() {
        match simple(letter, han) {
            Some(simple) => {
                push_folded(&mut rest, han, &mut folded);
                folded.push(simple);
                *is_traditional |= is_changed(letter, simple);
            }
            None => rest.push(letter),
        }
    }
    push_folded(&mut rest, han, &mut folded);
    folded
}

/// Appends the folded form of a text of which every letter is a simple one; `false`, with
/// some of it appended, if one is not.
fn push_simple(text: &str, han: Han, folded: &mut String, is_traditional: &mut bool) -> bool {
    let mut rest = text;
    let mut has_changed = false;
    while !rest.is_empty() {
        let n_ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (ascii, others) = rest.split_at(n_ascii);
        let start = folded.len();
        folded.push_str(ascii);
        folded[start..].make_ascii_lowercase();
        let mut letters = others.chars();
        rest = loop {
            let before = letters.as_str();
            match letters.next().filter(|letter| !letter.is_ascii()) {
                None => break before,
                Some(letter) => match simple(letter, han) {
                    Some(simple) => {
                        folded.push(simple);
                        has_changed |= is_changed(letter, simple);
                    }
                    None => return false,
                },
            }
        };
    }
    *is_traditional |= has_changed;
    true
}

/// The folded form of a letter that needs no table of Unicode.
fn simple(letter: char, han: Han) -> Option<char> {
    match letter {
        '\0'..='\x7f' => Some(letter.to_ascii_lowercase()),
        // Texts are full of these.
        '\u{3400}'..='\u{9fff}' => Some(match han {
            Han::Simplified => simplified(letter),
            Han::Kept => letter,
        }),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).map(|letter| letter.to_ascii_lowercase()),
        // Dashes and quotation marks.
        '·' | '\u{2012}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '\u{3008}'..='\u{3011}' => Some(letter),
        '、' | '。' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{ac00}'..='\u{d7a3}' => {
            Some(letter)
        }
        _ => None,
    }
}

/// Whether a letter is a traditional character that has become a simplified one.
fn is_changed(letter: char, simple: char) -> bool {
    letter != simple && matches!(letter, '\u{3400}'..='\u{9fff}')
}

/// Appends the folded form of `rest`, which is empty then.
fn push_folded(rest: &mut String, han: Han, folded: &mut String) {
    if rest.is_empty() {
        return;
    }
    let lower = rest.nfkc().collect::<String>().to_lowercase();
    let letters = lower.nfd().filter(|letter| !is_dropped(*letter)).nfc().map(|letter| match (letter, han) {
        ('ς', _) => 'σ',
        (_, Han::Simplified) => simplified(letter),
        (_, Han::Kept) => letter,
    });
    folded.extend(letters);
    rest.clear();
}

/// Whether readers leave the character out when they type: marks on Latin, Greek and
/// Cyrillic letters, Hebrew points, Arabic vowels and lengthening, and what is not seen.
fn is_dropped(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}

/// The first character that has another form in [`TABLE`].
const FIRST: u32 = 0x3400;

/// The simplified form of each character from [`FIRST`] on, by the dictionary of `OpenCC`;
/// a character that has none stands for itself.
static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..0xa000).filter_map(char::from_u32).collect();
    for (traditional, simplified) in hanconv::Dictionary::TSCharacters.iter() {
        let (mut from, mut to) = (traditional.chars(), simplified.chars());
        if let (Some(from), None, Some(to), None) = (from.next(), from.next(), to.next(), to.next())
            && let Some(entry) = (from as u32).checked_sub(FIRST).and_then(|place| table.get_mut(place as usize))
            && to <= '\u{ffff}'
        {
            *entry = to;
        }
    }
    table
});

/// The simplified form of a character of the basic plane; itself if it has none.
pub(super) fn simplified(letter: char) -> char {
    let place = (letter as u32).checked_sub(FIRST).map_or(usize::MAX, |place| place as usize);
    TABLE.get(place).copied().unwrap_or(letter)
}

/// Every traditional character with its simplified form, in the order of code points.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    let letters = (FIRST..).filter_map(char::from_u32);
    letters.zip(TABLE.iter().copied()).filter(|(traditional, simplified)| traditional != simplified)
}

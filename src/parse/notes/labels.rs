//! What notes of editors and translators are called in print.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::doc::NoteKind;

/// How a label is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Before a note in brackets or behind it, and before a paragraph that is a note.
    Anywhere,
    /// As before, but not before a paragraph: too short to be sure.
    Brackets,
    /// Only behind a note in brackets.
    Behind,
}

/// A label, what it says, and where it may stand.
type Known = (&'static str, NoteKind, Use);

/// The labels of all languages; each is compared without regard to case.
const LABELS: &[Known] = &[
    // Chinese.
    ("译者注", NoteKind::Translator, Use::Anywhere),
    ("译者按", NoteKind::Translator, Use::Anywhere),
    ("译注", NoteKind::Translator, Use::Anywhere),
    ("译按", NoteKind::Translator, Use::Anywhere),
    ("譯者註", NoteKind::Translator, Use::Anywhere),
    ("譯者注", NoteKind::Translator, Use::Anywhere),
    ("譯者按", NoteKind::Translator, Use::Anywhere),
    ("譯註", NoteKind::Translator, Use::Anywhere),
    ("譯注", NoteKind::Translator, Use::Anywhere),
    ("编者注", NoteKind::Editor, Use::Anywhere),
    ("编者按", NoteKind::Editor, Use::Anywhere),
    ("编辑注", NoteKind::Editor, Use::Anywhere),
    ("编注", NoteKind::Editor, Use::Anywhere),
    ("編者註", NoteKind::Editor, Use::Anywhere),
    ("編者注", NoteKind::Editor, Use::Anywhere),
    ("編者按", NoteKind::Editor, Use::Anywhere),
    ("編註", NoteKind::Editor, Use::Anywhere),
    // Japanese.
    ("訳者注", NoteKind::Translator, Use::Anywhere),
    ("訳者註", NoteKind::Translator, Use::Anywhere),
    ("訳注", NoteKind::Translator, Use::Anywhere),
    ("訳註", NoteKind::Translator, Use::Anywhere),
    ("編集部注", NoteKind::Editor, Use::Anywhere),
    ("編集者注", NoteKind::Editor, Use::Anywhere),
    ("編集注", NoteKind::Editor, Use::Anywhere),
    ("編注", NoteKind::Editor, Use::Anywhere),
    // Korean.
    ("옮긴이 주", NoteKind::Translator, Use::Anywhere),
    ("옮긴이주", NoteKind::Translator, Use::Anywhere),
    ("역자 주", NoteKind::Translator, Use::Anywhere),
    ("역자주", NoteKind::Translator, Use::Anywhere),
    ("역주", NoteKind::Translator, Use::Anywhere),
    ("편집자 주", NoteKind::Editor, Use::Anywhere),
    ("편집자주", NoteKind::Editor, Use::Anywhere),
    // English.
    ("translator's note", NoteKind::Translator, Use::Anywhere),
    ("translators' note", NoteKind::Translator, Use::Anywhere),
    ("note by the translator", NoteKind::Translator, Use::Anywhere),
    ("trans. note", NoteKind::Translator, Use::Brackets),
    ("translator", NoteKind::Translator, Use::Behind),
    ("trans.", NoteKind::Translator, Use::Behind),
    ("tr.", NoteKind::Translator, Use::Behind),
    ("editor's note", NoteKind::Editor, Use::Anywhere),
    ("editors' note", NoteKind::Editor, Use::Anywhere),
    ("note by the editor", NoteKind::Editor, Use::Anywhere),
    ("ed. note", NoteKind::Editor, Use::Brackets),
    ("editor", NoteKind::Editor, Use::Behind),
    ("eds.", NoteKind::Editor, Use::Behind),
    ("ed.", NoteKind::Editor, Use::Behind),
    // French.
    ("note du traducteur", NoteKind::Translator, Use::Anywhere),
    ("note de la traductrice", NoteKind::Translator, Use::Anywhere),
    ("n.d.t.", NoteKind::Translator, Use::Brackets),
    ("ndt", NoteKind::Translator, Use::Brackets),
    ("note de l'éditeur", NoteKind::Editor, Use::Anywhere),
    ("note de la rédaction", NoteKind::Editor, Use::Anywhere),
    ("ndlr", NoteKind::Editor, Use::Brackets),
    ("nde", NoteKind::Editor, Use::Brackets),
    // German.
    ("anmerkung des übersetzers", NoteKind::Translator, Use::Anywhere),
    ("anmerkung der übersetzerin", NoteKind::Translator, Use::Anywhere),
    ("anm. d. übers.", NoteKind::Translator, Use::Brackets),
    ("anm. d. ü.", NoteKind::Translator, Use::Brackets),
    ("anmerkung der redaktion", NoteKind::Editor, Use::Anywhere),
    ("anmerkung des herausgebers", NoteKind::Editor, Use::Anywhere),
    ("anm. d. red.", NoteKind::Editor, Use::Brackets),
    ("anm. d. hrsg.", NoteKind::Editor, Use::Brackets),
    // Spanish.
    ("nota del traductor", NoteKind::Translator, Use::Anywhere),
    ("nota de la traductora", NoteKind::Translator, Use::Anywhere),
    ("n. del t.", NoteKind::Translator, Use::Brackets),
    ("nota del editor", NoteKind::Editor, Use::Anywhere),
    ("nota de la redacción", NoteKind::Editor, Use::Anywhere),
    ("n. del e.", NoteKind::Editor, Use::Brackets),
    // Russian.
    ("примечание переводчика", NoteKind::Translator, Use::Anywhere),
    ("прим. перев.", NoteKind::Translator, Use::Brackets),
    ("прим. пер.", NoteKind::Translator, Use::Brackets),
    ("примечание редактора", NoteKind::Editor, Use::Anywhere),
    ("прим. ред.", NoteKind::Editor, Use::Brackets),
    // Arabic.
    ("ملاحظة المترجم", NoteKind::Translator, Use::Anywhere),
    ("ملاحظة المترجمة", NoteKind::Translator, Use::Anywhere),
    ("ملاحظة المحرر", NoteKind::Editor, Use::Anywhere),
    ("ملاحظة المحررة", NoteKind::Editor, Use::Anywhere),
];

/// The labels by their first letter, since few texts begin as any does.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<&Known>>> = LazyLock::new(|| {
    let mut by_first = BTreeMap::<char, Vec<_>>::new();
    for label in LABELS {
        let letter = label.0.chars().next().map(first).expect("no label is empty");
        by_first.entry(letter).or_default().push(label);
    }
    by_first
});

/// What the first letter of a label is looked up by.
fn first(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// A label that was found.
pub(super) struct Label<'t> {
    pub(super) kind: NoteKind,
    /// As it is written.
    pub(super) written: &'t str,
    /// The note without it.
    pub(super) rest: &'t str,
}

/// The label that a note in brackets begins with.
pub(super) fn before(text: &str) -> Option<Label<'_>> {
    leading(text, |usage| usage != Use::Behind)
}

/// The label that a paragraph begins with which is a note.
pub(super) fn before_paragraph(text: &str) -> Option<Label<'_>> {
    leading(text, |usage| usage == Use::Anywhere).filter(|label| label.written.len() < text.trim().len())
}

/// The label that a note in brackets ends with, behind a dash.
pub(super) fn behind(text: &str) -> Option<Label<'_>> {
    let text = text.trim_end();
    if !text.contains(is_dash) {
        return None;
    }
    let of_label = |(label, kind, _): &Known| {
        let at = text.char_indices().rev().nth(label.chars().count() - 1)?.0;
        let before = text[..at].trim_end();
        let rest = before.trim_end_matches(is_dash);
        let is_it = strip(&text[at..], label) == Some("") && rest.len() < before.len();
        is_it.then(|| Label { kind: *kind, written: &text[at..], rest: rest.trim_end() })
    };
    LABELS.iter().find_map(of_label)
}

/// The kind of a footnote by what it is called in the source: `[^tn-1]`, `[^译注2]`.
pub(super) fn of_footnote(name: &str) -> Option<NoteKind> {
    let name = name.trim_end_matches(|letter: char| letter.is_numeric() || matches!(letter, '-' | '_'));
    let is_any =
        |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name.split('-').next().unwrap_or(name)));
    let by_label = || LABELS.iter().find(|(label, ..)| strip(name, label) == Some("")).map(|(_, kind, _)| *kind);
    match () {
        () if is_any(&["tn", "translator"]) => Some(NoteKind::Translator),
        () if is_any(&["edn", "ed", "editor"]) => Some(NoteKind::Editor),
        () => by_label(),
    }
}

/// The longest label that a text begins with, and a colon, a dash or a comma behind it.
fn leading(text: &str, is_used: impl Fn(Use) -> bool) -> Option<Label<'_>> {
    let text = text.trim_start();
    let beginning = text.chars().next().map(first)?;
    let of_label = |(label, kind, _): &&Known| {
        let behind = strip(text, label)?;
        let written = &text[..text.len() - behind.len()];
        let trimmed = behind.trim_start();
        let mark =
            trimmed.chars().next().filter(|letter| is_dash(*letter) || matches!(letter, ':' | '：' | ',' | '，'))?;
        let rest = trimmed[mark.len_utf8()..].trim_start_matches(is_dash).trim_start();
        Some(Label { kind: *kind, written, rest })
    };
    let labels = BY_FIRST.get(&beginning)?.iter().filter(|(_, _, usage)| is_used(*usage));
    labels.filter_map(of_label).max_by_key(|label| label.written.len())
}

/// What follows `label` in a text that begins with it.
fn strip<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut letters = text.chars();
    for wanted in label.chars() {
        let letter = match letters.next()? {
            '’' | 'ʼ' => '\'',
            '\u{a0}' => ' ',
            letter => letter,
        };
        if !is_same(letter, wanted) {
            return None;
        }
    }
    Some(letters.as_str())
}

/// Whether two letters are one but for their case, which no letter of a label has from
/// U+2C00 on.
fn is_same(letter: char, wanted: char) -> bool {
    match (letter, wanted) {
        _ if letter == wanted => true,
        _ if letter.is_ascii() && wanted.is_ascii() => letter.eq_ignore_ascii_case(&wanted),
        ('\u{2c00}'.., _) | (_, '\u{2c00}'..) => false,
        _ => letter.to_lowercase().eq(wanted.to_lowercase()),
    }
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '–' | '—' | '―' | '─')
}

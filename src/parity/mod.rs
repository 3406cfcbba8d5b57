//! Whether a translation has the code, numbers, links, pictures and notes of its original.
//!
//! Looks only at pairs that follow: what is stale differs by nature. Says nothing where a
//! translator may have had a reason: comments and strings of a listing are translated,
//! small numbers become words, a language's own edition of a page is linked in its place.
//!
//! Floor 3. Knows no file; a finding names a unit, and its place is looked up above.

mod code;
mod numbers;

use crate::{
    diag::Code,
    diff::letters,
    glossary::Glossary,
    locale::LocaleCode,
    terms::Terms,
    translation::{Pair, State},
    unit::{Unit, UnitKind},
};

/// Something that a translation lacks or has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of fault it is.
    pub code: Code,
    /// The unit of the translation that it is found in; `None` when it is of the page.
    pub unit: Option<usize>,
    /// The words of the unit that are at fault, where it is not all of it.
    pub words: Option<Words>,
    /// What is wrong.
    pub message: String,
}

/// Words of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they say.
    pub text: String,
    /// How often the unit says so before.
    pub n_before: usize,
}

/// Two texts that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Texts<'a> {
    /// The original.
    pub original: &'a [Unit],
    /// The translation.
    pub translation: &'a [Unit],
    /// Which answer which.
    pub pairs: &'a [Pair],
}

/// Everything in which the two differ that a reader would miss.
#[must_use]
pub fn findings(texts: &Texts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in texts.pairs.iter().filter(|pair| is_compared(pair)) {
        let (left, right) = (&texts.original[pair.left.clone()], &texts.translation[pair.right.clone()]);
        let found = [
            (Code::DifferentCode, code::difference(left, right)),
            (Code::DifferentNumbers, numbers::difference(left, right)),
            (Code::DifferentLinks, links(left, right)),
            (Code::DifferentImages, images(left, right)),
            (Code::UntranslatedText, leftover(left, right).filter(|_| !is_glossed(texts, pair))),
        ];
        let found = found.into_iter().filter_map(|(code, message)| Some((code, message?)));
        findings.extend(found.map(|(code, message)| Finding {
            code,
            unit: Some(pair.right.start),
            words: None,
            message,
        }));
    }
    findings.extend(notes(texts));
    findings.extend(headings(texts));
    findings
}

/// Whether both sides say the same as far as is known.
fn is_compared(pair: &Pair) -> bool {
    let is_matched = !pair.left.is_empty() && !pair.right.is_empty();
    is_matched && (pair.state.follows() || matches!(pair.state, State::Unconfirmed | State::Machine))
}

/// Every name that the glossary does not use, in the units of a chapter.
#[must_use]
pub fn avoided(units: &[Unit], terms: &Terms, glossary: &Glossary, locale: &LocaleCode) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (idx, unit) in units.iter().enumerate().filter(|(_, unit)| unit.kind != UnitKind::Code) {
        let text = without_code(unit);
        for found in terms.find(&text).into_iter().filter(|found| found.is_avoided) {
            let Some(names) = glossary.term(found.term).names.get(locale) else { continue };
            let said = &text[found.range.clone()];
            let message = format!("the glossary avoids `{said}`; it says `{}`", names.preferred);
            let n_before = unit.text.get(..found.range.start).unwrap_or_default().matches(said).count();
            let words = Some(Words { text: said.to_owned(), n_before });
            findings.push(Finding { code: Code::AvoidedTerm, unit: Some(idx), words, message });
        }
    }
    findings
}

/// Links that are missing. Where they lead may differ from language to language.
fn links(left: &[Unit], right: &[Unit]) -> Option<String> {
    let count = |units: &[Unit]| units.iter().map(|unit| unit.links.len()).sum::<usize>();
    let (n_original, n_own) = (count(left), count(right));
    (n_own < n_original)
        .then(|| format!("the original has {} here, the translation {n_own}", counted(n_original, "link")))
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Pictures that are missing: a translated picture may have another name, but there is one.
fn images(left: &[Unit], right: &[Unit]) -> Option<String> {
    let names = |units: &[Unit]| -> Vec<String> {
        let images = units.iter().flat_map(|unit| &unit.images);
        images.map(|image| image.rsplit('/').next().unwrap_or_default().to_owned()).collect()
    };
    let (original, own) = (names(left), names(right));
    if own.len() >= original.len() {
        return None;
    }
    let lacking = original.iter().find(|name| !own.contains(name))?;
    Some(format!("the picture `{lacking}` of the original is not in the translation"))
}

/// Text that was left in the original's language.
fn leftover(left: &[Unit], right: &[Unit]) -> Option<String> {
    /// How many letters are no longer a name.
    const LONG: usize = 24;

    let is_prose = |unit: &Unit| matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item | UnitKind::Footnote);
    if !left.iter().chain(right).all(is_prose) {
        return None;
    }
    let prose =
        |units: &[Unit]| words_alone(&units.iter().map(without_code).collect::<String>()).map(|it| letters(&it));
    let own = prose(right)?;
    (own.chars().count() >= LONG && Some(&own) == prose(left).as_ref())
        .then(|| "this is the original's text, untranslated".to_owned())
}

/// Whether the translator's own text follows: what was quoted in its language is often
/// given in both.
fn is_glossed(texts: &Texts<'_>, pair: &Pair) -> bool {
    let next = texts.pairs.iter().find(|next| next.right.start == pair.right.end && !next.right.is_empty());
    next.is_some_and(|next| next.state == State::Extra)
}

/// A text without the addresses in it, and whether it is of one script.
fn words_alone(text: &str) -> Option<String> {
    let is_address = |word: &&str| word.contains("://") || word.contains('/') && word.is_ascii();
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_address(word)).collect();
    let text = words.join(" ");
    let n_latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let n_other = text.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count();
    // What is of two scripts already, such as a list of names, may be right in both languages.
    (n_latin.min(n_other) * 10 <= n_latin.max(n_other)).then_some(text)
}

/// What a unit says, with spaces in place of code and formulas.
fn without_code(unit: &Unit) -> String {
    let mut text = String::with_capacity(unit.text.len());
    for code in &unit.codes {
        text.push_str(unit.text.get(text.len()..code.range().start).unwrap_or_default());
        text.extend(std::iter::repeat_n(' ', code.range().end.saturating_sub(text.len())));
    }
    text.push_str(unit.text.get(text.len()..).unwrap_or_default());
    text
}

/// Footnotes that are missing; a translator may add some.
fn notes(texts: &Texts<'_>) -> Option<Finding> {
    let count = |units: &[Unit]| units.iter().filter(|unit| unit.kind == UnitKind::Footnote).count();
    let of_omitted = texts.pairs.iter().filter(|pair| pair.state == State::Omitted);
    let n_omitted: usize = of_omitted.map(|pair| count(&texts.original[pair.left.clone()])).sum();
    let (n_original, n_own) = (count(texts.original) - n_omitted, count(texts.translation));
    (n_own < n_original).then(|| Finding {
        code: Code::DifferentFootnotes,
        unit: None,
        words: None,
        message: format!("the original has {}, the translation {n_own}", counted(n_original, "footnote")),
    })
}

/// Headings without a counterpart, that nobody has accepted to be so.
fn headings(texts: &Texts<'_>) -> Option<Finding> {
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    let count = |units: &[Unit]| units.iter().filter(|unit| is_heading(unit)).count();
    let (mut n_original, mut n_own) = (count(texts.original), count(texts.translation));
    let mut lone = None;
    for pair in texts.pairs {
        let (left, right) = (&texts.original[pair.left.clone()], &texts.translation[pair.right.clone()]);
        match pair.state {
            State::Omitted => n_original -= count(left),
            State::Extra if pair.is_accepted => n_own -= count(right),
            State::Missing if left.iter().any(is_heading) => lone = lone.or(left.iter().find(|unit| is_heading(unit))),
            _ => {}
        }
    }
    (n_original != n_own).then(|| {
        let which = lone.map(|unit| format!("; `{}` is not there", unit.text.trim())).unwrap_or_default();
        let headings = counted(n_original, "heading");
        let message = format!("the original has {headings}, the translation {n_own}{which}");
        Finding { code: Code::DifferentHeadings, unit: None, words: None, message }
    })
}

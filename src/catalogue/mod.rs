//! The words of the interface in one language: labels, counts, days and numbers.
//!
//! A language is one file, `i18n/<tag>.yaml`, of keys with texts; a text that goes with a
//! number is a map by plural form. The built-in theme's file, the project's theme's and
//! the project's own lie over one another key by key. The English file is the reference:
//! a key that it has and a language lacks is told, and said in English meanwhile.
//!
//! Texts hold places such as `{n}`. A day and a number are written by keys of the same
//! file (`date`, `month-1` to `month-12`, `number-group`).
//!
//! Floor 2. Knows no page and no template.

mod plural;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    date::Date,
    diag::{Code, Diagnostic, Warned, nearest},
    locale::LanguageTag,
    theme::ThemeFile,
    yaml::{Bounds, Node, Read, Reader, Yaml},
};

use self::plural::Form;

/// The interface words of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    language: LanguageTag,
    strings: BTreeMap<Arc<str>, Text>,
}

/// What a key says.
#[derive(Clone, Debug)]
enum Text {
    /// Always the same.
    Word(Arc<str>),
    /// By the number it goes with.
    Count(BTreeMap<Form, Arc<str>>),
}

impl Catalogue {
    /// Reads the files of a language, the lowest layer first, and compares them with the
    /// reference language's.
    ///
    /// Faults of the reference's own files are told where that language is read.
    #[must_use]
    pub fn read(language: &LanguageTag, layers: &[ThemeFile], reference: &[ThemeFile]) -> Warned<Self> {
        let mut told = Vec::new();
        let reference: BTreeMap<Arc<str>, Text> =
            reference.iter().flat_map(|layer| strings(layer, language, None).value).collect();
        let mut strings: BTreeMap<_, _> =
            layers.iter().flat_map(|layer| self::strings(layer, language, Some(&reference)).tell(&mut told)).collect();
        for (key, text) in reference {
            strings.entry(key).or_insert_with_key(|key| {
                told.extend(layers.last().map(|layer| missing(layer, key, language)));
                text
            });
        }
        Warned { value: Self { language: language.clone(), strings }, told }
    }

    /// The text of a key; empty when there is none, which only a key can have that the
    /// reference lacks too.
    #[must_use]
    pub fn word(&self, key: &str) -> &str {
        self.strings.get(key).map_or("", |text| match text {
            Text::Word(word) => word,
            Text::Count(forms) => forms.get(&Form::Other).map_or("", |word| word),
        })
    }

    /// Every key whose text does not go with a number.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.strings.iter().filter_map(|(key, text)| match text {
            Text::Word(word) => Some((&**key, &**word)),
            Text::Count(_) => None,
        })
    }

    /// The text of a key with values in its places: `("language", "English")` for
    /// `{language}`.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        filled(self.word(key), values)
    }

    /// The text of a key for `n` things, the number in its place.
    #[must_use]
    pub fn count(&self, key: &str, n: u64) -> String {
        let text = match self.strings.get(key) {
            Some(Text::Count(forms)) => {
                let form = forms.get(&Form::of(&self.language, n)).or_else(|| forms.get(&Form::Other));
                form.map_or("", |text| text)
            }
            _ => self.word(key),
        };
        filled(text, &[("n", &self.number(n))])
    }

    /// The texts of a key by plural form, as CLDR and browsers name them; a text that does
    /// not go with a number is that of `other`.
    #[must_use]
    pub fn forms(&self, key: &str) -> BTreeMap<&str, &str> {
        match self.strings.get(key) {
            Some(Text::Count(forms)) => forms.iter().map(|(form, text)| (form.name(), &**text)).collect(),
            Some(Text::Word(word)) => BTreeMap::from([("other", &**word)]),
            None => BTreeMap::new(),
        }
    }

    /// A day in words: `13 July 2026`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let month = format!("month-{}", date.month());
        let (year, day) = (date.year().to_string(), date.day().to_string());
        self.fill("date", &[("year", &year), ("month", self.word(&month)), ("day", &day)])
    }

    /// A number with its thousands set apart as the language does.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let Some(Text::Word(mark)) = self.strings.get("number-group") else { return digits };
        if n < self.least_grouped() {
            return digits;
        }
        let mut text = String::new();
        for (idx, digit) in digits.chars().enumerate() {
            if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
                text.push_str(mark);
            }
            text.push(digit);
        }
        text
    }

    /// A number with its fraction, if it has one, as the language writes it.
    #[must_use]
    pub fn decimal(&self, number: f64) -> String {
        let digits = number.abs().to_string();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.number(whole));
        let sign = if number < 0.0 { "\u{2212}" } else { "" };
        let mark = if fraction.is_empty() { "" } else { self.word("number-decimal") };
        format!("{sign}{whole}{mark}{fraction}")
    }

    /// The first number whose thousands are set apart: Spanish leaves four digits together
    /// (CLDR's `minimumGroupingDigits`).
    fn least_grouped(&self) -> u64 {
        if self.language.language() == "es" { 10_000 } else { 1_000 }
    }
}

/// Puts values into the places of a text; a place without a value stays as it is.
///
/// What a value says is not searched for places again.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, place) = rest.split_at(open);
        filled.push_str(before);
        let value = place.find('}').and_then(|close| {
            let value = values.iter().find(|(name, _)| *name == &place[1..close]);
            value.map(|(_, value)| (*value, close + 1))
        });
        let (value, length) = value.unwrap_or(("{", 1));
        filled.push_str(value);
        rest = &place[length..];
    }
    filled.push_str(rest);
    filled
}

/// Reads one file, compared with `reference` if there is one.
fn strings(
    layer: &ThemeFile,
    language: &LanguageTag,
    reference: Option<&BTreeMap<Arc<str>, Text>>,
) -> Warned<Vec<(Arc<str>, Text)>> {
    let yaml = Yaml::file(&layer.file, &layer.text);
    let read = yaml.read_with("the word list", Bounds::FILE, |node, reader| {
        let Some(entries) = node.entries() else { return reader.wrong_type(node, "a map of keys with texts") };
        let read = |(idx, (key, node)): (usize, &(Arc<str>, Node))| {
            reader.in_entry(idx, key, |reader| {
                let text = text(node, language, reader)?;
                if let Some(reference) = reference {
                    compare(key, &text, reference, reader);
                }
                Some((key.clone(), text))
            })
        };
        Some(entries.iter().enumerate().filter_map(read).collect())
    });
    read.map(Option::unwrap_or_default)
}

/// Reads a text, or a map of texts by plural form.
fn text(node: &Node, language: &LanguageTag, reader: &mut Reader<'_>) -> Option<Text> {
    let Node::Map(entries) = node else { return Read::read(node, reader).map(Text::Word) };
    let mut forms = BTreeMap::new();
    for (idx, (name, node)) in entries.iter().enumerate() {
        let form = Form::NAMES.iter().find(|(known, _)| *known == &**name).map(|(_, form)| *form);
        reader.in_entry(idx, name, |reader| {
            let Some(form) = form else {
                let help = "the forms are `zero`, `one`, `two`, `few`, `many` and `other`".to_owned();
                return reader.tell_key(Code::UnknownKey, format!("there is no plural form `{name}`"), Some(help));
            };
            forms.extend(Read::read(node, reader).map(|text| (form, text)));
        });
    }
    for form in Form::needed(language).iter().filter(|form| !forms.contains_key(form)) {
        let message = format!("{} has no form `{}`, which `{language}` needs", reader.subject(), form.name());
        reader.tell_key(Code::MissingString, message, None);
    }
    Some(Text::Count(forms))
}

/// Tells what the reference does not have: the key, a place in the text, or one word where
/// the reference has a count.
fn compare(key: &str, text: &Text, reference: &BTreeMap<Arc<str>, Text>, reader: &mut Reader<'_>) {
    let Some(wanted) = reference.get(key) else {
        let help = nearest(key, reference.keys().map(|key| &**key)).map(|near| format!("the closest is `{near}`"));
        let help = help.unwrap_or_else(|| "a new key goes into `i18n/en.yaml` too".to_owned());
        reader.tell_key(Code::UnknownKey, format!("the English word list has no key `{key}`"), Some(help));
        return;
    };
    if matches!((text, wanted), (Text::Count(_), Text::Word(_))) {
        reader.tell::<()>(Code::WrongType, format!("`{key}` must be a text, not a map"), None);
    }
    let known = places(wanted);
    for place in places(text).into_iter().filter(|place| !known.contains(place)) {
        let list = known.iter().map(|place| format!("`{{{place}}}`")).collect::<Vec<_>>().join(", ");
        let help = if known.is_empty() { "it has no places".to_owned() } else { format!("its places are {list}") };
        reader.tell::<()>(Code::InvalidValue, format!("nothing is put in the place of `{{{place}}}`"), Some(help));
    }
}

/// The names in braces in all forms of a text.
fn places(text: &Text) -> Vec<&str> {
    let texts: Vec<&str> = match text {
        Text::Word(word) => vec![word],
        Text::Count(forms) => forms.values().map(|text| &**text).collect(),
    };
    let mut places: Vec<&str> = texts
        .iter()
        .flat_map(|text| text.split('{').skip(1))
        .filter_map(|rest| rest.split_once('}').map(|(place, _)| place))
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Tells that a language has no text for a key.
fn missing(layer: &ThemeFile, key: &str, language: &LanguageTag) -> Diagnostic {
    let message = format!("`{language}` has no text for `{key}`, which is said in English instead");
    Diagnostic::general(Code::MissingString, message).help(format!("write `{key}: …` in {}", layer.file))
}

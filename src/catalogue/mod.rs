//! The words of the interface in one language: labels, counts, days and numbers.
//!
//! A language is one file, `i18n/<tag>.yaml`, of keys with texts; a text that goes with a
//! number is a map by plural form. The built-in theme's file, the project's theme's and
//! the project's own lie over one another key by key. The English files are the reference:
//! a key that they have and a language lacks is told, and said in English meanwhile. What a
//! key can say is measured by the lowest English file that has it, which is the theme's own:
//! what a book says instead is measured too, and measures nothing.
//!
//! Texts hold places such as `{n}`. A day and a number are written by keys of the same
//! file (`date`, `month-1` to `month-12`, `number-group`).
//!
//! Floor 2. Knows no page and no template.

mod plural;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

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
    strings: Strings,
}

type Strings = BTreeMap<Arc<str>, Text>;

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
    /// A file of the reference that lies over another may have keys of its own; `is_named`
    /// says whether a template or a script names one. A key that nothing names and that is
    /// a slip away from one below was meant to be that one.
    ///
    /// Faults of the reference's own files are told where that language is read.
    #[must_use]
    pub fn read(
        language: &LanguageTag,
        layers: &[ThemeFile],
        reference: &[ThemeFile],
        is_named: impl Fn(&str) -> bool,
    ) -> Warned<Self> {
        let mut told = Vec::new();
        let (mut measure, mut english) = (Strings::new(), Strings::new());
        for layer in reference {
            let mut read = strings(layer, language, Some(&measure).filter(|measure| !measure.is_empty())).value;
            read.retain(|(key, _)| measure.contains_key(key) || near(key, &measure).is_none() || is_named(key));
            for (key, text) in read.into_iter().filter_map(|(key, text)| Some((key, text?))) {
                measure.entry(Arc::clone(&key)).or_insert_with(|| text.clone());
                english.insert(key, text);
            }
        }
        let (mut own, mut faulty) = (Strings::new(), BTreeSet::new());
        for layer in layers {
            for (key, text) in strings(layer, language, Some(&measure)).tell(&mut told) {
                if let Some(text) = text {
                    own.insert(key, text);
                } else {
                    faulty.insert(key);
                }
            }
        }
        for (key, text) in english {
            own.entry(key).or_insert_with_key(|key| {
                let is_lacking = !faulty.contains(key);
                told.extend(layers.last().filter(|_| is_lacking).map(|layer| missing(layer, key, language)));
                text
            });
        }
        Warned { value: Self { language: language.clone(), strings: own }, told }
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

/// Reads one file, compared with `measure` if there is one. A key that is written and says
/// nothing that could be used has no text.
fn strings(
    layer: &ThemeFile,
    language: &LanguageTag,
    measure: Option<&Strings>,
) -> Warned<Vec<(Arc<str>, Option<Text>)>> {
    let yaml = Yaml::file(&layer.file, &layer.text);
    let read = yaml.read_with("the word list", Bounds::FILE, |node, reader| {
        let Some(entries) = node.entries() else { return reader.wrong_type(node, "a map of keys with texts") };
        let read = |(idx, (key, node)): (usize, &(Arc<str>, Node))| {
            reader.in_entry(idx, key, |reader| {
                let wanted = measure.and_then(|measure| measure.get(key));
                if let (Some(measure), None) = (measure, wanted) {
                    tell_unknown(key, measure, reader);
                }
                (key.clone(), text(node, language, wanted, reader))
            })
        };
        Some(entries.iter().enumerate().map(read).collect())
    });
    read.map(Option::unwrap_or_default)
}

/// Reads a text, or a map of texts by plural form, whose places are those of `wanted`.
fn text(node: &Node, language: &LanguageTag, wanted: Option<&Text>, reader: &mut Reader<'_>) -> Option<Text> {
    let places = wanted.map(places);
    let Node::Map(entries) = node else { return word(node, places.as_deref(), reader).map(Text::Word) };
    if let Some(Text::Word(_)) = wanted {
        return reader.wrong_type(node, "a text");
    }
    let mut forms = BTreeMap::new();
    for (idx, (name, node)) in entries.iter().enumerate() {
        let form = Form::NAMES.iter().find(|(known, _)| *known == &**name).map(|(_, form)| *form);
        reader.in_entry(idx, name, |reader| {
            let Some(form) = form else {
                let help = "the forms are `zero`, `one`, `two`, `few`, `many` and `other`".to_owned();
                return reader.tell_key(Code::UnknownKey, format!("there is no plural form `{name}`"), Some(help));
            };
            forms.extend(word(node, places.as_deref(), reader).map(|text| (form, text)));
        });
    }
    for form in Form::needed(language).iter().filter(|form| !forms.contains_key(form)) {
        let message = format!("{} has no form `{}`, which `{language}` needs", reader.subject(), form.name());
        reader.tell_key(Code::MissingString, message, None);
    }
    Some(Text::Count(forms))
}

/// Reads a text, and tells of places in it that nothing is put in, and of braces that make
/// no place, when the places that it can have are known.
fn word(node: &Node, places: Option<&[&str]>, reader: &mut Reader<'_>) -> Option<Arc<str>> {
    let word: Arc<str> = Read::read(node, reader)?;
    let Some(places) = places else { return Some(word) };
    let list = places.iter().map(|place| format!("`{{{place}}}`")).collect::<Vec<_>>().join(", ");
    let help = if places.is_empty() { "it has no places".to_owned() } else { format!("its places are {list}") };
    let (named, lone) = braced(&word);
    for place in named.iter().filter(|place| !places.contains(place)) {
        let message = format!("nothing is put in the place of `{{{place}}}`");
        reader.tell::<()>(Code::InvalidValue, message, Some(help.clone()));
    }
    if let Some(brace) = lone {
        let other = if brace == "{" { "}" } else { "{" };
        reader.tell::<()>(Code::InvalidValue, format!("the text has a `{brace}` without its `{other}`"), Some(help));
    }
    Some(word)
}

/// Tells of a key that the reference does not have.
fn tell_unknown(key: &str, measure: &Strings, reader: &mut Reader<'_>) {
    let help = near(key, measure).map(|near| format!("the closest is `{near}`"));
    let help = help.unwrap_or_else(|| "a new key goes into `i18n/en.yaml` too".to_owned());
    reader.tell_key(Code::UnknownKey, format!("the English word list has no key `{key}`"), Some(help));
}

/// The key that was probably meant by one that `measure` does not have.
fn near<'a>(key: &str, measure: &'a Strings) -> Option<&'a str> {
    nearest(key, measure.keys().map(|key| &**key))
}

/// The names in braces in all forms of a text.
fn places(text: &Text) -> Vec<&str> {
    let mut places: Vec<&str> = match text {
        Text::Word(word) => braced(word).0,
        Text::Count(forms) => forms.values().flat_map(|text| braced(text).0).collect(),
    };
    places.sort_unstable();
    places.dedup();
    places
}

/// The names in braces of a text, each once, and the first brace that has no partner.
fn braced(text: &str) -> (Vec<&str>, Option<&str>) {
    let (mut named, mut lone, mut open) = (Vec::new(), None, None);
    for (at, brace) in text.match_indices(['{', '}']) {
        match (open.take(), brace) {
            (Some(start), "}") => named.push(&text[start..at]),
            (before, "{") => {
                lone = lone.or(before.map(|_| "{"));
                open = Some(at + 1);
            }
            _ => lone = lone.or(Some("}")),
        }
    }
    named.sort_unstable();
    named.dedup();
    (named, lone.or(open.map(|_| "{")))
}

/// Tells that a language has no text for a key.
fn missing(layer: &ThemeFile, key: &str, language: &LanguageTag) -> Diagnostic {
    let message = format!("`{language}` has no text for `{key}`, which is said in English instead");
    Diagnostic::general(Code::MissingString, message).help(format!("write `{key}: …` in {}", layer.file))
}

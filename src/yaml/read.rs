//! Turns nodes into values of their types, and tells what does not fit.

use std::{collections::BTreeMap, sync::Arc};

use serde_yaml::Mapping;

use crate::{
    date::Date,
    diag::{Code, Diagnostic, nearest},
    locale::{LanguageTag, LocaleCode},
    span::Span,
};

use super::{
    Node, Yaml,
    locate::{self, Part},
    node::mapping,
};

/// A type that YAML can be read into.
pub trait Read: Sized {
    /// What is expected, in words that follow "must be": `a text`.
    const EXPECTED: &'static str;
    /// The same for a list of it.
    const EXPECTED_LIST: &'static str = "a list";

    /// Reads a value; `None` when it does not fit, which has been told.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;

    /// Reads a value that stands where a list is expected; only types of which one may
    /// stand for a list of one do.
    fn read_lone(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Self>> {
        reader.wrong_type(node, Self::EXPECTED_LIST)
    }
}

/// Where the reader is in a text, and what it has told so far.
pub struct Reader<'a> {
    yaml: Yaml<'a>,
    what: &'static str,
    /// The place of each entry or item on the way to here, from the top.
    way: Vec<usize>,
    /// The same in words: `locales[1].name`; empty at the top.
    name: String,
    told: Vec<Diagnostic>,
}

/// How many faults of one text are told; finding the place of each costs a reading.
const MOST_TOLD: usize = 50;

impl<'a> Reader<'a> {
    /// A reader at the top of a text that messages call `what`.
    #[must_use]
    pub fn new(yaml: Yaml<'a>, what: &'static str) -> Self {
        Self { yaml, what, way: Vec::new(), name: String::new(), told: Vec::new() }
    }

    /// What was told, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.told.sort_by_key(|told| told.place.as_ref().map(|place| place.span));
        self.told
    }

    /// Does something inside the `idx`-th entry of the map here.
    pub fn in_entry<T>(&mut self, idx: usize, key: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let dot = if self.name.is_empty() { "" } else { "." };
        self.step(idx, &format!("{dot}{key}"), inside)
    }

    /// Does something inside the `idx`-th item of the list here.
    pub fn in_item<T>(&mut self, idx: usize, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.step(idx, &format!("[{idx}]"), inside)
    }

    fn step<T>(&mut self, idx: usize, name: &str, inside: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.name.len();
        self.way.push(idx);
        self.name.push_str(name);
        let value = inside(self);
        self.name.truncate(length);
        self.way.pop();
        value
    }

    /// The value or key here in words, for the beginning of a message.
    #[must_use]
    pub fn subject(&self) -> String {
        if self.name.is_empty() { self.what.to_owned() } else { format!("`{}`", self.name) }
    }

    /// Remembers this place for a fault that only later is seen to be one.
    #[must_use]
    pub fn here<T>(&self, value: T) -> At<T> {
        At { value, way: self.way.clone(), part: Part::Value }
    }

    /// The same for the key of the entry here.
    #[must_use]
    pub fn key_here<T>(&self, value: T) -> At<T> {
        At { part: Part::Key, ..self.here(value) }
    }

    /// Tells a fault of the value here.
    pub fn tell<T>(&mut self, code: Code, message: impl Into<Arc<str>>, help: Option<String>) -> Option<T> {
        let at = self.here(());
        self.tell_at(&at, code, message, help);
        None
    }

    /// Tells a fault of the key here.
    pub fn tell_key(&mut self, code: Code, message: impl Into<Arc<str>>, help: Option<String>) {
        let at = self.key_here(());
        self.tell_at(&at, code, message, help);
    }

    /// Tells a fault at a place that was passed before.
    pub fn tell_at<T>(&mut self, at: &At<T>, code: Code, message: impl Into<Arc<str>>, help: Option<String>) {
        if self.told.len() < MOST_TOLD {
            let span = locate::span(self.yaml, &at.way, at.part);
            self.told.push(Diagnostic::new(code, self.yaml.file, span, message).maybe_help(help));
        }
    }

    /// Tells a fault of two places that were passed before; `what` says what the first has
    /// to do with it.
    pub fn tell_pair<T>(&mut self, at: &At<T>, code: Code, message: impl Into<Arc<str>>, first: &At<T>, what: &str) {
        if self.told.len() < MOST_TOLD {
            let place = |at: &At<T>| locate::span(self.yaml, &at.way, at.part);
            let told = Diagnostic::new(code, self.yaml.file, place(at), message);
            self.told.push(told.related(self.yaml.file, place(first), what));
        }
    }

    /// Tells that a key is missing, at the head of the text since no place is at fault.
    pub fn tell_missing(&mut self, key: &str) {
        let message = format!("{} has no `{key}`", self.subject());
        if !self.way.is_empty() {
            self.tell_key(Code::MissingKey, message, None);
        } else if self.told.len() < MOST_TOLD {
            self.told.push(Diagnostic::new(Code::MissingKey, self.yaml.file, self.yaml.place(0), message));
        }
    }

    /// Tells of `.inf` and `.nan` within a value that goes to templates as it is: data in
    /// JSON, by which pages are known again, has no such numbers.
    fn tell_endless(&mut self, node: &Node) {
        match node {
            Node::Float(number) if !number.is_finite() => {
                let help = "write it as a text, in quotes".to_owned();
                self.invalid::<()>("is no number that a page can be given", Some(help));
            }
            Node::List(items) => {
                items.iter().enumerate().for_each(|(idx, item)| self.in_item(idx, |reader| reader.tell_endless(item)));
            }
            Node::Map(entries) => {
                for (idx, (key, node)) in entries.iter().enumerate() {
                    self.in_entry(idx, key, |reader| reader.tell_endless(node));
                }
            }
            _ => {}
        }
    }

    /// Tells that the value here is of the wrong type.
    pub fn wrong_type<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let message = format!("{} must be {expected}, not {}", self.subject(), node.describe());
        self.tell(Code::WrongType, message, None)
    }

    /// Tells that the value here is of the right type and makes no sense; `why` follows
    /// its name: `must be from 1 to 6`.
    pub fn invalid<T>(&mut self, why: &str, help: Option<String>) -> Option<T> {
        let message = format!("{} {why}", self.subject());
        self.tell(Code::InvalidValue, message, help)
    }

    /// The value here as it is written.
    fn written(&self) -> &'a str {
        let span: Span = locate::span(Yaml { start: 0, ..self.yaml }, &self.way, Part::Value);
        span.of(self.yaml.text)
    }

    /// Tells every key that stands twice in one map; the last one holds.
    pub(super) fn tell_repeated_keys(&mut self, node: &Node) {
        match node {
            Node::List(items) => {
                for (idx, item) in items.iter().enumerate() {
                    self.in_item(idx, |reader| reader.tell_repeated_keys(item));
                }
            }
            Node::Map(entries) => {
                let mut first = BTreeMap::new();
                for (idx, (key, value)) in entries.iter().enumerate() {
                    let before = *first.entry(key.clone()).or_insert(idx);
                    self.in_entry(idx, key, |reader| {
                        if before != idx {
                            reader.tell_repeated(before);
                        }
                        reader.tell_repeated_keys(value);
                    });
                }
            }
            _ => {}
        }
    }

    /// Tells that the key here stood before, as the map's entry `before`.
    fn tell_repeated(&mut self, before: usize) {
        if self.told.len() < MOST_TOLD {
            let mut way = self.way.clone();
            let second = locate::span(self.yaml, &way, Part::Key);
            way.pop();
            way.push(before);
            let first = locate::span(self.yaml, &way, Part::Key);
            let message = format!("the key {} stands here a second time", self.subject());
            let told = Diagnostic::new(Code::InvalidYaml, self.yaml.file, second, message);
            self.told.push(told.related(self.yaml.file, first, "it stands here first"));
        }
    }
}

/// A value with the place it was read from.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    way: Vec<usize>,
    part: Part,
}

impl<T> At<T> {
    /// Another value at the same place.
    pub fn with<U>(&self, value: U) -> At<U> {
        At { value, way: self.way.clone(), part: self.part }
    }
}

/// The word among `words` that a node is; told with the nearest when it is none.
pub fn word<T: Copy>(node: &Node, reader: &mut Reader<'_>, words: &[(&str, T)]) -> Option<T> {
    let names = || words.iter().map(|(name, _)| *name);
    let list = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let expected = if words.len() > 1 { format!("one of {list}") } else { list };
    let Node::Text(text) = node else { return reader.wrong_type(node, &expected) };
    let found = words.iter().find(|(name, _)| *name == &**text).map(|(_, value)| *value);
    found.or_else(|| {
        let help = nearest(text, names()).map(|near| format!("the closest is `{near}`"));
        reader.invalid(&format!("must be {expected}, not `{text}`"), help)
    })
}

impl<T: Read> Read for At<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const EXPECTED_LIST: &'static str = T::EXPECTED_LIST;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(|value| reader.here(value))
    }

    fn read_lone(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Self>> {
        let values = T::read_lone(node, reader)?;
        Some(values.into_iter().map(|value| reader.here(value)).collect())
    }
}

impl<T: Read> Read for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Some)
    }
}

impl<T: Read> Read for Vec<T> {
    const EXPECTED: &'static str = T::EXPECTED_LIST;

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Node::List(items) = node else { return T::read_lone(node, reader) };
        let read = |(idx, item)| reader.in_item(idx, |reader| T::read(item, reader));
        Some(items.iter().enumerate().filter_map(read).collect())
    }
}

impl Read for Arc<str> {
    const EXPECTED: &'static str = "a text";
    const EXPECTED_LIST: &'static str = "a list of texts";

    /// A number is read as it is written: `title: 1984` and `edition: 1.10` mean text.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Text(text) => Some(text.clone()),
            Node::Integer(_) | Node::Float(_) => Some(reader.written().into()),
            Node::Bool(_) => {
                let message = format!("{} must be a text, not {}", reader.subject(), node.describe());
                reader.tell(Code::WrongType, message, Some("put it in quotes to make it a text".to_owned()))
            }
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }

    fn read_lone(node: &Node, reader: &mut Reader<'_>) -> Option<Vec<Self>> {
        match node {
            Node::Text(_) | Node::Integer(_) | Node::Float(_) => Self::read(node, reader).map(|text| vec![text]),
            _ => reader.wrong_type(node, Self::EXPECTED_LIST),
        }
    }
}

impl Read for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Bool(value) => Some(*value),
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }
}

/// Reads whole numbers that fit a type.
macro_rules! read_integers {
    ($($type:ty, $expected:literal;)*) => { $(
        impl Read for $type {
            const EXPECTED: &'static str = $expected;

            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                match node {
                    Node::Integer(value) => Self::try_from(*value).ok(),
                    _ => None,
                }
                .or_else(|| reader.wrong_type(node, Self::EXPECTED))
            }
        }
    )* };
}

read_integers! {
    i64, "a whole number";
    u8, "a whole number from 0 to 255";
    u32, "a whole number from 0 on";
}

/// Reads types that are made of a text.
macro_rules! read_texts {
    ($($type:ty, $expected:literal, $make:expr;)*) => { $(
        impl Read for $type {
            const EXPECTED: &'static str = $expected;

            fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
                match node {
                    Node::Text(text) => {
                        let make: fn(&str) -> Option<Self> = $make;
                        make(text).or_else(|| reader.invalid(&format!("must be {}, not `{text}`", $expected), None))
                    }
                    _ => reader.wrong_type(node, Self::EXPECTED),
                }
            }
        }
    )* };
}

read_texts! {
    Date, "a day such as 2024-11-19", |text| text.parse().ok();
    LocaleCode, "a language code such as `en` or `zh-TW`", LocaleCode::new;
    LanguageTag, "a language tag such as `en` or `zh-Hans`", LanguageTag::new;
}

impl Read for Mapping {
    const EXPECTED: &'static str = "a map";

    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match node {
            Node::Map(entries) => {
                reader.tell_endless(node);
                Some(mapping(entries))
            }
            _ => reader.wrong_type(node, Self::EXPECTED),
        }
    }
}

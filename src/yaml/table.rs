//! Tables of keys: what a map may hold, how each key is read, and what it means.
//!
//! One table serves the reader, its messages and the manual, so a key cannot be read
//! without being documented.

use crate::diag::{Code, nearest};

use super::{Node, Read, Reader};

/// A type that is read from a map with known keys.
pub trait Keyed: Default + 'static {
    /// Every key, in the order of the manual.
    const KEYS: &'static [Key<Self>];

    /// Tells what is wrong with the value as a whole.
    fn check(&self, _reader: &mut Reader<'_>) {}

    /// Reads the keys one by one; a faulty one is told and keeps its default.
    ///
    /// With the value comes whether it has every key that is needed. `None` when it is
    /// no map.
    fn read_keys(node: &Node, reader: &mut Reader<'_>) -> Option<(Self, bool)> {
        let Some(entries) = node.entries() else { return reader.wrong_type(node, Self::EXPECTED) };
        let mut value = Self::default();
        for (idx, (name, node)) in entries.iter().enumerate() {
            match Self::KEYS.iter().find(|key| key.name == &**name) {
                // An empty place is the same as no key.
                Some(_) if *node == Node::Null => {}
                Some(key) => reader.in_entry(idx, name, |reader| (key.set)(&mut value, node, reader)),
                None => tell_unknown::<Self>(idx, name, reader),
            }
        }
        let is_given = |name: &str| entries.iter().any(|(key, node)| **key == *name && *node != Node::Null);
        let mut is_whole = true;
        for key in Self::KEYS.iter().filter(|key| key.is_needed && !is_given(key.name)) {
            reader.tell_missing(key.name);
            is_whole = false;
        }
        value.check(reader);
        Some((value, is_whole))
    }
}

/// A key of a map.
pub struct Key<T: 'static> {
    /// Its name.
    pub name: &'static str,
    /// What it means, in a sentence for the manual.
    pub means: &'static str,
    /// What it takes: `a list of texts`.
    pub takes: fn() -> &'static str,
    /// Whether the map makes no sense without it.
    pub is_needed: bool,
    /// Reads it into its place.
    pub set: fn(&mut T, &Node, &mut Reader<'_>),
}

/// Makes the table of a type: `name "What it means."`, with `needed` before a key without
/// which the map makes no sense, and `= reader` behind the name of a key that a function
/// of its own reads.
macro_rules! keys {
    ($type:ty { $($(#[$needed:ident])? $name:ident $(= $read:path)?, $means:literal;)* } $($check:item)?) => {
        impl $crate::yaml::Keyed for $type {
            const KEYS: &'static [$crate::yaml::Key<Self>] = &[$(
                $crate::yaml::Key {
                    name: stringify!($name),
                    means: $means,
                    takes: || $crate::yaml::Key::expected(|it: &Self| &it.$name),
                    is_needed: $crate::yaml::keys!(@needed $($needed)?),
                    set: |it, node, reader| $crate::yaml::keys!(@set it.$name, node, reader $(, $read)?),
                },
            )*];

            $($check)?
        }
    };
    (@needed) => { false };
    (@needed needed) => { true };
    (@set $place:expr, $node:ident, $reader:ident) => {
        if let Some(value) = $crate::yaml::Read::read($node, $reader) {
            $place = value;
        }
    };
    (@set $place:expr, $node:ident, $reader:ident, $read:path) => {
        if let Some(value) = $read($node, $reader) {
            $place = value.into();
        }
    };
}
pub(crate) use keys;

impl<T> Key<T> {
    /// What the type of a field expects.
    #[must_use]
    pub fn expected<F: Read>(_: fn(&T) -> &F) -> &'static str {
        F::EXPECTED
    }
}

impl<T: Keyed> Read for T {
    const EXPECTED: &'static str = "a map";
    const EXPECTED_LIST: &'static str = "a list of maps";

    /// `None` when it is no map or lacks a key that is needed.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let (value, is_whole) = Self::read_keys(node, reader)?;
        is_whole.then_some(value)
    }
}

/// Tells that there is no such key, with the nearest or, of a short table, all.
fn tell_unknown<T: Keyed>(idx: usize, name: &str, reader: &mut Reader<'_>) {
    /// How many keys a message can list.
    const FEW: usize = 8;

    let names = || T::KEYS.iter().map(|key| key.name);
    let whole = reader.subject();
    let help = match nearest(name, names()) {
        Some(near) => Some(format!("the closest is `{near}`")),
        None if T::KEYS.len() <= FEW => Some(format!("its keys are {}", listed(names()))),
        None if names().any(|known| known == "extra") => Some("keys of your own go under `extra`".to_owned()),
        None => None,
    };
    reader.in_entry(idx, name, |reader| {
        reader.tell_key(Code::UnknownKey, format!("{whole} has no key `{name}`"), help);
    });
}

/// Names in backticks, joined by commas.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

//! The tree that YAML becomes before anything is known of its meaning.

use std::{fmt, sync::Arc};

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Mapping, Value};

use super::{Bounds, fault::Fault};

/// A value of YAML.
///
/// A map keeps its entries in the order of the text, repeated keys included; a key is
/// always text, since `2024:` and `true:` are names where people write them.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing: an empty place, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, or a whole one beyond 64 bits.
    Float(f64),
    /// Text.
    Text(Arc<str>),
    /// A list.
    List(Vec<Self>),
    /// A map.
    Map(Vec<(Arc<str>, Self)>),
}

impl Node {
    /// The entries of a map, and of an empty place none.
    #[must_use]
    pub fn entries(&self) -> Option<&[(Arc<str>, Self)]> {
        match self {
            Self::Map(entries) => Some(entries),
            Self::Null => Some(&[]),
            _ => None,
        }
    }

    /// What it is, in the words of a message.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("`{value}`"),
            Self::Integer(value) => format!("the number {value}"),
            Self::Float(value) => format!("the number {value}"),
            Self::Text(text) => match text.char_indices().nth(40) {
                Some((end, _)) => format!("the text `{}…`", &text[..end]),
                None => format!("the text `{text}`"),
            },
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a map".to_owned(),
        }
    }

    /// The same as a value that templates can use.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Integer(value) => Value::Number((*value).into()),
            Self::Float(value) => Value::Number((*value).into()),
            Self::Text(text) => Value::String(text.to_string()),
            Self::List(items) => Value::Sequence(items.iter().map(Self::to_value).collect()),
            Self::Map(entries) => Value::Mapping(mapping(entries)),
        }
    }
}

/// The entries of a map as templates can use them.
pub(super) fn mapping(entries: &[(Arc<str>, Node)]) -> Mapping {
    entries.iter().map(|(key, value)| (Value::String(key.to_string()), value.to_value())).collect()
}

/// Reads a tree, at most as large as `bounds` allow.
pub(super) fn read(text: &str, bounds: Bounds) -> Result<Node, Fault> {
    let mut budget = Budget { bounds, n_nodes: bounds.n_nodes, n_bytes: bounds.size_bytes, excess: None };
    let seed = Seed { budget: &mut budget, depth: 0 };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(node) => Ok(node),
        Err(error) => Err(Fault::of(text, &error, budget.excess)),
    }
}

/// What is left of the bounds, and which one was overstepped.
struct Budget {
    bounds: Bounds,
    n_nodes: usize,
    n_bytes: usize,
    excess: Option<Excess>,
}

/// Why our own visitor refused to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Nested too deep.
    Depth,
    /// Too many values or too much text, which takes aliases to come by.
    Size,
    /// A `!tag`.
    Tag,
    /// A list or map in the place of a key.
    Key,
}

impl Budget {
    /// Refuses to go on; the crate adds the place to the error.
    fn refuse<T, E: Error>(&mut self, excess: Excess) -> Result<T, E> {
        self.excess = Some(excess);
        Err(E::custom("refused"))
    }

    /// Takes one node with so many bytes of text from what is left.
    fn spend<E: Error>(&mut self, n_bytes: usize) -> Result<(), E> {
        match (self.n_nodes.checked_sub(1), self.n_bytes.checked_sub(n_bytes)) {
            (Some(nodes), Some(bytes)) => {
                (self.n_nodes, self.n_bytes) = (nodes, bytes);
                Ok(())
            }
            _ => self.refuse(Excess::Size),
        }
    }
}

/// Reads one node.
struct Seed<'b> {
    budget: &'b mut Budget,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Seed<'_> {
    /// A node that holds no other.
    fn leaf<E: Error>(self, node: Node, n_bytes: usize) -> Result<Node, E> {
        self.budget.spend(n_bytes)?;
        Ok(node)
    }

    /// Goes one level deeper; the depth of what is inside.
    fn enter<E: Error>(&mut self) -> Result<usize, E> {
        self.budget.spend(0)?;
        if self.depth >= self.budget.bounds.depth { self.budget.refuse(Excess::Depth) } else { Ok(self.depth + 1) }
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.leaf(Node::Null, 0)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.leaf(Node::Null, 0)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.leaf(Node::Bool(value), 0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.leaf(Node::Integer(value), 0)
    }

    #[expect(clippy::cast_precision_loss, reason = "a number beyond 64 bits is kept as near as a fraction can")]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.leaf(i64::try_from(value).map_or(Node::Float(value as f64), Node::Integer), 0)
    }

    #[expect(clippy::cast_precision_loss, reason = "a number beyond 64 bits is kept as near as a fraction can")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.leaf(Node::Float(value as f64), 0)
    }

    #[expect(clippy::cast_precision_loss, reason = "a number beyond 64 bits is kept as near as a fraction can")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.leaf(Node::Float(value as f64), 0)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.leaf(Node::Float(value), 0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.leaf(Node::Text(text.into()), text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Node, A::Error> {
        let depth = self.enter()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed { budget: self.budget, depth })? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Node, A::Error> {
        let depth = self.enter()?;
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed { budget: self.budget })? {
            map.push((key, entries.next_value_seed(Seed { budget: self.budget, depth })?));
        }
        Ok(Node::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        self.budget.refuse(Excess::Tag)
    }
}

/// Reads the key of an entry as text.
struct KeySeed<'b> {
    budget: &'b mut Budget,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Arc<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Arc<str>, D::Error> {
        // As text and not as anything: `2024` and `~` are names here. What is no text at
        // all fails, so the excess is noted beforehand.
        self.budget.excess = Some(Excess::Key);
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        self.budget.excess = None;
        self.budget.spend(text.len())?;
        Ok(text.into())
    }
}

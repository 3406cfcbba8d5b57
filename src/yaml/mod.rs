//! Reads YAML into typed data, with bounds, and says where it is wrong.
//!
//! The text becomes a tree of [`Node`]s first and then, key by key, a typed value, so
//! that an unknown key and a wrong type in one file are both told. Which keys a type has
//! is a table ([`Keyed::KEYS`]) that the reader, its messages and the manual share.
//!
//! The crate below keeps where a value stands to itself, but for its errors. So nothing
//! is spent on places while all is well; to find one, the text is read once more by a
//! visitor that fails there (`locate`).
//!
//! The one module that knows the YAML crate's parser and its errors. Three things are
//! refused before it sees a text, since it takes quadratic time for them: brackets nested
//! by the thousand, directives, and texts beyond [`Bounds::size_bytes`].
//!
//! Floor 2. Knows no settings and no front matter.

mod fault;
mod locate;
mod node;
mod read;
mod table;

use crate::{
    diag::{Code, Diagnostic, Warned},
    path::ProjectPath,
    span::Span,
};

pub(crate) use self::table::keys;
pub use self::{
    node::Node,
    read::{At, Read, Reader, word},
    table::{Key, Keyed},
};

/// How much YAML is read before it is refused.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Size of the text, and of all text it holds once aliases are followed.
    pub size_bytes: usize,
    /// How deep lists and maps may nest.
    pub depth: usize,
    /// How many values and keys there may be once aliases are followed.
    pub n_nodes: usize,
}

impl Bounds {
    /// For the settings and other files of their own.
    pub const FILE: Self = Self { size_bytes: 1 << 20, depth: 32, n_nodes: 100_000 };
    /// For front matter.
    pub const FRONT_MATTER: Self = Self { size_bytes: 64 << 10, depth: 32, n_nodes: 10_000 };
}

/// A step on the way to a value.
#[derive(Clone, Copy, Debug)]
pub enum Step<'k> {
    /// To the value of a key.
    Key(&'k str),
    /// To an item of a list, by its place from 0.
    Item(usize),
}

/// A stretch of YAML in a file.
#[derive(Clone, Copy, Debug)]
pub struct Yaml<'a> {
    /// The file.
    pub file: &'a ProjectPath,
    /// The YAML itself.
    pub text: &'a str,
    /// The offset of its first byte in the file.
    pub start: usize,
}

impl<'a> Yaml<'a> {
    /// A whole file of YAML; a byte order mark before it is passed over.
    #[must_use]
    pub fn file(file: &'a ProjectPath, text: &'a str) -> Self {
        match text.strip_prefix('\u{feff}') {
            Some(rest) => Self { file, text: rest, start: text.len() - rest.len() },
            None => Self { file, text, start: 0 },
        }
    }

    /// Reads a typed value from it; `what` names the whole in messages: `front matter`.
    ///
    /// `None` when it is not YAML or not a map. A faulty key is told and keeps its
    /// default; an empty text is a map without keys.
    #[must_use]
    pub fn read<T: Keyed>(&self, what: &'static str, bounds: Bounds) -> Warned<Option<T>> {
        self.read_with(what, bounds, Read::read)
    }

    /// The same by a function of the caller's own, for a map whose keys are not known.
    #[must_use]
    pub fn read_with<T>(
        &self,
        what: &'static str,
        bounds: Bounds,
        read: impl FnOnce(&Node, &mut Reader<'_>) -> Option<T>,
    ) -> Warned<Option<T>> {
        let node = match self.tree(what, bounds) {
            Ok(node) => node,
            Err(fault) => return Warned { value: None, told: vec![*fault] },
        };
        let mut reader = Reader::new(*self, what);
        reader.tell_repeated_keys(&node);
        let value = read(&node, &mut reader);
        Warned { value, told: reader.finish() }
    }

    /// Where the value of a key at the top stands; the whole when it is not there.
    ///
    /// For a stage that finds fault with a value long after it was read.
    #[must_use]
    pub fn locate(&self, key: &str) -> Span {
        self.locate_in(&[Step::Key(key)])
    }

    /// Where the value at the end of a way stands, as far as there is such a way; the whole
    /// when not even its beginning is there. What stands alone is the first item of a list.
    #[must_use]
    pub fn locate_in(&self, steps: &[Step<'_>]) -> Span {
        let Ok(tree) = self.tree("", Bounds::FILE) else { return self.span() };
        let (mut way, mut node) = (Vec::new(), &tree);
        for step in steps {
            let next = match (step, node) {
                (Step::Key(key), Node::Map(entries)) => {
                    let idx = entries.iter().position(|(name, _)| **name == **key);
                    idx.map(|idx| (idx, &entries[idx].1))
                }
                (Step::Item(idx), Node::List(items)) => items.get(*idx).map(|item| (*idx, item)),
                _ => None,
            };
            let Some((idx, inner)) = next else { break };
            way.push(idx);
            node = inner;
        }
        if way.is_empty() { self.span() } else { locate::span(*self, &way, locate::Part::Value) }
    }

    /// The tree of the whole text, an empty one as an empty map.
    fn tree(&self, what: &str, bounds: Bounds) -> Result<Node, Box<Diagnostic>> {
        if let Some(why) = fault::refusal(self.text, bounds) {
            let message = format!("{what} {why}");
            return Err(Box::new(Diagnostic::new(Code::YamlTooComplex, self.file, self.place(0), message)));
        }
        if let Some((at, letter)) = self.text.char_indices().find(|(_, letter)| fault::is_forbidden(*letter)) {
            let span = Span::new(at..at + letter.len_utf8()).shift(self.start);
            let message = format!("YAML does not allow the character U+{:04X}", letter as u32);
            return Err(Box::new(Diagnostic::new(Code::InvalidYaml, self.file, span, message)));
        }
        node::read(self.text, bounds).map_err(|fault| Box::new(fault.diagnostic(*self, what)))
    }

    /// All of it.
    fn span(&self) -> Span {
        Span::new(0..self.text.len()).shift(self.start)
    }

    /// The empty place before the byte `offset` of the text.
    fn place(&self, offset: usize) -> Span {
        Span::new(offset..offset).shift(self.start)
    }
}

//! What the program remembers, within a build and from one to the next.
//!
//! Three rules make that safe: a remembered value is immutable, it depends on nothing but
//! its key, and the key holds every option that matters. A remembered stage remembers its
//! complaints too, so that a warning does not vanish the second time.
//!
//! Floor 4. Only [`crate::pipeline`] knows it.

use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hash},
    io,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::Serialize;

use crate::{
    align::Hinted,
    book::Book,
    chapter::{Card, Chapter},
    diag::{Diagnostic, Warned},
    doc::{CodeBlock, Link, Origin},
    front_matter::Voices,
    glossary::Glossary,
    highlight::Highlighted,
    input::{FileFacts, Options, SourceText},
    path::{ContentPath, OutPath, ProjectPath},
    settings::Settings,
    site::{Known, Recipe},
    view::Look,
};

/// Remembered values; empty for a first build. A clone remembers the same.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The pages that are published, with what they were made from; `None` where nobody
    /// asks what a page was made from.
    published: Option<Arc<BTreeMap<OutPath, Recipe>>>,
    /// Chapters by their text and what it includes.
    pub(crate) leaves: Store<Key, Leaf>,
    /// Whether the texts of chapters are left out of what is remembered of them.
    pub(crate) is_lean: bool,
    /// Whether other builds follow, which ask again for what this one has found.
    pub(crate) is_kept: bool,
    /// Listings by what they were made of.
    pub(crate) listings: Store<CodeBlock, Highlighted>,
    /// Alignments by what the units of both sides say.
    pub(crate) alignments: Store<Key, Hinted>,
    /// What was found out about the text of each chapter's file.
    pub(crate) texts: Arc<Mutex<Texts>>,
    /// The book as it was last bound.
    pub(crate) binding: Arc<Mutex<Option<Arc<Binding>>>>,
    /// Looks by the files of their theme.
    pub(crate) looks: Store<Key, Warned<Arc<Look>>>,
}

impl Memory {
    /// The memory of a build that finds these pages published: those that would be made from
    /// the same are not made again, and of all others it is told what they were made from.
    #[must_use]
    pub fn of_published(published: BTreeMap<OutPath, Recipe>) -> Self {
        Self { published: Some(Arc::new(published)), ..Self::default() }
    }

    /// What is known of a published page.
    pub(crate) fn known(&self, path: &OutPath) -> Known<'_> {
        self.published.as_ref().map_or(Known::Untracked, |published| Known::Tracked(published.get(path)))
    }

    /// The memory of several builds, one after the other.
    #[must_use]
    pub fn of_several() -> Self {
        Self { is_kept: true, ..Self::default() }
    }

    /// The memory of a preview, which shows few pages of many: of chapters it keeps what
    /// others may know of them, and reads their texts again when a page shows them.
    #[must_use]
    pub fn of_preview() -> Self {
        Self { is_lean: true, ..Self::of_several() }
    }

    /// The same memory, which keeps of chapters only what others may know of them.
    #[must_use]
    pub(crate) fn lean(&self) -> Self {
        Self { is_lean: true, ..self.clone() }
    }

    /// Forgets what was not asked for since the last call, and is in use nowhere, so that
    /// memory stays bounded by the book however long a preview runs.
    pub fn tidy(&self) {
        self.leaves.tidy();
        self.listings.tidy();
        self.alignments.tidy();
        self.looks.tidy();
    }
}

/// The texts that were read last, each with what was found out about it.
pub(crate) type Texts = BTreeMap<ContentPath, (SourceText, Digest)>;

/// What was found out about a text. A preview is given the very same text again as long as
/// its file does not change, and then need not look at it.
#[derive(Clone, Debug)]
pub(crate) struct Digest {
    /// A hash of it.
    pub hash: Key,
    /// The files it includes.
    pub wanted: Arc<[ProjectPath]>,
}

/// A chapter that was read: what binding needs of it, what there was to tell.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub card: Arc<Card>,
    pub links: Vec<Link>,
    pub origin: Origin,
    pub told: Vec<Diagnostic>,
    /// The voices it was read with, where they are not those of its own front matter.
    pub voices: Option<Voices>,
    /// All of it, unless memory is lean.
    pub chapter: Option<Arc<Chapter>>,
}

impl Leaf {
    /// What is kept of a chapter.
    pub(crate) fn of(chapter: Warned<Chapter>, voices: Option<&Voices>, is_lean: bool) -> Self {
        let Warned { value, told } = chapter;
        let (card, voices) = (Arc::clone(&value.card), voices.cloned());
        if is_lean {
            // Lists grow by doubling; here each byte counts ten thousand times.
            let mut links = value.doc.links;
            links.shrink_to_fit();
            return Self { card, links, origin: value.origin, told, voices, chapter: None };
        }
        let (links, origin) = (value.doc.links.clone(), value.origin.clone());
        Self { card, links, origin, told, voices, chapter: Some(Arc::new(value)) }
    }

    /// The same of which nothing leads anywhere: its links are left out.
    pub(crate) fn without_links(&self) -> Self {
        Self {
            card: Arc::clone(&self.card),
            links: Vec::new(),
            origin: self.origin.clone(),
            told: Vec::new(),
            voices: self.voices.clone(),
            chapter: None,
        }
    }
}

/// A bound book, with everything that it was bound from.
#[derive(Debug)]
pub(crate) struct Binding {
    pub settings: Arc<Settings>,
    pub glossary: Arc<Glossary>,
    pub options: Options,
    pub files: BTreeMap<ContentPath, FileFacts>,
    /// Every chapter that was given, in order.
    pub leaves: Vec<Arc<Leaf>>,
    /// What came of it.
    pub book: Warned<Arc<Book>>,
}

/// What a value depends on, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct Key([u8; blake3::OUT_LEN]);

impl Key {
    /// The key of a value that depends on `parts`, each told apart from the next.
    pub(crate) fn of(parts: &(impl Serialize + ?Sized)) -> Self {
        let mut hasher = blake3::Hasher::new();
        // A hasher is quick with long stretches, and most values are written bit by bit.
        let mut writer = io::BufWriter::new(&mut hasher);
        postcard::to_io(parts, &mut writer).expect("plain data can be written, and a hasher takes all of it");
        drop(writer);
        Self(hasher.finalize().into())
    }
}

/// So many locks that threads seldom wait for one another.
const N_SHARDS: usize = 32;

/// Values by key, each made once, whatever number of threads ask for it. Clones hold the
/// same values.
#[derive(Debug)]
pub(crate) struct Store<K, V> {
    shards: Arc<[Shard<K, V>; N_SHARDS]>,
}

/// Some of the values, under one lock.
type Shard<K, V> = Mutex<FxHashMap<K, Slot<V>>>;

/// A value that may still be in the making, and whether it was asked for lately.
#[derive(Debug)]
struct Slot<V> {
    value: Arc<OnceLock<Arc<V>>>,
    is_used: bool,
}

impl<K, V> Default for Store<K, V> {
    fn default() -> Self {
        Self { shards: Arc::new(std::array::from_fn(|_| Mutex::default())) }
    }
}

impl<K, V> Clone for Store<K, V> {
    fn clone(&self) -> Self {
        Self { shards: Arc::clone(&self.shards) }
    }
}

impl<K: Clone + Eq + Hash, V> Store<K, V> {
    /// The value of a key; made by `make` when it is asked for the first time. Another
    /// thread that asks meanwhile waits for it.
    pub(crate) fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        let cell = {
            let mut shard = self.shard(key).lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(slot) = shard.get_mut(key) {
                slot.is_used = true;
                Arc::clone(&slot.value)
            } else {
                let value = Arc::default();
                shard.insert(key.clone(), Slot { value: Arc::clone(&value), is_used: true });
                value
            }
        };
        Arc::clone(cell.get_or_init(|| Arc::new(make())))
    }

    fn shard(&self, key: &K) -> &Shard<K, V> {
        // The lowest bits find a value within its shard; a machine of 32 bits has no more.
        let bits = FxBuildHasher.hash_one(key) >> 20;
        &self.shards[usize::try_from(bits).unwrap_or_default() % N_SHARDS]
    }

    fn tidy(&self) {
        for shard in &*self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            let is_held = |slot: &Slot<V>| slot.value.get().is_some_and(|value| Arc::strong_count(value) > 1);
            shard.retain(|_, slot| std::mem::take(&mut slot.is_used) || is_held(slot));
        }
    }
}

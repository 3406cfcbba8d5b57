//! Finds what is written: an index made with the site, and the search that reads it.
//!
//! | step | makes |
//! | --- | --- |
//! | [`page`] | of a chapter: a page with its sections, from the blocks that it is printed from |
//! | [`Indexer::finish`] | of the pages of a locale that were added: the files that a browser asks for bit by bit |
//! | [`Engine::search`] | of an index and a query: sections, best first |
//!
//! Chinese, Japanese and Korean are looked up by pairs of characters, other scripts by
//! words ([`parts`]). The browser's half is the theme's `js/search/`: both fold, take apart,
//! look up and order alike, and `tests/vectors/search/` holds them to it.
//!
//! Floor 3. Knows no template and no file.

mod chains;
mod engine;
mod excerpt;
mod filters;
mod fold;
mod found;
mod index;
mod indexer;
mod lexicon;
mod look;
mod lookup;
mod names;
mod page;
mod parts;
mod postings;
mod proof;
mod query;
mod rank;
mod section;
mod shelf;
mod tally;
mod term;
mod text;
mod weigh;
mod wire;
mod word;

pub use self::{
    engine::{Engine, Narrow},
    excerpt::{Excerpt, excerpt},
    fold::{Han, fold},
    found::{Found, Hit},
    index::{Index, is_index},
    indexer::Indexer,
    names::Names,
    page::{Page, page},
    parts::{Part, identifier_parts, parts},
    proof::{Heading, unfindable},
    query::Query,
    section::{Passage, Section, sections},
    word::{is_near, stem},
};

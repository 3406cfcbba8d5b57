//! Turns the book into pages: what each page shows, decided here, placed by templates.
//!
//! | step | makes |
//! | --- | --- |
//! | [`Look`] | of a theme: parsed templates, words, style sheet and script |
//! | [`Press`] | of a book and a look: what many pages share |
//! | [`Press::places`] | the list of all pages |
//! | [`Press::page`] | one page, as bytes |
//!
//! Building renders all places in parallel, previewing renders the one that is asked for,
//! both through the same function. A page depends on its own chapter, on the cards of the
//! others as the book has them, and on the look.
//!
//! Floor 3. Knows no file; the theme comes as texts.

mod about;
mod around;
mod assets;
mod beside;
pub mod body;
mod breaks;
mod colophon;
mod comments;
mod components;
mod ctx;
pub mod data;
pub mod engine;
mod facing;
mod fallback;
mod faults;
mod follow;
mod foreign;
mod glossary;
mod head;
mod header;
mod held;
mod languages;
mod let_in;
mod listings;
mod lists;
mod look;
mod merge;
pub mod minify;
mod misnamed;
mod modules;
mod page;
pub mod pair_ids;
mod pieces;
mod place;
mod press;
mod print;
mod recordings;
mod related;
mod script;
mod search;
mod sheets;
mod status;
mod tags;
mod template;
mod text;
pub mod title;
mod toc;
mod voices;
mod way;

pub use around::Paint;
pub use faults::once;
pub use look::{Features, Look};
pub use pieces::Pieces;
pub use place::Place;
pub use press::{PlaceInFront, Press, Printed};
pub use print::SharedPaint;
pub use text::{Follows, Shown, Text};

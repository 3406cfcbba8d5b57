//! diglot: a static site generator for long texts in two or more languages.
//!
//! The library is pure but for [`edge`]: it turns texts into texts. `ARCHITECTURE.md`
//! has the map; each module says what it is for and on which floor it stands. A module
//! imports only from floors below its own.

// Floor 0: words everything else is said in.
pub mod date;
pub mod deflate;
pub mod diag;
pub mod escape;
pub mod locale;
pub mod path;
pub mod span;

// Floor 1: plain data.
pub mod alignment;
pub mod book;
pub mod chapter;
pub mod doc;
pub mod front_matter;
pub mod glossary;
pub mod input;
pub mod origin;
pub mod outline;
pub mod progress;
pub mod settings;
pub mod site;
pub mod standing;
pub mod theme;
pub mod translation;

// Floor 2: one text in, one value out.
pub mod align;
pub mod alphabet;
pub mod catalogue;
pub mod chart;
pub mod diff;
pub mod feed;
pub mod highlight;
pub mod markdown;
pub mod picture;
pub mod terms;
pub mod unit;
pub mod words;
pub mod yaml;

// Floor 3: crafts joined: chapters, book, parts of the site.
pub mod bind;
pub mod ledger;
pub mod parity;
pub mod parse;
pub mod search;
pub mod sitemap;
pub mod stats;
pub mod status;
pub mod texts;
pub mod todo;
pub mod view;

// Floor 4: the whole program, and what it remembers.
pub mod memo;
pub mod pipeline;

// Floor 5: files, terminal, clock.
pub mod edge;

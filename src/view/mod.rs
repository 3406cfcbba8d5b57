//! Turns the book into pages: what each page shows, decided here, placed by templates.
//!
//! Floor 3. Knows no file; the theme comes as texts.

pub mod assets;
pub mod body;
pub mod data;
pub mod engine;
pub mod faults;
pub mod minify;
mod modules;

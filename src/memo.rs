//! What the program remembers from one build to the next.
//!
//! Floor 4. Only [`crate::pipeline`] knows it. A remembered value is immutable, depends
//! on nothing but its key, and its key holds every option that matters.

/// Remembered values; empty for a first build.
#[derive(Debug, Default)]
pub struct Memory {}

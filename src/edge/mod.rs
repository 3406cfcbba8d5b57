//! Where the program meets the world: files, terminal, clock, environment.
//!
//! Floor 5. Everything below is pure.

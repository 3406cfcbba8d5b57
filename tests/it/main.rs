//! What a user gets, tested through the library and the program.

#![expect(clippy::disallowed_methods, reason = "tests read and write files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod settings;
mod tidy;

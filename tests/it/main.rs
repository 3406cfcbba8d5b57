//! What a user gets, tested through the library and the program.

mod tidy;

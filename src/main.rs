//! The `diglot` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Building a site is asking for memory in small pieces, millions of times.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    diglot::edge::cli::run()
}

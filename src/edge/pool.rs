//! The threads that work is done with.
//!
//! Edge.

use std::{mem::ManuallyDrop, thread};

use super::failure::Failure;

/// How much each thread may put on its stack. Texts nest, and those who read them call
/// themselves; what is not used costs nothing.
pub(super) const STACK_BYTES: usize = 16 << 20;

/// How many threads there are for a processor at most: what is done is work, so that more of
/// them only keep one another from it.
const MOST_PER_PROCESSOR: usize = 4;

/// Does `work` with as many threads as were asked for, within reason: as there are
/// processors, when nobody asked.
///
/// # Errors
///
/// That of the work; wrong usage, when the system does not give so many threads.
pub(super) fn in_pool<T: Send>(
    n_jobs: Option<u16>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let n_most = MOST_PER_PROCESSOR * thread::available_parallelism().map_or(1, usize::from);
    let n_jobs = n_jobs.map_or(0, |n_jobs| usize::from(n_jobs).min(n_most));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_jobs).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|error| Failure::usage(format!("cannot start {n_jobs} threads: {error}")))?;
    // The program ends with its work and its threads with it. To end them before would have
    // each give back what it holds.
    ManuallyDrop::new(pool).install(work)
}

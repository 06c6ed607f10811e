//! The worker threads.

use crate::limits::WORKER_STACK;
use rayon::ThreadPool;

/// A pool of `jobs` threads, or one per core for `None`. Each has four times the stack that the deepest article takes.
///
/// # Errors
/// One clause: the system cannot start threads.
pub fn pool(jobs: Option<u16>) -> Result<ThreadPool, String> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .stack_size(WORKER_STACK)
        .build()
        .map_err(|error| format!("no threads can be started: {error}"))
}

//! The threads that articles are made on.

use crate::limits::WORKER_STACK;
use rayon::ThreadPool;

/// A pool of some threads, `None` for one a core, each with a stack that the deepest article needs a quarter of.
///
/// # Errors
/// One clause: the system gives no threads.
pub fn pool(jobs: Option<u16>) -> Result<ThreadPool, String> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .stack_size(WORKER_STACK)
        .build()
        .map_err(|error| format!("no threads can be started: {error}"))
}

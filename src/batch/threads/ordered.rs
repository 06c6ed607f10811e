//! Work on every core, results in order: memory is bounded by the number of workers, not by the amount of work.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// Most results that may wait for an earlier one. A leaflet need not wait for a long article, and waiting results are small.
const AHEAD: usize = 4096;

/// Calls `work` for each number below `count` on all threads of the current pool, and `take` with the results in the order of the
/// numbers, each as soon as all before it are done. Once `stop` is set, no further number is started.
///
/// No more than [`AHEAD`] results wait for an earlier one, and a thread waits only for threads that are working.
pub fn in_order<R: Send>(
    count: usize,
    stop: &AtomicBool,
    work: impl Fn(usize) -> R + Sync,
    take: impl FnMut(usize, R) + Send,
) {
    let next = AtomicUsize::new(0);
    let waiting = Mutex::new(Waiting { results: BTreeMap::new(), due: 0, take });
    let taken = Condvar::new();
    rayon::broadcast(|_| {
        loop {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let number = next.fetch_add(1, Ordering::Relaxed);
            if count <= number {
                return;
            }
            let waits = |waiting: &mut Waiting<R, _>| waiting.due + AHEAD < number;
            let lock = waiting.lock().expect(CALM);
            drop(taken.wait_while(lock, waits).expect(CALM));
            let result = work(number);
            waiting.lock().expect(CALM).add(number, result);
            taken.notify_all();
        }
    });
}

const CALM: &str = "`take` does not panic";

struct Waiting<R, T> {
    results: BTreeMap<usize, R>,
    /// Number of the next result to take.
    due: usize,
    take: T,
}

impl<R, T: FnMut(usize, R)> Waiting<R, T> {
    fn add(&mut self, number: usize, result: R) {
        self.results.insert(number, result);
        while let Some(result) = self.results.remove(&self.due) {
            (self.take)(self.due, result);
            self.due += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_took_longest() {
        let mut taken = Vec::new();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let work = |number: usize| {
            if number.is_multiple_of(7) {
                std::thread::yield_now();
            }
            number * 2
        };
        pool.install(|| in_order(100, &AtomicBool::new(false), work, |number, double| taken.push((number, double))));
        assert_eq!(taken, (0..100).map(|number| (number, number * 2)).collect::<Vec<_>>());
    }
}

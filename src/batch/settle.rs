//! Editions that are written aside → their places, those of many articles at a time.
//!
//! Before a file takes its place it has to be on the disk, and a hundred files that are flushed together are there nearly as soon as
//! one. So a thread of its own gathers what is ready while the last ones are flushed, and the others go on.

use super::article::{Done, file_fault};
use super::store::{self, Aside};
use crate::diagnostic::Diagnostic;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// How many articles wait for each other.
pub const MOST: usize = 128;

/// How long the first of them waits.
const PATIENCE: Duration = Duration::from_millis(40);

/// What comes while the first waits; empty when nothing comes any more.
pub fn gathered<T>(receiver: &Receiver<T>) -> Vec<T> {
    let mut gathered: Vec<T> = receiver.recv().into_iter().collect();
    let begin = Instant::now();
    while !gathered.is_empty() && gathered.len() < MOST {
        match receiver.recv_timeout(PATIENCE.saturating_sub(begin.elapsed())) {
            Ok(more) => gathered.push(more),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    gathered
}

/// Puts the editions of articles into their places: for each article what went wrong. Nothing is known any more of an article
/// whose editions are not all in their places, so the next run makes them again.
pub fn settle<'d>(articles: impl IntoIterator<Item = &'d mut Done>) -> Vec<Vec<Diagnostic>> {
    let mut articles: Vec<&mut Done> = articles.into_iter().collect();
    let asides: Vec<&Aside> = articles.iter().flat_map(|done| &done.asides).collect();
    let mut flushed = store::flush(&asides).into_iter();
    let mut into_place = |aside: Aside| match flushed.next().expect("`flush` answers for each file") {
        Ok(()) => aside.settle(),
        Err(error) => Err(aside.drop_for(&error)),
    };
    let settled = articles.iter_mut().map(|done| {
        let mut faults = Vec::new();
        for aside in done.asides.drain(..) {
            let place = aside.place().to_owned();
            match (into_place(aside), &mut done.known) {
                (Ok(()), Some(known)) => known.is_in_place(&place),
                (Ok(()), None) => {}
                (Err(message), _) => faults.push(file_fault(message)),
            }
        }
        if !faults.is_empty() {
            done.known = None;
            done.made.clear();
        }
        faults
    });
    settled.collect()
}

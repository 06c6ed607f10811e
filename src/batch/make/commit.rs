//! Editions that are written aside → their places, those of many articles at a time.
//!
//! Before a file takes its place it has to be on the disk, and a hundred files that are flushed together are there nearly as soon as
//! one. So a thread of its own gathers what is ready while the last ones are flushed, and the others go on.

use crate::batch::files::store;
use crate::batch::files::store::StagedFile;
use crate::batch::outcome::ArticleOutcome;
use crate::batch::outcome::faults::file_fault;
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
pub fn commit<'d>(articles: impl IntoIterator<Item = &'d mut ArticleOutcome>) -> Vec<Vec<Diagnostic>> {
    let mut articles: Vec<&mut ArticleOutcome> = articles.into_iter().collect();
    let staged: Vec<&StagedFile> = articles.iter().flat_map(|outcome| &outcome.staged).collect();
    let mut flushed = store::flush(&staged).into_iter();
    let mut into_place = |file: StagedFile| match flushed.next().expect("`flush` answers for each file") {
        Ok(()) => file.commit(),
        Err(error) => Err(file.drop_for(&error)),
    };
    let settled = articles.iter_mut().map(|outcome| {
        let mut faults = Vec::new();
        for file in outcome.staged.drain(..) {
            let place = file.place().to_owned();
            match (into_place(file), &mut outcome.known) {
                (Ok(()), Some(known)) => known.is_in_place(&place),
                (Ok(()), None) => {}
                (Err(message), _) => faults.push(file_fault(message)),
            }
        }
        if !faults.is_empty() {
            outcome.known = None;
            outcome.made.clear();
        }
        faults
    });
    settled.collect()
}

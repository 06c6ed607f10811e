//! Staged editions → their final places, many articles at a time.
//!
//! A file must be on the disk before it takes its place, and flushing a hundred files together takes hardly longer than flushing
//! one. So the recording thread gathers finished articles while it flushes the last ones, and the workers go on.

use crate::batch::files::store;
use crate::batch::files::store::StagedFile;
use crate::batch::outcome::ArticleOutcome;
use crate::batch::outcome::faults::file_fault;
use crate::diagnostic::Diagnostic;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Most articles that are committed together.
pub const MOST: usize = 128;

/// Longest time that the first article of a group waits.
const PATIENCE: Duration = Duration::from_millis(40);

/// Receives the next group of results; empty when the sender has gone.
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

/// Renames the staged editions of articles into place. Returns the faults of each article. An article with a fault loses its entry,
/// so the next run makes it again.
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

//! `quatrefoil build`: makes what is to be made of the articles of an order, and keeps the books.

use super::opened::Opened;
use super::report::{Reporter, Tally};
use super::{Outcome, article, gone, press, workers};
use crate::cli::BuildOrder;
use crate::diagnostic::Diagnostic;
use crate::export::Exporter;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Carries an order out, with some formats.
///
/// # Errors
/// Why nothing could be done.
pub fn build(order: &BuildOrder, formats: &[&'static dyn Exporter], reporter: &Reporter) -> Result<Outcome, String> {
    let begin = Instant::now();
    let pool = workers::pool(order.jobs)?;
    let mut opened = Opened::open(order, formats, reporter)?;
    let mut tally = Tally::new(order.run.strict);
    reporter.begin();
    reporter.passed_over(&opened.passed_over);
    tally.pass_over(&opened.passed_over);
    for shut in &opened.shut {
        told(&shut.path, article::shut(&shut.why), reporter, &mut tally);
    }
    for path in &opened.unread {
        told(path, article::unread_configuration(), reporter, &mut tally);
    }
    for (path, died) in &opened.died {
        told(path, died.clone(), reporter, &mut tally);
    }
    let shard = order.run.shard;
    let mine = |number: &usize| shard.is_none_or(|shard| shard.holds(&opened.found[*number].source()));
    let numbers: Vec<usize> = (0..opened.found.len()).filter(mine).collect();
    let progress = reporter.progress(numbers.len());
    let asked = opened.shelf.exporters.len();
    let mut changed = pool.install(|| {
        press::make(&mut opened, &numbers, reporter, |_, done, said| {
            if !said.is_empty() {
                progress.suspend(|| reporter.say(said));
            }
            progress.inc(1);
            tally.add(done, asked);
        })
    });
    progress.finish_and_clear();
    tally.left = numbers.len() - tally.articles;
    tally.interrupted = opened.shelf.stop.load(Ordering::Relaxed);
    changed = changed.max(gone::settle(&mut opened, order, reporter, &mut tally));
    if !order.run.dry_run
        && let Err(message) = opened.ledger.close(changed)
    {
        told(&opened.shelf.out, article::file_fault(message), reporter, &mut tally);
    }
    reporter.summary(&tally, begin.elapsed());
    Ok(tally.outcome())
}

/// Says and counts what is wrong with a file that is no article.
fn told(path: &Path, diagnostic: Diagnostic, reporter: &Reporter, tally: &mut Tally) {
    tally.add_diagnostic(&diagnostic);
    reporter.file(path, "", &[diagnostic]);
}

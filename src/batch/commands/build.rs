//! `quatrefoil build`: makes the editions that an order asks for.

use super::standard_output;
use crate::batch::make::build_context::BuildContext;
use crate::batch::make::{orphans, pipeline};
use crate::batch::outcome::{Outcome, faults};
use crate::batch::report::{Reporter, Tally};
use crate::batch::source_article::is_in_shard;
use crate::batch::threads::workers;
use crate::cli::BuildOrder;
use crate::diagnostic::Diagnostic;
use crate::export::{EXPORTERS, Exporter};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Makes the editions of an order. Messages go to standard error, in the order of the articles.
pub fn build(order: &BuildOrder) -> Outcome {
    build_with(order, EXPORTERS)
}

/// Makes the editions of an order with other exporters, each under the name of an existing format.
pub fn build_with(order: &BuildOrder, formats: &[&'static dyn Exporter]) -> Outcome {
    let reporter = Reporter::of(&order.say, order.run.dry_run);
    let outcome = match standard_output::is_asked(order) {
        true => standard_output::print(order, formats, &reporter),
        false => run(order, formats, &reporter),
    };
    match outcome {
        Ok(outcome) => reporter.ended(outcome),
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Carries out an order with the given formats.
///
/// # Errors
/// The fault that prevents the run.
fn run(order: &BuildOrder, formats: &[&'static dyn Exporter], reporter: &Reporter) -> Result<Outcome, String> {
    let begin = Instant::now();
    let pool = workers::pool(order.jobs)?;
    let mut context = BuildContext::open(order, formats, reporter)?;
    let mut tally = Tally::new(order.run.strict);
    reporter.begin();
    reporter.passed_over(&context.passed_over);
    tally.pass_over(&context.passed_over);
    for folder in &context.unreadable {
        report_file(&folder.path, faults::unreadable_dir(&folder.why), reporter, &mut tally);
    }
    for path in &context.unread {
        report_file(path, faults::unread_configuration(), reporter, &mut tally);
    }
    for (path, died) in &context.died {
        report_file(path, died.clone(), reporter, &mut tally);
    }
    let shard = order.run.shard;
    let mine = |number: &usize| shard.is_none_or(|shard| is_in_shard(&context.found[*number].source(), shard));
    let numbers: Vec<usize> = (0..context.found.len()).filter(mine).collect();
    let progress = reporter.progress(numbers.len());
    let asked = context.shelf.exporters.len();
    let mut changed = pool.install(|| {
        pipeline::make(&mut context, &numbers, reporter, |_, outcome, messages| {
            if !messages.is_empty() {
                progress.suspend(|| reporter.say(messages));
            }
            progress.inc(1);
            tally.add(outcome, asked);
        })
    });
    progress.finish_and_clear();
    tally.left = numbers.len() - tally.articles;
    tally.interrupted = context.shelf.stop.load(Ordering::Relaxed);
    changed = changed.max(orphans::report(&mut context, order, reporter, &mut tally));
    if !order.run.dry_run
        && let Err(message) = context.ledger.close(changed)
    {
        report_file(&context.shelf.out, faults::file_fault(message), reporter, &mut tally);
    }
    reporter.summary(&tally, begin.elapsed());
    Ok(tally.outcome())
}

/// Reports and counts a fault of a file that is not an article.
fn report_file(path: &Path, diagnostic: Diagnostic, reporter: &Reporter, tally: &mut Tally) {
    tally.add_diagnostic(&diagnostic);
    reporter.file(path, "", &[diagnostic]);
}

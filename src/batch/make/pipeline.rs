//! Many articles → their outcomes in order: made on every core, then committed and recorded by one thread.

use super::build_context::BuildContext;
use super::{article, commit};
use crate::batch::outcome::ArticleOutcome;
use crate::batch::report::Reporter;
use crate::batch::shelf::obstacles::Obstacle;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::ledger::{Changed, Ledger};
use crate::batch::state::previous_build::PreviousBuild;
use crate::batch::threads::ordered;
use crate::diagnostic::Rule;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};

/// Makes some articles on all threads of the current pool. `each` gets every article's outcome and report in order, after its
/// editions are in place and its entry is in the ledger. Suspects come last, one at a time.
pub fn make(
    context: &mut BuildContext,
    numbers: &[usize],
    reporter: &Reporter,
    mut each: impl FnMut(&SourceArticle, &ArticleOutcome, &str) + Send,
) -> Changed {
    let weight = |number: &usize| context.shelf.suspects.weight(&context.found[*number]);
    let (mut suspects, others): (Vec<usize>, Vec<usize>) = numbers.iter().partition(|number| weight(number).is_some());
    suspects.sort_by_key(weight);
    let mut changed = make_at_once(context, &others, reporter, &mut each);
    for number in suspects {
        let mut is_made = false;
        let one = make_at_once(
            context,
            &[number],
            reporter,
            |found: &SourceArticle, outcome: &ArticleOutcome, messages: &str| {
                is_made = !outcome.diagnostics.iter().any(|diagnostic| diagnostic.rule == Rule::ArticleSkipped);
                each(found, outcome, messages);
            },
        );
        changed = changed.max(one);
        if is_made && !context.shelf.dry_run {
            context.shelf.suspects.clear(&context.found[number]);
        }
    }
    if !context.shelf.dry_run {
        context.shelf.begun.remove();
    }
    changed
}

/// Makes some articles in parallel, suspects like all others.
fn make_at_once(
    context: &mut BuildContext,
    numbers: &[usize],
    reporter: &Reporter,
    each: impl FnMut(&SourceArticle, &ArticleOutcome, &str) + Send,
) -> Changed {
    let BuildContext { shelf, found, obstacles, ledger, .. } = context;
    let task = |number: &usize| {
        let (article, obstacle) = (&found[*number], obstacles[*number].as_ref());
        let known = if obstacle.is_none() { ledger.take(&article.stem_of_links()) } else { None };
        Task { article, obstacle, known: Mutex::new(known.map(Box::new)) }
    };
    let tasks: Vec<_> = numbers.iter().map(task).collect();
    let work = |place: usize| {
        let task = &tasks[place];
        let outcome = article::build(shelf, task.article, task.obstacle, task.take());
        let messages = reporter.article(task.article, &outcome, &shelf.out);
        (messages, outcome.without_text())
    };
    let (sender, receiver) = sync_channel(2 * commit::MOST);
    let recorder = Recorder { reporter, out: &shelf.out, ledger: &mut *ledger, each, changed: Changed::Nothing };
    let changed = std::thread::scope(|scope| {
        let recorder = scope.spawn(|| recorder.enter_all(receiver));
        let take = |place: usize, (messages, outcome): (String, ArticleOutcome)| {
            // Sending fails only after a panic of the recorder, which is resumed below.
            let _ = sender.send(Turn { article: tasks[place].article, messages, outcome });
        };
        ordered::in_order(tasks.len(), shelf.stop, work, take);
        drop(sender);
        recorder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    // Articles that were not reached keep their entries.
    tasks.iter().filter_map(Task::take).for_each(|known| ledger.put(known));
    changed
}

/// An article of a run and its earlier entry.
struct Task<'a> {
    article: &'a SourceArticle,
    obstacle: Option<&'a Obstacle>,
    known: Mutex<Option<Box<PreviousBuild>>>,
}

impl Task<'_> {
    fn take(&self) -> Option<PreviousBuild> {
        let mut known = self.known.lock().expect("a lock is held for this line alone");
        known.take().map(|known| *known)
    }
}

/// A finished article: its report, and the outcome to record.
struct Turn<'a> {
    article: &'a SourceArticle,
    messages: String,
    outcome: ArticleOutcome,
}

/// Commits editions, updates the ledger and passes on the reports, in the order of the articles.
struct Recorder<'a, F> {
    reporter: &'a Reporter,
    /// The folder for editions.
    out: &'a Path,
    ledger: &'a mut Ledger,
    each: F,
    changed: Changed,
}

impl<F: FnMut(&SourceArticle, &ArticleOutcome, &str)> Recorder<'_, F> {
    /// Works until the sender has gone. Returns the change to the state files.
    fn enter_all(mut self, receiver: Receiver<Turn<'_>>) -> Changed {
        loop {
            let mut turns = commit::gathered(&receiver);
            if turns.is_empty() {
                return self.changed;
            }
            let begun = turns.iter().filter(|turn| !turn.outcome.staged.is_empty());
            self.ledger.announce(begun.filter_map(|turn| turn.outcome.known.as_ref()));
            let faults = commit::commit(turns.iter_mut().map(|turn| &mut turn.outcome));
            for (mut turn, faults) in turns.into_iter().zip(faults) {
                if !faults.is_empty() {
                    turn.outcome.diagnostics.extend(faults);
                    turn.messages = self.reporter.article(turn.article, &turn.outcome, self.out);
                }
                self.enter(turn);
            }
        }
    }

    fn enter(&mut self, Turn { article, messages, mut outcome }: Turn<'_>) {
        (self.each)(article, &outcome, &messages);
        self.changed = self.changed.max(outcome.changed);
        if let Some(known) = outcome.known.take() {
            self.ledger.put(known);
        }
    }
}

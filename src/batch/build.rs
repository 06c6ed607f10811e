//! `quatrefoil build`: finds the articles, makes what is to be made of them on every core, and keeps the books.

use super::article::{self, Done, Shelf};
use super::config::{Looks, Settings};
use super::excludes::Excludes;
use super::find::{self, Found};
use super::ledger::{self, Changed, Known, Ledger};
use super::manifest::Listed;
use super::report::{Reporter, Tally};
use super::{Outcome, build_date, exporters, interrupt, recipe, run, settle, store};
use crate::cli::BuildOrder;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use indicatif::ProgressBar;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Carries an order out.
///
/// # Errors
/// Why nothing could be done, or the books not be kept.
pub fn build(order: &BuildOrder, reporter: &Reporter) -> Result<Outcome, String> {
    let begin = Instant::now();
    let settings = Settings::load(&order.paths, &order.choices, reporter)?;
    let looks = Looks::load(&settings, reporter)?;
    let build_date = build_date()?;
    let exporters = exporters(&settings);
    let mut found = find::articles(&order.paths, &Excludes::of(&settings, reporter)?)?;
    looks.assign(&mut found);
    let out = settings.out();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(order.jobs.map_or(0, |jobs| jobs.get()))
        .build()
        .map_err(|error| format!("no threads can be started: {error}"))?;
    if !order.run.dry_run {
        store::prepare(&out, order.run.shard)?;
    }
    let stop = interrupt::watch();
    let stems = Arc::new(found.iter().map(Found::stem_of_links).collect());
    let mut ledger = open(&out, order, reporter);
    let shelf = Shelf {
        looks: &looks,
        recipes: looks.all().iter().map(|look| recipe::recipe(look, build_date)).map(|r| (r.key(), r)).collect(),
        earlier_recipes: ledger.recipes().clone(),
        program: ledger::program(),
        build_date,
        exporters: &exporters,
        out: &out,
        stems: &stems,
        force: order.run.force,
        dry_run: order.run.dry_run,
        stop,
    };
    shelf.recipes.iter().for_each(|(key, recipe)| ledger.add_recipe(*key, recipe.clone()));
    let mut tally = Tally::default();
    let mut changed = pool.install(|| make(&shelf, &found, order, reporter, &mut ledger, &mut tally));
    tally.interrupted = stop.load(Ordering::Relaxed);
    changed = changed.max(settle_gone(&out, &found, order, reporter, &mut ledger, &mut tally));
    if !order.run.dry_run
        && let Err(message) = ledger.close(changed)
    {
        let diagnostic = article::file_fault(message);
        tally.add_diagnostic(&diagnostic);
        reporter.file(&out, "", &[diagnostic]);
    }
    reporter.summary(&tally, begin.elapsed());
    Ok(tally.outcome())
}

fn open(out: &Path, order: &BuildOrder, reporter: &Reporter) -> Ledger {
    let (ledger, unusable) = Ledger::open(out, order.run.shard);
    if let Some((path, why)) = unusable {
        let message = format!("the manifest cannot be used: {why}");
        let diagnostic = Diagnostic::new(Rule::ManifestUnusable, SourceSpan::NOWHERE, message);
        reporter.file(&path, "", &[diagnostic.with_help("everything is made again")]);
    }
    ledger
}

/// An article of this run, and what was known of it before.
struct Task {
    number: usize,
    known: Mutex<Option<Box<Known>>>,
}

/// Does all that is to be done for articles, and says what became of them in their order.
fn make(
    shelf: &Shelf<'_>,
    found: &[Found],
    order: &BuildOrder,
    reporter: &Reporter,
    ledger: &mut Ledger,
    tally: &mut Tally,
) -> Changed {
    let clashes = find::clashes(found);
    let mine = |found: &Found| order.run.shard.is_none_or(|shard| shard.holds(&found.source()));
    let tasks = found.iter().enumerate().filter(|(_, found)| mine(found)).map(|(number, found)| {
        let known = if clashes[number].is_none() { ledger.take(&found.stem_of_links()) } else { None };
        Task { number, known: Mutex::new(known.map(Box::new)) }
    });
    let tasks: Vec<_> = tasks.collect();
    let progress = reporter.progress(tasks.len());
    let work = |number: usize| {
        let task = &tasks[number];
        let article = &found[task.number];
        let earlier = clashes[task.number].map(|earlier| &found[earlier]);
        let done = Done::of(shelf, article, earlier, task.take());
        let said = reporter.article(article, &done);
        (said, done.without_words())
    };
    let (sender, receiver) = sync_channel(2 * settle::MOST);
    let clerk =
        Clerk { reporter, progress: &progress, ledger: &mut *ledger, tally: &mut *tally, changed: Changed::Nothing };
    let changed = std::thread::scope(|scope| {
        let clerk = scope.spawn(|| clerk.enter_all(receiver));
        let take = |number: usize, (said, done): (String, Done)| {
            // Nobody listens any more only after a panic, which is handed on below.
            let _ = sender.send(Turn { article: &found[tasks[number].number], said, done });
        };
        run::in_order(tasks.len(), shelf.stop, work, take);
        drop(sender);
        clerk.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    progress.finish_and_clear();
    tally.left = tasks.len() - tally.articles;
    // What was not reached stays as it was.
    tasks.iter().filter_map(Task::take).for_each(|known| ledger.put(known));
    changed
}

impl Task {
    fn take(&self) -> Option<Known> {
        let mut known = self.known.lock().expect("a lock is held for this line alone");
        known.take().map(|known| *known)
    }
}

/// An article that is done: what is to be said of it, and what is to be entered.
struct Turn<'a> {
    article: &'a Found,
    said: String,
    done: Done,
}

/// Puts editions into their places, says what became of their articles and enters them in the books, in the order of the articles.
struct Clerk<'a> {
    reporter: &'a Reporter,
    progress: &'a ProgressBar,
    ledger: &'a mut Ledger,
    tally: &'a mut Tally,
    changed: Changed,
}

impl Clerk<'_> {
    /// Works until no article comes any more; what has changed then.
    fn enter_all(mut self, receiver: Receiver<Turn<'_>>) -> Changed {
        loop {
            let mut turns = settle::gathered(&receiver);
            if turns.is_empty() {
                return self.changed;
            }
            let faults = settle::settle(turns.iter_mut().map(|turn| &mut turn.done));
            for (turn, faults) in turns.into_iter().zip(faults) {
                self.enter(turn, &faults);
            }
        }
    }

    fn enter(&mut self, Turn { article, said, done }: Turn<'_>, faults: &[Diagnostic]) {
        if !said.is_empty() {
            self.progress.suspend(|| self.reporter.say(&said));
        }
        if !faults.is_empty() {
            faults.iter().for_each(|fault| self.tally.add_diagnostic(fault));
            self.progress.suspend(|| self.reporter.file(Path::new(&article.name()), "", faults));
        }
        self.progress.inc(1);
        self.tally.add(&done);
        self.changed = self.changed.max(done.changed);
        done.known.into_iter().for_each(|known| self.ledger.put(known));
    }
}

/// Tells of the articles that are in the books and not in the shelf any more, and with `--prune` removes their editions.
fn settle_gone(
    out: &Path,
    found: &[Found],
    order: &BuildOrder,
    reporter: &Reporter,
    ledger: &mut Ledger,
    tally: &mut Tally,
) -> Changed {
    // What a file of its own makes says nothing of all the others.
    if tally.interrupted || !order.paths.iter().any(|path| path.is_dir()) {
        return Changed::Nothing;
    }
    let here: BTreeSet<String> = found.iter().map(|found| found.stem_of_links().to_lowercase()).collect();
    let gone = ledger.articles().filter(|listed| listed.source != "-" && !here.contains(&listed.stem.to_lowercase()));
    let gone: Vec<Listed> = gone.cloned().collect();
    let prune = order.run.prune && !order.run.dry_run;
    for listed in &gone {
        let faults = if prune { remove(out, listed) } else { Vec::new() };
        tally.gone += 1;
        if faults.is_empty() && prune {
            ledger.take(&listed.stem);
        }
        for diagnostic in faults.into_iter().chain((!prune).then(|| left_behind(listed, order))) {
            tally.add_diagnostic(&diagnostic);
            reporter.file(Path::new(&listed.source), "", &[diagnostic]);
        }
        if prune {
            reporter.removed(listed);
        }
    }
    if prune && !gone.is_empty() { Changed::Manifest } else { Changed::Nothing }
}

fn left_behind(listed: &Listed, order: &BuildOrder) -> Diagnostic {
    let formats: Vec<_> = listed.editions.iter().map(|edition| edition.format.as_str()).collect();
    let message = format!("the article is not in the shelf any more; its editions stay ({})", formats.join(" "));
    let help = if order.run.prune { "`--prune` would remove them" } else { "`--prune` removes them" };
    Diagnostic::new(Rule::ArticleGone, SourceSpan::NOWHERE, message).with_help(help)
}

/// Removes the editions of an article, and the folders that are empty then. What is gone already is no fault.
fn remove(out: &Path, listed: &Listed) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for edition in &listed.editions {
        let path = out.join(format!("{}.{}", listed.stem, edition.format));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                faults.push(article::file_fault(format!("{}: {error}", path.display())));
            }
            _ => {}
        }
    }
    // A folder that holds anything is not removed: the system refuses.
    let folders = Path::new(&listed.stem).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    let _ = folders.map(|folder| std::fs::remove_dir(out.join(folder))).take_while(Result::is_ok).count();
    faults
}

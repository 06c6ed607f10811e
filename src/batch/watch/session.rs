//! All that a watch makes editions from, as it was when the configuration was read last.

use crate::batch::article::{Done, Shelf};
use crate::batch::config::{Looks, Settings};
use crate::batch::digest::Digest;
use crate::batch::excludes::Excludes;
use crate::batch::find::{self, Found};
use crate::batch::ledger::{self, Changed, Known, Ledger};
use crate::batch::manifest::Recipe;
use crate::batch::report::Reporter;
use crate::batch::{build_date, exporters, recipe, run, settle, store};
use crate::cli::WatchOrder;
use crate::export::Exporter;
use crate::tree::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

/// What holds until the configuration, a style sheet or the shelf changes.
pub struct Session {
    pub settings: Settings,
    looks: Looks,
    recipes: Vec<(Digest<8>, Recipe)>,
    earlier_recipes: BTreeMap<Digest<8>, Recipe>,
    exporters: Vec<&'static dyn Exporter>,
    build_date: Option<Date>,
    /// The folder for the editions.
    pub out: PathBuf,
    pub found: Vec<Found>,
    /// Where the editions of every article go.
    pub stems: Arc<BTreeSet<String>>,
    clashes: Vec<Option<usize>>,
    /// The articles that each file holds, by its real path: a link and what it leads to are one file.
    pub by_file: BTreeMap<PathBuf, Vec<usize>>,
    ledger: Ledger,
}

impl Session {
    /// Reads the configuration, the styles, what lies on the shelf and the books of the folder for editions.
    ///
    /// # Errors
    /// Whatever keeps a run from beginning.
    pub fn open(order: &WatchOrder, reporter: &Reporter) -> Result<Session, String> {
        let settings = Settings::load(&order.paths, &order.choices, reporter)?;
        let looks = Looks::load(&settings, reporter)?;
        let mut found = find::articles(&order.paths, &Excludes::of(&settings, reporter)?)?;
        looks.assign(&mut found);
        let (build_date, out) = (build_date()?, settings.out());
        store::prepare(&out, None)?;
        // Books that cannot be used are written anew; `build` tells of them.
        let (mut ledger, _) = Ledger::open(&out, None);
        let earlier_recipes = ledger.recipes().clone();
        let recipes = looks.all().iter().map(|look| recipe::recipe(look, build_date));
        let recipes: Vec<_> = recipes.map(|recipe| (recipe.key(), recipe)).collect();
        recipes.iter().for_each(|(key, recipe)| ledger.add_recipe(*key, recipe.clone()));
        Ok(Session {
            exporters: exporters(&settings),
            stems: Arc::new(found.iter().map(Found::stem_of_links).collect()),
            clashes: find::clashes(&found),
            by_file: by_file(&found),
            settings,
            looks,
            recipes,
            earlier_recipes,
            build_date,
            out,
            found,
            ledger,
        })
    }

    /// Makes what is to be made of some articles, on every core of the current pool, and hands over what became of each, in their
    /// order. A panic is our bug and is told as one.
    pub fn make(
        &mut self,
        numbers: &[usize],
        stop: &AtomicBool,
        mut each: impl FnMut(&Found, &Done) + Send,
    ) -> Changed {
        let clashing = |number: usize| self.clashes[number].is_some();
        let mut take = |number: &usize| match clashing(*number) {
            true => None,
            false => self.ledger.take(&self.found[*number].stem_of_links()),
        };
        let known: Vec<Mutex<Option<Known>>> = numbers.iter().map(|number| Mutex::new(take(number))).collect();
        let known_of = |place: usize| known[place].lock().unwrap_or_else(PoisonError::into_inner).take();
        let shelf = self.shelf(stop);
        let work = |place: usize| {
            let number = numbers[place];
            let earlier = self.clashes[number].map(|earlier| &self.found[earlier]);
            Done::of(&shelf, &self.found[number], earlier, known_of(place))
        };
        let (mut kept, mut changed) = (Vec::new(), Changed::Nothing);
        run::in_order(numbers.len(), stop, work, |place, mut done: Done| {
            let faults = settle::settle([&mut done]);
            done.diagnostics.extend(faults.into_iter().flatten());
            each(&self.found[numbers[place]], &done);
            changed = changed.max(done.changed);
            kept.extend(done.known);
        });
        kept.extend((0..numbers.len()).filter_map(known_of));
        kept.into_iter().for_each(|known| self.ledger.put(known));
        changed
    }

    /// Writes the books, where anything in them has changed.
    ///
    /// # Errors
    /// The file system's own words.
    pub fn close(&mut self, changed: Changed) -> Result<(), String> {
        self.ledger.close(changed)
    }

    fn shelf<'a>(&'a self, stop: &'a AtomicBool) -> Shelf<'a> {
        Shelf {
            looks: &self.looks,
            recipes: self.recipes.clone(),
            earlier_recipes: self.earlier_recipes.clone(),
            program: ledger::program(),
            build_date: self.build_date,
            exporters: &self.exporters,
            out: &self.out,
            stems: &self.stems,
            force: false,
            dry_run: false,
            stop,
        }
    }
}

fn by_file(found: &[Found]) -> BTreeMap<PathBuf, Vec<usize>> {
    let mut articles: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (number, found) in found.iter().enumerate() {
        if let Some(real) = found.path.as_deref().and_then(|path| path.canonicalize().ok()) {
            articles.entry(real).or_default().push(number);
        }
    }
    articles
}

//! A session: everything that a watch makes editions from, as of the last reading of the configuration.

use crate::batch::config::Settings;
use crate::batch::files::store;
use crate::batch::make::build_context::BuildContext;
use crate::batch::outcome::faults;
use crate::batch::report::Reporter;
use crate::batch::source_article::SourceArticle;
use crate::batch::state::names::is_state_file;
use crate::cli::BuildOrder;
use crate::export::{EXPORTERS, Exporter};
use crate::style::Style;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A build context that is valid until the configuration, a style sheet or the shelf changes.
pub struct Session {
    pub context: BuildContext,
    /// The articles of each file, by canonical path: a link and its target are one file.
    pub by_file: BTreeMap<PathBuf, Vec<usize>>,
    /// Canonical path of the folder for editions.
    out: PathBuf,
    /// True if that folder contains a watched path.
    holds_shelf: bool,
}

impl Session {
    /// Reads the configuration, the styles, the shelf and the ledger.
    ///
    /// # Errors
    /// The first fault that prevents the run.
    pub fn open(order: &BuildOrder, formats: &[&'static dyn Exporter], reporter: &Reporter) -> Result<Session, String> {
        let mut context = BuildContext::open(order, formats, reporter)?;
        // The lock is taken for each build, not for the whole watch.
        context.lock = None;
        for folder in &context.unreadable {
            reporter.file(&folder.path, "", &[faults::unreadable_dir(&folder.why)]);
        }
        for path in &context.unread {
            reporter.file(path, "", &[faults::unread_configuration()]);
        }
        for (path, died) in &context.died {
            reporter.file(path, "", std::slice::from_ref(died));
        }
        let out = context.shelf.out.canonicalize().unwrap_or_else(|_| context.shelf.out.clone());
        let holds = |path: &PathBuf| path.canonicalize().is_ok_and(|real| real.starts_with(&out));
        let holds_shelf = order.paths.iter().any(holds);
        Ok(Session { by_file: by_file(&context.found), context, out, holds_shelf })
    }

    /// True if a file changes because this program writes it: an edition or a state file.
    pub fn is_made(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.out) else { return false };
        if !self.holds_shelf {
            return true;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let stem: Vec<_> = below.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_edition = EXPORTERS.iter().any(|format| path.extension().is_some_and(|own| own == format.extension()));
        let is_edition = is_edition && self.context.shelf.stems.contains(&stem.join("/"));
        store::is_staged(&name) || is_state_file(&name) || is_edition && !self.by_file.contains_key(path)
    }

    /// Files that every edition depends on: the configuration, the style sheets and the logos.
    pub fn files(&self) -> Vec<PathBuf> {
        let logos = self.context.shelf.profiles.all().iter().filter_map(|profile| profile.logo_file.clone());
        self.context.settings.files().into_iter().chain(logos).collect()
    }
}

/// Logos that style sheets name, existing or not.
pub fn logos_of_sheets(settings: &Settings) -> Vec<PathBuf> {
    let logo = |sheet: PathBuf| {
        let text = sheet.is_file().then(|| std::fs::read_to_string(&sheet).ok())??;
        let style = Style::from_toml(&text).ok()?;
        let logo = style.paper.letterhead.logo;
        (!logo.is_empty()).then(|| sheet.parent().unwrap_or(Path::new("")).join(logo))
    };
    settings.sheets().into_iter().filter_map(logo).collect()
}

fn by_file(found: &[SourceArticle]) -> BTreeMap<PathBuf, Vec<usize>> {
    let mut articles: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (number, found) in found.iter().enumerate() {
        if let Some(real) = found.path.as_deref().and_then(|path| path.canonicalize().ok()) {
            articles.entry(real).or_default().push(number);
        }
    }
    articles
}

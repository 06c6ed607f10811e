//! Articles that the ledger lists and the shelf no longer holds: they are reported, and `--prune` removes their editions.

use super::build_context::BuildContext;
use crate::batch::files::digest::Digest;
use crate::batch::outcome::faults;
use crate::batch::report::{Reporter, Tally};
use crate::batch::state::ledger::Changed;
use crate::batch::state::manifest::Listed;
use crate::cli::BuildOrder;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Reports the articles that are gone, and removes their editions if `--prune` was given.
pub fn report(context: &mut BuildContext, order: &BuildOrder, reporter: &Reporter, tally: &mut Tally) -> Changed {
    // Prune only when a whole, readable folder was built.
    if tally.interrupted || !context.unreadable.is_empty() || !order.paths.iter().any(|path| path.is_dir()) {
        return Changed::Nothing;
    }
    let here: BTreeSet<String> = context.found.iter().map(|found| found.stem_of_links().to_lowercase()).collect();
    let is_gone = |listed: &&Listed| listed.source != "-" && !here.contains(&listed.stem.to_lowercase());
    let gone: Vec<Listed> = context.ledger.articles().filter(is_gone).cloned().collect();
    let is_part = order.run.prune && is_part_of_another(order, &gone);
    let mut changed = Changed::Nothing;
    for listed in &gone {
        if listed.editions.is_empty() {
            context.ledger.take(&listed.stem);
            changed = Changed::Manifest;
            continue;
        }
        tally.gone += 1;
        let kept = kept_by(order, &here, is_part);
        let reported = match kept {
            Some(help) => vec![left_behind(listed, help)],
            None => remove(&context.shelf.out, listed),
        };
        if kept.is_none() && reported.is_empty() {
            context.ledger.take(&listed.stem);
            changed = Changed::Manifest;
            reporter.removed(listed);
        }
        reported.iter().for_each(|diagnostic| tally.add_diagnostic(diagnostic));
        reporter.file(Path::new(&listed.source), "", &reported);
    }
    changed
}

/// The reason why editions of a missing article are kept, as help; `None` if they are to be removed.
fn kept_by(order: &BuildOrder, here: &BTreeSet<String>, is_part: bool) -> Option<&'static str> {
    match (order.run.prune, order.run.dry_run) {
        (false, _) => Some("`--prune` removes them"),
        (true, _) if is_part => Some("`--prune` removes nothing while only a part of the shelf is built"),
        // An unmounted disk looks like a shelf from which every article was removed.
        (true, _) if here.is_empty() => Some("`--prune` removes nothing while the shelf has no article at all"),
        (true, true) => Some("`--prune` would remove them"),
        (true, false) => None,
    }
}

/// True if the run covers only a part of the shelf that the ledger describes: a missing article is still found, unchanged, relative
/// to a folder above those of the run.
fn is_part_of_another(order: &BuildOrder, gone: &[Listed]) -> bool {
    let folders = order.paths.iter().filter_map(|path| path.canonicalize().ok());
    let above: BTreeSet<PathBuf> =
        folders.flat_map(|path| path.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>()).collect();
    let lies_in = |folder: &PathBuf, listed: &Listed| {
        let file = folder.join(&listed.source);
        file.is_file() && std::fs::read(&file).is_ok_and(|bytes| Digest::blake3(&bytes) == listed.blake3)
    };
    gone.iter().any(|listed| above.iter().any(|folder| lies_in(folder, listed)))
}

fn left_behind(listed: &Listed, help: &str) -> Diagnostic {
    let formats: Vec<_> = listed.editions.iter().map(|edition| edition.format.as_str()).collect();
    let message = format!("the article is no longer on the shelf; its editions stay ({})", formats.join(" "));
    Diagnostic::new(Rule::ArticleGone, SourceSpan::NOWHERE, message).with_help(help)
}

/// Removes the editions of an article, and folders that are empty afterwards. A file that is already gone is not an error.
fn remove(out: &Path, listed: &Listed) -> Vec<Diagnostic> {
    let remove = |edition: &crate::batch::state::manifest::ListedEdition| {
        let path = out.join(format!("{}.{}", listed.stem, edition.format));
        match remove_file(out, &path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Some(faults::file_fault(format!("{}: {error}", path.display())))
            }
            _ => None,
        }
    };
    let faults: Vec<_> = listed.editions.iter().filter_map(remove).collect();
    // The system refuses to remove a folder that is not empty.
    let folders = Path::new(&listed.stem).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    let _ = folders.map(|folder| std::fs::remove_dir(out.join(folder))).take_while(Result::is_ok).count();
    faults
}

/// Removes a file if it is really below `out`, symbolic links resolved.
fn remove_file(out: &Path, path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(out).canonicalize()?;
    if !folder.starts_with(out.canonicalize()?) {
        return Err(io::Error::other("a link leads out of the folder for the editions; it was not removed"));
    }
    std::fs::remove_file(path)
}

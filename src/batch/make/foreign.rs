//! Files that no run made are never overwritten. A file in an edition's place that the ledger does not list is an earlier edition
//! of the same article, or it belongs to somebody else.

use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use crate::export::Exporter;
use crate::tree::Document;
use std::fs;
use std::path::Path;

/// Largest file that is read; no edition is larger.
const MOST: u64 = 1 << 30;

/// Report of a file that keeps an edition from its place. `None` where there is no file, or an earlier edition of the same article
/// under the same title, as after the manifest was lost.
pub fn in_the_way(place: &Path, edition: &[u8], exporter: &dyn Exporter, document: &Document) -> Option<Diagnostic> {
    // A link is not followed: it is somebody's, whatever it leads to.
    let kind = fs::symlink_metadata(place).ok()?;
    if kind.is_file() && kind.len() <= MOST {
        let held = fs::read(place).ok();
        let mark = |bytes: &[u8]| exporter.mark(bytes, document);
        if held.is_some_and(|held| held == edition || mark(&held).is_some_and(|of| mark(edition) == Some(of))) {
            return None;
        }
    }
    let message = format!("`{}` is there, and no run is known to have made it: it stays as it is", place.display());
    let help = "move it elsewhere, or have it overwritten with `--force`";
    Some(Diagnostic::new(Rule::FileInTheWay, SourceSpan::NOWHERE, message).with_help(help))
}

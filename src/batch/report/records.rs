//! JSON Lines of a run: one record a line, each with its `type`.
//!
//! | `type` | fields |
//! |---|---|
//! | `run` | `run` (its name), `time` (RFC 3339), `version`: the first record of a run |
//! | `diagnostic` | `file`, `line`, `column`, `end_line`, `end_column`, `severity`, `rule`, `message`, `help`, `more` |
//! | `edition` | `article`, `format`, `state` (`made`, `planned`, `unchanged`, `removed`), `reason`, `about`, `file`, `bytes`, `sha256`, `pages`, `sheets` |
//! | `summary` | see `Tally::record` |
//! | `error` | `message`, `exit_code`: why nothing could be done |
//!
//! A field that has no value is `null`: so are the lines and columns of a diagnostic that has no place. Of one rule at most 100
//! diagnostics are listed for an article, and as many for each edition; `more` of the last one counts the others of its rule and
//! severity, and is 0 else. So the `errors` of the summary are the errors of all records and their `more`.
//!
//! Characters that a terminal obeys, or that nobody sees, are written as escapes (`\u202e`); a parser gives them back.

use super::run_id;
use crate::batch::outcome::{ArticleOutcome, Outcome, Reason};
use crate::batch::state::manifest::Listed;
use crate::diagnostic::render::printable_json;

/// A record for each edition that was asked for.
pub fn editions(messages: &mut String, article: &str, outcome: &ArticleOutcome, dry_run: bool) {
    let state = if dry_run { "planned" } else { "made" };
    let listed = outcome.known.as_ref().map(|known| &known.listed);
    for (format, reason) in &outcome.made {
        messages.push_str(&edition(article, format, state, Some(reason), listed.filter(|_| !dry_run)));
    }
    for format in &outcome.kept {
        messages.push_str(&edition(article, format, "unchanged", None, listed));
    }
}

/// The record that begins a run.
pub fn run(run: &str) -> String {
    let record =
        serde_json::json!({ "type": "run", "run": run, "time": run_id::now(), "version": env!("CARGO_PKG_VERSION") });
    format!("{record}\n")
}

/// A record of what kept a run from beginning.
pub fn error(message: &str) -> String {
    let record =
        serde_json::json!({ "type": "error", "message": message, "exit_code": Outcome::CouldNotRun.exit_code() });
    format!("{record}\n")
}

/// A record for each edition that was removed.
pub fn removed(listed: &Listed) -> String {
    let record = |format: &String| edition(&listed.source, format, "removed", None, Some(listed));
    listed.editions.iter().map(|edition| record(&edition.format)).collect()
}

fn edition(article: &str, format: &str, state: &str, reason: Option<&Reason>, listed: Option<&Listed>) -> String {
    let edition = listed.and_then(|listed| listed.editions.iter().find(|edition| edition.format == format));
    let (reason, about) = (reason.map(Reason::name), reason.and_then(Reason::about));
    let record = serde_json::json!({
        "type": "edition",
        "article": article,
        "format": format,
        "state": state,
        "reason": reason,
        "about": about,
        "file": edition.and(listed).map(|listed| format!("{}.{format}", listed.stem)),
        "bytes": edition.map(|edition| edition.bytes),
        "sha256": edition.map(|edition| edition.sha256),
        "pages": edition.and_then(|edition| edition.pages),
        "sheets": edition.and_then(|edition| edition.sheets),
    });
    printable_json(record.to_string()) + "\n"
}

//! Severities of diagnostics.

use serde::{Deserialize, Serialize};

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A guess or decision was made for the author; nothing is wrong.
    Note,
    /// Readers lose something, or may.
    Warning,
    /// The article breaks a rule; the exit code is 1.
    Error,
}

//! How much a diagnostic weighs.

use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something was guessed or decided for the author; nothing is wrong.
    Note,
    /// A reader loses something, or may.
    Warning,
    /// The article breaks a rule; the exit code is 1.
    Error,
}

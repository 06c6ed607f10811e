//! What is said to an author: one clause about one place in an article.
//!
//! A diagnostic holds no format: `render` turns it into lines for people or JSON for programs. This folder depends on
//! nothing else of the crate.

mod near;
mod place;
pub mod render;
mod rules;
mod severity;

pub use near::nearest;
pub use place::{LineIndex, Position, SourceSpan};
pub use rules::Rule;
pub use severity::Severity;

use serde::{Deserialize, Serialize};

/// An article breaks a rule; this says so.
///
/// `message` is one clause, lowercase, without a full stop, with the author's own words in backticks. `help` says what
/// to do about it; `None` where the message already does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub rule: Rule,
    pub severity: Severity,
    /// [`SourceSpan::NOWHERE`] where the whole article is meant.
    pub at: SourceSpan,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the rule's own severity.
    pub fn new(rule: Rule, at: SourceSpan, message: impl Into<String>) -> Self {
        Diagnostic { rule, severity: rule.severity(), at, message: message.into(), help: None }
    }

    /// The same diagnostic with a line that says what to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

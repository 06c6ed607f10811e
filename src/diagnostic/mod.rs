//! Diagnostics: one clause about one place in an article.
//!
//! A diagnostic holds no format: `render` turns it into lines for people or JSON for programs. This folder depends on
//! nothing else of the crate.

mod cap;
mod near;
mod place;
mod printable;
pub mod render;
mod rules;
mod severity;

pub use cap::{MOST_PER_RULE, Rest, Shown, all, cap_per_rule, for_people};
pub use near::nearest;
pub use place::{LineIndex, Position, SourceSpan};
pub use rules::Rule;
pub use severity::Severity;

use serde::{Deserialize, Serialize};

/// A report that an article breaks a rule.
///
/// `message` is one clause, lowercase, without a full stop, with the author's own words in backticks. `help` is what to do about
/// it; `None` if the message suffices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: Rule,
    /// Its weight: that of the rule.
    pub severity: Severity,
    /// Place in the article; [`SourceSpan::NOWHERE`] for the whole article.
    pub at: SourceSpan,
    /// One clause.
    pub message: String,
    /// The thing to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Number of further diagnostics of this rule and severity that are not listed; see [`cap_per_rule`].
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: usize,
}

fn is_none(more: &usize) -> bool {
    *more == 0
}

impl Diagnostic {
    /// A diagnostic of the rule's own severity.
    pub fn new(rule: Rule, at: SourceSpan, message: impl Into<String>) -> Self {
        let message = shortened(message.into());
        Diagnostic { rule, severity: rule.severity(), at, message, help: None, more: 0 }
    }

    /// Adds a line that says what to do.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Number of diagnostics that it counts: itself and those that are not listed.
    pub fn count(&self) -> usize {
        self.more.saturating_add(1)
    }
}

/// A clause without its middle if it is too long to read: the author's own words may be an address of a megabyte.
fn shortened(clause: String) -> String {
    const LONGEST: usize = 800;
    if clause.len() <= LONGEST {
        return clause;
    }
    let head = &clause[..clause.floor_char_boundary(LONGEST / 2)];
    let tail = &clause[clause.ceil_char_boundary(clause.len() - LONGEST / 4)..];
    format!("{head} … {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_clause_is_longer_than_anybody_reads() {
        let address = format!("https://clinic.example/{}", "手".repeat(100_000));
        let diagnostic = Diagnostic::new(Rule::LinkNowhere, SourceSpan::NOWHERE, format!("`{address}` leads nowhere"));
        let message = diagnostic.message;
        assert!(message.len() < 700, "{}", message.len());
        assert!(
            message.starts_with("`https://clinic.example/手") && message.ends_with("手` leads nowhere"),
            "{message}"
        );
    }
}

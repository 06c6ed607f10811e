//! Front matter as it is read: the head so far, and the text that each value comes from.

use super::head::Head;
use super::values::{Node, Value};
use crate::diagnostic::{Diagnostic, LineIndex, Rule, SourceSpan};
use crate::tree::{Image, Line, is_unprintable};
use std::ops::Range;

/// The head so far.
pub(super) struct HeadReader<'a> {
    pub(super) text: &'a str,
    pub(super) places: LineIndex<'a>,
    pub(super) head: Head,
    pub(super) cover: Option<Image>,
    pub(super) cover_alt: Option<Line>,
    pub(super) series_position: Option<(Line, SourceSpan)>,
    pub(super) seen: Vec<&'static str>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl HeadReader<'_> {
    pub(super) fn fault(&mut self, at: Range<usize>, message: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::new(Rule::FrontMatterValue, self.places.span(at), message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    /// A value that is one text.
    pub(super) fn text(&mut self, key: &str, value: &Node) -> Option<String> {
        match &value.value {
            Value::Text(text) => Some(text.clone()),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => {
                let what = if matches!(value.value, Value::List(_)) { "a list" } else { "a table" };
                self.fault(value.at.clone(), format!("`{key}` is {what}, not one text"), None);
                None
            }
        }
    }

    pub(super) fn line(&mut self, key: &str, value: &Node) -> Option<Line> {
        let text = self.text(key, value)?;
        if text.contains(is_unprintable) {
            let message = format!("`{key}` has a control character; it was replaced or left out");
            self.diagnostics.push(Diagnostic::new(Rule::ControlCharacter, self.places.span(value.at.clone()), message));
        }
        let line = Line::new(&text).ok();
        if line.is_none() {
            self.fault(value.at.clone(), format!("`{key}` is empty"), Some("leave the key out".to_owned()));
        }
        line
    }

    /// The source of a value, for messages.
    pub(super) fn source(&self, at: Range<usize>) -> &str {
        self.text.get(at).unwrap_or_default()
    }
}

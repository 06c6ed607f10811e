//! The editions of a document, made as a run makes them.

use quatrefoil::export::{EXPORTERS, Edition, Exporter, Job};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::Document;
use std::sync::OnceLock;

/// One edition by its format's name. Fails where the edition is refused.
pub fn edition(format: &str, document: &Document, pictures: &Pictures, style: &Style) -> Edition {
    let exporter = exporter(format).unwrap_or_else(|| panic!("no exporter is called {format}"));
    let pages = OnceLock::new();
    let job = Job::new(document, style, pictures, Fonts::builtin(), "article", &pages);
    exporter.export(job).unwrap_or_else(|diagnostics| panic!("{format}: {}", diagnostics[0].message))
}

/// The exporter of a name.
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.name() == name)
}

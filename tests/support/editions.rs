//! The editions of a document, made as a run makes them.

use quatrefoil::export::{EXPORTERS, Edition, Exporter, Job};
use quatrefoil::layout::Fonts;
use quatrefoil::picture::Pictures;
use quatrefoil::style::Style;
use quatrefoil::tree::Document;
use std::sync::OnceLock;

/// One edition by its format's name. Fails where the edition is refused.
pub fn edition(format: &str, document: &Document, pictures: &Pictures, style: &Style) -> Edition {
    try_edition(format, document, pictures, style).unwrap_or_else(|why| panic!("{format}: {why}"))
}

/// One edition by its format's name, or why it is refused.
pub fn try_edition(format: &str, document: &Document, pictures: &Pictures, style: &Style) -> Result<Edition, String> {
    let exporter = exporter(format).ok_or_else(|| format!("no exporter is called {format}"))?;
    let pages = OnceLock::new();
    let job = Job::new(document, style, pictures, Fonts::builtin(), "article", &pages);
    exporter.export(job).map_err(|diagnostics| diagnostics[0].message.clone())
}

/// The exporter of a name.
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.name() == name)
}

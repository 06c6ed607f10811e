//! The page: one self-contained HTML file that runs nothing and asks for nothing.
//!
//! Pictures are in it as data, its style in one `style` element. It has no script, no handler and no `style` attribute, so it
//! can be served under the policy `default-src 'none'; img-src data:; style-src 'sha256-…'` with the hash of that element, which is
//! the same for all pages of a style. It states no policy itself: that would shut out the style sheets and programs that readers
//! with low vision bring along, and the Nu checker warns of such a policy, for it takes the facts in JSON-LD for a script that runs.
//! A picture that is shown twice is in it twice: what `use` draws from elsewhere in the file is lost, with its words, where a
//! browser's reading mode or a copy takes the article alone. It knows no file and no clock.

mod about;
mod page;
mod stylesheet;

use super::mark::{between, position};
use super::{Edition, Exporter, Inputs, Job, Table};
use crate::diagnostic::Diagnostic;
use crate::style::Labels;

/// The exporter of the page.
pub struct Html;

impl Exporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn inputs(&self) -> Inputs {
        Inputs { tables: &[Table::Colours, Table::Screen], pictures: true, pages: false }
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn mark(&self, bytes: &[u8], _document: &crate::tree::Document) -> Option<String> {
        position(bytes, "<meta name=\"generator\" content=\"Quatrefoil ")?;
        between(bytes, "<title>", "</title>").map(str::to_owned)
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let labels = Labels::of(&job.document.meta().lang);
        let body = page::body(job, &labels);
        let mut html = String::with_capacity(body.markup.len() + 16 * 1024);
        about::head(job, &labels, &body, &mut html);
        html.push_str(&body.markup);
        Ok(Edition { bytes: html.into_bytes(), losses: Vec::new(), pages: None })
    }
}

//! `--out -`: one edition of one article on standard output. Writes no file and needs no manifest.

use crate::batch::config::{BuildProfiles, Settings};
use crate::batch::files::clock::build_date;
use crate::batch::make::{editions, load, pictures, read};
use crate::batch::outcome::{Outcome, faults};
use crate::batch::report::{Reporter, Tally};
use crate::batch::shelf::excludes::Excludes;
use crate::batch::shelf::find;
use crate::batch::shelf::find::requested_form;
use crate::cli::{BuildOrder, MessageForm};
use crate::diagnostic::Severity;
use crate::export::Exporter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// True if an order asks for an edition on standard output.
pub fn is_asked(order: &BuildOrder) -> bool {
    order.choices.out.as_deref() == Some(Path::new("-"))
}

/// Makes the edition and prints it. Diagnostics go to standard error.
///
/// # Errors
/// More than one article or format, and any fault that prevents the run.
pub fn print(order: &BuildOrder, formats: &[&'static dyn Exporter], reporter: &Reporter) -> Result<Outcome, String> {
    if order.say.format == MessageForm::Json {
        return Err("`--out -` and `--format json` both write to standard output: leave one of them out".to_owned());
    }
    let settings = Settings::load(&order.paths, &order.choices, reporter)?;
    let profiles = BuildProfiles::load(&settings, reporter)?;
    let found = find::articles(&order.paths, requested_form(order.from), &Excludes::of(&settings, reporter)?)?;
    let mut found = found.articles;
    profiles.assign(&mut found);
    let exporters = settings.chosen(formats);
    let ([found], [exporter]) = (found.as_slice(), exporters.as_slice()) else {
        return Err("`--out -` writes one edition: name one article, and one format with `--to`".to_owned());
    };
    let profile = profiles.of(found);
    let mut read = read::read(found, profile, &Arc::default(), &load::load(found, &profile.defaults.limits)?);
    let mut diagnostics = std::mem::take(&mut read.diagnostics);
    let mut made = None;
    if let Some(document) = &read.document {
        let pictures = pictures::load(document, found.folder(), &profile.defaults.limits, &mut diagnostics);
        let (stem, date, reported) = (found.file_stem(), build_date()?, diagnostics.clone());
        let export =
            || editions::with_job(profile, &stem, document, &reported, &pictures, date, |job| exporter.export(job));
        match catch_unwind(AssertUnwindSafe(export)).unwrap_or_else(|_| Err(vec![faults::bug(exporter.name())])) {
            Ok(edition) => {
                diagnostics.extend(edition.losses);
                made = Some(edition.bytes);
            }
            Err(faults) => diagnostics.extend(faults),
        }
    }
    let least = if order.say.verbose { Severity::Note } else { Severity::Warning };
    reporter.diagnostics(found, &read.text, &diagnostics, least);
    let mut tally = Tally::new(order.run.strict);
    diagnostics.iter().for_each(|diagnostic| tally.add_diagnostic(diagnostic));
    if let Some(bytes) = made {
        reporter.print_bytes(&bytes);
    }
    Ok(tally.outcome())
}

//! An article that was read → its staged editions and its entry in the manifest.

use super::foreign;
use super::load::LoadedArticle;
use super::pictures::LoadedPictures;
use super::read::ReadArticle;
use super::shelf::Shelf;
use crate::batch::config::BuildProfile;
use crate::batch::files::digest::Digest;
use crate::batch::files::stamp::Stamp;
use crate::batch::files::store::StagedFile;
use crate::batch::outcome::{ArticleOutcome, Reason, faults};
use crate::batch::source_article::SourceArticle;
use crate::batch::state::ledger::Changed;
use crate::batch::state::manifest::{Listed, ListedEdition};
use crate::batch::state::previous_build::{PreviousBuild, Stamps};
use crate::diagnostic::{Diagnostic, Severity, cap_per_rule};
use crate::export::{EXPORTERS, Edition, Exporter, Job};
use crate::style::paper::Printing;
use crate::tree::walk::{self, Visit};
use crate::tree::{Alt, BlockKind, Date, Document};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::Ordering;
use unicode_segmentation::UnicodeSegmentation as _;

/// Everything that the editions of one article are made from.
pub struct EditionInputs {
    pub loaded: LoadedArticle,
    pub read: ReadArticle,
    pub pictures: LoadedPictures,
}

/// Result of each format that was started.
type Results = BTreeMap<&'static str, Result<NewEdition, Vec<Diagnostic>>>;

/// An edition that was made in this run.
struct NewEdition {
    listed: ListedEdition,
    /// Every loss of the format, notes included; `listed` holds only those that are kept in the manifest.
    losses: Vec<Diagnostic>,
    /// `None` until the file is in its place.
    stamp: Option<Stamp>,
    /// `None` where the file in its place already holds these bytes.
    aside: Option<StagedFile>,
}

/// Makes the requested editions of an article. Returns its outcome with the new entry for the manifest.
pub fn make(
    shelf: &Shelf,
    found: &SourceArticle,
    from: EditionInputs,
    formats: &[(&'static dyn Exporter, Reason)],
    known: &mut Option<PreviousBuild>,
) -> ArticleOutcome {
    let results = match &from.read.document {
        Some(document) => export(shelf, found, document, &from, formats, known.as_ref()),
        None => Results::new(),
    };
    let listed = Listed {
        source: found.source(),
        stem: found.stem_of_links(),
        blake3: from.loaded.digest,
        words: from.read.document.as_ref().map_or(0, words),
        images: from.pictures.images,
        links: from.read.links,
        diagnostics: worth_keeping(&from.read.diagnostics),
        editions: Vec::new(),
    };
    let stamps = Stamps { source: from.loaded.stamp, images: from.pictures.stamps, ..Stamps::default() };
    let mut outcome = ArticleOutcome {
        diagnostics: from.read.diagnostics,
        text: Some(from.read.text),
        changed: Changed::Manifest,
        ..ArticleOutcome::default()
    };
    outcome.known = Some(list(shelf, results, formats, PreviousBuild { listed, stamps }, known.take(), &mut outcome));
    outcome
}

/// Lists the editions that were made in this run, and those of earlier runs that are still in place.
fn list(
    shelf: &Shelf,
    mut results: Results,
    formats: &[(&'static dyn Exporter, Reason)],
    mut now: PreviousBuild,
    earlier: Option<PreviousBuild>,
    outcome: &mut ArticleOutcome,
) -> PreviousBuild {
    let before = earlier.as_ref().map(|earlier| earlier.listed.clone());
    let is_stale = |exporter: &dyn Exporter| before.as_ref().is_some_and(|before| !same(before, &now.listed, exporter));
    let stale: Vec<bool> = EXPORTERS.iter().map(|exporter| is_stale(*exporter)).collect();
    let mut earlier: BTreeMap<String, _> = earlier.map_or_else(BTreeMap::new, |known| {
        let stamps = known.stamps.editions.into_iter().zip(known.stamps.programs);
        let editions = known.listed.editions.into_iter().zip(stamps);
        editions.map(|(edition, stamps)| (edition.format.clone(), (edition, stamps))).collect()
    });
    for (exporter, stale) in EXPORTERS.iter().zip(stale) {
        let name = exporter.name();
        let before = earlier.remove(name);
        let reason = formats.iter().find(|(made, _)| made.name() == name).map(|(_, reason)| reason);
        let edition = match (results.remove(name), reason) {
            (Some(Ok(new)), Some(reason)) => {
                outcome.diagnostics.extend(new.losses);
                outcome.made.push((name, reason.clone()));
                outcome.staged.extend(new.aside);
                Some((new.listed, (new.stamp, shelf.program)))
            }
            (Some(Err(diagnostics)), _) => {
                outcome.diagnostics.extend(diagnostics);
                before.map(|(edition, stamps)| (out_of_date(edition, stale), stamps))
            }
            (_, reason) => {
                let asked = shelf.exporters.iter().any(|asked| asked.name() == name);
                if let Some((edition, _)) = before.as_ref().filter(|_| asked && reason.is_none()) {
                    outcome.diagnostics.extend(edition.diagnostics.iter().cloned());
                    outcome.kept.push(name);
                }
                before.map(|(edition, stamps)| (out_of_date(edition, stale), stamps))
            }
        };
        if let Some((edition, (stamp, program))) = edition {
            now.listed.editions.push(edition);
            now.stamps.editions.push(stamp);
            now.stamps.programs.push(program);
        }
    }
    now
}

fn out_of_date(edition: ListedEdition, stale: bool) -> ListedEdition {
    ListedEdition { stale: edition.stale || stale, ..edition }
}

/// True if two states of an article give the same edition of a format, provided that the recipe is the same.
fn same(one: &Listed, other: &Listed, exporter: &dyn Exporter) -> bool {
    let pictures = !exporter.inputs().pictures || one.images == other.images;
    pictures && one.source == other.source && one.blake3 == other.blake3 && one.links == other.links
}

/// Size in bytes from which the editions of an article are made one after the other.
const LONG_TEXT: usize = 1 << 20;

/// Exports each requested format in parallel, until the run is interrupted.
fn export(
    shelf: &Shelf,
    found: &SourceArticle,
    document: &Document,
    from: &EditionInputs,
    formats: &[(&'static dyn Exporter, Reason)],
    known: Option<&PreviousBuild>,
) -> Results {
    let (profile, stem) = (shelf.profiles.of(found), found.file_stem());
    let reported = &from.read.diagnostics;
    with_job(profile, &stem, document, reported, &from.pictures, shelf.build_date, |job| {
        let one = |(exporter, _): &(&'static dyn Exporter, Reason)| {
            let stopped = shelf.stop.load(Ordering::Relaxed);
            let listed = known.iter().flat_map(|known| &known.listed.editions);
            let place = match shelf.force || listed.into_iter().any(|edition| edition.format == exporter.name()) {
                true => Place::Ours,
                false => Place::Unknown,
            };
            (!stopped).then(|| (exporter.name(), edition(shelf, found, *exporter, job, place)))
        };
        // Of a long article one edition takes so much memory that two are not made at a time.
        if from.read.text.len() < LONG_TEXT {
            formats.par_iter().filter_map(one).collect()
        } else {
            formats.iter().filter_map(one).collect()
        }
    })
}

/// Calls `work` with the job that an exporter takes.
pub fn with_job<R>(
    profile: &BuildProfile,
    stem: &str,
    document: &Document,
    reported: &[Diagnostic],
    loaded: &LoadedPictures,
    build_date: Option<Date>,
    work: impl FnOnce(Job<'_>) -> R,
) -> R {
    // Bytes of pictures are shared, so this copies none.
    let mut pictures = loaded.pictures.clone();
    if let Some((path, logo)) = &profile.logo {
        pictures.entry(path.clone()).or_insert_with(|| logo.clone());
    }
    let pages = OnceLock::new();
    let mut job = Job::new(document, &profile.style, &pictures, &profile.fonts, stem, &pages);
    (job.build_date, job.complaints) = (build_date, reported);
    work(job)
}

/// The owner of the file in an edition's place, before the edition is made.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// The file is one of our editions, or may be overwritten.
    Ours,
    /// The file, if there is one, may belong to somebody else.
    Unknown,
}

/// Makes and stages one edition.
fn edition(
    shelf: &Shelf,
    found: &SourceArticle,
    exporter: &dyn Exporter,
    job: Job<'_>,
    place: Place,
) -> Result<NewEdition, Vec<Diagnostic>> {
    let export = || exporter.export(job);
    let failed = |_| Err(vec![faults::bug(exporter.name())]);
    let edition = catch_unwind(AssertUnwindSafe(export)).unwrap_or_else(failed);
    let Edition { bytes, losses, pages } = edition.map_err(cap_per_rule)?;
    let losses = cap_per_rule(losses);
    let path = found.edition_path(&shelf.out, exporter);
    let in_the_way = || foreign::in_the_way(&path, &bytes, exporter, job.document);
    if let Some(diagnostic) = if place == Place::Unknown { in_the_way() } else { None } {
        return Err(vec![diagnostic]);
    }
    let aside = StagedFile::write(&path, &bytes).map_err(|message| vec![faults::file_fault(message)])?;
    let listed = ListedEdition {
        format: exporter.name().to_owned(),
        sha256: Digest::sha256(&bytes),
        bytes: bytes.len() as u64,
        pages,
        sheets: pages.map(|pages| match job.style.paper.printing {
            Printing::Single => pages,
            Printing::Duplex => pages.div_ceil(2),
        }),
        recipe: shelf.recipe(found, exporter).0,
        diagnostics: worth_keeping(&losses),
        stale: false,
    };
    let stamp = if aside.is_none() { Stamp::of_path(&path) } else { None };
    Ok(NewEdition { listed, losses, stamp, aside })
}

/// Diagnostics that are kept in the manifest and reported again by runs that change nothing: all but notes.
fn worth_keeping(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning).cloned().collect()
}

/// Number of words in the text that is read out: title, text, captions, alternative texts, notes.
fn words(document: &Document) -> usize {
    let of = |text: &str| text.unicode_words().count();
    let mut words = of(&walk::text_of(&document.meta().title));
    walk::document(document, &mut |visit| match visit {
        Visit::Inlines(list) => words += of(&walk::text_of(list)),
        Visit::Block(block) => match &block.kind {
            BlockKind::Code(code) => words += of(&code.text),
            BlockKind::Figure(figure) => {
                if let Alt::Text(alt) = &figure.image.alt {
                    words += of(alt.as_str());
                }
            }
            _ => {}
        },
        Visit::Section(..) => {}
    });
    words
}

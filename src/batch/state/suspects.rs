//! Suspects: articles that were in progress when an earlier process died. The next run makes them last, one at a time, and finally
//! skips one that cannot be made.
//!
//! | the process died with the article | the next run |
//! |---|---|
//! | and others in progress | makes it after all others, alone |
//! | alone, once | makes it alone once more: somebody may have killed the run |
//! | alone, twice, made from the same inputs | skips it until it changes or `--force` is given |
//!
//! An article that is made is no longer a suspect, and Ctrl-C makes none.

use super::begun::Begun;
use crate::batch::files::digest::Digest;
use crate::batch::files::store;
use crate::batch::source_article::SourceArticle;
use crate::diagnostic::{Diagnostic, Rule, SourceSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

/// Deaths with only this article in progress that lead to skipping it.
const NO_ACCIDENT: u32 = 2;

/// The suspects of a folder for editions.
pub struct Suspects {
    path: PathBuf,
    /// By stem.
    all: BTreeMap<String, Suspicion>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Suspicion {
    made_from: Digest<8>,
    /// Number of deaths while only this article, made from `made_from`, was in progress.
    alone: u32,
}

impl Suspects {
    /// The suspects of earlier runs, and the articles that were in progress when the last process died.
    pub fn of(path: PathBuf, left: &[Begun]) -> Suspects {
        let text = path.is_file().then(|| fs::read(&path).ok()).flatten().unwrap_or_default();
        let mut suspects = Suspects { path, all: serde_json::from_slice(&text).unwrap_or_default() };
        left.iter().for_each(|begun| suspects.suspect(begun, left.len() - 1));
        suspects
    }

    /// Adds an article that was in progress together with `others` further ones.
    fn suspect(&mut self, begun: &Begun, others: usize) {
        let unknown = Suspicion { made_from: begun.made_from, alone: 0 };
        let suspicion = self.all.entry(begun.stem.clone()).or_insert(unknown);
        if others == 0 {
            let earlier = if suspicion.made_from == begun.made_from { suspicion.alone } else { 0 };
            *suspicion = Suspicion { made_from: begun.made_from, alone: earlier + 1 };
        }
    }

    /// Deaths with only this article in progress; `None` if it is not a suspect.
    pub fn weight(&self, found: &SourceArticle) -> Option<u32> {
        // Nearly always there is no suspect.
        if self.all.is_empty() { None } else { self.all.get(&found.stem_of_links()).map(|suspicion| suspicion.alone) }
    }

    /// True if an article is skipped as long as it is made from the same inputs.
    pub fn skips(&self, begun: &Begun) -> bool {
        let suspicion = self.all.get(&begun.stem);
        suspicion.is_some_and(|known| NO_ACCIDENT <= known.alone && known.made_from == begun.made_from)
    }

    /// Removes an article that was made.
    pub fn clear(&mut self, found: &SourceArticle) {
        if self.all.remove(&found.stem_of_links()).is_some() {
            self.store();
        }
    }

    /// Writes the list. If that fails, the next run suspects the articles of the last death again.
    pub fn store(&self) {
        let _ = match self.all.is_empty() {
            true => fs::remove_file(&self.path).map_err(|error| error.to_string()),
            false => store::store_written(&self.path, |file| {
                serde_json::to_writer(&mut *file, &self.all)?;
                file.write_all(b"\n")
            }),
        };
    }
}

/// A report for each article of the shelf that was in progress when the last process died.
pub fn reports(left: &[Begun], found: &[SourceArticle]) -> Vec<(PathBuf, Diagnostic)> {
    let of = |begun: &Begun| {
        let found = found.iter().find(|found| found.stem_of_links() == begun.stem)?;
        let path = found.path.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        let message = match left.len() - 1 {
            0 => "the last run died while it made this article".to_owned(),
            1 => "the last run died while it made this article and one other".to_owned(),
            others => format!("the last run died while it made this article and {others} others"),
        };
        let help = "it is made after all others, alone";
        Some((path, Diagnostic::new(Rule::RunDied, SourceSpan::NOWHERE, message).with_help(help)))
    };
    left.iter().filter_map(of).collect()
}

/// The report of a skipped article.
pub fn skipped() -> Diagnostic {
    let message = "the article is skipped: the program died twice while it made this article alone";
    let help = "change the article, or try once more with `--force`; and send it to us: this is our bug, or more than the memory holds";
    Diagnostic::new(Rule::ArticleSkipped, SourceSpan::NOWHERE, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Form;

    fn begun(stem: &str, text: &str) -> Begun {
        Begun { stem: stem.to_owned(), made_from: Digest::blake3(text.as_bytes()).key() }
    }

    fn found(stem: &str) -> SourceArticle {
        SourceArticle {
            path: None,
            stem: stem.into(),
            form: Some(Form::Markdown),
            profile: 0,
            shelf: None,
            is_link: false,
        }
    }

    #[test]
    fn only_an_article_that_was_alone_at_two_deaths_is_skipped() {
        let path = std::env::temp_dir().join(format!("quatrefoil-suspects-{}", std::process::id()));
        let after = |left: &[Begun]| {
            let suspects = Suspects::of(path.clone(), left);
            suspects.store();
            suspects
        };
        let (bad, other) = (begun("bad", "one"), begun("other", "two"));
        for _ in 0..3 {
            // However often it was one of several in progress.
            let suspects = after(&[bad.clone(), other.clone()]);
            let weights = ["bad", "other", "good"].map(|stem| suspects.weight(&found(stem)));
            assert_eq!(weights, [Some(0), Some(0), None]);
        }
        assert!(!after(std::slice::from_ref(&bad)).skips(&bad));
        assert!(!after(&[begun("bad", "changed")]).skips(&begun("bad", "changed")), "the count begins anew");
        assert!(!after(std::slice::from_ref(&bad)).skips(&bad));
        let mut suspects = after(std::slice::from_ref(&bad));
        assert!(suspects.skips(&bad) && !suspects.skips(&begun("bad", "changed")));
        suspects.clear(&found("bad"));
        assert_eq!((suspects.weight(&found("bad")), after(&[]).weight(&found("other"))), (None, Some(0)));
        suspects.clear(&found("other"));
        assert!(!path.exists());
    }
}

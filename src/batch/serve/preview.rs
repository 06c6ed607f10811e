//! The preview: all editions, for the browser of this machine.
//!
//! It listens on 127.0.0.1 and answers only requests for that name, so that no web site can reach it through its own name. It shows
//! only editions that the manifest lists, and sends no requests. Editions run no script; the page around them has one, which waits
//! for the next change.

use super::articles::{Age, Articles, Previewed};
use super::http::{Answer, Body, Method, Request};
use super::server::{Caller, Limits};
use super::{files, http, page, server};
use crate::batch::outcome::ArticleOutcome;
use crate::batch::source_article::SourceArticle;
use crate::cli::WatchOrder;
use crate::diagnostic::{Diagnostic, Severity, Shown, for_people, render};
use crate::tree::{percent_decoded, percent_encoded};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Most pages that may wait for a change; a further one has to ask again. The other half of all connections is left for what they
/// show.
const MOST_WAITING: usize = Limits::USUAL.connections / 2;

/// Longest wait of a page before it is answered that nothing has changed.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Interval for checking whether a waiting page is still connected.
const LOOK_UP: Duration = Duration::from_millis(250);

/// The preview as the watch sees it.
pub struct Preview {
    shelf: Arc<Shared>,
    address: String,
}

/// The shelf, and the signal of its changes.
struct Shared {
    shelf: Mutex<Shelf>,
    changed: Condvar,
}

/// The articles that are shown.
struct Shelf {
    out: PathBuf,
    articles: Articles,
    /// Grows with every change; each run starts with another number.
    version: u64,
    /// Number of pages that wait for another version.
    waiting: usize,
}

impl Preview {
    /// The preview that a command asks for, of the editions in a folder; `None` where it asks for none.
    ///
    /// # Errors
    /// As [`Preview::open`].
    pub fn of(order: &WatchOrder, out: &Path) -> Result<Option<Preview>, String> {
        order.serve.map(|port| Preview::open(out, port)).transpose()
    }

    /// Opens the preview of a folder of editions. Port 0 is any free port.
    ///
    /// # Errors
    /// A port that is taken.
    fn open(out: &Path, port: u16) -> Result<Preview, String> {
        let version = first_version(SystemTime::now());
        let shelf = Shelf { out: out.to_owned(), articles: Articles::new(), version, waiting: 0 };
        let shelf = Arc::new(Shared { shelf: Mutex::new(shelf), changed: Condvar::new() });
        let asked = Arc::clone(&shelf);
        let answer = move |request: &Request, caller: &Caller<'_>| guarded(asked.answer(request, caller));
        let port = server::listen(port, Limits::USUAL, answer)
            .map_err(|error| format!("the preview cannot be opened on port {port}: {error}"))?;
        Ok(Preview { shelf, address: format!("http://127.0.0.1:{port}/") })
    }

    /// Address for the browser.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Shows another folder of editions from now on.
    pub fn moved_to(&self, out: &Path) {
        let mut shelf = self.shelf.lock();
        // Editions of an article that now has a fault still exist and are still shown.
        if shelf.out != out {
            shelf.out = out.to_owned();
            shelf.articles.clear();
        }
    }

    /// Shows the outcome of an article.
    pub fn made(&self, found: &SourceArticle, outcome: &ArticleOutcome) {
        let reported: Vec<_> = outcome.diagnostics.iter().filter(|one| Severity::Warning <= one.severity).collect();
        let text = if reported.is_empty() { None } else { outcome.text_of(found) };
        let faults = reported.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        let messages = messages(&found.name(), text.as_deref(), &reported);
        let editions = outcome.known.iter().flat_map(|known| &known.listed.editions).map(|edition| &edition.format);
        let is_current =
            |format: &str| outcome.made.iter().any(|(made, _)| *made == format) || outcome.kept.contains(&format);
        let age = |format: &str| if is_current(format) { Age::Current } else { Age::Earlier };
        let editions = editions.map(|format| (format.clone(), age(format))).collect();
        self.shelf.lock().articles.insert(found.stem_of_links(), Previewed { editions, messages, faults });
    }

    /// Makes waiting pages reload. Articles that are not in `stems` are removed.
    pub fn changed(&self, stems: &BTreeSet<String>) {
        let mut shelf = self.shelf.lock();
        shelf.articles.retain(|stem, _| stems.contains(stem));
        shelf.version = shelf.version.wrapping_add(1);
        drop(shelf);
        self.shelf.changed.notify_all();
    }
}

/// The diagnostics of an article, for people.
fn messages(name: &str, text: Option<&str>, reported: &[&Diagnostic]) -> String {
    let messages = |shown: Shown<'_>| match shown {
        Shown::Whole(diagnostic) => render::human(name, text, diagnostic),
        Shown::Rest(rest) => render::human_rest(name, &rest),
    };
    for_people(reported).into_iter().map(messages).collect()
}

/// First version of a run. It differs from that of other runs, so that pages of an earlier run reload. The clock may be wrong by
/// decades.
fn first_version(now: SystemTime) -> u64 {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_else(|before| before.duration());
    // A script counts 52 bits without rounding.
    since.as_secs().wrapping_mul(1_000) & 0xf_ffff_ffff_ffff
}

impl Shared {
    /// Data is whole even after a panic: each change to it is one assignment.
    fn lock(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: &Request, caller: &Caller<'_>) -> Answer {
        if !names_this_machine(request, caller.port()) {
            return Answer::plain(403, "this preview answers only as 127.0.0.1\n");
        }
        if request.method == Method::Other {
            return Answer::plain(405, "only GET\n").with("Allow", "GET, HEAD");
        }
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let answer = match path {
            "/" => Some(overview(&self.lock(), query)),
            "/changes" => Some(self.wait(query, caller)),
            "/preview.css" => Some(own("text/css; charset=utf-8", page::STYLE)),
            "/preview.js" => Some(own("text/javascript; charset=utf-8", page::SCRIPT)),
            _ => None,
        };
        let edition = || self.whole_edition(&percent_decoded(path.strip_prefix("/editions/")?));
        let part = || self.part_of_epub(&percent_decoded(path.strip_prefix("/book/")?));
        answer.or_else(edition).or_else(part).unwrap_or_else(|| Answer::plain(404, "there is no such edition\n"))
    }

    /// Answers when there is a newer version than the page has.
    fn wait(&self, query: &str, caller: &Caller<'_>) -> Answer {
        let since = query.strip_prefix("since=").and_then(|since| since.parse::<u64>().ok());
        let (begin, mut shelf) = (Instant::now(), self.lock());
        if since == Some(shelf.version) && shelf.waiting == MOST_WAITING {
            return http::Refusal::Busy.into();
        }
        shelf.waiting += 1;
        while since == Some(shelf.version) && begin.elapsed() < LONGEST_WAIT && !caller.is_gone() {
            shelf = self.changed.wait_timeout(shelf, LOOK_UP).unwrap_or_else(PoisonError::into_inner).0;
        }
        shelf.waiting -= 1;
        Answer::plain(200, &shelf.version.to_string())
    }

    /// File of an edition that the manifest lists.
    fn listed(&self, stem: &str, format: &str) -> Option<PathBuf> {
        let shelf = self.lock();
        shelf.articles.get(stem)?.editions.get(format)?;
        files::edition(&shelf.out, stem, format)
    }

    fn whole_edition(&self, path: &str) -> Option<Answer> {
        let (stem, format) = path.rsplit_once('.')?;
        Some(edition(files::media_type(path)?, files::whole(&self.listed(stem, format)?)?))
    }

    /// A file inside an EPUB: `eye.epub/OEBPS/nav.xhtml`. The first page of the text is redirected to its real path, so that its
    /// own links work.
    fn part_of_epub(&self, path: &str) -> Option<Answer> {
        let (stem, name) = path.split_once(".epub/")?;
        let (found, content) = files::in_epub(&self.listed(stem, "epub")?, name)?;
        if name.is_empty() {
            let address = format!("/book/{}.epub/{}", percent_encoded(stem), percent_encoded(&found));
            return Some(Answer::plain(302, "").with("Location", &address));
        }
        Some(edition(files::media_type(&found)?, content))
    }
}

/// True if the request's host is this machine. A web site that resolves its own name to this machine fails (DNS rebinding).
fn names_this_machine(request: &Request, port: u16) -> bool {
    let [host] = request.hosts.as_slice() else {
        return false;
    };
    let is_host = |name: &str| *host == format!("{name}:{port}").into_bytes() || port == 80 && *host == name.as_bytes();
    ["127.0.0.1", "localhost"].into_iter().any(is_host)
}

/// The page of an article; without a name, of the first one.
fn overview(shelf: &Shelf, query: &str) -> Answer {
    let asked = query.strip_prefix("article=").map(percent_decoded);
    let chosen = match &asked {
        Some(stem) => shelf.articles.get_key_value(stem),
        None => shelf.articles.first_key_value(),
    };
    if asked.is_some() && chosen.is_none() {
        return Answer::plain(404, "there is no such article\n");
    }
    let text = chosen.filter(|(_, article)| article.editions.contains_key("txt"));
    let text = text.and_then(|(stem, _)| std::fs::read_to_string(files::edition(&shelf.out, stem, "txt")?).ok());
    own("text/html; charset=utf-8", &page::page(&shelf.articles, chosen, text.as_deref(), shelf.version))
}

/// An answer with our own page, style or script.
fn own(kind: &str, text: &str) -> Answer {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; object-src 'self'; \
                  connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    Answer::new(200, kind, Body::Bytes(text.as_bytes().to_vec())).with("Content-Security-Policy", policy)
}

/// An answer with an edition or a part of one: nothing in it may run or reach out.
fn edition(kind: &str, body: Body) -> Answer {
    // A browser's built-in PDF viewer does not work in a sandbox.
    let policy = match kind {
        "application/pdf" => {
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
        }
        _ => {
            "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
        }
    };
    Answer::new(200, kind, body).with("Content-Security-Policy", policy)
}

/// Adds fields that all answers have: no guessing of types, no use by other sites, no caching.
fn guarded(answer: Answer) -> Answer {
    answer
        .with("X-Content-Type-Options", "nosniff")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_wrong_by_decades_breaks_nothing() {
        let day = Duration::from_secs(86_400);
        let begins = [UNIX_EPOCH, UNIX_EPOCH - day, UNIX_EPOCH - 9_000 * day, UNIX_EPOCH + 300_000_000 * day];
        let versions: BTreeSet<u64> = begins.into_iter().map(first_version).collect();
        assert_eq!(versions.len(), begins.len());
        assert!(versions.iter().all(|version| *version < 1 << 53));
    }
}

//! `quatrefoil watch --serve`: a preview of all editions, for the browser of this machine alone.
//!
//! It listens on 127.0.0.1, answers only those who ask for it by that name (so that no web site can reach it through a name of its
//! own), shows editions and nothing else, and never asks anybody for anything. The editions run no script; the page around them
//! has one, which waits for the next change.

mod files;
mod page;

use super::article::Done;
use super::find::Found;
use crate::diagnostic::{Severity, render};
use crate::tree::{percent_decoded, percent_encoded};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tiny_http::{Header, Method, Request, Response, Server};

/// How many requests are answered at once.
const WORKERS: usize = 4;

/// How many pages wait for a change at once; the one that has waited longest is then told to ask again.
const WAITING: usize = 32;

/// The preview as the watch sees it.
pub struct Preview {
    shelf: Arc<Mutex<Shelf>>,
    address: String,
}

/// What is shown.
struct Shelf {
    out: PathBuf,
    articles: Articles,
    /// Grows with every change; another run begins with another number.
    version: u64,
    waiting: Vec<Request>,
}

/// What is shown, by where its editions lie below the folder for editions, without extension.
pub type Articles = BTreeMap<String, Shown>;

/// An article of the preview.
pub struct Shown {
    pub formats: Vec<&'static str>,
    /// Its diagnostics, for people.
    pub said: String,
    /// Whether one of them is an error.
    pub faults: bool,
}

type Answer = Response<Cursor<Vec<u8>>>;

impl Preview {
    /// Opens the preview of a folder of editions. Port 0 is any that is free.
    ///
    /// # Errors
    /// A port that is taken.
    pub fn open(out: &Path, port: u16) -> Result<Preview, String> {
        let fault = |error: &dyn std::fmt::Display| format!("the preview cannot be opened on port {port}: {error}");
        let server = Server::http(("127.0.0.1", port)).map_err(|error| fault(&error))?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        // Pages of an earlier run that still wait see that this is another one.
        let version = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() * 1_000);
        let shelf = Shelf { out: out.to_owned(), articles: Articles::new(), version, waiting: Vec::new() };
        let shelf = Arc::new(Mutex::new(shelf));
        let server = Arc::new(server);
        for _ in 0..WORKERS {
            let (server, shelf) = (Arc::clone(&server), Arc::clone(&shelf));
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    answer(&shelf, port, request);
                }
            });
        }
        Ok(Preview { shelf, address: format!("http://127.0.0.1:{port}/") })
    }

    /// Where the browser finds it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The editions go into another folder from now on.
    pub fn moved_to(&self, out: &Path) {
        let mut shelf = lock(&self.shelf);
        // The editions of an article that now has a fault are still there, and are still shown.
        if shelf.out != out {
            shelf.out = out.to_owned();
            shelf.articles.clear();
        }
    }

    /// Takes over what became of an article.
    pub fn made(&self, found: &Found, done: &Done) {
        let told = done.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= Severity::Warning);
        let text = if told.clone().next().is_some() { done.text_of(found) } else { None };
        let shown = Shown {
            formats: done.made.iter().map(|(format, _)| *format).chain(done.kept.iter().copied()).collect(),
            said: told.map(|diagnostic| render::human(&found.name(), text.as_deref(), diagnostic)).collect(),
            faults: done.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error),
        };
        let mut shelf = lock(&self.shelf);
        let earlier = shelf.articles.remove(&found.stem_of_links()).map(|earlier| earlier.formats);
        // Where nothing could be made, the earlier editions are still there.
        let formats = if shown.formats.is_empty() { earlier.unwrap_or_default() } else { shown.formats };
        shelf.articles.insert(found.stem_of_links(), Shown { formats, ..shown });
    }

    /// Tells every page that waits to load anew. Articles that are gone are shown no longer.
    pub fn changed(&self, stems: &BTreeSet<String>) {
        let mut shelf = lock(&self.shelf);
        shelf.articles.retain(|stem, _| stems.contains(stem));
        shelf.version += 1;
        let version = shelf.version;
        for request in std::mem::take(&mut shelf.waiting) {
            respond(request, plain(200, &version.to_string()));
        }
    }
}

/// What a panic left behind is still whole: every change to it is one assignment.
fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(shelf: &Mutex<Shelf>, port: u16, request: Request) {
    if !names_this_machine(&request, port) {
        return respond(request, plain(403, "this preview answers only as 127.0.0.1\n"));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return respond(request, plain(405, "only GET\n").with_header(header("Allow", "GET, HEAD")));
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    if path == "/changes" {
        return wait(shelf, request, query);
    }
    let answer = match path {
        "/" => Some(overview(&lock(shelf), query)),
        "/preview.css" => Some(own("text/css; charset=utf-8", page::STYLE)),
        "/preview.js" => Some(own("text/javascript; charset=utf-8", page::SCRIPT)),
        _ => {
            let out = lock(shelf).out.clone();
            let edition = path.strip_prefix("/editions/").and_then(|path| whole_file(&out, path));
            edition.or_else(|| path.strip_prefix("/book/").and_then(|path| book_file(&out, path)))
        }
    };
    respond(request, answer.unwrap_or_else(|| plain(404, "there is no such edition\n")));
}

/// Whether a request names this machine as its host: a web site that has its own name lead here does not (DNS rebinding).
fn names_this_machine(request: &Request, port: u16) -> bool {
    let mut hosts = request.headers().iter().filter(|header| header.field.equiv("Host"));
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    let host = host.value.as_str();
    ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{port}") || port == 80 && host == *name)
}

/// Answers when there is something newer than the page knows.
fn wait(shelf: &Mutex<Shelf>, request: Request, query: &str) {
    let since = query.strip_prefix("since=").and_then(|since| since.parse::<u64>().ok());
    let mut shelf = lock(shelf);
    let version = shelf.version;
    if since != Some(version) {
        return respond(request, plain(200, &version.to_string()));
    }
    shelf.waiting.push(request);
    if shelf.waiting.len() > WAITING {
        let longest = shelf.waiting.remove(0);
        respond(longest, plain(200, &version.to_string()));
    }
}

fn overview(shelf: &Shelf, query: &str) -> Answer {
    let asked = query.strip_prefix("article=").map(percent_decoded);
    let chosen = match &asked {
        Some(stem) => shelf.articles.get_key_value(stem),
        None => shelf.articles.first_key_value(),
    };
    if asked.is_some() && chosen.is_none() {
        return plain(404, "there is no such article\n");
    }
    let text = chosen.and_then(|(stem, _)| files::edition(&shelf.out, &format!("{stem}.txt")));
    let text = text.and_then(|file| std::fs::read_to_string(file).ok());
    own("text/html; charset=utf-8", &page::page(&shelf.articles, chosen, text.as_deref(), shelf.version))
}

fn whole_file(out: &Path, path: &str) -> Option<Answer> {
    let path = percent_decoded(path);
    let file = files::edition(out, &path)?;
    Some(edition(files::media_type(&path)?, std::fs::read(file).ok()?))
}

/// A file inside a book: `eye.epub/OEBPS/nav.xhtml`. The first page of the text is found by where it really is, so that its own
/// links lead on.
fn book_file(out: &Path, path: &str) -> Option<Answer> {
    let path = percent_decoded(path);
    let end = path.find(".epub/")? + ".epub".len();
    let (book, name) = (&path[..end], &path[end + 1..]);
    let (found, content) = files::in_book(&files::edition(out, book)?, name)?;
    if name.is_empty() {
        let address = format!("/book/{}/{}", percent_encoded(book), percent_encoded(&found));
        return Some(plain(302, "").with_header(header("Location", &address)));
    }
    Some(edition(files::media_type(&found)?, content))
}

/// What is ours: the page, its style and its script.
fn own(kind: &str, text: &str) -> Answer {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'; object-src 'self'; \
                  connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    plain(200, text).with_header(header("Content-Type", kind)).with_header(header("Content-Security-Policy", policy))
}

/// An edition, or a part of one: nothing in it may run or reach out.
fn edition(kind: &str, bytes: Vec<u8>) -> Answer {
    // A browser's own viewer of PDFs does not work in a sandbox.
    let policy = match kind {
        "application/pdf" => {
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
        }
        _ => {
            "sandbox allow-same-origin; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
        }
    };
    let response = Response::from_data(bytes).with_header(header("Content-Type", kind));
    guarded(response.with_header(header("Content-Security-Policy", policy)))
}

fn plain(status: u16, text: &str) -> Answer {
    let kind = header("Content-Type", "text/plain; charset=utf-8");
    guarded(Response::from_data(text.as_bytes()).with_status_code(status).with_header(kind))
}

/// What every answer says: it is as it says it is, it is for this machine's own page, and it may be another the next time.
fn guarded(response: Answer) -> Answer {
    response
        .with_header(header("X-Content-Type-Options", "nosniff"))
        .with_header(header("Cross-Origin-Resource-Policy", "same-origin"))
        .with_header(header("Referrer-Policy", "no-referrer"))
        .with_header(header("Cache-Control", "no-store"))
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value)
        .unwrap_or_else(|()| Header::from_bytes("X-Quatrefoil", "none").expect("both words are plain ASCII"))
}

/// A browser that has gone away is nobody's fault.
fn respond(request: Request, answer: Answer) {
    let _ = request.respond(answer);
}

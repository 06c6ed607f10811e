//! `quatrefoil watch`: saved files are made again, whatever an editor does; the preview shows editions and nothing else.

use crate::program::{LEAFLET, files, folder, quatrefoil, said, write};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(20);

/// A watch that runs until its test ends.
struct Watch {
    folder: PathBuf,
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Watch {
    fn begin(folder: &Path, arguments: &[&str]) -> Watch {
        let mut child = quatrefoil(folder)
            .arg("watch")
            .args(arguments)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (heard, mut pipe) = (Arc::clone(&said), child.stderr.take().unwrap());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut bytes) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        let watch = Watch { folder: folder.to_owned(), child, said };
        watch.hears("watching; press Ctrl-C to stop");
        watch
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Forgets the messages so far.
    fn listen(&self) {
        self.said.lock().unwrap().clear();
    }

    #[track_caller]
    fn hears(&self, words: &str) {
        self.until(words, || self.said().contains(words));
    }

    /// Waits until an edition contains some words.
    #[track_caller]
    fn makes(&self, edition: &str, words: &str) {
        let path = self.folder.join("out").join(edition);
        self.until(words, || fs::read_to_string(&path).is_ok_and(|text| text.contains(words)));
    }

    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let begin = Instant::now();
        while !holds() {
            assert!(begin.elapsed() < DEADLINE, "`{what}` did not come about: {}", self.said());
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_article_is_made_again_at_once() {
    let folder = folder("watch-save");
    write(&folder, "sources/eye.md", LEAFLET);
    write(&folder, "sources/ear.md", LEAFLET);
    let watch = Watch::begin(&folder, &[]);
    assert_eq!(files(&folder.join("out")).len(), 8);
    let mut fastest = Duration::MAX;
    for round in 0..20 {
        watch.listen();
        write(&folder, "sources/eye.md", format!("{LEAFLET}\nRound {round} is over.\n"));
        let begin = Instant::now();
        watch.makes("eye.txt", &format!("Round {round} is over"));
        watch.hears("4 editions in");
        fastest = fastest.min(begin.elapsed());
        assert!(!watch.said().contains("ear.md"), "{}", watch.said());
    }
    // A figure for `--nocapture`; speed is not part of the law.
    println!("the fastest of 20 saves was made in {} ms", fastest.as_millis());
}

#[test]
fn whatever_an_editor_does_to_save_is_seen() {
    let folder = folder("watch-editors");
    write(&folder, "sources/eye.md", LEAFLET);
    let watch = Watch::begin(&folder, &["--to", "txt"]);
    // Written under another name and renamed over it.
    write(&folder, "sources/.eye.md.swp", "# Eye drops\n\nRenamed over.\n");
    fs::rename(folder.join("sources/.eye.md.swp"), folder.join("sources/eye.md")).unwrap();
    watch.makes("eye.txt", "Renamed over.");
    // Moved away, then written anew.
    fs::rename(folder.join("sources/eye.md"), folder.join("sources/eye.md~")).unwrap();
    write(&folder, "sources/eye.md", "# Eye drops\n\nWritten anew.\n");
    watch.makes("eye.txt", "Written anew.");
    // Removed, and later written again.
    fs::remove_file(folder.join("sources/eye.md")).unwrap();
    watch.hears("eye: the article is gone; its editions stay");
    assert_eq!(files(&folder.join("out")), ["eye.txt"]);
    write(&folder, "sources/eye.md", "# Eye drops\n\nBack again.\n");
    watch.makes("eye.txt", "Back again.");
    // In two halves.
    let mut file = fs::File::create(folder.join("sources/eye.md")).unwrap();
    file.write_all(b"# Eye drops\n\n").unwrap();
    file.write_all("In two halves.\n".as_bytes()).unwrap();
    drop(file);
    watch.makes("eye.txt", "In two halves.");
}

#[test]
fn what_was_watched_is_in_the_books() {
    let folder = folder("watch-books");
    write(&folder, "sources/eye.md", LEAFLET);
    let watch = Watch::begin(&folder, &[]);
    write(&folder, "sources/eye.md", "# Eye drops\n\nSaid anew.\n");
    let manifest = || fs::read_to_string(folder.join("out/manifest.json")).unwrap_or_default();
    let before = manifest();
    watch.makes("eye.html", "Said anew.");
    watch.until("the books", || {
        manifest() != before || said(0, &folder, &["build", "--dry-run"]).contains("4 unchanged")
    });
    drop(watch);
    said(0, &folder, &["verify", "out"]);
    let told = said(0, &folder, &["build"]);
    assert!(told.contains("4 unchanged"), "{told}");
}

#[test]
fn new_folders_and_links_to_new_articles_are_seen() {
    let folder = folder("watch-folders");
    write(&folder, "sources/eye.md", "# Eye drops\n\nSee [ear](deep/er/ear.md).\n");
    let watch = Watch::begin(&folder, &["--to", "html"]);
    assert!(!fs::read_to_string(folder.join("out/eye.html")).unwrap().contains("deep/er/ear.html"));
    write(&folder, "sources/deep/er/ear.md", LEAFLET);
    watch.makes("deep/er/ear.html", "Wash your hands");
    watch.makes("eye.html", "deep/er/ear.html");
    write(&folder, "sources/deep/er/ear.md", "# Ear\n\nStill watched.\n");
    watch.makes("deep/er/ear.html", "Still watched");
    fs::remove_dir_all(folder.join("sources/deep")).unwrap();
    watch.hears("deep/er/ear: the article is gone");
    watch.hears("`deep/er/ear.md` is not in this build");
}

#[test]
fn pictures_styles_and_configuration_are_watched_too() {
    let folder = folder("watch-rest");
    let drawing = |width: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='30'><rect width='9' height='9'/></svg>"
        )
    };
    write(&folder, "sources/eye.md", "# Eye drops\n\nLook:\n\n![The eye](images/the%20eye.svg)\n");
    write(&folder, "sources/ear.md", "# Ear drops\n\n**Warm** the bottle in your two hands for some minutes.\n");
    write(&folder, "sources/images/the eye.svg", drawing(40));
    write(&folder, "looks/own.toml", "");
    write(&folder, "quatrefoil.toml", "style = 'looks/own.toml'\nto = ['txt', 'html']\n");
    let watch = Watch::begin(&folder, &[]);
    watch.listen();
    write(&folder, "sources/images/the eye.svg", drawing(77));
    watch.makes("eye.html", "width=\"77\"");
    watch.hears("1 article, 1 edition, 1 unchanged");
    assert!(!watch.said().contains("ear.md"), "{}", watch.said());
    write(&folder, "looks/own.toml", "[text]\nemphasis = 'stars'\n");
    watch.makes("ear.txt", "*Warm*");
    // A logo is beside its style sheet.
    write(&folder, "quatrefoil.toml", "style = 'looks/own.toml'\nto = ['txt', 'html', 'pdf']\n");
    write(&folder, "looks/logo.svg", drawing(40));
    write(&folder, "looks/own.toml", "[paper.letterhead]\nlogo = 'logo.svg'\n");
    let handout = || fs::read(folder.join("out/ear.pdf")).unwrap_or_default();
    watch.makes("ear.txt", "Warm the bottle");
    watch.until("a handout", || !handout().is_empty());
    let before = handout();
    write(&folder, "looks/logo.svg", drawing(20));
    watch.until("another handout", || handout() != before);
    write(&folder, "looks/own.toml", "[text]\nemphasis = 'stars'\n");
    watch.makes("ear.txt", "*Warm*");
    // A fault leaves the editions as they are, and the watch goes on.
    write(&folder, "quatrefoil.toml", "styl = 'looks/own.toml'\n");
    watch.hears("error[config-key]");
    assert!(fs::read_to_string(folder.join("out/ear.txt")).unwrap().contains("*Warm*"));
    write(&folder, "quatrefoil.toml", "to = ['txt', 'html']\nexclude = ['eye.md']\n");
    watch.hears("`quatrefoil.toml` cannot be used");
    watch.until("without stars", || !fs::read_to_string(folder.join("out/ear.txt")).unwrap().contains("*Warm*"));
    watch.listen();
    write(&folder, "sources/eye.md", LEAFLET);
    write(&folder, "sources/ear.md", LEAFLET);
    watch.makes("ear.txt", "Wash your hands");
    assert!(!watch.said().contains("eye.md"), "{}", watch.said());
}

#[test]
fn a_folder_for_editions_that_holds_the_shelf_makes_nobody_deaf() {
    let folder = folder("watch-inside");
    write(&folder, "out/sources/eye.md", LEAFLET);
    write(&folder, "out/sources/images/eye.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let watch = Watch::begin(&folder, &["out/sources", "--out", "out"]);
    watch.listen();
    write(&folder, "out/sources/eye.md", "# Eye drops\n\nSaid anew.\n\n![The eye](images/eye.svg)\n");
    watch.makes("eye.html", "Said anew.");
    watch.hears("4 editions in");
    write(&folder, "out/sources/images/eye.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='77' height='9'/>");
    watch.makes("eye.html", "width=\"77\"");
    write(&folder, "out/sources/ear.md", LEAFLET);
    watch.makes("ear.txt", "Wash your hands");
    // Its own files are no change: the watch comes to rest.
    std::thread::sleep(Duration::from_millis(600));
    watch.listen();
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(watch.said(), "");
}

#[test]
fn a_shelf_that_vanishes_and_comes_back_is_watched_again() {
    let folder = folder("watch-vanished");
    write(&folder, "shelf/eye.md", LEAFLET);
    let watch = Watch::begin(&folder, &["shelf", "--to", "txt"]);
    for round in 0..3 {
        fs::rename(folder.join("shelf"), folder.join(format!("away-{round}"))).unwrap();
        watch.hears("error: `shelf` is not there");
        watch.listen();
        write(&folder, "shelf/eye.md", format!("# Eye drops\n\nBack in round {round}.\n"));
        watch.makes("eye.txt", &format!("Back in round {round}."));
        write(&folder, "shelf/eye.md", format!("# Eye drops\n\nStill heard in round {round}.\n"));
        watch.makes("eye.txt", &format!("Still heard in round {round}."));
    }
    // Removed and back at once, as when a folder is exchanged.
    write(&folder, "other/eye.md", "# Eye drops\n\nExchanged.\n");
    fs::rename(folder.join("shelf"), folder.join("away")).unwrap();
    fs::rename(folder.join("other"), folder.join("shelf")).unwrap();
    watch.makes("eye.txt", "Exchanged.");
    write(&folder, "shelf/eye.md", "# Eye drops\n\nAnd still heard.\n");
    watch.makes("eye.txt", "And still heard.");
}

#[test]
fn a_logo_far_from_its_sheet_is_watched() {
    let folder = folder("watch-logo");
    let logo = |width: u32| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'><path d='M0 0H9V9'/></svg>")
    };
    write(&folder, "sources/eye.md", LEAFLET);
    write(&folder, "looks/pictures/deep/logo.svg", logo(9));
    write(&folder, "looks/own.toml", "[paper.letterhead]\nlogo = 'pictures/deep/logo.svg'\n");
    let watch = Watch::begin(&folder, &["--style", "looks/own.toml", "--to", "pdf"]);
    let handout = || fs::read(folder.join("out/eye.pdf")).unwrap_or_default();
    let before = handout();
    write(&folder, "looks/pictures/deep/logo.svg", logo(4));
    watch.until("another handout", || handout() != before);
}

#[test]
fn what_the_configuration_names_may_come_later() {
    let folder = folder("watch-wanted");
    let logo = |width: u32| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'><path d='M0 0H9V9'/></svg>")
    };
    write(&folder, "sources/eye.md", LEAFLET);
    write(&folder, "quatrefoil.toml", "to = ['pdf']\n");
    let watch = Watch::begin(&folder, &[]);
    let handout = || fs::read(folder.join("out/eye.pdf")).unwrap_or_default();
    for (text, name, content) in [
        ("to = ['pdf']\n[clinic]\nlogo = 'far/pictures/logo.svg'\n", "far/pictures/logo.svg", logo(9)),
        (
            "to = ['pdf']\nstyle = 'looks/own.toml'\n",
            "looks/own.toml",
            "[paper.letterhead]\nlogo = '../away/logo.svg'\n".to_owned(),
        ),
        ("to = ['pdf']\nstyle = 'looks/own.toml'\n", "away/logo.svg", logo(7)),
    ] {
        let before = handout();
        watch.listen();
        write(&folder, "quatrefoil.toml", text);
        watch.hears("cannot be read");
        write(&folder, name, content);
        if name != "looks/own.toml" {
            watch.until("another handout", || handout() != before);
        }
    }
    // It may disappear and come back.
    watch.listen();
    fs::remove_file(folder.join("away/logo.svg")).unwrap();
    watch.hears("cannot be read");
    let before = handout();
    write(&folder, "away/logo.svg", logo(4));
    watch.until("another handout", || handout() != before);
}

#[test]
fn what_cannot_be_watched_says_why() {
    let folder = folder("watch-nothing");
    said(2, &folder, &["watch", "nowhere"]);
    write(&folder, "sources/eye.md", LEAFLET);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert!(said(2, &folder, &["watch", "--serve", &port]).contains("the preview cannot be opened on port"));
}

/// A preview of a shelf: the watch and the port.
fn preview(name: &str) -> (Watch, u16) {
    let folder = folder(name);
    write(&folder, "sources/eye drops.md", LEAFLET);
    write(&folder, "sources/deep/ear.md", "# Ear\n\nLook:\n\n![The <ear>](gone.png)\n");
    let watch = Watch::begin(&folder, &["--serve", "0"]);
    let said = watch.said();
    let address = said.split("preview at http://127.0.0.1:").nth(1).unwrap_or_else(|| panic!("{said}"));
    let port = address.split('/').next().unwrap().parse().unwrap();
    (watch, port)
}

/// Sends a request as it is; the status and the whole answer.
fn ask_as_it_is(port: u16, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, answer)
}

fn ask(port: u16, path: &str) -> (u16, String) {
    ask_as_it_is(port, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"))
}

#[test]
fn the_preview_shows_four_editions_of_each_article() {
    let (_watch, port) = preview("preview-page");
    let (status, page) = ask(port, "/?article=eye%20drops");
    assert_eq!(status, 200);
    for words in [
        "<iframe src=\"/editions/eye%20drops.html?",
        "<object data=\"/editions/eye%20drops.pdf?",
        "<iframe src=\"/book/eye%20drops.epub/?",
        "Wash your hands.",
        "<a href=\"/?article=deep/ear\">deep/ear</a> <span class=\"fault\">(errors)</span>",
        "Content-Security-Policy: default-src 'none'; script-src 'self'",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // What an author wrote is words, never markup.
    let (_, page) = ask(port, "/?article=deep/ear");
    assert!(page.contains("The &lt;ear&gt;") && !page.contains("<ear>"), "{page}");
    assert!(page.contains("error[image-missing]"), "{page}");
    for (path, kind) in [
        ("/editions/eye%20drops.html", "text/html"),
        ("/editions/eye%20drops.pdf", "application/pdf"),
        ("/editions/eye%20drops.txt", "text/plain"),
        ("/editions/deep/ear.epub", "application/epub+zip"),
        ("/book/eye%20drops.epub/OEBPS/nav.xhtml", "application/xhtml+xml"),
        ("/preview.js", "text/javascript"),
    ] {
        let (status, answer) = ask(port, path);
        assert_eq!(status, 200, "{path}");
        assert!(answer.contains(&format!("Content-Type: {kind}")), "{path}: {answer}");
        assert!(answer.contains("X-Content-Type-Options: nosniff"), "{path}");
        let own = path == "/preview.js";
        assert!(own || !answer.contains("script-src"), "{path}: no edition may run a script");
    }
    let (status, answer) = ask(port, "/book/eye%20drops.epub/");
    assert_eq!(status, 302);
    assert!(answer.contains("Location: /book/eye%20drops.epub/OEBPS/article-1.xhtml"), "{answer}");
    let (_, page) = ask(port, "/editions/eye%20drops.html");
    assert!(page.contains("sandbox") && !page.contains("<script src"), "{page}");
}

#[test]
fn no_path_leads_out_of_the_editions() {
    let (watch, port) = preview("preview-paths");
    let out = watch.folder.join("out");
    write(&watch.folder, "secret.txt", "secret");
    write(&watch.folder, "out-of/secret.txt", "secret");
    write(&out, "notes.md", "secret");
    write(&out, ".hidden", "secret");
    write(&out, "unlisted.txt", "secret");
    write(&out, "deep/ear.PDF", "secret");
    write(&out, "manifest.json.txt", "secret");
    std::os::unix::fs::symlink("../secret.txt", out.join("link.txt")).unwrap();
    std::os::unix::fs::symlink("../out-of", out.join("folder")).unwrap();
    fs::create_dir(out.join("folder.txt")).unwrap();
    let absolute = watch.folder.join("secret.txt").display().to_string();
    for path in [
        "/editions/../secret.txt",
        "/editions/%2e%2e/secret.txt",
        "/editions/%2E%2E%2Fsecret.txt",
        "/editions/..%5csecret.txt",
        "/editions/%252e%252e/secret.txt",
        "/editions/deep/../../secret.txt",
        "/editions/deep/%2e%2e/%2e%2e/secret.txt",
        "/editions/./eye%20drops.txt",
        "/editions//eye%20drops.txt",
        "/editions/link.txt",
        "/editions/folder/secret.txt",
        "/editions/folder.txt",
        "/editions/unlisted.txt",
        "/editions/manifest.json.txt",
        "/editions/manifest.json",
        "/editions/deep/ear.PDF",
        "/editions/deep%2Fear.txt/",
        "/editions/../out-of/secret.txt",
        "/editions/notes.md",
        "/editions/.hidden",
        "/editions/",
        "/editions/eye%20drops.txt%00",
        "/editions/eye%20drops",
        &format!("/editions/{absolute}"),
        &format!("/editions{absolute}"),
        "/secret.txt",
        "/book/../secret.txt",
        "/book/eye%20drops.epub/../../secret.txt",
        "/book/eye%20drops.epub/%2e%2e/%2e%2e/secret.txt",
        "/book/eye%20drops.epub/mimetype",
        "/book/eye%20drops.epub/nothing.xhtml",
        "/book/eye%20drops.pdf/",
        "/book/link.epub/",
        "/?article=..%2fsecret",
        "//secret.txt",
        "http://127.0.0.1/editions/../secret.txt",
        "http://127.0.0.1/editions/eye%20drops.txt",
        "http://evil.example/",
        "editions/eye%20drops.txt",
        "*",
    ] {
        let (status, answer) = ask(port, path);
        assert!(matches!(status, 400 | 404), "{path}: {answer}");
        assert!(!answer.contains("secret"), "{path}: {answer}");
    }
}

#[test]
fn only_this_machine_is_answered_and_only_when_it_reads() {
    let (_watch, port) = preview("preview-host");
    for (host, status) in [
        (format!("Host: 127.0.0.1:{port}\r\n"), 200),
        (format!("Host: localhost:{port}\r\n"), 200),
        ("Host: 127.0.0.1\r\n".to_owned(), 403),
        ("Host: 127.0.0.1:1\r\n".to_owned(), 403),
        (format!("Host: evil.example:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1.evil.example:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"), 403),
        (String::new(), 403),
    ] {
        for path in ["/", "/editions/eye%20drops.txt", "/changes?since=0"] {
            let (told, _) = ask_as_it_is(port, &format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
            assert_eq!(told, status, "{host:?} {path}");
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request =
            format!("{method} / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assert_eq!(ask_as_it_is(port, &request).0, 405, "{method}");
    }
    let request = format!("HEAD /editions/eye%20drops.txt HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    let (status, answer) = ask_as_it_is(port, &request);
    assert!(status == 200 && answer.ends_with("\r\n\r\n") && answer.contains("Content-Type: text/plain"), "{answer}");
    assert_eq!(ask_as_it_is(port, &format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "y".repeat(1 << 20))).0, 431);
    assert_eq!(ask(port, "/").0, 200, "whatever was sent, it still answers");
}

#[test]
fn an_edition_of_an_earlier_text_says_so() {
    let (watch, port) = preview("preview-earlier");
    assert!(!ask(port, "/?article=eye%20drops").1.contains("This edition was made earlier"));
    write(&watch.folder, "sources/eye drops.md", "");
    watch.until("the note", || {
        ask(port, "/?article=eye%20drops").1.matches("This edition was made earlier").count() == 4
    });
    assert_eq!(ask(port, "/editions/eye%20drops.txt").0, 200);
}

#[test]
fn pages_that_wait_keep_nobody_from_being_shown_anything() {
    let (_watch, port) = preview("preview-many");
    let version = ask(port, "/changes?since=0").1.rsplit("\r\n").next().unwrap().to_owned();
    let wait = format!("GET /changes?since={version} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    let waiting: Vec<_> = (0..32)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.write_all(wait.as_bytes()).unwrap();
            stream
        })
        .collect();
    // Whether a further page waits, or is told at once to ask again.
    let waits = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(wait.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.read(&mut [0; 64]).is_err()
    };
    let until = |waiting: bool| {
        let begin = Instant::now();
        while waits() != waiting {
            assert!(begin.elapsed() < DEADLINE, "{waiting}");
        }
    };
    until(false);
    assert_eq!(ask(port, "/").0, 200);
    // Who hangs up makes room.
    drop(waiting);
    until(true);
}

//! Articles that kill the process, and the runs after it: all others are made, and the killer is named.

use crate::program::{LEAFLET, files, folder, said, said_by, write};
use quatrefoil::batch;
use quatrefoil::cli::{BuildOrder, Choices, Run, WatchOrder};
use quatrefoil::diagnostic::Diagnostic;
use quatrefoil::export::{EXPORTERS, Edition, Exporter, Inputs, Job, html::Html, large_print::LargePrint};
use quatrefoil::layout::Fonts;
use quatrefoil::limits::WORKER_STACK;
use quatrefoil::picture::{Picture, Pictures};
use quatrefoil::read::{Article, Form, Neighbours, ReadDefaults};
use quatrefoil::style::Style;
use quatrefoil::tree::{AssetPath, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, MAX_SECTION_DEPTH};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// An article that is as deep as possible in every way: sections, blocks, inlines, and a drawing.
fn deepest() -> String {
    let mut text = String::from("# Depth\n\n");
    for level in 0..MAX_SECTION_DEPTH {
        text.push_str(&format!("{} Level {level}\n\n", "#".repeat(level + 2)));
    }
    let marked = |open: &str, close: &str| {
        let pairs = MAX_INLINE_DEPTH + 40;
        format!("{}words{}", open.repeat(pairs), close.repeat(pairs))
    };
    for nested in ["> ".repeat(MAX_BLOCK_DEPTH + 40), "- ".repeat(MAX_BLOCK_DEPTH + 40), "> - ".repeat(MAX_BLOCK_DEPTH)]
    {
        text.push_str(&format!("{nested}Take {} and **bold *words* in it**.\n\n", marked("<em>", "</em>")));
    }
    text.push_str(&format!("{}\n\n", marked("<sup><b>", "</b></sup>")));
    text.push_str(&format!("| One | Two |\n|---|---|\n| {} | 2 |\n\n", marked("<i>", "</i>")));
    text.push_str(&format!(
        "Note.[^1]\n\n[^1]: {}In a note.\n\n![A drawing](deep.svg)\n",
        "> ".repeat(MAX_BLOCK_DEPTH)
    ));
    text
}

/// The deepest drawing of a kind of element that is accepted.
fn drawing(open: &str, close: &str) -> Option<Picture> {
    let of = |depth: usize| {
        let (open, close) = (open.repeat(depth), close.repeat(depth));
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{open}<path d='M0 0H9V9'/>{close}</svg>"
        );
        Picture::read(svg.as_bytes()).ok()
    };
    [100_000, 10_000, 1_000, 400, 100].into_iter().find_map(of)
}

#[test]
fn the_deepest_article_needs_less_than_a_quarter_of_a_workers_stack() {
    let make = || {
        let text = deepest();
        let neighbours = Neighbours::default();
        let article = Article { bytes: text.as_bytes(), form: Form::Markdown, stem: "deep", neighbours: &neighbours };
        let draft = quatrefoil::read::read_with(&ReadDefaults::default(), &article).draft.expect("it has words");
        let document = draft.seal().expect("reading repairs what is too deep");
        for (open, close) in
            [("<g opacity='.9'>", "</g>"), ("<svg>", "</svg>"), ("<text>a<tspan>", "</tspan></text>"), ("<a>", "</a>")]
        {
            let mut pictures = Pictures::default();
            pictures.extend(drawing(open, close).map(|picture| (AssetPath::new("deep.svg").unwrap(), picture)));
            let (style, pages) = (Style::handout(), OnceLock::new());
            let job = Job::new(&document, &style, &pictures, Fonts::builtin(), "deep", &pages);
            for exporter in EXPORTERS {
                assert!(exporter.export(job).is_ok(), "{}", exporter.name());
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(WORKER_STACK / 4).spawn(make).unwrap();
    thread.join().unwrap();
}

/// The HTML page; the process dies while it makes an article whose words ask for it.
struct Deadly;

impl Exporter for Deadly {
    fn name(&self) -> &'static str {
        Html.name()
    }

    fn extension(&self) -> &'static str {
        Html.extension()
    }

    fn inputs(&self) -> Inputs {
        Html.inputs()
    }

    fn export(&self, job: Job<'_>) -> Result<Edition, Vec<Diagnostic>> {
        let words = serde_json::to_string(job.document).unwrap();
        if words.contains("die at once") {
            std::process::abort();
        }
        if words.contains("take long") && std::env::var_os(SLOW).is_some() {
            std::thread::sleep(Duration::from_secs(60));
        }
        Html.export(job)
    }
}

/// The run itself, in a process that a test starts: the folder, and the number of threads.
const CHILD: &str = "QUATREFOIL_TEST_SURVIVAL";

/// Set if slow articles are to be slow.
const SLOW: &str = "QUATREFOIL_TEST_SLOW";

fn child() {
    let Some(order) = std::env::var_os(CHILD) else { return };
    let order = order.into_string().unwrap();
    let [folder, jobs, force] = order.split('|').collect::<Vec<_>>().try_into().unwrap();
    let folder = PathBuf::from(folder);
    let choices = Choices { out: Some(folder.join("out")), ..Choices::default() };
    let formats: [&'static dyn Exporter; 2] = [&Deadly, &LargePrint];
    if force == "watch" {
        let order = WatchOrder { paths: vec![folder.join("shelf")], choices, serve: None };
        std::process::exit(batch::watch_with(&order, &formats).exit_code().into());
    }
    let run = Run { force: force == "force", ..Run::default() };
    let order = BuildOrder {
        paths: vec![folder.join("shelf")],
        choices,
        jobs: jobs.parse().ok(),
        run,
        ..BuildOrder::default()
    };
    std::process::exit(batch::build_with(&order, &formats).exit_code().into());
}

fn command(test: &str, folder: &Path, jobs: usize, force: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let order = format!("{}|{jobs}|{force}", folder.display());
    command.args([&format!("survival::{test}"), "--exact", "--nocapture"]).env(CHILD, order);
    command
}

fn run(test: &str, folder: &Path, jobs: usize, force: &str) -> Output {
    command(test, folder, jobs, force).output().unwrap()
}

#[track_caller]
fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begin = Instant::now();
    while !holds() {
        assert!(begin.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn send(signal: &str, child: &Child) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
}

/// Runs until a run survives. Returns the messages of each.
#[track_caller]
fn until_it_lives(test: &str, folder: &Path, jobs: usize) -> (Vec<String>, Output) {
    let mut deaths = Vec::new();
    loop {
        let output = run(test, folder, jobs, "");
        if output.status.code().is_some() {
            return (deaths, output);
        }
        deaths.push(String::from_utf8(output.stderr).unwrap());
        assert!(deaths.len() < 9, "{deaths:#?}");
    }
}

const DEADLY: &str = "# Eye drops\n\nThey die at once.\n";

#[test]
fn an_article_that_kills_every_run_costs_no_other() {
    child();
    let this = "an_article_that_kills_every_run_costs_no_other";
    for jobs in [1, 2, 4] {
        let folder = folder(&format!("survival-{jobs}"));
        for number in 0..150 {
            let text =
                if number == 80 { DEADLY.to_owned() } else { format!("# Leaflet {number}\n\nWash your hands.\n") };
            write(&folder, &format!("shelf/leaflet-{number:03}.md"), text);
        }
        let (deaths, output) = until_it_lives(this, &folder, jobs);
        // With one thread it is alone in progress from the start.
        assert!(deaths.len() <= if jobs == 1 { 2 } else { 3 }, "{jobs} threads: {deaths:#?}");
        for told in &deaths[1..] {
            assert!(told.contains("warning[run-died]: the last run died while it made this article"), "{told}");
            assert!(told.contains("leaflet-080.md"), "{told}");
        }
        let told = said_by(1, &output);
        assert!(
            told.contains("error[article-skipped]: the article is skipped: the program died twice while it made this"),
            "{told}"
        );
        assert_eq!(told.matches("error[").count(), 1, "{told}");
        assert_eq!(files(&folder.join("out")).len(), 2 * 149 + 1, "{:?}", files(&folder.join("out")));
        // It is named in each run, and kills none.
        assert!(said_by(1, &run(this, &folder, jobs, "")).contains("article-skipped"));
        // `--force` may let it kill the process again, and that is recorded.
        assert_eq!(run(this, &folder, jobs, "force").status.code(), None);
        assert!(said_by(1, &run(this, &folder, jobs, "")).contains("article-skipped"));
        write(&folder, "shelf/leaflet-080.md", LEAFLET);
        let told = said_by(0, &run(this, &folder, jobs, ""));
        assert!(!told.contains("article-skipped"), "{told}");
        assert_eq!(files(&folder.join("out")).len(), 300);
        said(0, &folder, &["verify"]);
    }
}

#[test]
fn several_deadly_articles_are_found_one_by_one() {
    child();
    let folder = folder("survival-several");
    for number in 0..24 {
        let text = if number % 7 == 3 { DEADLY } else { LEAFLET };
        write(&folder, &format!("shelf/leaflet-{number:02}.md"), text);
    }
    let mut deaths = 0;
    let told = loop {
        let output = run("several_deadly_articles_are_found_one_by_one", &folder, 2, "");
        if output.status.code().is_some() {
            break said_by(1, &output);
        }
        deaths += 1;
        assert!(deaths < 12, "{}", String::from_utf8_lossy(&output.stderr));
    };
    assert_eq!(told.matches("error[article-skipped]").count(), 3, "{told}");
    assert_eq!(files(&folder.join("out")).iter().filter(|name| name.ends_with(".html")).count(), 21);
}

#[test]
fn whoever_kills_a_run_condemns_no_article() {
    child();
    let this = "whoever_kills_a_run_condemns_no_article";
    let folder = folder("survival-killed");
    write(&folder, "shelf/sleep.md", "# Eye drops\n\nThey take long.\n");
    write(&folder, "shelf/nose.md", LEAFLET);
    let (begun, suspects) = (folder.join("out/.quatrefoil-begun"), folder.join("out/.quatrefoil-suspects"));
    let killed_with = |signals: &[&str]| {
        let mut slow = command(this, &folder, 2, "");
        let mut child = slow.env(SLOW, "1").stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        wait_until("it is begun", || {
            let text = std::fs::read_to_string(&begun).unwrap_or_default();
            text.contains("\"sleep\"") && folder.join("out/nose.txt").exists()
        });
        for signal in signals {
            send(signal, &child);
            wait_until("it is asked to end", || *signal != "-INT" || !begun.exists());
        }
        child.wait().unwrap();
    };
    // Asked to end, and killed because it takes too long: any number of times.
    for _ in 0..3 {
        killed_with(&["-INT", "-KILL"]);
        assert!(!begun.exists() && !suspects.exists());
    }
    // Killed at once: reported, and made.
    killed_with(&["-KILL"]);
    let told = said_by(0, &run(this, &folder, 2, ""));
    assert!(told.contains("warning[run-died]: the last run died while it made this article"), "{told}");
    assert!(!begun.exists() && !suspects.exists());
    assert_eq!(files(&folder.join("out")).len(), 4);
    assert!(!said_by(0, &run(this, &folder, 2, "")).contains("run-died"));
}

#[test]
fn a_watch_that_is_started_again_and_again_does_not_die_for_ever() {
    child();
    let this = "a_watch_that_is_started_again_and_again_does_not_die_for_ever";
    let folder = folder("survival-watch");
    for name in ["ear", "nose", "skin"] {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    write(&folder, "shelf/eye.md", DEADLY);
    let start = || {
        let log = std::fs::File::create(folder.join("log")).unwrap();
        command(this, &folder, 2, "watch").stdout(Stdio::null()).stderr(log).spawn().unwrap()
    };
    let told = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    let mut deaths = 0;
    let mut watch = loop {
        let mut child = start();
        wait_until("it dies or watches", || {
            told().contains("watching;") || {
                let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
                stat.is_empty() || stat.contains(") Z ")
            }
        });
        if child.try_wait().unwrap().is_none() && told().contains("watching;") {
            break child;
        }
        child.wait().unwrap();
        deaths += 1;
        assert!(deaths < 5, "{}", told());
    };
    assert!(told().contains("error[article-skipped]"), "{}", told());
    assert!(folder.join("out/nose.html").exists() && folder.join("out/skin.html").exists());
    // Repaired, it is made; another one that kills the watch later is found in the same way.
    write(&folder, "shelf/eye.md", "# Eye drops\n\nThey heal.\n");
    let text = || std::fs::read_to_string(folder.join("out/eye.html")).unwrap_or_default();
    wait_until("it is made", || text().contains("They heal."));
    send("-INT", &watch);
    watch.wait().unwrap();
    said(0, &folder, &["verify", "out"]);
}

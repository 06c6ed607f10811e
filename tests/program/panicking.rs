//! A run in which Quatrefoil itself fails on one edition.

use crate::program::{LEAFLET, files, folder, said, said_by, write};
use quatrefoil::batch;
use quatrefoil::cli::{BuildOrder, Choices};
use quatrefoil::diagnostic::Diagnostic;
use quatrefoil::export::{Edition, Exporter, Inputs, Job, epub::Epub, html::Html, large_print::LargePrint, pdf::Pdf};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The HTML page, except for one article.
struct Broken;

impl Exporter for Broken {
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
        assert!(job.stem != "bad", "a test asked for it");
        Html.export(job)
    }
}

/// The run itself, in a process that the test starts: the library with a format that panics.
const CHILD: &str = "QUATREFOIL_TEST_PANICKING";

fn build(folder: &Path) -> batch::Outcome {
    let choices = Choices { out: Some(folder.join("out")), ..Choices::default() };
    let order = BuildOrder { paths: vec![folder.join("shelf")], choices, ..BuildOrder::default() };
    batch::build_with(&order, &[&Pdf, &Epub, &Broken, &LargePrint])
}

#[test]
fn a_panic_in_one_job_is_reported_as_our_bug_and_the_others_go_on() {
    if let Some(folder) = std::env::var_os(CHILD) {
        std::process::exit(build(&PathBuf::from(folder)).exit_code().into());
    }
    let folder = folder("panicking");
    for name in ["after", "bad", "good", "later/more"] {
        write(&folder, &format!("shelf/{name}.md"), LEAFLET);
    }
    let this = "panicking::a_panic_in_one_job_is_reported_as_our_bug_and_the_others_go_on";
    let mut run = Command::new(std::env::current_exe().unwrap());
    let output = run.args([this, "--exact", "--nocapture"]).env(CHILD, &folder).output().unwrap();
    let told = said_by(2, &output);
    let bug = format!(
        "error[bug]: quatrefoil failed while it made html: this is our bug\n  --> {}\n  = help: send us the article",
        folder.join("shelf/bad.md").display()
    );
    assert_eq!(told.matches("error[").count(), 1, "{told}");
    assert!(told.contains(&bug), "{told}");
    assert!(told.contains("a test asked for it"), "where it happened is told, for whoever mends it: {told}");
    let made = format!("bad.md: {} (1 page), .epub, .txt\n", folder.join("out/bad.pdf").display());
    assert!(told.contains(&made), "{told}");
    assert!(told.contains("4 articles, 15 editions in "), "{told}");
    let formats = ["epub", "html", "pdf", "txt"];
    let all = ["after", "bad", "good", "later/more"]
        .into_iter()
        .flat_map(|stem| formats.map(|format| format!("{stem}.{format}")));
    let expected: Vec<String> = all.filter(|name| name != "bad.html").collect();
    assert_eq!(files(&folder.join("out")), expected);
    assert_eq!(said(0, &folder, &["verify"]), "15 editions as the manifest says, nothing else\n");
    // The next run makes what is missing.
    let told = said(0, &folder, &["build", "shelf"]);
    assert!(!told.contains("bug"), "{told}");
    assert!(folder.join("out/bad.html").exists());
}

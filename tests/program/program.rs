//! The program, run by a test in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An article without any diagnostic.
pub const LEAFLET: &str = "# Eye drops\n\nWash your hands.\n";

/// A folder of its own for each test, empty at its beginning.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file and the folders above it.
pub fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The program, started in a folder.
pub fn quatrefoil(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quatrefoil"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    command
}

/// A folder of its own for a test that must not run as superuser, and the program as it is started there. `None`, with a printed
/// reason, if there is no such folder.
pub fn as_nobody(name: &str) -> Option<(PathBuf, impl Fn() -> Command)> {
    const NOBODY: u32 = 65_534;
    // The checkout may be where only its owner can look.
    let place = std::env::temp_dir().join(format!("quatrefoil-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    let program = place.join("quatrefoil");
    fs::copy(env!("CARGO_BIN_EXE_quatrefoil"), &program).unwrap();
    let is_superuser = fs::metadata(&program).unwrap().uid() == 0;
    let folder = place.clone();
    let command = move || {
        let mut command = Command::new(&program);
        command.current_dir(&folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        if is_superuser {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    };
    if !command().arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: no program can be started in {}", place.display());
        return None;
    }
    Some((place, command))
}

/// Runs the program to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    quatrefoil(folder).args(arguments).output().unwrap()
}

/// Runs the program to its end with a text on its standard input.
pub fn fed(folder: &Path, arguments: &[&str], text: &str) -> Output {
    let mut command = quatrefoil(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The program may stop reading early.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    child.wait_with_output().unwrap()
}

/// Runs the program and asserts its exit code. Returns standard error.
#[track_caller]
pub fn said(code: i32, folder: &Path, arguments: &[&str]) -> String {
    said_by(code, &run(folder, arguments))
}

/// Asserts the exit code of a run. Returns standard error.
#[track_caller]
pub fn said_by(code: i32, output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

/// Runs the program and asserts that it succeeds. Returns standard output.
#[track_caller]
pub fn printed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Names of all files below a folder, in order, without state files.
pub fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            names.extend(files(&entry.path()).into_iter().map(|below| format!("{name}/{below}")));
        } else if name != "manifest.json" && name != ".quatrefoil-cache" && !name.starts_with(".quatrefoil-lock") {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// Contents of every file below a folder, and its manifest.
pub fn state(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let books = ["manifest.json".to_owned()];
    let names = files(folder).into_iter().chain(books);
    names.map(|name| (name.clone(), fs::read(folder.join(name)).unwrap_or_default())).collect()
}

//! A run on a terminal: its progress, with or without colours, none of which remains at the end.

use crate::program::{folder, write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the program in a terminal of 100 columns, with some environment variables. Returns everything sent to the terminal; `None`
/// without `script`, which opens terminals.
fn shown(folder: &Path, environment: &str, arguments: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_quatrefoil");
    let line = format!("stty cols 100 rows 30; env TERM=xterm {environment} '{program}' {arguments}");
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    let Ok(output) = command.output() else {
        println!("skipped: no script");
        return None;
    };
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{shown:?}");
    Some(shown)
}

/// The final contents of a terminal, line by line.
fn screen(sent: &str) -> Vec<String> {
    let (mut lines, mut row, mut column) = (vec![Vec::new()], 0_usize, 0_usize);
    let mut rest = sent.chars();
    while let Some(c) = rest.next() {
        match c {
            '\r' => column = 0,
            '\n' => row += 1,
            '\u{1b}' => {
                assert_eq!(rest.next(), Some('['));
                let order: String = rest.by_ref().take_while(|c| !c.is_ascii_alphabetic()).collect();
                // `take_while` has taken the letter; the text before it shows which one it was.
                let end = sent[..sent.len() - rest.as_str().len()].chars().next_back();
                match (order.as_str(), end) {
                    ("2", Some('K')) => lines[row].clear(),
                    ("" | "0", Some('K')) => lines[row].truncate(column),
                    (count, Some('A')) => row -= count.parse::<usize>().unwrap_or(1),
                    (_, Some('m')) => {}
                    order => panic!("{order:?} in {sent:?}"),
                }
            }
            c => {
                if lines[row].len() <= column {
                    lines[row].resize(column + 1, ' ');
                }
                lines[row][column] = c;
                column += 1;
            }
        }
        if lines.len() <= row {
            lines.resize(row + 1, Vec::new());
        }
    }
    lines.iter().map(|line| line.iter().collect::<String>().trim_end().to_owned()).collect()
}

/// Leaflets, one of which has a link with a warning.
fn shelf(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    for number in 10..70 {
        write(&folder, &format!("shelf/leaflet-{number}.md"), format!("# Leaflet {number}\n\nWash your hands.\n"));
    }
    write(&folder, "shelf/leaflet-99.md", "# Leaflet\n\nSee [this](gone.md).\n");
    folder
}

#[test]
fn a_terminal_shows_how_far_a_run_is_and_then_what_was_reported() {
    let folder = shelf("terminal-progress");
    let Some(sent) = shown(&folder, "", "build shelf --to txt --force") else { return };
    assert!(sent.contains(" of 61 articles, "), "{sent:?}");
    assert!(sent.contains("\u{1b}[1;33mwarning[link-relative]\u{1b}[0m: `gone.md`"), "{sent:?}");
    let screen = screen(&sent);
    assert_eq!(screen[0], "shelf/leaflet-10.md: out/leaflet-10.txt");
    assert_eq!(screen[59], "shelf/leaflet-69.md: out/leaflet-69.txt");
    let rest = screen[60..].join("\n");
    assert!(rest.starts_with("warning[link-relative]: `gone.md` is not in this build"), "{rest}");
    assert!(rest.contains("\nshelf/leaflet-99.md: out/leaflet-99.txt\n61 articles, 61 editions in "), "{rest}");
    // Nothing is left of the bar.
    assert!(!screen.iter().any(|line| line.contains(" left ")), "{screen:?}");
}

#[test]
fn colours_and_bars_are_for_those_who_want_them() {
    let folder = shelf("terminal-plain");
    for (environment, arguments, bar, colours) in [
        ("NO_COLOR=1", "", true, false),
        ("NO_COLOR=", "", true, true),
        ("TERM=dumb", "", false, false),
        ("", "--quiet", false, true),
        ("", "--format short", false, false),
        ("", "--format json", false, false),
        ("", "--dry-run", false, true),
    ] {
        let arguments = format!("build shelf --to txt --force {arguments}");
        let Some(sent) = shown(&folder, environment, &arguments) else { return };
        assert!(sent.contains("link-relative"), "{sent:?}");
        assert_eq!(sent.contains(" of 61 articles, "), bar, "{environment} {arguments}: {sent:?}");
        let coloured =
            sent.split('\u{1b}').skip(1).any(|order| order.split(|c: char| c.is_alphabetic()).next() == Some("[1;33"));
        assert_eq!(coloured, colours, "{environment} {arguments}: {sent:?}");
        assert!(bar || colours || !sent.contains('\u{1b}'), "{environment} {arguments}: {sent:?}");
    }
}

//! Descriptions of the command line: shell completions and the manual.

use crate::program::{folder, printed, said, write};
use std::process::{Command, Stdio};

/// Every command, as the help lists them.
fn commands() -> Vec<String> {
    let words = quatrefoil::cli::words();
    words.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_shell_completes_every_command() {
    let folder = folder("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&folder, &["completions", shell]);
        for word in commands().iter().map(String::as_str).chain(["style", "jobs", "quatrefoil"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    said(2, &folder, &["completions", "cmd"]);
}

#[test]
fn a_shell_reads_its_completions() {
    let folder = folder("completions-read");
    let there = Command::new("bash").arg("--version").stdout(Stdio::null()).status().is_ok_and(|code| code.success());
    if !there {
        println!("skipped: no bash");
        return;
    }
    write(&folder, "words", printed(&folder, &["completions", "bash"]));
    let script = "source words; COMP_WORDS=(quatrefoil bui); COMP_CWORD=1; _quatrefoil quatrefoil bui quatrefoil; \
                  echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash").args(["-c", script]).current_dir(&folder).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "build\n", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_manual_names_every_command_and_each_has_its_page() {
    let folder = folder("manual");
    let page = printed(&folder, &["man"]);
    for name in commands() {
        let escaped = name.replace('-', "\\-");
        assert!(page.contains(&format!("quatrefoil\\-{escaped}(1)")), "{name}: {page}");
        let own = printed(&folder, &["man", &name]);
        assert!(own.contains(".SH NAME") && own.contains(&format!("quatrefoil\\-{escaped}")), "{own}");
    }
    assert!(page.contains("Exit codes"), "{page}");
    // Commands of commands are listed as pages too, and they can be had.
    let merge = printed(&folder, &["man", "manifest", "merge"]);
    assert!(merge.contains(".TH quatrefoil-manifest-merge 1  \"quatrefoil "), "{merge}");
    assert!(merge.contains("Join the manifests of all shards"), "{merge}");
    assert!(said(2, &folder, &["man", "nothing"]).contains("there is no command `nothing`"));
}

//! The words of the command line, for shells that complete them and for the manual.

use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::{self, CompletionsOrder, ManOrder, Shell};
use clap_complete::aot::{Shell as Known, generate};
use clap_mangen::Man;

/// Prints what a shell reads to complete the words of the command line.
pub fn completions(order: &CompletionsOrder) -> Outcome {
    let reporter = Reporter::new();
    reporter.print(script(order.shell).trim_end());
    reporter.ended(Outcome::AllMade)
}

/// Prints a page of the manual.
pub fn man(order: &ManOrder) -> Outcome {
    let reporter = Reporter::new();
    match page(&order.command) {
        Ok(page) => {
            reporter.print(page.trim_end());
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// What a shell reads to complete the words of the command line.
fn script(shell: Shell) -> String {
    let shell = match shell {
        Shell::Bash => Known::Bash,
        Shell::Elvish => Known::Elvish,
        Shell::Fish => Known::Fish,
        Shell::Powershell => Known::PowerShell,
        Shell::Zsh => Known::Zsh,
    };
    let mut script = Vec::new();
    generate(shell, &mut cli::words(), cli::NAME, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// A page of the manual, in roff: that of the command of these words, such as `manifest merge`; of none, that of the program,
/// which lists the commands.
///
/// # Errors
/// A command that there is not.
fn page(command: &[String]) -> Result<String, String> {
    let mut page = cli::words();
    page.build();
    let source = format!("{} {}", cli::NAME, env!("CARGO_PKG_VERSION"));
    for name in command {
        let below = page.find_subcommand(name).cloned();
        page = below.ok_or_else(|| format!("there is no command `{}`", command.join(" ")))?;
    }
    let mut roff = Vec::new();
    Man::new(page)
        .source(source)
        .render(&mut roff)
        .map_err(|error| format!("the manual cannot be written: {error}"))?;
    Ok(String::from_utf8_lossy(&roff).into_owned())
}

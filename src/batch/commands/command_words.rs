//! The command line's own description: shell completions and manual pages.

use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::{self, CompletionsOrder, ManOrder, Shell};
use clap_complete::aot::{Shell as Known, generate};
use clap_mangen::Man;

/// Prints the completion script of a shell.
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

/// The completion script of a shell.
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

/// A page of the manual in roff, for a command such as `manifest merge`; without a command, the page of the program.
///
/// # Errors
/// An unknown command.
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

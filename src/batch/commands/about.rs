//! The program's own facts: version, licences, rules.

use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::{NAME, RulesOrder, Say};
use crate::diagnostic::{Rule, nearest};

/// Licence texts of the embedded fonts and of all crates in the program, collected by `packaging/licenses.py`.
const THIRD_PARTY: &str = include_str!("../../../packaging/third-party-licenses.txt");

/// Lists the rules, or explains one.
pub fn rules(order: &RulesOrder) -> Outcome {
    let reporter = Reporter::new();
    match order.name.as_deref().map_or_else(|| Ok(rule_list()), explanation) {
        Ok(text) => {
            reporter.print(&text);
            reporter.ended(Outcome::AllMade)
        }
        Err(message) => reporter.could_not_run(&message),
    }
}

/// Prints the licences of the program, its fonts and its crates.
pub fn licenses() -> Outcome {
    let reporter = Reporter::new();
    reporter.print(&licence_texts());
    reporter.ended(Outcome::AllMade)
}

/// Prints the version.
pub fn version(say: &Say) -> Outcome {
    let reporter = Reporter::new();
    reporter.print(&version_text(say.verbose));
    reporter.ended(Outcome::AllMade)
}

/// The licences under which the program is distributed, its own first.
fn licence_texts() -> String {
    let own = [
        include_str!("../../../NOTICE"),
        include_str!("../../../LICENSE-MIT"),
        include_str!("../../../LICENSE-APACHE"),
    ];
    own.into_iter().chain([THIRD_PARTY]).map(str::trim_end).collect::<Vec<_>>().join("\n\n")
}

/// One line with the version; with `verbose`, the facts of the build below it.
fn version_text(verbose: bool) -> String {
    let line = format!("{NAME} {}", env!("CARGO_PKG_VERSION"));
    if !verbose {
        return line;
    }
    let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    let rust = env!("CARGO_PKG_RUST_VERSION");
    format!(
        "{line}\nsystem: {system} on {processor}\nbuild: {profile}, Rust {rust} or later\nlicence: {}",
        env!("CARGO_PKG_LICENSE")
    )
}

/// One line for each rule: name, severity and the first sentence of its explanation.
fn rule_list() -> String {
    let width = Rule::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or(0);
    let line = |rule: &Rule| {
        let explanation = rule.explanation();
        let sentence = explanation.split_once(". ").map_or(explanation, |(first, _)| first).trim_end_matches('.');
        format!("{:width$}  {:7}  {sentence}", rule.name(), rule.severity().name())
    };
    Rule::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The explanation of one rule.
///
/// # Errors
/// An unknown name; the message suggests the nearest one.
fn explanation(name: &str) -> Result<String, String> {
    let Some(rule) = Rule::ALL.iter().find(|rule| rule.name() == name) else {
        let near = nearest(name, Rule::ALL.iter().map(|rule| rule.name()));
        let hint =
            near.map_or_else(|| "`quatrefoil rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(format!("there is no rule `{name}`: {hint}"));
    };
    Ok(format!("{} ({})\n\n{}\n\n{}", rule.name(), rule.severity().name(), rule.explanation(), rule.remedy()))
}

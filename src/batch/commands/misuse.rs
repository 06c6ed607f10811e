//! Command lines that cannot be parsed.

use crate::batch::outcome::Outcome;
use crate::batch::report::Reporter;
use crate::cli::{MessageForm, Say};

/// Reports a command line that cannot be parsed, or prints the help that it asks for. A program that asked for JSON gets JSON.
pub fn misused(error: &clap::Error) -> Outcome {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    let asks_for_json = words.iter().any(|word| word == "--format=json")
        || words.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    if error.use_stderr() && asks_for_json {
        let reporter = Reporter::of(&Say { format: MessageForm::Json, ..Say::default() }, false);
        let text = error.to_string();
        return reporter.could_not_run(text.lines().next().unwrap_or_default().trim_start_matches("error: "));
    }
    // A closed pipe is not an error: nobody is reading.
    let _ = error.print();
    if error.use_stderr() { Outcome::CouldNotRun } else { Outcome::AllMade }
}

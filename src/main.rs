//! The program: parse, run, exit code. All behaviour is in the library.

use clap::Parser;
use quatrefoil::batch;
use quatrefoil::cli::{Cli, Command};
use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command.unwrap_or_default() {
        Command::Build(order) => batch::build(&order),
        Command::Watch(order) => batch::watch(&order),
        Command::Tree(order) => batch::tree(&order),
        Command::Config(order) => batch::config(&order),
        Command::Verify(order) => batch::verify(&order),
        Command::Manifest(order) => batch::manifest(&order),
        Command::Init(order) => batch::init(&order),
        Command::Completions(order) => batch::completions(&order),
        Command::Man(order) => batch::man(&order),
    };
    ExitCode::from(outcome.exit_code())
}

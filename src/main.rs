//! The program: parse, run, exit code. All behaviour is in the library.

use clap::Parser;
use quatrefoil::batch;
use quatrefoil::cli::{Cli, Command};
use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(batch::misused(&error).exit_code()),
    };
    if cli.version {
        return ExitCode::from(batch::version(&cli.build.say).exit_code());
    }
    let outcome = match cli.command.unwrap_or(Command::Build(cli.build)) {
        Command::Build(order) => batch::build(&order),
        #[cfg(feature = "watch")]
        Command::Watch(order) => batch::watch(&order),
        Command::Tree(order) => batch::tree(&order),
        Command::Config(order) => batch::config(&order),
        Command::Verify(order) => batch::verify(&order),
        Command::Manifest(order) => batch::manifest(&order),
        Command::Init(order) => batch::init(&order),
        Command::Completions(order) => batch::completions(&order),
        Command::Man(order) => batch::man(&order),
        Command::Rules(order) => batch::rules(&order),
        Command::Licenses => batch::licenses(),
    };
    ExitCode::from(outcome.exit_code())
}

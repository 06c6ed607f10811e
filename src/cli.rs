//! The command line: commands, options and their help. No behaviour.

use crate::export::EXPORTERS;
use crate::shard::Shard;
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// One article, four editions that say the same: tagged PDF, EPUB, large-print text, accessible HTML.
///
/// Without a command, `quatrefoil` builds: `quatrefoil leaflet.md` is `quatrefoil build leaflet.md`. Without a path, it builds
/// every article in `sources/` into `out/`.
#[derive(Debug, Parser)]
#[command(name = NAME, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// `None` builds.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub build: BuildOrder,
    /// Print the version; with `--verbose`, also the facts of the build
    #[arg(long, short = 'V')]
    pub version: bool,
}

/// Name of the program.
pub const NAME: &str = "quatrefoil";

/// The whole command line, for completions and manual pages.
pub fn words() -> clap::Command {
    Cli::command()
}

/// The names of the commands.
pub fn command_names() -> Vec<String> {
    words().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

const EXIT_CODES: &str =
    "Exit codes: 0 all made; 1 an article has errors (the others are made); 2 could not run; 130 interrupted.

Environment: SOURCE_DATE_EPOCH, in seconds since the beginning of 1970, is the day of the last change for articles that name none; \
NO_COLOR and CLICOLOR_FORCE decide about colours.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build editions of articles
    Build(BuildOrder),
    /// Build editions, and build again whatever changes
    #[cfg(feature = "watch")]
    Watch(WatchOrder),
    /// Print the tree of one article as JSON, which `build` accepts as a source
    Tree(TreeOrder),
    /// Show every value of the configuration and its origin
    Config(ConfigOrder),
    /// Check every edition of a folder against its manifest
    Verify(VerifyOrder),
    /// Work with manifests
    #[command(subcommand)]
    Manifest(ManifestOrder),
    /// Create a shelf that builds: a configuration, an article and a picture
    Init(InitOrder),
    /// Print the completion script of a shell
    Completions(CompletionsOrder),
    /// Print a page of the manual, in roff
    Man(ManOrder),
    /// List the rules that messages name, or explain one
    Rules(RulesOrder),
    /// Print the licences of the program, its fonts and its crates
    Licenses,
}

/// Arguments of `build`.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = EXIT_CODES)]
pub struct BuildOrder {
    /// Articles, or folders of them; `-` is an article on standard input
    #[arg(value_name = "PATH", default_value = "sources")]
    pub paths: Vec<PathBuf>,
    /// Form of the article on standard input [default: guessed from its words]
    #[arg(long, value_name = "FORM")]
    pub from: Option<SourceForm>,
    #[command(flatten)]
    pub choices: Choices,
    /// Worker threads, 1 to 512 [default: one per core]
    // The cost of threads to each other grows with the square of their number: two thousand take seconds to start and stop.
    #[arg(long, short, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub run: Run,
    #[command(flatten)]
    pub say: Say,
}

fn jobs(text: &str) -> Result<u16, &'static str> {
    text.parse().ok().filter(|jobs| (1..=512).contains(jobs)).ok_or("write a number from 1 to 512")
}

#[cfg(feature = "serve")]
fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "write the number of a port, from 0 to 65535")
}

/// The part of a shelf that is built. By default, editions that are missing or out of date.
#[derive(Args, Clone, Debug, Default)]
pub struct Run {
    /// Build all editions, even those that are up to date
    #[arg(long)]
    pub force: bool,
    /// Fail (exit code 1) on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Report what would be built and why; write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Remove the editions of articles that are no longer on the shelf
    #[arg(long)]
    pub prune: bool,
    /// Fail at once (exit code 2) if another run is writing into the folder for editions
    #[arg(long)]
    pub no_wait: bool,
    /// Build one part of the shelf, such as `3/16`; `quatrefoil manifest merge` joins the parts
    #[arg(long, value_name = "N/M")]
    pub shard: Option<Shard>,
}

/// Arguments of `verify`.
#[derive(Args, Clone, Debug)]
#[command(after_help = VERIFY_CODES)]
pub struct VerifyOrder {
    /// Folder of editions [default: the one that `quatrefoil.toml` names here or above, else `out`]
    #[arg(value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub say: Say,
}

const VERIFY_CODES: &str = "Exit codes: 0 every edition is as the manifest says, and there is no other file; 1 something is missing, \
changed or not in the manifest; 2 there is no manifest that can be used.";

/// Commands for manifests.
#[derive(Clone, Debug, Subcommand)]
pub enum ManifestOrder {
    /// Join the manifests of all shards into `manifest.json` in the first folder
    Merge {
        /// Folders of editions
        #[arg(value_name = "DIR", required = true)]
        folders: Vec<PathBuf>,
    },
}

/// Options for messages.
#[derive(Args, Clone, Debug, Default)]
pub struct Say {
    /// Form of messages: with the quoted line, one a line, or JSON Lines on standard output
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: MessageForm,
    /// Report warnings and errors only
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Report every article, the reasons, and guesses
    #[arg(long, short)]
    pub verbose: bool,
    /// Coloured messages; `auto` colours on a terminal, as NO_COLOR and CLICOLOR_FORCE say
    #[arg(long, value_name = "WHEN", default_value = "auto", alias = "colour")]
    pub color: Colour,
}

/// Choice of coloured messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

/// The form of an article on standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourceForm {
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// Plain text
    #[value(alias = "text")]
    Txt,
    /// A tree, as printed by `quatrefoil tree`
    Json,
}

/// Form of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageForm {
    /// For people: with the quoted line
    #[default]
    Human,
    /// For pipes: one message a line
    Short,
    /// For programs: JSON Lines
    Json,
}

/// Arguments of `watch`.
#[cfg(feature = "watch")]
#[derive(Args, Clone, Debug)]
pub struct WatchOrder {
    /// Articles, or folders of them
    #[arg(value_name = "PATH", default_value = "sources")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub choices: Choices,
    /// Preview all editions in the browser of this machine, on this port [default: 4004; 0 is any free port]
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "4004", value_parser = port)]
    #[cfg(feature = "serve")]
    pub serve: Option<u16>,
}

/// Options that override `quatrefoil.toml`.
#[derive(Args, Clone, Debug, Default)]
pub struct Choices {
    /// Folder for editions, created if missing; `-` writes one edition of one article to standard output [default: `out`]
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Formats to build, separated by commas [default: all]
    #[arg(long, short, value_name = "FORMATS", value_delimiter = ',', ignore_case = true)]
    #[arg(value_parser = PossibleValuesParser::new(format_names()))]
    pub to: Vec<String>,
    /// Style sheet [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    pub style: Option<PathBuf>,
    /// Configuration file, instead of the `quatrefoil.toml` in the folder of the articles or above it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Arguments of `config`.
#[derive(Args, Clone, Debug)]
pub struct ConfigOrder {
    /// Folder of articles; `quatrefoil.toml` is in it or above it
    #[arg(value_name = "SHELF", default_value = ".")]
    pub shelf: PathBuf,
    #[command(flatten)]
    pub choices: Choices,
    /// Print the whole default file with its documentation, to be saved as `quatrefoil.toml`
    #[arg(long)]
    pub export: bool,
}

/// Arguments of `init`.
#[derive(Args, Clone, Debug)]
pub struct InitOrder {
    /// The folder, created if missing. Existing files are never overwritten
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

/// Arguments of `completions`.
#[derive(Args, Clone, Debug)]
pub struct CompletionsOrder {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Shells with completion scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Arguments of `man`.
#[derive(Args, Clone, Debug)]
pub struct ManOrder {
    /// Command of the page, such as `manifest merge`; without one, the program
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// Arguments of `rules`.
#[derive(Args, Clone, Debug)]
pub struct RulesOrder {
    /// Name of a rule, as in the brackets of a message; without one, list all rules
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// Arguments of `tree`.
#[derive(Args, Clone, Debug)]
pub struct TreeOrder {
    /// The article; `-` is standard input
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Form of the article on standard input [default: guessed from its words]
    #[arg(long, value_name = "FORM")]
    pub from: Option<SourceForm>,
    /// Report each guess of the plain-text reader and its reason
    #[arg(long)]
    pub explain: bool,
}

fn format_names() -> Vec<&'static str> {
    EXPORTERS.iter().map(|exporter| exporter.name()).collect()
}

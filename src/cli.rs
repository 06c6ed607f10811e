//! The command line: its words and their help. No behaviour.

use crate::export::EXPORTERS;
use crate::shard::Shard;
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// One article, four editions that say the same: tagged PDF, EPUB, large-print text, accessible HTML.
///
/// Without a command, articles are built: `quatrefoil leaflet.md` is `quatrefoil build leaflet.md`. Without a path, every article in
/// `sources/` is made into editions in `out/`.
#[derive(Debug, Parser)]
#[command(name = NAME, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// `None` builds.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub build: BuildOrder,
    /// Print the version; with `--verbose`, how the program was built, too
    #[arg(long, short = 'V')]
    pub version: bool,
}

/// What the program is called.
pub const NAME: &str = "quatrefoil";

/// Every word of the command line, for what describes it.
pub fn words() -> clap::Command {
    Cli::command()
}

/// The names of the commands.
pub fn command_names() -> Vec<String> {
    words().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

const EXIT_CODES: &str =
    "Exit codes: 0 all made; 1 an article has errors (the others are made); 2 could not run; 130 interrupted.";

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make editions of articles
    Build(BuildOrder),
    /// Make editions, and make again whatever changes
    Watch(WatchOrder),
    /// Print the tree of one article as JSON, which `build` takes as a source
    Tree(TreeOrder),
    /// Show every value of the configuration in force, and where it comes from
    Config(ConfigOrder),
    /// Check every edition of a folder against its manifest
    Verify(VerifyOrder),
    /// Work with manifests
    #[command(subcommand)]
    Manifest(ManifestOrder),
    /// Make a new shelf that builds: a configuration, an article and a picture
    Init(InitOrder),
    /// Print what a shell reads to complete commands and options
    Completions(CompletionsOrder),
    /// Print a page of the manual, in roff
    Man(ManOrder),
    /// List the rules that a message can name, or explain one
    Rules(RulesOrder),
    /// Print the licences of the program, its fonts and its crates
    Licenses,
}

/// Which editions of which articles are to be made, and how.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = EXIT_CODES)]
pub struct BuildOrder {
    /// Articles, or folders of them; `-` is an article on standard input
    #[arg(value_name = "PATH", default_value = "sources")]
    pub paths: Vec<PathBuf>,
    /// Form of the article on standard input [default: told by its words]
    #[arg(long, value_name = "FORM")]
    pub from: Option<SourceForm>,
    #[command(flatten)]
    pub choices: Choices,
    /// Worker threads, 1 to 512 [default: one per core]
    // The cost of threads to each other grows with the square of their number: two thousand take seconds to begin and to end.
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

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "write the number of a port, from 0 to 65535")
}

/// How much of a shelf is to be made. Without any of these: what is not there yet, and what has changed since it was made.
#[derive(Args, Clone, Debug, Default)]
pub struct Run {
    /// Make all editions, even those that need not be made
    #[arg(long)]
    pub force: bool,
    /// Fail (exit code 1) on warnings, too
    #[arg(long)]
    pub strict: bool,
    /// Say what would be made and why; write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Remove the editions of articles that are not in the shelf any more
    #[arg(long)]
    pub prune: bool,
    /// Give up at once, with exit code 2, where another run is writing into the folder for the editions
    #[arg(long)]
    pub no_wait: bool,
    /// Make one part of the shelf, such as `3/16`; `quatrefoil manifest merge` joins the parts
    #[arg(long, value_name = "N/M")]
    pub shard: Option<Shard>,
}

/// Which folder is to be checked.
#[derive(Args, Clone, Debug)]
#[command(after_help = VERIFY_CODES)]
pub struct VerifyOrder {
    /// The folder of the editions [default: the one that `quatrefoil.toml` names here or above, else `out`]
    #[arg(value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub say: Say,
}

const VERIFY_CODES: &str = "Exit codes: 0 every edition is as the manifest says, and there is no other file; 1 something is missing, \
changed or not in the manifest; 2 there is no manifest that can be used.";

/// What is to be done with manifests.
#[derive(Clone, Debug, Subcommand)]
pub enum ManifestOrder {
    /// Join the manifests of all shards into `manifest.json` in the first folder
    Merge {
        /// The folders of the editions
        #[arg(value_name = "DIR", required = true)]
        folders: Vec<PathBuf>,
    },
}

/// What is to be said, and how.
#[derive(Args, Clone, Debug, Default)]
pub struct Say {
    /// How messages are written: with the line in question, one a line, or as JSON Lines on standard output
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub format: MessageForm,
    /// Report warnings and errors only
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Report what was done with every article and why, and what was guessed
    #[arg(long, short)]
    pub verbose: bool,
    /// When messages are coloured; `auto`: on a terminal, as NO_COLOR and CLICOLOR_FORCE ask
    #[arg(long, value_name = "WHEN", default_value = "auto", alias = "colour")]
    pub color: Colour,
}

/// When messages are coloured.
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
    /// A tree, as `quatrefoil tree` prints it
    Json,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageForm {
    /// For people: with the line in question
    #[default]
    Human,
    /// For pipes: one message a line
    Short,
    /// For programs: JSON Lines
    Json,
}

/// What is to be watched.
#[derive(Args, Clone, Debug)]
pub struct WatchOrder {
    /// Articles, or folders of them
    #[arg(value_name = "PATH", default_value = "sources")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub choices: Choices,
    /// Show the editions side by side in the browser of this machine, at this port [default: 4004; 0 is any that is free]
    #[arg(long, value_name = "PORT", num_args = 0..=1, default_missing_value = "4004", value_parser = port)]
    pub serve: Option<u16>,
}

/// What the command line says over `quatrefoil.toml`. What is not given here, the file says; what neither says has a default.
#[derive(Args, Clone, Debug, Default)]
pub struct Choices {
    /// Folder for the editions, made if it is not there; `-` writes one edition of one article to standard output [default: `out`]
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Formats to make, joined by commas [default: all]
    #[arg(long, short, value_name = "FORMATS", value_delimiter = ',', ignore_case = true)]
    #[arg(value_parser = PossibleValuesParser::new(format_names()))]
    pub to: Vec<String>,
    /// Style sheet [default: the handout's]
    #[arg(long, value_name = "FILE")]
    pub style: Option<PathBuf>,
    /// Configuration to read in place of the `quatrefoil.toml` in the folder of the articles or above it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Which configuration is to be shown.
#[derive(Args, Clone, Debug)]
pub struct ConfigOrder {
    /// The folder of articles that it is for; `quatrefoil.toml` stands in it or above it
    #[arg(value_name = "SHELF", default_value = ".")]
    pub shelf: PathBuf,
    #[command(flatten)]
    pub choices: Choices,
    /// Print the whole default file with its documentation, to be kept as `quatrefoil.toml`
    #[arg(long)]
    pub export: bool,
}

/// Where a new shelf is to be made.
#[derive(Args, Clone, Debug)]
pub struct InitOrder {
    /// The folder; made if it is not there. A file that is there already is never overwritten
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
}

/// For which shell.
#[derive(Args, Clone, Debug)]
pub struct CompletionsOrder {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// The shells whose words can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Which page of the manual is to be printed.
#[derive(Args, Clone, Debug)]
pub struct ManOrder {
    /// The command that it is about, such as `manifest merge`; without one, the program
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// Which rule is to be explained.
#[derive(Args, Clone, Debug)]
pub struct RulesOrder {
    /// The name of a rule, as messages have it in brackets; without one, all rules are listed
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// Which article's tree is to be printed.
#[derive(Args, Clone, Debug)]
pub struct TreeOrder {
    /// The article; `-` is standard input
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Form of the article on standard input [default: told by its words]
    #[arg(long, value_name = "FORM")]
    pub from: Option<SourceForm>,
    /// Say for each guess of the plain-text reader what it was and why
    #[arg(long)]
    pub explain: bool,
}

fn format_names() -> Vec<&'static str> {
    EXPORTERS.iter().map(|exporter| exporter.name()).collect()
}

//! The command line: its words and their help. No behaviour.

use crate::export::EXPORTERS;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// One article, four editions that say the same: tagged PDF, EPUB, large-print text, accessible HTML.
///
/// Without a command, every article in `sources/` is made into editions in `out/`.
#[derive(Debug, Parser)]
#[command(name = "quatrefoil", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// `None` builds `sources` into `out`.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 all made; 1 an article has errors (the others are made); 2 could not run.";

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make editions of articles
    Build(BuildOrder),
    /// Print the tree of one article as JSON, which `build` takes as a source
    Tree(TreeOrder),
}

impl Default for Command {
    fn default() -> Self {
        Command::Build(BuildOrder {
            paths: vec![PathBuf::from("sources")],
            out: PathBuf::from("out"),
            to: format_names().into_iter().map(str::to_owned).collect(),
            style: None,
            jobs: None,
        })
    }
}

/// Which editions of which articles are to be made, and how.
#[derive(Args, Clone, Debug)]
#[command(after_help = EXIT_CODES)]
pub struct BuildOrder {
    /// Articles, or folders of them; `-` is an article on standard input
    #[arg(value_name = "PATH", default_value = "sources")]
    pub paths: Vec<PathBuf>,
    /// Folder for the editions; made if it is not there
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Formats to make, joined by commas
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    #[arg(default_values = format_names(), value_parser = PossibleValuesParser::new(format_names()))]
    pub to: Vec<String>,
    /// Style sheet; without one, the handout's
    #[arg(long, value_name = "FILE")]
    pub style: Option<PathBuf>,
    /// How many threads work at once; without it, one a core
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Which article's tree is to be printed.
#[derive(Args, Clone, Debug)]
pub struct TreeOrder {
    /// The article; `-` is standard input
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// Say for each guess of the plain-text reader what it was and why
    #[arg(long)]
    pub explain: bool,
}

fn format_names() -> Vec<&'static str> {
    EXPORTERS.iter().map(|exporter| exporter.name()).collect()
}

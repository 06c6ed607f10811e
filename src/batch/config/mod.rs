//! `quatrefoil.toml`: the settings that a shelf makes once for all its articles.
//!
//! The command line overrides the file, and the file overrides the defaults. Each value keeps its origin, which `quatrefoil config`
//! shows.

mod file;
pub mod fonts;
mod parse;
mod profiles;
mod settings;
mod shown;
mod values;

pub use profiles::{BuildProfile, BuildProfiles};
pub use settings::Settings;
pub use shown::show;
pub use values::{DEFAULT, FILE_NAME};

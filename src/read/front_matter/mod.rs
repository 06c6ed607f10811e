//! Front matter: the values that an article gives about itself, in YAML between two lines of `---` or in TOML between two lines of
//! `+++`.

mod fences;
mod head;
mod head_reader;
mod keys;
mod people;
mod values;

pub(super) use fences::{beside, front_matter, line_among, line_of};
pub(super) use head::Head;

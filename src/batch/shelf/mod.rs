//! The articles of a shelf: finding them, leaving files out, and keeping editions apart.

pub mod excludes;
pub mod find;
pub mod obstacles;

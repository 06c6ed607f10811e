//! Makes editions: what is needed, one article, many articles, and the articles that were removed.

pub mod article;
pub mod build_context;
pub mod commit;
pub mod editions;
pub mod foreign;
pub mod load;
pub mod orphans;
pub mod pictures;
pub mod pipeline;
pub mod plan;
pub mod read;
pub mod recipe;
pub mod shelf;

//! Files on disk: whole writes, digests, stamps, and names. Knows no article.

pub mod clock;
pub mod digest;
pub mod out_of_reach;
pub mod same_name;
pub mod stamp;
pub mod store;

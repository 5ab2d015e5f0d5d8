//! Two records of one client: pairs that may be one, merges, and what a merge has moved and changed.

mod duplicates;
mod images;
mod moves;
mod proposals;

pub use duplicates::{DuplicateFilter, Duplicates};
pub use images::{Images, Touched};
pub use moves::Between;
pub use proposals::{MergeFilter, Merges};

//! Two records of one client: pairs that may be one (E-18), and merges, which are previewed, proposed, approved, done and undone (E-6).

mod approve_merge;
mod carry_out;
mod create_merge;
mod dismiss_duplicate;
mod duplicates;
mod plan;
mod preview_merge;
mod refuse_merge;
mod undo_merge;
mod views;

pub use approve_merge::approve_merge;
pub use create_merge::{Wanted, create_merge};
pub use dismiss_duplicate::dismiss_duplicate;
pub use duplicates::{get_duplicate, list_duplicates};
pub use persistence::merges::{DuplicateFilter, MergeFilter};
pub use preview_merge::preview_merge;
pub use refuse_merge::refuse_merge;
pub use undo_merge::undo_merge;
pub use views::{get_merge, list_merges};

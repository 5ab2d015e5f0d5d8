//! Two records of one client: they are found (E-18), and one goes on in the other (C24, E-6), which may be undone.

mod duplicate;
mod likeness;
mod merge;
mod plan;
mod refusal;
mod survivor;
mod undo;

pub use duplicate::{Duplicate, DuplicateEvent, DuplicateReason, DuplicateState, FoundBy, SHOWN_FROM, next as next_duplicate, score};
pub use likeness::{Likeness, are_alike, name_keys, same_company};
pub use merge::{ApprovalError, Approver, Merge, MergeEvent, MergeState, NewMerge, next};
pub use plan::{Counts, Cut, MergeWarning, Plan, Why};
pub use refusal::Refusal;
pub use survivor::{Choice, Curators, away, choose, curator_after, unite, united_events};
pub use undo::{list_as_before, member_as_before};

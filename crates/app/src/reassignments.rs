//! Clients get other curators in one command, which may be looked at before and undone afterwards (§3.13, E-24, E-25).

mod plan;
mod preview_reassignment;
mod reassign;
mod undo_reassignment;
mod views;

pub use persistence::reassignments::ReassignmentFilter;
pub use plan::{Plan, Wanted};
pub use preview_reassignment::preview_reassignment;
pub use reassign::reassign;
pub use undo_reassignment::undo_reassignment;
pub use views::{ReassignmentView, get_reassignment, list_reassignments};

//! Clients who get other account owners in one command.

use super::table::Table;
use crate::list::Counting;

mod preview_reassignment;
mod reassign;
mod undo_reassignment;
mod views;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(views::list_reassignments)
        .service(Counting::<app::reassignments::ReassignmentFilter, _>::at("/reassignments", "portfolio"))
        .service(preview_reassignment::preview_reassignment)
        .service(reassign::create_reassignment)
        .service(views::get_reassignment)
        .service(undo_reassignment::undo_reassignment);
}

//! Two records of one client: duplicates and merges.

use super::table::Table;
use crate::list::Counting;

mod approve_merge;
mod create_merge;
mod dismiss_duplicate;
mod duplicates;
mod preview_merge;
mod proposals;
mod refuse_merge;
mod undo_merge;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(duplicates::list_duplicates)
        .service(Counting::<app::merges::DuplicateFilter, _>::at("/duplicates", "clients"))
        .service(duplicates::get_duplicate)
        .service(dismiss_duplicate::dismiss_duplicate)
        .service(proposals::list_merges)
        .service(Counting::<app::merges::MergeFilter, _>::at("/merges", "clients"))
        .service(preview_merge::preview_merge)
        .service(create_merge::create_merge)
        .service(proposals::get_merge)
        .service(approve_merge::approve_merge)
        .service(refuse_merge::refuse_merge)
        .service(undo_merge::undo_merge);
}

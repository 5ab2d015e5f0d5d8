//! Where telephony systems post; they show who they are in their own ways, so that nothing is asked of them before.

use super::table::Table;

mod take_in;

/// Operations that authenticate by themselves.
pub fn configure(table: &mut impl Table) {
    table.service(take_in::post).service(take_in::get).service(take_in::post_below).service(take_in::get_below);
}

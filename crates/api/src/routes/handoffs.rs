//! The handoff.

use super::table::Table;

mod accept_handoff;
mod assign_handoff;
mod cancel_handoff;
mod complete_handoff;
mod exempt_handoff;
mod get_handoff;
mod introduce_handoff;
mod list_handoffs;
mod propose_handoff;
mod return_handoff;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(list_handoffs::list_handoffs)
        .service(get_handoff::get_handoff)
        .service(propose_handoff::propose_handoff)
        .service(return_handoff::return_handoff)
        .service(accept_handoff::accept_handoff)
        .service(assign_handoff::assign_handoff)
        .service(introduce_handoff::introduce_handoff)
        .service(complete_handoff::complete_handoff)
        .service(exempt_handoff::exempt_handoff)
        .service(cancel_handoff::cancel_handoff);
}

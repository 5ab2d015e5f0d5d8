//! The journal of events, as a list and as a stream, and the audit trail.

use super::table::Table;

mod audit;
mod create_event_ticket;
#[expect(clippy::module_inception, reason = "the resource has the name of its area")]
mod events;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(events::list_events).service(create_event_ticket::create_event_ticket).service(audit::list_audit);
}

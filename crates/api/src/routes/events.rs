//! The journal, followed by others.

use super::table::Table;

mod create_event_ticket;
mod list_audit;
mod list_events;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(list_events::list_events).service(create_event_ticket::create_event_ticket).service(list_audit::list_audit);
}

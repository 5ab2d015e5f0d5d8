//! Meetings: booked, held, judged.

use super::table::Table;

mod accept_meeting;
mod cancel_meeting;
mod confirm_meeting;
mod create_meeting;
mod dispute_meeting;
mod get_meeting;
mod hold_meeting;
mod list_meetings;
mod list_slots;
mod miss_meeting;
mod reject_meeting;
mod reschedule_meeting;
mod resolve_meeting;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_meeting::create_meeting)
        .service(list_meetings::list_meetings)
        .service(get_meeting::get_meeting)
        .service(confirm_meeting::confirm_meeting)
        .service(reschedule_meeting::reschedule_meeting)
        .service(cancel_meeting::cancel_meeting)
        .service(hold_meeting::hold_meeting)
        .service(miss_meeting::miss_meeting)
        .service(accept_meeting::accept_meeting)
        .service(reject_meeting::reject_meeting)
        .service(dispute_meeting::dispute_meeting)
        .service(resolve_meeting::resolve_meeting)
        .service(list_slots::list_slots);
}

//! `/v1/meetings`: booked, listed, shown, and a file for each command on one; `/v1/slots`.

mod accept_meeting;
pub mod calendar_feeds;
mod cancel_meeting;
mod confirm_meeting;
mod dispute_meeting;
mod hold_meeting;
mod list_slots;
mod miss_meeting;
mod reject_meeting;
mod reschedule_meeting;
mod resolve_meeting;

use super::table::Table;
use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::NewMeeting;
use app::meetings::MeetingFilter;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(create_meeting)
        .service(list_meetings)
        .service(Counting::<MeetingFilter, _>::at("/meetings", "meetings"))
        .service(get_meeting)
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

/// Calendar feeds, which belong to a person.
pub fn configure_feeds(table: &mut impl Table) {
    table
        .service(calendar_feeds::create_my_calendar_feed)
        .service(calendar_feeds::get_my_calendar_feed)
        .service(calendar_feeds::revoke_my_calendar_feed)
        .service(calendar_feeds::create_calendar_feed)
        .service(calendar_feeds::get_calendar_feed)
        .service(calendar_feeds::revoke_calendar_feed);
}

/// Book a meeting.
///
/// First meetings are booked by the call centre: one open first meeting a client (`meeting_exists` names it), at most 14 days ahead, with
/// an hour of travel between two meetings of a hunter (`slot_taken`). The client must be qualified, or `qualification` be given.
#[utoipa::path(tag = "meetings", responses((status = 201, body = Meeting)))]
#[post("/meetings")]
pub async fn create_meeting(ctx: Data<Ctx>, caller: May<permission::BookMeeting>, body: Json<NewMeeting>) -> Answered<Meeting> {
    let meeting = app::meetings::book_meeting(&ctx, &caller, body.0.read(&ctx.company.region)?).await?;
    Ok(Answer::created(format!("/v1/meetings/{}", meeting.id), meeting))
}

/// List meetings.
///
/// In the order of booking, oldest first, or by `starts_at`.
#[utoipa::path(tag = "meetings", params(ListQuery<MeetingFilter>), responses((status = 200, body = List<Meeting>)))]
#[get("/meetings")]
pub async fn list_meetings(ctx: Data<Ctx>, caller: May<permission::ReadCalls>, query: ListQuery<MeetingFilter>) -> Listed<Meeting> {
    List::answer(&query, app::meetings::list_meetings(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a meeting.
///
/// With its state, whether the hunter accepted it, and what was decided about a dispute.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[get("/meetings/{id}")]
pub async fn get_meeting(ctx: Data<Ctx>, caller: Caller, id: PathId<MeetingKey>) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::get_meeting(&ctx, &caller, *id).await?))
}

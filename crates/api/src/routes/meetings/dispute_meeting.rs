//! `POST /v1/meetings/{id}/dispute`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::DisputeMeeting;

/// Dispute the rejection of a meeting.
///
/// Within two business days of the rejection, and once. Both sides then decide by `resolve`.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/dispute")]
pub async fn dispute_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::DisputeMeeting>,
    target: Target<MeetingKey>,
    body: Json<DisputeMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::dispute_meeting(&ctx, &caller, *target, body.0.comment).await?))
}

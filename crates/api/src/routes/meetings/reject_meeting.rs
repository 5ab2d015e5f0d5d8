//! `POST /v1/meetings/{id}/reject`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::RejectMeeting;

/// Reject a held meeting.
///
/// The client goes back to the call centre, which may dispute the rejection.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/reject")]
pub async fn reject_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::HoldMeeting>,
    target: Target<MeetingKey>,
    body: Json<RejectMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::reject_meeting(&ctx, &caller, *target, body.0.reason.0, body.0.comment).await?))
}

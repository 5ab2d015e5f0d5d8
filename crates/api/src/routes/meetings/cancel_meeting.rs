//! `POST /v1/meetings/{id}/cancel`

use crate::routes::prelude::*;
use crate::wire::meeting::{Meeting, MeetingKey};
use crate::wire::meeting_command::CancelMeeting;

/// Cancel a meeting.
///
/// After a cancelled first meeting the client goes back to the call centre.
#[utoipa::path(tag = "meetings", params(("id" = MeetingKey, Path)), responses((status = 200, body = Meeting)))]
#[post("/meetings/{id}/cancel")]
pub async fn cancel_meeting(
    ctx: Data<Ctx>,
    caller: May<permission::BookMeeting>,
    target: Target<MeetingKey>,
    body: Json<CancelMeeting>,
) -> Answered<Meeting> {
    Ok(Answer::ok(app::meetings::cancel_meeting(&ctx, &caller, *target, &body.0.reason).await?))
}
